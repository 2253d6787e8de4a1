package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"dialogmote/internal/dialogue"
)

const meetingColumns = `m.id, m.series_id, m.region_id, m.state, m.held, m.theme, m.starts_at, m.ends_at, m.town, m.venue, m.address,
	m.digital, m.teams_url, coalesce(m.capacity, 0), m.taken,
	(select count(*) from seat w where (w.organiser_id, w.meeting_id) = (m.organiser_id, m.id) and w.state = 'waiting'),
	m.capacity_shown, m.closes_on, m.closes_days_before, m.closes_at, m.practical, m.sequence, m.cancelled_at,
	(select coalesce(array_agg(n.unit_id order by n.unit_id), '{}') from meeting_unit n where (n.organiser_id, n.meeting_id) = (m.organiser_id, m.id)),
	m.version, m.own_places, m.group_work`

func scanMeeting(row pgx.CollectableRow) (m dialogue.Meeting, err error) {
	return m, row.Scan(&m.ID, &m.Series, &m.Region, &m.State, &m.Corrected, &m.Theme, (*instant)(&m.StartsAt), (*instant)(&m.EndsAt), &m.Town, &m.Venue, &m.Address,
		&m.Digital, &m.TeamsURL, &m.Capacity, &m.Taken, &m.Waiting,
		&m.CapacityShown, &m.Deadline.On, &m.Deadline.DaysBefore, (*instant)(&m.ClosesAt), &m.Practical, &m.Sequence, (*instant)(&m.CancelledAt),
		&m.Units, &m.Version, &m.OwnPlaces, &m.GroupWork)
}

// Meeting is one of the organiser's meetings.
func (r Reader) Meeting(ctx context.Context, organiser, id dialogue.ID) (dialogue.Meeting, error) {
	return one(ctx, r.q, scanMeeting, `select `+meetingColumns+` from meeting m where m.organiser_id = $1 and m.id = $2`, organiser, id)
}

// InsertMeeting stores a new meeting of m.Series with the units it names. dialogue.ErrInUse when its region is another series'.
func (tx *Tx) InsertMeeting(ctx context.Context, organiser dialogue.ID, m dialogue.Meeting) error {
	err := tx.execOne(ctx, `
		insert into meeting (organiser_id, id, series_id, region_id, state, held, theme, starts_at, ends_at, town, venue, address,
			digital, teams_url, capacity, capacity_shown, closes_on, closes_days_before, closes_at, practical, sequence, cancelled_at,
			own_places, group_work)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24)`,
		organiser, m.ID, m.Series, m.Region, m.State, m.Corrected, m.Theme, orNull(m.StartsAt), orNull(m.EndsAt), m.Town, m.Venue, m.Address,
		m.Digital, m.TeamsURL, nullInt(m.Capacity), m.CapacityShown, m.Deadline.On, m.Deadline.DaysBefore, orNull(m.ClosesAt), m.Practical, m.Sequence, orNull(m.CancelledAt),
		m.OwnPlaces, m.GroupWork)
	if err != nil || len(m.Units) == 0 {
		return err
	}
	return tx.SaveMeetingUnits(ctx, organiser, m.ID, m.Units)
}

// UpdateMeeting stores every field but the id, the series and the named units, and raises the version. The sequence of its
// calendar entry moves with the date, the place and the state, and an undated meeting that got its date remembers when.
// dialogue.ErrStale when its version has moved on, dialogue.ErrFull when the capacity is below what is taken.
func (tx *Tx) UpdateMeeting(ctx context.Context, organiser dialogue.ID, m dialogue.Meeting) error {
	n, err := tx.exec(ctx, `
		update meeting set region_id = $4, state = $5, held = $6, theme = $7, starts_at = $8, ends_at = $9, town = $10, venue = $11,
			address = $12, digital = $13, teams_url = $14, capacity = $15, capacity_shown = $16, closes_on = $17,
			closes_days_before = $18, closes_at = $19, practical = $20, cancelled_at = $21, own_places = $22, group_work = $23,
			dated_at = case when $8::timestamptz is null then null when starts_at is null then clock() else dated_at end,
			sequence = sequence + ((state, starts_at, ends_at, town, venue, address, digital, teams_url)
				is distinct from ($5::text, $8::timestamptz, $9::timestamptz, $10::text, $11::text, $12::text, $13::boolean, $14::text))::int,
			version = version + 1
		where organiser_id = $1 and id = $2 and version = $3`,
		organiser, m.ID, m.Version, m.Region, m.State, m.Corrected, m.Theme, orNull(m.StartsAt), orNull(m.EndsAt), m.Town, m.Venue,
		m.Address, m.Digital, m.TeamsURL, nullInt(m.Capacity), m.CapacityShown, m.Deadline.On,
		m.Deadline.DaysBefore, orNull(m.ClosesAt), m.Practical, orNull(m.CancelledAt), m.OwnPlaces, m.GroupWork)
	if err != nil || n > 0 {
		return err
	}
	if _, err := tx.Meeting(ctx, organiser, m.ID); err != nil {
		return err
	}
	return dialogue.ErrStale
}

// SetMeetingDeadlines stores worked-out deadlines, after the series' rule they default from has changed. It leaves the versions:
// nobody has edited the meetings.
func (tx *Tx) SetMeetingDeadlines(ctx context.Context, organiser dialogue.ID, meetings []dialogue.Meeting) error {
	return tx.Write(ctx, func(b *Batch) {
		for _, m := range meetings {
			b.queue(`update meeting set closes_at = $3 where organiser_id = $1 and id = $2`, organiser, m.ID, orNull(m.ClosesAt))
		}
	})
}

// SaveMeetingUnits replaces the units that a meeting names directly.
func (tx *Tx) SaveMeetingUnits(ctx context.Context, organiser, meeting dialogue.ID, units []dialogue.ID) error {
	return tx.Write(ctx, func(b *Batch) {
		b.queue(`delete from meeting_unit where organiser_id = $1 and meeting_id = $2 and unit_id <> all($3)`, organiser, meeting, units)
		b.queue(`
			insert into meeting_unit (organiser_id, meeting_id, unit_id)
			select distinct $1::uuid, $2::uuid, unit from unnest($3::uuid[]) unit
			on conflict do nothing`, organiser, meeting, units)
	})
}

// DeleteMeeting deletes a meeting that nobody has registered for or wished for, with its own programme, contacts and documents;
// else it is dialogue.ErrInUse and nothing is changed once the transaction is given up. dialogue.ErrStale as in UpdateMeeting.
func (tx *Tx) DeleteMeeting(ctx context.Context, organiser, id dialogue.ID, version int) error {
	m, err := tx.Meeting(ctx, organiser, id)
	if err != nil {
		return err
	}
	if m.Version != version {
		return dialogue.ErrStale
	}
	return tx.Write(ctx, func(b *Batch) {
		b.queue(`delete from programme_row where organiser_id = $1 and meeting_id = $2`, organiser, id)
		b.queue(`delete from contact_person where organiser_id = $1 and meeting_id = $2`, organiser, id)
		b.queue(`delete from material where organiser_id = $1 and meeting_id = $2`, organiser, id)
		b.queue(`delete from meeting where organiser_id = $1 and id = $2 and version = $3`, organiser, id, version)
	})
}
