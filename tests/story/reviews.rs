//! What was missed at the desk is due the next day, is asked, and comes back later or sooner.

use super::{NOON, People};
use miaohui::ids::ShiftId;
use miaohui::quiz::review::{Memory, in_days};
use miaohui::simulation::event::{Mode, Opening, Post};
use miaohui::storage::{Json, NewMiss, NewShift, Storage};

async fn shift(storage: &Storage, people: &People) -> ShiftId {
    let opening = Opening {
        seed: "1".to_owned(),
        plan: "reviews".to_owned(),
        mode: Mode::Practice,
        post: Post::Presale,
        content: "hash".to_owned(),
        engine: 1,
    };
    let new = NewShift { user: people.trainee.clone(), assignment: None, exam: None, opening };
    storage.create_shift(&new, NOON).await.unwrap()
}

fn miss(item: &str, seq: u64) -> NewMiss {
    NewMiss { item: item.to_owned(), product: item.split_once(':').map(|(id, _)| id.to_owned()), seq }
}

pub async fn reviews(storage: &Storage, people: &People) {
    let user = &people.trainee;
    let (tonight, tomorrow) = (in_days(NOON, 1), in_days(NOON, 2));
    let shift = shift(storage, people).await;
    storage.note_misses(user, &shift, &[], tonight, NOON).await.unwrap();
    assert_eq!(storage.review_load(user, tonight, tomorrow).await.unwrap(), (0, 0));
    let misses = [miss("XB-1:care", 7), miss("returns-1", 9)];
    storage.note_misses(user, &shift, &misses, tonight, NOON).await.unwrap();
    assert_eq!(storage.review_load(user, tonight, tomorrow).await.unwrap(), (0, 2), "tomorrow, not today");
    assert!(storage.reviews_due(user, tonight, 9).await.unwrap().is_empty());
    assert_eq!(storage.review_load(&people.trainer, tonight, tomorrow).await.unwrap(), (0, 0), "nobody else's");

    let due = storage.reviews_due(user, tomorrow, 9).await.unwrap();
    assert_eq!(due.iter().map(|one| one.item.as_str()).collect::<Vec<_>>(), ["XB-1:care", "returns-1"]);
    let first = &due[0];
    assert_eq!((first.product.as_deref(), first.misses, first.missed_seq), (Some("XB-1"), 1, Some(7)));
    assert_eq!((first.missed_shift.as_ref(), first.missed_ms, first.reviewed_ms), (Some(&shift), NOON, None));

    // Known the next day: three days later; missed again before that: the day after, and learned from the beginning.
    let (memory, due_ms) = Memory::default().answered(true, tonight);
    storage.reviewed(user, "XB-1:care", &Json::of(&memory).unwrap(), due_ms, tonight).await.unwrap();
    let due = storage.reviews_due(user, due_ms + 1, 9).await.unwrap();
    let known = due.iter().find(|one| one.item == "XB-1:care").unwrap();
    assert_eq!(known.memory.as_ref().unwrap().read::<Memory>().unwrap(), Memory { known: 1 });
    assert_eq!((known.due_ms, known.reviewed_ms), (in_days(tonight, 3), Some(tonight)));
    storage.note_misses(user, &shift, &[miss("XB-1:care", 30)], tomorrow, tonight + 5).await.unwrap();
    let again = storage.reviews_due(user, tomorrow + 1, 9).await.unwrap();
    let again = again.iter().find(|one| one.item == "XB-1:care").unwrap();
    assert_eq!((again.misses, again.due_ms, again.missed_seq), (2, tomorrow, Some(30)));
    assert!(again.memory.is_none());

    // A day already set is not put off by another miss.
    storage.note_misses(user, &shift, &[miss("returns-1", 31)], tomorrow, tonight + 6).await.unwrap();
    let due = storage.reviews_due(user, tomorrow, 9).await.unwrap();
    assert_eq!(due.iter().map(|one| (one.item.as_str(), one.due_ms)).collect::<Vec<_>>(), [("returns-1", tonight)]);
    let nobody = storage.note_misses(user, &ShiftId::from("none"), &[miss("x", 1)], tonight, NOON).await;
    assert!(nobody.unwrap_err().is_conflict("reference"));
}
