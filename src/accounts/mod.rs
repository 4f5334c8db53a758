//! Passwords, roles, the policy of sessions.
