//! `bench desk`: a thousand agents with sixty windows each.

use super::programme::Fault;
use super::programme::agent::{self, Address, Known, Tally};
use super::programme::ground::{Ground, Place};
use super::programme::process::Server;
use super::programme::time::{histogram, quantile_ms};
use super::{durable, line};
use std::rc::Rc;
use std::time::{Duration, Instant};
use tokio::task::{JoinHandle, LocalSet};
use tokio::time::sleep;

const WINDOWS: u64 = 60;
/// Until every desk is full; they fill in a quarter of a minute.
const FILL_MAX: Duration = Duration::from_secs(90);
/// Lines a second of all agents together, in the measured time.
const LINES_PER_S: u64 = 2_000;
const MEASURED: Duration = Duration::from_secs(30);
const WARM: Duration = Duration::from_secs(5);
/// What was sent last is answered within this.
const DRAIN: Duration = Duration::from_secs(3);
const REFERENCE: Duration = Duration::from_secs(4);

/// How many agents; `MIAOHUI_BENCH_AGENTS` for a smaller machine.
pub fn agents() -> usize {
    std::env::var("MIAOHUI_BENCH_AGENTS").ok().and_then(|agents| agents.parse().ok()).unwrap_or(1_000)
}

pub async fn run() -> Result<(), Fault> {
    LocalSet::new().run_until(measure()).await
}

#[expect(clippy::cast_precision_loss, reason = "counts of messages of half a minute")]
async fn measure() -> Result<(), Fault> {
    let agents = agents();
    let ground = Ground::lay(agents, None).await?;
    let server = Server::start(&ground)?;
    let quiet = one_client(&server, &ground).await?;

    let tally = Tally::new()?;
    let working = sit_all(&server, &ground.places, &tally);
    let windows = fill(&tally, agents).await;
    tally.pause.set(Some(pause(agents)));
    sleep(WARM).await;
    *tally.acks.borrow_mut() = histogram()?;
    let (cpu, stored, sent) = (server.cpu_s()?, tally.stored.get(), tally.sent.get());
    let commits = commits(&server).await?;
    sleep(MEASURED).await;
    let cpu = server.cpu_s()? - cpu;
    let (stored, sent) = (tally.stored.get() - stored, tally.sent.get() - sent);
    let batch = batch_of(commits, self::commits(&server).await?);
    let pss = server.pss_mib()?;
    let open = tally.open_windows.get();
    let acks = tally.acks.borrow().clone();
    tally.pause.set(None);
    sleep(DRAIN).await;
    tally.over.set(true);
    let known = known(working).await?;
    server.stop()?;
    let lost = ground.lost(&known).await?;

    let bare = durable::bare_loop(&ground.data(), batch, REFERENCE).await?;
    let (together, single) = durable::events_per_s(&ground.data()).await?;

    line("desk.windows", windows.min(open) as f64, "windows", "wanted: agents × 60", (agents as u64 * WINDOWS) as f64);
    line("desk.pss_mib", pss, "MiB", "KiB a window", pss * 1024.0 / open.max(1) as f64);
    line("desk.dropped", tally.dropped.get() as f64, "connections", "agents", agents as f64);
    line("desk.lost", lost as f64, "acknowledged lines", "lines acknowledged", tally.acked.get() as f64);
    line("desk.ack_p50_ms", quantile_ms(&acks, 0.5), "ms", "the same for one client alone", quantile_ms(&quiet, 0.5));
    line("desk.ack_p99_ms", quantile_ms(&acks, 0.99), "ms", "the same for one client alone", quantile_ms(&quiet, 0.99));
    let reference = format!("p99 of a bare loop that commits {batch} rows, ms");
    line(
        "desk.ack_p99_ratio",
        quantile_ms(&acks, 0.99) / durable::p99_ms(&bare),
        "",
        &reference,
        durable::p99_ms(&bare),
    );
    let rate = format!("agents' lines a second ({sent} sent), stored lines a second");
    line(
        "desk.cpu_s_per_1000",
        cpu / (stored as f64 / 1_000.0),
        "CPU-s",
        &rate,
        stored as f64 / MEASURED.as_secs_f64(),
    );
    line("desk.events_per_s", together, "events/s", "one transaction an event", single);
    line("desk.events_vs_single", together / single, "", "bar", 7.0);
    Ok(())
}

/// A mean pause that makes the wanted lines a second of all agents together.
pub fn pause(agents: usize) -> Duration {
    Duration::from_secs(1).mul_f64(
        f64::from(u32::try_from(agents).unwrap_or(u32::MAX)) / f64::from(u32::try_from(LINES_PER_S).unwrap_or(1)),
    )
}

/// Agents at their work, in the places' order.
pub type Working = Vec<JoinHandle<Known>>;

/// Sits everybody down.
pub fn sit_all(server: &Server, places: &[Place], tally: &Rc<Tally>) -> Working {
    let address = Address { host: server.address.clone(), origin: format!("http://{}", server.address) };
    let sit = |(nr, place): (u64, &Place)| {
        tokio::task::spawn_local(agent::work(nr, address.clone(), place.clone(), Rc::clone(tally)))
    };
    (0..).zip(places).map(sit).collect()
}

/// Waits until every desk has its sixty windows; the most seen open at once.
pub async fn fill(tally: &Rc<Tally>, agents: usize) -> u64 {
    let wanted = u64::try_from(agents).unwrap_or(u64::MAX).saturating_mul(WINDOWS);
    let started = Instant::now();
    let mut most = 0;
    while most < wanted && started.elapsed() < FILL_MAX {
        sleep(Duration::from_millis(200)).await;
        most = most.max(tally.open_windows.get());
    }
    most
}

pub async fn known(working: Working) -> Result<Vec<Known>, Fault> {
    let mut known = Vec::new();
    for work in working {
        known.push(work.await?);
    }
    Ok(known)
}

/// Latencies of one agent alone, twenty lines a second.
async fn one_client(server: &Server, ground: &Ground) -> Result<hdrhistogram::Histogram<u64>, Fault> {
    let tally = Tally::new()?;
    let first = ground.places.get(..1).unwrap_or_default();
    let working = sit_all(server, first, &tally);
    sleep(Duration::from_secs(3)).await;
    tally.pause.set(Some(Duration::from_millis(100)));
    sleep(Duration::from_secs(5)).await;
    tally.over.set(true);
    known(working).await?;
    let acks = tally.acks.borrow().clone();
    Ok(acks)
}

/// Batches and events the server's writer committed so far.
async fn commits(server: &Server) -> Result<(u64, u64), Fault> {
    let text = get(&server.address, "/metrics").await?;
    let value = |name: &str| {
        let line = text.lines().find(|line| line.starts_with(name));
        line.and_then(|line| line.split_whitespace().nth(1)).and_then(|value| value.parse::<u64>().ok())
    };
    Ok((
        value("miaohui_commits_total").ok_or("no miaohui_commits_total in /metrics")?,
        value("miaohui_events_total").ok_or("no miaohui_events_total in /metrics")?,
    ))
}

/// A page's text.
pub async fn get(address: &str, path: &str) -> Result<String, Fault> {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    let mut stream = tokio::net::TcpStream::connect(address).await?;
    stream.write_all(format!("GET {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n").as_bytes()).await?;
    let mut text = String::new();
    stream.read_to_string(&mut text).await?;
    Ok(text)
}

fn batch_of(before: (u64, u64), after: (u64, u64)) -> u64 {
    ((after.1 - before.1) / (after.0 - before.0).max(1)).max(1)
}
