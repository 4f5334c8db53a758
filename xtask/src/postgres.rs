//! PostgreSQL for the tests: a private cluster in a temporary folder, gone afterwards.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::apt;
use crate::command::{ask, clean, find, run_well};
use crate::project::Project;

const FOLDER_PREFIX: &str = "miaohui-postgres-";
const DEBIAN_FOLDER: &str = "/usr/lib/postgresql";
const USER: &str = "miaohui";
const START_TRIES: u32 = 300;
const TRY_EVERY: Duration = Duration::from_millis(100);

/// Finds PostgreSQL's programs, or installs them; gives their folder.
pub fn set_up(project: &Project) -> Result<PathBuf> {
    if let Some(folder) = programs() {
        return Ok(folder);
    }
    apt::install(project, &["postgresql"], "the tests on PostgreSQL", "PostgreSQL 14 or newer with `initdb` on PATH")?;
    programs().context("PostgreSQL was installed, but its `initdb` is neither on PATH nor below /usr/lib/postgresql")
}

/// The folder that holds all three programs; `initdb` on PATH may be a link into it.
fn programs() -> Option<PathBuf> {
    let on_path = find("initdb")
        .and_then(|initdb| fs::canonicalize(initdb).ok())
        .and_then(|initdb| initdb.parent().map(Path::to_path_buf));
    let by_version = fs::read_dir(DEBIAN_FOLDER).into_iter().flatten().flatten().map(|entry| entry.path().join("bin"));
    let newest = by_version.filter(|folder| is_whole(folder)).max_by_key(|folder| version(folder));
    on_path.filter(|folder| is_whole(folder)).or(newest)
}

fn is_whole(folder: &Path) -> bool {
    ["initdb", "postgres", "pg_isready"].iter().all(|program| folder.join(program).is_file())
}

/// 15 for `/usr/lib/postgresql/15/bin`.
fn version(folder: &Path) -> Option<u32> {
    folder.parent()?.file_name()?.to_str()?.parse().ok()
}

/// A running server; dropping it stops it and removes its folder.
pub struct Postgres {
    server: Child,
    folder: PathBuf,
    url: String,
}

impl Postgres {
    /// Makes a cluster and starts it on a free port of the loopback address.
    pub fn start(project: &Project) -> Result<Self> {
        remove_stale();
        let programs = set_up(project)?;
        let folder = std::env::temp_dir().join(format!("{FOLDER_PREFIX}{}", std::process::id()));
        fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        let user = unprivileged_user()?;
        if let Some(user) = &user {
            run_well(project, "postgres-chown", clean("chown").arg(user).arg(&folder))?;
        }
        let data = folder.join("data");
        let initdb = programs.join("initdb");
        let mut make = command_as(user.as_deref(), &initdb);
        make.current_dir(&folder).arg("--pgdata").arg(&data);
        make.args([
            "--username",
            USER,
            "--auth",
            "trust",
            "--encoding",
            "UTF8",
            "--locale",
            "C",
            "--no-sync",
            "--no-instructions",
        ]);
        if let Err(error) = run_well(project, "postgres-initdb", &mut make) {
            let _ = fs::remove_dir_all(&folder);
            return Err(error);
        }

        let port = free_port()?;
        let log =
            fs::File::create(project.target("logs").join("postgres.log")).context("cannot write PostgreSQL's log")?;
        let mut start = command_as(user.as_deref(), &programs.join("postgres"));
        start.current_dir(&folder).arg("-D").arg(&data).arg("-k").arg(&folder).arg("-p").arg(port.to_string());
        // The cluster is thrown away, so nothing in it need survive a power cut.
        start.args(["-c", "listen_addresses=127.0.0.1", "-c", "fsync=off", "-c", "max_connections=200"]);
        let server = start
            .stdin(Stdio::null())
            .stdout(log.try_clone().context("cannot share PostgreSQL's log")?)
            .stderr(log)
            .spawn()
            .context("PostgreSQL could not be started")?;
        let mut postgres = Self { server, folder, url: format!("postgres://{USER}@127.0.0.1:{port}/postgres") };
        postgres.wait_until_ready(&programs, port, project)?;
        Ok(postgres)
    }

    /// The address for `MIAOHUI_TEST_POSTGRES`.
    pub fn url(&self) -> &str {
        &self.url
    }

    fn wait_until_ready(&mut self, programs: &Path, port: u16, project: &Project) -> Result<()> {
        for _ in 0..START_TRIES {
            if let Some(status) = self.server.try_wait().context("cannot watch PostgreSQL")? {
                bail!("PostgreSQL ended at once ({status}); see {}", project.target("logs/postgres.log").display());
            }
            if ask(Command::new(programs.join("pg_isready")).args([
                "-h",
                "127.0.0.1",
                "-p",
                &port.to_string(),
                "-U",
                USER,
            ]))
            .is_some()
            {
                return Ok(());
            }
            sleep(TRY_EVERY);
        }
        bail!("PostgreSQL did not answer on port {port}; see {}", project.target("logs/postgres.log").display())
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // A polite word first (SIGINT is PostgreSQL's fast shutdown), so that its own processes go with it.
        let asked = ask(Command::new("kill").args(["-INT", &self.server.id().to_string()])).is_some();
        if !asked {
            let _ = self.server.kill();
        }
        let _ = self.server.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// PostgreSQL refuses to run as root: the user to run it as then.
fn unprivileged_user() -> Result<Option<String>> {
    if !apt::is_root() {
        return Ok(None);
    }
    if find("setpriv").is_none() {
        bail!(
            "PostgreSQL does not run as root, and `setpriv` (package util-linux) is missing. Install it, or run the tests as another user."
        );
    }
    let known = |user: &&str| ask(Command::new("id").args(["-u", user])).is_some();
    let user = ["postgres", "nobody"]
        .into_iter()
        .find(known)
        .context("neither the user `postgres` nor `nobody` exists to run PostgreSQL as")?;
    Ok(Some(user.to_owned()))
}

fn command_as(user: Option<&str>, program: &Path) -> Command {
    let Some(user) = user else {
        return clean(program);
    };
    let mut command = clean("setpriv");
    // The death signal ends the server even when these tests are killed.
    command
        .args(["--reuid", user, "--regid", &group_of(user), "--init-groups", "--pdeathsig", "INT", "--"])
        .arg(program);
    command
}

fn group_of(user: &str) -> String {
    ask(Command::new("id").args(["-g", user])).unwrap_or_else(|| user.to_owned())
}

/// Folders that earlier runs left behind when they were killed.
fn remove_stale() {
    let Ok(entries) = fs::read_dir(std::env::temp_dir()) else {
        return;
    };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let Some(id) = name.to_str().and_then(|name| name.strip_prefix(FOLDER_PREFIX)) else {
            continue;
        };
        if id.chars().all(|digit| digit.is_ascii_digit())
            && Path::new("/proc/self").exists()
            && !Path::new("/proc").join(id).exists()
        {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

/// A port that nobody listens on right now.
pub fn free_port() -> Result<u16> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).context("no free port on 127.0.0.1")?;
    Ok(listener.local_addr().context("the free port has no number")?.port())
}
