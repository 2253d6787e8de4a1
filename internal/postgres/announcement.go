package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"dialogmote/internal/dialogue"
)

const announcementColumns = `g.organiser_id, g.id, g.series_id, g.note, g.created_by, g.created_at, g.done_at, g.last_registration, g.letters,
	array(select m.id from material m where (m.organiser_id, m.announcement_id) = (g.organiser_id, g.id))`

func scanAnnouncement(row pgx.CollectableRow) (n dialogue.Announcement, err error) {
	return n, row.Scan(&n.Organiser, &n.ID, &n.Series, &n.Note, &n.CreatedBy, &n.CreatedAt, (*instant)(&n.DoneAt), &n.Last, &n.Letters, &n.Materials)
}

// Announcement is one of the organiser's announcements, with the documents of it that are still there.
func (r Reader) Announcement(ctx context.Context, organiser, id dialogue.ID) (dialogue.Announcement, error) {
	return one(ctx, r.q, scanAnnouncement, `select `+announcementColumns+` from announcement g where g.organiser_id = $1 and g.id = $2`, organiser, id)
}

// TakeAnnouncement takes an announcement to write some of its letters. ok is false when it is done, or another holds it.
func (tx *Tx) TakeAnnouncement(ctx context.Context, organiser, id dialogue.ID) (n dialogue.Announcement, ok bool, err error) {
	found, err := list(ctx, tx.q, scanAnnouncement, `
		select `+announcementColumns+` from announcement g where g.organiser_id = $1 and g.id = $2 and g.done_at is null
		for update skip locked`, organiser, id)
	if err != nil || len(found) == 0 {
		return n, false, err
	}
	return found[0], true, nil
}

// AnnouncementsDue are the announcements of every organiser with letters left to write.
func (r Reader) AnnouncementsDue(ctx context.Context) ([]dialogue.Announcement, error) {
	return list(ctx, r.q, scanAnnouncement, `select `+announcementColumns+` from announcement g where g.done_at is null order by g.created_at, g.id`)
}

// InsertAnnouncement stores an announcement and notes on its documents that they are told of, as letters are written from now.
func (b *Batch) InsertAnnouncement(n dialogue.Announcement) {
	b.queue(`insert into announcement (organiser_id, id, series_id, note, created_by) values ($1, $2, $3, $4, $5)`, n.Organiser, n.ID, n.Series, n.Note, n.CreatedBy)
	b.queue(`
		update material set news = false, announced_at = clock(), announcement_id = $3
		where organiser_id = $1 and series_id = $2 and id = any($4)`, n.Organiser, n.Series, n.ID, n.Materials)
}

// DropNews notes that nobody is to be told of the documents.
func (b *Batch) DropNews(organiser, series dialogue.ID, materials []dialogue.ID) {
	b.queue(`update material set news = false where organiser_id = $1 and series_id = $2 and id = any($3)`, organiser, series, materials)
}

// NextOfAnnouncement are the next registrations after those that were written to: the active ones that were so when staff told. Nobody changes
// them until the transaction ends.
func (tx *Tx) NextOfAnnouncement(ctx context.Context, n dialogue.Announcement, most int) ([]dialogue.Registration, error) {
	ids, err := list(ctx, tx.q, pgx.RowTo[dialogue.ID], `
		select r.id from registration r
		where r.organiser_id = $1 and r.series_id = $2 and r.state = 'active' and r.erased_at is null and r.activated_at <= $3
			and ($4::uuid is null or r.id > $4)
		order by r.id limit $5
		for share`, n.Organiser, n.Series, n.CreatedAt, n.Last, most)
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	return tx.registrations(ctx, `
		select `+registrationColumns+`
		from registration r
		join unit u on (u.organiser_id, u.id) = (r.organiser_id, r.unit_id)
		where r.organiser_id = $1 and r.id = any($2)
		order by r.id`, n.Organiser, ids)
}

// SetAnnouncement stores how far it has come. done ends it.
func (b *Batch) SetAnnouncement(n dialogue.Announcement, done bool) {
	b.queue(`
		update announcement set last_registration = $3, letters = $4, done_at = case when $5 then clock() end
		where organiser_id = $1 and id = $2`, n.Organiser, n.ID, n.Last, n.Letters, done)
}
