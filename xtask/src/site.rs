//! The browser half: wasm, its JavaScript and the stylesheet, named by their content and compressed once, in `target/site`.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, anyhow};
use sha2::{Digest, Sha256};
use wasm_bindgen_cli_support::Bindgen;

use crate::command::read_if_there;
use crate::project::Project;
use crate::site_size::{self, Sizes};
use crate::{css, node};

/// Raised when this file writes the site in another way, so that a site of the old way is made again.
const FORMAT: &str = "3";

const HASH_LENGTH: usize = 16;

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

/// Makes the site from the compiled wasm, or leaves it when nothing changed. The flag says which.
pub fn make(project: &Project, wasm: &Path, shrink: Shrink) -> Result<(Site, bool)> {
    let input = fs::read(wasm).with_context(|| format!("cannot read {}", wasm.display()))?;
    let css = css::bundle(&project.path("style/main.css"))?;
    let shrinks = shrink == Shrink::Yes || node::is_there();
    let key = hash(&[FORMAT.as_bytes(), &input, css.as_bytes(), &[u8::from(shrinks)]]);
    let stamp = project.target("site.key");
    let folder = project.site();
    if read_if_there(&stamp).is_some_and(|made| made == key)
        && let Some(site) = read(&folder)
    {
        return Ok((site, false));
    }

    let work = project.target("site.work");
    clear(&work)?;
    bindgen(&input, &work)?;
    let bound = work.join("miaohui_bg.wasm");
    if shrinks {
        node::shrink(project, &bound)?;
    }
    let next = project.target("site.next");
    clear(&next)?;
    write(&work, css.as_bytes(), &next)?;
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

/// Lays the files down under their hashed names, with `site.json`.
fn write(work: &Path, css: &[u8], folder: &Path) -> Result<()> {
    let package = folder.join("pkg");
    fs::create_dir_all(&package).context("cannot make the site's folder")?;
    let js = fs::read(work.join("miaohui.js")).context("wasm-bindgen wrote no JavaScript")?;
    let wasm = fs::read(work.join("miaohui_bg.wasm")).context("wasm-bindgen wrote no wasm")?;
    // One hash for both: the page names the pair once, and the JavaScript is given the wasm's address.
    let pair = format!("miaohui-{}", hash(&[&js, &wasm]));
    let css_name = format!("miaohui-{}.css", hash(&[css]));
    let js_name = format!("{pair}.js");
    let wasm_name = format!("{pair}_bg.wasm");
    let mut sizes = Sizes::default();
    for (name, bytes) in [(&js_name, js.as_slice()), (&wasm_name, &wasm), (&css_name, css)] {
        sizes.add(name, site_size::write_compressed(&package.join(name), bytes)?);
    }
    let snippets = work.join("snippets");
    if snippets.exists() {
        copy_snippets(&snippets, &package.join("snippets"))?;
    }
    let about = serde_json::json!({ "js": pair, "css": css_name, "sizes": sizes.to_json() });
    fs::write(folder.join("site.json"), format!("{about:#}\n")).context("cannot write site.json")
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
    fn a_hash_tells_where_its_parts_end() {
        assert_ne!(hash(&[b"ab", b"c"]), hash(&[b"a", b"bc"]));
        assert_eq!(hash(&[b"a"]).len(), HASH_LENGTH);
    }
}
