package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"dialogmote/internal/dialogue"
)

const mailingColumns = `g.organiser_id, g.id, g.series_id, g.kind, g.state, g.letter, g.materials, g.send_at, g.per_minute, g.next_at,
	coalesce(g.rule_days, 0), g.rule_deadline, g.created_by, g.created_at, g.done_at, g.version`

func mailingFields(m *dialogue.Mailing) []any {
	return []any{&m.Organiser, &m.ID, &m.Series, &m.Kind, &m.State, &m.Letter, &m.Materials, (*instant)(&m.SendAt), &m.PerMinute, (*instant)(&m.NextAt),
		&m.RuleDays, &m.RuleDeadline, &m.CreatedBy, &m.CreatedAt, (*instant)(&m.DoneAt), &m.Version}
}

func scanMailing(row pgx.CollectableRow) (m dialogue.Mailing, err error) {
	return m, row.Scan(mailingFields(&m)...)
}

// Mailing is one of the organiser's sendings.
func (r Reader) Mailing(ctx context.Context, organiser, id dialogue.ID) (dialogue.Mailing, error) {
	return one(ctx, r.q, scanMailing, `select `+mailingColumns+` from mailing g where g.organiser_id = $1 and g.id = $2`, organiser, id)
}

// LockMailing takes a sending for an edit: no letters of it are posted until the transaction ends, and letters that are being posted are
// waited for.
func (tx *Tx) LockMailing(ctx context.Context, organiser, id dialogue.ID) (dialogue.Mailing, error) {
	return one(ctx, tx.q, scanMailing, `select `+mailingColumns+` from mailing g where g.organiser_id = $1 and g.id = $2 for update`, organiser, id)
}

// TakeMailing takes a sending whose time has come, to post some of its letters. ok is false when there is nothing to do now: it is not to
// be sent, its next letters must wait, or another holds it.
func (tx *Tx) TakeMailing(ctx context.Context, organiser, id dialogue.ID) (m dialogue.Mailing, ok bool, err error) {
	found, err := list(ctx, tx.q, scanMailing, `
		select `+mailingColumns+` from mailing g
		where g.organiser_id = $1 and g.id = $2 and g.state = 'scheduled' and g.send_at <= clock() and (g.next_at is null or g.next_at <= clock())
		for update skip locked`, organiser, id)
	if err != nil || len(found) == 0 {
		return m, false, err
	}
	return found[0], true, nil
}

// MailingsDue are the sendings of every organiser whose time has come and that have letters left.
func (r Reader) MailingsDue(ctx context.Context) ([]dialogue.Mailing, error) {
	return list(ctx, r.q, scanMailing, `
		select `+mailingColumns+` from mailing g
		where g.state = 'scheduled' and g.send_at <= clock() and (g.next_at is null or g.next_at <= clock())
		order by g.send_at, g.id`)
}

// InsertMailing stores a new sending without its units.
func (b *Batch) InsertMailing(m dialogue.Mailing) {
	b.queue(`
		insert into mailing (organiser_id, id, series_id, kind, state, letter, materials, send_at, per_minute, rule_days, rule_deadline, created_by)
		values ($1, $2, $3, $4, $5, $6, coalesce($7, '{}'::uuid[]), $8, $9, $10, $11, $12)`,
		m.Organiser, m.ID, m.Series, m.Kind, m.State, m.Letter, m.Materials, orNull(m.SendAt), m.PerMinute, nullInt(m.RuleDays), m.RuleDeadline, m.CreatedBy)
}

// InsertMailingUnits adds invited units to a sending; those that are in it already stay as they are.
func (b *Batch) InsertMailingUnits(organiser, mailing dialogue.ID, invitations []dialogue.ID) {
	b.queue(`
		insert into mailing_unit (organiser_id, mailing_id, invitation_id)
		select $1, $2, i from unnest($3::uuid[]) i
		on conflict do nothing`, organiser, mailing, invitations)
}

// UpdateMailing stores what staff may change of a sending and how far it has come, and raises its version. The row must be locked.
func (tx *Tx) UpdateMailing(ctx context.Context, m dialogue.Mailing) error {
	return tx.execOne(ctx, `
		update mailing set state = $3, letter = $4, materials = coalesce($5, '{}'::uuid[]), send_at = $6, per_minute = $7, next_at = $8,
			done_at = case when $3 in ('done', 'cancelled') then coalesce(done_at, clock()) end, version = version + 1
		where organiser_id = $1 and id = $2`,
		m.Organiser, m.ID, m.State, m.Letter, m.Materials, orNull(m.SendAt), m.PerMinute, orNull(m.NextAt))
}

// PaceMailing notes when a sending's next letters may be posted, and that it is done when nothing is left. The version stays: staff's
// pages of a sending under way don't go stale by each batch.
func (b *Batch) PaceMailing(m dialogue.Mailing) {
	b.queue(`
		update mailing g set next_at = $3,
			state = case when left_over then g.state else 'done' end, done_at = case when left_over then null else clock() end
		from (select exists (
			select from mailing_unit u where u.organiser_id = $1 and u.mailing_id = $2 and u.posted_at is null) as left_over) l
		where g.organiser_id = $1 and g.id = $2`, m.Organiser, m.ID, orNull(m.NextAt))
}

// NextOfMailing are the next units of a sending that have had nothing of it, in the order they were invited. Their invitations stay held, so
// two sendings never write to the same unit at once.
func (tx *Tx) NextOfMailing(ctx context.Context, m dialogue.Mailing, most int) ([]dialogue.UnitInvitation, error) {
	return list(ctx, tx.q, scanUnitInvitation, `
		select `+unitInvitationColumns+`
		from mailing_unit g
		join unit_invitation i on (i.organiser_id, i.id) = (g.organiser_id, g.invitation_id)
		join unit u on (u.organiser_id, u.id) = (i.organiser_id, i.unit_id)
		where g.organiser_id = $1 and g.mailing_id = $2 and g.posted_at is null
		order by i.id
		limit $3
		for update of i`, m.Organiser, m.ID, most)
}

// NotePosted notes that a unit's letters of a sending are written, or why there are none.
func (b *Batch) NotePosted(m dialogue.Mailing, invitation dialogue.ID, why dialogue.PassedOver) {
	b.queue(`
		update mailing_unit set posted_at = clock(), passed_over = $4
		where organiser_id = $1 and mailing_id = $2 and invitation_id = $3 and posted_at is null`, m.Organiser, m.ID, invitation, why)
}

// Written are those of the occasions that a letter exists for, one that staff have sent again to another address among them. The
// occasions are of the invitations.
func (r Reader) Written(ctx context.Context, organiser dialogue.ID, onces []string, invitations []dialogue.ID) (map[string]bool, error) {
	found, err := list(ctx, r.q, pgx.RowTo[string], `
		select once from letter where organiser_id = $1 and once = any($2)
		union all
		select case kind when 'reminder' then 'reminder/' || mailing_id || '/' else 'invitation/' end || invitation_id || '/' || lower(recipient)
		from letter
		where organiser_id = $1 and invitation_id = any($3) and replaces is not null and kind in ('invitation', 'reminder')
			and (kind = 'invitation' or mailing_id is not null)`, organiser, onces, invitations)
	written := make(map[string]bool, len(found))
	for _, once := range found {
		written[once] = true
	}
	return written, err
}

// InvitationsOf are the invitations that the units have to a series, in no order.
func (r Reader) InvitationsOf(ctx context.Context, organiser, series dialogue.ID, units []dialogue.ID) ([]dialogue.ID, error) {
	return list(ctx, r.q, pgx.RowTo[dialogue.ID], `
		select id from unit_invitation where organiser_id = $1 and series_id = $2 and unit_id = any($3)`, organiser, series, units)
}
