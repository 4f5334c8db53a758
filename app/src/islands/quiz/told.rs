//! Answers and keys in words, for who has answered and for who writes items.

use crate::i18n::*;
use miaohui::quiz::{Answer, Kind, Place};

fn truth_word(locale: Locale, truth: bool) -> String {
    if truth { td_string!(locale, quiz.right) } else { td_string!(locale, quiz.wrong) }.to_string()
}

/// An answer as it stood on the screen.
pub fn words(locale: Locale, place: &Place, answer: &Answer) -> String {
    let shown = |all: &[u64]| all.iter().filter_map(|at| place.on_screen(*at)).collect::<Vec<_>>();
    match answer {
        Answer::Options(ticked) => shown(ticked).join(" / "),
        Answer::Truth(truth) => truth_word(locale, *truth),
        Answer::Number(value) => format!("{value} {}", place.item.unit.clone().unwrap_or_default()),
        Answer::Text(text) => text.clone(),
        Answer::Order(order) => shown(order).join(" → "),
        Answer::Pairs(chosen) => {
            let right = |at: &Option<u64>| at.and_then(|at| place.on_screen(at)).unwrap_or("—").to_owned();
            let pairs = place.item.pairs.iter().zip(chosen);
            pairs.map(|(pair, at)| format!("{} → {}", pair.left, right(at))).collect::<Vec<_>>().join("; ")
        }
        Answer::Blanks(given) => filled(&place.item.prompt, given),
    }
}

/// A text with its blanks filled; empty ones are drawn as a line.
pub fn filled(prompt: &str, given: &[String]) -> String {
    (1..).zip(given).fold(prompt.to_owned(), |text, (number, given)| {
        let given = if given.is_empty() { "＿＿" } else { given };
        text.replace(&format!("{{{number}}}"), &format!("【{given}】"))
    })
}

/// The right answer.
pub fn key(locale: Locale, place: &Place) -> String {
    let item = &place.item;
    match item.kind {
        Kind::Single | Kind::Multiple => {
            item.options.iter().filter(|one| one.right).map(|one| one.text.clone()).collect::<Vec<_>>().join(" / ")
        }
        Kind::Boolean => truth_word(locale, item.truth.unwrap_or_default()),
        Kind::Numeric => format!("{} {}", item.answer.unwrap_or_default(), item.unit.clone().unwrap_or_default()),
        Kind::Text => item.accepted.iter().map(|one| one.text.clone()).collect::<Vec<_>>().join(" / "),
        Kind::Matching => {
            let pairs = item.pairs.iter().map(|pair| format!("{} → {}", pair.left, pair.right));
            pairs.collect::<Vec<_>>().join("; ")
        }
        Kind::Ordering => item.steps.join(" → "),
        Kind::Cloze => {
            let firsts = item.blanks.iter().map(|blank| blank.accepted.first().map(|one| one.text.clone()));
            filled(&item.prompt, &firsts.map(Option::unwrap_or_default).collect::<Vec<_>>())
        }
        Kind::Essay | Kind::Description => String::new(),
    }
}
