//! A class, its tasks, a shift's log, a drill.

use super::{NOON, People};
use miaohui::ids::{AssignmentId, ShiftId, UserId};
use miaohui::simulation::event::{Body, Cause, CloseReason, Event, Mode, Opening, Post};
use miaohui::storage::{
    Append, AttemptState, Drill, Json, Kind, NewAssignment, NewAttempt, NewShift, Shift, ShiftState, Storage, Terms,
    Whom,
};
use std::sync::Arc;

fn opening(plan: &str) -> Opening {
    Opening {
        seed: "18446744073709551615".to_owned(),
        plan: plan.to_owned(),
        mode: Mode::Practice,
        post: Post::Presale,
        content: "hash".to_owned(),
        engine: 1,
    }
}

fn event(seq: u64, client_id: Option<&str>, body: Body) -> Event {
    let cause = client_id.is_none().then_some(Cause { seq, index: 1 });
    Event { seq, at_ms: NOON + seq, cause, client_id: client_id.map(str::to_owned), body }
}

pub async fn practice(storage: &Storage, people: &People) {
    let cohort = storage.create_cohort("一班", &people.trainer, Some("join-1"), NOON).await.unwrap();
    let again = storage.create_cohort("二班", &people.trainer, Some("join-1"), NOON).await;
    assert!(again.unwrap_err().is_conflict("cohorts_join_code"));
    let found = storage.cohort_by_join_code("join-1").await.unwrap().unwrap();
    assert_eq!(found.id, cohort);
    assert!(storage.join_cohort(&cohort, &people.trainee, NOON).await.unwrap());
    assert!(!storage.join_cohort(&cohort, &people.trainee, NOON).await.unwrap(), "once is enough");
    let stranger = storage.join_cohort(&cohort, &UserId::from("nobody"), NOON).await;
    assert!(stranger.unwrap_err().is_conflict("reference"));
    assert_eq!(storage.cohorts_of_trainer(&people.trainer).await.unwrap()[0].member_count, 1);
    assert_eq!(storage.cohorts_of_member(&people.trainee).await.unwrap()[0].trainer_name, "何静");
    assert_eq!(storage.members(&cohort).await.unwrap()[0].login, "lin.xiaoan");
    assert!(storage.trains(&people.trainer, &people.trainee).await.unwrap());
    assert!(!storage.trains(&people.examiner, &people.trainee).await.unwrap());

    let new = NewAssignment {
        whom: Whom::Cohort(cohort.clone()),
        kind: Kind::Shift,
        target: "first-day".to_owned(),
        title: "第一天".to_owned(),
        due_ms: Some(NOON + 86_400_000),
        created_by: people.trainer.clone(),
        terms: Terms::default(),
    };
    let task = storage.assign(&new, NOON).await.unwrap();
    let undated = NewAssignment { whom: Whom::User(people.trainee.clone()), kind: Kind::Typing, due_ms: None, ..new };
    let typing_task = storage.assign(&undated, NOON).await.unwrap();
    let today = storage.assigned_to(&people.trainee).await.unwrap();
    let order: Vec<_> = today.iter().map(|task| (&task.id, task.begun, task.finished)).collect();
    assert_eq!(order, [(&task, 0, 0), (&typing_task, 0, 0)], "dated ones first");
    assert!(storage.assigned_to(&people.trainer).await.unwrap().is_empty());
    assert!(storage.assignment_for(&task, &people.trainee).await.unwrap().is_some());
    assert!(storage.assignment_for(&task, &people.examiner).await.unwrap().is_none());

    shift_log(storage, people, &task).await;
    typing(storage, people, &typing_task).await;
    quizzes_of_a_class(storage, people).await;

    let today = storage.assigned_to(&people.trainee).await.unwrap();
    let done: Vec<_> = today.iter().map(|task| (task.begun, task.finished)).collect();
    assert_eq!(done, [(1, 1), (1, 1)]);
    let results = storage.assignment_results(&task).await.unwrap();
    assert_eq!(results.len(), 1);
    assert_eq!(results[0].result.as_ref().unwrap().0, r#"{"points":71.5}"#);
    storage.withdraw_assignment(&typing_task).await.unwrap();
    assert_eq!(storage.assigned_to(&people.trainee).await.unwrap().len(), 1);
    assert_eq!(storage.attempts_of(&people.trainee, Drill::Typing).await.unwrap().len(), 1);
}

async fn take(storage: &Storage, shift: &ShiftId, node: &str) -> Option<Shift> {
    storage.take_shifts(std::slice::from_ref(shift), node).await.unwrap().remove(0)
}

async fn shift_log(storage: &Storage, people: &People, task: &AssignmentId) {
    let new = NewShift {
        user: people.trainee.clone(),
        assignment: Some(task.clone()),
        exam: None,
        opening: opening("first-day"),
    };
    let shift = storage.create_shift(&new, NOON).await.unwrap();
    let free = NewShift { assignment: None, ..new.clone() };
    let other = storage.create_shift(&free, NOON - 1).await.unwrap();
    let stored = storage.shift(&shift).await.unwrap().unwrap();
    assert_eq!(stored.opening.read::<Opening>().unwrap(), opening("first-day"));
    assert_eq!(take(storage, &shift, "node-1").await.unwrap().epoch, 1);
    assert_eq!(take(storage, &shift, "node-2").await.unwrap().epoch, 2);

    // 75 events: one chunk of 64, one of 8, three single ones.
    let said = |nr: u64| Body::BuyerSaid { window: 1, text: format!("在吗？{nr}"), card: None, waits: true };
    let mut events = vec![event(1, None, Body::ShiftOpened(opening("first-day")))];
    events.extend((2..=75).map(|nr| event(nr, Some(&format!("c{nr}")), said(nr))));
    let results = storage
        .append(&[Append { shift: shift.clone(), epoch: 2, events: events.iter().cloned().map(Arc::new).collect() }])
        .await;
    assert!(results.iter().all(Result::is_ok), "{results:?}");
    assert_eq!(storage.events_after(&shift, 0).await.unwrap(), events);
    assert_eq!(storage.events_after(&shift, 73).await.unwrap(), events[73..]);
    assert_eq!(storage.last_seq(&shift).await.unwrap(), 75);

    // A stale holder numbers 75 again, and a repeat has a known client id: only they are refused.
    let stale = Append { shift: shift.clone(), epoch: 2, events: vec![Arc::new(event(75, None, said(0)))] };
    let good = Append { shift: other.clone(), epoch: 0, events: vec![Arc::new(event(1, Some("c2"), said(1)))] };
    let results = storage.append(&[stale, good]).await;
    assert!(results[0].as_ref().unwrap_err().is_conflict("events_shift_id_seq"), "{results:?}");
    assert!(results[1].is_ok());
    assert_eq!(storage.last_seq(&other).await.unwrap(), 1);
    let overtaken = Append { shift: shift.clone(), epoch: 1, events: vec![Arc::new(event(76, None, said(0)))] };
    let results = storage.append(&[overtaken]).await;
    assert!(results[0].as_ref().unwrap_err().is_conflict("epoch"), "{results:?}");
    assert_eq!(storage.last_seq(&shift).await.unwrap(), 75, "a node that was overtaken writes nothing");
    let repeat = Append { shift: shift.clone(), epoch: 2, events: vec![Arc::new(event(76, Some("c2"), said(0)))] };
    let results = storage.append(&[repeat]).await;
    let refused = results[0].as_ref().unwrap_err();
    assert!(refused.is_conflict("events_shift_id_client_id"), "{results:?}");

    let closed = Body::ShiftClosed { reason: CloseReason::Finished };
    let last = Append { shift: shift.clone(), epoch: 2, events: vec![Arc::new(event(76, None, closed))] };
    assert!(storage.append(&[last]).await[0].is_ok());
    let score = Json(r#"{"points":71.5}"#.to_owned());
    assert_eq!(storage.open_shifts().await.unwrap().len(), 2);
    assert!(storage.close_shift(&shift, 2, &score, NOON + 9).await.unwrap());
    assert!(!storage.close_shift(&shift, 2, &Json("{}".to_owned()), NOON + 10).await.unwrap(), "frozen");
    let stored = storage.shift(&shift).await.unwrap().unwrap();
    assert_eq!((stored.state, stored.score), (ShiftState::Closed, Some(score)));
    assert!(take(storage, &shift, "node-2").await.is_none());
    let score = Json("{}".to_owned());
    storage.close_shift(&other, 0, &score, NOON + 11).await.unwrap();
    let own = storage.shifts_of(&people.trainee).await.unwrap();
    assert_eq!(own.iter().map(|row| &row.id).collect::<Vec<_>>(), [&shift, &other]);
}

async fn typing(storage: &Storage, people: &People, task: &AssignmentId) {
    let new = NewAttempt {
        user: people.trainee.clone(),
        kind: Drill::Typing,
        target: "greeting".to_owned(),
        assignment: Some(task.clone()),
        exam: None,
        content_hash: "hash".to_owned(),
        form: Json(r#"{"minutes":1}"#.to_owned()),
        questions: Some(2),
        limit_ms: Some(60_000),
    };
    let attempt = storage.begin_attempt(&new, NOON).await.unwrap();
    let open = storage.open_attempt(&people.trainee, Drill::Typing, "greeting").await.unwrap();
    assert_eq!(open.unwrap().id, attempt);
    let answer = |text: &str| Json(text.to_owned());
    let keep_at = |user, question, text, at_ms| {
        let (storage, attempt) = (storage.clone(), attempt.clone());
        async move { storage.save_answer(&attempt, user, question, &text, at_ms).await.unwrap() }
    };
    let keep = |user, text| keep_at(user, 1, text, NOON);
    assert!(keep(&people.trainee, answer("1")).await);
    assert!(keep_at(&people.trainee, 1, answer("2"), NOON + 60_000).await);
    assert!(!keep(&people.trainer, answer("3")).await, "not theirs");
    assert!(!keep_at(&people.trainee, 1, answer("4"), NOON + 60_001).await, "too late");
    assert!(!keep_at(&people.trainee, 3, answer("5"), NOON).await, "no such question");
    let (form, longer) = (Json(r#"{"minutes":1}"#.to_owned()), Json(r#"{"minutes":2}"#.to_owned()));
    assert!(!storage.grow_attempt(&attempt, &people.trainer, &form, &longer, 3).await.unwrap(), "not theirs");
    assert!(storage.grow_attempt(&attempt, &people.trainee, &form, &longer, 3).await.unwrap());
    assert!(!storage.grow_attempt(&attempt, &people.trainee, &form, &longer, 4).await.unwrap(), "went on meanwhile");
    assert!(keep_at(&people.trainee, 3, answer("6"), NOON).await);
    let kept = storage.answers(&attempt).await.unwrap();
    let kept: Vec<&str> = kept.iter().map(|kept| kept.answer.0.as_str()).collect();
    assert_eq!(kept, ["2", "6"]);
    let (data, result) = (answer("[]"), answer(r#"{"score_cpm":71.0}"#));
    let finish = |user| {
        let (storage, attempt) = (storage.clone(), attempt.clone());
        let (data, result) = (data.clone(), result.clone());
        async move { storage.finish_attempt(&attempt, user, &data, &result, NOON).await.unwrap() }
    };
    assert!(!finish(&people.trainer).await, "not theirs");
    assert!(finish(&people.trainee).await);
    assert!(!finish(&people.trainee).await, "once");
    assert!(!keep(&people.trainee, answer("4")).await, "finished");
    let stored = storage.attempt(&attempt).await.unwrap().unwrap();
    assert_eq!((stored.state, stored.result), (AttemptState::Finished, Some(result)));
}

async fn quizzes_of_a_class(storage: &Storage, people: &People) {
    let other = storage.create_cohort("别人的班", &people.examiner, None, NOON).await.unwrap();
    let begin = |user: &UserId, at_ms: u64| {
        let new = NewAttempt {
            user: user.clone(),
            kind: Drill::Quiz,
            target: "rules".to_owned(),
            assignment: None,
            exam: None,
            content_hash: "hash".to_owned(),
            form: Json(format!("{{\"at\":{at_ms}}}")),
            questions: None,
            limit_ms: None,
        };
        async move { storage.begin_attempt(&new, at_ms).await.unwrap() }
    };
    let mut taken = Vec::new();
    for at_ms in [NOON, NOON + 1, NOON + 2] {
        taken.push(begin(&people.trainee, at_ms).await);
    }
    let strangers = begin(&people.examiner, NOON).await;
    let (data, result) = (Json("{}".to_owned()), Json(r#"{"share":1.0,"marks":[1.0]}"#.to_owned()));
    // The first begun is handed in last; the second stays open.
    for (attempt, user, at_ms) in
        [(&taken[2], &people.trainee, 5), (&taken[0], &people.trainee, 9), (&strangers, &people.examiner, 7)]
    {
        assert!(storage.finish_attempt(attempt, user, &data, &result, NOON + at_ms).await.unwrap());
    }
    let seen = storage.quizzes_of_trainer(&people.trainer).await.unwrap();
    let ids: Vec<_> = seen.iter().map(|one| &one.id).collect();
    assert_eq!(ids, [&taken[0], &taken[2]], "newest first; open ones, typing and strangers' are not there");
    assert_eq!(seen[0].result.as_ref(), Some(&result));
    assert!(storage.quizzes_of_trainer(&people.examiner).await.unwrap().is_empty(), "a class without members");
    let of_all = storage.quizzes_of_all().await.unwrap();
    assert_eq!(of_all.iter().map(|one| &one.id).collect::<Vec<_>>(), [&taken[0], &strangers, &taken[2]]);
    // In two classes of one trainer: still once.
    let second = storage.create_cohort("三班", &people.trainer, None, NOON).await.unwrap();
    storage.join_cohort(&second, &people.trainee, NOON).await.unwrap();
    assert_eq!(storage.quizzes_of_trainer(&people.trainer).await.unwrap().len(), 2);
    storage.leave_cohort(&second, &people.trainee).await.unwrap();
    for cohort in [&second, &other] {
        storage.archive_cohort(cohort, NOON).await.unwrap();
    }
}
