//! A credential's way from the facts to a verdict, and every way it can go wrong.
#![cfg(feature = "credentials")]
#![expect(clippy::unwrap_used, reason = "tests")]

use ed25519_dalek::SigningKey;
use miaohui::certification::contexts::shipped;
use miaohui::certification::credential::{CertificateFacts, build, status_list_url};
use miaohui::certification::demonstration::{self, ORIGIN};
use miaohui::certification::keys::Keyring;
use miaohui::certification::proof::{self, ProofOptions};
use miaohui::certification::register::{self, Register};
use miaohui::certification::status::{Bitstring, list};
use miaohui::certification::verify::{Knowledge, State, Verdict, verify};
use miaohui::certification::{badge, did, jwt};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

const NOW_MS: u64 = 1_795_400_000_000;
const DAY_MS: u64 = 24 * 3600 * 1000;
const INDEX: u32 = 70_001;

struct Issuer {
    keyring: Keyring,
    did: String,
    document: Value,
}

impl Issuer {
    fn new(secret: u8) -> Self {
        let keyring = Keyring::from_secrets([1; 32], [secret; 32], NOW_MS);
        let did = did::from_origin(ORIGIN);
        let document = keyring.did_document(&did);
        Self { keyring, did, document }
    }

    fn sign(&self, credential: &Value) -> Value {
        self.keyring.sign(credential, &self.did, NOW_MS).unwrap()
    }

    fn list(&self, number: u32, set: &[u32], made_ms: u64) -> (String, Vec<u8>) {
        let mut bits = Bitstring::default();
        for &index in set {
            bits.set(u64::from(index), true).unwrap();
        }
        let list = self.keyring.sign(&list(ORIGIN, &self.did, number, &bits, made_ms), &self.did, made_ms).unwrap();
        (status_list_url(ORIGIN, number), list.to_string().into_bytes())
    }

    fn lists(&self, revoked: &[u32], suspended: &[u32]) -> BTreeMap<String, Vec<u8>> {
        BTreeMap::from([self.list(1, revoked, NOW_MS), self.list(2, suspended, NOW_MS)])
    }
}

fn facts() -> CertificateFacts {
    demonstration::facts("0123456789abcdefghjkmnpqrs".into(), "5a1t".into(), INDEX, NOW_MS)
}

fn online(issuer: &Issuer) -> Knowledge<'_> {
    Knowledge {
        now_ms: NOW_MS + DAY_MS / 2,
        did_document: Some(&issuer.document),
        status_lists: issuer.lists(&[], &[]),
        offline: false,
    }
}

fn in_words(verdict: &Verdict) -> String {
    let check = |ok: Option<bool>| match ok {
        Some(true) => "yes",
        Some(false) => "no",
        None => "not made",
    };
    let lines = verdict.checks.iter().map(|c| format!("{}: {} ({})", c.name, check(c.ok), c.detail));
    std::iter::once(format!("{:?}", verdict.state)).chain(lines).collect::<Vec<_>>().join("\n")
}

fn state(bytes: &[u8], known: &Knowledge<'_>) -> State {
    verify(bytes, known).state
}

#[test]
fn every_format_is_valid() {
    let issuer = Issuer::new(2);
    let credential = build(&facts());
    let signed = issuer.sign(&credential);
    let check = |text: &str| {
        let verdict = verify(text.as_bytes(), &online(&issuer));
        assert_eq!((verdict.state, verdict.checks.len()), (State::Valid, 5), "{verdict:?}");
    };
    check(&signed.to_string());
    check(&format!("\u{feff}{signed:#}\n"));
    check(&issuer.keyring.sign_jwt(&credential, &issuer.did).unwrap());
    check(&badge::bake_svg(&badge::picture(&facts()), &signed).unwrap());
    insta::assert_snapshot!(in_words(&verify(signed.to_string().as_bytes(), &online(&issuer))));
    insta::assert_json_snapshot!("credential", credential);
}

#[test]
fn states_follow_dates_and_lists() {
    let issuer = Issuer::new(2);
    let signed = issuer.sign(&build(&facts())).to_string();
    let check = |known: Knowledge<'_>, expected: State, exit_code: u8| {
        let verdict = verify(signed.as_bytes(), &known);
        assert_eq!((verdict.state, verdict.state.exit_code()), (expected, exit_code), "{verdict:?}");
    };
    let with = |lists: BTreeMap<String, Vec<u8>>| Knowledge { status_lists: lists, ..online(&issuer) };
    check(Knowledge { now_ms: NOW_MS + 366 * DAY_MS, ..online(&issuer) }, State::Expired, 1);
    check(Knowledge { now_ms: NOW_MS - DAY_MS, ..online(&issuer) }, State::Expired, 1);
    check(with(issuer.lists(&[INDEX], &[])), State::Revoked, 1);
    check(with(issuer.lists(&[INDEX], &[INDEX])), State::Revoked, 1);
    check(with(issuer.lists(&[], &[INDEX])), State::Suspended, 1);
    check(with(issuer.lists(&[INDEX - 1, INDEX + 1], &[INDEX - 1])), State::Valid, 0);
    check(with(BTreeMap::new()), State::Unchecked, 2);
    check(Knowledge { offline: true, ..with(BTreeMap::new()) }, State::Valid, 0);
    check(Knowledge { did_document: None, ..online(&issuer) }, State::UnknownIssuer, 1);
    // A list that is stale, foreign or another one says nothing; the credential is then not valid.
    let old = NOW_MS - 10 * DAY_MS;
    check(with(BTreeMap::from([issuer.list(1, &[], old), issuer.list(2, &[], old)])), State::Unchecked, 2);
    check(with(Issuer::new(3).lists(&[], &[])), State::Unchecked, 2);
    let swapped = BTreeMap::from([
        (status_list_url(ORIGIN, 1), issuer.list(2, &[], NOW_MS).1),
        (status_list_url(ORIGIN, 2), issuer.list(1, &[], NOW_MS).1),
    ]);
    check(with(swapped), State::Unchecked, 2);
}

#[test]
fn lists_at_hand_count_offline_too() {
    let issuer = Issuer::new(2);
    let signed = issuer.sign(&build(&facts())).to_string();
    let known = Knowledge { offline: true, status_lists: issuer.lists(&[INDEX], &[]), ..online(&issuer) };
    assert_eq!(state(signed.as_bytes(), &known), State::Revoked);
    let one = BTreeMap::from([issuer.list(1, &[INDEX], NOW_MS)]);
    let known = Knowledge { status_lists: one, ..online(&issuer) };
    assert_eq!(state(signed.as_bytes(), &known), State::Revoked);
}

#[test]
fn rotation_leaves_old_credentials_valid() {
    let mut issuer = Issuer::new(2);
    let old = issuer.sign(&build(&facts())).to_string();
    issuer.keyring.rotate([9; 32], NOW_MS).unwrap();
    issuer.document = issuer.keyring.did_document(&issuer.did);
    let new = issuer.sign(&build(&facts())).to_string();
    assert_ne!(old, new);
    for signed in [old, new] {
        assert_eq!(state(signed.as_bytes(), &online(&issuer)), State::Valid);
    }
}

/// A thief has the secret of the first key, and writes whatever dates suit.
#[test]
fn what_a_thief_signs_with_a_disowned_key_is_refused() {
    let mut issuer = Issuer::new(2);
    let stolen = SigningKey::from_bytes(&[2; 32]);
    let method = format!("{}#{}", issuer.did, issuer.keyring.in_use().unwrap().id);
    let honest = issuer.sign(&build(&facts())).to_string();
    let honest_token = issuer.keyring.sign_jwt(&build(&facts()), &issuer.did).unwrap();
    let forged = {
        let backdated = NOW_MS - 90 * DAY_MS;
        let facts = demonstration::facts("forgedforgedforgedforged00".into(), "5a1t".into(), 5, backdated);
        let options = ProofOptions { verification_method: &method, created: "2026-08-24T08:00:00Z" };
        proof::sign(&build(&facts), &options, &stolen, shipped).unwrap().to_string()
    };
    let forged_token = jwt::sign(&build(&CertificateFacts { level: "三档".into(), ..facts() }), &method, &stolen);
    let (list_url, forged_list) = {
        let list = list(ORIGIN, &issuer.did, 1, &Bitstring::default(), NOW_MS);
        let options = ProofOptions { verification_method: &method, created: "2026-11-24T08:00:00Z" };
        (status_list_url(ORIGIN, 1), proof::sign(&list, &options, &stolen, shipped).unwrap().to_string().into_bytes())
    };
    // Before anybody knows of the theft nothing tells them apart.
    assert_eq!(state(forged.as_bytes(), &online(&issuer)), State::Valid);

    let key = issuer.keyring.in_use().unwrap().id.clone();
    let register_of = |credential: &str| register::digest_of_issued(credential).unwrap();
    issuer.keyring.rotate([9; 32], NOW_MS).unwrap();
    issuer.keyring.disown(&key, "laptop stolen", vec![register_of(&honest)], NOW_MS).unwrap();
    issuer.document = issuer.keyring.did_document(&issuer.did);
    let registers: BTreeMap<_, _> = issuer.keyring.registers(&issuer.did).collect();
    let with = |more: BTreeMap<String, Vec<u8>>| {
        let mut known = online(&issuer);
        known.status_lists.extend(more);
        known
    };
    let check = |credential: &str, expected: State| {
        let verdict = verify(credential.as_bytes(), &with(registers.clone()));
        assert_eq!(verdict.state, expected, "{verdict:?}");
    };
    check(&honest, State::Valid);
    check(&honest_token, State::Valid);
    check(&badge::bake_svg(&badge::picture(&facts()), &serde_json::from_str(&honest).unwrap()).unwrap(), State::Valid);
    check(&forged, State::UnknownIssuer);
    check(&forged_token, State::UnknownIssuer);
    // What says the same as a registered one is no forgery, whoever signed it; what was changed does not say the same.
    check(&honest.replace("86 %", "99 %").replace("91 %", "99 %"), State::Tampered);
    // Without the register nobody can tell, offline neither; and the address is asked for.
    let verdict = verify(honest.as_bytes(), &Knowledge { offline: true, ..online(&issuer) });
    assert_eq!((verdict.state, verdict.missing_lists.len()), (State::Unchecked, 1), "{verdict:?}");
    assert_eq!(verdict.missing_lists[0], format!("{ORIGIN}/credentials/register/{key}"));
    // A register that the thief signs, with the stolen key, says nothing; nor does a list.
    let public = stolen.verifying_key();
    let own = Register::new(&key, &public, vec![register_of(&forged)], NOW_MS).sign(&stolen).unwrap();
    let own = BTreeMap::from([(verdict.missing_lists[0].clone(), own.into_bytes())]);
    assert_eq!(verify(forged.as_bytes(), &with(own)).state, State::Unchecked);
    let mut more = registers.clone();
    more.insert(list_url, forged_list);
    assert_eq!(verify(honest.as_bytes(), &with(more)).state, State::Unchecked);
}

#[test]
fn a_stranger_is_an_unknown_issuer() {
    let (issuer, stranger) = (Issuer::new(2), Issuer::new(3));
    let check = |credential: &Value, did: &str, expected: State| {
        let signed = stranger.keyring.sign(credential, did, NOW_MS).unwrap().to_string();
        assert_eq!(state(signed.as_bytes(), &online(&issuer)), expected);
    };
    let mut foreign = build(&facts());
    check(&foreign, &issuer.did, State::UnknownIssuer);
    foreign["issuer"]["id"] = json!("did:web:school.example.com");
    check(&foreign, "did:web:school.example.com", State::UnknownIssuer);
}

#[test]
fn what_the_contexts_do_not_map_is_tampered() {
    let issuer = Issuer::new(2);
    let signed = issuer.sign(&build(&facts()));
    let check = |pointer: &str, member: &str, value: Value| {
        let mut changed = signed.clone();
        changed.pointer_mut(pointer).unwrap()[member] = value;
        let verdict = verify(changed.to_string().as_bytes(), &online(&issuer));
        let form = verdict.checks.last().map(|check| check.name);
        assert_eq!((verdict.state, form), (State::Tampered, Some("form")), "{pointer}/{member}");
    };
    for pointer in
        ["", "/issuer", "/credentialSubject", "/credentialSubject/achievement", "/credentialStatus/0", "/proof"]
    {
        check(pointer, "honours", json!("summa cum laude"));
        check(pointer, "honours", json!({ "name": "x" }));
        check(pointer, "https://example.com/honours", json!("x"));
        check(pointer, "@index", json!("x"));
        check(pointer, "@context", json!({ "honours": "https://example.com/honours" }));
        check(pointer, "name", Value::Null);
        check(pointer, "evidence", json!([]));
    }
    // Mapped members whose values would be left out: addresses that are none, and types nobody defines.
    check("/credentialSubject", "source", json!("not an address"));
    check("/credentialSubject", "source", json!({ "id": "relative", "name": "x" }));
    check("/credentialSubject", "source", json!({ "id": "https://bad address", "name": "x" }));
    check("/credentialSubject", "source", json!({ "id": "_:bad name", "name": "x" }));
    check("/credentialSubject/achievement", "type", json!(["Achievement", "Honours"]));
    check("/credentialSubject/result/0", "value", json!(99));
    check("", "@context", json!(["https://www.w3.org/ns/credentials/v2"]));
}

#[test]
fn other_files_are_tampered_and_quickly_so() {
    let issuer = Issuer::new(2);
    let signed = issuer.sign(&build(&facts()));
    let check = |bytes: &[u8]| assert_eq!(state(bytes, &online(&issuer)), State::Tampered);
    check(b"");
    check(b"\xff\xfe\x00");
    check(b"hello");
    check(b"{}");
    check(b"[]");
    check(&vec![b'{'; 10_000_000]);
    check("[".repeat(200_000).as_bytes());
    check(format!("{{\"a\":{}1{}}}", "[".repeat(100), "]".repeat(100)).as_bytes());
    check(b"a.b.c");
    check(b"<svg/>");
    check(signed.to_string().replacen("{", "{\"name\":\"other\",", 1).as_bytes());
    // Many nameless nodes that look alike would keep the canonicalisation busy for ever.
    let mut alike = signed;
    alike["credentialSubject"]["identifier"] = json!(vec![json!({ "type": "IdentityObject" }); 60]);
    check(alike.to_string().as_bytes());
}

#[test]
fn proofs_and_dates_of_another_kind_are_tampered() {
    let issuer = Issuer::new(2);
    let signed = issuer.sign(&build(&facts()));
    let check = |pointer: &str, value: Value| {
        let mut changed = signed.clone();
        *changed.pointer_mut(pointer).unwrap() = value;
        let verdict = verify(changed.to_string().as_bytes(), &online(&issuer));
        let form = verdict.checks.last().map(|check| check.name);
        assert_eq!((verdict.state, form), (State::Tampered, Some("form")), "{pointer}: {verdict:?}");
    };
    for suite in ["eddsa-jcs-2022", "ecdsa-rdfc-2019", "bbs-2023", "eddsa-rdfc-2022 ", ""] {
        check("/proof/cryptosuite", json!(suite));
    }
    check("/proof/type", json!("Ed25519Signature2020"));
    check("/proof", json!([signed["proof"], signed["proof"]]));
    check("/proof/proofPurpose", json!("authentication"));
    for date in
        ["2026-13-01T00:00:00Z", "10000-01-01T00:00:00Z", "-2026-01-01T00:00:00Z", "2027-02-29T00:00:00Z", "2026-01-01"]
    {
        check("/validUntil", json!(date));
        check("/validFrom", json!(date));
        check("/proof/created", json!(date));
    }
    check("/@context/1", json!("https://example.com/never-fetched"));
    check("/@context/1", json!({ "name": "https://example.com/name" }));
    // Entities that would unfold to gigabytes are not unfolded.
    let bomb = "<!DOCTYPE svg [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]><svg><openbadges:credential>&b;</openbadges:credential></svg>";
    assert_eq!(state(bomb.as_bytes(), &online(&issuer)), State::Tampered);
    // Numbers beyond what lists have places for, and places that do not exist.
    let mut placed = build(&facts());
    for index in ["131072", "18446744073709551616", "-1", "1e3"] {
        placed["credentialStatus"][0]["statusListIndex"] = json!(index);
        let verdict = verify(issuer.sign(&placed).to_string().as_bytes(), &online(&issuer));
        assert!(matches!(verdict.state, State::Unchecked | State::Tampered), "{index}: {verdict:?}");
    }
}

#[test]
fn tokens_cannot_choose_their_algorithm() {
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    let issuer = Issuer::new(2);
    let token = issuer.keyring.sign_jwt(&build(&facts()), &issuer.did).unwrap();
    let parts: Vec<&str> = token.split('.').collect();
    let check = |header: &str, expected: State| {
        let changed = format!("{}.{}.{}", URL_SAFE_NO_PAD.encode(header), parts[1], parts[2]);
        assert_eq!(state(changed.as_bytes(), &online(&issuer)), expected, "{header}");
    };
    let kid = issuer.document["verificationMethod"][0]["id"].as_str().unwrap();
    check(&format!(r#"{{"alg":"none","kid":"{kid}"}}"#), State::Tampered);
    check(&format!(r#"{{"alg":"HS256","kid":"{kid}"}}"#), State::Tampered);
    check(&format!(r#"{{"alg":"EdDSA","kid":"{kid}","crit":["x"]}}"#), State::Tampered);
    check(&format!(r#"{{"alg":"EdDSA","kid":"{kid}"}}"#), State::Tampered);
    check(r#"{"alg":"EdDSA","kid":"did:web:example.com#key"}"#, State::UnknownIssuer);
    let claims = |edit: &dyn Fn(&mut Value)| {
        let mut claims: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(parts[1]).unwrap()).unwrap();
        edit(&mut claims);
        let changed = format!("{}.{}.{}", parts[0], URL_SAFE_NO_PAD.encode(claims.to_string()), parts[2]);
        assert_eq!(state(changed.as_bytes(), &online(&issuer)), State::Tampered);
    };
    claims(&|claims| claims["exp"] = json!(4_070_908_800_u64));
    claims(&|claims| claims["iss"] = json!("did:web:example.com"));
    claims(&|claims| claims["credentialSubject"]["result"][0]["value"] = json!("999"));
}

/// Another secret in a DID document that lists the key, but not for assertions, or as somebody else's.
#[test]
fn only_keys_for_assertions_count() {
    let issuer = Issuer::new(2);
    let signed = issuer.sign(&build(&facts())).to_string();
    let check = |pointer: &str, value: Value| {
        let mut document = issuer.document.clone();
        *document.pointer_mut(pointer).unwrap() = value;
        let known = Knowledge { did_document: Some(&document), ..online(&issuer) };
        assert_eq!(state(signed.as_bytes(), &known), State::UnknownIssuer, "{pointer}");
    };
    check("/assertionMethod", json!([]));
    check("/verificationMethod/0/controller", json!("did:web:example.com"));
    check("/verificationMethod/0/type", json!("JsonWebKey"));
    check("/verificationMethod/0/publicKeyMultibase", json!("z6Mk"));
    check("/id", json!("did:web:example.com"));
}

/// `value` with the members of every object in another order, which `serde_json` itself would undo.
fn reordered(value: &Value, turn: usize) -> String {
    match value {
        Value::Object(object) => {
            let members: &Map<String, Value> = object;
            let mut texts: Vec<String> =
                members.iter().map(|(name, value)| format!("{}:{}", json!(name), reordered(value, turn))).collect();
            let by = turn % texts.len().max(1);
            texts.rotate_left(by);
            format!("{{{}}}", texts.join(" ,\n"))
        }
        Value::Array(list) => {
            format!("[{}]", list.iter().map(|value| reordered(value, turn)).collect::<Vec<_>>().join(","))
        }
        other => other.to_string(),
    }
}

#[test]
fn another_order_of_members_is_valid() {
    let issuer = Issuer::new(2);
    let signed = issuer.sign(&build(&facts()));
    for turn in 0..13 {
        let text = reordered(&signed, turn);
        assert_eq!(verify(text.as_bytes(), &online(&issuer)).state, State::Valid, "{text}");
    }
}
