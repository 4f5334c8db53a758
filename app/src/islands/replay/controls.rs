//! Play, speed, steps, and a slider over the whole shift with its replies and lost points.

use super::Stage;
use super::playing::SPEEDS;
use crate::desk::waiting::hours;
use crate::i18n::*;
use crate::islands::glyph::Glyph;
use crate::replay::By;
use leptos::prelude::*;

/// The strip's measures, in its own units.
const WIDTH: f64 = 1_000.0;
const ROW: f64 = 8.0;
/// The slider moves by so much.
const GRAIN_MS: u64 = 1_000;

#[component]
pub fn Controls(stage: Stage) -> impl IntoView {
    let (locale, playing) = (stage.locale, stage.playing);
    let length_ms = playing.length_ms;
    let time = move || hours(playing.at.get() / 1_000);
    view! {
        <div class="replay-controls">
            <div class="replay-ways">
                <button type="button" title=td_string!(locale, after.back_key) on:click=move |_| stage.step(false)>
                    <Glyph icon=icondata::LuSkipBack /> {td_string!(locale, after.back)}
                </button>
                <button type="button" class="primary replay-play" aria-pressed=move || playing.on.get().to_string() title=td_string!(locale, after.play_key) on:click=move |_| playing.turn()>
                    {move || if playing.on.get() {
                        view! { <Glyph icon=icondata::LuPause /> {td_string!(locale, after.pause)} }.into_any()
                    } else {
                        view! { <Glyph icon=icondata::LuPlay /> {td_string!(locale, after.play)} }.into_any()
                    }}
                </button>
                <button type="button" title=td_string!(locale, after.next_key) on:click=move |_| stage.step(true)>
                    <Glyph icon=icondata::LuSkipForward /> {td_string!(locale, after.next)}
                </button>
                <div class="replay-speeds" role="group" aria-label=td_string!(locale, after.speed)>
                    {SPEEDS.into_iter().map(|speed| view! {
                        <button type="button" class="plain" aria-pressed=move || (playing.speed.get() == speed).to_string() on:click=move |_| playing.speed.set(speed)>
                            {speed} "×"
                        </button>
                    }).collect_view()}
                </div>
                <span class="replay-time"><b>{time}</b> " / " {hours(length_ms / 1_000)}</span>
            </div>
            <Strip stage=stage />
            <input
                type="range"
                min="0"
                max=length_ms.div_ceil(GRAIN_MS) * GRAIN_MS
                step=GRAIN_MS
                aria-label=td_string!(locale, after.moment)
                aria-valuetext=time
                prop:value=move || playing.at.get().to_string()
                on:input=move |event| {
                    if let Ok(at_ms) = event_target_value(&event).parse::<u64>() {
                        playing.go(at_ms);
                    }
                }
            />
        </div>
    }
    .into_any()
}

/// Replies as ticks, a row a column; lost points as marks; a line for now.
#[component]
fn Strip(stage: Stage) -> impl IntoView {
    let length = stage.playing.length_ms.max(1) as f64;
    let x = move |at_ms: u64| format!("{:.1}", at_ms as f64 / length * WIDTH);
    let (rows, marks) = stage.reel.with_value(|reel| {
        let replies = |seen: &crate::replay::Seen| {
            let own = seen.film.lines.iter().filter(|line| line.by == By::Agent);
            own.map(|line| line.at_ms).collect::<Vec<u64>>()
        };
        (reel.columns.iter().map(replies).collect::<Vec<_>>(), reel.marks.clone())
    });
    let height = ROW * (rows.len() as f64) + if marks.is_empty() { 0.0 } else { ROW };
    view! {
        <svg class="replay-strip" viewBox=format!("0 0 {WIDTH} {height}") preserveAspectRatio="none" aria-hidden="true">
            {rows.into_iter().enumerate().map(|(row, replies)| {
                replies.into_iter().map(|at| view! {
                    <rect class="tl-tick" x=x(at) y=row as f64 * ROW + 1.0 width="1.5" height=ROW - 2.0 />
                }).collect_view()
            }).collect_view()}
            {marks.into_iter().map(|at| view! { <rect class="replay-mark" x=x(at) y=height - ROW + 2.0 width="3" height=ROW - 3.0 /> }).collect_view()}
            <rect class="replay-now" x=move || x(stage.playing.at.get()) y="0" width="2" height=height />
        </svg>
    }
    .into_any()
}
