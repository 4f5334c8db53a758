//! Why nobody can sit down at a shift.

use super::stage::StageError;
use crate::storage::StorageError;

/// Why nobody can sit down at a shift.
#[derive(Debug, thiserror::Error)]
pub enum LiveError {
    #[error("there is no such shift")]
    NotFound,
    #[error("this is another person's shift")]
    NotYours,
    #[error("the shift is over")]
    Closed,
    #[error("too many shifts are going on; try again in a moment")]
    Busy,
    #[error("the server is stopping")]
    Stopping,
    #[error(transparent)]
    Stage(#[from] StageError),
    #[error(transparent)]
    Storage(#[from] StorageError),
}
