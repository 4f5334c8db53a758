//! `clocks`, `typing-score`, `item-stats`.

use super::{Done, input, print, read_file, read_input};
use clap::Args;
use miaohui::{quiz, scoring, typing};
use std::path::PathBuf;

#[derive(Args)]
pub struct TypingArgs {
    /// The text that was to be typed.
    #[arg(long)]
    text: PathBuf,
}

pub fn clocks() -> Done {
    print(&scoring::transcript::clocks(&read_input()?).map_err(input)?)
}

pub fn typing_score(args: &TypingArgs) -> Done {
    let given = read_file(&args.text)?;
    print(&typing::typing_score(&given, &read_input()?).map_err(input)?)
}

pub fn item_stats() -> Done {
    print(&quiz::item_stats(&read_input()?).map_err(input)?)
}
