-- +goose Up
-- An organiser's own words for its letters. A language without subject and body has the standard text. Going back to the standard empties
-- the row and keeps it, so that its version tells whoever saves an older one that somebody came before.
create table letter_text (
  organiser_id uuid not null references organiser,
  name         text not null,                            -- of the standard text: the letter's kind, with its variant
  subject      jsonb not null default '{}',
  body         jsonb not null default '{}',              -- Markdown with placeholders
  standard     jsonb not null default '{}',              -- fingerprints of the standard texts that the own ones were written beside
  updated_by   uuid not null,
  updated_at   timestamptz not null default clock(),
  version      int not null default 1,
  primary key (organiser_id, name)
);

-- A letter that staff write to chosen registrations.
create table message (
  organiser_id uuid not null,
  id           uuid not null,
  series_id    uuid not null,
  state        text not null check (state in ('draft', 'sending', 'done', 'cancelled')),
  subject      jsonb not null default '{}',
  body         jsonb not null default '{}',              -- Markdown with placeholders
  to_contacts  boolean not null default true,
  to_delegates boolean not null default false,
  created_by   uuid not null,
  created_at   timestamptz not null default clock(),
  done_at      timestamptz,
  version      int not null default 1,
  primary key (organiser_id, id),
  constraint message_to check (state = 'draft' or to_contacts or to_delegates),
  foreign key (organiser_id, series_id) references series on delete cascade
);
create index message_series on message (organiser_id, series_id);
create index message_due on message (created_at) where state = 'sending';

create table message_receiver (
  organiser_id    uuid not null,
  message_id      uuid not null,
  registration_id uuid not null,
  posted_at       timestamptz,                           -- its letters are written, or it was passed over
  passed_over     text not null default '' check (passed_over in ('', 'nobody', 'unproven')),
  primary key (organiser_id, message_id, registration_id),
  foreign key (organiser_id, message_id) references message on delete cascade,
  foreign key (organiser_id, registration_id) references registration on delete cascade
);
create index message_receiver_registration on message_receiver (organiser_id, registration_id);

alter table letter add column message_id uuid;           -- no foreign key: letters are kept as sent
create index letter_message on letter (organiser_id, message_id) where message_id is not null;

-- +goose Down
drop index letter_message;
alter table letter drop column message_id;
drop table message_receiver, message, letter_text;
