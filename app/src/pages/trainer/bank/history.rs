//! An item's versions, and where the one that is open differs from the newest.

use super::address;
use crate::draft::Draft;
use crate::i18n::*;
use crate::server::dates;
use leptos::prelude::*;
use miaohui::storage::ItemVersionRow;
use std::collections::BTreeMap;

/// The versions, newest first; `opened`: the one in the form.
pub fn versions(locale: Locale, id: &str, opened: u64, versions: Vec<ItemVersionRow>) -> AnyView {
    if versions.is_empty() {
        return ().into_any();
    }
    let here = address(id);
    view! {
        <section class="stack" aria-labelledby="versions-title">
            <div><h2 id="versions-title">{td_string!(locale, bank.versions)}</h2><p class="muted">{td_string!(locale, bank.kept_alone)}</p></div>
            <table class="versions">
                <thead>
                    <tr>
                        <th scope="col">{td_string!(locale, bank.versions)}</th>
                        <th scope="col">{td_string!(locale, bank.author)}</th>
                        <th scope="col">{td_string!(locale, bank.saved_at)}</th>
                        <th scope="col"><span class="visually-hidden">{td_string!(locale, bank.open)}</span></th>
                    </tr>
                </thead>
                <tbody>
                    {versions.into_iter().map(|one| {
                        let current = one.version == opened;
                        view! {
                            <tr aria-current=current.then_some("true")>
                                <td>{td_string!(locale, bank.version, n = one.version)} {current.then(|| view! { " " <span class="tag">{td_string!(locale, bank.opened)}</span> })}</td>
                                <td>{one.author_name}</td>
                                <td>{dates::minute(one.at_ms)}</td>
                                <td class="figure"><a href=format!("{here}?version={}", one.version)>{td_string!(locale, bank.open)}</a></td>
                            </tr>
                        }
                    }).collect_view()}
                </tbody>
            </table>
        </section>
    }
    .into_any()
}

/// The fields that differ: name, here, in the newest.
fn differences(here: &Draft, newest: &Draft) -> Vec<(String, String, String)> {
    let by_name = |draft: &Draft| draft.pairs().into_iter().collect::<BTreeMap<String, String>>();
    let (here, newest) = (by_name(here), by_name(newest));
    let names: std::collections::BTreeSet<&String> = here.keys().chain(newest.keys()).collect();
    let of = |fields: &BTreeMap<String, String>, name: &String| fields.get(name).cloned().unwrap_or_default();
    names
        .into_iter()
        .map(|name| (name.clone(), of(&here, name), of(&newest, name)))
        .filter(|(_, here, newest)| here != newest)
        .collect()
}

/// A field's name in words: `options.1.text` is 选项 2.
fn field_name(locale: Locale, name: &str) -> String {
    let number = |at: &str| at.parse::<usize>().map_or(0, |at| at + 1);
    match name.split('.').collect::<Vec<_>>().as_slice() {
        ["prompt"] => td_string!(locale, bank.prompt).to_string(),
        ["explanation"] => td_string!(locale, bank.explanation).to_string(),
        ["topic"] => td_string!(locale, bank.topic).to_string(),
        ["level"] => td_string!(locale, bank.level).to_string(),
        ["product"] => td_string!(locale, bank.product).to_string(),
        ["fact" | "said"] => td_string!(locale, bank.rests_on).to_string(),
        ["picture"] => td_string!(locale, bank.picture).to_string(),
        ["truth"] => td_string!(locale, bank.truth).to_string(),
        ["answer"] => td_string!(locale, bank.answer).to_string(),
        ["tolerance"] => td_string!(locale, bank.tolerance).to_string(),
        ["unit"] => td_string!(locale, bank.unit).to_string(),
        ["extra"] => td_string!(locale, bank.extra).to_string(),
        ["options", at, "right"] => {
            format!("{} · {}", td_string!(locale, bank.option, n = number(at)), td_string!(locale, bank.is_right))
        }
        ["options", at, ..] => td_string!(locale, bank.option, n = number(at)).to_string(),
        ["accepted", at, ..] => td_string!(locale, bank.accepted_one, n = number(at)).to_string(),
        ["pairs", at, "left"] => td_string!(locale, bank.left, n = number(at)).to_string(),
        ["pairs", at, ..] => td_string!(locale, bank.right, n = number(at)).to_string(),
        ["steps", at] => td_string!(locale, bank.step, n = number(at)).to_string(),
        ["blanks", at, ..] => td_string!(locale, bank.blank, n = number(at)).to_string(),
        _ => name.to_owned(),
    }
}

/// The version in the form beside the newest.
pub fn beside(locale: Locale, here: &Draft, newest: &Draft) -> AnyView {
    let rows = differences(here, newest);
    if rows.is_empty() {
        return ().into_any();
    }
    let mark = |text: String| if text == "on" { td_string!(locale, bank.yes).to_string() } else { text };
    view! {
        <section class="stack" aria-labelledby="differs-title">
            <h2 id="differs-title">{td_string!(locale, bank.differs)}</h2>
            <table class="bank-beside">
                <thead>
                    <tr>
                        <th scope="col">{td_string!(locale, bank.field)}</th>
                        <th scope="col">{td_string!(locale, bank.here)}</th>
                        <th scope="col">{td_string!(locale, bank.newest)}</th>
                    </tr>
                </thead>
                <tbody>
                    {rows.into_iter().map(|(name, here, newest)| view! {
                        <tr><th scope="row">{field_name(locale, &name)}</th><td>{mark(here)}</td><td>{mark(newest)}</td></tr>
                    }).collect_view()}
                </tbody>
            </table>
        </section>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use miaohui::quiz::Kind;

    #[test]
    fn only_what_differs_is_told() {
        let draft = |pairs: &[(&str, &str)]| {
            Draft::read(Kind::Single, pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())))
        };
        let old = draft(&[("prompt", "几天"), ("options.0.text", "7 天"), ("right", "0")]);
        let new = draft(&[("prompt", "几天"), ("options.0.text", "15 天"), ("options.1.text", "7 天"), ("right", "1")]);
        let told: Vec<(String, String, String)> = differences(&old, &new)
            .into_iter()
            .map(|(name, here, newest)| (field_name(Locale::zh, &name), here, newest))
            .collect();
        let row = |name: &str, here: &str, newest: &str| (name.to_owned(), here.to_owned(), newest.to_owned());
        assert_eq!(
            told,
            [
                row("选项 1 · 正确", "on", ""),
                row("选项 1", "7 天", "15 天"),
                row("选项 2 · 正确", "", "on"),
                row("选项 2", "", "7 天")
            ]
        );
        assert_eq!(differences(&old, &old), []);
    }
}
