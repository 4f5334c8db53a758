//! `cargo xtask bench [NAME]`: one tab-separated line a metric, also appended to `target/bench.tsv`.

use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::process::ExitCode;

use anyhow::{Context, Result};

use crate::command::{cargo, run_well};
use crate::project::Project;
use crate::site::Shrink;
use crate::step::Steps;
use crate::{public_pages, server, wasm};

/// Measured by xtask itself; every other bench is an example `bench_NAME` of the library or the app, …
const SIZE: &str = "size";
/// … the library in wasm32, run by Node …
const TYPING: &str = "typing";
/// … or what the load driver (`examples/load`) measures at a running server.
const LOAD: [&str; 6] = ["desk", "fanout", "resume", "login", "quiz", "certificate"];

/// Runs one bench, or all.
pub fn run(project: &Project, name: Option<&str>) -> Result<ExitCode> {
    let examples = examples(project)?;
    if let Some(name) = name
        && name != SIZE
        && name != TYPING
        && !LOAD.contains(&name)
        && !examples.contains_key(name)
    {
        let known: Vec<&str> =
            [SIZE, TYPING].into_iter().chain(LOAD).chain(examples.keys().map(String::as_str)).collect();
        eprintln!("There is no bench `{name}`. Known: {}", known.join(", "));
        return Ok(ExitCode::from(2));
    }
    let wanted = |bench: &str| name.is_none_or(|name| name == bench);
    if wanted(SIZE) {
        note(project, &size(project)?)?;
    }
    if wanted(TYPING) {
        let toolchain = wasm::set_up(project, &mut Steps::silent())?;
        note(project, &wasm::alignment(project, &toolchain)?)?;
    }
    for (bench, package) in examples.iter().filter(|(bench, _)| wanted(bench)) {
        note(project, &example(project, &format!("bench_{bench}"), package, None)?)?;
    }
    for bench in LOAD.into_iter().filter(|bench| wanted(bench)) {
        server::all(project, &mut Steps::silent(), Shrink::Yes)?;
        note(project, &example(project, "load", "miaohui", Some(bench))?)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The benches that are examples, each with its package.
fn examples(project: &Project) -> Result<BTreeMap<String, &'static str>> {
    let mut found = BTreeMap::new();
    for (folder, package) in [("examples", "miaohui"), ("app/examples", "miaohui-app")] {
        let Ok(entries) = fs::read_dir(project.path(folder)) else {
            continue;
        };
        for entry in entries {
            let name = entry.context("cannot list the examples")?.file_name();
            if let Some(bench) = name.to_str().and_then(|name| name.trim_end_matches(".rs").strip_prefix("bench_")) {
                found.insert(bench.to_owned(), package);
            }
        }
    }
    Ok(found)
}

fn example(project: &Project, target: &str, package: &str, argument: Option<&str>) -> Result<Vec<String>> {
    run_well(
        project,
        &format!("{target}-build"),
        cargo(project).args(["build", "--release", "--package", package, "--example", target]),
    )?;
    let output = cargo(project)
        .args(["run", "--quiet", "--release", "--package", package, "--example", target, "--"])
        .args(argument)
        .env("MIAOHUI_BIN", project.binary())
        .env("MIAOHUI_BENCH_DIR", project.target("bench"))
        .stderr(std::process::Stdio::inherit())
        .output()
        .with_context(|| format!("{target} could not be started"))?;
    if !output.status.success() {
        anyhow::bail!("{target} failed ({})", output.status);
    }
    Ok(String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).collect())
}

/// What travels before the desk can be used, and what a stranger's page loads.
fn size(project: &Project) -> Result<Vec<String>> {
    let site = server::all(project, &mut Steps::silent(), Shrink::Yes)?;
    let desk = site.part("desk");
    let public = public_pages::measure(project, &site)?;
    let line = |name: &str, bytes: u64, reference: &str, reference_bytes: u64| {
        format!("{name}\t{:.1}\tKiB\t{reference}\t{:.1}", kibibytes(bytes), kibibytes(reference_bytes))
    };
    Ok(vec![
        line("size.desk_kib", desk.brotli_bytes, "the same wasm and JavaScript uncompressed", desk.raw_bytes),
        line(
            "size.public_wasm_kib",
            public.largest_bytes,
            "wasm and JavaScript of the desk as brotli",
            desk.brotli_bytes,
        ),
    ])
}

#[expect(clippy::cast_precision_loss, reason = "sizes are far below 2^52 bytes, and are shown with one decimal")]
fn kibibytes(bytes: u64) -> f64 {
    bytes as f64 / 1024.0
}

fn note(project: &Project, lines: &[String]) -> Result<()> {
    let path = project.target("bench.tsv");
    let mut file = OpenOptions::new()
        .create(true)
        .append(true)
        .open(&path)
        .with_context(|| format!("cannot write {}", path.display()))?;
    for line in lines {
        println!("{line}");
        if line.contains('\t') {
            writeln!(file, "{line}").with_context(|| format!("cannot write {}", path.display()))?;
        }
    }
    Ok(())
}
