-- The same tables, columns and constraint names as migrations/postgres/0007_memory.sql.
-- Reviews by spaced repetition: what is aimed at, the question in hand, and what each answer was.

-- Days are numbers, counted from 1970-01-01 in Beijing.
create table review_goals (
    user_id text not null references users (id) on delete cascade,
    exam_day integer,
    minutes_a_day integer not null,
    new_a_day integer not null,
    constraint review_goals_user_id primary key (user_id)
) strict, without rowid;

-- The question a person was shown and has not answered, with the order of its options.
create table review_cards (
    user_id text not null references users (id) on delete cascade,
    id text not null,
    item text not null,
    place text not null,
    shown_ms integer not null,
    constraint review_cards_user_id primary key (user_id)
) strict, without rowid;

-- `days` and `stability_mdays`: of something known before, nights since it was asked and its stability then.
create table review_answers (
    user_id text not null references users (id) on delete cascade,
    card_id text not null,
    item text not null,
    answer text not null,
    rating text not null,
    is_new integer not null,
    at_ms integer not null,
    took_ms integer not null,
    days integer,
    stability_mdays integer,
    constraint review_answers_user_id_card_id primary key (user_id, card_id)
) strict, without rowid;
create index review_answers_by_time on review_answers (user_id, at_ms);
