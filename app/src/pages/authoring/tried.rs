//! The try: the script, the talk as it went, what the buyer understood of each line, and how it ended.

use super::{fault_words, words};
use crate::i18n::*;
use crate::pages::score::{
    story::{Line, Story, What},
    transcript,
};
use crate::server::document::in_textarea;
use leptos::prelude::*;
use miaohui::{
    content::draft::{SCRIPT_LINES_MAX, Tried, TryFault},
    language::act::Act,
    simulation::{
        CONFIDENT,
        event::{Body, Event},
        report::{FactReport, WindowReport},
    },
};

/// The try's half of the form; the answer jumps to it.
pub fn section(
    locale: Locale,
    here: &str,
    script: &str,
    seed: u64,
    said: Option<AnyView>,
    tried: Option<Result<Tried, TryFault>>,
) -> AnyView {
    let wrong = match &tried {
        Some(Err(TryFault::Script(fault))) => Some((fault.line, fault.message.clone())),
        _ => None,
    };
    let invalid = wrong.is_some().then_some("true");
    view! {
        <section id="try" class="authoring-sides" aria-labelledby="try-title">
            <div class="stack">
                <h2 id="try-title">{td_string!(locale, authoring.try_title)}</h2>
                <div class="field">
                    <label for="script">{td_string!(locale, authoring.script)}</label>
                    <textarea id="script" name="script" rows="12" class="script" spellcheck="false" aria-invalid=invalid>{in_textarea(script)}</textarea>
                    {wrong.map(|(line, message)| view! { <p class="wrong" role="alert">{td_string!(locale, authoring.line, n = line)} " " {fault_words::words(locale, &message)}</p> })}
                    <p class="hint">{td_string!(locale, authoring.script_hint, n = SCRIPT_LINES_MAX)}</p>
                </div>
                <div class="authoring-do">
                    <div class="field seed"><label for="seed">{td_string!(locale, authoring.seed)}</label><input id="seed" name="seed" type="number" min="0" max="9999" value=seed /></div>
                    <button type="submit" name="do" value="try" formaction=format!("{here}#try")>{td_string!(locale, authoring.try_out)}</button>
                </div>
            </div>
            <div class="stack">
                <h2>{td_string!(locale, authoring.talk)}</h2>
                {said}
                {match tried {
                    Some(Ok(tried)) => talk(locale, &tried),
                    Some(Err(_)) => view! { <p class="notice bad">{td_string!(locale, authoring.not_tried)}</p> }.into_any(),
                    None => view! { <p class="empty">{td_string!(locale, authoring.no_talk)}</p> }.into_any(),
                }}
            </div>
        </section>
    }
    .into_any()
}

fn talk(locale: Locale, tried: &Tried) -> AnyView {
    let story = Story::of(&tried.events, &tried.content);
    let opened_ms = story.opened_ms;
    let told = story.windows.into_values().next().unwrap_or_default();
    let name = told.name.clone();
    let lines = told.lines.into_iter().map(|line| said(locale, &name, opened_ms, &line, tried));
    let lines = lines.collect_view();
    view! {
        {outcome(locale, &tried.report)}
        <div class="transcript tried"><ol lang="zh-CN">{lines}</ol></div>
    }
    .into_any()
}

/// One line, and under an agent's what was understood.
fn said(locale: Locale, buyer: &str, opened_ms: u64, line: &Line, tried: &Tried) -> AnyView {
    let class = match line.what {
        What::Buyer { .. } => "said by-buyer",
        What::Agent(_) => "said by-agent",
        What::Robot(_) => "said by-robot",
        _ => "done",
    };
    let acts = acts_of(&tried.events, line.seq);
    let wrong: Vec<&FactReport> =
        tried.report.facts.iter().filter(|fact| fact.seq == line.seq && !fact.right).collect();
    let at = line.at_ms.saturating_sub(opened_ms).div_ceil(1_000);
    view! {
        <li class=class>
            <span class="visually-hidden">{transcript::speaker(locale, &line.what, buyer)} ": "</span>
            <span class="said-text">{transcript::words(locale, &line.what)}</span>
            <small>{format!("+{at}")}</small>
        </li>
        {acts.map(|acts| view! {
            <li class="understood" lang=if locale == Locale::zh { "zh-CN" } else { "en" }>
                <ul aria-label=td_string!(locale, authoring.understood)>
                    {acts.is_empty().then(|| view! { <li class="muted">{td_string!(locale, authoring.understood_nothing)}</li> })}
                    {acts.iter().map(|act| understood(locale, act)).collect_view()}
                    {wrong.into_iter().map(|fact| view! {
                        <li class="wrong">{td_string!(locale, authoring.wrong_fact, stated = fact.stated.clone(), truth = fact.truth.clone())}</li>
                    }).collect_view()}
                </ul>
            </li>
        })}
    }
    .into_any()
}

fn acts_of(events: &[Event], seq: u64) -> Option<&[Act]> {
    events.iter().find(|event| event.seq == seq).and_then(|event| match &event.body {
        Body::AgentSaid { acts, .. } => Some(acts.as_slice()),
        _ => None,
    })
}

fn understood(locale: Locale, act: &Act) -> AnyView {
    let unsure = (act.confidence < CONFIDENT).then(|| td_string!(locale, authoring.unsure).to_string());
    let violation = act.kind.is_violation();
    view! {
        <li class:wrong=violation>{words::act(locale, act)} <small>" · " {words::sure(locale, act)} {unsure.map(|words| format!(" · {words}"))}</small></li>
    }
    .into_any()
}

/// How it ended, before the talk that led there.
fn outcome(locale: Locale, report: &WindowReport) -> AnyView {
    let class = if report.resolved { "notice good" } else { "notice bad" };
    let verdict = if report.resolved {
        td_string!(locale, authoring.resolved).to_string()
    } else {
        td_string!(locale, authoring.not_resolved).to_string()
    };
    let met = report.needs.iter().filter(|need| need.met_seq.is_some()).count();
    let mut facts = vec![
        verdict,
        td_string!(locale, authoring.satisfaction, value = format!("{:.1}", report.satisfaction)).to_string(),
        td_string!(locale, authoring.needs_met, met = met, all = report.needs.len()).to_string(),
    ];
    if !report.end_state_right {
        facts.push(td_string!(locale, authoring.end_wrong).to_string());
    }
    if report.abandoned {
        facts.push(td_string!(locale, authoring.abandoned).to_string());
    }
    let missing: Vec<(String, String)> = report
        .needs
        .iter()
        .filter(|need| need.met_seq.is_none())
        .map(|need| {
            let words = match need.asked_seq {
                Some(_) => td_string!(locale, authoring.need_unmet).to_string(),
                None => td_string!(locale, authoring.need_unasked).to_string(),
            };
            (need.id.clone(), format!("{} · {words}", words::topic(locale, need.topic)))
        })
        .chain(
            report
                .care
                .iter()
                .filter(|duty| duty.done_seq.is_none())
                .map(|duty| (duty.id.clone(), td_string!(locale, authoring.care_undone).to_string())),
        )
        .collect();
    view! {
        <p class=class role="status">{facts.join(" · ")}</p>
        {(!missing.is_empty()).then(|| view! {
            <ul class="missing">{missing.into_iter().map(|(id, words)| view! { <li><code>{id}</code> " " {words}</li> }).collect_view()}</ul>
        })}
    }
    .into_any()
}
