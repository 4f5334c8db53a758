//! Scenarios as trainers wrote them: version after version, none overwritten.

use super::statement::{record, statements, values};
use super::{LIST_MAX, Storage, StorageError};
use crate::clock::UnixMs;
use crate::ids::{self, UserId};

/// Trainers who save one scenario in the same instant draw the same number; so often it is drawn again.
const DRAWS_MAX: u32 = 5;
/// Drafts on one list: each brings its whole text.
const DRAFTS_MAX: u32 = 200;

statements! {
    SAVE = "insert into scenario_versions (id, scenario, shop, version, text, author_id, at_ms)
        values ($1, $2, $3, $4, $5, $6, $7)";
    NEWEST = "select v.version, v.shop, v.text, v.author_id, u.display_name as author_name, v.at_ms
        from scenario_versions v join users u on u.id = v.author_id
        where v.scenario = $1 order by v.version desc limit 1";
    VERSION = "select v.version, v.shop, v.text, v.author_id, u.display_name as author_name, v.at_ms
        from scenario_versions v join users u on u.id = v.author_id
        where v.scenario = $1 and v.version = $2";
    VERSIONS = "select v.version, v.author_id, u.display_name as author_name, v.at_ms
        from scenario_versions v join users u on u.id = v.author_id
        where v.scenario = $1 order by v.version desc limit $2";
    DRAFTS = "select v.scenario, v.version, v.shop, v.text, v.author_id, u.display_name as author_name, v.at_ms
        from scenario_versions v join users u on u.id = v.author_id
        where v.version = (select max(n.version) from scenario_versions n where n.scenario = v.scenario)
        order by v.at_ms desc limit $1";
}

/// A text to be saved.
#[derive(Clone, Debug)]
pub struct NewScenarioVersion {
    pub scenario: String,
    /// The shop in whose folder it belongs.
    pub shop: String,
    pub text: String,
    pub author: UserId,
}

record! {
    /// One version with its text.
    #[derive(Clone, Debug)]
    pub struct ScenarioVersion {
        /// From 1, within its scenario.
        pub version: u64,
        pub shop: String,
        pub text: String,
        pub author_id: UserId,
        pub author_name: String,
        pub at_ms: UnixMs,
    }
}

record! {
    /// One version as a list shows it.
    #[derive(Clone, Debug)]
    pub struct ScenarioVersionRow {
        pub version: u64,
        pub author_id: UserId,
        pub author_name: String,
        pub at_ms: UnixMs,
    }
}

record! {
    /// A scenario's newest version.
    #[derive(Clone, Debug)]
    pub struct ScenarioDraft {
        pub scenario: String,
        pub version: u64,
        pub shop: String,
        pub text: String,
        pub author_id: UserId,
        pub author_name: String,
        pub at_ms: UnixMs,
    }
}

impl Storage {
    /// Keeps a text as its scenario's next version; the version's number.
    ///
    /// # Errors
    /// [`StorageError::Conflict`] `reference` when there is no such author, `scenario_versions_scenario_version` when
    /// others kept saving in the same instant.
    pub async fn save_scenario(&self, new: &NewScenarioVersion, now_ms: UnixMs) -> Result<u64, StorageError> {
        let mut draws = 0;
        loop {
            let version = self.newest_scenario_version(&new.scenario).await?.map_or(1, |newest| newest.version + 1);
            let row = values![ids::random()?, &new.scenario, &new.shop, version, &new.text, &new.author, now_ms];
            match self.database.run(SAVE, &row).await {
                Ok(_) => return Ok(version),
                Err(error) if error.is_conflict("scenario_versions_scenario_version") && draws < DRAWS_MAX => {
                    draws += 1;
                }
                Err(error) => return Err(error),
            }
        }
    }

    /// A scenario's newest version.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn newest_scenario_version(&self, scenario: &str) -> Result<Option<ScenarioVersion>, StorageError> {
        self.database.one(NEWEST, &values![scenario]).await
    }

    /// One version of a scenario.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn scenario_version(
        &self,
        scenario: &str,
        version: u64,
    ) -> Result<Option<ScenarioVersion>, StorageError> {
        self.database.one(VERSION, &values![scenario, version]).await
    }

    /// A scenario's versions, newest first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn scenario_versions(&self, scenario: &str) -> Result<Vec<ScenarioVersionRow>, StorageError> {
        self.database.all(VERSIONS, &values![scenario, LIST_MAX]).await
    }

    /// Each scenario that was ever saved, in its newest version; the last saved first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn scenario_drafts(&self) -> Result<Vec<ScenarioDraft>, StorageError> {
        self.database.all(DRAFTS, &values![DRAFTS_MAX]).await
    }
}
