//! How a person wants the desk, on whatever PC they sit down.

use super::statement::{record, statements, values};
use super::{Storage, StorageError};
use crate::ids::UserId;

statements! {
    SETTINGS = "select sounds, guided from desk_settings where user_id = $1";
    SET = "insert into desk_settings (user_id, sounds, guided) values ($1, $2, $3)
        on conflict (user_id) do update set sounds = excluded.sounds, guided = excluded.guided";
}

record! {
    /// A person's settings of the desk.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct DeskSettings {
        pub sounds: bool,
        /// Has seen or skipped the guide for the first time.
        pub guided: bool,
    }
}

impl Default for DeskSettings {
    fn default() -> Self {
        Self { sounds: true, guided: false }
    }
}

impl Storage {
    /// A person's settings; those of a newcomer where nothing was set.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn desk_settings(&self, user: &UserId) -> Result<DeskSettings, StorageError> {
        Ok(self.database.one(SETTINGS, &values![user]).await?.unwrap_or_default())
    }

    /// Sets them.
    ///
    /// # Errors
    /// When there is no such user, or the database does not answer.
    pub async fn set_desk_settings(&self, user: &UserId, settings: DeskSettings) -> Result<(), StorageError> {
        self.database.run(SET, &values![user, settings.sounds, settings.guided]).await.map(drop)
    }
}
