//! What the trained part sees of a text: its runs of one to three characters, hashed.

/// Most features of one text; the rest of a longer one is not looked at.
const FEATURES_MAX: usize = 360;

/// Hashes (FNV-1a, 32 bit) of the runs of one to three characters, the ends marked, in order.
pub fn features(text: &str) -> Vec<u32> {
    let mut found = Vec::with_capacity(text.len());
    let (mut before, mut last) = ('^', '^');
    for character in text.chars().filter(|c| !matches!(c, ' ' | ',' | '.' | '!')).chain(std::iter::once('$')) {
        // Which number it is teaches nothing.
        let character = if character.is_ascii_digit() { '0' } else { character };
        if character != '$' {
            found.push(hash(&[character]));
        }
        found.push(hash(&[last, character]));
        found.push(hash(&[before, last, character]));
        (before, last) = (last, character);
        if found.len() >= FEATURES_MAX {
            break;
        }
    }
    found
}

fn hash(characters: &[char]) -> u32 {
    let start = 0x811c_9dc5_u32 ^ u32::try_from(characters.len()).unwrap_or(0);
    characters.iter().fold(start, |hash, character| {
        u32::from(*character)
            .to_le_bytes()
            .iter()
            .take(3)
            .fold(hash, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193))
    })
}
