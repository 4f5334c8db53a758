-- The same columns as migrations/sqlite/0012_answer_bounds.sql.
-- What an answer is held against when it is kept, without reading the form: how many questions there are, and until when.
alter table attempts add column questions bigint;
alter table attempts add column closes_ms bigint;
-- Sheets that lie open now: their forms hold them.
update attempts set questions = 500 where kind = 'quiz' and state = 'open';
