-- The same index as migrations/postgres/0008_finished.sql.
-- The newest finished tries of a kind, for what is reckoned from them.
create index attempts_by_finish on attempts (kind, finished_ms);
