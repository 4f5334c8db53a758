//! Identifiers: text, so that both databases and every file hold the same.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Crockford's base32 alphabet, lower case: no i, l, o, u.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// `bytes` in base32, most significant bit first; 16 bytes give 26 characters.
pub fn base32(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len().div_ceil(5) * 8);
    let (mut held, mut bits) = (0_u32, 0_u32);
    for &byte in bytes {
        held = (held << 8) | u32::from(byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            out.push(char::from(ALPHABET[((held >> bits) & 31) as usize]));
        }
    }
    if bits > 0 {
        out.push(char::from(ALPHABET[((held << (5 - bits)) & 31) as usize]));
    }
    out
}

/// A code as somebody typed it, as it is stored: without blanks and dashes, lower case, full-width characters of an input
/// method as the plain ones, and the letters Crockford leaves out as the digits they look like.
pub fn typed_code(text: &str) -> String {
    let plain = |c: char| match u32::from(c) {
        wide @ 0xff01..=0xff5e => char::from_u32(wide - 0xfee0).unwrap_or(c),
        _ => c,
    };
    let letters = text.chars().map(plain).filter(char::is_ascii_alphanumeric).map(|c| match c.to_ascii_lowercase() {
        'o' => '0',
        'i' | 'l' => '1',
        c => c,
    });
    letters.collect()
}

/// 128 bits from the operating system's random source, in base32 (26 characters).
///
/// # Errors
/// When the operating system has no random bytes to give.
#[cfg(feature = "server")]
pub fn random() -> Result<String, getrandom::Error> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes)?;
    Ok(base32(&bytes))
}

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }
    )+};
}

id!(
    /// A person with an account, or a guest.
    UserId,
    /// One shift (练习场次 or 考试场次).
    ShiftId,
    /// A class (班级).
    CohortId,
    /// Something a trainer asked a class or a person to do (任务).
    AssignmentId,
    /// A month laid out for a class (培训计划).
    ProgrammeId,
    /// A list of trainees taken in at once (名单).
    ImportId,
    /// One try at a drill or quiz.
    AttemptId,
    /// One sitting of an exam.
    ExamId,
    /// A certificate (证书): 128 random bits in base32, part of its public address.
    CertificateId,
);

#[cfg(test)]
mod tests {
    use super::{base32, typed_code};

    #[test]
    fn base32_is_crockfords() {
        assert_eq!(base32(&[]), "");
        assert_eq!(base32(&[0xff]), "zw");
        assert_eq!(base32(&[0; 16]).len(), 26);
        assert_eq!(base32(b"hello"), "d1jprv3f");
    }

    #[test]
    fn codes_are_read_as_they_are_typed() {
        let check = |text: &str, expected: &str| assert_eq!(typed_code(text), expected);
        check(" 7F3K-Q29D-MXW4 ", "7f3kq29dmxw4");
        check("７Ｆ３Ｋ－ｑ２９ｄ mxw4", "7f3kq29dmxw4");
        check("OIL", "011");
        check("查验码", "");
    }
}
