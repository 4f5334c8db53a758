//! Buyers met by scripted agents.

use super::agents::{Conduct, play};
use super::event::{Body, CloseReason, Event, Mode, Opening, Outcome, Post, Refusal};
use super::scenario::Need;
use super::tape::{Tape, VIRTUAL_START_MS};
use super::transcript::transcript;
use crate::content::{Content, Files, check};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::{Arc, OnceLock};

/// The manual's own examples in their little shop, with the shipped buyers' lines.
fn examples() -> Arc<Content> {
    static CONTENT: OnceLock<Arc<Content>> = OnceLock::new();
    let load = || {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut files = Files::read(&root.join("tests/simulation/content")).unwrap();
        files.0.extend(
            Files::read(&root.join("content")).unwrap().0.into_iter().filter(|(path, _)| path.starts_with("buyers/")),
        );
        let checked = check(&files);
        assert!(checked.faults.is_empty(), "{:#?}", checked.faults);
        checked.content
    };
    Arc::clone(CONTENT.get_or_init(load))
}

/// The shipped content.
fn shipped() -> Arc<Content> {
    static CONTENT: OnceLock<Arc<Content>> = OnceLock::new();
    let load = || check(&Files::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content")).unwrap()).content;
    Arc::clone(CONTENT.get_or_init(load))
}

const CONDUCTS: [Conduct; 8] = [
    Conduct::Perfect,
    Conduct::Silent,
    Conduct::Evasive,
    Conduct::Rude,
    Conduct::WrongFact,
    Conduct::OverGenerous,
    Conduct::Wordy,
    Conduct::Robot,
];

/// What holds of every buyer, whatever the agent does.
fn holds_always(tape: &Tape) -> Result<(), TestCaseError> {
    prop_assert!(tape.shift.closed.is_some(), "the buyer never ends\n{}", transcript(tape));
    let mut said: BTreeMap<(u32, &str), u32> = BTreeMap::new();
    for event in &tape.events {
        if let Body::BuyerSaid { window, text, .. } = &event.body {
            prop_assert!(!text.trim().is_empty(), "an empty line\n{}", transcript(tape));
            prop_assert!(!text.contains(['{', '}']), "an unfilled line\n{}", transcript(tape));
            *said.entry((*window, text)).or_insert(0) += 1;
        }
    }
    let often = said.iter().find(|(_, times)| **times > 2);
    prop_assert!(often.is_none(), "said too often: {often:?}\n{}", transcript(tape));
    let again = tape.refold().unwrap();
    prop_assert!(again == tape.shift, "folded again the log gives another state");
    Ok(())
}

fn one(scenario: &str, seed: &str, conduct: Conduct) -> Result<(), TestCaseError> {
    let content = shipped();
    let tape = play(&content, scenario, seed, conduct, None).unwrap();
    holds_always(&tape)?;
    let report = &tape.shift.reports()[0];
    match conduct {
        Conduct::Perfect | Conduct::Wordy => {
            prop_assert!(report.resolved, "not resolved\n{}", transcript(&tape));
            prop_assert!(report.satisfaction >= 4.0, "not satisfied\n{}", transcript(&tape));
        }
        Conduct::WrongFact => {
            // A case that turns on words and deeds alone has no fact to get wrong.
            let factual = |need: &Need| !need.hidden && need.met_by.iter().all(|means| means.value.is_some());
            let judged = content.scenarios[scenario].needs.iter().any(factual);
            prop_assert!(!judged || !report.resolved, "wrong facts taken\n{}", transcript(&tape));
            prop_assert!(report.facts.iter().all(|fact| !fact.right), "{:?}\n{}", report.facts, transcript(&tape));
        }
        Conduct::Silent | Conduct::Evasive | Conduct::Rude | Conduct::Robot => {
            prop_assert!(!report.resolved, "resolved by {conduct:?}\n{}", transcript(&tape));
        }
        Conduct::OverGenerous => {}
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn buyers_hold_their_rules(seed in 0_u64..1_000_000) {
        for scenario in shipped().scenarios.keys() {
            for conduct in CONDUCTS {
                one(scenario, &seed.to_string(), conduct)?;
            }
        }
    }
}

/// All the agents with three seeds each: who resolves what share, and how content the buyers are.
#[test]
fn good_agents_content_buyers_and_bad_ones_do_not() {
    let content = shipped();
    let run = |conduct: Conduct| {
        let (mut resolved, mut stars, mut all) = (0, 0.0, 0);
        for id in content.scenarios.keys() {
            for seed in ["1", "2", "3"] {
                let report = &play(&content, id, seed, conduct, None).unwrap().shift.reports()[0];
                resolved += u32::from(report.resolved);
                stars += report.satisfaction;
                all += 1;
            }
        }
        println!("{conduct:?}: {resolved} of {all} resolved, satisfaction {:.2}", stars / f64::from(all));
        (f64::from(resolved) / f64::from(all), stars / f64::from(all))
    };
    let [perfect, silent, evasive, rude, wrong, generous, wordy, robot] = CONDUCTS.map(run);
    assert!(perfect.0 >= 0.99 && perfect.1 >= 4.7, "{perfect:?}");
    assert!(wordy.0 >= 0.99, "{wordy:?}");
    assert!(silent.0 == 0.0 && evasive.0 == 0.0 && rude.0 == 0.0 && robot.0 == 0.0);
    assert!(wrong.0 < 0.1 && wrong.0 < generous.0 && generous.0 < perfect.0, "{wrong:?} {generous:?}");
    assert!(rude.1 <= evasive.1 && evasive.1 < silent.1 && silent.1 < wrong.1 && wrong.1 < perfect.1);
}

fn snapshot(scenario: &str, conduct: Conduct) -> String {
    let tape = play(&examples(), scenario, "7", conduct, None).unwrap();
    transcript(&tape)
}

#[test]
fn three_talks_read_like_talks() {
    insta::assert_snapshot!("presale_perfect", snapshot("presale-first-steps", Conduct::Perfect));
    insta::assert_snapshot!("presale_wrong_fact", snapshot("presale-first-steps", Conduct::WrongFact));
    insta::assert_snapshot!("in_sale_silent", snapshot("in-sale-change-address", Conduct::Silent));
    insta::assert_snapshot!("aftersales_perfect", snapshot("aftersales-sole-open", Conduct::Perfect));
}

/// Lives a whole plan: every window answered by the perfect agent's rules is not needed here, only that it runs.
fn live(plan: &str, post: Post, mode: Mode, seed: &str, mut each: impl FnMut(&mut Tape)) -> Tape {
    let content = shipped();
    let opening = Opening {
        seed: seed.into(),
        plan: plan.into(),
        mode,
        post,
        content: content.hash.clone(),
        engine: super::shift::ENGINE,
    };
    let mut tape = Tape::open(content, opening).unwrap();
    while tape.step(u64::MAX) {
        let open = tape.shift.windows.values().filter(|state| state.ended.is_none()).count();
        assert!(u64::try_from(open).unwrap() <= tape.shift.plan.windows, "above the ceiling");
        each(&mut tape);
    }
    assert!(tape.shift.closed.is_some());
    assert!(tape.refold().unwrap() == tape.shift, "folded again the log gives another state");
    tape
}

#[test]
fn each_plan_runs_to_its_end_at_each_post() {
    let content = shipped();
    assert!(!content.plans.is_empty());
    for plan in content.plans.values() {
        for post in &plan.posts {
            let mode = if plan.exam { Mode::Exam } else { Mode::Practice };
            let tape = live(&plan.id, *post, mode, "11", |_| {});
            let came = tape.events.iter().filter(|event| matches!(event.body, Body::BuyerArrived { .. })).count();
            assert!(came > 0 && u64::try_from(came).unwrap() == tape.shift.buyers(), "{}: {came}", plan.id);
        }
    }
}

#[test]
fn a_pause_moves_everything_by_its_length() {
    let times = |tape: &Tape| -> Vec<(u64, String)> {
        let said = |event: &Event| match &event.body {
            Body::BuyerSaid { text, .. } => Some((event.at_ms, text.clone())),
            _ => None,
        };
        tape.events.iter().filter_map(said).collect()
    };
    const PAUSE_MS: u64 = 90_000;
    let plain = live("first-day", Post::Presale, Mode::Practice, "5", |_| {});
    let mut paused = false;
    let stood = live("first-day", Post::Presale, Mode::Practice, "5", |tape| {
        if !paused {
            paused = true;
            let now_ms = tape.shift.now_ms;
            tape.append(now_ms, None, Body::Paused);
            assert_eq!(tape.shift.next_due(), None);
            tape.append(now_ms + PAUSE_MS, None, Body::Resumed);
        }
    });
    // The pause's two events move the sequence numbers and so later draws; the first lines were drawn before.
    let (plain, stood) = (times(&plain), times(&stood));
    assert_eq!(plain[0].1, stood[0].1);
    assert_eq!(plain[0].0 + PAUSE_MS, stood[0].0);
}

#[test]
fn held_nobody_new_comes_and_a_guest_has_three_minutes() {
    let tape = live("try", Post::Presale, Mode::Try, "3", |tape| {
        if tape.events.len() == 2 {
            tape.append(tape.shift.now_ms, None, Body::Held);
        }
    });
    assert_eq!(tape.shift.windows.len(), 1);
    assert_eq!(tape.shift.closed, Some(CloseReason::TimeUp));
    assert_eq!(tape.events.last().unwrap().at_ms, VIRTUAL_START_MS + 180_000);
}

#[test]
fn posts_keep_to_their_authority() {
    let content = examples();
    let judge = |scenario: &str, post: Post, action: &str| {
        let mut opening = super::rehearse::single_opening(&content, scenario, "1");
        opening.post = post;
        let mut tape = Tape::open(Arc::clone(&content), opening).unwrap();
        tape.step(VIRTUAL_START_MS);
        match tape.shift.judge(1, &super::script::action(action).unwrap()) {
            Outcome::Done => None,
            Outcome::Refused { reason } => Some(reason),
        }
    };
    let check = |scenario: &str, post: Post, action: &str, expected: Option<Refusal>| {
        assert_eq!(judge(scenario, post, action), expected, "{post:?} {action}");
    };
    let (presale, in_sale, aftersales) = ("presale-first-steps", "in-sale-change-address", "aftersales-sole-open");
    check(presale, Post::Presale, "reduce_price amount_cents=129", None);
    check(presale, Post::Presale, "reduce_price amount_cents=130", Some(Refusal::AboveLimit));
    check(presale, Post::Presale, "coupon id=XB-C10", None);
    check(presale, Post::Presale, "coupon id=XB-C99", Some(Refusal::UnknownItem));
    check(presale, Post::Presale, "gift id=XB-G1", Some(Refusal::NotThisPost));
    check(presale, Post::Presale, "refund amount_cents=100", Some(Refusal::NotThisPost));
    check(presale, Post::Presale, "note text=急", Some(Refusal::NoOrder));
    check(in_sale, Post::InSale, "refund amount_cents=100", Some(Refusal::NotThisPost));
    check(in_sale, Post::InSale, "change_address text=浙江", None);
    check(aftersales, Post::Aftersales, "change_address text=浙江", Some(Refusal::OrderState));
    check(aftersales, Post::Aftersales, "refund amount_cents=3000", None);
    check(aftersales, Post::Aftersales, "refund amount_cents=3001", Some(Refusal::AboveLimit));
    check(aftersales, Post::Aftersales, "refund amount_cents=12900", None);
    check(aftersales, Post::Supervisor, "refund amount_cents=3001", None);
    check(aftersales, Post::Supervisor, "refund amount_cents=12901", Some(Refusal::AboveLimit));
    check(aftersales, Post::Aftersales, "exchange item=XB-2107 to=米白/22", Some(Refusal::UnknownItem));
    check(aftersales, Post::Aftersales, "exchange item=XB-2107 to=米白/21", None);
    check(aftersales, Post::Aftersales, "resend item=XB-9", Some(Refusal::UnknownItem));
    check(aftersales, Post::Aftersales, "hold", None);
}

/// Measured against published shop chats (JD): half of the buyers' lines have 9 characters or fewer, nine tenths 33.
#[test]
fn buyers_write_as_short_as_real_ones() {
    let content = shipped();
    let (mut lengths, mut turns) = (Vec::new(), Vec::new());
    for id in content.scenarios.keys() {
        for seed in ["1", "2", "3", "4"] {
            let tape = play(&content, id, seed, Conduct::Perfect, None).unwrap();
            let (mut changes, mut last) = (0, None);
            for event in &tape.events {
                let buyer = match &event.body {
                    Body::BuyerSaid { text, .. } => {
                        lengths.push(text.chars().count());
                        true
                    }
                    Body::AgentSaid { .. } => false,
                    _ => continue,
                };
                changes += usize::from(last != Some(buyer));
                last = Some(buyer);
            }
            turns.push(changes);
        }
    }
    lengths.sort_unstable();
    turns.sort_unstable();
    let at = |all: &[usize], percent: usize| all[all.len() * percent / 100];
    let (p50, p90, turns) = (at(&lengths, 50), at(&lengths, 90), at(&turns, 50));
    println!("characters a line: median {p50}, 90th percentile {p90}; turns: median {turns}");
    assert!((5..=12).contains(&p50) && (15..=40).contains(&p90) && (6..=14).contains(&turns), "{p50} {p90} {turns}");
}

/// The perfect agent's wordings, read as any reply is.
#[test]
fn good_words_are_understood() {
    let content = shipped();
    let reader = |shift: &super::Shift, window, text: &str| shift.read(window, text);
    let (mut resolved, mut all, mut shown) = (0, 0, String::new());
    let (mut facts, mut wrong, mut misread) = (0, 0, String::new());
    for id in content.scenarios.keys() {
        for seed in ["1", "2"] {
            let tape = play(&content, id, seed, Conduct::Perfect, Some(&reader)).unwrap();
            holds_always(&tape).unwrap();
            all += 1;
            for fact in &tape.shift.reports()[0].facts {
                facts += 1;
                if !fact.right {
                    wrong += 1;
                    let line = tape.events.iter().find(|event| event.seq == fact.seq);
                    let _ = writeln!(misread, "{id} {fact:?}\n    {:?}", line.map(|event| &event.body));
                }
            }
            if tape.shift.reports()[0].resolved {
                resolved += 1;
            } else if seed == "1" {
                let _ = writeln!(shown, "=== {id}\n{}", with_acts(&tape));
            }
        }
    }
    println!("{shown}{resolved} of {all} resolved as read");
    println!("{misread}{wrong} of {facts} facts taken for wrong");
    assert!(resolved * 100 >= all * 95, "{shown}{resolved} of {all}");
    assert!(wrong * 100 <= facts, "{misread}{wrong} of {facts}");
}

/// A transcript with what was read in each reply.
fn with_acts(tape: &Tape) -> String {
    let mut out = transcript(tape);
    for event in &tape.events {
        if let Body::AgentSaid { text, acts, .. } = &event.body {
            let _ = writeln!(out, "  {text}\n     {}", serde_json::to_string(acts).unwrap());
        }
    }
    for report in tape.shift.reports() {
        let unmet: Vec<&str> = report.needs.iter().filter(|n| n.met_seq.is_none()).map(|n| n.id.as_str()).collect();
        let undone: Vec<&str> = report.care.iter().filter(|n| n.done_seq.is_none()).map(|n| n.id.as_str()).collect();
        let _ = writeln!(out, "  unmet {unmet:?} undone {undone:?} end {}", report.end_state_right);
    }
    out
}

/// Rehearsals are equal byte for byte, judged, and hold what `interfaces.md` says.
#[test]
fn a_rehearsal_by_script_is_judged() {
    let content = shipped_with_examples();
    let script = "# 先问，再退\n\
        +12 say 您好，鞋子开胶给您添麻烦了，非常抱歉，麻烦拍一张开胶处的照片发我看看好吗\n\
        +60 act refund amount_cents=3000\n\
        +63 say 亲，开胶是我们的质量问题，已经给您退了30元作为补偿，鞋子您留着穿\n\
        +90 say 祝您生活愉快，有需要随时找我\n";
    let run = || serde_json::to_string(&super::rehearse(&content, "aftersales-sole-open", 7, script).unwrap()).unwrap();
    let json: serde_json::Value = serde_json::from_str(&run()).unwrap();
    assert_eq!(run(), run());
    assert_eq!(json["resolved"], true, "{json:#}");
    assert_eq!(json["end_state"]["refunded_yuan_cents"], 3000);
    assert!(json["satisfaction"].as_f64().unwrap() >= 4.0);
    assert!(
        json["criteria"].as_array().unwrap().iter().any(|one| one["id"] == "resolved" && one["value"] == 1.0),
        "{json:#}"
    );
    assert_eq!(json["critical_violations"], serde_json::json!([]));
    let said = json["events"].as_array().unwrap().iter().filter(|event| event["kind"] == "agent_said");
    assert!(said.clone().count() == 3 && said.clone().all(|event| event["acts"].is_array()));
    let refused = super::rehearse(&content, "aftersales-sole-open", 7, "+5 act refund amount_cents=99999").unwrap();
    assert!(!refused.resolved && refused.critical_violations.iter().any(|red| red.act == "authority"), "{refused:?}");
    let silent = super::rehearse(&content, "aftersales-sole-open", 7, "").unwrap();
    assert!(!silent.resolved && silent.satisfaction <= 2.0);
}

/// The manual's cases in the shipped content, with its standards.
fn shipped_with_examples() -> Arc<Content> {
    let mut content = (*examples()).clone();
    content.standards.clone_from(&shipped().standards);
    Arc::new(content)
}
