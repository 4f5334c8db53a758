//! The JSON-LD contexts a credential may name. They are part of the program: nothing is fetched.

/// W3C Verifiable Credentials 2.0.
pub const CREDENTIALS_V2: &str = "https://www.w3.org/ns/credentials/v2";
/// 1EdTech Open Badges 3.0, text of version 3.0.3.
pub const OPEN_BADGES_V3: &str = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";

/// The text of a published context, or `None` for any other address.
pub fn shipped(url: &str) -> Option<&'static str> {
    match url {
        CREDENTIALS_V2 => Some(include_str!("contexts/credentials-v2.json")),
        OPEN_BADGES_V3 => Some(include_str!("contexts/ob-v3p0-context-3.0.3.json")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{CREDENTIALS_V2, OPEN_BADGES_V3, shipped};
    use sha2::{Digest, Sha256};
    use std::fmt::Write as _;

    /// The first digest is the one the VC 2.0 recommendation publishes for its context.
    #[test]
    fn contexts_are_the_published_bytes() {
        let check = |url: &str, expected: &str| {
            let text = shipped(url).unwrap_or_default();
            let digest = Sha256::digest(text.as_bytes()).iter().fold(String::new(), |mut hex, byte| {
                let _ = write!(hex, "{byte:02x}");
                hex
            });
            assert_eq!(digest, expected, "{url}");
        };
        check(CREDENTIALS_V2, "59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734");
        check(OPEN_BADGES_V3, "3d34f4d4ef1bce691106e63798beb5e7b862ba841423f5ee1e53ab7ddf3bca84");
        assert!(shipped("https://example.com/context").is_none());
    }
}
