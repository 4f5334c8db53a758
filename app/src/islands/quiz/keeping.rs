//! The answers' way to the server: one at a time, the newest of each question, again until each is kept.

use crate::functions::{
    FunctionError,
    quiz::{kept_answers, save_answer},
};
use leptos::{prelude::*, task::spawn_local};
use miaohui::quiz::Answer;
use std::collections::BTreeMap;
use std::time::Duration;

/// A server that does not answer is asked again after this.
const AGAIN: Duration = Duration::from_secs(2);

#[derive(Clone, Copy)]
pub struct Keeping {
    attempt: StoredValue<String>,
    pub answers: RwSignal<BTreeMap<u64, Answer>>,
    /// By question; an answer stays until the server has it.
    outbox: StoredValue<BTreeMap<u64, Answer>>,
    /// How many are in it.
    pub unsent: RwSignal<usize>,
    /// One is on its way, or waits to be sent again.
    busy: StoredValue<bool>,
    pub fault: RwSignal<Option<FunctionError>>,
}

impl Keeping {
    /// `answers`: what the server has.
    pub fn new(attempt: String, answers: BTreeMap<u64, Answer>) -> Self {
        Self {
            attempt: StoredValue::new(attempt),
            answers: RwSignal::new(answers),
            outbox: StoredValue::new(BTreeMap::new()),
            unsent: RwSignal::new(0),
            busy: StoredValue::new(false),
            fault: RwSignal::new(None),
        }
    }

    /// Shows an answer and sends it.
    pub fn keep(self, number: u64, answer: Answer) {
        if self.answers.with_untracked(|answers| answers.get(&number) == Some(&answer)) {
            return;
        }
        self.answers.update(|answers| {
            answers.insert(number, answer.clone());
        });
        self.outbox.update_value(|outbox| {
            outbox.insert(number, answer);
        });
        self.unsent.set(self.outbox.with_value(BTreeMap::len));
        if !self.busy.get_value() {
            self.send();
        }
    }

    fn send(self) {
        let next =
            self.outbox.with_value(|outbox| outbox.first_key_value().map(|(number, one)| (*number, one.clone())));
        let Some((number, answer)) = next else {
            self.busy.set_value(false);
            return;
        };
        self.busy.set_value(true);
        let attempt = self.attempt.get_value();
        spawn_local(async move {
            let kept = save_answer(attempt, number, answer.clone()).await;
            self.fault.set(kept.err());
            match kept {
                Ok(()) => {
                    self.outbox.update_value(|outbox| {
                        // It may have been answered otherwise meanwhile.
                        if outbox.get(&number) == Some(&answer) {
                            outbox.remove(&number);
                        }
                    });
                    self.unsent.set(self.outbox.with_value(BTreeMap::len));
                    self.send();
                }
                Err(FunctionError::Unreachable | FunctionError::Fault) => set_timeout(move || self.send(), AGAIN),
                // Handed in, out of time, signed out: no further try would be kept.
                Err(_) => self.busy.set_value(false),
            }
        });
    }

    /// Takes over what another tab has answered meanwhile; what this one has not sent stays.
    pub fn look_again(self) {
        if self.unsent.get_untracked() > 0 {
            return;
        }
        let attempt = self.attempt.get_value();
        spawn_local(async move {
            match kept_answers(attempt).await {
                Ok(answers) if self.unsent.get_untracked() == 0 => self.answers.set(answers),
                Ok(_) => {}
                Err(fault) => self.fault.set(Some(fault)),
            }
        });
    }
}
