//! The lab board: how each seat looks from outside. A change is told at once to whoever watches.

use crate::clock::UnixMs;
use crate::ids::{ShiftId, UserId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::broadcast;

/// Changes that may wait for a slow watcher; one that is later looks at the whole board again.
const CHANGES_MAX: usize = 4_096;

/// A seat at a glance. Nothing that a buyer hides is in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Glance {
    pub user: UserId,
    pub shift: ShiftId,
    /// Content's plan, by id.
    pub plan: String,
    /// Windows whose buyer is still there.
    pub windows: u64,
    /// Those that wait for an answer.
    pub waiting: u64,
    /// Since when the longest of them waits, server time.
    pub longest_since_ms: Option<UnixMs>,
    /// Buyers who queue.
    pub queue: u64,
    pub activity: Activity,
}

/// What an agent is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Activity {
    Working,
    /// No new buyers (挂起).
    Held,
    Paused,
    /// The connection is lost.
    Away,
    /// The shift is over, or let go by this server.
    Gone,
}

/// A change, written once for all who watch.
#[derive(Clone, Debug)]
pub struct Change {
    pub user: UserId,
    pub shift: ShiftId,
    /// A [`Glance`] as JSON.
    pub glance: Arc<str>,
}

/// All seats of this process. Cheap to clone.
#[derive(Clone)]
pub struct Board {
    seats: Arc<Mutex<BTreeMap<ShiftId, Change>>>,
    changes: broadcast::Sender<Change>,
}

impl Default for Board {
    fn default() -> Self {
        Self { seats: Arc::default(), changes: broadcast::channel(CHANGES_MAX).0 }
    }
}

impl Board {
    /// Every seat as it stands, and the changes from there on.
    pub fn watch(&self) -> (Vec<Change>, broadcast::Receiver<Change>) {
        let seats = self.seats.lock().unwrap_or_else(PoisonError::into_inner);
        (seats.values().cloned().collect(), self.changes.subscribe())
    }

    pub(super) fn show(&self, glance: &Glance) {
        // A glance is plain data: it always has a JSON form.
        let Ok(text) = serde_json::to_string(glance) else { return };
        let change = Change { user: glance.user.clone(), shift: glance.shift.clone(), glance: text.into() };
        let mut seats = self.seats.lock().unwrap_or_else(PoisonError::into_inner);
        if glance.activity == Activity::Gone {
            seats.remove(&glance.shift);
        } else {
            seats.insert(glance.shift.clone(), change.clone());
        }
        // Nobody watches: nobody has to be told.
        let _none = self.changes.send(change);
    }
}

#[cfg(test)]
mod tests {
    use super::{Activity, Board, Glance};
    use crate::ids::{ShiftId, UserId};

    #[test]
    fn who_comes_later_sees_the_board_as_it_stands() {
        let board = Board::default();
        let mut glance = Glance {
            user: UserId::from("u"),
            shift: ShiftId::from("s"),
            plan: "weekday".to_owned(),
            windows: 3,
            waiting: 1,
            longest_since_ms: Some(7),
            queue: 0,
            activity: Activity::Working,
        };
        board.show(&glance);
        let (seats, mut changes) = board.watch();
        assert_eq!(seats.len(), 1);
        let told: Glance = serde_json::from_str(&seats[0].glance).unwrap();
        assert_eq!(told, glance);
        glance.activity = Activity::Gone;
        board.show(&glance);
        assert!(changes.try_recv().unwrap().glance.contains(r#""activity":"gone""#));
        assert!(board.watch().0.is_empty());
    }
}
