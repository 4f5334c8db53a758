-- The same tables, columns and constraint names as migrations/sqlite/0001_first.sql.
-- Ids are text, times bigint milliseconds since 1970, JSON is text, truth is 0 or 1.

create table settings (
    key text not null, value text not null,
    constraint settings_key primary key (key)
);

create table users (
    id text not null,
    login text not null,
    display_name text not null,
    password text,
    role text not null,
    locale text,
    pseudonym text not null,
    must_change bigint not null default 0,
    disabled_ms bigint,
    created_ms bigint not null,
    constraint users_id primary key (id),
    constraint users_login unique (login),
    constraint users_pseudonym unique (pseudonym)
);
create index users_by_role on users (role, created_ms);

create table sessions (
    id text not null,
    user_id text references users (id) on delete cascade,
    data text not null,
    expires_ms bigint not null,
    constraint sessions_id primary key (id)
);
create index sessions_by_user on sessions (user_id);
create index sessions_by_expiry on sessions (expires_ms);

create table cohorts (
    id text not null,
    name text not null,
    trainer_id text not null references users (id),
    join_code text,
    archived_ms bigint,
    created_ms bigint not null,
    constraint cohorts_id primary key (id),
    constraint cohorts_join_code unique (join_code)
);
create index cohorts_by_trainer on cohorts (trainer_id);

create table cohort_members (
    cohort_id text not null references cohorts (id) on delete cascade,
    user_id text not null references users (id) on delete cascade,
    joined_ms bigint not null,
    constraint cohort_members_cohort_id_user_id primary key (cohort_id, user_id)
);
create index cohort_members_by_user on cohort_members (user_id);

create table assignments (
    id text not null,
    cohort_id text references cohorts (id) on delete cascade,
    user_id text references users (id) on delete cascade,
    kind text not null,
    target text not null,
    title text not null,
    due_ms bigint,
    created_by text not null references users (id),
    created_ms bigint not null,
    constraint assignments_id primary key (id),
    constraint assignments_for_one check ((cohort_id is null) <> (user_id is null))
);
create index assignments_by_cohort on assignments (cohort_id);
create index assignments_by_user on assignments (user_id);

create table exams (
    id text not null,
    user_id text not null references users (id) on delete cascade,
    standard_id text not null,
    standard_version text not null,
    assignment_id text references assignments (id) on delete set null,
    ticket_hash text,
    state text not null,
    conditions text not null,
    created_ms bigint not null,
    started_ms bigint,
    submitted_ms bigint,
    decided_ms bigint,
    constraint exams_id primary key (id),
    constraint exams_ticket_hash unique (ticket_hash)
);
create index exams_by_user on exams (user_id, created_ms);
create index exams_by_state on exams (state, submitted_ms);

create table exam_notes (
    exam_id text not null references exams (id) on delete cascade,
    nr bigint not null,
    at_ms bigint not null,
    kind text not null,
    detail text not null,
    constraint exam_notes_exam_id_nr primary key (exam_id, nr)
);

create table shifts (
    id text not null,
    user_id text not null references users (id) on delete cascade,
    assignment_id text references assignments (id) on delete set null,
    exam_id text references exams (id) on delete cascade,
    plan text not null,
    opening text not null,
    state text not null,
    epoch bigint not null default 0,
    started_ms bigint not null,
    closed_ms bigint,
    score text,
    constraint shifts_id primary key (id)
);
create index shifts_by_user on shifts (user_id, started_ms);
create index shifts_by_assignment on shifts (assignment_id);
create index shifts_by_exam on shifts (exam_id);
create index shifts_by_state on shifts (state);

create table events (
    shift_id text not null references shifts (id) on delete cascade,
    seq bigint not null,
    at_ms bigint not null,
    client_id text,
    body text not null,
    constraint events_shift_id_seq primary key (shift_id, seq),
    constraint events_shift_id_client_id unique (shift_id, client_id)
);

create table attempts (
    id text not null,
    user_id text not null references users (id) on delete cascade,
    kind text not null,
    target text not null,
    assignment_id text references assignments (id) on delete set null,
    exam_id text references exams (id) on delete cascade,
    content_hash text not null,
    form text not null,
    state text not null,
    started_ms bigint not null,
    finished_ms bigint,
    data text,
    result text,
    constraint attempts_id primary key (id)
);
create index attempts_by_user on attempts (user_id, kind, started_ms);
create index attempts_by_assignment on attempts (assignment_id);
create index attempts_by_exam on attempts (exam_id);

create table attempt_answers (
    attempt_id text not null references attempts (id) on delete cascade,
    item text not null,
    answer text not null,
    at_ms bigint not null,
    constraint attempt_answers_attempt_id_item primary key (attempt_id, item)
);

create table decisions (
    id text not null,
    exam_id text not null references exams (id) on delete cascade,
    round bigint not null,
    examiner_id text not null references users (id),
    outcome text not null,
    reason text not null,
    measured text not null,
    at_ms bigint not null,
    constraint decisions_id primary key (id),
    constraint decisions_exam_id_round unique (exam_id, round)
);

create table certificates (
    id text not null,
    exam_id text not null references exams (id),
    user_id text not null references users (id),
    holder_name text not null,
    disclosure text not null,
    check_code text not null,
    standard_id text not null,
    standard_version text not null,
    summary text not null,
    credential text not null,
    issued_ms bigint not null,
    valid_until_ms bigint not null,
    state text not null,
    reason text,
    status_index bigint not null,
    constraint certificates_id primary key (id),
    constraint certificates_exam_id unique (exam_id),
    constraint certificates_check_code unique (check_code),
    constraint certificates_status_index unique (status_index)
);
create index certificates_by_user on certificates (user_id);
create index certificates_by_issue on certificates (issued_ms);

create table certificate_states (
    certificate_id text not null references certificates (id) on delete cascade,
    nr bigint not null,
    at_ms bigint not null,
    state text not null,
    reason text,
    actor_id text not null,
    constraint certificate_states_certificate_id_nr primary key (certificate_id, nr)
);

create table audit (
    seq bigint not null,
    prev_hash text not null,
    hash text not null,
    at_ms bigint not null,
    actor text not null,
    action text not null,
    object text not null,
    payload text not null,
    constraint audit_seq primary key (seq),
    constraint audit_prev_hash unique (prev_hash)
);

-- One row: whoever holds its lock writes the next decision.
create table audit_head (
    id bigint not null,
    seq bigint not null,
    hash text not null,
    constraint audit_head_id primary key (id)
);
insert into audit_head (id, seq, hash) values (1, 0, '');
