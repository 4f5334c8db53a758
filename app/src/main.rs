//! The `miaohui` binary.

use clap::{Parser, Subcommand};
use miaohui_app::{command, server};
use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The browser half, as `cargo xtask` laid it down; without it (a plain `cargo check`) pages lack style and script.
#[derive(rust_embed::RustEmbed)]
#[folder = "$MIAOHUI_SITE_DIR"]
#[allow_missing = true]
struct Site;

/// Read so that cargo compiles this file again when the site has changed: xtask sets it to the site's hash.
const _SITE_HASH: Option<&str> = option_env!("MIAOHUI_SITE_HASH");

/// Practice and certification for online-shop customer service.
#[derive(Parser)]
#[command(name = "miaohui", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run the site.
    Serve(server::config::ServeArgs),
    #[command(flatten)]
    Data(command::Command),
}

fn main() -> ExitCode {
    match Cli::parse().command {
        Command::Serve(args) => serve(args),
        Command::Data(command) => command::run(command),
    }
}

fn serve(args: server::config::ServeArgs) -> ExitCode {
    server::assets::install(|path| Site::get(path).map(|file| file.data));
    tracing_subscriber::fmt()
        .with_env_filter(tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| "info".into()))
        .with_writer(std::io::stderr)
        .init();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return fail(&error.into()),
    };
    match runtime.block_on(server::serve::run(args)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => fail(&error),
    }
}

fn fail(error: &anyhow::Error) -> ExitCode {
    eprintln!("{error:#}");
    ExitCode::from(2)
}
