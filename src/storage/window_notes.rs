//! What a desk keeps of its windows beside the log: half-typed replies and marks, while the shift is open.

use super::statement::{record, statements, values};
use super::{Storage, StorageError};
use crate::clock::UnixMs;
use crate::ids::ShiftId;
use crate::simulation::event::Window;
use std::collections::BTreeMap;

/// Notes of one shift that are read: more windows than any plan has.
const NOTES_MAX: u32 = 5_000;

statements! {
    NOTES = "select number, draft, marked, at_ms from window_notes where shift_id = $1 order by number limit $2";
    DRAFT = "insert into window_notes (shift_id, number, draft, marked, at_ms)
        select $1, cast($2 as bigint), $3, 0, cast($4 as bigint) where exists (select 1 from shifts where id = $5 and state = 'open')
        on conflict (shift_id, number) do update set draft = excluded.draft, at_ms = excluded.at_ms";
    MARK = "insert into window_notes (shift_id, number, draft, marked, at_ms)
        select $1, cast($2 as bigint), '', cast($3 as bigint), 0 where exists (select 1 from shifts where id = $4 and state = 'open')
        on conflict (shift_id, number) do update set marked = excluded.marked";
    FORGET = "delete from window_notes where shift_id = $1";
}

record! {
    /// The note of one window.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct WindowNote {
        pub number: Window,
        /// The half-typed reply.
        pub draft: String,
        /// Marked by the agent (我标记的).
        pub marked: bool,
        /// When the draft was typed.
        pub at_ms: UnixMs,
    }
}

/// What is new in a window's note.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewWindowNote {
    /// The half-typed reply, and when it was typed.
    pub draft: Option<(String, UnixMs)>,
    pub marked: Option<bool>,
}

impl Storage {
    /// The notes of a shift's windows.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn window_notes(&self, shift: &ShiftId) -> Result<Vec<WindowNote>, StorageError> {
        self.database.all(NOTES, &values![shift, NOTES_MAX]).await
    }

    /// Keeps many shifts' notes in one transaction. Those of shifts that are over are passed by.
    ///
    /// # Errors
    /// When the database does not answer; then nothing was kept.
    pub async fn note_windows(&self, notes: &BTreeMap<(ShiftId, Window), NewWindowNote>) -> Result<(), StorageError> {
        let mut transaction = self.database.begin().await?;
        for ((shift, number), note) in notes {
            if let Some((draft, at_ms)) = &note.draft {
                transaction.run(DRAFT, &values![shift, *number, draft, *at_ms, shift]).await?;
            }
            if let Some(marked) = note.marked {
                transaction.run(MARK, &values![shift, *number, marked, shift]).await?;
            }
        }
        transaction.commit().await
    }

    /// Forgets the notes of a shift that is over.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn forget_window_notes(&self, shift: &ShiftId) -> Result<(), StorageError> {
        self.database.run(FORGET, &values![shift]).await.map(drop)
    }
}
