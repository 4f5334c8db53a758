//! A fresh database of each kind for a test.

use miaohui::ids;
use miaohui::storage::Storage;
use sqlx::{AssertSqlSafe, Connection as _};
use tempfile::TempDir;

/// Set by `cargo xtask test`: an address whose user may make databases.
pub const POSTGRES: &str = "MIAOHUI_TEST_POSTGRES";

/// A database that is gone when the test is (SQLite), or left to the cluster that the test run
/// throws away (PostgreSQL).
pub struct Fresh {
    pub name: &'static str,
    pub url: String,
    pub storage: Storage,
    pub _folder: Option<TempDir>,
}

pub async fn sqlite() -> Fresh {
    let folder = TempDir::new().unwrap();
    let url = format!("sqlite:{}", folder.path().join("miaohui.db").display());
    let storage = Storage::open(&url).await.unwrap();
    Fresh { name: "sqlite", url, storage, _folder: Some(folder) }
}

/// `None` where no PostgreSQL was given.
pub async fn postgres() -> Option<Fresh> {
    let Ok(base) = std::env::var(POSTGRES) else {
        eprintln!("{POSTGRES} is not set: PostgreSQL is not tried");
        return None;
    };
    let database = format!("story_{}", ids::random().unwrap());
    let mut connection = sqlx::PgConnection::connect(&base).await.unwrap();
    sqlx::query(AssertSqlSafe(format!("create database {database}"))).execute(&mut connection).await.unwrap();
    let (server, _) = base.rsplit_once('/').unwrap();
    let url = format!("{server}/{database}");
    let storage = Storage::open(&url).await.unwrap();
    Some(Fresh { name: "postgres", url, storage, _folder: None })
}

/// Every kind of database there is.
pub async fn each() -> Vec<Fresh> {
    let mut each = vec![sqlite().await];
    each.extend(postgres().await);
    each
}
