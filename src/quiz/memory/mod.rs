//! Memory: when an item is asked about again, and what is worth asking before an exam.

pub mod card;
pub mod curve;
pub mod day;
pub mod deadline;
pub mod failed;
pub mod rating;
pub mod scheduler;
pub mod study;

pub use card::{Memory, STEPS_MS};
pub use curve::{Asked, Curve};
pub use day::{begin_of, day_of, in_days};
pub use deadline::{Deadline, Known};
pub use failed::failed_products;
pub use rating::Rating;
pub use scheduler::{Scheduler, Stage, Trace};
pub use study::{Answered, Goal, Load, Studied, Study};
