//! Live shifts: one task each.
