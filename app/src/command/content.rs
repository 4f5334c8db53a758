//! `check`, `scenarios`, `understand`.

use super::{Done, Fault, environment, print};
use clap::Args;
use miaohui::{
    content::{self, Content, Files},
    simulation,
};
use std::{path::PathBuf, process::ExitCode, sync::Arc};

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

/// Each fault a line, the counts last.
pub fn check(args: &CheckArgs) -> Done {
    let files = match &args.dir {
        Some(dir) => Files::read(dir),
        None => Ok(Files::shipped()),
    };
    let files = files.map_err(|faults| {
        let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
        Fault::Input(lines.join("\n"))
    })?;
    let checked = content::check(&files);
    for fault in &checked.faults {
        print(&fault.to_string())?;
    }
    print(&checked.to_string())?;
    Ok(if checked.faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// The shipped content, loaded.
pub fn shipped() -> Result<Arc<Content>, Fault> {
    content::load(&Files::shipped()).map(Arc::new).map_err(|faults| {
        let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
        Fault::Environment(lines.join("\n"))
    })
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
fn label(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default().trim_matches('"').to_owned()
}
