-- +goose Up
-- What staff have said about a unit's domains goes before the register. The version tells of staff's changes only.
alter table unit
  add column own_domains boolean not null default false,
  add column version     int not null default 1;

-- The address book: where an organiser's letters to a unit go. Only what staff have confirmed stands here; what the register suggests is
-- not stored until then.
create table unit_address (
  organiser_id uuid not null,
  id           uuid not null,
  unit_id      uuid not null,
  email        text not null check (email = lower(email) and email <> ''),
  name         text not null default '',                 -- '' : the post reception
  position     text not null default '',
  source       text not null check (source in ('register', 'staff', 'import')),
  failure      text not null default '',                 -- what the mail server said when it last refused a letter, or what staff noted; '' : it works
  failed_at    timestamptz,
  noted_by     uuid,                                     -- staff_user who noted that letters come back; null: the mail server said so
  added_by     uuid,
  added_at     timestamptz not null default clock(),
  version      int not null default 1,
  primary key (organiser_id, id),
  constraint unit_address_once unique (organiser_id, unit_id, email),
  foreign key (organiser_id, unit_id) references unit,
  constraint unit_address_failure check ((failure <> '') = (failed_at is not null) and (noted_by is null or failure <> ''))
);
create index unit_address_email on unit_address (organiser_id, email);

-- What the series' letters to those who are invited say, and how it is invited to.
alter table series
  add column invitation_letter jsonb not null default '{}',  -- Markdown: the letter with the personal link; empty: the lead
  add column reminder_letter   jsonb not null default '{}',  -- Markdown: to those who have not answered
  add column forward_text      jsonb not null default '{}',  -- plain: for the municipality to pass on to users and next of kin
  add column reminders         smallint[] not null default '{}' check (reminders <@ array[1, 2, 3, 4, 5, 7, 10, 14]::smallint[]),  -- days before the deadline
  add column on_request        boolean not null default false,   -- no dates: units ask for a meeting
  add constraint series_on_request check (not on_request or choice = 'assigned' and admission = 'open');

-- One unit invited to a series. Its state follows from these times, its letters, its registration and its decline.
create table unit_invitation (
  organiser_id uuid not null,
  id           uuid not null,
  series_id    uuid not null,
  unit_id      uuid not null,
  prepared_at  timestamptz not null default clock(),
  sent_at      timestamptz,                              -- its first letter was posted
  started_at   timestamptz,                              -- somebody pressed the button of the personal link
  primary key (organiser_id, id),
  constraint unit_invitation_once unique (organiser_id, series_id, unit_id),
  foreign key (organiser_id, series_id) references series on delete cascade,
  foreign key (organiser_id, unit_id) references unit
);
create index unit_invitation_unit on unit_invitation (organiser_id, unit_id);

-- The personal links, as hashes. Each letter has its own. They may be used again and again: a link only starts, and proves nothing.
create table invitation_link (
  organiser_id  uuid not null,
  invitation_id uuid not null,
  token_hash    bytea not null constraint invitation_link_token unique,
  created_at    timestamptz not null default clock(),
  primary key (organiser_id, token_hash),
  foreign key (organiser_id, invitation_id) references unit_invitation on delete cascade
);
create index invitation_link_invitation on invitation_link (organiser_id, invitation_id);

-- One sending of letters to invited units: staff write it, look, and let it go; it can be paused. An automatic reminder has a rule.
create table mailing (
  organiser_id uuid not null,
  id           uuid not null,
  series_id    uuid not null,
  kind         text not null check (kind in ('invitation', 'reminder')),
  state        text not null check (state in ('draft', 'scheduled', 'paused', 'done', 'cancelled')),
  letter       jsonb not null default '{}',              -- Markdown of this sending; empty: the series'
  materials    uuid[] not null default '{}',             -- the series' documents that go along
  send_at      timestamptz,
  per_minute   int not null default 0 check (per_minute between 0 and 6000),  -- letters a minute; 0: no limit
  next_at      timestamptz,                              -- with a limit: when the next letters may be posted
  rule_days    smallint,                                 -- automatic: days before the deadline …
  rule_deadline date,                                    -- … of this day
  created_by   uuid,                                     -- null: automatic
  created_at   timestamptz not null default clock(),
  done_at      timestamptz,
  version      int not null default 1,
  primary key (organiser_id, id),
  constraint mailing_rule unique (organiser_id, series_id, rule_days, rule_deadline),
  constraint mailing_rule_whole check (num_nonnulls(rule_days, rule_deadline) in (0, 2)),
  constraint mailing_scheduled check (state in ('draft', 'cancelled') or send_at is not null),
  foreign key (organiser_id, series_id) references series on delete cascade
);
create index mailing_due on mailing (send_at) where state = 'scheduled';

create table mailing_unit (
  organiser_id  uuid not null,
  mailing_id    uuid not null,
  invitation_id uuid not null,
  posted_at     timestamptz,                             -- its letters are written, or it was passed over
  passed_over   text not null default '' check (passed_over in ('', 'answered', 'no_address', 'had_it', 'closed')),
  primary key (organiser_id, mailing_id, invitation_id),
  foreign key (organiser_id, mailing_id) references mailing on delete cascade,
  foreign key (organiser_id, invitation_id) references unit_invitation on delete cascade
);
create index mailing_unit_invitation on mailing_unit (organiser_id, invitation_id);

alter table letter
  add column invitation_id uuid,                         -- no foreign key: letters are kept as sent
  add column mailing_id uuid;
create index letter_invitation on letter (organiser_id, invitation_id) where invitation_id is not null;
create index letter_replaces on letter (organiser_id, replaces) where replaces is not null;

-- Files that a letter carries, shared by all letters that carry them.
create table letter_attachment (
  organiser_id uuid not null,
  letter_id    uuid not null,
  position     smallint not null,
  filename     text not null,
  sha256       bytea not null,
  primary key (organiser_id, letter_id, position),
  foreign key (organiser_id, letter_id) references letter on delete cascade,
  foreign key (organiser_id, sha256) references file
);
create index letter_attachment_file on letter_attachment (organiser_id, sha256);

-- Which personal link a registration came by, and what a unit that asks for a meeting says.
alter table registration
  add column invitation_id uuid,
  add column wanted_when text not null default '',
  add column wanted_help text not null default '',
  add column meeting_id uuid,                            -- the meeting that its request became, also while nobody is named
  add column concluded_at timestamptz,                   -- that meeting was over when the unit asked for another
  add foreign key (organiser_id, series_id, meeting_id) references meeting (organiser_id, series_id, id);
drop index registration_live;
create unique index registration_live on registration (organiser_id, series_id, unit_id) where state = 'active' and concluded_at is null;
create index registration_unit on registration (organiser_id, unit_id);
create index registration_meeting on registration (organiser_id, meeting_id) where meeting_id is not null;
create table registration_neighbour (
  organiser_id    uuid not null,
  registration_id uuid not null,
  unit_id         uuid not null,
  primary key (organiser_id, registration_id, unit_id),
  foreign key (organiser_id, registration_id) references registration on delete cascade,
  foreign key (organiser_id, unit_id) references unit
);

-- «Vi kan ikke delta». Like a registration it counts when a work e-mail is proven, or when staff say so; it blocks nobody.
create table decline (
  organiser_id  uuid not null,
  id            uuid not null,
  series_id     uuid not null,
  unit_id       uuid not null,
  invitation_id uuid,
  state         text not null check (state in ('unverified', 'held', 'active', 'refused', 'withdrawn')),
  lang          text not null check (lang in ('nb', 'nn', 'en')),
  reason        text not null default '',
  contact_name  text not null default '',
  contact_email text not null default '' check (contact_email = lower(contact_email)),
  submission    uuid not null,
  received_at   timestamptz not null default clock(),
  decided_at    timestamptz,
  expires_at    timestamptz,
  declined_by   uuid,                                    -- staff_user, when staff noted it
  erased_at     timestamptz,
  version       int not null default 1,
  primary key (organiser_id, id),
  constraint decline_submission unique (organiser_id, submission),
  constraint decline_expiry check ((state = 'unverified') = (expires_at is not null)),
  foreign key (organiser_id, series_id) references series on delete cascade,
  foreign key (organiser_id, unit_id) references unit
);
create unique index decline_live on decline (organiser_id, series_id, unit_id) where state = 'active';
create index decline_unit on decline (organiser_id, series_id, unit_id);
create index decline_expires on decline (expires_at) where state = 'unverified';

alter table link
  alter column registration_id drop not null,
  add column decline_id uuid,
  drop constraint link_kind_check,
  add constraint link_kind_check check (kind in ('verify', 'sign_in', 'offer', 'decline')),
  add constraint link_about check ((kind = 'decline') = (decline_id is not null) and num_nonnulls(registration_id, decline_id) = 1),
  add foreign key (organiser_id, decline_id) references decline on delete cascade;
create index link_decline on link (organiser_id, decline_id) where decline_id is not null;

-- Letters that anybody could make us send to a mailbox: counted, so that nobody's is flooded. A line is kept for an hour.
create table unproven_letter (
  mailbox bytea not null,                                -- hash of the address
  at      timestamptz not null default clock()
);
create index unproven_letter_mailbox on unproven_letter (mailbox, at);

-- Signing in with an address, not with a registration: the request waits for its job, so that the answer is the same for every address.
create table sign_in_request (
  id    uuid primary key,
  email text not null check (email = lower(email)),
  lang  text not null check (lang in ('nb', 'nn', 'en')),
  at    timestamptz not null default clock()
);
create table person_link (
  token_hash bytea primary key,
  organiser_id uuid not null references organiser,       -- whose letter carries it
  email      text not null check (email = lower(email)),
  created_at timestamptz not null default clock(),
  expires_at timestamptz not null,
  used_at    timestamptz
);

-- People without an address on the unit's domain whom a contact has let in to what the unit has registered.
create table colleague (
  organiser_id uuid not null,
  id           uuid not null,
  unit_id      uuid not null,
  email        text not null check (email = lower(email) and email <> ''),
  name         text not null,
  let_in_by    text not null,                            -- the address of who did, or «0192:» and the organisation number
  whole_unit   boolean not null,                         -- who did acted for the whole unit; else what opens is that contact's
  let_in_at    timestamptz not null default clock(),
  ended_at     timestamptz,
  primary key (organiser_id, id),
  foreign key (organiser_id, unit_id) references unit
);
create unique index colleague_once on colleague (organiser_id, unit_id, email, let_in_by) where ended_at is null;
create index colleague_email on colleague (email) where ended_at is null;

-- Coverage. Attendance goes before places; staff's word with a date is for what was never registered here.
alter table seat add column checked_in_at timestamptz;
alter table organiser add column coverage_public boolean not null default false;
create table unit_held (
  organiser_id uuid not null,
  id           uuid not null,
  unit_id      uuid not null,
  series_kind  text not null check (series_kind in ('dialogue', 'conference', 'network', 'input')),
  held_on      date not null,
  note         text not null default '',
  set_by       uuid not null,
  set_at       timestamptz not null default clock(),
  primary key (organiser_id, id),
  constraint unit_held_once unique (organiser_id, unit_id, series_kind, held_on),
  foreign key (organiser_id, unit_id) references unit
);
create table milestone (
  organiser_id uuid not null,
  id           uuid not null,
  position     smallint not null,
  name         jsonb not null,                           -- «Politisk vedtak»
  retired_at   timestamptz,
  version      int not null default 1,
  primary key (organiser_id, id),
  foreign key (organiser_id) references organiser
);
create table unit_milestone (
  organiser_id uuid not null,
  milestone_id uuid not null,
  unit_id      uuid not null,
  state        text not null check (state in ('none', 'planned', 'done')),  -- none: taken back, also what a former municipality had
  on_date      date,
  set_by       uuid,                                     -- staff_user; null: the municipality itself
  set_at       timestamptz not null default clock(),
  version      int not null default 1,
  primary key (organiser_id, milestone_id, unit_id),
  constraint unit_milestone_done check (state <> 'done' or on_date is not null),
  foreign key (organiser_id, milestone_id) references milestone,
  foreign key (organiser_id, unit_id) references unit
);
-- «Alle 41 innen 2027»: how many units shall have had a meeting, or reached a milestone, by a day.
create table goal (
  organiser_id uuid not null,
  id           uuid not null,
  series_kind  text check (series_kind in ('dialogue', 'conference', 'network', 'input')),
  milestone_id uuid,
  units        int check (units > 0),                    -- null: all
  from_date    date,                                     -- what happened before does not count
  by_date      date not null,
  version      int not null default 1,
  primary key (organiser_id, id),
  constraint goal_about_one check (num_nonnulls(series_kind, milestone_id) = 1),
  foreign key (organiser_id) references organiser,
  foreign key (organiser_id, milestone_id) references milestone
);

-- +goose Down
drop table goal, unit_milestone, milestone, unit_held, colleague, person_link, sign_in_request, unproven_letter;
alter table organiser drop column coverage_public;
alter table seat drop column checked_in_at;
delete from link where kind = 'decline';
alter table link
  drop constraint link_about,
  drop constraint link_kind_check,
  add constraint link_kind_check check (kind in ('verify', 'sign_in', 'offer')),
  drop column decline_id,
  alter column registration_id set not null;
drop table decline, registration_neighbour;
drop index registration_live, registration_unit;
alter table registration drop column invitation_id, drop column wanted_when, drop column wanted_help, drop column meeting_id, drop column concluded_at;
create unique index registration_live on registration (organiser_id, series_id, unit_id) where state = 'active';
drop table letter_attachment;
drop index letter_invitation, letter_replaces;
alter table letter drop column invitation_id, drop column mailing_id;
drop table mailing_unit, mailing, invitation_link, unit_invitation;
alter table series drop constraint series_on_request,
  drop column invitation_letter, drop column reminder_letter, drop column forward_text, drop column reminders, drop column on_request;
drop table unit_address;
alter table unit drop column own_domains, drop column version;
