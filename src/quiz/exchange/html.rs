//! Texts with markup as they are shown: the bank shows words only.

use crate::quiz::carried::TextFormat;
use quick_xml::escape::resolve_html5_entity;

/// Elements after which a new line begins.
const BLOCKS: [&str; 17] =
    ["p", "div", "br", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "hr"];
/// Other elements by which markup is known.
const INLINE: [&str; 17] = [
    "b", "i", "u", "em", "strong", "span", "sub", "sup", "a", "img", "td", "th", "tbody", "thead", "code", "font",
    "small",
];
/// Elements whose content is not for reading.
const UNSEEN: [&str; 2] = ["script", "style"];
/// The longest name of an entity, in bytes.
const ENTITY_MAX: usize = 32;

/// A text as it is shown.
pub fn shown(format: Option<TextFormat>, text: &str) -> String {
    match format {
        Some(TextFormat::Html) => plain(text),
        None | Some(TextFormat::Moodle) if is_markup(text) => plain(text),
        _ => text.trim_matches(is_blank).to_owned(),
    }
}

/// What is cut at both ends: as in Moodle, the blanks of ASCII.
pub fn is_blank(one: char) -> bool {
    one.is_ascii_whitespace() || one == '\0' || one == '\u{b}'
}

/// Whether a text has an element that is known.
fn is_markup(text: &str) -> bool {
    let Some(last) = text.rfind('>') else { return false };
    text[..last].match_indices('<').any(|(at, _)| {
        let name = name(&text[at + 1..]);
        BLOCKS.contains(&name.as_str()) || INLINE.contains(&name.as_str())
    })
}

fn name(tag: &str) -> String {
    let tag = tag.strip_prefix('/').unwrap_or(tag);
    tag.chars().take_while(char::is_ascii_alphanumeric).take(ENTITY_MAX).map(|one| one.to_ascii_lowercase()).collect()
}

/// The words of HTML: a line a block, blanks as one, entities resolved.
fn plain(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    let last = html.rfind('>').unwrap_or(0);
    while let Some(at) = rest.find(['<', '&']) {
        words(&rest[..at], &mut out);
        rest = &rest[at..];
        let may_close = html.len() - rest.len() < last;
        rest = if rest.starts_with('&') { entity(rest, &mut out) } else { tag(rest, may_close, &mut out) };
    }
    words(rest, &mut out);
    let lines = out.split('\n').map(|line| line.trim_matches(is_blank)).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

fn words(text: &str, out: &mut String) {
    for one in text.chars() {
        if !is_blank(one) {
            out.push(one);
        } else if !out.ends_with([' ', '\n']) {
            out.push(' ');
        }
    }
}

/// Reads one tag; gives what follows it.
fn tag<'a>(rest: &'a str, may_close: bool, out: &mut String) -> &'a str {
    if let Some(comment) = rest.strip_prefix("<!--") {
        return comment.find("-->").map_or("", |end| &comment[end + 3..]);
    }
    let opens = may_close
        && rest[1..].starts_with(|one: char| one.is_ascii_alphabetic() || one == '/' || one == '!' || one == '?');
    let (true, Some(end)) = (opens, rest.find('>')) else {
        out.push('<');
        return &rest[1..];
    };
    let name = name(&rest[1..]);
    if BLOCKS.contains(&name.as_str()) {
        out.push('\n');
    } else if matches!(name.as_str(), "td" | "th") {
        out.push(' ');
    }
    let after = &rest[end + 1..];
    if UNSEEN.contains(&name.as_str()) && !rest.starts_with("</") {
        let close = format!("</{name}");
        return after.find(&close).map_or("", |at| &after[at..]);
    }
    after
}

/// Reads one entity; gives what follows it.
fn entity<'a>(rest: &'a str, out: &mut String) -> &'a str {
    let end = rest.bytes().take(ENTITY_MAX).position(|byte| byte == b';');
    let resolved = end.and_then(|end| {
        let name = &rest[1..end];
        let number = name.strip_prefix('#').and_then(|digits| match digits.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => digits.parse().ok(),
        });
        match number.and_then(char::from_u32).filter(|one| *one != '\0') {
            Some(one) => Some((one.to_string(), end)),
            None => resolve_html5_entity(name).map(|text| (text.to_owned(), end)),
        }
    });
    match resolved {
        Some((text, end)) => {
            out.push_str(&text.replace('\u{a0}', " "));
            &rest[end + 1..]
        }
        None => {
            out.push('&');
            &rest[1..]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_markup() {
        let check = |html: &str, expected: &str| assert_eq!(plain(html), expected, "{html}");
        check("<p>签收后 <b>7</b> 天</p>", "签收后 7 天");
        check("<p>一</p>\n<p>二<br>三</p>", "一\n二\n三");
        check("a &lt; b &amp;&nbsp;c &#20803;&#x5143; &bogus; &", "a < b & c 元元 &bogus; &");
        check("1 < 2 <img src='x' alt=''>", "1 < 2");
        check("<script>alert(1)</script>x<!-- y -->z", "xz");
        check("<unclosed", "<unclosed");
        assert_eq!(shown(None, " a<b> "), "a");
        assert_eq!(shown(None, "a<5 且 b>3"), "a<5 且 b>3");
        assert_eq!(shown(Some(TextFormat::Plain), "<b>a</b>"), "<b>a</b>");
    }
}
