//! The teams' quick phrases on their way to the desk, with what finds them.

use super::phrase::Phrase;
use miaohui::content::Content;
use miaohui::storage::OwnPhrase;
use pinyin::ToPinyin as _;
use std::collections::BTreeSet;

/// Initials of a phrase beyond these find nothing more.
const INITIALS_MAX: usize = 24;

/// The phrases of these shops.
pub fn of_shops(content: &Content, shops: &BTreeSet<&str>) -> Vec<Phrase> {
    let teams = content.phrases.iter().filter(|(shop, _)| shops.contains(shop.as_str()));
    teams
        .flat_map(|(shop, phrases)| {
            phrases.iter().map(|phrase| Phrase {
                id: String::new(),
                shop: shop.clone(),
                group: phrase.group.clone(),
                text: phrase.text.clone(),
                code: phrase.code.clone(),
                initials: format!(
                    "{} {} {}",
                    phrase.code.to_ascii_lowercase(),
                    initials(&phrase.group),
                    initials(&phrase.text)
                ),
            })
        })
        .collect()
}

/// A person's own phrases.
pub fn own(phrases: Vec<OwnPhrase>) -> Vec<Phrase> {
    let phrase = |own: OwnPhrase| Phrase {
        initials: format!("{} {}", initials(&own.category), initials(&own.text)),
        id: own.id,
        shop: String::new(),
        group: own.category,
        text: own.text,
        code: String::new(),
    };
    phrases.into_iter().map(phrase).collect()
}

/// The first letters of the pinyin of a text's Chinese characters; other letters as they are,
/// sources in braces left out.
fn initials(text: &str) -> String {
    let mut inside = 0_u32;
    let plain = text.chars().filter(|c| {
        match c {
            '{' => inside += 1,
            '}' => inside = inside.saturating_sub(1),
            _ => {}
        }
        inside == 0
    });
    plain
        .filter_map(|c| match c.to_pinyin() {
            Some(pinyin) => pinyin.first_letter().chars().next(),
            None => c.is_ascii_alphanumeric().then(|| c.to_ascii_lowercase()),
        })
        .take(INITIALS_MAX)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn chinese_has_initials() {
        for (text, expected) in [("发货", "fh"), ("您好，{shop.name}欢迎您", "nhhyn"), ("A4 纸", "a4z"), ("", "")]
        {
            assert_eq!(initials(text), expected, "{text}");
        }
    }
}
