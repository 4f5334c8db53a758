//! The line a person aims at: the lowest standard's typing speed that they have not reached.

use crate::i18n::Locale;
use miaohui::certification::standard::{Part, Requirement, Standard};
use miaohui::content::Content;

/// A standard's typing thresholds.
#[derive(Clone, Debug, PartialEq)]
pub struct Aim {
    /// The standard's name.
    pub name: String,
    pub cpm: f64,
    /// 0 to 1.
    pub accuracy: Option<f64>,
    /// The highest is reached: there is none above.
    pub reached: bool,
}

impl Aim {
    /// For a best score; `None` where no standard asks for typing.
    pub fn of(content: &Content, locale: Locale, best_cpm: f64) -> Option<Self> {
        let mut asked: Vec<(f64, &Standard)> = content
            .standards
            .values()
            .filter_map(|standard| Some((requirement(standard, "score_cpm")?.threshold, standard)))
            .collect();
        asked.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.id.cmp(&b.1.id)));
        let next = asked.iter().find(|(cpm, _)| best_cpm < *cpm);
        let (cpm, standard) = *next.or(asked.last())?;
        Some(Self {
            name: if locale == Locale::en { standard.title_en.clone() } else { standard.title.clone() },
            cpm,
            accuracy: requirement(standard, "accuracy").map(|one| one.threshold),
            reached: next.is_none(),
        })
    }
}

fn requirement<'a>(standard: &'a Standard, id: &str) -> Option<&'a Requirement> {
    standard.criteria.iter().find(|one| one.part == Part::Typing && one.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use miaohui::content::{self, Files};

    #[test]
    fn the_lowest_not_reached() {
        let Ok(content) = content::load(&Files::shipped()) else { panic!("the shipped content") };
        let at = |best| Aim::of(&content, Locale::zh, best).map(|aim| (aim.cpm, aim.reached));
        let (lowest, first) = at(0.0).unwrap_or_default();
        assert!(!first && lowest > 0.0);
        let (next, _) = at(lowest).unwrap_or_default();
        assert!(next >= lowest);
        assert_eq!(at(10_000.0).map(|(_, reached)| reached), Some(true));
        assert_eq!(Aim::of(&Content::default(), Locale::zh, 1.0), None);
    }
}
