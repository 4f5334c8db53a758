//! Verifying a credential: form, signature, issuer and key, dates, status. Pure: what must be fetched is handed in.

use super::contexts::shipped;
use super::form::{self, FormError};
use super::instant::{from_rfc3339, to_rfc3339};
use super::register::Register;
use super::status::Bitstring;
use super::{badge, did, jwt, png, proof, statements};
use crate::clock::UnixMs;
use ed25519_dalek::VerifyingKey;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// How far the issuer's clock may be ahead of the verifier's.
const CLOCK_SKEW_MS: u64 = 5 * 60 * 1000;

/// What a credential is worth now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    Valid,
    /// Outside its dates: past the last, or before the first.
    Expired,
    Suspended,
    Revoked,
    Tampered,
    UnknownIssuer,
    /// Could not be checked.
    Unchecked,
}

impl State {
    /// What `miaohui credential verify` exits with: 0 valid, 2 could not be checked, 1 anything else.
    pub fn exit_code(self) -> u8 {
        match self {
            Self::Valid => 0,
            Self::Unchecked => 2,
            _ => 1,
        }
    }
}

/// One step; `ok` is null where it was not made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Check {
    pub name: &'static str,
    pub ok: Option<bool>,
    pub detail: String,
}

/// The outcome with its reasons.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Verdict {
    pub state: State,
    pub checks: Vec<Check>,
    /// Addresses of status lists and registers that were needed and not handed in; all of them the issuer's own.
    #[serde(skip)]
    pub missing_lists: Vec<String>,
}

/// What the verifier knows.
#[derive(Default)]
pub struct Knowledge<'a> {
    pub now_ms: UnixMs,
    /// The trusted issuer's DID document.
    pub did_document: Option<&'a Value>,
    /// Status list credentials, and registers of disowned keys, by their address, as fetched.
    pub status_lists: BTreeMap<String, Vec<u8>>,
    /// Whether status lists cannot be had and are not waited for.
    pub offline: bool,
}

/// Stops the verification with a state.
type Stop = (State, &'static str, String);

/// Verifies JSON with a Data Integrity proof, a JWT, or an SVG or PNG with either baked in.
pub fn verify(bytes: &[u8], known: &Knowledge<'_>) -> Verdict {
    let mut verdict = Verdict { state: State::Valid, checks: Vec::new(), missing_lists: Vec::new() };
    if let Err((state, name, detail)) = run(bytes, known, &mut verdict) {
        verdict.state = state;
        verdict.checks.push(Check { name, ok: (state != State::Unchecked).then_some(false), detail });
    }
    verdict
}

fn run(bytes: &[u8], known: &Knowledge<'_>, verdict: &mut Verdict) -> Result<(), Stop> {
    let text = unwrap_picture(bytes).map_err(|fault| (State::Tampered, "form", fault))?;
    let is_token = !text.starts_with('{');
    let token = if is_token {
        Some(jwt::read(&text).map_err(|fault| (State::Tampered, "form", fault.to_string()))?)
    } else {
        None
    };
    let payload = token.as_ref().map_or(text.as_bytes(), |token| token.payload.as_slice());
    let read = form::read(payload).map_err(|fault| (State::Tampered, "form", fault.to_string()))?;
    let foreign = is_foreign(&read, known.did_document);
    let Formed { credential, proof, statements } = check_form(read, is_token).map_err(|fault| {
        let state = if foreign { State::UnknownIssuer } else { State::Tampered };
        (state, "form", fault)
    })?;
    pass(verdict, "form", "OpenBadgeCredential, every member mapped by the contexts");

    let method = match &token {
        Some(token) => token.key_id.as_str(),
        None => proof["verificationMethod"].as_str().unwrap_or_default(),
    };
    let unknown = |detail: &str| (State::UnknownIssuer, "signature", detail.to_owned());
    let document = known.did_document.ok_or_else(|| unknown("the issuer's DID document is not known"))?;
    let (key, disowned) = match (did::assertion_key(document, method), did::disowned_key(document, method)) {
        (Some(key), _) => (key, None),
        (None, Some((id, key))) => (key, Some(id)),
        (None, None) => return Err(unknown(&format!("{method} is not among the issuer's keys"))),
    };
    let signed = match &token {
        Some(token) => token.is_signed_by(&key).then_some(()).ok_or(proof::ProofError::Mismatch),
        None => proof::verify(&statements, &credential["@context"], &proof, &key, shipped),
    };
    signed.map_err(|fault| (State::Tampered, "signature", fault.to_string()))?;
    pass(verdict, "signature", method);

    let issuer = form::issuer(&credential).unwrap_or_default();
    if document["id"] != issuer {
        return Err((State::UnknownIssuer, "issuer", format!("{issuer} is not the issuer asked about")));
    }
    match disowned {
        Some(id) => check_register(document, issuer, (id, &key), &statements, known, verdict)?,
        None => pass(verdict, "issuer", issuer),
    }
    check_dates(&credential, known.now_ms).map_err(|detail| (State::Expired, "dates", detail))?;
    let until = credential["validUntil"].as_str().unwrap_or_default();
    pass(verdict, "dates", &format!("valid until {until}"));
    check_status(&credential, issuer, known, verdict)
}

fn pass(verdict: &mut Verdict, name: &'static str, detail: &str) {
    verdict.checks.push(Check { name, ok: Some(true), detail: detail.to_owned() });
}

/// The credential's text, taken out of the picture where it is in one.
fn unwrap_picture(bytes: &[u8]) -> Result<String, String> {
    if bytes.len() > form::MAX_BYTES {
        return Err(FormError::TooLarge.to_string());
    }
    if png::is_png(bytes) {
        return png::extract(bytes).map(|text| text.trim().to_owned()).map_err(|fault| fault.to_string());
    }
    let text = std::str::from_utf8(bytes).map_err(|_| "neither JSON nor a JWT nor a picture".to_owned())?;
    let text = text.trim_start_matches('\u{feff}').trim();
    if text.starts_with('<') {
        let baked = badge::extract_svg(text).map_err(|fault| fault.to_string())?;
        return Ok(baked.trim().to_owned());
    }
    Ok(text.to_owned())
}

/// Whether the credential names another issuer than the one known: it is not ours, whatever its form.
fn is_foreign(credential: &Value, document: Option<&Value>) -> bool {
    match (form::issuer(credential), document) {
        (Some(issuer), Some(document)) => document["id"] != issuer,
        _ => false,
    }
}

/// A credential whose form is right.
struct Formed {
    /// Without its proof.
    credential: Value,
    /// Null for a token.
    proof: Value,
    /// What the credential says, canonical.
    statements: String,
}

fn check_form(read: Value, is_token: bool) -> Result<Formed, String> {
    let (credential, proof) = if is_token {
        (jwt::credential(read).map_err(|fault| fault.to_string())?, Value::Null)
    } else {
        form::take_proof(read).map_err(|fault| fault.to_string())?
    };
    form::check_badge(&credential).map_err(|fault| fault.to_string())?;
    let statements = statements::canonical(&credential, shipped).map_err(|fault| fault.to_string())?;
    Ok(Formed { credential, proof, statements })
}

/// A disowned key's credential is the issuer's only where the register that the root signed has it: whoever stole the key
/// may have written any date into it.
fn check_register(
    document: &Value,
    issuer: &str,
    (id, key): (&str, &VerifyingKey),
    statements: &str,
    known: &Knowledge<'_>,
    verdict: &mut Verdict,
) -> Result<(), Stop> {
    let unchecked = |detail: String| (State::Unchecked, "issuer", detail);
    let url = did::register_url(issuer, id);
    let Some(bytes) = known.status_lists.get(&url) else {
        verdict.missing_lists.push(url);
        return Err(unchecked(format!("{id} was disowned, and the register of what it had issued is not at hand")));
    };
    let root = did::root_key(document).ok_or_else(|| unchecked("the issuer has no root key".to_owned()))?;
    let register =
        Register::read(bytes, &root, id, key).map_err(|fault| unchecked(format!("the register of {id}: {fault}")))?;
    if !register.has(statements) {
        let detail = format!("{id} was disowned on {}, and its register does not have this", register.disowned());
        return Err((State::UnknownIssuer, "issuer", detail));
    }
    pass(verdict, "issuer", &format!("{issuer}; {id} was disowned, and the root's register has this"));
    Ok(())
}

fn check_dates(credential: &Value, now_ms: UnixMs) -> Result<(), String> {
    let date = |name: &str| credential[name].as_str().and_then(from_rfc3339).unwrap_or_default();
    let (from_ms, until_ms) = (date("validFrom"), date("validUntil"));
    if now_ms + CLOCK_SKEW_MS < from_ms {
        return Err(format!("not valid before {}", to_rfc3339(from_ms)));
    }
    if now_ms >= until_ms {
        return Err(format!("expired on {}", to_rfc3339(until_ms)));
    }
    Ok(())
}

fn check_status(credential: &Value, issuer: &str, known: &Knowledge<'_>, verdict: &mut Verdict) -> Result<(), Stop> {
    let tampered = |detail: &str| (State::Tampered, "status", detail.to_owned());
    let entries = credential["credentialStatus"].as_array().map(Vec::as_slice).unwrap_or_default();
    let mut set = Vec::new();
    for entry in entries {
        let text = |name: &str| entry[name].as_str().unwrap_or_default();
        let (url, purpose) = (text("statusListCredential"), text("statusPurpose"));
        if !did::owns_status_list(issuer, url) {
            return Err(tampered("the status list is not the issuer's"));
        }
        let index: u64 = text("statusListIndex").parse().map_err(|_| tampered("statusListIndex is no number"))?;
        let Some(bytes) = known.status_lists.get(url) else {
            verdict.missing_lists.push(url.to_owned());
            continue;
        };
        match bit(bytes, url, purpose, index, issuer, known) {
            Ok(true) => set.push(purpose.to_owned()),
            Ok(false) => {}
            Err(fault) => return Err((State::Unchecked, "status", format!("{url}: {fault}"))),
        }
    }
    if set.iter().any(|purpose| purpose == "revocation") {
        return Err((State::Revoked, "status", "revoked by the issuer".to_owned()));
    }
    if !set.is_empty() {
        return Err((State::Suspended, "status", "suspended by the issuer".to_owned()));
    }
    if verdict.missing_lists.is_empty() {
        pass(verdict, "status", "neither revoked nor suspended");
    } else if known.offline {
        let detail = "not checked (offline)".to_owned();
        verdict.checks.push(Check { name: "status", ok: None, detail });
    } else {
        return Err((State::Unchecked, "status", "the status list could not be reached".to_owned()));
    }
    Ok(())
}

/// The bit at `index` of the list in `bytes`, after the list itself was verified.
fn bit(
    bytes: &[u8],
    url: &str,
    purpose: &str,
    index: u64,
    issuer: &str,
    known: &Knowledge<'_>,
) -> Result<bool, String> {
    let list = form::read(bytes).map_err(|fault| fault.to_string())?;
    let (list, proof) = form::take_proof(list).map_err(|fault| fault.to_string())?;
    form::check_status_list(&list).map_err(|fault| fault.to_string())?;
    let statements = statements::canonical(&list, shipped).map_err(|fault| fault.to_string())?;
    let subject = &list["credentialSubject"];
    if form::issuer(&list) != Some(issuer) || list["id"] != url || subject["statusPurpose"] != purpose {
        return Err("the list is another one than asked for".to_owned());
    }
    let method = proof["verificationMethod"].as_str().unwrap_or_default();
    let key = known.did_document.and_then(|document| did::assertion_key(document, method));
    let key = key.ok_or_else(|| "the list is signed by an unknown key".to_owned())?;
    proof::verify(&statements, &list["@context"], &proof, &key, shipped).map_err(|fault| fault.to_string())?;
    check_dates(&list, known.now_ms)?;
    let bits = Bitstring::decode(subject["encodedList"].as_str().unwrap_or_default());
    bits.and_then(|bits| bits.get(index)).map_err(|fault| fault.to_string())
}
