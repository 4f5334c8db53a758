//! A credential in a PNG: an uncompressed `iTXt` chunk (Open Badges 3.0, 5.3.2; PNG specification, 11.3.3.4).
//!
//! Chunks are walked and nothing is unpacked, so a picture cannot be larger than the file it is in.

use super::badge::BadgeError;
use flate2::Crc;

/// How a PNG begins.
pub const SIGNATURE: [u8; 8] = [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a];
const KEYWORD: &[u8] = b"openbadgecredential";
/// Length, type and check of a chunk.
const AROUND: usize = 12;

/// One chunk: its type, its data, and where it ends in the file.
struct Chunk<'a> {
    kind: &'a [u8],
    data: &'a [u8],
    end: usize,
}

/// Whether `bytes` begin as a PNG does.
pub fn is_png(bytes: &[u8]) -> bool {
    bytes.starts_with(&SIGNATURE)
}

/// The chunk at `at`; `None` where it is cut off or its check does not fit.
fn chunk(png: &[u8], at: usize) -> Option<Chunk<'_>> {
    let head = png.get(at..at + 8)?;
    let length = u32::from_be_bytes(head[..4].try_into().ok()?) as usize;
    let end = at.checked_add(AROUND)?.checked_add(length)?;
    let (typed, check) = png.get(at + 4..end)?.split_at(length + 4);
    (crc(typed) == check).then(|| Chunk { kind: &typed[..4], data: &typed[4..], end })
}

fn crc(typed: &[u8]) -> [u8; 4] {
    let mut crc = Crc::new();
    crc.update(typed);
    crc.sum().to_be_bytes()
}

/// `png` with the credential (JSON or a JWT) baked in behind its header; `None` if it is no PNG.
pub fn bake(png: &[u8], credential: &str) -> Option<Vec<u8>> {
    let header = chunk(png, SIGNATURE.len()).filter(|header| is_png(png) && header.kind == b"IHDR")?;
    // Neither compressed, nor of a language, nor translated.
    let typed = [b"iTXt", KEYWORD, &[0, 0, 0, 0, 0], credential.as_bytes()].concat();
    let length = u32::try_from(typed.len() - 4).ok()?;
    let check = crc(&typed);
    Some([&png[..header.end], &length.to_be_bytes(), &typed, &check, &png[header.end..]].concat())
}

/// The credential baked into a PNG.
///
/// # Errors
/// When there is not exactly one, it is compressed, or a chunk is damaged.
pub fn extract(png: &[u8]) -> Result<String, BadgeError> {
    let (mut at, mut found) = (SIGNATURE.len(), None);
    loop {
        let Chunk { kind, data, end } = chunk(png, at).ok_or(BadgeError::Malformed)?;
        at = end;
        let rest = data.strip_prefix(KEYWORD).and_then(|rest| rest.strip_prefix(&[0]));
        if let Some(rest) = rest.filter(|_| [b"iTXt", b"zTXt", b"tEXt"].iter().any(|text| kind == *text)) {
            let text = (kind == b"iTXt").then(|| text(rest)).flatten().ok_or(BadgeError::Malformed)?;
            if found.replace(text).is_some() {
                return Err(BadgeError::Many);
            }
        }
        if kind == b"IEND" {
            return found.ok_or(BadgeError::None);
        }
    }
}

/// The text of an `iTXt` chunk behind its keyword, where it is not compressed.
fn text(rest: &[u8]) -> Option<String> {
    let rest = rest.strip_prefix(&[0, 0])?;
    let mut parts = rest.splitn(3, |&byte| byte == 0);
    let (_language, _translated, text) = (parts.next()?, parts.next()?, parts.next()?);
    String::from_utf8(text.to_vec()).ok()
}

#[cfg(test)]
mod tests {
    use super::{KEYWORD, SIGNATURE, bake, crc, extract};
    use crate::certification::badge::BadgeError;
    use flate2::Compression;
    use flate2::write::ZlibEncoder;
    use std::io::Write as _;

    fn chunk(kind: &[u8], data: &[u8]) -> Vec<u8> {
        let typed = [kind, data].concat();
        let length = u32::try_from(data.len()).unwrap().to_be_bytes();
        [&length[..], &typed, &crc(&typed)].concat()
    }

    fn png(chunks: &[Vec<u8>]) -> Vec<u8> {
        let header = chunk(b"IHDR", &[0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
        [&SIGNATURE[..], &header, &chunks.concat(), &chunk(b"IEND", b"")].concat()
    }

    #[test]
    fn what_was_baked_comes_out() {
        let baked = bake(&png(&[]), "{\"名\":1}").unwrap();
        assert_eq!(extract(&baked), Ok("{\"名\":1}".to_owned()));
        assert_eq!(extract(&bake(&baked, "a.b.c").unwrap()), Err(BadgeError::Many));
        assert_eq!(bake(b"<svg/>", "{}"), None);
    }

    #[test]
    fn other_pictures() {
        let keyed = |kind: &[u8], rest: &[u8]| chunk(kind, &[KEYWORD, rest].concat());
        let mut zlib = ZlibEncoder::new(Vec::new(), Compression::best());
        zlib.write_all(&vec![b' '; 64 << 20]).unwrap();
        let bomb = zlib.finish().unwrap();
        let check = |png: &[u8], expected: BadgeError| assert_eq!(extract(png), Err(expected));
        check(&png(&[]), BadgeError::None);
        check(&png(&[chunk(b"iTXt", b"Comment\0\0\0\0\0hello"), keyed(b"IDAT", b"\0\0\0\0\0{}")]), BadgeError::None);
        check(&png(&[keyed(b"iTXt", &[&[0, 1, 0, 0, 0], &bomb[..]].concat())]), BadgeError::Malformed);
        check(&png(&[keyed(b"zTXt", &[&[0, 0], &bomb[..]].concat())]), BadgeError::Malformed);
        check(&png(&[keyed(b"tEXt", b"\0{}")]), BadgeError::Malformed);
        check(&png(&[keyed(b"iTXt", b"\0\0\0\0")]), BadgeError::Malformed);
        check(&png(&[keyed(b"iTXt", b"\0\0\0\0\0\xff")]), BadgeError::Malformed);
        check(&png(&[vec![0xff; 12]]), BadgeError::Malformed);
        let whole = bake(&png(&[]), "{}").unwrap();
        for length in SIGNATURE.len()..whole.len() {
            check(&whole[..length], BadgeError::Malformed);
        }
    }
}
