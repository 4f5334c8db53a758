//! The server binary: the site, then the program around it; and running it.

use std::process::{Command, ExitCode};

use anyhow::{Context, Error, Result, anyhow};

use crate::command::{Pair, cargo, run_well};
use crate::project::Project;
use crate::site::{self, Shrink, Site};
use crate::step::{Steps, Stopwatch};
use crate::{node, wasm};

/// `cargo xtask build`
pub fn build(project: &Project) -> Result<ExitCode> {
    let mut steps = Steps::new();
    all(project, &mut steps, Shrink::Yes)?;
    steps.print_total();
    Ok(ExitCode::SUCCESS)
}

/// `cargo xtask serve`: further arguments go to the program.
pub fn serve(project: &Project, arguments: &[String]) -> Result<ExitCode> {
    let mut steps = Steps::new();
    all(project, &mut steps, Shrink::IfPossible)?;
    steps.print_total();
    let mut command = Command::new(project.binary());
    command.current_dir(project.root()).arg("serve").arg("--demo");
    if !arguments.iter().any(|argument| argument == "--data" || argument.starts_with("--data=")) {
        command.args(["--data", "data"]);
    }
    become_program(command.args(arguments))
}

/// Everything up to the release binary.
pub fn all(project: &Project, steps: &mut Steps, shrink: Shrink) -> Result<Site> {
    if shrink == Shrink::Yes {
        steps.run("Node", || node::set_up(project).map(|()| ((), "there".to_owned())))?;
    }
    let toolchain = wasm::set_up(project, steps)?;
    let site = both_halves(project, steps, &toolchain, shrink)?;
    steps.run("server with the site inside", || {
        let mut command = package(project, &["--bin", "miaohui"]);
        // The program reads this variable at compile time, and so is compiled again exactly when the site has changed.
        run_well(project, "server", command.env("MIAOHUI_SITE_HASH", &site.hash))?;
        Ok(((), project.binary().display().to_string()))
    })?;
    Ok(site)
}

/// The site and the server's library, side by side: the library does not know the site, and linking the wasm keeps one
/// core busy only.
fn both_halves(project: &Project, steps: &mut Steps, toolchain: &wasm::Toolchain, shrink: Shrink) -> Result<Site> {
    let pair = Pair::default();
    std::thread::scope(|scope| {
        let library = scope.spawn(|| {
            let watch = Stopwatch::start();
            let built = pair.run_well(project, "server-library", &mut package(project, &["--lib"]))?;
            Ok::<_, Error>(built.map(|_| watch.seconds()))
        });
        let site = site_steps(project, steps, toolchain, shrink, &pair);
        if site.is_err() {
            pair.give_up();
        }
        let library = library.join().map_err(|_| anyhow!("the thread that compiled the server's library broke off"))?;
        if let Some(seconds) = library? {
            steps.report("server's library (beside the above)", seconds, "compiled");
        }
        site
    })
}

fn site_steps(
    project: &Project,
    steps: &mut Steps,
    toolchain: &wasm::Toolchain,
    shrink: Shrink,
    pair: &Pair,
) -> Result<Site> {
    let mut compiled = Vec::new();
    for part in &wasm::PARTS {
        let name = format!("{} for the browser", part.name);
        let file =
            steps.run(&name, || Ok((wasm::build_app(project, toolchain, pair, part)?, "compiled".to_owned())))?;
        compiled.push((part.name, file));
    }
    steps.run("JavaScript, CSS, compression", || {
        let (site, changed) = site::make(project, &compiled, shrink)?;
        let made = if changed { "made" } else { "unchanged" };
        let parts = wasm::PARTS.iter().map(|part| {
            let sum = site.part(part.name);
            format!("{} {} KiB, {} as brotli", part.name, sum.raw_bytes / 1024, sum.brotli_bytes / 1024)
        });
        let parts: Vec<String> = parts.collect();
        Ok((site, format!("{made}; {}", parts.join("; "))))
    })
}

fn package(project: &Project, what: &[&str]) -> Command {
    let mut command = cargo(project);
    command.args(["build", "--release", "--package", "miaohui-app"]).args(what);
    command.env("MIAOHUI_SITE_DIR", project.site());
    command
}

/// Puts the program in this one's place, so that signals reach it.
#[cfg(unix)]
fn become_program(command: &mut Command) -> Result<ExitCode> {
    use std::os::unix::process::CommandExt;
    Err(command.exec()).context("the server could not be started")
}

#[cfg(not(unix))]
fn become_program(command: &mut Command) -> Result<ExitCode> {
    let status = command.status().context("the server could not be started")?;
    Ok(ExitCode::from(status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(1)))
}
