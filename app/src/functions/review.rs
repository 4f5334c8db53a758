//! A sitting of reviews: one question after the other, each answer kept and judged at once.

use super::FunctionError;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use miaohui::quiz::{Answer, Question};
use serde::{Deserialize, Serialize};

/// What a sitting shows next.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Sitting {
    /// Boxed: a question is large beside the other.
    Card(Box<Card>),
    /// Today's load is done.
    Done { answered: usize, tomorrow: usize, tomorrow_minutes: u64 },
}

/// The question in hand.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Card {
    pub id: String,
    pub question: Question,
    pub is_new: bool,
    /// Items left of today's load, this one among them.
    pub left: usize,
    pub left_minutes: u64,
}

/// When an item is asked again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Again {
    Minutes(u64),
    Days(u64),
}

/// What an answer was worth; the key goes to the browser only now.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Verdict {
    /// 0 to 1.
    pub mark: f64,
    pub key: String,
    pub explanation: String,
    pub again: Again,
}

/// The question in hand, or the next one, shown from now on.
#[server(endpoint = "next_review", input = Json)]
pub async fn next_review() -> Result<Sitting, FunctionError> {
    let (state, visitor) = super::door()?;
    let user = visitor.require(miaohui::accounts::Permission::Practise)?;
    Ok(sitting(&state, &user.id).await?)
}

/// Answers the question in hand; `None`: not known. When this returns, it is on disk.
#[server(endpoint = "answer_review", input = Json)]
pub async fn answer_review(card: String, answer: Option<Answer>) -> Result<Verdict, FunctionError> {
    use miaohui::clock::now_ms;
    use miaohui::quiz::Place;
    use miaohui::quiz::memory::{Answered, Rating, Scheduler, Stage, day_of, rating::characters};
    use miaohui::storage::{Json, ReviewAnswer};

    let (state, visitor) = super::door()?;
    let user = visitor.require(miaohui::accounts::Permission::Practise)?;
    let now = now_ms();
    let in_hand = state.storage.review_card(&user.id).await?.filter(|one| one.id == card);
    let in_hand = in_hand.ok_or(FunctionError::Closed)?;
    let place: Place = in_hand.place.read()?;
    let row = state.storage.review(&user.id, &in_hand.item).await?.ok_or(FunctionError::Closed)?;
    let before = row.studied().memory;
    let mark = answer.as_ref().map_or(0.0, |answer| place.mark(answer));
    let took_ms = now.saturating_sub(in_hand.shown_ms);
    let rating = Rating::of(mark, took_ms, characters(&place.question(1, |_| None)));
    let (memory, due_ms) = before.answered(&Scheduler::default(), rating, now);
    let trace = before.trace;
    // Of a thousandth of a day.
    let stability_mdays = (trace.stability * 1_000.0).round() as u64;
    let kept =
        (trace.stage == Stage::Review && trace.day < day_of(now)).then(|| (day_of(now) - trace.day, stability_mdays));
    let answered = Answered { item: in_hand.item, at_ms: now, took_ms, rating, new: trace.stage == Stage::New, kept };
    let answer = Json::of(&answer)?;
    if !state.storage.answer_card(&user.id, &ReviewAnswer { card, answer, answered, memory, due_ms }).await? {
        return Err(FunctionError::Closed);
    }
    let again = if memory.in_steps() {
        Again::Minutes((due_ms - now).div_ceil(60_000))
    } else {
        Again::Days(day_of(due_ms) - day_of(now))
    };
    let key = crate::islands::quiz::told::key(visitor.locale, &place);
    Ok(Verdict { mark, key, explanation: place.item.explanation, again })
}

/// What is asked next; a question in hand stays in hand, so that nothing is lost when the page is loaded again.
#[cfg(feature = "ssr")]
pub async fn sitting(
    state: &crate::server::state::AppState,
    user: &miaohui::ids::UserId,
) -> Result<Sitting, crate::server::error::ApiError> {
    use crate::server::{bank::asked, error::ApiError, studies::Reviews};
    use miaohui::clock::now_ms;
    use miaohui::quiz::{Form, Place, memory::Stage};
    use miaohui::storage::Json;

    let now = now_ms();
    let reviews = Reviews::of(state, user, now).await?;
    let load = reviews.study.load();
    let mut in_hand = state.storage.review_card(user).await?;
    if let Some(card) = &in_hand
        && !reviews.study.studied.iter().any(|one| one.item == card.item)
    {
        state.storage.drop_card(user, &card.id).await?;
        in_hand = None;
    }
    if in_hand.is_none()
        && let Some(at) = reviews.study.next()
        && let Some(item) = reviews.item(&reviews.study.studied[at].item)
    {
        // Numbers, measures and wrong options of its own each time, so that no picture of the screen is learned.
        let seed = miaohui::ids::random().map_err(|_| ApiError::Fault)?;
        let one = Form { places: vec![Place { item: item.clone(), order: Vec::new() }] };
        for place in asked(&state.content, one, &seed).places {
            in_hand = state.storage.hand_card(user, &place.item.id, &Json::of(&place)?, now).await?;
        }
    }
    let Some(card) = in_hand else {
        let tomorrow = reviews.study.tomorrow();
        let answered = reviews.study.answered_today;
        return Ok(Sitting::Done { answered, tomorrow: tomorrow.items, tomorrow_minutes: tomorrow.minutes });
    };
    let place: Place = card.place.read().map_err(ApiError::from)?;
    let number = reviews.study.answered_today as u64 + 1;
    let memory = reviews.study.studied.iter().find(|one| one.item == card.item).map(|one| one.memory);
    Ok(Sitting::Card(Box::new(Card {
        id: card.id,
        question: place.question(number, |product| crate::server::bank::picture(&state.content, product)),
        is_new: memory.is_some_and(|memory| memory.trace.stage == Stage::New),
        left: load.items.max(1),
        left_minutes: load.minutes.max(1),
    })))
}
