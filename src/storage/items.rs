//! A school's own items of the bank, version after version, none overwritten; and which items it has retired.

use super::statement::{record, statements, values};
use super::{Json, LIST_MAX, Storage, StorageError};
use crate::clock::UnixMs;
use crate::ids::UserId;
use crate::quiz::Item;

/// The most items a school's bank holds besides those of the content.
pub const SCHOOL_ITEMS_MAX: u32 = 20_000;

statements! {
    HEAD = "insert into school_items (id, version, retired_ms, changed_ms) values ($1, 1, null, $2)
        on conflict (id) do update set version = school_items.version + 1, retired_ms = null,
            changed_ms = excluded.changed_ms
        returning version";
    VERSION = "insert into item_versions (id, version, body, author_id, at_ms) values ($1, $2, $3, $4, $5)";
    COUNT = "select count(*) as items, coalesce(max(changed_ms), 0) as changed_ms,
        cast(coalesce(sum(version), 0) as bigint) as versions, count(retired_ms) as retired from school_items";
    ITEMS = "select s.id, s.version, s.retired_ms, s.changed_ms, v.body
        from school_items s left join item_versions v on v.id = s.id and v.version = s.version
        order by s.id limit $1";
    ITEM = "select s.id, s.version, s.retired_ms, s.changed_ms, v.body
        from school_items s left join item_versions v on v.id = s.id and v.version = s.version where s.id = $1";
    VERSIONS = "select v.version, v.author_id, u.display_name as author_name, v.at_ms
        from item_versions v join users u on u.id = v.author_id where v.id = $1 order by v.version desc limit $2";
    ONE_VERSION = "select body from item_versions where id = $1 and version = $2";
    RETIRE = "insert into school_items (id, version, retired_ms, changed_ms) values ($1, 0, $2, $2)
        on conflict (id) do update set retired_ms = excluded.retired_ms, changed_ms = excluded.changed_ms";
    RESTORE = "update school_items set retired_ms = null, changed_ms = $2 where id = $1";
}

record! {
    /// What tells whether the school's bank is still the one that was read; any change changes it.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct ItemsMark {
        pub items: u64,
        pub changed_ms: UnixMs,
        /// All versions, counted together.
        pub versions: u64,
        pub retired: u64,
    }
}

record! {
    struct Row { id: String, version: u64, retired_ms: Option<UnixMs>, changed_ms: UnixMs, body: Option<Json>, }
}

record! {
    struct Numbered { version: u64, }
}

record! {
    struct Body { body: Json, }
}

record! {
    /// One version as a list shows it.
    #[derive(Clone, Debug)]
    pub struct ItemVersionRow {
        pub version: u64,
        pub author_id: UserId,
        pub author_name: String,
        pub at_ms: UnixMs,
    }
}

/// An item the school has written or retired.
#[derive(Clone, Debug, PartialEq)]
pub struct SchoolItem {
    pub id: String,
    /// The newest; 0: an item of the content, retired or restored.
    pub version: u64,
    /// Since when it is not asked any more.
    pub retired_ms: Option<UnixMs>,
    pub changed_ms: UnixMs,
    /// The newest version; none for an item of the content.
    pub item: Option<Item>,
}

impl Row {
    fn read(self) -> Result<SchoolItem, StorageError> {
        let Self { id, version, retired_ms, changed_ms, body } = self;
        let item = match body {
            Some(body) => Some(Item { version, ..body.read()? }),
            None => None,
        };
        Ok(SchoolItem { id, version, retired_ms, changed_ms, item })
    }
}

impl Storage {
    /// Keeps each item as its next version (and has it asked again, where it was retired); all or nothing. The
    /// versions' numbers, in order.
    ///
    /// # Errors
    /// [`StorageError::Conflict`] `reference` when there is no such author.
    pub async fn save_items(&self, items: &[Item], author: &UserId, now_ms: UnixMs) -> Result<Vec<u64>, StorageError> {
        let mut transaction = self.database.begin().await?;
        let mut versions = Vec::with_capacity(items.len());
        // In order of their ids, so that two imports at once wait for each other and never both.
        let mut order: Vec<usize> = (0..items.len()).collect();
        order.sort_by(|a, b| items[*a].id.cmp(&items[*b].id));
        for at in order {
            let item = &items[at];
            let head: Option<Numbered> = transaction.one(HEAD, &values![&item.id, now_ms]).await?;
            let version = head.map_or(1, |head| head.version);
            let body = Json::of(&Item { version: 0, ..item.clone() })?;
            transaction.run(VERSION, &values![&item.id, version, &body, author, now_ms]).await?;
            versions.push((at, version));
        }
        transaction.commit().await?;
        versions.sort_unstable();
        Ok(versions.into_iter().map(|(_, version)| version).collect())
    }

    /// Changes with every change of the school's items.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn items_mark(&self) -> Result<ItemsMark, StorageError> {
        let mark = self.database.one(COUNT, &values![]).await?;
        Ok(mark.unwrap_or(ItemsMark { items: 0, changed_ms: 0, versions: 0, retired: 0 }))
    }

    /// All the school's items and those it has retired, by id, each in its newest version.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn school_items(&self) -> Result<Vec<SchoolItem>, StorageError> {
        let rows: Vec<Row> = self.database.all(ITEMS, &values![SCHOOL_ITEMS_MAX]).await?;
        rows.into_iter().map(Row::read).collect()
    }

    /// One of them.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn school_item(&self, id: &str) -> Result<Option<SchoolItem>, StorageError> {
        let row: Option<Row> = self.database.one(ITEM, &values![id]).await?;
        row.map(Row::read).transpose()
    }

    /// An item's versions, newest first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn item_versions(&self, id: &str) -> Result<Vec<ItemVersionRow>, StorageError> {
        self.database.all(VERSIONS, &values![id, LIST_MAX]).await
    }

    /// One version of an item.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn item_version(&self, id: &str, version: u64) -> Result<Option<Item>, StorageError> {
        let body: Option<Body> = self.database.one(ONE_VERSION, &values![id, version]).await?;
        Ok(match body {
            Some(body) => Some(Item { version, ..body.body.read()? }),
            None => None,
        })
    }

    /// Has an item, the school's own or the content's, asked no more.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn retire_item(&self, id: &str, now_ms: UnixMs) -> Result<(), StorageError> {
        self.database.run(RETIRE, &values![id, now_ms]).await.map(drop)
    }

    /// Has several items asked no more, all or none.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn retire_items(&self, ids: &[String], now_ms: UnixMs) -> Result<(), StorageError> {
        let mut transaction = self.database.begin().await?;
        // In order of their ids, as they are saved.
        let mut ids: Vec<&String> = ids.iter().collect();
        ids.sort_unstable();
        for id in ids {
            transaction.run(RETIRE, &values![id, now_ms]).await?;
        }
        transaction.commit().await
    }

    /// Has a retired item asked again.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn restore_item(&self, id: &str, now_ms: UnixMs) -> Result<(), StorageError> {
        self.database.run(RESTORE, &values![id, now_ms]).await.map(drop)
    }
}
