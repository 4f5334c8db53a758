//! Verifiers in Python: other people's code that checks what this program issues (`tests/verifiers`).

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::apt;
use crate::command::{ask, clean, find, read_if_there, run, run_well};
use crate::project::Project;
use crate::tests_run::Count;

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

/// Runs every script in `tests/verifiers`; each finds the program in `MIAOHUI_BIN` and passes by exit 0.
pub fn run_verifiers(project: &Project) -> Result<(Count, String)> {
    let mut scripts: Vec<PathBuf> = fs::read_dir(project.path("tests/verifiers"))
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .collect();
    scripts.retain(|path| path.extension().is_some_and(|ending| ending == "py"));
    scripts.sort();
    if scripts.is_empty() {
        return Ok((Count::default(), "none".to_owned()));
    }
    if !python(project).is_file() {
        bail!("Python's environment is missing; see the set-up above.");
    }
    let mut count = Count::default();
    let mut faults = Vec::new();
    for script in &scripts {
        let name = script.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
        let mut command = clean(python(project));
        command
            .arg(script)
            .current_dir(project.root())
            .env("MIAOHUI_BIN", project.binary())
            .env("PYTHONDONTWRITEBYTECODE", "1");
        let ran = run(project, &format!("verifier-{name}"), &mut command)?;
        if ran.success {
            count.passed += 1;
        } else {
            count.failed += 1;
            faults.push(format!("{name} failed.\n{}", ran.fault()));
        }
    }
    Ok((count, if faults.is_empty() { format!("{} passed", count.passed) } else { faults.join("\n") }))
}

fn python(project: &Project) -> PathBuf {
    project.target(if cfg!(windows) { "python/Scripts/python.exe" } else { "python/bin/python3" })
}

fn can_make_environments() -> bool {
    find("python3").is_some() && ask(clean("python3").args(["-c", "import ensurepip, venv"])).is_some()
}
