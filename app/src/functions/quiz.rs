//! Autosave of quiz answers.
