//! The certificate as a picture with the credential baked in (Open Badges 3.0, 5.3 "File Format").

use super::credential::{CertificateFacts, NOT_STATE};
use super::instant::to_rfc3339;
use serde_json::Value;
use std::fmt::Write as _;

const NAMESPACE: &str = "https://purl.imsglobal.org/ob/v3p0";
const OPEN: &str = "<openbadges:credential";
const CLOSE: &str = "</openbadges:credential>";

/// Why no credential can be taken from a picture.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum BadgeError {
    #[error("the picture holds no credential")]
    None,
    #[error("the picture holds more than one credential")]
    Many,
    #[error("the credential in the picture is cut off or escaped in a way that is not understood")]
    Malformed,
}

/// The picture of a certificate, as SVG, without a credential in it.
pub fn picture(facts: &CertificateFacts) -> String {
    let mut svg = String::from(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 400" width="640" height="400" font-family="'Noto Sans SC','Microsoft YaHei',sans-serif"><rect width="640" height="400" fill="#fbfaf7"/><rect x="16" y="16" width="608" height="368" fill="none" stroke="#1f4e5f" stroke-width="2"/>"##,
    );
    let until = to_rfc3339(facts.valid_until_ms);
    let lines: [(u32, u32, &str, &str); 6] = [
        (76, 20, "#1f4e5f", &facts.school),
        (140, 34, "#1b1b1b", &facts.standard.title_zh),
        (190, 26, "#1b1b1b", &facts.level),
        (230, 16, "#555555", &facts.standard.title_en),
        (290, 18, "#1b1b1b", NOT_STATE),
        (340, 14, "#555555", &facts.id),
    ];
    for (y, size, fill, text) in lines {
        let _ = write!(
            svg,
            r#"<text x="320" y="{y}" font-size="{size}" fill="{fill}" text-anchor="middle">{}</text>"#,
            escape(text)
        );
    }
    let _ = write!(
        svg,
        r##"<text x="320" y="364" font-size="14" fill="#555555" text-anchor="middle">有效期至 {}</text></svg>"##,
        escape(until.get(..10).unwrap_or_default())
    );
    svg
}

/// `svg` with the signed credential baked in directly behind its opening tag; `None` if it is no SVG.
pub fn bake_svg(svg: &str, credential: &Value) -> Option<String> {
    // `]]>` would end the CDATA section; in JSON it can only stand within a text, where the escape means the same.
    let json = credential.to_string().replace("]]>", "]]\\u003e");
    let start = svg.find("<svg")? + "<svg".len();
    let end = start + svg[start..].find('>')?;
    let (head, attributes, tail) = (&svg[..start], &svg[start..end], &svg[end + 1..]);
    Some(format!("{head} xmlns:openbadges=\"{NAMESPACE}\"{attributes}>{OPEN}><![CDATA[{json}]]>{CLOSE}{tail}"))
}

/// The credential baked into an SVG: JSON with its proof, or a JWT. Read as text, so nothing in the picture is expanded.
///
/// # Errors
/// When there is not exactly one.
pub fn extract_svg(svg: &str) -> Result<String, BadgeError> {
    let mut places = svg.match_indices(OPEN);
    let (start, _) = places.next().ok_or(BadgeError::None)?;
    if places.next().is_some() {
        return Err(BadgeError::Many);
    }
    let after = &svg[start + OPEN.len()..];
    let tag_end = after.find('>').ok_or(BadgeError::Malformed)?;
    let (attributes, content) = (&after[..tag_end], &after[tag_end + 1..]);
    if let Some((_, value)) = attributes.split_once("verify=\"") {
        return value.split_once('"').map(|(jwt, _)| jwt.to_owned()).ok_or(BadgeError::Malformed);
    }
    let content = content.split_once(CLOSE).ok_or(BadgeError::Malformed)?.0.trim();
    match content.strip_prefix("<![CDATA[") {
        Some(rest) => match rest.split_once("]]>") {
            Some((json, "")) => Ok(json.to_owned()),
            _ => Err(BadgeError::Malformed),
        },
        None => unescape(content),
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The five entities of XML; any other is refused.
fn unescape(text: &str) -> Result<String, BadgeError> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        let (name, tail) = after.split_once(';').ok_or(BadgeError::Malformed)?;
        out.push_str(before);
        out.push(match name {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "apos" => '\'',
            _ => return Err(BadgeError::Malformed),
        });
        rest = tail;
    }
    out.push_str(rest);
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::{BadgeError, bake_svg, extract_svg};
    use serde_json::{Value, json};

    #[test]
    fn what_was_baked_comes_out() {
        let credential = json!({ "name": "a]]>b & <c>" });
        let svg = bake_svg("<svg viewBox=\"0 0 1 1\"><g/></svg>", &credential).unwrap();
        assert!(svg.starts_with("<svg xmlns:openbadges=\"https://purl.imsglobal.org/ob/v3p0\" viewBox"));
        assert_eq!(serde_json::from_str::<Value>(&extract_svg(&svg).unwrap()).unwrap(), credential);
    }

    #[test]
    fn other_pictures() {
        let check = |svg: &str, expected: Result<&str, BadgeError>| {
            assert_eq!(extract_svg(svg), expected.map(str::to_owned), "{svg}");
        };
        check("<svg/>", Err(BadgeError::None));
        check("<svg><openbadges:credential verify=\"a.b.c\"></openbadges:credential></svg>", Ok("a.b.c"));
        check("<openbadges:credential>{&quot;a&quot;:1}</openbadges:credential>", Ok("{\"a\":1}"));
        check("<openbadges:credential>&xxe;</openbadges:credential>", Err(BadgeError::Malformed));
        check("<openbadges:credential>{", Err(BadgeError::Malformed));
        check("<openbadges:credential/><openbadges:credential/>", Err(BadgeError::Many));
    }
}
