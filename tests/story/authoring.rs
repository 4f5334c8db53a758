//! A trainer writes a scenario, version after version.

use super::{NOON, People};
use miaohui::ids::UserId;
use miaohui::storage::{NewScenarioVersion, Storage};

pub async fn authoring(storage: &Storage, people: &People) {
    let new = |scenario: &str, text: &str, author: &UserId| NewScenarioVersion {
        scenario: scenario.to_owned(),
        shop: "xiaobu".to_owned(),
        text: text.to_owned(),
        author: author.clone(),
    };
    let save = |scenario: &'static str, text: &'static str, author: &UserId, at_ms| {
        let new = new(scenario, text, author);
        async move { storage.save_scenario(&new, at_ms).await }
    };
    assert!(storage.newest_scenario_version("presale-a").await.unwrap().is_none());
    assert_eq!(save("presale-a", "甲一", &people.trainer, NOON).await.unwrap(), 1);
    assert_eq!(save("presale-b", "乙一", &people.admin, NOON + 1).await.unwrap(), 1, "counted by scenario");
    assert_eq!(save("presale-a", "甲二\n# 注", &people.trainer, NOON + 2).await.unwrap(), 2);
    let nobody = save("presale-a", "甲三", &UserId::from("nobody"), NOON + 3).await;
    assert!(nobody.unwrap_err().is_conflict("reference"));

    let first = storage.scenario_version("presale-a", 1).await.unwrap().unwrap();
    assert_eq!((first.text.as_str(), first.author_name.as_str(), first.at_ms), ("甲一", "何静", NOON));
    assert!(storage.scenario_version("presale-a", 3).await.unwrap().is_none());
    let newest = storage.newest_scenario_version("presale-a").await.unwrap().unwrap();
    assert_eq!((newest.version, newest.text.as_str(), newest.shop.as_str()), (2, "甲二\n# 注", "xiaobu"));
    let versions = storage.scenario_versions("presale-a").await.unwrap();
    assert_eq!(versions.iter().map(|one| one.version).collect::<Vec<_>>(), [2, 1]);
    let drafts = storage.scenario_drafts().await.unwrap();
    let drafts: Vec<_> = drafts.iter().map(|one| (one.scenario.as_str(), one.version, &one.author_id)).collect();
    assert_eq!(drafts, [("presale-a", 2, &people.trainer), ("presale-b", 1, &people.admin)]);

    // Two trainers save at once: each gets a number, none a fault.
    let (left, right) =
        tokio::join!(save("presale-c", "丙", &people.trainer, NOON), save("presale-c", "丁", &people.admin, NOON));
    let mut both = [left.unwrap(), right.unwrap()];
    both.sort_unstable();
    assert_eq!(both, [1, 2]);
}
