-- +goose Up
-- Who invites, and the people who work there. Texts for people are jsonb {"nb":…,"nn":…,"en":…}.
create table organiser (
  id                uuid primary key,
  slug              text not null constraint organiser_slug unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  kind              text not null check (kind in ('governor', 'ministry', 'other')),
  name              jsonb not null,
  counties          text[] not null default '{}',        -- county numbers the office serves; empty for a ministry
  lang              text not null default 'nb' check (lang in ('nb', 'nn')),
  email             text not null default '',
  phone             text not null default '',
  postal_address    text not null default '',
  website           text not null default '',
  accessibility_url text not null default '',            -- tilgjengelighetserklæring
  privacy_url       text not null default '',            -- personvernerklæring
  version           int not null default 1
);

create table staff_user (
  organiser_id  uuid not null references organiser,
  id            uuid not null,
  email         text not null constraint staff_user_email unique check (email = lower(email)),
  name          text not null,
  role          text not null check (role in ('admin', 'editor', 'reader')),
  lang          text not null default 'nb' check (lang in ('nb', 'nn')),
  password_hash text not null,
  must_change   boolean not null default true,           -- a password somebody else has seen
  disabled_at   timestamptz,
  created_at    timestamptz not null default clock(),
  version       int not null default 1,
  primary key (organiser_id, id),
  constraint staff_user_id unique (id)
);

-- Failed sign-ins, counted per address written and per client; rows older than a day are purged.
create table sign_in_failure (
  id    bigint generated always as identity primary key,
  email text not null,
  ip    text not null,
  at    timestamptz not null default clock()
);
create index sign_in_failure_email on sign_in_failure (email, at);
create index sign_in_failure_ip on sign_in_failure (ip, at);

-- scs sessions; the token column holds a hash.
create table sessions (
  token  text primary key,
  data   bytea not null,
  expiry timestamptz not null
);
create index sessions_expiry on sessions (expiry);

-- A unit holds a delegation. Official ones are upserted from the embedded register by (kind, number, period); a person's number
-- is the e-mail address, an organisation's its organisation number or else its e-mail address, a joint unit's its own id.
create table unit (
  organiser_id uuid not null references organiser,
  id           uuid not null,
  kind         text not null check (kind in ('municipality', 'district', 'county', 'organisation', 'person', 'joint')),
  number       text not null check (number <> ''),
  valid_from   date,
  name         text not null,
  county       text not null default '',
  lang         text not null default '' check (lang in ('', 'nb', 'nn', 'en')),  -- '' : decide by county, then series
  domains      text[] not null default '{}',
  members      text[] not null default '{}',             -- joint: municipality numbers
  primary key (organiser_id, id),
  constraint unit_once unique nulls not distinct (organiser_id, kind, number, valid_from)
);

-- +goose Down
drop table unit, sessions, sign_in_failure, staff_user, organiser;
