//! The passages: filtered by topic and difficulty, each with its personal best.

use super::{begin::MINUTES, topic::topic_name};
use crate::i18n::*;
use leptos::prelude::*;
use miaohui::content::Content;
use miaohui::typing::{Passage, graphemes};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Passages listed before all are asked for.
const LISTED: usize = 24;
/// Characters of a passage's beginning.
const BEGINNING: usize = 28;

/// What the list is narrowed to, as the address says it: an empty field narrows nothing.
#[derive(Clone, Default, Deserialize)]
pub struct Filter {
    #[serde(default)]
    pub topic: String,
    #[serde(default)]
    pub difficulty: String,
    #[serde(default)]
    pub all: String,
}

impl Filter {
    fn topic(&self) -> Option<&str> {
        (!self.topic.is_empty()).then_some(self.topic.as_str())
    }

    fn difficulty(&self) -> Option<u64> {
        self.difficulty.parse().ok()
    }

    /// The fields a mode's form sends along.
    pub fn hidden(&self) -> impl IntoView + use<> {
        view! {
            <input type="hidden" name="topic" value=self.topic.clone() />
            <input type="hidden" name="difficulty" value=self.difficulty.clone() />
        }
    }

    /// The same list, whole.
    fn whole(&self) -> String {
        let fields = [("topic", self.topic.as_str()), ("difficulty", &self.difficulty), ("all", "1")];
        format!("/drills?{}#passages", form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish())
    }
}

/// Whether a passage is of this topic and difficulty.
pub fn fits(passage: &Passage, topic: Option<&str>, difficulty: Option<u64>) -> bool {
    topic.is_none_or(|topic| passage.topic == topic) && difficulty.is_none_or(|wanted| passage.difficulty == wanted)
}

/// How hard, in a word.
fn level(locale: Locale, difficulty: u64) -> String {
    match difficulty {
        1 => td_string!(locale, drills.easy).to_string(),
        2 => td_string!(locale, drills.middling).to_string(),
        3 => td_string!(locale, drills.hard).to_string(),
        other => other.to_string(),
    }
}

/// The section of filter and list.
pub fn section(locale: Locale, content: &Content, filter: &Filter, best: &BTreeMap<&str, f64>) -> AnyView {
    let fitting: Vec<&Passage> =
        content.passages.values().filter(|one| fits(one, filter.topic(), filter.difficulty())).collect();
    let count = fitting.len();
    let shown = if filter.all.is_empty() { LISTED } else { count };
    let rows = fitting.into_iter().take(shown).map(|one| row(locale, one, best.get(one.id.as_str()))).collect_view();
    view! {
        <section class="stack" id="passages" aria-labelledby="passages-title">
            <div class="spread">
                <h2 id="passages-title">{td_string!(locale, drills.passages)} " " <small>{td_string!(locale, drills.count, n = count)}</small></h2>
                {form(locale, content, filter)}
            </div>
            {(count == 0).then(|| view! { <p class="empty">{td_string!(locale, drills.none_fits)}</p> })}
            <table class="drills" hidden=count == 0>
                <thead><tr>
                    <th scope="col">{td_string!(locale, drills.passage)}</th><th scope="col">{td_string!(locale, drills.topic)}</th>
                    <th scope="col">{td_string!(locale, drills.difficulty)}</th><th scope="col" class="figure">{td_string!(locale, drills.characters)}</th>
                    <th scope="col" class="figure">{td_string!(locale, drills.best)}</th>
                    <th scope="col"><span class="visually-hidden">{td_string!(locale, drills.start)}</span></th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
            {(count > shown).then(|| view! { <p><a href=filter.whole()>{td_string!(locale, drills.show_all, n = count)}</a></p> })}
        </section>
    }
    .into_any()
}

fn form(locale: Locale, content: &Content, filter: &Filter) -> impl IntoView + use<> {
    let mut topics: BTreeMap<&str, usize> = BTreeMap::new();
    for passage in content.passages.values() {
        *topics.entry(&passage.topic).or_default() += 1;
    }
    let difficulties: std::collections::BTreeSet<u64> = content.passages.values().map(|one| one.difficulty).collect();
    let topics = topics
        .into_iter()
        .map(|(topic, count)| {
            let name = format!("{} ({count})", topic_name(locale, topic));
            view! { <option value=topic.to_owned() selected=filter.topic == topic>{name}</option> }
        })
        .collect_view();
    let difficulties = difficulties
        .into_iter()
        .map(|one| view! { <option value=one selected=filter.difficulty() == Some(one)>{level(locale, one)}</option> })
        .collect_view();
    view! {
        <form method="get" action="/drills" class="row drill-filter">
            <label><span class="visually-hidden">{td_string!(locale, drills.topic)}</span>
                <select name="topic"><option value="">{td_string!(locale, drills.every_topic)}</option>{topics}</select>
            </label>
            <label><span class="visually-hidden">{td_string!(locale, drills.difficulty)}</span>
                <select name="difficulty"><option value="">{td_string!(locale, drills.every_difficulty)}</option>{difficulties}</select>
            </label>
            <button type="submit">{td_string!(locale, drills.filter)}</button>
        </form>
    }
}

fn row(locale: Locale, passage: &Passage, best: Option<&f64>) -> impl IntoView + use<> {
    let beginning: String = graphemes(passage.text.trim()).into_iter().take(BEGINNING).collect();
    view! {
        <tr>
            <td><em>{passage.title.clone()}</em><br /><small lang="zh-CN">{beginning}"…"</small></td>
            <td>{topic_name(locale, &passage.topic)}</td>
            <td>{level(locale, passage.difficulty)}</td>
            <td class="figure">{graphemes(passage.text.trim()).len()}</td>
            <td class="figure">{best.map(|best| format!("{best:.1}"))}</td>
            <td class="figure">
                <form method="post" action=format!("/drills/{}", passage.id) class="row end">
                    <select name="minutes" aria-label=td_string!(locale, drills.timed)>
                        <option value="">{td_string!(locale, drills.whole)}</option>
                        {MINUTES.into_iter().map(|n| view! { <option value=n>{td_string!(locale, drills.minutes, n = n)}</option> }).collect_view()}
                    </select>
                    <button type="submit">{td_string!(locale, drills.start)}</button>
                </form>
            </td>
        </tr>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_field_narrows_nothing() {
        let passage = Passage {
            id: "care-01".into(),
            title: String::new(),
            topic: "care".into(),
            difficulty: 2,
            text: String::new(),
        };
        for (topic, difficulty, expected) in [
            ("", "", true),
            ("care", "", true),
            ("care", "2", true),
            ("care", "3", false),
            ("tax", "", false),
            ("", "x", true),
        ] {
            let filter = Filter { topic: topic.into(), difficulty: difficulty.into(), all: String::new() };
            assert_eq!(fits(&passage, filter.topic(), filter.difficulty()), expected, "{topic} {difficulty}");
        }
        let filter = Filter { topic: "a&b".into(), ..Filter::default() };
        assert_eq!(filter.whole(), "/drills?topic=a%26b&difficulty=&all=1#passages");
    }
}
