//! What is wrong with a file, in the reader's language, each with its mend.

use crate::i18n::*;
use miaohui::quiz::exchange::{ANSWERS_MAX, ITEMS_MAX, Trouble};

pub fn words(locale: Locale, trouble: &Trouble) -> String {
    match trouble {
        Trouble::Encoding => td_string!(locale, exchange.t_encoding).to_string(),
        Trouble::TooManyItems => td_string!(locale, exchange.t_too_many_items, n = ITEMS_MAX).to_string(),
        Trouble::TooManyAnswers => td_string!(locale, exchange.t_too_many_answers, n = ANSWERS_MAX).to_string(),
        Trouble::DuplicateName { name, line } => {
            td_string!(locale, exchange.t_duplicate, name = name.as_str(), line = *line).to_string()
        }
        Trouble::NoPrompt => td_string!(locale, exchange.t_no_prompt).to_string(),
        Trouble::EmptyAnswer => td_string!(locale, exchange.t_empty_answer).to_string(),
        Trouble::NoneRight => td_string!(locale, exchange.t_none_right).to_string(),
        Trouble::Share(text) => td_string!(locale, exchange.t_share, text = text.as_str()).to_string(),
        Trouble::Number(text) => td_string!(locale, exchange.t_number, text = text.as_str()).to_string(),
        Trouble::HalfPair(text) => td_string!(locale, exchange.t_half_pair, text = text.as_str()).to_string(),
        Trouble::FewPairs => td_string!(locale, exchange.t_few_pairs).to_string(),
        Trouble::FewSteps => td_string!(locale, exchange.t_few_steps).to_string(),
        Trouble::Wildcard(text) => td_string!(locale, exchange.t_wildcard, text = text.as_str()).to_string(),
        Trouble::OpenBrace => td_string!(locale, exchange.t_open_brace).to_string(),
        Trouble::StrayBrace => td_string!(locale, exchange.t_stray_brace).to_string(),
        Trouble::SecondBrace => td_string!(locale, exchange.t_second_brace).to_string(),
        Trouble::OpenName => td_string!(locale, exchange.t_open_name).to_string(),
        Trouble::StrayText(text) => td_string!(locale, exchange.t_stray_text, text = text.as_str()).to_string(),
        Trouble::Xml(text) => td_string!(locale, exchange.t_xml, text = text.as_str()).to_string(),
        Trouble::Deep(n) => td_string!(locale, exchange.t_deep, n = *n).to_string(),
        Trouble::NoQuiz => td_string!(locale, exchange.t_no_quiz).to_string(),
        Trouble::UnknownKind(text) => td_string!(locale, exchange.t_unknown_kind, text = text.as_str()).to_string(),
        Trouble::FileLeftOut(text) => td_string!(locale, exchange.t_file, text = text.as_str()).to_string(),
        Trouble::Embedded(text) => td_string!(locale, exchange.t_embedded, text = text.as_str()).to_string(),
        Trouble::NoBlank => td_string!(locale, exchange.t_no_blank).to_string(),
        Trouble::BlankTolerance(n) => td_string!(locale, exchange.t_blank_tolerance, n = *n).to_string(),
        Trouble::NoKey => td_string!(locale, exchange.t_no_key).to_string(),
        Trouble::UnknownKey(text) => td_string!(locale, exchange.t_unknown_key, text = text.as_str()).to_string(),
        Trouble::FewOptions => td_string!(locale, exchange.t_few_options).to_string(),
        Trouble::Columns { got, want } => td_string!(locale, exchange.t_columns, got = *got, want = *want).to_string(),
        Trouble::NoColumn(_) => td_string!(locale, exchange.t_no_column).to_string(),
        Trouble::UnknownColumn(text) => td_string!(locale, exchange.t_unknown_column, text = text.as_str()).to_string(),
        Trouble::OpenQuote => td_string!(locale, exchange.t_open_quote).to_string(),
        Trouble::Kind(text) => td_string!(locale, exchange.t_kind, text = text.as_str()).to_string(),
        Trouble::Formula(text) => td_string!(locale, exchange.t_formula, text = text.as_str()).to_string(),
        Trouble::FormulaValue(text) => td_string!(locale, exchange.t_formula_value, text = text.as_str()).to_string(),
        Trouble::Wide(n) => td_string!(locale, exchange.t_wide, n = *n).to_string(),
        Trouble::Workbook(text) => td_string!(locale, exchange.t_workbook, text = text.as_str()).to_string(),
        Trouble::Unpacked(n) => td_string!(locale, exchange.t_unpacked, n = *n).to_string(),
        Trouble::Unwritable { name, .. } => td_string!(locale, exchange.t_unwritable, name = name.as_str()).to_string(),
    }
}
