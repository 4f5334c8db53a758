//! The head of a class's pages: its name and the ways between them.

use crate::i18n::*;
use leptos::prelude::*;
use miaohui::storage::Cohort;

/// The pages of a class.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Leaf {
    Class,
    Roster,
    Programme,
    Readiness,
}

/// Name, ways, and what the page wants beside them.
#[component]
pub fn ClassHead(locale: Locale, class: Cohort, here: Leaf, children: Children) -> impl IntoView {
    let base = format!("/trainer/{}", class.id);
    let ways = [
        (Leaf::Class, base.clone(), td_string!(locale, school.way_class).to_string()),
        (Leaf::Roster, format!("{base}/roster"), td_string!(locale, school.way_roster).to_string()),
        (Leaf::Programme, format!("{base}/programme"), td_string!(locale, school.way_programme).to_string()),
        (Leaf::Readiness, format!("{base}/readiness"), td_string!(locale, school.way_readiness).to_string()),
    ];
    view! {
        <div class="class-head">
            <div class="head"><h1>{class.name}</h1>{children()}</div>
            <nav class="class-ways" aria-label=td_string!(locale, school.ways)>
                {ways.into_iter().map(|(leaf, path, name)| view! {
                    <a href=path aria-current=(leaf == here).then_some("page")>{name}</a>
                }).collect_view()}
            </nav>
        </div>
    }
}
