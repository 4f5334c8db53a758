//! Two servers on one PostgreSQL behind Debian's nginx: one is killed under two hundred desks, and nothing is lost.
//!
//! Needs the built program, so a plain run of the tests leaves it out; `cargo xtask test` builds and then runs it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![expect(clippy::disallowed_methods, reason = "what does not come within a time has not come")]

mod nginx;
#[expect(dead_code, reason = "the load driver measures more than this test asks")]
#[path = "../programme/mod.rs"]
mod programme;

use futures_util::StreamExt as _;
use nginx::Nginx;
use programme::agent::{self, Address, Tally};
use programme::ground::Ground;
use programme::process::Server;
use sqlx::{AssertSqlSafe, Connection as _};
use std::rc::Rc;
use std::time::{Duration, Instant};
use tokio::task::LocalSet;
use tokio::time::sleep;

const SHIFTS: u64 = 200;
/// Mean time between an agent's lines.
const PAUSE: Duration = Duration::from_secs(2);
const PATIENCE: Duration = Duration::from_secs(60);

async fn database() -> String {
    let base = std::env::var("MIAOHUI_TEST_POSTGRES").unwrap();
    let name = format!("nodes_{}", miaohui::ids::random().unwrap());
    let mut connection = sqlx::PgConnection::connect(&base).await.unwrap();
    sqlx::query(AssertSqlSafe(format!("create database {name}"))).execute(&mut connection).await.unwrap();
    let (server, _) = base.rsplit_once('/').unwrap();
    format!("{server}/{name}")
}

/// Waits for what must come.
async fn until(what: &str, tally: &Tally, mut come: impl FnMut(&Tally) -> bool) {
    let began = Instant::now();
    while !come(tally) {
        assert!(began.elapsed() < PATIENCE, "{what}: not within {PATIENCE:?}; last fault: {}", tally.why.borrow());
        sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test]
#[ignore = "needs the built program, PostgreSQL and nginx: cargo xtask test gives them"]
async fn a_killed_node_loses_nothing() {
    LocalSet::new()
        .run_until(async {
            let ground = Ground::lay(usize::try_from(SHIFTS).unwrap(), Some(&database().await)).await.unwrap();
            let nginx = Nginx::start(ground.folder()).unwrap();
            let origin = format!("http://{}", nginx.address);
            let first = Server::start_at(&ground, &nginx.upstreams[0], &origin).unwrap();
            let second = Server::start_at(&ground, &nginx.upstreams[1], &origin).unwrap();
            let address = Address { host: nginx.address.clone(), origin: origin.clone() };

            let tally = Tally::new().unwrap();
            tally.pause.set(Some(PAUSE));
            let working: Vec<_> = (0..SHIFTS)
                .zip(&ground.places)
                .map(|(nr, place)| {
                    tokio::task::spawn_local(agent::work(nr, address.clone(), place.clone(), Rc::clone(&tally)))
                })
                .collect();
            until("everybody sits and writes", &tally, |tally| {
                tally.welcomed.get() >= SHIFTS && tally.acked.get() >= 2 * SHIFTS
            })
            .await;
            assert_eq!(tally.dropped.get(), 0, "{}", tally.why.borrow());

            first.kill().unwrap();
            let dropped_from = tally.welcomed.get();
            until("the first node's desks are lost", &tally, |tally| tally.dropped.get() > 0).await;
            let (before, lines) = (tally.dropped.get(), tally.acked.get());
            assert!(before < SHIFTS, "only the killed node's desks: {before} of {SHIFTS}");
            until("they go on at the second node", &tally, |tally| {
                tally.welcomed.get() >= dropped_from + before && tally.acked.get() >= lines + 3 * SHIFTS
            })
            .await;

            revoked(&ground, &address).await;
            tally.over.set(true);
            let mut known = Vec::new();
            for work in working {
                known.push(work.await.unwrap());
            }
            second.stop().unwrap();
            let silent = known.iter().filter(|known| known.acked.is_empty()).count();
            // Who pauses longest may not have written yet; that is chance, and rare.
            assert!(silent <= 10, "{silent} of {SHIFTS} never had a line taken");
            let lost = ground.lost(&known).await.unwrap();
            assert_eq!(lost, 0, "of {} acknowledged lines", tally.acked.get());
        })
        .await;
}

/// A session that is ended through another process closes its socket on whatever node it is.
async fn revoked(ground: &Ground, address: &Address) {
    let place = ground.places.last().unwrap();
    let mut socket = agent::connect(address, place, 0).await.unwrap();
    let storage = ground.storage().await.unwrap();
    // Welcome first: the connection is up and listens.
    let welcome = socket.next().await.unwrap().unwrap().into_text().unwrap();
    assert!(welcome.starts_with(r#"{"welcome""#), "{}", welcome.get(..60).unwrap_or_default());
    assert_eq!(storage.end_sessions(&place.user, None).await.unwrap(), 1);
    let ended = async {
        while let Some(Ok(frame)) = socket.next().await {
            if frame.to_text().unwrap_or_default().contains("signed_out") {
                return true;
            }
        }
        false
    };
    // Sooner than the next ping would tell: a connection that is pinged is asked about every ten seconds, and this one
    // is not pinged at all.
    assert_eq!(tokio::time::timeout(Duration::from_secs(5), ended).await, Ok(true), "told at once");
    storage.close().await;
}
