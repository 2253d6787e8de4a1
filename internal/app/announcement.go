package app

import (
	"context"
	"slices"

	"github.com/riverqueue/river"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/postgres"
)

// AnnouncementPage is what is new among a series' documents, and whom it concerns. For staff.
func (a *App) AnnouncementPage(ctx context.Context, actor dialogue.Actor, series dialogue.ID) (dialogue.AnnouncementPage, error) {
	var page dialogue.AnnouncementPage
	if err := actor.RequireStaff(dialogue.Editor); err != nil {
		return page, err
	}
	var err error
	if page.Invitation, err = a.db.Invitation(ctx, actor.Organiser, series); err != nil {
		return page, err
	}
	if page.Now, err = a.db.Now(ctx); err != nil {
		return page, err
	}
	all, err := a.db.RegistrationsOf(ctx, actor.Organiser, series)
	if err != nil {
		return page, err
	}
	page.News = page.Invitation.News()
	page.Each = make([]int, len(page.News))
	for _, r := range all {
		if !r.ErasedAt.IsZero() {
			continue
		}
		concerned := page.Invitation.Concerned(r, page.News)
		for _, m := range concerned {
			page.Each[slices.IndexFunc(page.News, func(n dialogue.Material) bool { return n.ID == m.ID })]++
		}
		if len(concerned) > 0 {
			page.All = append(page.All, r)
		}
	}
	return page, nil
}

// PreviewAnnouncement is the letter as the first of those concerned will get it. Nothing is stored. ErrNotFound when it concerns nobody.
func (a *App) PreviewAnnouncement(ctx context.Context, actor dialogue.Actor, series dialogue.ID, note string) (dialogue.Letter, error) {
	page, err := a.AnnouncementPage(ctx, actor, series)
	if err != nil {
		return dialogue.Letter{}, err
	}
	if len(page.All) == 0 {
		return dialogue.Letter{}, dialogue.ErrNotFound
	}
	r := page.All[0]
	f := a.facts(&page.Invitation, &r, page.Now)
	f.News, f.Reason = page.Invitation.Concerned(r, page.News), note
	return a.compose(f, dialogue.LetterMaterialAdded, "")
}

// Announce has the contacts of those concerned told of the documents, once, with staff's own words or without. ErrStale when one of the documents is
// not new any more: somebody else has told of it, or taken it away.
func (a *App) Announce(ctx context.Context, actor dialogue.Actor, series dialogue.ID, materials []dialogue.ID, note string) error {
	return a.tellOf(ctx, actor, "announce", series, materials, func(s *seriesEdit) error {
		n := dialogue.Announcement{Organiser: actor.Organiser, ID: newID(), Series: series, Note: note, CreatedBy: actor.User, Materials: materials}
		if err := s.tx.Write(ctx, func(b *postgres.Batch) { b.InsertAnnouncement(n) }); err != nil {
			return err
		}
		return s.tx.Enqueue(ctx, SendAnnouncement{Organiser: n.Organiser, Announcement: n.ID})
	})
}

// LeaveUnannounced notes that nobody is to be told of the documents. ErrStale as for Announce.
func (a *App) LeaveUnannounced(ctx context.Context, actor dialogue.Actor, series dialogue.ID, materials []dialogue.ID) error {
	return a.tellOf(ctx, actor, "leave_unannounced", series, materials, func(s *seriesEdit) error {
		return s.tx.Write(ctx, func(b *postgres.Batch) { b.DropNews(actor.Organiser, series, materials) })
	})
}

func (a *App) tellOf(ctx context.Context, actor dialogue.Actor, verb string, series dialogue.ID, materials []dialogue.ID, do func(*seriesEdit) error) error {
	return a.lockSeries(ctx, actor, series, verb, func(s *seriesEdit) error {
		news := s.inv.News()
		for _, id := range materials {
			if !slices.ContainsFunc(news, func(m dialogue.Material) bool { return m.ID == id }) {
				return dialogue.ErrStale
			}
		}
		switch {
		case len(materials) == 0:
			return dialogue.ErrStale
		case s.inv.Series.State == dialogue.Draft || !s.inv.Series.ErasedAt.IsZero():
			return dialogue.ErrClosed
		}
		s.detail = map[string]any{"documents": materials}
		return do(s)
	})
}

// PostAnnouncement writes some of an announcement's letters, in one transaction with how far it has come: a crash leaves the rest to do, of two
// runners one does nothing, and each letter's occasion keeps it to once. Who has registered since staff told is not written to: the documents are
// on the page that the receipt leads to.
func (a *App) PostAnnouncement(ctx context.Context, actor dialogue.Actor, id dialogue.ID) (Posted, error) {
	var done Posted
	if actor.Kind != dialogue.SystemActor {
		return done, dialogue.ErrForbidden
	}
	err := a.db.InTx(ctx, func(tx *postgres.Tx) error {
		done = Posted{}
		due, err := tx.Announcement(ctx, actor.Organiser, id)
		if err != nil {
			return err
		}
		if err := tx.HoldSeries(ctx, due.Organiser, due.Series); err != nil { // first of all locks, as everywhere
			return err
		}
		n, ok, err := tx.TakeAnnouncement(ctx, actor.Organiser, id)
		if err != nil || !ok {
			return err
		}
		inv, err := tx.Invitation(ctx, n.Organiser, n.Series)
		if err != nil {
			return err
		}
		now, err := tx.Now(ctx)
		if err != nil {
			return err
		}
		registrations, err := tx.NextOfAnnouncement(ctx, n, messageAtOnce)
		if err != nil {
			return err
		}
		told := slices.DeleteFunc(slices.Clone(inv.Materials), func(m dialogue.Material) bool { return !slices.Contains(n.Materials, m.ID) })
		var letters []dialogue.Letter
		for _, r := range registrations {
			n.Last = r.ID
			concerned := inv.Concerned(r, told)
			if len(concerned) == 0 {
				continue
			}
			f := a.facts(&inv, &r, now)
			f.News, f.Reason = concerned, n.Note
			letter, err := a.compose(f, dialogue.LetterMaterialAdded, "material_added/"+n.ID.String()+"/"+r.ID.String())
			if err != nil {
				return err
			}
			letters = append(letters, letter)
		}
		if err := a.post(ctx, tx, letters...); err != nil {
			return err
		}
		n.Letters += len(letters)
		done = Posted{Letters: len(letters), More: len(registrations) > 0}
		return tx.Write(ctx, func(b *postgres.Batch) {
			b.SetAnnouncement(n, len(registrations) == 0)
			if len(registrations) > 0 {
				b.Audit(dialogue.AuditLine{Actor: actor, Verb: "send_announcement", Series: n.Series, About: n.ID, Detail: map[string]any{"letters": len(letters)}})
			}
		})
	})
	return done, err
}

// announcementsDue has every announcement with letters left go on, each by a job of its own.
func (a *App) announcementsDue(ctx context.Context) error {
	due, err := a.db.AnnouncementsDue(ctx)
	if err != nil || len(due) == 0 {
		return err
	}
	jobs := make([]river.JobArgs, len(due))
	for i, n := range due {
		jobs[i] = SendAnnouncement{Organiser: n.Organiser, Announcement: n.ID}
	}
	return a.db.InTx(ctx, func(tx *postgres.Tx) error { return tx.Enqueue(ctx, jobs...) })
}

// RemindPresentations writes to the delegations of a series, or of one meeting, that are asked for a presentation and can still hand it in, what they
// have left to do. It tells how many; a delegation gets one such letter from staff a day.
func (a *App) RemindPresentations(ctx context.Context, actor dialogue.Actor, series, meeting dialogue.ID) (int, error) {
	if err := actor.RequireStaff(dialogue.Editor); err != nil {
		return 0, err
	}
	page, err := a.PresentationsPage(ctx, actor, series)
	if err != nil {
		return 0, err
	}
	if !page.Invitation.Series.ErasedAt.IsZero() {
		return 0, dialogue.ErrClosed
	}
	written, seen := 0, map[dialogue.ID]bool{}
	for _, m := range page.Meetings {
		for _, u := range m.Units {
			if !meeting.IsZero() && m.Meeting.ID != meeting || !u.Missing() || seen[u.Registration.ID] {
				continue
			}
			seen[u.Registration.ID] = true
			sent, err := a.remindOne(ctx, actor, u.Registration.ID, func(left dialogue.Remaining) bool {
				return left.Kind == dialogue.RemainsPresentation
			})
			if err != nil {
				return written, err
			}
			if sent {
				written++
			}
		}
	}
	return written, nil
}
