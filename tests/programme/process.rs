//! The server as a process: started, measured from outside, stopped, killed.

use super::Fault;
use super::ground::Ground;
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How long a server may take to say where it listens.
const START_MAX: Duration = Duration::from_secs(60);
/// Linux counts processor time in hundredths of a second.
const TICKS_PER_S: f64 = 100.0;

pub struct Server {
    child: Child,
    /// `127.0.0.1:PORT`.
    pub address: String,
}

impl Server {
    /// Starts `MIAOHUI_BIN` on a free port over what was laid.
    pub fn start(ground: &Ground) -> Result<Self, Fault> {
        // Asked for beforehand: the server's public address must be known when it starts.
        let address = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.to_string();
        Self::start_at(ground, &address, &format!("http://{address}"))
    }

    /// Starts it at an address, with a public address.
    pub fn start_at(ground: &Ground, address: &str, origin: &str) -> Result<Self, Fault> {
        let binary = std::env::var("MIAOHUI_BIN").map_err(|_| "MIAOHUI_BIN is not set: `cargo xtask` sets it")?;
        let mut child = Command::new(&binary)
            .args(["serve", "--listen", address, "--origin", origin, "--database", &ground.database, "--data"])
            .arg(ground.data())
            .arg("--content")
            .arg(ground.content())
            .env("RUST_LOG", "warn")
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("{binary} could not be started: {error}"))?;
        let out = child.stdout.take().ok_or("the server has no output")?;
        let started = Instant::now();
        let mut lines = BufReader::new(out).lines();
        while let Some(line) = lines.next().transpose()? {
            if line.contains("listens on") {
                // What else it says must not fill the pipe.
                std::thread::spawn(move || lines.for_each(drop));
                return Ok(Self { child, address: address.to_owned() });
            }
            if started.elapsed() > START_MAX {
                break;
            }
        }
        Err("the server did not say where it listens".into())
    }

    /// Processor time used so far, in seconds, of all its threads.
    pub fn cpu_s(&self) -> Result<f64, Fault> {
        cpu_s(self.child.id())
    }

    /// The process's number.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Memory that is its alone, and its share of what it shares (PSS), in MiB.
    pub fn pss_mib(&self) -> Result<f64, Fault> {
        let rollup = std::fs::read_to_string(format!("/proc/{}/smaps_rollup", self.child.id()))?;
        let line = rollup.lines().find(|line| line.starts_with("Pss:")).ok_or("no Pss in smaps_rollup")?;
        let kib: f64 = line.split_whitespace().nth(1).ok_or("no figure in Pss")?.parse()?;
        Ok(kib / 1024.0)
    }

    /// Ends it as a service manager does; its exit must be good.
    pub fn stop(mut self) -> Result<(), Fault> {
        Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status()?;
        let status = self.child.wait()?;
        if status.success() { Ok(()) } else { Err(format!("the server ended with {status}").into()) }
    }

    /// Ends it as a power cut does.
    pub fn kill(mut self) -> Result<(), Fault> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }
}

/// Processor time a process has used so far, in seconds, of all its threads.
pub fn cpu_s(pid: u32) -> Result<f64, Fault> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat"))?;
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let fields: Vec<&str> = after_name.split_whitespace().collect();
    let ticks = |at: usize| fields.get(at).and_then(|ticks| ticks.parse::<f64>().ok()).unwrap_or(0.0);
    Ok((ticks(11) + ticks(12)) / TICKS_PER_S)
}

impl Drop for Server {
    fn drop(&mut self) {
        // Ended already, or the bench failed.
        let _ended = self.child.kill();
        let _status = self.child.wait();
    }
}
