-- +goose Up
-- The row of a programme in which each delegation has the word holds how long one has it; 0: the row is like any other.
alter table programme_row add column speaking_minutes smallint not null default 0 check (speaking_minutes between 0 and 120);

-- In which order the delegations of a meeting have the word, once it is settled. Who comes later has no slot, and is last; who has left keeps
-- its slot, which counts for nothing until it comes back.
create table speaking_order (
  organiser_id uuid not null,
  meeting_id   uuid not null,
  series_id    uuid not null,
  seed         text not null default '',                 -- of the draw; '': the order was not drawn
  by_hand      boolean not null default false,           -- somebody has been moved since
  settled_at   timestamptz not null default clock(),
  version      int not null default 1,
  primary key (organiser_id, meeting_id),
  foreign key (organiser_id, series_id) references series on delete cascade,
  foreign key (organiser_id, series_id, meeting_id) references meeting (organiser_id, series_id, id) on delete cascade
);
create table speaking_slot (
  organiser_id    uuid not null,
  meeting_id      uuid not null,
  registration_id uuid not null,
  position        smallint not null,
  primary key (organiser_id, meeting_id, registration_id),
  foreign key (organiser_id, meeting_id) references speaking_order on delete cascade,
  foreign key (organiser_id, registration_id) references registration on delete cascade
);

-- The groups that a meeting breaks out into, and what they were made from.
create table breakout (
  organiser_id uuid not null,
  meeting_id   uuid not null,
  series_id    uuid not null,
  way          text not null check (way in ('together', 'mixed')),
  groups       smallint not null default 0 check (groups between 0 and 60),   -- how many were asked for; 0: size decides
  size         smallint not null default 0 check (size between 0 and 200),    -- or how many in each; 0 and 0: one for each municipality
  seed         text not null,
  made_at      timestamptz not null default clock(),
  version      int not null default 1,
  primary key (organiser_id, meeting_id),
  constraint breakout_asked check (groups = 0 or size = 0),
  foreign key (organiser_id, series_id) references series on delete cascade,
  foreign key (organiser_id, series_id, meeting_id) references meeting (organiser_id, series_id, id) on delete cascade
);
create table breakout_group (
  organiser_id uuid not null,
  id           uuid not null,
  meeting_id   uuid not null,
  position     smallint not null,
  name         text not null default '',                 -- '': «gruppe 2», or the municipality that sits in it
  primary key (organiser_id, id),
  unique (organiser_id, meeting_id, id),
  foreign key (organiser_id, meeting_id) references breakout on delete cascade
);
create table breakout_member (
  organiser_id uuid not null,
  meeting_id   uuid not null,
  delegate_id  uuid not null,
  group_id     uuid not null,
  by_hand      boolean not null default false,           -- staff chose the group, and it is kept when groups are made anew
  primary key (organiser_id, meeting_id, delegate_id),   -- nobody is in two groups
  foreign key (organiser_id, meeting_id, group_id) references breakout_group (organiser_id, meeting_id, id) on delete cascade,
  foreign key (organiser_id, delegate_id) references delegate on delete cascade
);

-- +goose Down
drop table breakout_member, breakout_group, breakout, speaking_slot, speaking_order;
alter table programme_row drop column speaking_minutes;
