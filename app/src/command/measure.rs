//! `clocks`, `typing-score`, `item-stats`.

use super::{Done, input, print, read_file, read_input};
use clap::{Args, ValueEnum};
use miaohui::{quiz, quiz::calibration, scoring, typing};
use std::path::PathBuf;

#[derive(Args)]
pub struct TypingArgs {
    /// The text that was to be typed.
    #[arg(long)]
    text: PathBuf,
}

#[derive(Args)]
pub struct ItemStatsArgs {
    /// Also place items and persons on one scale.
    #[arg(long, value_enum)]
    calibrate: Option<Model>,
}

/// What is estimated of each item.
#[derive(Clone, Copy, ValueEnum)]
enum Model {
    /// A difficulty.
    Rasch,
    /// A difficulty and a slope.
    #[value(name = "2pl")]
    TwoParameter,
}

pub fn clocks() -> Done {
    print(&scoring::transcript::clocks(&read_input()?).map_err(input)?)
}

pub fn typing_score(args: &TypingArgs) -> Done {
    let given = read_file(&args.text)?;
    print(&typing::typing_score(&given, &read_input()?).map_err(input)?)
}

pub fn item_stats(args: &ItemStatsArgs) -> Done {
    let model = args.calibrate.map(|model| match model {
        Model::Rasch => calibration::Model::Rasch,
        Model::TwoParameter => calibration::Model::TwoParameter,
    });
    print(&quiz::item_stats(&read_input()?, model).map_err(input)?)
}
