//! `check`, `scenarios`, `understand`.

use super::{Done, Fault, environment, input, print, read_input};
use clap::Args;
use miaohui::{
    content::{self, Content, Files},
    language,
    simulation::{
        self, Shift,
        rehearse::{self, single_opening},
    },
};
use std::{
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
};

#[derive(Args)]
pub struct CheckArgs {
    /// A content folder.
    dir: Option<PathBuf>,
}

#[derive(Args)]
pub struct ScenariosArgs {
    #[arg(long)]
    json: bool,
}

#[derive(Args)]
pub struct UnderstandArgs {
    /// Read the replies in this scenario's context.
    #[arg(long)]
    scenario: Option<String>,
}

/// Each fault a line, the counts last.
pub fn check(args: &CheckArgs) -> Done {
    let files = match &args.dir {
        Some(dir) => Files::read(dir),
        None => Ok(Files::shipped()),
    };
    let files = files.map_err(|faults| Fault::Input(lines(&faults)))?;
    let checked = content::check(&files);
    for fault in &checked.faults {
        print(&fault.to_string())?;
    }
    print(&checked.to_string())?;
    Ok(if checked.faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// The shipped content, loaded.
pub fn shipped() -> Result<Arc<Content>, Fault> {
    content::load(&Files::shipped()).map(Arc::new).map_err(|faults| Fault::Environment(lines(&faults)))
}

/// An author's folder, loaded; without one the shipped content.
pub fn of(dir: Option<&Path>) -> Result<Arc<Content>, Fault> {
    let Some(dir) = dir else { return shipped() };
    let loaded = Files::read(dir).and_then(|files| content::load(&files));
    loaded.map(Arc::new).map_err(|faults| Fault::Input(lines(&faults)))
}

fn lines(faults: &[content::Fault]) -> String {
    faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

/// One line a scenario, or one JSON array.
pub fn scenarios(args: &ScenariosArgs) -> Done {
    let listed = simulation::scenarios(shipped()?.as_ref());
    if args.json {
        return print(&serde_json::to_string(&listed).map_err(environment)?);
    }
    for one in listed {
        print(&format!("{}\t{}\t{}\t{}\t{}", one.id, label(&one.post), label(&one.topic), one.difficulty, one.title))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The label a value has in JSON.
pub fn label(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default().trim_matches('"').to_owned()
}

/// One reply a line in, one JSON a line out.
pub fn understand(args: &UnderstandArgs) -> Done {
    let shift = match &args.scenario {
        None => None,
        Some(id) => {
            let content = shipped()?;
            let opening = single_opening(&content, id, "1");
            Some(
                Shift::open(content, opening)
                    .map_err(|_| input(format!("there is no scenario {id:?}; `miaohui scenarios` lists them")))?,
            )
        }
    };
    let context = shift.as_ref().map_or_else(language::Context::none, |shift| shift.context(rehearse::WINDOW));
    let mut out = String::new();
    for line in read_input()?.lines() {
        out.push_str(&language::understand_line(line, &context));
        out.push('\n');
    }
    print(out.trim_end())
}
