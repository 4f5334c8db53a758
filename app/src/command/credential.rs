//! `credential issue | verify | did`.

use super::{Done, environment, print};
use clap::{Args, Subcommand, ValueEnum};
use miaohui::{
    certification::{
        command::{self, VerifyOptions},
        demonstration::ORIGIN as DEMO_ORIGIN,
    },
    clock::now_ms,
};
use std::{path::PathBuf, process::ExitCode};

#[derive(Args)]
pub struct CredentialArgs {
    /// Folder with the keys; demonstration keys are made where there are none.
    #[arg(long, global = true, env = "MIAOHUI_DATA", default_value = "data")]
    data: PathBuf,
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Print a signed credential of the demonstration school.
    Issue {
        /// Without a database there is only the demonstration's.
        #[arg(long, required = true)]
        demo: bool,
        #[arg(long, value_enum, default_value = "vc")]
        format: Format,
    },
    /// Check a credential.
    Verify {
        file: PathBuf,
        /// Fetch nothing; the status is then not checked.
        #[arg(long)]
        offline: bool,
        /// The issuer's DID document.
        #[arg(long)]
        did: Option<PathBuf>,
        /// A register of what a disowned key of the issuer had issued; may be given again.
        #[arg(long)]
        register: Vec<PathBuf>,
    },
    /// Print the issuer's DID document.
    Did,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Vc,
    Jwt,
    Svg,
    Png,
}

/// Prints a text as a line, a picture as it is.
fn write(issued: &[u8], format: command::Format) -> Done {
    match std::str::from_utf8(issued) {
        Ok(text) if format != command::Format::Png => print(text),
        _ => super::print_bytes(issued),
    }
}

pub fn run(args: CredentialArgs) -> Done {
    let now_ms = now_ms();
    match args.what {
        What::Issue { demo: _, format } => {
            let format = match format {
                Format::Vc => command::Format::Vc,
                Format::Jwt => command::Format::Jwt,
                Format::Svg => command::Format::Svg,
                Format::Png => command::Format::Png,
            };
            write(&command::issue_demo(&args.data, format, now_ms).map_err(environment)?, format)
        }
        What::Verify { file, offline, did, register } => {
            let options = VerifyOptions {
                data_dir: &args.data,
                origin: DEMO_ORIGIN,
                did_file: did.as_deref(),
                register_files: &register,
                offline,
                now_ms,
            };
            let (verdict, code) = command::verify_file(&file, &options).map_err(environment)?;
            print(&verdict)?;
            Ok(ExitCode::from(code))
        }
        What::Did => print(&command::did(&args.data, DEMO_ORIGIN, now_ms).map_err(environment)?),
    }
}
