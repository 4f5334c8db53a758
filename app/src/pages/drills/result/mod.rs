//! `/drills/result/{attempt}`: what a drill measured.

mod curve;
mod heat;

use super::{
    super::frame::Frame,
    aim::Aim,
    history::{History, Try},
    ladder::Ladder,
    weakness,
};
use crate::functions::typing::{Mode, TypingForm, TypingResult};
use crate::i18n::*;
use crate::islands::glyph::Glyph;
use crate::server::{dates, document::Document, error::ApiError, state::AppState, visitor::Visitor};
use axum::extract::{Path, State};
use leptos::prelude::*;
use miaohui::{
    accounts::{Permission, may},
    clock::now_ms,
    ids::AttemptId,
    storage::{Attempt, Drill, Role, User},
    typing::{CharacterTime, Curve, Edit, Flag, PlaceTime, character_times, place_times},
};

/// Results shown below.
const RECENT: usize = 10;

/// One drill as the page shows it.
struct Shown {
    user: User,
    /// The visitor typed it; otherwise a trainer looks on.
    own: bool,
    kept: Attempt,
    form: TypingForm,
    result: TypingResult,
    curve: Curve,
    places: Vec<PlaceTime>,
    times: Vec<CharacterTime>,
    history: History,
    ladder: Option<Ladder>,
    aim: Option<Aim>,
}

/// `GET /drills/result/{attempt}`
///
/// # Errors
/// When it is neither the visitor's nor a trainee's of theirs.
pub async fn page(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Document, ApiError> {
    let user = visitor.require(Permission::Practise)?.clone();
    let locale = visitor.locale;
    let kept = state.storage.attempt(&AttemptId(id)).await?.filter(|kept| kept.kind == Drill::Typing);
    let kept = kept.ok_or(ApiError::NotFound)?;
    let own = kept.user_id == user.id;
    let decides = kept.exam_id.is_some() && may(user.role, Permission::DecideExams);
    let may_look =
        own || decides || user.role == Role::Trainer && state.storage.trains(&user.id, &kept.user_id).await?;
    if !may_look {
        return Err(ApiError::NotFound);
    }
    let form: TypingForm = kept.form.read()?;
    let result: TypingResult = kept.result.as_ref().ok_or(ApiError::NotFound)?.read()?;
    let log: Vec<Edit> = kept.data.as_ref().map_or_else(|| Ok(Vec::new()), miaohui::storage::Json::read)?;
    let history = History::of(&state, &kept.user_id).await?;
    let ladder = if own { Ladder::of(&state, &user.id, now_ms()).await? } else { None };
    let (curve, places) = (Curve::of(&form.text, &log), place_times(&form.text, &log));
    let times = character_times(&form.text, &log);
    let aim = Aim::of(&state.content, locale, history.best_cpm());
    let shown = Shown { user, own, kept, form, result, curve, places, times, history, ladder, aim };
    Ok(Document::new(locale, td_string!(locale, drills.result).to_string(), move || shown.whole(locale)))
}

impl Shown {
    fn whole(self, locale: Locale) -> AnyView {
        let notes = notes(locale, &self.result);
        let head = self.head(locale);
        let figures = self.figures(locale);
        let goal = self.goal(locale);
        let threshold = self.form.threshold_cpm.or(self.aim.as_ref().map(|aim| aim.cpm));
        let verdict = self.verdict(locale);
        let recent = recent(locale, &self.history.0);
        let (aim, ladder) = (self.aim, self.ladder);
        view! {
            <Frame locale=locale here="/drills" user=Some(self.user)>
                <main id="main" class="page stack-5">
                    {head}
                    {figures}
                    <p>{verdict}</p>
                    {goal}
                    {notes.into_iter().map(|note| view! { <p class="notice"><Glyph icon=icondata::LuFlag />{note}</p> }).collect_view()}
                    {curve::section(locale, &self.curve, threshold)}
                    {heat::section(locale, &self.places, &self.times)}
                    {ladder.map(|ladder| ladder.section(locale, aim.as_ref()))}
                    {recent}
                </main>
            </Frame>
        }
        .into_any()
    }

    fn head(&self, locale: Locale) -> AnyView {
        let best = self.history.bests().get(self.kept.target.as_str()).copied();
        let now = self.result.measures.score_cpm.unwrap_or(0.0);
        let best = best.map(|best| {
            if now >= best && self.history.0.iter().filter(|one| one.target == self.kept.target).count() > 1 {
                td_string!(locale, drills.best_now).to_string()
            } else {
                td_string!(locale, drills.personal_best, value = format!("{best:.1}")).to_string()
            }
        });
        let weak = self.times.iter().any(|one| one.wrong > 0) || !self.history.weak().is_empty();
        let practice = self.own && self.kept.exam_id.is_none();
        view! {
            <div class="head">
                <div><h1>{self.form.title.clone()}</h1><p>{best}</p></div>
                <div class="row">
                    {practice.then(|| self.again(locale))}
                    {(self.own && weak).then(|| weakness::start(locale))}
                    <a class="button" href="/drills">{td_string!(locale, drills.others)}</a>
                </div>
            </div>
        }
        .into_any()
    }

    /// Another drill chosen as this one was.
    fn again(&self, locale: Locale) -> AnyView {
        let choice = &self.form.choice;
        let mode = match choice.mode {
            Mode::Passage => "passage",
            Mode::Timed => "timed",
            Mode::Reply => "reply",
            Mode::Numbers => "numbers",
            Mode::Weak => "weak",
        };
        let passage = (choice.mode == Mode::Passage).then(|| self.kept.target.clone());
        let number = |value: Option<u64>| value.map_or_else(String::new, |value| value.to_string());
        let minutes = choice.minutes.or(self.form.limit_s.map(|limit| limit / 60));
        view! {
            <form method="post" action="/drills">
                <input type="hidden" name="mode" value=mode />
                <input type="hidden" name="passage" value=passage.unwrap_or_default() />
                <input type="hidden" name="minutes" value=number(minutes) />
                <input type="hidden" name="topic" value=choice.topic.clone().unwrap_or_default() />
                <input type="hidden" name="difficulty" value=number(choice.difficulty) />
                <input type="hidden" name="target" value=number(choice.target_cpm) />
                <button class="primary" type="submit">{td_string!(locale, drills.again)}</button>
            </form>
        }
        .into_any()
    }

    fn figures(&self, locale: Locale) -> AnyView {
        let measures = &self.result.measures;
        let figure = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |value| format!("{value:.1}"));
        let elapsed = format!("{}:{:02}", measures.elapsed_ms / 60_000, measures.elapsed_ms / 1000 % 60);
        let accuracy = measures.accuracy.map_or_else(|| "–".to_owned(), |share| format!("{:.1} %", share * 100.0));
        view! {
            <dl class="figures result-figures">
                <div class="first"><dt>{td_string!(locale, drills.score_cpm)}</dt><dd data-score>{figure(measures.score_cpm)}</dd></div>
                <div class="first"><dt>{td_string!(locale, drills.accuracy)}</dt><dd>{accuracy}</dd></div>
                <div><dt>{td_string!(locale, drills.speed)}</dt><dd>{figure(measures.speed_cpm)}</dd></div>
                <div><dt>{td_string!(locale, drills.raw)}</dt><dd>{figure(measures.raw_cpm)}</dd></div>
                <div><dt>{td_string!(locale, drills.keys)}</dt><dd>{figure(measures.keys_per_character)}</dd></div>
                <div><dt>{td_string!(locale, drills.corrections)}</dt><dd>{measures.corrections}</dd></div>
                <div><dt>{td_string!(locale, drills.elapsed)}</dt><dd>{elapsed}</dd></div>
            </dl>
        }
        .into_any()
    }

    /// This drill beside the aimed-at standard.
    fn verdict(&self, locale: Locale) -> Option<String> {
        let aim = self.aim.as_ref()?;
        let score = self.result.measures.score_cpm.unwrap_or(0.0);
        let accuracy = self.result.measures.accuracy.unwrap_or(0.0);
        let asked = aim.accuracy.map_or(0.0, |asked| asked * 100.0);
        let line = td_string!(
            locale,
            drills.line,
            name = aim.name.clone(),
            cpm = format!("{:.0}", aim.cpm),
            accuracy = format!("{asked:.0}")
        );
        let verdict = if score < aim.cpm {
            td_string!(locale, drills.below, n = format!("{:.1}", aim.cpm - score)).to_string()
        } else if aim.accuracy.is_some_and(|asked| accuracy < asked) {
            td_string!(locale, drills.below_accuracy).to_string()
        } else {
            td_string!(locale, drills.above).to_string()
        };
        Some(format!("{line} {verdict}"))
    }

    /// Whether the target that was set is met.
    fn goal(&self, locale: Locale) -> Option<AnyView> {
        let target = self.form.choice.target_cpm?;
        let rounds = self.form.round + 1;
        let met = self.result.measures.score_cpm.unwrap_or(0.0) >= target as f64;
        let words = if met {
            td_string!(locale, drills.goal_met, target = target, n = rounds).to_string()
        } else {
            td_string!(locale, drills.goal_open, target = target, n = rounds).to_string()
        };
        let class = if met { "notice good" } else { "notice" };
        Some(view! { <p class=class><Glyph icon=icondata::LuTarget />{words}</p> }.into_any())
    }
}

fn recent(locale: Locale, tries: &[Try]) -> AnyView {
    let rows = tries.iter().take(RECENT).map(|one| {
        view! {
            <tr>
                <td>{dates::minute(one.finished_ms)}</td><td><a href=format!("/drills/result/{}", one.id)>{one.title.clone()}</a></td>
                <td class="figure">{format!("{:.1}", one.score_cpm)}</td><td class="figure">{format!("{:.1} %", one.accuracy * 100.0)}</td>
            </tr>
        }
    });
    view! {
        <section class="stack">
            <h2>{td_string!(locale, drills.recent)}</h2>
            <table>
                <thead><tr><th scope="col">{td_string!(locale, drills.when)}</th><th scope="col">{td_string!(locale, drills.passage)}</th><th scope="col" class="figure">{td_string!(locale, drills.score_cpm)}</th><th scope="col" class="figure">{td_string!(locale, drills.accuracy)}</th></tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </section>
    }
    .into_any()
}

/// What a trainer should look at.
fn notes(locale: Locale, result: &TypingResult) -> Vec<String> {
    let flags = result.measures.flags.iter().map(|flag| match flag {
        Flag::Paste => td_string!(locale, drills.flag_paste).to_string(),
        Flag::Synthetic => td_string!(locale, drills.flag_synthetic).to_string(),
        Flag::TooFast => td_string!(locale, drills.flag_too_fast).to_string(),
    });
    let own = result.notes.iter().filter_map(|note| match note.as_str() {
        "clock" => Some(td_string!(locale, drills.flag_clock).to_string()),
        "early" => Some(td_string!(locale, drills.flag_early).to_string()),
        _ => None,
    });
    let blurs = result.measures.blurs;
    let blurs = (blurs > 0).then(|| td_string!(locale, drills.flag_blur, n = blurs).to_string());
    flags.chain(own).chain(blurs).collect()
}
