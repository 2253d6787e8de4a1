-- +goose Up
-- After the meeting: whether thanks go by themselves the next working day, and what those who came are asked.
alter table series add column thanks boolean not null default false;

create table evaluation_question (
  organiser_id uuid not null,
  id           uuid not null,
  series_id    uuid not null,
  position     smallint not null,
  kind         text not null check (kind in ('mark', 'words')),
  text         jsonb not null,
  retired_at   timestamptz,
  primary key (organiser_id, id),
  unique (organiser_id, series_id, id),
  foreign key (organiser_id, series_id) references series on delete cascade
);
create index evaluation_question_series on evaluation_question (organiser_id, series_id);

-- How many gave each mark at a meeting: there is no row for what one person answered, and none that says when.
create table evaluation_mark (
  organiser_id uuid not null,
  series_id    uuid not null,
  meeting_id   uuid not null,
  question_id  uuid not null,
  mark         smallint not null check (mark between 1 and 5),
  answers      int not null check (answers > 0),
  primary key (organiser_id, meeting_id, question_id, mark),
  foreign key (organiser_id, series_id, question_id) references evaluation_question (organiser_id, series_id, id),
  foreign key (organiser_id, series_id, meeting_id) references meeting (organiser_id, series_id, id) on delete cascade
);

-- What was written. The ids are random, so that their order tells nothing.
create table evaluation_words (
  organiser_id uuid not null,
  id           uuid not null default gen_random_uuid(),
  series_id    uuid not null,
  meeting_id   uuid not null,
  question_id  uuid not null,
  words        text not null check (words <> ''),
  primary key (organiser_id, id),
  foreign key (organiser_id, series_id, question_id) references evaluation_question (organiser_id, series_id, id),
  foreign key (organiser_id, series_id, meeting_id) references meeting (organiser_id, series_id, id) on delete cascade
);
create index evaluation_words_meeting on evaluation_words (organiser_id, meeting_id);

-- A link to the form, which answers once. It knows its meeting, and neither to whom it was sent nor when it was used.
create table evaluation_link (
  organiser_id uuid not null,
  token_hash   bytea not null,
  series_id    uuid not null,
  meeting_id   uuid not null,
  expires_at   timestamptz not null,
  used         boolean not null default false,
  primary key (token_hash),
  foreign key (organiser_id, series_id, meeting_id) references meeting (organiser_id, series_id, id) on delete cascade
);
create index evaluation_link_meeting on evaluation_link (organiser_id, meeting_id);

-- +goose Down
drop table evaluation_link, evaluation_words, evaluation_mark, evaluation_question;
alter table series drop column thanks;
