//! The browser half's compiler: rustup's wasm32 target, or Debian's compiler with a standard library built here.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::command::{Pair, ask, cargo, clean, find, read_if_there, run, run_well};
use crate::project::Project;
use crate::{apt, step::Steps};

pub const TARGET: &str = "wasm32-unknown-unknown";

/// Set to `debian` to take the second way even where rustup could do it (to try that way out).
const CHOICE: &str = "MIAOHUI_WASM_TOOLCHAIN";

/// Raised when the library is built in another way.
const RECIPE: &str = "2";

const DEBIAN_PACKAGES: [&str; 3] = ["rustc-web", "rust-web-src", "cargo-web"];
const DEBIAN_RUSTC: &str = "/usr/bin/rustc";
const DEBIAN_CARGO: &str = "/usr/bin/cargo";
const DEBIAN_HOST_LIBRARY: &str = "/usr/lib/rustlib/x86_64-unknown-linux-gnu";

const RUSTFLAGS: &str = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS";

/// What travels to a browser says neither where a panic happened nor how its types are debugged: nobody reads that there,
/// and it is a part of each download. A stable compiler takes these flags when it is told to (`RUSTC_BOOTSTRAP`).
const LEAN: &str = "-Zlocation-detail=none -Zfmt-debug=none";

/// A part of the site with a wasm of its own, so that a page loads what it needs: its name and the app's feature.
pub struct Part {
    pub name: &'static str,
    feature: &'static str,
}

pub const PARTS: [Part; 4] = [
    Part { name: "desk", feature: "browser-desk" },
    Part { name: "sheets", feature: "browser-sheets" },
    Part { name: "watch", feature: "browser-watch" },
    Part { name: "verify", feature: "browser-verify" },
];

/// What compiles for the browser on this machine.
pub enum Toolchain {
    /// The toolchain of this project has the target.
    Own,
    /// Debian's compiler, with a system root laid inside the build folder.
    Debian { sysroot: PathBuf, linker: PathBuf },
}

impl Toolchain {
    /// A cargo command that compiles for the browser into a build folder of its own, so that it can run beside the server's build.
    pub fn cargo(&self, project: &Project) -> Command {
        let mut command = cargo(project);
        if let Self::Debian { linker, .. } = self {
            command
                .env("RUSTC", DEBIAN_RUSTC)
                .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker)
                .env(RUSTFLAGS, self.flags(""));
        }
        command.env("CARGO_TARGET_DIR", target_folder(project));
        command
    }

    /// The compiler's flags: those of `.cargo/config.toml`, in whose place they come, and more.
    fn flags(&self, more: &str) -> String {
        let sysroot = match self {
            Self::Own => String::new(),
            Self::Debian { sysroot, .. } => format!("--sysroot {}", sysroot.display()),
        };
        format!("--cfg erase_components {sysroot} {more}")
    }
}

pub fn target_folder(project: &Project) -> PathBuf {
    project.target("wasm")
}

/// Finds or makes the compiler; milliseconds when it is there.
pub fn set_up(project: &Project, steps: &mut Steps) -> Result<Toolchain> {
    steps.run("compiler for the browser", || {
        let own_sysroot = PathBuf::from(
            ask(clean("rustc").args(["--print", "sysroot"]).current_dir(project.root()))
                .context("rustc does not answer")?,
        );
        if std::env::var_os(CHOICE).is_none_or(|choice| choice != "debian") {
            if has_library(&own_sysroot) {
                return Ok((Toolchain::Own, "rustup's".to_owned()));
            }
            if !debian_is_ready(project) && rustup_adds_target(project)? && has_library(&own_sysroot) {
                return Ok((Toolchain::Own, "rustup's, downloaded".to_owned()));
            }
        }
        let words = debian(project)?;
        let linker = own_sysroot.join("lib/rustlib").join(host()?).join("bin/rust-lld");
        Ok((Toolchain::Debian { sysroot: sysroot(project), linker }, words))
    })
}

/// The app's library with one part, compiled for the browser beside the server's.
pub fn build_app(project: &Project, toolchain: &Toolchain, pair: &Pair, part: &Part) -> Result<PathBuf> {
    let mut command = toolchain.cargo(project);
    command.args(["rustc", "--package", "miaohui-app", "--lib", "--crate-type", "cdylib"]);
    command.args(["--no-default-features", "--features", part.feature]);
    command.args(["--profile", "wasm", "--target", TARGET]);
    command.env("RUSTC_BOOTSTRAP", "1").env(RUSTFLAGS, toolchain.flags(LEAN));
    pair.run_well(project, "wasm", &mut command)?.context("ended, because the server's library does not compile")?;
    // Under a name of its own: cargo puts the next part in this one's place.
    let kept = target_folder(project).join(format!("{}.wasm", part.name));
    let made = target_folder(project).join(TARGET).join("wasm/miaohui_app.wasm");
    fs::copy(&made, &kept).with_context(|| format!("cannot copy {}", made.display()))?;
    Ok(kept)
}

/// The library alone, without default features: the proof that its core needs no operating system.
pub fn build_core(project: &Project, toolchain: &Toolchain) -> Result<()> {
    let mut command = toolchain.cargo(project);
    command.args(["build", "--package", "miaohui", "--no-default-features", "--target", TARGET]);
    run_well(project, "wasm-core", &mut command).map(|_| ())
}

/// How long the drill's alignment takes in wasm32, compiled as what travels to browsers is: lines of a bench.
pub fn alignment(project: &Project, toolchain: &Toolchain) -> Result<Vec<String>> {
    let mut command = toolchain.cargo(project);
    command.args(["build", "--package", "miaohui-determinism", "--profile", "wasm", "--target", TARGET]);
    run_well(project, "wasm-alignment", &mut command)?;
    let made = target_folder(project).join(TARGET).join("wasm/miaohui_determinism.wasm");
    let mut node = clean("node");
    node.current_dir(project.root()).arg("tests/determinism/align.mjs").arg(made);
    Ok(run_well(project, "wasm-align", &mut node)?.lines().map(str::to_owned).collect())
}

/// The digest of a hundred transcripts as the library plays them in wasm32, run by Node.
pub fn digest(project: &Project, toolchain: &Toolchain) -> Result<String> {
    let mut command = toolchain.cargo(project);
    command.args(["build", "--package", "miaohui-determinism", "--target", TARGET]);
    run_well(project, "wasm-determinism", &mut command)?;
    let made = target_folder(project).join(TARGET).join("debug/miaohui_determinism.wasm");
    let mut node = clean("node");
    node.current_dir(project.root()).arg("tests/determinism/digest.mjs").arg(made).arg("content");
    let output = run_well(project, "wasm-digest", &mut node)?;
    let digest = output.lines().last().unwrap_or_default().trim().to_owned();
    if digest.len() != 64 {
        bail!("the library in wasm32 gave no digest: {digest}");
    }
    Ok(digest)
}

fn has_library(sysroot: &Path) -> bool {
    fs::read_dir(library(sysroot)).is_ok_and(|mut files| {
        files.any(|file| file.is_ok_and(|file| file.file_name().to_string_lossy().starts_with("libstd-")))
    })
}

fn library(sysroot: &Path) -> PathBuf {
    sysroot.join("lib/rustlib").join(TARGET).join("lib")
}

/// One folder a compiler: cargo sees that the path has changed, not that its content has.
fn sysroot(project: &Project) -> PathBuf {
    let version = debian_version().unwrap_or_default();
    let number = version.split_whitespace().nth(1).unwrap_or("none");
    project.target("wasm-sysroot").join(format!("{RECIPE}-{number}"))
}

fn stamp(sysroot: &Path) -> PathBuf {
    sysroot.join("compiler")
}

fn debian_version() -> Option<String> {
    ask(Command::new(DEBIAN_RUSTC).arg("--version"))
}

fn debian_is_ready(project: &Project) -> bool {
    let sysroot = sysroot(project);
    has_library(&sysroot) && read_if_there(&stamp(&sysroot)) == debian_version()
}

fn host() -> Result<String> {
    let about = ask(clean("rustc").arg("-vV")).context("rustc does not answer")?;
    about
        .lines()
        .find_map(|line| line.strip_prefix("host: "))
        .map(str::to_owned)
        .context("rustc does not name its host")
}

fn rustup_adds_target(project: &Project) -> Result<bool> {
    if find("rustup").is_none() {
        return Ok(false);
    }
    Ok(run(project, "rustup-target", clean("rustup").args(["target", "add", TARGET]).current_dir(project.root()))?
        .success)
}

/// Debian's compiler has no wasm32 library that fits ours: its own is built from its own source, once.
fn debian(project: &Project) -> Result<String> {
    if debian_is_ready(project) {
        return Ok("Debian's".to_owned());
    }
    if cfg!(not(all(target_os = "linux", target_arch = "x86_64"))) {
        bail!("The wasm32 target is missing. Run: rustup target add {TARGET}, then run the command again.");
    }
    if debian_version().is_none()
        || !Path::new(DEBIAN_CARGO).exists()
        || !Path::new("/usr/lib/rustlib/src/rust/library/std").exists()
    {
        let elsewhere = format!("the target with `rustup target add {TARGET}`");
        apt::install(
            project,
            &DEBIAN_PACKAGES,
            "the browser half (rustup could not fetch its wasm32 target)",
            &elsewhere,
        )?;
    }
    let version = debian_version().context("Debian's rustc does not answer after it was installed")?;
    build_library(project)?;
    fs::write(stamp(&sysroot(project)), version).context("cannot write the system root's stamp")?;
    Ok("Debian's, its library built".to_owned())
}

fn build_library(project: &Project) -> Result<()> {
    let empty = project.target("wasm-library");
    if empty.exists() {
        fs::remove_dir_all(&empty).context("cannot clear the folder of the library's last build")?;
    }
    fs::create_dir_all(empty.join("src")).context("cannot make the folder for the library's build")?;
    fs::write(
        empty.join("Cargo.toml"),
        "[package]\nname = \"empty\"\nversion = \"0.0.0\"\nedition = \"2021\"\n[workspace]\n",
    )?;
    fs::write(empty.join("src/lib.rs"), "#![no_std]\n")?;
    let mut command = clean(DEBIAN_CARGO);
    command
        .current_dir(&empty)
        .env("RUSTC", DEBIAN_RUSTC)
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_TARGET_DIR", empty.join("target"));
    // The site is linked with LTO, which needs the library's bitcode as well.
    command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", "-C embed-bitcode=yes");
    command.env_remove("RUSTUP_TOOLCHAIN").env_remove("CARGO");
    command.args(["build", "-Z", "build-std=std,panic_abort", "--target", TARGET, "--release"]);
    run_well(project, "wasm-library", &mut command)?;

    let sysroot = sysroot(project);
    if sysroot.exists() {
        fs::remove_dir_all(&sysroot).context("cannot clear the old system root")?;
    }
    let library = library(&sysroot);
    fs::create_dir_all(&library).context("cannot make the system root")?;
    let built = empty.join("target").join(TARGET).join("release/deps");
    for file in fs::read_dir(&built).with_context(|| format!("nothing was built in {}", built.display()))? {
        let file = file?;
        let name = file.file_name();
        let text = name.to_string_lossy();
        if text.ends_with(".rlib") && !text.starts_with("libempty-") {
            fs::copy(file.path(), library.join(&name))?;
        }
    }
    link(Path::new(DEBIAN_HOST_LIBRARY), &sysroot.join("lib/rustlib/x86_64-unknown-linux-gnu"))
}

#[cfg(unix)]
fn link(to: &Path, at: &Path) -> Result<()> {
    std::os::unix::fs::symlink(to, at).with_context(|| format!("cannot link {}", at.display()))
}

#[cfg(not(unix))]
fn link(_to: &Path, _at: &Path) -> Result<()> {
    bail!("Debian's compiler exists on Debian only. Run: rustup target add {TARGET}")
}
