//! The stylesheet: `style/main.css` and what it imports, lowered for the browsers of a school's lab.

use std::path::Path;

use anyhow::{Context, Result, anyhow};
use lightningcss::bundler::{Bundler, FileProvider};
use lightningcss::stylesheet::{MinifyOptions, ParserOptions, PrinterOptions};
use lightningcss::targets::{Browsers, Targets};

/// Lab PCs stop at Chrome 109 or a 360 browser built on 96; Firefox and Safari of the same winter keep their prefixes.
const CHROME: u32 = 96 << 16;
const FIREFOX: u32 = 95 << 16;
const SAFARI: u32 = (15 << 16) | (2 << 8);

/// Bundles, lowers and minifies the stylesheet whose entry is `entry`.
pub fn bundle(entry: &Path) -> Result<String> {
    let targets = Targets::from(Browsers {
        chrome: Some(CHROME),
        edge: Some(CHROME),
        firefox: Some(FIREFOX),
        safari: Some(SAFARI),
        ..Browsers::default()
    });
    let files = FileProvider::new();
    let mut bundler = Bundler::new(&files, None, ParserOptions::default());
    let mut sheet = bundler
        .bundle(entry)
        .map_err(|error| anyhow!("{error}"))
        .with_context(|| format!("the stylesheet {}", entry.display()))?;
    sheet
        .minify(MinifyOptions { targets, ..MinifyOptions::default() })
        .map_err(|error| anyhow!("the stylesheet cannot be lowered: {error}"))?;
    let printed = sheet
        .to_css(PrinterOptions { minify: true, targets, ..PrinterOptions::default() })
        .map_err(|error| anyhow!("the stylesheet cannot be written: {error}"))?;
    Ok(printed.code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modern_colours_and_nesting_are_lowered() {
        let folder = std::env::temp_dir().join(format!("miaohui-css-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("tokens.css"), ":root { --ink: oklch(30% 0.05 250); }").unwrap();
        std::fs::write(folder.join("main.css"), "@import './tokens.css';\nbody { & main { color: var(--ink); } }")
            .unwrap();
        let css = bundle(&folder.join("main.css")).unwrap();
        std::fs::write(folder.join("main.css"), "@import './gone.css';").unwrap();
        let missing = bundle(&folder.join("main.css"));
        std::fs::remove_dir_all(&folder).unwrap();
        assert!(css.contains("body main{"), "{css}");
        assert!(css.contains("--ink:#"), "a plain colour comes first: {css}");
        assert!(missing.is_err());
    }
}
