//! Slow and wrong characters: what a weak-character drill is built from.

use super::alignment::{Alignment, GivenMark, TypedMark, graphemes};
use super::edit::Edit;
use super::measures::cleaned;
use super::replay::Replay;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How one given character went, over all its places in the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CharacterTime {
    pub character: String,
    /// Places typed right or wrong.
    pub typed: u64,
    /// Mean time from first reaching the place, wrong tries included.
    pub mean_ms: u64,
    /// Places left wrong or left out.
    pub wrong: u64,
}

/// How one place of the given text went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceTime {
    pub character: String,
    pub mark: GivenMark,
    /// Time from first reaching it, wrong tries included; `None` where nothing was typed for it.
    pub taken_ms: Option<u64>,
}

/// Every place of the given text, in order.
pub fn place_times(given: &str, log: &[Edit]) -> Vec<PlaceTime> {
    let given = cleaned(given);
    let replay = Replay::of(log);
    let alignment = Alignment::of(&given, &replay.text);
    let marked = graphemes(&given).into_iter().zip(&alignment.given);
    let mut places: Vec<PlaceTime> = marked
        .map(|(character, mark)| PlaceTime { character: character.to_owned(), mark: *mark, taken_ms: None })
        .collect();
    for ((_, place), ms) in alignment.typed.iter().zip(replay.taken_ms()) {
        if let Some(place) = place.and_then(|place| places.get_mut(place)) {
            place.taken_ms = Some(ms);
        }
    }
    places
}

/// The characters reached, slowest first; of equally slow ones the more often wrong first, then by code point.
pub fn character_times(given: &str, log: &[Edit]) -> Vec<CharacterTime> {
    let given = cleaned(given);
    let replay = Replay::of(log);
    let alignment = Alignment::of(&given, &replay.text);
    let characters = graphemes(&given);
    let mut times: BTreeMap<&str, (u64, u64, u64)> = BTreeMap::new();
    for ((mark, j), ms) in alignment.typed.iter().zip(replay.taken_ms()) {
        if let Some(j) = j {
            let (typed, sum_ms, wrong) = times.entry(characters[*j]).or_default();
            *typed += 1;
            *sum_ms += ms;
            *wrong += u64::from(*mark != TypedMark::Right);
        }
    }
    for (mark, character) in alignment.given.iter().zip(&characters) {
        if *mark == GivenMark::LeftOut {
            times.entry(character).or_default().2 += 1;
        }
    }
    let mut times: Vec<_> = times
        .into_iter()
        .map(|(character, (typed, sum_ms, wrong))| CharacterTime {
            character: character.to_owned(),
            typed,
            mean_ms: sum_ms.checked_div(typed).unwrap_or(0),
            wrong,
        })
        .collect();
    times.sort_by(|a, b| (b.mean_ms, b.wrong).cmp(&(a.mean_ms, a.wrong)).then_with(|| a.character.cmp(&b.character)));
    times
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typing::edit::parse_log;

    #[test]
    fn each_place_has_its_time() {
        let log = parse_log(concat!(
            "{\"t_ms\":0,\"kind\":\"key\"}\n{\"t_ms\":100,\"kind\":\"commit\",\"text\":\"亲\"}\n",
            "{\"t_ms\":700,\"kind\":\"commit\",\"text\":\"码\"}\n",
        ))
        .unwrap();
        let got: Vec<_> = place_times("亲鞋码大", &log).into_iter().map(|p| (p.mark, p.taken_ms)).collect();
        use GivenMark::{Ahead, LeftOut, Right};
        assert_eq!(got, [(Right, Some(100)), (LeftOut, None), (Right, Some(600)), (Ahead, None)]);
    }

    #[test]
    fn slowest_first() {
        let log = parse_log(concat!(
            "{\"t_ms\":0,\"kind\":\"key\"}\n{\"t_ms\":100,\"kind\":\"commit\",\"text\":\"亲\"}\n",
            "{\"t_ms\":700,\"kind\":\"commit\",\"text\":\"鞋\"}\n{\"t_ms\":900,\"kind\":\"commit\",\"text\":\"马\"}\n",
            "{\"t_ms\":1000,\"kind\":\"delete\"}\n{\"t_ms\":1500,\"kind\":\"commit\",\"text\":\"码\"}\n",
        ))
        .unwrap();
        let got: Vec<_> =
            character_times("亲鞋码\r\n偏大", &log).into_iter().map(|c| (c.character, c.mean_ms, c.wrong)).collect();
        assert_eq!(got, [("码".into(), 800, 0), ("鞋".into(), 600, 0), ("亲".into(), 100, 0)]);
    }
}
