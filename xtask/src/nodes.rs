//! Several servers on one PostgreSQL behind nginx: `tests/nodes`, against the built program.

use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::apt;
use crate::command::find;
use crate::project::Project;
use crate::tests_run::{self, Count};

/// Where Debian puts it, which is on no ordinary person's PATH.
const DEBIAN: &str = "/usr/sbin/nginx";

/// Finds nginx, or installs it.
pub fn set_up(project: &Project) -> Result<PathBuf> {
    if let Some(program) = program() {
        return Ok(program);
    }
    apt::install(project, &["nginx-light"], "the test of several nodes", "nginx with `nginx` on PATH")?;
    program().context("nginx was installed, but is neither on PATH nor at /usr/sbin/nginx")
}

fn program() -> Option<PathBuf> {
    find("nginx").or_else(|| Some(PathBuf::from(DEBIAN)).filter(|program| program.is_file()))
}

/// Two servers, one of them killed.
pub fn check(project: &Project, postgres_url: &str) -> Result<(Count, String)> {
    tests_run::nodes(project, postgres_url, &set_up(project)?)
}
