//! At most a handful of `unwrap` and `expect` in the program itself: counted in the tokens, so neither comments nor texts nor tests are.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use proc_macro2::{Delimiter, TokenStream, TokenTree};

use crate::project::Project;

const AT_MOST: usize = 10;
const FOLDERS: [&str; 2] = ["src", "app/src"];
const CALLS: [&str; 4] = ["unwrap", "expect", "unwrap_err", "expect_err"];

/// Counts, and lists every place.
pub fn check(project: &Project) -> Result<String> {
    let mut places = Vec::new();
    for folder in FOLDERS {
        scan_folder(&project.path(folder), &mut places)?;
    }
    let list: String = places
        .iter()
        .map(|(file, line)| format!("\n    {}:{line}", file.strip_prefix(project.root()).unwrap_or(file).display()))
        .collect();
    if places.len() > AT_MOST {
        bail!("{} calls of unwrap or expect outside tests; {AT_MOST} are allowed:{list}", places.len());
    }
    Ok(format!("{} of at most {AT_MOST} outside tests{list}", places.len()))
}

fn scan_folder(folder: &Path, places: &mut Vec<(PathBuf, usize)>) -> Result<()> {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)
        .with_context(|| format!("cannot read {}", folder.display()))?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    entries.sort();
    let mut test_modules = BTreeSet::new();
    for file in entries.iter().filter(|path| path.extension().is_some_and(|ending| ending == "rs")) {
        let text = fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
        let found = scan(&text).with_context(|| format!("{} is not Rust", file.display()))?;
        // `#[cfg(test)] mod name;` makes name.rs or name/ a test, beside lib.rs, main.rs and mod.rs or in the module's own folder.
        let home = match file.file_stem().and_then(|stem| stem.to_str()) {
            Some("lib" | "main" | "mod") | None => folder.to_path_buf(),
            Some(stem) => folder.join(stem),
        };
        test_modules
            .extend(found.test_modules.iter().flat_map(|name| [home.join(format!("{name}.rs")), home.join(name)]));
        places.extend(found.lines.into_iter().map(|line| (file.clone(), line)));
    }
    for entry in entries.iter().filter(|path| path.is_dir() && !test_modules.contains(*path)) {
        scan_folder(entry, places)?;
    }
    places.retain(|(file, _)| !test_modules.iter().any(|module| file.starts_with(module)));
    Ok(())
}

#[derive(Debug, Default, PartialEq)]
struct Found {
    lines: Vec<usize>,
    test_modules: Vec<String>,
}

fn scan(text: &str) -> Result<Found> {
    let tokens: TokenStream = text.parse().map_err(|error| anyhow!("{error}"))?;
    let mut found = Found::default();
    walk(tokens, &mut found);
    Ok(found)
}

fn walk(tokens: TokenStream, found: &mut Found) {
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    let mut index = 0;
    while let Some(tree) = trees.get(index) {
        if is_punctuation(tree, '#') {
            if matches!((trees.get(index + 1), trees.get(index + 2)), (Some(bang), Some(attribute)) if is_punctuation(bang, '!') && is_test_attribute(attribute))
            {
                return; // `#![cfg(test)]`: all of this file or module
            }
            if trees.get(index + 1).is_some_and(is_test_attribute) {
                index = skip_item(&trees, index + 2, found);
                continue;
            }
        }
        if let TokenTree::Group(group) = tree {
            walk(group.stream(), found);
        }
        if let TokenTree::Ident(name) = tree
            && CALLS.contains(&name.to_string().as_str())
            && index
                .checked_sub(1)
                .and_then(|before| trees.get(before))
                .is_some_and(|before| is_punctuation(before, '.') || is_punctuation(before, ':'))
        {
            found.lines.push(name.span().start().line);
        }
        index += 1;
    }
}

/// Passes over the item that a test attribute stands before; returns the index after it.
fn skip_item(trees: &[TokenTree], mut index: usize, found: &mut Found) -> usize {
    let start = index;
    while let Some(tree) = trees.get(index) {
        index += 1;
        if is_punctuation(tree, ';') {
            let words: Vec<String> = trees[start..index].iter().map(ToString::to_string).collect();
            if let Some(place) = words.iter().position(|word| word == "mod") {
                found.test_modules.extend(words.get(place + 1).cloned());
            }
            return index;
        }
        if matches!(tree, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace) {
            return index;
        }
    }
    index
}

/// `[cfg(test)]`, `[cfg(all(test, …))]`, `[test]`, `[tokio::test]`; not `[cfg(not(test))]`, not `[cfg(any(test, …))]`.
fn is_test_attribute(tree: &TokenTree) -> bool {
    let TokenTree::Group(group) = tree else {
        return false;
    };
    let text: String = group.stream().to_string().chars().filter(|character| !character.is_whitespace()).collect();
    text == "cfg(test)" || text.starts_with("cfg(all(test,") || text == "test" || text.starts_with("tokio::test")
}

fn is_punctuation(tree: &TokenTree, character: char) -> bool {
    matches!(tree, TokenTree::Punct(punctuation) if punctuation.as_char() == character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_are_found_where_they_run() {
        let check = |text: &str, lines: &[usize]| assert_eq!(scan(text).unwrap().lines, lines, "{text}");
        check("fn a() { b().unwrap();\n c.expect(\"d\"); }", &[1, 2]);
        check("fn a() { view! { <p>{b.unwrap()}</p> } }", &[1]);
        check("fn a() { b.map(Option::unwrap) }", &[1]);
        check(
            "#[expect(lint)] fn a() { b.unwrap_or(1); } // c.unwrap()\n/// d.unwrap()\nfn e() { \".unwrap()\"; }",
            &[],
        );
        check("#[cfg(test)]\nmod tests { fn a() { b.unwrap() } }\nfn c() { d.unwrap() }", &[3]);
        check("#[cfg(test)] #[derive(A)] struct B(C); fn c() { d.unwrap() }", &[1]);
        check("#[cfg(not(test))] fn a() { b.unwrap() }", &[1]);
        check("#![cfg(test)] fn a() { b.unwrap() }", &[]);
    }

    #[test]
    fn test_modules_in_files_are_named() {
        assert_eq!(scan("#[cfg(test)] pub mod stories;").unwrap().test_modules, ["stories"]);
    }
}
