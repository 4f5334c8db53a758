//! Time as data. Only [`now_ms`] reads a clock; everything else takes the time as a parameter.

/// Milliseconds since 1970-01-01T00:00:00Z.
pub type UnixMs = u64;

/// The server's wall clock, in milliseconds since 1970.
#[cfg(feature = "server")]
#[expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]
pub fn now_ms() -> UnixMs {
    std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .map_or(0, |since| u64::try_from(since.as_millis()).unwrap_or(u64::MAX))
}
