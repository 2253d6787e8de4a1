-- +goose Up
-- Who was at a meeting. A seat is checked in once; its code stands in the delegate's confirmation, and is worth something to staff of the
-- organiser only, so it is kept as it is: it can be printed again.
alter table seat
  add column checked_in_by uuid,                           -- staff_user
  add column code          text not null default right(replace(gen_random_uuid()::text, '-', ''), 16),
  add constraint seat_code unique (code),
  add constraint seat_checked_in check (checked_in_by is null or checked_in_at is not null);

-- The code that a letter carries as a picture, which is drawn as the letter is sent. It stays with the letter: whoever takes over a seat gets
-- another one.
alter table letter add column check_in text not null default '';

-- Who was there was at that meeting, and not at another one that the seat moves to.
-- +goose StatementBegin
create function seat_elsewhere() returns trigger language plpgsql as $$
begin
  new.checked_in_at := null;
  new.checked_in_by := null;
  return new;
end $$;
-- +goose StatementEnd
create trigger seat_elsewhere before update of meeting_id on seat
  for each row when (old.meeting_id is distinct from new.meeting_id) execute function seat_elsewhere();

-- Who came without being registered. A walk-in holds no seat: seats never exceed a delegation's cap or a meeting's capacity. Whether one more
-- went beyond either is judged here as it comes, and then wants a reason. A row is a person who was there; one that was a mistake is deleted.
create table walk_in (
  organiser_id    uuid not null,
  id              uuid not null,
  series_id       uuid not null,
  meeting_id      uuid not null,
  unit_id         uuid,                                  -- whose delegation; null: of nobody in the address book, came_from says who
  registration_id uuid,                                  -- the unit's, when it had one
  came_from       text not null default '',
  name            text not null,
  position        text not null default '',
  email           text not null default '' check (email = lower(email)),
  reason          text not null default '',
  over_cap        boolean not null,                      -- set by walk_in_judged, as the next
  over_capacity   boolean not null,
  submission      uuid not null,
  checked_in_at   timestamptz not null default clock(),
  checked_in_by   uuid not null,                         -- staff_user
  erased_at       timestamptz,
  primary key (organiser_id, id),
  constraint walk_in_submission unique (organiser_id, submission),
  constraint walk_in_reason check (reason <> '' or not (over_cap or over_capacity) or erased_at is not null),
  foreign key (organiser_id, series_id) references series on delete cascade,
  foreign key (organiser_id, series_id, meeting_id) references meeting (organiser_id, series_id, id),
  foreign key (organiser_id, unit_id) references unit on delete set null (unit_id),
  foreign key (organiser_id, registration_id) references registration on delete set null (registration_id)
);
create index walk_in_meeting on walk_in (organiser_id, meeting_id);
create index walk_in_unit on walk_in (organiser_id, unit_id);
create index walk_in_registration on walk_in (organiser_id, registration_id);

-- The unit's row, then the meeting's, make those who come at once take turns.
-- +goose StatementBegin
create function walk_in_judged() returns trigger language plpgsql as $$
begin
  perform from unit where (organiser_id, id) = (new.organiser_id, new.unit_id) for no key update;
  perform from meeting where (organiser_id, id) = (new.organiser_id, new.meeting_id) for no key update;
  select m.taken + m.own_places + 1
      + (select count(*) from walk_in w where (w.organiser_id, w.meeting_id) = (new.organiser_id, new.meeting_id)) > m.capacity
    into new.over_capacity
    from meeting m where (m.organiser_id, m.id) = (new.organiser_id, new.meeting_id);
  select new.unit_id is not null and 1
      + (select count(*) from walk_in w where (w.organiser_id, w.series_id, w.unit_id) = (new.organiser_id, new.series_id, new.unit_id)
          and (not s.per_meeting or w.meeting_id = new.meeting_id))
      + (select count(*) from seat t join registration r on (r.organiser_id, r.id) = (t.organiser_id, t.registration_id)
          where (r.organiser_id, r.series_id, r.unit_id) = (new.organiser_id, new.series_id, new.unit_id) and r.state = 'active'
            and t.pool = 'delegation' and t.slot is not null and (not s.per_meeting or t.meeting_id = new.meeting_id)) > s.max_delegates
    into new.over_cap
    from series s where (s.organiser_id, s.id) = (new.organiser_id, new.series_id);
  new.over_capacity := coalesce(new.over_capacity, false);
  return new;
end $$;
-- +goose StatementEnd
create trigger walk_in_judged before insert on walk_in for each row execute function walk_in_judged();

-- +goose Down
drop table walk_in;
drop function walk_in_judged;
drop trigger seat_elsewhere on seat;
drop function seat_elsewhere;
alter table letter drop column check_in;
alter table seat drop constraint seat_checked_in, drop column checked_in_by, drop column code;
