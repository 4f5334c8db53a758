//! The editor's page: what happened, form and text side by side, the try, the versions.

use super::{SEED, fault_words, fields::fields, tried};
use crate::i18n::*;
use crate::pages::frame::Frame;
use crate::server::{
    dates,
    document::{Document, in_textarea},
    state::AppState,
};
use leptos::prelude::*;
use miaohui::{
    content::{
        Fault,
        draft::{Place, Sheet, Tried, TryFault},
    },
    storage::{ScenarioVersionRow, User},
};

/// Rows of the text that are seen at once, and empty rows after its last.
const ROWS: usize = 30;
const SPARE_ROWS: usize = 10;
/// The text is drawn as wide as its longest line, within these.
const COLUMNS: std::ops::RangeInclusive<usize> = 60..=400;

/// What the server has to say about what was asked.
pub enum Notice {
    Written,
    NothingToWrite,
    /// Fields were changed that are not in the text.
    NotWritten,
    Sound,
    Saved(u64),
    SavedBefore(u64),
    NotSaved,
    /// Another version was saved since this one was opened.
    Between {
        version: u64,
        author: String,
    },
    TooLong(usize),
}

/// Everything the page shows.
pub struct Editor {
    pub place: Place,
    /// The version that was opened or saved last; 0: none.
    pub base: u64,
    pub sheet: Sheet,
    pub text: String,
    pub script: String,
    pub seed: u64,
    pub notices: Vec<Notice>,
    pub faults: Vec<Fault>,
    /// A try was asked for: the answer jumps there, so what there is to say stands there too.
    pub at_try: bool,
    pub tried: Option<Result<Tried, TryFault>>,
    pub versions: Vec<ScenarioVersionRow>,
}

impl Editor {
    pub fn new(place: Place, base: u64, text: String) -> Self {
        Self {
            place,
            base,
            sheet: Sheet::default(),
            text,
            script: String::new(),
            seed: SEED,
            notices: Vec::new(),
            faults: Vec::new(),
            at_try: false,
            tried: None,
            versions: Vec::new(),
        }
    }
}

pub fn page(state: &AppState, locale: Locale, user: User, editor: Editor) -> Document {
    let Editor { place, base, sheet, text, script, seed, notices, mut faults, at_try, tried, versions } = editor;
    let shop = state.content.shops.get(&place.shop).map_or_else(|| place.shop.clone(), |shop| shop.name.clone());
    let shipped = state.workshop.bench().shipped(&place.id).map(|(_, shipped)| shipped == text);
    let products: Vec<(String, String)> = state
        .content
        .products
        .values()
        .filter(|product| state.content.product_shop.get(&product.id) == Some(&place.shop))
        .map(|product| (product.id.clone(), product.title.clone()))
        .collect();
    if let Some(Err(TryFault::Scenario(found))) = &tried {
        faults.extend(found.iter().cloned());
    }
    let title = if sheet.was.title.is_empty() { place.id.clone() } else { sheet.was.title.clone() };
    let here = format!("/trainer/scenarios/{}", place.id);
    Document::new(locale, title.clone(), move || {
        let at_fault: Vec<u64> =
            faults.iter().filter(|fault| fault.file == place.file()).map(|fault| fault.line).collect();
        let said = view! {
            {notices.into_iter().map(|one| notice(locale, one)).collect_view()}
            {fault_list(locale, &place, &text, faults)}
        };
        let (above, at_try) = if at_try { (None, Some(said.into_any())) } else { (Some(said.into_any()), None) };
        view! {
            <Frame locale=locale here="/trainer" user=Some(user)>
                <main id="main" class="authoring">
                    <div class="head">
                        <div><h1>{title}</h1><p>{shop} " · " <code>{place.file()}</code></p></div>
                        <a class="button" href="/trainer/scenarios">{td_string!(locale, authoring.title)}</a>
                    </div>
                    {above}
                    <form method="post" action=here.clone() class="stack-5">
                        <input type="hidden" name="shop" value=place.shop.clone() />
                        <input type="hidden" name="base" value=base />
                        <div class="authoring-sides">
                            <section class="stack" aria-labelledby="fields-title">
                                <h2 id="fields-title">{td_string!(locale, authoring.fields)}</h2>
                                {fields(locale, sheet, products)}
                                <div class="authoring-do">
                                    <button type="submit" name="do" value="write">{td_string!(locale, authoring.write)}</button>
                                    <small>{td_string!(locale, authoring.write_hint)}</small>
                                </div>
                            </section>
                            <section class="stack authoring-text" aria-labelledby="text-title">
                                <h2 id="text-title"><label for="text">{td_string!(locale, authoring.text)}</label></h2>
                                {source(&text, &at_fault)}
                                <div class="authoring-do">
                                    <button type="submit" name="do" value="check">{td_string!(locale, authoring.check)}</button>
                                    <button class="primary" type="submit" name="do" value="save">{td_string!(locale, authoring.save)}</button>
                                </div>
                            </section>
                        </div>
                        {tried::section(locale, &here, &script, seed, at_try, tried)}
                    </form>
                    {history(locale, &here, base, shipped, versions)}
                </main>
            </Frame>
        }
        .into_any()
    })
}

fn notice(locale: Locale, notice: Notice) -> AnyView {
    let (class, words) = match notice {
        Notice::Written => ("notice good", td_string!(locale, authoring.written).to_string()),
        Notice::NothingToWrite => ("notice", td_string!(locale, authoring.nothing_to_write).to_string()),
        Notice::NotWritten => ("notice", td_string!(locale, authoring.not_written).to_string()),
        Notice::Sound => ("notice good", td_string!(locale, authoring.sound).to_string()),
        Notice::Saved(n) => ("notice good", td_string!(locale, authoring.saved, n = n).to_string()),
        Notice::SavedBefore(n) => ("notice", td_string!(locale, authoring.saved_before, n = n).to_string()),
        Notice::NotSaved => ("notice bad", td_string!(locale, authoring.not_saved).to_string()),
        Notice::Between { version, author } => {
            ("notice", td_string!(locale, authoring.between, n = version, author = author).to_string())
        }
        Notice::TooLong(bytes) => {
            ("notice bad", td_string!(locale, authoring.too_long, kib = bytes.div_ceil(1024)).to_string())
        }
    };
    view! { <p class=class role="status">{words}</p> }.into_any()
}

/// The faults, each a link to its line.
fn fault_list(locale: Locale, place: &Place, text: &str, faults: Vec<Fault>) -> Option<AnyView> {
    if faults.is_empty() {
        return None;
    }
    let own = place.file();
    let rows = faults.into_iter().map(|fault| {
        let at = usize::try_from(fault.line).unwrap_or(1).saturating_sub(1);
        if fault.file == own {
            let line = text.lines().nth(at).unwrap_or_default().trim().to_owned();
            view! {
                <li>
                    <a href=format!("#line-{}", fault.line)>{td_string!(locale, authoring.line, n = fault.line)}</a>
                    {fault_words::words(locale, &fault.message)}
                    {(!line.is_empty()).then(|| view! { <code>{line}</code> })}
                </li>
            }
            .into_any()
        } else {
            view! { <li class="elsewhere"><code>{format!("{}:{}", fault.file, fault.line)}</code>{fault_words::words(locale, &fault.message)}</li> }.into_any()
        }
    });
    let rows = rows.collect_view();
    Some(
        view! {
            <section class="faults" role="alert" aria-labelledby="faults-title">
                <h2 id="faults-title">{td_string!(locale, authoring.faults)}</h2>
                <ol>{rows}</ol>
            </section>
        }
        .into_any(),
    )
}

/// The text with its line numbers; both are drawn at full height and scroll together, without a script.
fn source(text: &str, at_fault: &[u64]) -> AnyView {
    let lines = text.lines().count();
    let rows = (lines + SPARE_ROWS).max(ROWS);
    // A Chinese character is as wide as two others.
    let width = |line: &str| line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>();
    let columns = text.lines().map(width).max().unwrap_or(0).clamp(*COLUMNS.start(), *COLUMNS.end());
    let numbers = (1..=u64::try_from(rows).unwrap_or(u64::MAX)).map(|line| {
        let wrong = at_fault.contains(&line);
        view! { <span id=format!("line-{line}") class:at-fault=wrong>{line}</span> }
    });
    let invalid = (!at_fault.is_empty()).then_some("true");
    let text = in_textarea(text);
    view! {
        <div class="source">
            <div class="source-lines" aria-hidden="true">{numbers.collect_view()}</div>
            <textarea id="text" name="text" rows=rows cols=columns wrap="off" spellcheck="false" autocomplete="off" aria-invalid=invalid>{text}</textarea>
        </div>
    }
    .into_any()
}

fn history(locale: Locale, here: &str, base: u64, shipped: Option<bool>, versions: Vec<ScenarioVersionRow>) -> AnyView {
    let row = |version: u64, name: String, author: String, at: String, tag: Option<String>| {
        let current = (version == base).then_some("true");
        view! {
            <tr aria-current=current>
                <td>{name} {tag.map(|tag| view! { " " <span class="tag">{tag}</span> })}</td>
                <td>{author}</td>
                <td>{at}</td>
                <td class="figure">
                    <a href=format!("{here}?version={version}")>{td_string!(locale, authoring.open)}</a>" "
                    <a href=format!("{here}/file?version={version}")>{td_string!(locale, authoring.download)}</a>
                </td>
            </tr>
        }
    };
    let same = shipped.unwrap_or(false).then(|| td_string!(locale, authoring.same).to_string());
    let folder = shipped
        .map(|_| row(0, td_string!(locale, authoring.in_folder).to_string(), "—".to_owned(), "—".to_owned(), same));
    let opened = td_string!(locale, authoring.opened).to_string();
    let empty = versions.is_empty() && folder.is_none();
    view! {
        <section class="stack" aria-labelledby="versions-title">
            <div><h2 id="versions-title">{td_string!(locale, authoring.versions)}</h2><p class="muted">{td_string!(locale, authoring.laid)}</p></div>
            {empty.then(|| view! { <p class="empty">{td_string!(locale, authoring.no_versions)}</p> })}
            <table class="versions" hidden=empty>
                <thead>
                    <tr>
                        <th scope="col">{td_string!(locale, authoring.column_version)}</th>
                        <th scope="col">{td_string!(locale, authoring.author)}</th>
                        <th scope="col">{td_string!(locale, authoring.saved_at)}</th>
                        <th scope="col"><span class="visually-hidden">{td_string!(locale, authoring.open)} " / " {td_string!(locale, authoring.download)}</span></th>
                    </tr>
                </thead>
                <tbody>
                    {versions.into_iter().map(|one| {
                        let tag = (one.version == base).then(|| opened.clone());
                        row(one.version, td_string!(locale, authoring.version, n = one.version).to_string(), one.author_name, dates::minute(one.at_ms), tag)
                    }).collect_view()}
                    {folder}
                </tbody>
            </table>
        </section>
    }
    .into_any()
}
