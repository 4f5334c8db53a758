//! `bench fanout`: one agent's line changes one seat; how soon a thousand watchers of the lab board see it.

use super::line;
use super::programme::Fault;
use super::programme::agent::{self, Address};
use super::programme::ground::Ground;
use super::programme::process::Server;
use super::programme::time::{histogram, note, quantile_ms};
use futures_util::{SinkExt as _, StreamExt as _};
use hdrhistogram::Histogram;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::task::LocalSet;
use tokio::time::{sleep, timeout};
use tokio_tungstenite::tungstenite::Message;

const WATCHERS: usize = 1_000;
/// How often one event is sent out.
const EVENTS: u32 = 40;
/// A watcher is told of a change at once, if nothing was told in the half second before.
const APART: Duration = Duration::from_millis(800);

struct Seen {
    from: Cell<Option<Instant>>,
    times: RefCell<Histogram<u64>>,
    watchers: Cell<u64>,
    /// How many saw the event of now.
    saw: Cell<u64>,
}

pub async fn run() -> Result<(), Fault> {
    LocalSet::new().run_until(measure()).await
}

#[expect(clippy::cast_precision_loss, reason = "a count of watchers")]
async fn measure() -> Result<(), Fault> {
    let ground = Ground::lay(1, None).await?;
    let session = ground.watched().await?;
    let server = Server::start(&ground)?;
    let seen = Rc::new(Seen {
        from: Cell::new(None),
        times: RefCell::new(histogram()?),
        watchers: Cell::new(0),
        saw: Cell::new(0),
    });
    for _ in 0..WATCHERS {
        tokio::task::spawn_local(watch(server.address.clone(), session.clone(), Rc::clone(&seen)));
    }
    let place = ground.places.first().ok_or("nobody is there")?;
    let address = Address { host: server.address.clone(), origin: format!("http://{}", server.address) };
    let mut socket = agent::connect(&address, place, 0).await?;
    let wanted = u64::try_from(WATCHERS)?;
    let began = Instant::now();
    while seen.watchers.get() < wanted && began.elapsed() < Duration::from_secs(60) {
        let _frame = timeout(Duration::from_millis(50), socket.next()).await;
    }
    // No new buyers and nobody who types: only what is measured changes the seat.
    socket.send(Message::text("\"pause\"")).await?;
    sleep(Duration::from_secs(2)).await;
    let (mut first, mut all) = (histogram()?, histogram()?);
    for nr in 0..EVENTS {
        seen.saw.set(0);
        let from = Instant::now();
        seen.from.set(Some(from));
        socket.send(Message::text(if nr % 2 == 0 { "\"resume\"" } else { "\"pause\"" })).await?;
        while seen.saw.get() < wanted && from.elapsed() < Duration::from_secs(2) {
            if seen.saw.get() > 0 && first.len() == u64::from(nr) {
                note(&mut first, from.elapsed());
            }
            tokio::task::yield_now().await;
        }
        note(&mut all, from.elapsed());
        seen.from.set(None);
        let _frames = timeout(APART, async { while socket.next().await.is_some() {} }).await;
    }
    server.stop()?;
    let times = seen.times.borrow();
    let reached = times.len() as f64 / f64::from(EVENTS);
    line("fanout.p50_ms", quantile_ms(&times, 0.5), "ms", "watchers that saw an event, mean", reached);
    line("fanout.p99_ms", quantile_ms(&times, 0.99), "ms", "the last of all, median", quantile_ms(&all, 0.5));
    Ok(())
}

/// One watcher of the board: notes when something comes.
async fn watch(address: String, session: String, seen: Rc<Seen>) -> Result<(), std::io::Error> {
    let mut stream = TcpStream::connect(&address).await?;
    let cookie = miaohui::accounts::SESSION_COOKIE;
    let request = format!("GET /board/live HTTP/1.1\r\nhost: {address}\r\ncookie: {cookie}={session}\r\n\r\n");
    stream.write_all(request.as_bytes()).await?;
    let mut buffer = [0_u8; 4_096];
    let mut known = false;
    loop {
        let read = stream.read(&mut buffer).await?;
        if read == 0 {
            return Ok(());
        }
        if !known {
            known = true;
            seen.watchers.set(seen.watchers.get() + 1);
        }
        if let Some(from) = seen.from.get()
            && buffer.get(..read).is_some_and(|read| read.windows(5).any(|part| part == b"data:"))
        {
            note(&mut seen.times.borrow_mut(), from.elapsed());
            seen.saw.set(seen.saw.get() + 1);
        }
    }
}
