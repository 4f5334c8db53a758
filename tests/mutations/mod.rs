//! Random changes of one credential in every form it comes in, and whether any of them passes that should not.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use miaohui::certification::credential::{build, status_list_url};
use miaohui::certification::demonstration::{self, ORIGIN};
use miaohui::certification::keys::Keyring;
use miaohui::certification::status::{Bitstring, list};
use miaohui::certification::verify::{Knowledge, State, verify};
use miaohui::certification::{badge, did, png};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore as _, SeedableRng as _};
use serde_json::{Value, json};
use std::collections::BTreeMap;

const NOW_MS: u64 = 1_795_400_000_000;
/// Draws of a change that fits the place, before another place is drawn.
const DRAWS: u32 = 100;

/// What was tried, by kind, and how much of it was valid and meant the same.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub tried: BTreeMap<&'static str, u64>,
    pub same: BTreeMap<&'static str, u64>,
    /// Valid and of another meaning: must stay empty.
    pub faults: Vec<String>,
}

impl Tally {
    /// Both together.
    pub fn and(mut self, other: Self) -> Self {
        for (kind, count) in other.tried {
            *self.tried.entry(kind).or_default() += count;
        }
        for (kind, count) in other.same {
            *self.same.entry(kind).or_default() += count;
        }
        self.faults.extend(other.faults);
        self
    }
}

/// One credential in every form, and what its verifier knows.
pub struct Ground {
    signed: Value,
    json: String,
    token: String,
    svg: String,
    png: Vec<u8>,
    document: Value,
    lists: BTreeMap<String, Vec<u8>>,
}

impl Ground {
    pub fn lay() -> Self {
        let keyring = Keyring::from_secrets([1; 32], [2; 32], NOW_MS);
        let issuer = did::from_origin(ORIGIN);
        let facts = demonstration::facts("0123456789abcdefghjkmnpqrs".into(), "5a1t".into(), 70_001, NOW_MS);
        let credential = build(&facts);
        let signed = keyring.sign(&credential, &issuer, NOW_MS).unwrap();
        let lists = [1, 2].map(|number| {
            let list = list(ORIGIN, &issuer, number, &Bitstring::default(), NOW_MS);
            let list = keyring.sign(&list, &issuer, NOW_MS).unwrap();
            (status_list_url(ORIGIN, number), list.to_string().into_bytes())
        });
        // A picture of one pixel: the mutations are about what is baked in, and the less else there is, the more hit it.
        let plain = include_bytes!("pixel.png");
        Self {
            json: signed.to_string(),
            token: keyring.sign_jwt(&credential, &issuer).unwrap(),
            svg: badge::bake_svg("<svg xmlns=\"http://www.w3.org/2000/svg\"><g/></svg>", &signed).unwrap(),
            png: png::bake(plain, &signed.to_string()).unwrap(),
            document: keyring.did_document(&issuer),
            lists: lists.into_iter().collect(),
            signed,
        }
    }

    /// Tries `count` random changes, drawn by `seed`.
    pub fn try_changes(&self, count: u64, seed: u64) -> Tally {
        let known = Knowledge {
            now_ms: NOW_MS + 43_200_000,
            did_document: Some(&self.document),
            status_lists: self.lists.clone(),
            offline: false,
        };
        for whole in [self.json.as_bytes(), self.token.as_bytes(), self.svg.as_bytes(), &self.png] {
            assert_eq!(verify(whole, &known).state, State::Valid, "unchanged it must be valid");
        }
        let mut chance = Chance(ChaCha8Rng::seed_from_u64(seed));
        let mut tally = Tally::default();
        for _ in 0..count {
            let (kind, changed) = self.change(&mut chance);
            *tally.tried.entry(kind).or_default() += 1;
            if verify(&changed, &known).state != State::Valid {
                continue;
            }
            if self.says_the_same(&changed) {
                *tally.same.entry(kind).or_default() += 1;
            } else {
                tally.faults.push(format!("{kind}: {}", String::from_utf8_lossy(&changed)));
            }
        }
        tally
    }

    /// One change: of members (most of them), or of bytes, in one of the four forms.
    fn change(&self, chance: &mut Chance) -> (&'static str, Vec<u8>) {
        match chance.below(10) {
            0 => ("bytes of the JSON", chance.other_bytes(self.json.as_bytes())),
            1 => ("bytes of the token", chance.other_bytes(self.token.as_bytes())),
            2 => ("bytes of the SVG", chance.other_bytes(self.svg.as_bytes())),
            3 => ("bytes of the PNG", chance.other_bytes(&self.png)),
            4 => ("claims of the token", self.other_claims(chance)),
            5 => {
                let changed = chance.other_members(&self.signed).to_string();
                let json = self.svg.replace(&self.json, &changed);
                ("members in the SVG", json.into_bytes())
            }
            6 => {
                let changed = chance.other_members(&self.signed).to_string();
                ("members in the PNG", png::bake(include_bytes!("pixel.png"), &changed).unwrap())
            }
            _ => ("members of the JSON", chance.other_members(&self.signed).to_string().into_bytes()),
        }
    }

    fn other_claims(&self, chance: &mut Chance) -> Vec<u8> {
        let parts: Vec<&str> = self.token.split('.').collect();
        let claims: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(parts[1]).unwrap()).unwrap();
        let changed = URL_SAFE_NO_PAD.encode(chance.other_members(&claims).to_string());
        [parts[0], &changed, parts[2]].join(".").into_bytes()
    }

    /// Whether what is valid in `changed` states what was signed. A token is signed byte for byte: none may change.
    fn says_the_same(&self, changed: &[u8]) -> bool {
        let text = if png::is_png(changed) {
            png::extract(changed).unwrap()
        } else {
            let text = std::str::from_utf8(changed).unwrap().trim();
            if text.starts_with('<') { badge::extract_svg(text).unwrap() } else { text.to_owned() }
        };
        serde_json::from_str(&text).is_ok_and(|changed: Value| means_the_same(&changed, &self.signed))
    }
}

/// Draws changes.
struct Chance(ChaCha8Rng);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.0.next_u64() % (end.max(1) as u64)).unwrap()
    }

    /// One byte replaced, left out, doubled or put in; or a stretch of them left out.
    fn other_bytes(&mut self, bytes: &[u8]) -> Vec<u8> {
        loop {
            let mut changed = bytes.to_vec();
            let (place, byte) = (self.below(bytes.len()), self.below(256) as u8);
            match self.below(6) {
                0 => drop(changed.remove(place)),
                1 => changed.insert(place, byte),
                2 => changed.insert(place, bytes[place]),
                3 => drop(changed.drain(place..(place + self.below(40)).min(bytes.len()))),
                4 => changed[place] ^= 1 << self.below(8),
                _ => changed[place] = byte,
            }
            if changed != bytes {
                return changed;
            }
        }
    }

    fn text(&mut self) -> String {
        const WORDS: [&str; 12] = [
            "",
            "name",
            "description",
            "id",
            "type",
            "@context",
            "https://example.com/x",
            "did:web:x",
            "_:b0",
            "99 %",
            "2099-01-01T00:00:00Z",
            "卓越",
        ];
        match self.below(3) {
            0 => self.below(1_000).to_string(),
            1 => (0..=self.below(6)).map(|_| char::from(b'a' + self.below(26) as u8)).collect(),
            _ => WORDS[self.below(WORDS.len())].to_owned(),
        }
    }

    /// `value` with one member, entry or text changed; a third of the time within the proof or the status.
    fn other_members(&mut self, value: &Value) -> Value {
        let mut all = Vec::new();
        pointers(value, "", &mut all);
        let weighty: Vec<&String> =
            all.iter().filter(|at| at.starts_with("/proof") || at.starts_with("/credentialStatus")).collect();
        loop {
            for _ in 0..DRAWS {
                let here = match self.below(3) {
                    0 if !weighty.is_empty() => weighty[self.below(weighty.len())].clone(),
                    _ => all[self.below(all.len())].clone(),
                };
                let there = all[self.below(all.len())].clone();
                if let Some(changed) = self.mutate(value, &here, &there).filter(|changed| changed != value) {
                    return changed;
                }
            }
        }
    }

    /// One change at `here`; `None` where the kind does not fit the place.
    fn mutate(&mut self, value: &Value, here: &str, there: &str) -> Option<Value> {
        let copied = value.pointer(there)?.clone();
        let mut changed = value.clone();
        match (self.below(10), changed.pointer_mut(here)?) {
            (0, spot) => *spot = json!(self.text()),
            (1, spot) => *spot = copied,
            (2, Value::Object(object)) => drop(object.insert(self.text(), copied)),
            (3, Value::Object(object)) => {
                let name = object.keys().nth(self.below(object.len()))?.clone();
                object.remove(&name);
            }
            (4, Value::Object(object)) => {
                let name = object.keys().nth(self.below(object.len()))?.clone();
                let moved = object.remove(&name)?;
                object.insert(there.rsplit('/').next()?.to_owned(), moved);
            }
            (5, Value::Array(list)) => list.push(copied),
            (6, Value::Array(list)) => drop(list.remove(self.below(list.len()))),
            (7, Value::Array(list)) => list.reverse(),
            (8, Value::String(old)) => {
                let at = old.char_indices().nth(self.below(old.chars().count())).map_or(0, |(at, _)| at);
                let text = self.text();
                old.insert_str(at, &text);
            }
            (9, spot) => *spot = json!([copied]),
            _ => return None,
        }
        Some(changed)
    }
}

/// Addresses of every value in `value`, itself first.
fn pointers(value: &Value, at: &str, into: &mut Vec<String>) {
    into.push(at.to_owned());
    let escape = |name: &str| name.replace('~', "~0").replace('/', "~1");
    match value {
        Value::Object(object) => {
            object.iter().for_each(|(name, value)| pointers(value, &format!("{at}/{}", escape(name)), into));
        }
        Value::Array(list) => {
            list.iter().enumerate().for_each(|(place, value)| pointers(value, &format!("{at}/{place}"), into));
        }
        _ => {}
    }
}

/// Whether two credentials say the same, judged by shape alone and not by the code under test: lists have no order and
/// no doubles, a list of one is its entry, and an object that is only an `id` is that address.
fn means_the_same(a: &Value, b: &Value) -> bool {
    fn plain(value: &Value) -> Value {
        match value {
            Value::Array(list) => {
                let mut items: Vec<Value> = list.iter().map(plain).collect();
                items.sort_by_key(Value::to_string);
                items.dedup();
                if items.len() == 1 { items.remove(0) } else { Value::Array(items) }
            }
            Value::Object(object) => match (object.get("id"), object.len()) {
                (Some(id), 1) => plain(id),
                _ => Value::Object(object.iter().map(|(name, value)| (name.clone(), plain(value))).collect()),
            },
            other => other.clone(),
        }
    }
    plain(a) == plain(b)
}
