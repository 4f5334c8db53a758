//! The conversation in the current window: its lines, and what stands over them.

use super::board::{Board, Dialog};
use super::reply::Reply;
use super::words;
use crate::desk::card::yuan;
use crate::desk::state::{Line, LineBody};
use crate::desk::waiting::beijing_time;
use crate::desk::wire::{Card, Speaker};
use crate::i18n::*;
use crate::islands::glyph::Glyph;
use leptos::{html, prelude::*};
use miaohui::simulation::event::{Action, Colleague, Refusal};

#[component]
pub fn Conversation() -> impl IntoView {
    let board = Board::get();
    let locale = board.locale;
    view! {
        <section class="desk-chat" aria-label=td_string!(locale, desk.conversation)>
            <Show
                when=move || board.here().is_some()
                fallback=move || view! { <p class="desk-none">{td_string!(locale, desk.no_conversation)}</p> }
            >
                <Head />
                <Lines />
                <Reply />
            </Show>
        </section>
    }
    .into_any()
}

/// Who it is, the order's state, and what can be done with the window.
#[component]
fn Head() -> impl IntoView {
    let board = Board::get();
    let locale = board.locale;
    view! {
        <header class="desk-chat-head">
            <h2>{move || board.here().map(|cell| cell.name.get_value())}</h2>
            <span class="tag">{move || board.about.with(|about| about.as_ref().map(|about| words::post(locale, about.post)))}</span>
            <span class="tag">
                {move || board.here().map(|cell| cell.order.with(|order| match order {
                    Some(order) => words::order_state(locale, order.state),
                    None => td_string!(locale, desk.no_order).to_string(),
                }))}
            </span>
            {move || board.here().and_then(|cell| cell.left.get()).map(|reason| view! { <span class="tag">{words::left(locale, reason)}</span> })}
            <div class="desk-chat-ways">
                <button type="button" class="plain" on:click=move |_| board.dialog.set(Some(Dialog::Transfer))>
                    {td_string!(locale, desk.act_transfer)} <kbd>"Alt T"</kbd>
                </button>
                <button type="button" class="plain" on:click=move |_| board.act(Action::Ask { who: Colleague::Supervisor })>
                    {td_string!(locale, desk.ask_supervisor)} <kbd>"Alt S"</kbd>
                </button>
                <button
                    type="button"
                    class="plain"
                    aria-pressed=move || board.here().is_some_and(|cell| cell.pinned.get()).to_string()
                    on:click=move |_| board.mark()
                >
                    {td_string!(locale, desk.pin)} <kbd>"Alt M"</kbd>
                </button>
            </div>
        </header>
    }
    .into_any()
}

/// A line's identity on the screen: a confirmed line is another than a pending one.
fn line_key(line: &Line) -> (String, bool) {
    (line.key(), line.is_durable())
}

#[component]
fn Lines() -> impl IntoView {
    let board = Board::get();
    let locale = board.locale;
    let scroll = NodeRef::<html::Div>::new();
    Effect::new(move || {
        board.lines.track();
        board.current.track();
        if let Some(scroll) = scroll.get() {
            request_animation_frame(move || scroll.set_scroll_top(scroll.scroll_height()));
        }
    });
    view! {
        <div class="desk-lines" node_ref=scroll tabindex="0" role="region" aria-label=td_string!(locale, desk.lines)>
            <ol>
                <For each=move || board.lines.get() key=line_key let:line>
                    <LineView line=line />
                </For>
            </ol>
        </div>
    }
    .into_any()
}

#[component]
fn LineView(line: Line) -> impl IntoView {
    let board = Board::get();
    let locale = board.locale;
    let (durable, time, seq) = (line.is_durable(), beijing_time(line.at_ms), line.seq);
    // Only a line that is young when it is drawn can still be taken back: the others need no clock.
    let retractable = untrack(|| board.is_retractable(&line)).then(|| {
        let line = line.clone();
        Memo::new(move |_| board.is_retractable(&line))
    });
    match line.body {
        LineBody::Said { by, text, card } => {
            let class = match by {
                Speaker::Buyer => "said by-buyer",
                Speaker::Agent => "said by-agent",
                Speaker::Robot => "said by-robot",
            };
            let state = match (by, durable) {
                (Speaker::Agent, true) => td_string!(locale, desk.delivered).to_string(),
                (Speaker::Agent, false) => td_string!(locale, desk.sending).to_string(),
                (Speaker::Robot, _) => td_string!(locale, desk.robot).to_string(),
                (Speaker::Buyer, _) => String::new(),
            };
            view! {
                <li class=class class:is-pending=!durable>
                    {card.map(|card| view! { <CardView card=card /> })}
                    {(!text.is_empty()).then(|| view! { <span class="said-text">{text}</span> })}
                    <small><time>{time}</time> " " {state}</small>
                    {retractable.map(|retractable| view! {
                        <button
                            type="button"
                            class="plain said-back"
                            disabled=move || !retractable.get()
                            on:click=move |_| board.take_back(seq)
                        >
                            {td_string!(locale, desk.take_back)}
                        </button>
                    })}
                </li>
            }
            .into_any()
        }
        LineBody::Acted { action, refused, card } => {
            let done = words::action(locale, &action);
            let (icon, class, end) = match (durable, refused) {
                (false, _) => (icondata::LuClock3, "done is-pending", td_string!(locale, desk.sending).to_string()),
                (true, None) => (icondata::LuCheck, "done", td_string!(locale, desk.acted).to_string()),
                (true, Some(reason)) => (
                    icondata::LuBan,
                    "done is-refused",
                    format!("{}{}", td_string!(locale, desk.not_acted), words::refusal(locale, reason)),
                ),
            };
            match card {
                Some(card) if refused.is_none() => view! {
                    <li class="said by-agent">
                        <CardView card=card />
                        <small><time>{time}</time> " " {td_string!(locale, desk.delivered)}</small>
                    </li>
                }
                .into_any(),
                _ => {
                    let beyond = matches!(refused, Some(Refusal::NotThisPost | Refusal::AboveLimit));
                    view! {
                        <li class=class>
                            <Glyph icon=icon /> <span>{done} " · " {end}</span> <small><time>{time}</time></small>
                            {beyond.then(|| view! { <Beyond /> })}
                        </li>
                    }
                    .into_any()
                }
            }
        }
        LineBody::Answered { who, text } => view! {
            <li class="answered">
                <Glyph icon=icondata::LuMessageSquareReply />
                <span><b>{words::colleague(locale, who)}</b> " " {text}</span>
                <small><time>{time}</time> " " {td_string!(locale, desk.only_you)}</small>
            </li>
        }
        .into_any(),
        LineBody::Left { reason } => {
            view! { <li class="done"><Glyph icon=icondata::LuLogOut /> <span>{words::left(locale, reason)}</span> <small><time>{time}</time></small></li> }
                .into_any()
        }
        LineBody::TookBack => {
            let text = td_string!(locale, desk.took_back).to_string();
            view! { <li class="done"><Glyph icon=icondata::LuUndo2 /> <span>{text}</span> <small><time>{time}</time></small></li> }.into_any()
        }
        LineBody::Rated { stars } => {
            let text = td_string!(locale, desk.rated, stars = stars);
            view! { <li class="done"><Glyph icon=icondata::LuStar /> <span>{text}</span> <small><time>{time}</time></small></li> }.into_any()
        }
    }
}

/// Whom to ask about what is beyond the post.
#[component]
fn Beyond() -> impl IntoView {
    let board = Board::get();
    let locale = board.locale;
    view! {
        <span class="done-ways">
            <button type="button" class="plain" on:click=move |_| board.act(Action::Ask { who: Colleague::Supervisor })>
                {td_string!(locale, desk.ask_supervisor)}
            </button>
            <button type="button" class="plain" on:click=move |_| board.dialog.set(Some(Dialog::Transfer))>
                {td_string!(locale, desk.act_transfer)}
            </button>
        </span>
    }
    .into_any()
}

/// A product or an order as it stands in the conversation.
#[component]
fn CardView(card: Card) -> impl IntoView {
    let locale = Board::get().locale;
    let (icon, title, facts) = match card {
        Card::Product { title, price_yuan_cents, stock, .. } => (
            icondata::LuPackage,
            title,
            format!("{} · {}", yuan(price_yuan_cents), td_string!(locale, desk.stock_count, count = stock)),
        ),
        Card::Order { id, title, pieces, paid_yuan_cents } => (
            icondata::LuReceiptText,
            title,
            format!("{} · {} · {id}", td_string!(locale, desk.pieces, count = pieces), yuan(paid_yuan_cents)),
        ),
    };
    view! {
        <span class="card">
            <span class="card-picture"><Glyph icon=icon /></span>
            <span class="card-title">{title}</span>
            <span class="card-facts">{facts}</span>
        </span>
    }
    .into_any()
}
