//! The lab board as it travels to the browser: rooms with their seats, and seats at a glance.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A board as its page begins with it; what follows comes from `/board/live`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Lab {
    pub rooms: Vec<Room>,
    /// Titles of plans, by id.
    pub plans: BTreeMap<String, String>,
    /// The server's clock as this was sent.
    pub now_ms: u64,
}

/// A class.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Room {
    pub name: String,
    pub seats: Vec<Seat>,
}

/// A trainee's seat.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Seat {
    pub user: String,
    pub name: String,
}

/// What can be seen of a seat from outside.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Glance {
    pub user: String,
    pub shift: String,
    pub plan: String,
    pub windows: u64,
    pub waiting: u64,
    #[serde(default)]
    pub longest_since_ms: Option<u64>,
    pub queue: u64,
    pub activity: Activity,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Activity {
    Working,
    Held,
    Paused,
    Away,
    Gone,
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::{Activity, Glance};
    use miaohui::ids::{ShiftId, UserId};
    use miaohui::live;

    #[test]
    fn what_a_live_shift_shows_can_be_read() {
        for (said, read) in [
            (live::Activity::Working, Activity::Working),
            (live::Activity::Held, Activity::Held),
            (live::Activity::Paused, Activity::Paused),
            (live::Activity::Away, Activity::Away),
            (live::Activity::Gone, Activity::Gone),
        ] {
            let glance = live::Glance {
                user: UserId::from("u"),
                shift: ShiftId::from("s"),
                plan: "weekday".to_owned(),
                windows: 3,
                waiting: 1,
                longest_since_ms: Some(7),
                queue: 2,
                activity: said,
            };
            let text = serde_json::to_string(&glance).unwrap();
            let told: Glance = serde_json::from_str(&text).unwrap();
            assert_eq!((told.activity, told.waiting, told.longest_since_ms), (read, 1, Some(7)), "{text}");
        }
    }
}
