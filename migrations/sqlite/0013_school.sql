-- The same tables, columns and constraint names as migrations/postgres/0013_school.sql.
-- The school's side: programmes, tasks with conditions, members put away, rosters with what each brought.

-- `tasks` is a list of `programme::Planned` as JSON; `version` counts the trainer's changes.
create table programmes (
    id text not null,
    cohort_id text not null references cohorts (id) on delete cascade,
    title text not null,
    standard_id text not null,
    tasks text not null,
    version integer not null,
    assigned_ms integer,
    created_ms integer not null,
    constraint programmes_id primary key (id)
) strict;
create index programmes_by_cohort on programmes (cohort_id, created_ms);

-- `required`: percent of a quiz or shift, characters a minute of typing, items of a review.
alter table assignments add column programme_id text references programmes (id) on delete set null;
alter table assignments add column open_ms integer;
alter table assignments add column minutes integer;
alter table assignments add column required integer;
alter table assignments add column tries_max integer;
alter table assignments add column reminded_ms integer;
create index assignments_by_programme on assignments (programme_id);

alter table cohort_members add column archived_ms integer;

-- `slips`: how often passwords were printed; of an older printing none is kept any more.
create table roster_imports (
    id text not null,
    cohort_id text not null references cohorts (id) on delete cascade,
    trainer_id text not null references users (id),
    slips integer not null,
    new_cohorts text not null,
    created_ms integer not null,
    undone_ms integer,
    constraint roster_imports_id primary key (id)
) strict;
create index roster_imports_by_cohort on roster_imports (cohort_id, created_ms);

create table roster_rows (
    import_id text not null references roster_imports (id) on delete cascade,
    user_id text not null references users (id) on delete cascade,
    cohort_id text not null references cohorts (id) on delete cascade,
    nr integer not null,
    made integer not null,
    joined integer not null,
    constraint roster_rows_import_id_user_id primary key (import_id, user_id)
) strict, without rowid;
create index roster_rows_by_user on roster_rows (user_id);
