-- +goose Up
-- A unit's answer to a series. The series' rules are copied into it, and on into seat, by foreign key with ON UPDATE CASCADE, so that
-- CHECK can see them.
create table registration (
  organiser_id  uuid not null,
  id            uuid not null,
  series_id     uuid not null,
  unit_id       uuid not null,
  max_delegates smallint not null,
  over_cap      smallint not null,
  outside_max   smallint not null,
  per_meeting   boolean not null,
  state         text not null check (state in ('unverified', 'held', 'active', 'refused', 'withdrawn', 'proposal', 'settled')),
  channel       text not null check (channel in ('web', 'post', 'phone', 'email')),
  lang          text not null check (lang in ('nb', 'nn', 'en')),          -- of its letters
  contact_name  text not null,
  contact_position text not null default '',
  contact_email text not null default '' check (contact_email = lower(contact_email)),  -- '' : its letters are printed
  contact_phone text not null default '',
  postal_address text not null default '',
  comment       text not null default '',
  submission    uuid not null,
  reference     text not null,
  received_at   timestamptz not null,
  activated_at  timestamptz,                             -- the place in a queue counts from here
  expires_at    timestamptz,                             -- unverified: deleted after this
  late_reason   text not null default '',                -- staff's, for one received after the deadline
  held_reason   text not null default '',                -- staff's, when it was refused
  rechoose_until timestamptz,                            -- after a cancelled meeting
  registered_by uuid,                                    -- staff_user, when staff wrote it
  erased_at     timestamptz,
  version       int not null default 1,
  primary key (organiser_id, id),
  constraint registration_id unique (id),
  constraint registration_submission unique (organiser_id, submission),    -- before registration_live, so a double click is reported first
  constraint registration_reference unique (reference),
  constraint registration_key unique (organiser_id, series_id, id, max_delegates, over_cap, outside_max, per_meeting),
  foreign key (organiser_id, unit_id) references unit,
  constraint registration_rules foreign key (organiser_id, series_id, max_delegates, over_cap, outside_max, per_meeting)
    references series (organiser_id, id, max_delegates, over_cap, outside_max, per_meeting) on update cascade,
  constraint registration_expiry check ((state = 'unverified') = (expires_at is not null))
);
create unique index registration_live on registration (organiser_id, series_id, unit_id) where state = 'active';
create index registration_series on registration (organiser_id, series_id, received_at);
create index registration_expires on registration (expires_at) where state = 'unverified';
create index registration_contact on registration (contact_email) where contact_email <> '';

create table delegate (
  organiser_id    uuid not null,
  id              uuid not null,
  registration_id uuid not null,
  role_id         uuid,
  position_no     smallint not null,                     -- the unit's own order
  name            text not null,
  position        text not null default '',
  email           text not null default '',
  phone           text not null default '',
  taken_from      uuid,                                  -- the proposal's delegate this one was taken over from
  primary key (organiser_id, id),
  constraint delegate_registration unique (organiser_id, registration_id, id),
  foreign key (organiser_id, registration_id) references registration on delete cascade,
  foreign key (organiser_id, role_id) references role
);

create sequence waiting_no;

-- One delegate at one meeting. The cap is a numbered slot: UNIQUE and CHECK hold it under any number of simultaneous requests. A pool is
-- what the slot counts in: the delegation, those at own cost above it, or users and next of kin counted apart.
create table seat (
  organiser_id    uuid not null,
  id              uuid not null,
  series_id       uuid not null,
  registration_id uuid not null,
  delegate_id     uuid not null,
  meeting_id      uuid,                                  -- null until chosen, assigned or selected
  max_delegates   smallint not null,
  over_cap        smallint not null,
  outside_max     smallint not null,
  per_meeting     boolean not null,
  state           text not null check (state in ('pending', 'placed', 'waiting', 'not_selected', 'offered', 'withdrawn', 'replaced')),
  pool            text not null default 'delegation' check (pool in ('delegation', 'own_cost', 'outside')),
  slot            smallint,                              -- null when the seat is gone
  waiting_no      bigint,                                -- shared by a delegation that waits together
  offered_until   timestamptz,
  confirmed_at    timestamptz,                           -- its confirmation was sent
  by_staff        boolean not null default false,        -- staff gave it: no deadline binds
  scope           uuid generated always as (case when per_meeting then meeting_id else registration_id end) stored,
  primary key (organiser_id, id),
  foreign key (organiser_id, registration_id, delegate_id) references delegate (organiser_id, registration_id, id) on delete cascade,
  foreign key (organiser_id, series_id, meeting_id) references meeting (organiser_id, series_id, id),
  constraint seat_rules foreign key (organiser_id, series_id, registration_id, max_delegates, over_cap, outside_max, per_meeting)
    references registration (organiser_id, series_id, id, max_delegates, over_cap, outside_max, per_meeting) on update cascade,
  constraint seat_meeting check (meeting_id is not null or not (per_meeting or state in ('placed', 'waiting', 'offered'))),
  constraint seat_waiting check ((state = 'waiting') <= (waiting_no is not null)),
  constraint seat_offer check ((state = 'offered') = (offered_until is not null)),
  constraint seat_slot check ((slot is not null) = (state not in ('withdrawn', 'replaced'))),
  constraint seat_cap_max check (slot between 1 and case pool when 'delegation' then max_delegates when 'own_cost' then over_cap else outside_max end),
  constraint seat_cap unique (organiser_id, registration_id, scope, pool, slot)      -- never deferrable
);
create unique index seat_once on seat (organiser_id, delegate_id, meeting_id) nulls not distinct where state not in ('withdrawn', 'replaced');
create unique index seat_one_meeting on seat (organiser_id, delegate_id) where not per_meeting and state not in ('withdrawn', 'replaced');
create index seat_meeting_state on seat (organiser_id, meeting_id, state);

-- +goose StatementBegin
create function seat_count() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' and old.state in ('placed', 'offered') then
    update meeting set taken = taken - 1 where (organiser_id, id) = (old.organiser_id, old.meeting_id);
  end if;
  if tg_op <> 'DELETE' and new.state in ('placed', 'offered') then
    update meeting set taken = taken + 1 where (organiser_id, id) = (new.organiser_id, new.meeting_id);
  end if;
  return null;
end $$;
-- +goose StatementEnd
create trigger seat_taken after insert on seat for each row
  when (new.state in ('placed', 'offered')) execute function seat_count();
create trigger seat_moved after update of state, meeting_id on seat for each row
  when ((old.state in ('placed', 'offered') or new.state in ('placed', 'offered'))
    and ((old.state in ('placed', 'offered')) <> (new.state in ('placed', 'offered')) or old.meeting_id is distinct from new.meeting_id))
  execute function seat_count();
create trigger seat_gone after delete on seat for each row
  when (old.state in ('placed', 'offered')) execute function seat_count();

-- Nothing enters after its deadline, whoever raced whom: a seat that staff did not give needs a published series and an open meeting at
-- the moment it is written. KEY SHARE on the series waits for staff's FOR UPDATE, so closing and registering never cross.
-- A registration that lost its meeting may enter, for seven days, one that was open when that meeting was cancelled.
-- +goose StatementBegin
create function seat_in_time() returns trigger language plpgsql as $$
declare ok boolean;
begin
  if new.by_staff then return null; end if;
  perform from series where (organiser_id, id) = (new.organiser_id, new.series_id) for key share;
  select s.state = 'published' and s.closed_early_at is null and s.erased_at is null
      and coalesce(m.state, 'planned') = 'planned'
      and (clock() < coalesce(m.closes_at, s.closes_at, 'infinity')
        or clock() < r.rechoose_until and clock() < m.starts_at and m.closes_at > r.rechoose_until - interval '7 days')
    into ok
    from registration r
    join series s on (s.organiser_id, s.id) = (r.organiser_id, r.series_id)
    left join meeting m on (m.organiser_id, m.id) = (new.organiser_id, new.meeting_id)
    where (r.organiser_id, r.id) = (new.organiser_id, new.registration_id);
  if ok is not true then
    raise check_violation using constraint = 'seat_in_time', message = 'the deadline has passed or the series is closed';
  end if;
  return null;
end $$;
-- +goose StatementEnd
create trigger seat_in_time after insert on seat for each row execute function seat_in_time();
create trigger seat_enters_in_time after update of meeting_id on seat for each row
  when (new.meeting_id is not null and old.meeting_id is distinct from new.meeting_id) execute function seat_in_time();

-- A unit's ranking of the meetings; available false is «kan ikke delta», declared apart from the rank.
create table wish (
  organiser_id    uuid not null,
  series_id       uuid not null,
  registration_id uuid not null,
  meeting_id      uuid not null,
  rank            smallint not null check (rank >= 1),
  available       boolean not null default true,
  primary key (organiser_id, registration_id, meeting_id),
  constraint wish_rank unique (organiser_id, registration_id, rank),
  foreign key (organiser_id, registration_id) references registration on delete cascade,
  foreign key (organiser_id, series_id, meeting_id) references meeting (organiser_id, series_id, id)
);

-- «Passer / passer ikke» when a meeting that was registered for got its date.
create table date_answer (
  organiser_id    uuid not null,
  registration_id uuid not null,
  meeting_id      uuid not null,
  fits            boolean not null,
  at              timestamptz not null default clock(),
  primary key (organiser_id, registration_id, meeting_id),
  foreign key (organiser_id, registration_id) references registration on delete cascade,
  foreign key (organiser_id, meeting_id) references meeting
);

-- +goose Down
drop table date_answer, wish, seat, delegate, registration;
drop sequence waiting_no;
drop function seat_count, seat_in_time;
