//! Which cues of a clause speak: those that no mask, no exception and no longer cue hides.

use super::clause::Clause;
use super::pattern::{Hit, Label};

/// The speaking cues of each clause, in order.
pub fn speaking(text: &str, clauses: &[Clause], hits: &[Hit]) -> Vec<Vec<Hit>> {
    let except = exceptions(text, clauses);
    let of_clause = |clause: &Clause| {
        let inside = |hit: &&Hit| clause.span.start <= hit.start && hit.end <= clause.span.end;
        let masks: Vec<Hit> = hits.iter().filter(inside).filter(|hit| hit.label == Label::Mask).copied().collect();
        hits.iter().filter(inside).filter(|hit| !hidden(hit, &masks, &except)).copied().collect()
    };
    clauses.iter().map(of_clause).collect()
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
fn hidden(hit: &Hit, masks: &[Hit], except: &[(usize, usize)]) -> bool {
    let speaks = matches!(hit.label, Label::Claim(..) | Label::Mention(_) | Label::Negator | Label::Complement);
    if speaks && except.iter().any(|(start, end)| *start <= hit.start && hit.end <= *end) {
        return true;
    }
    let longer_counts = !matches!(hit.label, Label::Negator | Label::Question | Label::Complement);
    hit.label != Label::Mask
        && masks.iter().any(|mask| {
            mask.start <= hit.start
                && hit.end <= mask.end
                && (!longer_counts || mask.end - mask.start > hit.end - hit.start)
                && !matches!(hit.label, Label::Act(..) | Label::Shield(_) | Label::Violation(_))
        })
}
