//! `import-items`: reads a file of items and says what it read and what is wrong. Nothing is stored.

use super::{Done, Fault, environment, print};
use clap::{Args, ValueEnum};
use miaohui::quiz::exchange::{self, FILE_MAX, Import};
use std::{
    fs::File,
    io::Read as _,
    path::{Path, PathBuf},
    process::ExitCode,
};

#[derive(Args)]
pub struct ImportArgs {
    /// What the file is; a workbook (.xlsx) is read as csv.
    #[arg(long)]
    format: Format,
    /// GIFT, Moodle XML, Aiken, CSV or a workbook.
    file: PathBuf,
    /// One JSON object instead of lines.
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Gift,
    MoodleXml,
    Aiken,
    Csv,
}

impl From<Format> for exchange::Format {
    fn from(format: Format) -> Self {
        match format {
            Format::Gift => Self::Gift,
            Format::MoodleXml => Self::MoodleXml,
            Format::Aiken => Self::Aiken,
            Format::Csv => Self::Csv,
        }
    }
}

/// The good items on standard output, the faults on standard error; with any fault exit 1.
pub fn run(args: &ImportArgs) -> Done {
    let import = exchange::read(args.format.into(), &bytes(&args.file)?);
    if args.json {
        print(&import.json().to_string())?;
    } else {
        print(&lines(&import))?;
    }
    for fault in &import.faults {
        eprintln!("{}:{}: {}", args.file.display(), fault.line, fault.trouble);
    }
    Ok(if import.faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// The file, if it is not too large: that is asked before it is read, and again while it is.
fn bytes(path: &Path) -> Result<Vec<u8>, Fault> {
    let named = |error: std::io::Error| environment(format!("{}: {error}", path.display()));
    let large = || {
        let limit = FILE_MAX >> 20;
        Fault::Input(format!("{}: larger than {limit} MB and not read; split it", path.display()))
    };
    let file = File::open(path).map_err(named)?;
    if file.metadata().map_err(named)?.len() > FILE_MAX {
        return Err(large());
    }
    let mut bytes = Vec::new();
    file.take(FILE_MAX + 1).read_to_end(&mut bytes).map_err(named)?;
    if bytes.len() as u64 > FILE_MAX { Err(large()) } else { Ok(bytes) }
}

/// One line an item, the count last.
fn lines(import: &Import) -> String {
    let mut lines: Vec<String> = import
        .items
        .iter()
        .map(|item| {
            let kind = super::content::label(&item.kind);
            format!("{}\t{kind}\t{}\t{} answers", item.line, item.name.replace(['\n', '\t'], " "), item.answers.len())
        })
        .collect();
    lines.push(format!("{} items, {} faults", import.items.len(), import.faults.len()));
    lines.join("\n")
}
