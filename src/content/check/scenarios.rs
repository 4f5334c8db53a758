//! Scenarios: ids, references, phrasings, and every source with every value of the buyer's facts.

use super::Desk;
use crate::content::fault::Step;
use crate::simulation::scenario::{Duty, Lines, Means, Register, Scenario, Told};
use crate::simulation::{Case, Ground};
use std::collections::{BTreeMap, BTreeSet};

/// Ways of asking one thing, over all registers.
const PHRASINGS_MIN: usize = 4;
/// Sets of fact values each source is tried with.
const SETS_MAX: usize = 12;
/// Longer lines no buyer types.
const LINE_MAX_CHARS: usize = 120;
const PARTS_MAX: usize = 4;
const STEPS_MAX: usize = 3;

pub(super) fn check(desk: &mut Desk<'_>, files: &BTreeMap<String, String>) {
    let content = desk.content;
    for (id, file) in files {
        if let Some(scenario) = content.scenarios.get(id) {
            references(desk, file, scenario);
            shape(desk, file, scenario);
            sources(desk, file, scenario);
        }
    }
}

fn references(desk: &mut Desk<'_>, file: &str, scenario: &Scenario) {
    let content = desk.content;
    if !content.shops.contains_key(&scenario.shop) {
        desk.at(file, &[], format!("there is no shops/{}/shop.toml", scenario.shop));
    }
    match scenario.product_id() {
        None => desk.at(file, &["id".into()], "names neither a product nor an order; add one"),
        Some(id) if !content.products.contains_key(id) => {
            desk.at(file, &["product".into()], format!("there is no product {id}"));
        }
        Some(_) => {}
    }
    for (at, line) in scenario.order.iter().flat_map(|order| order.lines.iter().enumerate()) {
        let path = ["order".into(), "line".into(), at.into()];
        match content.products.get(&line.product) {
            None => desk.at(file, &path, format!("there is no product {}", line.product)),
            Some(product) if product.stock_of(&line.colour, &line.size).is_none() => {
                desk.at(file, &path, format!("{} is not made in {} {}", line.product, line.colour, line.size));
            }
            Some(_) => {}
        }
    }
    let needs: BTreeSet<&str> = scenario.needs.iter().map(|need| need.id.as_str()).collect();
    let facts: BTreeSet<&str> = scenario.facts.iter().map(|fact| fact.id.as_str()).collect();
    for (at, need) in scenario.needs.iter().enumerate() {
        if let Some(fact) = need.requires.iter().find(|fact| !facts.contains(fact.as_str())) {
            desk.at(
                file,
                &["need".into(), at.into(), "requires".into()],
                format!("requires `{fact}`, which is no fact here"),
            );
        }
    }
    for (key, duties) in [("care", &scenario.care), ("selling", &scenario.selling), ("must_say", &scenario.must_say)] {
        for (at, duty) in duties.iter().enumerate() {
            let Duty { on, before, .. } = duty;
            for (name, need) in [("on", on), ("before", before)] {
                if let Some(need) = need.as_ref().filter(|need| !needs.contains(need.as_str())) {
                    desk.at(file, &[key.into(), at.into(), name.into()], format!("`{need}` is no need here"));
                }
            }
        }
    }
    if let Some(need) =
        scenario.haggle.as_ref().and_then(|haggle| haggle.after.as_ref()).filter(|need| !needs.contains(need.as_str()))
    {
        desk.at(file, &["haggle".into(), "after".into()], format!("`{need}` is no need here"));
    }
    if needs.len() < scenario.needs.len() || facts.len() < scenario.facts.len() {
        desk.at(file, &["need".into()], "two needs or two facts have the same id");
    }
}

fn shape(desk: &mut Desk<'_>, file: &str, scenario: &Scenario) {
    if !(1..=3).contains(&scenario.difficulty) {
        desk.at(file, &["difficulty".into()], "difficulty is 1, 2 or 3");
    }
    if scenario.needs.iter().all(|need| need.hidden) {
        desk.at(file, &["need".into()], "no need is ever asked; give the buyer one");
    }
    for (at, fact) in scenario.facts.iter().enumerate() {
        let path = |key: &'static str| [Step::Key("fact"), Step::At(at), Step::Key(key)];
        let known = matches!(fact.told, Told::AtOnce | Told::WhenAsked);
        if known && fact.one_of.is_empty() {
            desk.at(file, &path("id"), format!("fact `{}` has no value; add one_of, or told = \"unknown\"", fact.id));
        }
        if fact.told == Told::WhenAsked && fact.say.is_empty() {
            desk.at(file, &path("id"), format!("fact `{}` is told when asked but has no [fact.say] lines", fact.id));
        }
        if fact.told != Told::AtOnce && fact.words.is_empty() && fact.topics.is_empty() {
            desk.at(file, &path("id"), format!("fact `{}` cannot be asked for; add words or topics", fact.id));
        }
        if fact.id.is_empty() || !fact.id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_') {
            desk.at(file, &path("id"), "a fact's id is ASCII letters, digits and _");
        }
    }
    for (at, need) in scenario.needs.iter().enumerate() {
        let count: usize = need.ask.values().map(Vec::len).sum();
        if count < PHRASINGS_MIN {
            let message = format!("need `{}` is asked in {count} phrasings; write at least {PHRASINGS_MIN}", need.id);
            desk.at(file, &["need".into(), at.into(), "ask".into()], message);
        }
        if need.met_by.is_empty() {
            desk.at(
                file,
                &["need".into(), at.into()],
                format!("need `{}` has no met_by; nothing would satisfy the buyer", need.id),
            );
        }
    }
    if let Some(haggle) = &scenario.haggle
        && !(1..=STEPS_MAX).contains(&haggle.steps.len())
    {
        desk.at(file, &["haggle".into()], format!("bargaining has one to {STEPS_MAX} steps"));
    }
    each_means(scenario, &mut |path, means| {
        if means.action.is_some() && (!means.acts.is_empty() || means.value.is_some()) {
            desk.at(file, path, "a means is either words or an action; write two");
        } else if means.action.is_none() && means.value.is_none() && means.acts.is_empty() {
            desk.at(file, path, "any reply would do; name acts, a value or an action");
        }
    });
    each_lines(scenario, &mut |path, lines| lines_shape(desk, file, path, lines));
}

fn lines_shape(desk: &mut Desk<'_>, file: &str, path: &[Step], lines: &Lines) {
    let count: usize = lines.values().map(Vec::len).sum();
    // What is asked is counted above, by the need's name.
    let asked = path.last().is_some_and(|step| *step == Step::Key("ask"));
    if (1..PHRASINGS_MIN).contains(&count) && !asked {
        let message = format!("{count} phrasings here; write at least {PHRASINGS_MIN}, or none for the common lines");
        desk.at(file, path, message);
    }
    for (register, texts) in lines {
        let mut seen = BTreeSet::new();
        for (at, text) in texts.iter().enumerate() {
            let parts: Vec<&str> = text.split(" / ").collect();
            let fault = if parts.iter().any(|part| part.trim().is_empty()) {
                "an empty line; write it or leave it out".to_owned()
            } else if parts.len() > PARTS_MAX {
                format!("`{text}` has {} parts; at most {PARTS_MAX} are sent at once", parts.len())
            } else if let Some(part) = parts.iter().find(|part| part.chars().count() > LINE_MAX_CHARS) {
                format!("a line of {} characters; buyers write less, part it with ` / `", part.chars().count())
            } else if *register == Register::Voice && text.contains(['，', '。', '？', '！']) {
                format!("`{text}`: voice-to-text has no punctuation")
            } else if !seen.insert(text) {
                format!("`{text}` stands twice")
            } else {
                continue;
            };
            desk.at(file, &phrasing(path, *register, at), fault);
        }
    }
}

/// The path of one phrasing of a line set.
fn phrasing(path: &[Step], register: Register, at: usize) -> Vec<Step> {
    let mut path = path.to_vec();
    path.extend([Step::Key(register.key()), Step::At(at)]);
    path
}

/// Every means of a scenario with its path.
fn each_means(scenario: &Scenario, found: &mut dyn FnMut(&[Step], &Means)) {
    let mut all = |path: Vec<Step>, means: &[Means]| {
        for (at, one) in means.iter().enumerate() {
            let mut path = path.clone();
            path.push(at.into());
            found(&path, one);
        }
    };
    for (at, need) in scenario.needs.iter().enumerate() {
        all(vec!["need".into(), at.into(), "met_by".into()], &need.met_by);
    }
    for (key, duties) in [("care", &scenario.care), ("selling", &scenario.selling), ("must_say", &scenario.must_say)] {
        for (at, duty) in duties.iter().enumerate() {
            all(vec![key.into(), at.into(), "by".into()], &duty.by);
        }
    }
    for (at, ban) in scenario.must_not.iter().enumerate() {
        all(vec!["must_not".into(), at.into(), "by".into()], &ban.by);
    }
    if let Some(haggle) = &scenario.haggle {
        all(vec!["haggle".into(), "accepts".into()], &haggle.accepts);
    }
}

/// Every line set of a scenario with its path.
fn each_lines(scenario: &Scenario, found: &mut dyn FnMut(&[Step], &Lines)) {
    found(&["opening".into()], &scenario.opening);
    found(&["closing".into()], &scenario.closing);
    for (at, fact) in scenario.facts.iter().enumerate() {
        found(&["fact".into(), at.into(), "say".into()], &fact.say);
    }
    for (at, need) in scenario.needs.iter().enumerate() {
        let path = |tail: &'static str| [Step::Key("need"), Step::At(at), Step::Key(tail)];
        found(&path("ask"), &need.ask);
        found(&path("rephrase"), &need.rephrase);
        let react = |tail: &'static str| [Step::Key("need"), Step::At(at), Step::Key("react"), Step::Key(tail)];
        found(&react("satisfied"), &need.react.satisfied);
        found(&react("contradicted"), &need.react.contradicted);
        found(&react("partly"), &need.react.partly);
    }
    for (at, piece) in scenario.evidence.iter().enumerate() {
        found(&["evidence".into(), at.into(), "say".into()], &piece.say);
    }
    if let Some(haggle) = &scenario.haggle {
        for (at, step) in haggle.steps.iter().enumerate() {
            found(&["haggle".into(), "step".into(), at.into(), "say".into()], &step.say);
        }
        found(&["haggle".into(), "gives_in".into()], &haggle.gives_in);
    }
}

/// Tries every source and placeholder, with set after set of the facts' values.
fn sources(desk: &mut Desk<'_>, file: &str, scenario: &Scenario) {
    let content = desk.content;
    let Some(shop) = content.shops.get(&scenario.shop) else { return };
    let sets = scenario.facts.iter().map(|fact| fact.one_of.len()).max().unwrap_or(0).clamp(1, SETS_MAX);
    for set in 0..sets {
        let known = scenario
            .facts
            .iter()
            .filter(|fact| matches!(fact.told, Told::AtOnce | Told::WhenAsked) && !fact.one_of.is_empty());
        let facts = known.map(|fact| (fact.id.clone(), fact.one_of[set % fact.one_of.len()].clone())).collect();
        let price = |id: &str| content.products.get(id).map_or(0, |product| product.price_yuan_cents);
        let order = scenario.order.as_ref().map(|draft| draft.order("0".to_owned(), &shop.dispatch.carrier, price));
        let case = Case::of(content, &scenario.id, scenario.product_id().map(str::to_owned), order, facts);
        let Some(ground) = case.ground(content) else { return };
        let before = desk.faults.len();
        one_set(desk, file, scenario, &ground);
        if desk.faults.len() > before {
            return;
        }
    }
}

fn one_set(desk: &mut Desk<'_>, file: &str, scenario: &Scenario, ground: &Ground<'_>) {
    let mut bad = |path: &[Step], message: String| desk.at(file, path, message);
    each_means(scenario, &mut |path, means| {
        for (key, source) in [("value", &means.value), ("with", &means.with)] {
            if let Some(source) = source
                && let Err(error) = ground.value(source)
            {
                let mut path = path.to_vec();
                path.push(key.into());
                bad(&path, format!("`{source}`: {error}"));
            }
        }
    });
    each_lines(scenario, &mut |path, lines| {
        for (register, texts) in lines {
            for (at, text) in texts.iter().enumerate() {
                let text = text.replace("{stated}", "").replace("{truth}", "");
                if let Err(error) = ground.fill(&text) {
                    bad(&phrasing(path, *register, at), error.to_string());
                }
            }
        }
    });
    for (at, need) in scenario.needs.iter().enumerate() {
        better(&mut bad, &["need".into(), at.into(), "better".into()], &need.better, ground);
    }
    for (key, duties) in [("care", &scenario.care), ("selling", &scenario.selling), ("must_say", &scenario.must_say)] {
        for (at, duty) in duties.iter().enumerate() {
            better(&mut bad, &[key.into(), at.into(), "better".into()], &duty.better, ground);
        }
    }
    if let Some(haggle) = &scenario.haggle {
        better(&mut bad, &["haggle".into(), "better".into()], &haggle.better, ground);
    }
    let end = &scenario.end;
    let amounts = [
        ("refund", &end.refund),
        ("refund_at_most", &end.refund_at_most),
        ("reduced_at_most", &end.reduced_at_most),
        ("postage", &end.postage),
    ];
    for (key, source) in amounts {
        if let Some(source) = source
            && let Err(error) = ground.value(source)
        {
            bad(&["end".into(), key.into()], format!("`{source}`: {error}"));
        }
    }
    for source in &end.address {
        if let Err(error) = ground.value(source) {
            bad(&["end".into(), "address".into()], format!("`{source}`: {error}"));
        }
    }
}

fn better(bad: &mut dyn FnMut(&[Step], String), path: &[Step], text: &str, ground: &Ground<'_>) {
    match ground.fill(text) {
        Err(error) => bad(path, error.to_string()),
        Ok(text) if text.trim().is_empty() => bad(path, "is empty; write what a good agent would say".to_owned()),
        Ok(_) => {}
    }
}
