//! The data commands of `miaohui`: each reads, calls the library, prints, and says with its exit
//! code what happened (0 good, 1 the input is at fault, 2 wrong usage or environment).

use clap::Subcommand;
use std::process::ExitCode;

/// What the binary can do besides serving.
#[derive(Subcommand)]
pub enum Command {}

/// Runs a command.
pub fn run(command: Command) -> ExitCode {
    match command {}
}
