-- The same tables, columns and constraint names as migrations/postgres/0004_after_the_shift.sql.
-- What comes after a shift: another future from one of its lines, and what is to be learned again.

alter table shifts add column forked_from text references shifts (id) on delete set null;
-- The fork's log begins with the events before this one.
alter table shifts add column forked_seq integer;
create index shifts_by_fork on shifts (forked_from);

-- One row: one fact a person is to be asked about again. `memory` is the scheduler's own, as JSON.
create table reviews (
    user_id text not null references users (id) on delete cascade,
    item text not null,
    product text,
    due_ms integer not null,
    memory text,
    misses integer not null,
    missed_shift text references shifts (id) on delete set null,
    missed_seq integer,
    missed_ms integer not null,
    reviewed_ms integer,
    constraint reviews_user_id_item primary key (user_id, item)
) strict, without rowid;
create index reviews_by_due on reviews (user_id, due_ms);
