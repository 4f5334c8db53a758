//! The data commands of `miaohui`: each reads, calls the library, prints, and says with its exit
//! code what happened (0 good, 1 the input is at fault, 2 wrong usage or environment).

mod account;
mod backup;
mod content;
mod credential;
mod import_items;
mod keys;
mod measure;
mod rehearse;

use clap::Subcommand;
use std::{
    io::{self, Read, Write},
    process::ExitCode,
};

/// The largest input a command reads.
const INPUT_MAX: u64 = 256 << 20;

/// What the binary can do besides serving.
#[derive(Subcommand)]
pub enum Command {
    /// Check a content folder (default: the shipped content).
    Check(content::CheckArgs),
    /// List the scenarios.
    Scenarios(content::ScenariosArgs),
    /// Play one scenario by script, or on the terminal.
    Rehearse(rehearse::RehearseArgs),
    /// Read agent replies, one a line, into acts, one JSON a line.
    Understand(content::UnderstandArgs),
    /// Clocks of a transcript: JSON lines in, JSON out.
    Clocks,
    /// Measures of a typing drill: edit log in, JSON out.
    TypingScore(measure::TypingArgs),
    /// Item analysis: CSV in, JSON out.
    ItemStats(measure::ItemStatsArgs),
    /// Read a file of items and name each fault; nothing is stored.
    ImportItems(import_items::ImportArgs),
    /// Issue, verify, and the issuer's DID document.
    Credential(credential::CredentialArgs),
    /// The issuer's keys: show, rotate, disown.
    Keys(keys::KeysArgs),
    /// Walk the audit log's chain.
    Audit(account::AuditArgs),
    /// Write everything but the keys into one file, while a server runs or not.
    Backup(backup::BackupArgs),
    /// Put such a file in the place of everything.
    Restore(backup::RestoreArgs),
    /// Accounts.
    User(account::UserArgs),
}

/// Runs a command.
pub fn run(command: Command) -> ExitCode {
    let done = match command {
        Command::Check(args) => content::check(&args),
        Command::Scenarios(args) => content::scenarios(&args),
        Command::Rehearse(args) => rehearse::run(&args),
        Command::Understand(args) => content::understand(&args),
        Command::Clocks => measure::clocks(),
        Command::TypingScore(args) => measure::typing_score(&args),
        Command::ItemStats(args) => measure::item_stats(&args),
        Command::ImportItems(args) => import_items::run(&args),
        Command::Credential(args) => credential::run(args),
        Command::Keys(args) => keys::run(&args),
        Command::Audit(args) => account::audit(&args),
        Command::Backup(args) => backup::backup(&args),
        Command::Restore(args) => backup::restore(&args),
        Command::User(args) => account::user(&args),
    };
    match done {
        Ok(code) => code,
        Err(fault) => {
            eprintln!("{}", fault.words());
            fault.code()
        }
    }
}

/// Why a command stops, by whose fault it is.
enum Fault {
    /// The input's: exit 1.
    Input(String),
    /// Usage or environment: exit 2.
    Environment(String),
}

impl Fault {
    fn words(&self) -> &str {
        match self {
            Self::Input(words) | Self::Environment(words) => words,
        }
    }

    fn code(&self) -> ExitCode {
        match self {
            Self::Input(_) => ExitCode::from(1),
            Self::Environment(_) => ExitCode::from(2),
        }
    }
}

type Done = Result<ExitCode, Fault>;

fn input(fault: impl std::fmt::Display) -> Fault {
    Fault::Input(fault.to_string())
}

fn environment(fault: impl std::fmt::Display) -> Fault {
    Fault::Environment(fault.to_string())
}

/// All of standard input as text.
fn read_input() -> Result<String, Fault> {
    let mut bytes = Vec::new();
    io::stdin().lock().take(INPUT_MAX).read_to_end(&mut bytes).map_err(environment)?;
    String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let line = error.as_bytes()[..good].iter().filter(|byte| **byte == b'\n').count() + 1;
        Fault::Input(format!("line {line}: not UTF-8 text"))
    })
}

/// A file of the user's as text.
fn read_file(path: &std::path::Path) -> Result<String, Fault> {
    std::fs::read_to_string(path).map_err(|error| Fault::Environment(format!("{}: {error}", path.display())))
}

/// Writes bytes as they are; a reader that went away is no fault of ours.
fn print_bytes(bytes: &[u8]) -> Done {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(environment(error)),
        _ => Ok(ExitCode::SUCCESS),
    }
}

/// Prints a line; a reader that went away is no fault of ours.
fn print(text: &str) -> Done {
    let mut out = io::stdout().lock();
    match writeln!(out, "{text}").and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(environment(error)),
        _ => Ok(ExitCode::SUCCESS),
    }
}
