package postgres

import (
	"context"
	"crypto/sha256"

	"github.com/jackc/pgx/v5"

	"dialogmote/internal/dialogue"
)

// Lists never read the bytes: the join gives type and size only.
const (
	materialColumns = `d.id, d.meeting_id, d.title, d.audience, d.url, d.filename, coalesce(f.media_type, ''), coalesce(f.size, 0)`
	materialTables  = `material d left join file f on (f.organiser_id, f.sha256) = (d.organiser_id, d.sha256)`
)

func scanMaterial(row pgx.CollectableRow) (m dialogue.Material, err error) {
	return m, row.Scan(&m.ID, &m.Meeting, &m.Title, &m.Audience, &m.URL, &m.Filename, &m.MediaType, &m.Size)
}

// MaterialFile is a file to download, with whom it is for. It authorises nothing: the caller asks whether the reader is among the
// audience. A link is dialogue.ErrNotFound.
func (r Reader) MaterialFile(ctx context.Context, material dialogue.ID) (dialogue.MaterialFile, error) {
	return one(ctx, r.q, func(row pgx.CollectableRow) (m dialogue.MaterialFile, err error) {
		err = row.Scan(&m.Organiser, &m.Series, &m.SeriesState, &m.Meeting, &m.Audience, &m.File.Material, &m.File.Name, &m.File.MediaType, &m.File.Bytes)
		return m, err
	}, `
		select d.organiser_id, d.series_id, s.state, d.meeting_id, d.audience, d.id, d.filename, f.media_type, f.bytes
		from material d
		join series s on (s.organiser_id, s.id) = (d.organiser_id, d.series_id)
		join file f on (f.organiser_id, f.sha256) = (d.organiser_id, d.sha256)
		where d.id = $1`, material)
}

// AddFile stores a file and the document that shows it, last in the series' list. The same bytes are stored once.
func (tx *Tx) AddFile(ctx context.Context, organiser, series dialogue.ID, m dialogue.Material, f dialogue.File) error {
	digest := sha256.Sum256(f.Bytes)
	return tx.Write(ctx, func(b *Batch) {
		b.queue(`
			insert into file (organiser_id, sha256, media_type, size, bytes) values ($1, $2, $3, $4, $5)
			on conflict (organiser_id, sha256) do nothing`, organiser, digest[:], f.MediaType, len(f.Bytes), f.Bytes)
		b.queue(`
			insert into material (organiser_id, id, series_id, meeting_id, position, title, audience, sha256, filename)
			values ($1, $2, $3, $4, (select coalesce(max(position) + 1, 0) from material where organiser_id = $1 and series_id = $3), $5, $6, $7, $8)`,
			organiser, m.ID, series, m.Meeting, m.Title, m.Audience, digest[:], f.Name)
	})
}

// SaveMaterials makes the series' documents the ones given, in their order: links are stored, titles, audiences and meetings of
// files that AddFile stored are changed, and what is left out is deleted, with bytes that nothing shows any more.
func (tx *Tx) SaveMaterials(ctx context.Context, organiser, series dialogue.ID, materials []dialogue.Material) error {
	kept := make([]dialogue.ID, len(materials))
	return tx.Write(ctx, func(b *Batch) {
		for i, m := range materials {
			kept[i] = m.ID
			if m.URL == "" {
				b.queue(`
					update material set position = $4, meeting_id = $5, title = $6, audience = $7, filename = $8
					where organiser_id = $1 and series_id = $2 and id = $3 and sha256 is not null`,
					organiser, series, m.ID, i, m.Meeting, m.Title, m.Audience, m.Filename)
				continue
			}
			b.queue(`
				insert into material as d (organiser_id, id, series_id, meeting_id, position, title, audience, url)
				values ($1, $2, $3, $4, $5, $6, $7, $8)
				on conflict (organiser_id, id) do update set meeting_id = excluded.meeting_id, position = excluded.position,
					title = excluded.title, audience = excluded.audience, url = excluded.url
				where d.series_id = excluded.series_id and d.sha256 is null`,
				organiser, m.ID, series, m.Meeting, i, m.Title, m.Audience, m.URL)
		}
		b.queue(`delete from material where organiser_id = $1 and series_id = $2 and id <> all($3)`, organiser, series, kept)
		b.deleteUnusedFiles(organiser)
	})
}

// deleteUnusedFiles deletes the bytes that no document shows, no letter carries and no answer is any more.
func (b *Batch) deleteUnusedFiles(organiser dialogue.ID) {
	b.queue(`
		delete from file f where f.organiser_id = $1
			and not exists (select from material d where (d.organiser_id, d.sha256) = (f.organiser_id, f.sha256))
			and not exists (select from letter_attachment a where (a.organiser_id, a.sha256) = (f.organiser_id, f.sha256))
			and not exists (select from answer a where (a.organiser_id, a.file_sha256) = (f.organiser_id, f.sha256))`, organiser)
}
