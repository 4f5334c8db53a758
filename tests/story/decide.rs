//! Four eyes, own classes, appeals, marks, seats, renewals: what storage refuses whoever asks.

use super::exam::certificate_of;
use super::{NOON, People};
use miaohui::ids::{ExamId, UserId};
use miaohui::storage::{
    ExamState, Given, Json, MAY_APPEAL, NewExam, NewOpinion, NewUser, Outcome, Renewal, Role, Storage, StorageError,
};

/// Entries this chapter adds to the audit log.
pub const AUDITED: u64 = 10;
const DAY_MS: u64 = 24 * 3_600_000;

pub async fn decide(storage: &Storage, people: &People) {
    let others = Others::join(storage, people).await;
    nobody_decides_for_an_own_class(storage, people, &others).await;
    let exam = four_eyes(storage, people, &others).await;
    appealed(storage, people, &others, &exam).await;
    marked_twice(storage, people, &others, &exam).await;
    checked_at_the_seat(storage, people).await;
}

struct Others {
    second: UserId,
    third: UserId,
    fourth: UserId,
    /// An examiner who leads the trainee's class besides.
    leads: UserId,
}

impl Others {
    async fn join(storage: &Storage, people: &People) -> Self {
        let person = async |login: &str| {
            let new = NewUser {
                login: login.to_owned(),
                display_name: login.to_owned(),
                password: None,
                role: Role::Examiner,
                must_change: false,
            };
            storage.create_user(&new, NOON).await.unwrap()
        };
        let leads = person("leads").await;
        let cohort = storage.create_cohort("二班", &leads, None, NOON).await.unwrap();
        storage.join_cohort(&cohort, &people.trainee, NOON).await.unwrap();
        // A class that was put away was trained all the same.
        storage.archive_cohort(&cohort, NOON).await.unwrap();
        Self { second: person("second").await, third: person("third").await, fourth: person("fourth").await, leads }
    }
}

async fn handed_in(storage: &Storage, people: &People, standard: &str, ticket: &str) -> ExamId {
    let id = ticketed(storage, people, standard, ticket).await;
    assert!(storage.enter_exam(ticket, &people.trainee, NOON).await.unwrap().is_some(), "{ticket}");
    assert!(storage.enter_exam(ticket, &people.trainee, NOON).await.unwrap().is_none(), "{ticket} replayed");
    assert!(storage.submit_exam(&id, NOON).await.unwrap());
    id
}

async fn ticketed(storage: &Storage, people: &People, standard: &str, ticket: &str) -> ExamId {
    let new = NewExam {
        user: people.trainee.clone(),
        standard_id: standard.to_owned(),
        standard_version: "1".to_owned(),
        assignment: None,
        ticket_hash: ticket.to_owned(),
        conditions: Json("{\"invigilated\":true}".to_owned()),
    };
    storage.create_exam(&new, NOON).await.unwrap()
}

fn opinion(exam: &ExamId, examiner: &UserId, outcome: Outcome, agreeing: u64) -> NewOpinion {
    NewOpinion {
        exam: exam.clone(),
        examiner: examiner.clone(),
        outcome,
        reason: "理由".to_owned(),
        dismissed: Json("[]".to_owned()),
        measured: Json("{}".to_owned()),
        agreeing,
    }
}

fn refused_as(result: Result<Given, StorageError>, what: &str) {
    let error = result.expect_err(what);
    assert!(error.is_conflict(what), "{error}, not {what}");
}

async fn nobody_decides_for_an_own_class(storage: &Storage, people: &People, others: &Others) {
    let exam = handed_in(storage, people, "own", "own").await;
    for (who, what) in [(&others.leads, "own_class"), (&people.trainer, "own_class"), (&people.trainee, "own_exam")] {
        for outcome in [Outcome::Certified, Outcome::Refused] {
            let certificate = certificate_of(&exam, people, "code0000own1", 31);
            refused_as(storage.decide(&opinion(&exam, who, outcome, 1), Some(&certificate), NOON).await, what);
        }
    }
    assert_eq!(storage.exam(&exam).await.unwrap().unwrap().state, ExamState::Submitted);
    assert!(storage.decisions(&exam).await.unwrap().is_empty() && storage.opinions(&exam).await.unwrap().is_empty());
    let of = async |who: &UserId| {
        let waiting = storage.exams_waiting(who).await.unwrap();
        waiting.into_iter().find(|one| one.id == exam).unwrap()
    };
    assert_eq!((of(&others.leads).await.trains, of(&others.second).await.trains), (1, 0));
    // Another exam of the standard waits: a second ticket opens nothing yet.
    ticketed(storage, people, "own", "own-2").await;
    assert!(storage.enter_exam("own-2", &people.trainee, NOON).await.unwrap().is_none());
    assert!(storage.exam_by_ticket("own-2", &people.trainee).await.unwrap().is_some(), "the ticket is still whole");
    let refused = opinion(&exam, &others.second, Outcome::Refused, 1);
    assert_eq!(storage.decide(&refused, None, NOON).await.unwrap(), Given::Settled);
    assert!(storage.enter_exam("own-2", &people.trainee, NOON).await.unwrap().is_some());
}

/// Two disagree, a third settles; nobody is asked twice.
async fn four_eyes(storage: &Storage, people: &People, others: &Others) -> ExamId {
    let certified = handed_in(storage, people, "eyes", "eyes-1").await;
    let certificate = certificate_of(&certified, people, "code0000eye1", 41);
    let yes = |who| opinion(&certified, who, Outcome::Certified, 2);
    assert_eq!(storage.decide(&yes(&people.examiner), None, NOON).await.unwrap(), Given::Waits);
    refused_as(storage.decide(&yes(&people.examiner), Some(&certificate), NOON).await, "decided_before");
    refused_as(storage.decide(&yes(&others.second), None, NOON).await, "certificate_missing");
    assert_eq!(storage.decide(&yes(&others.second), Some(&certificate), NOON).await.unwrap(), Given::Settled);
    assert_eq!(storage.certificate(&certificate.id).await.unwrap().unwrap().exam_id, certified);

    // The next certificate of the standard goes on from this one.
    let again = handed_in(storage, people, "eyes", "eyes-2").await;
    let mut renewed = certificate_of(&again, people, "code0000eye2", 42);
    renewed.standard_id.clone_from(&certificate.standard_id);
    storage.decide(&opinion(&again, &others.third, Outcome::Certified, 1), Some(&renewed), NOON + 1).await.unwrap();
    let links = storage.renewals_of(&certificate.id).await.unwrap();
    let renewal = Renewal { certificate_id: renewed.id.clone(), renews: certificate.id.clone() };
    assert!(
        links.contains(&renewal) && storage.renewals_of(&renewed.id).await.unwrap().contains(&renewal),
        "{links:?}"
    );
    let history = storage.certificate_history(&renewed.id).await.unwrap();
    assert_eq!(history.iter().map(|one| one.actor.as_deref()).collect::<Vec<_>>(), [Some("third")]);

    let exam = handed_in(storage, people, "eyes", "eyes-3").await;
    let found = [(&people.examiner, Outcome::Certified), (&others.second, Outcome::Refused)];
    for (who, outcome) in found {
        assert_eq!(storage.decide(&opinion(&exam, who, outcome, 2), None, NOON).await.unwrap(), Given::Waits);
    }
    let waiting = storage.exams_waiting(&others.third).await.unwrap();
    let waiting = waiting.iter().find(|one| one.id == exam).unwrap();
    assert_eq!((waiting.opinions, waiting.own), (2, 0));
    let third = opinion(&exam, &others.third, Outcome::Refused, 2);
    assert_eq!(storage.decide(&third, None, NOON).await.unwrap(), Given::Settled);
    let nrs: Vec<u64> = storage.opinions(&exam).await.unwrap().iter().map(|one| one.nr).collect();
    assert_eq!(nrs, [1, 2, 3]);
    exam
}

async fn appealed(storage: &Storage, people: &People, others: &Others, exam: &ExamId) {
    let appeal = async |who: &UserId, at_ms| storage.appeal(exam, who, "第 12 行是答复，不是红线", at_ms).await;
    let conflict = |result: Result<(), StorageError>, what: &str| {
        let error = result.expect_err(what);
        assert!(error.is_conflict(what) && MAY_APPEAL.contains(&what), "{error}, not {what}");
    };
    conflict(appeal(&people.examiner, NOON).await, "exam_state");
    conflict(appeal(&people.trainee, NOON + 14 * DAY_MS + 1).await, "appeal_late");
    appeal(&people.trainee, NOON + 14 * DAY_MS).await.unwrap();
    conflict(appeal(&people.trainee, NOON).await, "appeals_exam_id");
    for who in [&people.examiner, &others.second, &others.third] {
        refused_as(storage.decide(&opinion(exam, who, Outcome::Refused, 2), None, NOON).await, "decided_before");
    }
    refused_as(storage.decide(&opinion(exam, &others.leads, Outcome::Refused, 2), None, NOON).await, "own_class");
    let certificate = certificate_of(exam, people, "code0000app1", 43);
    let changed = opinion(exam, &others.fourth, Outcome::Certified, 2);
    assert_eq!(storage.decide(&changed, Some(&certificate), NOON + 5).await.unwrap(), Given::Settled);
    let appeal_now = storage.appeal_of(exam).await.unwrap().unwrap();
    assert_eq!((appeal_now.settled_ms, appeal_now.changed), (Some(NOON + 5), Some(1)));
    let decisions = storage.decisions(exam).await.unwrap();
    let outcomes: Vec<_> = decisions.iter().map(|one| (one.round, one.outcome)).collect();
    assert_eq!(outcomes, [(1, Outcome::Refused), (2, Outcome::Certified)]);
    conflict(appeal(&people.trainee, NOON + 6).await, "appeals_exam_id");
    let about = storage.audit_about(&exam.0).await.unwrap();
    let actions: Vec<&str> = about.iter().map(|entry| entry.action.as_str()).collect();
    assert_eq!(actions, ["opine", "opine", "decide", "appeal", "decide"]);
    assert!(about.iter().all(|entry| !entry.payload.contains("红线")), "no words of persons in the chain");
}

async fn marked_twice(storage: &Storage, people: &People, others: &Others, exam: &ExamId) {
    let marks = |care| [("courtesy".to_owned(), 4), ("care".to_owned(), care)];
    storage.mark(exam, &people.examiner, &marks(2), NOON).await.unwrap();
    let again = storage.mark(exam, &people.examiner, &marks(5), NOON).await.unwrap_err();
    assert!(again.is_conflict("marks_exam_id_examiner_id_criterion"), "{again}");
    let half = async |who: &UserId| storage.half_marked(who).await.unwrap().len();
    assert_eq!(
        (half(&people.examiner).await, half(&others.leads).await, half(&others.second).await),
        (0, 0, 1),
        "neither who marked it nor who trains the candidate"
    );
    storage.mark(exam, &others.second, &marks(3), NOON + 1).await.unwrap();
    assert_eq!(half(&others.third).await, 0, "marked twice");
    assert_eq!(storage.marks_of(exam).await.unwrap().len(), 4);
}

async fn checked_at_the_seat(storage: &Storage, people: &People) {
    let exam = ticketed(storage, people, "seat", "seat").await;
    let check = async |who: &UserId| storage.check_person(&exam, who, NOON + 7).await.unwrap();
    assert!(!check(&people.trainee).await, "nobody checks themselves");
    let seats = storage.sittings(Some(&people.trainer)).await.unwrap();
    assert!(seats.iter().any(|one| one.id == exam && one.checked_ms.is_none()), "{seats:?}");
    assert!(check(&people.trainer).await && !check(&people.admin).await, "once");
    let kept = storage.exam(&exam).await.unwrap().unwrap();
    assert_eq!((kept.checked_by.as_ref(), kept.checked_ms), (Some(&people.trainer), Some(NOON + 7)));
    let seats = storage.sittings(None).await.unwrap();
    assert_eq!(seats.iter().find(|one| one.id == exam).unwrap().checked_by.as_deref(), Some("何静"));
}
