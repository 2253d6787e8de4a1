package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"dialogmote/internal/dialogue"
)

// standing is a letter that no newer one has taken the place of.
const standing = `not exists (select from letter n where (n.organiser_id, n.replaces) = (l.organiser_id, l.id))`

// MailingsOf are a series' sendings, newest first, with how far each has come. Who made it is the caller's to find out.
func (r Reader) MailingsOf(ctx context.Context, organiser, series dialogue.ID) ([]dialogue.MailingSummary, error) {
	type count struct {
		mailing dialogue.ID
		state   dialogue.LetterState
		n       int
	}
	var found []dialogue.MailingSummary
	var counts []count
	var b pgx.Batch
	ask(&b, &found, func(row pgx.CollectableRow) (s dialogue.MailingSummary, err error) {
		return s, row.Scan(append(mailingFields(&s.Mailing), &s.Tally.Units, &s.Tally.Posted, &s.Tally.Passed)...)
	}, `
		select `+mailingColumns+`, count(u.*), count(u.posted_at), count(*) filter (where u.passed_over <> '')
		from mailing g
		left join mailing_unit u on (u.organiser_id, u.mailing_id) = (g.organiser_id, g.id)
		where g.organiser_id = $1 and g.series_id = $2
		group by g.organiser_id, g.id
		order by g.id desc`, organiser, series)
	ask(&b, &counts, func(row pgx.CollectableRow) (c count, err error) {
		return c, row.Scan(&c.mailing, &c.state, &c.n)
	}, `
		select l.mailing_id, l.state, count(*)
		from letter l
		where l.organiser_id = $1 and l.series_id = $2 and l.mailing_id is not null and `+standing+`
		group by l.mailing_id, l.state`, organiser, series)
	if err := r.answers(ctx, &b); err != nil {
		return nil, err
	}
	at := map[dialogue.ID]int{}
	for i := range found {
		found[i].Tally.Letters = dialogue.LetterCounts{}
		at[found[i].Mailing.ID] = i
	}
	for _, c := range counts {
		if i, ok := at[c.mailing]; ok {
			found[i].Tally.Letters[c.state] = c.n
		}
	}
	return found, nil
}

// MailingUnits are the units of a sending by name, with their addresses and letters.
func (r Reader) MailingUnits(ctx context.Context, m dialogue.Mailing) ([]dialogue.MailingUnit, error) {
	var found []dialogue.MailingUnit
	var letters []dialogue.Letter
	var b pgx.Batch
	ask(&b, &found, func(row pgx.CollectableRow) (u dialogue.MailingUnit, err error) {
		return u, row.Scan(append([]any{&u.Invitation, (*instant)(&u.PostedAt), &u.PassedOver}, unitFields(&u.Unit)...)...)
	}, `
		select g.invitation_id, g.posted_at, g.passed_over, `+unitColumns+`
		from mailing_unit g
		join unit_invitation i on (i.organiser_id, i.id) = (g.organiser_id, g.invitation_id)
		join unit u on (u.organiser_id, u.id) = (i.organiser_id, i.unit_id)
		where g.organiser_id = $1 and g.mailing_id = $2
		order by u.name collate "nb-NO-x-icu", u.number, g.invitation_id`, m.Organiser, m.ID)
	ask(&b, &letters, scanLetterHead, `
		select `+letterHead+`
		from letter l
		where l.organiser_id = $1 and l.series_id = $2 and l.mailing_id = $3 and `+standing+`
		order by l.id`, m.Organiser, m.Series, m.ID)
	if err := r.answers(ctx, &b); err != nil {
		return nil, err
	}
	at := map[dialogue.ID]int{}
	units := make([]dialogue.ID, len(found))
	for i, u := range found {
		at[u.Invitation], units[i] = i, u.Unit.ID
	}
	for _, l := range letters {
		if i, ok := at[l.Invitation]; ok {
			found[i].Letters = append(found[i].Letters, l)
		}
	}
	addresses, err := r.AddressesOfUnits(ctx, m.Organiser, units)
	for i := range found {
		found[i].Addresses = addresses[found[i].Unit.ID]
	}
	return found, err
}

const attachmentColumns = `f.media_type, f.size, f.sha256`

// DraftTo is the newest draft of a sending to exactly these invitations, or zero.
func (r Reader) DraftTo(ctx context.Context, organiser, series dialogue.ID, kind dialogue.MailingKind, invitations []dialogue.ID) (dialogue.ID, error) {
	drafts, err := list(ctx, r.q, pgx.RowTo[dialogue.ID], `
		select m.id from mailing m
		where m.organiser_id = $1 and m.series_id = $2 and m.kind = $3 and m.state = 'draft'
			and (select array_agg(u.invitation_id order by u.invitation_id) from mailing_unit u where (u.organiser_id, u.mailing_id) = (m.organiser_id, m.id))
				= (select array_agg(id order by id) from unnest($4::uuid[]) id)
		order by m.created_at desc
		limit 1`, organiser, series, kind, invitations)
	if len(drafts) == 0 {
		return dialogue.ID{}, err
	}
	return drafts[0], err
}

// MaterialFiles are documents of a series as files that letters can carry, without bytes, in the order of the ids. One that is gone, a
// link, or not for everybody is left out.
func (r Reader) MaterialFiles(ctx context.Context, organiser, series dialogue.ID, materials []dialogue.ID) ([]dialogue.Attachment, error) {
	return list(ctx, r.q, func(row pgx.CollectableRow) (a dialogue.Attachment, err error) {
		return a, row.Scan(&a.Name, &a.MediaType, &a.Size, &a.SHA256)
	}, `
		select d.filename, `+attachmentColumns+`
		from material d
		join file f on (f.organiser_id, f.sha256) = (d.organiser_id, d.sha256)
		where d.organiser_id = $1 and d.series_id = $2 and d.id = any($3) and d.audience = 'all'
		order by array_position($3, d.id)`, organiser, series, materials)
}

// LetterAttachments are the files that a letter carries, without bytes.
func (r Reader) LetterAttachments(ctx context.Context, organiser, letter dialogue.ID) ([]dialogue.Attachment, error) {
	return list(ctx, r.q, func(row pgx.CollectableRow) (a dialogue.Attachment, err error) {
		return a, row.Scan(&a.Name, &a.MediaType, &a.Size, &a.SHA256)
	}, `
		select a.filename, `+attachmentColumns+`
		from letter_attachment a
		join file f on (f.organiser_id, f.sha256) = (a.organiser_id, a.sha256)
		where a.organiser_id = $1 and a.letter_id = $2
		order by a.position`, organiser, letter)
}

// LetterFiles are LetterAttachments with their bytes, for who sends the letter.
func (tx *Tx) LetterFiles(ctx context.Context, organiser, letter dialogue.ID) ([]dialogue.Attachment, error) {
	return list(ctx, tx.q, func(row pgx.CollectableRow) (a dialogue.Attachment, err error) {
		return a, row.Scan(&a.Name, &a.MediaType, &a.Size, &a.SHA256, &a.Bytes)
	}, `
		select a.filename, `+attachmentColumns+`, `+wholeFile+`
		from letter_attachment a
		join file f on (f.organiser_id, f.sha256) = (a.organiser_id, a.sha256)
		where a.organiser_id = $1 and a.letter_id = $2
		order by a.position`, organiser, letter)
}
