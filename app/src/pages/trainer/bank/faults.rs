//! What is wrong with an item, each at its place in the form, in the reader's language.

use super::words;
use crate::i18n::*;
use miaohui::{
    content::Content,
    quiz::{
        Fault, Item, Kind, checks,
        facts::{Holds, holds},
    },
};

/// The most an item may take, as it is stored.
pub const ITEM_MAX_BYTES: usize = 64 * 1024;

/// One fault: the part of the form it belongs to, and its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    pub place: &'static str,
    pub words: String,
}

/// Everything that is wrong with an item; empty: it may be asked.
pub fn all(locale: Locale, content: &Content, item: &Item) -> Vec<Wrong> {
    let mut wrong: Vec<Wrong> = checks(std::slice::from_ref(item))
        .into_iter()
        .map(|found| Wrong { place: place(item.kind, &found.fault), words: fault(locale, &found.fault) })
        .collect();
    let unknown = |id: &Option<String>| id.clone().filter(|id| !content.products.contains_key(id));
    for (place, id) in [("product", unknown(&item.product)), ("picture", unknown(&item.picture))] {
        let words = |id: String| td_string!(locale, bank.fault_product, id = id).to_string();
        wrong.extend(id.map(|id| Wrong { place, words: words(id) }));
    }
    let of_fact = match holds(content, item) {
        Holds::Yes | Holds::Unsaid { .. } => None,
        Holds::Gone => Some(td_string!(locale, bank.fault_fact_gone).to_string()),
        Holds::Changed { now } => {
            let fact = item.fact.as_deref().unwrap_or_default();
            let said = words::reading(locale, fact, item.said.as_deref().unwrap_or_default());
            let (said, now) = words::apart(&said, &words::reading(locale, fact, &now));
            let what = td_string!(locale, bank.void_what, said = said, now = now).to_string();
            Some(td_string!(locale, bank.fault_fact_changed, what = what).to_string())
        }
    };
    wrong.extend(of_fact.map(|words| Wrong { place: "fact", words }));
    let bytes = serde_json::to_vec(item).map_or(0, |json| json.len());
    if bytes > ITEM_MAX_BYTES {
        let words = td_string!(locale, bank.fault_too_long, kib = bytes.div_ceil(1024)).to_string();
        wrong.push(Wrong { place: "prompt", words });
    }
    wrong
}

/// The part of the form where the key of a kind is written.
fn key(kind: Kind) -> &'static str {
    match kind {
        Kind::Single | Kind::Multiple => "options",
        Kind::Boolean => "truth",
        Kind::Numeric => "answer",
        Kind::Text => "accepted",
        Kind::Matching => "pairs",
        Kind::Ordering => "steps",
        Kind::Cloze => "blanks",
        Kind::Essay | Kind::Description => "prompt",
    }
}

fn place(kind: Kind, fault: &Fault) -> &'static str {
    match fault {
        Fault::NoPrompt | Fault::NoBlank(_) | Fault::StrayBlank(_) | Fault::NoId | Fault::DuplicateId(_) => "prompt",
        Fault::NoExplanation => "explanation",
        Fault::NoTopic => "topic",
        Fault::Level(_) => "level",
        Fault::Tolerance => "tolerance",
        Fault::NoAnswer => "answer",
        _ => key(kind),
    }
}

fn fault(locale: Locale, fault: &Fault) -> String {
    match fault {
        Fault::NoPrompt => td_string!(locale, bank.fault_prompt).to_string(),
        Fault::NoExplanation => td_string!(locale, bank.fault_explanation).to_string(),
        Fault::NoTopic => td_string!(locale, bank.fault_topic).to_string(),
        Fault::Level(_) => td_string!(locale, bank.fault_level).to_string(),
        Fault::OptionCount(n) => td_string!(locale, bank.fault_option_count, n = *n).to_string(),
        Fault::EmptyOption => td_string!(locale, bank.fault_empty).to_string(),
        Fault::DuplicateOption(text) | Fault::DuplicateLeft(text) | Fault::DuplicateStep(text) => {
            td_string!(locale, bank.fault_twice, text = text.trim()).to_string()
        }
        Fault::NotOneRight(n) => td_string!(locale, bank.fault_one_right, n = *n).to_string(),
        Fault::NoneRight => td_string!(locale, bank.fault_none_right).to_string(),
        Fault::NoTruth => td_string!(locale, bank.fault_truth).to_string(),
        Fault::NoAnswer => td_string!(locale, bank.fault_answer).to_string(),
        Fault::Tolerance => td_string!(locale, bank.fault_tolerance).to_string(),
        Fault::NoneAccepted => td_string!(locale, bank.fault_none_accepted).to_string(),
        Fault::Share => td_string!(locale, bank.fault_share).to_string(),
        Fault::PairCount(n) => td_string!(locale, bank.fault_pair_count, n = *n).to_string(),
        Fault::StepCount(n) => td_string!(locale, bank.fault_step_count, n = *n).to_string(),
        Fault::BlankCount(n) => td_string!(locale, bank.fault_blank_count, n = *n).to_string(),
        Fault::NoBlank(n) => td_string!(locale, bank.fault_no_blank, n = *n).to_string(),
        Fault::StrayBlank(n) => td_string!(locale, bank.fault_stray_blank, n = *n).to_string(),
        Fault::NotAChoice(n) => td_string!(locale, bank.fault_not_a_choice, n = *n).to_string(),
        Fault::Stray(field) => td_string!(locale, bank.fault_stray, field = *field).to_string(),
        // The editor gives ids itself.
        Fault::NoId | Fault::DuplicateId(_) => fault.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use miaohui::content::{Files, load};

    #[test]
    fn faults_stand_where_they_are_mended() {
        let content = load(&Files::shipped()).unwrap();
        let check = |item: &Item, expected: &[&str]| {
            let found = all(Locale::en, &content, item);
            assert_eq!(found.iter().map(|wrong| wrong.place).collect::<Vec<_>>(), expected, "{found:?}");
        };
        let good = content.items.values().find(|item| item.product.is_some() && item.said.is_some()).unwrap();
        check(good, &[]);
        let changed = Item { said: Some("纸".to_owned()), ..good.clone() };
        check(&changed, &["fact"]);
        assert!(all(Locale::zh, &content, &changed)[0].words.contains("纸"));
        check(&Item { product: Some("XB-0".to_owned()), ..good.clone() }, &["product", "fact"]);
        let empty = |kind| Item { id: "own-1".to_owned(), kind, level: 1, ..Item::default() };
        check(&empty(Kind::Boolean), &["prompt", "explanation", "topic", "truth"]);
        check(&empty(Kind::Numeric), &["prompt", "explanation", "topic", "answer"]);
        check(&empty(Kind::Cloze), &["prompt", "explanation", "topic", "blanks"]);
        let long = Item { explanation: "长".repeat(ITEM_MAX_BYTES), ..good.clone() };
        check(&long, &["prompt"]);
    }
}
