//! The windows of the language: `within 5 messages`, `after 180s`, `before`, `anywhere`.

use super::Parser;
use crate::scoring::rules::condition::{MESSAGES_MAX, TIME_MAX_S, Window};
use crate::scoring::rules::error::{ParseError, ParseFault};
use crate::scoring::rules::scan::Scan;

const WIDTH: &str = "a number with `messages`, `s` or `min`, such as `5 messages` or `180s`";

enum Width {
    Messages(u64),
    Seconds(u64),
}

impl Parser {
    pub(super) fn window(&mut self) -> Result<Option<Window>, ParseError> {
        let at = self.scan.at;
        let window = match self.scan.name().as_str() {
            "within" => self.within()?,
            "after" => match self.width()? {
                Width::Seconds(s) => Window::LaterThan(s),
                Width::Messages(_) => {
                    return Err(Scan::fault_at(
                        at,
                        ParseFault::Unexpected {
                            found: "`after` with messages".to_owned(),
                            expected: "a time (`after 180s`), or `within 5 messages after`",
                        },
                    ));
                }
            },
            "before" => Window::Before,
            "anywhere" => Window::Anywhere,
            _ => {
                self.scan.at = at;
                return Ok(None);
            }
        };
        self.scan.skip_spaces();
        Ok(Some(window))
    }

    fn within(&mut self) -> Result<Window, ParseError> {
        let width = self.width()?;
        self.scan.skip_spaces();
        let at = self.scan.at;
        Ok(match (width, self.scan.name().as_str()) {
            (Width::Messages(n), "after") => Window::MessagesAfter(n),
            (Width::Messages(n), "before") => Window::MessagesBefore(n),
            (Width::Seconds(s), "after") => Window::SecondsAfter(s),
            (Width::Seconds(s), "before") => Window::SecondsBefore(s),
            (width, _) => {
                self.scan.at = at;
                match width {
                    Width::Messages(n) => Window::Messages(n),
                    Width::Seconds(s) => Window::Seconds(s),
                }
            }
        })
    }

    fn width(&mut self) -> Result<Width, ParseError> {
        self.scan.skip_spaces();
        let at = self.scan.at;
        let digits = self.scan.digits();
        if digits.is_empty() {
            return Err(self.scan.unexpected(WIDTH));
        }
        self.scan.skip_spaces();
        let unit_at = self.scan.at;
        let (seconds, most, unit) = match self.scan.name().as_str() {
            "message" | "messages" => (0, MESSAGES_MAX, "messages"),
            "s" => (1, TIME_MAX_S, "s"),
            "min" => (60, TIME_MAX_S / 60, "min"),
            _ => {
                self.scan.at = unit_at;
                return Err(self.scan.unexpected("`messages`, `s` or `min` after the number"));
            }
        };
        let number: Option<u64> = digits.parse().ok().filter(|number| (1..=most).contains(number));
        match number {
            None => Err(Scan::fault_at(at, ParseFault::Width { found: digits, most, unit })),
            Some(n) if seconds == 0 => Ok(Width::Messages(n)),
            Some(n) => Ok(Width::Seconds(n * seconds)),
        }
    }
}
