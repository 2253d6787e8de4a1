package app

import (
	"context"
	"errors"
	"regexp"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/postgres"
)

// LetterList is a page of a series' letters and how many there are in each state.
func (a *App) LetterList(ctx context.Context, actor dialogue.Actor, series dialogue.ID, f dialogue.LetterFilter) (dialogue.LetterList, error) {
	list := dialogue.LetterList{Filter: f}
	if err := actor.RequireStaff(dialogue.Reader); err != nil {
		return list, err
	}
	var err error
	if list.Invitation, err = a.db.Invitation(ctx, actor.Organiser, series); err != nil {
		return list, err
	}
	if list.Now, err = a.db.Now(ctx); err != nil {
		return list, err
	}
	if list.Counts, err = a.db.CountLetters(ctx, actor.Organiser, series); err != nil {
		return list, err
	}
	if list.Letters, err = a.db.SearchLetters(ctx, actor.Organiser, series, f); err != nil {
		return list, err
	}
	if len(list.Letters) == dialogue.LettersAtATime {
		list.Older = list.Letters[len(list.Letters)-1].ID
	}
	return list, nil
}

// onceOnly finds the tokens of links that work once in a letter: what a sign-in or a confirmation of an address is made of.
var onceOnly = regexp.MustCompile(`(/(?:min-pamelding/(?:logg-inn|bekreft|tilbud)|min-side/logg-inn|svar-nei|evaluering|om-meg/(?:logg-inn|adresse)|(?:nb|nn|en)/innspill)/)[A-Za-z0-9_-]+`)

// LetterToRead is one of a series' letters exactly as it is or was sent, but for links that work once: whoever opens one acts as
// its recipient.
func (a *App) LetterToRead(ctx context.Context, actor dialogue.Actor, series, id dialogue.ID) (dialogue.LetterToRead, error) {
	var found dialogue.LetterToRead
	if err := actor.RequireStaff(dialogue.Reader); err != nil {
		return found, err
	}
	var err error
	if found.Invitation, err = a.db.Invitation(ctx, actor.Organiser, series); err != nil {
		return found, err
	}
	if found.Letter, err = a.db.Letter(ctx, actor.Organiser, id); err != nil {
		return found, err
	}
	l := &found.Letter
	if l.Series != series {
		return dialogue.LetterToRead{}, dialogue.ErrNotFound
	}
	if l.Recipient == "" && !l.Registration.IsZero() {
		r, err := a.db.Registration(ctx, actor.Organiser, l.Registration)
		if err != nil {
			return found, err
		}
		found.Address = r.Contact.PostalAddress
	}
	if l.Kind.ToUnit() && !l.Invitation.IsZero() {
		invited, err := a.db.UnitInvitation(ctx, actor.Organiser, l.Invitation)
		if err != nil {
			return found, err
		}
		found.Unit = invited.Unit
	}
	if l.Attachments, err = a.db.LetterAttachments(ctx, actor.Organiser, id); err != nil {
		return found, err
	}
	if l.CheckIn != "" {
		code, err := a.letters.CheckInCode(*l)
		if err != nil {
			return found, err
		}
		l.Attachments = append(l.Attachments, code)
	}
	found.Hidden = onceOnly.MatchString(l.Body) || onceOnly.MatchString(l.HTML)
	l.Body, l.HTML = onceOnly.ReplaceAllString(l.Body, "${1}…"), onceOnly.ReplaceAllString(l.HTML, "${1}…")
	return found, nil
}

// LettersToPrint are the series' letters that wait for a printer, whole, with where to send them.
func (a *App) LettersToPrint(ctx context.Context, actor dialogue.Actor, series dialogue.ID) (dialogue.LettersToPrint, error) {
	found := dialogue.LettersToPrint{Addresses: map[dialogue.ID]string{}}
	if err := actor.RequireStaff(dialogue.Reader); err != nil {
		return found, err
	}
	var err error
	if found.Invitation, err = a.db.Invitation(ctx, actor.Organiser, series); err != nil {
		return found, err
	}
	if found.Letters, err = a.db.LettersToPrint(ctx, actor.Organiser, series); err != nil || len(found.Letters) == 0 {
		return found, err
	}
	all, err := a.db.RegistrationsOf(ctx, actor.Organiser, series)
	for _, r := range all {
		found.Addresses[r.ID] = r.Contact.PostalAddress
	}
	return found, err
}

// MarkPrinted notes that a letter without an e-mail address has been printed; ErrStale when somebody has noted it already.
func (a *App) MarkPrinted(ctx context.Context, actor dialogue.Actor, series, id dialogue.ID) error {
	if err := actor.RequireStaff(dialogue.Editor); err != nil {
		return err
	}
	return a.db.InTx(ctx, func(tx *postgres.Tx) error {
		letter, err := tx.Letter(ctx, actor.Organiser, id)
		if err != nil || letter.Series != series {
			return errors.Join(err, dialogue.ErrNotFound)
		}
		if err := tx.MarkPrinted(ctx, actor.Organiser, id); errors.Is(err, dialogue.ErrNotFound) {
			return dialogue.ErrStale
		} else if err != nil {
			return err
		}
		about := letter.Registration
		if about.IsZero() {
			about = letter.ID
		}
		return tx.Write(ctx, func(b *postgres.Batch) {
			b.Audit(dialogue.AuditLine{Actor: actor, Verb: "mark_printed", Series: series, About: about, Detail: map[string]any{"letter": id}})
		})
	})
}

// NoteExport writes the audit line of a file with personal data that left the house: which format, and of one meeting or all.
func (a *App) NoteExport(ctx context.Context, actor dialogue.Actor, series, meeting dialogue.ID, format string, people int) error {
	if err := actor.RequireStaff(dialogue.Reader); err != nil {
		return err
	}
	about := series
	if !meeting.IsZero() {
		about = meeting
	}
	return a.db.InTx(ctx, func(tx *postgres.Tx) error {
		return tx.Write(ctx, func(b *postgres.Batch) {
			b.Audit(dialogue.AuditLine{Actor: actor, Verb: "export_participants", Series: series, About: about,
				Detail: map[string]any{"format": format, "people": people}})
		})
	})
}

// SetDeletionDate sets the day after which the nightly purge deletes the series' personal data. It is at least today; the zero
// date takes it away. ErrStale when the series has been changed since.
func (a *App) SetDeletionDate(ctx context.Context, actor dialogue.Actor, series dialogue.ID, version int, on dialogue.Date) error {
	if err := actor.RequireStaff(dialogue.Editor); err != nil {
		return err
	}
	return a.db.InTx(ctx, func(tx *postgres.Tx) error {
		inv, err := tx.Invitation(ctx, actor.Organiser, series)
		if err != nil {
			return err
		}
		now, err := tx.Now(ctx)
		if err != nil {
			return err
		}
		if err := dialogue.CheckDeletionDate(&inv, on, now); err != nil {
			return err
		}
		if err := tx.SetDeleteOn(ctx, actor.Organiser, series, version, on); err != nil {
			return err
		}
		return tx.Write(ctx, func(b *postgres.Batch) {
			b.Audit(dialogue.AuditLine{Actor: actor, Verb: "set_deletion_date", Series: series, About: series,
				Detail: map[string]any{"on": on, "before": inv.Series.DeleteOn}})
		})
	})
}
