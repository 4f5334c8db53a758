//! The editor's page: what happened, the form with the preview beside it, the versions.

use super::{
    address, fact_picker,
    faults::Wrong,
    fields::{self, Pen},
    held::{Held, Origin, Standing},
    history,
    list::{change_state, copy_address, origin_name, void_words},
    words,
};
use crate::draft::Draft;
use crate::i18n::*;
use crate::islands::{Alive, Island, Part, item_preview::Previewed, quiz::one::kind_word};
use crate::pages::frame::Frame;
use crate::server::{bank::picture, document::Document, state::AppState};
use leptos::prelude::*;
use miaohui::{
    content::Content,
    quiz::{Item, Kind},
    storage::{ItemVersionRow, User},
};
use std::collections::BTreeSet;

/// The form's id, which the preview follows.
const FORM: &str = "item-form";

/// What the server has to say about what was asked.
pub enum Notice {
    Sound,
    NotSound,
    NotSaved,
    Saved(u64),
    SavedBefore(u64),
    /// Another version was saved since this one was opened.
    Between {
        version: u64,
        author: String,
    },
    Copied(String),
    Retired,
    Old {
        version: u64,
        newest: u64,
    },
}

/// Everything the page of a school's own item shows.
pub struct Editor {
    pub id: String,
    /// The version that was opened or saved last; 0: none yet.
    pub base: u64,
    /// The item it is a copy of; empty: none.
    pub from: String,
    pub draft: Draft,
    /// The item as the form has it.
    pub item: Item,
    pub rules_of: String,
    pub notices: Vec<Notice>,
    pub wrong: Vec<Wrong>,
    /// The newest version, where an older one is open.
    pub newest: Option<Item>,
    pub held: Option<Held>,
    pub versions: Vec<ItemVersionRow>,
    /// What there are items about.
    pub topics: BTreeSet<String>,
}

/// Sent to the browser as JSON, which has no word for what is not a number.
fn previewed(content: &Content, item: &Item, form: Option<String>) -> Island {
    let picture = item.picture.as_deref().and_then(|product| picture(content, product));
    let tolerance = if item.tolerance.is_finite() { item.tolerance } else { 0.0 };
    // What is no number cannot travel.
    let further = item.further.iter().filter(|one| one.answer.is_finite() && one.tolerance.is_finite()).cloned();
    let item = Item { tolerance, further: further.collect(), ..item.clone() };
    Island::Item(Box::new(Previewed { item, picture, form }))
}

fn title(locale: Locale, item: &Item) -> String {
    if item.prompt.trim().is_empty() {
        td_string!(locale, bank.new_title, kind = words::kind(locale, item.kind)).to_string()
    } else {
        words::short(item.prompt.trim())
    }
}

pub fn page(state: &AppState, locale: Locale, user: User, editor: Editor) -> Document {
    let content = state.content.clone();
    let title = title(locale, &editor.item);
    let document = Document::new(locale, title.clone(), move || {
        let island = previewed(&content, &editor.item, Some(FORM.to_owned()));
        let retired = editor.held.as_ref().is_some_and(|held| held.standing == Standing::Retired);
        let state_form = editor.held.as_ref().map(|held| change_state(locale, held, None));
        let kind = words::kind(locale, editor.draft.kind);
        let version = (editor.base > 0).then(|| format!(" · {}", td_string!(locale, bank.version, n = editor.base)));
        let form = form(locale, &content, &editor);
        let beside = editor.newest.as_ref().map(|newest| history::beside(locale, &editor.draft, &Draft::of(newest)));
        view! {
            <Frame locale=locale here="/trainer" user=Some(user)>
                <main id="main" class="page stack-5 bank">
                    <div class="head">
                        <div><h1>{title}</h1><p>{td_string!(locale, bank.own)} " · " {kind} {version}</p></div>
                        <div class="row">{state_form}<a class="button" href="/trainer/items/bank">{td_string!(locale, bank.title)}</a></div>
                    </div>
                    {retired.then(|| notice(locale, Notice::Retired))}
                    {editor.notices.into_iter().map(|one| notice(locale, one)).collect_view()}
                    {beside}
                    <div class="bank-sides">
                        {form}
                        {preview(locale, island)}
                    </div>
                    {history::versions(locale, &editor.id, editor.base, editor.versions)}
                </main>
            </Frame>
        }
        .into_any()
    });
    document.alive(Part::Watch)
}

fn form(locale: Locale, content: &Content, editor: &Editor) -> AnyView {
    let here = address(&editor.id);
    let pen = Pen { locale, here: &here, wrong: &editor.wrong };
    let draft = &editor.draft;
    let picture = (draft.kind == Kind::Single).then(|| {
        let hint = td_string!(locale, bank.picture_hint).to_string();
        pen.line("picture", td_string!(locale, bank.picture).to_string(), &draft.picture, Some(hint))
    });
    view! {
        <form method="post" action=here.clone() id=FORM class="stack bank-form">
            // Enter in a field presses the form's first button: that one loses nothing.
            <button class="visually-hidden" type="submit" name="do" value="check" tabindex="-1" aria-hidden="true">{td_string!(locale, bank.check)}</button>
            <input type="hidden" name="kind" value=kind_word(draft.kind) />
            <input type="hidden" name="base" value=editor.base />
            <input type="hidden" name="from" value=editor.from.clone() />
            {fields::common(pen, draft, editor.topics.iter().cloned().collect())}
            {picture}
            {fact_picker::section(pen, content, draft, &editor.rules_of)}
            <div class="row bank-save">
                <button class="primary" type="submit" name="do" value="save">{td_string!(locale, bank.save)}</button>
                <button type="submit" name="do" value="check">{td_string!(locale, bank.check)}</button>
            </div>
        </form>
    }
    .into_any()
}

fn preview(locale: Locale, island: Island) -> AnyView {
    view! {
        <section class="bank-preview stack" aria-labelledby="preview-title">
            <div><h2 id="preview-title">{td_string!(locale, bank.preview)}</h2><p class="muted">{td_string!(locale, bank.preview_hint)}</p></div>
            <div class="panel"><Alive locale=locale island=island /></div>
        </section>
    }
    .into_any()
}

fn notice(locale: Locale, notice: Notice) -> AnyView {
    let (class, words) = match notice {
        Notice::Sound => ("notice good", td_string!(locale, bank.sound).to_string()),
        Notice::NotSound => ("notice bad", td_string!(locale, bank.not_sound).to_string()),
        Notice::NotSaved => ("notice bad", td_string!(locale, bank.not_saved).to_string()),
        Notice::Saved(n) => ("notice good", td_string!(locale, bank.saved, n = n).to_string()),
        Notice::SavedBefore(n) => ("notice", td_string!(locale, bank.saved_before, n = n).to_string()),
        Notice::Between { version, author } => {
            ("notice", td_string!(locale, bank.between, n = version, author = author).to_string())
        }
        Notice::Copied(id) => ("notice", td_string!(locale, bank.copied, id = id).to_string()),
        Notice::Retired => ("notice", td_string!(locale, bank.is_retired).to_string()),
        Notice::Old { version, newest } => {
            ("notice", td_string!(locale, bank.is_old, n = version, newest = newest).to_string())
        }
    };
    view! { <p class=class role="status">{words}</p> }.into_any()
}

/// The page of an item that is not the school's: to look at, to copy, to retire.
pub fn fixed(state: &AppState, locale: Locale, user: User, held: Held) -> Document {
    let content = state.content.clone();
    let title = title(locale, &held.item);
    let document = Document::new(locale, title.clone(), move || {
        let item = held.item.clone();
        let island = previewed(&content, &item, None);
        let why = match held.origin {
            Origin::Made => td_string!(locale, bank.fixed_made).to_string(),
            Origin::Own | Origin::Shipped => td_string!(locale, bank.fixed_shipped).to_string(),
        };
        let product = item.product.as_ref().and_then(|id| content.products.get(id));
        let product = product.map(|product| format!("{} {}", product.id, product.title));
        let fact = item.fact.as_deref().map(|fact| words::fact(locale, fact));
        let void = void_words(locale, &held);
        let retired = held.standing == Standing::Retired;
        let state_form = change_state(locale, &held, None);
        let line =
            |name: String, text: Option<String>| text.map(|text| view! { <div><dt>{name}</dt><dd>{text}</dd></div> });
        view! {
            <Frame locale=locale here="/trainer" user=Some(user)>
                <main id="main" class="page stack-5 bank">
                    <div class="head">
                        <div><h1>{title}</h1><p>{origin_name(locale, held.origin)} " · " {words::kind(locale, item.kind)} " · " <code>{item.id.clone()}</code></p></div>
                        <a class="button" href="/trainer/items/bank">{td_string!(locale, bank.title)}</a>
                    </div>
                    {retired.then(|| notice(locale, Notice::Retired))}
                    {void.map(|words| view! { <p class="notice bad" role="status">{words}</p> })}
                    <div class="bank-sides">
                        <section class="stack">
                            <p>{why}</p>
                            <dl class="bank-facts">
                                {line(td_string!(locale, bank.topic).to_string(), Some(words::topic(locale, &item.topic)))}
                                {line(td_string!(locale, bank.level).to_string(), Some(item.level.to_string()))}
                                {line(td_string!(locale, bank.product).to_string(), product)}
                                {line(td_string!(locale, bank.rests_on).to_string(), fact)}
                            </dl>
                            <div class="row bank-do">
                                {item.kind.is_marked().then(|| view! { <a class="button primary" href=copy_address(&item.id)>{td_string!(locale, bank.copy)}</a> })}
                                {state_form}
                            </div>
                        </section>
                        {preview(locale, island)}
                    </div>
                </main>
            </Frame>
        }
        .into_any()
    });
    document.alive(Part::Watch)
}
