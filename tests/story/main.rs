//! One story told to both databases: a school sets up, a trainee practises and sits an exam, an
//! examiner decides, the admin revokes.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod authoring;
mod backup;
mod check;
#[path = "../databases/mod.rs"]
mod databases;
mod decide;
mod desk;
mod exam;
mod items;
mod persons;
mod practice;
mod reviews;
mod school;

use databases::{Fresh, each};
use miaohui::accounts::{AccountError, Accounts, DEMO_ACCOUNTS, DemoTask, LoginError, SetupToken};
use miaohui::ids::UserId;
use miaohui::storage::{Kind, Role, Storage, StorageError};
use serde_json::json;
use sqlx::{Connection as _, Row as _};
use tower_sessions::SessionStore as _;
use tower_sessions::session::{Id, Record};

const NOON: u64 = 1_794_000_000_000;

#[tokio::test(flavor = "multi_thread")]
async fn every_statement_is_one_both_databases_take() {
    for Fresh { name, storage, .. } in each().await {
        let refused = storage.refused_statements().await;
        assert!(refused.is_empty(), "{name}: {refused:#?}");
        assert!(Storage::statement_count() > 70);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn both_migrations_make_the_same_tables() {
    let mut shapes = Vec::new();
    for Fresh { name, url, storage, .. } in each().await {
        let mut shape: Vec<(String, String, bool)> = Vec::new();
        if name == "sqlite" {
            let mut connection = sqlx::SqliteConnection::connect(&url).await.unwrap();
            let rows = sqlx::query(
                "select t.name as t, c.name as c, c.\"notnull\" as n from sqlite_master t,
                 pragma_table_info(t.name) c where t.type = 'table'",
            )
            .fetch_all(&mut connection)
            .await
            .unwrap();
            shape.extend(rows.iter().map(|row| (row.get("t"), row.get("c"), row.get::<i64, _>("n") == 1)));
        } else {
            let mut connection = sqlx::PgConnection::connect(&url).await.unwrap();
            let rows = sqlx::query(
                "select table_name::text as t, column_name::text as c, is_nullable = 'NO' as n
                 from information_schema.columns where table_schema = 'public'",
            )
            .fetch_all(&mut connection)
            .await
            .unwrap();
            shape.extend(rows.iter().map(|row| (row.get("t"), row.get("c"), row.get("n"))));
        }
        shape.retain(|(table, ..)| !table.starts_with("_sqlx"));
        shape.sort();
        assert!(shape.len() > 100, "{name}: {shape:?}");
        shapes.push(shape);
        storage.close().await;
    }
    if let [sqlite, postgres] = shapes.as_slice() {
        assert_eq!(sqlite, postgres);
    }
}

/// Every table of a database.
async fn tables(name: &str, url: &str) -> Vec<String> {
    let tables: Vec<(String,)> = if name == "sqlite" {
        let mut connection = sqlx::SqliteConnection::connect(url).await.unwrap();
        let all = "select name from sqlite_master where type = 'table' and name not like 'sqlite%'";
        sqlx::query_as(all).fetch_all(&mut connection).await.unwrap()
    } else {
        let mut connection = sqlx::PgConnection::connect(url).await.unwrap();
        let all = "select table_name::text from information_schema.tables where table_schema = 'public'";
        sqlx::query_as(all).fetch_all(&mut connection).await.unwrap()
    };
    tables.into_iter().map(|(table,)| table).filter(|table| !table.starts_with("_sqlx")).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_story() {
    for fresh in each().await {
        let Fresh { name, storage, url, .. } = &fresh;
        eprintln!("— {name}");
        let accounts = Accounts::start(storage.clone()).unwrap();
        let people = set_up(&accounts, storage).await;
        sessions(storage, &people).await;
        practice::practice(storage, &people).await;
        desk::desk(storage, &people).await;
        reviews::reviews(storage, &people).await;
        authoring::authoring(storage, &people).await;
        items::items(storage, &people).await;
        school::school(storage, &people).await;
        exam::exam(storage, &accounts, &people).await;
        decide::decide(storage, &people).await;
        backup::backup(storage, &tables(name, url).await).await;
        persons::persons(&fresh, &people).await;
        exam::audit_breaks_where_it_was_changed(name, storage, url).await;
        storage.close().await;
    }
}

struct People {
    admin: UserId,
    trainer: UserId,
    trainee: UserId,
    examiner: UserId,
}

async fn set_up(accounts: &Accounts, storage: &Storage) -> People {
    assert!(storage.needs_first_admin().await.unwrap());
    let token = SetupToken::draw().unwrap();
    let first = accounts.create_first_admin(&token, "guessed", "root", "周敏", "kuaidi-2026", NOON).await;
    assert!(first.is_err());
    let given = token.reveal().to_owned();
    let admin = accounts.create_first_admin(&token, &given, "Root", "周敏", "kuaidi-2026", NOON).await.unwrap();
    assert!(!storage.needs_first_admin().await.unwrap());
    let second = accounts.create_first_admin(&token, &given, "second", "周敏", "kuaidi-2026", NOON).await;
    assert!(second.is_err());

    let (trainer, slip) = accounts.create_with_slip("he.jing", "何静", Role::Trainer, NOON).await.unwrap();
    assert!(storage.user(&trainer).await.unwrap().unwrap().must_change);
    let trainee = accounts.create("lin.xiaoan", "林小安", "kuaidi-2026", Role::Trainee, false, NOON).await.unwrap();
    let examiner = accounts.create("shen", "沈国栋", "kuaidi-2026", Role::Examiner, false, NOON).await.unwrap();
    let taken = accounts.create("LIN.xiaoan", "林", "kuaidi-2026", Role::Trainee, false, NOON).await;
    assert!(matches!(taken, Err(AccountError::Taken)), "{taken:?}");

    let user = accounts.log_in(" Lin.Xiaoan", "kuaidi-2026", "10.0.0.1", NOON).await.unwrap();
    assert_eq!(user.id, trainee);
    assert_eq!(user.role, Role::Trainee);
    let wrong = accounts.log_in("lin.xiaoan", "kuaidi-2027", "10.0.0.1", NOON).await;
    assert!(matches!(wrong, Err(LoginError::Wrong)), "{wrong:?}");
    let nobody = accounts.log_in("nobody", "kuaidi-2026", "10.0.0.1", NOON).await;
    assert!(matches!(nobody, Err(LoginError::Wrong)), "{nobody:?}");
    accounts.set_disabled(&trainee, true, &admin, NOON).await.unwrap();
    let disabled = accounts.log_in("lin.xiaoan", "kuaidi-2026", "10.0.0.1", NOON).await;
    assert!(matches!(disabled, Err(LoginError::Disabled)), "{disabled:?}");
    accounts.set_disabled(&trainee, false, &admin, NOON).await.unwrap();
    accounts.set_role(&examiner, Role::Examiner, &admin, NOON).await.unwrap();
    let about = storage.audit_about(&trainee.0).await.unwrap();
    assert_eq!(about.iter().map(|entry| entry.action.as_str()).collect::<Vec<_>>(), ["disable", "enable"]);
    let pseudonym = storage.user(&admin).await.unwrap().unwrap().pseudonym;
    assert!(about.iter().all(|entry| entry.actor == pseudonym));

    let user = storage.user(&trainer).await.unwrap().unwrap();
    accounts.change_password(&user, &slip, "jiaoshi-2026", None).await.unwrap();
    assert!(!storage.user(&trainer).await.unwrap().unwrap().must_change);

    let guest = accounts.create_guest(NOON).await.unwrap();
    assert_eq!(storage.users(None).await.unwrap().len(), 4, "guests are in no list");
    assert_eq!(storage.users(Some(Role::Trainee)).await.unwrap().len(), 1);
    assert_eq!(storage.forget_guests(NOON + 1).await.unwrap(), 1);
    assert!(storage.user(&guest).await.unwrap().is_none());
    People { admin, trainer, trainee, examiner }
}

async fn sessions(storage: &Storage, people: &People) {
    let expiry_date = time::OffsetDateTime::now_utc() + time::Duration::hours(1);
    let mut record = Record { id: Id::default(), data: Default::default(), expiry_date };
    record.data.insert("user".to_owned(), json!(people.trainee.0));
    storage.create(&mut record).await.unwrap();
    let first = record.id;
    // An id that is taken is drawn again.
    storage.create(&mut record).await.unwrap();
    assert_ne!(record.id, first);
    let loaded = storage.load(&record.id).await.unwrap().unwrap();
    assert_eq!(loaded.data, record.data);
    assert_eq!(loaded.expiry_date.unix_timestamp(), expiry_date.unix_timestamp());

    let now_ms = u64::try_from(expiry_date.unix_timestamp()).unwrap() * 1_000 - 3_600_000;
    let kept = record.id.to_string();
    assert!(storage.session_stands(&kept, &people.trainee, now_ms).await.unwrap());
    let (user, expires_ms) = storage.seated(&kept, now_ms).await.unwrap().unwrap();
    assert!(user.id == people.trainee && expires_ms > now_ms);
    assert!(storage.seated(&kept, expires_ms).await.unwrap().is_none(), "expired");
    assert!(!storage.session_stands(&kept, &people.trainer, now_ms).await.unwrap());
    assert_eq!(storage.end_sessions(&people.trainee, Some(&kept)).await.unwrap(), 1);
    assert!(storage.load(&first).await.unwrap().is_none());
    assert_eq!(storage.end_sessions(&people.trainee, None).await.unwrap(), 1);
    // A request that was under way when the session was ended does not bring it back.
    storage.save(&record).await.unwrap();
    assert!(storage.load(&record.id).await.unwrap().is_none());

    record.expiry_date = time::OffsetDateTime::now_utc() - time::Duration::seconds(1);
    storage.create(&mut record).await.unwrap();
    assert!(storage.load(&record.id).await.unwrap().is_none(), "expired");
    assert_eq!(storage.sweep_sessions(now_ms + 1_000).await.unwrap(), 1);
    storage.delete(&record.id).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_demonstration_is_laid_once_and_never_over_a_school() {
    let tasks = [DemoTask { kind: Kind::Shift, target: "first-day", title: "第一天" }];
    for Fresh { storage, .. } in each().await {
        let accounts = Accounts::start(storage.clone()).unwrap();
        accounts.lay_demo(&tasks, NOON).await.unwrap();
        accounts.lay_demo(&tasks, NOON).await.unwrap();
        assert_eq!(storage.users(None).await.unwrap().len(), DEMO_ACCOUNTS.len());
        for account in DEMO_ACCOUNTS {
            let user = accounts.log_in(account.login, account.password, "::1", NOON).await.unwrap();
            assert_eq!(user.role, account.role);
        }
        let trainee = storage.user_by_login("trainee").await.unwrap().unwrap();
        assert_eq!(storage.assigned_to(&trainee.id).await.unwrap().len(), 1);
    }
    for Fresh { storage, .. } in each().await {
        let accounts = Accounts::start(storage.clone()).unwrap();
        let token = SetupToken::draw().unwrap();
        let given = token.reveal().to_owned();
        accounts.create_first_admin(&token, &given, "root", "周敏", "kuaidi-2026", NOON).await.unwrap();
        let refused = accounts.lay_demo(&tasks, NOON).await;
        assert!(matches!(refused, Err(AccountError::Storage(StorageError::Conflict { .. }))));
        assert!(!accounts.is_demo().await.unwrap());
    }
}
