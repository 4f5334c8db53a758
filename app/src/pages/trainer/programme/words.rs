//! Dates, kinds and faults of a programme in words.

use super::THURSDAY;
use crate::i18n::*;
use crate::pages::today::kind_name;
use crate::server::{dates, tasks};
use miaohui::programme::{Planned, PlannedFault, TASKS_MAX, TaskKind};

/// `11-30 周一`
pub fn day(locale: Locale, number: u64) -> String {
    let date = dates::of_day(number);
    let weekday = match (number + THURSDAY) % 7 {
        0 => td_string!(locale, school.monday),
        1 => td_string!(locale, school.tuesday),
        2 => td_string!(locale, school.wednesday),
        3 => td_string!(locale, school.thursday),
        4 => td_string!(locale, school.friday),
        5 => td_string!(locale, school.saturday),
        _ => td_string!(locale, school.sunday),
    };
    format!("{} {weekday}", date.get(5..).unwrap_or(&date))
}

pub fn kind(locale: Locale, kind: TaskKind) -> String {
    kind_name(locale, tasks::stored(kind))
}

/// What is required of a try, or nothing.
pub fn required(locale: Locale, task: &Planned) -> String {
    let words = |required: u64| tasks::value_words(locale, tasks::stored(task.kind), required as f64);
    task.required.map(words).unwrap_or_default()
}

/// The unit of what is required.
pub fn unit(locale: Locale, kind: TaskKind) -> String {
    match kind {
        TaskKind::Shift | TaskKind::Quiz => "%".to_owned(),
        TaskKind::Typing => td_string!(locale, school.unit_cpm).to_string(),
        TaskKind::Review => td_string!(locale, school.unit_items).to_string(),
        TaskKind::Exam => String::new(),
    }
}

pub fn fault(locale: Locale, fault: PlannedFault) -> String {
    match fault {
        PlannedFault::DueBefore => td_string!(locale, school.f_due_before).to_string(),
        PlannedFault::NoTarget => td_string!(locale, school.f_no_target).to_string(),
        PlannedFault::Minutes => td_string!(locale, school.f_minutes).to_string(),
        PlannedFault::Required => td_string!(locale, school.f_required).to_string(),
        PlannedFault::Tries => td_string!(locale, school.f_tries).to_string(),
        PlannedFault::TooMany => td_string!(locale, school.f_too_many, n = TASKS_MAX).to_string(),
    }
}
