//! The whole shift to read: one window after another, lines with lost points marked.

use super::story::{Card, Story, Told, What};
use crate::desk::waiting::minutes;
use crate::i18n::*;
use crate::islands::desk::words as desk_words;
use crate::server::dates;
use leptos::prelude::*;

/// With more windows than this they begin closed, but for those with a marked line.
const OPEN_MAX: usize = 6;

/// Every window; `marked` are the events that lost points.
pub fn whole(locale: Locale, story: Story, marked: &[u64]) -> AnyView {
    let few = story.windows.len() <= OPEN_MAX;
    view! {
        <section class="transcript" aria-labelledby="transcript-title">
            <h2 id="transcript-title">{td_string!(locale, score.transcript)}</h2>
            {story.windows.into_iter().map(|(window, told)| {
                let open = few || told.lines.iter().any(|line| marked.contains(&line.seq));
                conversation(locale, window, told, marked, open)
            }).collect_view()}
        </section>
    }
    .into_any()
}

fn conversation(locale: Locale, window: u32, told: Told, marked: &[u64], open: bool) -> AnyView {
    let longest = told.waits.iter().map(|wait| (wait.to_ms - wait.from_ms) / 1_000).max();
    let name = told.name.clone();
    view! {
        <details open=open id=format!("w{window}")>
            <summary>
                <b>{told.name}</b>
                {longest.map(|seconds| view! { <small>{td_string!(locale, score.longest, wait = minutes(seconds))}</small> })}
            </summary>
            <ol lang="zh-CN">
                {told.lines.into_iter().map(|line| {
                    let class = match line.what {
                        What::Buyer { .. } => "said by-buyer",
                        What::Agent(_) => "said by-agent",
                        What::Robot(_) => "said by-robot",
                        _ => "done",
                    };
                    let lost = marked.contains(&line.seq);
                    view! {
                        <li id=format!("e{}", line.seq) class=class class:is-marked=lost>
                            <span class="visually-hidden">{speaker(locale, &line.what, &name)} ": "</span>
                            <span class="said-text">{words(locale, &line.what)}</span>
                            <small><time>{dates::second(line.at_ms)}</time> {lost.then(|| view! { " " <b>{td_string!(locale, score.marked)}</b> })}</small>
                        </li>
                    }
                }).collect_view()}
            </ol>
        </details>
    }
    .into_any()
}

/// Who did it.
pub fn speaker(locale: Locale, what: &What, buyer: &str) -> String {
    match what {
        What::Buyer { .. } | What::Left(_) | What::Rated(_) => buyer.to_owned(),
        What::Agent(_) | What::Acted { .. } | What::Hint => td_string!(locale, score.you).to_string(),
        What::Robot(_) => td_string!(locale, desk.robot).to_string(),
        What::Answered { who, .. } => desk_words::colleague(locale, *who),
    }
}

/// What was said or done.
pub fn words(locale: Locale, what: &What) -> String {
    match what {
        What::Buyer { text, card: None } | What::Agent(text) | What::Robot(text) => text.clone(),
        What::Buyer { text, card: Some(card) } => match card {
            Card::Product(title) => format!("[{}] {title} {text}", td_string!(locale, desk.product)),
            Card::Order(id) => format!("[{}] {text}", td_string!(locale, desk.order_id, id = id)),
        },
        What::Acted { action, refused: None } => desk_words::action(locale, action),
        What::Acted { action, refused: Some(reason) } => {
            format!(
                "{} · {}{}",
                desk_words::action(locale, action),
                td_string!(locale, desk.not_acted),
                desk_words::refusal(locale, *reason)
            )
        }
        What::Answered { who, text } => format!("{}: {text}", desk_words::colleague(locale, *who)),
        What::Hint => td_string!(locale, score.hint_shown).to_string(),
        What::Left(reason) => desk_words::left(locale, *reason),
        What::Rated(stars) => td_string!(locale, desk.rated, stars = stars),
    }
}
