-- +goose Up
-- Every message, stored exactly as sent. once names what it is for: writing the same letter twice is impossible.
create table letter (
  organiser_id    uuid not null references organiser,
  id              uuid not null,
  once            text not null,
  kind            text not null,
  series_id       uuid,
  registration_id uuid,
  meeting_id      uuid,
  delegate_id     uuid,                                  -- no foreign key: the delegate may be gone, the letter was sent
  recipient       text not null,                         -- '' : to be printed
  recipient_name  text not null default '',
  reply_to        text not null default '',
  lang            text not null check (lang in ('nb', 'nn', 'en')),
  subject         text not null,
  body            text not null,
  html            text not null,
  calendar        text not null default '',
  calendar_method text not null default '' check (calendar_method in ('', 'REQUEST', 'CANCEL', 'PUBLISH')),
  state           text not null check (state in ('queued', 'sent', 'failed', 'to_print', 'printed')),
  failure         text not null default '',              -- the mail server's answer
  attempts        int not null default 0,
  created_at      timestamptz not null default clock(),
  sent_at         timestamptz,
  replaces        uuid,                                  -- the failed letter this one was sent again for
  erased_at       timestamptz,
  primary key (organiser_id, id),
  constraint letter_id unique (id),
  constraint letter_once unique (organiser_id, once),
  foreign key (organiser_id, series_id) references series on delete cascade,
  foreign key (organiser_id, registration_id) references registration on delete cascade
);
create index letter_series on letter (organiser_id, series_id, created_at);
create index letter_registration on letter (organiser_id, registration_id, created_at);
create index letter_meeting on letter (organiser_id, meeting_id, kind);

-- Links that letters carry, as hashes. A GET never consumes one.
create table link (
  organiser_id    uuid not null,
  id              uuid not null,
  registration_id uuid not null,
  kind            text not null check (kind in ('verify', 'sign_in', 'offer')),
  token_hash      bytea not null constraint link_token unique,
  created_at      timestamptz not null default clock(),
  expires_at      timestamptz not null,
  used_at         timestamptz,
  primary key (organiser_id, id),
  foreign key (organiser_id, registration_id) references registration on delete cascade
);
create index link_registration on link (registration_id, created_at);

-- +goose Down
drop table link, letter;
