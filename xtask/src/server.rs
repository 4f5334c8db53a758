//! The server binary: the site, then the program around it; and running it.

use std::process::{Command, ExitCode};

use anyhow::{Context, Result};

use crate::command::{cargo, run_well};
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
    // The server's library does not know the site, so it compiles while the wasm is linked, which keeps one core busy only.
    let site = std::thread::scope(|scope| {
        let library = scope.spawn(|| {
            let watch = Stopwatch::start();
            build_package(project, "server-library", &["--lib"], None).map(|()| watch.seconds())
        });
        let site = site_steps(project, steps, &toolchain, shrink);
        let seconds =
            library.join().map_err(|_| anyhow::anyhow!("the thread that compiled the server's library broke off"))?;
        let site = site?;
        steps.report("server's library (beside the above)", seconds?, "compiled");
        Ok::<Site, anyhow::Error>(site)
    })?;
    steps.run("server with the site inside", || {
        build_package(project, "server", &["--bin", "miaohui"], Some(&site))?;
        Ok(((), project.binary().display().to_string()))
    })?;
    Ok(site)
}

fn site_steps(project: &Project, steps: &mut Steps, toolchain: &wasm::Toolchain, shrink: Shrink) -> Result<Site> {
    let compiled =
        steps.run("pages for the browser", || Ok((wasm::build_app(project, toolchain)?, "compiled".to_owned())))?;
    steps.run("JavaScript, CSS, compression", || {
        let (site, changed) = site::make(project, &compiled, shrink)?;
        let sum = site.sizes.sum(|name| !name.ends_with(".css"));
        let words = format!(
            "{}; wasm and JavaScript {} KiB, {} KiB as brotli",
            if changed { "made" } else { "unchanged" },
            sum.raw_bytes / 1024,
            sum.brotli_bytes / 1024
        );
        Ok((site, words))
    })
}

fn build_package(project: &Project, log: &str, what: &[&str], site: Option<&Site>) -> Result<()> {
    let mut command = cargo(project);
    command.args(["build", "--release", "--package", "miaohui-app"]).args(what).env("MIAOHUI_SITE_DIR", project.site());
    if let Some(site) = site {
        // The program reads this variable at compile time, and so is compiled again exactly when the site has changed.
        command.env("MIAOHUI_SITE_HASH", &site.hash);
    }
    run_well(project, log, &mut command).map(|_| ())
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
