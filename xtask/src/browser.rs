//! The browser tests and the README's pictures: Playwright on the system's own Chromium.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::command::{Ran, ask, clean, find, read_if_there, run};
use crate::project::Project;
use crate::site::Shrink;
use crate::step::Steps;
use crate::tests_run::Count;
use crate::{apt, node, server};

/// Names another Chromium than the one on PATH.
const CHOICE: &str = "MIAOHUI_CHROMIUM";

/// Chromium and a font with Chinese glyphs.
pub fn set_up(project: &Project) -> Result<String> {
    if let Some(chromium) = chromium()
        && has_chinese_font()
    {
        return Ok(chromium.display().to_string());
    }
    let elsewhere = "Chromium (name it in MIAOHUI_CHROMIUM) and a font with Chinese glyphs, such as Noto Sans CJK";
    apt::install(project, &["chromium", "fontconfig", "fonts-noto-cjk"], "the browser tests", elsewhere)?;
    Ok(chromium().context("Chromium was installed, but is not on PATH")?.display().to_string())
}

fn chromium() -> Option<PathBuf> {
    std::env::var_os(CHOICE)
        .map(PathBuf::from)
        .or_else(|| ["chromium", "chromium-browser", "google-chrome"].into_iter().find_map(find))
}

fn has_chinese_font() -> bool {
    ask(Command::new("fc-list").args([":lang=zh", "family"])).is_some_and(|fonts| !fonts.is_empty())
}

/// Runs every `*.spec.ts` against the release binary.
pub fn run_tests(project: &Project) -> Result<(Count, String)> {
    let results = project.target("browser/results.json");
    if results.exists() {
        fs::remove_file(&results).context("cannot remove the results of the last run")?;
    }
    let ran = playwright(project, "tests")?;
    let (count, skipped) = read_if_there(&results).as_deref().and_then(counted).unwrap_or_default();
    if !ran.success && count.failed == 0 {
        bail!("The browser tests did not run to their end.\n{}", ran.fault());
    }
    let words = format!("{} passed, {skipped} skipped", count.passed);
    Ok((count, if ran.success { words } else { ran.fault() }))
}

/// `cargo xtask pictures`: runs every `*.pictures.ts`, which write the README's pictures.
pub fn pictures(project: &Project, steps: &mut Steps) -> Result<()> {
    steps.run("Chromium and a Chinese font", || set_up(project).map(|words| ((), words)))?;
    server::all(project, steps, Shrink::Yes)?;
    steps.run("pictures", || {
        let ran = playwright(project, "pictures")?;
        if !ran.success {
            bail!("The pictures could not be taken.\n{}", ran.fault());
        }
        Ok(((), "taken".to_owned()))
    })?;
    steps.print_total();
    Ok(())
}

fn playwright(project: &Project, part: &str) -> Result<Ran> {
    let folder = project.path("tests/browser");
    node::install(project, "npm-browser", &folder)?;
    let mut command = clean("node");
    command.current_dir(&folder).arg("node_modules/@playwright/test/cli.js").args(["test", "--project", part]);
    command
        .env("MIAOHUI_BIN", project.binary())
        .env("MIAOHUI_TARGET", project.target("browser"))
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    command.env(CHOICE, chromium().context("Chromium is missing; see the set-up above.")?);
    run(project, &format!("browser-{part}"), &mut command)
}

/// Reads Playwright's own results: tests that did as expected, did not, and were skipped.
fn counted(results: &str) -> Option<(Count, u64)> {
    let results: Value = serde_json::from_str(results).ok()?;
    let stats = results.get("stats")?;
    let number = |field: &str| stats.get(field).and_then(Value::as_u64);
    // A fault outside any test, such as a file that does not compile, is in `errors` only.
    let errors = results.get("errors").and_then(Value::as_array).map_or(0, Vec::len);
    let failed = number("unexpected")? + number("flaky")?;
    let failed = if failed == 0 { u64::try_from(errors).ok()? } else { failed };
    Some((Count { passed: number("expected")?, failed }, number("skipped")?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_counted() {
        let check = |text: &str, expected| assert_eq!(counted(text), expected, "{text}");
        check(
            r#"{"stats":{"expected":3,"unexpected":1,"flaky":1,"skipped":2},"errors":[]}"#,
            Some((Count { passed: 3, failed: 2 }, 2)),
        );
        check(
            r#"{"stats":{"expected":0,"unexpected":0,"flaky":0,"skipped":0},"errors":[{"message":"no"}]}"#,
            Some((Count { passed: 0, failed: 1 }, 0)),
        );
        check("{", None);
    }
}
