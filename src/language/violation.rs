//! Red lines, by rule and where a trained column is quite sure. A false alarm is the worst fault: a shield or a negation in
//! front always clears the line.

use super::act::{Act, ActKind};
use super::clause::Clause;
use super::labels::{RED, RED_LINES};
use super::model::{ONE, Scores};
use super::pattern::{Hit, Label};

/// Bytes (three a character) over which a negation in front clears a violation.
const REACH: usize = 21;
const REACH_ABUSE: usize = 6;

/// How sure a column must be of a red line that no rule reads.
const SURE: i32 = ONE / 2;

/// What cues say of red lines.
pub struct RedLines {
    crossed: Vec<Act>,
    /// What only names or forbids it stands somewhere in the reply.
    shielded: [bool; RED_LINES.len()],
}

impl RedLines {
    pub fn read(hits: &[Hit], clauses: &[Clause]) -> Self {
        let shielded = RED_LINES.map(|kind| hits.iter().any(|hit| hit.label == Label::Shield(kind)));
        Self { crossed: violations(hits, clauses), shielded }
    }

    /// The violations of a reply with such scores, each kind once.
    pub fn acts(&self, scores: &[Scores]) -> Vec<Act> {
        let mut acts = self.crossed.clone();
        for ((column, kind), shielded) in (RED..).zip(RED_LINES).zip(self.shielded) {
            let sure = scores.iter().any(|scores| scores[column] >= SURE);
            if sure && !shielded && acts.iter().all(|act| act.kind != kind) {
                acts.push(Act { confidence: 0.9, ..Act::plain(kind) });
            }
        }
        acts
    }
}

/// The violations that rules read in a reply, each kind once, in order.
fn violations(hits: &[Hit], clauses: &[Clause]) -> Vec<Act> {
    let mut found: Vec<Act> = Vec::new();
    for hit in hits {
        let Label::Violation(kind) = hit.label else { continue };
        if found.iter().any(|act| act.kind == kind)
            || shielded(hit, kind, hits, clauses)
            || denied(hit, kind, hits, clauses)
        {
            continue;
        }
        found.push(Act { confidence: 0.97, ..Act::plain(kind) });
    }
    found
}

fn shielded(hit: &Hit, kind: ActKind, hits: &[Hit], clauses: &[Clause]) -> bool {
    let Some(clause) = clauses.iter().find(|clause| clause.span.end > hit.start) else { return false };
    // 私下转账? 公司不许: what is asked back is shielded by its answer.
    let last = clause.sentence + u64::from(clause.mark == '?');
    let near = clause.sentence..=last;
    let inside = |other: &Hit| {
        clauses.iter().any(|c| near.contains(&c.sentence) && c.span.start <= other.start && other.end <= c.span.end)
    };
    hits.iter().any(|other| other.label == Label::Shield(kind) && inside(other))
}

fn denied(hit: &Hit, kind: ActKind, hits: &[Hit], clauses: &[Clause]) -> bool {
    let Some(clause) = clauses.iter().find(|clause| clause.span.end > hit.start) else { return false };
    let reach = if kind == ActKind::Abuse { REACH_ABUSE } else { REACH };
    let gap_counts = matches!(kind, ActKind::Divert | ActKind::AskSecret | ActKind::PaidReview);
    let masked = |other: &Hit| {
        hits.iter().any(|mask| mask.label == Label::Mask && mask.start <= other.start && other.end <= mask.end)
    };
    hits.iter().filter(|other| other.label == Label::Negator && other.start >= clause.span.start && !masked(other)).any(
        |other| {
            let before = other.end <= hit.start && hit.start - other.end <= reach;
            // 不走平台 begins with its own negation.
            let inside = gap_counts && other.start > hit.start && other.end <= hit.end;
            before || inside
        },
    )
}
