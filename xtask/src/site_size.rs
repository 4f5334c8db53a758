//! The sizes of the site's files, as they are and as they travel.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use flate2::{Compression, write::GzEncoder};

const BROTLI_QUALITY: u32 = 11;
const BROTLI_WINDOW_LOG2: u32 = 24;
const BUFFER_BYTES: usize = 64 * 1024;

/// One file's bytes in the three forms the server can send.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileSize {
    pub raw_bytes: u64,
    pub brotli_bytes: u64,
    pub gzip_bytes: u64,
}

/// The sizes by file name.
#[derive(Default)]
pub struct Sizes(BTreeMap<String, FileSize>);

impl Sizes {
    pub fn add(&mut self, name: &str, size: FileSize) {
        self.0.insert(name.to_owned(), size);
    }

    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// The sum over the files that `chosen` wants.
    pub fn sum(&self, chosen: impl Fn(&str) -> bool) -> FileSize {
        self.0.iter().filter(|(name, _)| chosen(name)).fold(
            FileSize { raw_bytes: 0, brotli_bytes: 0, gzip_bytes: 0 },
            |sum, (_, size)| FileSize {
                raw_bytes: sum.raw_bytes + size.raw_bytes,
                brotli_bytes: sum.brotli_bytes + size.brotli_bytes,
                gzip_bytes: sum.gzip_bytes + size.gzip_bytes,
            },
        )
    }

    pub fn to_json(&self) -> serde_json::Value {
        let files = self.0.iter().map(|(name, size)| {
            let numbers = serde_json::json!({ "raw_bytes": size.raw_bytes, "brotli_bytes": size.brotli_bytes, "gzip_bytes": size.gzip_bytes });
            (name.clone(), numbers)
        });
        serde_json::Value::Object(files.collect())
    }

    pub fn from_json(json: &serde_json::Value) -> Option<Self> {
        let mut sizes = Self::default();
        for (name, numbers) in json.as_object()? {
            let number = |field: &str| numbers.get(field)?.as_u64();
            let size = FileSize {
                raw_bytes: number("raw_bytes")?,
                brotli_bytes: number("brotli_bytes")?,
                gzip_bytes: number("gzip_bytes")?,
            };
            sizes.add(name, size);
        }
        Some(sizes)
    }
}

/// Writes a file, and beside it `.br` and `.gz`.
pub fn write_compressed(path: &Path, bytes: &[u8]) -> Result<FileSize> {
    let write = |path: PathBuf, bytes: &[u8]| {
        fs::write(&path, bytes).with_context(|| format!("cannot write {}", path.display()))
    };
    let mut brotli = brotli::CompressorWriter::new(Vec::new(), BUFFER_BYTES, BROTLI_QUALITY, BROTLI_WINDOW_LOG2);
    brotli.write_all(bytes).context("brotli failed")?;
    let brotli = brotli.into_inner();
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(bytes).context("gzip failed")?;
    let gzip = gzip.finish().context("gzip failed")?;
    write(path.to_owned(), bytes)?;
    write(with_ending(path, "br"), &brotli)?;
    write(with_ending(path, "gz"), &gzip)?;
    let length = |bytes: &[u8]| u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    Ok(FileSize { raw_bytes: length(bytes), brotli_bytes: length(&brotli), gzip_bytes: length(&gzip) })
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    PathBuf::from(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_survive_json_and_add_up() {
        let mut sizes = Sizes::default();
        sizes.add("a.js", FileSize { raw_bytes: 10, brotli_bytes: 4, gzip_bytes: 5 });
        sizes.add("b.css", FileSize { raw_bytes: 1, brotli_bytes: 1, gzip_bytes: 1 });
        let again = Sizes::from_json(&sizes.to_json()).unwrap();
        assert_eq!(again.sum(|_| true), FileSize { raw_bytes: 11, brotli_bytes: 5, gzip_bytes: 6 });
        assert_eq!(again.sum(|name| name.ends_with(".js")).brotli_bytes, 4);
    }
}
