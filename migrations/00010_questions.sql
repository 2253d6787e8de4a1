-- +goose Up
-- What a series asks those who register: with the registration, or afterwards as preparation. One in use is retired, not deleted.
create table question (
  organiser_id    uuid not null,
  id              uuid not null,
  series_id       uuid not null,
  position        smallint not null,
  text            jsonb not null,
  label           jsonb not null default '{}',           -- short, for headings of lists and beside its deadline; empty: the text
  help            jsonb not null default '{}',
  kind            text not null check (kind in ('text', 'choice', 'several', 'number', 'date', 'file')),
  per             text not null check (per in ('unit', 'delegate', 'unit_meeting')),
  phase           text not null check (phase in ('signup', 'preparation')),
  required        boolean not null default false,
  role_ids        uuid[] not null default '{}',          -- only who has one of these roles, or delegations where somebody has
  meeting_id      uuid,                                  -- only who comes to this meeting
  due_on          date,
  due_days_before smallint check (due_days_before between 0 and 365),  -- before each meeting
  retired_at      timestamptz,
  primary key (organiser_id, id),
  foreign key (organiser_id, series_id) references series on delete cascade,
  foreign key (organiser_id, meeting_id) references meeting on delete cascade,
  constraint question_due check (num_nonnulls(due_on, due_days_before) <= 1),
  constraint question_file check (kind <> 'file' or phase = 'preparation')  -- the form carries no file from page to page
);
create index question_series on question (organiser_id, series_id, position);

create table question_choice (
  organiser_id uuid not null,
  id           uuid not null,
  question_id  uuid not null,
  position     smallint not null,
  text         jsonb not null,
  retired_at   timestamptz,                              -- chosen by somebody, and no longer offered
  primary key (organiser_id, id),
  foreign key (organiser_id, question_id) references question on delete cascade
);
create index question_choice_question on question_choice (organiser_id, question_id, position);

-- One answer: the delegation's, one delegate's, or the delegation's for one of several meetings. The version tells whoever saves an
-- older one that a colleague came before.
create table answer (
  organiser_id    uuid not null,
  id              uuid not null,
  question_id     uuid not null,
  registration_id uuid not null,
  delegate_id     uuid,
  meeting_id      uuid,
  value           text not null default '',              -- a text, a number or a day as 2020-11-13
  choices         uuid[] not null default '{}',
  file_sha256     bytea,
  filename        text not null default '',
  answered_by     text not null default '',              -- the contact's or a colleague's name; '' : staff
  at              timestamptz not null default clock(),
  version         int not null default 1,
  primary key (organiser_id, id),
  constraint answer_once unique nulls not distinct (organiser_id, registration_id, question_id, delegate_id, meeting_id),
  foreign key (organiser_id, question_id) references question,
  foreign key (organiser_id, registration_id) references registration on delete cascade,
  foreign key (organiser_id, registration_id, delegate_id) references delegate (organiser_id, registration_id, id) on delete cascade,
  foreign key (organiser_id, meeting_id) references meeting,
  foreign key (organiser_id, file_sha256) references file,
  constraint answer_file check ((file_sha256 is not null) = (filename <> ''))
);
create index answer_question on answer (organiser_id, question_id);
create index answer_file_shown on answer (organiser_id, file_sha256) where file_sha256 is not null;

-- How many working days before something is due a delegation is reminded of what it has left to do; 0: not.
alter table series add column remind_remaining smallint not null default 0 check (remind_remaining between 0 and 10);

-- +goose Down
alter table series drop column remind_remaining;
drop table answer, question_choice, question;
