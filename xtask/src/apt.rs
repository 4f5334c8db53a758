//! Debian packages: installed where this may be done, named in a plain sentence where it may not.

use std::process::Command;
use std::sync::OnceLock;

use anyhow::{Result, bail};

use crate::command::{ask, find, run};
use crate::project::Project;

/// Installs packages. `purpose` completes "… is needed for", `elsewhere` tells people without apt what to install.
pub fn install(project: &Project, packages: &[&str], purpose: &str, elsewhere: &str) -> Result<()> {
    let list = packages.join(" ");
    if find("apt-get").is_none() {
        bail!(
            "Something is missing for {purpose}, and this system has no apt. Install {elsewhere}, then run the command again."
        );
    }
    let Some(prefix) = privilege() else {
        bail!(
            "Something is missing for {purpose}, and only root may install it. Run as root: apt-get update && apt-get install -y {list}"
        );
    };
    update(project, prefix)?;
    let mut command = apt(prefix);
    command.args(["install", "-y", "--no-install-recommends"]).args(packages);
    let ran = run(project, "apt-install", &mut command)?;
    if !ran.success {
        bail!(
            "apt-get could not install {list} (for {purpose}). Install them by hand, then run the command again.\n{}",
            ran.fault()
        );
    }
    Ok(())
}

/// The package lists, once a run: a stale list names files that the mirrors no longer hold.
fn update(project: &Project, prefix: &[&str]) -> Result<()> {
    static DONE: OnceLock<()> = OnceLock::new();
    if DONE.get().is_none() {
        let mut command = apt(prefix);
        let ran = run(project, "apt-update", command.arg("update"))?;
        if !ran.success {
            bail!("apt-get update failed, so nothing can be installed.\n{}", ran.fault());
        }
        DONE.get_or_init(|| ());
    }
    Ok(())
}

fn apt(prefix: &[&str]) -> Command {
    let words: Vec<&str> = prefix
        .iter()
        .copied()
        .chain(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", "DPkg::Lock::Timeout=600"])
        .collect();
    let mut command = Command::new(words[0]);
    command.args(&words[1..]);
    command
}

/// What to put before a command so that root runs it; nothing when that is not possible without asking for a password.
fn privilege() -> Option<&'static [&'static str]> {
    if is_root() {
        return Some(&[]);
    }
    find("sudo")?;
    ask(Command::new("sudo").args(["-n", "true"])).map(|_| &["sudo", "-n"][..])
}

pub fn is_root() -> bool {
    ask(Command::new("id").arg("-u")).is_some_and(|id| id == "0")
}
