//! `user add|role|disable`, `audit verify`: on the database, with or without a running server.

use super::{Done, Fault, environment, input, print};
use clap::{Args, Subcommand};
use miaohui::{
    accounts::{Accounts, login_name},
    clock::now_ms,
    storage::{Role, Storage, User},
};
use std::{path::PathBuf, process::ExitCode};

/// Where the database is, as for `serve`.
#[derive(Args)]
pub struct Where {
    #[arg(long, global = true, env = "MIAOHUI_DATA", default_value = "data")]
    pub(super) data: PathBuf,
    #[arg(long, global = true, env = "MIAOHUI_DATABASE")]
    database: Option<String>,
}

#[derive(Args)]
pub struct AuditArgs {
    #[command(flatten)]
    place: Where,
    #[command(subcommand)]
    what: AuditWhat,
}

#[derive(Subcommand)]
enum AuditWhat {
    /// Walk the chain and name the first break.
    Verify,
}

#[derive(Args)]
pub struct UserArgs {
    #[command(flatten)]
    place: Where,
    #[command(subcommand)]
    what: UserWhat,
}

#[derive(Subcommand)]
enum UserWhat {
    /// Make an account; prints its first password.
    Add { login: String, name: String, role: String },
    /// Give an account another role.
    Role { login: String, role: String },
    /// Disable an account and end its sessions.
    Disable { login: String },
}

pub fn audit(args: &AuditArgs) -> Done {
    let AuditWhat::Verify = args.what;
    on(&args.place, async |storage| match storage.verify_audit().await.map_err(environment)? {
        Ok(entries) => print(&format!("{entries} entries, the chain holds")),
        Err(fault) => Err(input(fault)),
    })
}

pub fn user(args: &UserArgs) -> Done {
    on(&args.place, async |storage| match &args.what {
        UserWhat::Add { login, name, role } => {
            let role = role_of(role)?;
            let accounts = Accounts::start(storage).map_err(environment)?;
            let (_, password) = accounts.create_with_slip(login, name, role, now_ms()).await.map_err(input)?;
            print(&format!("{login}\t{password}"))
        }
        UserWhat::Role { login, role } => {
            let role = role_of(role)?;
            storage.set_role(&known(&storage, login).await?.id, role).await.map_err(environment)?;
            Ok(ExitCode::SUCCESS)
        }
        UserWhat::Disable { login } => {
            let user = known(&storage, login).await?;
            storage.set_disabled(&user.id, Some(now_ms())).await.map_err(environment)?;
            storage.end_sessions(&user.id, None).await.map_err(environment)?;
            Ok(ExitCode::SUCCESS)
        }
    })
}

fn role_of(text: &str) -> Result<Role, Fault> {
    let roles = [Role::Trainee, Role::Trainer, Role::Examiner, Role::Employer, Role::Admin];
    let names = roles.map(Role::as_str).join(", ");
    roles
        .into_iter()
        .find(|role| role.as_str() == text)
        .ok_or_else(|| input(format!("there is no role {text:?}: {names}")))
}

async fn known(storage: &Storage, login: &str) -> Result<User, Fault> {
    let name = login_name(login).map_err(input)?;
    let user = storage.user_by_login(&name).await.map_err(environment)?;
    user.ok_or_else(|| input(format!("there is no account {login:?}")))
}

pub(super) fn on(place: &Where, work: impl AsyncFnOnce(Storage) -> Done) -> Done {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(environment)?;
    runtime.block_on(async {
        let url = match &place.database {
            Some(url) => url.clone(),
            None => {
                std::fs::create_dir_all(&place.data).map_err(environment)?;
                format!("sqlite:{}", place.data.join("miaohui.db").display())
            }
        };
        let storage = Storage::open(&url).await.map_err(environment)?;
        let done = work(storage.clone()).await;
        storage.close().await;
        done
    })
}
