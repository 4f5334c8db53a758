//! Writes GIFT.

use super::super::{
    Imported, ImportedAnswer, Trouble,
    html::is_blank,
    imported::Sources,
    number::{percent, written},
};
use super::answers::ORDERING_HEAD;
use super::questions::MISSING;
use crate::quiz::{
    Kind,
    carried::{Role, TextFormat},
};

/// Writes items, those without a category first; what GIFT cannot hold is left out and named.
pub fn write(items: &[Imported]) -> (String, Vec<Trouble>) {
    let mut out = String::new();
    let mut troubles = Vec::new();
    let mut category = "";
    let (without, with): (Vec<&Imported>, Vec<&Imported>) = items.iter().partition(|item| item.category.is_empty());
    for item in without.into_iter().chain(with) {
        if item.kind == Kind::Cloze {
            troubles.push(Trouble::Unwritable { kind: item.kind, name: item.name.clone() });
            continue;
        }
        if item.category != category {
            category = &item.category;
            out.push_str("$CATEGORY: ");
            out.push_str(&category.replace(['\n', '\r'], " "));
            out.push_str("\n\n");
        }
        out.push_str(&Writer::new(item).question());
    }
    (out, troubles)
}

/// A text that is one line and holds no mark of the format.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for one in text.chars() {
        match one {
            ':' | '#' | '=' | '{' | '}' | '~' | '\\' => out.extend(['\\', one]),
            '\n' => out.push_str("\\n"),
            '\r' => {}
            one => out.push(one),
        }
    }
    out
}

struct Writer<'a> {
    item: &'a Imported,
    sources: Sources<'a>,
    format: Option<TextFormat>,
}

impl<'a> Writer<'a> {
    fn new(item: &'a Imported) -> Self {
        Self { item, sources: Sources::of(item), format: None }
    }

    /// The text as it was written, with its format where that is not the prompt's.
    fn words(&mut self, role: Role, shown: &str) -> String {
        let (format, text) = match self.sources.take(role, shown) {
            // Moodle's own format needs no name.
            Some(source) => (source.format.filter(|one| *one != TextFormat::Moodle), source.text.as_str()),
            None => (None, shown),
        };
        let text = text.trim_matches(is_blank);
        let looks_named = ["[html]", "[markdown]", "[plain]", "[moodle]"].iter().any(|name| text.starts_with(name));
        let inherited = self.format;
        if role == Role::Prompt {
            self.format = format;
        }
        let named = if format == inherited && !looks_named { "" } else { name(format) };
        format!("{named}{}", escaped(text))
    }

    fn question(mut self) -> String {
        let item = self.item;
        let mut out = String::new();
        if !item.idnumber.is_empty() || !item.tags.is_empty() {
            out.push_str("// ");
            let id = Some(&item.idnumber).filter(|id| !id.is_empty()).map(|id| ("id", id));
            for (label, text) in id.into_iter().chain(item.tags.iter().map(|tag| ("tag", tag))) {
                let text = text.replace(']', "\\]").replace(['\n', '\r'], " ");
                out.push_str(&format!("[{label}:{text}]"));
            }
            out.push('\n');
        }
        let prompt = self.words(Role::Prompt, &item.prompt);
        let unsafe_start = ["//", "$", "::", "\\:"].iter().any(|start| prompt.starts_with(start));
        if unsafe_start || item.name != Imported::name_of(&item.prompt) {
            out.push_str(&format!("::{}::", escaped(item.name.trim_matches(is_blank))));
        }
        if item.kind == Kind::Description {
            out.push_str(&prompt);
            out.push_str("\n\n");
            return out;
        }
        let mut body = self.body();
        if let Some(general) = &item.general_feedback {
            body.push_str(&format!("\n\t####{}", self.words(Role::General, general)));
        }
        if body.contains('\n') {
            body.push('\n');
        }
        let split = prompt.split_once(MISSING).filter(|(_, tail)| !tail.trim_matches(is_blank).is_empty());
        let takes_word = matches!(item.kind, Kind::Single | Kind::Multiple | Kind::Text | Kind::Numeric);
        match split.filter(|_| takes_word) {
            Some((head, tail)) => out.push_str(&format!("{head}{{{body}}}{tail}\n\n")),
            None => out.push_str(&format!("{prompt}{{{body}}}\n\n")),
        }
        out
    }

    fn body(&mut self) -> String {
        let item = self.item;
        match item.kind {
            Kind::Single => item.answers.iter().map(|one| self.option(one, true)).collect(),
            Kind::Multiple => item.answers.iter().map(|one| self.option(one, false)).collect(),
            Kind::Text => item.answers.iter().map(|one| self.right(one)).collect(),
            Kind::Numeric => "#".to_owned() + &item.answers.iter().map(|one| self.number(one)).collect::<String>(),
            Kind::Matching => item.answers.iter().map(|one| self.pair(one)).collect(),
            Kind::Boolean => self.truth(),
            Kind::Ordering => {
                let head = item.embedded.first().map_or(ORDERING_HEAD, String::as_str);
                let steps: String =
                    item.answers.iter().map(|one| format!("\n\t{}", self.words(Role::Answer, &one.text))).collect();
                format!(">{head}{steps}")
            }
            Kind::Cloze | Kind::Essay | Kind::Description => String::new(),
        }
    }

    fn said(&mut self, feedback: &str) -> String {
        if feedback.is_empty() { String::new() } else { format!("#{}", self.words(Role::Feedback, feedback)) }
    }

    fn option(&mut self, one: &ImportedAnswer, single: bool) -> String {
        let mark = match one.fraction {
            1.0 if single => "=".to_owned(),
            0.0 => "~".to_owned(),
            // Somewhere a single choice needs its `=`.
            fraction if single && fraction > 0.0 && !self.item.answers.iter().any(|one| one.fraction == 1.0) => {
                format!("=%{}%", percent(fraction))
            }
            fraction => format!("~%{}%", percent(fraction)),
        };
        let text = self.words(Role::Answer, &one.text);
        // A text that begins like a weight gets the weight it has.
        let mark = if text.starts_with('%') && !mark.ends_with('%') {
            format!("{mark}%{}%", percent(one.fraction))
        } else {
            mark
        };
        format!("\n\t{mark}{text}{}", self.said(&one.feedback))
    }

    fn right(&mut self, one: &ImportedAnswer) -> String {
        let text = self.words(Role::Answer, &one.text);
        // There is no escape for the arrow of pairs.
        let text = text.replace("->", "- >");
        let plain = one.fraction == 1.0 && !text.starts_with('%');
        let weight = if plain { String::new() } else { format!("%{}%", percent(one.fraction)) };
        format!("\n\t={weight}{text}{}", self.said(&one.feedback))
    }

    fn number(&mut self, one: &ImportedAnswer) -> String {
        if one.text == "*" {
            return format!("\n\t~{}", self.said(&one.feedback));
        }
        let weight = if one.fraction == 1.0 { String::new() } else { format!("%{}%", percent(one.fraction)) };
        let tolerance = one.tolerance.filter(|tolerance| *tolerance != 0.0);
        let tolerance = tolerance.map_or_else(String::new, |tolerance| format!(":{}", written(tolerance)));
        format!("\n\t={weight}{}{tolerance}{}", one.text, self.said(&one.feedback))
    }

    fn pair(&mut self, one: &ImportedAnswer) -> String {
        let left = self.words(Role::Answer, &one.text).replace("->", "- >");
        let right = self.words(Role::Match, one.right.as_deref().unwrap_or_default());
        format!("\n\t={left} -> {right}")
    }

    fn truth(&mut self) -> String {
        let is_true = self.item.answers.iter().any(|one| one.text == "true" && one.fraction > 0.0);
        let of = |right: bool| {
            let same = |one: &&ImportedAnswer| (one.fraction > 0.0) == right;
            self.item.answers.iter().find(same).map_or("", |one| one.feedback.as_str())
        };
        let (wrong, right) = (of(false), of(true));
        let mut out = if is_true { "TRUE".to_owned() } else { "FALSE".to_owned() };
        if !wrong.is_empty() || !right.is_empty() {
            // An empty first feedback keeps its mark.
            out.push('#');
            if !wrong.is_empty() {
                out.push_str(&self.words(Role::Feedback, wrong));
            }
        }
        out + &self.said(right)
    }
}

/// How a format is named.
fn name(format: Option<TextFormat>) -> &'static str {
    match format {
        Some(TextFormat::Html) => "[html]",
        Some(TextFormat::Markdown) => "[markdown]",
        Some(TextFormat::Plain) => "[plain]",
        Some(TextFormat::Moodle) | None => "[moodle]",
    }
}
