//! Independent verification: libraries that share no code with the program judge what it issues (`tests/verifiers`).

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::command::{clean, run};
use crate::project::Project;
use crate::tests_run::Count;
use crate::{node, python};

/// The forms a credential comes in; each is also the ending of its file.
const FORMATS: [(&str, &str); 4] = [("vc", "json"), ("jwt", "jwt"), ("svg", "svg"), ("png", "png")];

/// Issues one credential in every form with demonstration keys, and lets the verifiers judge each and its changes.
pub fn check(project: &Project) -> Result<(Count, String)> {
    let scripts = project.path("tests/verifiers");
    node::install(project, "npm-verifiers", &scripts)?;
    let folder = project.target("credentials");
    if folder.exists() {
        fs::remove_dir_all(&folder).context("cannot remove the credentials of the last run")?;
    }
    let data = folder.join("data");
    fs::create_dir_all(&data).context("cannot make the folder of the credentials")?;

    let mut files = vec![folder.join("did.json")];
    for (format, ending) in FORMATS {
        let file = folder.join(format!("vc.{ending}"));
        issue(project, &["issue", "--demo", "--format", format], &data, &file)?;
        files.push(file);
    }
    issue(project, &["did"], &data, &files[0])?;

    let mut judge = clean("node");
    judge.current_dir(&scripts).arg("run.mjs").args(&files).arg("--python").arg(python::python(project));
    let ran = run(project, "verifiers", &mut judge)?;
    let count = counted(&ran.output);
    if ran.success == (count.failed > 0) || count.passed == 0 {
        bail!("The verifiers did not run to their end.\n{}", ran.fault());
    }
    let words = format!("{} verdicts as they should be", count.passed);
    Ok((count, if ran.success { words } else { ran.fault() }))
}

fn issue(project: &Project, arguments: &[&str], data: &Path, file: &Path) -> Result<()> {
    let mut command = clean(project.binary());
    let output = command
        .arg("credential")
        .args(arguments)
        .arg("--data")
        .arg(data)
        .output()
        .context("the program could not be started")?;
    if !output.status.success() {
        bail!(
            "`miaohui credential {}` failed: {}",
            arguments.join(" "),
            String::from_utf8_lossy(&output.stderr).trim()
        );
    }
    fs::write(file, output.stdout).with_context(|| format!("cannot write {}", file.display()))
}

/// Sums `LIBRARY: 3 accepted as issued, 24 changed ones rejected`; each wrong verdict is a line `LIBRARY: … was …`.
fn counted(output: &str) -> Count {
    let mut count = Count::default();
    for line in output.lines() {
        let Some((_, verdict)) = line.split_once(": ") else { continue };
        let numbers: Vec<u64> = verdict.split_whitespace().filter_map(|word| word.parse().ok()).collect();
        if verdict.contains(" accepted as issued, ") {
            count.passed += numbers.iter().sum::<u64>();
        } else if verdict.contains(" was accepted") || verdict.contains(" was rejected: ") {
            count.failed += 1;
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verdicts_are_counted() {
        let check = |output: &str, passed, failed| assert_eq!(counted(output), Count { passed, failed }, "{output}");
        check(
            "digitalbazaar: 3 accepted as issued, 24 changed ones rejected\nopenvc: 2 accepted as issued, 18 changed ones rejected",
            47,
            0,
        );
        check("openvc: .json: a later end was accepted\nopenvc: 2 accepted as issued, 17 changed ones rejected", 19, 1);
        check("Error: no such file", 0, 0);
    }
}
