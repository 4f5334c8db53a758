//! Writes CSV, with a byte order mark: without it spreadsheets take it for another encoding.

use super::super::{Imported, ImportedAnswer, embedded, number};
use super::cell::quoted;
use crate::quiz::Kind;

/// Writes items, a row each.
pub fn write(items: &[Imported]) -> String {
    let answers = |item: &&Imported| if item.kind == Kind::Cloze { 0 } else { item.answers.len() };
    let width = items.iter().map(|item| answers(&item)).max().unwrap_or(0);
    let any = |has: fn(&ImportedAnswer) -> bool| items.iter().flat_map(|item| &item.answers).any(has);
    let has_match = any(|one| one.right.is_some());
    let has_tolerance = any(|one| one.tolerance.is_some_and(|tolerance| tolerance != 0.0));
    let mut header: Vec<String> =
        ["name", "kind", "category", "prompt", "unit", "tags", "id", "general_feedback"].map(str::to_owned).to_vec();
    for place in 1..=width {
        header.extend(["answer", "fraction", "feedback"].map(|name| format!("{name}{place}")));
        header.extend(has_match.then(|| format!("match{place}")));
        header.extend(has_tolerance.then(|| format!("tolerance{place}")));
    }
    let mut out = format!("\u{feff}{}\r\n", header.join(","));
    for item in items {
        let mut row: Vec<String> = Vec::with_capacity(header.len());
        let prompt = match item.kind {
            Kind::Cloze => embedded::joined(&item.prompt, &item.embedded),
            _ => item.prompt.clone(),
        };
        let kind = serde_json::to_string(&item.kind).unwrap_or_default().trim_matches('"').to_owned();
        let name = if item.name == Imported::name_of(&item.prompt) { "" } else { item.name.as_str() };
        let general = item.general_feedback.as_deref().unwrap_or_default();
        let unit = item.unit.as_deref().unwrap_or_default();
        let tags = item.tags.join("|");
        row.extend([name, &kind, &item.category, &prompt, unit, &tags, &item.idnumber, general].map(quoted));
        let blank = ImportedAnswer::default();
        for place in 0..width {
            let one = item.answers.get(place).filter(|_| item.kind != Kind::Cloze);
            let fraction = one.map(|one| number::written(one.fraction)).unwrap_or_default();
            let one = one.unwrap_or(&blank);
            row.extend([quoted(&one.text), quoted(&fraction), quoted(&one.feedback)]);
            row.extend(has_match.then(|| quoted(one.right.as_deref().unwrap_or_default())));
            let tolerance = one.tolerance.map(number::written).unwrap_or_default();
            row.extend(has_tolerance.then(|| quoted(&tolerance)));
        }
        out.push_str(&row.join(","));
        out.push_str("\r\n");
    }
    out
}
