//! Red lines (红线违规): each fails the shift. In an exam they are a proposal until an examiner confirms them.

use super::desk::Desk;
use crate::language::act::ActKind;
use crate::scoring::RedLine;
use crate::simulation::event::{Action, Body};
use std::collections::BTreeSet;

/// A reading below this is no red line: a true one missed is a lesson, a false one is an injustice.
pub const RED_LINE_SURE: f32 = 0.8;

/// All red lines of a shift, in order.
pub fn red_lines(desk: &Desk<'_>) -> Vec<RedLine> {
    let mut found: BTreeSet<(u64, &str)> = BTreeSet::new();
    for conversation in &desk.conversations {
        for (seq, _, acts) in conversation.agent_lines() {
            let sure = acts.iter().filter(|act| act.confidence >= RED_LINE_SURE);
            found.extend(sure.filter_map(|act| red_act(act.kind)).map(|name| (seq, name)));
        }
        if let Some(report) = conversation.report {
            found.extend(report.authority.iter().filter(|seq| moves_money(desk, **seq)).map(|seq| (*seq, "authority")));
            let false_facts =
                report.facts.iter().filter(|fact| fact.grave && !fact.right && fact.confidence >= RED_LINE_SURE);
            found.extend(false_facts.map(|fact| (fact.seq, "false_fact")));
        }
    }
    found.into_iter().map(|(seq, act)| RedLine { act: act.to_owned(), seq }).collect()
}

/// The name of an act that is a red line.
pub fn red_act(kind: ActKind) -> Option<&'static str> {
    match kind {
        ActKind::Abuse => Some("abuse"),
        ActKind::Divert => Some("divert"),
        ActKind::AskSecret => Some("ask_secret"),
        ActKind::PaidReview => Some("paid_review"),
        _ => None,
    }
}

/// Authority is a red line for refunds and discounts; another action above the post only costs points.
fn moves_money(desk: &Desk<'_>, seq: u64) -> bool {
    let event = desk.log.binary_search_by_key(&seq, |event| event.seq).map(|place| &desk.log[place].body);
    match event {
        Ok(Body::AgentActed { action, .. }) => matches!(action, Action::Refund { .. } | Action::ReducePrice { .. }),
        _ => true,
    }
}
