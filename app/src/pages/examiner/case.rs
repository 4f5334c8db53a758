//! An exam with everything its examiner needs, and what this examiner may do with it.

use crate::pages::exam::measured::Parts;
use crate::server::{error::ApiError, state::AppState};
use miaohui::{
    certification::{
        agreement::{MARKED, in_sample},
        assess::{Assessment, RedLineFound},
        conditions::Conditions,
        standard::Standard,
    },
    ids::ExamId,
    storage::{Appeal, Decision, Exam, ExamNote, ExamState, GivenMark, Opinion, Outcome, User},
};

/// An exam that was handed in.
pub struct Case {
    pub exam: Exam,
    pub candidate: User,
    pub standard: Standard,
    pub assessment: Assessment,
    /// Every red line the machine proposes, dismissed or not.
    pub red_lines: Vec<RedLineFound>,
    pub conditions: Conditions,
    pub parts: Parts,
    pub notes: Vec<ExamNote>,
    pub decisions: Vec<Decision>,
    pub opinions: Vec<Opinion>,
    pub appeal: Option<Appeal>,
    pub marks: Vec<GivenMark>,
    /// Who checked the person at the seat, by name.
    pub checked_by: Option<String>,
    pub stand: Stand,
}

/// How the visitor stands to a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stand {
    /// It waits for an opinion, and this examiner may give it.
    MayDecide,
    /// They train the candidate, or are the candidate.
    Trains,
    /// They have given an opinion; another is to look.
    HasDecided,
    /// Nothing waits.
    Over,
}

impl Case {
    /// Reads one for an examiner.
    ///
    /// # Errors
    /// When there is no such exam handed in, or the database does not answer.
    pub async fn of(state: &AppState, examiner: &User, id: String) -> Result<Self, ApiError> {
        let exam = state.storage.exam(&ExamId(id)).await?;
        let exam = exam
            .filter(|exam| matches!(exam.state, ExamState::Submitted | ExamState::Decided))
            .ok_or(ApiError::NotFound)?;
        let candidate = state.storage.user(&exam.user_id).await?.ok_or(ApiError::NotFound)?;
        let standard = state.content.standards.get(&exam.standard_id).cloned().ok_or(ApiError::NotFound)?;
        let parts = Parts::of(state, &exam.id).await?;
        let conditions: Conditions = exam.conditions.read()?;
        let assessment = parts.assess(&standard, &conditions, &[])?;
        let checked_by = match &exam.checked_by {
            Some(id) => state.storage.user(id).await?.map(|user| user.display_name),
            None => None,
        };
        let trains = candidate.id == examiner.id || state.storage.trains(&examiner.id, &candidate.id).await?;
        let mut case = Self {
            red_lines: assessment.red_lines.clone(),
            assessment,
            conditions,
            notes: state.storage.exam_notes(&exam.id).await?,
            decisions: state.storage.decisions(&exam.id).await?,
            opinions: state.storage.opinions(&exam.id).await?,
            appeal: state.storage.appeal_of(&exam.id).await?,
            marks: state.storage.marks_of(&exam.id).await?,
            checked_by,
            stand: Stand::Over,
            exam,
            candidate,
            standard,
            parts,
        };
        case.stand = case.stand_of(examiner, trains);
        Ok(case)
    }

    fn stand_of(&self, examiner: &User, trains: bool) -> Stand {
        let opined = self.opinions.iter().any(|one| one.examiner_id == examiner.id);
        let decided = self.decisions.iter().any(|one| one.examiner_id == examiner.id);
        match self.round() {
            _ if trains => Stand::Trains,
            None => Stand::Over,
            Some(_) if opined || decided => Stand::HasDecided,
            Some(_) => Stand::MayDecide,
        }
    }

    /// The round it waits in: 1 for the first decision, 2 for an appeal's.
    pub fn round(&self) -> Option<u64> {
        match self.exam.state {
            ExamState::Submitted => Some(1),
            ExamState::Decided if self.appeal.as_ref().is_some_and(|one| one.settled_ms.is_none()) => Some(2),
            _ => None,
        }
    }

    /// Opinions given in the round it waits in.
    pub fn given(&self) -> usize {
        self.opinions.iter().filter(|one| Some(one.round) == self.round()).count()
    }

    /// Whether an opinion like this would settle it.
    pub fn settles(&self, outcome: Outcome) -> bool {
        let alike = self.opinions.iter().filter(|one| Some(one.round) == self.round() && one.outcome == outcome);
        self.round() == Some(2) || alike.count() as u64 + 1 >= self.standard.agreeing()
    }

    /// Opinions the visitor may see: those of rounds that are settled. Examiners of one round are blind to each other.
    pub fn seen(&self) -> impl Iterator<Item = &Opinion> {
        self.opinions.iter().filter(|one| Some(one.round) != self.round())
    }

    /// Assessed again without these red lines.
    ///
    /// # Errors
    /// When what is stored cannot be read.
    pub fn dismiss(&mut self, dismissed: &[RedLineFound]) -> Result<(), ApiError> {
        self.assessment = self.parts.assess(&self.standard, &self.conditions, dismissed)?;
        Ok(())
    }

    /// Somebody checked the person at the seat.
    pub fn invigilated(&self) -> bool {
        self.exam.checked_ms.is_some()
    }

    /// Exams of the sample, and those of four eyes, are marked by each who looks.
    pub fn is_marked(&self) -> bool {
        !self.to_mark().is_empty() && (self.standard.four_eyes || in_sample(&self.exam.id.0))
    }

    /// What is marked in it: criteria of its shift that people mark too.
    pub fn to_mark(&self) -> Vec<&'static str> {
        let there = |id: &&&str| self.standard.criteria.iter().any(|one| one.id == **id);
        MARKED.iter().filter(there).copied().collect()
    }

    /// Whether this person is to mark it now: with the opinion, or as the second of the sample afterwards.
    pub fn asks_marks_of(&self, examiner: &User) -> bool {
        let mine = self.marks.iter().any(|one| one.examiner_id == examiner.id);
        let markers: std::collections::BTreeSet<_> = self.marks.iter().map(|one| &one.examiner_id).collect();
        match self.stand {
            Stand::Trains => false,
            Stand::MayDecide => !mine && self.is_marked(),
            Stand::Over | Stand::HasDecided => !mine && self.is_marked() && markers.len() == 1,
        }
    }
}
