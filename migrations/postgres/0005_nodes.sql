-- The same tables, columns and constraint names as migrations/sqlite/0005_nodes.sql.
-- Who holds a shift in memory, and an index that holds agents' commands only.

create table nodes (
    id text not null,
    beat_ms bigint not null,
    constraint nodes_id primary key (id)
);

alter table shifts add column holder text;
create index shifts_by_exam_state on shifts (state, exam_id);

alter table events drop constraint events_shift_id_client_id;
create unique index events_shift_id_client_id on events (shift_id, client_id) where client_id is not null;
