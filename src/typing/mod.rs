//! Typing drills: replay of an edit log, measures, flags.
