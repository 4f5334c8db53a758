//! `cargo xtask serve | test | build | bench [NAME] | pictures`: everything between a fresh clone and a running, tested program.

mod apt;
mod bench;
mod browser;
mod check;
mod command;
mod css;
mod licence;
mod mutations;
mod node;
mod nodes;
mod poppler;
mod postgres;
mod project;
mod public_pages;
mod python;
mod server;
mod site;
mod site_size;
mod step;
mod test;
mod tests_run;
mod unwrap;
mod verifier;
mod wasm;

use std::process::ExitCode;

use project::Project;
use step::Steps;

const USAGE: &str = "\
usage: cargo xtask <command>
  serve [ARG …]   set up what is missing, build, run on http://127.0.0.1:3000 with the demonstration school
  test            set up what is missing, run every check and every test
  build           the release binary with the site inside: target/release/miaohui
  bench [NAME]    measure; one tab-separated line a metric, also appended to target/bench.tsv
  pictures        take the README's pictures from the running program";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let project = match Project::here() {
        Ok(project) => project,
        Err(error) => return complain(&error),
    };
    let (command, rest) = match arguments.split_first() {
        Some((command, rest)) => (command.as_str(), rest),
        None => ("", &[][..]),
    };
    let outcome = match (command, rest) {
        ("serve", rest) => server::serve(&project, rest),
        ("build", []) => server::build(&project),
        ("test", []) => test::run(&project),
        ("bench", [] | [_]) => bench::run(&project, rest.first().map(String::as_str)),
        ("pictures", []) => browser::pictures(&project, &mut Steps::new()).map(|()| ExitCode::SUCCESS),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    outcome.unwrap_or_else(|error| complain(&error))
}

/// An environment or a build at fault: the message, and exit 2.
fn complain(error: &anyhow::Error) -> ExitCode {
    eprintln!("\n{error:#}");
    ExitCode::from(2)
}
