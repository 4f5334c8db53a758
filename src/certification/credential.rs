//! A certificate as an Open Badges 3.0 `OpenBadgeCredential` (W3C Verifiable Credentials 2.0), not yet signed.
//!
//! Only members that the two shipped contexts map, figures as strings, lists never empty.

use super::contexts::{CREDENTIALS_V2, OPEN_BADGES_V3};
use super::instant::to_rfc3339;
use crate::clock::UnixMs;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// What every certificate must say: it is a private one.
pub const NOT_STATE: &str = "非国家职业资格证书";

/// A standard as a certificate names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertifiedStandard {
    pub id: String,
    pub version: String,
    pub title_zh: String,
    pub title_en: String,
}

/// One criterion with what was asked and what was measured, as printed: `≥ 80 %`, `86 %`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeasuredCriterion {
    pub id: String,
    pub name: String,
    pub threshold: String,
    pub value: String,
}

/// The holder, hashed: the name is the page's, by the holder's choice, and never here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HashedIdentity {
    /// One of Open Badges' identifier types, for example `systemId`.
    pub kind: String,
    pub salt: String,
    /// From [`identity_hash`].
    pub hash: String,
}

/// Where the certificate's bits are: the numbers of both lists under `/credentials/status/`, and the bit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusPlace {
    pub revocation_list: u32,
    pub suspension_list: u32,
    pub index: u32,
}

/// Everything a credential states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertificateFacts {
    /// 128 bits in base32, part of `/c/<id>`.
    pub id: String,
    pub issuer_did: String,
    pub school: String,
    /// Public origin, for example `https://example.cn`.
    pub origin: String,
    pub standard: CertifiedStandard,
    /// 售前, 售中 or 售后.
    pub post: String,
    /// 一档, 二档 or 三档.
    pub level: String,
    pub criteria: Vec<MeasuredCriterion>,
    pub issued_ms: UnixMs,
    pub valid_until_ms: UnixMs,
    pub subject: HashedIdentity,
    pub status: StatusPlace,
    /// As printed: 监考, 使用听写输入…
    pub conditions: Vec<String>,
}

/// Open Badges' hash of an identity: `sha256$` and the hexadecimal SHA-256 of identity and salt, one after the other.
pub fn identity_hash(identity: &str, salt: &str) -> String {
    let digest = Sha256::new().chain_update(identity).chain_update(salt).finalize();
    digest.iter().fold(String::from("sha256$"), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Address of status list `number` at `origin`.
pub fn status_list_url(origin: &str, number: u32) -> String {
    format!("{origin}/credentials/status/{number}")
}

/// The unsigned credential of `facts`.
pub fn build(facts: &CertificateFacts) -> Value {
    let CertificateFacts { origin, standard, .. } = facts;
    let achievement_id = format!("{origin}/standards/{}", standard.id);
    let name = format!("{} {} / {}", standard.title_zh, facts.level, standard.title_en);
    let mut subject = json!({
        "type": ["AchievementSubject"],
        "identifier": [{
            "type": "IdentityObject",
            "hashed": true,
            "identityHash": facts.subject.hash,
            "identityType": facts.subject.kind,
            "salt": facts.subject.salt,
        }],
        "narrative": narrative(facts),
        "achievement": achievement(facts, &achievement_id, &name),
    });
    if !facts.criteria.is_empty() {
        subject["result"] = facts
            .criteria
            .iter()
            .map(|criterion| {
                json!({
                    "type": ["Result"],
                    "resultDescription": format!("{achievement_id}#{}", criterion.id),
                    "value": criterion.value,
                })
            })
            .collect();
    }
    json!({
        "@context": [CREDENTIALS_V2, OPEN_BADGES_V3],
        "id": format!("{origin}/c/{}", facts.id),
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": name,
        "description": format!("{}岗位{}能力证书（{NOT_STATE}）", facts.post, facts.level),
        "issuer": {
            "id": facts.issuer_did,
            "type": ["Profile"],
            "name": facts.school,
            "url": origin,
        },
        "validFrom": to_rfc3339(facts.issued_ms),
        "validUntil": to_rfc3339(facts.valid_until_ms),
        "credentialSubject": subject,
        "credentialStatus": [
            status_entry(facts, "revocation", facts.status.revocation_list),
            status_entry(facts, "suspension", facts.status.suspension_list),
        ],
    })
}

fn achievement(facts: &CertificateFacts, id: &str, name: &str) -> Value {
    let standard = &facts.standard;
    let mut thresholds = String::new();
    for criterion in &facts.criteria {
        let _ = write!(thresholds, "；{} {}", criterion.name, criterion.threshold);
    }
    let mut achievement = json!({
        "id": id,
        "type": ["Achievement"],
        "achievementType": "Certification",
        "name": name,
        "version": standard.version,
        "inLanguage": "zh-CN",
        "specialization": facts.post,
        "tag": [facts.post, facts.level],
        "description": format!("网店客服{}岗位，{}。{NOT_STATE}。", facts.post, facts.level),
        "criteria": { "narrative": format!("按《{}》第 {} 版考核{thresholds}。{NOT_STATE}。", standard.title_zh, standard.version) },
    });
    if !facts.criteria.is_empty() {
        achievement["resultDescription"] = facts
            .criteria
            .iter()
            .map(|criterion| {
                json!({
                    "id": format!("{id}#{}", criterion.id),
                    "type": ["ResultDescription"],
                    "name": criterion.name,
                    "resultType": "Result",
                    "requiredValue": criterion.threshold,
                })
            })
            .collect();
    }
    achievement
}

fn narrative(facts: &CertificateFacts) -> String {
    let conditions = if facts.conditions.is_empty() { "无".to_owned() } else { facts.conditions.join("、") };
    format!("{NOT_STATE}。考试条件：{conditions}。")
}

fn status_entry(facts: &CertificateFacts, purpose: &str, list: u32) -> Value {
    let list = status_list_url(&facts.origin, list);
    json!({
        "id": format!("{list}#{}", facts.status.index),
        "type": "BitstringStatusListEntry",
        "statusPurpose": purpose,
        "statusListIndex": facts.status.index.to_string(),
        "statusListCredential": list,
    })
}
