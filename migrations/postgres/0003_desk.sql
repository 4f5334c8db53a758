-- The same tables, columns and constraint names as migrations/sqlite/0003_desk.sql.
-- What an agent's desk keeps beside the log: lab PCs forget everything at logout.

-- The half-typed reply and the mark of each window, while its shift is open.
create table window_notes (
    shift_id text not null references shifts (id) on delete cascade,
    number bigint not null,
    draft text not null,
    marked bigint not null,
    at_ms bigint not null,
    constraint window_notes_shift_id_number primary key (shift_id, number)
);

-- Quick phrases of one's own.
create table own_phrases (
    id text not null,
    user_id text not null references users (id) on delete cascade,
    category text not null,
    text text not null,
    at_ms bigint not null,
    constraint own_phrases_id primary key (id)
);
create index own_phrases_by_user on own_phrases (user_id, at_ms);

-- How a person wants the desk.
create table desk_settings (
    user_id text not null references users (id) on delete cascade,
    sounds bigint not null,
    guided bigint not null,
    constraint desk_settings_user_id primary key (user_id)
);
