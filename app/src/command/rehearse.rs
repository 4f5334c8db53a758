//! `rehearse`: a scenario by script in virtual time, or with a person at the terminal in real time.

use super::{Done, environment, input, print, read_file};
use clap::Args;
use miaohui::{
    clock::now_ms,
    content::Content,
    simulation::{
        self, RehearseError, Tape, VIRTUAL_START_MS,
        event::{Body, Event},
        rehearse::{self, WINDOW, single_opening},
    },
};
use std::{
    io::{self, BufRead},
    path::PathBuf,
    process::ExitCode,
    sync::{Arc, mpsc},
    time::Duration,
};

/// How often the terminal looks whether the buyer says something.
const LOOK: Duration = Duration::from_millis(100);

#[derive(Args)]
pub struct RehearseArgs {
    #[arg(long)]
    scenario: String,
    #[arg(long)]
    seed: u64,
    /// Lines `+SECONDS say TEXT` or `+SECONDS act NAME key=value …`.
    #[arg(long)]
    script: Option<PathBuf>,
    #[arg(long)]
    json: bool,
    /// A content folder in place of the shipped one.
    #[arg(long)]
    content: Option<PathBuf>,
}

pub fn run(args: &RehearseArgs) -> Done {
    let content = super::content::of(args.content.as_deref())?;
    let Some(path) = &args.script else { return talk(&content, args) };
    let script = read_file(path)?;
    let rehearsal =
        simulation::rehearse(&content, &args.scenario, args.seed, &script).map_err(|fault| match fault {
            RehearseError::Script(fault) => input(format!("{}:{}: {}", path.display(), fault.line, fault.message)),
            fault @ RehearseError::NoScenario(_) => input(fault),
        })?;
    if args.json {
        return print(&serde_json::to_string(&rehearsal).map_err(environment)?);
    }
    for event in &rehearsal.events {
        if let Some(line) = line(event) {
            print(&line)?;
        }
    }
    print(&format!("resolved {}  satisfaction {:.1}", rehearsal.resolved, rehearsal.satisfaction))?;
    for one in rehearsal.criteria {
        let value = one.value.map_or_else(|| "-".to_owned(), |value| format!("{value:.2}"));
        print(&format!("{:<20} {value:>8} / {:.2}  {:.1} points", one.id, one.threshold, one.points))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// An event as a line of chat; `None` for what nobody reads.
fn line(event: &Event) -> Option<String> {
    let at = (event.at_ms - VIRTUAL_START_MS.min(event.at_ms)) / 1000;
    let clock = format!("{:>3}:{:02}", at / 60, at % 60);
    match &event.body {
        Body::BuyerSaid { text, .. } => Some(format!("{clock}  买家  {text}")),
        Body::AgentSaid { text, .. } => Some(format!("{clock}  客服  {text}")),
        Body::RobotSaid { text, .. } => Some(format!("{clock}  机器人  {text}")),
        Body::AnswerCame { text, .. } => Some(format!("{clock}  内部  {text}")),
        Body::AgentActed { action, outcome, .. } => Some(format!(
            "{clock}  操作  {} {}",
            serde_json::to_string(action).unwrap_or_default(),
            serde_json::to_string(outcome).unwrap_or_default()
        )),
        Body::BuyerLeft { .. } => Some(format!("{clock}  （买家离开）")),
        Body::Rated { stars, .. } => Some(format!("{clock}  （评价 {stars} 星）")),
        _ => None,
    }
}

/// A conversation in real time: what is typed is said, `/act NAME key=value …` acts.
fn talk(content: &Arc<Content>, args: &RehearseArgs) -> Done {
    let opening = single_opening(content, &args.scenario, &args.seed.to_string());
    let unknown = |_| input(format!("there is no scenario `{}`; `miaohui scenarios` lists them", args.scenario));
    let mut tape = Tape::open(Arc::clone(content), opening).map_err(unknown)?;
    let (typed, lines) = mpsc::channel();
    std::thread::spawn(move || {
        for line in io::stdin().lock().lines().map_while(Result::ok) {
            if typed.send(line).is_err() {
                break;
            }
        }
    });
    let begun = now_ms();
    let mut shown = 0;
    loop {
        let virtual_ms = VIRTUAL_START_MS + (now_ms() - begun);
        while tape.step(virtual_ms) {}
        for event in &tape.events[shown..] {
            if let Some(line) = line(event) {
                print(&line)?;
            }
        }
        shown = tape.events.len();
        if tape.shift.closed.is_some() {
            return Ok(ExitCode::SUCCESS);
        }
        match lines.recv_timeout(LOOK) {
            Ok(text) => match text.strip_prefix("/act ") {
                Some(action) => match simulation::script::action(action) {
                    Ok(action) => {
                        tape.act(virtual_ms, WINDOW, action);
                    }
                    Err(fault) => eprintln!("{fault}"),
                },
                None if text.trim().is_empty() => {}
                None => {
                    let acts = rehearse::read(&tape.shift, WINDOW, &text);
                    tape.say(virtual_ms, WINDOW, &text, acts);
                }
            },
            Err(mpsc::RecvTimeoutError::Timeout) => {}
            Err(mpsc::RecvTimeoutError::Disconnected) => return Ok(ExitCode::SUCCESS),
        }
    }
}
