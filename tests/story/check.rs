//! What a holder shows to whom, and what an employer keeps of it.

use super::{NOON, People};
use miaohui::accounts::Accounts;
use miaohui::ids::{CertificateId, UserId};
use miaohui::storage::{
    API_KEYS_MAX, CertificateState, Condition, Disclosure, EXPIRES_SOON_MS, PRESENCE_MS, SHARES_MAX, Storage,
};

const DAY_MS: u64 = 24 * 3600 * 1000;

/// While the certificate is still valid; the trainee holds it.
pub async fn check(storage: &Storage, accounts: &Accounts, people: &People, certificate: &CertificateId) {
    use miaohui::storage::Role::Employer;
    let employer = accounts.create("chen.li", "陈立", "kuaidi-2026", Employer, false, NOON).await.unwrap();
    presence(storage, people, certificate).await;
    keys(storage, accounts, people, &employer).await;
    let share = shares(storage, people, certificate).await;
    watched(storage, people, &employer, certificate, &share).await;
}

async fn presence(storage: &Storage, people: &People, certificate: &CertificateId) {
    let make = |user| storage.make_presence_code(certificate, user, Disclosure::Full, NOON);
    assert_eq!(make(&people.trainer).await.unwrap(), None, "another's");
    let first = make(&people.trainee).await.unwrap().unwrap();
    assert_eq!(make(&people.trainer).await.unwrap(), None);
    let second = make(&people.trainee).await.unwrap().unwrap();
    let show = async |code: &str, at_ms| storage.use_presence_code(code, at_ms).await.unwrap();
    assert_eq!(show(&first, NOON).await, None, "a new code takes the place of the last");
    assert_eq!(show("00000000", NOON).await, None);
    assert_eq!(show(&second, NOON + PRESENCE_MS).await, None, "too late");
    let shown = show(&second, NOON + PRESENCE_MS - 1).await.unwrap();
    assert_eq!((&shown.certificate_id, shown.disclosure), (certificate, Disclosure::Full));
    assert_eq!(show(&second, NOON).await, None, "used up");
    // Of two who type it at once one is shown something.
    let code = make(&people.trainee).await.unwrap().unwrap();
    let (one, other) = tokio::join!(show(&code, NOON), show(&code, NOON));
    assert!(one.is_some() != other.is_some());
}

async fn keys(storage: &Storage, accounts: &Accounts, people: &People, employer: &UserId) {
    let key = storage.make_api_key(employer, "招聘系统", NOON).await.unwrap().unwrap();
    let bearer = async |key: &str, at_ms| storage.api_key_bearer(key, at_ms).await.unwrap();
    assert_eq!(bearer("mhk_guessed", NOON).await, None);
    let found = bearer(&key, NOON + 1).await.unwrap();
    assert_eq!(&found.user_id, employer);
    bearer(&key, NOON + 2).await.unwrap();
    let listed = storage.api_keys(employer).await.unwrap();
    assert_eq!((listed[0].used_ms, listed[0].ending.as_str()), (Some(NOON + 1), &key[key.len() - 4..]));
    assert!(!format!("{listed:?}").contains(&key), "only a hash is kept");
    accounts.set_disabled(employer, true, &people.admin, NOON).await.unwrap();
    assert_eq!(bearer(&key, NOON).await, None, "a disabled account's key opens nothing");
    accounts.set_disabled(employer, false, &people.admin, NOON).await.unwrap();
    assert!(!storage.revoke_api_key(&found.id, &people.trainer, NOON).await.unwrap(), "another's");
    assert!(storage.revoke_api_key(&found.id, employer, NOON).await.unwrap());
    assert!(!storage.revoke_api_key(&found.id, employer, NOON).await.unwrap());
    assert_eq!(bearer(&key, NOON).await, None);
    for _ in 0..API_KEYS_MAX {
        assert!(storage.make_api_key(employer, "x", NOON).await.unwrap().is_some());
    }
    assert_eq!(storage.make_api_key(employer, "x", NOON).await.unwrap(), None);
}

async fn shares(storage: &Storage, people: &People, certificate: &CertificateId) -> String {
    let make = async |user, until_ms| {
        storage.make_share(certificate, user, Disclosure::Full, "云溪童鞋店", until_ms, NOON).await.unwrap()
    };
    assert_eq!(make(&people.trainer, NOON + DAY_MS).await, None, "another's");
    let id = make(&people.trainee, NOON + DAY_MS).await.unwrap();
    assert!(storage.open_share(&id, NOON + 1).await.unwrap());
    assert!(storage.open_share(&id, NOON + 2).await.unwrap());
    assert!(!storage.open_share(&id, NOON + DAY_MS).await.unwrap(), "ended");
    let share = storage.share(&id).await.unwrap().unwrap();
    assert_eq!((share.opened, share.opened_ms, share.disclosure), (2, Some(NOON + 2), Disclosure::Full));
    assert!(storage.shares(certificate, &people.trainer).await.unwrap().is_empty());

    let other = make(&people.trainee, NOON + DAY_MS).await.unwrap();
    assert!(!storage.remove_share(&other, &people.trainee, NOON).await.unwrap(), "still live");
    assert!(!storage.withdraw_share(&other, &people.trainer, NOON).await.unwrap(), "another's");
    assert!(storage.withdraw_share(&other, &people.trainee, NOON).await.unwrap());
    assert!(!storage.open_share(&other, NOON).await.unwrap());
    assert!(storage.remove_share(&other, &people.trainee, NOON).await.unwrap());
    assert_eq!(storage.share(&other).await.unwrap(), None);

    for _ in 1..SHARES_MAX {
        make(&people.trainee, NOON + DAY_MS).await.unwrap();
    }
    assert_eq!(make(&people.trainee, NOON + DAY_MS).await, None, "full");
    id
}

async fn watched(storage: &Storage, people: &People, employer: &UserId, certificate: &CertificateId, share: &str) {
    let watch = async |share: &str, at_ms| storage.watch(employer, share, "夜班", at_ms).await.unwrap();
    assert!(!watch(&certificate.0, NOON).await, "a certificate's address is not what the holder shared");
    assert!(!watch(share, NOON + DAY_MS).await, "ended");
    assert!(watch(share, NOON).await);
    assert!(!watch(share, NOON).await, "there already");
    let news = async |at_ms| storage.watched_news(employer, at_ms).await.unwrap();
    let only = async || storage.watched(employer).await.unwrap().remove(0);
    let until_ms = only().await.valid_until_ms;
    assert_eq!(news(until_ms - EXPIRES_SOON_MS - 1).await, 0);
    assert_eq!(only().await.condition(until_ms - EXPIRES_SOON_MS), Condition::Soon);
    assert_eq!(news(until_ms - EXPIRES_SOON_MS).await, 1);
    assert!(storage.note_watched(employer, share, Condition::Soon).await.unwrap());
    assert_eq!(news(until_ms - EXPIRES_SOON_MS).await, 0, "seen");
    assert_eq!(only().await.condition(until_ms), Condition::Expired);

    let set = async |state, reason| {
        assert!(storage.set_certificate_state(certificate, state, reason, &people.admin, NOON).await.unwrap());
    };
    set(CertificateState::Suspended, Some("核查中")).await;
    let seen = only().await;
    assert_eq!((seen.condition(NOON), seen.reason.as_deref()), (Condition::Suspended, Some("核查中")));
    assert_eq!(news(NOON).await, 1, "another condition than the one seen");
    set(CertificateState::Valid, None).await;
    assert_eq!(storage.share(share).await.unwrap().unwrap().watched, 1);
    assert!(storage.withdraw_share(share, &people.trainee, NOON).await.unwrap());
    assert_eq!(only().await.condition(NOON), Condition::Withdrawn);
    assert!(!storage.stop_watching(&people.trainer, share).await.unwrap());
    assert!(storage.stop_watching(employer, share).await.unwrap());
    assert!(storage.watched(employer).await.unwrap().is_empty());
}
