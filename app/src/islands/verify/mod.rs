//! What a verification found, in plain words: drawn by the server for who posts a file, by the browser for who drops one.

#[cfg(feature = "browser-verify")]
mod browser;
mod credential;

pub use credential::About;

use crate::i18n::*;
use crate::islands::glyph::Glyph;
use leptos::prelude::*;
use miaohui::certification::verify::{Check, State, Verdict};

/// The steps, in order.
const STEPS: [&str; 5] = ["form", "signature", "issuer", "dates", "status"];

/// The state in a word, what it means and what to do, each step, and what the certificate says where it is genuine.
#[component]
pub fn Found(
    locale: Locale,
    verdict: Verdict,
    /// What the certificate says.
    #[prop(optional_no_strip)]
    about: Option<About>,
    /// Whether the file was checked in the browser and went nowhere.
    #[prop(optional)]
    here: bool,
) -> impl IntoView {
    let (word, text) = words(locale, verdict.state);
    let genuine = !matches!(verdict.state, State::Tampered | State::UnknownIssuer);
    let (class, icon) = match verdict.state {
        State::Valid => ("notice good", icondata::LuCheck),
        State::Unchecked => ("notice", icondata::LuCircleHelp),
        _ => ("notice bad", icondata::LuCircleX),
    };
    let steps = steps(&verdict.checks);
    view! {
        <section class="stack found" role="status" aria-labelledby="found-state">
            <div class=class>
                <Glyph icon=icon />
                <div class="grow"><h2 id="found-state">{word}</h2><p>{text}</p></div>
            </div>
            {about.filter(|_| genuine).map(|about| about.view(locale))}
            <ol class="steps" aria-label=td_string!(locale, verify.checks).to_string()>
                {steps.iter().map(|(name, went, _)| step(locale, name, *went)).collect_view()}
            </ol>
            <details>
                <summary>{td_string!(locale, verify.details)}</summary>
                <ul lang="en">
                    {steps.into_iter().filter(|(.., detail)| !detail.is_empty()).map(|(name, _, detail)| view! { <li><code>{name}</code>" "{detail}</li> }).collect_view()}
                </ul>
            </details>
            {here.then(|| view! { <p class="muted">{td_string!(locale, verify.here)}</p> })}
        </section>
    }
    .into_any()
}

/// How a step went.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Went {
    Well,
    Badly,
    /// It could not be made.
    Nowhere,
    /// A step before it went badly.
    Unreached,
}

/// Every step with how it went; those of a name nobody here knows stand as they are.
fn steps(checks: &[Check]) -> Vec<(String, Went, String)> {
    let went = |check: &Check| match check.ok {
        Some(true) => Went::Well,
        Some(false) => Went::Badly,
        None => Went::Nowhere,
    };
    let mut steps: Vec<_> =
        checks.iter().map(|check| (check.name.to_owned(), went(check), check.detail.clone())).collect();
    let unreached = STEPS.iter().filter(|name| checks.iter().all(|check| check.name != **name));
    steps.extend(unreached.map(|name| ((*name).to_owned(), Went::Unreached, String::new())));
    steps
}

fn step(locale: Locale, name: &str, went: Went) -> AnyView {
    let (class, icon) = match went {
        Went::Well => ("good-ink", icondata::LuCheck),
        Went::Badly => ("wrong", icondata::LuX),
        Went::Nowhere | Went::Unreached => ("muted", icondata::LuMinus),
    };
    let (title, text) = step_words(locale, name, went);
    view! {
        <li>
            <span class=class><Glyph icon=icon /></span>
            <p class="grow"><em>{title}</em>" "{text}</p>
        </li>
    }
    .into_any()
}

fn step_words(locale: Locale, name: &str, went: Went) -> (String, String) {
    macro_rules! pick {
        ($title:ident, $well:ident, $badly:ident) => {
            (
                td_string!(locale, verify.$title).to_string(),
                match went {
                    Went::Well => td_string!(locale, verify.$well).to_string(),
                    Went::Badly => td_string!(locale, verify.$badly).to_string(),
                    Went::Nowhere => td_string!(locale, verify.step_nowhere).to_string(),
                    Went::Unreached => td_string!(locale, verify.step_unreached).to_string(),
                },
            )
        };
    }
    match name {
        "form" => pick!(step_form, form_well, form_badly),
        "signature" => pick!(step_signature, signature_well, signature_badly),
        "issuer" => pick!(step_issuer, issuer_well, issuer_badly),
        "dates" => pick!(step_dates, dates_well, dates_badly),
        "status" => pick!(step_status, status_well, status_badly),
        other => (other.to_owned(), String::new()),
    }
}

/// The state in a word; what it means and what to do.
fn words(locale: Locale, state: State) -> (String, String) {
    macro_rules! pair {
        ($word:ident, $text:ident) => {
            (td_string!(locale, verify.$word).to_string(), td_string!(locale, verify.$text).to_string())
        };
    }
    match state {
        State::Valid => pair!(state_valid, text_valid),
        State::Expired => pair!(state_expired, text_expired),
        State::Suspended => pair!(state_suspended, text_suspended),
        State::Revoked => pair!(state_revoked, text_revoked),
        State::Tampered => pair!(state_tampered, text_tampered),
        State::UnknownIssuer => pair!(state_unknown, text_unknown),
        State::Unchecked => pair!(state_unchecked, text_unchecked),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_reached_is_said() {
        let check = |name, ok| Check { name, ok, detail: String::new() };
        let went = |checks: &[Check]| steps(checks).into_iter().map(|(_, went, _)| went).collect::<Vec<_>>();
        let broken = [check("form", Some(true)), check("signature", Some(false))];
        assert!(went(&broken) == [Went::Well, Went::Badly, Went::Unreached, Went::Unreached, Went::Unreached]);
        let whole: Vec<Check> = STEPS.into_iter().map(|name| check(name, Some(true))).collect();
        assert!(went(&whole).iter().all(|went| *went == Went::Well) && went(&whole).len() == 5);
    }
}
