//! Product quizzes: items, marking, item statistics.

pub mod adaptive;
pub mod answer;
pub mod bank;
pub mod blueprint;
pub mod calibration;
pub mod carried;
pub mod chance;
pub mod checks;
pub mod csv_rows;
pub mod equal_forms;
#[cfg(feature = "server")]
pub mod exchange;
pub mod fact_list;
pub mod facts;
pub mod form;
pub mod generated;
pub mod item;
pub mod item_stats;
#[cfg(feature = "memory")]
pub mod memory;
pub mod missed;
pub mod placement;
pub mod sums;

pub use answer::{Answer, mark};
pub use bank::{bank, fresh, in_use};
pub use blueprint::BlueprintLine;
pub use carried::Carried;
pub use checks::{Fault, ItemFault, checks};
pub use form::{Form, Picture, Place, Question, TooFew, draw};
pub use generated::{Shelf, generated};
pub use item::{Accepted, Blank, Choice, Item, Items, Kind, Number, Pair};
pub use item_stats::item_stats;
pub use missed::{Missed, missed};
