//! What waits: for how long, for whose opinion, with what notes; filtered and sorted by the address.

use crate::i18n::*;
use crate::islands::glyph::Glyph;
use crate::pages::{standards, trainer::tickets::accommodation_name};
use crate::server::{error::ApiError, state::AppState};
use leptos::prelude::*;
use miaohui::{
    certification::conditions::Conditions,
    clock::UnixMs,
    content::Content,
    ids::ExamId,
    storage::{QueuedExam, User},
};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

const MINUTE_MS: u64 = 60_000;
const HOUR_MS: u64 = 60 * MINUTE_MS;
const DAY_MS: u64 = 24 * HOUR_MS;

/// Filter and order, from the address.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Asked {
    /// A standard's id; empty: all.
    #[serde(default)]
    standard: String,
    /// `first`, `second`, `appeal`; empty: all.
    #[serde(default)]
    kind: String,
    /// `standard`, `form`, `notes`; else the longest waiting first.
    #[serde(default)]
    sort: String,
}

/// One that waits, with what the page says of it.
struct Waiting {
    exam: QueuedExam,
    conditions: Conditions,
    /// Titles of the forms that were drawn.
    forms: Vec<String>,
    waited_ms: u64,
}

impl Waiting {
    fn kind(&self) -> &'static str {
        match (self.exam.appealed_ms, self.exam.opinions) {
            (Some(_), _) => "appeal",
            (None, 0) => "first",
            (None, _) => "second",
        }
    }

    fn for_me(&self) -> bool {
        self.exam.trains == 0 && self.exam.own == 0
    }
}

/// The queue as one examiner sees it.
pub struct Queue {
    asked: Asked,
    standards: BTreeSet<String>,
    shown: Vec<Waiting>,
    /// There are some, but the filter shows none.
    filtered: bool,
}

impl Queue {
    /// Reads what waits.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn of(state: &AppState, examiner: &User, asked: Asked, now_ms: UnixMs) -> Result<Self, ApiError> {
        let mut forms: BTreeMap<ExamId, Vec<String>> = BTreeMap::new();
        for one in state.storage.plans_waiting().await? {
            let title = state.content.plans.get(&one.plan).map_or(one.plan, |plan| plan.title.clone());
            forms.entry(one.exam_id.ok_or(ApiError::Fault)?).or_default().push(title);
        }
        let mut all = Vec::new();
        for exam in state.storage.exams_waiting(&examiner.id).await? {
            let since_ms = exam.appealed_ms.or(exam.submitted_ms).unwrap_or(now_ms);
            all.push(Waiting {
                conditions: exam.conditions.read()?,
                forms: forms.remove(&exam.id).unwrap_or_default(),
                waited_ms: now_ms.saturating_sub(since_ms),
                exam,
            });
        }
        Ok(Self::picked(asked, all))
    }

    fn picked(asked: Asked, all: Vec<Waiting>) -> Self {
        let standards = all.iter().map(|one| one.exam.standard_id.clone()).collect();
        let any = !all.is_empty();
        let mut shown: Vec<Waiting> = all
            .into_iter()
            .filter(|one| asked.standard.is_empty() || one.exam.standard_id == asked.standard)
            .filter(|one| asked.kind.is_empty() || one.kind() == asked.kind)
            .collect();
        match asked.sort.as_str() {
            "standard" => shown.sort_by(|one, other| one.exam.standard_id.cmp(&other.exam.standard_id)),
            "form" => shown.sort_by(|one, other| one.forms.cmp(&other.forms)),
            "notes" => shown.sort_by_key(|one| std::cmp::Reverse(one.exam.notes)),
            _ => {}
        }
        // What the visitor may decide stands first, in the same order.
        shown.sort_by_key(|one| !one.for_me());
        Self { asked, standards, filtered: any && shown.is_empty(), shown }
    }

    /// Filter, list, and what to do where it is empty.
    pub fn view(self, locale: Locale, content: &Content) -> AnyView {
        let Self { asked, standards, shown, filtered } = self;
        let empty = shown.is_empty();
        let filter = (!standards.is_empty()).then(|| filter(locale, &asked, standards));
        let rows = shown
            .into_iter()
            .map(|one| {
                let title = content.standards.get(&one.exam.standard_id).map(|one| standards::title(locale, one));
                row(locale, one, title.unwrap_or_default())
            })
            .collect_view();
        let (none, more) = if filtered {
            (td_string!(locale, examiner.filtered), td_string!(locale, examiner.filtered_more))
        } else {
            (td_string!(locale, examiner.empty), td_string!(locale, examiner.empty_more))
        };
        view! {
            {filter}
            {empty.then(|| view! { <div class="empty"><p><em>{none.to_string()}</em></p><p>{more.to_string()}</p></div> })}
            <ul class="rows queue" hidden=empty>{rows}</ul>
        }
        .into_any()
    }
}

fn filter(locale: Locale, asked: &Asked, standards: BTreeSet<String>) -> AnyView {
    let kinds = [
        ("", td_string!(locale, examiner.kind_all).to_string()),
        ("first", td_string!(locale, examiner.kind_first).to_string()),
        ("second", td_string!(locale, examiner.kind_second).to_string()),
        ("appeal", td_string!(locale, examiner.kind_appeal).to_string()),
    ];
    let sorts = [
        ("", td_string!(locale, examiner.sort_waiting).to_string()),
        ("standard", td_string!(locale, examiner.standard).to_string()),
        ("form", td_string!(locale, examiner.form).to_string()),
        ("notes", td_string!(locale, examiner.sort_notes).to_string()),
    ];
    let options = |all: Vec<(String, String)>, chosen: &str| {
        all.into_iter()
            .map(|(value, words)| {
                let selected = value == chosen;
                view! { <option value=value selected=selected>{words}</option> }
            })
            .collect_view()
    };
    let owned =
        |all: &[(&str, String)]| all.iter().map(|(value, words)| ((*value).to_owned(), words.clone())).collect();
    let every = std::iter::once((String::new(), td_string!(locale, examiner.all_standards).to_string()))
        .chain(standards.into_iter().map(|id| (id.clone(), id)))
        .collect();
    view! {
        <form method="get" action="/examiner" class="filter">
            <div class="field"><label for="standard">{td_string!(locale, examiner.standard)}</label><select id="standard" name="standard">{options(every, &asked.standard)}</select></div>
            <div class="field"><label for="kind">{td_string!(locale, examiner.kind)}</label><select id="kind" name="kind">{options(owned(&kinds), &asked.kind)}</select></div>
            <div class="field"><label for="sort">{td_string!(locale, examiner.sort)}</label><select id="sort" name="sort">{options(owned(&sorts), &asked.sort)}</select></div>
            <button type="submit">{td_string!(locale, examiner.show)}</button>
        </form>
    }
    .into_any()
}

fn row(locale: Locale, one: Waiting, title: String) -> AnyView {
    let kind = match one.kind() {
        "appeal" => Some(td_string!(locale, examiner.kind_appeal).to_string()),
        "second" => Some(td_string!(locale, examiner.nth, n = one.exam.opinions + 1).to_string()),
        _ => None,
    };
    let agreed: Vec<String> =
        one.conditions.accommodations.iter().map(|one| accommodation_name(locale, *one)).collect();
    let why_not = match (one.exam.trains, one.exam.own) {
        (1.., _) => Some(td_string!(locale, examiner.short_trains).to_string()),
        (0, 1..) => Some(td_string!(locale, examiner.short_own).to_string()),
        _ => None,
    };
    let comma = if locale == Locale::zh { "、" } else { ", " };
    let unchecked = one.conditions.invigilated && one.exam.checked_ms.is_none();
    view! {
        <li>
            <div class="grow">
                <p><a href=format!("/examiner/{}", one.exam.id)>{one.exam.display_name}</a>" "<span class="muted">{one.exam.login}</span></p>
                <small>{one.exam.standard_id}" "{title}{(!one.forms.is_empty()).then(|| format!(" · {}", one.forms.join(comma)))}</small>
                {(!agreed.is_empty()).then(|| view! { <p><small>{td_string!(locale, exam.agreed)}": "{agreed.join(comma)}</small></p> })}
            </div>
            {kind.map(|words| view! { <span class="tag">{words}</span> })}
            {(one.exam.notes > 0).then(|| view! { <span class="with-icon"><Glyph icon=icondata::LuFlag />{td_string!(locale, examiner.notes_count, n = one.exam.notes)}</span> })}
            {unchecked.then(|| view! { <span class="muted">{td_string!(locale, exam.not_invigilated)}</span> })}
            {why_not.map(|words| view! { <span class="muted">{words}</span> })}
            <span class="figure waited">{waited(locale, one.waited_ms)}</span>
        </li>
    }
    .into_any()
}

/// A wait in the two largest units.
fn waited(locale: Locale, ms: u64) -> String {
    let (days, hours, minutes) = (ms / DAY_MS, ms % DAY_MS / HOUR_MS, ms % HOUR_MS / MINUTE_MS);
    if days > 0 {
        td_string!(locale, examiner.waited_days, days = days, hours = hours).to_string()
    } else {
        td_string!(locale, examiner.waited_hours, hours = hours, minutes = minutes).to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use miaohui::storage::Json;

    fn waiting(id: &str, standard: &str, form: &str, notes: u64, opinions: u64, trains: u64) -> Waiting {
        Waiting {
            exam: QueuedExam {
                id: id.into(),
                login: String::new(),
                display_name: String::new(),
                standard_id: standard.to_owned(),
                submitted_ms: Some(0),
                conditions: Json("{}".to_owned()),
                checked_ms: None,
                appealed_ms: None,
                notes,
                opinions,
                own: 0,
                trains,
            },
            conditions: Conditions::default(),
            forms: vec![form.to_owned()],
            waited_ms: 0,
        }
    }

    #[test]
    fn filtered_and_sorted_with_the_own_first() {
        let check = |standard: &str, kind: &str, sort: &str, expected: &[&str]| {
            let all = vec![
                waiting("a", "PS-1", "2", 0, 0, 1),
                waiting("b", "PS-3", "1", 2, 1, 0),
                waiting("c", "AS-1", "3", 1, 0, 0),
            ];
            let asked = Asked { standard: standard.into(), kind: kind.into(), sort: sort.into() };
            let queue = Queue::picked(asked, all);
            let ids: Vec<&str> = queue.shown.iter().map(|one| one.exam.id.0.as_str()).collect();
            assert_eq!(ids, expected, "{standard} {kind} {sort}");
            assert_eq!(queue.filtered, expected.is_empty());
        };
        check("", "", "", &["b", "c", "a"]);
        check("", "", "standard", &["c", "b", "a"]);
        check("", "", "form", &["b", "c", "a"]);
        check("", "", "notes", &["b", "c", "a"]);
        check("", "second", "", &["b"]);
        check("PS-1", "", "", &["a"]);
        check("", "appeal", "", &[]);
    }

    #[test]
    fn waits_are_told_in_two_units() {
        assert_eq!(waited(Locale::zh, 2 * DAY_MS + 3 * HOUR_MS + 59 * MINUTE_MS), "2 天 3 小时");
        assert_eq!(waited(Locale::en, 65 * MINUTE_MS), "1 h 5 min");
    }
}
