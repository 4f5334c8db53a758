//! `bench resume`: the server is killed under a thousand desks; how long until all of them go on.

use super::desk::{agents, fill, known, pause, sit_all};
use super::line;
use super::programme::Fault;
use super::programme::agent::Tally;
use super::programme::ground::Ground;
use super::programme::process::Server;
use std::time::{Duration, Instant};
use tokio::task::LocalSet;
use tokio::time::sleep;

/// How long everybody works before the crash.
const WORK: Duration = Duration::from_secs(10);
const RESUME_MAX: Duration = Duration::from_secs(120);

pub async fn run() -> Result<(), Fault> {
    LocalSet::new().run_until(measure()).await
}

#[expect(clippy::cast_precision_loss, reason = "counts of some minutes")]
async fn measure() -> Result<(), Fault> {
    let agents = agents();
    let ground = Ground::lay(agents, None).await?;
    let server = Server::start(&ground)?;
    let tally = Tally::new()?;
    let working = sit_all(&server, &ground.places, &tally);
    let windows = fill(&tally, agents).await;
    tally.pause.set(Some(pause(agents)));
    sleep(WORK).await;
    let (address, stored) = (server.address.clone(), tally.stored.get());

    tally.pause.set(None);
    let crashed = Instant::now();
    server.kill()?;
    tally.welcomed.set(0);
    let server = Server::start_at(&ground, &address, &format!("http://{address}"))?;
    let started = crashed.elapsed();
    let wanted = u64::try_from(agents)?;
    while tally.welcomed.get() < wanted && crashed.elapsed() < RESUME_MAX {
        sleep(Duration::from_millis(10)).await;
    }
    let took = crashed.elapsed();
    if tally.welcomed.get() < wanted {
        let why = tally.why.borrow();
        return Err(format!("{} of {wanted} shifts resumed in {took:?}; last: {why}", tally.welcomed.get()).into());
    }
    // They do go on: a line of everybody's is acknowledged.
    let before = tally.acked.get();
    tally.pause.set(Some(Duration::from_secs(1)));
    sleep(Duration::from_secs(5)).await;
    let went_on = tally.acked.get() - before;
    tally.over.set(true);
    let known = known(working).await?;
    server.stop()?;
    let lost = ground.lost(&known).await?;
    line("resume.s", took.as_secs_f64(), "s", "until the new process listened", started.as_secs_f64());
    line("resume.windows", windows as f64, "windows", "lines in the logs before the crash", stored as f64);
    line("resume.lost", lost as f64, "acknowledged lines", "lines acknowledged after it", went_on as f64);
    Ok(())
}
