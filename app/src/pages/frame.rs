//! What surrounds a page: the bar with the ways a role has, language, account; the foot.

use crate::i18n::*;
use crate::islands::glyph::Glyph;
use leptos::prelude::*;
use miaohui::storage::{Role, User};

/// Bar, children (a `<main id="main">`), foot.
#[component]
pub fn Frame(
    locale: Locale,
    /// Path of the page's own entry in the bar.
    here: &'static str,
    #[prop(optional_no_strip)] user: Option<User>,
    /// News of certificates an employer watches.
    #[prop(optional)]
    told: usize,
    children: Children,
) -> impl IntoView {
    let entries = entries(locale, user.as_ref().map(|user| user.role));
    let language = if locale == Locale::zh { "en" } else { "zh" };
    view! {
        <a class="skip" href="#main">{td_string!(locale, common.skip)}</a>
        <header class="bar">
            <div>
                <a class="mark" href="/"><Glyph icon=icondata::LuMessagesSquare /><span>{td_string!(locale, common.name)}</span></a>
                <nav aria-label=td_string!(locale, common.navigation)>
                    {entries
                        .into_iter()
                        .map(|(path, name)| {
                            let news = (path == "/employer" && told > 0).then(|| view! { <span class="count">{told}<span class="visually-hidden">{td_string!(locale, employer.news)}</span></span> });
                            view! { <a href=path aria-current=(path == here).then_some("page")>{name}{news}</a> }
                        })
                        .collect_view()}
                </nav>
                <div class="who">
                    <form method="post" action="/language">
                        <input type="hidden" name="lang" value=language />
                        <button class="plain" type="submit" lang=language>{td_string!(locale, common.language)}</button>
                    </form>
                    {match user.filter(|user| user.role != Role::Guest) {
                        Some(user) => view! {
                            <a class="name" href="/account">{user.display_name}</a>
                            <form method="post" action="/logout"><button class="plain" type="submit">{td_string!(locale, common.sign_out)}</button></form>
                        }.into_any(),
                        None => view! { <a class="button" href="/login">{td_string!(locale, common.sign_in)}</a> }.into_any(),
                    }}
                </div>
            </div>
        </header>
        {children()}
        <footer class="foot">
            <span>{td_string!(locale, common.not_state)}</span>
            <a href="/verify">{td_string!(locale, common.verify)}</a>
            <a href="/standards">{td_string!(locale, common.standards)}</a>
        </footer>
    }
}

/// The ways a role has, with their names.
fn entries(locale: Locale, role: Option<Role>) -> Vec<(&'static str, String)> {
    let today = ("/today", td_string!(locale, common.today).to_string());
    let desk = ("/desk", td_string!(locale, common.desk).to_string());
    let drills = ("/drills", td_string!(locale, common.drills).to_string());
    let quiz = ("/quiz", td_string!(locale, common.quiz).to_string());
    let exam = ("/exam", td_string!(locale, common.exam).to_string());
    let verify = ("/verify", td_string!(locale, common.verify).to_string());
    let standards = ("/standards", td_string!(locale, common.standards).to_string());
    match role {
        Some(Role::Trainee) => vec![today, desk, drills, quiz, exam],
        Some(Role::Trainer) => {
            vec![
                ("/trainer", td_string!(locale, common.trainer).to_string()),
                ("/board", td_string!(locale, common.board).to_string()),
                desk,
                drills,
                quiz,
            ]
        }
        Some(Role::Examiner) => vec![("/examiner", td_string!(locale, common.examiner).to_string()), verify, standards],
        Some(Role::Employer) => vec![("/employer", td_string!(locale, common.employer).to_string()), verify, standards],
        Some(Role::Admin) => vec![("/admin", td_string!(locale, common.admin).to_string()), verify, standards],
        Some(Role::Guest) | None => vec![("/try", td_string!(locale, common.try_out).to_string()), verify, standards],
    }
}
