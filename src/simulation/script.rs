//! Rehearsal scripts: `+SECONDS say TEXT` and `+SECONDS act NAME key=value …`, one a line; `#` begins a comment.

use super::event::{Action, Colleague, Invitation, Post};
use std::collections::BTreeMap;

/// No script is longer.
const LINES_MAX: usize = 10_000;
/// Nor any line; a desk takes no longer message.
const TEXT_MAX_CHARS: usize = 10_000;
/// A day: later deeds find nobody.
const SECONDS_MAX: f64 = 86_400.0;

/// A faulty line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {message}")]
pub struct ScriptFault {
    /// From 1.
    pub line: u64,
    pub message: String,
}

/// What the script does at a time after the window's opening.
#[derive(Clone, Debug, PartialEq)]
pub struct Cue {
    pub after_ms: u64,
    pub deed: CueDeed,
}

#[derive(Clone, Debug, PartialEq)]
pub enum CueDeed {
    Say(String),
    Act(Action),
}

/// Reads a script; cues in time's order, ties as in the file.
///
/// # Errors
/// The first faulty line.
pub fn parse(script: &str) -> Result<Vec<Cue>, ScriptFault> {
    let mut cues = Vec::new();
    for (at, line) in script.lines().enumerate() {
        let number = u64::try_from(at).unwrap_or(u64::MAX).saturating_add(1);
        let fault = |message: String| ScriptFault { line: number, message };
        if at >= LINES_MAX {
            return Err(fault(format!("a script has at most {LINES_MAX} lines")));
        }
        let line = line.trim_start_matches('\u{feff}').trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        cues.push(cue(line).map_err(fault)?);
    }
    cues.sort_by_key(|cue| cue.after_ms);
    Ok(cues)
}

fn cue(line: &str) -> Result<Cue, String> {
    let form = "write `+SECONDS say TEXT` or `+SECONDS act NAME key=value`";
    let Some(rest) = line.strip_prefix('+') else { return Err(format!("begins with no +SECONDS; {form}")) };
    let (seconds, rest) =
        rest.split_once(char::is_whitespace).ok_or_else(|| format!("nothing is done here; {form}"))?;
    let seconds: f64 = seconds
        .parse()
        .ok()
        .filter(|s: &f64| (0.0..=SECONDS_MAX).contains(s))
        .ok_or_else(|| format!("`{seconds}` is no number of seconds from 0 to {SECONDS_MAX}"))?;
    let (verb, rest) = rest.trim_start().split_once(char::is_whitespace).unwrap_or((rest.trim_start(), ""));
    let rest = rest.trim();
    let deed = match verb {
        "say" if rest.is_empty() => return Err("says nothing; write the text after `say`".to_owned()),
        "say" if rest.chars().count() > TEXT_MAX_CHARS => {
            return Err(format!("is longer than {TEXT_MAX_CHARS} characters"));
        }
        "say" => CueDeed::Say(rest.to_owned()),
        "act" => CueDeed::Act(action(rest)?),
        other => return Err(format!("`{other}` is neither say nor act; {form}")),
    };
    Ok(Cue { after_ms: (seconds * 1_000.0).round() as u64, deed })
}

/// Reads an action as scripts and trainers write it: `refund amount_cents=1500`.
///
/// # Errors
/// In words, what is missing or unknown.
pub fn action(text: &str) -> Result<Action, String> {
    let (name, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let mut args = arguments(rest)?;
    let action = match name {
        "reduce_price" => Action::ReducePrice { amount_cents: cents(&mut args)? },
        "coupon" => Action::Coupon { id: take(&mut args, "id")? },
        "gift" => Action::Gift { id: take(&mut args, "id")? },
        "change_address" => Action::ChangeAddress { text: take(&mut args, "text")? },
        "note" => Action::Note { text: take(&mut args, "text")? },
        "refund" => Action::Refund { amount_cents: cents(&mut args)? },
        "resend" => Action::Resend { item: take(&mut args, "item")? },
        "exchange" => Action::Exchange { item: take(&mut args, "item")?, to: take(&mut args, "to")? },
        "postage" => Action::Postage { amount_cents: cents(&mut args)? },
        "product_card" => Action::ProductCard { id: take(&mut args, "id")? },
        "request_evidence" => Action::RequestEvidence { what: take(&mut args, "what")? },
        "ask" => Action::Ask {
            who: one_of(
                &take(&mut args, "who")?,
                "who",
                &[
                    ("warehouse", Colleague::Warehouse),
                    ("carrier", Colleague::Carrier),
                    ("supervisor", Colleague::Supervisor),
                ],
            )?,
        },
        "transfer" => Action::Transfer {
            to: one_of(
                &take(&mut args, "to")?,
                "to",
                &[
                    ("presale", Post::Presale),
                    ("in_sale", Post::InSale),
                    ("aftersales", Post::Aftersales),
                    ("review", Post::Review),
                    ("supervisor", Post::Supervisor),
                ],
            )?,
        },
        "invite" => Action::Invite {
            what: one_of(
                &take(&mut args, "what")?,
                "what",
                &[("order", Invitation::Order), ("rating", Invitation::Rating)],
            )?,
        },
        "hold" => Action::Hold,
        "release" => Action::Release,
        "" => return Err("names no action".to_owned()),
        other => return Err(format!("there is no action `{other}`; see `rehearse` in the manual for their names")),
    };
    match args.keys().next() {
        Some(key) => Err(format!("`{name}` takes no `{key}`")),
        None => Ok(action),
    }
}

/// An action as [`action`] reads it.
pub fn written(action: &Action) -> String {
    let Ok(serde_json::Value::Object(parts)) = serde_json::to_value(action) else { return String::new() };
    let mut line = parts.get("name").and_then(|name| name.as_str()).unwrap_or_default().to_owned();
    for (key, value) in parts.iter().filter(|(key, _)| *key != "name") {
        let value = value.as_str().map_or_else(|| value.to_string(), one_line);
        // Quotes keep a `key=` inside a text from being taken for an argument.
        let quote = if value.contains('=') { "\"" } else { "" };
        line = format!("{line} {key}={quote}{value}{quote}");
    }
    line
}

/// A text as one line of a script holds it.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `key=value` pairs; a value runs to the next ` key=` or the end, and may stand in double quotes.
fn arguments(text: &str) -> Result<BTreeMap<String, String>, String> {
    let mut args: BTreeMap<String, String> = BTreeMap::new();
    let mut last: Option<String> = None;
    for word in text.split_whitespace() {
        let key = word
            .split_once('=')
            .filter(|(key, _)| !key.is_empty() && key.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'));
        let open = last
            .as_ref()
            .and_then(|last| args.get(last))
            .is_some_and(|value| value.starts_with('"') && (value.len() == 1 || !value.ends_with('"')));
        match (key, &last) {
            (Some((key, value)), _) if !open => {
                if args.insert(key.to_owned(), value.to_owned()).is_some() {
                    return Err(format!("`{key}` stands twice"));
                }
                last = Some(key.to_owned());
            }
            (_, Some(key)) => {
                if let Some(value) = args.get_mut(key) {
                    value.push(' ');
                    value.push_str(word);
                }
            }
            (_, None) => return Err(format!("`{word}` is no key=value")),
        }
    }
    for value in args.values_mut() {
        if let Some(inner) = value.strip_prefix('"').and_then(|value| value.strip_suffix('"')) {
            *value = inner.to_owned();
        }
    }
    Ok(args)
}

fn take(args: &mut BTreeMap<String, String>, key: &str) -> Result<String, String> {
    args.remove(key).filter(|value| !value.is_empty()).ok_or_else(|| format!("lacks {key}="))
}

fn cents(args: &mut BTreeMap<String, String>) -> Result<u64, String> {
    let text = take(args, "amount_cents")?;
    text.parse().map_err(|_| format!("amount_cents={text} is no whole number of hundredths of a yuan"))
}

fn one_of<T: Copy>(text: &str, key: &str, all: &[(&str, T)]) -> Result<T, String> {
    let names: Vec<&str> = all.iter().map(|(name, _)| *name).collect();
    let found = all.iter().find(|(name, _)| *name == text).map(|(_, value)| *value);
    found.ok_or_else(|| format!("{key}={text} is none of {}", names.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::{Action, Colleague, Cue, CueDeed, Invitation, Post, action, parse, written};

    #[test]
    fn a_script_is_read_in_times_order() {
        let script = "# a comment\n\n+20 act refund amount_cents=1500\n+8.5 say 亲，在的  哦\n";
        let said = Cue { after_ms: 8_500, deed: CueDeed::Say("亲，在的  哦".into()) };
        let acted = Cue { after_ms: 20_000, deed: CueDeed::Act(Action::Refund { amount_cents: 1_500 }) };
        assert_eq!(parse(script), Ok(vec![said, acted]));
    }

    #[test]
    fn values_may_hold_spaces() {
        let moved = |text: &str| Ok(Action::ChangeAddress { text: text.into() });
        assert_eq!(action("change_address text=浙江省 绍兴市 1号"), moved("浙江省 绍兴市 1号"));
        assert_eq!(action("change_address text=\"a b=c d\""), moved("a b=c d"));
        assert_eq!(
            action("exchange item=XB-1 to=米白/20"),
            Ok(Action::Exchange { item: "XB-1".into(), to: "米白/20".into() })
        );
        assert_eq!(action("transfer to=in_sale"), Ok(Action::Transfer { to: Post::InSale }));
    }

    #[test]
    fn an_action_is_read_as_it_is_written() {
        for one in [
            Action::ReducePrice { amount_cents: 500 },
            Action::Coupon { id: "new-5".into() },
            Action::ChangeAddress { text: "浙江省 绍兴市 a=1 号".into() },
            Action::Note { text: "勿放快递柜".into() },
            Action::Exchange { item: "XB-1".into(), to: "米白/20".into() },
            Action::RequestEvidence { what: "鞋底 照片".into() },
            Action::Ask { who: Colleague::Warehouse },
            Action::Transfer { to: Post::InSale },
            Action::Invite { what: Invitation::Order },
            Action::Hold,
        ] {
            assert_eq!(action(&written(&one)), Ok(one.clone()), "{}", written(&one));
        }
    }

    #[test]
    fn a_faulty_line_is_named() {
        fn check(script: &str, line: u64, part: &str) {
            let fault = parse(script).map_err(|fault| (fault.line, fault.message));
            assert!(
                matches!(&fault, Err((at, message)) if *at == line && message.contains(part)),
                "{script}: {fault:?}"
            );
        }
        check("say 你好", 1, "+SECONDS");
        check("\n+x say 你好", 2, "number of seconds");
        check("+-5 say 你好", 1, "number of seconds");
        check("+1 say", 1, "says nothing");
        check("+1 shout 你好", 1, "neither say nor act");
        check("+1 act", 1, "names no action");
        check("+1 act fly", 1, "no action `fly`");
        check("+1 act refund", 1, "lacks amount_cents=");
        check("+1 act refund amount_cents=1.5", 1, "no whole number");
        check("+1 act refund amount_cents=1 to=x", 1, "takes no `to`");
        check("+1 act ask who=police", 1, "none of");
        check("+1 act note text", 1, "no key=value");
    }
}
