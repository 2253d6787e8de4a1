package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"dialogmote/internal/dialogue"
)

const registrationColumns = `
	r.organiser_id, r.id, r.series_id, r.state, r.channel, r.lang,
	r.contact_name, r.contact_position, r.contact_email, r.contact_phone, r.postal_address, r.comment,
	r.reference, r.received_at, r.activated_at, r.expires_at, r.late_reason, r.held_reason, r.rechoose_until,
	r.registered_by, r.erased_at, r.version, r.if_not_all, r.municipality, r.invitation_id, r.wanted_when, r.wanted_help,
	r.meeting_id, r.concluded_at,
	u.id, u.kind, u.number, u.valid_from, u.name, u.county, u.lang, u.domains, u.members`

func scanRegistration(row pgx.CollectableRow) (dialogue.Registration, error) {
	var r dialogue.Registration
	var activated, expires, rechoose, erased, concluded *time.Time
	u := &r.Unit
	err := row.Scan(&r.Organiser, &r.ID, &r.Series, &r.State, &r.Channel, &r.Lang,
		&r.Contact.Name, &r.Contact.Position, &r.Contact.Email, &r.Contact.Phone, &r.Contact.PostalAddress, &r.Comment,
		&r.Reference, &r.ReceivedAt, &activated, &expires, &r.LateReason, &r.HeldReason, &rechoose,
		&r.RegisteredBy, &erased, &r.Version, &r.IfNotAll, &r.Municipality, &r.Invitation, &r.WantedWhen, &r.WantedHelp,
		&r.Meeting, &concluded,
		&u.ID, &u.Kind, &u.Number, &u.ValidFrom, &u.Name, &u.County, &u.Lang, &u.Domains, &u.Members)
	r.ActivatedAt, r.ExpiresAt, r.RechooseUntil, r.ErasedAt = orZero(activated), orZero(expires), orZero(rechoose), orZero(erased)
	r.ConcludedAt = orZero(concluded)
	return r, err
}

func orZero(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return *t
}

func orNull(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

// Registration is one of the organiser's registrations with its delegates, seats and wishes.
func (r Reader) Registration(ctx context.Context, organiser, id dialogue.ID) (dialogue.Registration, error) {
	reg, err := one(ctx, r.q, scanRegistration, `
		select `+registrationColumns+`
		from registration r
		join unit u on (u.organiser_id, u.id) = (r.organiser_id, r.unit_id)
		where r.organiser_id = $1 and r.id = $2`, organiser, id)
	if err != nil {
		return reg, err
	}
	return r.withPeople(ctx, reg)
}

// RegistrationByReference finds a registration of any organiser by what people quote. It authorises nothing.
func (r Reader) RegistrationByReference(ctx context.Context, reference string) (dialogue.Registration, error) {
	reg, err := one(ctx, r.q, scanRegistration, `
		select `+registrationColumns+`
		from registration r
		join unit u on (u.organiser_id, u.id) = (r.organiser_id, r.unit_id)
		where r.reference = $1`, reference)
	if err != nil {
		return reg, err
	}
	return r.withPeople(ctx, reg)
}

// RegistrationBySubmission finds what an earlier click of the same form stored.
func (r Reader) RegistrationBySubmission(ctx context.Context, organiser, submission dialogue.ID) (dialogue.Registration, error) {
	reg, err := one(ctx, r.q, scanRegistration, `
		select `+registrationColumns+`
		from registration r
		join unit u on (u.organiser_id, u.id) = (r.organiser_id, r.unit_id)
		where r.organiser_id = $1 and r.submission = $2`, organiser, submission)
	if err != nil {
		return reg, err
	}
	return r.withPeople(ctx, reg)
}

// LiveRegistration is the unit's active registration for the series, or dialogue.ErrNotFound. One whose meeting was over when the unit asked
// for another is not live any more.
func (r Reader) LiveRegistration(ctx context.Context, organiser, series, unit dialogue.ID) (dialogue.Registration, error) {
	reg, err := one(ctx, r.q, scanRegistration, `
		select `+registrationColumns+`
		from registration r
		join unit u on (u.organiser_id, u.id) = (r.organiser_id, r.unit_id)
		where r.organiser_id = $1 and r.series_id = $2 and r.unit_id = $3 and r.state = 'active' and r.concluded_at is null`, organiser, series, unit)
	if err != nil {
		return reg, err
	}
	return r.withPeople(ctx, reg)
}

// Proposals are the second registrations that came for a unit and wait for the contact or staff.
func (r Reader) Proposals(ctx context.Context, organiser, series, unit dialogue.ID) ([]dialogue.Registration, error) {
	return r.registrations(ctx, `
		select `+registrationColumns+`
		from registration r
		join unit u on (u.organiser_id, u.id) = (r.organiser_id, r.unit_id)
		where r.organiser_id = $1 and r.series_id = $2 and r.unit_id = $3 and r.state = 'proposal'
		order by r.received_at, r.id`, organiser, series, unit)
}

// RegistrationsOf are all registrations of a series, by the unit's name as Norwegians sort it.
func (r Reader) RegistrationsOf(ctx context.Context, organiser, series dialogue.ID) ([]dialogue.Registration, error) {
	return r.registrations(ctx, `
		select `+registrationColumns+`
		from registration r
		join unit u on (u.organiser_id, u.id) = (r.organiser_id, r.unit_id)
		where r.organiser_id = $1 and r.series_id = $2
		order by u.name collate "nb-NO-x-icu", r.received_at, r.id`, organiser, series)
}

// RegistrationsWithAddressOf are the series' other registrations, those still alive, in which one of this registration's e-mail addresses
// stands, as the contact's or a delegate's.
func (r Reader) RegistrationsWithAddressOf(ctx context.Context, reg dialogue.Registration) ([]dialogue.Registration, error) {
	return r.registrations(ctx, `
		with mine as (
			select contact_email as email from registration where organiser_id = $1 and id = $3 and contact_email <> ''
			union
			select email from delegate where organiser_id = $1 and registration_id = $3 and email <> '')
		select `+registrationColumns+`
		from registration r
		join unit u on (u.organiser_id, u.id) = (r.organiser_id, r.unit_id)
		where r.organiser_id = $1 and r.series_id = $2 and r.id <> $3 and r.state in ('active', 'held')
			and (r.contact_email in (select email from mine)
				or exists (select from delegate d where (d.organiser_id, d.registration_id) = (r.organiser_id, r.id) and d.email in (select email from mine)))
		order by u.name collate "nb-NO-x-icu", r.received_at, r.id`, reg.Organiser, reg.Series, reg.ID)
}

func (r Reader) registrations(ctx context.Context, sql string, args ...any) ([]dialogue.Registration, error) {
	found, err := list(ctx, r.q, scanRegistration, sql, args...)
	if err != nil || len(found) == 0 {
		return found, err
	}
	ids := make([]dialogue.ID, len(found))
	at := make(map[dialogue.ID]*dialogue.Registration, len(found))
	for i := range found {
		ids[i] = found[i].ID
		at[found[i].ID] = &found[i]
	}
	return found, r.fillPeople(ctx, found[0].Organiser, ids, at)
}

func (r Reader) withPeople(ctx context.Context, reg dialogue.Registration) (dialogue.Registration, error) {
	err := r.fillPeople(ctx, reg.Organiser, []dialogue.ID{reg.ID}, map[dialogue.ID]*dialogue.Registration{reg.ID: &reg})
	return reg, err
}

// fillPeople reads delegates, seats and wishes of several registrations at once.
func (r Reader) fillPeople(ctx context.Context, organiser dialogue.ID, ids []dialogue.ID, at map[dialogue.ID]*dialogue.Registration) error {
	type seatRow struct {
		registration, delegate dialogue.ID
		seat                   dialogue.Seat
	}
	seats, err := list(ctx, r.q, func(row pgx.CollectableRow) (s seatRow, err error) {
		var slot *int
		var waiting *int64
		var offered, confirmed *time.Time
		err = row.Scan(&s.registration, &s.delegate, &s.seat.ID, &s.seat.Meeting, &s.seat.State, &s.seat.Pool, &slot, &waiting, &offered, &confirmed,
			(*instant)(&s.seat.CheckedInAt), &s.seat.Code)
		if slot != nil {
			s.seat.Slot = *slot
		}
		if waiting != nil {
			s.seat.WaitingNo = *waiting
		}
		s.seat.OfferedUntil, s.seat.ConfirmedAt = orZero(offered), orZero(confirmed)
		return s, err
	}, `
		select s.registration_id, s.delegate_id, s.id, s.meeting_id, s.state, s.pool, s.slot, s.waiting_no, s.offered_until, s.confirmed_at,
			s.checked_in_at, s.code
		from seat s
		left join meeting m on (m.organiser_id, m.id) = (s.organiser_id, s.meeting_id)
		where s.organiser_id = $1 and s.registration_id = any($2)
		order by m.starts_at nulls last, s.id`, organiser, ids)
	if err != nil {
		return err
	}
	seatsOf := map[dialogue.ID][]dialogue.Seat{}
	for _, s := range seats {
		seatsOf[s.delegate] = append(seatsOf[s.delegate], s.seat)
	}
	type delegateRow struct {
		registration dialogue.ID
		delegate     dialogue.Delegate
	}
	delegates, err := list(ctx, r.q, func(row pgx.CollectableRow) (d delegateRow, err error) {
		p := &d.delegate
		err = row.Scan(&d.registration, &p.ID, &p.Role, &p.Name, &p.Position, &p.Email, &p.Phone, &p.ByStaff, &p.TakenFrom, &p.Code, (*instant)(&p.NoticedAt))
		return d, err
	}, `
		select registration_id, id, role_id, name, position, email, phone, by_staff, taken_from, coalesce(code, ''), noticed_at
		from delegate
		where organiser_id = $1 and registration_id = any($2)
		order by registration_id, position_no, id`, organiser, ids)
	if err != nil {
		return err
	}
	for _, d := range delegates {
		d.delegate.Seats = seatsOf[d.delegate.ID]
		at[d.registration].Delegates = append(at[d.registration].Delegates, d.delegate)
	}
	type wishRow struct {
		registration dialogue.ID
		wish         dialogue.Wish
	}
	wishes, err := list(ctx, r.q, func(row pgx.CollectableRow) (w wishRow, err error) {
		err = row.Scan(&w.registration, &w.wish.Meeting, &w.wish.Rank, &w.wish.Available)
		return w, err
	}, `
		select registration_id, meeting_id, rank, available
		from wish
		where organiser_id = $1 and registration_id = any($2)
		order by registration_id, rank`, organiser, ids)
	if err != nil {
		return err
	}
	for _, w := range wishes {
		at[w.registration].Wishes = append(at[w.registration].Wishes, w.wish)
	}
	if err := r.fillAnswers(ctx, organiser, ids, at); err != nil {
		return err
	}
	return r.fillNeighbours(ctx, organiser, ids, at)
}

// RaiseVersion takes the registration's row and raises its version: every verb on an existing registration does so first, so two of
// them never cross. A version that has moved on is dialogue.ErrStale; version 0 takes any. The series is held before it, as by
// HoldSeries.
func (tx *Tx) RaiseVersion(ctx context.Context, organiser, id dialogue.ID, version int) error {
	if _, err := tx.exec(ctx, `
		select from series
		where (organiser_id, id) = (select r.organiser_id, r.series_id from registration r where r.organiser_id = $1 and r.id = $2)
		for key share`, organiser, id); err != nil {
		return err
	}
	n, err := tx.exec(ctx, `
		update registration set version = version + 1
		where organiser_id = $1 and id = $2 and ($3 = 0 or version = $3)`, organiser, id, version)
	if err != nil || n == 1 {
		return err
	}
	if _, err := tx.Registration(ctx, organiser, id); err != nil {
		return err
	}
	return dialogue.ErrStale
}

// LockMeetings takes the meetings' rows in id order, so that seats are given one transaction at a time, and tells how many seats
// are taken and how many delegates wait at each. Those who have only asked for a seat hold the row's key, by foreign key, and then
// come here: the lock is one that lets keys be, or two of them would wait for each other.
func (tx *Tx) LockMeetings(ctx context.Context, organiser dialogue.ID, ids []dialogue.ID) (map[dialogue.ID]dialogue.Meeting, error) {
	if _, err := tx.exec(ctx, `
		select from meeting where organiser_id = $1 and id = any($2) order by id for no key update`, organiser, ids); err != nil {
		return nil, err
	}
	meetings, err := list(ctx, tx.q, func(row pgx.CollectableRow) (m dialogue.Meeting, err error) {
		err = row.Scan(&m.ID, &m.Series, &m.State, &m.Capacity, &m.OwnPlaces, &m.Taken, &m.Waiting)
		return m, err
	}, `
		select m.id, m.series_id, m.state, coalesce(m.capacity, 0), m.own_places, m.taken,
			(select count(*) from seat s where (s.organiser_id, s.meeting_id) = (m.organiser_id, m.id) and s.state = 'waiting')
		from meeting m
		where m.organiser_id = $1 and m.id = any($2)`, organiser, ids)
	byID := make(map[dialogue.ID]dialogue.Meeting, len(meetings))
	for _, m := range meetings {
		byID[m.ID] = m
	}
	return byID, err
}

// NextWaitingNo is the next place in the queue; the whole delegation shares it.
func (tx *Tx) NextWaitingNo(ctx context.Context) (int64, error) {
	return one(ctx, tx.q, pgx.RowTo[int64], `select nextval('waiting_no')`)
}

// QueueBefore is, for each meeting where the registration waits, how many delegates wait before it.
func (r Reader) QueueBefore(ctx context.Context, reg dialogue.Registration) (map[dialogue.ID]int, error) {
	type place struct {
		meeting dialogue.ID
		before  int
	}
	places, err := list(ctx, r.q, func(row pgx.CollectableRow) (p place, err error) {
		err = row.Scan(&p.meeting, &p.before)
		return p, err
	}, `
		select mine.meeting_id, (
			select count(*) from seat s
			where (s.organiser_id, s.meeting_id) = ($1, mine.meeting_id) and s.state = 'waiting' and s.waiting_no < mine.first)
		from (select meeting_id, min(waiting_no) as first from seat
			where organiser_id = $1 and registration_id = $2 and state = 'waiting' and meeting_id is not null group by meeting_id) mine`,
		reg.Organiser, reg.ID)
	before := map[dialogue.ID]int{}
	for _, p := range places {
		before[p.meeting] = p.before
	}
	return before, err
}

// UnansweredDates are the registration's meetings that got their date after it was received, or that its request became, and that the
// contact has not answered «passer» or «passer ikke» to.
func (r Reader) UnansweredDates(ctx context.Context, reg dialogue.Registration) ([]dialogue.ID, error) {
	return list(ctx, r.q, pgx.RowTo[dialogue.ID], `
		select m.id
		from registration r
		join meeting m on m.organiser_id = r.organiser_id and (m.id = r.meeting_id or exists (
			select from seat s where (s.organiser_id, s.registration_id, s.meeting_id) = (r.organiser_id, r.id, m.id)
				and s.state not in ('withdrawn', 'replaced')))
		where r.organiser_id = $1 and r.id = $2 and m.series_id = r.series_id
			and (m.dated_at > r.received_at or m.id = r.meeting_id and r.wanted_when <> '') and clock() < m.starts_at
			and not exists (select from date_answer a
				where (a.organiser_id, a.registration_id, a.meeting_id) = (r.organiser_id, r.id, m.id))`,
		reg.Organiser, reg.ID)
}

// AnswerDate stores «passer» or «passer ikke»; a later answer replaces an earlier one.
func (b *Batch) AnswerDate(r dialogue.Registration, meeting dialogue.ID, fits bool) {
	b.queue(`
		insert into date_answer (organiser_id, registration_id, meeting_id, fits) values ($1, $2, $3, $4)
		on conflict (organiser_id, registration_id, meeting_id) do update set fits = excluded.fits, at = excluded.at`,
		r.Organiser, r.ID, meeting, fits)
}

// HasLiveRegistration reports whether the unit, known by its key, has an active registration for the series that one more would be kept
// beside: where meetings are asked for, one whose meeting is over leaves room for another.
func (r Reader) HasLiveRegistration(ctx context.Context, organiser, series dialogue.ID, u dialogue.Unit) (bool, error) {
	return one(ctx, r.q, pgx.RowTo[bool], `
		select exists (
			select from registration r
			join unit u on (u.organiser_id, u.id) = (r.organiser_id, r.unit_id)
			where r.organiser_id = $1 and r.series_id = $2 and r.state = 'active' and r.concluded_at is null
				and not exists (
					select from series s join meeting m on (m.organiser_id, m.id) = (s.organiser_id, r.meeting_id)
					where (s.organiser_id, s.id) = (r.organiser_id, r.series_id) and s.on_request and `+meetingHeld+`)
				and u.kind = $3 and u.number = $4 and u.valid_from is not distinct from $5)`,
		organiser, series, u.Kind, u.Number, u.ValidFrom)
}
