//! What the installation remembers about itself: a key and its value.

use super::statement::{record, statements, values};
use super::{Storage, StorageError};

statements! {
    SETTING = "select value from settings where key = $1";
    SET = "insert into settings (key, value) values ($1, $2)
        on conflict (key) do update set value = excluded.value";
    SET_ONCE = "insert into settings (key, value) values ($1, $2) on conflict (key) do nothing";
}

record! {
    struct Setting { value: String, }
}

impl Storage {
    /// The value of a setting.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn setting(&self, key: &str) -> Result<Option<String>, StorageError> {
        let setting: Option<Setting> = self.database.one(SETTING, &values![key]).await?;
        Ok(setting.map(|setting| setting.value))
    }

    /// Sets a setting, whatever it was.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn set(&self, key: &str, value: &str) -> Result<(), StorageError> {
        self.database.run(SET, &values![key, value]).await.map(drop)
    }

    /// Sets a setting that has no value yet; whether it was set by this call.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn set_once(&self, key: &str, value: &str) -> Result<bool, StorageError> {
        Ok(self.database.run(SET_ONCE, &values![key, value]).await? == 1)
    }
}
