//! Replies to type: a buyer's lines and the model answer, as a careful agent plays the scenarios.

use super::alignment::graphemes;
use crate::content::Content;
use crate::quiz::chance::Chance;
use crate::simulation::agents::{Conduct, play};
use crate::simulation::event::Body;
use crate::simulation::scenario::Scenario;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Answers shorter or longer than this are not drilled.
pub const ANSWER_CHARACTERS: std::ops::RangeInclusive<usize> = 8..=120;
/// Replies of one scenario at most: the next buyer brings other words.
const OF_ONE_SCENARIO: usize = 4;

/// What a buyer wrote, and what a good agent answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// The scenario's id.
    pub scenario: String,
    /// The buyer's lines since the last answer.
    pub asked: Vec<String>,
    pub answer: String,
}

/// The replies of one scenario, in the order of the talk. The same seed gives the same buyer.
pub fn of_scenario(content: &Arc<Content>, scenario: &str, seed: &str) -> Vec<Reply> {
    let Ok(tape) = play(content, scenario, seed, Conduct::Perfect, None) else { return Vec::new() };
    let mut replies: Vec<Reply> = Vec::new();
    let mut asked = Vec::new();
    for event in &tape.events {
        match &event.body {
            Body::BuyerSaid { text, .. } => asked.push(text.clone()),
            Body::AgentSaid { text, .. } if !asked.is_empty() => {
                let asked = std::mem::take(&mut asked);
                if ANSWER_CHARACTERS.contains(&graphemes(text).len()) && replies.iter().all(|r| r.answer != *text) {
                    replies.push(Reply { scenario: scenario.to_owned(), asked, answer: text.clone() });
                }
            }
            _ => {}
        }
    }
    // The last line only says good-bye.
    replies.retain(|reply| !reply.answer.starts_with("不客气"));
    replies
}

/// `count` replies of the scenarios that are wanted, drawn by the seed; fewer where there are no more.
pub fn replies(content: &Arc<Content>, wanted: impl Fn(&Scenario) -> bool, seed: &str, count: usize) -> Vec<Reply> {
    let mut ids: Vec<&String> = content.scenarios.values().filter(|one| wanted(one)).map(|one| &one.id).collect();
    Chance::new(seed, "replies").shuffle(&mut ids);
    let mut drawn = Vec::new();
    let mut said = BTreeSet::new();
    for id in ids {
        if drawn.len() >= count {
            break;
        }
        let fresh = of_scenario(content, id, seed).into_iter().take(OF_ONE_SCENARIO);
        drawn.extend(fresh.filter(|reply| said.insert(reply.answer.clone())));
    }
    drawn.truncate(count);
    drawn
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::{self, Files};

    #[test]
    fn the_first_shoes_scenario_gives_its_answers() {
        let content = Arc::new(content::load(&Files::shipped()).unwrap());
        let talk = of_scenario(&content, "presale-first-shoes", "1");
        let answers: Vec<&str> = talk.iter().map(|reply| reply.answer.as_str()).collect();
        assert!(answers.iter().any(|answer| answer.contains("码，脚趾前面留着一点活动的地方")), "{answers:?}");
        assert!(answers.contains(&"这双不可以机洗，脏了用湿布擦一擦就行。"), "{answers:?}");
        assert!(talk.iter().all(|reply| !reply.asked.is_empty() && !reply.answer.contains('{')), "{talk:?}");
        assert_eq!(of_scenario(&content, "no-such", "1"), []);
    }

    #[test]
    fn drawn_by_the_seed() {
        let content = Arc::new(content::load(&Files::shipped()).unwrap());
        let draw = |seed| replies(&content, |scenario| scenario.difficulty == 1, seed, 6);
        assert_eq!(draw("a").len(), 6);
        assert_eq!(draw("a"), draw("a"));
        assert_ne!(draw("a"), draw("b"));
        assert_eq!(replies(&content, |_| false, "a", 6), []);
    }
}
