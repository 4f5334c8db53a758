//! SQLite's checkpoints, beside the writer instead of within a commit: what was committed is copied from the
//! write-ahead log into the database file while further commits go on.

use sqlx::sqlite::SqlitePool;
use std::path::PathBuf;
use std::time::Duration;

const LOOK_EVERY: Duration = Duration::from_secs(1);
/// A log below this is left alone: the same pages change again and again, and are copied once.
const COPY_FROM_BYTES: u64 = 64 * 1024 * 1024;
/// Above this the log is begun anew; commits wait for the little that was not copied yet.
const RESTART_FROM_BYTES: u64 = 192 * 1024 * 1024;

/// Looks after the log of the database at `path` until the pool is closed.
pub(super) async fn keep(readers: SqlitePool, path: PathBuf) {
    let mut log = path.into_os_string();
    log.push("-wal");
    let log = PathBuf::from(log);
    // Bytes that were copied already, while the log was not begun anew.
    let mut copied = 0;
    while !readers.is_closed() {
        tokio::time::sleep(LOOK_EVERY).await;
        let bytes = tokio::fs::metadata(&log).await.map_or(0, |file| file.len());
        let steps: &[&'static str] = if bytes >= RESTART_FROM_BYTES {
            &["pragma wal_checkpoint(passive)", "pragma wal_checkpoint(truncate)"]
        } else if bytes >= copied + COPY_FROM_BYTES {
            &["pragma wal_checkpoint(passive)"]
        } else {
            continue;
        };
        for step in steps {
            if let Err(error) = sqlx::query(*step).execute(&readers).await
                && !readers.is_closed()
            {
                tracing::warn!(%error, "the write-ahead log was not copied; it will be tried again");
            }
        }
        copied = if bytes >= RESTART_FROM_BYTES { 0 } else { bytes };
    }
}
