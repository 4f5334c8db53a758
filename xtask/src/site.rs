//! The browser half: wasm, its JavaScript and the stylesheet, named by their content and compressed once, in `target/site`.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use sha2::{Digest, Sha256};
use wasm_bindgen_cli_support::Bindgen;

use crate::command::read_if_there;
use crate::project::Project;
use crate::site_size::{self, FileSize, Sizes};
use crate::{css, node};

/// Raised when this file writes the site in another way, so that a site of the old way is made again.
const FORMAT: &str = "5";

const HASH_LENGTH: usize = 16;

/// Streams between Rust and JavaScript: a dependency exports them, so that no optimiser may drop them, and no page of ours
/// uses them.
const UNUSED_EXPORTS: [&str; 2] = ["intounderlying", "__wbg_intounderlying"];

/// Whether the wasm is shrunk: half a minute for half the bytes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Shrink {
    Yes,
    /// Where Node is there.
    IfPossible,
}

/// What the server must know of the site, also in `site.json`.
pub struct Site {
    /// Changes whenever a byte of the site does.
    pub hash: String,
    pub sizes: Sizes,
}

impl Site {
    /// What travels before a part can be used: its wasm and JavaScript.
    pub fn part(&self, name: &str) -> FileSize {
        self.sizes.sum(|file| file.starts_with(&format!("miaohui-{name}-")))
    }
}

/// Makes the site from the compiled wasm of each part, or leaves it when nothing changed. The flag says which.
pub fn make(project: &Project, parts: &[(&str, PathBuf)], shrink: Shrink) -> Result<(Site, bool)> {
    let inputs =
        parts.iter().map(|(_, wasm)| fs::read(wasm).with_context(|| format!("cannot read {}", wasm.display())));
    let inputs = inputs.collect::<Result<Vec<_>>>()?;
    let css = css::bundle(&project.path("style/main.css"))?;
    let shrinks = shrink == Shrink::Yes || node::is_there();
    let shrunk = if shrinks { "shrunk" } else { "whole" };
    let mut made_from = vec![FORMAT.as_bytes(), css.as_bytes(), shrunk.as_bytes()];
    made_from.extend(inputs.iter().map(Vec::as_slice));
    let key = hash(&made_from);
    let stamp = project.target("site.key");
    let folder = project.site();
    if read_if_there(&stamp).is_some_and(|made| made == key)
        && let Some(site) = read(&folder)
    {
        return Ok((site, false));
    }

    let work = project.target("site.work");
    let next = project.target("site.next");
    clear(&next)?;
    let mut lay = Lay::new(&next)?;
    for ((name, _), input) in parts.iter().zip(&inputs) {
        clear(&work)?;
        bindgen(input, &work)?;
        drop_unused(&work.join("miaohui_bg.wasm"))?;
        if shrinks {
            node::shrink(project, &work.join("miaohui_bg.wasm"))?;
        }
        lay.part(name, &work)?;
    }
    lay.finish(css.as_bytes())?;
    if folder.exists() {
        fs::remove_dir_all(&folder).context("cannot remove the old site")?;
    }
    fs::rename(&next, &folder).context("cannot put the site in its place")?;
    fs::remove_dir_all(&work).context("cannot clear the site's workshop")?;
    fs::write(stamp, key).context("cannot write the site's stamp")?;
    read(&folder).map(|site| (site, true)).context("the site that was just written cannot be read")
}

fn bindgen(input: &[u8], folder: &Path) -> Result<()> {
    let mut bindgen = Bindgen::new();
    bindgen.input_bytes("miaohui", input.to_vec()).out_name("miaohui").typescript(false).omit_default_module_path(true);
    bindgen.remove_name_section(true).remove_producers_section(true);
    bindgen
        .web(true)
        .and_then(|bindgen| bindgen.generate(folder))
        .map_err(|error| anyhow!("wasm-bindgen could not join the wasm to its JavaScript: {error:#}"))
}

/// Takes the exports nobody uses away; what only they called goes with them.
fn drop_unused(wasm: &Path) -> Result<()> {
    let mut module = walrus::Module::from_file(wasm).map_err(|error| anyhow!("the wasm cannot be read: {error:#}"))?;
    let is_unused = |name: &str| UNUSED_EXPORTS.iter().any(|begin| name.starts_with(begin));
    let unused: Vec<_> =
        module.exports.iter().filter(|export| is_unused(&export.name)).map(|export| export.id()).collect();
    for export in unused {
        module.exports.delete(export);
    }
    walrus::passes::gc::run(&mut module);
    module.emit_wasm_file(wasm).map_err(|error| anyhow!("the wasm cannot be written: {error:#}"))
}

/// JavaScript without what only its readers need: indentation and comments that fill whole lines, as wasm-bindgen writes
/// them.
fn lean(js: &str) -> String {
    let mut out = String::with_capacity(js.len());
    let mut within = false;
    for line in js.lines().map(str::trim) {
        within |= line.starts_with("/*");
        if !within && !line.is_empty() && !line.starts_with("//") {
            out.push_str(line);
            out.push('\n');
        }
        within &= !line.ends_with("*/");
    }
    out
}

/// Lays the files down under their hashed names, with `site.json`.
struct Lay<'a> {
    folder: &'a Path,
    /// Part → its pair of JavaScript and wasm, without their endings.
    parts: serde_json::Map<String, serde_json::Value>,
    sizes: Sizes,
}

impl<'a> Lay<'a> {
    fn new(folder: &'a Path) -> Result<Self> {
        fs::create_dir_all(folder.join("pkg")).context("cannot make the site's folder")?;
        Ok(Self { folder, parts: serde_json::Map::new(), sizes: Sizes::default() })
    }

    fn file(&mut self, name: &str, bytes: &[u8]) -> Result<()> {
        self.sizes.add(name, site_size::write_compressed(&self.folder.join("pkg").join(name), bytes)?);
        Ok(())
    }

    fn part(&mut self, name: &str, work: &Path) -> Result<()> {
        let js = fs::read_to_string(work.join("miaohui.js")).context("wasm-bindgen wrote no JavaScript")?;
        let js = lean(&js).into_bytes();
        let wasm = fs::read(work.join("miaohui_bg.wasm")).context("wasm-bindgen wrote no wasm")?;
        // One hash for both: the page names the pair once, and the JavaScript is given the wasm's address.
        let pair = format!("miaohui-{name}-{}", hash(&[&js, &wasm]));
        self.file(&format!("{pair}.js"), &js)?;
        self.file(&format!("{pair}_bg.wasm"), &wasm)?;
        self.parts.insert(name.to_owned(), pair.into());
        let snippets = work.join("snippets");
        if snippets.exists() {
            copy_snippets(&snippets, &self.folder.join("pkg/snippets"))?;
        }
        Ok(())
    }

    fn finish(mut self, css: &[u8]) -> Result<()> {
        let name = format!("miaohui-{}.css", hash(&[css]));
        self.file(&name, css)?;
        let about = serde_json::json!({ "parts": self.parts, "css": name, "sizes": self.sizes.to_json() });
        fs::write(self.folder.join("site.json"), format!("{about:#}\n")).context("cannot write site.json")
    }
}

/// JavaScript that crates bring along; wasm-bindgen has already put a hash into its folder's name.
fn copy_snippets(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to).context("cannot make the folder of the snippets")?;
    for entry in fs::read_dir(from).context("cannot read the snippets")? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_snippets(&entry.path(), &target)?;
        } else {
            site_size::write_compressed(&target, &fs::read(entry.path())?)?;
        }
    }
    Ok(())
}

/// The site as it lies there, or nothing when it is not whole.
pub fn read(folder: &Path) -> Option<Site> {
    let about = fs::read(folder.join("site.json")).ok()?;
    let json: serde_json::Value = serde_json::from_slice(&about).ok()?;
    let sizes = Sizes::from_json(json.get("sizes")?)?;
    let whole = sizes.names().all(|name| folder.join("pkg").join(name).is_file());
    whole.then(|| Site { hash: hash(&[&about]), sizes })
}

fn clear(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("cannot clear {}", folder.display()))?;
    }
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))
}

fn hash(parts: &[&[u8]]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_le_bytes());
        hasher.update(part);
    }
    let mut text: String = hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    text.truncate(HASH_LENGTH);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn javascript_keeps_its_lines_and_loses_its_comments() {
        let js = "/* all */\nexport function a() {\n    /**\n     * @returns {any}\n     */\n    return `a /* b */ ${'//'}`;\n\n    // end\n}\n";
        assert_eq!(lean(js), "export function a() {\nreturn `a /* b */ ${'//'}`;\n}\n");
    }

    #[test]
    fn a_hash_tells_where_its_parts_end() {
        assert_ne!(hash(&[b"ab", b"c"]), hash(&[b"a", b"bc"]));
        assert_eq!(hash(&[b"a"]).len(), HASH_LENGTH);
    }
}
