package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"dialogmote/internal/dialogue"
)

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
		select u.id, r.state, r.expires_at
		from unit u
		join unit who on who.organiser_id = u.organiser_id
			and (who.id = u.id or who.kind = 'joint' and u.kind = 'municipality' and u.number = any(who.members))
		join registration r on (r.organiser_id, r.unit_id) = (who.organiser_id, who.id)
		where u.organiser_id = $1 and r.series_id = $2 and u.id = any($3)`, organiser, series, units)
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
