//! What the trainers' rules find in a shift, beside the score: they change none of its points.

use super::story::Story;
use crate::i18n::*;
use leptos::prelude::*;
use miaohui::{
    content::Content,
    scoring::rules::{Finding, RuleSet, apply},
    simulation::{
        ENGINE, Shift,
        event::{Event, Opening},
    },
};
use std::sync::Arc;

/// Findings of one set that are listed; the rest is counted.
const SHOWN_MAX: usize = 20;

/// The findings of every rule set, by set. Empty for a shift of another content or engine, whose buyers cannot be
/// asked any more what they still waited for.
pub fn found(content: &Arc<Content>, opening: &Opening, log: &[Event]) -> Vec<(RuleSet, Vec<Finding>)> {
    if opening.content != content.hash || opening.engine != ENGINE {
        return Vec::new();
    }
    let Ok(mut shift) = Shift::open(Arc::clone(content), opening.clone()) else { return Vec::new() };
    for event in log {
        shift.apply(event);
    }
    let reports = shift.reports();
    content.rules.values().map(|set| (set.clone(), apply(set, log, &reports))).collect()
}

/// One section a rule set.
pub fn sections(locale: Locale, found: Vec<(RuleSet, Vec<Finding>)>, story: &Story) -> AnyView {
    found.into_iter().map(|(set, findings)| section(locale, &set, findings, story)).collect_view().into_any()
}

fn section(locale: Locale, set: &RuleSet, findings: Vec<Finding>, story: &Story) -> AnyView {
    let rest = findings.len().saturating_sub(SHOWN_MAX);
    let name = |window| story.windows.get(&window).map(|told| told.name.clone());
    view! {
        <section class="findings stack">
            <h2>{td_string!(locale, score.rules_title)} " · " {set.title.clone()}</h2>
            <p class="muted">{td_string!(locale, score.rules_text, version = set.version)}</p>
            {findings.is_empty().then(|| view! { <p>{td_string!(locale, score.rules_none)}</p> })}
            <ol class="rows">
                {findings.into_iter().take(SHOWN_MAX).map(|finding| view! {
                    <li>
                        <b class="figure">{signed(finding.points)}</b>
                        <span class="grow">{finding.explanation} <small lang="zh-CN">{finding.better}</small></span>
                        <span class="muted">{name(finding.window)}</span>
                        <a href=format!("#e{}", finding.seq)>{td_string!(locale, score.to_line)}</a>
                    </li>
                }).collect_view()}
            </ol>
            {(rest > 0).then(|| view! { <p class="muted">{td_string!(locale, score.more_lines, count = rest)}</p> })}
        </section>
    }
    .into_any()
}

/// `+5`, `−10`.
fn signed(points: i32) -> String {
    if points < 0 { format!("−{}", points.unsigned_abs()) } else { format!("+{points}") }
}

#[cfg(test)]
mod tests {
    #[test]
    fn points_carry_their_sign() {
        assert_eq!([super::signed(5), super::signed(-10), super::signed(0)], ["+5", "−10", "+0"]);
    }
}
