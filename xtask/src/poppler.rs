//! Poppler's programs, which take text and pictures out of PDFs again.

use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::apt;
use crate::command::find;
use crate::project::Project;

/// Finds `pdftotext` and `pdftoppm`, or installs them.
pub fn set_up(project: &Project) -> Result<PathBuf> {
    if find("pdftoppm").is_none() || find("pdftotext").is_none() {
        apt::install(
            project,
            &["poppler-utils"],
            "the tests of PDFs",
            "poppler with `pdftotext` and `pdftoppm` on PATH",
        )?;
    }
    find("pdftotext").context("poppler-utils was installed, but pdftotext is not on PATH")
}
