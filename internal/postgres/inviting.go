package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"dialogmote/internal/dialogue"
)

const unitInvitationColumns = `i.organiser_id, i.id, i.series_id, i.prepared_at, i.sent_at, i.started_at, ` + unitColumns

func scanUnitInvitation(row pgx.CollectableRow) (i dialogue.UnitInvitation, err error) {
	return i, row.Scan(append([]any{&i.Organiser, &i.ID, &i.Series, &i.PreparedAt, (*instant)(&i.SentAt), (*instant)(&i.StartedAt)},
		unitFields(&i.Unit)...)...)
}

// bounced finds, for a letter l of an invitation i, that its address was noted as not working after it was sent: a mail server often takes
// a letter first and says afterwards that nobody is there.
const bounced = `left join lateral (
	select a.failure from unit_address a
	where (a.organiser_id, a.unit_id, a.email) = (i.organiser_id, i.unit_id, l.recipient) and a.failure <> '' and a.failed_at >= l.sent_at
		and l.state = 'sent') bounced on true`

// letterTally counts the letters l of an invitation as dialogue.LetterTally does: queued, sent, failed, to print. One that was sent again
// counts as the newer.
const letterTally = `
	count(*) filter (where l.state = 'queued'),
	count(*) filter (where l.state in ('sent', 'printed') and bounced.failure is null),
	count(*) filter (where (l.state = 'failed' or l.state = 'sent' and bounced.failure is not null) and not exists (
		select from letter a where (a.organiser_id, a.replaces) = (l.organiser_id, l.id))),
	count(*) filter (where l.state = 'to_print')`

// UnitInvitations are all units invited to the series, by name, with how their letters went and the decline that counts or waits for
// staff.
func (r Reader) UnitInvitations(ctx context.Context, organiser, series dialogue.ID) ([]dialogue.UnitInvitation, error) {
	type tally struct {
		invitation dialogue.ID
		letters    dialogue.LetterTally
	}
	var found []dialogue.UnitInvitation
	var tallies []tally
	var declines []dialogue.Decline
	var b pgx.Batch
	ask(&b, &found, scanUnitInvitation, `
		select `+unitInvitationColumns+`
		from unit_invitation i join unit u on (u.organiser_id, u.id) = (i.organiser_id, i.unit_id)
		where i.organiser_id = $1 and i.series_id = $2
		order by u.name collate "nb-NO-x-icu", u.number, i.id`, organiser, series)
	ask(&b, &tallies, func(row pgx.CollectableRow) (t tally, err error) {
		return t, row.Scan(&t.invitation, &t.letters.Queued, &t.letters.Sent, &t.letters.Failed, &t.letters.ToPrint)
	}, `
		select l.invitation_id, `+letterTally+`
		from letter l
		join unit_invitation i on (i.organiser_id, i.id) = (l.organiser_id, l.invitation_id)
		`+bounced+`
		where l.organiser_id = $1 and l.series_id = $2 and l.invitation_id is not null
		group by l.invitation_id`, organiser, series)
	ask(&b, &declines, scanDecline, `
		select `+declineColumns+`
		from decline d join unit u on (u.organiser_id, u.id) = (d.organiser_id, d.unit_id)
		where d.organiser_id = $1 and d.series_id = $2 and d.state in ('active', 'held')
		order by d.state desc, d.received_at`, organiser, series) // held first: an active one takes its place
	if err := r.answers(ctx, &b); err != nil {
		return nil, err
	}
	byID, byUnit := map[dialogue.ID]*dialogue.UnitInvitation{}, map[dialogue.ID]*dialogue.UnitInvitation{}
	for i := range found {
		byID[found[i].ID], byUnit[found[i].Unit.ID] = &found[i], &found[i]
	}
	for _, t := range tallies {
		if i := byID[t.invitation]; i != nil {
			i.Letters = t.letters
		}
	}
	for _, d := range declines {
		if i := byUnit[d.Unit.ID]; i != nil {
			i.Decline = &d
		}
	}
	return found, nil
}

// UnitInvitation is one unit's invitation.
func (r Reader) UnitInvitation(ctx context.Context, organiser, id dialogue.ID) (dialogue.UnitInvitation, error) {
	return one(ctx, r.q, scanUnitInvitation, `
		select `+unitInvitationColumns+`
		from unit_invitation i join unit u on (u.organiser_id, u.id) = (i.organiser_id, i.unit_id)
		where i.organiser_id = $1 and i.id = $2`, organiser, id)
}

// InvitationByLink finds the invitation that a personal link is for, by the hash of its token. The link is not used up: it may be
// followed again and again, and proves nothing about who follows it.
func (r Reader) InvitationByLink(ctx context.Context, hash []byte) (dialogue.UnitInvitation, error) {
	return one(ctx, r.q, scanUnitInvitation, `
		select `+unitInvitationColumns+`
		from invitation_link k
		join unit_invitation i on (i.organiser_id, i.id) = (k.organiser_id, k.invitation_id)
		join unit u on (u.organiser_id, u.id) = (i.organiser_id, i.unit_id)
		where k.token_hash = $1`, hash)
}

// InsertUnitInvitation prepares a unit's invitation to a series; one that is there already stays as it is.
func (b *Batch) InsertUnitInvitation(i dialogue.UnitInvitation) {
	b.queue(`
		insert into unit_invitation (organiser_id, id, series_id, unit_id) values ($1, $2, $3, $4)
		on conflict on constraint unit_invitation_once do nothing`, i.Organiser, i.ID, i.Series, i.Unit.ID)
}

// InsertInvitationLink stores a personal link as the hash of its token.
func (b *Batch) InsertInvitationLink(organiser, invitation dialogue.ID, hash []byte) {
	b.queue(`insert into invitation_link (organiser_id, invitation_id, token_hash) values ($1, $2, $3)`, organiser, invitation, hash)
}

// NoteInvitationSent notes when an invitation's first letter was posted.
func (b *Batch) NoteInvitationSent(organiser, invitation dialogue.ID) {
	b.queue(`update unit_invitation set sent_at = clock() where organiser_id = $1 and id = $2 and sent_at is null`, organiser, invitation)
}

// NoteInvitationStarted notes when somebody first pressed the button of an invitation's personal link; false when somebody has before.
func (tx *Tx) NoteInvitationStarted(ctx context.Context, organiser, invitation dialogue.ID) (bool, error) {
	n, err := tx.exec(ctx, `update unit_invitation set started_at = clock() where organiser_id = $1 and id = $2 and started_at is null`, organiser, invitation)
	return n == 1, err
}

const declineColumns = `d.organiser_id, d.id, d.series_id, d.invitation_id, d.state, d.lang, d.reason, d.contact_name, d.contact_email,
	d.received_at, d.decided_at, d.expires_at, d.declined_by, d.erased_at, d.version, ` + unitColumns

func scanDecline(row pgx.CollectableRow) (d dialogue.Decline, err error) {
	return d, row.Scan(append([]any{&d.Organiser, &d.ID, &d.Series, &d.Invitation, &d.State, &d.Lang, &d.Reason, &d.Contact.Name, &d.Contact.Email,
		&d.ReceivedAt, (*instant)(&d.DecidedAt), (*instant)(&d.ExpiresAt), &d.DeclinedBy, (*instant)(&d.ErasedAt), &d.Version},
		unitFields(&d.Unit)...)...)
}
