//! `cargo xtask test`: what is missing is installed, then every check and every test runs; one fault does not hide the next.

use std::process::ExitCode;

use anyhow::{Error, Result, bail};

use crate::postgres::Postgres;
use crate::project::Project;
use crate::site::Shrink;
use crate::step::{Steps, Stopwatch};
use crate::tests_run::{Count, Given};
use crate::{
    browser, check, licence, mutations, node, nodes, poppler, postgres, python, server, tests_run, unwrap, verifier,
    wasm,
};

/// The run so far: what passed, and what did not and why.
pub struct Run {
    pub steps: Steps,
    passed: u64,
    faults: Vec<Fault>,
}

struct Fault {
    step: String,
    /// Tests that failed in it.
    count: u64,
    text: String,
}

impl Run {
    /// One check: passed or failed as a whole. `work` says in a few words what it saw.
    pub fn check(&mut self, name: &str, work: impl FnOnce() -> Result<String>) -> bool {
        self.tests(name, || work().map(|words| (Count { passed: 1, failed: 0 }, words)))
    }

    /// Many tests behind one step. An error counts as one failure.
    pub fn tests(&mut self, name: &str, work: impl FnOnce() -> Result<(Count, String)>) -> bool {
        let watch = Stopwatch::start();
        let outcome = work();
        let seconds = watch.seconds();
        match outcome {
            Ok((count, words)) if count.failed == 0 => {
                self.passed += count.passed;
                self.steps.report(name, seconds, &words);
                true
            }
            Ok((count, text)) => {
                self.passed += count.passed;
                self.steps.report(name, seconds, &format!("{} FAILED", count.failed));
                self.fault(name, count.failed, text);
                false
            }
            Err(error) => {
                self.steps.report(name, seconds, "FAILED");
                self.fault(name, 1, format!("{error:#}"));
                false
            }
        }
    }

    fn fault(&mut self, step: &str, count: u64, text: String) {
        println!("{text}\n");
        self.faults.push(Fault { step: step.to_owned(), count, text });
    }

    /// What could not run because something before it failed.
    pub fn not_run(&mut self, name: &str, reason: &str) {
        self.steps.report(name, 0.0, "NOT RUN");
        self.fault(name, 1, format!("not run: {reason}"));
    }
}

pub fn run(project: &Project) -> Result<ExitCode> {
    let mut run = Run { steps: Steps::new(), passed: 0, faults: Vec::new() };

    let set_up = set_up(project, &mut run);
    if let Err(error) = &set_up {
        run.fault("set-up", 1, format!("{error:#}"));
    }
    check::cheap(project, &mut run);
    run.check("unwrap and expect", || unwrap::check(project));
    run.check("licences", || licence::check(project));
    let toolchain = wasm::set_up(project, &mut run.steps);
    let mut wasm_digest = None;
    match &toolchain {
        Ok(toolchain) => {
            run.check("core for the browser", || {
                wasm::build_core(project, toolchain).map(|()| "compiles for wasm32 without default features".to_owned())
            });
            run.check("transcripts in wasm32", || {
                let digest = wasm::digest(project, toolchain)?;
                let words = format!("played; the tests in Rust compare {}…", &digest[..8]);
                wasm_digest = Some(digest);
                Ok(words)
            });
        }
        Err(error) => run.not_run("core for the browser", &format!("{error:#}")),
    }
    check::compiled(project, &mut run);
    let postgres = library_tests(project, &mut run, wasm_digest.as_deref());
    match server::all(project, &mut run.steps, Shrink::Yes) {
        Ok(_) => {
            run.check("release build", || Ok("the site is inside".to_owned()));
            run.tests("independent verifiers", || verifier::check(project));
            run.check("changed credentials", || mutations::check(project));
            run.tests("two nodes behind nginx", || match &postgres {
                Some(postgres) => nodes::check(project, postgres.url()),
                None => bail!("PostgreSQL was not started"),
            });
            run.tests("browser tests", || browser::run_tests(project));
        }
        Err(error) => {
            run.fault("release build", 1, format!("{error:#}"));
            run.not_run("independent verifiers", "the release build failed");
            run.not_run("changed credentials", "the release build failed");
            run.not_run("two nodes behind nginx", "the release build failed");
            run.not_run("browser tests", "the release build failed");
        }
    }
    Ok(close(&run))
}

fn set_up(project: &Project, run: &mut Run) -> Result<(), Error> {
    run.steps.run("Node", || node::set_up(project).map(|()| ((), "there".to_owned())))?;
    run.steps.run("Chromium and a Chinese font", || browser::set_up(project).map(|words| ((), words)))?;
    run.steps.run("PostgreSQL", || postgres::set_up(project).map(|folder| ((), folder.display().to_string())))?;
    run.steps.run("nginx", || nodes::set_up(project).map(|program| ((), program.display().to_string())))?;
    run.steps.run("poppler", || poppler::set_up(project).map(|program| ((), program.display().to_string())))?;
    run.steps.run("Python", || python::set_up(project).map(|words| ((), words)))
}

/// The tests in Rust, with a PostgreSQL of their own that is gone with what is returned.
fn library_tests(project: &Project, run: &mut Run, wasm_digest: Option<&str>) -> Option<Postgres> {
    let postgres = match run.steps.run("PostgreSQL started", || {
        Postgres::start(project).map(|server| {
            let url = server.url().to_owned();
            (server, url)
        })
    }) {
        Ok(server) => Some(server),
        Err(error) => {
            run.fault("PostgreSQL started", 1, format!("{error:#}"));
            None
        }
    };
    let given = Given { postgres_url: postgres.as_ref().map(Postgres::url), wasm_digest };
    run.tests("tests in Rust", || tests_run::rust(project, &given));
    run.tests("examples in the documentation", || tests_run::documentation(project, &given));
    postgres
}

/// The first line that names a fault, or the first at all.
fn first_words(text: &str) -> &str {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let named =
        lines.clone().find(|line| line.starts_with("error") || line.starts_with("FAIL") || line.starts_with("Diff in"));
    named.or_else(|| lines.next()).unwrap_or("")
}

fn close(run: &Run) -> ExitCode {
    run.steps.print_longest();
    run.steps.print_total();
    let failed: u64 = run.faults.iter().map(|fault| fault.count).sum();
    if !run.faults.is_empty() {
        println!("\nfaults, in short (in full above):");
        for fault in &run.faults {
            println!("- {}: {}", fault.step, first_words(&fault.text));
        }
    }
    println!("\n{} passed, {failed} failed", run.passed);
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
