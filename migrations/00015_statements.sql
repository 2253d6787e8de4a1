-- +goose Up
alter table series add column statements_open boolean not null default false;  -- written input can be sent, until statements_by when that is set

-- Written input by anybody, or by a delegation as its unit's. From a stranger it is nobody's until the click that proves the address.
-- One that its writer has withdrawn keeps its row and loses its words.
create table statement (
  organiser_id    uuid not null,
  id              uuid not null,
  series_id       uuid not null,
  meeting_id      uuid,                                  -- null: about the invitation as a whole
  registration_id uuid,                                  -- of the delegation that wrote it as its unit
  state           text not null check (state in ('unverified', 'received', 'published', 'set_aside', 'withdrawn')),
  lang            text not null check (lang in ('nb', 'nn', 'en')),
  name            text not null default '',
  email           text not null default '' check (email = lower(email)),
  behalf          text not null default '',              -- whom they write for
  body            text not null default '',
  consent         text not null check (consent in ('no', 'anonymous', 'named')),  -- whether it may be published, and how
  reference       text not null,
  submission      uuid not null,
  note            text not null default '',              -- staff's, for staff
  reason          text not null default '',              -- why it is set aside
  received_at     timestamptz not null default clock(),
  expires_at      timestamptz,
  decided_at      timestamptz,
  published_at    timestamptz,
  erased_at       timestamptz,
  version         int not null default 1,
  primary key (organiser_id, id),
  constraint statement_reference unique (reference),
  constraint statement_submission unique (organiser_id, submission),
  constraint statement_expiry check ((state = 'unverified') = (expires_at is not null)),
  constraint statement_consent check (state <> 'published' or consent <> 'no'),
  foreign key (organiser_id, series_id) references series on delete cascade,
  foreign key (organiser_id, series_id, meeting_id) references meeting (organiser_id, series_id, id),
  foreign key (organiser_id, registration_id) references registration on delete cascade
);
create index statement_series on statement (organiser_id, series_id, received_at);
create index statement_registration on statement (organiser_id, registration_id) where registration_id is not null;
create index statement_expires on statement (expires_at) where state = 'unverified';

-- Files belong to a submission: they are kept while their writer mends the form and looks it through, and are deleted when nothing comes of it.
create table statement_file (
  organiser_id uuid not null,
  id           uuid not null,
  series_id    uuid not null,
  submission   uuid not null,
  filename     text not null,
  sha256       bytea not null,
  added_at     timestamptz not null default clock(),
  primary key (organiser_id, id),
  foreign key (organiser_id, series_id) references series on delete cascade,
  foreign key (organiser_id, sha256) references file
);
create index statement_file_submission on statement_file (organiser_id, submission);
create index statement_file_used on statement_file (organiser_id, sha256);

-- Links in letters to the writer. One with an end proves the address; one without shows the statement and withdraws it.
create table statement_link (
  organiser_id uuid not null,
  statement_id uuid not null,
  token_hash   bytea not null,
  expires_at   timestamptz,
  primary key (organiser_id, token_hash),
  constraint statement_link_token unique (token_hash),
  foreign key (organiser_id, statement_id) references statement on delete cascade
);
create index statement_link_statement on statement_link (organiser_id, statement_id);

-- What the forms that strangers send are signed with. It opens nothing: who has it could only make a form look older than it is.
create table form_key (one boolean primary key default true check (one), key bytea not null);
insert into form_key (key) values (sha256((gen_random_uuid()::text || gen_random_uuid()::text)::bytea));
revoke insert, update, delete on form_key from dialogmote_app;

-- The same words as for registrations: what is stored is judged by the transaction's clock, and staff who close it are waited for.
-- +goose StatementBegin
create function statement_in_time() returns trigger language plpgsql as $$
declare ok boolean;
begin
  perform from series where (organiser_id, id) = (new.organiser_id, new.series_id) for key share;
  select s.state = 'published' and s.statements_open and s.erased_at is null
      and (s.statements_by is null or clock() < (s.statements_by + 1)::timestamp at time zone 'Europe/Oslo')
    into ok
    from series s where (s.organiser_id, s.id) = (new.organiser_id, new.series_id);
  if ok is not true then
    raise check_violation using constraint = 'statement_in_time', message = 'written input can not be sent now';
  end if;
  return null;
end $$;
-- +goose StatementEnd
create trigger statement_in_time after insert on statement for each row execute function statement_in_time();
create trigger statement_file_in_time after insert on statement_file for each row execute function statement_in_time();

-- +goose Down
drop table form_key, statement_link, statement_file, statement;
drop function statement_in_time;
alter table series drop column statements_open;
