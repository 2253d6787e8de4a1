package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"dialogmote/internal/dialogue"
)

// Attendance is everybody whom the door's list of a meeting has: those with a place in active registrations, those who were checked in
// whatever became of their seat, and the walk-ins. By unit and name, as Norwegians sort. An erased series has people without names.
func (r Reader) Attendance(ctx context.Context, organiser, meeting dialogue.ID) ([]dialogue.Attendee, error) {
	return list(ctx, r.q, scanAttendee, `
		select a.*, u.kind, u.number, u.valid_from, coalesce(u.name, ''), coalesce(u.county, ''), coalesce(u.lang, ''), coalesce(f.name, '')
		from (
			select s.organiser_id, reg.unit_id, s.id as seat_id, null::uuid as walk_in_id, d.id, reg.id, s.meeting_id, '' as came_from, reg.lang,
				d.name, d.position, d.email, ro.id, coalesce(ro.name, '{}'), coalesce(ro.health, false), s.state, s.code, s.checked_in_at,
				s.checked_in_by, '', false, false, d.position_no
			from seat s
			join registration reg on (reg.organiser_id, reg.id) = (s.organiser_id, s.registration_id)
			join delegate d on (d.organiser_id, d.id) = (s.organiser_id, s.delegate_id)
			left join role ro on (ro.organiser_id, ro.id) = (d.organiser_id, d.role_id)
			where s.organiser_id = $1 and s.meeting_id = $2
				and (s.checked_in_at is not null or s.state = 'placed' and reg.state = 'active')
			union all
			select w.organiser_id, w.unit_id, null, w.id, null, w.registration_id, w.meeting_id, w.came_from, coalesce(reg.lang, ''),
				w.name, w.position, w.email, null, '{}', false, '', '', w.checked_in_at,
				w.checked_in_by, w.reason, w.over_cap, w.over_capacity, 1000
			from walk_in w left join registration reg on (reg.organiser_id, reg.id) = (w.organiser_id, w.registration_id)
			where w.organiser_id = $1 and w.meeting_id = $2
		) as a
		left join unit u on (u.organiser_id, u.id) = (a.organiser_id, a.unit_id)
		left join staff_user f on (f.organiser_id, f.id) = (a.organiser_id, a.checked_in_by)
		order by coalesce(u.name, a.came_from) collate "nb-NO-x-icu", a.unit_id, a.position_no, a.name collate "nb-NO-x-icu", a.seat_id, a.walk_in_id`,
		organiser, meeting)
}

func scanAttendee(row pgx.CollectableRow) (a dialogue.Attendee, err error) {
	var organiser, by dialogue.ID
	var kind, number *string
	var positionNo int
	u := &a.Unit
	err = row.Scan(&organiser, &u.ID, &a.Seat, &a.WalkIn, &a.Delegate, &a.Registration, &a.Meeting, &a.From, &a.Lang,
		&a.Name, &a.Position, &a.Email, &a.Role.ID, &a.Role.Name, &a.Role.Health, &a.State, &a.Code, (*instant)(&a.CheckedInAt),
		&by, &a.Reason, &a.OverCap, &a.OverCapacity, &positionNo,
		&kind, &number, &u.ValidFrom, &u.Name, &u.County, &u.Lang, &a.CheckedInBy)
	if kind != nil {
		u.Kind, u.Number = dialogue.UnitKind(*kind), *number
	}
	return a, err
}

// CheckIn notes that whoever has the seat has come, unless that is noted already, and tells whether it did. Of two at once the first is
// noted. Only a place in an active registration can be checked in.
func (tx *Tx) CheckIn(ctx context.Context, organiser, meeting, seat, by dialogue.ID) (bool, error) {
	n, err := tx.exec(ctx, `
		update seat s set checked_in_at = clock(), checked_in_by = $4
		from registration reg
		where s.organiser_id = $1 and s.meeting_id = $2 and s.id = $3 and s.state = 'placed' and s.checked_in_at is null
			and (reg.organiser_id, reg.id) = (s.organiser_id, s.registration_id) and reg.state = 'active'`, organiser, meeting, seat, by)
	return n > 0, err
}

// UndoCheckIn takes back the check-in that was seen, and tells whether it did: not one that is taken back already, nor another that has
// come since.
func (tx *Tx) UndoCheckIn(ctx context.Context, organiser, meeting, seat dialogue.ID, seen dialogue.CheckInMark) (bool, error) {
	n, err := tx.exec(ctx, `
		update seat set checked_in_at = null, checked_in_by = null
		where organiser_id = $1 and meeting_id = $2 and id = $3 and checked_in_at is not null
			and (extract(epoch from checked_in_at) * 1000000)::bigint = $4`, organiser, meeting, seat, int64(seen))
	return n > 0, err
}

// SeatKey names a seat and the meeting it is at.
type SeatKey struct{ Series, Meeting, Seat dialogue.ID }

// SeatOfCode is the organiser's seat that a code was given to. dialogue.ErrNotFound for another organiser's as for a made-up one.
func (r Reader) SeatOfCode(ctx context.Context, organiser dialogue.ID, code string) (SeatKey, error) {
	return one(ctx, r.q, func(row pgx.CollectableRow) (k SeatKey, err error) {
		return k, row.Scan(&k.Series, &k.Meeting, &k.Seat)
	}, `select series_id, meeting_id, id from seat where organiser_id = $1 and code = $2 and meeting_id is not null`, organiser, code)
}

// InsertWalkIn stores somebody who was there without being registered, with the unit's registration if it has an active one, and tells
// which. PostgreSQL judges whether it is beyond the cap or the capacity: without a reason that is ErrReasonWanted. A submission that is
// stored already is ErrSeenSubmission.
func (tx *Tx) InsertWalkIn(ctx context.Context, organiser, series, meeting, id, unit, by dialogue.ID, w dialogue.WalkIn) (registration dialogue.ID, err error) {
	return one(ctx, tx.q, pgx.RowTo[dialogue.ID], `
		insert into walk_in (organiser_id, id, series_id, meeting_id, unit_id, registration_id, came_from, name, position, email, reason,
			submission, checked_in_by)
		values ($1, $2, $3, $4, $5, (select r.id from registration r
			where r.organiser_id = $1 and r.series_id = $3 and r.unit_id = $5 and r.state = 'active' order by r.concluded_at desc nulls first limit 1),
			$6, $7, $8, lower($9), $10, $11, $12)
		returning registration_id`,
		organiser, id, series, meeting, unit, w.From, w.Name, w.Position, w.Email, w.Reason, w.Submission, by)
}

// DeleteWalkIn takes away a walk-in that was a mistake, and tells whether there was one.
func (tx *Tx) DeleteWalkIn(ctx context.Context, organiser, meeting, id dialogue.ID) (bool, error) {
	n, err := tx.exec(ctx, `delete from walk_in where organiser_id = $1 and meeting_id = $2 and id = $3 and erased_at is null`, organiser, meeting, id)
	return n > 0, err
}

// DoorCounts is how many have come to each meeting of a series, and how many have a place there.
func (r Reader) DoorCounts(ctx context.Context, organiser, series dialogue.ID) (map[dialogue.ID]dialogue.DoorCount, error) {
	type counted struct {
		meeting dialogue.ID
		dialogue.DoorCount
	}
	rows, err := list(ctx, r.q, func(row pgx.CollectableRow) (c counted, err error) {
		return c, row.Scan(&c.meeting, &c.Came, &c.Expected, &c.WalkIns)
	}, `
		select m.id, count(s.checked_in_at), count(s.id),
			(select count(*) from walk_in w where (w.organiser_id, w.meeting_id) = (m.organiser_id, m.id))
		from meeting m
		left join (seat s join registration reg on (reg.organiser_id, reg.id) = (s.organiser_id, s.registration_id))
			on (s.organiser_id, s.meeting_id) = (m.organiser_id, m.id)
				and (s.checked_in_at is not null or s.state = 'placed' and reg.state = 'active')
		where m.organiser_id = $1 and m.series_id = $2
		group by m.organiser_id, m.id`, organiser, series)
	found := map[dialogue.ID]dialogue.DoorCount{}
	for _, c := range rows {
		found[c.meeting] = c.DoorCount
	}
	return found, err
}
