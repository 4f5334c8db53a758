//! The files of a content folder, from disk or from inside the binary.

#[cfg(any(feature = "server", test))]
use super::fault::Fault;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write as _;
#[cfg(any(feature = "server", test))]
use std::path::Path;

/// The shipped content.
#[cfg(feature = "server")]
static SHIPPED: include_dir::Dir<'static> = include_dir::include_dir!("$CARGO_MANIFEST_DIR/content");
/// Larger files are a mistake (8 MiB).
#[cfg(any(feature = "server", test))]
const FILE_MAX_BYTES: u64 = 8 << 20;
/// Folders are not followed deeper than this.
#[cfg(any(feature = "server", test))]
const DEPTH_MAX: u32 = 8;

/// Path inside the folder (`/` between its parts) → text. Only `.toml` files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Files(pub BTreeMap<String, String>);

impl Files {
    /// The content the program was built with.
    #[cfg(feature = "server")]
    pub fn shipped() -> Self {
        let mut all = BTreeMap::new();
        let mut folders = vec![&SHIPPED];
        while let Some(folder) = folders.pop() {
            folders.extend(folder.dirs());
            for file in folder.files() {
                let path = file.path().to_string_lossy().replace('\\', "/");
                if let (true, Some(text)) = (path.ends_with(".toml"), file.contents_utf8()) {
                    all.insert(path, text.to_owned());
                }
            }
        }
        Self(all)
    }

    /// A folder on disk.
    ///
    /// # Errors
    /// A fault for each file that cannot be read as UTF-8 text, or one where the folder is none.
    #[cfg(any(feature = "server", test))]
    pub fn read(root: &Path) -> Result<Self, Vec<Fault>> {
        let (mut all, mut faults) = (BTreeMap::new(), Vec::new());
        let mut folders = vec![(root.to_path_buf(), String::new(), 0)];
        while let Some((folder, prefix, depth)) = folders.pop() {
            let entries = match std::fs::read_dir(&folder) {
                Ok(entries) => entries,
                Err(error) => {
                    faults.push(Fault::new(&folder.to_string_lossy(), 1, format!("cannot be read: {error}")));
                    continue;
                }
            };
            for entry in entries.flatten() {
                let name = entry.file_name().to_string_lossy().into_owned();
                let path = if prefix.is_empty() { name.clone() } else { format!("{prefix}/{name}") };
                match entry.file_type() {
                    Ok(kind) if kind.is_dir() && depth < DEPTH_MAX => folders.push((entry.path(), path, depth + 1)),
                    Ok(kind) if kind.is_file() && name.ends_with(".toml") => match text_of(&entry.path()) {
                        Ok(text) => {
                            all.insert(path, text);
                        }
                        Err((line, message)) => faults.push(Fault::new(&path, line, message)),
                    },
                    _ => {}
                }
            }
        }
        if faults.is_empty() { Ok(Self(all)) } else { Err(faults) }
    }

    /// SHA-256 in hex over the sorted paths and texts, each with its length before it.
    pub fn hash(&self) -> String {
        let mut hash = Sha256::new();
        for part in self.0.iter().flat_map(|(path, text)| [path, text]) {
            hash.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_le_bytes());
            hash.update(part.as_bytes());
        }
        hash.finalize().iter().fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        })
    }
}

#[cfg(any(feature = "server", test))]
fn text_of(path: &Path) -> Result<String, (u64, String)> {
    let size = std::fs::metadata(path).map_or(0, |data| data.len());
    if size > FILE_MAX_BYTES {
        return Err((1, format!("is larger than {} MiB; part it", FILE_MAX_BYTES >> 20)));
    }
    let bytes = std::fs::read(path).map_err(|error| (1, format!("cannot be read: {error}")))?;
    String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let lines = error.as_bytes().iter().take(good).filter(|byte| **byte == b'\n').count();
        (u64::try_from(lines).unwrap_or(0) + 1, "is not UTF-8 here; save the file as UTF-8".to_owned())
    })
}
