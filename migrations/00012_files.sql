-- +goose Up
-- A file lies in pieces, so that none is ever whole in anybody's memory on its way in or out. Pieces are numbered from 0; all but the last
-- are 256 kB.
create table file_piece (
  organiser_id uuid not null,
  sha256       bytea not null,
  n            int not null check (n >= 0),
  bytes        bytea not null,
  primary key (organiser_id, sha256, n),
  foreign key (organiser_id, sha256) references file on delete cascade
);
alter table file_piece alter column bytes set storage external;  -- what people upload is packed already
insert into file_piece (organiser_id, sha256, n, bytes)
  select organiser_id, sha256, n, substring(bytes from n * 262144 + 1 for 262144)
  from file, generate_series(0, (size - 1) / 262144) n;
alter table file drop column bytes;

alter table series add column asks_presentation boolean not null default false;  -- each delegation hands in a presentation, by documents_by

-- What a delegation has handed in. A document has versions: 1, 2, …; one that is taken back keeps its row and loses its file.
create table handed_in (
  organiser_id    uuid not null,
  id              uuid not null,
  series_id       uuid not null,
  registration_id uuid not null,
  meeting_id      uuid,                                  -- null: for all its meetings
  document_id     uuid not null,                         -- the id of its first version
  number          smallint not null check (number > 0),
  kind            text not null check (kind in ('presentation', 'other')),
  title           text not null default '',              -- of what is no presentation
  filename        text not null default '',
  sha256          bytea,
  by_email        text not null default '',              -- who handed it in, of the delegation
  by_staff        uuid,                                  -- staff_user who did it for them
  handed_in_at    timestamptz not null default clock(),
  withdrawn_at    timestamptz,
  primary key (organiser_id, id),
  constraint handed_in_version unique (organiser_id, document_id, number),
  foreign key (organiser_id, series_id) references series on delete cascade,
  foreign key (organiser_id, registration_id) references registration on delete cascade,
  foreign key (organiser_id, series_id, meeting_id) references meeting (organiser_id, series_id, id),
  foreign key (organiser_id, sha256) references file,
  constraint handed_in_file check (withdrawn_at is null or sha256 is null)
);
-- A delegation has one presentation for a meeting, in versions.
create unique index handed_in_presentation on handed_in (organiser_id, registration_id, meeting_id, number) nulls not distinct where kind = 'presentation';
create index handed_in_series on handed_in (organiser_id, series_id, meeting_id);
create index handed_in_file_used on handed_in (organiser_id, sha256) where sha256 is not null;

-- What staff tell those concerned of: documents and links that have come since they last did. It is written to one registration at a time,
-- and each letter's occasion keeps it to once.
create table announcement (
  organiser_id uuid not null,
  id           uuid not null,
  series_id    uuid not null,
  note         text not null default '',                 -- staff's words
  created_by   uuid not null,
  created_at   timestamptz not null default clock(),
  done_at      timestamptz,
  letters      int not null default 0,
  primary key (organiser_id, id),
  foreign key (organiser_id, series_id) references series on delete cascade
);
create index announcement_due on announcement (created_at) where done_at is null;

alter table material
  add column kind            text not null default '' check (kind in ('', 'recording', 'report')),
  add column news            boolean not null default false,     -- came after the publication; staff have not told of it
  add column announced_at    timestamptz,
  add column announcement_id uuid,
  add foreign key (organiser_id, announcement_id) references announcement;
create index material_file_used on material (organiser_id, sha256) where sha256 is not null;

-- +goose Down
drop index material_file_used;
alter table material drop column kind, drop column news, drop column announced_at, drop column announcement_id;
drop table announcement, handed_in;
alter table series drop column asks_presentation;
alter table file add column bytes bytea;
update file f set bytes = coalesce((select string_agg(p.bytes, ''::bytea order by p.n) from file_piece p
  where (p.organiser_id, p.sha256) = (f.organiser_id, f.sha256)), ''::bytea);
alter table file alter column bytes set not null;
drop table file_piece;
