package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"dialogmote/internal/dialogue"
)

// meetingHeld is dialogue.Meeting.StateAt of a meeting m: staff's word, else that it has ended. One without an end ends with its day.
const meetingHeld = `(m.state = 'planned' and m.starts_at is not null and coalesce(m.held,
	clock() >= coalesce(m.ends_at, (date_trunc('day', m.starts_at at time zone 'Europe/Oslo') + interval '1 day') at time zone 'Europe/Oslo')))`

// awaitsMeeting is dialogue.Invitation.AwaitsMeeting of a registration g of a series where meetings are asked for.
const awaitsMeeting = `(g.state = 'active' and g.concluded_at is null and g.erased_at is null and g.meeting_id is null and not exists (
	select from seat t where (t.organiser_id, t.registration_id) = (g.organiser_id, g.id) and t.meeting_id is not null
		and t.state not in ('withdrawn', 'replaced')))`

// asksOpen is dialogue.RequestOpenness of a series s.
const asksOpen = `(s.on_request and s.state = 'published' and s.closed_early_at is null and s.erased_at is null
	and clock() < coalesce(s.closes_at, 'infinity'))`

// fillNeighbours reads whom the registrations would like to meet together with.
func (r Reader) fillNeighbours(ctx context.Context, organiser dialogue.ID, ids []dialogue.ID, at map[dialogue.ID]*dialogue.Registration) error {
	type neighbour struct {
		registration dialogue.ID
		unit         dialogue.Unit
	}
	found, err := list(ctx, r.q, func(row pgx.CollectableRow) (n neighbour, err error) {
		return n, row.Scan(append([]any{&n.registration}, unitFields(&n.unit)...)...)
	}, `
		select n.registration_id, `+unitColumns+`
		from registration_neighbour n
		join unit u on (u.organiser_id, u.id) = (n.organiser_id, n.unit_id)
		where n.organiser_id = $1 and n.registration_id = any($2)
		order by u.name collate "nb-NO-x-icu", u.number`, organiser, ids)
	for _, n := range found {
		at[n.registration].Neighbours = append(at[n.registration].Neighbours, n.unit)
	}
	return err
}

func (b *Batch) insertNeighbours(r dialogue.Registration) {
	for _, n := range r.Neighbours {
		b.queue(`
			insert into registration_neighbour (organiser_id, registration_id, unit_id) values ($1, $2, $3) on conflict do nothing`,
			r.Organiser, r.ID, n.ID)
	}
}

// SetRequest stores what a unit that asks for a meeting says: when, with what, and together with whom. The neighbours have ids.
func (b *Batch) SetRequest(r dialogue.Registration, q dialogue.MeetingWish) {
	b.queue(`update registration set wanted_when = $3, wanted_help = $4 where organiser_id = $1 and id = $2`, r.Organiser, r.ID, q.When, q.Help)
	b.queue(`delete from registration_neighbour where organiser_id = $1 and registration_id = $2`, r.Organiser, r.ID)
	r.Neighbours = q.Neighbours
	b.insertNeighbours(r)
}

// SetRequestMeeting notes which meeting a request became; the zero ID opens it again.
func (b *Batch) SetRequestMeeting(r dialogue.Registration, meeting dialogue.ID) {
	b.queue(`update registration set meeting_id = $3 where organiser_id = $1 and id = $2`, r.Organiser, r.ID, meeting)
}

// Conclude lets a unit whose meeting is over have another live registration.
func (b *Batch) Conclude(r dialogue.Registration) {
	b.queue(`update registration set concluded_at = clock(), version = version + 1 where organiser_id = $1 and id = $2 and concluded_at is null`, r.Organiser, r.ID)
}

// DateMeetingNow notes that a new meeting got its date now, after those who asked for it: they are asked whether it suits.
func (b *Batch) DateMeetingNow(organiser, meeting dialogue.ID) {
	b.queue(`update meeting set dated_at = clock() where organiser_id = $1 and id = $2`, organiser, meeting)
}

// DateAnswers are the answers «passer» (true) and «passer ikke» to the dates of a series' meetings, by registration and meeting.
func (r Reader) DateAnswers(ctx context.Context, organiser, series dialogue.ID) (map[dialogue.DateAnswerKey]bool, error) {
	type answer struct {
		key  dialogue.DateAnswerKey
		fits bool
	}
	found, err := list(ctx, r.q, func(row pgx.CollectableRow) (a answer, err error) {
		return a, row.Scan(&a.key.Registration, &a.key.Meeting, &a.fits)
	}, `
		select a.registration_id, a.meeting_id, a.fits
		from date_answer a
		join meeting m on (m.organiser_id, m.id) = (a.organiser_id, a.meeting_id)
		where a.organiser_id = $1 and m.series_id = $2`, organiser, series)
	answers := make(map[dialogue.DateAnswerKey]bool, len(found))
	for _, a := range found {
		answers[a.key] = a.fits
	}
	return answers, err
}
