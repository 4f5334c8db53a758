//! `backup FILE`, `restore FILE`: a whole school in one file, from either database into either.

use super::account::{Where, on};
use super::{Done, Fault, environment, input, print};
use clap::Args;
use miaohui::{
    clock::now_ms,
    storage::{Backup, RestoreFault},
};
use std::fs::File;
use std::io::{BufReader, BufWriter};
use std::path::{Path, PathBuf};

#[derive(Args)]
pub struct BackupArgs {
    #[command(flatten)]
    place: Where,
    /// The file to be written; by custom its name ends in `.jsonl.gz`.
    file: PathBuf,
}

#[derive(Args)]
pub struct RestoreArgs {
    #[command(flatten)]
    place: Where,
    file: PathBuf,
    /// Everything in the database gives way to the file.
    #[arg(long)]
    replace: bool,
}

pub fn backup(args: &BackupArgs) -> Done {
    let part = args.file.with_extension("part");
    on(&args.place, async |storage| {
        let out = File::create(&part).map_err(|error| on_disk(&part, &error))?;
        let written = storage.back_up(BufWriter::new(&out), now_ms()).await.map_err(environment)?;
        // A backup that a power cut takes is none.
        out.sync_all()
            .and_then(|()| std::fs::rename(&part, &args.file))
            .map_err(|error| on_disk(&args.file, &error))?;
        print(&format!("{}\nkeys are not in it: keep a copy of the data folder's keys elsewhere", words(&written)))
    })
}

pub fn restore(args: &RestoreArgs) -> Done {
    let file = File::open(&args.file).map_err(|error| on_disk(&args.file, &error))?;
    on(&args.place, async |storage| match storage.restore(BufReader::new(file), args.replace).await {
        Ok(restored) => print(&words(&restored)),
        Err(fault) if fault.is_of_file() => Err(input(fault)),
        Err(fault @ RestoreFault::InUse(_)) => Err(input(fault)),
        Err(fault) => Err(environment(fault)),
    })
}

fn words(backup: &Backup) -> String {
    format!("{} rows, sha256 sum {}", backup.rows, backup.hash)
}

fn on_disk(path: &Path, error: &std::io::Error) -> Fault {
    Fault::Environment(format!("{}: {error}", path.display()))
}
