//! One row as an item.

use super::super::{FileFault, Imported, ImportedAnswer, Trouble, embedded, number};
use super::{
    cell::{bare, is_formula},
    header::{Column, Header},
    key,
};
use crate::quiz::{Kind, exchange::html::is_blank};

/// The cells of an answer.
#[derive(Clone, Debug, Default)]
struct Slot {
    text: String,
    fraction: String,
    feedback: String,
    tolerance: String,
    right: String,
}

/// A row sorted by its columns.
#[derive(Clone, Debug, Default)]
struct Cells {
    kind: String,
    key: String,
    slots: Vec<Slot>,
}

/// Reads a row.
pub fn item(header: &Header, row: u64, cells: &[String], strict: bool) -> Result<Imported, FileFault> {
    let at = |trouble| FileFault::new(row, trouble);
    let want = header.columns.len();
    // Empty cells at the end are a spreadsheet's.
    let got = cells.len() - cells.iter().rev().take_while(|cell| cell.trim().is_empty()).count();
    if got > want || (strict && cells.len() < want) {
        return Err(at(Trouble::Columns { got: cells.len(), want }));
    }
    let mut item = Imported { line: row, ..Imported::default() };
    let sorted = sort(header, cells, &mut item).map_err(at)?;
    if item.prompt.is_empty() {
        return Err(at(Trouble::NoPrompt));
    }
    answers(&sorted, &mut item).map_err(at)?;
    if item.name.is_empty() {
        item.name = Imported::name_of(&item.prompt);
    }
    Ok(item)
}

fn sort(header: &Header, cells: &[String], item: &mut Imported) -> Result<Cells, Trouble> {
    let mut sorted = Cells::default();
    for ((column, name), cell) in header.columns.iter().zip(&header.names).zip(cells) {
        if is_formula(cell) && *column != Column::Beside {
            return Err(Trouble::Formula(name.clone()));
        }
        let text = bare(cell);
        let text = if text.len() == cell.len() { text.trim_matches(is_blank) } else { text };
        let text = text.replace("\r\n", "\n");
        match column {
            Column::Name => item.name = text,
            Column::Kind => sorted.kind = text,
            Column::Prompt => item.prompt = text,
            Column::Category => item.category = text,
            Column::General => item.general_feedback = Some(text).filter(|text| !text.is_empty()),
            Column::Id => item.idnumber = text,
            Column::Tags => item.tags = key::accepted(&text).map(str::to_owned).collect(),
            Column::Unit => item.unit = Some(text).filter(|text| !text.is_empty()),
            Column::Key => sorted.key = text,
            Column::Answer(at) => slot(&mut sorted.slots, *at).text = text,
            Column::Fraction(at) => slot(&mut sorted.slots, *at).fraction = text,
            Column::Feedback(at) => slot(&mut sorted.slots, *at).feedback = text,
            Column::Tolerance(at) => slot(&mut sorted.slots, *at).tolerance = text,
            Column::Match(at) => slot(&mut sorted.slots, *at).right = text,
            Column::Beside => {}
        }
    }
    let used = sorted.slots.iter().rposition(|slot| !slot.text.is_empty() || !slot.right.is_empty());
    sorted.slots.truncate(used.map_or(0, |last| last + 1));
    Ok(sorted)
}

fn slot(slots: &mut Vec<Slot>, at: usize) -> &mut Slot {
    if slots.len() <= at {
        slots.resize(at + 1, Slot::default());
    }
    &mut slots[at]
}

/// A kind that is not named follows from the key.
fn kind(cells: &Cells) -> Result<Kind, Trouble> {
    if !cells.kind.is_empty() {
        return key::kind(&cells.kind).ok_or_else(|| Trouble::Kind(cells.kind.clone()));
    }
    let options: Vec<String> = cells.slots.iter().map(|slot| slot.text.clone()).collect();
    match key::options(&cells.key, &options) {
        _ if options.is_empty() && key::truth(&cells.key).is_some() => Ok(Kind::Boolean),
        Ok(named) if named.len() > 1 => Ok(Kind::Multiple),
        Ok(_) => Ok(Kind::Single),
        Err(_) => Err(Trouble::Kind(String::new())),
    }
}

fn answers(cells: &Cells, item: &mut Imported) -> Result<(), Trouble> {
    item.kind = kind(cells)?;
    match item.kind {
        Kind::Single | Kind::Multiple => choice(cells, item)?,
        Kind::Boolean => boolean(cells, item)?,
        Kind::Numeric | Kind::Text => typed(cells, item)?,
        Kind::Matching => matching(cells, item)?,
        Kind::Ordering => ordering(cells, item)?,
        Kind::Cloze => {
            let parted = embedded::part(&item.prompt)?;
            for (number, blank) in (1..).zip(&parted.blanks) {
                let (_, answers) = embedded::answers(blank)?;
                item.answers.extend(answers.into_iter().map(|one| ImportedAnswer { blank: Some(number), ..one }));
            }
            (item.prompt, item.embedded) = (parted.text, parted.blanks);
        }
        Kind::Essay | Kind::Description => {}
    }
    let needs_right = !matches!(item.kind, Kind::Essay | Kind::Description);
    if needs_right && !item.answers.iter().any(|one| one.fraction > 0.0) { Err(Trouble::NoneRight) } else { Ok(()) }
}

/// The share a slot names; none: `default`.
fn share(slot: &Slot, default: f64) -> Result<f64, Trouble> {
    if slot.fraction.is_empty() { Ok(default) } else { number::share(&slot.fraction) }
}

fn choice(cells: &Cells, item: &mut Imported) -> Result<(), Trouble> {
    if cells.slots.iter().any(|slot| slot.text.is_empty()) {
        return Err(Trouble::EmptyAnswer);
    }
    if cells.slots.len() < 2 {
        return Err(Trouble::FewOptions);
    }
    for slot in &cells.slots {
        let one = ImportedAnswer::new(slot.text.clone(), share(slot, 0.0)?);
        item.answers.push(ImportedAnswer { feedback: slot.feedback.clone(), ..one });
    }
    if cells.key.is_empty() {
        return Ok(());
    }
    let texts: Vec<String> = cells.slots.iter().map(|slot| slot.text.clone()).collect();
    let named = key::options(&cells.key, &texts)?;
    if item.kind == Kind::Single && named.len() > 1 {
        return Err(Trouble::UnknownKey(cells.key.clone()));
    }
    // As the bank itself marks: each right one its part, each wrong one costs its part.
    let right = 1.0 / named.len() as f64;
    let wrong = texts.len() - named.len().min(texts.len());
    for (place, answer) in item.answers.iter_mut().enumerate() {
        answer.fraction = match item.kind {
            _ if named.contains(&place) => right,
            Kind::Multiple if wrong > 0 => -1.0 / wrong as f64,
            _ => 0.0,
        };
        answer.fraction = number::share(&number::written(answer.fraction))?;
    }
    Ok(())
}

fn boolean(cells: &Cells, item: &mut Imported) -> Result<(), Trouble> {
    let of = |wanted: bool| cells.slots.iter().find(|slot| key::truth(&slot.text) == Some(wanted));
    let by_letter = |key: &str| {
        let texts: Vec<String> = cells.slots.iter().map(|slot| slot.text.clone()).collect();
        let place = key::options(key, &texts).ok()?.first().copied()?;
        key::truth(&texts[place])
    };
    let truth = if cells.key.is_empty() {
        let weighed = [true, false].map(|one| of(one).map_or(Ok(0.0), |slot| share(slot, 1.0)));
        let [yes, no] = weighed;
        let (yes, no) = (yes?, no?);
        if yes == no {
            return Err(Trouble::NoneRight);
        }
        yes > no
    } else {
        let named = key::truth(&cells.key).or_else(|| by_letter(&cells.key));
        named.ok_or_else(|| Trouble::UnknownKey(cells.key.clone()))?
    };
    item.answers = [true, false]
        .map(|one| ImportedAnswer {
            feedback: of(one).map_or_else(String::new, |slot| slot.feedback.clone()),
            ..ImportedAnswer::new(one.to_string(), if one == truth { 1.0 } else { 0.0 })
        })
        .to_vec();
    Ok(())
}

/// Numbers and words: what stands in the answer columns, or in the key.
fn typed(cells: &Cells, item: &mut Imported) -> Result<(), Trouble> {
    let mut slots: Vec<Slot> = cells.slots.iter().filter(|slot| !slot.text.is_empty()).cloned().collect();
    if slots.is_empty() {
        slots = key::accepted(&cells.key).map(|text| Slot { text: text.to_owned(), ..Slot::default() }).collect();
    }
    for slot in slots {
        let mut one = ImportedAnswer::new(slot.text.clone(), share(&slot, 1.0)?);
        one.feedback = slot.feedback;
        if item.kind == Kind::Numeric && slot.text != "*" {
            let (text, tolerance) = slot.text.split_once('±').unwrap_or((&slot.text, &slot.tolerance));
            one.text = number::written(number::number(text)?);
            one.tolerance = Some(if tolerance.is_empty() { 0.0 } else { number::number(tolerance)?.abs() });
        }
        item.answers.push(one);
    }
    if item.kind == Kind::Numeric {
        super::super::gift::best_first(&mut item.answers);
    }
    Ok(())
}

fn matching(cells: &Cells, item: &mut Imported) -> Result<(), Trouble> {
    for slot in &cells.slots {
        let (left, right) = if slot.right.is_empty() {
            let arrow = ["->", "→", "=>", "＝", "——"].into_iter().find_map(|arrow| slot.text.split_once(arrow));
            let (left, right) = arrow.ok_or_else(|| Trouble::HalfPair(slot.text.clone()))?;
            (left.trim(), right.trim())
        } else {
            (slot.text.as_str(), slot.right.as_str())
        };
        if right.is_empty() {
            return Err(Trouble::HalfPair(left.to_owned()));
        }
        let fraction = if left.is_empty() { 0.0 } else { 1.0 };
        item.answers.push(ImportedAnswer { right: Some(right.to_owned()), ..ImportedAnswer::new(left, fraction) });
    }
    let pairs = item.answers.iter().filter(|one| !one.text.is_empty()).count();
    if pairs < 2 { Err(Trouble::FewPairs) } else { Ok(()) }
}

/// Steps as they stand, or in the order of the key's letters.
fn ordering(cells: &Cells, item: &mut Imported) -> Result<(), Trouble> {
    let steps: Vec<String> = cells.slots.iter().map(|slot| slot.text.clone()).filter(|text| !text.is_empty()).collect();
    let order = if cells.key.is_empty() { (0..steps.len()).collect() } else { key::options(&cells.key, &steps)? };
    let mut sorted = order.clone();
    sorted.sort_unstable();
    if !sorted.iter().copied().eq(0..steps.len()) {
        return Err(Trouble::UnknownKey(cells.key.clone()));
    }
    item.answers =
        order.iter().filter_map(|place| steps.get(*place)).map(|step| ImportedAnswer::new(step, 1.0)).collect();
    if item.answers.len() < 2 { Err(Trouble::FewSteps) } else { Ok(()) }
}
