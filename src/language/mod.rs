//! What an agent's Chinese reply means: acts, topics, polarity, numbers.

pub mod act;
