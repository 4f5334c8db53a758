//! What the measured values rest on: shifts with their replay, the typing log's figures, answers, integrity notes.

use super::case::Case;
use crate::i18n::*;
use crate::islands::glyph::Glyph;
use crate::pages::{
    exam::sitting::quiz_title,
    standards::{figure, part_name},
};
use crate::server::dates;
use leptos::prelude::*;
use miaohui::{
    certification::standard::{Part, Unit},
    storage::ExamNote,
};

/// Where a criterion's lines are.
pub fn address(case: &Case, part: Part, id: &str) -> Option<String> {
    match part {
        Part::Typing => case.parts.typing.as_ref().map(|one| format!("/drills/result/{}", one.id)),
        Part::Quiz => case.parts.quiz.contains_key(id).then(|| format!("/examiner/{}/answers/{id}", case.exam.id)),
        Part::Shift | Part::Wide => {
            let given = if part == Part::Wide { &case.standard.exam.wide } else { &case.standard.exam.shift };
            case.parts.shift(given.as_ref()).map(|shift| format!("/desk/{}/score?c={id}#lines", shift.id))
        }
    }
}

/// The section; `plan_title` names a form.
pub fn section(locale: Locale, case: &Case, plan_title: impl Fn(&str) -> String) -> AnyView {
    view! {
        <section class="stack">
            <h2>{td_string!(locale, examiner.evidence)}</h2>
            <ul class="rows">
                {shifts(locale, case, plan_title)}
                {typing(locale, case)}
                {quizzes(locale, case)}
            </ul>
        </section>
        <section class="stack">
            <h2>{td_string!(locale, examiner.notes)}</h2>
            <p class="muted">{td_string!(locale, examiner.notes_text)}</p>
            {notes(locale, &case.notes)}
        </section>
    }
    .into_any()
}

fn shifts(locale: Locale, case: &Case, plan_title: impl Fn(&str) -> String) -> AnyView {
    let parts = [(Part::Shift, &case.standard.exam.shift), (Part::Wide, &case.standard.exam.wide)];
    parts
        .into_iter()
        .filter_map(|(part, given)| Some((part, case.parts.shift(given.as_ref())?)))
        .map(|(part, shift)| {
            view! {
                <li>
                    <div class="grow"><p>{part_name(locale, part)}</p><small>{plan_title(&shift.plan)}" · "{dates::minute(shift.started_ms)}</small></div>
                    <a href=format!("/desk/{}/score", shift.id)>{td_string!(locale, examiner.see_score)}</a>
                    <a href=format!("/desk/{}/replay", shift.id)>{td_string!(locale, examiner.see_replay)}</a>
                </li>
            }
        })
        .collect_view()
        .into_any()
}

fn typing(locale: Locale, case: &Case) -> AnyView {
    let (Some(kept), Ok(Some(typed))) = (&case.parts.typing, case.parts.typed()) else { return ().into_any() };
    let measures = &typed.measures;
    let cpm = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |value| figure(locale, Unit::Cpm, value));
    let accuracy = measures.accuracy.map_or_else(|| "–".to_owned(), |value| figure(locale, Unit::Share, value));
    let keys = measures.keys_per_character.map_or_else(|| "–".to_owned(), |value| format!("{value:.2}"));
    let figures = td_string!(
        locale,
        examiner.typing_figures,
        score = cpm(measures.score_cpm),
        raw = cpm(measures.raw_cpm),
        accuracy = accuracy,
        keys = keys,
        corrections = measures.corrections,
        seconds = measures.elapsed_ms / 1000
    );
    view! {
        <li>
            <div class="grow"><p>{part_name(locale, Part::Typing)}</p><small>{figures}</small></div>
            <a href=format!("/drills/result/{}", kept.id)>{td_string!(locale, examiner.see_typing)}</a>
        </li>
    }
    .into_any()
}

fn quizzes(locale: Locale, case: &Case) -> AnyView {
    case.standard
        .exam
        .quiz
        .iter()
        .filter(|part| case.parts.quiz.get(&part.criterion).is_some_and(|one| one.result.is_some()))
        .map(|part| {
            let address = format!("/examiner/{}/answers/{}", case.exam.id, part.criterion);
            view! {
                <li>
                    <span class="grow">{td_string!(locale, exam.part_quiz, title = quiz_title(locale, &part.criterion))}</span>
                    <a href=address>{td_string!(locale, examiner.see_answers)}</a>
                </li>
            }
        })
        .collect_view()
        .into_any()
}

fn notes(locale: Locale, notes: &[ExamNote]) -> AnyView {
    if notes.is_empty() {
        return view! { <p>{td_string!(locale, examiner.no_notes)}</p> }.into_any();
    }
    view! {
        <ul class="rows">
            {notes.iter().map(|note| view! {
                <li><Glyph icon=icondata::LuFlag /><span class="grow">{words(locale, note)}</span><span class="muted">{dates::minute(note.at_ms)}</span></li>
            }).collect_view()}
        </ul>
    }
    .into_any()
}

fn words(locale: Locale, note: &ExamNote) -> String {
    match note.kind.as_str() {
        "paste" => td_string!(locale, examiner.note_paste).to_string(),
        "synthetic" => td_string!(locale, examiner.note_synthetic).to_string(),
        "too_fast" => td_string!(locale, examiner.note_too_fast).to_string(),
        "clock" => td_string!(locale, examiner.note_clock).to_string(),
        "early" => td_string!(locale, examiner.note_early).to_string(),
        "focus_lost" => td_string!(locale, examiner.note_focus_lost, n = note.detail.clone()).to_string(),
        "two_sessions" => td_string!(locale, examiner.note_two_sessions).to_string(),
        "seat_unchecked" => td_string!(locale, examiner.note_seat_unchecked).to_string(),
        other => format!("{other} {}", note.detail),
    }
}
