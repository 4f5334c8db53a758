//! A person's reviews as they are done: what is aimed at, the question in hand, each answer.

use super::statement::{record, statements, stored_enum, values};
use super::{Json, Storage, StorageError};
use crate::clock::UnixMs;
use crate::ids::{self, UserId};
use crate::quiz::memory::{Answered, Goal, Memory, Rating, curve};

statements! {
    GOAL = "select exam_day, minutes_a_day, new_a_day from review_goals where user_id = $1";
    SET_GOAL = "insert into review_goals (user_id, exam_day, minutes_a_day, new_a_day) values ($1, $2, $3, $4)
        on conflict (user_id) do update set exam_day = excluded.exam_day, minutes_a_day = excluded.minutes_a_day,
            new_a_day = excluded.new_a_day";
    CARD = "select id, item, place, shown_ms from review_cards where user_id = $1";
    // Two tabs ask for a card at once: the first one's is both's.
    HAND = "insert into review_cards (user_id, id, item, place, shown_ms) values ($1, $2, $3, $4, $5)
        on conflict (user_id) do nothing";
    DROP = "delete from review_cards where user_id = $1 and id = $2";
    KEEP = "insert into review_answers
        (user_id, card_id, item, answer, rating, is_new, at_ms, took_ms, days, stability_mdays)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    SCHEDULE = "update reviews set memory = $3, due_ms = $4, reviewed_ms = $5 where user_id = $1 and item = $2";
    ANSWERS = "select item, rating, is_new, at_ms, took_ms, days, stability_mdays from review_answers
        where user_id = $1 order by at_ms desc, card_id limit $2";
}

stored_enum! {
    /// A [`Rating`], as stored.
    pub enum Rated {
        Again = "again",
        Hard = "hard",
        Good = "good",
        Easy = "easy",
    }
}

record! {
    struct GoalRow { exam_day: Option<u64>, minutes_a_day: u64, new_a_day: u64, }
}

record! {
    struct AnswerRow {
        item: String,
        rating: Rated,
        is_new: bool,
        at_ms: UnixMs,
        took_ms: u64,
        days: Option<u64>,
        stability_mdays: Option<u64>,
    }
}

record! {
    /// The question a person has in hand.
    #[derive(Clone, Debug)]
    pub struct ReviewCard {
        pub id: String,
        pub item: String,
        /// The item as it was when shown, with the order of its options.
        pub place: Json,
        pub shown_ms: UnixMs,
    }
}

/// An answer to the question in hand, and what the scheduler makes of it.
#[derive(Clone, Debug)]
pub struct ReviewAnswer {
    pub card: String,
    pub answer: Json,
    pub answered: Answered,
    pub memory: Memory,
    pub due_ms: UnixMs,
}

impl Storage {
    /// What a person aims at; the usual where nothing was set.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn review_goal(&self, user: &UserId) -> Result<Goal, StorageError> {
        let row: Option<GoalRow> = self.database.one(GOAL, &values![user]).await?;
        Ok(row.map_or_else(Goal::default, |row| Goal {
            exam_day: row.exam_day,
            minutes_a_day: row.minutes_a_day,
            new_a_day: row.new_a_day,
        }))
    }

    /// Sets it.
    ///
    /// # Errors
    /// [`StorageError::Conflict`] `reference` when there is no such person.
    pub async fn set_review_goal(&self, user: &UserId, goal: Goal) -> Result<(), StorageError> {
        let values = values![user, goal.exam_day, goal.minutes_a_day, goal.new_a_day];
        self.database.run(SET_GOAL, &values).await.map(drop)
    }

    /// The question in hand.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn review_card(&self, user: &UserId) -> Result<Option<ReviewCard>, StorageError> {
        self.database.one(CARD, &values![user]).await
    }

    /// Hands a person a question, shown now. Where there is one in hand already, that stays and is returned.
    ///
    /// # Errors
    /// [`StorageError::Conflict`] `reference` when there is no such person.
    pub async fn hand_card(
        &self,
        user: &UserId,
        item: &str,
        place: &Json,
        now_ms: UnixMs,
    ) -> Result<Option<ReviewCard>, StorageError> {
        self.database.run(HAND, &values![user, ids::random()?, item, place, now_ms]).await?;
        self.review_card(user).await
    }

    /// Takes a question out of hand unanswered: its item is gone.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn drop_card(&self, user: &UserId, card: &str) -> Result<(), StorageError> {
        self.database.run(DROP, &values![user, card]).await.map(drop)
    }

    /// Keeps an answer, with the item's new day, and takes the question out of hand: all or nothing. `false` when it is
    /// not in hand (any more).
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn answer_card(&self, user: &UserId, given: &ReviewAnswer) -> Result<bool, StorageError> {
        let one = &given.answered;
        let mut transaction = self.database.begin().await?;
        if transaction.run(DROP, &values![user, &given.card]).await? != 1 {
            return Ok(false);
        }
        let (days, stability) = one.kept.unzip();
        let kept = values![
            user,
            &given.card,
            &one.item,
            &given.answer,
            Rated::from(one.rating),
            one.new,
            one.at_ms,
            one.took_ms,
            days,
            stability,
        ];
        transaction.run(KEEP, &kept).await?;
        let memory = Json::of(&given.memory)?;
        transaction.run(SCHEDULE, &values![user, &one.item, &memory, given.due_ms, one.at_ms]).await?;
        transaction.commit().await?;
        Ok(true)
    }

    /// A person's latest answers, newest first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn review_answers(&self, user: &UserId) -> Result<Vec<Answered>, StorageError> {
        let limit = u32::try_from(curve::ANSWERS_MAX).unwrap_or(u32::MAX);
        let rows: Vec<AnswerRow> = self.database.all(ANSWERS, &values![user, limit]).await?;
        let read = |row: AnswerRow| Answered {
            item: row.item,
            at_ms: row.at_ms,
            took_ms: row.took_ms,
            rating: row.rating.into(),
            new: row.is_new,
            kept: row.days.zip(row.stability_mdays),
        };
        Ok(rows.into_iter().map(read).collect())
    }
}

impl From<Rating> for Rated {
    fn from(rating: Rating) -> Self {
        match rating {
            Rating::Again => Self::Again,
            Rating::Hard => Self::Hard,
            Rating::Good => Self::Good,
            Rating::Easy => Self::Easy,
        }
    }
}

impl From<Rated> for Rating {
    fn from(rated: Rated) -> Self {
        match rated {
            Rated::Again => Self::Again,
            Rated::Hard => Self::Hard,
            Rated::Good => Self::Good,
            Rated::Easy => Self::Easy,
        }
    }
}
