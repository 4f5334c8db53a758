//! Measures how the simulated buyers write beside real ones: characters a line, turns a talk.
//!
//! One tab-separated line a metric: name, value, unit, reference in words and its value. The references are those of the
//! published corpus of JD's shop chats (JDDC): median 9 characters a buyer's line, 90th percentile 33, median 10 turns.

use miaohui::content::{self, Files};
use miaohui::simulation::agents::{Conduct, play};
use miaohui::simulation::event::Body;
use std::sync::Arc;

const SEEDS: [&str; 5] = ["1", "2", "3", "4", "5"];

fn main() -> Result<(), String> {
    let content = content::load(&Files::shipped()).map_err(|faults| format!("{} faults in content", faults.len()))?;
    let content = Arc::new(content);
    let (mut characters, mut turns) = (Vec::new(), Vec::new());
    for id in content.scenarios.keys() {
        for seed in SEEDS {
            let tape = play(&content, id, seed, Conduct::Perfect, None).map_err(|error| error.to_string())?;
            let (mut changes, mut last) = (0_usize, None);
            for event in &tape.events {
                let by_buyer = match &event.body {
                    Body::BuyerSaid { text, .. } => {
                        characters.push(text.chars().count());
                        true
                    }
                    Body::AgentSaid { .. } => false,
                    _ => continue,
                };
                changes += usize::from(last != Some(by_buyer));
                last = Some(by_buyer);
            }
            turns.push(changes);
        }
    }
    let at = |all: &mut Vec<usize>, percent: usize| {
        all.sort_unstable();
        all.get(all.len().saturating_sub(1) * percent / 100).copied().unwrap_or(0)
    };
    let line = |name: &str, value: usize, unit: &str, real: u64| {
        println!("realism.{name}\t{value}\t{unit}\treal buyers of JD's published chats\t{real}");
    };
    line("buyer_chars_p50", at(&mut characters, 50), "characters", 9);
    line("buyer_chars_p90", at(&mut characters, 90), "characters", 33);
    line("turns_p50", at(&mut turns, 50), "turns", 10);
    Ok(())
}
