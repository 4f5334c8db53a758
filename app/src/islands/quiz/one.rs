//! One question of any kind: shows what is answered, says what is answered anew.

use super::ordering::Ordering;
use super::words::Words;
use crate::i18n::*;
use leptos::prelude::*;
use miaohui::quiz::{Answer, Kind, Question};

/// A question with its fields. `answer` is what is answered so far; `keep` takes each new answer whole.
#[component]
pub fn One(
    locale: Locale,
    question: Question,
    #[prop(into)] answer: Signal<Option<Answer>>,
    #[prop(into)] keep: Callback<Answer>,
) -> impl IntoView {
    let Question { number, kind, prompt, options, lefts, blanks, unit, picture } = question;
    let name = format!("q{number}");
    let hint = match kind {
        Kind::Multiple => Some(td_string!(locale, quiz.several).to_string()),
        Kind::Ordering => Some(td_string!(locale, quiz.put_in_order).to_string()),
        _ => None,
    };
    // The blanks stand in the text itself.
    let legend = if kind == Kind::Cloze { td_string!(locale, quiz.fill_in).to_string() } else { prompt.clone() };
    view! {
        <fieldset class="stack" data-kind=kind_word(kind)>
            <legend><span class="muted">{number}</span>" "<span class="prompt">{legend}</span>{hint.map(|hint| view! { " "<small>{hint}</small> })}</legend>
            {picture.map(|picture| view! { <div class="picture" role="img" aria-label=picture.words inner_html=picture.svg></div> })}
            {match kind {
                Kind::Single | Kind::Multiple => view! { <Options several=kind == Kind::Multiple name=name options=options answer=answer keep=keep /> }.into_any(),
                Kind::Boolean => {
                    let truth = move || match answer.get() { Some(Answer::Truth(truth)) => Some(truth), _ => None };
                    [(true, td_string!(locale, quiz.right)), (false, td_string!(locale, quiz.wrong))].into_iter().map(|(value, text)| view! {
                        <label class="option">
                            <input type="radio" name=name.clone() prop:checked=move || truth() == Some(value) on:change=move |_| keep.run(Answer::Truth(value)) />
                            <span>{text.to_string()}</span>
                        </label>
                    }).collect_view().into_any()
                }
                Kind::Numeric => {
                    let typed = Signal::derive(move || match answer.get() { Some(Answer::Number(value)) => value.to_string(), Some(Answer::Text(text)) => text, _ => String::new() });
                    let take = move |text: String| keep.run(number_in(&text).map_or(Answer::Text(text), Answer::Number));
                    let unread = move || answer.with(|answer| matches!(answer, Some(given @ Answer::Text(_)) if !given.is_open()));
                    view! { <p class="row numeric"><Words label=td_string!(locale, quiz.number).to_string() typed=typed take=take number=true /><span>{unit}</span>{move || unread().then(|| view! { <small class="bad" role="status">{td_string!(locale, quiz.no_number)}</small> })}</p> }.into_any()
                }
                Kind::Text | Kind::Essay => {
                    let typed = Signal::derive(move || match answer.get() { Some(Answer::Text(text)) => text, _ => String::new() });
                    view! { <p class="words"><Words label=td_string!(locale, quiz.words).to_string() typed=typed take=move |text| keep.run(Answer::Text(text)) /></p> }.into_any()
                }
                Kind::Matching => view! { <Matching locale=locale lefts=lefts rights=options answer=answer keep=keep /> }.into_any(),
                Kind::Ordering => view! { <Ordering locale=locale steps=options answer=answer keep=keep /> }.into_any(),
                Kind::Cloze => view! { <Cloze locale=locale prompt=prompt blanks=blanks answer=answer keep=keep /> }.into_any(),
                Kind::Description => ().into_any(),
            }}
        </fieldset>
    }
}

/// The kind as files spell it.
pub fn kind_word(kind: Kind) -> &'static str {
    match kind {
        Kind::Single => "single",
        Kind::Multiple => "multiple",
        Kind::Boolean => "boolean",
        Kind::Numeric => "numeric",
        Kind::Text => "text",
        Kind::Matching => "matching",
        Kind::Ordering => "ordering",
        Kind::Cloze => "cloze",
        Kind::Essay => "essay",
        Kind::Description => "description",
    }
}

/// A number as people write it: full-width figures and marks, a comma between thousands.
pub fn number_in(text: &str) -> Option<f64> {
    let plain: String = text
        .trim()
        .chars()
        .filter_map(|one| match one {
            ',' | '，' | ' ' => None,
            '．' | '。' => Some('.'),
            '－' => Some('-'),
            '０'..='９' => char::from_u32(u32::from(one) - u32::from('０') + u32::from('0')),
            other => Some(other),
        })
        .collect();
    plain.parse::<f64>().ok().filter(|number| number.is_finite())
}

#[component]
fn Options(
    several: bool,
    name: String,
    options: Vec<String>,
    answer: Signal<Option<Answer>>,
    keep: Callback<Answer>,
) -> impl IntoView {
    let ticked = move || match answer.get() {
        Some(Answer::Options(all)) => all,
        _ => Vec::new(),
    };
    let choose = move |at: u64, on: bool| {
        let mut all = if several { untrack(ticked) } else { Vec::new() };
        all.retain(|one| *one != at);
        if on {
            all.push(at);
            all.sort_unstable();
        }
        keep.run(Answer::Options(all));
    };
    (0_u64..).zip(options).map(|(at, text)| view! {
        <label class="option">
            <input type=if several { "checkbox" } else { "radio" } name=name.clone() prop:checked=move || ticked().contains(&at) on:change=move |event| choose(at, event_target_checked(&event)) />
            <span>{text}</span>
        </label>
    }).collect_view()
}

#[component]
fn Matching(
    locale: Locale,
    lefts: Vec<String>,
    rights: Vec<String>,
    answer: Signal<Option<Answer>>,
    keep: Callback<Answer>,
) -> impl IntoView {
    let count = lefts.len();
    let chosen = move || {
        let mut chosen = match answer.get() {
            Some(Answer::Pairs(chosen)) => chosen,
            _ => Vec::new(),
        };
        chosen.resize(count, None);
        chosen
    };
    let choose = move |at: usize, value: &str| {
        let mut all = untrack(chosen);
        all[at] = value.parse().ok();
        keep.run(Answer::Pairs(all));
    };
    lefts.into_iter().enumerate().map(|(at, left)| view! {
        <label class="pair">
            <span>{left}</span>
            <select on:change=move |event| choose(at, &event_target_value(&event)) prop:value=move || chosen()[at].map_or_else(String::new, |right| right.to_string())>
                <option value="">{td_string!(locale, quiz.choose)}</option>
                {rights.iter().enumerate().map(|(right, text)| view! { <option value=right.to_string() selected=move || chosen()[at] == Some(right as u64)>{text.clone()}</option> }).collect_view()}
            </select>
        </label>
    }).collect_view()
}

/// A piece of a text with blanks.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    /// From 0.
    Blank(usize),
}

/// Cuts a prompt at `{1}` … `{count}`.
fn pieces(prompt: &str, count: usize) -> Vec<Piece> {
    let mut places: Vec<(usize, usize)> =
        (0..count).filter_map(|blank| Some((prompt.find(&format!("{{{}}}", blank + 1))?, blank))).collect();
    places.sort_unstable();
    let (mut pieces, mut from) = (Vec::new(), 0);
    for (at, blank) in places {
        pieces.push(Piece::Text(prompt[from..at].to_owned()));
        pieces.push(Piece::Blank(blank));
        from = at + format!("{{{}}}", blank + 1).len();
    }
    pieces.push(Piece::Text(prompt[from..].to_owned()));
    pieces
}

#[component]
fn Cloze(
    locale: Locale,
    prompt: String,
    blanks: Vec<Vec<String>>,
    answer: Signal<Option<Answer>>,
    keep: Callback<Answer>,
) -> impl IntoView {
    let count = blanks.len();
    let given = move || {
        let mut given = match answer.get() {
            Some(Answer::Blanks(given)) => given,
            _ => Vec::new(),
        };
        given.resize(count, String::new());
        given
    };
    let fill = move |at: usize, text: String| {
        let mut all = untrack(given);
        all[at] = text;
        keep.run(Answer::Blanks(all));
    };
    let shown = pieces(&prompt, count).into_iter().map(|piece| match piece {
        Piece::Text(text) => view! { <span>{text}</span> }.into_any(),
        Piece::Blank(at) => {
            let label = td_string!(locale, quiz.blank, n = at + 1).to_string();
            let typed = Signal::derive(move || given()[at].clone());
            match blanks[at].as_slice() {
                [] => view! { <Words label=label typed=typed take=move |text| fill(at, text) /> }.into_any(),
                choices => view! {
                    <select aria-label=label on:change=move |event| fill(at, event_target_value(&event)) prop:value=move || typed.get()>
                        <option value="">{td_string!(locale, quiz.choose)}</option>
                        {choices.iter().map(|choice| { let own = choice.clone(); view! { <option value=choice.clone() selected=move || typed.get() == own>{choice.clone()}</option> } }).collect_view()}
                    </select>
                }.into_any(),
            }
        }
    });
    view! { <p class="cloze">{shown.collect_view()}</p> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_as_people_write_it() {
        let check = |text: &str, expected: Option<f64>| assert_eq!(number_in(text), expected, "{text}");
        check(" 1,299.5 ", Some(1299.5));
        check("１２．５", Some(12.5));
        check("－3", Some(-3.0));
        check("12元", None);
        check("", None);
        check("inf", None);
    }

    #[test]
    fn a_prompt_is_cut_at_its_blanks() {
        let text = |text: &str| Piece::Text(text.to_owned());
        let cut = pieces("{2}天内，{1}付{3}", 2);
        assert_eq!(cut, [text(""), Piece::Blank(1), text("天内，"), Piece::Blank(0), text("付{3}")]);
    }
}
