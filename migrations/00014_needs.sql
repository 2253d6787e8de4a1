-- +goose Up
-- What a delegate needs of food and accessibility, sealed with a key that the database does not have. It can tell of health and belief, so
-- it lies apart, and only as long as it is of use: for a live seat at a meeting in a room, until 14 days after the meeting's last day.
create table needs (
  organiser_id uuid not null,
  delegate_id  uuid not null,
  sealed       bytea not null,                           -- see package secret; opens for this delegate's row only
  by_self      boolean not null,                         -- the delegate wrote it, and not the contact
  consented_at timestamptz not null default clock(),
  version      int not null default 1,
  primary key (organiser_id, delegate_id),
  foreign key (organiser_id, delegate_id) references delegate on delete cascade
);

-- Whether what a delegate needs is of use to anybody now. A seat whose meeting is not known any more, after a cancelled one, counts as long
-- as another meeting in a room can be chosen.
create function needs_of_use(organiser uuid, delegate uuid) returns boolean language sql stable as $$
  select exists (
    select from seat t
    left join meeting m on (m.organiser_id, m.id) = (t.organiser_id, t.meeting_id)
    where t.organiser_id = organiser and t.delegate_id = delegate and t.state not in ('withdrawn', 'replaced', 'not_selected')
      and case when t.meeting_id is null
        then exists (select from meeting o where (o.organiser_id, o.series_id) = (t.organiser_id, t.series_id)
          and not o.digital and o.state = 'planned' and (o.starts_at is null or clock() < o.starts_at))
        else not m.digital and m.state = 'planned' and (m.starts_at is null
          or (clock() at time zone 'Europe/Oslo')::date < (coalesce(m.ends_at, m.starts_at) at time zone 'Europe/Oslo')::date + 14)
        end)
$$;

-- It goes with the use of it, in the transaction that ends it, whatever verb that is: somebody withdraws, another meeting is chosen, a
-- meeting is cancelled or moved to Teams. At the end of the transaction, for a seat that is given back may be taken elsewhere in the same.
-- +goose StatementBegin
create function needs_end() returns trigger language plpgsql as $$
begin
  if tg_table_name = 'seat' then
    delete from needs n where n.organiser_id = new.organiser_id and n.delegate_id = new.delegate_id
      and not needs_of_use(n.organiser_id, n.delegate_id);
  else
    delete from needs n using seat t
      where t.organiser_id = new.organiser_id and t.meeting_id = new.id
        and (n.organiser_id, n.delegate_id) = (t.organiser_id, t.delegate_id)
        and not needs_of_use(n.organiser_id, n.delegate_id);
  end if;
  return null;
end $$;
-- +goose StatementEnd
create constraint trigger seat_needs_end after update of state, meeting_id on seat deferrable initially deferred for each row
  when (new.slot is null or old.meeting_id is distinct from new.meeting_id) execute function needs_end();
create constraint trigger meeting_needs_end after update of digital, state on meeting deferrable initially deferred for each row
  when (new.digital and not old.digital or new.state = 'cancelled' and old.state <> 'cancelled') execute function needs_end();

-- +goose Down
drop trigger seat_needs_end on seat;
drop trigger meeting_needs_end on meeting;
drop function needs_end, needs_of_use;
drop table needs;
