//! Python, for the verifiers that are written in it (`tests/verifiers`).

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::apt;
use crate::command::{ask, clean, find, read_if_there, run_well};
use crate::project::Project;

const REQUIREMENTS: &str = "tests/verifiers/requirements.txt";

/// Makes an environment of its own for the packages that the verifiers need.
pub fn set_up(project: &Project) -> Result<String> {
    let Some(requirements) = read_if_there(&project.path(REQUIREMENTS)) else {
        return Ok("not needed".to_owned());
    };
    let stamp = project.target("python/made-from");
    if python(project).is_file() && read_if_there(&stamp).is_some_and(|made_from| made_from == requirements) {
        return Ok("there".to_owned());
    }
    if !can_make_environments() {
        apt::install(
            project,
            &["python3", "python3-venv"],
            "the verifiers in Python",
            "Python 3.9 or newer with its venv module",
        )?;
    }
    let folder = project.target("python");
    run_well(project, "python-venv", clean("python3").args(["-m", "venv", "--clear"]).arg(&folder))?;
    let mut install = clean(python(project));
    install
        .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"])
        .arg(project.path(REQUIREMENTS));
    run_well(project, "python-pip", &mut install)?;
    fs::write(stamp, requirements).context("cannot write the stamp of Python's environment")?;
    Ok("made".to_owned())
}

/// The interpreter that has the packages, where it was set up.
pub fn python(project: &Project) -> PathBuf {
    project.target(if cfg!(windows) { "python/Scripts/python.exe" } else { "python/bin/python3" })
}

fn can_make_environments() -> bool {
    find("python3").is_some() && ask(clean("python3").args(["-c", "import ensurepip, venv"])).is_some()
}
