//! A list of trainees is taken in and back; members move; a month is laid out, assigned, moved and withdrawn.

use super::{NOON, People};
use miaohui::ids::CohortId;
use miaohui::programme::{Planned, TaskKind};
use miaohui::storage::{
    Enrolment, Json, Kind, NewAssignment, NewAttempt, NewEnrolment, NewRoster, Storage, Terms, Whom,
};

fn row(row: u64, login: &str, name: &str, class: &str) -> NewEnrolment {
    NewEnrolment { row, login: login.to_owned(), name: name.to_owned(), class: class.to_owned() }
}

async fn names(storage: &Storage, cohort: &CohortId) -> Vec<String> {
    storage.members(cohort).await.unwrap().into_iter().map(|one| one.display_name).collect()
}

pub async fn school(storage: &Storage, people: &People) {
    let cohort = storage.create_cohort("名单班", &people.trainer, Some("roster-1"), NOON).await.unwrap();
    let rows = vec![
        row(2, "s01", "张一", ""),
        row(3, "s02", "张二", "名单二班"),
        row(4, "lin.xiaoan", "别的名字", ""),
        row(5, "he.jing", "冒充", ""),
    ];
    let roster = NewRoster { cohort: cohort.clone(), trainer: people.trainer.clone(), rows };
    let known = storage.known_logins(&["s01", "lin.xiaoan"]).await.unwrap();
    assert_eq!(known.keys().collect::<Vec<_>>(), ["lin.xiaoan"]);
    let trainer = storage.user(&people.trainer).await.unwrap().unwrap();
    let mut roster = roster;
    roster.rows[3].login.clone_from(&trainer.login);
    let (import, done) = storage.import_roster(&roster, NOON).await.unwrap();
    use Enrolment::{Made, Refused, There};
    assert_eq!(done, [(2, Made), (3, Made), (4, There), (5, Refused)]);
    assert_eq!(names(storage, &cohort).await, ["林小安", "张一"], "a name that is there stays");
    let second = storage.cohorts_of_trainer(&people.trainer).await.unwrap();
    let second = second.into_iter().find(|one| one.name == "名单二班").unwrap();
    assert_eq!((second.member_count, second.join_code.is_some()), (1, true));

    // Slips: hashes of an older printing are not kept.
    let enrolled = storage.enrolled(&import).await.unwrap();
    let made: Vec<_> = enrolled.iter().filter(|one| one.made).collect();
    assert_eq!(made.iter().map(|one| one.login.as_str()).collect::<Vec<_>>(), ["s01", "s02"]);
    let hashed = [(made[0].user_id.clone(), "$one".to_owned())];
    assert!(storage.keep_slips(&import, 1, &hashed).await.unwrap());
    let far = storage.import_row(&import).await.unwrap().unwrap();
    assert_eq!((far.rows, far.made, far.ready, far.used), (3, 2, 1, 0));
    assert_eq!(storage.print_slips_again(&import).await.unwrap(), Some(2));
    assert!(!storage.keep_slips(&import, 1, &hashed).await.unwrap());
    assert_eq!(storage.import_row(&import).await.unwrap().unwrap().ready, 0);
    assert!(storage.keep_slips(&import, 2, &hashed).await.unwrap());

    // The same list again makes nobody.
    let (again, done) = storage.import_roster(&roster, NOON + 1).await.unwrap();
    assert_eq!(done, [(2, There), (3, There), (4, There), (5, Refused)]);
    let login = storage.user(&made[0].user_id).await.unwrap().unwrap();
    assert_eq!(login.password.as_deref(), Some("$one"));
    let again = storage.import_row(&again).await.unwrap().unwrap();
    assert_eq!((again.rows, again.made), (3, 0));
    assert_eq!(storage.imports_of(&cohort).await.unwrap().len(), 2);

    members(storage, people, &cohort, &second.id).await;

    // Taken back, once, while nobody has used it.
    let row = storage.import_row(&import).await.unwrap().unwrap();
    storage.set_password(&made[0].user_id, "$own", false).await.unwrap();
    assert!(!storage.undo_import(&row, &people.trainer, NOON + 9).await.unwrap(), "somebody has used it");
    storage.set_password(&made[0].user_id, "$one", true).await.unwrap();
    assert!(storage.undo_import(&row, &people.trainer, NOON + 9).await.unwrap());
    assert!(!storage.undo_import(&row, &people.trainer, NOON + 9).await.unwrap());
    assert!(storage.user(&made[0].user_id).await.unwrap().is_none());
    assert!(names(storage, &cohort).await.is_empty(), "the account that was there is only taken out");
    assert!(storage.user(&people.trainee).await.unwrap().is_some());
    assert!(storage.cohort(&second.id).await.unwrap().is_none(), "a class it made is empty and goes");

    storage.join_cohort(&cohort, &people.trainee, NOON).await.unwrap();
    programme(storage, people, &cohort).await;
    tries(storage, people, &cohort).await;
}

async fn members(storage: &Storage, people: &People, cohort: &CohortId, second: &CohortId) {
    let trainee = std::slice::from_ref(&people.trainee);
    storage.archive_members(cohort, trainee, Some(NOON)).await.unwrap();
    assert_eq!(names(storage, cohort).await, ["张一"]);
    assert_eq!(storage.members_put_away(cohort).await.unwrap().len(), 1);
    assert!(storage.cohorts_of_member(&people.trainee).await.unwrap().iter().all(|one| one.id != *cohort));
    storage.archive_members(cohort, trainee, None).await.unwrap();
    assert_eq!(storage.move_members(cohort, second, trainee, NOON).await.unwrap(), 1);
    assert_eq!(storage.move_members(cohort, second, trainee, NOON).await.unwrap(), 0, "is not there any more");
    assert_eq!(names(storage, second).await, ["林小安", "张二"]);
    let nowhere = storage.move_members(second, &CohortId::from("none"), trainee, NOON).await;
    assert!(nowhere.unwrap_err().is_conflict("reference"));
    assert_eq!(storage.move_members(second, cohort, trainee, NOON).await.unwrap(), 1);
}

async fn programme(storage: &Storage, people: &People, cohort: &CohortId) {
    const DAY: u64 = 86_400_000;
    let task = |day| Planned {
        kind: TaskKind::Quiz,
        target: "rules".to_owned(),
        day,
        due_day: day,
        minutes: 8,
        required: Some(80),
        tries: None,
    };
    let before = storage.assigned_to(&people.trainee).await.unwrap().len();
    let tasks = [task(20_000), task(20_001)];
    let id = storage.create_programme(cohort, "一个月", "PS-1", &tasks, NOON).await.unwrap();
    let mut draft = storage.programme(&id).await.unwrap().unwrap();
    assert_eq!((draft.version, draft.assigned_ms), (1, None));
    assert_eq!(draft.tasks.read::<Vec<Planned>>().unwrap(), tasks);
    draft.title = "改过".to_owned();
    assert!(storage.change_programme(&draft).await.unwrap());
    assert!(!storage.change_programme(&draft).await.unwrap(), "the later is told");
    assert_eq!(storage.aimed_at(&people.trainee).await.unwrap(), None);

    let new = |day: u64| NewAssignment {
        whom: Whom::Cohort(cohort.clone()),
        kind: Kind::Quiz,
        target: "rules".to_owned(),
        title: "规则".to_owned(),
        due_ms: Some(NOON + day * DAY),
        created_by: people.trainer.clone(),
        terms: Terms { open_ms: Some(NOON), minutes: Some(8), required: Some(80), tries_max: Some(3) },
    };
    assert!(!storage.assign_programme(&id, 1, &[new(1)], NOON).await.unwrap(), "an old draft");
    assert!(storage.assign_programme(&id, 2, &[new(1), new(2)], NOON).await.unwrap());
    assert!(!storage.assign_programme(&id, 2, &[new(1), new(2)], NOON).await.unwrap(), "once");
    assert_eq!(storage.aimed_at(&people.trainee).await.unwrap().as_deref(), Some("PS-1"));
    let mine = |all: Vec<miaohui::storage::Assigned>| {
        all.into_iter()
            .filter(|one| one.programme_id.is_some())
            .map(|one| (one.due_ms, one.open_ms))
            .collect::<Vec<_>>()
    };
    let dates = |by: u64| [(Some(NOON + DAY + by), Some(NOON + by)), (Some(NOON + 2 * DAY + by), Some(NOON + by))];
    assert_eq!(mine(storage.assigned_to(&people.trainee).await.unwrap()), dates(0));
    let by = i64::try_from(3 * DAY).unwrap();
    assert!(storage.move_programme(&id, 3, &tasks, by).await.unwrap());
    assert!(!storage.move_programme(&id, 3, &tasks, by).await.unwrap());
    assert_eq!(mine(storage.assigned_to(&people.trainee).await.unwrap()), dates(3 * DAY));
    assert!(storage.move_programme(&id, 4, &tasks, -by).await.unwrap());
    assert_eq!(mine(storage.assigned_to(&people.trainee).await.unwrap()), dates(0));
    storage.withdraw_programme(&id).await.unwrap();
    assert_eq!(storage.assigned_to(&people.trainee).await.unwrap().len(), before);
    assert!(storage.programmes_of(cohort).await.unwrap().is_empty());
}

async fn tries(storage: &Storage, people: &People, cohort: &CohortId) {
    let task = NewAssignment {
        whom: Whom::User(people.trainee.clone()),
        kind: Kind::Quiz,
        target: "rules".to_owned(),
        title: "规则".to_owned(),
        due_ms: None,
        created_by: people.trainer.clone(),
        terms: Terms { required: Some(80), ..Terms::default() },
    };
    let id = storage.assign(&task, NOON).await.unwrap();
    let of_class = storage.assignments_of_cohort(cohort, &people.trainer).await.unwrap();
    assert!(of_class.iter().any(|one| one.id == id), "a member's own task is the class's too");
    assert_eq!(storage.assignment_begun(&id, &people.trainee).await.unwrap(), 0);
    let mut newest = Vec::new();
    for (at, share) in [(1, 0.5), (2, 0.9)] {
        let attempt = NewAttempt {
            user: people.trainee.clone(),
            kind: miaohui::storage::Drill::Quiz,
            target: "rules".to_owned(),
            assignment: Some(id.clone()),
            exam: None,
            content_hash: "hash".to_owned(),
            form: Json::of(&()).unwrap(),
            questions: None,
            limit_ms: None,
        };
        let attempt = storage.begin_attempt(&attempt, NOON + at).await.unwrap();
        let result = Json::of(&serde_json::json!({ "share": share })).unwrap();
        let data = Json::of(&()).unwrap();
        assert!(storage.finish_attempt(&attempt, &people.trainee, &data, &result, NOON + 100 + at).await.unwrap());
        newest = storage.newest_results(&people.trainee).await.unwrap();
    }
    assert_eq!(storage.assignment_begun(&id, &people.trainee).await.unwrap(), 2);
    assert_eq!(storage.handed_in(cohort).await.unwrap().get(&id), Some(&1));
    let own = storage.own_tries(&people.trainee).await.unwrap();
    assert_eq!(own.iter().filter(|one| one.assignment_id == id && one.kind == Kind::Quiz).count(), 2);
    let results = storage.assignment_results(&id).await.unwrap();
    assert_eq!(results.iter().map(|one| one.finished_ms).collect::<Vec<_>>(), [Some(NOON + 101), Some(NOON + 102)]);
    let rules: Vec<_> = newest.iter().filter(|one| one.kind == Kind::Quiz && one.target == "rules").collect();
    assert_eq!(rules.iter().map(|one| one.finished_ms).collect::<Vec<_>>(), [Some(NOON + 102)], "only the newest");
    let class = storage.newest_results_of_class(cohort).await.unwrap();
    assert!(class.iter().any(|one| one.target == "rules" && one.user_id == people.trainee));
    storage.remind(&id, NOON + 5).await.unwrap();
    assert_eq!(storage.assignment(&id).await.unwrap().unwrap().reminded_ms, Some(NOON + 5));
    storage.withdraw_assignment(&id).await.unwrap();
    storage.leave_cohort(cohort, &people.trainee).await.unwrap();
}
