//! What `miaohui credential issue | verify | did` do, without the command line around it.

use super::badge::{bake_svg, picture};
use super::credential::{CertificateFacts, build};
use super::form::MAX_BYTES;
use super::keys::{KeyError, Keyring, SignError};
use super::proof::ProofError;
use super::status::{Bitstring, list};
use super::verify::{Knowledge, Verdict, verify};
use super::{contexts, demonstration, did, fetch, png, raster, register, statements};
use crate::clock::UnixMs;
use crate::ids;
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// A credential needs a register and then two status lists: what is fetched after one verdict may lead to more.
const FETCH_ROUNDS: u32 = 3;

/// How an issued credential is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// JSON with a Data Integrity proof.
    Vc,
    Jwt,
    /// A picture with the first baked in.
    Svg,
    /// The same as pixels.
    Png,
}

/// Why a command gave up; none of it is the credential's fault.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    #[error(transparent)]
    Sign(#[from] SignError),
    #[error("no random bytes: {0}")]
    Random(#[from] getrandom::Error),
    #[error("{path}: {fault}")]
    File { path: String, fault: std::io::Error },
    #[error("{0} is not a DID document")]
    NotDid(String),
    #[error("{0} is not a register of what a key had issued")]
    NotRegister(String),
    #[error("the picture of the certificate cannot be drawn")]
    Picture,
}

impl From<ProofError> for CommandError {
    fn from(fault: ProofError) -> Self {
        Self::Sign(SignError::Proof(fault))
    }
}

impl From<KeyError> for CommandError {
    fn from(fault: KeyError) -> Self {
        Self::Sign(SignError::Key(fault))
    }
}

/// A signed credential of the demonstration school, by the keys in `data_dir` (made there if there are none).
///
/// # Errors
/// When the keys cannot be had.
pub fn issue_demo(data_dir: &Path, format: Format, now_ms: UnixMs) -> Result<Vec<u8>, CommandError> {
    let keyring = Keyring::load_or_create(data_dir, now_ms)?;
    let (id, salt) = (ids::random()?, ids::random()?);
    let mut random = [0_u8; 4];
    getrandom::fill(&mut random)?;
    let facts = demonstration::facts(id, salt, u32::from_le_bytes(random), now_ms);
    let statements = statements::canonical(&build(&facts), contexts::shipped).map_err(ProofError::from)?;
    let key = &keyring.in_use()?.id;
    demonstration::note(data_dir, key, &register::digest(&statements))
        .map_err(|fault| CommandError::File { path: data_dir.display().to_string(), fault })?;
    issue(&facts, &keyring, format, now_ms)
}

/// The credential of `facts`, signed and written as `format`.
///
/// # Errors
/// When it cannot be signed.
pub fn issue(
    facts: &CertificateFacts,
    keyring: &Keyring,
    format: Format,
    now_ms: UnixMs,
) -> Result<Vec<u8>, CommandError> {
    let credential = build(facts);
    if format == Format::Jwt {
        return Ok(keyring.sign_jwt(&credential, &facts.issuer_did)?.into_bytes());
    }
    let signed = keyring.sign(&credential, &facts.issuer_did, now_ms)?;
    match format {
        Format::Svg => bake_svg(&picture(facts), &signed).map(String::into_bytes).ok_or(CommandError::Picture),
        Format::Png => raster::png(&picture(facts))
            .and_then(|picture| png::bake(&picture, &signed.to_string()))
            .ok_or(CommandError::Picture),
        Format::Vc | Format::Jwt => Ok(format!("{signed:#}").into_bytes()),
    }
}

/// The issuer's DID document for `origin`, by the keys in `data_dir`.
///
/// # Errors
/// When the keys cannot be had.
pub fn did(data_dir: &Path, origin: &str, now_ms: UnixMs) -> Result<String, CommandError> {
    let document = Keyring::load_or_create(data_dir, now_ms)?.did_document(&did::from_origin(origin));
    Ok(format!("{document:#}"))
}

/// A signed status list with `bits`: what `/credentials/status/<number>` answers.
///
/// # Errors
/// When it cannot be signed.
pub fn status_list(
    keyring: &Keyring,
    origin: &str,
    number: u32,
    bits: &Bitstring,
    now_ms: UnixMs,
) -> Result<Value, CommandError> {
    let (origin, issuer) = (did::public_origin(origin), did::from_origin(origin));
    Ok(keyring.sign(&list(&origin, &issuer, number, bits, now_ms), &issuer, now_ms)?)
}

/// What `credential verify FILE` is told.
pub struct VerifyOptions<'a> {
    /// Keys of the issuer asked about, where no DID document is given.
    pub data_dir: &'a Path,
    /// Origin of that issuer.
    pub origin: &'a str,
    pub did_file: Option<&'a Path>,
    /// Registers of what the issuer's disowned keys had issued, as `/credentials/register/<key>` answers them.
    pub register_files: &'a [PathBuf],
    /// Fetch nothing.
    pub offline: bool,
    pub now_ms: UnixMs,
}

/// The verdict on `file` as JSON, and the exit code. Online, the demonstration issuer's status lists are fetched from
/// the own machine; any other issuer's stay unchecked here.
///
/// # Errors
/// When `file`, the DID document or the keys cannot be read.
pub fn verify_file(file: &Path, options: &VerifyOptions<'_>) -> Result<(String, u8), CommandError> {
    let credential = read_bounded(file, MAX_BYTES)?;
    let mut at_hand = BTreeMap::new();
    let document = match options.did_file {
        Some(path) => serde_json::from_slice::<Value>(&read_bounded(path, MAX_BYTES)?)
            .ok()
            .filter(|document| document["id"].is_string())
            .ok_or_else(|| CommandError::NotDid(path.display().to_string()))?,
        None => {
            let (keyring, did) =
                (Keyring::load_or_create(options.data_dir, options.now_ms)?, did::from_origin(options.origin));
            at_hand.extend(keyring.registers(&did));
            keyring.did_document(&did)
        }
    };
    for path in options.register_files {
        let bytes = read_bounded(path, register::MAX_BYTES)?;
        let key = register::key_named(&bytes).ok_or_else(|| CommandError::NotRegister(path.display().to_string()))?;
        at_hand.insert(did::register_url(document["id"].as_str().unwrap_or_default(), &key), bytes);
    }
    let mut known = Knowledge {
        now_ms: options.now_ms,
        did_document: Some(&document),
        status_lists: at_hand,
        offline: options.offline,
    };
    let mut verdict = verify(&credential, &known);
    // A register is asked for before the status lists.
    for _ in 0..FETCH_ROUNDS {
        let fetched: Vec<_> = verdict
            .missing_lists
            .iter()
            .filter(|_| !options.offline)
            .filter_map(|url| Some((url.clone(), fetch::from_own_machine(url, register::MAX_BYTES)?)))
            .collect();
        if fetched.is_empty() {
            break;
        }
        known.status_lists.extend(fetched);
        verdict = verify(&credential, &known);
    }
    Ok((in_words(&verdict), verdict.state.exit_code()))
}

fn in_words(verdict: &Verdict) -> String {
    // A verdict is texts and flags: writing it does not fail.
    serde_json::to_string_pretty(verdict).unwrap_or_default()
}

fn read_bounded(path: &Path, limit: usize) -> Result<Vec<u8>, CommandError> {
    let at = |fault| CommandError::File { path: path.display().to_string(), fault };
    let file = std::fs::File::open(path).map_err(at)?;
    let mut bytes = Vec::new();
    file.take(limit as u64 + 1).read_to_end(&mut bytes).map_err(at)?;
    Ok(bytes)
}
