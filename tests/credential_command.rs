//! `miaohui credential`: keys in a folder, files in, verdicts out, status lists from the own machine.
#![cfg(feature = "server")]
#![expect(clippy::unwrap_used, reason = "tests")]

use miaohui::certification::command::{Format, VerifyOptions, did, issue, issue_demo, status_list, verify_file};
use miaohui::certification::contexts::shipped;
use miaohui::certification::credential::CertificateFacts;
use miaohui::certification::credential::build;
use miaohui::certification::demonstration;
use miaohui::certification::did::from_origin;
use miaohui::certification::keys::{self, KeyCabinet, KeyError, Keyring};
use miaohui::certification::multikey;
use miaohui::certification::proof::{self, ProofOptions};
use miaohui::certification::status::Bitstring;
use miaohui::storage::Storage;
use serde_json::Value;
use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::path::{Path, PathBuf};

const NOW_MS: u64 = 1_795_400_000_000;
const INDEX: u32 = 4_711;

fn options<'a>(data_dir: &'a Path, origin: &'a str) -> VerifyOptions<'a> {
    VerifyOptions { data_dir, origin, did_file: None, register_files: &[], offline: false, now_ms: NOW_MS + 1000 }
}

fn write(dir: &Path, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
    let path = dir.join(name);
    std::fs::write(&path, text).unwrap();
    path
}

fn state(file: &Path, options: &VerifyOptions<'_>) -> (String, u8) {
    let (text, exit_code) = verify_file(file, options).unwrap();
    let verdict: Value = serde_json::from_str(&text).unwrap();
    (verdict["state"].as_str().unwrap().to_owned(), exit_code)
}

#[test]
fn a_demonstration_credential_needs_no_network_offline() {
    let dir = tempfile::tempdir().unwrap();
    let document = write(dir.path(), "did.json", did(dir.path(), "http://127.0.0.1:3000", NOW_MS).unwrap());
    let elsewhere = tempfile::tempdir().unwrap();
    for (format, name) in
        [(Format::Vc, "vc.json"), (Format::Jwt, "vc.jwt"), (Format::Svg, "vc.svg"), (Format::Png, "vc.png")]
    {
        let file = write(dir.path(), name, issue_demo(dir.path(), format, NOW_MS).unwrap());
        let check = |options: VerifyOptions<'_>, expected: (&str, u8)| {
            assert_eq!(state(&file, &options), (expected.0.to_owned(), expected.1), "{name}");
        };
        let offline = VerifyOptions { offline: true, ..options(elsewhere.path(), demonstration::ORIGIN) };
        check(VerifyOptions { did_file: Some(&document), ..offline }, ("valid", 0));
        let offline = VerifyOptions { offline: true, ..options(elsewhere.path(), demonstration::ORIGIN) };
        check(offline, ("unknown-issuer", 1));
        let own = VerifyOptions { offline: true, ..options(dir.path(), demonstration::ORIGIN) };
        check(own, ("valid", 0));
    }
}

#[test]
fn no_two_demonstration_credentials_share_a_place() {
    let dir = tempfile::tempdir().unwrap();
    let places: Vec<u32> = (0..8)
        .map(|_| {
            let credential: Value =
                serde_json::from_slice(&issue_demo(dir.path(), Format::Vc, NOW_MS).unwrap()).unwrap();
            credential["credentialStatus"][0]["statusListIndex"].as_str().unwrap().parse().unwrap()
        })
        .collect();
    // Chance may put two beside each other, not three.
    assert!(places.windows(2).filter(|pair| pair[0].abs_diff(pair[1]) <= 1).count() < 2, "{places:?}");
}

#[test]
fn keys_are_made_once_and_kept_private() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("new/data");
    let first = Keyring::load_or_create(&data, NOW_MS).unwrap().to_json().unwrap();
    assert_eq!(Keyring::load_or_create(&data, NOW_MS + 1).unwrap().to_json().unwrap(), first);
    let mut names: Vec<_> = std::fs::read_dir(&data).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["keys.json", "keys.lock", "root.json"]);
    #[cfg(unix)]
    {
        use std::fs::Permissions;
        use std::os::unix::fs::PermissionsExt as _;
        for path in [data.join("keys.json"), data.join("root.json")] {
            assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
            std::fs::set_permissions(&path, Permissions::from_mode(0o644)).unwrap();
            assert!(matches!(Keyring::load_or_create(&data, NOW_MS), Err(KeyError::Exposed(_))));
            std::fs::set_permissions(&path, Permissions::from_mode(0o600)).unwrap();
        }
    }
    assert!(matches!(Keyring::load_or_create(Path::new("/dev/null"), NOW_MS), Err(KeyError::File { .. })));
}

/// The whole way in a folder: issue, steal the secret from the key file, disown, and look at what holds.
#[tokio::test]
async fn a_stolen_key_is_disowned() {
    let dir = tempfile::tempdir().unwrap();
    let storage = Storage::open(&format!("sqlite:{}", dir.path().join("miaohui.db").display())).await.unwrap();
    let honest = write(dir.path(), "honest.json", issue_demo(dir.path(), Format::Vc, NOW_MS).unwrap());
    let token = write(dir.path(), "honest.jwt", issue_demo(dir.path(), Format::Jwt, NOW_MS).unwrap());
    let keys = std::fs::read_to_string(dir.path().join("keys.json")).unwrap();
    let stolen = multikey::from_secret(keys.split('"').find(|text| text.starts_with("z3u2")).unwrap()).unwrap();
    let cabinet = KeyCabinet::open(dir.path(), NOW_MS).unwrap();
    let key = cabinet.now().in_use().unwrap().id.clone();
    let before = write(dir.path(), "before.json", did(dir.path(), demonstration::ORIGIN, NOW_MS).unwrap());

    let (next, moment) = (keys::rotate(&storage, dir.path(), None, NOW_MS).await.unwrap(), NOW_MS + 500);
    assert_eq!((cabinet.now().in_use().unwrap().id.clone(), cabinet.now().issuing().len()), (next.clone(), 2));
    let later = write(dir.path(), "later.json", issue_demo(dir.path(), Format::Vc, moment).unwrap());
    let counts = keys::issued_by(&storage, dir.path()).await.unwrap();
    assert_eq!((counts[&key], counts[&next]), (2, 1));
    let offline =
        |file: &Path| state(file, &VerifyOptions { offline: true, ..options(dir.path(), demonstration::ORIGIN) });
    for file in [&honest, &token, &later] {
        assert_eq!(offline(file), ("valid".to_owned(), 0));
    }

    assert_eq!(keys::disown(&storage, dir.path(), &key, "laptop stolen", None, moment).await.unwrap(), 2);
    assert!(keys::disown(&storage, dir.path(), &key, "again", None, moment).await.is_err());
    // The one in use makes way for a new one first.
    assert_eq!(keys::disown(&storage, dir.path(), &next, "all of them", None, moment).await.unwrap(), 1);
    assert_eq!(cabinet.now().issuing().len(), 3);
    let facts = demonstration::facts("forged".into(), "5a1t".into(), 1, NOW_MS - 1_000_000);
    let signer =
        ProofOptions { verification_method: &format!("{}#{key}", facts.issuer_did), created: "2026-08-24T08:00:00Z" };
    let forged = proof::sign(&build(&facts), &signer, &stolen, shipped).unwrap().to_string();
    let forged = write(dir.path(), "forged.json", forged);
    for (file, expected) in [(&honest, "valid"), (&token, "valid"), (&later, "valid"), (&forged, "unknown-issuer")] {
        assert_eq!(offline(file).0, expected, "{}", file.display());
    }
    // Elsewhere: by the old DID document, by the new one, and by the new one with the register.
    let elsewhere = tempfile::tempdir().unwrap();
    let after = write(dir.path(), "after.json", did(dir.path(), demonstration::ORIGIN, moment).unwrap());
    let register = write(dir.path(), "register.jwt", cabinet.now().register(&key).unwrap());
    let by = |file: &Path, document: &Path, registers: &[PathBuf]| {
        let plain = options(elsewhere.path(), demonstration::ORIGIN);
        state(file, &VerifyOptions { offline: true, did_file: Some(document), register_files: registers, ..plain }).0
    };
    assert_eq!((by(&honest, &before, &[]), by(&forged, &before, &[])), ("valid".to_owned(), "valid".to_owned()));
    assert_eq!(by(&honest, &after, &[]), "unchecked");
    let registers = [register];
    assert_eq!(by(&honest, &after, &registers), "valid");
    assert_eq!(by(&forged, &after, &registers), "unknown-issuer");

    // Decisions of weight are in the audit log, and no secret is in a backup.
    let entries = storage.audit_entries(10).await.unwrap();
    let actions: Vec<&str> = entries.iter().map(|entry| entry.action.as_str()).collect();
    assert_eq!(actions, ["key_disowned", "key_rotated", "key_disowned", "key_rotated"]);
    let mut backup = Vec::new();
    storage.back_up(&mut backup, NOW_MS).await.unwrap();
    let mut text = String::new();
    flate2::read::GzDecoder::new(&backup[..]).read_to_string(&mut text).unwrap();
    assert!(text.contains("key_disowned") && !text.contains("z3u2"));
    storage.close().await;
}

/// Whoever has the issuing keys alone cannot name others.
#[tokio::test]
async fn without_the_root_keys_are_not_changed() {
    let dir = tempfile::tempdir().unwrap();
    let storage = Storage::open(&format!("sqlite:{}", dir.path().join("miaohui.db").display())).await.unwrap();
    issue_demo(dir.path(), Format::Vc, NOW_MS).unwrap();
    std::fs::rename(dir.path().join("root.json"), dir.path().join("elsewhere.json")).unwrap();
    let keyring = Keyring::load(dir.path()).unwrap();
    assert!(!keyring.has_root());
    issue_demo(dir.path(), Format::Vc, NOW_MS).unwrap();
    let refused = keys::rotate(&storage, dir.path(), None, NOW_MS).await.unwrap_err();
    assert!(refused.to_string().contains("root.json"), "{refused}");
    storage.close().await;
}

/// Answers each of `count` requests with the signed list it asks for, in which `INDEX` is set if `revoked`.
fn serve(listener: &TcpListener, keyring: &Keyring, origin: &str, revoked: bool, count: usize) {
    for stream in listener.incoming().take(count) {
        let mut stream = stream.unwrap();
        let mut request = [0_u8; 1024];
        let length = stream.read(&mut request).unwrap();
        let request = String::from_utf8_lossy(&request[..length]).into_owned();
        let number: u32 = request.split(['/', ' ']).nth(4).unwrap().parse().unwrap();
        let mut bits = Bitstring::default();
        bits.set(u64::from(INDEX), revoked && number == 1).unwrap();
        let list = status_list(keyring, origin, number, &bits, NOW_MS).unwrap();
        write!(stream, "HTTP/1.0 200 OK\r\n\r\n{list}").unwrap();
    }
}

#[test]
fn status_lists_come_from_the_own_machine() {
    let dir = tempfile::tempdir().unwrap();
    let keyring = Keyring::load_or_create(dir.path(), NOW_MS).unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let origin = format!("http://localhost:{}", listener.local_addr().unwrap().port());
    let mut facts: CertificateFacts = demonstration::facts("c0de".into(), "5a1t".into(), INDEX, NOW_MS);
    facts.origin.clone_from(&origin);
    facts.issuer_did = from_origin(&origin);
    let file = write(dir.path(), "vc.json", issue(&facts, &keyring, Format::Vc, NOW_MS).unwrap());
    for (revoked, expected) in [(false, ("valid", 0)), (true, ("revoked", 1))] {
        std::thread::scope(|scope| {
            scope.spawn(|| serve(&listener, &keyring, &origin, revoked, 2));
            assert_eq!(state(&file, &options(dir.path(), &origin)), (expected.0.to_owned(), expected.1));
        });
    }
    drop(listener);
    assert_eq!(state(&file, &options(dir.path(), &origin)), ("unchecked".to_owned(), 2));
}

#[test]
fn faults_of_the_files_are_told_from_faults_of_the_credential() {
    let dir = tempfile::tempdir().unwrap();
    let file = write(dir.path(), "vc.json", "{}");
    let missing = verify_file(&dir.path().join("none"), &options(dir.path(), demonstration::ORIGIN));
    assert!(missing.unwrap_err().to_string().contains("none: "));
    let wrong = write(dir.path(), "did.json", "[]");
    let options = VerifyOptions { did_file: Some(&wrong), ..options(dir.path(), demonstration::ORIGIN) };
    assert!(verify_file(&file, &options).unwrap_err().to_string().ends_with("is not a DID document"));
}
