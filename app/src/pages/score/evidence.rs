//! The lines a criterion rests on, at the right: what was said around them, what was found there,
//! and a better wording.

use super::criteria::points;
use super::story::{Line, Story, Told, What};
use super::{Judged, rules, transcript};
use crate::i18n::*;
use crate::islands::glyph::Glyph;
use crate::pages::standards::{figure, name, threshold};
use crate::server::dates;
use leptos::prelude::*;
use miaohui::{ids::ShiftId, scoring::Evidence};

/// Pieces of evidence shown; the rest is in the transcript.
const SHOWN_MAX: usize = 12;

/// What a reader may do from a line.
#[derive(Clone)]
pub struct Ways {
    pub shift: ShiftId,
    /// The shift is the reader's own practice, and its buyers are still the same.
    pub again: bool,
}

/// One criterion's lines.
pub fn panel(locale: Locale, judged: Judged, story: &Story, ways: &Ways) -> AnyView {
    let Judged { requirement, criterion } = judged;
    let lost = criterion.weight - criterion.points;
    let value = criterion.value.map(|value| figure(locale, requirement.unit, value));
    let count = criterion.evidence.len();
    let rest = count.saturating_sub(SHOWN_MAX);
    view! {
        <section class="panel evidence" id="lines" aria-labelledby="lines-title">
            <h2 id="lines-title">
                {name(locale, &requirement)} " " <span>{value}</span>
                {(lost > 0.05).then(|| view! { <small>{td_string!(locale, score.lost, points = points(lost))}</small> })}
            </h2>
            <p class="muted">{rules::measure(locale, &requirement.id)} " " {td_string!(locale, score.required, threshold = threshold(locale, &requirement))}</p>
            {if count == 0 {
                let text = if criterion.value.is_none() { td_string!(locale, score.nothing_due_text) } else { td_string!(locale, score.nothing_lost) };
                view! { <p>{text}</p> }.into_any()
            } else {
                view! {
                    <ol>
                        {criterion.evidence.into_iter().take(SHOWN_MAX).map(|evidence| piece(locale, evidence, story, ways)).collect_view()}
                    </ol>
                }.into_any()
            }}
            {(rest > 0).then(|| view! { <p class="muted">{td_string!(locale, score.more_lines, count = rest)}</p> })}
        </section>
    }
    .into_any()
}

/// Lines shown around the one at fault: the buyer's before it, and what came after.
fn around(told: &Told, at: usize) -> Vec<(Line, bool)> {
    let before = told.lines.iter().take(at).rev().find(|line| matches!(line.what, What::Buyer { .. }));
    let after = told.lines.get(at + 1).filter(|line| matches!(line.what, What::Buyer { .. } | What::Agent(_)));
    let here = told.lines.get(at).cloned().map(|line| (line, true));
    before
        .cloned()
        .map(|line| (line, false))
        .into_iter()
        .chain(here)
        .chain(after.cloned().map(|line| (line, false)))
        .collect()
}

/// The button that begins another future from a line.
fn again(locale: Locale, shift: &ShiftId, seq: u64, rule: &str) -> AnyView {
    view! {
        <form method="post" action=format!("/desk/{shift}/fork")>
            <input type="hidden" name="seq" value=seq />
            <input type="hidden" name="rule" value=rule.to_owned() />
            <button type="submit"><Glyph icon=icondata::LuGitFork /> {td_string!(locale, after.begin_again)}</button>
        </form>
    }
    .into_any()
}

fn piece(locale: Locale, evidence: Evidence, story: &Story, ways: &Ways) -> AnyView {
    let finding = rules::found(locale, &evidence);
    let place = story.place_of(evidence.seq);
    let told = place.and_then(|(window, at)| Some((story.windows.get(&window)?, at)));
    let lines = told.map(|(told, at)| around(told, at)).unwrap_or_default();
    let buyer = told.map(|(told, _)| told.name.clone()).unwrap_or_default();
    view! {
        <li class="piece">
            {lines.into_iter().map(|(line, here)| {
                let who = transcript::speaker(locale, &line.what, &buyer);
                view! {
                    <blockquote class="piece-line" class:is-here=here>
                        <p>{transcript::words(locale, &line.what)}</p>
                        <small>
                            {who} " " {dates::second(line.at_ms)}
                            {here.then(|| view! { " " <b>{finding.clone()}</b> " " <a href=format!("#e{}", line.seq)>{td_string!(locale, score.to_line)}</a> })}
                        </small>
                    </blockquote>
                }
            }).collect_view()}
            {evidence.better.map(|better| view! { <div class="better"><b>{td_string!(locale, score.better)}</b><p lang="zh-CN">{better}</p></div> })}
            <div class="piece-ways">
                {ways.again.then(|| again(locale, &ways.shift, evidence.seq, &evidence.rule))}
                <a href=format!("/desk/{}/replay?e={}", ways.shift, evidence.seq)>{td_string!(locale, after.replay_here)}</a>
            </div>
        </li>
    }
    .into_any()
}
