//! Which of the two languages a visitor reads: their choice (cookie), else the browser's, else
//! Chinese.

use crate::i18n::Locale;
use axum::http::{HeaderMap, header};

/// Name of the cookie that keeps the choice.
pub const COOKIE: &str = "lang";

/// The language for a request.
pub fn of(headers: &HeaderMap) -> Locale {
    chosen(headers).unwrap_or_else(|| preferred(headers))
}

fn chosen(headers: &HeaderMap) -> Option<Locale> {
    let cookies = headers.get(header::COOKIE)?.to_str().ok()?;
    let value = cookies.split(';').find_map(|pair| {
        let (name, value) = pair.trim().split_once('=')?;
        (name == COOKIE).then_some(value)
    })?;
    parse(value)
}

/// The language's two letters, as in the cookie and in `lang` attributes.
pub fn code(locale: Locale) -> &'static str {
    match locale {
        Locale::zh => "zh",
        Locale::en => "en",
    }
}

/// Reads the two letters back.
pub fn parse(code: &str) -> Option<Locale> {
    match code {
        "zh" => Some(Locale::zh),
        "en" => Some(Locale::en),
        _ => None,
    }
}

fn preferred(headers: &HeaderMap) -> Locale {
    let wanted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or("");
    let first = wanted.split(',').map(str::trim).find(|one| one.starts_with("zh") || one.starts_with("en"));
    if first.is_some_and(|one| one.starts_with("en")) { Locale::en } else { Locale::zh }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn check(cookie: &'static str, accept: &'static str, expected: &str) {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_static(cookie));
        headers.insert(header::ACCEPT_LANGUAGE, HeaderValue::from_static(accept));
        assert_eq!(code(of(&headers)), expected, "{cookie:?} {accept:?}");
    }

    #[test]
    fn choice_before_browser_before_chinese() {
        check("", "", "zh");
        check("", "en-GB,zh;q=0.5", "en");
        check("", "fr,zh-CN;q=0.9,en;q=0.8", "zh");
        check("a=b; lang=en", "zh", "en");
        check("lang=xx", "en", "en");
    }
}
