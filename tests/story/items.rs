//! A trainer writes items, mends them, retires one of the content's.

use super::{NOON, People};
use miaohui::ids::UserId;
use miaohui::quiz::{Item, Kind};
use miaohui::storage::Storage;

pub async fn items(storage: &Storage, people: &People) {
    let item = |id: &str, prompt: &str| Item {
        id: id.to_owned(),
        kind: Kind::Boolean,
        prompt: prompt.to_owned(),
        truth: Some(true),
        explanation: "因为".to_owned(),
        topic: "conduct".to_owned(),
        level: 1,
        ..Item::default()
    };
    let nothing = storage.items_mark().await.unwrap();
    assert!(storage.school_items().await.unwrap().is_empty());
    let both = [item("own-b", "乙"), item("own-a", "甲")];
    assert_eq!(storage.save_items(&both, &people.trainer, NOON).await.unwrap(), [1, 1]);
    let written = storage.items_mark().await.unwrap();
    assert_ne!(nothing, written);
    assert_eq!(storage.save_items(&[item("own-a", "甲改")], &people.admin, NOON).await.unwrap(), [2]);
    assert_ne!(written, storage.items_mark().await.unwrap(), "in the same millisecond, too");
    let nobody = storage.save_items(&[item("own-c", "丙"), item("own-a", "丁")], &UserId::from("nobody"), NOON).await;
    assert!(nobody.unwrap_err().is_conflict("reference"));
    assert!(storage.school_item("own-c").await.unwrap().is_none(), "all or nothing");

    let own = storage.school_item("own-a").await.unwrap().unwrap();
    assert_eq!((own.version, own.retired_ms), (2, None));
    assert_eq!(own.item, Some(Item { version: 2, ..item("own-a", "甲改") }));
    assert_eq!(storage.item_version("own-a", 1).await.unwrap(), Some(Item { version: 1, ..item("own-a", "甲") }));
    let versions = storage.item_versions("own-a").await.unwrap();
    let versions: Vec<_> = versions.iter().map(|one| (one.version, one.author_name.as_str())).collect();
    assert_eq!(versions, [(2, "周敏"), (1, "何静")]);

    storage.retire_items(&["own-b".to_owned()], NOON + 1).await.unwrap();
    storage.retire_item("conduct-shipped", NOON + 1).await.unwrap();
    let states = |all: Vec<miaohui::storage::SchoolItem>| {
        all.into_iter()
            .map(|one| (one.id, one.version, one.retired_ms.is_some(), one.item.is_some()))
            .collect::<Vec<_>>()
    };
    let state = |id: &str, version, retired, own| (id.to_owned(), version, retired, own);
    assert_eq!(
        states(storage.school_items().await.unwrap()),
        [state("conduct-shipped", 0, true, false), state("own-a", 2, false, true), state("own-b", 1, true, true)]
    );
    storage.restore_item("conduct-shipped", NOON + 2).await.unwrap();
    assert_eq!(storage.save_items(&both[..1], &people.trainer, NOON + 3).await.unwrap(), [2], "saved is asked again");
    assert_eq!(
        states(storage.school_items().await.unwrap()),
        [state("conduct-shipped", 0, false, false), state("own-a", 2, false, true), state("own-b", 2, false, true)]
    );

    // Two imports of the same items at once: each gets its versions.
    let turned = [both[1].clone(), both[0].clone()];
    let (left, right) = tokio::join!(
        storage.save_items(&both, &people.trainer, NOON + 4),
        storage.save_items(&turned, &people.admin, NOON + 4)
    );
    let mut numbers = [left.unwrap(), right.unwrap()].concat();
    numbers.sort_unstable();
    assert_eq!(numbers, [3, 3, 4, 4]);
}
