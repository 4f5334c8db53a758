//! One night, played through question by question.

use super::{Agent, Forecast, QUARTER_MINUTES, Talk};
use crate::quiz::chance::Chance;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

/// What the trade asks of an answer: within three minutes.
pub const IN_TIME_MS: u64 = 180_000;
/// After the last quarter the night goes on so long, so that what was begun is ended.
const AFTER_MS: u64 = 30 * 60_000;
const MINUTE_MS: u64 = 60_000;
const QUARTER_MS: u64 = QUARTER_MINUTES * MINUTE_MS;

/// A quarter hour as it went.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct PlayedQuarter {
    /// When it begins.
    pub from_minute: u64,
    pub buyers: u64,
    /// People at their desks, on average over its minutes.
    pub people: f64,
    /// Questions asked in it.
    pub questions: u64,
    /// Of these answered within three minutes.
    pub in_time: u64,
    /// Buyers who left unanswered.
    pub left: u64,
    /// The most buyers who waited for a window at once.
    pub queue_most: u64,
    /// The part of people's time spent answering, 0 to 1.
    pub busy: f64,
}

impl PlayedQuarter {
    /// The three-minute rate; `None` where nobody asked.
    pub fn three_minute_rate(&self) -> Option<f64> {
        (self.questions > 0).then(|| self.in_time as f64 / self.questions as f64)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Happening {
    /// An agent has finished an answer.
    Answered { agent: usize, buyer: usize },
    /// A buyer comes, or asks on.
    Asks { buyer: usize },
    /// A buyer's patience ends, unless the question of that number was answered.
    Leaves { buyer: usize, question: u64 },
    /// Somebody comes, goes or is back.
    Changes,
}

struct Buyer {
    agent: Option<usize>,
    left_to_ask: u64,
    /// Questions asked so far.
    question: u64,
    asked_ms: u64,
    /// A question stands open.
    open: bool,
    gone: bool,
}

struct Desk {
    windows: u64,
    /// Buyers whose question waits, the oldest first.
    waiting: VecDeque<usize>,
    answering: bool,
}

struct Night<'a> {
    agents: &'a [Agent],
    talk: Talk,
    begins_ms: u64,
    now_ms: u64,
    chance: Chance,
    buyers: Vec<Buyer>,
    desks: Vec<Desk>,
    /// Buyers without a window.
    queue: VecDeque<usize>,
    ahead: BinaryHeap<Reverse<(u64, u64, Happening)>>,
    numbered: u64,
    quarters: Vec<PlayedQuarter>,
    busy_ms: Vec<u64>,
}

/// Plays the night: buyers arrive evenly spread by chance within each quarter, a window goes to whoever has the fewest,
/// each agent answers one question at a time in the order they were asked. The same seed gives the same night.
pub fn play(forecast: &Forecast, agents: &[Agent], talk: Talk, seed: &str) -> Vec<PlayedQuarter> {
    let begins_ms = forecast.from_minute * MINUTE_MS;
    let quarter =
        |at: u64| PlayedQuarter { from_minute: forecast.from_minute + at * QUARTER_MINUTES, ..Default::default() };
    let mut night = Night {
        agents,
        talk,
        begins_ms,
        now_ms: begins_ms,
        chance: Chance::new(seed, "staffing"),
        buyers: Vec::new(),
        desks: agents.iter().map(|_| Desk { windows: 0, waiting: VecDeque::new(), answering: false }).collect(),
        queue: VecDeque::new(),
        ahead: BinaryHeap::new(),
        numbered: 0,
        quarters: (0..forecast.buyers.len() as u64).map(quarter).collect(),
        busy_ms: vec![0; forecast.buyers.len()],
    };
    night.arrivals(forecast);
    night.shifts();
    let ends_ms = forecast.until_minute() * MINUTE_MS + AFTER_MS;
    while let Some(Reverse((at_ms, _, happening))) = night.ahead.pop() {
        if at_ms > ends_ms {
            break;
        }
        night.now_ms = at_ms;
        night.happens(happening);
    }
    night.done()
}

impl Night<'_> {
    fn arrivals(&mut self, forecast: &Forecast) {
        for (quarter, count) in forecast.buyers.iter().enumerate() {
            let from_ms = self.begins_ms + quarter as u64 * QUARTER_MS;
            for _ in 0..*count {
                let at_ms = from_ms + self.chance.below(QUARTER_MS);
                // One to twice the mean less one: the mean is as given.
                let rounds = 1 + self.chance.below((2 * self.talk.rounds).saturating_sub(1).max(1));
                let buyer = self.buyers.len();
                self.buyers.push(Buyer {
                    agent: None,
                    left_to_ask: rounds,
                    question: 0,
                    asked_ms: 0,
                    open: false,
                    gone: false,
                });
                self.at(at_ms, Happening::Asks { buyer });
            }
        }
    }

    fn shifts(&mut self) {
        let times: Vec<u64> = self
            .agents
            .iter()
            .flat_map(|agent| {
                let breaks = agent.breaks.iter().flat_map(|(from, until)| [*from, *until]);
                [agent.from_minute, agent.until_minute].into_iter().chain(breaks)
            })
            .collect();
        for minute in times {
            self.at((minute * MINUTE_MS).max(self.begins_ms), Happening::Changes);
        }
    }

    fn at(&mut self, at_ms: u64, happening: Happening) {
        self.numbered += 1;
        self.ahead.push(Reverse((at_ms, self.numbered, happening)));
    }

    fn quarter(&self, at_ms: u64) -> Option<usize> {
        let at = usize::try_from(at_ms.saturating_sub(self.begins_ms) / QUARTER_MS).ok()?;
        (at < self.quarters.len()).then_some(at)
    }

    fn is_there(&self, agent: usize) -> bool {
        self.agents.get(agent).is_some_and(|one| one.is_there(self.now_ms / MINUTE_MS))
    }

    fn happens(&mut self, happening: Happening) {
        match happening {
            Happening::Asks { buyer } => self.asks(buyer),
            Happening::Answered { agent, buyer } => self.answered(agent, buyer),
            Happening::Leaves { buyer, question } => self.leaves(buyer, question),
            Happening::Changes => self.changes(),
        }
    }

    fn asks(&mut self, buyer: usize) {
        let now_ms = self.now_ms;
        let at = self.quarter(now_ms);
        let Some(one) = self.buyers.get_mut(buyer).filter(|one| !one.gone) else { return };
        one.question += 1;
        (one.open, one.asked_ms) = (true, now_ms);
        let (question, agent) = (one.question, one.agent);
        if let Some(quarter) = at.and_then(|at| self.quarters.get_mut(at)) {
            quarter.questions += 1;
            quarter.buyers += u64::from(question == 1);
        }
        let patience_ms = (self.talk.patience_s * 1_000.0) as u64;
        self.at(now_ms + patience_ms, Happening::Leaves { buyer, question });
        match agent {
            Some(agent) if self.is_there(agent) => self.desks[agent].waiting.push_back(buyer),
            Some(agent) => {
                self.gives_up(agent, buyer);
                self.queue.push_back(buyer);
            }
            None => self.queue.push_back(buyer),
        }
        self.work();
    }

    fn gives_up(&mut self, agent: usize, buyer: usize) {
        self.desks[agent].windows = self.desks[agent].windows.saturating_sub(1);
        self.buyers[buyer].agent = None;
    }

    fn answered(&mut self, agent: usize, buyer: usize) {
        self.desks[agent].answering = false;
        let one = &mut self.buyers[buyer];
        if !one.gone {
            one.open = false;
            one.left_to_ask = one.left_to_ask.saturating_sub(1);
            let (asked_ms, left) = (one.asked_ms, one.left_to_ask);
            if self.now_ms - asked_ms <= IN_TIME_MS
                && let Some(quarter) = self.quarter(asked_ms).and_then(|at| self.quarters.get_mut(at))
            {
                quarter.in_time += 1;
            }
            if left == 0 {
                self.buyers[buyer].gone = true;
                self.gives_up(agent, buyer);
            } else {
                // Half to one and a half times the mean.
                let buyer_ms = (self.talk.buyer_s * 1_000.0) as u64;
                let at_ms = self.now_ms + buyer_ms / 2 + self.chance.below(buyer_ms.max(1));
                self.at(at_ms, Happening::Asks { buyer });
            }
        }
        self.work();
    }

    fn leaves(&mut self, buyer: usize, question: u64) {
        let one = &mut self.buyers[buyer];
        if one.gone || !one.open || one.question != question {
            return;
        }
        one.gone = true;
        let (agent, asked_ms) = (one.agent, one.asked_ms);
        if let Some(quarter) = self.quarter(asked_ms).and_then(|at| self.quarters.get_mut(at)) {
            quarter.left += 1;
        }
        if let Some(agent) = agent {
            self.desks[agent].waiting.retain(|one| *one != buyer);
            self.gives_up(agent, buyer);
        }
        self.queue.retain(|one| *one != buyer);
        self.work();
    }

    /// Who goes hands the open windows over; who comes takes from the queue.
    fn changes(&mut self) {
        for agent in 0..self.agents.len() {
            if !self.is_there(agent) {
                for buyer in std::mem::take(&mut self.desks[agent].waiting) {
                    self.gives_up(agent, buyer);
                    self.queue.push_back(buyer);
                }
            }
        }
        self.work();
    }

    /// Windows to whoever has the fewest, and everybody who is free begins an answer.
    fn work(&mut self) {
        while let Some(buyer) = self.queue.front().copied() {
            let free = (0..self.agents.len())
                .filter(|agent| self.is_there(*agent) && self.desks[*agent].windows < self.agents[*agent].windows)
                .min_by_key(|agent| (self.desks[*agent].windows, *agent));
            let Some(agent) = free else { break };
            self.queue.pop_front();
            self.buyers[buyer].agent = Some(agent);
            self.desks[agent].windows += 1;
            self.desks[agent].waiting.push_back(buyer);
        }
        if let Some(quarter) = self.quarter(self.now_ms).and_then(|at| self.quarters.get_mut(at)) {
            quarter.queue_most = quarter.queue_most.max(self.queue.len() as u64);
        }
        for agent in 0..self.agents.len() {
            if self.desks[agent].answering || !self.is_there(agent) {
                continue;
            }
            let Some(buyer) = self.desks[agent].waiting.pop_front() else { continue };
            let reply_ms = (self.agents[agent].reply_s * 1_000.0).max(1.0) as u64;
            let takes_ms = reply_ms / 2 + self.chance.below(reply_ms.max(1));
            if let Some(at) = self.quarter(self.now_ms) {
                self.busy_ms[at] += takes_ms;
            }
            self.desks[agent].answering = true;
            self.at(self.now_ms + takes_ms, Happening::Answered { agent, buyer });
        }
    }

    fn done(mut self) -> Vec<PlayedQuarter> {
        for (at, quarter) in self.quarters.iter_mut().enumerate() {
            let minutes = quarter.from_minute..quarter.from_minute + QUARTER_MINUTES;
            let there: u64 =
                minutes.map(|minute| self.agents.iter().filter(|one| one.is_there(minute)).count() as u64).sum();
            quarter.people = there as f64 / QUARTER_MINUTES as f64;
            let whole_ms = there * MINUTE_MS;
            quarter.busy = if whole_ms == 0 { 0.0 } else { (self.busy_ms[at] as f64 / whole_ms as f64).min(1.0) };
        }
        self.quarters
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn agent(from: u64, until: u64) -> Agent {
        Agent {
            name: "甲".into(),
            reply_s: 20.0,
            windows: 10,
            from_minute: from,
            until_minute: until,
            breaks: Vec::new(),
            intern: false,
        }
    }

    fn forecast(buyers: &[u64]) -> Forecast {
        Forecast { from_minute: 1_200, buyers: buyers.to_vec() }
    }

    #[test]
    fn enough_people_answer_everybody_and_too_few_do_not() {
        // 40 buyers × 3 questions × 20 s are 40 minutes of work in a quarter hour.
        let forecast = forecast(&[40, 40, 40]);
        let check = |people: usize, least: f64, most: f64| {
            let agents: Vec<Agent> = (0..people).map(|_| agent(1_200, 1_260)).collect();
            let played = play(&forecast, &agents, Talk::default(), "seed");
            let (asked, in_time) = played.iter().fold((0, 0), |(a, t), one| (a + one.questions, t + one.in_time));
            let rate = in_time as f64 / asked as f64;
            assert!((least..=most).contains(&rate), "{people} people: {rate}");
            assert_eq!(played.iter().map(|one| one.buyers).sum::<u64>(), 120);
            rate
        };
        check(0, 0.0, 0.0);
        let few = check(1, 0.02, 0.6);
        let some = check(2, 0.3, 0.98);
        let enough = check(5, 0.99, 1.0);
        assert!(few < some && some < enough);
    }

    #[test]
    fn a_break_shows_and_windows_are_handed_over() {
        let mut one = agent(1_200, 1_260);
        one.breaks = vec![(1_215, 1_230)];
        let played = play(&forecast(&[10, 10, 10]), &[one], Talk::default(), "seed");
        assert_eq!(played.iter().map(|one| one.people).collect::<Vec<_>>(), [1.0, 0.0, 1.0]);
        assert!(played[1].left > 0 && played[1].busy == 0.0, "{played:?}");
        assert!(played[0].three_minute_rate() > Some(0.9));
        assert_eq!(play(&forecast(&[0]), &[], Talk::default(), "s")[0].three_minute_rate(), None);
    }

    #[test]
    fn the_same_seed_gives_the_same_night() {
        let agents = [agent(1_200, 1_230), agent(1_215, 1_260)];
        let night = |seed: &str| play(&forecast(&[30, 50, 20]), &agents, Talk::default(), seed);
        assert_eq!(night("a"), night("a"));
        assert_ne!(night("a"), night("b"));
    }
}
