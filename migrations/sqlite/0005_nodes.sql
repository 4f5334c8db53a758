-- The same tables, columns and constraint names as migrations/postgres/0005_nodes.sql.
-- Who holds a shift in memory, and an index that holds agents' commands only.

create table nodes (
    id text not null,
    beat_ms integer not null,
    constraint nodes_id primary key (id)
) strict;

alter table shifts add column holder text;
create index shifts_by_exam_state on shifts (state, exam_id);

create table events_of_shifts (
    shift_id text not null references shifts (id) on delete cascade,
    seq integer not null,
    at_ms integer not null,
    client_id text,
    body text not null,
    constraint events_shift_id_seq primary key (shift_id, seq)
) strict, without rowid;
insert into events_of_shifts select shift_id, seq, at_ms, client_id, body from events;
drop table events;
alter table events_of_shifts rename to events;
create unique index events_shift_id_client_id on events (shift_id, client_id) where client_id is not null;
