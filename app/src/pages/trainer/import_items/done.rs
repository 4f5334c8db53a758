//! After an import: what is in the bank now, and how to take it back.

use crate::i18n::*;
use crate::pages::{
    frame::Frame,
    trainer::bank::{address, words},
};
use crate::server::document::Document;
use leptos::prelude::*;
use miaohui::{quiz::Item, storage::User};

/// So many of the new items are listed.
const SHOWN: usize = 100;

pub fn page(locale: Locale, user: User, items: &[Item]) -> Document {
    let ids: String = items.iter().map(|item| item.id.as_str()).collect::<Vec<_>>().join("\n");
    let count = items.len();
    let rows: Vec<(String, String, String, String)> = items
        .iter()
        .take(SHOWN)
        .map(|item| {
            let (kind, topic) = (words::kind(locale, item.kind), words::topic(locale, &item.topic));
            (address(&item.id), words::short(&item.prompt), kind, topic)
        })
        .collect();
    Document::new(locale, td_string!(locale, exchange.done).to_string(), move || {
        view! {
            <Frame locale=locale here="/trainer" user=Some(user)>
                <main id="main" class="page stack-5">
                    <div class="head">
                        <div><h1>{td_string!(locale, exchange.done)}</h1><p role="status">{td_string!(locale, exchange.kept, n = count)}</p></div>
                        <a class="button primary" href="/trainer/items/bank?from=own">{td_string!(locale, exchange.to_bank)}</a>
                    </div>
                    <form method="post" action="/trainer/items/import/undo" class="row">
                        <input type="hidden" name="ids" value=ids />
                        <button type="submit">{td_string!(locale, exchange.undo)}</button>
                        <span class="muted">{td_string!(locale, exchange.undo_text)}</span>
                    </form>
                    <table>
                        <thead><tr><th scope="col">{td_string!(locale, bank.prompt)}</th><th scope="col">{td_string!(locale, bank.kind)}</th><th scope="col">{td_string!(locale, bank.topic)}</th></tr></thead>
                        <tbody>{rows.into_iter().map(|(to, prompt, kind, topic)| view! {
                            <tr><td><a href=to>{prompt}</a></td><td>{kind}</td><td>{topic}</td></tr>
                        }).collect_view()}</tbody>
                    </table>
                    {(count > SHOWN).then(|| view! { <p class="muted">{td_string!(locale, exchange.and_more, n = count - SHOWN)}</p> })}
                </main>
            </Frame>
        }
        .into_any()
    })
}

/// After the import was taken back.
pub fn undone(locale: Locale, user: User, count: usize) -> Document {
    Document::new(locale, td_string!(locale, exchange.undone).to_string(), move || {
        view! {
            <Frame locale=locale here="/trainer" user=Some(user)>
                <main id="main" class="page narrow stack-5">
                    <div><h1>{td_string!(locale, exchange.undone)}</h1><p role="status">{td_string!(locale, exchange.undone_text, n = count)}</p></div>
                    <div class="row">
                        <a class="button" href="/trainer/items/import">{td_string!(locale, exchange.another)}</a>
                        <a class="button" href="/trainer/items/bank?from=own&state=retired">{td_string!(locale, bank.title)}</a>
                    </div>
                </main>
            </Frame>
        }
        .into_any()
    })
}
