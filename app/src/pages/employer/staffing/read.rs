//! The planner's form, line by line: what a spreadsheet gives when a column is copied out of it.

use crate::i18n::*;
use crate::pages::examiner::issue::Summary;
use crate::server::{error::ApiError, state::AppState};
use miaohui::certification::standard::Standard;
use miaohui::staffing::{Agent, BUYERS_MAX, Forecast, PEOPLE_MAX, QUARTER_MINUTES, QUARTERS_MAX};

const DAY: u64 = 24 * 60;
/// A buyer's question and the agent's answer in characters: medians of the published JD corpus.
const READ_CHARACTERS: f64 = 12.0;
const TYPED_CHARACTERS: f64 = 25.0;
/// Windows of someone whose line names none.
const WINDOWS: u64 = 15;
const WINDOWS_MAX: u64 = 100;
/// Faults shown at once.
const WRONG_MAX: usize = 20;

/// What was given, read.
pub struct Given {
    pub forecast: Forecast,
    pub people: Vec<Person>,
    /// A further person: the mean of those there are.
    pub usual: Agent,
}

/// Someone of the list, and the certificate the pace was measured for.
pub struct Person {
    pub agent: Agent,
    pub measured: Option<String>,
}

/// A line that cannot be read.
pub struct Wrong {
    people: bool,
    line: usize,
    what: What,
}

#[derive(Clone, Copy)]
enum What {
    Empty,
    Quarter,
    Buyers,
    Order,
    TooMany,
    Fields,
    Pace,
    Code,
    Windows,
    Hours,
}

impl Wrong {
    /// Place and mend.
    pub fn words(&self, locale: Locale) -> String {
        let list = if self.people {
            td_string!(locale, staffing.people).to_string()
        } else {
            td_string!(locale, staffing.forecast).to_string()
        };
        let what = match self.what {
            What::Empty => td_string!(locale, staffing.wrong_empty),
            What::Quarter => td_string!(locale, staffing.wrong_quarter),
            What::Buyers => td_string!(locale, staffing.wrong_buyers),
            What::Order => td_string!(locale, staffing.wrong_order),
            What::TooMany => td_string!(locale, staffing.wrong_too_many),
            What::Fields => td_string!(locale, staffing.wrong_fields),
            What::Pace => td_string!(locale, staffing.wrong_pace),
            What::Code => td_string!(locale, staffing.wrong_code),
            What::Windows => td_string!(locale, staffing.wrong_windows),
            What::Hours => td_string!(locale, staffing.wrong_hours),
        };
        td_string!(locale, staffing.wrong_line, list = list, line = self.line, what = what.to_string()).to_string()
    }
}

/// `20:15`; after midnight of the next day it begins again.
pub fn clock(minute: u64) -> String {
    format!("{:02}:{:02}", minute / 60 % 24, minute % 60)
}

/// Reads both lists; a check code in place of a pace is looked up.
///
/// # Errors
/// When the database does not answer.
pub async fn read(state: &AppState, forecast: &str, people: &str) -> Result<Result<Given, Vec<Wrong>>, ApiError> {
    let mut wrong = Vec::new();
    let forecast = read_forecast(forecast).unwrap_or_else(|(line, what)| {
        wrong.push(Wrong { people: false, line, what });
        Forecast { from_minute: 0, buyers: Vec::new() }
    });
    let mut found = Vec::new();
    for (line, text) in lines(people) {
        match person(state, text, forecast.from_minute).await? {
            Ok(person) => found.push(person),
            Err(what) => wrong.push(Wrong { people: true, line, what }),
        }
        if found.len() > PEOPLE_MAX {
            wrong.push(Wrong { people: true, line, what: What::TooMany });
            break;
        }
    }
    if found.is_empty() && wrong.is_empty() {
        wrong.push(Wrong { people: true, line: 1, what: What::Empty });
    }
    wrong.truncate(WRONG_MAX);
    if !wrong.is_empty() {
        return Ok(Err(wrong));
    }
    let count = found.len().max(1) as f64;
    let usual = Agent {
        name: String::new(),
        reply_s: found.iter().map(|one| one.agent.reply_s).sum::<f64>() / count,
        windows: (found.iter().map(|one| one.agent.windows).sum::<u64>() as f64 / count).round() as u64,
        from_minute: 0,
        until_minute: 0,
        breaks: Vec::new(),
        intern: false,
    };
    Ok(Ok(Given { forecast, people: found, usual }))
}

fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().map(|(at, line)| (at + 1, line.trim())).filter(|(_, line)| !line.is_empty())
}

fn fields(line: &str) -> Vec<&str> {
    line.split(['\t', ',', '，', ';', '；']).map(str::trim).collect()
}

/// Quarter hours, or hours, which are spread over their quarters.
fn read_forecast(text: &str) -> Result<Forecast, (usize, What)> {
    let mut rows: Vec<(usize, u64, u64)> = Vec::new();
    for (line, text) in lines(text) {
        let mut parts = text.split(|one: char| one.is_whitespace() || [',', '，', ';', '；'].contains(&one));
        let minute = parts.next().and_then(minute).filter(|minute| minute.is_multiple_of(QUARTER_MINUTES));
        let minute = minute.ok_or((line, What::Quarter))?;
        let buyers = parts.find(|part| !part.is_empty()).and_then(|part| part.parse().ok());
        let buyers = buyers.filter(|buyers| *buyers <= BUYERS_MAX).ok_or((line, What::Buyers))?;
        // After midnight.
        let last = rows.last().map_or(0, |(_, minute, _)| *minute);
        let same_day = minute % DAY + DAY * (last / DAY).max(minute / DAY);
        let minute = if same_day < last { same_day + DAY } else { same_day };
        rows.push((line, minute, buyers));
    }
    let first = *rows.first().ok_or((1, What::Empty))?;
    let step = rows.get(1).map_or(QUARTER_MINUTES, |second| second.1 - first.1);
    if step != QUARTER_MINUTES && step != 60 {
        return Err((rows[1].0, What::Order));
    }
    let mut buyers = Vec::new();
    for (at, (line, minute, count)) in (0_u64..).zip(&rows) {
        if *minute != first.1 + at * step {
            return Err((*line, What::Order));
        }
        let quarters = step / QUARTER_MINUTES;
        buyers.extend((0..quarters).map(|quarter| count / quarters + u64::from(quarter < count % quarters)));
    }
    if buyers.len() > QUARTERS_MAX {
        return Err((rows.len(), What::TooMany));
    }
    Ok(Forecast { from_minute: first.1, buyers })
}

/// `20:00`, also `24:00` and above.
fn minute(text: &str) -> Option<u64> {
    let (hours, minutes) = text.split_once([':', '：'])?;
    let (hours, minutes): (u64, u64) = (hours.trim().parse().ok()?, minutes.trim().parse().ok()?);
    (hours <= 48 && minutes < 60).then_some(hours * 60 + minutes)
}

/// `20:00-02:00` of the night that begins at `begins`.
fn span(text: &str, begins: u64) -> Option<(u64, u64)> {
    let (from, until) = text.split_once(['-', '–', '—', '~', '～', '至'])?;
    let (from, until) = (minute(from)?, minute(until)?);
    // A morning hour on a list for the evening is the next morning's.
    let from = if from + DAY / 2 < begins { from + DAY } else { from };
    let until = if until <= from { until + DAY } else { until };
    Some((from, until))
}

/// Name, pace or check code, windows, hours, breaks, 实习.
async fn person(state: &AppState, line: &str, begins: u64) -> Result<Result<Person, What>, ApiError> {
    let fields = fields(line);
    let [name, pace, windows, hours, rest @ ..] = fields.as_slice() else { return Ok(Err(What::Fields)) };
    let windows = if windows.is_empty() { Some(WINDOWS) } else { windows.parse().ok() };
    let Some(windows) = windows.filter(|windows| (1..=WINDOWS_MAX).contains(windows)) else {
        return Ok(Err(What::Windows));
    };
    let Some((from_minute, until_minute)) = span(hours, begins) else { return Ok(Err(What::Hours)) };
    let mut breaks = Vec::new();
    let mut intern = false;
    for part in rest.iter().flat_map(|part| part.split_whitespace()) {
        if ["实习", "实习生", "intern"].contains(&part) {
            intern = true;
        } else if let Some(time) = span(part, from_minute.max(begins)) {
            breaks.push(time);
        } else {
            return Ok(Err(What::Hours));
        }
    }
    let (reply_s, measured) = match pace.parse::<f64>() {
        Ok(seconds) if (1.0..=600.0).contains(&seconds) => (seconds, None),
        Ok(_) => return Ok(Err(What::Pace)),
        Err(_) => match measured(state, pace).await? {
            Some((seconds, certificate)) => (seconds, Some(certificate)),
            None => return Ok(Err(What::Code)),
        },
    };
    let agent = Agent { name: (*name).to_owned(), reply_s, windows, from_minute, until_minute, breaks, intern };
    Ok(Ok(Person { agent, measured }))
}

/// The pace a certificate was given for: its typing speed with the standard's modelled person.
async fn measured(state: &AppState, code: &str) -> Result<Option<(f64, String)>, ApiError> {
    let plain: String = code.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
    let Some(certificate) = state.storage.certificate_by_code(&plain).await? else { return Ok(None) };
    let summary: Summary = certificate.summary.read()?;
    let typed = summary.criteria.iter().find(|one| one.id == "score_cpm").and_then(|one| one.value);
    let standard = state.content.standards.get(&certificate.standard_id);
    Ok(typed.and_then(|cpm| Some((reply_s(standard?, cpm)?, certificate.id.to_string()))))
}

/// Finding the window, reading, thinking and typing, in seconds.
fn reply_s(standard: &Standard, cpm: f64) -> Option<f64> {
    let pace = standard.exam.person?;
    let typed = TYPED_CHARACTERS * pace.typed_percent as f64 / 100.0;
    let ms = pace.switching_ms as f64 + READ_CHARACTERS * pace.reading_ms as f64 + pace.thinking_ms as f64;
    Some(ms / 1_000.0 + typed * 60.0 / cpm.max(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_forecast_is_read() {
        let check = |text: &str, expected: Result<(u64, &[u64]), usize>| {
            let read = read_forecast(text);
            match (read, expected) {
                (Ok(read), Ok((from, buyers))) => {
                    assert_eq!((read.from_minute, read.buyers.as_slice()), (from, buyers));
                }
                (Err((line, _)), Err(expected)) => assert_eq!(line, expected, "{text}"),
                (read, _) => panic!("{text}: {:?}", read.map_err(|(line, _)| line)),
            }
        };
        check("20:00 120\n20:15\t80\n\n20:30，7", Ok((1_200, &[120, 80, 7])));
        check("23:45 9\n0:00 400\n0:15 300", Ok((1_425, &[9, 400, 300])));
        check("20:00 10\n21:00 5", Ok((1_200, &[3, 3, 2, 2, 2, 1, 1, 1])));
        check("20:00 1\n20:15 1\n20:45 1", Err(3));
        check("20:00 1\n20:20 1", Err(2));
        check("20:00", Err(1));
        check("", Err(1));
    }

    #[test]
    fn hours_belong_to_the_night() {
        assert_eq!(span("20:00-02:00", 1_200), Some((1_200, 1_560)));
        assert_eq!(span("00:00-04:00", 1_200), Some((1_440, 1_680)));
        assert_eq!(span("9：00～13：30", 480), Some((540, 810)));
        assert_eq!(span("9", 480), None);
    }
}
