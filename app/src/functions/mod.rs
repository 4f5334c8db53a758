//! Server functions: what islands ask of the server. Each authenticates, calls the library, and
//! maps the error.

pub mod error;
pub mod placement;
pub mod quiz;
pub mod review;
pub mod typing;

pub use error::FunctionError;

/// The state and the visitor of the call.
#[cfg(feature = "ssr")]
fn door() -> Result<(crate::server::state::AppState, crate::server::visitor::Visitor), FunctionError> {
    use leptos::prelude::use_context;
    match (use_context(), use_context()) {
        (Some(state), Some(visitor)) => Ok((state, visitor)),
        _ => Err(FunctionError::Fault),
    }
}
