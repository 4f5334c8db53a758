//! Answers gathered from sittings that had different forms.

use super::super::answer::Answer;
use super::super::calibration::{Response, Responses};
use super::super::form::Form;
use super::super::item::Item;
use super::distractors::{Choices, OptionFigures};
use super::figures::{ItemFigures, Mark};
use super::{flag, guess::guess};
use std::collections::{BTreeMap, BTreeSet};

/// Sittings, item by item. Only a person's first answer to an item counts: at the second the key has been seen.
/// The rest score is the mean mark of the sitting's other items, since forms differ in length.
#[derive(Clone, Debug, Default)]
pub struct Sittings {
    items: BTreeMap<String, Answers>,
    persons: BTreeMap<String, Vec<(String, f64)>>,
    met: BTreeSet<(String, String)>,
}

#[derive(Clone, Debug)]
struct Answers {
    item: Item,
    marks: Vec<Mark>,
    choices: Choices,
}

/// One item of sittings.
#[derive(Clone, Debug)]
pub struct ItemReport {
    /// As it was last shown.
    pub item: Item,
    pub figures: ItemFigures,
    /// Empty for kinds without options.
    pub options: Vec<OptionFigures>,
}

impl Sittings {
    /// Takes one finished sitting in, the oldest first. `marks` in the order of the form's places, answers by number
    /// from 1.
    pub fn take(&mut self, person: &str, form: &Form, answers: &BTreeMap<u64, Answer>, marks: &[f64]) {
        let total: f64 = marks.iter().sum();
        for ((number, place), mark) in (1_u64..).zip(&form.places).zip(marks) {
            let id = &place.item.id;
            if !self.met.insert((person.to_owned(), id.clone())) {
                continue;
            }
            let rest = (marks.len() > 1).then(|| (total - mark) / (marks.len() - 1) as f64);
            let kept = self.items.entry(id.clone()).or_insert_with(|| Answers {
                item: place.item.clone(),
                marks: Vec::new(),
                choices: Choices::default(),
            });
            kept.item.clone_from(&place.item);
            kept.marks.push(Mark { mark: *mark, rest });
            kept.choices.count(place, answers.get(&number).filter(|answer| !answer.is_open()), rest);
            self.persons.entry(person.to_owned()).or_default().push((id.clone(), *mark));
        }
    }

    /// Persons who answered anything.
    pub fn person_count(&self) -> u64 {
        self.persons.len() as u64
    }

    /// Every item that was answered, by id. `truth` names the two answers of a boolean item.
    pub fn reports(&self, truth: impl Fn(bool) -> String) -> Vec<ItemReport> {
        let report = |(id, kept): (&String, &Answers)| {
            let mut figures = ItemFigures::of(id, &kept.marks, guess(&kept.item));
            let options = kept.choices.table(&truth);
            figures.flags.extend(flag::of_options(&options));
            figures.flags.sort_unstable();
            ItemReport { item: kept.item.clone(), figures, options }
        };
        self.items.iter().map(report).collect()
    }

    /// What a calibration takes: the items with at least `answers_min` answers, the most answered `items_max` of them.
    pub fn responses(&self, answers_min: u64, items_max: usize) -> Responses {
        let mut ids: Vec<&String> =
            self.items.iter().filter(|(_, kept)| kept.marks.len() as u64 >= answers_min).map(|(id, _)| id).collect();
        ids.sort_by_key(|id| (std::cmp::Reverse(self.items[*id].marks.len()), *id));
        ids.truncate(items_max);
        ids.sort();
        let place: BTreeMap<&String, usize> = ids.iter().enumerate().map(|(at, id)| (*id, at)).collect();
        let persons = self
            .persons
            .iter()
            .map(|(person, given)| {
                let mut answers: Vec<Response> = given
                    .iter()
                    .filter_map(|(id, mark)| Some(Response { item: *place.get(id)?, right: *mark >= 1.0 }))
                    .collect();
                answers.sort_unstable();
                (person.clone(), answers)
            })
            .collect();
        Responses { items: ids.into_iter().cloned().collect(), persons }
    }
}
