package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"dialogmote/internal/dialogue"
)

const (
	handedColumns = `h.organiser_id, h.id, h.series_id, h.registration_id, h.meeting_id, h.document_id, h.number, h.kind, h.title,
		h.filename, coalesce(f.media_type, ''), coalesce(f.size, 0), h.sha256, h.by_email, h.by_staff, h.handed_in_at, h.withdrawn_at`
	handedTables = `handed_in h left join file f on (f.organiser_id, f.sha256) = (h.organiser_id, h.sha256)`
)

func scanHanded(row pgx.CollectableRow) (h dialogue.HandedIn, err error) {
	return h, row.Scan(&h.Organiser, &h.ID, &h.Series, &h.Registration, &h.Meeting, &h.Document, &h.Number, &h.Kind, &h.Title,
		&h.File.Name, &h.File.MediaType, &h.File.Size, &h.File.SHA256, &h.ByEmail, &h.ByStaff, &h.At, (*instant)(&h.WithdrawnAt))
}

// HandedIn is every version that a registration has handed in, oldest first, those taken back with them.
func (r Reader) HandedIn(ctx context.Context, organiser, registration dialogue.ID) ([]dialogue.HandedIn, error) {
	return list(ctx, r.q, scanHanded, `
		select `+handedColumns+` from `+handedTables+`
		where h.organiser_id = $1 and h.registration_id = $2
		order by h.handed_in_at, h.number`, organiser, registration)
}

// HandedInToSeries is the same for all registrations of a series.
func (r Reader) HandedInToSeries(ctx context.Context, organiser, series dialogue.ID) ([]dialogue.HandedIn, error) {
	return list(ctx, r.q, scanHanded, `
		select `+handedColumns+` from `+handedTables+`
		where h.organiser_id = $1 and h.series_id = $2
		order by h.handed_in_at, h.number`, organiser, series)
}

// HandedInVersion is one version that is not taken back.
func (r Reader) HandedInVersion(ctx context.Context, organiser, id dialogue.ID) (dialogue.HandedIn, error) {
	return one(ctx, r.q, scanHanded, `
		select `+handedColumns+` from `+handedTables+`
		where h.organiser_id = $1 and h.id = $2 and h.withdrawn_at is null`, organiser, id)
}

// TakeRegistration takes the registration's row, so that those who hand in for it take turns, and leaves its version: what is written is no
// change of the registration itself.
func (tx *Tx) TakeRegistration(ctx context.Context, organiser, id dialogue.ID) error {
	return tx.execOne(ctx, `select from registration where organiser_id = $1 and id = $2 for no key update`, organiser, id)
}

// InsertHandedIn stores a version; its file must be stored.
func (b *Batch) InsertHandedIn(h dialogue.HandedIn) {
	b.queue(`
		insert into handed_in (organiser_id, id, series_id, registration_id, meeting_id, document_id, number, kind, title, filename, sha256, by_email, by_staff)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, lower($12), $13)`,
		h.Organiser, h.ID, h.Series, h.Registration, h.Meeting, h.Document, h.Number, h.Kind, h.Title, h.File.Name, h.File.SHA256, h.ByEmail, h.ByStaff)
}

// TakeBackHandedIn takes back every version of a document, and deletes the files that nothing else shows.
func (b *Batch) TakeBackHandedIn(organiser, registration, document dialogue.ID) {
	b.queue(`
		update handed_in set withdrawn_at = clock(), sha256 = null, filename = '', title = ''
		where organiser_id = $1 and registration_id = $2 and document_id = $3 and withdrawn_at is null`, organiser, registration, document)
	b.deleteUnusedFiles(organiser)
}
