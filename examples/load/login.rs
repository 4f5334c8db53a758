//! `bench login`: a whole programme logs in at once, from one address, while others work.

use super::desk::{known, sit_all};
use super::line;
use super::programme::Fault;
use super::programme::agent::Tally;
use super::programme::ground::Ground;
use super::programme::process::Server;
use super::programme::time::{histogram, quantile_ms};
use miaohui::accounts::Hasher;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::task::LocalSet;
use tokio::time::sleep;

const STUDENTS: usize = 1_000;
const PASSWORD: &str = "kuaidi-2026-bench";
/// Agents at their desks meanwhile, each a line a second.
const AT_WORK: usize = 50;
const QUIET: Duration = Duration::from_secs(10);
/// Passwords compared for the reference.
const COMPARED: u32 = 40;

pub async fn run() -> Result<(), Fault> {
    LocalSet::new().run_until(measure()).await
}

async fn measure() -> Result<(), Fault> {
    let ground = Ground::lay(AT_WORK, None).await?;
    // The reference is one thread comparing passwords with nothing else going on.
    let hasher = Hasher::start()?;
    let hash = hasher.hash(PASSWORD).await?;
    let compared = Instant::now();
    for _ in 0..COMPARED {
        hasher.verify(PASSWORD, Some(&hash)).await?;
    }
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get).saturating_sub(1).max(1);
    let each = compared.elapsed() / COMPARED;
    let floor = each.mul_f64(f64::from(u32::try_from(STUDENTS)?) / f64::from(u32::try_from(threads)?));
    drop(hasher);
    ground.enrol(STUDENTS, &hash).await?;

    let server = Server::start(&ground)?;
    let tally = Tally::new()?;
    let working = sit_all(&server, &ground.places, &tally);
    sleep(Duration::from_secs(4)).await;
    tally.pause.set(Some(Duration::from_secs(1)));
    sleep(Duration::from_secs(2)).await;
    *tally.acks.borrow_mut() = histogram()?;
    sleep(QUIET).await;
    let quiet = tally.acks.replace(histogram()?);

    let began = Instant::now();
    let logins: Vec<_> = (0..STUDENTS).map(|nr| tokio::task::spawn_local(login(server.address.clone(), nr))).collect();
    for login in logins {
        login.await?.map_err(|error| error.to_string())?;
    }
    let took = began.elapsed();
    let during = tally.acks.borrow().clone();
    tally.over.set(true);
    known(working).await?;
    server.stop()?;
    let (p99, quiet_p99) = (quantile_ms(&during, 0.99), quantile_ms(&quiet, 0.99));
    let reference = format!("s it takes; floor: {STUDENTS} hashes ÷ {threads} threads, s");
    println!("login.s\t{:.3}\t{reference}\t{:.3}", took.as_secs_f64(), floor.as_secs_f64());
    line("login.vs_floor", took.as_secs_f64() / floor.as_secs_f64(), "", "one hash, ms", each.as_secs_f64() * 1_000.0);
    line("login.desk_p99_vs_quiet", p99 / quiet_p99, "", "the desk's quiet p99, ms", quiet_p99);
    Ok(())
}

/// One student's login; `Err` unless it led inside.
async fn login(address: String, nr: usize) -> Result<(), Fault> {
    let body = format!("back=&login=student{nr:04}&password={PASSWORD}");
    let request = format!(
        "POST /login HTTP/1.1\r\nhost: {address}\r\norigin: http://{address}\r\nconnection: close\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    let mut stream = TcpStream::connect(&address).await?;
    stream.write_all(request.as_bytes()).await?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await?;
    let head = String::from_utf8_lossy(answer.get(..200.min(answer.len())).unwrap_or_default()).into_owned();
    if head.starts_with("HTTP/1.1 303") && !head.contains("/login") {
        return Ok(());
    }
    Err(format!("student{nr:04}: {}", head.lines().next().unwrap_or("no answer")).into())
}
