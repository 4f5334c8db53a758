//! What is wrong with a row, in the reader's language, each with its mend.

use crate::i18n::*;
use crate::pages::trainer::import_items::trouble;
use miaohui::roster::{Column, ROWS_MAX, RowTrouble};

pub fn words(locale: Locale, trouble: &RowTrouble) -> String {
    macro_rules! text {
        ($key:ident, $text:expr) => {
            td_string!(locale, school.$key, text = $text.as_str()).to_string()
        };
    }
    match trouble {
        RowTrouble::File(found) => trouble::words(locale, found),
        RowTrouble::NoColumn(column) => {
            let name = match column {
                Column::Login => td_string!(locale, school.column_login).to_string(),
                Column::Name => td_string!(locale, school.column_name).to_string(),
                Column::Class => td_string!(locale, school.column_class).to_string(),
            };
            text!(r_no_column, name)
        }
        RowTrouble::TooManyRows => td_string!(locale, school.r_too_many, n = ROWS_MAX).to_string(),
        RowTrouble::NoLogin => td_string!(locale, school.r_no_login).to_string(),
        RowTrouble::NoName => td_string!(locale, school.r_no_name).to_string(),
        RowTrouble::Login(text) => text!(r_login, text),
        RowTrouble::Shortened(text) => text!(r_shortened, text),
        RowTrouble::Name(text) => text!(r_name, text),
        RowTrouble::Class(text) => text!(r_class, text),
        RowTrouble::Formula(text) => text!(r_formula, text),
        RowTrouble::Broken(text) => text!(r_broken, text),
        RowTrouble::Twice { login, row } => {
            td_string!(locale, school.r_twice, text = login.as_str(), row = *row).to_string()
        }
        RowTrouble::NotTrainee(text) => text!(r_not_trainee, text),
        RowTrouble::Disabled(text) => text!(r_disabled, text),
        RowTrouble::Computed(text) => text!(r_computed, text),
        RowTrouble::SameName { name, row } => {
            td_string!(locale, school.r_same_name, text = name.as_str(), row = *row).to_string()
        }
        RowTrouble::There(text) => text!(r_there, text),
    }
}
