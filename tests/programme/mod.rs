//! A whole programme at work against real servers: what the load driver (`examples/load`) and the test of several nodes
//! (`tests/nodes`) share.

pub mod agent;
pub mod ground;
pub mod process;
pub mod time;

/// Anything that ends it.
pub type Fault = Box<dyn std::error::Error>;
