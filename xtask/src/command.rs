//! Other programs: found, run with their output kept in a log, and their faults said in plain words.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::sleep;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::project::Project;
use crate::step::Stopwatch;

/// Lines of a failed program's output that are shown; the rest is in its log.
const SHOWN_LINES: usize = 80;

/// No step takes longer on the slowest machine that is of use; a program that hangs is ended.
const PATIENCE: Duration = Duration::from_secs(45 * 60);
const LOOK_EVERY: Duration = Duration::from_millis(10);

/// Words in a program's output that mean the network was missing, not that the project is at fault.
const NETWORK_WORDS: [&str; 12] = [
    "Could not resolve",
    "Couldn't resolve",
    "Temporary failure resolving",
    "Temporary failure in name resolution",
    "EAI_AGAIN",
    "ENOTFOUND",
    "ECONNREFUSED",
    "ETIMEDOUT",
    "failed to download from",
    "could not download file",
    "spurious network error",
    "Failed to establish a new connection",
];

/// The cargo that runs this xtask, free of what `cargo run` puts into the environment.
pub fn cargo(project: &Project) -> Command {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = clean(program);
    command.current_dir(project.root()).env("CARGO_TERM_COLOR", "never");
    command
}

/// A command without the variables that `cargo run` sets: they describe xtask, and some build scripts would take them for their own.
pub fn clean(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") || text == "LD_LIBRARY_PATH" {
            command.env_remove(&name);
        }
    }
    command
}

/// The full path of a program on PATH.
pub fn find(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(format!("{program}{}", std::env::consts::EXE_SUFFIX)))
        .find(|file| file.is_file())
}

/// What a short command prints, or nothing when it is missing or fails.
pub fn ask(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// What a program left behind.
pub struct Ran {
    pub success: bool,
    pub output: String,
    pub log: PathBuf,
}

impl Ran {
    /// The end of the output, the log's place, and the mend where the network was missing.
    pub fn fault(&self) -> String {
        let lines: Vec<&str> = self.output.lines().filter(|line| !is_progress(line)).collect();
        let shown = lines[lines.len().saturating_sub(SHOWN_LINES)..].join("\n");
        let mut text = format!("{shown}\n(all of it: {})", self.log.display());
        if NETWORK_WORDS.iter().any(|words| self.output.contains(words)) {
            text.push_str("\nThe network could not be reached. Connect this machine (behind a proxy, set HTTPS_PROXY) and run the command again.");
        }
        text
    }
}

/// Cargo's own progress, which hides the fault.
fn is_progress(line: &str) -> bool {
    const WORDS: [&str; 6] = ["Compiling", "Checking", "Downloading", "Downloaded", "Adding", "Locking"];
    line.starts_with(' ') && line.split_whitespace().next().is_some_and(|word| WORDS.contains(&word))
}

/// Two programs that run side by side and are of use only together: when one fails, the other is ended.
#[derive(Default)]
pub struct Pair {
    failed: AtomicBool,
}

impl Pair {
    /// Like [`run_well`], for one of the two. Nothing when it was ended because the other failed.
    pub fn run_well(&self, project: &Project, name: &str, command: &mut Command) -> Result<Option<String>> {
        let outcome = run_unless(project, name, command, Some(&self.failed)).and_then(|ran| match ran {
            Some(ran) if !ran.success => bail!("{name} failed.\n{}", ran.fault()),
            other => Ok(other.map(|ran| ran.output)),
        });
        if outcome.is_err() {
            self.give_up();
        }
        outcome
    }

    /// Ends the one that still runs.
    pub fn give_up(&self) {
        self.failed.store(true, Ordering::Relaxed);
    }
}

/// Runs a program to its end, with all its output in `target/logs/NAME.log`.
pub fn run(project: &Project, name: &str, command: &mut Command) -> Result<Ran> {
    run_unless(project, name, command, None)?.with_context(|| format!("{name} was ended"))
}

fn run_unless(project: &Project, name: &str, command: &mut Command, stop: Option<&AtomicBool>) -> Result<Option<Ran>> {
    let log = log_path(project, name)?;
    let file = File::create(&log).with_context(|| format!("cannot write {}", log.display()))?;
    let program = command.get_program().to_string_lossy().into_owned();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(file.try_clone().context("cannot share the log")?)
        .stderr(file)
        .spawn()
        .with_context(|| format!("{program} could not be started"))?;
    let status =
        wait(&mut child, stop).with_context(|| format!("{program} was given up; its output: {}", log.display()))?;
    let Some(status) = status else { return Ok(None) };
    let output = String::from_utf8_lossy(&fs::read(&log).context("cannot read the log")?).into_owned();
    Ok(Some(Ran { success: status.success(), output, log }))
}

/// Waits for a program, at most [`PATIENCE`]; nothing when it was stopped.
fn wait(child: &mut Child, stop: Option<&AtomicBool>) -> Result<Option<ExitStatus>> {
    let watch = Stopwatch::start();
    loop {
        if let Some(status) = child.try_wait().context("it cannot be watched")? {
            return Ok(Some(status));
        }
        let stopped = stop.is_some_and(|stop| stop.load(Ordering::Relaxed));
        if stopped || watch.seconds() > PATIENCE.as_secs_f64() {
            let _ = child.kill();
            let _ = child.wait();
            if stopped {
                return Ok(None);
            }
            bail!("it did not end within {} minutes", PATIENCE.as_secs() / 60);
        }
        sleep(LOOK_EVERY);
    }
}

/// Like [`run`], for a program whose failure is the step's.
pub fn run_well(project: &Project, name: &str, command: &mut Command) -> Result<String> {
    let ran = run(project, name, command)?;
    if !ran.success {
        bail!("{name} failed.\n{}", ran.fault());
    }
    Ok(ran.output)
}

fn log_path(project: &Project, name: &str) -> Result<PathBuf> {
    let folder = project.target("logs");
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    Ok(folder.join(format!("{name}.log")))
}

/// The text of a file, or nothing when it is not there.
pub fn read_if_there(path: &Path) -> Option<String> {
    fs::read_to_string(path).ok()
}
