//! 100,000 random changes of a credential, tried by the library as it is shipped: debug builds take minutes for them.

use anyhow::{Context, Result, bail};

use crate::command::{cargo, run};
use crate::project::Project;

/// Builds and runs `examples/mutate_credentials.rs`; its last line says what it saw.
pub fn check(project: &Project) -> Result<String> {
    let mut command = cargo(project);
    command.args(["run", "--quiet", "--release", "--package", "miaohui", "--example", "mutate_credentials"]);
    let ran = run(project, "mutations", &mut command)?;
    let last = ran.output.lines().rev().find(|line| line.ends_with(" wrongly valid"));
    let last = last.context("the changes were not tried to their end").map(str::to_owned);
    if !ran.success {
        bail!("{}\n{}", last.unwrap_or_default(), ran.fault());
    }
    last
}
