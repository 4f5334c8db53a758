//! The given text: right characters dim, wrong ones struck with the typed character above, the caret before the next,
//! the composition under it.
//!
//! Every character is an element that is drawn once. What changed since the last key is written into it from here:
//! a thousand characters cost nothing while one is typed, and no class, caret or composition moves a neighbour.

use super::drill::Drill;
use crate::functions::typing::Turn;
use crate::i18n::*;
use leptos::{html, prelude::*};
use miaohui::typing::{Aligner, Alignment, GivenMark, TypedMark, graphemes};
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// A line of the given text, in pixels: see `.given` in `style/typing.css`.
const LINE_PX: i32 = 60;
/// From this share of the width on the composition is drawn towards the left.
const RIGHT_SHARE: f64 = 0.7;

/// What one place shows.
#[derive(Clone, Debug, Default, PartialEq)]
struct Place {
    mark: Option<GivenMark>,
    here: bool,
    /// The character typed in its stead.
    wrong: Option<String>,
}

/// Shows the alignment of what is typed.
#[expect(clippy::needless_pass_by_value, reason = "a component owns what its page hands over")]
#[component]
pub fn Given(locale: Locale, text: Arc<str>, turns: Vec<Turn>, drill: Drill) -> impl IntoView {
    let place = NodeRef::<html::Div>::new();
    let aligner = StoredValue::new(Aligner::new(&text));
    let shown = StoredValue::new(Vec::<Place>::new());
    let starts: Vec<usize> = turns.iter().map(|turn| turn.at).collect();
    Effect::new(move |_| {
        let Some(given) = place.get() else { return };
        let typed = drill.typed.get();
        let alignment = aligner.try_update_value(|aligner| aligner.align(&typed)).unwrap_or_default();
        let turn = turn(&alignment, &starts);
        // What is typed too much stands at an answer's end, not in the next.
        let end = starts.get(turn + 1).map(|next| next - 1);
        let at = end.map_or(alignment.next(), |end| alignment.next().min(end));
        let next = places(&alignment, &typed, at);
        let spans = given.query_selector_all(".c").ok();
        let span = |at: usize| spans.as_ref()?.get(u32::try_from(at).ok()?)?.dyn_into::<HtmlElement>().ok();
        shown.update_value(|shown| {
            shown.resize(next.len(), Place::default());
            for (at, (old, new)) in shown.iter_mut().zip(next).enumerate() {
                if *old != new {
                    if let Some(span) = span(at) {
                        draw(&span, &new);
                    }
                    *old = new;
                }
            }
        });
        show_turn(&given, turn);
        if let (Some(first), Some(caret)) = (span(0), span(at)) {
            scroll(&given, &first, &caret);
        }
    });
    Effect::new(move |_| {
        let Some(given) = place.get() else { return };
        let composing = drill.composing.get();
        drill.typed.track();
        draw_composition(&given, composing.as_deref());
    });
    view! { <div class="given" lang="zh-CN" node_ref=place>{paragraphs(locale, &text, turns)}</div> }
}

/// One paragraph, or one a reply under its buyer's lines. One element more than characters: the caret's at the end.
fn paragraphs(locale: Locale, text: &str, turns: Vec<Turn>) -> AnyView {
    let characters = graphemes(text);
    let spans = |part: &[&str]| {
        part.iter()
            .map(|character| match *character {
                "\n" => view! { <span class="c"><span class="enter">"⏎"</span></span> <br /> }.into_any(),
                character => view! { <span class="c">{character.to_owned()}</span> }.into_any(),
            })
            .collect_view()
    };
    let last = || view! { <span class="c" data-end="">"\u{200b}"</span> };
    if turns.is_empty() {
        return view! { <p>{spans(&characters)}{last()}</p> }.into_any();
    }
    let ends: Vec<usize> = turns.iter().skip(1).map(|turn| turn.at).chain([characters.len()]).collect();
    turns
        .into_iter()
        .zip(ends)
        .map(|(turn, end)| {
            let answer = characters.get(turn.at..end).unwrap_or_default();
            let asked = turn.asked.into_iter().map(|line| view! { <p class="said">{line}</p> }).collect_view();
            let last = (end == characters.len()).then(last);
            view! {
                <div class="turn">
                    <div class="asked"><span class="visually-hidden">{td_string!(locale, drills.buyer)}</span>{asked}</div>
                    <p>{spans(answer)}{last}</p>
                </div>
            }
        })
        .collect_view()
        .into_any()
}

/// The reply that is typed: the last one whose beginning was come to by something right.
fn turn(alignment: &Alignment, starts: &[usize]) -> usize {
    let right = alignment.given.iter().rposition(|mark| *mark == GivenMark::Right).map_or(0, |last| last + 1);
    starts.iter().rposition(|start| *start <= right).unwrap_or(0)
}

/// What each place shows, and one more: the end. The caret stands at `caret`.
fn places(alignment: &Alignment, typed: &str, caret: usize) -> Vec<Place> {
    let mut places: Vec<Place> = alignment
        .given
        .iter()
        .map(|mark| Place { mark: (*mark != GivenMark::Ahead).then_some(*mark), ..Place::default() })
        .chain([Place::default()])
        .collect();
    for ((mark, place), character) in alignment.typed.iter().zip(graphemes(typed)) {
        if let (TypedMark::Wrong, Some(place)) = (mark, place) {
            places[*place].wrong = Some(character.to_owned());
        }
    }
    if let Some(place) = places.get_mut(caret) {
        place.here = true;
    }
    places
}

fn draw(span: &Element, place: &Place) {
    let mark = match place.mark {
        Some(GivenMark::Right) => " right",
        Some(GivenMark::Wrong) => " wrong",
        Some(GivenMark::LeftOut) => " left-out",
        Some(GivenMark::Ahead) | None => "",
    };
    let here = if place.here { " here" } else { "" };
    span.set_class_name(&format!("c{mark}{here}"));
    let over = span.query_selector("i").ok().flatten();
    match (&place.wrong, over) {
        (Some(wrong), Some(over)) => over.set_text_content(Some(wrong)),
        (Some(wrong), None) => add(span, "i", wrong),
        (None, Some(over)) => over.remove(),
        (None, None) => {}
    }
}

fn add(to: &Element, name: &str, text: &str) {
    if let Ok(element) = document().create_element(name) {
        element.set_text_content(Some(text));
        to.append_child(&element).ok();
    }
}

/// The letters stand under the caret, and where the line ends soon they end there.
fn draw_composition(given: &HtmlElement, composing: Option<&str>) {
    while let Ok(Some(old)) = given.query_selector("u") {
        old.remove();
    }
    let Some(text) = composing.filter(|text| !text.is_empty()) else { return };
    let caret = given.query_selector(".here").ok().flatten().and_then(|caret| caret.dyn_into::<HtmlElement>().ok());
    if let Some(caret) = caret {
        let right = f64::from(caret.offset_left()) > f64::from(given.client_width()) * RIGHT_SHARE;
        add(&caret, "u", text);
        if let Ok(Some(letters)) = caret.query_selector("u") {
            letters.set_class_name(if right { "to-left" } else { "" });
        }
    }
}

/// The buyer whose answer is typed, and those before; the next comes when this one is answered.
fn show_turn(given: &HtmlElement, now: usize) {
    let Ok(turns) = given.query_selector_all(".turn") else { return };
    for at in 0..turns.length() {
        let Some(turn) = turns.get(at).and_then(|turn| turn.dyn_into::<Element>().ok()) else { continue };
        let class = match usize::try_from(at).unwrap_or(0).cmp(&now) {
            std::cmp::Ordering::Less => "turn is-done",
            std::cmp::Ordering::Equal => "turn is-now",
            std::cmp::Ordering::Greater => "turn is-later",
        };
        if turn.class_name() != class {
            turn.set_class_name(class);
        }
    }
}

/// Keeps the caret's line the second one, or in view with its buyer's lines.
fn scroll(given: &HtmlElement, first: &HtmlElement, caret: &HtmlElement) {
    let line = caret.offset_top();
    let asked = given.query_selector(".is-now").ok().flatten().and_then(|turn| turn.dyn_into::<HtmlElement>().ok());
    let top = match asked.map(|turn| turn.offset_top()) {
        Some(turn) if line - turn + 2 * LINE_PX <= given.client_height() => turn,
        _ => line - first.offset_top() - LINE_PX,
    };
    let top = top.max(0);
    if given.scroll_top() != top {
        given.set_scroll_top(top);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_buyer_comes_when_the_answer_was_sent() {
        // Two answers, the second beginning at place 4.
        for (typed, expected) in
            [("", 0), ("在的。", 0), ("在的。好", 0), ("在的。\n", 1), ("在的。\n有", 1), ("在的。有货", 1)]
        {
            assert_eq!(turn(&Alignment::of("在的。\n有货", typed), &[0, 4]), expected, "{typed:?}");
        }
        assert_eq!(turn(&Alignment::of("在的", "在"), &[]), 0);
    }

    #[test]
    fn what_each_place_shows() {
        let typed = "亲您号在";
        let places = places(&Alignment::of("亲您好在的", typed), typed, 4);
        let marks: Vec<_> = places.iter().map(|place| (place.mark, place.here, place.wrong.as_deref())).collect();
        let right = Some(GivenMark::Right);
        assert_eq!(
            marks,
            [
                (right, false, None),
                (right, false, None),
                (Some(GivenMark::Wrong), false, Some("号")),
                (right, false, None),
                (None, true, None),
                (None, false, None),
            ]
        );
    }
}
