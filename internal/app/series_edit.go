package app

import (
	"context"
	"fmt"
	"slices"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/norway"
	"dialogmote/internal/postgres"
)

// SeriesEdit names the series that is edited and the version that the form was made from.
type SeriesEdit struct {
	Series  dialogue.ID
	Version int
}

// seriesEdit is one edit under way: the series is locked, so nobody registers or edits meanwhile.
type seriesEdit struct {
	tx     *postgres.Tx
	actor  dialogue.Actor
	inv    dialogue.Invitation // as it was
	use    dialogue.Use
	now    time.Time
	about  dialogue.ID    // of the audit line; none: the series
	detail map[string]any // of the audit line
}

// editSeries runs f on a series of the editor's organiser in one transaction and appends the audit line. ErrNotFound for another
// organiser's, ErrStale when its version has moved on, ErrForbidden for readers and for a series whose personal data is erased.
func (a *App) editSeries(ctx context.Context, actor dialogue.Actor, e SeriesEdit, verb string, f func(s *seriesEdit) error) error {
	return a.lockSeries(ctx, actor, e.Series, verb, func(s *seriesEdit) error {
		if s.inv.Series.Version != e.Version {
			return dialogue.ErrStale
		}
		return f(s)
	})
}

// lockSeries is editSeries for what has a version of its own.
func (a *App) lockSeries(ctx context.Context, actor dialogue.Actor, series dialogue.ID, verb string, f func(s *seriesEdit) error) error {
	if err := actor.RequireStaff(dialogue.Editor); err != nil {
		return err
	}
	return a.db.InTx(ctx, func(tx *postgres.Tx) error {
		locked, err := tx.LockSeries(ctx, actor.Organiser, series)
		if err != nil {
			return err
		}
		if !locked.ErasedAt.IsZero() {
			return dialogue.ErrForbidden
		}
		s := &seriesEdit{tx: tx, actor: actor}
		if s.inv, err = tx.Invitation(ctx, actor.Organiser, series); err != nil {
			return err
		}
		if s.use, err = tx.SeriesUse(ctx, actor.Organiser, series); err != nil {
			return err
		}
		if s.now, err = tx.Now(ctx); err != nil {
			return err
		}
		if err := f(s); err != nil {
			return err
		}
		about := s.about
		if about.IsZero() {
			about = series
		}
		return tx.Write(ctx, func(b *postgres.Batch) {
			b.Audit(dialogue.AuditLine{Actor: actor, Verb: verb, Series: series, About: about, Detail: s.detail})
		})
	})
}

// raise moves the series' version for an edit of what hangs under it.
func (s *seriesEdit) raise(ctx context.Context) error {
	return s.tx.RaiseSeriesVersion(ctx, s.actor.Organiser, s.inv.Series.ID, s.inv.Series.Version)
}

// EditorPage is what the pages about one invitation show.
type EditorPage struct {
	Invitation dialogue.Invitation
	Use        dialogue.Use
	Missing    []dialogue.Finding // must be mended before it can be published
	Odd        []dialogue.Finding // looks like a slip
	On         dialogue.Date      // the day the register is read at
	Counties   []County           // of that day, and those that are chosen
	Now        time.Time
	MayEdit    bool
}

// Editor reads one of the organiser's invitations for its staff; readers see it too.
func (a *App) Editor(ctx context.Context, actor dialogue.Actor, series dialogue.ID) (EditorPage, error) {
	var p EditorPage
	if err := actor.RequireStaff(dialogue.Reader); err != nil {
		return p, err
	}
	var err error
	if p.Invitation, err = a.db.Invitation(ctx, actor.Organiser, series); err != nil {
		return p, err
	}
	if p.Use, err = a.db.SeriesUse(ctx, actor.Organiser, series); err != nil {
		return p, err
	}
	if p.Now, err = a.db.Now(ctx); err != nil {
		return p, err
	}
	p.On = p.Invitation.Series.PublicationDay(p.Now)
	p.Counties = seriesCounties(p.Invitation.Series.Rules.Invited.Counties, p.On)
	p.Missing = dialogue.Missing(&p.Invitation)
	p.Odd = oddities(&p.Invitation, p.Now)
	p.MayEdit = actor.MayEdit(actor.Organiser) && p.Invitation.Series.ErasedAt.IsZero()
	return p, nil
}

// freeSlug is an address for the title that no series has: the title's own, else with a number behind it. Two at once may still
// meet in the database, which refuses the second.
func freeSlug(ctx context.Context, tx *postgres.Tx, title string) (string, error) {
	base := dialogue.Slug(title)
	if base == "" {
		base = "invitasjon"
	}
	for n := 1; ; n++ {
		slug := base
		if n > 1 {
			slug = fmt.Sprintf("%s-%d", base, n)
		}
		taken, err := tx.SlugTaken(ctx, slug)
		if err != nil || !taken {
			return slug, err
		}
	}
}

// seriesCounties are the counties of the day, then chosen ones that are of another time.
func seriesCounties(chosen []string, on dialogue.Date) []County {
	var all []County
	for _, c := range norway.Counties(on) {
		all = append(all, County{Number: c.Number, Name: c.Name})
	}
	for _, number := range chosen {
		if !slices.ContainsFunc(all, func(c County) bool { return c.Number == number }) {
			all = append(all, County{Number: number, Name: countyName(number), Former: true})
		}
	}
	return all
}
