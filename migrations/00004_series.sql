-- +goose Up
-- One invitation: its text, its rules, and all that hangs under it. Version moves with every edit of the series or of what has no
-- version of its own (roles, regions, contacts, programme, documents).
create table series (
  organiser_id   uuid not null references organiser,
  id             uuid not null,
  slug           text not null constraint series_slug unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  kind           text not null default 'dialogue' check (kind in ('dialogue', 'conference', 'network', 'input')),
  state          text not null default 'draft' check (state in ('draft', 'published', 'archived')),
  lang           text not null default 'nb' check (lang in ('nb', 'nn')),       -- first language

  title          jsonb not null default '{}',
  lead           jsonb not null default '{}',           -- ingress, plain
  body           jsonb not null default '{}',           -- Markdown, as are the following texts
  target_groups  jsonb not null default '{}',           -- «Det er ønskelig at hver kommune møter med …»
  partners       jsonb not null default '{}',           -- «regionalt støtteapparat»
  preparation    jsonb not null default '{}',           -- what to read, prepare and send in
  programme_note jsonb not null default '{}',
  cost           jsonb not null default '{}',
  postal         jsonb not null default '{}',           -- registration by post, with its mark on the envelope
  statements     jsonb not null default '{}',           -- written input
  filming        jsonb not null default '{}',           -- shown before sign-up
  privacy        jsonb not null default '{}',           -- beside the form
  practical      jsonb not null default '{}',           -- standard for the confirmation letter
  signatories    jsonb not null default '{}',
  our_ref        text not null default '',
  your_ref       text not null default '',
  letter_date    date,

  choice         text not null default 'one' check (choice in ('one', 'ranked', 'assigned', 'many')),
  admission      text not null default 'open' check (admission in ('open', 'selection')),
  identity       text not null default 'verified' check (identity in ('invited', 'verified', 'open')),
  max_delegates  smallint not null default 4 check (max_delegates between 1 and 20),
  over_cap       smallint not null default 0 check (over_cap between 0 and 20),     -- this many more at own cost; 0 refuses
  outside_max    smallint not null default 4 check (outside_max between 0 and 20),  -- users and next of kin counted apart
  per_meeting    boolean generated always as (choice = 'many') stored,
  binding        boolean not null default false,
  required       text[] not null default '{}' check (required <@ array['role', 'position', 'email', 'phone']),

  invited_scope  text not null default 'all' check (invited_scope in ('all', 'counties', 'regions', 'list')),
  invited_counties text[] not null default '{}',
  districts      text not null default 'none' check (districts in ('none', 'beside', 'instead')),
  county_units   boolean not null default false,        -- fylkeskommuner
  organisations  boolean not null default false,
  persons        boolean not null default false,

  closes_on      date,                                  -- the default deadline of the meetings: a day …
  closes_days_before smallint check (closes_days_before between 0 and 365),         -- … or N days before each
  closes_at      timestamptz,                           -- first instant too late for what has no meeting of its own
  closed_early_at timestamptz,
  answer_by      date,
  preparation_by date,
  documents_by   date,
  statements_by  date,

  programme_tentative boolean not null default false,
  stated_meetings smallint,                             -- «10 dialogmøter»: the count the text states, for the check
  copy_to        text not null default '',              -- a copy of each receipt goes here
  published_at   timestamptz,
  changed_at     timestamptz not null default clock(),
  delete_on      date,                                  -- personal data ends here
  erased_at      timestamptz,
  version        int not null default 1,
  primary key (organiser_id, id),
  constraint series_id unique (id),
  constraint series_closes_once check (num_nonnulls(closes_on, closes_days_before) <= 1),
  constraint series_rules unique (organiser_id, id, max_delegates, over_cap, outside_max, per_meeting)
);
create index series_public on series (published_at) where state <> 'draft';

create table role (
  organiser_id uuid not null,
  id           uuid not null,
  series_id    uuid not null,
  position     smallint not null,
  name         jsonb not null,
  floor        smallint not null default 0 check (floor >= 0),      -- wished for at each meeting
  maximum      smallint check (maximum > 0),                        -- of one unit
  outside_cap  boolean not null default false,
  health       boolean not null default false,                      -- may reveal health: off badges, sheets and shared lists
  retired_at   timestamptz,
  primary key (organiser_id, id),
  constraint role_series unique (organiser_id, series_id, id),
  foreign key (organiser_id, series_id) references series on delete cascade
);

create table region (
  organiser_id uuid not null,
  id           uuid not null,
  series_id    uuid not null,
  position     smallint not null,
  name         jsonb not null,
  stated_units smallint,                                -- «(5)» in the letter, for the check
  primary key (organiser_id, id),
  constraint region_series unique (organiser_id, series_id, id),
  foreign key (organiser_id, series_id) references series on delete cascade
);

create table region_unit (
  organiser_id uuid not null,
  region_id    uuid not null,
  unit_id      uuid not null,
  primary key (organiser_id, region_id, unit_id),
  foreign key (organiser_id, region_id) references region on delete cascade,
  foreign key (organiser_id, unit_id) references unit
);

-- invited_scope 'list'
create table series_unit (
  organiser_id uuid not null,
  series_id    uuid not null,
  unit_id      uuid not null,
  primary key (organiser_id, series_id, unit_id),
  foreign key (organiser_id, series_id) references series on delete cascade,
  foreign key (organiser_id, unit_id) references unit
);

create table meeting (
  organiser_id uuid not null,
  id           uuid not null,
  series_id    uuid not null,
  region_id    uuid,
  state        text not null default 'planned' check (state in ('planned', 'cancelled')),
  held         boolean,                                 -- staff's correction; null: held when its end has passed
  theme        jsonb not null default '{}',
  starts_at    timestamptz,                             -- null: «Dato kommer senere»
  ends_at      timestamptz,
  town         text not null default '',
  venue        text not null default '',
  address      text not null default '',
  teams_url    text not null default '' check (teams_url = '' or teams_url ~ '^https://'),
  digital      boolean not null default false,
  capacity     int check (capacity between 1 and 10000),
  taken        int not null default 0,                  -- placed + offered, kept by triggers
  capacity_shown boolean not null default true,
  closes_on    date,
  closes_days_before smallint check (closes_days_before between 0 and 365),
  closes_at    timestamptz,                             -- worked out when saved: the first instant too late
  practical    jsonb not null default '{}',             -- of the confirmation letter
  sequence     int not null default 0,                  -- of its calendar entry: moves with date, time, venue, state
  cancelled_at timestamptz,
  dated_at     timestamptz,                             -- when an undated meeting got its date
  version      int not null default 1,
  primary key (organiser_id, id),
  constraint meeting_id unique (id),
  constraint meeting_series unique (organiser_id, series_id, id),
  foreign key (organiser_id, series_id) references series on delete cascade,
  foreign key (organiser_id, series_id, region_id) references region (organiser_id, series_id, id),
  constraint meeting_times check (ends_at is null or starts_at is not null and ends_at > starts_at),
  constraint meeting_closes_once check (num_nonnulls(closes_on, closes_days_before) <= 1),
  constraint meeting_capacity check (taken >= 0 and taken <= capacity)
);
create index meeting_starts on meeting (starts_at);

-- Units that a meeting names directly (choice 'assigned').
create table meeting_unit (
  organiser_id uuid not null,
  meeting_id   uuid not null,
  unit_id      uuid not null,
  primary key (organiser_id, meeting_id, unit_id),
  foreign key (organiser_id, meeting_id) references meeting on delete cascade,
  foreign key (organiser_id, unit_id) references unit
);

-- The programme belongs to the series and shifts to each meeting's start; rows with a meeting override it there.
create table programme_row (
  organiser_id uuid not null,
  id           uuid not null,
  series_id    uuid not null,
  meeting_id   uuid,
  position     smallint not null,
  starts       smallint not null check (starts between -720 and 14400),  -- minutes after the meeting's start; before it: negative
  minutes      smallint not null check (minutes between 0 and 1440),
  content      jsonb not null,                          -- Markdown
  responsible  jsonb not null default '{}',
  primary key (organiser_id, id),
  foreign key (organiser_id, series_id) references series on delete cascade,
  foreign key (organiser_id, series_id, meeting_id) references meeting (organiser_id, series_id, id)
);

-- Whom to ask, for the whole series, a region or a meeting.
create table contact_person (
  organiser_id uuid not null,
  id           uuid not null,
  series_id    uuid not null,
  region_id    uuid,
  meeting_id   uuid,
  position     smallint not null,
  name         text not null,
  title        jsonb not null default '{}',
  email        text not null default '',
  phone        text not null default '',
  primary key (organiser_id, id),
  foreign key (organiser_id, series_id) references series on delete cascade,
  foreign key (organiser_id, series_id, region_id) references region (organiser_id, series_id, id),
  foreign key (organiser_id, series_id, meeting_id) references meeting (organiser_id, series_id, id),
  check (num_nonnulls(region_id, meeting_id) <= 1)
);

create table file (
  organiser_id uuid not null references organiser,
  sha256       bytea not null,
  media_type   text not null,
  size         int not null,
  bytes        bytea not null,
  primary key (organiser_id, sha256)
);

create table material (
  organiser_id uuid not null,
  id           uuid not null,
  series_id    uuid not null,
  meeting_id   uuid,
  position     smallint not null,
  title        jsonb not null,
  audience     text not null default 'all' check (audience in ('all', 'registered', 'confirmed')),
  url          text not null default '',
  sha256       bytea,
  filename     text not null default '',
  primary key (organiser_id, id),
  constraint material_id unique (id),
  foreign key (organiser_id, series_id) references series on delete cascade,
  foreign key (organiser_id, series_id, meeting_id) references meeting (organiser_id, series_id, id),
  foreign key (organiser_id, sha256) references file,
  constraint material_file_or_link check ((sha256 is not null) <> (url <> ''))
);

-- +goose Down
drop table material, file, contact_person, programme_row, meeting_unit, meeting, series_unit, region_unit, region, role, series;
