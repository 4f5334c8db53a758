//! Loading and checking `content/`.
