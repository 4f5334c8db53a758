//! Sources: where a value comes from (`product.size_for(foot_mm)`). A small language, parsed once a use.
//!
//! `sum := term ((' + ' | ' - ' | ' * ') term)*`, evaluated from the left;
//! `term := NUMBER | 'TEXT' | yes | no | FACT | HEAD['(' ID ')'] '.' METHOD ['(' ARG {',' ARG} ')']`,
//! HEAD one of product, shop, order. An ARG is a fact's name or the words themselves.

use std::fmt;

/// A parsed source.
#[derive(Clone, Debug, PartialEq)]
pub enum Source<'a> {
    Number(u64),
    Text(&'a str),
    Yes(bool),
    Fact(&'a str),
    Look { head: Head, of: Option<&'a str>, method: &'a str, args: Vec<&'a str> },
    Sum { left: Box<Source<'a>>, sign: char, right: Box<Source<'a>> },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Head {
    Product,
    Shop,
    Order,
}

/// What is wrong with a source, in words for its author.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct SourceError(pub String);

impl fmt::Display for SourceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

pub(super) fn fault<T>(message: impl Into<String>) -> Result<T, SourceError> {
    Err(SourceError(message.into()))
}

impl<'a> Source<'a> {
    /// Reads a source.
    ///
    /// # Errors
    /// In words, where the text is none.
    pub fn parse(text: &'a str) -> Result<Self, SourceError> {
        let text = text.trim();
        let mut best: Option<(usize, char)> = None;
        let (mut depth, mut quoted) = (0_u32, false);
        for (at, c) in text.char_indices() {
            match c {
                '\'' => quoted = !quoted,
                '(' if !quoted => depth += 1,
                ')' if !quoted => depth = depth.saturating_sub(1),
                '+' | '-' | '*' if depth == 0 && !quoted && spaced(text, at) => best = Some((at, c)),
                _ => {}
            }
        }
        match best {
            Some((at, sign)) => Ok(Self::Sum {
                left: Box::new(Self::parse(&text[..at])?),
                sign,
                right: Box::new(Self::term(text[at + 1..].trim())?),
            }),
            None => Self::term(text),
        }
    }

    fn term(text: &'a str) -> Result<Self, SourceError> {
        match text {
            "" => return fault("an empty source; name a value such as product.price"),
            "yes" => return Ok(Self::Yes(true)),
            "no" => return Ok(Self::Yes(false)),
            _ => {}
        }
        if let Some(inner) = text.strip_prefix('\'') {
            return inner
                .strip_suffix('\'')
                .map_or_else(|| fault(format!("the quote in {text} is not closed")), |inner| Ok(Self::Text(inner)));
        }
        if text.bytes().all(|b| b.is_ascii_digit()) {
            return text.parse().map_or_else(|_| fault(format!("{text} is too large")), |n| Ok(Self::Number(n)));
        }
        let (head, rest) = match text.find(['.', '(']) {
            None if text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_') => return Ok(Self::Fact(text)),
            None => return fault(format!("`{text}` is neither a fact nor a source; quote plain words as '{text}'")),
            Some(at) => text.split_at(at),
        };
        let head = match head {
            "product" => Head::Product,
            "shop" => Head::Shop,
            "order" => Head::Order,
            _ => return fault(format!("a source begins with product, shop or order, not `{head}`")),
        };
        let (of, rest) = match rest.strip_prefix('(') {
            None => (None, rest),
            Some(inner) => match inner.split_once(')') {
                Some((id, rest)) => (Some(id.trim()), rest),
                None => return fault(format!("a bracket in `{text}` is not closed")),
            },
        };
        let Some(call) = rest.strip_prefix('.') else {
            return fault(format!("`{text}` names no value; write it as product.price"));
        };
        let (method, args) = match call.split_once('(') {
            None => (call, Vec::new()),
            Some((method, args)) => match args.strip_suffix(')') {
                Some(args) => (method, args.split(',').map(str::trim).collect()),
                None => return fault(format!("a bracket in `{text}` is not closed")),
            },
        };
        Ok(Self::Look { head, of, method, args })
    }
}

fn spaced(text: &str, at: usize) -> bool {
    text[..at].ends_with(' ') && text[at + 1..].starts_with(' ')
}

#[cfg(test)]
mod tests {
    use super::{Head, Source};

    #[test]
    fn sources_are_read() {
        assert_eq!(Source::parse("foot_mm"), Ok(Source::Fact("foot_mm")));
        assert_eq!(Source::parse("'改地址'"), Ok(Source::Text("改地址")));
        assert_eq!(Source::parse("no"), Ok(Source::Yes(false)));
        assert_eq!(
            Source::parse("product(XB-1).stock(米白, size)"),
            Ok(Source::Look { head: Head::Product, of: Some("XB-1"), method: "stock", args: vec!["米白", "size"] })
        );
        let sum = Source::parse("product.price * 2 - shop.coupon(C-1)");
        assert!(matches!(sum, Ok(Source::Sum { sign: '-', .. })), "{sum:?}");
    }

    #[test]
    fn faults_name_the_mend() {
        fn check(text: &str, part: &str) {
            let error = Source::parse(text).map_err(|e| e.0);
            assert!(matches!(&error, Err(message) if message.contains(part)), "{text}: {error:?}");
        }
        check("", "empty");
        check("'改", "not closed");
        check("page.price", "product, shop or order");
        check("product.size_for(foot_mm", "not closed");
        check("米白", "quote plain words");
    }
}
