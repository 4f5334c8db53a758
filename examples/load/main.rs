//! The load driver: a process of its own that plays a whole programme of agents against a real
//! server on loopback. `cargo xtask bench desk` (or `resume`, `login`, `fanout`, `quiz`, `certificate`) runs it.
//!
//! Each line: name, value, unit, reference, its value in the same run; tab-separated.

#![expect(clippy::disallowed_methods, reason = "a bench reads the clock")]

mod certificate;
mod desk;
mod durable;
mod fanout;
mod login;
#[path = "../../tests/programme/mod.rs"]
mod programme;
mod quiz;
mod resume;

use programme::Fault;
use std::process::ExitCode;

fn main() -> ExitCode {
    let bench = std::env::args().nth(1).unwrap_or_default();
    if bench == "static" {
        return certificate::serve_static().map_or_else(|error| fail(&*error), |()| ExitCode::SUCCESS);
    }
    // One thread: the other core is the server's.
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return fail(&error),
    };
    let done = runtime.block_on(async {
        match bench.as_str() {
            "desk" => desk::run().await,
            "resume" => resume::run().await,
            "login" => login::run().await,
            "fanout" => fanout::run().await,
            "quiz" => quiz::run().await,
            "certificate" => certificate::run().await,
            other => {
                Err(Fault::from(format!("there is no bench `{other}`; desk, resume, login, fanout, quiz, certificate")))
            }
        }
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => fail(&*error),
    }
}

fn fail(error: &dyn std::error::Error) -> ExitCode {
    eprintln!("{error}");
    ExitCode::FAILURE
}

/// Prints a metric's line.
fn line(name: &str, value: f64, unit: &str, reference: &str, reference_value: f64) {
    println!("{name}\t{value:.3}\t{unit}\t{reference}\t{reference_value:.3}");
}
