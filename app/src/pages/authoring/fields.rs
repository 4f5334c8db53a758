//! The left half of the editor: a scenario's main fields.

use super::{form::NEEDS_MAX, list::POSTS, words};
use crate::i18n::*;
use crate::pages::desk::{post_key, post_name};
use crate::server::document::in_textarea;
use leptos::prelude::*;
use miaohui::content::draft::{NeedFields, Sheet};
use miaohui::language::act::Topic;

/// Every field, with what it held when it was drawn.
pub fn fields(locale: Locale, sheet: Sheet, products: Vec<(String, String)>) -> AnyView {
    let (now, was) = (sheet.now, sheet.was);
    let posts = POSTS.map(|post| (post_key(post).to_owned(), post_name(locale, post))).to_vec();
    let topics: Vec<(String, String)> =
        Topic::ALL.iter().map(|topic| (words::key(topic), words::topic(locale, *topic))).collect();
    let levels = ["1", "2", "3"].map(|level| (level.to_owned(), level.to_owned())).to_vec();
    let needs = now.needs.into_iter().zip(was.needs).take(NEEDS_MAX).enumerate();
    view! {
        {line("title", td_string!(locale, authoring.case_title).to_string(), now.title, was.title, None)}
        <div class="authoring-pair">
            {choice("post", td_string!(locale, authoring.post).to_string(), &now.post, was.post, posts)}
            {choice("topic", td_string!(locale, authoring.topic).to_string(), &now.topic, was.topic, topics.clone())}
            {choice("difficulty", td_string!(locale, authoring.difficulty).to_string(), &now.difficulty, was.difficulty, levels)}
            {choice("temper", td_string!(locale, authoring.temper).to_string(), &now.temper, was.temper, words::tempers(locale))}
        </div>
        {line("product", td_string!(locale, authoring.product).to_string(), now.product, was.product, Some("products"))}
        <datalist id="products">{products.into_iter().map(|(id, title)| view! { <option value=id>{title}</option> }).collect_view()}</datalist>
        {needs.map(|(at, (now, was))| need(locale, at, now, was, topics.clone())).collect_view()}
    }
    .into_any()
}

fn need(locale: Locale, at: usize, now: NeedFields, was: NeedFields, topics: Vec<(String, String)>) -> AnyView {
    let name = |field: &str| format!("need.{at}.{field}");
    let better = name("better");
    view! {
        <fieldset class="authoring-need">
            <legend>{td_string!(locale, authoring.need, n = at + 1)}</legend>
            <div class="authoring-pair">
                {line(&name("id"), td_string!(locale, authoring.need_id).to_string(), now.id, was.id, None)}
                {choice(&name("topic"), td_string!(locale, authoring.topic).to_string(), &now.topic, was.topic, topics)}
            </div>
            {line(&name("ask"), td_string!(locale, authoring.need_ask).to_string(), now.ask, was.ask, None)}
            <div class="field">
                <label for=better.clone()>{td_string!(locale, authoring.need_better)}</label>
                <textarea id=better.clone() name=better.clone() rows="3" spellcheck="false">{in_textarea(&now.better)}</textarea>
                <input type="hidden" name=format!("was.{better}") value=was.better />
            </div>
        </fieldset>
    }
    .into_any()
}

/// A field of one line; `list`: the id of what may be picked.
fn line(name: &str, label: String, now: String, was: String, list: Option<&'static str>) -> AnyView {
    let name = name.to_owned();
    view! {
        <div class="field">
            <label for=name.clone()>{label}</label>
            <input id=name.clone() name=name.clone() value=now list=list autocomplete="off" spellcheck="false" />
            <input type="hidden" name=format!("was.{name}") value=was />
        </div>
    }
    .into_any()
}

/// A field of known values; one that the text has and nobody knows is shown as it stands.
fn choice(name: &str, label: String, now: &str, was: String, mut options: Vec<(String, String)>) -> AnyView {
    if options.iter().all(|(key, _)| key != now) {
        options.insert(0, (now.to_owned(), now.to_owned()));
    }
    let name = name.to_owned();
    view! {
        <div class="field">
            <label for=name.clone()>{label}</label>
            <select id=name.clone() name=name.clone()>
                {options.into_iter().map(|(key, words)| {
                    let selected = key == now;
                    view! { <option value=key selected=selected>{words}</option> }
                }).collect_view()}
            </select>
            <input type="hidden" name=format!("was.{name}") value=was />
        </div>
    }
    .into_any()
}
