package postgres

import (
	"dialogmote/internal/dialogue"
)

// InsertRegistration writes the registration's own row. The rules are copied from its series, so that the cap can be checked where
// the seats are.
func (b *Batch) InsertRegistration(r dialogue.Registration, submission dialogue.ID) {
	b.queue(`
		insert into registration (organiser_id, id, series_id, unit_id, max_delegates, over_cap, outside_max, per_meeting,
			state, channel, lang, contact_name, contact_position, contact_email, contact_phone, postal_address, comment,
			submission, reference, received_at, activated_at, expires_at, late_reason, registered_by, if_not_all, municipality,
			invitation_id, wanted_when, wanted_help, meeting_id)
		select organiser_id, $2, id, $4, max_delegates, over_cap, outside_max, per_meeting,
			$5, $6, $7, $8, $9, lower($10), $11, $12, $13,
			$14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26
		from series where organiser_id = $1 and id = $3`,
		r.Organiser, r.ID, r.Series, r.Unit.ID,
		r.State, r.Channel, r.Lang, r.Contact.Name, r.Contact.Position, r.Contact.Email, r.Contact.Phone, r.Contact.PostalAddress, r.Comment,
		submission, r.Reference, r.ReceivedAt, orNull(r.ActivatedAt), orNull(r.ExpiresAt), r.LateReason, r.RegisteredBy,
		r.IfNotAll, r.Municipality, r.Invitation, r.WantedWhen, r.WantedHelp, r.Meeting)
	b.insertNeighbours(r)
}

// InsertDelegate writes a person and the seats asked for. no is the person's place in the unit's own order.
func (b *Batch) InsertDelegate(r dialogue.Registration, d dialogue.Delegate, no int, byStaff bool) {
	b.queue(`
		insert into delegate (organiser_id, id, registration_id, role_id, position_no, name, position, email, phone, by_staff, taken_from)
		values ($1, $2, $3, $4, $5, $6, $7, lower($8), $9, $10, $11)`,
		r.Organiser, d.ID, r.ID, d.Role, no, d.Name, d.Position, d.Email, d.Phone, d.ByStaff, d.TakenFrom)
	for _, seat := range d.Seats {
		b.InsertSeat(r, d.ID, seat, byStaff)
	}
}

// InsertSeat writes one seat. A slot of 0 takes the lowest free one of its pool; when there is none, the cap's constraint raises.
func (b *Batch) InsertSeat(r dialogue.Registration, delegate dialogue.ID, s dialogue.Seat, byStaff bool) {
	b.queue(`
		insert into seat (organiser_id, id, series_id, registration_id, delegate_id, meeting_id,
			max_delegates, over_cap, outside_max, per_meeting, state, pool, slot, waiting_no, by_staff)
		select r.organiser_id, $2, r.series_id, r.id, $4, $5,
			r.max_delegates, r.over_cap, r.outside_max, r.per_meeting, $6, $7::text,
			(select min(n) from generate_series(1, 21) n where not exists (
				select from seat s where (s.organiser_id, s.registration_id, s.pool, s.slot) = (r.organiser_id, r.id, $7::text, n)
					and (not r.per_meeting or s.meeting_id = $5))),
			nullif($8::bigint, 0), $9
		from registration r where r.organiser_id = $1 and r.id = $3`,
		r.Organiser, s.ID, r.ID, delegate, s.Meeting, s.State, s.Pool, s.WaitingNo, byStaff)
}

// InsertWish writes a meeting's place in the ranking.
func (b *Batch) InsertWish(r dialogue.Registration, w dialogue.Wish) {
	b.queue(`
		insert into wish (organiser_id, series_id, registration_id, meeting_id, rank, available)
		values ($1, $2, $3, $4, $5, $6)`,
		r.Organiser, r.Series, r.ID, w.Meeting, w.Rank, w.Available)
}

// DeleteWishes empties the ranking, before a new one is written.
func (b *Batch) DeleteWishes(r dialogue.Registration) {
	b.queue(`delete from wish where organiser_id = $1 and registration_id = $2`, r.Organiser, r.ID)
}

// SetRegistrationState moves the registration; it stops expiring. Becoming active sets the place in the queue.
func (b *Batch) SetRegistrationState(r dialogue.Registration, state dialogue.RegistrationState, reason string) {
	b.queue(`
		update registration set state = $3, expires_at = null,
			activated_at = case when $3 = 'active' then coalesce(activated_at, clock()) else activated_at end,
			held_reason = case when $4 <> '' then $4 else held_reason end
		where organiser_id = $1 and id = $2`,
		r.Organiser, r.ID, state, reason)
}

// SetContact changes who answers for the registration, and its comment.
func (b *Batch) SetContact(r dialogue.Registration, c dialogue.Contact, comment string) {
	b.queue(`
		update registration set contact_name = $3, contact_position = $4, contact_email = lower($5), contact_phone = $6,
			postal_address = $7, comment = $8
		where organiser_id = $1 and id = $2`,
		r.Organiser, r.ID, c.Name, c.Position, c.Email, c.Phone, c.PostalAddress, comment)
}

// SetIfNotAll changes the answer to «if we don't all fit».
func (b *Batch) SetIfNotAll(r dialogue.Registration, answer dialogue.IfNotAll) {
	b.queue(`update registration set if_not_all = $3 where organiser_id = $1 and id = $2`, r.Organiser, r.ID, answer)
}

// SetDelegate changes a person; the seats stay.
func (b *Batch) SetDelegate(r dialogue.Registration, d dialogue.Delegate) {
	b.queue(`
		update delegate set role_id = $4, name = $5, position = $6, email = lower($7), phone = $8, by_staff = $9
		where organiser_id = $1 and registration_id = $2 and id = $3`,
		r.Organiser, r.ID, d.ID, d.Role, d.Name, d.Position, d.Email, d.Phone, d.ByStaff)
}

// SetSeat moves a seat to another state, meeting or place in the queue; one that is gone gives its slot back.
func (b *Batch) SetSeat(r dialogue.Registration, s dialogue.Seat, byStaff bool) {
	b.queue(`
		update seat set state = $4::text, meeting_id = $5, waiting_no = nullif($6::bigint, 0),
			slot = case when $4::text in ('withdrawn', 'replaced') then null else slot end,
			offered_until = $7, confirmed_at = $8, by_staff = $9
		where organiser_id = $1 and registration_id = $2 and id = $3`,
		r.Organiser, r.ID, s.ID, s.State, s.Meeting, s.WaitingNo, orNull(s.OfferedUntil), orNull(s.ConfirmedAt), byStaff)
}

// MoveSeats lets seats count in the pools they now have, each in the lowest free slot. All leave their slots before any takes one, so
// two may change places.
func (b *Batch) MoveSeats(r dialogue.Registration, seats []dialogue.Seat) {
	for _, s := range seats {
		b.queue(`update seat set state = 'replaced', slot = null, offered_until = null where organiser_id = $1 and registration_id = $2 and id = $3`,
			r.Organiser, r.ID, s.ID)
	}
	for _, s := range seats {
		b.queue(`
			update seat t set state = $4, pool = $5, offered_until = $6, slot = (
				select min(n) from generate_series(1, 21) n where not exists (
					select from seat s where (s.organiser_id, s.registration_id, s.pool, s.slot) = (t.organiser_id, t.registration_id, $5::text, n)
						and (not t.per_meeting or s.meeting_id = t.meeting_id)))
			where t.organiser_id = $1 and t.registration_id = $2 and t.id = $3`,
			r.Organiser, r.ID, s.ID, s.State, s.Pool, orNull(s.OfferedUntil))
	}
}
