//! Exams: one sitting each, entered by a single-use ticket.

use super::statement::{record, statements, stored_enum, values};
use super::{Json, LIST_MAX, Storage, StorageError};
use crate::clock::UnixMs;
use crate::ids::{self, AssignmentId, ExamId, UserId};

statements! {
    CREATE = "insert into exams (id, user_id, standard_id, standard_version, assignment_id,
        ticket_hash, state, conditions, created_ms)
        values ($1, $2, $3, $4, $5, $6, 'ticketed', $7, $8)";
    EXAM = "select id, user_id, standard_id, standard_version, assignment_id, state, conditions,
        created_ms, started_ms, submitted_ms, decided_ms, checked_by, checked_ms from exams where id = $1";
    BY_TICKET = "select id, user_id, standard_id, standard_version, assignment_id, state, conditions,
        created_ms, started_ms, submitted_ms, decided_ms, checked_by, checked_ms from exams
        where ticket_hash = $1 and user_id = $2 and state = 'ticketed'";
    // Two tickets of one person are used one after the other.
    PERSON = "select id from users where id = $1", locking;
    // The ticket is torn by the same statement that lets the person in.
    ENTER = "update exams set state = 'open', ticket_hash = null, started_ms = $3
        where ticket_hash = $1 and user_id = $2 and state = 'ticketed'
        and not exists (select 1 from exams o where o.user_id = $4 and o.standard_id = exams.standard_id
            and o.state in ('open', 'submitted'))
        returning id, user_id, standard_id, standard_version, assignment_id, state, conditions,
        created_ms, started_ms, submitted_ms, decided_ms, checked_by, checked_ms";
    SUBMIT = "update exams set state = 'submitted', submitted_ms = $2
        where id = $1 and state = 'open'";
    ABANDON = "update exams set state = 'abandoned', submitted_ms = $2
        where id = $1 and state in ('ticketed', 'open')";
    OF_USER = "select e.id, e.user_id, u.login, u.display_name, e.standard_id,
        e.standard_version, e.state, e.created_ms, e.started_ms, e.submitted_ms, e.decided_ms,
        (select d.outcome from decisions d where d.exam_id = e.id
            order by d.round desc limit 1) as outcome,
        (select c.id from certificates c where c.exam_id = e.id) as certificate_id
        from exams e join users u on u.id = e.user_id
        where e.user_id = $1 order by e.created_ms desc limit $2";
    IN_STATE = "select e.id, e.user_id, u.login, u.display_name, e.standard_id,
        e.standard_version, e.state, e.created_ms, e.started_ms, e.submitted_ms, e.decided_ms,
        (select d.outcome from decisions d where d.exam_id = e.id
            order by d.round desc limit 1) as outcome,
        (select c.id from certificates c where c.exam_id = e.id) as certificate_id
        from exams e join users u on u.id = e.user_id
        where e.state = $1 order by e.submitted_ms, e.created_ms limit $2";
    NOTE = "insert into exam_notes (exam_id, nr, at_ms, kind, detail)
        select $1, coalesce(max(nr), 0) + 1, $2, $3, $4 from exam_notes where exam_id = $1";
    NOTES = "select nr, at_ms, kind, detail from exam_notes where exam_id = $1
        order by nr limit $2";
}

stored_enum! {
    /// How far an exam has come.
    pub enum ExamState {
        /// A ticket is out, nobody sits yet.
        Ticketed = "ticketed",
        Open = "open",
        /// All parts handed in; an examiner's turn.
        Submitted = "submitted",
        Decided = "decided",
        /// Given up or run out before it was handed in.
        Abandoned = "abandoned",
    }
}

record! {
    /// An exam.
    #[derive(Clone, Debug)]
    pub struct Exam {
        pub id: ExamId,
        pub user_id: UserId,
        pub standard_id: String,
        pub standard_version: String,
        pub assignment_id: Option<AssignmentId>,
        pub state: ExamState,
        /// Agreed beforehand and printed on the certificate: invigilated, longer time …
        pub conditions: Json,
        pub created_ms: UnixMs,
        pub started_ms: Option<UnixMs>,
        pub submitted_ms: Option<UnixMs>,
        pub decided_ms: Option<UnixMs>,
        /// Who checked the person at the seat, and when.
        pub checked_by: Option<UserId>,
        pub checked_ms: Option<UnixMs>,
    }
}

record! {
    #[expect(dead_code, reason = "it is read for its lock")]
    struct Person { id: UserId, }
}

record! {
    /// An exam as a list shows it.
    #[derive(Clone, Debug)]
    pub struct ExamRow {
        pub id: ExamId,
        pub user_id: UserId,
        pub login: String,
        pub display_name: String,
        pub standard_id: String,
        pub standard_version: String,
        pub state: ExamState,
        pub created_ms: UnixMs,
        pub started_ms: Option<UnixMs>,
        pub submitted_ms: Option<UnixMs>,
        pub decided_ms: Option<UnixMs>,
        pub outcome: Option<super::Outcome>,
        pub certificate_id: Option<crate::ids::CertificateId>,
    }
}

record! {
    /// Something an examiner should know (paste, focus lost, two sessions); never decides alone.
    #[derive(Clone, Debug)]
    pub struct ExamNote {
        pub nr: u64,
        pub at_ms: UnixMs,
        pub kind: String,
        pub detail: String,
    }
}

/// What an exam is made of.
#[derive(Clone, Debug)]
pub struct NewExam {
    pub user: UserId,
    pub standard_id: String,
    pub standard_version: String,
    pub assignment: Option<AssignmentId>,
    /// Hash of the single-use ticket; the ticket itself is never stored.
    pub ticket_hash: String,
    pub conditions: Json,
}

impl Storage {
    /// Makes an exam with its ticket.
    ///
    /// # Errors
    /// [`StorageError::Conflict`] `exams_ticket_hash` when the ticket is not fresh.
    pub async fn create_exam(&self, new: &NewExam, now_ms: UnixMs) -> Result<ExamId, StorageError> {
        let id = ExamId(ids::random()?);
        self.database
            .run(
                CREATE,
                &values![
                    &id,
                    &new.user,
                    &new.standard_id,
                    &new.standard_version,
                    new.assignment.as_ref(),
                    &new.ticket_hash,
                    &new.conditions,
                    now_ms,
                ],
            )
            .await?;
        Ok(id)
    }

    /// The exam a ticket would let a person into; `None` for a used, foreign or false one. The ticket stays whole.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn exam_by_ticket(&self, ticket_hash: &str, user: &UserId) -> Result<Option<Exam>, StorageError> {
        self.database.one(BY_TICKET, &values![ticket_hash, user]).await
    }

    /// Lets a person in by a ticket, which is used up; `None` for a used, foreign or false one, and while another
    /// exam of the standard is under way or undecided.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn enter_exam(
        &self,
        ticket_hash: &str,
        user: &UserId,
        now_ms: UnixMs,
    ) -> Result<Option<Exam>, StorageError> {
        let mut transaction = self.database.begin().await?;
        let _held: Option<Person> = transaction.one(PERSON, &values![user]).await?;
        let exam = transaction.one(ENTER, &values![ticket_hash, user, now_ms, user]).await?;
        transaction.commit().await?;
        Ok(exam)
    }

    /// The exam with this id.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn exam(&self, id: &ExamId) -> Result<Option<Exam>, StorageError> {
        self.database.one(EXAM, &values![id]).await
    }

    /// Hands an open exam in; whether it was open.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn submit_exam(&self, id: &ExamId, now_ms: UnixMs) -> Result<bool, StorageError> {
        Ok(self.database.run(SUBMIT, &values![id, now_ms]).await? == 1)
    }

    /// Gives an exam up that was not handed in; whether there was anything to give up.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn abandon_exam(&self, id: &ExamId, now_ms: UnixMs) -> Result<bool, StorageError> {
        Ok(self.database.run(ABANDON, &values![id, now_ms]).await? == 1)
    }

    /// A person's exams, newest first, with outcome and certificate.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn exams_of(&self, user: &UserId) -> Result<Vec<ExamRow>, StorageError> {
        self.database.all(OF_USER, &values![user, LIST_MAX]).await
    }

    /// Exams in a state, the longest waiting first: an examiner's list.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn exams_in(&self, state: ExamState) -> Result<Vec<ExamRow>, StorageError> {
        self.database.all(IN_STATE, &values![state, LIST_MAX]).await
    }

    /// Adds a note for the examiner.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn note_exam(&self, id: &ExamId, kind: &str, detail: &str, now_ms: UnixMs) -> Result<(), StorageError> {
        self.database.run(NOTE, &values![id, now_ms, kind, detail]).await.map(drop)
    }

    /// The notes on an exam, in order.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn exam_notes(&self, id: &ExamId) -> Result<Vec<ExamNote>, StorageError> {
        self.database.all(NOTES, &values![id, LIST_MAX]).await
    }
}
