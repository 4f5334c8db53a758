//! Login sessions for tower-sessions, with a user column so that a person's sessions can be ended.

use super::statement::{record, statements, values};
use super::{Notice, Storage, StorageError, User};
use crate::clock::{UnixMs, now_ms};
use crate::ids::UserId;
use async_trait::async_trait;
use time::OffsetDateTime;
use tower_sessions::SessionStore;
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::{Error, Result as StoreResult};

/// The key under which a session holds its user's id; the store copies it to its own column.
pub const SESSION_USER: &str = "user";

statements! {
    CREATE = "insert into sessions (id, user_id, data, expires_ms) values ($1, $2, $3, $4)
        on conflict (id) do nothing";
    SAVE = "update sessions set user_id = $2, data = $3, expires_ms = $4 where id = $1";
    LOAD = "select data, expires_ms from sessions where id = $1 and expires_ms > $2";
    SEATED = "select u.id, u.login, u.display_name, u.password, u.role, u.locale, u.pseudonym, u.must_change,
        u.disabled_ms, u.created_ms, s.expires_ms from sessions s join users u on u.id = s.user_id
        where s.id = $1 and s.expires_ms > $2";
    DELETE = "delete from sessions where id = $1 returning user_id";
    END_USER = "delete from sessions where user_id = $1";
    END_USER_OTHERS = "delete from sessions where user_id = $1 and id <> $2";
    ALIVE = "select id from sessions where id = $1 and user_id = $2 and expires_ms > $3";
    SWEEP = "delete from sessions where expires_ms <= $1";
}

record! {
    struct Stored { data: String, expires_ms: UnixMs, }
}

/// Whose session it is, and until when.
struct Seated {
    user: User,
    expires_ms: UnixMs,
}

impl super::statement::Record for Seated {
    fn from_row(row: &super::statement::Row) -> Result<Self, StorageError> {
        Ok(Self { user: User::from_row(row)?, expires_ms: row.get("expires_ms")? })
    }
}

record! {
    struct Ended { user_id: Option<UserId>, }
}

record! {
    #[expect(dead_code, reason = "its presence is the answer")]
    struct Present { id: String, }
}

impl Storage {
    /// Ends a person's sessions, all of them or all but one; how many.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn end_sessions(&self, user: &UserId, but: Option<&str>) -> Result<u64, StorageError> {
        let ended = match but {
            None => self.database.run(END_USER, &values![user]).await?,
            Some(kept) => self.database.run(END_USER_OTHERS, &values![user, kept]).await?,
        };
        self.announce(Notice::SessionsEnded(user.clone())).await?;
        Ok(ended)
    }

    /// Who is signed in by a session, in one question, and when it expires.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn seated(&self, session: &str, now_ms: UnixMs) -> Result<Option<(User, UnixMs)>, StorageError> {
        let seated: Option<Seated> = self.database.one(SEATED, &values![session, now_ms]).await?;
        Ok(seated.map(|seated| (seated.user, seated.expires_ms)))
    }

    /// Whether a session still stands and is this person's.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn session_stands(&self, id: &str, user: &UserId, now_ms: UnixMs) -> Result<bool, StorageError> {
        let present: Option<Present> = self.database.one(ALIVE, &values![id, user, now_ms]).await?;
        Ok(present.is_some())
    }

    /// Deletes what has expired; how many.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn sweep_sessions(&self, now_ms: UnixMs) -> Result<u64, StorageError> {
        self.database.run(SWEEP, &values![now_ms]).await
    }

    async fn end_session(&self, id: &str) -> Result<(), StorageError> {
        let mut transaction = self.database.begin().await?;
        let ended: Option<Ended> = transaction.one(DELETE, &values![id]).await?;
        transaction.commit().await?;
        match ended.and_then(|ended| ended.user_id) {
            Some(user) => self.announce(Notice::SessionsEnded(user)).await,
            None => Ok(()),
        }
    }

    async fn write_session(&self, statement: super::statement::Statement, record: &Record) -> StoreResult<u64> {
        let data = serde_json::to_string(&record.data).map_err(|error| Error::Encode(error.to_string()))?;
        let user = record.data.get(SESSION_USER).and_then(serde_json::Value::as_str);
        let expires_ms = u64::try_from(record.expiry_date.unix_timestamp_nanos() / 1_000_000).unwrap_or(0);
        self.database
            .run(statement, &values![record.id.to_string(), user, data, expires_ms])
            .await
            .map_err(|error| backend(&error))
    }
}

fn backend(error: &StorageError) -> Error {
    Error::Backend(error.to_string())
}

#[async_trait]
impl SessionStore for Storage {
    async fn create(&self, record: &mut Record) -> StoreResult<()> {
        while self.write_session(CREATE, record).await? == 0 {
            record.id = Id::default();
        }
        Ok(())
    }

    // An update only: a session that was ended meanwhile must not come back to life.
    async fn save(&self, record: &Record) -> StoreResult<()> {
        self.write_session(SAVE, record).await.map(drop)
    }

    async fn load(&self, id: &Id) -> StoreResult<Option<Record>> {
        let stored: Option<Stored> =
            self.database.one(LOAD, &values![id.to_string(), now_ms()]).await.map_err(|error| backend(&error))?;
        let Some(stored) = stored else { return Ok(None) };
        let data = serde_json::from_str(&stored.data).map_err(|error| Error::Decode(error.to_string()))?;
        let expiry_date = OffsetDateTime::from_unix_timestamp_nanos(i128::from(stored.expires_ms) * 1_000_000)
            .map_err(|error| Error::Decode(error.to_string()))?;
        Ok(Some(Record { id: *id, data, expiry_date }))
    }

    async fn delete(&self, id: &Id) -> StoreResult<()> {
        self.end_session(&id.to_string()).await.map_err(|error| backend(&error))
    }
}
