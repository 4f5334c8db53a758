//! Standards, decisions and credentials.
