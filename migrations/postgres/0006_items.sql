-- The same tables, columns and constraint names as migrations/sqlite/0006_items.sql.
-- A school's own items, version after version. An item of the content has a row with version 0 once it was retired.

create table school_items (
    id text not null,
    version bigint not null,
    retired_ms bigint,
    changed_ms bigint not null,
    constraint school_items_id primary key (id)
);

create table item_versions (
    id text not null references school_items (id) on delete cascade,
    version bigint not null,
    body text not null,
    author_id text not null references users (id),
    at_ms bigint not null,
    constraint item_versions_id_version primary key (id, version)
);
