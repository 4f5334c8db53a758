//! Finds the cues of a text: a tree of the first words of all patterns, the rest matched behind them.

pub use super::cue_file::Label;
use super::cue_file::SOURCE;
use super::cue_tree::{ANY, Before, Cues, Step, What, compile};
use super::trie::place;
use std::sync::LazyLock;

/// Most characters that `..` stands for.
const GAP_MAX: usize = 8;

/// One cue found in a text, by byte offsets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    pub label: Label,
    pub start: usize,
    pub end: usize,
}

static CUES: LazyLock<Cues> = LazyLock::new(|| compile(SOURCE));

/// Where a clause lies, by byte offsets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    pub start: usize,
    pub end: usize,
    /// Violations may reach over a comma, up to here.
    pub sentence_end: usize,
}

/// All cues in a text of these clauses, in order of their start, longest first.
pub fn find(text: &str, clauses: &[Span]) -> Vec<Hit> {
    search(&CUES, text, clauses)
}

fn search(cues: &Cues, text: &str, clauses: &[Span]) -> Vec<Hit> {
    let mut hits = Vec::with_capacity(64);
    for clause in clauses {
        for (at, _) in text[clause.start..clause.end].char_indices() {
            let start = clause.start + at;
            cues.anchors.each(&text[start..clause.end], |anchor, length| {
                let behind = text[start + length..].chars();
                let next = behind.clone().next().unwrap_or('\0');
                let near = || behind.clone().take(GAP_MAX + 1).fold(0, |places, character| places | place(character));
                for cue in cues.by_anchor[anchor].before(next) {
                    let cue = &cues.cues[cue as usize];
                    if cue.near != ANY && cue.near & near() == 0 {
                        continue;
                    }
                    let to = if matches!(cue.label, Label::Violation(_)) { clause.sentence_end } else { clause.end };
                    if let Some(end) = matches_after(text, start + length, to, &cue.after, &Some)
                        && let Some(start) = matches_before(text, clause.start, start, cue.before)
                    {
                        hits.push(Hit { label: cue.label, start, end });
                    }
                }
            });
        }
    }
    hits.sort_unstable_by_key(|hit| (hit.start, std::cmp::Reverse(hit.end), hit.label));
    hits.dedup();
    hits
}

fn matches_before(text: &str, from: usize, at: usize, before: Before) -> Option<usize> {
    match before {
        Before::Anything => Some(at),
        Before::Start => (at == from).then_some(at),
        Before::Number => {
            let head = &text[from..at];
            let digits = head.len() - head.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.').len();
            (digits > 0).then_some(at - digits)
        }
    }
}

/// Where a match of the steps from `at` on ends, if `next` agrees with that end.
fn matches_after(
    text: &str,
    at: usize,
    to: usize,
    steps: &[Step],
    next: &dyn Fn(usize) -> Option<usize>,
) -> Option<usize> {
    let Some((step, rest)) = steps.split_first() else { return next(at) };
    let tail = &text[at..to];
    if step.first != ANY && step.first & tail.chars().next().map_or(0, place) == 0 {
        return None;
    }
    let go = |at: usize| matches_after(text, at, to, rest, next);
    match &step.what {
        What::Text(word) => begins(tail, word).then(|| go(at + word.len()))?,
        What::Choice(choices) => choices.iter().find_map(|choice| matches_after(text, at, to, choice, &go)),
        What::Number => {
            let digits = tail.len() - tail.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').len();
            (digits > 0).then(|| go(at + digits))?
        }
        What::End => tail.chars().all(is_last_word).then(|| go(at))?,
        What::Never => None,
        What::Gap => {
            let first = rest.first().map_or(ANY, |step| step.first);
            let begins = tail.char_indices().map(|(offset, character)| (offset, place(character)));
            begins
                .chain(std::iter::once((tail.len(), 0)))
                .take(GAP_MAX + 1)
                .filter(|(_, place)| first == ANY || first & place != 0)
                .find_map(|(skip, _)| go(at + skip))
        }
    }
}

/// `starts_with`, without a call: most words part from the text at once.
#[inline]
pub(super) fn begins(text: &str, word: &str) -> bool {
    text.len() >= word.len() && word.bytes().rev().zip(text.as_bytes()[..word.len()].iter().rev()).all(|(a, b)| a == *b)
}

/// True for what may follow the end of a pattern.
fn is_last_word(character: char) -> bool {
    matches!(character, '哦' | '呢' | '呀' | '啊' | '哈' | '啦' | '的' | '了' | '亲' | '喔' | '噢' | '哒' | '滴' | '嘛')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_gaps_and_ends_match() {
        let check = |pattern: &str, text: &str, expected: bool| {
            let cues = compile(&format!("greet\t{pattern}"));
            let found = search(&cues, text, &[Span { start: 0, end: text.len(), sentence_end: text.len() }]);
            assert_eq!(!found.is_empty(), expected, "{pattern} in {text}");
        };
        check("(有|没)(现|)货", "没现货", true);
        check("(有|没)(现|)货", "没现在货", false);
        check("加..微信", "加我一下微信", true);
        check("包(治|您(好|瘦))", "包您瘦", true);
        check("^在$", "在的哦", true);
        check("^在$", "在路上", false);
        check("#码", "22码", true);
        check("#码", "尺码", false);
        check("满#减", "满300减40", true);
    }
}
