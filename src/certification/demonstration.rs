//! The demonstration school's certificate: an invented person who passed the in-sale standard, Tier 1.

use super::credential::{
    CertificateFacts, CertifiedStandard, HashedIdentity, MeasuredCriterion, StatusPlace, identity_hash,
};
use super::{did, status};
use crate::clock::UnixMs;

/// Origin of the demonstration school.
pub const ORIGIN: &str = "http://localhost:3000";
const YEAR_MS: u64 = 365 * 24 * 3600 * 1000;

/// What the certificate states; `id`, `salt` and `random` come from the operating system's random source.
pub fn facts(id: String, salt: String, random: u32, now_ms: UnixMs) -> CertificateFacts {
    let criterion = |id: &str, name: &str, threshold: &str, value: &str| MeasuredCriterion {
        id: id.to_owned(),
        name: name.to_owned(),
        threshold: threshold.to_owned(),
        value: value.to_owned(),
    };
    CertificateFacts {
        id,
        issuer_did: did::from_origin(ORIGIN),
        school: "云溪示范职业学校".to_owned(),
        origin: ORIGIN.to_owned(),
        standard: CertifiedStandard {
            id: "in-sale-1".to_owned(),
            version: "1.0".to_owned(),
            title_zh: "网店客服（售中）".to_owned(),
            title_en: "Online-shop customer service, in-sale, Tier 1".to_owned(),
        },
        post: "售中".to_owned(),
        level: "一档".to_owned(),
        criteria: vec![
            criterion("typing", "打字速度（字/分）", "≥ 60", "74.5"),
            criterion("first-response", "30 秒首次响应率", "≥ 80 %", "91 %"),
            criterion("average-response", "平均响应时间", "≤ 40 s", "27.4 s"),
            criterion("resolved", "问题解决率", "≥ 75 %", "83 %"),
            criterion("facts", "事实正确率", "≥ 95 %", "98 %"),
            criterion("three-minute-rate", "三分钟回复率", "≥ 90 %", "96 %"),
        ],
        issued_ms: now_ms,
        valid_until_ms: now_ms + YEAR_MS,
        subject: HashedIdentity { kind: "systemId".to_owned(), hash: identity_hash("demo-lin", &salt), salt },
        status: StatusPlace {
            revocation_list: status::REVOCATION_LIST,
            suspension_list: status::SUSPENSION_LIST,
            index: random % status::ENTRIES,
        },
        conditions: vec!["监考".to_owned()],
    }
}

/// Where a data folder keeps what `credential issue --demo` printed: there is no database of it.
#[cfg(feature = "server")]
const ISSUED: &str = "demonstration-issued.tsv";
/// Bytes of that list that are read.
#[cfg(feature = "server")]
const ISSUED_MAX_BYTES: u64 = 16 << 20;

/// Notes that the key `key` issued the credential of `digest`, so that it holds after the key is disowned.
///
/// # Errors
/// When the folder cannot be written.
#[cfg(feature = "server")]
pub fn note(dir: &std::path::Path, key: &str, digest: &str) -> std::io::Result<()> {
    use std::io::Write as _;
    let mut file = std::fs::File::options().append(true).create(true).open(dir.join(ISSUED))?;
    // One write a line: two programs do not mix theirs.
    file.write_all(format!("{key}\t{digest}\n").as_bytes())
}

/// What was noted: key and digest.
///
/// # Errors
/// When the list is there and cannot be read.
#[cfg(feature = "server")]
pub fn issued(dir: &std::path::Path) -> std::io::Result<Vec<(String, String)>> {
    use std::io::Read as _;
    let file = match std::fs::File::open(dir.join(ISSUED)) {
        Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        opened => opened?,
    };
    let mut text = String::new();
    file.take(ISSUED_MAX_BYTES).read_to_string(&mut text)?;
    Ok(text
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .map(|(key, digest)| (key.to_owned(), digest.to_owned()))
        .collect())
}
