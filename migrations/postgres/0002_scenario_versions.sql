-- The same table, columns and constraint names as migrations/sqlite/0002_scenario_versions.sql.
-- What trainers wrote of a scenario: each saving a row, none ever changed.

create table scenario_versions (
    id text not null,
    scenario text not null,
    shop text not null,
    version bigint not null,
    text text not null,
    author_id text not null references users (id),
    at_ms bigint not null,
    constraint scenario_versions_id primary key (id),
    constraint scenario_versions_scenario_version unique (scenario, version)
);
create index scenario_versions_by_author on scenario_versions (author_id);
