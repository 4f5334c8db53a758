//! Pages, rendered on the server only.
use crate::i18n::*;
use leptos::prelude::*;

#[component]
pub fn Home() -> impl IntoView {
    view! { <p>{td_string!(Locale::zh, common.name)}</p> }
}
