//! `miaohui credential`: keys in a folder, files in, verdicts out, status lists from the own machine.
#![cfg(feature = "server")]
#![expect(clippy::unwrap_used, reason = "tests")]

use miaohui::certification::command::{Format, VerifyOptions, did, issue, issue_demo, status_list, verify_file};
use miaohui::certification::credential::CertificateFacts;
use miaohui::certification::demonstration;
use miaohui::certification::did::from_origin;
use miaohui::certification::keys::{KeyError, Keyring};
use miaohui::certification::status::Bitstring;
use serde_json::Value;
use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::path::{Path, PathBuf};

const NOW_MS: u64 = 1_795_400_000_000;
const INDEX: u32 = 4_711;

fn options<'a>(data_dir: &'a Path, origin: &'a str) -> VerifyOptions<'a> {
    VerifyOptions { data_dir, origin, did_file: None, offline: false, now_ms: NOW_MS + 1000 }
}

fn write(dir: &Path, name: &str, text: &str) -> PathBuf {
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
    let document = write(dir.path(), "did.json", &did(dir.path(), "http://127.0.0.1:3000", NOW_MS).unwrap());
    let elsewhere = tempfile::tempdir().unwrap();
    for (format, name) in [(Format::Vc, "vc.json"), (Format::Jwt, "vc.jwt"), (Format::Svg, "vc.svg")] {
        let file = write(dir.path(), name, &issue_demo(dir.path(), format, NOW_MS).unwrap());
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
            let credential: Value = serde_json::from_str(&issue_demo(dir.path(), Format::Vc, NOW_MS).unwrap()).unwrap();
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
    let names: Vec<_> = std::fs::read_dir(&data).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, ["keys.json"]);
    #[cfg(unix)]
    {
        use std::fs::Permissions;
        use std::os::unix::fs::PermissionsExt as _;
        let path = data.join("keys.json");
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        std::fs::set_permissions(&path, Permissions::from_mode(0o644)).unwrap();
        assert!(matches!(Keyring::load_or_create(&data, NOW_MS), Err(KeyError::Exposed(_))));
    }
    assert!(matches!(Keyring::load_or_create(Path::new("/dev/null"), NOW_MS), Err(KeyError::File { .. })));
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
    let file = write(dir.path(), "vc.json", &issue(&facts, &keyring, Format::Vc, NOW_MS).unwrap());
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
