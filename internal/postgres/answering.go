package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"dialogmote/internal/dialogue"
)

// joinMembers finds, for a registration r of a joint unit, the municipalities that it names.
const joinMembers = `join unit j on (j.organiser_id, j.id) = (r.organiser_id, r.unit_id) and j.kind = 'joint'
		join unit u on u.organiser_id = j.organiser_id and u.kind = 'municipality' and u.number = any(j.members)`

// UnitAnswers is how those of the units that have answered the series have done so; who is not in it has not answered. A registration
// of a joint unit answers for the municipalities that it names.
func (r Reader) UnitAnswers(ctx context.Context, organiser, series dialogue.ID, units []dialogue.ID) (map[dialogue.ID]dialogue.UnitAnswer, error) {
	type said struct {
		unit  dialogue.ID
		state dialogue.RegistrationState
		until time.Time
	}
	scan := func(row pgx.CollectableRow) (s said, err error) {
		return s, row.Scan(&s.unit, &s.state, (*instant)(&s.until))
	}
	var registered, declined []said
	var now []time.Time
	var b pgx.Batch
	ask(&b, &registered, scan, `
		select r.unit_id, r.state, r.expires_at
		from registration r
		where r.organiser_id = $1 and r.series_id = $2 and r.unit_id = any($3)
		union all
		select u.id, r.state, r.expires_at
		from registration r
		`+joinMembers+`
		where r.organiser_id = $1 and r.series_id = $2 and u.id = any($3)`, organiser, series, units)
	ask(&b, &declined, scan, `
		select unit_id, state, expires_at
		from decline
		where organiser_id = $1 and series_id = $2 and unit_id = any($3) and state in ('active', 'held')
		order by unit_id, state desc`, organiser, series, units) // held first: an active one takes its place
	ask(&b, &now, pgx.RowTo[time.Time], `select clock()`)
	if err := r.answers(ctx, &b); err != nil {
		return nil, err
	}
	registrations, declines := map[dialogue.ID][]dialogue.Registration{}, map[dialogue.ID]*dialogue.Decline{}
	for _, s := range registered {
		registrations[s.unit] = append(registrations[s.unit], dialogue.Registration{State: s.state, ExpiresAt: s.until})
	}
	for _, s := range declined {
		declines[s.unit] = &dialogue.Decline{State: s.state}
	}
	answers := map[dialogue.ID]dialogue.UnitAnswer{}
	for _, unit := range units {
		if a := dialogue.AnswerOf(registrations[unit], declines[unit], now[0]); a.Answered() {
			answers[unit] = a
		}
	}
	return answers, nil
}

// AnswerTallies are how many have answered each of the organiser's series, or the one series, that has invited anybody.
func (r Reader) AnswerTallies(ctx context.Context, organiser, series dialogue.ID) (map[dialogue.ID]dialogue.AnswerTally, error) {
	type key struct{ series, unit dialogue.ID }
	type said struct {
		key
		state dialogue.RegistrationState
		until time.Time
	}
	var invited []dialogue.UnitInvitation
	var registered, declined []said
	var now []time.Time
	scan := func(row pgx.CollectableRow) (s said, err error) {
		return s, row.Scan(&s.series, &s.unit, &s.state, (*instant)(&s.until))
	}
	var b pgx.Batch
	ask(&b, &invited, func(row pgx.CollectableRow) (i dialogue.UnitInvitation, err error) {
		l := &i.Letters
		return i, row.Scan(&i.Series, &i.ID, &i.Unit.ID, (*instant)(&i.SentAt), &l.Queued, &l.Sent, &l.Failed, &l.ToPrint)
	}, `
		select i.series_id, i.id, i.unit_id, i.sent_at, `+letterTally+`
		from unit_invitation i
		left join letter l on (l.organiser_id, l.invitation_id) = (i.organiser_id, i.id)
		`+bounced+`
		where i.organiser_id = $1 and ($2::uuid is null or i.series_id = $2) and i.sent_at is not null
		group by i.organiser_id, i.id`, organiser, series)
	ask(&b, &registered, scan, `
		select r.series_id, r.unit_id, r.state, r.expires_at
		from registration r
		where r.organiser_id = $1 and ($2::uuid is null or r.series_id = $2)
		union all
		select r.series_id, u.id, r.state, r.expires_at
		from registration r
		`+joinMembers+`
		where r.organiser_id = $1 and ($2::uuid is null or r.series_id = $2)`, organiser, series)
	ask(&b, &declined, scan, `
		select series_id, unit_id, state, expires_at
		from decline
		where organiser_id = $1 and ($2::uuid is null or series_id = $2) and state in ('active', 'held')
		order by series_id, unit_id, state desc`, organiser, series)
	ask(&b, &now, pgx.RowTo[time.Time], `select clock()`)
	if err := r.answers(ctx, &b); err != nil {
		return nil, err
	}
	registrations, declines := map[key][]dialogue.Registration{}, map[key]*dialogue.Decline{}
	for _, s := range registered {
		registrations[s.key] = append(registrations[s.key], dialogue.Registration{State: s.state, ExpiresAt: s.until})
	}
	for _, s := range declined {
		declines[s.key] = &dialogue.Decline{State: s.state}
	}
	tallies := map[dialogue.ID]dialogue.AnswerTally{}
	for _, i := range invited {
		k, t := key{i.Series, i.Unit.ID}, tallies[i.Series]
		t.Count(i, dialogue.AnswerOf(registrations[k], declines[k], now[0]))
		tallies[i.Series] = t
	}
	return tallies, nil
}
