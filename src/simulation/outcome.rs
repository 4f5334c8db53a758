//! How a window came out: the end state held against the case's, and the report scoring reads.

use super::ground::Ground;
use super::report::{CareReport, NeedReport, WindowReport};
use super::scenario::{Duty, EndState};
use super::value::{Value, plain};
use super::window::{Given, WindowState};
use crate::simulation::event::LeaveReason;

impl WindowState {
    /// The window's report, at any time of its life.
    pub fn report(&self, ground: &Ground<'_>) -> WindowReport {
        let scenario = ground.scenario;
        let better = |line: &str| ground.fill(line).unwrap_or_else(|_| line.to_owned());
        let needs: Vec<NeedReport> = scenario
            .needs
            .iter()
            .zip(&self.buyer.needs)
            .filter(|(need, state)| !need.hidden || state.asked_seq.is_some())
            .map(|(need, state)| NeedReport {
                id: need.id.clone(),
                topic: need.topic,
                asked_seq: state.asked_seq,
                met_seq: state.met_seq,
                first_useful_seq: state.useful_seq,
                better: better(&need.better),
            })
            .collect();
        let duties = |duties: &[Duty], done: &[Option<u64>]| -> Vec<CareReport> {
            let due = |duty: &Duty| {
                let at = duty.on.as_ref().map_or(Some(0), |on| scenario.needs.iter().position(|need| need.id == *on));
                at.and_then(|at| self.buyer.needs.get(at)).and_then(|need| need.asked_seq.or(need.met_seq))
            };
            duties
                .iter()
                .zip(done)
                .filter_map(|(duty, done)| {
                    due(duty).map(|due_seq| CareReport {
                        id: duty.id.clone(),
                        done_seq: *done,
                        due_seq,
                        better: better(&duty.better),
                    })
                })
                .collect()
        };
        let end_state_right = end_right(ground, &scenario.end, &self.given);
        let said = duties(&scenario.must_say, &self.ledger.must_say);
        let all_met = needs.iter().all(|need| need.met_seq.is_some());
        let resolved = end_state_right
            && all_met
            && said.iter().all(|duty| duty.done_seq.is_some())
            && self.ledger.broken.is_empty();
        let mut care = duties(&scenario.care, &self.ledger.care);
        care.extend(said);
        WindowReport {
            window: self.window,
            scenario: scenario.id.clone(),
            post: scenario.post,
            resolved,
            needs,
            facts: self.ledger.facts.clone(),
            care,
            selling: duties(&scenario.selling, &self.ledger.selling),
            promises: self.ledger.promises.clone(),
            end_state_right,
            authority: self.ledger.authority.clone(),
            satisfaction: f64::from(self.satisfaction_tenths()) / 10.0,
            was_angry: self.buyer.was_angry,
            abandoned: self.ended == Some(LeaveReason::OutOfPatience),
            ended: self.ended.is_some(),
        }
    }

    /// 10 to 50: how the buyer feels now. A matter left open weighs more than any manner.
    pub fn satisfaction_tenths(&self) -> u32 {
        let needs = &self.buyer.needs;
        let settled = needs.iter().filter(|need| need.met_seq.is_some()).count();
        let open =
            needs.iter().filter(|need| need.met_seq.is_none() && (need.asked_seq.is_some() || need.dropped)).count();
        let bonus = if open == 0 && settled > 0 { 150 } else { 0 };
        let mood = (self.buyer.mood + bonus).clamp(0, super::persona::MOOD_MAX);
        let tenths = 10 + u32::try_from(mood * 40 / super::persona::MOOD_MAX).unwrap_or(0);
        match (open, settled) {
            (0, 0) => tenths.min(20),
            (0, _) => tenths,
            (_, 0) => tenths.min(20),
            _ => tenths.min(30),
        }
    }

    pub fn stars_felt(&self) -> u8 {
        u8::try_from((self.satisfaction_tenths() + 5) / 10).unwrap_or(1).clamp(1, 5)
    }
}

/// Whether what was given is what the case wants: no less, and nothing that it does not name.
pub fn end_right(ground: &Ground<'_>, end: &EndState, given: &Given) -> bool {
    let cents = |source: &String| match ground.value(source) {
        Ok(Value::Cents(cents) | Value::Count(cents)) => Some(cents),
        _ => None,
    };
    let text = |source: &String| ground.value(source).map(|value| plain(&value.to_string())).unwrap_or_default();
    let refund = match (&end.refund, &end.refund_at_most) {
        (Some(exact), _) => cents(exact) == Some(given.refunded_yuan_cents),
        (None, Some(most)) => cents(most).is_some_and(|most| given.refunded_yuan_cents <= most),
        (None, None) => given.refunded_yuan_cents == 0,
    };
    let reduced = match &end.reduced_at_most {
        Some(most) => cents(most).is_some_and(|most| given.reduced_yuan_cents <= most),
        None => given.reduced_yuan_cents == 0,
    };
    let postage = match (&end.postage, given.postage_yuan_cents) {
        (Some(wanted), Some(said)) => cents(wanted) == Some(said),
        (wanted, said) => wanted.is_none() && said.is_none(),
    };
    let address = match &given.address {
        Some(address) => !end.address.is_empty() && end.address.iter().all(|part| plain(address).contains(&text(part))),
        None => end.address.is_empty(),
    };
    let only = |wanted: Option<&String>, given: &[String]| match wanted {
        Some(wanted) => given.iter().any(|id| id == wanted) && given.len() == 1,
        None => given.is_empty(),
    };
    let notes = given.notes.join("\n");
    let noted = end.note.iter().all(|word| ground.fill(word).is_ok_and(|word| notes.contains(&word)));
    let exchanged = match (&end.exchange, given.exchanged.as_slice()) {
        (None, done) => done.is_empty(),
        (Some(item), [(done, to)]) => {
            item == done
                && end.exchange_to.as_ref().is_none_or(|wanted| ground.fill(wanted).is_ok_and(|wanted| wanted == *to))
        }
        (Some(_), _) => false,
    };
    refund
        && reduced
        && postage
        && address
        && noted
        && exchanged
        && only(end.resend.as_ref(), &given.resent)
        && only(end.gift.as_ref(), &given.gifts)
        && end.coupon.as_ref().is_none_or(|id| given.coupons.contains(id))
        && end.transfer == given.transfer
}
