//! The licences of every dependency against `xtask/licences.toml`.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use serde_json::Value;
use spdx::{Expression, ParseMode};

use crate::command::cargo;
use crate::project::Project;

const LIST: &str = "xtask/licences.toml";

/// Checks them all; says how many there are.
pub fn check(project: &Project) -> Result<String> {
    let list: toml::Table = fs::read_to_string(project.path(LIST))
        .with_context(|| format!("cannot read {LIST}"))?
        .parse()
        .with_context(|| format!("{LIST} is not TOML"))?;
    let allowed = strings(&list, "allowed");
    let packages = dependencies(project)?;
    let mut faults = Vec::new();
    for package in &packages {
        if let Err(why) = judge(package.licence.as_deref(), &allowed) {
            faults.push(format!("    {} {}: {why}", package.name, package.version));
        }
    }
    if !faults.is_empty() {
        bail!("{} dependencies have licences that {LIST} does not allow:\n{}", faults.len(), faults.join("\n"));
    }
    Ok(format!("{} dependencies, all allowed", packages.len()))
}

struct Dependency {
    name: String,
    version: String,
    licence: Option<String>,
}

fn dependencies(project: &Project) -> Result<Vec<Dependency>> {
    let output = cargo(project)
        .args(["metadata", "--format-version", "1", "--locked"])
        .output()
        .context("cargo metadata could not be started")?;
    if !output.status.success() {
        bail!("cargo metadata failed:\n{}", String::from_utf8_lossy(&output.stderr));
    }
    let metadata: Value = serde_json::from_slice(&output.stdout).context("cargo metadata is not JSON")?;
    let packages = metadata.get("packages").and_then(Value::as_array).context("cargo metadata has no packages")?;
    let text = |package: &Value, field: &str| package.get(field).and_then(Value::as_str).map(str::to_owned);
    packages
        .iter()
        .filter(|package| package.get("source").is_some_and(|source| !source.is_null()))
        .map(|package| {
            let name = text(package, "name").context("a package without a name")?;
            let version = text(package, "version").context("a package without a version")?;
            let licence = text(package, "license")
                .or_else(|| licence_from_file(&text(package, "manifest_path")?, text(package, "license_file")?));
            Ok(Dependency { name, version, licence })
        })
        .collect()
}

/// A package that gives a file in place of a name: only the MIT licence's own words are recognised.
fn licence_from_file(manifest: &str, file: String) -> Option<String> {
    let text = fs::read_to_string(PathBuf::from(manifest).parent()?.join(file)).ok()?;
    (text.contains("Permission is hereby granted, free of charge")
        && text.contains("THE SOFTWARE IS PROVIDED \"AS IS\""))
    .then(|| "MIT".to_owned())
}

fn judge(licence: Option<&str>, allowed: &BTreeSet<String>) -> Result<(), String> {
    let licence = licence.ok_or("names no licence")?;
    let expression = Expression::parse_mode(licence, ParseMode::LAX)
        .map_err(|error| format!("`{licence}` is not understood: {}", error.reason))?;
    expression
        .evaluate(|requirement| allowed.contains(&requirement.to_string()))
        .then_some(())
        .ok_or_else(|| licence.to_owned())
}

fn strings(list: &toml::Table, field: &str) -> BTreeSet<String> {
    list.get(field)
        .and_then(toml::Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(toml::Value::as_str)
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_are_judged() {
        let allowed: BTreeSet<String> =
            ["MIT", "Apache-2.0", "Apache-2.0 WITH LLVM-exception", "Unicode-3.0"].map(str::to_owned).into();
        let check = |licence: Option<&str>, good: bool| {
            assert_eq!(judge(licence, &allowed).is_ok(), good, "{licence:?}");
        };
        check(Some("MIT OR Apache-2.0"), true);
        check(Some("MIT/Apache-2.0"), true);
        check(Some("GPL-3.0-only OR MIT"), true);
        check(Some("(MIT OR Apache-2.0) AND Unicode-3.0"), true);
        check(Some("MIT AND GPL-3.0-only"), false);
        check(Some("Apache-2.0 WITH LLVM-exception"), true);
        check(Some("GPL-3.0-only"), false);
        check(Some("my own"), false);
        check(None, false);
    }
}
