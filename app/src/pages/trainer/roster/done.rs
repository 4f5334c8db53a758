//! After a list was taken in: slips to cut apart, shown once.

use crate::i18n::*;
use crate::islands::glyph::Glyph;
use crate::pages::{
    frame::Frame,
    trainer::class_head::{ClassHead, Leaf},
};
use crate::server::document::Document;
use leptos::prelude::*;
use miaohui::{
    ids::ImportId,
    storage::{Cohort, User},
};

/// Hashes a second of one core that sign-ins leave over: told as minutes, so roughly is enough.
const HASHES_A_SECOND: usize = 20;

/// One person's slip.
pub struct Printed {
    pub name: String,
    pub login: String,
    pub class: String,
    pub password: String,
}

/// A list that was taken in, or slips that were printed again.
pub struct Made {
    pub class: Cohort,
    pub import: ImportId,
    pub printed: Vec<Printed>,
    /// Accounts that were there before.
    pub there: usize,
    /// Rows that were not taken, with why.
    pub refused: Vec<(u64, String)>,
    pub school: String,
    pub origin: String,
}

impl Made {
    pub fn page(self, locale: Locale, user: User) -> Document {
        Document::new(locale, td_string!(locale, trainer.slips).to_string(), move || {
            let Self { class, import, printed, there, refused, school, origin } = self;
            let count = printed.len();
            let ready_in = count.div_ceil(HASHES_A_SECOND);
            let progress = format!("/trainer/{}/roster/{import}", class.id);
            let none_refused = refused.is_empty();
            view! {
                <Frame locale=locale here="/trainer" user=Some(user)>
                    <main id="main" class="page stack-5">
                        <div class="no-print"><ClassHead locale=locale class=class here=Leaf::Roster><span></span></ClassHead></div>
                        <div class="stack no-print">
                            <h2>{td_string!(locale, trainer.slips)}</h2>
                            <p role="status">{td_string!(locale, school.done_sum, made = count, there = there)}</p>
                            <ul class="wrong" hidden=none_refused>
                                {refused.into_iter().map(|(row, why)| view! { <li><strong>{td_string!(locale, school.row, n = row)}</strong>" "{why}</li> }).collect_view()}
                            </ul>
                            {(count > 0).then(|| view! {
                                <p class="notice"><Glyph icon=icondata::LuPrinter /><span>{td_string!(locale, trainer.slips_text)}" "{td_string!(locale, school.slips_soon, seconds = ready_in)}</span></p>
                            })}
                            <p><a class="button" href=progress target="_blank">{td_string!(locale, school.progress)}</a></p>
                        </div>
                        <ul class="slips">
                            {printed.into_iter().map(|slip| view! { <Slip locale=locale slip=slip school=school.clone() origin=origin.clone() /> }).collect_view()}
                        </ul>
                    </main>
                </Frame>
            }
            .into_any()
        })
    }
}

#[component]
fn Slip(locale: Locale, slip: Printed, school: String, origin: String) -> impl IntoView {
    // As it is typed: short enough for its line.
    let address = format!("{}/login", origin.split_once("://").map_or(origin.as_str(), |(_, rest)| rest));
    view! {
        <li class="slip">
            <p class="slip-head"><em>{slip.name}</em><span class="muted">{slip.class}</span></p>
            <dl>
                <dt>{td_string!(locale, trainer.login)}</dt><dd><code>{slip.login}</code></dd>
                <dt>{td_string!(locale, trainer.password)}</dt><dd><code class="code">{slip.password}</code></dd>
                <dt>{td_string!(locale, school.sign_in_at)}</dt><dd>{address}</dd>
            </dl>
            <small>{school}" · "{td_string!(locale, school.slip_hint)}</small>
        </li>
    }
}
