//! What a list holds, row by row, with what is wrong; confirmed by a form.

use super::words::words;
use crate::i18n::*;
use crate::pages::{
    frame::Frame,
    trainer::class_head::{ClassHead, Leaf},
};
use crate::server::document::Document;
use leptos::prelude::*;
use miaohui::{
    roster::{Entry, Reading, RowTrouble, RowWord},
    storage::{Cohort, User},
};
use std::collections::BTreeMap;

/// So many words about rows are listed; the others are counted.
const SHOWN_MAX: usize = 300;

pub struct Preview {
    reading: Reading,
    class: Cohort,
}

impl Preview {
    pub fn new(reading: Reading, class: Cohort) -> Self {
        Self { reading, class }
    }

    pub fn page(self, locale: Locale, user: User) -> Document {
        Document::new(locale, td_string!(locale, school.preview).to_string(), move || {
            let Self { reading, class } = self;
            let there = reading.notes.iter().filter(|note| matches!(note.trouble, RowTrouble::There(_))).count();
            let (good, faulty) = (reading.entries.len(), reading.faults.len());
            let new = good - there.min(good);
            let left_out = reading.left_out.join("、");
            let back = format!("/trainer/{}/roster", class.id);
            view! {
                <Frame locale=locale here="/trainer" user=Some(user)>
                    <main id="main" class="page stack-5">
                        <ClassHead locale=locale class=class.clone() here=Leaf::Roster><span></span></ClassHead>
                        <div>
                            <h2>{td_string!(locale, school.preview)}</h2>
                            <p role="status">{td_string!(locale, school.preview_sum, new = new, there = there, faults = faulty)}</p>
                            {(!left_out.is_empty()).then(|| view! { <p class="muted">{td_string!(locale, school.left_out, names = left_out)}</p> })}
                        </div>
                        {list(locale, "roster-faults", td_string!(locale, school.faults).to_string(), reading.faults)}
                        {if reading.entries.is_empty() {
                            view! { <div class="empty stack"><p>{td_string!(locale, school.none_good)}</p><p><a class="button" href=back>{td_string!(locale, exchange.another)}</a></p></div> }.into_any()
                        } else {
                            entries(locale, &class, reading.entries, reading.notes)
                        }}
                    </main>
                </Frame>
            }
            .into_any()
        })
    }
}

/// Words about rows that cannot be taken.
fn list(locale: Locale, id: &'static str, title: String, found: Vec<RowWord>) -> Option<AnyView> {
    if found.is_empty() {
        return None;
    }
    let more = found.len().saturating_sub(SHOWN_MAX);
    let one = |word: RowWord| {
        view! { <li><strong>{td_string!(locale, school.row, n = word.row)}</strong>" "{words(locale, &word.trouble)}</li> }
    };
    Some(
        view! {
            <section class="panel exchange-faults" role="alert" aria-labelledby=id>
                <h2 id=id>{title}</h2>
                <p class="muted">{td_string!(locale, school.faults_text)}</p>
                <ul>{found.into_iter().take(SHOWN_MAX).map(one).collect_view()}</ul>
                {(more > 0).then(|| view! { <p>{td_string!(locale, exchange.more_faults, n = more)}</p> })}
            </section>
        }
        .into_any(),
    )
}

fn entries(locale: Locale, class: &Cohort, entries: Vec<Entry>, notes: Vec<RowWord>) -> AnyView {
    // Entries are strings and whole numbers: they always have a JSON.
    let json = serde_json::to_string(&entries).unwrap_or_default();
    let mut about: BTreeMap<u64, Vec<String>> = BTreeMap::new();
    for note in notes {
        about.entry(note.row).or_default().push(words(locale, &note.trouble));
    }
    let action = format!("/trainer/{}/roster/confirm", class.id);
    let back = format!("/trainer/{}/roster", class.id);
    let own = class.name.clone();
    view! {
        <form method="post" action=action enctype="multipart/form-data" class="stack" autocomplete="off">
            <input type="hidden" name="rows" value=json />
            <div class="row school-confirm">
                <button class="primary" type="submit">{td_string!(locale, school.confirm, n = entries.len())}</button>
                <a class="button" href=back>{td_string!(locale, exchange.cancel)}</a>
                <span class="muted">{td_string!(locale, exchange.nothing_yet)}</span>
            </div>
            <table class="school-table">
                <thead><tr>
                    <th scope="col" class="figure">{td_string!(locale, school.row_head)}</th>
                    <th scope="col">{td_string!(locale, trainer.login)}</th>
                    <th scope="col">{td_string!(locale, trainer.name)}</th>
                    <th scope="col">{td_string!(locale, school.class)}</th>
                    <th scope="col">{td_string!(locale, trainer.note)}</th>
                </tr></thead>
                <tbody>{entries.into_iter().map(|entry| {
                    let class = if entry.class.is_empty() { own.clone() } else { entry.class };
                    let note = about.remove(&entry.row).unwrap_or_default().join(" ");
                    view! {
                        <tr><td class="figure muted">{entry.row}</td><td><code>{entry.login}</code></td><td>{entry.name}</td><td>{class}</td><td class="muted">{note}</td></tr>
                    }
                }).collect_view()}</tbody>
            </table>
        </form>
    }
    .into_any()
}
