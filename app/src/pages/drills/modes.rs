//! The ways of drilling, each with what it needs to begin.

use super::{
    aim::Aim,
    begin::{MINUTES, TARGETS},
    history::History,
    passages::Filter,
    weakness::Weakness,
};
use crate::i18n::*;
use crate::islands::glyph::Glyph;
use leptos::prelude::*;

/// A target to begin with, above the best so far by so many characters a minute.
const STEP_CPM: u64 = 5;

/// The list of modes.
pub fn section(locale: Locale, filter: &Filter, history: &History, aim: Option<&Aim>) -> AnyView {
    let weak = Weakness(history.weak());
    let target = suggested(history.best_cpm(), aim);
    let minutes = |first: Option<&'static str>| {
        let none = first.map(|_| view! { <option value="">{td_string!(locale, drills.whole)}</option> });
        let some =
            MINUTES.into_iter().map(|n| view! { <option value=n>{td_string!(locale, drills.minutes, n = n)}</option> });
        view! { <select name="minutes" aria-label=td_string!(locale, drills.timed)>{none}{some.collect_view()}</select> }
    };
    let timed = mode(
        icondata::LuTimer,
        td_string!(locale, drills.mode_timed).to_string(),
        td_string!(locale, drills.mode_timed_text).to_string(),
        begin(locale, "timed", filter, minutes(None).into_any()),
    );
    let reply = mode(
        icondata::LuMessageSquareReply,
        td_string!(locale, drills.mode_reply).to_string(),
        td_string!(locale, drills.mode_reply_text).to_string(),
        begin(locale, "reply", filter, ().into_any()),
    );
    let numbers = mode(
        icondata::LuHash,
        td_string!(locale, drills.mode_numbers).to_string(),
        td_string!(locale, drills.mode_numbers_text).to_string(),
        begin(locale, "numbers", filter, minutes(Some("")).into_any()),
    );
    let weak_text = if weak.0.is_empty() {
        td_string!(locale, drills.mode_weak_none).to_string()
    } else {
        td_string!(locale, drills.mode_weak_text, characters = weak.named()).to_string()
    };
    let weak_form = if weak.0.is_empty() { ().into_any() } else { begin(locale, "weak", filter, ().into_any()) };
    let weak = mode(icondata::LuFocus, td_string!(locale, drills.mode_weak).to_string(), weak_text, weak_form);
    let number = view! {
        <label class="target-field">
            <span>{td_string!(locale, drills.target)}</span>
            <input type="number" name="target" required inputmode="numeric" min=*TARGETS.start() max=*TARGETS.end() value=target />
        </label>
    };
    let goal = mode(
        icondata::LuRepeat,
        td_string!(locale, drills.mode_goal).to_string(),
        td_string!(locale, drills.mode_goal_text).to_string(),
        begin(locale, "passage", filter, number.into_any()),
    );
    view! {
        <section class="stack" aria-labelledby="modes-title">
            <h2 id="modes-title">{td_string!(locale, drills.modes)}</h2>
            <ul class="rows modes">{timed}{reply}{numbers}{weak}{goal}</ul>
        </section>
    }
    .into_any()
}

fn mode(icon: icondata::Icon, name: String, text: String, form: AnyView) -> AnyView {
    view! {
        <li>
            <Glyph icon=icon />
            <div class="grow"><p><em>{name}</em></p><small>{text}</small></div>
            {form}
        </li>
    }
    .into_any()
}

fn begin(locale: Locale, mode: &'static str, filter: &Filter, fields: AnyView) -> AnyView {
    view! {
        <form method="post" action="/drills" class="row end" data-mode=mode>
            <input type="hidden" name="mode" value=mode />
            {filter.hidden()}
            {fields}
            <button type="submit">{td_string!(locale, drills.start)}</button>
        </form>
    }
    .into_any()
}

/// A little above the best, or what the standard asks for, whichever is nearer above.
fn suggested(best_cpm: f64, aim: Option<&Aim>) -> u64 {
    let above = best_cpm.max(0.0) as u64 + STEP_CPM;
    let asked = aim.filter(|aim| !aim.reached).map_or(above, |aim| aim.cpm.ceil().max(0.0) as u64);
    let target = if best_cpm > 0.0 { above.min(asked) } else { asked };
    target.clamp(*TARGETS.start(), *TARGETS.end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_within_reach() {
        let aim = Aim { name: String::new(), cpm: 60.0, accuracy: None, reached: false };
        for (best, aim, expected) in [
            (0.0, Some(&aim), 60),
            (42.3, Some(&aim), 47),
            (58.0, Some(&aim), 60),
            (0.0, None, 10),
            (80.0, None, 85),
            (9_000.0, None, 400),
        ] {
            assert_eq!(suggested(best, aim), expected, "{best}");
        }
    }
}
