//! What was missed at the desk is due the next day, is asked, and comes back later or sooner; what is learned is kept
//! answer by answer.

use super::{NOON, People};
use miaohui::ids::ShiftId;
use miaohui::quiz::memory::{Answered, Goal, Memory, Rating, Scheduler, Stage, in_days};
use miaohui::simulation::event::{Mode, Opening, Post};
use miaohui::storage::{Json, NewMiss, NewShift, ReviewAnswer, Storage};

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

fn miss(item: &str, seq: Option<u64>) -> NewMiss {
    NewMiss { item: item.to_owned(), product: item.split_once(':').map(|(id, _)| id.to_owned()), seq }
}

pub async fn reviews(storage: &Storage, people: &People) {
    missed(storage, people).await;
    learned(storage, people).await;
}

async fn missed(storage: &Storage, people: &People) {
    let user = &people.trainee;
    let (tonight, tomorrow) = (in_days(NOON, 1), in_days(NOON, 2));
    let shift = shift(storage, people).await;
    storage.note_misses(user, Some(&shift), &[], tonight, NOON).await.unwrap();
    assert!(storage.reviews_of(user).await.unwrap().is_empty());
    let misses = [miss("XB-1:care", Some(7)), miss("returns-1", Some(9))];
    storage.note_misses(user, Some(&shift), &misses, tonight, NOON).await.unwrap();
    assert!(storage.reviews_due(user, tonight, 9).await.unwrap().is_empty());
    assert!(storage.reviews_of(&people.trainer).await.unwrap().is_empty(), "nobody else's");

    let due = storage.reviews_due(user, tomorrow, 9).await.unwrap();
    assert_eq!(due.iter().map(|one| one.item.as_str()).collect::<Vec<_>>(), ["XB-1:care", "returns-1"]);
    let first = &due[0];
    assert_eq!((first.product.as_deref(), first.misses, first.missed_seq), (Some("XB-1"), 1, Some(7)));
    assert_eq!((first.missed_shift.as_ref(), first.missed_ms, first.reviewed_ms), (Some(&shift), NOON, None));
    let studied = first.studied();
    assert!(studied.missed && studied.memory == Memory::default());

    // A day already set is not put off by another miss, be it in a quiz.
    storage.note_misses(user, None, &[miss("returns-1", None)], tomorrow, tonight + 6).await.unwrap();
    let due = storage.reviews_due(user, tomorrow, 9).await.unwrap();
    let again = due.iter().find(|one| one.item == "returns-1").unwrap();
    assert_eq!((again.due_ms, again.misses, again.missed_shift.as_ref()), (tonight, 2, None));
    let nobody = storage.note_misses(user, Some(&ShiftId::from("none")), &[miss("x", Some(1))], tonight, NOON).await;
    assert!(nobody.unwrap_err().is_conflict("reference"));
}

async fn learned(storage: &Storage, people: &People) {
    let user = &people.trainee;
    assert_eq!(storage.review_goal(user).await.unwrap(), Goal::default());
    let goal = Goal { exam_day: Some(20_900), minutes_a_day: 15, new_a_day: 30 };
    storage.set_review_goal(user, Goal::default()).await.unwrap();
    storage.set_review_goal(user, goal).await.unwrap();
    assert_eq!(storage.review_goal(user).await.unwrap(), goal);

    let items = ["XB-1:care", "XB-1:size", "XB-2:care"].map(|id| (id.to_owned(), Some(id[..4].to_owned())));
    assert_eq!(storage.take_up(user, &items, NOON).await.unwrap(), 2, "one is under review already");
    assert_eq!(storage.reviews_of(user).await.unwrap().len(), 4);

    // The question in hand stays until it is answered, and is answered once.
    let place = Json("{}".to_owned());
    let card = storage.hand_card(user, "XB-1:size", &place, NOON).await.unwrap().unwrap();
    let same = storage.hand_card(user, "XB-2:care", &place, NOON + 5).await.unwrap().unwrap();
    assert_eq!((same.id.as_str(), same.item.as_str(), same.shown_ms), (card.id.as_str(), "XB-1:size", NOON));
    let scheduler = Scheduler::default();
    let (memory, due_ms) = Memory::default().answered(&scheduler, Rating::Good, NOON);
    let (memory, _) = memory.answered(&scheduler, Rating::Good, due_ms);
    let due_ms = in_days(NOON, 1);
    let answered = Answered {
        item: "XB-1:size".to_owned(),
        at_ms: NOON + 9_000,
        took_ms: 9_000,
        rating: Rating::Good,
        new: false,
        kept: Some((3, 4_500)),
    };
    let given = ReviewAnswer { card: card.id, answer: place, answered: answered.clone(), memory, due_ms };
    assert!(!storage.answer_card(&people.trainer, &given).await.unwrap(), "another's");
    assert!(storage.answer_card(user, &given).await.unwrap());
    assert!(!storage.answer_card(user, &given).await.unwrap(), "once");
    assert!(storage.review_card(user).await.unwrap().is_none());
    assert_eq!(storage.review_answers(user).await.unwrap(), [answered]);
    let rows = storage.reviews_of(user).await.unwrap();
    let row = rows.iter().find(|one| one.item == "XB-1:size").unwrap();
    assert_eq!((row.studied().memory, row.due_ms, row.reviewed_ms), (memory, due_ms, Some(NOON + 9_000)));

    // Known, then missed at the desk: as after a wrong answer, the next day.
    storage.note_misses(user, None, &[miss("XB-1:size", None)], due_ms, NOON + 20_000).await.unwrap();
    let rows = storage.reviews_of(user).await.unwrap();
    let studied = rows.iter().find(|one| one.item == "XB-1:size").unwrap().studied();
    assert!(studied.missed && studied.memory.trace.stage == Stage::Relearning && studied.memory.lapses == 1);

    // What was never asked can be put back; what was missed or asked cannot.
    assert_eq!(storage.put_back(user).await.unwrap(), 1);
    assert_eq!(storage.reviews_of(user).await.unwrap().len(), 3);
    let card = storage.hand_card(user, "returns-1", &Json("{}".to_owned()), NOON).await.unwrap().unwrap();
    storage.drop_card(user, &card.id).await.unwrap();
    assert!(storage.review_card(user).await.unwrap().is_none());
}
