package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"dialogmote/internal/dialogue"
)

// ExpireRegistrations deletes every registration that nobody has confirmed in time, with its delegates, letters and links, and the
// names in its audit lines, and the person it was for if nothing else is known of them; each gets a last audit line. It tells how many
// there were. One that is being confirmed at this moment is left to whoever confirms it.
func (tx *Tx) ExpireRegistrations(ctx context.Context) (int, error) {
	due, err := list(ctx, tx.q, func(row pgx.CollectableRow) (r dialogue.Registration, err error) {
		return r, row.Scan(&r.Organiser, &r.Series, &r.ID)
	}, `
		select organiser_id, series_id, id from registration
		where state = 'unverified' and expires_at <= clock()
		order by id for update skip locked`)
	if err != nil || len(due) == 0 {
		return 0, err
	}
	return len(due), tx.Write(ctx, func(b *Batch) {
		organisers := map[dialogue.ID]bool{}
		for _, r := range due {
			organisers[r.Organiser] = true
			b.queue(`
				delete from audit_detail d using audit a
				where (d.organiser_id, d.audit_id) = (a.organiser_id, a.id) and a.organiser_id = $1 and a.about = $2`, r.Organiser, r.ID)
			b.deleteRegistration(r)
			b.Audit(dialogue.AuditLine{Actor: dialogue.System(r.Organiser), Verb: "expire", Series: r.Series, About: r.ID})
		}
		for organiser := range organisers {
			b.eraseUnits(organiser)
		}
	})
}

// deleteRegistration deletes a registration and all that hangs under it; seats first, for they point at it twice.
func (b *Batch) deleteRegistration(r dialogue.Registration) {
	b.queue(`delete from seat where organiser_id = $1 and registration_id = $2`, r.Organiser, r.ID)
	b.queue(`delete from registration where organiser_id = $1 and id = $2`, r.Organiser, r.ID)
}

// SeriesKey is a series of some organiser.
type SeriesKey struct{ Organiser, Series dialogue.ID }

// eraseUnits takes away who people were once no registration, no answer and no invitation needs to know: the address that is the key of
// a person or an organisation, and a person's name. A person whom none of them and no list mentions is deleted.
func (b *Batch) eraseUnits(organiser dialogue.ID) {
	b.queue(`
		delete from unit u where u.organiser_id = $1 and u.kind = 'person'
			and not exists (select from registration r where (r.organiser_id, r.unit_id) = (u.organiser_id, u.id))
			and not exists (select from decline d where (d.organiser_id, d.unit_id) = (u.organiser_id, u.id))
			and not exists (select from unit_invitation i where (i.organiser_id, i.unit_id) = (u.organiser_id, u.id))
			and not exists (select from series_unit l where (l.organiser_id, l.unit_id) = (u.organiser_id, u.id))
			and not exists (select from region_unit l where (l.organiser_id, l.unit_id) = (u.organiser_id, u.id))
			and not exists (select from meeting_unit l where (l.organiser_id, l.unit_id) = (u.organiser_id, u.id))`, organiser)
	b.queue(`
		update unit u set number = 'erased:' || u.id, name = case when u.kind = 'person' then '' else u.name end
		where u.organiser_id = $1 and (u.kind = 'person' or u.number like '%@%') and u.number not like 'erased:%'
			and not exists (select from registration r where (r.organiser_id, r.unit_id) = (u.organiser_id, u.id) and r.erased_at is null)
			and not exists (select from decline d where (d.organiser_id, d.unit_id) = (u.organiser_id, u.id) and d.erased_at is null)
			and not exists (select from unit_invitation i join series s on (s.organiser_id, s.id) = (i.organiser_id, i.series_id)
				where (i.organiser_id, i.unit_id) = (u.organiser_id, u.id) and s.erased_at is null)
			and (exists (select from registration r where (r.organiser_id, r.unit_id) = (u.organiser_id, u.id))
				or exists (select from decline d where (d.organiser_id, d.unit_id) = (u.organiser_id, u.id)))`, organiser)
}

// SeriesToErase are the series of any organiser whose deletion date has come: their personal data ends with the day before. One that
// was erased while somebody registered is erased again.
func (r Reader) SeriesToErase(ctx context.Context) ([]SeriesKey, error) {
	return list(ctx, r.q, func(row pgx.CollectableRow) (k SeriesKey, err error) {
		return k, row.Scan(&k.Organiser, &k.Series)
	}, `
		select organiser_id, id from series
		where delete_on <= (clock() at time zone 'Europe/Oslo')::date and `+notErased+`
		order by delete_on, id`)
}

// notErased finds the series that hold personal data.
const notErased = `(erased_at is null or exists (
	select from registration r where (r.organiser_id, r.series_id) = (series.organiser_id, series.id) and r.erased_at is null) or exists (
	select from decline d where (d.organiser_id, d.series_id) = (series.organiser_id, series.id) and d.erased_at is null) or exists (
	select from walk_in w where (w.organiser_id, w.series_id) = (series.organiser_id, series.id) and w.erased_at is null))`

// EraseSeries erases the personal data of a series: names, addresses and phones of contacts and delegates, comments and reasons, also
// those of who declined, what staff wrote about its selection, every answer to its questions, what anybody needs, who had the word when and sat in which group, the letters' texts, receivers and files, links, and the details of audit
// lines. What remains counts: which unit answered, when, for which meeting, in which role, with which outcome. A person's unit, and an
// organisation known by an address, loses name and address once no other series holds it. false when another has erased it first.
func (tx *Tx) EraseSeries(ctx context.Context, k SeriesKey) (bool, error) {
	n, err := tx.exec(ctx, `
		update series set erased_at = clock(), version = version + 1
		where organiser_id = $1 and id = $2 and `+notErased, k.Organiser, k.Series)
	if err != nil || n == 0 {
		return false, err
	}
	return true, tx.Write(ctx, func(b *Batch) {
		for _, sql := range []string{
			`delete from seat s using registration r where (r.organiser_id, r.id) = (s.organiser_id, s.registration_id)
				and r.organiser_id = $1 and r.series_id = $2 and r.state = 'unverified'`,
			`delete from registration where organiser_id = $1 and series_id = $2 and state = 'unverified'`,
			`update registration set contact_name = '', contact_position = '', contact_email = '', contact_phone = '', postal_address = '',
				comment = '', wanted_when = '', wanted_help = '', late_reason = '', held_reason = '', erased_at = clock(), version = version + 1
				where organiser_id = $1 and series_id = $2`,
			`update delegate d set name = '', position = '', email = '', phone = '', code = null from registration r
				where (r.organiser_id, r.id) = (d.organiser_id, d.registration_id) and r.organiser_id = $1 and r.series_id = $2`,
			`update letter set once = 'erased/' || id, recipient = '', recipient_name = '', subject = '', body = '', html = '', calendar = '', calendar_method = '', check_in = '',
				failure = '', state = case when state = 'queued' then 'failed' else state end, erased_at = clock()
				where organiser_id = $1 and series_id = $2`,
			`delete from letter_attachment a using letter l
				where (l.organiser_id, l.id) = (a.organiser_id, a.letter_id) and l.organiser_id = $1 and l.series_id = $2`,
			`delete from invitation_link k using unit_invitation i
				where (i.organiser_id, i.id) = (k.organiser_id, k.invitation_id) and i.organiser_id = $1 and i.series_id = $2`,
			`update mailing set state = case when state in ('done', 'cancelled') then state else 'cancelled' end, letter = '{}',
				done_at = coalesce(done_at, clock()), version = version + 1
				where organiser_id = $1 and series_id = $2`,
			`update message set state = case when state in ('done', 'cancelled') then state else 'cancelled' end, subject = '{}', body = '{}',
				done_at = coalesce(done_at, clock()), version = version + 1
				where organiser_id = $1 and series_id = $2`,
			`delete from link l using registration r
				where (r.organiser_id, r.id) = (l.organiser_id, l.registration_id) and r.organiser_id = $1 and r.series_id = $2`,
			`delete from answer a using registration r where (r.organiser_id, r.id) = (a.organiser_id, a.registration_id)
				and r.organiser_id = $1 and r.series_id = $2`,
			`delete from needs n using delegate d join registration r on (r.organiser_id, r.id) = (d.organiser_id, d.registration_id)
				where (d.organiser_id, d.id) = (n.organiser_id, n.delegate_id) and r.organiser_id = $1 and r.series_id = $2`,
			`update announcement set note = '', done_at = coalesce(done_at, clock()) where organiser_id = $1 and series_id = $2`,
			`delete from evaluation_words where organiser_id = $1 and series_id = $2`,
			`delete from evaluation_link where organiser_id = $1 and series_id = $2`,
			`delete from handed_in where organiser_id = $1 and series_id = $2`,
			`update walk_in set name = '', position = '', email = '', came_from = '', reason = '', erased_at = clock()
				where organiser_id = $1 and series_id = $2`,
			`delete from speaking_order where organiser_id = $1 and series_id = $2`,
			`delete from breakout where organiser_id = $1 and series_id = $2`,
			`delete from audit_detail where organiser_id = $1 and series_id = $2`,
		} {
			b.queue(sql, k.Organiser, k.Series)
		}
		b.eraseDeclines(k)
		b.eraseStatements(k)
		b.eraseSelection(k)
		b.eraseUnits(k.Organiser)
		b.deleteUnusedFiles(k.Organiser)
		b.queue(`
			delete from series_unit l using unit u
			where (u.organiser_id, u.id) = (l.organiser_id, l.unit_id) and u.number like 'erased:%' and l.organiser_id = $1 and l.series_id = $2`,
			k.Organiser, k.Series)
		b.Audit(dialogue.AuditLine{Actor: dialogue.System(k.Organiser), Verb: "erase_series", Series: k.Series, About: k.Series})
	})
}
