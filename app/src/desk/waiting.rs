//! How long a buyer has waited, as the desk shows it.

/// From here on a wait is late, in seconds.
pub const LATE_S: u64 = 30;

/// The four colours of waiting, by seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wait {
    /// Below 16 s: a veteran's pace.
    Short,
    /// Below 30 s: still within the shops' target.
    Soon,
    /// From 30 s.
    Late,
    /// From 100 s.
    Lost,
}

impl Wait {
    pub fn of(seconds: u64) -> Self {
        match seconds {
            0..16 => Self::Short,
            16..LATE_S => Self::Soon,
            LATE_S..100 => Self::Late,
            _ => Self::Lost,
        }
    }

    /// The class that colours it.
    pub fn class(self) -> &'static str {
        match self {
            Self::Short => "wait-1",
            Self::Soon => "wait-2",
            Self::Late => "wait-3",
            Self::Lost => "wait-4",
        }
    }
}

/// `0:41`, `1:44`, `61:05`.
pub fn minutes(seconds: u64) -> String {
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

/// The length of a shift: `12:40`, `1:02:40`.
pub fn hours(seconds: u64) -> String {
    match seconds / 3600 {
        0 => format!("{:02}:{:02}", seconds / 60, seconds % 60),
        hours => format!("{hours}:{:02}:{:02}", seconds / 60 % 60, seconds % 60),
    }
}

/// The time of day in Beijing, where every shop of this trade works: `10:02:07`.
pub fn beijing_time(at_ms: u64) -> String {
    let seconds = (at_ms / 1_000 + 8 * 3_600) % 86_400;
    format!("{:02}:{:02}:{:02}", seconds / 3_600, seconds / 60 % 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_have_a_colour_and_a_form() {
        for (seconds, class, form) in [
            (0, "wait-1", "0:00"),
            (15, "wait-1", "0:15"),
            (16, "wait-2", "0:16"),
            (29, "wait-2", "0:29"),
            (30, "wait-3", "0:30"),
            (99, "wait-3", "1:39"),
            (100, "wait-4", "1:40"),
        ] {
            assert_eq!((Wait::of(seconds).class(), minutes(seconds).as_str()), (class, form));
        }
        assert_eq!(beijing_time(1_762_826_535_000), "10:02:15");
        assert_eq!(hours(760), "12:40");
        assert_eq!(hours(3_760), "1:02:40");
    }
}
