//! Tries at typing drills and quizzes.

use super::statement::{record, statements, stored_enum, values};
use super::{Json, LIST_MAX, Storage, StorageError};
use crate::clock::UnixMs;
use crate::ids::{self, AssignmentId, AttemptId, ExamId, UserId};

statements! {
    BEGIN = "insert into attempts (id, user_id, kind, target, assignment_id, exam_id,
        content_hash, form, state, started_ms, questions, closes_ms)
        values ($1, $2, $3, $4, $5, $6, $7, $8, 'open', $9, $10, $11)";
    ATTEMPT = "select id, user_id, kind, target, assignment_id, exam_id, content_hash, form,
        state, started_ms, finished_ms, data, result from attempts where id = $1";
    OPEN = "select id, user_id, kind, target, assignment_id, exam_id, content_hash, form,
        state, started_ms, finished_ms, data, result from attempts
        where user_id = $1 and kind = $2 and target = $3 and state = 'open'
        order by started_ms desc limit 1";
    OF_USER = "select id, user_id, kind, target, assignment_id, exam_id, content_hash, form,
        state, started_ms, finished_ms, data, result from attempts
        where user_id = $1 and kind = $2 order by started_ms desc limit $3";
    OF_EXAM = "select id, user_id, kind, target, assignment_id, exam_id, content_hash, form,
        state, started_ms, finished_ms, data, result from attempts
        where exam_id = $1 order by started_ms limit $2";
    QUIZZES_OF_TRAINER = "select a.id, a.user_id, a.form, a.data, a.result from attempts a
        where a.kind = 'quiz' and a.finished_ms is not null and a.user_id in (
            select m.user_id from cohort_members m join cohorts c on c.id = m.cohort_id
            where c.trainer_id = $1 and c.archived_ms is null)
        order by a.finished_ms desc, a.id limit $2";
    QUIZZES_OF_ALL = "select a.id, a.user_id, a.form, a.data, a.result from attempts a
        where a.kind = 'quiz' and a.finished_ms is not null
        order by a.finished_ms desc, a.id limit $1";
    GROW = "update attempts set form = $4, questions = $5
        where id = $1 and user_id = $2 and state = 'open' and form = $3";
    ANSWER = "insert into attempt_answers (attempt_id, item, answer, at_ms)
        select t.id, $3, $4, $5 from attempts t
        where t.id = $1 and t.user_id = $2 and t.state = 'open'
            and $6 <= t.questions and (t.closes_ms is null or $5 <= t.closes_ms)
        on conflict (attempt_id, item) do update set answer = excluded.answer,
            at_ms = excluded.at_ms";
    ANSWERS = "select item, answer, at_ms from attempt_answers where attempt_id = $1
        order by item limit $2";
    FINISH = "update attempts set state = 'finished', finished_ms = $3, data = $4, result = $5
        where id = $1 and user_id = $2 and state = 'open'";
}

stored_enum! {
    /// What is tried.
    pub enum Drill {
        Typing = "typing",
        Quiz = "quiz",
    }
}

stored_enum! {
    /// Whether a try goes on.
    pub enum AttemptState {
        Open = "open",
        Finished = "finished",
    }
}

record! {
    /// One try.
    #[derive(Clone, Debug)]
    pub struct Attempt {
        pub id: AttemptId,
        pub user_id: UserId,
        pub kind: Drill,
        /// Passage or blueprint, by its id in content.
        pub target: String,
        pub assignment_id: Option<AssignmentId>,
        pub exam_id: Option<ExamId>,
        /// Of the content it was taken with.
        pub content_hash: String,
        /// What was put before the person (seed and items, passage and minutes).
        pub form: Json,
        pub state: AttemptState,
        pub started_ms: UnixMs,
        pub finished_ms: Option<UnixMs>,
        /// The edit log or the answers as handed in.
        pub data: Option<Json>,
        /// As the server measured it.
        pub result: Option<Json>,
    }
}

record! {
    /// A quiz that was handed in, as an analysis reads it.
    #[derive(Clone, Debug)]
    pub struct FinishedQuiz {
        pub id: AttemptId,
        pub user_id: UserId,
        pub form: Json,
        pub data: Option<Json>,
        pub result: Option<Json>,
    }
}

record! {
    /// One answer kept while a quiz goes on.
    #[derive(Clone, Debug)]
    pub struct Answer {
        pub item: String,
        pub answer: Json,
        pub at_ms: UnixMs,
    }
}

/// An analysis reads so many quizzes at most: each holds its items whole, some ten thousand bytes.
pub const ANALYSED_MAX: u32 = 2_000;

/// What a try is begun with.
#[derive(Clone, Debug)]
pub struct NewAttempt {
    pub user: UserId,
    pub kind: Drill,
    pub target: String,
    pub assignment: Option<AssignmentId>,
    pub exam: Option<ExamId>,
    pub content_hash: String,
    pub form: Json,
    /// Of a quiz: how many questions it has, and after how long no answer is kept, in milliseconds.
    pub questions: Option<u64>,
    pub limit_ms: Option<u64>,
}

impl Storage {
    /// Begins a try.
    ///
    /// # Errors
    /// [`StorageError::Conflict`] `reference` when user, assignment or exam is not there.
    pub async fn begin_attempt(&self, new: &NewAttempt, now_ms: UnixMs) -> Result<AttemptId, StorageError> {
        let id = AttemptId(ids::random()?);
        self.database
            .run(
                BEGIN,
                &values![
                    &id,
                    &new.user,
                    new.kind,
                    &new.target,
                    new.assignment.as_ref(),
                    new.exam.as_ref(),
                    &new.content_hash,
                    &new.form,
                    now_ms,
                    new.questions,
                    new.limit_ms.map(|limit_ms| now_ms + limit_ms),
                ],
            )
            .await?;
        Ok(id)
    }

    /// The try with this id.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn attempt(&self, id: &AttemptId) -> Result<Option<Attempt>, StorageError> {
        self.database.one(ATTEMPT, &values![id]).await
    }

    /// The try a person left open at this target, the newest.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn open_attempt(
        &self,
        user: &UserId,
        kind: Drill,
        target: &str,
    ) -> Result<Option<Attempt>, StorageError> {
        self.database.one(OPEN, &values![user, kind, target]).await
    }

    /// A person's tries of a kind, newest first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn attempts_of(&self, user: &UserId, kind: Drill) -> Result<Vec<Attempt>, StorageError> {
        self.database.all(OF_USER, &values![user, kind, LIST_MAX]).await
    }

    /// The quizzes handed in by members of a trainer's classes, the newest [`ANALYSED_MAX`], newest first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn quizzes_of_trainer(&self, trainer: &UserId) -> Result<Vec<FinishedQuiz>, StorageError> {
        self.database.all(QUIZZES_OF_TRAINER, &values![trainer, ANALYSED_MAX]).await
    }

    /// The quizzes handed in by anybody, the newest [`ANALYSED_MAX`], newest first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn quizzes_of_all(&self) -> Result<Vec<FinishedQuiz>, StorageError> {
        self.database.all(QUIZZES_OF_ALL, &values![ANALYSED_MAX]).await
    }

    /// An exam's tries, in order.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn attempts_of_exam(&self, exam: &ExamId) -> Result<Vec<Attempt>, StorageError> {
        self.database.all(OF_EXAM, &values![exam, LIST_MAX]).await
    }

    /// Replaces what is put before the person in their own open try, now so many questions; `false` when it is finished, another person's, or
    /// no longer `before`: another tab went on.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn grow_attempt(
        &self,
        attempt: &AttemptId,
        user: &UserId,
        before: &Json,
        form: &Json,
        questions: u64,
    ) -> Result<bool, StorageError> {
        let written = self.database.run(GROW, &values![attempt, user, before, form, questions]).await?;
        Ok(written == 1)
    }

    /// Keeps the answer to one question (from 1) of an open quiz; `false` when it is finished, out of time, another
    /// person's, or has no such question.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn save_answer(
        &self,
        attempt: &AttemptId,
        user: &UserId,
        question: u64,
        answer: &Json,
        now_ms: UnixMs,
    ) -> Result<bool, StorageError> {
        let written =
            self.database.run(ANSWER, &values![attempt, user, question.to_string(), answer, now_ms, question]).await?;
        Ok(written == 1)
    }

    /// The answers kept so far, by item.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn answers(&self, attempt: &AttemptId) -> Result<Vec<Answer>, StorageError> {
        self.database.all(ANSWERS, &values![attempt, LIST_MAX]).await
    }

    /// Ends a person's own open try with what was handed in and what it measured; `false` when
    /// it was finished before or is another person's.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn finish_attempt(
        &self,
        attempt: &AttemptId,
        user: &UserId,
        data: &Json,
        result: &Json,
        now_ms: UnixMs,
    ) -> Result<bool, StorageError> {
        let written = self.database.run(FINISH, &values![attempt, user, now_ms, data, result]).await?;
        Ok(written == 1)
    }
}
