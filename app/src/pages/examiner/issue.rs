//! Issuing: what was measured becomes a signed credential, stored with the decision in one go.

use super::case::Case;
use crate::i18n::*;
use crate::pages::{standards::figure, trainer::tickets::accommodation_name};
use crate::server::{error::ApiError, state::AppState};
use miaohui::{
    certification::{
        assess::Assessed,
        conditions::Accommodation,
        credential::{self, CertificateFacts, CertifiedStandard, HashedIdentity, MeasuredCriterion, StatusPlace},
        did,
        proof::key_name,
        standard::Part,
        status::{self, REVOCATION_LIST, SUSPENSION_LIST},
    },
    clock::now_ms,
    ids::{self, CertificateId},
    simulation::event::Post,
    storage::{Disclosure, Json, NewCertificate, NewOpinion},
};
use serde::{Deserialize, Serialize};

/// Tries to draw a free place in the status list and a free check code.
const DRAWS_MAX: u32 = 8;
/// Characters of a printed check code: 60 bits.
const CODE_CHARS: usize = 12;
const DAY_MS: u64 = 24 * 3600 * 1000;

/// What the public page shows, as it was when the certificate was issued.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    pub title: String,
    pub title_en: String,
    pub school: String,
    pub criteria: Vec<Assessed>,
    /// Somebody checked the person at the seat.
    pub invigilated: bool,
    /// Agreed before the exam.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub accommodations: Vec<Accommodation>,
}

impl Summary {
    /// The conditions as they are printed.
    pub fn conditions(&self, locale: Locale) -> Vec<String> {
        printed(locale, self.invigilated, &self.accommodations)
    }
}

/// 监考 or 无人监考, and what was agreed; never why.
fn printed(locale: Locale, invigilated: bool, accommodations: &[Accommodation]) -> Vec<String> {
    let seat = if invigilated {
        td_string!(locale, certificate.invigilated)
    } else {
        td_string!(locale, certificate.not_invigilated)
    };
    let agreed = accommodations.iter().map(|one| accommodation_name(locale, *one));
    std::iter::once(seat.to_string()).chain(agreed).collect()
}

/// Signs and stores the certificate of a decision.
///
/// # Errors
/// When the exam was decided meanwhile, or storage, keys or the random source fail.
pub async fn issue(state: &AppState, case: &Case, opinion: &NewOpinion) -> Result<CertificateId, ApiError> {
    let school = state.school().await?;
    let now = now_ms();
    let id = CertificateId(random()?);
    let valid_until_ms = months_later(now, case.standard.valid_months);
    for _ in 0..DRAWS_MAX {
        let place = place(state).await?;
        let facts = facts(state, case, &id, &school, place, now, valid_until_ms)?;
        let signed = state.keys.sign(&credential::build(&facts), &facts.issuer_did, now).map_err(|error| {
            tracing::error!(%error, "cannot sign a credential");
            ApiError::Fault
        })?;
        let summary = Summary {
            title: case.standard.title.clone(),
            title_en: case.standard.title_en.clone(),
            school: school.clone(),
            criteria: case.assessment.criteria.clone(),
            invigilated: case.invigilated(),
            accommodations: case.conditions.accommodations.clone(),
        };
        let certificate = NewCertificate {
            id: id.clone(),
            exam: case.exam.id.clone(),
            user: case.candidate.id.clone(),
            holder_name: case.candidate.display_name.clone(),
            disclosure: Disclosure::Partial,
            check_code: random()?.chars().take(CODE_CHARS).collect(),
            standard_id: case.standard.id.clone(),
            standard_version: case.standard.version.to_string(),
            summary: Json::of(&summary)?,
            credential: format!("{signed:#}"),
            issued_ms: now,
            valid_until_ms,
            status_index: u64::from(place),
            key_id: key_name(&signed).unwrap_or_default().to_owned(),
        };
        match state.storage.decide(opinion, Some(&certificate), now).await {
            Ok(_) => return Ok(id),
            Err(error)
                if error.is_conflict("certificates_status_index") || error.is_conflict("certificates_check_code") => {}
            Err(error) => return Err(super::decision::refused(error)),
        }
    }
    tracing::error!("no free place in the status list");
    Err(ApiError::Fault)
}

fn random() -> Result<String, ApiError> {
    ids::random().map_err(|error| {
        tracing::error!(%error, "no random bytes");
        ApiError::Fault
    })
}

/// A place in the status list by chance, apart from the certificate's before, so that neighbours tell nothing.
async fn place(state: &AppState) -> Result<u32, ApiError> {
    let digits = random()?;
    let number = digits.bytes().take(12).fold(0_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte)));
    Ok(status::place(number, state.storage.last_status_place().await?))
}

/// The same day so many months later, in days: a month counts 30.4375.
fn months_later(now_ms: u64, months: u64) -> u64 {
    now_ms + months * 365 * DAY_MS / 12
}

fn facts(
    state: &AppState,
    case: &Case,
    id: &CertificateId,
    school: &str,
    place: u32,
    issued_ms: u64,
    valid_until_ms: u64,
) -> Result<CertificateFacts, ApiError> {
    let salt = random()?;
    let criteria = case.assessment.criteria.iter().map(|one| {
        let sign = if one.less_is_better { '≤' } else { '≥' };
        // Narrow and wide part measure some of the same.
        let id = if one.part == Part::Wide { format!("wide-{}", one.id) } else { one.id.clone() };
        MeasuredCriterion {
            id,
            name: one.name.clone(),
            threshold: format!("{sign} {}", figure(Locale::zh, one.unit, one.threshold)),
            value: one.value.map_or_else(|| "–".to_owned(), |value| figure(Locale::zh, one.unit, value)),
        }
    });
    Ok(CertificateFacts {
        id: id.to_string(),
        issuer_did: did::from_origin(&state.origin),
        school: school.to_owned(),
        origin: did::public_origin(&state.origin),
        standard: CertifiedStandard {
            id: case.standard.id.clone(),
            version: case.standard.version.to_string(),
            title_zh: case.standard.title.clone(),
            title_en: case.standard.title_en.clone(),
        },
        post: post_name(case.standard.post),
        level: level_name(case.standard.tier),
        criteria: criteria.collect(),
        issued_ms,
        valid_until_ms,
        subject: HashedIdentity {
            kind: "systemId".to_owned(),
            hash: credential::identity_hash(&case.candidate.pseudonym, &salt),
            salt,
        },
        status: StatusPlace { revocation_list: REVOCATION_LIST, suspension_list: SUSPENSION_LIST, index: place },
        conditions: printed(Locale::zh, case.invigilated(), &case.conditions.accommodations),
    })
}

/// A post's name as certificates print it, whatever language the page is read in.
fn post_name(post: Post) -> String {
    match post {
        Post::Presale => td_string!(Locale::zh, certificate.post_presale),
        Post::InSale => td_string!(Locale::zh, certificate.post_in_sale),
        Post::Aftersales => td_string!(Locale::zh, certificate.post_aftersales),
        Post::Review => td_string!(Locale::zh, certificate.post_review),
        Post::Supervisor => td_string!(Locale::zh, certificate.post_supervisor),
    }
    .to_string()
}

fn level_name(tier: u64) -> String {
    match tier {
        1 => td_string!(Locale::zh, certificate.tier_1),
        2 => td_string!(Locale::zh, certificate.tier_2),
        _ => td_string!(Locale::zh, certificate.tier_3),
    }
    .to_string()
}
