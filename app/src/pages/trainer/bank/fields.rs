//! The form's fields: what all items have, and the key of each kind. Every button of a row is a submit button, so the form
//! works without a script.

use super::{faults::Wrong, words};
use crate::draft::{BlankLines, Draft, Line, PairLine};
use crate::i18n::*;
use crate::islands::glyph::Glyph;
use crate::server::document::in_textarea;
use leptos::prelude::*;
use miaohui::quiz::{Kind, item::LEVELS};

/// What the fields are drawn with.
#[derive(Clone, Copy)]
pub struct Pen<'a> {
    pub locale: Locale,
    /// Where the form is sent.
    pub here: &'a str,
    pub wrong: &'a [Wrong],
}

impl Pen<'_> {
    /// What is wrong at a place.
    pub fn wrong(&self, place: &str) -> AnyView {
        let id = wrong_id(place);
        let all: Vec<String> =
            self.wrong.iter().filter(|one| one.place == place).map(|one| one.words.clone()).collect();
        if all.is_empty() {
            return ().into_any();
        }
        view! { <div class="wrong" role="alert" id=id>{all.into_iter().map(|words| view! { <p>{words}</p> }).collect_view()}</div> }
            .into_any()
    }

    pub fn is_wrong(&self, place: &str) -> bool {
        self.wrong.iter().any(|one| one.place == place)
    }

    /// A button that changes rows; the answer jumps back to them.
    fn button(&self, section: &str, wish: String, words: String) -> AnyView {
        let action = format!("{}#{section}", self.here);
        view! { <button type="submit" name="do" value=wish formaction=action>{words}</button> }.into_any()
    }

    fn icon(&self, section: &str, wish: String, words: String, icon: icondata::Icon, off: bool) -> AnyView {
        let action = format!("{}#{section}", self.here);
        view! { <button class="plain" type="submit" name="do" value=wish formaction=action aria-label=words.clone() title=words disabled=off><Glyph icon=icon /></button> }
            .into_any()
    }

    fn drop(&self, section: &str, wish: String, what: &str) -> AnyView {
        let words = format!("{} {what}", td_string!(self.locale, bank.drop));
        self.icon(section, wish, words, icondata::LuTrash2, false)
    }

    /// A field of one line.
    pub fn line(&self, name: &str, label: String, value: &str, hint: Option<String>) -> AnyView {
        let name = name.to_owned();
        let invalid = self.is_wrong(&name).then_some("true");
        let described = invalid.map(|_| wrong_id(&name));
        view! {
            <div class="field">
                <label for=name.clone()>{label}</label>
                <input id=name.clone() name=name.clone() value=value.to_owned() autocomplete="off" spellcheck="false" aria-invalid=invalid aria-describedby=described />
                {hint.map(|hint| view! { <p class="hint">{hint}</p> })}
                {self.wrong(&name)}
            </div>
        }
        .into_any()
    }

    fn area(&self, name: &str, label: String, value: &str, rows: u32, hint: Option<String>) -> AnyView {
        let name = name.to_owned();
        let invalid = self.is_wrong(&name).then_some("true");
        let described = invalid.map(|_| wrong_id(&name));
        view! {
            <div class="field">
                <label for=name.clone()>{label}</label>
                <textarea id=name.clone() name=name.clone() rows=rows aria-invalid=invalid aria-describedby=described>{in_textarea(value)}</textarea>
                {hint.map(|hint| view! { <p class="hint">{hint}</p> })}
                {self.wrong(&name)}
            </div>
        }
        .into_any()
    }

    fn choice(&self, name: &str, label: String, chosen: &str, mut options: Vec<(String, String)>) -> AnyView {
        if options.iter().all(|(key, _)| key != chosen) {
            options.insert(0, (chosen.to_owned(), chosen.to_owned()));
        }
        let (name, chosen) = (name.to_owned(), chosen.to_owned());
        let invalid = self.is_wrong(&name).then_some("true");
        view! {
            <div class="field">
                <label for=name.clone()>{label}</label>
                <select id=name.clone() name=name.clone() aria-invalid=invalid>
                    {options.into_iter().map(|(key, words)| {
                        let selected = key == chosen;
                        view! { <option value=key selected=selected>{words}</option> }
                    }).collect_view()}
                </select>
                {self.wrong(&name)}
            </div>
        }
        .into_any()
    }

    /// A part of the form with several rows.
    fn section(&self, name: &'static str, title: String, hint: Option<String>, rows: Vec<AnyView>) -> AnyView {
        view! {
            <fieldset id=name class="bank-part">
                <legend>{title}</legend>
                {hint.map(|hint| view! { <p class="hint">{hint}</p> })}
                {self.wrong(name)}
                {rows}
            </fieldset>
        }
        .into_any()
    }
}

fn wrong_id(place: &str) -> String {
    format!("wrong-{place}")
}

/// What every item has.
pub fn common(pen: Pen<'_>, draft: &Draft, topics: Vec<String>) -> AnyView {
    let locale = pen.locale;
    let hint = match draft.kind {
        Kind::Cloze => td_string!(locale, bank.prompt_cloze_hint).to_string(),
        _ => td_string!(locale, bank.prompt_hint).to_string(),
    };
    let topics = topics.into_iter().map(|topic| (topic.clone(), words::topic(locale, &topic))).collect();
    let levels = LEVELS.map(|level| (level.to_string(), level.to_string())).collect();
    view! {
        {pen.area("prompt", td_string!(locale, bank.prompt).to_string(), &draft.prompt, 3, Some(hint))}
        {key(pen, draft)}
        {pen.area("explanation", td_string!(locale, bank.explanation).to_string(), &draft.explanation, 3, Some(td_string!(locale, bank.explanation_hint).to_string()))}
        <div class="bank-pair">
            {pen.choice("topic", td_string!(locale, bank.topic).to_string(), &draft.topic, topics)}
            {pen.choice("level", td_string!(locale, bank.level).to_string(), &draft.level, levels)}
        </div>
    }
    .into_any()
}

/// The fields of the key.
fn key(pen: Pen<'_>, draft: &Draft) -> AnyView {
    match draft.kind {
        Kind::Single | Kind::Multiple => options(pen, draft),
        Kind::Boolean => truth(pen, draft),
        Kind::Numeric => numeric(pen, draft),
        Kind::Text => {
            let add = pen.button(
                "accepted",
                "add.accepted".to_owned(),
                td_string!(pen.locale, bank.add_accepted).to_string(),
            );
            let mut rows = wordings(pen, "accepted", "accepted", &draft.accepted);
            rows.push(add);
            let hint = td_string!(pen.locale, bank.accepted_hint).to_string();
            pen.section("accepted", td_string!(pen.locale, bank.accepted).to_string(), Some(hint), rows)
        }
        Kind::Matching => pairs(pen, draft),
        Kind::Ordering => steps(pen, draft),
        Kind::Cloze => blanks(pen, draft),
        Kind::Essay | Kind::Description => ().into_any(),
    }
}

/// The share and the feedback of a row: rarely used, so folded up while empty.
fn more(locale: Locale, name: &str, line: &Line, share: String, feedback: String) -> AnyView {
    let open = !(line.share.trim().is_empty() && line.feedback.trim().is_empty());
    let (of_share, of_feedback) = (format!("{name}.share"), format!("{name}.feedback"));
    view! {
        <details class="bank-more" open=open>
            <summary>{td_string!(locale, bank.more)}</summary>
            <div class="bank-pair">
                <div class="field"><label for=of_share.clone()>{share}</label><input id=of_share.clone() name=of_share value=line.share.clone() inputmode="decimal" autocomplete="off" /></div>
                <div class="field"><label for=of_feedback.clone()>{feedback}</label><input id=of_feedback.clone() name=of_feedback value=line.feedback.clone() autocomplete="off" /></div>
            </div>
        </details>
    }
    .into_any()
}

fn options(pen: Pen<'_>, draft: &Draft) -> AnyView {
    let locale = pen.locale;
    let single = draft.kind == Kind::Single;
    let row = |(at, line): (usize, &Line)| {
        let name = format!("options.{at}");
        let label = td_string!(locale, bank.option, n = at + 1).to_string();
        let (text, right) = (format!("{name}.text"), if single { "right".to_owned() } else { format!("{name}.right") });
        let value = if single { at.to_string() } else { "on".to_owned() };
        let more = more(
            locale,
            &name,
            line,
            td_string!(locale, bank.share).to_string(),
            td_string!(locale, bank.feedback).to_string(),
        );
        view! {
            <div class="bank-row">
                <input name=text value=line.text.clone() aria-label=label.clone() autocomplete="off" />
                <label class="bank-right"><input type=if single { "radio" } else { "checkbox" } name=right value=value checked=line.right aria-label=format!("{label}: {}", td_string!(locale, bank.is_right)) /><span aria-hidden="true">{td_string!(locale, bank.is_right)}</span></label>
                {pen.drop("options", format!("drop.options.{at}"), &label)}
                {more}
            </div>
        }
        .into_any()
    };
    let mut rows: Vec<AnyView> = draft.options.iter().enumerate().map(row).collect();
    rows.push(pen.button("options", "add.options".to_owned(), td_string!(locale, bank.add_option).to_string()));
    let hint = td_string!(locale, bank.options_hint).to_string();
    pen.section("options", td_string!(locale, bank.options).to_string(), Some(hint), rows)
}

fn truth(pen: Pen<'_>, draft: &Draft) -> AnyView {
    let locale = pen.locale;
    let radio = |value: &'static str, words: String| {
        let checked = draft.truth == value;
        view! { <label class="bank-right"><input type="radio" name="truth" value=value checked=checked /><span>{words}</span></label> }.into_any()
    };
    let both = vec![
        radio("true", td_string!(locale, quiz.right).to_string()),
        radio("false", td_string!(locale, quiz.wrong).to_string()),
    ];
    let row = view! { <div class="row">{both}</div> }.into_any();
    pen.section("truth", td_string!(locale, bank.truth).to_string(), None, vec![row])
}

fn numeric(pen: Pen<'_>, draft: &Draft) -> AnyView {
    let locale = pen.locale;
    view! {
        <div class="bank-three">
            {pen.line("answer", td_string!(locale, bank.answer).to_string(), &draft.answer, None)}
            {pen.line("tolerance", td_string!(locale, bank.tolerance).to_string(), &draft.tolerance, None)}
            {pen.line("unit", td_string!(locale, bank.unit).to_string(), &draft.unit, Some(td_string!(locale, bank.unit_hint).to_string()))}
        </div>
        {further(pen, draft)}
    }
    .into_any()
}

/// Numbers that count beside the right one.
fn further(pen: Pen<'_>, draft: &Draft) -> AnyView {
    let locale = pen.locale;
    let mut rows = wordings(pen, "further", "further", &draft.further);
    rows.push(pen.button("further", "add.further".to_owned(), td_string!(locale, bank.add_further).to_string()));
    let hint = td_string!(locale, bank.further_hint).to_string();
    pen.section("further", td_string!(locale, bank.further).to_string(), Some(hint), rows)
}

/// Right answers in words. `name` begins the fields' names, `section` is where the answer jumps to.
fn wordings(pen: Pen<'_>, section: &str, name: &str, lines: &[Line]) -> Vec<AnyView> {
    let locale = pen.locale;
    // `blanks.0.accepted.1` is dropped by `drop.blanks.0.1`.
    let wish = name.strip_suffix(".accepted").unwrap_or(name);
    let row = |(at, line): (usize, &Line)| {
        let name = format!("{name}.{at}");
        let label = td_string!(locale, bank.accepted_one, n = at + 1).to_string();
        let more = more(
            locale,
            &name,
            line,
            td_string!(locale, bank.share_words).to_string(),
            td_string!(locale, bank.feedback_words).to_string(),
        );
        view! {
            <div class="bank-row">
                <input name=format!("{name}.text") value=line.text.clone() aria-label=label.clone() autocomplete="off" />
                {pen.drop(section, format!("drop.{wish}.{at}"), &label)}
                {more}
            </div>
        }
        .into_any()
    };
    lines.iter().enumerate().map(row).collect()
}

fn pairs(pen: Pen<'_>, draft: &Draft) -> AnyView {
    let locale = pen.locale;
    let row = |(at, pair): (usize, &PairLine)| {
        let left = td_string!(locale, bank.left, n = at + 1).to_string();
        let right = td_string!(locale, bank.right, n = at + 1).to_string();
        view! {
            <div class="bank-row">
                <input name=format!("pairs.{at}.left") value=pair.left.clone() aria-label=left.clone() autocomplete="off" />
                <span class="muted" aria-hidden="true">"→"</span>
                <input name=format!("pairs.{at}.right") value=pair.right.clone() aria-label=right autocomplete="off" />
                {pen.drop("pairs", format!("drop.pairs.{at}"), &left)}
            </div>
        }
        .into_any()
    };
    let mut rows: Vec<AnyView> = draft.pairs.iter().enumerate().map(row).collect();
    rows.push(pen.button("pairs", "add.pairs".to_owned(), td_string!(locale, bank.add_pair).to_string()));
    rows.push(pen.area("extra", td_string!(locale, bank.extra).to_string(), &draft.extra, 2, None));
    let hint = td_string!(locale, bank.pairs_hint).to_string();
    pen.section("pairs", td_string!(locale, bank.pairs).to_string(), Some(hint), rows)
}

fn steps(pen: Pen<'_>, draft: &Draft) -> AnyView {
    let locale = pen.locale;
    let last = draft.steps.len().saturating_sub(1);
    let row = |(at, step): (usize, &String)| {
        let label = td_string!(locale, bank.step, n = at + 1).to_string();
        let (up, down) = (td_string!(locale, bank.up), td_string!(locale, bank.down));
        view! {
            <div class="bank-row">
                <span class="muted figure" aria-hidden="true">{at + 1}</span>
                <input name=format!("steps.{at}") value=step.clone() aria-label=label.clone() autocomplete="off" />
                {pen.icon("steps", format!("up.steps.{at}"), format!("{up} {label}"), icondata::LuChevronUp, at == 0)}
                {pen.icon("steps", format!("down.steps.{at}"), format!("{down} {label}"), icondata::LuChevronDown, at == last)}
                {pen.drop("steps", format!("drop.steps.{at}"), &label)}
            </div>
        }
        .into_any()
    };
    let mut rows: Vec<AnyView> = draft.steps.iter().enumerate().map(row).collect();
    rows.push(pen.button("steps", "add.steps".to_owned(), td_string!(locale, bank.add_step).to_string()));
    pen.section("steps", td_string!(locale, bank.steps).to_string(), None, rows)
}

fn blanks(pen: Pen<'_>, draft: &Draft) -> AnyView {
    let locale = pen.locale;
    let row = |(at, blank): (usize, &BlankLines)| {
        let label = td_string!(locale, bank.blank, n = at + 1).to_string();
        let section = format!("blank-{at}");
        let rows = wordings(pen, &section, &format!("blanks.{at}.accepted"), &blank.accepted);
        let add = pen.button(&section, format!("add.blanks.{at}"), td_string!(locale, bank.add_accepted).to_string());
        let choices = format!("blanks.{at}.choices");
        view! {
            <fieldset class="bank-blank" id=section.clone()>
                <legend>{label.clone()} " " <code>{format!("{{{}}}", at + 1)}</code> {pen.drop("blanks", format!("drop.blanks.{at}"), &label)}</legend>
                {rows}
                {add}
                {pen.area(&choices, td_string!(locale, bank.choices).to_string(), &blank.choices, 2, None)}
            </fieldset>
        }
        .into_any()
    };
    let mut rows: Vec<AnyView> = draft.blanks.iter().enumerate().map(row).collect();
    rows.push(pen.button("blanks", "add.blanks".to_owned(), td_string!(locale, bank.add_blank).to_string()));
    let hint = td_string!(locale, bank.accepted_hint).to_string();
    pen.section("blanks", td_string!(locale, bank.blanks).to_string(), Some(hint), rows)
}
