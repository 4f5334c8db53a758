//! Product quizzes: items, marking, item statistics.

pub mod answer;
pub mod bank;
pub mod blueprint;
pub mod carried;
pub mod chance;
pub mod checks;
pub mod csv_rows;
#[cfg(feature = "server")]
pub mod exchange;
pub mod facts;
pub mod form;
pub mod generated;
pub mod item;
pub mod item_stats;
pub mod missed;
pub mod review;

pub use answer::{Answer, mark};
pub use bank::bank;
pub use blueprint::BlueprintLine;
pub use carried::Carried;
pub use checks::{Fault, ItemFault, checks};
pub use form::{Form, Picture, Place, Question, TooFew, draw};
pub use generated::{Shelf, generated};
pub use item::{Accepted, Blank, Choice, Item, Items, Kind, Number, Pair};
pub use item_stats::item_stats;
pub use missed::{Missed, missed};
