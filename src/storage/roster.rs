//! Lists of trainees taken in at once: who came by which, and taking one back that nobody has used.

use super::audit::write_entry;
use super::database::Transaction;
use super::statement::{record, statements, values};
use super::{Json, LIST_MAX, NewAudit, Role, Storage, StorageError};
use crate::clock::UnixMs;
use crate::ids::{self, CohortId, ImportId, UserId};
use std::collections::BTreeMap;

statements! {
    CREATE_ACCOUNT = "insert into users
        (id, login, display_name, password, role, locale, pseudonym, must_change, created_ms)
        values ($1, $2, $3, null, 'trainee', null, $4, 1, $5) on conflict (login) do nothing";
    LOGIN = "select id, login, display_name, role, disabled_ms from users where login = $1";
    CLASSES = "select id, name from cohorts where trainer_id = $1 and archived_ms is null order by created_ms limit $2";
    CREATE_CLASS = "insert into cohorts (id, name, trainer_id, join_code, created_ms) values ($1, $2, $3, $4, $5)";
    BRING = "insert into cohort_members (cohort_id, user_id, joined_ms) values ($1, $2, $3)
        on conflict (cohort_id, user_id) do update set archived_ms = null
        where cohort_members.archived_ms is not null";
    ADD_IMPORT = "insert into roster_imports (id, cohort_id, trainer_id, slips, new_cohorts, created_ms)
        values ($1, $2, $3, 1, '[]', $4)";
    NOTE_CLASSES = "update roster_imports set new_cohorts = $2 where id = $1";
    ADD_ROW = "insert into roster_rows (import_id, user_id, cohort_id, nr, made, joined)
        values ($1, $2, $3, $4, $5, $6) on conflict (import_id, user_id) do nothing";
    IMPORTS = "select i.id, i.cohort_id, i.slips, i.new_cohorts, i.created_ms, i.undone_ms, count(r.user_id) as rows,
        count(case when r.made = 1 then 1 end) as made,
        count(case when r.made = 1 and u.password is not null then 1 end) as ready,
        count(case when r.made = 1 and u.must_change = 0 then 1 end) as used
        from roster_imports i left join roster_rows r on r.import_id = i.id left join users u on u.id = r.user_id
        where i.cohort_id = $1 group by i.id, i.cohort_id, i.slips, i.new_cohorts, i.created_ms, i.undone_ms
        order by i.created_ms desc, i.id limit $2";
    IMPORT = "select i.id, i.cohort_id, i.slips, i.new_cohorts, i.created_ms, i.undone_ms, count(r.user_id) as rows,
        count(case when r.made = 1 then 1 end) as made,
        count(case when r.made = 1 and u.password is not null then 1 end) as ready,
        count(case when r.made = 1 and u.must_change = 0 then 1 end) as used
        from roster_imports i left join roster_rows r on r.import_id = i.id left join users u on u.id = r.user_id
        where i.id = $1 group by i.id, i.cohort_id, i.slips, i.new_cohorts, i.created_ms, i.undone_ms";
    ENROLLED = "select r.nr, u.id as user_id, u.login, u.display_name, c.name as class_name, r.made, u.must_change
        from roster_rows r join users u on u.id = r.user_id join cohorts c on c.id = r.cohort_id
        where r.import_id = $1 order by r.nr";
    PRINT_AGAIN = "update roster_imports set slips = slips + 1 where id = $1 and undone_ms is null returning slips";
    FORGET_SLIPS = "update users set password = null where must_change = 1
        and id in (select user_id from roster_rows where import_id = $1 and made = 1)";
    PRINTING = "select slips from roster_imports where id = $1 and undone_ms is null", locking;
    KEEP_SLIP = "update users set password = $2 where id = $1 and must_change = 1";
    // Used: the password was changed, somebody is signed in or has worked, or stands in a class by another way.
    UNDO = "update roster_imports set undone_ms = $2 where id = $1 and undone_ms is null and not exists (
        select 1 from roster_rows r join users u on u.id = r.user_id
        where r.import_id = $1 and r.made = 1 and (u.must_change = 0
            or exists (select 1 from sessions s where s.user_id = u.id)
            or exists (select 1 from shifts s where s.user_id = u.id)
            or exists (select 1 from attempts a where a.user_id = u.id)
            or exists (select 1 from exams e where e.user_id = u.id)
            or exists (select 1 from cohort_members m where m.user_id = u.id and m.cohort_id <> r.cohort_id)))";
    TAKE_OUT = "delete from cohort_members where exists (select 1 from roster_rows r where r.import_id = $1
        and r.joined = 1 and r.user_id = cohort_members.user_id and r.cohort_id = cohort_members.cohort_id)";
    DELETE_MADE = "delete from users where id in (select user_id from roster_rows where import_id = $1 and made = 1)";
    DELETE_EMPTY = "delete from cohorts where id = $1
        and not exists (select 1 from cohort_members m where m.cohort_id = $1)
        and not exists (select 1 from assignments a where a.cohort_id = $1)
        and not exists (select 1 from roster_imports i where i.cohort_id = $1)";
}

record! {
    /// An account as a list's preview needs it.
    #[derive(Clone, Debug)]
    pub struct KnownLogin {
        pub id: UserId,
        pub login: String,
        pub display_name: String,
        pub role: Role,
        pub disabled_ms: Option<UnixMs>,
    }
}

record! {
    struct ClassName { id: CohortId, name: String, }
}

record! {
    struct Printing { slips: u64, }
}

record! {
    /// An import and how far its accounts are.
    #[derive(Clone, Debug)]
    pub struct ImportRow {
        pub id: ImportId,
        pub cohort_id: CohortId,
        /// How often slips were printed.
        pub slips: u64,
        /// Ids of the classes it made.
        pub new_cohorts: Json,
        pub created_ms: UnixMs,
        pub undone_ms: Option<UnixMs>,
        pub rows: u64,
        /// Accounts it made.
        pub made: u64,
        /// Of these: with a password, hashed and kept.
        pub ready: u64,
        /// Of these: whose person has a password of their own.
        pub used: u64,
    }
}

record! {
    /// One person of an import.
    #[derive(Clone, Debug)]
    pub struct Enrolled {
        pub nr: u64,
        pub user_id: UserId,
        pub login: String,
        pub display_name: String,
        pub class_name: String,
        /// The account was made by this import.
        pub made: bool,
        pub must_change: bool,
    }
}

/// One good row.
#[derive(Clone, Debug)]
pub struct NewEnrolment {
    pub row: u64,
    /// Normalised by `accounts::login_name`.
    pub login: String,
    pub name: String,
    /// A class of the trainer by name, made where there is none; empty: the list's class.
    pub class: String,
}

/// A list to be taken in.
#[derive(Clone, Debug)]
pub struct NewRoster {
    pub cohort: CohortId,
    pub trainer: UserId,
    pub rows: Vec<NewEnrolment>,
}

/// What became of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Enrolment {
    /// A new account.
    Made,
    /// An account that was there; only put into the class.
    There,
    /// An account of another role, or disabled; nothing was done.
    Refused,
}

impl Storage {
    /// The accounts that have these logins, by login.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn known_logins(&self, logins: &[&str]) -> Result<BTreeMap<String, KnownLogin>, StorageError> {
        let mut known = BTreeMap::new();
        for login in logins {
            if let Some(found) = self.database.one::<KnownLogin>(LOGIN, &values![*login]).await? {
                known.insert(found.login.clone(), found);
            }
        }
        Ok(known)
    }

    /// Takes a list in, all or nothing: makes accounts that have no password yet, makes classes that are named and not
    /// there, and puts everybody into theirs. An account that is there is not changed.
    ///
    /// # Errors
    /// [`StorageError::Conflict`] `reference` when class or trainer is not there.
    pub async fn import_roster(
        &self,
        new: &NewRoster,
        now_ms: UnixMs,
    ) -> Result<(ImportId, Vec<(u64, Enrolment)>), StorageError> {
        let import = ImportId(ids::random()?);
        let mut transaction = self.database.begin().await?;
        transaction.run(ADD_IMPORT, &values![&import, &new.cohort, &new.trainer, now_ms]).await?;
        let classes: Vec<ClassName> = transaction.all(CLASSES, &values![&new.trainer, LIST_MAX]).await?;
        let mut classes: BTreeMap<String, CohortId> = classes.into_iter().rev().map(|one| (one.name, one.id)).collect();
        classes.insert(String::new(), new.cohort.clone());
        let (mut made_classes, mut done) = (Vec::new(), Vec::with_capacity(new.rows.len()));
        for row in &new.rows {
            let class = match classes.get(&row.class) {
                Some(class) => class.clone(),
                None => {
                    let class = create_class(&mut transaction, &row.class, &new.trainer, now_ms).await?;
                    made_classes.push(class.clone());
                    classes.insert(row.class.clone(), class.clone());
                    class
                }
            };
            done.push((row.row, enrol(&mut transaction, &import, row, &class, now_ms).await?));
        }
        transaction.run(NOTE_CLASSES, &values![&import, &Json::of(&made_classes)?]).await?;
        let count = |state| done.iter().filter(|(_, one)| *one == state).count();
        let payload = serde_json::json!({ "made": count(Enrolment::Made), "there": count(Enrolment::There) });
        let entry = NewAudit {
            actor: Some(&new.trainer),
            action: "import_roster",
            object: &import.0,
            payload: Json::of(&payload)?,
        };
        write_entry(&mut transaction, &entry, now_ms).await?;
        transaction.commit().await?;
        Ok((import, done))
    }

    /// A class's imports, newest first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn imports_of(&self, cohort: &CohortId) -> Result<Vec<ImportRow>, StorageError> {
        self.database.all(IMPORTS, &values![cohort, LIST_MAX]).await
    }

    /// The import with this id.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn import_row(&self, id: &ImportId) -> Result<Option<ImportRow>, StorageError> {
        self.database.one(IMPORT, &values![id]).await
    }

    /// Everybody of an import, in the list's order.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn enrolled(&self, id: &ImportId) -> Result<Vec<Enrolled>, StorageError> {
        self.database.all(ENROLLED, &values![id]).await
    }

    /// Begins another printing: passwords that nobody has changed hold no longer. Its number, or `None` for an import
    /// that was taken back.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn print_slips_again(&self, id: &ImportId) -> Result<Option<u64>, StorageError> {
        let mut transaction = self.database.begin().await?;
        let Some(printing) = transaction.one::<Printing>(PRINT_AGAIN, &values![id]).await? else { return Ok(None) };
        transaction.run(FORGET_SLIPS, &values![id]).await?;
        transaction.commit().await?;
        Ok(Some(printing.slips))
    }

    /// Keeps hashes of an import's slips; `false` where they were printed again meanwhile or the import was taken back.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn keep_slips(
        &self,
        id: &ImportId,
        printing: u64,
        hashed: &[(UserId, String)],
    ) -> Result<bool, StorageError> {
        let mut transaction = self.database.begin().await?;
        let newest: Option<Printing> = transaction.one(PRINTING, &values![id]).await?;
        if newest.is_none_or(|newest| newest.slips != printing) {
            return Ok(false);
        }
        for (user, hash) in hashed {
            transaction.run(KEEP_SLIP, &values![user, hash]).await?;
        }
        transaction.commit().await?;
        Ok(true)
    }

    /// Takes an import back that nobody has used: its accounts and memberships go, and classes it made that are empty
    /// then. `false`: somebody has used it, or it was taken back before; nothing was done.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn undo_import(&self, import: &ImportRow, by: &UserId, now_ms: UnixMs) -> Result<bool, StorageError> {
        let mut transaction = self.database.begin().await?;
        if transaction.run(UNDO, &values![&import.id, now_ms]).await? == 0 {
            return Ok(false);
        }
        transaction.run(TAKE_OUT, &values![&import.id]).await?;
        transaction.run(DELETE_MADE, &values![&import.id]).await?;
        for class in import.new_cohorts.read::<Vec<CohortId>>()? {
            transaction.run(DELETE_EMPTY, &values![&class]).await?;
        }
        let payload = Json::of(&serde_json::json!({ "made": import.made }))?;
        let entry = NewAudit { actor: Some(by), action: "undo_import", object: &import.id.0, payload };
        write_entry(&mut transaction, &entry, now_ms).await?;
        transaction.commit().await?;
        Ok(true)
    }
}

async fn create_class(
    transaction: &mut Transaction,
    name: &str,
    trainer: &UserId,
    now_ms: UnixMs,
) -> Result<CohortId, StorageError> {
    let id = CohortId(ids::random()?);
    let code: String = ids::random()?.chars().take(super::cohorts::JOIN_CODE_CHARS).collect();
    transaction.run(CREATE_CLASS, &values![&id, name, trainer, code, now_ms]).await?;
    Ok(id)
}

async fn enrol(
    transaction: &mut Transaction,
    import: &ImportId,
    row: &NewEnrolment,
    class: &CohortId,
    now_ms: UnixMs,
) -> Result<Enrolment, StorageError> {
    let new = UserId(ids::random()?);
    let account = values![&new, &row.login, &row.name, ids::random()?, now_ms];
    let made = transaction.run(CREATE_ACCOUNT, &account).await? == 1;
    let user = if made {
        new
    } else {
        let found: Option<KnownLogin> = transaction.one(LOGIN, &values![&row.login]).await?;
        match found.filter(|found| found.role == Role::Trainee && found.disabled_ms.is_none()) {
            Some(found) => found.id,
            None => return Ok(Enrolment::Refused),
        }
    };
    let joined = transaction.run(BRING, &values![class, &user, now_ms]).await? == 1;
    transaction.run(ADD_ROW, &values![import, &user, class, row.row, made, joined]).await?;
    Ok(if made { Enrolment::Made } else { Enrolment::There })
}
