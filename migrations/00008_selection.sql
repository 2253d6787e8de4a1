-- +goose Up
-- How a selection is made, and how long an offer of a place stands.
alter table series
  add column select_where text not null default 'lot_order' check (select_where in ('lot_order', 'best_total')),
  add column select_extra text not null default 'people_first' check (select_extra in ('wishes_first', 'people_first', 'own_answer')),
  add column min_delegation smallint not null default 1 check (min_delegation between 1 and 20),
  add column second_approval boolean not null default false,  -- a proposal is approved by somebody else than who made it
  add column offer_days smallint not null default 2 check (offer_days between 1 and 14),  -- working days to answer an offer
  add column group_work jsonb not null default '{}';          -- questions for group work: in the confirmation
alter table meeting
  add column own_places int not null default 0 check (own_places >= 0),  -- of the capacity, kept by the organiser
  add column group_work jsonb not null default '{}',          -- empty: the series'
  drop constraint meeting_capacity,
  add constraint meeting_capacity check (taken >= 0 and taken + own_places <= capacity);
alter table registration
  add column if_not_all text not null default '' check (if_not_all in ('', 'fewer', 'together')),  -- «hvis ikke alle får plass»
  add column municipality text not null default '';           -- number: where a person, or an organisation, belongs

-- Under selection a unit waits for any meeting it can attend.
alter table seat
  drop constraint seat_meeting,
  add constraint seat_meeting check (meeting_id is not null or not (per_meeting or state in ('placed', 'offered')));

-- One draw: who applied and the rules, frozen and hashed before the public value exists. It is never changed afterwards, but for the
-- value and that the answers were sent, and never deleted: a draw that was done again stays visible.
create table selection (
  organiser_id uuid not null,
  id           uuid not null,
  series_id    uuid not null,
  number       smallint not null,                        -- 1, 2 … within the series
  reason       text not null default '',                 -- why it is drawn again: from the second on
  meetings     text not null,                            -- the files of a case: ids and roles, no names
  units        text not null,
  persons      text not null,
  rules        text not null,
  roster_hash  bytea not null,
  rules_hash   bytea not null,
  method       int not null,
  value_source text not null,                            -- what the public value will be, named before it exists
  public_value text not null default '',
  value_at     timestamptz,
  value_by     uuid,
  frozen_at    timestamptz not null default clock(),
  frozen_by    uuid not null,
  sent_at      timestamptz,
  sent_by      uuid,
  version      int not null default 1,
  primary key (organiser_id, id),
  constraint selection_number unique (organiser_id, series_id, number),
  foreign key (organiser_id, series_id) references series,
  constraint selection_reason check (number = 1 or reason <> ''),
  constraint selection_value check ((public_value <> '') = (value_at is not null))
);
create unique index selection_sent on selection (organiser_id, series_id) where sent_at is not null;

-- What staff have decided about a unit or one delegate, with the reason. A lifted lock stays, with who lifted it and why.
create table selection_lock (
  organiser_id    uuid not null,
  id              uuid not null,
  selection_id    uuid not null,
  registration_id uuid not null,
  delegate_id     uuid,                                  -- null: the whole delegation
  kind            text not null check (kind in ('in', 'out', 'at')),
  meeting_id      uuid,
  reason          text not null,                         -- files hold the lock's id in its place
  withdrawal      boolean not null default false,        -- out because the unit withdrew, not by staff
  erased          boolean not null default false,        -- with the series' personal data: the reasons are gone
  made_at         timestamptz not null default clock(),
  made_by         uuid,                                  -- null: the contact, who withdrew
  lifted_at       timestamptz,
  lifted_by       uuid,
  lifted_reason   text not null default '',              -- empty: the unit withdrew
  primary key (organiser_id, id),
  foreign key (organiser_id, selection_id) references selection,
  foreign key (organiser_id, registration_id) references registration,
  foreign key (organiser_id, meeting_id) references meeting,
  constraint selection_lock_meeting check ((kind = 'at') = (meeting_id is not null)),
  constraint selection_lock_reason check (reason <> '' or withdrawal or erased),
  constraint selection_lock_lifted check ((lifted_at is null) = (lifted_by is null) and (lifted_at is not null or lifted_reason = ''))
);
create unique index selection_lock_once on selection_lock (organiser_id, selection_id, registration_id, delegate_id) nulls not distinct where lifted_at is null;

-- A proposal: what came of the frozen roster, the seed and these locks. Never changed but for who approved it, never deleted.
create table selection_proposal (
  organiser_id uuid not null,
  id           uuid not null,
  selection_id uuid not null,
  number       smallint not null,
  before_id    uuid,                                     -- solved again from this one, with the fewest changes
  note         text not null default '',
  locks        text not null,                            -- as they were: the rules file with its locks
  assignment   text not null,                            -- assignment.csv
  report       text not null,                            -- report.json
  result_hash  bytea not null,
  made_at      timestamptz not null default clock(),
  made_by      uuid not null,
  approved_at  timestamptz,
  approved_by  uuid,
  primary key (organiser_id, id),
  constraint selection_proposal_number unique (organiser_id, selection_id, number),
  foreign key (organiser_id, selection_id) references selection,
  foreign key (organiser_id, before_id) references selection_proposal,
  constraint selection_proposal_approved check ((approved_at is null) = (approved_by is null))
);
create unique index selection_proposal_chosen on selection_proposal (organiser_id, selection_id) where approved_at is not null;

-- An offer of places to those who waited, and what they answered. The seats themselves are 'offered' as long as it is open.
create table offer (
  organiser_id    uuid not null,
  id              uuid not null,
  series_id       uuid not null,
  registration_id uuid not null,
  meeting_id      uuid not null,
  made_at         timestamptz not null default clock(),
  made_by         uuid,                                  -- null: by itself, in the order of the waiting list
  until           timestamptz not null,                  -- first instant too late
  places          smallint not null check (places >= 1), -- how many were offered
  state           text not null default 'open' check (state in ('open', 'accepted', 'declined', 'expired', 'withdrawn')),
  answered_at     timestamptz,                           -- when it ended, whoever ended it
  answered_by     uuid,                                  -- the staff user who answered for the unit or withdrew it
  primary key (organiser_id, id),
  foreign key (organiser_id, series_id) references series,
  foreign key (organiser_id, registration_id) references registration on delete cascade,
  foreign key (organiser_id, series_id, meeting_id) references meeting (organiser_id, series_id, id),
  constraint offer_answered check ((state = 'open') = (answered_at is null))
);
create unique index offer_open on offer (organiser_id, registration_id, meeting_id) where state = 'open';
create index offer_until on offer (until) where state = 'open';

alter table link add column offer_id uuid,
  add foreign key (organiser_id, offer_id) references offer on delete cascade,
  add constraint link_offer check ((kind = 'offer') = (offer_id is not null));

-- What was drawn, decided and proposed stays as it was, whatever the program does.
revoke update, delete, truncate on selection, selection_lock, selection_proposal from dialogmote_app;
grant update (public_value, value_at, value_by, sent_at, sent_by, version) on selection to dialogmote_app;
grant update (reason, lifted_at, lifted_by, lifted_reason, erased) on selection_lock to dialogmote_app;
grant update (note, approved_at, approved_by) on selection_proposal to dialogmote_app;

-- +goose Down
alter table link drop column offer_id;
drop table offer, selection_proposal, selection_lock, selection;
alter table seat
  drop constraint seat_meeting,
  add constraint seat_meeting check (meeting_id is not null or not (per_meeting or state in ('placed', 'waiting', 'offered')));
alter table registration drop column if_not_all, drop column municipality;
alter table meeting
  drop constraint meeting_capacity, drop column own_places, drop column group_work,
  add constraint meeting_capacity check (taken >= 0 and taken <= capacity);
alter table series drop column select_where, drop column select_extra, drop column min_delegation, drop column second_approval,
  drop column offer_days, drop column group_work;
