//! Writes Moodle XML.

use super::super::{
    Imported, ImportedAnswer, embedded,
    imported::Sources,
    number::{percent, written},
};
use super::element::escaped;
use crate::quiz::{
    Kind,
    carried::{Role, TextFormat},
};

/// Writes items; those without a category come first.
pub fn write(items: &[Imported]) -> String {
    let mut out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<quiz>\n".to_owned();
    let mut category = "";
    let (without, with): (Vec<&Imported>, Vec<&Imported>) = items.iter().partition(|item| item.category.is_empty());
    for item in without.into_iter().chain(with) {
        if item.category != category {
            category = &item.category;
            let text = escaped(category);
            out.push_str(&format!("<question type=\"category\"><category><text>{text}</text></category></question>\n"));
        }
        Writer { item, sources: Sources::of(item) }.question(&mut out);
    }
    out + "</quiz>\n"
}

struct Writer<'a> {
    item: &'a Imported,
    sources: Sources<'a>,
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Single | Kind::Multiple => "multichoice",
        Kind::Boolean => "truefalse",
        Kind::Numeric => "numerical",
        Kind::Text => "shortanswer",
        Kind::Matching => "matching",
        Kind::Ordering => "ordering",
        Kind::Cloze => "cloze",
        Kind::Essay => "essay",
        Kind::Description => "description",
    }
}

fn format(format: Option<TextFormat>) -> &'static str {
    match format {
        Some(TextFormat::Html) => " format=\"html\"",
        Some(TextFormat::Markdown) => " format=\"markdown\"",
        Some(TextFormat::Plain) => " format=\"plain_text\"",
        Some(TextFormat::Moodle) => " format=\"moodle_auto_format\"",
        None => "",
    }
}

impl Writer<'_> {
    /// The attribute of the format and the text as it was written, or as it is shown now.
    fn words(&mut self, role: Role, shown: &str) -> (&'static str, String) {
        match self.sources.take(role, shown) {
            Some(source) => (format(source.format), source.text.clone()),
            None => (format(Some(TextFormat::Plain)), shown.to_owned()),
        }
    }

    fn element(&mut self, name: &str, role: Role, shown: &str) -> String {
        let (format, text) = self.words(role, shown);
        format!("<{name}{format}><text>{}</text></{name}>", escaped(&text))
    }

    fn question(&mut self, out: &mut String) {
        let item = self.item;
        out.push_str(&format!("<question type=\"{}\">\n", kind(item.kind)));
        out.push_str(&format!("<name><text>{}</text></name>\n", escaped(&item.name)));
        let (format, mut text) = self.words(Role::Prompt, &item.prompt);
        if item.kind == Kind::Cloze {
            text = embedded::joined(&text, &item.embedded);
        }
        out.push_str(&format!("<questiontext{format}><text>{}</text></questiontext>\n", escaped(&text)));
        if let Some(general) = &item.general_feedback {
            out.push_str(&self.element("generalfeedback", Role::General, general));
            out.push('\n');
        }
        if matches!(item.kind, Kind::Single | Kind::Multiple) {
            out.push_str(&format!("<single>{}</single>\n", item.kind == Kind::Single));
        }
        for one in &item.answers {
            match item.kind {
                Kind::Cloze => {}
                Kind::Matching => self.pair(one, out),
                _ => self.answer(one, out),
            }
        }
        for kept in &item.kept {
            out.push_str(kept);
            out.push('\n');
        }
        let has_units = item.kept.iter().any(|kept| kept.starts_with("<units"));
        if let Some(unit) = item.unit.as_ref().filter(|_| !has_units) {
            let unit = escaped(unit);
            out.push_str(&format!(
                "<units><unit><multiplier>1</multiplier><unit_name>{unit}</unit_name></unit></units>\n"
            ));
        }
        if !item.idnumber.is_empty() {
            out.push_str(&format!("<idnumber>{}</idnumber>\n", escaped(&item.idnumber)));
        }
        if !item.tags.is_empty() {
            let tags = item.tags.iter().map(|tag| format!("<tag><text>{}</text></tag>", escaped(tag)));
            out.push_str(&format!("<tags>{}</tags>\n", tags.collect::<String>()));
        }
        out.push_str("</question>\n");
    }

    fn answer(&mut self, one: &ImportedAnswer, out: &mut String) {
        // The words of true and false are Moodle's own.
        let (format, text) = match self.item.kind {
            Kind::Boolean => (format(Some(TextFormat::Moodle)), one.text.clone()),
            Kind::Numeric => ("", one.text.clone()),
            _ => self.words(Role::Answer, &one.text),
        };
        let fraction = percent(one.fraction);
        out.push_str(&format!("<answer fraction=\"{fraction}\"{format}><text>{}</text>", escaped(&text)));
        if let Some(tolerance) = one.tolerance {
            out.push_str(&format!("<tolerance>{}</tolerance>", written(tolerance)));
        }
        if !one.feedback.is_empty() {
            out.push_str(&self.element("feedback", Role::Feedback, &one.feedback));
        }
        out.push_str("</answer>\n");
    }

    fn pair(&mut self, one: &ImportedAnswer, out: &mut String) {
        let (format, text) = self.words(Role::Answer, &one.text);
        let right = self.element("answer", Role::Match, one.right.as_deref().unwrap_or_default());
        out.push_str(&format!("<subquestion{format}><text>{}</text>{right}</subquestion>\n", escaped(&text)));
    }
}
