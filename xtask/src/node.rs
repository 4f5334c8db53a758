//! Node: present or installed, and the one tool of it that the build uses.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::apt;
use crate::command::{ask, clean, find, read_if_there, run, run_well};
use crate::project::Project;

const OLDEST_NODE: u32 = 18;

/// The last release known to run on Debian 12's Node 18.
const BINARYEN: &str = "123.0.0";

/// What the wasm may contain: all of it is in Chrome 96.
const WASM_FEATURES: [&str; 6] = [
    "--enable-mutable-globals",
    "--enable-sign-ext",
    "--enable-nontrapping-float-to-int",
    "--enable-bulk-memory",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Whether a new enough Node and npm are there.
pub fn is_there() -> bool {
    find("npm").is_some()
        && ask(Command::new("node").arg("--version"))
            .as_deref()
            .and_then(major)
            .is_some_and(|major| major >= OLDEST_NODE)
}

/// Installs Node where it is missing.
pub fn set_up(project: &Project) -> Result<()> {
    if is_there() {
        return Ok(());
    }
    apt::install(
        project,
        &["nodejs", "npm"],
        "Node (it shrinks the wasm and drives the browser tests)",
        "Node 18 or newer with npm",
    )?;
    if !is_there() {
        bail!(
            "Node {OLDEST_NODE} or newer is needed, and apt installed an older one. Install a newer Node, then run the command again."
        );
    }
    Ok(())
}

/// Runs `npm` in a folder.
pub fn npm(project: &Project, log: &str, folder: &Path, arguments: &[&str]) -> Result<()> {
    let program = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let mut command = clean(program);
    command
        .current_dir(folder)
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
        .args(arguments)
        .args(["--no-audit", "--no-fund"]);
    run_well(project, log, &mut command).map(|_| ())
}

/// `npm ci` in a folder, when its lock file is another than the one that was installed.
pub fn install(project: &Project, log: &str, folder: &Path) -> Result<()> {
    let lock = folder.join("package-lock.json");
    let wanted = read_if_there(&lock).with_context(|| format!("{} is missing", lock.display()))?;
    let stamp = folder.join("node_modules/.made-from");
    if read_if_there(&stamp).is_some_and(|made_from| made_from == wanted) {
        return Ok(());
    }
    npm(project, log, folder, &["ci"])?;
    std::fs::write(stamp, wanted).with_context(|| format!("cannot write the stamp in {}", folder.display()))
}

/// Shrinks a wasm file in place, to about half.
pub fn shrink(project: &Project, wasm: &Path) -> Result<()> {
    let script = wasm_opt(project)?;
    let mut command = clean("node");
    command.arg(script).arg("-Oz").args(WASM_FEATURES).arg(wasm).arg("-o").arg(wasm);
    let ran = run(project, "wasm-opt", &mut command)?;
    if !ran.success {
        bail!("wasm-opt failed.\n{}", ran.fault());
    }
    Ok(())
}

fn wasm_opt(project: &Project) -> Result<PathBuf> {
    let folder = project.target("node");
    let script = folder.join("node_modules/binaryen/bin/wasm-opt");
    let about = folder.join("node_modules/binaryen/package.json");
    let version = format!("\"version\": \"{BINARYEN}\"");
    if !std::fs::read_to_string(about).is_ok_and(|text| text.contains(&version)) {
        std::fs::create_dir_all(&folder).context("cannot make the folder for Node's tools")?;
        std::fs::write(folder.join("package.json"), "{ \"private\": true }\n")
            .context("cannot write the folder for Node's tools")?;
        npm(project, "npm-binaryen", &folder, &["install", "--save-exact", &format!("binaryen@{BINARYEN}")])?;
    }
    Ok(script)
}

fn major(version: &str) -> Option<u32> {
    version.trim_start_matches('v').split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_read() {
        for (text, expected) in [("v18.20.4", Some(18)), ("v22.1.0\n", Some(22)), ("", None)] {
            assert_eq!(major(text), expected, "{text}");
        }
    }
}
