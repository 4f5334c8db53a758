//! The text of a file, whatever it was saved as: UTF-8, UTF-16 or GB18030 (which holds GBK and GB2312).

use encoding_rs::{Encoding, GB18030, UTF_16BE, UTF_16LE};

/// Bytes looked at to tell UTF-16 without a mark.
const LOOKED_AT: usize = 512;

/// The text without its byte order mark; none where it is none of these.
pub fn decoded(bytes: &[u8]) -> Option<String> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling_and_without_replacement(&bytes[mark..]).map(Into::into);
    }
    if let Some(encoding) = utf16(bytes) {
        return encoding.decode_without_bom_handling_and_without_replacement(bytes).map(Into::into);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Some(text.to_owned());
    }
    GB18030.decode_without_bom_handling_and_without_replacement(bytes).map(Into::into)
}

/// Every file has line ends or blanks, which in UTF-16 have a zero byte on one side.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = &bytes[..bytes.len().min(LOOKED_AT)];
    let zeros = |odd: usize| start.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    match (zeros(0), zeros(1)) {
        (0, 1..) => Some(UTF_16LE),
        (1.., 0) => Some(UTF_16BE),
        _ => None,
    }
}

/// The line of the first byte that is no text.
pub fn bad_line(bytes: &[u8]) -> u64 {
    let good = std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len);
    1 + bytes[..good].iter().filter(|byte| **byte == b'\n').count() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts() {
        let text = "名称,题型\n尺码,单选\n";
        let check = |bytes: &[u8]| assert_eq!(decoded(bytes).as_deref(), Some(text), "{bytes:?}");
        check(text.as_bytes());
        check(&[b"\xef\xbb\xbf", text.as_bytes()].concat());
        check(&GB18030.encode(text).0);
        let units: Vec<u16> = text.encode_utf16().collect();
        let low: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        let high: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
        check(&low);
        check(&[b"\xff\xfe", low.as_slice()].concat());
        check(&[b"\xfe\xff", high.as_slice()].concat());
        assert_eq!(decoded(b"a\nb\xff\xff"), None);
        assert_eq!(bad_line(b"a\nb\xff\xff"), 2);
    }
}
