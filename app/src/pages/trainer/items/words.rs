//! Figures and flags as they are read.

use crate::i18n::*;
use leptos::prelude::*;
use miaohui::quiz::item_stats::{Flag, ItemFigures, flag::ANSWERS_MIN};

/// What stands for a figure that cannot be computed.
const NONE: &str = "–";

/// `62 %`
pub fn share(value: Option<f64>) -> String {
    value.map_or_else(|| NONE.to_owned(), |value| format!("{:.0} %", value * 100.0))
}

/// `0.31`, with a true minus.
pub fn number(value: Option<f64>) -> String {
    // What rounds to nothing has no sign.
    let plain = value.map(|value| if value.abs() < 0.005 { 0.0 } else { value });
    plain.map_or_else(|| NONE.to_owned(), |value| format!("{value:.2}").replace('-', "−"))
}

/// The first so many characters of a text.
pub fn short(text: &str, chars: usize) -> String {
    if text.chars().count() <= chars {
        return text.to_owned();
    }
    let kept: String = text.chars().take(chars - 1).collect();
    format!("{kept}…")
}

/// A flag in a few words.
pub fn flag(locale: Locale, flag: Flag) -> String {
    match flag {
        Flag::NegativeDiscrimination => td_string!(locale, analysis.flag_negative),
        Flag::LowDiscrimination => td_string!(locale, analysis.flag_low),
        Flag::TooEasy => td_string!(locale, analysis.flag_easy),
        Flag::TooHard => td_string!(locale, analysis.flag_hard),
        Flag::AtOrBelowGuess => td_string!(locale, analysis.flag_guess),
        Flag::StrongDistractor => td_string!(locale, analysis.flag_strong),
        Flag::UnusedOption => td_string!(locale, analysis.flag_unused),
    }
    .to_string()
}

/// What a flag means and what to do.
pub fn why(locale: Locale, flag: Flag) -> String {
    match flag {
        Flag::NegativeDiscrimination => td_string!(locale, analysis.why_negative),
        Flag::LowDiscrimination => td_string!(locale, analysis.why_low),
        Flag::TooEasy => td_string!(locale, analysis.why_easy),
        Flag::TooHard => td_string!(locale, analysis.why_hard),
        Flag::AtOrBelowGuess => td_string!(locale, analysis.why_guess),
        Flag::StrongDistractor => td_string!(locale, analysis.why_strong),
        Flag::UnusedOption => td_string!(locale, analysis.why_unused),
    }
    .to_string()
}

/// An item's flags, or that there is nothing to say.
pub fn flags(locale: Locale, figures: &ItemFigures) -> AnyView {
    if figures.flags.is_empty() {
        let words = if figures.answers < ANSWERS_MIN {
            td_string!(locale, analysis.few).to_string()
        } else {
            td_string!(locale, analysis.fine).to_string()
        };
        return view! { <span class="muted">{words}</span> }.into_any();
    }
    let tag = |one: &Flag| {
        let class = if one.is_grave() { "tag bad" } else { "tag" };
        view! { <span class=class>{flag(locale, *one)}</span>" " }
    };
    figures.flags.iter().map(tag).collect_view().into_any()
}

#[cfg(test)]
mod tests {
    use super::{number, share, short};

    #[test]
    fn figures() {
        assert_eq!((share(Some(0.625)), share(None)), ("62 %".to_owned(), "–".to_owned()));
        assert_eq!((number(Some(-0.254)), number(Some(-0.001))), ("−0.25".to_owned(), "0.00".to_owned()));
        assert_eq!((short("买家问能否机洗", 5), short("能否", 5)), ("买家问能…".to_owned(), "能否".to_owned()));
    }
}
