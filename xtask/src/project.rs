//! Where things lie in the clone.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The clone this xtask was built from.
pub struct Project {
    root: PathBuf,
}

impl Project {
    /// Finds the clone from the place of xtask's own manifest, wherever the command was typed.
    pub fn here() -> Result<Self> {
        let manifest = std::env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = manifest.parent().context("xtask must lie in a folder of the project")?.to_path_buf();
        Ok(Self { root })
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    /// A path inside the clone, written with `/`.
    pub fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// A path inside the build folder (`CARGO_TARGET_DIR`, else `target`).
    pub fn target(&self, relative: &str) -> PathBuf {
        let folder =
            std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| self.root.join("target"), |dir| self.root.join(dir));
        folder.join(relative)
    }

    /// The folder the server binary embeds.
    pub fn site(&self) -> PathBuf {
        self.target("site")
    }

    /// The release binary.
    pub fn binary(&self) -> PathBuf {
        self.target("release").join(format!("miaohui{}", std::env::consts::EXE_SUFFIX))
    }
}
