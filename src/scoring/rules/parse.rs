//! From text to a [`Condition`]; the grammar stands in `ARCHITECTURE.md`. One function a line of it.

mod window;

use super::condition::{Condition, Deed, LENGTH_MAX, NESTING_MAX, Side, TERMS_MAX, Term};
use super::error::{ParseError, ParseFault};
use super::names::{self, nearest};
use super::predicate::Predicate;
use super::scan::{Scan, is_name, is_quote};
use crate::language::act::{ActKind, Polarity, Topic};
use crate::simulation::scenario::ActionName;

const TERM: &str = "a word, `act:…`, `did:…`, a predicate, `!` or `(`";
const GOES_ON: &str = "`&&`, `||`, a window (`within 5 messages`, `after 180s`, `before`, `anywhere`) or the end";
/// Words that belong to windows.
const WINDOW_WORDS: [&str; 4] = ["within", "after", "before", "anywhere"];

/// Reads a condition.
///
/// # Errors
/// The first fault with its column; see `ParseFault`.
pub fn parse(text: &str) -> Result<Condition, ParseError> {
    let scan = Scan::new(text);
    if scan.len() > LENGTH_MAX {
        return Err(Scan::fault_at(LENGTH_MAX, ParseFault::TooLong));
    }
    let mut parser = Parser { scan, depth: 0, terms: 0 };
    let condition = parser.or()?;
    if parser.scan.at < parser.scan.len() {
        return Err(parser.goes_wrong());
    }
    Ok(condition)
}

impl TryFrom<String> for Condition {
    type Error = ParseError;

    fn try_from(text: String) -> Result<Self, ParseError> {
        parse(&text)
    }
}

struct Parser {
    scan: Scan,
    depth: usize,
    terms: usize,
}

impl Parser {
    fn or(&mut self) -> Result<Condition, ParseError> {
        let mut any = vec![self.and()?];
        while self.scan.takes_double('|', "`||`")? {
            any.push(self.and()?);
        }
        Ok(one_or(any, Condition::Or))
    }

    fn and(&mut self) -> Result<Condition, ParseError> {
        let mut all = vec![self.not()?];
        while self.scan.takes_double('&', "`&&`")? {
            all.push(self.not()?);
        }
        Ok(one_or(all, Condition::And))
    }

    fn not(&mut self) -> Result<Condition, ParseError> {
        self.scan.skip_spaces();
        let at = self.scan.at;
        if !self.scan.takes('!') {
            return self.windowed();
        }
        let inner = self.deeper(at, Self::not)?;
        Ok(Condition::Not(Box::new(inner)))
    }

    fn windowed(&mut self) -> Result<Condition, ParseError> {
        let inner = self.sided()?;
        let Some(window) = self.window()? else { return Ok(inner) };
        let at = self.scan.at;
        if self.window()?.is_some() {
            return Err(Scan::fault_at(at, ParseFault::SecondWindow));
        }
        Ok(Condition::In(window, Box::new(inner)))
    }

    fn sided(&mut self) -> Result<Condition, ParseError> {
        let Some(side) = self.side() else { return self.single() };
        let at = self.scan.at;
        if self.side().is_some() {
            return Err(Scan::fault_at(at, ParseFault::SecondSide));
        }
        let inner = self.single()?;
        if let Condition::Term(term) = &inner
            && side_of(term).is_some_and(|only| only != side)
        {
            return Err(Scan::fault_at(at, ParseFault::NeverTrue(side)));
        }
        Ok(Condition::By(side, Box::new(inner)))
    }

    /// `agent:` or `buyer:`
    fn side(&mut self) -> Option<Side> {
        let from = self.scan.at;
        let side = match self.scan.name().as_str() {
            "agent" => Some(Side::Agent),
            "buyer" => Some(Side::Buyer),
            _ => None,
        };
        let side = side.filter(|_| self.scan.takes(':'));
        if side.is_none() {
            self.scan.at = from;
        }
        side
    }

    fn single(&mut self) -> Result<Condition, ParseError> {
        let at = self.scan.at;
        if self.scan.takes('(') {
            let inner = self.deeper(at, Self::or)?;
            if !self.scan.takes(')') {
                let end = self.scan.at == self.scan.len();
                return Err(if end { Scan::fault_at(at, ParseFault::OpenBracket) } else { self.goes_wrong() });
            }
            self.scan.skip_spaces();
            return Ok(inner);
        }
        self.terms += 1;
        if self.terms > TERMS_MAX {
            return Err(Scan::fault_at(at, ParseFault::TooManyTerms));
        }
        let term = self.term()?;
        self.scan.skip_spaces();
        Ok(Condition::Term(term))
    }

    fn term(&mut self) -> Result<Term, ParseError> {
        if self.scan.peek().is_some_and(is_quote) {
            return self.scan.quoted().map(Term::Word);
        }
        let at = self.scan.at;
        let word = self.scan.word();
        if word.is_empty() {
            return Err(self.scan.unexpected(TERM));
        }
        if !is_name(&word) {
            return Ok(Term::Word(word));
        }
        match word.as_str() {
            "act" if self.scan.takes(':') => self.act(),
            "did" if self.scan.takes(':') => self.did(),
            _ => Predicate::of_name(&word).map(Term::Named).ok_or_else(|| {
                Scan::fault_at(at, ParseFault::Unknown { kind: "predicate", mend: mend(&word), name: word })
            }),
        }
    }

    fn act(&mut self) -> Result<Term, ParseError> {
        let kind = self.label("act", names::act_kind, &names::labels::<ActKind>())?;
        let (mut topic, mut polarity) = (None, None);
        if self.scan.takes(':') {
            let at = self.scan.at;
            polarity = names::polarity(&self.scan.name());
            if polarity.is_none() {
                self.scan.at = at;
                topic = Some(self.label("topic", names::topic, &names::labels::<Topic>())?);
                if self.scan.takes(':') {
                    polarity = Some(self.label("polarity", names::polarity, &names::labels::<Polarity>())?);
                }
            }
        }
        Ok(Term::Act { kind, topic, polarity })
    }

    fn did(&mut self) -> Result<Term, ParseError> {
        let name = self.label("action", names::action, &names::labels::<ActionName>())?;
        let mut with = None;
        if self.scan.takes(':') {
            let argument = |label: &str| names::argument(name, label);
            with = Some(self.label("argument of this action", argument, names::arguments(name))?);
        }
        Ok(Term::Did(Deed { name, with }))
    }

    /// A label of a fixed list.
    fn label<T, S: AsRef<str>>(
        &mut self,
        kind: &'static str,
        of: impl Fn(&str) -> Option<T>,
        known: &[S],
    ) -> Result<T, ParseError> {
        let at = self.scan.at;
        let name = self.scan.name();
        if name.is_empty() {
            return Err(self.scan.unexpected("a label such as `act:apologise`, `act:answer:size` or `did:refund`"));
        }
        of(&name).ok_or_else(|| {
            let mend = match nearest(&name, known) {
                Some(meant) => format!("; do you mean `{meant}`?"),
                None if known.is_empty() => "; leave it out".to_owned(),
                None => {
                    let known: Vec<&str> = known.iter().map(AsRef::as_ref).collect();
                    format!("; one of: {}", known.join(" "))
                }
            };
            Scan::fault_at(at, ParseFault::Unknown { kind, name, mend })
        })
    }

    /// One level further in.
    fn deeper(
        &mut self,
        at: usize,
        inner: impl FnOnce(&mut Self) -> Result<Condition, ParseError>,
    ) -> Result<Condition, ParseError> {
        self.depth += 1;
        if self.depth > NESTING_MAX {
            return Err(Scan::fault_at(at, ParseFault::TooDeep));
        }
        let condition = inner(self)?;
        self.depth -= 1;
        Ok(condition)
    }

    /// Something stands where the condition should go on or end.
    fn goes_wrong(&self) -> ParseError {
        if self.depth > 0 { self.scan.unexpected("`&&`, `||`, a window or `)`") } else { self.scan.unexpected(GOES_ON) }
    }
}

fn one_or(mut all: Vec<Condition>, many: impl Fn(Vec<Condition>) -> Condition) -> Condition {
    match all.pop() {
        Some(only) if all.is_empty() => only,
        last => {
            all.extend(last);
            many(all)
        }
    }
}

/// The side whose lines a term can hold at; `None`: both.
pub(super) fn side_of(term: &Term) -> Option<Side> {
    match term {
        Term::Word(_) => None,
        Term::Act { .. } | Term::Did(_) => Some(Side::Agent),
        Term::Named(predicate) => predicate.side(),
    }
}

/// What a name that is no predicate was meant to be.
fn mend(name: &str) -> String {
    match name {
        "and" => return "; write `&&`".to_owned(),
        "or" => return "; write `||`".to_owned(),
        "not" => return "; write `!`".to_owned(),
        "agent" | "buyer" | "act" | "did" => return format!("; a colon follows it: `{name}:…`"),
        _ if WINDOW_WORDS.contains(&name) => return "; a window follows a term".to_owned(),
        _ => {}
    }
    let known: Vec<&str> = Predicate::ALL.iter().map(|predicate| predicate.name()).collect();
    match nearest(name, &known) {
        Some(meant) => format!("; do you mean `{meant}`?"),
        None => format!("; to look for these letters write \"{name}\""),
    }
}
