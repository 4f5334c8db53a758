//! The audit log: what was decided, chained entry to entry.

use crate::i18n::*;
use crate::islands::glyph::Glyph;
use crate::server::dates;
use leptos::prelude::*;
use miaohui::storage::{AuditEntry, AuditFault};

#[component]
pub fn List(locale: Locale, entries: Vec<AuditEntry>, chain: Result<u64, AuditFault>) -> impl IntoView {
    let empty = entries.is_empty();
    view! {
        <section class="stack">
            <h2>{td_string!(locale, admin.audit)}</h2>
            <p class="muted">{td_string!(locale, admin.audit_text)}</p>
            {match chain {
                Ok(n) => view! { <p class="notice good"><Glyph icon=icondata::LuLink />{td_string!(locale, admin.audit_good, n = n)}</p> }.into_any(),
                Err(fault) => view! { <p class="notice bad" role="alert"><Glyph icon=icondata::LuUnlink />{td_string!(locale, admin.audit_bad, n = fault.seq)}</p> }.into_any(),
            }}
            {empty.then(|| view! { <p class="empty">{td_string!(locale, admin.empty_audit)}</p> })}
            <table hidden=empty>
                <thead><tr><th scope="col">{td_string!(locale, admin.when)}</th><th scope="col">{td_string!(locale, admin.who)}</th><th scope="col">{td_string!(locale, admin.what)}</th><th scope="col">{td_string!(locale, admin.about)}</th></tr></thead>
                <tbody>{entries.into_iter().map(|entry| view! {
                    <tr><td>{dates::minute(entry.at_ms)}</td><td><code>{short(&entry.actor)}</code></td><td><code>{entry.action}</code></td><td><code>{short(&entry.object)}</code></td></tr>
                }).collect_view()}</tbody>
            </table>
        </section>
    }
}

/// The first characters of an id: enough to tell it from its neighbours.
fn short(id: &str) -> String {
    id.chars().take(10).collect()
}
