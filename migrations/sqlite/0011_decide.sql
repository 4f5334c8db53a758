-- The same tables, columns and constraint names as migrations/postgres/0011_decide.sql.
-- Who was checked at the seat, what each examiner found, appeals, marks beside the machine's, what was renewed.

alter table exams add column checked_by text references users (id) on delete set null;
alter table exams add column checked_ms integer;

-- One examiner's finding. A round is settled by a decision once enough agree.
create table opinions (
    exam_id text not null references exams (id) on delete cascade,
    round integer not null,
    nr integer not null,
    examiner_id text not null references users (id),
    outcome text not null,
    reason text not null,
    dismissed text not null,
    measured text not null,
    at_ms integer not null,
    constraint opinions_exam_id_round_nr primary key (exam_id, round, nr),
    constraint opinions_exam_id_examiner_id unique (exam_id, examiner_id)
) strict, without rowid;

-- One appeal an exam: its round of decision is the second.
create table appeals (
    exam_id text not null references exams (id) on delete cascade,
    reason text not null,
    filed_ms integer not null,
    settled_ms integer,
    changed integer,
    constraint appeals_exam_id primary key (exam_id)
) strict, without rowid;

-- What an examiner marked in an exam's shift, beside the machine's value and never instead of it.
create table marks (
    exam_id text not null references exams (id) on delete cascade,
    examiner_id text not null references users (id),
    criterion text not null,
    mark integer not null,
    at_ms integer not null,
    constraint marks_exam_id_examiner_id_criterion primary key (exam_id, examiner_id, criterion)
) strict, without rowid;

-- The certificate a new one goes on from.
create table renewals (
    certificate_id text not null references certificates (id) on delete cascade,
    renews text not null references certificates (id) on delete cascade,
    constraint renewals_certificate_id primary key (certificate_id)
) strict, without rowid;
