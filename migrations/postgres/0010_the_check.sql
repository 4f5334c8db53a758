-- The same tables, columns and constraint names as migrations/sqlite/0010_the_check.sql.
-- What a holder shows to whom, and what an employer keeps: keys of the API, certificates watched.

-- A link made by the holder: its id is its address.
create table certificate_shares (
    id text not null,
    certificate_id text not null references certificates (id) on delete cascade,
    disclosure text not null,
    whom text not null,
    made_ms bigint not null,
    until_ms bigint not null,
    withdrawn_ms bigint,
    opened bigint not null,
    opened_ms bigint,
    constraint certificate_shares_id primary key (id)
);
create index certificate_shares_by_certificate on certificate_shares (certificate_id, made_ms);

-- The one-time code a holder shows at hiring; a new one takes the place of the last.
create table presence_codes (
    certificate_id text not null references certificates (id) on delete cascade,
    code_hash text not null,
    disclosure text not null,
    made_ms bigint not null,
    until_ms bigint not null,
    used_ms bigint,
    constraint presence_codes_certificate_id primary key (certificate_id),
    constraint presence_codes_code_hash unique (code_hash)
);

create table api_keys (
    id text not null,
    user_id text not null references users (id) on delete cascade,
    name text not null,
    key_hash text not null,
    ending text not null,
    made_ms bigint not null,
    used_ms bigint,
    revoked_ms bigint,
    constraint api_keys_id primary key (id),
    constraint api_keys_key_hash unique (key_hash)
);
create index api_keys_by_user on api_keys (user_id, made_ms);

-- `noted`: the condition the employer has seen.
create table watched_certificates (
    user_id text not null references users (id) on delete cascade,
    share_id text not null references certificate_shares (id) on delete cascade,
    note text not null,
    noted text not null,
    added_ms bigint not null,
    constraint watched_certificates_user_id_share_id primary key (user_id, share_id)
);
create index watched_certificates_by_share on watched_certificates (share_id);
