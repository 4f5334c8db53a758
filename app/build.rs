//! Generates the `i18n` module from `locales/`.

use leptos_i18n_parser::parse_locales::{
    options::{Config, ParseOptions},
    parse_locales,
};
use std::{env, error::Error, fs, path::PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let options = ParseOptions::new().interpolate_display(true);
    let config = Config::new("zh")?.add_locale("en")?.add_namespaces(namespaces()?)?.parse_options(options);
    println!("cargo::rerun-if-changed=locales");
    let parsed = parse_locales(None, config)?;
    for fault in parsed.diag.warnings().iter() {
        println!("cargo::warning={fault}");
    }
    for fault in parsed.diag.errors().iter() {
        println!("cargo::error={fault}");
    }
    let code = leptos_i18n_codegen::gen_code(&parsed, None, false, None, false)?;
    fs::write(out.join("i18n.rs"), code.to_string())?;
    Ok(())
}

/// One locale file a page or group of pages: `locales/<language>/<namespace>.json`.
fn namespaces() -> Result<Vec<String>, Box<dyn Error>> {
    let mut names = Vec::new();
    for entry in fs::read_dir("locales/zh")? {
        if let Some(name) = entry?.file_name().to_str().and_then(|name| name.strip_suffix(".json")) {
            names.push(name.to_owned());
        }
    }
    names.sort();
    Ok(names)
}
