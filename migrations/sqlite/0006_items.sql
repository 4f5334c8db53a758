-- The same tables, columns and constraint names as migrations/postgres/0006_items.sql.
-- A school's own items, version after version. An item of the content has a row with version 0 once it was retired.

create table school_items (
    id text not null,
    version integer not null,
    retired_ms integer,
    changed_ms integer not null,
    constraint school_items_id primary key (id)
) strict, without rowid;

create table item_versions (
    id text not null references school_items (id) on delete cascade,
    version integer not null,
    body text not null,
    author_id text not null references users (id),
    at_ms integer not null,
    constraint item_versions_id_version primary key (id, version)
) strict, without rowid;
