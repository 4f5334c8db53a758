//! One shift of a replay: the windows as they stood, and the conversation the agent looked at.

use super::Stage;
use crate::desk::waiting::{Wait, minutes};
use crate::i18n::*;
use crate::islands::desk::row::{avatar_class, initial};
use crate::replay::{By, Film, Line, Row};
use leptos::{html, prelude::*};
use miaohui::simulation::event::Window;

#[component]
pub fn Column(stage: Stage, at: usize) -> impl IntoView {
    let title = stage.reel.with_value(|reel| reel.columns.get(at).map(|seen| seen.title.clone())).unwrap_or_default();
    let film = move |ask: &dyn Fn(&Film) -> Option<Window>| {
        stage.reel.with_value(|reel| reel.columns.get(at).and_then(|seen| ask(&seen.film)))
    };
    let eyes = Memo::new(move |_| film(&|film| film.eyes(stage.playing.at.get())));
    let shown = Memo::new(move |_| stage.pinned.get().or_else(|| eyes.get()));
    let label = title.clone();
    view! {
        <section class="replay-column" aria-label=label>
            <h2>{title}</h2>
            <div class="replay-desk">
                <List stage=stage at=at eyes=eyes shown=shown />
                <Conversation stage=stage at=at eyes=eyes shown=shown />
            </div>
        </section>
    }
    .into_any()
}

/// Windows with their waits; pressing one shows it in every column.
#[component]
fn List(stage: Stage, at: usize, eyes: Memo<Option<Window>>, shown: Memo<Option<Window>>) -> impl IntoView {
    let locale = stage.locale;
    // Waits are shown in seconds: nothing is drawn again within one unless something happened.
    let second = Memo::new(move |_| stage.playing.at.get() / 1_000);
    let lines = Memo::new(move |_| {
        let at_ms = stage.playing.at.get();
        stage.reel.with_value(|reel| reel.columns.get(at).map_or(0, |seen| seen.film.lines_until(at_ms)))
    });
    let rows = move || {
        let (_, _, _) = (second.get(), lines.get(), eyes.get());
        let at_ms = stage.playing.at.get_untracked();
        stage.reel.with_value(|reel| reel.columns.get(at).map(|seen| seen.film.rows(at_ms)).unwrap_or_default())
    };
    let row = move |row: Row| {
        let window = row.window;
        let waited = row.waiting_since.map(|since| stage.playing.at.get_untracked().saturating_sub(since) / 1_000);
        view! {
            <li>
                <button type="button" class="replay-row" class:is-left=row.left aria-current=move || (shown.get() == Some(window)).then_some("true") on:click=move |_| stage.pinned.set(Some(window))>
                    <span class=avatar_class(&row.name) aria-hidden="true">{initial(&row.name)}</span>
                    <span class="replay-name">{row.name}</span>
                    <span class="replay-last">{row.last}</span>
                    <span class="replay-wait">
                        {match waited {
                            Some(seconds) => view! { <b class=Wait::of(seconds).class()>{minutes(seconds)}</b> }.into_any(),
                            None => row.left.then(|| td_string!(locale, after.left)).into_any(),
                        }}
                    </span>
                    <span class="replay-eyes">{move || (eyes.get() == Some(window)).then(|| td_string!(locale, after.eyes))}</span>
                </button>
            </li>
        }
    };
    view! {
        <ol class="replay-list" tabindex="0" aria-label=td_string!(locale, after.windows)>
            {move || rows().into_iter().map(row).collect_view()}
        </ol>
    }
    .into_any()
}

#[component]
fn Conversation(stage: Stage, at: usize, eyes: Memo<Option<Window>>, shown: Memo<Option<Window>>) -> impl IntoView {
    let locale = stage.locale;
    let scroll = NodeRef::<html::Ol>::new();
    let name = move || {
        let window = shown.get()?;
        stage.reel.with_value(|reel| {
            let buyer = reel.columns.get(at)?.film.buyers.iter().find(|buyer| buyer.window == window)?;
            Some(buyer.name.clone())
        })
    };
    let lines = Memo::new(move |_| {
        let at_ms = stage.playing.at.get();
        let Some(window) = shown.get() else { return Vec::new() };
        stage.reel.with_value(|reel| {
            let said = reel.columns.get(at).map(|seen| seen.film.conversation(window, at_ms)).unwrap_or_default();
            said.into_iter().cloned().collect::<Vec<Line>>()
        })
    });
    Effect::new(move || {
        lines.track();
        if let Some(scroll) = scroll.get() {
            request_animation_frame(move || scroll.set_scroll_top(scroll.scroll_height()));
        }
    });
    let elsewhere = move || stage.pinned.get().is_some() && stage.pinned.get() != eyes.get();
    // Read out when somebody steps or stops it; never while it plays.
    let told = move || {
        stage.playing.moves.track();
        untrack(|| lines.with(|lines| lines.last().map(|line| line.text.clone()))).unwrap_or_default()
    };
    view! {
        <div class="replay-chat">
            <header>
                <h3>{move || name().unwrap_or_else(|| td_string!(locale, after.nobody).to_string())}</h3>
                <Show when=elsewhere>
                    <span class="muted">{td_string!(locale, after.elsewhere)}</span>
                    <button type="button" class="plain" on:click=move |_| stage.pinned.set(None)>{td_string!(locale, after.follow)}</button>
                </Show>
            </header>
            <ol class="replay-lines" lang="zh-CN" node_ref=scroll tabindex="0" aria-label=td_string!(locale, after.lines)>
                <For each=move || lines.get() key=|line| line.seq let:line>
                    <Said stage=stage line=line first={at == 0} />
                </For>
            </ol>
            <p class="visually-hidden" role="status">{told}</p>
        </div>
    }
    .into_any()
}

#[component]
fn Said(stage: Stage, line: Line, first: bool) -> impl IntoView {
    let locale = stage.locale;
    let (class, who) = match line.by {
        By::Buyer => ("said by-buyer", td_string!(locale, after.buyer).to_string()),
        By::Agent => ("said by-agent", td_string!(locale, after.agent).to_string()),
        By::Robot => ("said by-robot", td_string!(locale, after.robot).to_string()),
        By::Deed => ("done", String::new()),
    };
    let lines_at = stage.reel.with_value(|reel| reel.lines_at.clone());
    let time = minutes(line.at_ms / 1_000);
    view! {
        <li class=class>
            <span class="visually-hidden">{who}</span>
            <span class="said-text">{line.text}</span>
            <small>
                {if first && !lines_at.is_empty() {
                    view! { <a href=format!("{lines_at}#e{}", line.seq)>{time}</a> }.into_any()
                } else {
                    view! { <span>{time}</span> }.into_any()
                }}
            </small>
        </li>
    }
    .into_any()
}
