//! Exams as those see them who wait on them: examiners who decide, invigilators who check persons at their seats.

use super::audit::{NewAudit, write_entry};
use super::statement::{record, statements, values};
use super::{ExamState, Json, LIST_MAX, Storage, StorageError};
use crate::clock::UnixMs;
use crate::ids::{ExamId, UserId};
use serde_json::json;

statements! {
    WAITING = "select e.id, u.login, u.display_name, e.standard_id, e.submitted_ms, e.conditions, e.checked_ms,
        a.filed_ms as appealed_ms,
        (select count(*) from exam_notes n where n.exam_id = e.id) as notes,
        (select count(*) from opinions o where o.exam_id = e.id
            and (a.filed_ms is null or o.round = 2)) as opinions,
        (select count(*) from opinions o where o.exam_id = e.id and o.examiner_id = $1)
            + (select count(*) from decisions d where d.exam_id = e.id and d.examiner_id = $2) as own,
        (select count(*) from cohorts c join cohort_members m on m.cohort_id = c.id
            where c.trainer_id = $3 and m.user_id = e.user_id) as trains
        from exams e join users u on u.id = e.user_id
        left join appeals a on a.exam_id = e.id and a.settled_ms is null
        where e.state = 'submitted' or (e.state = 'decided' and a.filed_ms is not null)
        order by coalesce(a.filed_ms, e.submitted_ms), e.id limit $4";
    PLANS_WAITING = "select s.exam_id, s.plan from shifts s join exams e on e.id = s.exam_id
        left join appeals a on a.exam_id = e.id and a.settled_ms is null
        where e.state = 'submitted' or (e.state = 'decided' and a.filed_ms is not null)
        order by s.exam_id, s.started_ms limit $1";
    SITTINGS = "select e.id, u.login, u.display_name, e.standard_id, e.state, e.conditions, e.created_ms,
        e.started_ms, e.checked_ms, b.display_name as checked_by
        from exams e join users u on u.id = e.user_id left join users b on b.id = e.checked_by
        where e.state in ('ticketed', 'open')
        order by case when e.state = 'open' then 0 else 1 end, u.login limit $1";
    SITTINGS_OF_TRAINER = "select e.id, u.login, u.display_name, e.standard_id, e.state, e.conditions, e.created_ms,
        e.started_ms, e.checked_ms, b.display_name as checked_by
        from exams e join users u on u.id = e.user_id left join users b on b.id = e.checked_by
        where e.state in ('ticketed', 'open') and e.user_id in (select m.user_id from cohort_members m
            join cohorts c on c.id = m.cohort_id where c.trainer_id = $1 and c.archived_ms is null)
        order by case when e.state = 'open' then 0 else 1 end, u.login limit $2";
    CHECK = "update exams set checked_by = $2, checked_ms = $3
        where id = $1 and state in ('ticketed', 'open') and checked_ms is null and user_id <> $4";
}

record! {
    /// An exam that waits for an opinion: handed in, or appealed.
    #[derive(Clone, Debug)]
    pub struct QueuedExam {
        pub id: ExamId,
        pub login: String,
        pub display_name: String,
        pub standard_id: String,
        pub submitted_ms: Option<UnixMs>,
        /// [`crate::certification::conditions::Conditions`]
        pub conditions: Json,
        pub checked_ms: Option<UnixMs>,
        /// There is an appeal about it since then.
        pub appealed_ms: Option<UnixMs>,
        /// Integrity notes.
        pub notes: u64,
        /// Opinions given in the round it waits in.
        pub opinions: u64,
        /// The asker has decided about it before.
        pub own: u64,
        /// Classes the asker trains the candidate in.
        pub trains: u64,
    }
}

record! {
    /// A form somebody drew.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct ExamPlan {
        pub exam_id: Option<ExamId>,
        pub plan: String,
    }
}

record! {
    /// An exam that is sat or about to be.
    #[derive(Clone, Debug)]
    pub struct Sitting {
        pub id: ExamId,
        pub login: String,
        pub display_name: String,
        pub standard_id: String,
        pub state: ExamState,
        pub conditions: Json,
        pub created_ms: UnixMs,
        pub started_ms: Option<UnixMs>,
        pub checked_ms: Option<UnixMs>,
        /// Who checked the person at the seat.
        pub checked_by: Option<String>,
    }
}

impl Storage {
    /// Exams that wait for an examiner, the longest waiting first, as far as they concern the asker.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn exams_waiting(&self, examiner: &UserId) -> Result<Vec<QueuedExam>, StorageError> {
        self.database.all(WAITING, &values![examiner, examiner, examiner, LIST_MAX]).await
    }

    /// The forms that were drawn in these exams, in the order they were sat.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn plans_waiting(&self) -> Result<Vec<ExamPlan>, StorageError> {
        // A narrow and a wide part each.
        self.database.all(PLANS_WAITING, &values![LIST_MAX * 2]).await
    }

    /// Exams with a ticket out or under way, those under way first; of a trainer's classes only where one is given.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn sittings(&self, trainer: Option<&UserId>) -> Result<Vec<Sitting>, StorageError> {
        match trainer {
            Some(trainer) => self.database.all(SITTINGS_OF_TRAINER, &values![trainer, LIST_MAX]).await,
            None => self.database.all(SITTINGS, &values![LIST_MAX]).await,
        }
    }

    /// Notes that somebody checked the person at the seat, with the audit entry; `false` when that was done before,
    /// the exam is over, or they would check themselves. Never a document's number.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn check_person(&self, exam: &ExamId, by: &UserId, now_ms: UnixMs) -> Result<bool, StorageError> {
        let mut transaction = self.database.begin().await?;
        if transaction.run(CHECK, &values![exam, by, now_ms, by]).await? == 0 {
            return Ok(false);
        }
        let payload = Json::of(&json!({}))?;
        let entry = NewAudit { actor: Some(by), action: "check_person", object: &exam.0, payload };
        write_entry(&mut transaction, &entry, now_ms).await?;
        transaction.commit().await?;
        Ok(true)
    }
}
