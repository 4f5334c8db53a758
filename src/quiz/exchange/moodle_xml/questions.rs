//! A file of questions.

use super::super::{FileFault, Import, Imported, ImportedAnswer, Trouble, embedded, number};
use super::element::{Element, Questions};
use crate::quiz::{
    Kind,
    carried::{Role, Source, TextFormat},
    exchange::embedded::BlankKind,
};

/// Elements that are read, of every kind.
const READ: [&str; 6] = ["name", "questiontext", "generalfeedback", "idnumber", "tags", "answer"];

/// Reads a file.
pub fn read(file: &str) -> Import {
    let mut import = Import::default();
    let mut category = String::new();
    for child in Questions::of(file) {
        let question = match child {
            Ok(question) => question,
            Err(fault) => {
                import.faults.push(fault);
                break;
            }
        };
        if question.name != "question" {
            continue;
        }
        if question.attribute("type") == Some("category") {
            category = question.child("category").map_or("", Element::words).trim().to_owned();
            continue;
        }
        let mut reading = Reading {
            item: Imported { line: question.line, category: category.clone(), ..Imported::default() },
            beside: Vec::new(),
        };
        let read = reading.question(&question);
        let Reading { item, beside } = reading;
        let is_read = read.is_ok();
        if !import.take(read.map(|()| item)) {
            break;
        }
        if is_read {
            import.faults.extend(beside);
        }
    }
    import
}

struct Reading {
    item: Imported,
    /// Faults beside which the item is kept.
    beside: Vec<FileFault>,
}

fn format(name: &str) -> Option<TextFormat> {
    match name {
        "html" => Some(TextFormat::Html),
        "markdown" => Some(TextFormat::Markdown),
        "plain_text" => Some(TextFormat::Plain),
        "moodle_auto_format" => Some(TextFormat::Moodle),
        _ => None,
    }
}

fn at(line: u64) -> impl Fn(Trouble) -> FileFault {
    move |trouble| FileFault::new(line, trouble)
}

impl Reading {
    /// A text and how it was written. What is plain and shown as it stands needs no source.
    fn words(&mut self, role: Role, element: &Element) -> String {
        let text = element.words();
        self.files(element);
        self.shown(role, element, text)
    }

    fn shown(&mut self, role: Role, element: &Element, text: &str) -> String {
        let format = element.attribute("format").and_then(format);
        let shown = super::super::html::shown(format, text);
        if format != Some(TextFormat::Plain) || shown != text {
            self.item.sources.push(Source { role, shown: shown.clone(), format, text: text.to_owned() });
        }
        shown
    }

    /// Files in an element are not taken over.
    fn files(&mut self, element: &Element) {
        for file in element.children.iter().filter(|child| child.name == "file") {
            let name = file.attribute("name").unwrap_or_default().to_owned();
            self.beside.push(FileFault::new(file.line, Trouble::FileLeftOut(name)));
        }
    }

    fn question(&mut self, question: &Element) -> Result<(), FileFault> {
        let kind = question.attribute("type").unwrap_or_default();
        let single = question.child("single").is_some_and(|single| matches!(single.text.trim(), "true" | "1"));
        self.item.kind = match kind {
            "multichoice" if single => Kind::Single,
            "multichoice" => Kind::Multiple,
            "truefalse" => Kind::Boolean,
            "shortanswer" => Kind::Text,
            "numerical" => Kind::Numeric,
            "matching" => Kind::Matching,
            "essay" => Kind::Essay,
            "description" => Kind::Description,
            "cloze" | "multianswer" => Kind::Cloze,
            "ordering" => Kind::Ordering,
            other => return Err(at(question.line)(Trouble::UnknownKind(other.to_owned()))),
        };
        self.prompt(question)?;
        self.beside_prompt(question);
        match self.item.kind {
            Kind::Matching => self.pairs(question)?,
            Kind::Cloze | Kind::Essay | Kind::Description => {}
            _ => self.answers(question)?,
        }
        let name = question.child("name").map_or("", Element::words).trim();
        self.item.name = if name.is_empty() { Imported::name_of(&self.item.prompt) } else { name.to_owned() };
        let Self { item, .. } = self;
        let read = |child: &Element| {
            READ.contains(&child.name.as_str())
                || (child.name == "single" && matches!(item.kind, Kind::Single | Kind::Multiple))
                || (child.name == "subquestion" && item.kind == Kind::Matching)
        };
        let mut kept = Vec::new();
        for child in question.children.iter().filter(|child| !read(child)) {
            let mut xml = String::new();
            without_files(child).write(&mut xml);
            kept.push(xml);
        }
        item.kept = kept;
        Ok(())
    }

    fn prompt(&mut self, question: &Element) -> Result<(), FileFault> {
        let text = question.child("questiontext").ok_or_else(|| at(question.line)(Trouble::NoPrompt))?;
        let fault = at(text.line);
        self.item.prompt = if self.item.kind == Kind::Cloze {
            self.files(text);
            let parted = embedded::part(text.words()).map_err(&fault)?;
            for (number, blank) in (1..).zip(&parted.blanks) {
                let (kind, answers) = embedded::answers(blank).map_err(&fault)?;
                let loose = |one: &ImportedAnswer| one.fraction > 0.0 && one.tolerance.is_some_and(|one| one != 0.0);
                if kind == BlankKind::Number && answers.iter().any(loose) {
                    self.beside.push(fault(Trouble::BlankTolerance(number)));
                }
                let numbered = answers.into_iter().map(|one| ImportedAnswer { blank: Some(number), ..one });
                self.item.answers.extend(numbered);
            }
            self.item.embedded = parted.blanks;
            self.shown(Role::Prompt, text, &parted.text)
        } else {
            self.words(Role::Prompt, text)
        };
        if self.item.prompt.is_empty() { Err(fault(Trouble::NoPrompt)) } else { Ok(()) }
    }

    fn beside_prompt(&mut self, question: &Element) {
        if let Some(general) = question.child("generalfeedback") {
            let words = self.words(Role::General, general);
            if words.is_empty() {
                // An element without words says nothing.
                self.item.sources.pop_if(|source| source.shown.is_empty());
            } else {
                self.item.general_feedback = Some(words);
            }
        }
        self.item.idnumber = question.child("idnumber").map_or("", |id| id.text.trim()).to_owned();
        let tags = question.child("tags").into_iter().flat_map(|tags| &tags.children);
        self.item.tags = tags.map(|tag| tag.words().trim().to_owned()).filter(|tag| !tag.is_empty()).collect();
        let unit = question.child("units").and_then(|units| units.child("unit"));
        let unit = unit.and_then(|unit| unit.child("unit_name")).map(|name| name.text.trim().to_owned());
        self.item.unit = unit.filter(|unit| !unit.is_empty() && self.item.kind == Kind::Numeric);
    }

    fn answers(&mut self, question: &Element) -> Result<(), FileFault> {
        for answer in question.children.iter().filter(|child| child.name == "answer") {
            let fault = at(answer.line);
            let text = match self.item.kind {
                Kind::Numeric => answer.words().trim().to_owned(),
                _ => self.words(Role::Answer, answer),
            };
            let mut one = ImportedAnswer { text, ..ImportedAnswer::default() };
            if one.text.is_empty() {
                return Err(fault(Trouble::EmptyAnswer));
            }
            one.fraction = match (self.item.kind, answer.attribute("fraction")) {
                (Kind::Ordering, _) => 1.0,
                (_, Some(percent)) => number::from_percent(percent).map_err(&fault)?,
                (_, None) => 0.0,
            };
            if let Some(feedback) = answer.child("feedback") {
                one.feedback = self.words(Role::Feedback, feedback);
                if one.feedback.is_empty() {
                    self.item.sources.pop_if(|source| source.shown.is_empty());
                }
            }
            if self.item.kind == Kind::Numeric && one.text != "*" {
                one.text = number::written(number::number(&one.text).map_err(&fault)?);
                let tolerance = answer.child("tolerance").map_or("0", |tolerance| tolerance.text.trim());
                let tolerance = if tolerance.is_empty() { "0" } else { tolerance };
                one.tolerance = Some(number::number(tolerance).map_err(&fault)?.abs());
            }
            if self.item.kind == Kind::Text && one.fraction > 0.0 && one.text.contains('*') {
                self.beside.push(fault(Trouble::Wildcard(one.text.clone())));
            }
            self.item.answers.push(one);
        }
        let fault = at(question.line);
        match self.item.kind {
            Kind::Boolean => self.truth(question.line)?,
            Kind::Numeric => super::super::gift::best_first(&mut self.item.answers),
            Kind::Ordering if self.item.answers.len() < 2 => return Err(fault(Trouble::FewSteps)),
            Kind::Single | Kind::Multiple if self.item.answers.len() < 2 => return Err(fault(Trouble::FewOptions)),
            _ => {}
        }
        if self.item.answers.iter().any(|one| one.fraction > 0.0 && one.text != "*") {
            Ok(())
        } else {
            Err(fault(Trouble::NoneRight))
        }
    }

    /// Two answers, `true` and `false`, in this order.
    fn truth(&mut self, line: u64) -> Result<(), FileFault> {
        let answers = std::mem::take(&mut self.item.answers);
        // Their words are always these two, however they were written.
        self.item.sources.retain(|source| source.role != Role::Answer);
        for truth in ["true", "false"] {
            let found = answers.iter().find(|one| one.text.eq_ignore_ascii_case(truth)).cloned();
            let mut found = found.unwrap_or_default();
            truth.clone_into(&mut found.text);
            found.fraction = if found.fraction > 0.0 { 1.0 } else { 0.0 };
            self.item.answers.push(found);
        }
        let rights = self.item.answers.iter().filter(|one| one.fraction > 0.0).count();
        if rights == 1 { Ok(()) } else { Err(at(line)(Trouble::NoneRight)) }
    }

    fn pairs(&mut self, question: &Element) -> Result<(), FileFault> {
        for pair in question.children.iter().filter(|child| child.name == "subquestion") {
            let left = self.words(Role::Answer, pair);
            let right = pair.child("answer").map_or_else(String::new, |right| self.words(Role::Match, right));
            if right.is_empty() {
                return Err(at(pair.line)(Trouble::HalfPair(left)));
            }
            let fraction = if left.is_empty() { 0.0 } else { 1.0 };
            self.item.answers.push(ImportedAnswer { right: Some(right), ..ImportedAnswer::new(left, fraction) });
        }
        let pairs = self.item.answers.iter().filter(|one| !one.text.is_empty()).count();
        if pairs < 2 { Err(at(question.line)(Trouble::FewPairs)) } else { Ok(()) }
    }
}

/// What is kept holds no files: they are left out everywhere.
fn without_files(element: &Element) -> Element {
    let children = element.children.iter().filter(|child| child.name != "file").map(without_files).collect();
    Element {
        name: element.name.clone(),
        attributes: element.attributes.clone(),
        text: element.text.clone(),
        children,
        line: element.line,
    }
}
