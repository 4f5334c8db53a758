//! What a desk keeps: half-typed replies, marks, phrases of one's own, settings.

use super::{NOON, People};
use miaohui::ids::UserId;
use miaohui::simulation::event::{Mode, Opening, Post};
use miaohui::storage::{DeskSettings, Json, NewShift, NewWindowNote, OWN_PHRASES_MAX, Storage, WindowNote};
use std::collections::BTreeMap;

pub async fn desk(storage: &Storage, people: &People) {
    notes(storage, people).await;
    phrases(storage, people).await;
    let newcomer = storage.desk_settings(&people.trainee).await.unwrap();
    assert_eq!(newcomer, DeskSettings { sounds: true, guided: false });
    for settings in [DeskSettings { sounds: false, guided: true }, DeskSettings { sounds: true, guided: true }] {
        storage.set_desk_settings(&people.trainee, settings).await.unwrap();
        assert_eq!(storage.desk_settings(&people.trainee).await.unwrap(), settings);
    }
    let nobody = storage.set_desk_settings(&UserId::from("nobody"), newcomer).await;
    assert!(nobody.unwrap_err().is_conflict("reference"));
}

async fn notes(storage: &Storage, people: &People) {
    let opening = Opening {
        seed: "1".to_owned(),
        plan: "first-day".to_owned(),
        mode: Mode::Practice,
        post: Post::Presale,
        content: "hash".to_owned(),
        engine: 1,
    };
    let new = NewShift { user: people.trainer.clone(), assignment: None, exam: None, opening };
    let (open, over) =
        (storage.create_shift(&new, NOON).await.unwrap(), storage.create_shift(&new, NOON).await.unwrap());
    let draft = |text: &str, at_ms| NewWindowNote { draft: Some((text.to_owned(), at_ms)), marked: None };
    let mark = NewWindowNote { draft: None, marked: Some(true) };
    let keep = async |notes: Vec<(u32, NewWindowNote)>| {
        let notes: BTreeMap<_, _> = notes.into_iter().map(|(number, note)| ((open.clone(), number), note)).collect();
        storage.note_windows(&notes).await.unwrap();
        storage.window_notes(&open).await.unwrap()
    };
    let note = |number, draft: &str, marked, at_ms| WindowNote { number, draft: draft.to_owned(), marked, at_ms };
    let kept = keep(vec![(2, draft("在的", NOON)), (1, mark.clone())]).await;
    assert_eq!(kept, [note(1, "", true, 0), note(2, "在的", false, NOON)]);
    let kept = keep(vec![(1, draft("您好", NOON + 1)), (2, draft("", NOON + 2))]).await;
    assert_eq!(kept, [note(1, "您好", true, NOON + 1), note(2, "", false, NOON + 2)]);

    storage.close_shift(&over, 0, &Json("{}".to_owned()), NOON).await.unwrap();
    storage.note_windows(&BTreeMap::from([((over.clone(), 1), mark)])).await.unwrap();
    assert!(storage.window_notes(&over).await.unwrap().is_empty(), "the shift is over");
    storage.forget_window_notes(&open).await.unwrap();
    assert!(storage.window_notes(&open).await.unwrap().is_empty());
    storage.close_shift(&open, 0, &Json("{}".to_owned()), NOON).await.unwrap();
}

async fn phrases(storage: &Storage, people: &People) {
    let (mine, theirs) = (&people.trainee, &people.trainer);
    assert!(storage.add_own_phrase(mine, "开场", "在的亲", NOON).await.unwrap());
    assert!(storage.add_own_phrase(mine, "", "{size}有货", NOON + 1).await.unwrap());
    assert!(storage.add_own_phrase(theirs, "", "别人的", NOON).await.unwrap());
    let own = storage.own_phrases(mine).await.unwrap();
    assert_eq!(own.iter().map(|one| one.text.as_str()).collect::<Vec<_>>(), ["在的亲", "{size}有货"]);
    let id = &own[0].id;
    assert!(!storage.change_own_phrase(theirs, id, "", "不是我的").await.unwrap());
    storage.remove_own_phrase(theirs, id).await.unwrap();
    assert!(storage.change_own_phrase(mine, id, "招呼", "在的").await.unwrap());
    let own = storage.own_phrases(mine).await.unwrap();
    assert_eq!((own[0].category.as_str(), own[0].text.as_str()), ("招呼", "在的"));
    storage.remove_own_phrase(mine, id).await.unwrap();
    for nr in 1..OWN_PHRASES_MAX {
        assert!(storage.add_own_phrase(mine, "", &nr.to_string(), NOON).await.unwrap());
    }
    assert!(!storage.add_own_phrase(mine, "", "太多", NOON).await.unwrap());
}
