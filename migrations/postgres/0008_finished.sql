-- The same index as migrations/sqlite/0008_finished.sql.
-- The newest finished tries of a kind, for what is reckoned from them.
create index attempts_by_finish on attempts (kind, finished_ms);
