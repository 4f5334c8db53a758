//! `mutate_credentials [COUNT]`: so many random changes of a credential in every form; exit 1 where one is valid and means
//! something else.
#![expect(clippy::unwrap_used, reason = "a run that cannot go on has failed")]

#[path = "../tests/mutations/mod.rs"]
mod mutations;

use mutations::{Ground, Tally};
use std::process::ExitCode;
use std::thread;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const CHANGES: u64 = 100_000;
/// Threads, each with chance of its own.
const PARTS: u64 = 4;

fn main() -> ExitCode {
    let count = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(CHANGES);
    let ground = Ground::lay();
    let tally = thread::scope(|scope| {
        let parts: Vec<_> = (0..PARTS)
            .map(|part| {
                let ground = &ground;
                scope.spawn(move || ground.try_changes(count / PARTS + u64::from(part < count % PARTS), 2 + part))
            })
            .collect();
        parts.into_iter().map(|part| part.join().unwrap()).fold(Tally::default(), Tally::and)
    });
    for (kind, tried) in &tally.tried {
        println!("{kind}\t{tried} tried\t{} without a change of meaning", tally.same.get(kind).unwrap_or(&0));
    }
    for fault in &tally.faults {
        eprintln!("valid, and means something else: {fault}");
    }
    println!("{} changed credentials, {} wrongly valid", tally.tried.values().sum::<u64>(), tally.faults.len());
    if tally.faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
