package app

import (
	"context"
	"slices"
	"strings"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/postgres"
	"dialogmote/internal/upload"
)

// HandingIn is a file that a delegation hands in.
type HandingIn struct {
	Registration dialogue.ID
	Meeting      dialogue.ID // none: see dialogue.Invitation.HandInFor
	Kind         dialogue.HandedInKind
	Document     dialogue.ID // a new version of this one; a presentation finds its own
	Title        string      // of what is no presentation, when it is new
	File         upload.File
}

// HandIn stores a file as the next version of a document. Two colleagues who do it at once both get theirs stored, one after the other. The
// contact may until dialogue.Invitation.HandInUntil, else it is ErrClosed; staff may whenever the registration is active. dialogue.Problems for what is
// wrong with the file.
func (a *App) HandIn(ctx context.Context, actor dialogue.Actor, in HandingIn) error {
	organiser, err := mayChange(actor, in.Registration)
	if err != nil {
		return err
	}
	problems := dialogue.Problems{}
	title := strings.TrimSpace(in.Title)
	if in.Kind == dialogue.OtherFile && in.Document.IsZero() && title == "" {
		problems.Add("title", "problem.required")
	}
	judged, err := judge(in.File, title)
	if !adopt(problems, "file", err) {
		return err
	}
	if err := problems.Err(); err != nil {
		return err
	}
	return a.db.InTx(ctx, func(tx *postgres.Tx) error {
		r, inv, err := a.holdForHandingIn(ctx, tx, actor, organiser, in.Registration, in.Meeting)
		if err != nil {
			return err
		}
		h, err := nextVersion(ctx, tx, r, in)
		if err != nil {
			return err
		}
		if h.Meeting != in.Meeting { // the document's own meeting decides, not the one the form named
			if _, _, err := a.holdForHandingIn(ctx, tx, actor, organiser, in.Registration, h.Meeting); err != nil {
				return err
			}
		}
		h.Title, h.File = or(h.Title, title), dialogue.StoredFile{Name: judged.Safe}
		h.ByEmail, h.ByStaff = handedInBy(actor, r)
		if h.File.SHA256, err = tx.StoreFile(ctx, organiser, judged.Media, in.File.Size, in.File.Content); err != nil {
			return err
		}
		return tx.Write(ctx, func(b *postgres.Batch) {
			b.InsertHandedIn(h)
			b.Audit(line(actor, "hand_in", r, map[string]any{"document": h.Document, "number": h.Number, "kind": h.Kind, "file": h.File.Name, "meeting": h.Meeting, "series": inv.Series.ID}))
		})
	})
}

// holdForHandingIn takes the registration's row and reads what decides. ErrClosed when the actor may not hand in or take back now.
func (a *App) holdForHandingIn(ctx context.Context, tx *postgres.Tx, actor dialogue.Actor, organiser, registration, meeting dialogue.ID) (r dialogue.Registration, inv dialogue.Invitation, err error) {
	if err = tx.TakeRegistration(ctx, organiser, registration); err != nil {
		return r, inv, err
	}
	if r, err = tx.Registration(ctx, organiser, registration); err != nil {
		return r, inv, err
	}
	if inv, err = tx.Invitation(ctx, organiser, r.Series); err != nil {
		return r, inv, err
	}
	now, err := tx.Now(ctx)
	switch {
	case err != nil:
		return r, inv, err
	case !r.ErasedAt.IsZero() || r.State != dialogue.Active:
		return r, inv, dialogue.ErrClosed
	case actor.Kind == dialogue.StaffActor:
		return r, inv, nil
	case !inv.MayHandIn(r, meeting, now):
		return r, inv, dialogue.ErrClosed
	}
	return r, inv, nil
}

// nextVersion is the row to be: the document that it is a version of, and its number. Too many files, or too much of them, is
// dialogue.Problems.
func nextVersion(ctx context.Context, tx *postgres.Tx, r dialogue.Registration, in HandingIn) (dialogue.HandedIn, error) {
	h := dialogue.HandedIn{Organiser: r.Organiser, ID: newID(), Series: r.Series, Registration: r.ID, Meeting: in.Meeting, Kind: in.Kind, Number: 1}
	h.Document = h.ID
	all, err := tx.HandedIn(ctx, r.Organiser, r.ID)
	if err != nil {
		return h, err
	}
	files, size, found := 1, int(in.File.Size), false
	for _, there := range all {
		if there.WithdrawnAt.IsZero() {
			files, size = files+1, size+there.File.Size
		}
		same := there.Kind == dialogue.OtherFile && there.Document == in.Document && there.WithdrawnAt.IsZero()
		if in.Kind == dialogue.Presentation {
			same = there.Kind == dialogue.Presentation && there.Meeting == in.Meeting
		}
		if same {
			found = true
			h.Document, h.Number, h.Title, h.Meeting = there.Document, max(h.Number, there.Number+1), there.Title, there.Meeting
		}
	}
	switch {
	case in.Kind == dialogue.OtherFile && !in.Document.IsZero() && !found:
		return h, dialogue.ErrNotFound // taken back meanwhile, or none of theirs
	case files > dialogue.MaxHandedIn || size > dialogue.MaxHandedInSize:
		return h, dialogue.Problems{"file": {Key: "problem.handed-in-much", Args: map[string]any{"Max": dialogue.MaxHandedIn, "MB": dialogue.MaxHandedInSize >> 20}}}
	}
	return h, nil
}

// handedInBy is who does it: the address that was proven, or the staff user.
func handedInBy(actor dialogue.Actor, r dialogue.Registration) (email string, staff dialogue.ID) {
	switch {
	case actor.Kind == dialogue.StaffActor:
		return "", actor.User
	case actor.Email != "":
		return actor.Email, dialogue.ID{}
	case actor.OrgNumber != "":
		return "", dialogue.ID{}
	}
	return r.Contact.Email, dialogue.ID{}
}

// TakeBackHandedIn takes a document back: nobody can fetch any of its versions any more. number is the newest that the reader has seen;
// ErrStale when a colleague has handed in another since. Who may is as for HandIn.
func (a *App) TakeBackHandedIn(ctx context.Context, actor dialogue.Actor, registration, document dialogue.ID, number int) error {
	organiser, err := mayChange(actor, registration)
	if err != nil {
		return err
	}
	return a.db.InTx(ctx, func(tx *postgres.Tx) error {
		if err := tx.TakeRegistration(ctx, organiser, registration); err != nil {
			return err
		}
		all, err := tx.HandedIn(ctx, organiser, registration)
		if err != nil {
			return err
		}
		documents := dialogue.HandedDocuments(all)
		i := slices.IndexFunc(documents, func(d dialogue.HandedDocument) bool { return d.Newest().Document == document })
		if i < 0 {
			return dialogue.ErrNotFound
		}
		newest := documents[i].Newest()
		r, _, err := a.holdForHandingIn(ctx, tx, actor, organiser, registration, newest.Meeting)
		switch {
		case err != nil:
			return err
		case newest.Number != number:
			return dialogue.ErrStale
		}
		return tx.Write(ctx, func(b *postgres.Batch) {
			b.TakeBackHandedIn(organiser, registration, document)
			b.Audit(line(actor, "take_back", r, map[string]any{"document": document, "number": number, "kind": newest.Kind, "file": newest.File.Name}))
		})
	})
}

// HandedInFile is one version to download: the contact's own delegation's, or any of the organiser's for its staff.
func (a *App) HandedInFile(ctx context.Context, actor dialogue.Actor, id dialogue.ID) (Download, error) {
	if actor.Kind != dialogue.ContactActor && !actor.MayRead(actor.Organiser) {
		return Download{}, dialogue.ErrForbidden
	}
	h, err := a.db.HandedInVersion(ctx, actor.Organiser, id)
	switch {
	case err != nil:
		return Download{}, err
	case actor.Kind == dialogue.ContactActor && h.Registration != actor.Registration:
		return Download{}, dialogue.ErrNotFound
	}
	d := a.download(ctx, h.Organiser, h.File)
	d.Series = h.Series
	return d, nil
}

// HandInPage is a registration of the series as staff see it when they hand in for it. ErrClosed for one that isn't active.
func (a *App) HandInPage(ctx context.Context, actor dialogue.Actor, series, registration dialogue.ID) (dialogue.OwnPage, error) {
	if err := actor.RequireStaff(dialogue.Editor); err != nil {
		return dialogue.OwnPage{}, err
	}
	page, err := a.registrationPage(ctx, actor.Organiser, registration, dialogue.StaffMay)
	switch {
	case err != nil:
		return page, err
	case page.Registration.Series != series:
		return page, dialogue.ErrNotFound
	case page.Registration.State != dialogue.Active || !page.Registration.ErasedAt.IsZero():
		return page, dialogue.ErrClosed
	}
	page.Registration.Unit.Name = officialName(page.Registration.Unit, page.Invitation.Series.PublicationDay(page.Now))
	return page, nil
}
