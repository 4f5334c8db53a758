//! Persons with an account, and guests.

use super::statement::{record, statements, stored_enum, values};
use super::{LIST_MAX, Storage, StorageError};
use crate::clock::UnixMs;
use crate::ids::{self, UserId};

statements! {
    CREATE = "insert into users
        (id, login, display_name, password, role, locale, pseudonym, must_change, created_ms)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    USER = "select id, login, display_name, password, role, locale, pseudonym, must_change,
        disabled_ms, created_ms from users where id = $1";
    USER_BY_LOGIN = "select id, login, display_name, password, role, locale, pseudonym,
        must_change, disabled_ms, created_ms from users where login = $1";
    USERS = "select id, login, display_name, password, role, locale, pseudonym, must_change,
        disabled_ms, created_ms from users where role <> 'guest' order by role, login limit $1";
    USERS_IN_ROLE = "select id, login, display_name, password, role, locale, pseudonym,
        must_change, disabled_ms, created_ms from users where role = $1 order by login limit $2";
    ADMINS = "select count(*) as n from users where role = 'admin' and disabled_ms is null";
    SET_PASSWORD = "update users set password = $2, must_change = $3 where id = $1";
    SET_ROLE = "update users set role = $2 where id = $1";
    SET_NAME = "update users set display_name = $2 where id = $1";
    SET_LOCALE = "update users set locale = $2 where id = $1";
    SET_DISABLED = "update users set disabled_ms = $2 where id = $1";
    CLAIM_FIRST_ADMIN = "insert into settings (key, value) values ('first_admin', $1)
        on conflict (key) do nothing";
    FORGET_GUESTS = "delete from users where role = 'guest' and created_ms < $1";
}

stored_enum! {
    /// What an account is for.
    pub enum Role {
        /// Tries three minutes without an account.
        Guest = "guest",
        /// Practises and sits exams (学员).
        Trainee = "trainee",
        /// Leads classes (讲师).
        Trainer = "trainer",
        /// Decides about certificates (考评员).
        Examiner = "examiner",
        /// Checks certificates and plans staff (用人单位).
        Employer = "employer",
        /// Runs the installation (管理员).
        Admin = "admin",
    }
}

record! {
    /// An account.
    #[derive(Clone, Debug)]
    pub struct User {
        pub id: UserId,
        /// Unique, normalised by `accounts::login_name`.
        pub login: String,
        pub display_name: String,
        /// Argon2id in PHC form; `None`: cannot log in with a password.
        pub password: Option<String>,
        pub role: Role,
        pub locale: Option<String>,
        /// Stands for the person in the audit log.
        pub pseudonym: String,
        /// The password was given by somebody else and must be changed first.
        pub must_change: bool,
        pub disabled_ms: Option<UnixMs>,
        pub created_ms: UnixMs,
    }
}

record! {
    struct Count { n: u64, }
}

/// What a new account is made of.
#[derive(Clone, Debug)]
pub struct NewUser {
    pub login: String,
    pub display_name: String,
    /// Argon2id in PHC form.
    pub password: Option<String>,
    pub role: Role,
    pub must_change: bool,
}

impl Storage {
    /// Makes an account.
    ///
    /// # Errors
    /// [`StorageError::Conflict`] `users_login` when the login is taken.
    pub async fn create_user(&self, new: &NewUser, now_ms: UnixMs) -> Result<UserId, StorageError> {
        let id = UserId(ids::random()?);
        self.database.run(CREATE, &created(&id, new, now_ms)?).await?;
        Ok(id)
    }

    /// Makes the installation's first admin; `None` when there has been one.
    ///
    /// # Errors
    /// [`StorageError::Conflict`] `users_login` when the login is taken.
    pub async fn create_first_admin(&self, new: &NewUser, now_ms: UnixMs) -> Result<Option<UserId>, StorageError> {
        let id = UserId(ids::random()?);
        let mut transaction = self.database.begin().await?;
        if transaction.run(CLAIM_FIRST_ADMIN, &values![&id]).await? == 0 {
            return Ok(None);
        }
        transaction.run(CREATE, &created(&id, new, now_ms)?).await?;
        transaction.commit().await?;
        Ok(Some(id))
    }

    /// Whether the installation still waits for its first admin.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn needs_first_admin(&self) -> Result<bool, StorageError> {
        if self.setting("first_admin").await?.is_some() {
            return Ok(false);
        }
        let admins: Option<Count> = self.database.one(ADMINS, &[]).await?;
        Ok(admins.is_none_or(|count| count.n == 0))
    }

    /// The account with this id.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn user(&self, id: &UserId) -> Result<Option<User>, StorageError> {
        self.database.one(USER, &values![id]).await
    }

    /// The account with this login, normalised by `accounts::login_name`.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn user_by_login(&self, login: &str) -> Result<Option<User>, StorageError> {
        self.database.one(USER_BY_LOGIN, &values![login]).await
    }

    /// Accounts by role and login, guests left out; at most [`LIST_MAX`].
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn users(&self, role: Option<Role>) -> Result<Vec<User>, StorageError> {
        match role {
            None => self.database.all(USERS, &values![LIST_MAX]).await,
            Some(role) => self.database.all(USERS_IN_ROLE, &values![role, LIST_MAX]).await,
        }
    }

    /// Gives an account another password (Argon2id in PHC form).
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn set_password(&self, id: &UserId, password: &str, must_change: bool) -> Result<(), StorageError> {
        self.database.run(SET_PASSWORD, &values![id, password, must_change]).await.map(drop)
    }

    /// Gives an account another role.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn set_role(&self, id: &UserId, role: Role) -> Result<(), StorageError> {
        self.database.run(SET_ROLE, &values![id, role]).await.map(drop)
    }

    /// Renames a person; certificates keep the name they were issued with.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn set_display_name(&self, id: &UserId, name: &str) -> Result<(), StorageError> {
        self.database.run(SET_NAME, &values![id, name]).await.map(drop)
    }

    /// Keeps the language a person chose.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn set_locale(&self, id: &UserId, locale: &str) -> Result<(), StorageError> {
        self.database.run(SET_LOCALE, &values![id, locale]).await.map(drop)
    }

    /// Disables an account at a time, or enables it again with `None`. The caller ends its
    /// sessions ([`Storage::end_sessions`]).
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn set_disabled(&self, id: &UserId, disabled_ms: Option<UnixMs>) -> Result<(), StorageError> {
        self.database.run(SET_DISABLED, &values![id, disabled_ms]).await.map(drop)
    }

    /// Deletes guests made before a time, with all they did; how many.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn forget_guests(&self, before_ms: UnixMs) -> Result<u64, StorageError> {
        self.database.run(FORGET_GUESTS, &values![before_ms]).await
    }
}

fn created(id: &UserId, new: &NewUser, now_ms: UnixMs) -> Result<[super::statement::Value; 9], StorageError> {
    Ok(values![
        id,
        &new.login,
        &new.display_name,
        new.password.clone(),
        new.role,
        None::<String>,
        ids::random()?,
        new.must_change,
        now_ms,
    ])
}
