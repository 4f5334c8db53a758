//! `/quiz/{attempt}/review`: each question with the answer, the key and the reason.

use super::super::frame::Frame;
use crate::functions::quiz::{QuizForm, QuizResult, answers};
use crate::i18n::*;
use crate::islands::{
    glyph::Glyph,
    quiz::told::{filled, key, words},
};
use crate::server::{bank::picture, document::Document, error::ApiError, state::AppState, visitor::Visitor};
use axum::extract::{Path, State};
use leptos::prelude::*;
use miaohui::{
    accounts::Permission,
    content::Content,
    ids::AttemptId,
    quiz::{Answer, Picture, Place, placement::Known},
    storage::{Drill, Role},
};
use std::collections::BTreeMap;

/// `GET /quiz/{attempt}/review`
///
/// # Errors
/// When it is not finished, is an exam's, or is neither the visitor's nor a trainee's of theirs.
pub async fn page(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Document, ApiError> {
    let user = visitor.require(Permission::Practise)?.clone();
    let locale = visitor.locale;
    let kept = state.storage.attempt(&AttemptId(id)).await?;
    let kept = kept.filter(|kept| kept.kind == Drill::Quiz && kept.exam_id.is_none()).ok_or(ApiError::NotFound)?;
    if kept.user_id != user.id && !(user.role == Role::Trainer && state.storage.trains(&user.id, &kept.user_id).await?)
    {
        return Err(ApiError::NotFound);
    }
    let result: QuizResult = kept.result.as_ref().ok_or(ApiError::NotFound)?.read()?;
    let form: QuizForm = kept.form.read()?;
    let given = answers(&state.storage, &kept.id).await?;
    let set = kept.target;
    let content = state.content;
    Ok(Document::new(locale, td_string!(locale, quiz.review).to_string(), move || {
        let share = format!("{:.0} %", result.share * 100.0);
        let rows = rows(locale, &content, form.form.places, &result.marks, &given);
        view! {
            <Frame locale=locale here="/quiz" user=Some(user)>
                <main id="main" class="page reading stack-5">
                    <div class="head">
                        <div><h1>{form.title}</h1>{result.known.is_none().then(|| view! { <p>{td_string!(locale, quiz.share)}" "<em data-share>{share}</em></p> })}</div>
                        <form method="post" action="/quiz"><input type="hidden" name="set" value=set /><button type="submit">{td_string!(locale, quiz.again)}</button></form>
                    </div>
                    {result.known.map(|known| view! { <Placed locale=locale known=known /> })}
                    <ol class="stack-5">{rows}</ol>
                </main>
            </Frame>
        }
        .into_any()
    }))
}

/// Every question with what was answered and what it was worth.
pub fn rows(
    locale: Locale,
    content: &Content,
    places: Vec<Place>,
    marks: &[f64],
    given: &BTreeMap<u64, Answer>,
) -> AnyView {
    (1_u64..)
        .zip(places)
        .zip(marks.to_vec())
        .map(|((number, place), mark)| {
            let picture = place.item.picture.as_deref().and_then(|product| picture(content, product));
            view! { <Row locale=locale number=number answer=given.get(&number).cloned() place=place mark=mark picture=picture /> }
        })
        .collect_view()
        .into_any()
}

/// What a placement found: the share of the bank, and between which bounds it lies.
#[component]
fn Placed(locale: Locale, known: Known) -> impl IntoView {
    let percent = |share: f64| format!("{:.0}", share * 100.0);
    let (low, share, high) = (percent(known.low), percent(known.share), percent(known.high));
    let at = |share: f64| format!("{:.1}", share * 200.0);
    let words = td_string!(locale, quiz.placed, share = share, low = low, high = high).to_string();
    view! {
        <section class="stack placed">
            <p><em data-placed>{words}</em></p>
            <svg viewBox="-8 0 216 32" role="img" aria-label=td_string!(locale, quiz.placed_picture).to_string()>
                <path class="axis" d="M0 14H200" />
                <path class="band" d=format!("M{} 14H{}", at(known.low), at(known.high)) />
                <circle class="mark" cx=at(known.share) cy="14" r="4" />
                {[0, 25, 50, 75, 100].map(|tick| view! { <text x=(tick * 2).to_string() y="31">{tick}</text> }).into_iter().collect_view()}
            </svg>
            <p class="muted">{td_string!(locale, quiz.placed_text)}</p>
        </section>
    }
}

#[component]
fn Row(
    locale: Locale,
    number: u64,
    place: Place,
    answer: Option<Answer>,
    mark: f64,
    picture: Option<Picture>,
) -> impl IntoView {
    let (class, icon, word) = if mark >= 1.0 {
        ("notice good", icondata::LuCheck, td_string!(locale, quiz.full))
    } else if mark > 0.0 {
        ("notice", icondata::LuCircleDot, td_string!(locale, quiz.partly))
    } else {
        ("notice bad", icondata::LuX, td_string!(locale, quiz.missed))
    };
    let yours = answer
        .filter(|answer| !answer.is_open())
        .map_or_else(|| td_string!(locale, quiz.none).to_string(), |answer| words(locale, &place, &answer));
    let key = key(locale, &place);
    let open: Vec<String> = place.item.blanks.iter().map(|_| String::new()).collect();
    let prompt = filled(&place.item.prompt, &open);
    view! {
        <li class="stack">
            <p><span class="muted">{number}</span>" "<em>{prompt}</em></p>
            {picture.map(|picture| view! { <div class="picture" role="img" aria-label=picture.words inner_html=picture.svg></div> })}
            <p class=class><Glyph icon=icon /><span>{word.to_string()}" · "{td_string!(locale, quiz.yours)}": "{yours}</span></p>
            {(mark < 1.0).then(|| view! { <p>{td_string!(locale, quiz.key)}": "{key}</p> })}
            <p class="muted">{place.item.explanation}</p>
        </li>
    }
}
