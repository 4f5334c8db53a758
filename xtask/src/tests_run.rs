//! The tests in Rust, and counting what a test runner says.

use std::path::Path;
use std::process::Command;

use anyhow::{Result, bail};

use crate::command::{cargo, find, run};
use crate::project::Project;

/// Tests that ran. What was skipped is in neither number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    pub passed: u64,
    pub failed: u64,
}

/// What tests are given by the environment; without it they leave out what they cannot see.
pub struct Given<'a> {
    pub postgres_url: Option<&'a str>,
    /// The transcripts' digest as the library in wasm32 makes it.
    pub wasm_digest: Option<&'a str>,
}

/// Unit and integration tests of every package, by `cargo nextest` where it is present.
pub fn rust(project: &Project, given: &Given<'_>) -> Result<(Count, String)> {
    let with_nextest = find("cargo-nextest").is_some();
    let mut total = Count::default();
    let mut texts = Vec::new();
    // xtask apart: together with the others, its dependencies would be compiled a second time with the features of all.
    for (log, packages) in
        [("test", &["--package", "miaohui", "--package", "miaohui-app"][..]), ("test-xtask", &["--package", "xtask"])]
    {
        let mut command = cargo(project);
        if with_nextest {
            command.args(["nextest", "run", "--no-fail-fast", "--color", "never", "--no-tests", "pass"]);
        } else {
            command.args(["test", "--no-fail-fast", "--color", "never"]);
            command.arg("--all-targets");
        }
        let count = counted(
            project,
            log,
            command.args(packages),
            given,
            if with_nextest { nextest } else { libtest },
            &mut texts,
        )?;
        total.passed += count.passed;
        total.failed += count.failed;
    }
    let words = format!("{} passed ({})", total.passed, if with_nextest { "nextest" } else { "cargo test" });
    Ok((total, if total.failed == 0 { words } else { texts.join("\n") }))
}

/// The tests that need the built program: ignored elsewhere.
pub fn nodes(project: &Project, postgres_url: &str, nginx: &Path) -> Result<(Count, String)> {
    let mut texts = Vec::new();
    let given = Given { postgres_url: Some(postgres_url), wasm_digest: None };
    let mut command = cargo(project);
    command.args(["test", "--package", "miaohui", "--test", "nodes", "--color", "never", "--", "--ignored"]);
    command.env("MIAOHUI_BIN", project.binary()).env("MIAOHUI_NGINX", nginx);
    let count = counted(project, "test-nodes", &mut command, &given, libtest, &mut texts)?;
    let words = format!("{} passed", count.passed);
    Ok((count, if count.failed == 0 { words } else { texts.join("\n") }))
}

/// The examples in doc comments.
pub fn documentation(project: &Project, given: &Given<'_>) -> Result<(Count, String)> {
    let mut texts = Vec::new();
    let mut command = cargo(project);
    command.args([
        "test",
        "--doc",
        "--no-fail-fast",
        "--color",
        "never",
        "--package",
        "miaohui",
        "--package",
        "miaohui-app",
    ]);
    let count = counted(project, "test-doc", &mut command, given, libtest, &mut texts)?;
    let words = format!("{} passed", count.passed);
    Ok((count, if count.failed == 0 { words } else { texts.join("\n") }))
}

fn counted(
    project: &Project,
    log: &str,
    command: &mut Command,
    given: &Given<'_>,
    read: impl Fn(&str) -> Count,
    texts: &mut Vec<String>,
) -> Result<Count> {
    // A snapshot that differs is a fault, never a new snapshot.
    command.env("INSTA_UPDATE", "no").env("INSTA_WORKSPACE_ROOT", project.root());
    for (name, value) in [("MIAOHUI_TEST_POSTGRES", given.postgres_url), ("MIAOHUI_WASM_DIGEST", given.wasm_digest)] {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    let ran = run(project, log, command)?;
    let count = read(&ran.output);
    if !ran.success && count.failed == 0 {
        bail!("The tests did not run to their end.\n{}", ran.fault());
    }
    if count.failed > 0 {
        texts.push(ran.fault());
    }
    Ok(count)
}

/// `Summary [   0.5s] 12 tests run: 11 passed (1 slow), 1 failed, 2 skipped`; timed-out tests are failures.
fn nextest(output: &str) -> Count {
    let summary = output.lines().rev().find(|line| line.trim_start().starts_with("Summary ["));
    summary.and_then(|line| line.split_once("run:")).map_or_else(Count::default, |(_, parts)| tally(parts, ','))
}

/// Every `test result: ok. 3 passed; 0 failed; …`.
fn libtest(output: &str) -> Count {
    output.lines().filter_map(|line| line.trim_start().strip_prefix("test result: ")?.split_once(". ")).fold(
        Count::default(),
        |sum, (_, parts)| {
            let count = tally(parts, ';');
            Count { passed: sum.passed + count.passed, failed: sum.failed + count.failed }
        },
    )
}

/// Reads `NUMBER WORD` parts.
fn tally(parts: &str, separator: char) -> Count {
    let mut count = Count::default();
    for part in parts.split(separator) {
        let mut words = part.split_whitespace();
        let (Some(Ok(number)), Some(word)) = (words.next().map(str::parse::<u64>), words.next()) else {
            continue;
        };
        match word {
            "passed" => count.passed += number,
            "failed" | "exec" | "timed" => count.failed += number,
            _ => {}
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runners_are_counted() {
        let check = |read: fn(&str) -> Count, output: &str, passed, failed| {
            assert_eq!(read(output), Count { passed, failed }, "{output}");
        };
        check(
            nextest,
            "     Summary [   0.012s] 12 tests run: 11 passed (1 slow), 1 failed, 2 skipped\n        FAIL a b\n",
            11,
            1,
        );
        check(nextest, "     Summary [   0.012s] 3 tests run: 1 passed, 1 timed out, 1 exec failed, 0 skipped", 1, 2);
        check(nextest, "error: could not compile", 0, 0);
        let two = "test result: ok. 3 passed; 0 failed; 0 ignored\nx\ntest result: FAILED. 1 passed; 2 failed; 1 ignored; 0 measured; 0 filtered out";
        check(libtest, two, 4, 2);
    }
}
