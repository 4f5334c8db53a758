//! From the cues of each clause to the acts of the reply.

use super::act::{Act, ActKind, Topic};
use super::clause::{self, Clause};
use super::context::Context;
use super::entity::Entities;
use super::normalise::normalise;
use super::pattern::{self, Hit, Label, Span};
use super::polarity::{self, Statement};
use super::reading::{ClauseReading, SURE_MENTION, guess_whole};
use super::violation::violations;

/// Most acts of one reply; the rest of a longer one is not read.
const ACTS_MAX: usize = 24;

/// The acts of one reply, in its order, violations last.
pub fn read(reply: &str, context: &Context) -> Vec<Act> {
    let normalised = normalise(reply);
    let text = normalised.text.as_str();
    let clauses = clause::clauses(text);
    let spans: Vec<Span> = clauses.iter().map(|clause| clause.span).collect();
    let hits = pattern::find(text, &spans);
    let except = exceptions(text, &clauses);
    let mut acts: Vec<Act> = Vec::new();
    for clause in &clauses {
        let inside = |hit: &&Hit| clause.span.start <= hit.start && hit.end <= clause.span.end;
        let all: Vec<Hit> = hits.iter().filter(inside).copied().collect();
        let open: Vec<Hit> = all.iter().filter(|hit| !hidden(hit, &all, &except)).copied().collect();
        let slice = &text[clause.span.start..clause.span.end];
        let reading = ClauseReading {
            text: slice,
            sentence: &text[clause.span.start..clause.span.sentence_end],
            clause,
            statements: without_conditions(polarity::statements(&open)),
            entities: Entities::read(slice, clause.span.start, context),
            context,
            hits: open,
        };
        let found = reading.acts(&acts);
        merge(&mut acts, found, slice);
        if acts.len() >= ACTS_MAX {
            break;
        }
    }
    settle(&mut acts);
    if acts.is_empty() {
        acts.extend(guess_whole(text, &hits));
    }
    acts.extend(violations(&hits, &clauses));
    acts
}

/// Spans such as 除新疆外 and 偏远地区除外, which say nothing of the main rule.
fn exceptions(text: &str, clauses: &[Clause]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for clause in clauses {
        let inner = &text[clause.span.start..clause.span.sentence_end];
        let Some(from) = inner.find('除') else { continue };
        if inner[from..].starts_with("除外") {
            found.push((clause.span.start, clause.span.end.min(clause.span.start + from + 6)));
            continue;
        }
        if inner[from..].starts_with("除非") {
            continue;
        }
        if let Some(to) = inner[from..].find('外') {
            found.push((clause.span.start + from, clause.span.start + from + to + 3));
        }
    }
    found
}

/// True for a cue that a mask, an exception or a longer cue covers.
fn hidden(hit: &Hit, all: &[Hit], except: &[(usize, usize)]) -> bool {
    let speaks = matches!(hit.label, Label::Claim(..) | Label::Mention(_) | Label::Negator | Label::Complement);
    if speaks && except.iter().any(|(start, end)| *start <= hit.start && hit.end <= *end) {
        return true;
    }
    let longer_counts = !matches!(hit.label, Label::Negator | Label::Question | Label::Complement);
    hit.label != Label::Mask
        && all.iter().any(|mask| {
            mask.label == Label::Mask
                && mask.start <= hit.start
                && hit.end <= mask.end
                && (!longer_counts || mask.end - mask.start > hit.end - hit.start)
                && !matches!(hit.label, Label::Act(..) | Label::Shield(_) | Label::Violation(_))
        })
}

/// 质量问题可以退: the fault is the condition, the return is what is stated.
fn without_conditions(mut statements: Vec<Statement>) -> Vec<Statement> {
    use Topic::{Custom, Damage, Exchange, Insurance, Material, Postage, Quality, Refund, Return, Warranty};
    // Who speaks of returned goods to settle the money speaks of the money.
    if statements.iter().any(|s| s.claimed && matches!(s.topic, Insurance | Refund)) {
        statements.retain(|s| s.topic != Return || s.claimed && s.cues > 1);
    }
    if statements.iter().any(|s| s.claimed && matches!(s.topic, Warranty)) {
        statements.retain(|s| s.topic != Exchange);
    }
    let ruled = |topic| matches!(topic, Return | Exchange | Postage | Refund | Warranty | Insurance);
    if statements.iter().any(|s| ruled(s.topic)) {
        statements
            .retain(|s| !matches!(s.topic, Quality | Damage | Custom | Material) || s.claimed && s.topic == Custom);
    }
    statements
}

/// Adds a clause's acts to the reply's: one act a kind and topic, a later main rule over an exception.
fn merge(acts: &mut Vec<Act>, found: Vec<Act>, text: &str) {
    let main_rule =
        ["只有", "其他", "其它", "其余", "全国", "大部分", "别的地", "都"].iter().any(|word| text.contains(word));
    for act in found {
        match acts.iter_mut().find(|known| {
            known.kind == act.kind && (known.topic == act.topic || act.topic.is_none() || known.topic.is_none())
        }) {
            Some(known)
                if known.topic == act.topic && known.polarity != act.polarity && act.kind == ActKind::Answer =>
            {
                if main_rule {
                    known.polarity = act.polarity;
                }
                known.amount_cents = known.amount_cents.or(act.amount_cents);
            }
            Some(known) => {
                known.topic = known.topic.or(act.topic);
                known.polarity = known.polarity.or(act.polarity);
                known.value = known.value.take().or(act.value);
                known.amount_cents = known.amount_cents.or(act.amount_cents);
                known.duration_s = known.duration_s.or(act.duration_s);
                known.confidence = known.confidence.max(act.confidence);
            }
            None => acts.push(act),
        }
    }
}

/// Acts that found no topic of their own take that of a clause which only mentions one (拍张照片, 看看破损的地方).
fn settle(acts: &mut Vec<Act>) {
    let needs = |act: &Act| {
        act.topic.is_none()
            && matches!(
                act.kind,
                ActKind::RequestEvidence | ActKind::Instruct | ActKind::Ask | ActKind::Offer | ActKind::Explain
            )
    };
    let Some(needy) = acts.iter().position(needs) else { return };
    let spare = acts
        .iter()
        .position(|act| act.kind == ActKind::Answer && act.topic.is_some() && act.confidence <= SURE_MENTION);
    if let Some(spare) = spare {
        let given = acts.remove(spare);
        let needy = if spare < needy { needy - 1 } else { needy };
        acts[needy].topic = given.topic;
        acts[needy].amount_cents = acts[needy].amount_cents.or(given.amount_cents);
    }
}
