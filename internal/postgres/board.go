package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"dialogmote/internal/dialogue"
)

// InvitationLetters are all letters with the personal links of the units that are invited to a series, newest first.
func (r Reader) InvitationLetters(ctx context.Context, organiser, series dialogue.ID) ([]dialogue.BoardLetter, error) {
	return list(ctx, r.q, func(row pgx.CollectableRow) (l dialogue.BoardLetter, err error) {
		return l, row.Scan(&l.ID, &l.Invitation, &l.Kind, &l.Recipient, &l.State, &l.Failure, &l.CreatedAt, (*instant)(&l.SentAt))
	}, `
		select l.id, l.invitation_id, l.kind, l.recipient, case when bounced.failure is null then l.state else 'failed' end,
			coalesce(bounced.failure, l.failure), l.created_at, l.sent_at
		from letter l
		join unit_invitation i on (i.organiser_id, i.id) = (l.organiser_id, l.invitation_id)
		`+bounced+`
		where l.organiser_id = $1 and l.series_id = $2 and l.invitation_id is not null
		order by l.id desc`, organiser, series)
}

// RemindersOf are the series' reminders that were not dropped before they went, newest first, with how far each has come.
func (r Reader) RemindersOf(ctx context.Context, organiser, series dialogue.ID) ([]dialogue.SentReminder, error) {
	return list(ctx, r.q, func(row pgx.CollectableRow) (s dialogue.SentReminder, err error) {
		return s, row.Scan(append(mailingFields(&s.Mailing), &s.Units, &s.Written, &s.Passed)...)
	}, `
		select `+mailingColumns+`, n.units, n.written, n.passed
		from mailing g
		join lateral (
			select count(*) as units, count(*) filter (where u.posted_at is not null and u.passed_over = '') as written,
				count(*) filter (where u.passed_over <> '') as passed
			from mailing_unit u where (u.organiser_id, u.mailing_id) = (g.organiser_id, g.id)) n on true
		where g.organiser_id = $1 and g.series_id = $2 and g.kind = 'reminder' and (g.state <> 'cancelled' or n.written > 0)
		order by g.created_at desc, g.id desc`, organiser, series)
}

// SeriesThatRemind are the series of any organiser that remind by themselves, take answers and have written to somebody.
func (r Reader) SeriesThatRemind(ctx context.Context) ([]SeriesKey, error) {
	return list(ctx, r.q, func(row pgx.CollectableRow) (k SeriesKey, err error) {
		return k, row.Scan(&k.Organiser, &k.Series)
	}, `
		select s.organiser_id, s.id from series s
		where s.state = 'published' and s.reminders <> '{}' and s.erased_at is null and s.closed_early_at is null
			and exists (select from unit_invitation i where (i.organiser_id, i.series_id) = (s.organiser_id, s.id) and i.sent_at is not null)
		order by s.organiser_id, s.id`)
}

// RulesMade are the automatic reminders of a series that have been made, whatever became of them.
func (r Reader) RulesMade(ctx context.Context, organiser, series dialogue.ID) ([]dialogue.ReminderRule, error) {
	return list(ctx, r.q, func(row pgx.CollectableRow) (m dialogue.ReminderRule, err error) {
		return m, row.Scan(&m.Days, &m.Deadline)
	}, `
		select rule_days, rule_deadline from mailing
		where organiser_id = $1 and series_id = $2 and rule_days is not null`, organiser, series)
}

// InvitedUnits are the units invited to a series with their answers, when each was last written to, and whether it stands in a sending
// that goes today or tomorrow.
func (r Reader) InvitedUnits(ctx context.Context, organiser, series dialogue.ID) ([]dialogue.InvitedUnit, error) {
	invitations, err := r.UnitInvitations(ctx, organiser, series)
	if err != nil || len(invitations) == 0 {
		return nil, err
	}
	units := make([]dialogue.ID, len(invitations))
	for i := range invitations {
		units[i] = invitations[i].Unit.ID
	}
	answers, err := r.UnitAnswers(ctx, organiser, series, units)
	if err != nil {
		return nil, err
	}
	type letters struct {
		invitation dialogue.ID
		last       time.Time
		inSending  bool
	}
	found, err := list(ctx, r.q, func(row pgx.CollectableRow) (l letters, err error) {
		return l, row.Scan(&l.invitation, (*instant)(&l.last), &l.inSending)
	}, `
		select i.id,
			(select max(l.created_at) from letter l where l.organiser_id = i.organiser_id and l.invitation_id = i.id),
			exists (select from mailing_unit u join mailing g on (g.organiser_id, g.id) = (u.organiser_id, u.mailing_id)
				where (u.organiser_id, u.invitation_id) = (i.organiser_id, i.id) and u.posted_at is null
					and g.state = 'scheduled' and g.send_at < clock() + interval '1 day')
		from unit_invitation i
		where i.organiser_id = $1 and i.series_id = $2`, organiser, series)
	if err != nil {
		return nil, err
	}
	of := make(map[dialogue.ID]letters, len(found))
	for _, l := range found {
		of[l.invitation] = l
	}
	all := make([]dialogue.InvitedUnit, len(invitations))
	for i, invitation := range invitations {
		l := of[invitation.ID]
		all[i] = dialogue.InvitedUnit{Invitation: invitation, Answer: answers[invitation.Unit.ID], LastLetter: l.last, InSending: l.inSending}
	}
	return all, nil
}

// SetReminders stores the days before the deadline when the series reminds by itself. Ask with the series locked.
func (tx *Tx) SetReminders(ctx context.Context, organiser, series dialogue.ID, days []int) error {
	return tx.execOne(ctx, `
		update series set reminders = coalesce($3, '{}'::smallint[]), version = version + 1
		where organiser_id = $1 and id = $2`, organiser, series, days)
}
