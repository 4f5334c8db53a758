//! What examiners marked in an exam's shift: beside the machine's value, never instead of it.

use super::statement::{record, statements, values};
use super::{Storage, StorageError};
use crate::clock::UnixMs;
use crate::ids::{ExamId, UserId};

/// Marks an analysis reads, the newest: thousands of exams marked twice.
const READ_MAX: u32 = 20_000;
/// Exams that wait for a second marker, on one page.
const HALF_MAX: u32 = 100;

statements! {
    MARK = "insert into marks (exam_id, examiner_id, criterion, mark, at_ms) values ($1, $2, $3, $4, $5)";
    MARKS = "select m.exam_id, m.examiner_id, u.display_name as examiner_name, m.criterion, m.mark, m.at_ms
        from marks m join users u on u.id = m.examiner_id
        order by m.at_ms desc, m.exam_id, m.criterion limit $1";
    OF_EXAM = "select m.exam_id, m.examiner_id, u.display_name as examiner_name, m.criterion, m.mark, m.at_ms
        from marks m join users u on u.id = m.examiner_id
        where m.exam_id = $1 order by m.at_ms, m.examiner_id, m.criterion";
    // Marked by one person who is not the asker, and sat by nobody the asker trains.
    HALF = "select e.id as exam_id, e.standard_id, min(m.at_ms) as at_ms
        from exams e join marks m on m.exam_id = e.id
        where e.user_id not in (select cm.user_id from cohort_members cm
            join cohorts c on c.id = cm.cohort_id where c.trainer_id = $1)
        group by e.id, e.standard_id
        having count(distinct m.examiner_id) = 1 and min(m.examiner_id) <> $2
        order by min(m.at_ms) limit $3";
}

record! {
    /// One mark.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct GivenMark {
        pub exam_id: ExamId,
        pub examiner_id: UserId,
        pub examiner_name: String,
        /// A criterion's id.
        pub criterion: String,
        /// 1 to `certification::agreement::MARK_MAX`.
        pub mark: u64,
        pub at_ms: UnixMs,
    }
}

record! {
    /// An exam that one person has marked and the asker may mark too. Whose it is stays out: it is marked blind.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct HalfMarked {
        pub exam_id: ExamId,
        pub standard_id: String,
        pub at_ms: UnixMs,
    }
}

impl Storage {
    /// Keeps an examiner's marks of an exam, all or none.
    ///
    /// # Errors
    /// [`StorageError::Conflict`] `marks_exam_id_examiner_id_criterion` when they marked it before: marks stand.
    pub async fn mark(
        &self,
        exam: &ExamId,
        examiner: &UserId,
        marks: &[(String, u64)],
        now_ms: UnixMs,
    ) -> Result<(), StorageError> {
        let mut transaction = self.database.begin().await?;
        for (criterion, mark) in marks {
            transaction.run(MARK, &values![exam, examiner, criterion, *mark, now_ms]).await?;
        }
        transaction.commit().await
    }

    /// The newest marks there are.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn marks(&self) -> Result<Vec<GivenMark>, StorageError> {
        self.database.all(MARKS, &values![READ_MAX]).await
    }

    /// The marks of one exam, as they were given.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn marks_of(&self, exam: &ExamId) -> Result<Vec<GivenMark>, StorageError> {
        self.database.all(OF_EXAM, &values![exam]).await
    }

    /// Exams that wait for a second person's marks and may be marked by this one, the oldest first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn half_marked(&self, examiner: &UserId) -> Result<Vec<HalfMarked>, StorageError> {
        self.database.all(HALF, &values![examiner, examiner, HALF_MAX]).await
    }
}
