//! Elements of an XML file, one question at a time. No entity but the five of XML and numbers is resolved.

use super::super::{FileFault, Trouble};
use quick_xml::{Reader, XmlVersion, escape::resolve_xml_entity, events::BytesStart, events::Event};

/// So deep elements may lie in one another.
const DEPTH_MAX: usize = 64;

/// An element with all that is in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Element {
    pub name: String,
    pub attributes: Vec<(String, String)>,
    /// All its own text, between and around its children.
    pub text: String,
    pub children: Vec<Element>,
    pub line: u64,
}

impl Element {
    pub fn child(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|child| child.name == name)
    }

    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The text of a `<text>` in it, else its own.
    pub fn words(&self) -> &str {
        self.child("text").map_or(self.text.as_str(), |text| text.text.as_str())
    }

    /// As XML.
    pub fn write(&self, out: &mut String) {
        out.push_str(&format!("<{}", self.name));
        for (key, value) in &self.attributes {
            out.push_str(&format!(" {key}=\"{}\"", escaped(value).replace('"', "&quot;").replace('\n', "&#10;")));
        }
        let text = if self.children.is_empty() { self.text.as_str() } else { self.text.trim() };
        if text.is_empty() && self.children.is_empty() {
            out.push_str("/>");
            return;
        }
        out.push('>');
        out.push_str(&escaped(text));
        self.children.iter().for_each(|child| child.write(out));
        out.push_str(&format!("</{}>", self.name));
    }
}

/// Text for XML; characters that XML cannot hold are left out.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for one in text.chars() {
        match one {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\r' => out.push_str("&#13;"),
            '\t' | '\n' => out.push(one),
            '\0'..'\u{20}' | '\u{fffe}' | '\u{ffff}' => {}
            one => out.push(one),
        }
    }
    out
}

/// Gives the children of `<quiz>`, one after the other.
pub struct Questions<'a> {
    file: &'a str,
    reader: Reader<&'a [u8]>,
    /// The line of a place already counted.
    counted: (usize, u64),
    in_quiz: bool,
    over: bool,
}

impl<'a> Questions<'a> {
    pub fn of(file: &'a str) -> Self {
        let reader = Reader::from_str(file);
        Self { file, reader, counted: (0, 1), in_quiz: false, over: false }
    }

    /// The line of where the reader stands.
    fn line(&mut self) -> u64 {
        let at = usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX).min(self.file.len());
        let (before, line) = self.counted;
        let newlines = self.file.as_bytes()[before.min(at)..at].iter().filter(|byte| **byte == b'\n').count();
        self.counted = (at.max(before), line + newlines as u64);
        self.counted.1
    }

    fn open(&mut self, start: &BytesStart<'_>, line: u64) -> Result<Element, FileFault> {
        let mut element = Element { name: start.name().0.to_owned(), line, ..Element::default() };
        for attribute in start.attributes() {
            let broken = |error: String| FileFault::new(line, Trouble::Xml(error));
            let attribute = attribute.map_err(|error| broken(error.to_string()))?;
            let value =
                attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|error| broken(error.to_string()))?;
            element.attributes.push((attribute.key.0.to_owned(), value.into_owned()));
        }
        Ok(element)
    }

    /// The next child of `<quiz>`; none at the end.
    fn next_child(&mut self) -> Result<Option<Element>, FileFault> {
        let mut stack: Vec<Element> = Vec::new();
        loop {
            let line = self.line();
            let event = match self.reader.read_event() {
                Ok(event) => event,
                Err(error) => {
                    let line = self.line();
                    return Err(FileFault::new(line, Trouble::Xml(error.to_string())));
                }
            };
            let text = match event {
                Event::Start(start) if !self.in_quiz => {
                    if start.name().0 != "quiz" {
                        return Err(FileFault::new(line, Trouble::NoQuiz));
                    }
                    self.in_quiz = true;
                    continue;
                }
                Event::Start(start) => {
                    if stack.len() == DEPTH_MAX {
                        return Err(FileFault::new(line, Trouble::Deep(DEPTH_MAX)));
                    }
                    let element = self.open(&start, line)?;
                    stack.push(element);
                    continue;
                }
                Event::Empty(start) => {
                    if !self.in_quiz {
                        return if start.name().0 == "quiz" {
                            Ok(None)
                        } else {
                            Err(FileFault::new(line, Trouble::NoQuiz))
                        };
                    }
                    let element = self.open(&start, line)?;
                    match stack.last_mut() {
                        Some(parent) => parent.children.push(element),
                        None => return Ok(Some(element)),
                    }
                    continue;
                }
                Event::End(_) => {
                    let Some(element) = stack.pop() else { return Ok(None) };
                    match stack.last_mut() {
                        Some(parent) => parent.children.push(element),
                        None => return Ok(Some(element)),
                    }
                    continue;
                }
                Event::Text(text) => text.xml10_content().into_owned(),
                Event::CData(text) => text.xml10_content().into_owned(),
                Event::GeneralRef(name) => match name.resolve_char_ref() {
                    Ok(Some(one)) => one.to_string(),
                    Ok(None) => match resolve_xml_entity(&name.xml10_content()) {
                        Some(text) => text.to_owned(),
                        None => {
                            let why = format!("the entity &{}; is not known", name.xml10_content());
                            return Err(FileFault::new(line, Trouble::Xml(why)));
                        }
                    },
                    Err(error) => return Err(FileFault::new(line, Trouble::Xml(error.to_string()))),
                },
                Event::Eof => return self.end(&stack, line),
                Event::Decl(_) | Event::PI(_) | Event::DocType(_) | Event::Comment(_) => continue,
            };
            if let Some(parent) = stack.last_mut() {
                parent.text.push_str(&text);
            } else if !self.in_quiz && !text.trim().is_empty() {
                return Err(FileFault::new(line, Trouble::NoQuiz));
            }
        }
    }

    fn end(&self, stack: &[Element], line: u64) -> Result<Option<Element>, FileFault> {
        match stack.first() {
            Some(open) => {
                let why = format!("the file ends within <{}> of line {}", open.name, open.line);
                Err(FileFault::new(line, Trouble::Xml(why)))
            }
            None if self.in_quiz => Err(FileFault::new(line, Trouble::Xml("the file ends before </quiz>".to_owned()))),
            None => Err(FileFault::new(line, Trouble::NoQuiz)),
        }
    }
}

impl Iterator for Questions<'_> {
    type Item = Result<Element, FileFault>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.over {
            return None;
        }
        let next = self.next_child();
        self.over = !matches!(next, Ok(Some(_)));
        next.transpose()
    }
}
