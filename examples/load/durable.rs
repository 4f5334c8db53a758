//! References: what the disk can do, with nothing of ours around it.

use super::programme::Fault;
use super::programme::time::{histogram, note, quantile_ms};
use hdrhistogram::Histogram;
use miaohui::ids::ShiftId;
use miaohui::simulation::event::{Body, Event, Mode, Opening, Post};
use miaohui::storage::{Append, NewShift, NewUser, Role, Storage};
use sqlx::ConnectOptions as _;
use sqlx::Connection as _;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// As long as an ordinary event is in the log.
const ROW: &str = r#"{"kind":"agent_said","window":12,"text":"这款有现货的，今天16点前拍下今天就能发","acts":[{"act":"answer","topic":"stock","polarity":"affirm","confidence":0.97}],"engine":3}"#;

/// Commits of `batch` rows each, one after the other, to an empty SQLite file.
pub async fn bare_loop(folder: &Path, batch: u64, length: Duration) -> Result<Histogram<u64>, Fault> {
    let mut connection = SqliteConnectOptions::new()
        .filename(folder.join(format!("bare-{batch}-{}.db", std::process::id())))
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .connect()
        .await?;
    sqlx::query("create table if not exists rows (nr integer primary key, body text not null)")
        .execute(&mut connection)
        .await?;
    let mut took = histogram()?;
    let started = Instant::now();
    while started.elapsed() < length {
        let one = Instant::now();
        let mut transaction = connection.begin_with("begin immediate").await?;
        for _ in 0..batch {
            sqlx::query("insert into rows (body) values ($1)").bind(ROW).execute(&mut *transaction).await?;
        }
        transaction.commit().await?;
        note(&mut took, one.elapsed());
    }
    connection.close().await?;
    Ok(took)
}

/// Events a second that become durable through our storage: many shifts' shares committed together, and one
/// transaction an event.
pub async fn events_per_s(folder: &Path) -> Result<(f64, f64), Fault> {
    const SHIFTS: usize = 64;
    const EACH: usize = 4;
    const LENGTH: Duration = Duration::from_secs(3);
    let path = folder.join(format!("events-{}.db", std::process::id()));
    let storage = Storage::open(&format!("sqlite:{}", path.display())).await?;
    let shifts = shifts(&storage, SHIFTS).await?;
    let mut seqs = vec![0_u64; SHIFTS];
    let together = run(&storage, &shifts, &mut seqs, EACH, LENGTH).await?;
    let single = run(&storage, shifts.get(..1).unwrap_or_default(), &mut seqs, 1, LENGTH).await?;
    storage.close().await;
    Ok((together, single))
}

async fn shifts(storage: &Storage, count: usize) -> Result<Vec<ShiftId>, Fault> {
    let new = NewUser {
        login: "writer".to_owned(),
        display_name: "writer".to_owned(),
        password: None,
        role: Role::Trainee,
        must_change: false,
    };
    let user = storage.create_user(&new, 1).await?;
    let mut shifts = Vec::new();
    for nr in 0..count {
        let opening = Opening {
            seed: nr.to_string(),
            plan: "none".to_owned(),
            mode: Mode::Practice,
            post: Post::Presale,
            content: String::new(),
            engine: 1,
        };
        let new = NewShift { user: user.clone(), assignment: None, exam: None, opening };
        shifts.push(storage.create_shift(&new, 1).await?);
    }
    Ok(shifts)
}

#[expect(clippy::cast_precision_loss, reason = "a count of some seconds")]
async fn run(
    storage: &Storage,
    shifts: &[ShiftId],
    seqs: &mut [u64],
    each: usize,
    length: Duration,
) -> Result<f64, Fault> {
    let started = Instant::now();
    let mut written = 0_u64;
    while started.elapsed() < length {
        let mut batch = Vec::with_capacity(shifts.len());
        for (shift, seq) in shifts.iter().zip(seqs.iter_mut()) {
            let events = (0..each).map(|_| {
                *seq += 1;
                written += 1;
                let text = "这款有现货的，今天16点前拍下今天就能发".to_owned();
                Arc::new(Event {
                    seq: *seq,
                    at_ms: *seq,
                    cause: None,
                    client_id: Some(format!("{shift:?}-{seq}")),
                    body: Body::AgentSaid { window: 1, text, acts: Vec::new(), engine: 1 },
                })
            });
            batch.push(Append { shift: shift.clone(), epoch: 0, events: events.collect() });
        }
        for result in storage.append(&batch).await {
            result?;
        }
    }
    Ok(written as f64 / started.elapsed().as_secs_f64())
}

/// The 99th percentile in milliseconds.
pub fn p99_ms(of: &Histogram<u64>) -> f64 {
    quantile_ms(of, 0.99)
}
