//! What a file holds, item by item, with what is wrong; confirmed by a form.

use crate::i18n::*;
use crate::islands::glyph::Glyph;
use crate::pages::{frame::Frame, trainer::bank::words};
use crate::server::document::Document;
use leptos::prelude::*;
use miaohui::{
    quiz::{Item, Kind, exchange::Imported, item::LEVELS},
    storage::User,
};

/// So many faults are listed; the others are counted.
const FAULTS_SHOWN: usize = 200;

/// One item of the file.
pub struct Row {
    pub line: u64,
    pub name: String,
    /// Ticked.
    pub keep: bool,
    /// The bank has one of the same kind and prompt.
    pub there: bool,
    /// Why the bank would not take it.
    pub wrong: Vec<String>,
    pub item: Item,
}

pub struct Preview {
    pub rows: Vec<Row>,
    /// Line and words.
    pub faults: Vec<(u64, String)>,
    /// Why a confirmation was not taken.
    pub notice: Option<String>,
    pub topics: Vec<String>,
}

impl Preview {
    pub fn page(self, locale: Locale, user: User) -> Document {
        Document::new(locale, td_string!(locale, exchange.preview).to_string(), move || {
            let good = self.rows.iter().filter(|row| row.wrong.is_empty()).count();
            view! {
                <Frame locale=locale here="/trainer" user=Some(user)>
                    <main id="main" class="page stack-5 exchange">
                        <div class="head">
                            <div>
                                <h1>{td_string!(locale, exchange.preview)}</h1>
                                <p role="status">{td_string!(locale, exchange.read, good = good, faults = self.faults.len())}</p>
                            </div>
                            <a class="button" href="/trainer/items/import">{td_string!(locale, exchange.another)}</a>
                        </div>
                        {faults(locale, self.faults)}
                        {if self.rows.is_empty() {
                            view! { <p class="empty">{td_string!(locale, exchange.nothing)}</p> }.into_any()
                        } else {
                            form(locale, self.rows, self.notice, self.topics)
                        }}
                    </main>
                </Frame>
            }
            .into_any()
        })
    }
}

fn faults(locale: Locale, faults: Vec<(u64, String)>) -> Option<AnyView> {
    if faults.is_empty() {
        return None;
    }
    let more = faults.len().saturating_sub(FAULTS_SHOWN);
    let one = |(line, words): (u64, String)| {
        view! { <li><strong>{td_string!(locale, exchange.line, n = line)}</strong>" "{words}</li> }
    };
    Some(
        view! {
            <section class="panel exchange-faults" role="alert" aria-labelledby="faults">
                <h2 id="faults">{td_string!(locale, exchange.faults)}</h2>
                <ul>{faults.into_iter().take(FAULTS_SHOWN).map(one).collect_view()}</ul>
                {(more > 0).then(|| view! { <p>{td_string!(locale, exchange.more_faults, n = more)}</p> })}
            </section>
        }
        .into_any(),
    )
}

fn form(locale: Locale, rows: Vec<Row>, notice: Option<String>, topics: Vec<String>) -> AnyView {
    let items: Vec<&Item> = rows.iter().map(|row| &row.item).collect();
    // Items are finite numbers and strings: they always have a JSON.
    let json = serde_json::to_string(&items).unwrap_or_default();
    let open = rows.iter().any(|row| row.item.topic.is_empty() && row.wrong.is_empty());
    view! {
        <form method="post" action="/trainer/items/import/confirm" enctype="multipart/form-data" class="stack" autocomplete="off">
            {notice.map(|notice| view! { <p class="wrong" role="alert">{notice}</p> })}
            <input type="hidden" name="items" value=json />
            <datalist id="topics">{topics.into_iter().map(|topic| view! { <option value=topic></option> }).collect_view()}</datalist>
            {open.then(|| view! {
                <div class="field exchange-all">
                    <label for="topic-all">{td_string!(locale, exchange.topic_all)}</label>
                    <input id="topic-all" name="topic-all" list="topics" aria-describedby="topic-all-hint" />
                    <p id="topic-all-hint" class="muted">{td_string!(locale, exchange.topic_all_hint)}</p>
                </div>
            })}
            <ol class="exchange-items">
                {rows.into_iter().enumerate().map(|(at, row)| one(locale, at, row)).collect_view()}
            </ol>
            <div class="row exchange-confirm">
                <button class="primary" type="submit">{td_string!(locale, exchange.confirm)}</button>
                <a class="button" href="/trainer/items/import">{td_string!(locale, exchange.cancel)}</a>
                <span class="muted">{td_string!(locale, exchange.nothing_yet)}</span>
            </div>
        </form>
    }
    .into_any()
}

fn one(locale: Locale, at: usize, row: Row) -> AnyView {
    let Row { line, name, keep, there, wrong, item } = row;
    let bad = !wrong.is_empty();
    let unmarked = !item.kind.is_marked();
    let (keep_id, topic_id, level_id) = (format!("keep-{at}"), format!("topic-{at}"), format!("level-{at}"));
    let topic = words::topic(locale, &item.topic);
    let (level, ticked) = (item.level, keep && !bad);
    // An item without a name is called by its prompt.
    let (name, prompt) = if name.is_empty() || name == Imported::name_of(&item.prompt) {
        (item.prompt.clone(), None)
    } else {
        (name, Some(item.prompt.clone()))
    };
    view! {
        <li class:at-fault=bad>
            <div class="exchange-item">
                <div class="exchange-pick">
                    <input type="checkbox" id=keep_id.clone() name=keep_id.clone() checked=ticked disabled=bad />
                    <label for=keep_id.clone()><span class="visually-hidden">{td_string!(locale, exchange.keep)}" "</span>{name}</label>
                    <span class="tag">{words::kind(locale, item.kind)}</span>
                    <small class="muted">{td_string!(locale, exchange.line, n = line)}</small>
                </div>
                {prompt.map(|prompt| view! { <p class="exchange-prompt">{prompt}</p> })}
                {key(locale, &item)}
                <p class="muted exchange-why">{item.explanation.clone()}</p>
                {there.then(|| view! { <p class="muted">{td_string!(locale, exchange.there)}</p> })}
                {unmarked.then(|| view! { <p class="muted">{td_string!(locale, exchange.unmarked)}</p> })}
                {wrong.into_iter().map(|words| view! { <p class="wrong">{words}</p> }).collect_view()}
            </div>
            <div class="exchange-place">
                <input type="hidden" name=format!("line-{at}") value=line.to_string() />
                <div class="field"><label for=topic_id.clone()>{td_string!(locale, bank.topic)}</label><input id=topic_id.clone() name=topic_id.clone() list="topics" value=topic disabled=bad /></div>
                <div class="field"><label for=level_id.clone()>{td_string!(locale, bank.level)}</label>
                    <select id=level_id.clone() name=level_id.clone() disabled=bad>
                        {LEVELS.map(|one| {
                            let selected = one == level;
                            view! { <option value=one.to_string() selected=selected>{one}</option> }
                        }).collect_view()}
                    </select>
                </div>
            </div>
        </li>
    }
    .into_any()
}

/// The key, as words: what is right is marked, what counts in part has its share.
fn key(locale: Locale, item: &Item) -> AnyView {
    let percent = |share: f64| format!("{}%", (share * 1000.0).round() / 10.0);
    let lines: Vec<(bool, String)> = match item.kind {
        Kind::Single | Kind::Multiple => item
            .options
            .iter()
            .map(|one| {
                let share = one.share.filter(|share| *share != 0.0).map(|share| format!(" ({})", percent(share)));
                (one.right, format!("{}{}", one.text, share.unwrap_or_default()))
            })
            .collect(),
        Kind::Boolean => {
            let truth = if item.truth == Some(true) {
                td_string!(locale, exchange.holds)
            } else {
                td_string!(locale, exchange.holds_not)
            };
            vec![(true, truth.to_string())]
        }
        Kind::Numeric => {
            let unit = item.unit.as_deref().unwrap_or_default();
            let number = |value: f64, tolerance: f64, share: Option<f64>| {
                let about = if tolerance == 0.0 { String::new() } else { format!(" ± {tolerance}") };
                let share = share.map(|share| format!(" ({})", percent(share))).unwrap_or_default();
                format!("{value}{about}{unit}{share}")
            };
            let main = item.answer.map(|value| number(value, item.tolerance, None));
            let further = item.further.iter().map(|one| number(one.answer, one.tolerance, one.share));
            main.into_iter().chain(further).map(|words| (true, words)).collect()
        }
        Kind::Text => item.accepted.iter().map(|one| (true, one.text.clone())).collect(),
        Kind::Matching => {
            let pairs = item.pairs.iter().map(|pair| (true, format!("{} → {}", pair.left, pair.right)));
            pairs.chain(item.extra.iter().map(|right| (false, format!("→ {right}")))).collect()
        }
        Kind::Ordering => (1..).zip(&item.steps).map(|(n, step)| (true, format!("{n}. {step}"))).collect(),
        Kind::Cloze => (1..)
            .zip(&item.blanks)
            .map(|(n, blank)| {
                let words: Vec<&str> = blank.accepted.iter().map(|one| one.text.as_str()).collect();
                (true, format!("{{{n}}} {}", words.join(" / ")))
            })
            .collect(),
        Kind::Essay | Kind::Description => Vec::new(),
    };
    if lines.is_empty() {
        return ().into_any();
    }
    view! {
        <ul class="exchange-key">
            {lines.into_iter().map(|(right, words)| {
                let mark = if right { td_string!(locale, exchange.right).to_string() } else { td_string!(locale, exchange.not_right).to_string() };
                view! { <li class:right=right>{right.then(|| view! { <Glyph icon=icondata::LuCheck /> })}<span class="visually-hidden">{mark}" "</span>{words}</li> }
            }).collect_view()}
        </ul>
    }
    .into_any()
}
