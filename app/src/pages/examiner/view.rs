//! The case as its examiner sees it: measured values beside thresholds, what they rest on, and the form.

use super::{
    case::{Case, Stand},
    decision::{REASON_MAX_CHARS, red_line_key},
    evidence, marks,
};
use crate::i18n::*;
use crate::islands::glyph::Glyph;
use crate::pages::{
    frame::Frame,
    score::{
        criteria::{bar, hatch},
        rules,
    },
    standards::{figure, part_name, title},
    trainer::tickets::accommodation_name,
};
use crate::server::{dates, document::Document, state::AppState};
use leptos::prelude::*;
use miaohui::{
    certification::{assess::Assessed, standard::Part},
    storage::{Decision, Opinion, Outcome, User},
};

/// The page; `wrong` is what must be mended in the form, `reason` what was typed.
pub fn document(
    locale: Locale,
    state: &AppState,
    user: User,
    case: Case,
    reason: String,
    wrong: Option<String>,
) -> Document {
    let name = case.candidate.display_name.clone();
    let plans = state.content.clone();
    Document::new(locale, name, move || {
        let evidence = evidence::section(locale, &case, |plan| {
            plans.plans.get(plan).map_or_else(|| plan.to_owned(), |plan| plan.title.clone())
        });
        let asks = case.asks_marks_of(&user);
        view! {
            <Frame locale=locale here="/examiner" user=Some(user)>
                <main id="main" class="page stack-5">
                    {head(locale, &case)}
                    {wrong.map(|words| view! { <p class="notice bad" role="alert">{words}</p> })}
                    {appealed(locale, &case)}
                    <div class="columns wide-first">
                        <div class="stack-5">
                            {measured(locale, &case)}
                            {evidence}
                        </div>
                        <div class="stack-5">
                            {stands(locale, &case)}
                            {(case.stand == Stand::MayDecide).then(|| form(locale, &case, reason, asks))}
                            {(case.stand != Stand::MayDecide && asks).then(|| second_marks(locale, &case))}
                            {history(locale, &case)}
                        </div>
                    </div>
                </main>
            </Frame>
        }
        .into_any()
    })
}

fn head(locale: Locale, case: &Case) -> AnyView {
    let verdict = if case.assessment.met {
        td_string!(locale, examiner.all_met).to_string()
    } else if case.assessment.missing.is_empty() {
        td_string!(locale, examiner.only_red_lines).to_string()
    } else {
        td_string!(locale, examiner.missing, n = case.assessment.missing.len()).to_string()
    };
    let seat = match (&case.checked_by, case.exam.checked_ms) {
        (who, Some(at_ms)) => {
            td_string!(locale, examiner.checked, who = who.clone().unwrap_or_default(), when = dates::minute(at_ms))
                .to_string()
        }
        (_, None) => td_string!(locale, certificate.not_invigilated).to_string(),
    };
    let agreed: Vec<String> =
        case.conditions.accommodations.iter().map(|one| accommodation_name(locale, *one)).collect();
    let comma = if locale == Locale::zh { "、" } else { ", " };
    view! {
        <div class="head"><div>
            <h1>{case.candidate.display_name.clone()}" · "{title(locale, &case.standard)}</h1>
            <p>{verdict}" · "{td_string!(locale, examiner.submitted)}" "{case.exam.submitted_ms.map(dates::minute)}</p>
            <p>{td_string!(locale, examiner.conditions)}": "{seat}{(!agreed.is_empty()).then(|| format!("{comma}{}", agreed.join(comma)))}</p>
        </div></div>
    }
    .into_any()
}

/// The appeal's reason, and the decision it is about.
fn appealed(locale: Locale, case: &Case) -> AnyView {
    let Some(appeal) = case.appeal.as_ref().filter(|one| one.settled_ms.is_none()) else { return ().into_any() };
    let first = case.decisions.first().map(|one| one.reason.clone()).unwrap_or_default();
    view! {
        <div class="notice stack" role="note">
            <p><em>{td_string!(locale, examiner.appeal)}</em>" "<span class="muted">{dates::minute(appeal.filed_ms)}</span></p>
            <dl class="pairs">
                <dt>{td_string!(locale, examiner.appeal_reason)}</dt><dd>{appeal.reason.clone()}</dd>
                <dt>{td_string!(locale, examiner.refused_because)}</dt><dd>{first}</dd>
            </dl>
        </div>
    }
    .into_any()
}

fn measured(locale: Locale, case: &Case) -> AnyView {
    let rows = case.assessment.criteria.iter().map(|one| row(locale, case, one)).collect_view();
    view! {
        <section class="criteria stack">
            <h2>{td_string!(locale, examiner.measured_all)}</h2>
            {hatch()}
            <div class="scroll" tabindex="0" role="region" aria-label=td_string!(locale, examiner.measured_all)>
                <table class="cases">
                    <thead><tr>
                        <th scope="col">{td_string!(locale, standard.criterion)}</th>
                        <th scope="col">{td_string!(locale, standard.part)}</th>
                        <th scope="col" class="figure">{td_string!(locale, examiner.measured)}</th>
                        <th scope="col" class="figure">{td_string!(locale, examiner.required)}</th>
                        <th scope="col"><span class="visually-hidden">{td_string!(locale, examiner.bar)}</span></th>
                        <th scope="col"><span class="visually-hidden">{td_string!(locale, examiner.met)}</span></th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

fn row(locale: Locale, case: &Case, one: &Assessed) -> AnyView {
    let sign = if one.less_is_better { '≤' } else { '≥' };
    let (icon, word, class) = match (one.met, one.waived) {
        (true, _) => (icondata::LuCheck, td_string!(locale, examiner.met), "good-ink"),
        (false, true) => (icondata::LuMinus, td_string!(locale, examiner.waived), ""),
        (false, false) => (icondata::LuMinus, td_string!(locale, examiner.missed), ""),
    };
    let value = one.value.map_or_else(|| "–".to_owned(), |value| figure(locale, one.unit, value));
    let name = if locale == Locale::zh { one.name.clone() } else { one.name_en.clone() };
    let name = match evidence::address(case, one.part, &one.id) {
        Some(address) => view! { <a href=address>{name}</a> }.into_any(),
        None => name.into_any(),
    };
    view! {
        <tr>
            <td>{name}</td>
            <td class="muted">{part_name(locale, one.part)}</td>
            <td class="figure"><em>{value}</em></td>
            <td class="figure">{format!("{sign} {}", figure(locale, one.unit, one.threshold))}</td>
            <td>{bar(one.floor, one.threshold, one.value, one.met)}</td>
            <td class=class><span class="with-icon"><Glyph icon=icon />{word.to_string()}</span></td>
        </tr>
    }
    .into_any()
}

/// Why there is no form, where there is none.
fn stands(locale: Locale, case: &Case) -> AnyView {
    let waiting = case.round().is_some();
    match case.stand {
        Stand::Trains if waiting => {
            view! { <p class="notice bad">{td_string!(locale, examiner.trains)}</p> }.into_any()
        }
        Stand::HasDecided => view! { <p class="notice">{td_string!(locale, examiner.has_decided)}</p> }.into_any(),
        Stand::MayDecide if case.given() > 0 => {
            view! { <p class="notice">{td_string!(locale, examiner.blind, n = case.given())}</p> }.into_any()
        }
        Stand::MayDecide if case.standard.four_eyes && case.round() == Some(1) => {
            view! { <p class="notice">{td_string!(locale, examiner.four_eyes)}</p> }.into_any()
        }
        _ => ().into_any(),
    }
}

fn form(locale: Locale, case: &Case, reason: String, asks: bool) -> AnyView {
    let may_certify = case.assessment.missing.is_empty();
    let appeal = case.round() == Some(2);
    let (yes, no) = if appeal {
        (td_string!(locale, examiner.change), td_string!(locale, examiner.uphold))
    } else {
        (td_string!(locale, examiner.certify), td_string!(locale, examiner.refuse))
    };
    view! {
        <form method="post" action=format!("/examiner/{}", case.exam.id) class="panel stack">
            <h2>{if appeal { td_string!(locale, examiner.decide_appeal) } else { td_string!(locale, examiner.decide) }}</h2>
            {red_lines(locale, case)}
            {asks.then(|| marks::fields(locale, &case.standard, &case.to_mark()))}
            <div class="field">
                <label for="reason">{td_string!(locale, examiner.reason)}</label>
                <textarea id="reason" name="reason" rows="3" maxlength=REASON_MAX_CHARS>{reason}</textarea>
                <p class="hint">{td_string!(locale, examiner.reason_hint)}</p>
            </div>
            <p class="row">
                <button class="primary" name="outcome" value="certify" type="submit" disabled=!may_certify>{yes.to_string()}</button>
                <button name="outcome" value="refuse" type="submit">{no.to_string()}</button>
            </p>
            {(!may_certify).then(|| view! { <p class="hint">{td_string!(locale, examiner.not_met)}</p> })}
        </form>
    }
    .into_any()
}

/// A machine's red line is a proposal: the examiner looks at the line, and may find it to be none.
fn red_lines(locale: Locale, case: &Case) -> AnyView {
    if case.red_lines.is_empty() {
        return view! { <p class="muted">{td_string!(locale, examiner.no_red_lines)}</p> }.into_any();
    }
    let rows = case
        .red_lines
        .iter()
        .map(|one| {
            let part = if one.part == Part::Wide { &case.standard.exam.wide } else { &case.standard.exam.shift };
            let line = case.parts.shift(part.as_ref()).map(|shift| format!("/desk/{}/score#e{}", shift.id, one.seq));
            let name = rules::red_line(locale, &one.act);
            view! {
                <li>
                    <a class="grow" href=line>{name}" #"{one.seq}</a>
                    <label class="row"><input type="checkbox" name="dismiss" value=red_line_key(one) />{td_string!(locale, examiner.dismiss)}</label>
                </li>
            }
        })
        .collect_view();
    view! {
        <fieldset class="stack">
            <legend><em>{td_string!(locale, examiner.red_lines)}</em></legend>
            <ul class="rows">{rows}</ul>
        </fieldset>
    }
    .into_any()
}

fn second_marks(locale: Locale, case: &Case) -> AnyView {
    view! {
        <form method="post" action=format!("/examiner/{}/marks", case.exam.id) class="panel stack">
            <h2>{td_string!(locale, examiner.second_marks)}</h2>
            {marks::fields(locale, &case.standard, &case.to_mark())}
            <button class="primary" type="submit">{td_string!(locale, common.save)}</button>
        </form>
    }
    .into_any()
}

/// What was found in rounds that are settled.
fn history(locale: Locale, case: &Case) -> AnyView {
    if case.decisions.is_empty() {
        return ().into_any();
    }
    let opinion = |one: &Opinion| line(locale, one.outcome, &one.examiner_name, one.at_ms, &one.reason);
    // Decisions from before opinions were kept have none.
    let without = |one: &&Decision| !case.opinions.iter().any(|opinion| opinion.round == one.round);
    let old = case.decisions.iter().filter(without);
    view! {
        <section class="stack">
            <h2>{td_string!(locale, examiner.history)}</h2>
            <ul class="rows">
                {old.map(|one| line(locale, one.outcome, &one.examiner_name, one.at_ms, &one.reason)).collect_view()}
                {case.seen().map(opinion).collect_view()}
            </ul>
        </section>
    }
    .into_any()
}

fn line(locale: Locale, outcome: Outcome, who: &str, at_ms: u64, reason: &str) -> AnyView {
    let (class, word) = match outcome {
        Outcome::Certified => ("tag good", td_string!(locale, exam.certified)),
        Outcome::Refused => ("tag bad", td_string!(locale, exam.refused)),
    };
    view! {
        <li>
            <span class=class>{word.to_string()}</span>
            <div class="grow"><p>{reason.to_owned()}</p><small>{who.to_owned()}" · "{dates::minute(at_ms)}</small></div>
        </li>
    }
    .into_any()
}
