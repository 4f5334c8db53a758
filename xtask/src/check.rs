//! The checks that compile little or nothing to run: form, clippy, documentation.

use anyhow::Result;

use crate::command::{cargo, run_well};
use crate::project::Project;
use crate::test::Run;

/// A cargo command that must end well.
struct Check {
    name: &'static str,
    log: &'static str,
    arguments: &'static [&'static str],
    environment: &'static [(&'static str, &'static str)],
}

/// What each half of the workspace is compiled with elsewhere, so that clippy and rustdoc share their dependencies' metadata.
const COMPILED: [Check; 5] = [
    Check {
        name: "clippy: library and app on the server",
        log: "clippy-server",
        arguments: &[
            "clippy",
            "--package",
            "miaohui",
            "--package",
            "miaohui-app",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ],
        environment: &[],
    },
    Check {
        name: "clippy: library without features",
        log: "clippy-core",
        arguments: &["clippy", "--package", "miaohui", "--no-default-features", "--lib", "--", "-D", "warnings"],
        environment: &[],
    },
    Check {
        name: "clippy: app in the browser",
        log: "clippy-browser",
        arguments: &[
            "clippy",
            "--package",
            "miaohui-app",
            "--lib",
            "--no-default-features",
            "--features",
            "browser-desk,browser-sheets,browser-watch,browser-verify",
            "--",
            "-D",
            "warnings",
        ],
        environment: &[],
    },
    Check {
        name: "clippy: xtask",
        log: "clippy-xtask",
        arguments: &["clippy", "--package", "xtask", "--all-targets", "--", "-D", "warnings"],
        environment: &[],
    },
    Check {
        name: "documentation",
        log: "rustdoc",
        arguments: &["doc", "--package", "miaohui", "--package", "miaohui-app", "--no-deps", "--lib"],
        environment: &[("RUSTDOCFLAGS", "-D warnings")],
    },
];

const FORM: Check = Check {
    name: "form (cargo fmt)",
    log: "fmt",
    arguments: &["fmt", "--all", "--check", "--", "--color", "never"],
    environment: &[],
};

/// What needs no compiler.
pub fn cheap(project: &Project, run: &mut Run) {
    run.check(FORM.name, || carry_out(project, &FORM));
}

/// What compiles the dependencies' metadata.
pub fn compiled(project: &Project, run: &mut Run) {
    for check in &COMPILED {
        run.check(check.name, || carry_out(project, check));
    }
}

fn carry_out(project: &Project, check: &Check) -> Result<String> {
    let mut command = cargo(project);
    command.args(check.arguments).envs(check.environment.iter().copied());
    run_well(project, check.log, &mut command)?;
    Ok("clean".to_owned())
}
