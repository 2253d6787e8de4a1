package postgres

import (
	"context"
	"io"

	"github.com/jackc/pgx/v5"

	"dialogmote/internal/dialogue"
)

// Lists never read the bytes: the join gives type and size only.
const (
	materialColumns = `d.id, d.meeting_id, d.title, d.kind, d.audience, d.url, d.filename, coalesce(f.media_type, ''), coalesce(f.size, 0), d.news, d.announced_at`
	materialTables  = `material d left join file f on (f.organiser_id, f.sha256) = (d.organiser_id, d.sha256)`
)

func scanMaterial(row pgx.CollectableRow) (m dialogue.Material, err error) {
	return m, row.Scan(&m.ID, &m.Meeting, &m.Title, &m.Kind, &m.Audience, &m.URL, &m.Filename, &m.MediaType, &m.Size, &m.News, (*instant)(&m.AnnouncedAt))
}

// MaterialFile is a file to download, with whom it is for. It authorises nothing: the caller asks whether the reader is among the
// audience. A link is dialogue.ErrNotFound.
func (r Reader) MaterialFile(ctx context.Context, material dialogue.ID) (dialogue.MaterialFile, error) {
	return one(ctx, r.q, func(row pgx.CollectableRow) (m dialogue.MaterialFile, err error) {
		err = row.Scan(&m.Organiser, &m.Series, &m.SeriesState, &m.Meeting, &m.Audience, &m.File.Name, &m.File.MediaType, &m.File.Size, &m.File.SHA256)
		return m, err
	}, `
		select d.organiser_id, d.series_id, s.state, d.meeting_id, d.audience, d.filename, f.media_type, f.size, f.sha256
		from material d
		join series s on (s.organiser_id, s.id) = (d.organiser_id, d.series_id)
		join file f on (f.organiser_id, f.sha256) = (d.organiser_id, d.sha256)
		where d.id = $1`, material)
}

// AddFile stores a file and the document that shows it, last in the series' list. The same bytes are stored once.
func (tx *Tx) AddFile(ctx context.Context, organiser, series dialogue.ID, m dialogue.Material, content io.ReaderAt) error {
	key, err := tx.StoreFile(ctx, organiser, m.MediaType, int64(m.Size), content)
	if err != nil {
		return err
	}
	return tx.Write(ctx, func(b *Batch) {
		b.queue(`
			insert into material (organiser_id, id, series_id, meeting_id, position, title, kind, audience, sha256, filename, news)
			values ($1, $2, $3, $4, (select coalesce(max(position) + 1, 0) from material where organiser_id = $1 and series_id = $3), $5, $6, $7, $8, $9, $10)`,
			organiser, m.ID, series, m.Meeting, m.Title, m.Kind, m.Audience, key, m.Filename, m.News)
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
					update material set position = $4, meeting_id = $5, title = $6, audience = $7, filename = $8, kind = $9
					where organiser_id = $1 and series_id = $2 and id = $3 and sha256 is not null`,
					organiser, series, m.ID, i, m.Meeting, m.Title, m.Audience, m.Filename, m.Kind)
				continue
			}
			b.queue(`
				insert into material as d (organiser_id, id, series_id, meeting_id, position, title, audience, url, kind, news)
				values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
				on conflict (organiser_id, id) do update set meeting_id = excluded.meeting_id, position = excluded.position,
					title = excluded.title, audience = excluded.audience, url = excluded.url, kind = excluded.kind
				where d.series_id = excluded.series_id and d.sha256 is null`,
				organiser, m.ID, series, m.Meeting, i, m.Title, m.Audience, m.URL, m.Kind, m.News)
		}
		b.queue(`delete from material where organiser_id = $1 and series_id = $2 and id <> all($3)`, organiser, series, kept)
		b.deleteUnusedFiles(organiser)
	})
}
