//! Whether a condition holds, at every line of a conversation at once.

use super::condition::{Condition, Deed, Term, Window};
use super::hold;
use super::names::label;
use super::view::{Line, View, fold};
use crate::language::act::Act;
use crate::scoring::shift::desk::{Part, SURE};
use crate::simulation::event::Action;
use crate::simulation::name_of;

/// The most lines one finding rests on.
pub const EVIDENCE_MAX: usize = 8;

/// Whether something holds at a line. What rests on an unsure reading or on what the shift's end cut off is not
/// known: it neither costs nor brings anything, with a `!` before it or without.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Truth {
    #[default]
    No,
    Unknown,
    /// With the places of the lines it rests on.
    Yes(Vec<usize>),
}

impl Truth {
    /// Holds by the line itself.
    pub fn here(holds: bool, at: usize) -> Self {
        if holds { Self::Yes(vec![at]) } else { Self::No }
    }

    fn not(&self) -> Self {
        match self {
            Self::No => Self::Yes(Vec::new()),
            Self::Unknown => Self::Unknown,
            Self::Yes(_) => Self::No,
        }
    }

    fn and(self, other: &Self) -> Self {
        match (self, other) {
            (Self::No, _) | (_, Self::No) => Self::No,
            (Self::Unknown, _) | (_, Self::Unknown) => Self::Unknown,
            (Self::Yes(on), Self::Yes(more)) => Self::Yes(joined(on, more)),
        }
    }

    fn or(self, other: &Self) -> Self {
        match (self, other) {
            (Self::Yes(on), Self::Yes(more)) => Self::Yes(joined(on, more)),
            (Self::Yes(on), _) => Self::Yes(on),
            (_, Self::Yes(on)) => Self::Yes(on.clone()),
            (Self::Unknown, _) | (_, Self::Unknown) => Self::Unknown,
            (Self::No, Self::No) => Self::No,
        }
    }
}

fn joined(mut on: Vec<usize>, more: &[usize]) -> Vec<usize> {
    for place in more {
        if on.len() < EVIDENCE_MAX && !on.contains(place) {
            on.push(*place);
        }
    }
    on
}

/// One truth a line.
pub fn eval(condition: &Condition, view: &View<'_>) -> Vec<Truth> {
    match condition {
        Condition::Or(any) => folded(any, view, Truth::or),
        Condition::And(all) => folded(all, view, Truth::and),
        Condition::Not(inner) => eval(inner, view).iter().map(Truth::not).collect(),
        Condition::By(side, inner) => {
            let inner = eval(inner, view);
            let own = |(truth, line): (Truth, &Line<'_>)| if line.side() == *side { truth } else { Truth::No };
            inner.into_iter().zip(&view.lines).map(own).collect()
        }
        Condition::In(window, inner) => {
            let inner = eval(inner, view);
            (0..view.lines.len()).map(|at| somewhere(view, at, *window, &inner)).collect()
        }
        Condition::Term(term) => at_each_line(term, view),
    }
}

fn folded(all: &[Condition], view: &View<'_>, with: impl Fn(Truth, &Truth) -> Truth) -> Vec<Truth> {
    let mut rows = all.iter().map(|one| eval(one, view));
    let first = rows.next().unwrap_or_default();
    rows.fold(first, |so_far, row| so_far.into_iter().zip(&row).map(|(a, b)| with(a, b)).collect())
}

/// Holds at the first line of the window where it is known to.
fn somewhere(view: &View<'_>, at: usize, window: Window, inner: &[Truth]) -> Truth {
    let (range, cut_off) = view.window(at, window);
    let inside = inner.get(range).unwrap_or_default();
    let known = inside.iter().find(|truth| matches!(truth, Truth::Yes(_)));
    match known {
        Some(truth) => truth.clone(),
        None if cut_off || inside.contains(&Truth::Unknown) => Truth::Unknown,
        None => Truth::No,
    }
}

fn at_each_line(term: &Term, view: &View<'_>) -> Vec<Truth> {
    let each = |holds: &dyn Fn(&Line<'_>) -> Truth| -> Vec<Truth> { view.lines.iter().map(holds).collect() };
    let rows = match term {
        Term::Named(predicate) => return hold::at_each_line(*predicate, view),
        Term::Word(word) => {
            let word = fold(word);
            each(&|line| Truth::here(!word.is_empty() && line.folded.contains(&word), 0))
        }
        Term::Did(deed) => each(&|line| match line.part {
            Part::Done { action, .. } => Truth::here(is_deed(*deed, action), 0),
            Part::Buyer { .. } | Part::Agent { .. } => Truth::No,
        }),
        Term::Act { kind, topic, polarity } => each(&|line| {
            let Part::Agent { acts, .. } = line.part else { return Truth::No };
            read(acts, |act| {
                act.kind == *kind
                    && topic.is_none_or(|topic| act.topic == Some(topic))
                    && polarity.is_none_or(|polarity| act.polarity == Some(polarity))
            })
        }),
    };
    // A term rests on its own line.
    let own = |(at, truth)| if matches!(truth, Truth::Yes(_)) { Truth::here(true, at) } else { truth };
    rows.into_iter().enumerate().map(own).collect()
}

/// A sure reading is there, an unsure one is not known.
pub fn read(acts: &[Act], is: impl Fn(&Act) -> bool) -> Truth {
    let surest = acts.iter().filter(|act| is(act)).map(|act| act.confidence).reduce(f32::max);
    match surest {
        None => Truth::No,
        Some(confidence) if confidence >= SURE => Truth::Yes(Vec::new()),
        Some(_) => Truth::Unknown,
    }
}

fn is_deed(deed: Deed, action: &Action) -> bool {
    let with = match action {
        Action::Ask { who } => Some(who.name().to_owned()),
        Action::Invite { what } => Some(label(what)),
        Action::Transfer { to } => Some(label(to)),
        _ => None,
    };
    name_of(action) == Some(deed.name) && (deed.with.is_none() || deed.with == with.as_deref())
}
