package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"dialogmote/internal/dialogue"
)

// ownLetters is an organiser's own words for letters, read with the organiser o, so that every letter is composed from the words of its own
// transaction.
const ownLetters = `coalesce((
	select jsonb_object_agg(t.name, jsonb_build_object('subject', t.subject, 'body', t.body))
	from letter_text t where t.organiser_id = o.id and t.body <> '{}'), '{}')`

func scanLetterText(row pgx.CollectableRow) (t dialogue.LetterText, err error) {
	return t, row.Scan(&t.Organiser, &t.Name, &t.Subject, &t.Body, &t.Standard, &t.UpdatedBy, &t.UpdatedAt, &t.Version)
}

// LetterTexts are the organiser's own words for letters, in no order. Those that are back at the standard are among them, empty.
func (r Reader) LetterTexts(ctx context.Context, organiser dialogue.ID) ([]dialogue.LetterText, error) {
	return list(ctx, r.q, scanLetterText, `
		select organiser_id, name, subject, body, standard, updated_by, updated_at, version
		from letter_text where organiser_id = $1`, organiser)
}

// LetterText is the organiser's own words for one letter; one that nobody has written has the version 0 and no words.
func (r Reader) LetterText(ctx context.Context, organiser dialogue.ID, name string) (dialogue.LetterText, error) {
	found, err := list(ctx, r.q, scanLetterText, `
		select organiser_id, name, subject, body, standard, updated_by, updated_at, version
		from letter_text where organiser_id = $1 and name = $2`, organiser, name)
	if err != nil || len(found) == 0 {
		return dialogue.LetterText{Organiser: organiser, Name: name}, err
	}
	return found[0], nil
}

// SaveLetterText stores own words and raises their version; ErrStale when somebody has saved since t.Version. Of two who write the
// first words at once, one is stale.
func (tx *Tx) SaveLetterText(ctx context.Context, t dialogue.LetterText) error {
	n, err := tx.exec(ctx, `
		insert into letter_text as l (organiser_id, name, subject, body, standard, updated_by)
		select $1::uuid, $2::text, $3::jsonb, $4::jsonb, $5::jsonb, $6::uuid
		where $7::int = 0 or exists (select from letter_text where organiser_id = $1 and name = $2)
		on conflict (organiser_id, name) do update
			set subject = $3, body = $4, standard = $5, updated_by = $6, updated_at = clock(), version = l.version + 1
			where l.version = $7`,
		t.Organiser, t.Name, t.Subject, t.Body, t.Standard, t.UpdatedBy, t.Version)
	if err == nil && n == 0 {
		return dialogue.ErrStale
	}
	return err
}

// RecentReceivers are the registrations that took effect last in any of the organiser's series, newest first: whose letters can be looked at.
func (r Reader) RecentReceivers(ctx context.Context, organiser dialogue.ID, most int) ([]dialogue.LetterReader, error) {
	return list(ctx, r.q, func(row pgx.CollectableRow) (l dialogue.LetterReader, err error) {
		return l, row.Scan(&l.Series, &l.Registration, &l.Unit, &l.Title)
	}, `
		select s.id, g.id, u.name, s.title
		from registration g
		join series s on (s.organiser_id, s.id) = (g.organiser_id, g.series_id)
		join unit u on (u.organiser_id, u.id) = (g.organiser_id, g.unit_id)
		where g.organiser_id = $1 and g.state = 'active' and g.erased_at is null
		order by g.received_at desc, g.id
		limit $2`, organiser, most)
}
