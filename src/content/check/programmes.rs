//! Months of training: what they ask for is there and can be reached.

use super::Desk;
use crate::programme::{checks, lay};

/// Weeks of a programme.
const WEEKS_MAX: u64 = 8;

pub(super) fn check(desk: &mut Desk<'_>) {
    let content = desk.content;
    for programme in content.programmes.values() {
        let file = format!("programmes/{}.toml", programme.id);
        if !content.standards.contains_key(&programme.standard) {
            desk.at(&file, &["standard".into()], format!("there is no standard {}", programme.standard));
        }
        for (at, task) in programme.task.iter().enumerate() {
            if !(1..=WEEKS_MAX).contains(&task.week) || !(1..=7).contains(&task.day) {
                let message = format!("week {} day {}; between 1 and {WEEKS_MAX}, and 1 and 7", task.week, task.day);
                desk.at(&file, &["task".into(), at.into()], message);
            }
            // One at a time, so that a fault keeps its place in the file.
            let one = crate::programme::Template { task: vec![task.clone()], ..programme.clone() };
            for (_, fault) in checks(content, &lay(&one, 0)) {
                desk.at(&file, &["task".into(), at.into()], format!("{}: {fault}", task.target));
            }
        }
    }
}
