//! Classes (班级) and who is in them.

use super::statement::{record, statements, values};
use super::{LIST_MAX, Role, Storage, StorageError};
use crate::clock::UnixMs;
use crate::ids::{self, CohortId, UserId};

/// Most members of one class that are listed: a whole programme.
const MEMBERS_MAX: u32 = 2_000;
/// Characters of a join code: read out in a lab, closed when the class is full.
pub(super) const JOIN_CODE_CHARS: usize = 8;

statements! {
    CREATE = "insert into cohorts (id, name, trainer_id, join_code, created_ms)
        values ($1, $2, $3, $4, $5)";
    COHORT = "select id, name, trainer_id, join_code, archived_ms, created_ms
        from cohorts where id = $1";
    BY_JOIN_CODE = "select id, name, trainer_id, join_code, archived_ms, created_ms
        from cohorts where join_code = $1 and archived_ms is null";
    OF_TRAINER = "select c.id, c.name, c.trainer_id, c.join_code, c.archived_ms, c.created_ms,
        u.display_name as trainer_name,
        (select count(*) from cohort_members m where m.cohort_id = c.id and m.archived_ms is null)
            as member_count
        from cohorts c join users u on u.id = c.trainer_id
        where c.trainer_id = $1 and c.archived_ms is null order by c.created_ms desc limit $2";
    OF_MEMBER = "select c.id, c.name, c.trainer_id, c.join_code, c.archived_ms, c.created_ms,
        u.display_name as trainer_name,
        (select count(*) from cohort_members m where m.cohort_id = c.id and m.archived_ms is null)
            as member_count
        from cohorts c join users u on u.id = c.trainer_id
        join cohort_members me on me.cohort_id = c.id
        where me.user_id = $1 and me.archived_ms is null and c.archived_ms is null order by c.created_ms desc limit $2";
    EVERY = "select c.id, c.name, c.trainer_id, c.join_code, c.archived_ms, c.created_ms,
        u.display_name as trainer_name,
        (select count(*) from cohort_members m where m.cohort_id = c.id and m.archived_ms is null)
            as member_count
        from cohorts c join users u on u.id = c.trainer_id
        where c.archived_ms is null order by c.created_ms desc limit $1";
    JOIN = "insert into cohort_members (cohort_id, user_id, joined_ms) values ($1, $2, $3)
        on conflict (cohort_id, user_id) do nothing";
    LEAVE = "delete from cohort_members where cohort_id = $1 and user_id = $2";
    MEMBERS = "select u.id, u.login, u.display_name, u.role, u.disabled_ms, m.joined_ms, m.archived_ms
        from cohort_members m join users u on u.id = m.user_id
        where m.cohort_id = $1 and m.archived_ms is null order by u.login limit $2";
    MEMBERS_PUT_AWAY = "select u.id, u.login, u.display_name, u.role, u.disabled_ms, m.joined_ms, m.archived_ms
        from cohort_members m join users u on u.id = m.user_id
        where m.cohort_id = $1 and m.archived_ms is not null order by u.login limit $2";
    ARCHIVE_MEMBER = "update cohort_members set archived_ms = $3 where cohort_id = $1 and user_id = $2";
    BRING = "insert into cohort_members (cohort_id, user_id, joined_ms) values ($1, $2, $3)
        on conflict (cohort_id, user_id) do update set archived_ms = null";
    TRAINS = "select c.id from cohorts c join cohort_members m on m.cohort_id = c.id
        where c.trainer_id = $1 and m.user_id = $2 limit 1";
    SET_JOIN_CODE = "update cohorts set join_code = $2 where id = $1";
    ARCHIVE = "update cohorts set archived_ms = $2, join_code = null where id = $1";
}

record! {
    /// A class.
    #[derive(Clone, Debug)]
    pub struct Cohort {
        pub id: CohortId,
        pub name: String,
        pub trainer_id: UserId,
        /// Lets a person in who types it at `/join`; `None`: closed.
        pub join_code: Option<String>,
        pub archived_ms: Option<UnixMs>,
        pub created_ms: UnixMs,
    }
}

record! {
    /// A class as a list shows it.
    #[derive(Clone, Debug)]
    pub struct CohortRow {
        pub id: CohortId,
        pub name: String,
        pub trainer_id: UserId,
        pub trainer_name: String,
        pub join_code: Option<String>,
        pub member_count: u64,
        pub created_ms: UnixMs,
    }
}

record! {
    /// A person in a class.
    #[derive(Clone, Debug)]
    pub struct Member {
        pub id: UserId,
        pub login: String,
        pub display_name: String,
        pub role: Role,
        pub disabled_ms: Option<UnixMs>,
        pub joined_ms: UnixMs,
        /// Put away at: no longer of the class, what was done there stays.
        pub archived_ms: Option<UnixMs>,
    }
}

record! {
    #[expect(dead_code, reason = "its presence is the answer")]
    struct Present { id: CohortId, }
}

impl Storage {
    /// Makes a class.
    ///
    /// # Errors
    /// [`StorageError::Conflict`] `cohorts_join_code` when the join code is in use.
    pub async fn create_cohort(
        &self,
        name: &str,
        trainer: &UserId,
        join_code: Option<&str>,
        now_ms: UnixMs,
    ) -> Result<CohortId, StorageError> {
        let id = CohortId(ids::random()?);
        self.database.run(CREATE, &values![&id, name, trainer, join_code, now_ms]).await?;
        Ok(id)
    }

    /// The class with this id.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn cohort(&self, id: &CohortId) -> Result<Option<Cohort>, StorageError> {
        self.database.one(COHORT, &values![id]).await
    }

    /// The open class this join code lets into.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn cohort_by_join_code(&self, code: &str) -> Result<Option<Cohort>, StorageError> {
        self.database.one(BY_JOIN_CODE, &values![code]).await
    }

    /// A trainer's classes, newest first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn cohorts_of_trainer(&self, trainer: &UserId) -> Result<Vec<CohortRow>, StorageError> {
        self.database.all(OF_TRAINER, &values![trainer, LIST_MAX]).await
    }

    /// The classes a person is in, newest first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn cohorts_of_member(&self, user: &UserId) -> Result<Vec<CohortRow>, StorageError> {
        self.database.all(OF_MEMBER, &values![user, LIST_MAX]).await
    }

    /// Every class, newest first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn cohorts(&self) -> Result<Vec<CohortRow>, StorageError> {
        self.database.all(EVERY, &values![LIST_MAX]).await
    }

    /// Puts a person into a class; whether that is new.
    ///
    /// # Errors
    /// [`StorageError::Conflict`] `reference` when the class or the person is not there.
    pub async fn join_cohort(&self, cohort: &CohortId, user: &UserId, now_ms: UnixMs) -> Result<bool, StorageError> {
        Ok(self.database.run(JOIN, &values![cohort, user, now_ms]).await? == 1)
    }

    /// Takes a person out of a class; what was done there stays.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn leave_cohort(&self, cohort: &CohortId, user: &UserId) -> Result<(), StorageError> {
        self.database.run(LEAVE, &values![cohort, user]).await.map(drop)
    }

    /// Who is in a class, by login.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn members(&self, cohort: &CohortId) -> Result<Vec<Member>, StorageError> {
        self.database.all(MEMBERS, &values![cohort, MEMBERS_MAX]).await
    }

    /// Who was in a class and is put away, by login.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn members_put_away(&self, cohort: &CohortId) -> Result<Vec<Member>, StorageError> {
        self.database.all(MEMBERS_PUT_AWAY, &values![cohort, MEMBERS_MAX]).await
    }

    /// Puts members of a class away at a time, or takes them back with `None`.
    ///
    /// # Errors
    /// When the database does not answer; then nothing was changed.
    pub async fn archive_members(
        &self,
        cohort: &CohortId,
        users: &[UserId],
        archived_ms: Option<UnixMs>,
    ) -> Result<(), StorageError> {
        let mut transaction = self.database.begin().await?;
        for user in users {
            transaction.run(ARCHIVE_MEMBER, &values![cohort, user, archived_ms]).await?;
        }
        transaction.commit().await
    }

    /// Moves members of one class into another; who is not in the first is left alone. How many were moved.
    ///
    /// # Errors
    /// [`StorageError::Conflict`] `reference` when the other class is not there; then nothing was changed.
    pub async fn move_members(
        &self,
        from: &CohortId,
        to: &CohortId,
        users: &[UserId],
        now_ms: UnixMs,
    ) -> Result<usize, StorageError> {
        let mut transaction = self.database.begin().await?;
        let mut moved = 0;
        for user in users {
            if transaction.run(LEAVE, &values![from, user]).await? == 1 {
                transaction.run(BRING, &values![to, user, now_ms]).await?;
                moved += 1;
            }
        }
        transaction.commit().await?;
        Ok(moved)
    }

    /// Whether one person trains the other: training and certifying are kept apart.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn trains(&self, trainer: &UserId, trainee: &UserId) -> Result<bool, StorageError> {
        let present: Option<Present> = self.database.one(TRAINS, &values![trainer, trainee]).await?;
        Ok(present.is_some())
    }

    /// Changes or (with `None`) closes a class's join code.
    ///
    /// # Errors
    /// [`StorageError::Conflict`] `cohorts_join_code` when the join code is in use.
    pub async fn set_join_code(&self, cohort: &CohortId, code: Option<&str>) -> Result<(), StorageError> {
        self.database.run(SET_JOIN_CODE, &values![cohort, code]).await.map(drop)
    }

    /// Puts a class away.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn archive_cohort(&self, cohort: &CohortId, now_ms: UnixMs) -> Result<(), StorageError> {
        self.database.run(ARCHIVE, &values![cohort, now_ms]).await.map(drop)
    }
}
