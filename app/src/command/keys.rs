//! `keys show | rotate | disown KEY_ID`: on the data folder, while a server runs or not.

use super::account::{Where, on};
use super::{Done, Fault, environment, input, print};
use clap::{Args, Subcommand};
use miaohui::{
    certification::{
        instant::to_rfc3339,
        keys::{self, DisownError, KeyError, Keyring},
    },
    clock::now_ms,
};

#[derive(Args)]
pub struct KeysArgs {
    #[command(flatten)]
    place: Where,
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// List the issuing keys, oldest first: name, since when, state, how many credentials it issued.
    Show {
        #[arg(long)]
        json: bool,
    },
    /// Put a new issuing key in use; what the older ones signed stays valid.
    Rotate,
    /// Give up a stolen key: of what it signed only the register that the root signs now stays valid.
    Disown {
        key_id: String,
        /// Why, for the audit log.
        #[arg(long)]
        reason: String,
    },
}

pub fn run(args: &KeysArgs) -> Done {
    let dir = &args.place.data;
    on(&args.place, async |storage| match &args.what {
        What::Show { json } => {
            let keyring = Keyring::load_or_create(dir, now_ms()).map_err(environment)?;
            let issued = keys::issued_by(&storage, dir).await.map_err(environment)?;
            print(&if *json { as_json(&keyring, &issued) } else { as_lines(&keyring, &issued) })
        }
        What::Rotate => print(&keys::rotate(&storage, dir, None, now_ms()).await.map_err(fault)?),
        What::Disown { key_id, reason } => {
            let count = keys::disown(&storage, dir, key_id, reason, None, now_ms()).await.map_err(fault)?;
            print(&format!("{key_id} is disowned; the register has {count} credentials it had issued"))
        }
    })
}

/// Whether the fault is in what was asked for, or in the folder.
fn fault(fault: DisownError) -> Fault {
    match fault {
        DisownError::Key(fault @ (KeyError::Unknown(_) | KeyError::Disowned(_) | KeyError::Reason)) => input(fault),
        fault => environment(fault),
    }
}

type Issued = std::collections::BTreeMap<String, u64>;

fn rows<'a>(keyring: &'a Keyring, issued: &'a Issued) -> impl Iterator<Item = (&'a str, String, String, u64)> {
    let in_use = keyring.in_use().map(|key| key.id.as_str()).unwrap_or_default();
    keyring.issuing().iter().map(move |key| {
        let state = match &key.disowned {
            Some(disowned) => format!("disowned {}", to_rfc3339(disowned.at_ms)),
            None if key.id == in_use => "in use".to_owned(),
            None => "rotated".to_owned(),
        };
        (key.id.as_str(), to_rfc3339(key.created_ms), state, issued.get(&key.id).copied().unwrap_or_default())
    })
}

fn as_lines(keyring: &Keyring, issued: &Issued) -> String {
    let lines = rows(keyring, issued).map(|(id, since, state, count)| format!("{id}\t{since}\t{state}\t{count}"));
    let root = if keyring.has_root() { "here" } else { "elsewhere: keys can be neither rotated nor disowned" };
    lines.chain([format!("root key\t{root}")]).collect::<Vec<_>>().join("\n")
}

fn as_json(keyring: &Keyring, issued: &Issued) -> String {
    let keys: Vec<serde_json::Value> = rows(keyring, issued)
        .map(|(id, since, state, count)| serde_json::json!({ "id": id, "since": since, "state": state, "issued": count }))
        .collect();
    serde_json::json!({ "keys": keys, "root": keyring.has_root() }).to_string()
}
