-- The same columns as migrations/postgres/0012_answer_bounds.sql.
-- What an answer is held against when it is kept, without reading the form: how many questions there are, and until when.
alter table attempts add column questions integer;
alter table attempts add column closes_ms integer;
-- Sheets that lie open now: their forms hold them.
update attempts set questions = 500 where kind = 'quiz' and state = 'open';
