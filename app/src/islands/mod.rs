//! The parts of pages that run in the browser.

#[cfg(any(feature = "ssr", feature = "browser-watch"))]
pub mod board;
pub mod desk;
pub mod glyph;
#[cfg(any(feature = "ssr", feature = "browser-watch"))]
pub mod item_preview;
pub mod quiz;
pub mod replay;
#[cfg(any(feature = "ssr", feature = "browser-sheets"))]
pub mod review;
pub mod typing;
#[cfg(any(feature = "ssr", feature = "browser-verify"))]
pub mod verify;

#[cfg(any(feature = "ssr", feature = "browser-sheets"))]
use crate::functions::{quiz::Sheet, review::Sitting, typing::TypingForm};
use crate::i18n::Locale;
#[cfg(any(feature = "ssr", feature = "browser-watch"))]
use crate::lab::Lab;
#[cfg(any(feature = "ssr", feature = "browser-watch"))]
use crate::replay::Reel;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What a page with islands loads: the desk has a wasm of its own, so that nobody waits for what the page does not use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Desk,
    /// Drills, quizzes and reviews.
    Sheets,
    /// What is looked at: replays, the lab board, an item's preview.
    Watch,
    /// A certificate's file, checked where it lies; loaded when there is one.
    Verify,
}

impl Part {
    /// As the build names it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Desk => "desk",
            Self::Sheets => "sheets",
            Self::Watch => "watch",
            Self::Verify => "verify",
        }
    }
}

/// A piece of a page that comes alive in the browser, with all that it is given.
#[derive(Clone, Serialize, Deserialize)]
pub enum Island {
    #[cfg(any(feature = "ssr", feature = "browser-desk"))]
    Desk { shift: String },
    #[cfg(any(feature = "ssr", feature = "browser-sheets"))]
    Typing { attempt: String, form: TypingForm },
    #[cfg(any(feature = "ssr", feature = "browser-sheets"))]
    Quiz(Sheet),
    #[cfg(any(feature = "ssr", feature = "browser-watch"))]
    Item(Box<item_preview::Previewed>),
    #[cfg(any(feature = "ssr", feature = "browser-watch"))]
    Replay(Reel),
    #[cfg(any(feature = "ssr", feature = "browser-sheets"))]
    Review(Sitting),
    #[cfg(any(feature = "ssr", feature = "browser-watch"))]
    Board(Lab),
}

impl Island {
    #[cfg_attr(
        not(any(feature = "ssr", feature = "browser-desk", feature = "browser-sheets", feature = "browser-watch")),
        expect(unused_variables, reason = "a part without islands")
    )]
    fn view(self, locale: Locale) -> AnyView {
        match self {
            #[cfg(any(feature = "ssr", feature = "browser-desk"))]
            Self::Desk { shift } => view! { <desk::Desk locale=locale shift=shift /> }.into_any(),
            #[cfg(any(feature = "ssr", feature = "browser-sheets"))]
            Self::Typing { attempt, form } => {
                view! { <typing::TypingDrill locale=locale attempt=attempt form=form /> }.into_any()
            }
            #[cfg(any(feature = "ssr", feature = "browser-sheets"))]
            Self::Quiz(sheet) => view! { <quiz::QuizSheet locale=locale sheet=sheet /> }.into_any(),
            #[cfg(any(feature = "ssr", feature = "browser-watch"))]
            Self::Item(previewed) => {
                view! { <item_preview::ItemPreview locale=locale previewed=*previewed /> }.into_any()
            }
            #[cfg(any(feature = "ssr", feature = "browser-sheets"))]
            Self::Review(sitting) => view! { <review::ReviewSitting locale=locale sitting=sitting /> }.into_any(),
            #[cfg(any(feature = "ssr", feature = "browser-watch"))]
            Self::Replay(reel) => view! { <replay::Replay locale=locale reel=reel /> }.into_any(),
            #[cfg(any(feature = "ssr", feature = "browser-watch"))]
            Self::Board(lab) => view! { <board::LabBoard locale=locale lab=lab /> }.into_any(),
        }
    }
}

/// The island as the server draws it. Nothing in it answers before the browser has drawn it again.
///
/// It is drawn anew and not hydrated: a wasm that can only draw is a third smaller, and the desk has nothing to show
/// before its socket has answered anyway.
#[component]
pub fn Alive(locale: Locale, island: Island) -> impl IntoView {
    let given = serde_json::to_string(&(locale == Locale::en, &island)).unwrap_or_default();
    view! { <div class="island" inert data-island=given>{island.view(locale)}</div> }
}

/// What an island was given, and whether in English. The desk brings no serde along: see [`crate::desk::json`].
#[cfg_attr(
    not(any(feature = "ssr", feature = "browser-desk", feature = "browser-sheets", feature = "browser-watch")),
    expect(unused_variables, reason = "a part without islands")
)]
#[cfg(feature = "browser")]
fn read(given: &str) -> Option<(bool, Island)> {
    #[cfg(feature = "browser-desk")]
    {
        use crate::desk::json::Json;
        if let Some(Json::List(pair)) = Json::parse(given)
            && let [Json::Bool(english), island] = pair.as_slice()
            && let Some(("Desk", desk)) = island.tagged()
        {
            return Some((*english, Island::Desk { shift: desk.field("shift")? }));
        }
    }
    #[cfg(any(feature = "browser-sheets", feature = "browser-watch"))]
    {
        serde_json::from_str(given).ok()
    }
    #[cfg(not(any(feature = "browser-sheets", feature = "browser-watch")))]
    None
}

/// Draws every island of the page.
#[cfg(feature = "browser")]
pub fn wake() {
    use wasm_bindgen::JsCast;
    let Ok(found) = document().query_selector_all("[data-island]") else { return };
    let elements = (0..found.length()).filter_map(|at| found.get(at)?.dyn_into::<web_sys::HtmlElement>().ok());
    for element in elements {
        let given = element.get_attribute("data-island").unwrap_or_default();
        let Some((english, island)) = read(&given) else { continue };
        let locale = if english { Locale::en } else { Locale::zh };
        element.set_text_content(None);
        element.remove_attribute("inert").ok();
        leptos::mount::mount_to(element, move || island.view(locale)).forget();
    }
}
