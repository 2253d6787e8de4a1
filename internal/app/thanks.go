package app

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/mail"
	"dialogmote/internal/norway"
	"dialogmote/internal/postgres"
	"dialogmote/internal/secret"
)

// thanksOnce is the occasion of a letter to somebody who came: one for each person and meeting.
func thanksOnce(meeting dialogue.ID, who dialogue.Attendee) string {
	id := who.Seat
	if id.IsZero() {
		id = who.WalkIn
	}
	return fmt.Sprintf("thanks/%s/%s", meeting, id)
}

// SendThanks thanks those who came to a meeting and have not been thanked, each with a certificate and a link to the evaluation, and tells how
// many there were. Who has no e-mail address gets none. All letters are one transaction on the series' lock: of two who press at once the
// second finds nobody left, and a crash leaves none half done. Staff and the system may; ErrClosed until the meeting is over, ErrNotFound for
// another organiser's, ErrForbidden for a series whose personal data is erased.
func (a *App) SendThanks(ctx context.Context, actor dialogue.Actor, series, meeting dialogue.ID) (int, error) {
	if actor.Kind != dialogue.SystemActor {
		if err := actor.RequireStaff(dialogue.Editor); err != nil {
			return 0, err
		}
	}
	thanked := 0
	err := a.db.InTx(ctx, func(tx *postgres.Tx) error {
		thanked = 0
		locked, err := tx.LockSeries(ctx, actor.Organiser, series)
		if err != nil {
			return err
		}
		if !locked.ErasedAt.IsZero() {
			return dialogue.ErrForbidden
		}
		inv, err := tx.Invitation(ctx, actor.Organiser, series)
		if err != nil {
			return err
		}
		m := inv.Meeting(meeting)
		if m == nil {
			return dialogue.ErrNotFound
		}
		now, err := tx.Now(ctx)
		if err != nil {
			return err
		}
		if !dialogue.MayThank(inv.Series, *m, now) {
			return dialogue.ErrClosed
		}
		due, err := a.toThank(ctx, tx.Reader, &inv, meeting)
		if err != nil || len(due) == 0 {
			return err
		}
		if len(inv.Evaluation) == 0 { // nobody has chosen: the standard is asked from now on
			inv.Evaluation = dialogue.StandardEvaluation()
			for i := range inv.Evaluation {
				inv.Evaluation[i].ID = newID()
			}
			if err := tx.SaveEvaluation(ctx, actor.Organiser, series, inv.Evaluation, inv.Series.Thanks); err != nil {
				return err
			}
		}
		thanked = len(due)
		return a.thank(ctx, tx, actor, &inv, *m, due)
	})
	if err != nil {
		thanked = 0
	}
	return thanked, err
}

// toThank are those who came to a meeting, can be written to, and have not been.
func (a *App) toThank(ctx context.Context, r postgres.Reader, inv *dialogue.Invitation, meeting dialogue.ID) ([]dialogue.Attendee, error) {
	all, err := a.attendance(ctx, r, inv, meeting)
	if err != nil {
		return nil, err
	}
	var onces []string
	for _, who := range all {
		onces = append(onces, thanksOnce(meeting, who))
	}
	written, err := r.Written(ctx, inv.Organiser.ID, onces, nil)
	if err != nil {
		return nil, err
	}
	var due []dialogue.Attendee
	for _, who := range dialogue.Came(all) {
		if who.Email != "" && who.Name != "" && !written[thanksOnce(meeting, who)] {
			due = append(due, who)
		}
	}
	return due, nil
}

// thank writes the letters.
func (a *App) thank(ctx context.Context, tx *postgres.Tx, actor dialogue.Actor, inv *dialogue.Invitation, m dialogue.Meeting, due []dialogue.Attendee) error {
	now, err := tx.Now(ctx)
	if err != nil {
		return err
	}
	registrations, err := tx.RegistrationsOf(ctx, inv.Organiser.ID, inv.Series.ID)
	if err != nil {
		return err
	}
	byID := map[dialogue.ID]dialogue.Registration{}
	for _, r := range registrations {
		byID[r.ID] = r
	}
	var letters []dialogue.Letter
	var hashes [][]byte
	for _, who := range due {
		if who.Lang == "" {
			who.Lang = who.Unit.LetterLang(norway.LangOf(who.Unit.County, inv.Series.PublicationDay(now)), inv.Series.Lang, "")
		}
		r, registered := byID[who.Registration]
		if !registered { // a walk-in of a unit that had not registered
			r = dialogue.Registration{Organiser: inv.Organiser.ID, Series: inv.Series.ID, State: dialogue.Active, Unit: who.Unit, Lang: who.Lang}
			if r.Unit.Name == "" {
				r.Unit = dialogue.Unit{Kind: dialogue.Organisation, Name: who.From}
			}
		}
		facts := a.facts(inv, &r, now)
		facts.Lang, facts.To, facts.Meeting = who.Lang, mail.To{Name: who.Name, Email: who.Email}, &m
		facts.Delegate = r.Delegate(who.Delegate)
		if len(inv.AsksAfter()) > 0 {
			token, hash := secret.NewToken()
			facts.Token, hashes = token, append(hashes, hash)
		}
		letter, err := a.compose(facts, dialogue.LetterThanks, thanksOnce(m.ID, who))
		if err != nil {
			return err
		}
		file, err := storeCertificate(ctx, tx, inv, m, who)
		if err != nil {
			return err
		}
		letter.Attachments = []dialogue.Attachment{file}
		letters = append(letters, letter)
	}
	if err := a.post(ctx, tx, letters...); err != nil {
		return err
	}
	return tx.Write(ctx, func(b *postgres.Batch) {
		for _, hash := range hashes {
			b.InsertEvaluationLink(inv.Organiser.ID, inv.Series.ID, m.ID, hash, now.Add(dialogue.EvaluationOpen))
		}
		b.Audit(dialogue.AuditLine{Actor: actor, Verb: "send_thanks", Series: inv.Series.ID, About: m.ID, Detail: map[string]any{"letters": len(letters)}})
	})
}

// storeCertificate stores somebody's certificate as a file that a letter carries.
func storeCertificate(ctx context.Context, tx *postgres.Tx, inv *dialogue.Invitation, m dialogue.Meeting, who dialogue.Attendee) (dialogue.Attachment, error) {
	pdf, err := mail.Certificates(who.Lang, inv, m, []dialogue.Attendee{who})
	if err != nil {
		return dialogue.Attachment{}, err
	}
	key, err := tx.StoreFile(ctx, inv.Organiser.ID, "application/pdf", int64(len(pdf)), bytes.NewReader(pdf))
	return dialogue.Attachment{Name: certificateName(who.Lang), MediaType: "application/pdf", Size: len(pdf), SHA256: key}, err
}

func certificateName(l dialogue.Lang) string {
	switch l {
	case dialogue.Nynorsk:
		return "deltakarbevis.pdf"
	case dialogue.English:
		return "certificate.pdf"
	}
	return "deltakerbevis.pdf"
}

// thanksDue thanks, for every series that has it so, those who came to a meeting, in office hours of the next working day and only then. Whoever
// is checked in during that day is thanked in a later round. One series that fails stands in no other's way.
func (a *App) thanksDue(ctx context.Context) (thanked int, err error) {
	now, err := a.db.Now(ctx)
	if err != nil || !dialogue.OfficeHours(now) {
		return 0, err
	}
	series, err := a.db.SeriesThatThank(ctx)
	if err != nil {
		return 0, err
	}
	var failed []error
	for _, k := range series {
		n, err := a.thankSeries(ctx, k)
		thanked += n
		if err != nil {
			failed = append(failed, err)
		}
	}
	return thanked, errors.Join(failed...)
}

func (a *App) thankSeries(ctx context.Context, k postgres.SeriesKey) (thanked int, err error) {
	inv, err := a.db.Invitation(ctx, k.Organiser, k.Series)
	if err != nil {
		return 0, err
	}
	now, err := a.db.Now(ctx)
	if err != nil {
		return 0, err
	}
	for _, m := range inv.Meetings {
		if !dialogue.MayThank(inv.Series, m, now) || dialogue.ThanksDay(m) != dialogue.DateOf(now) {
			continue
		}
		if due, err := a.toThank(ctx, a.db.Reader, &inv, m.ID); err != nil || len(due) == 0 {
			if err != nil {
				return thanked, err
			}
			continue
		}
		n, err := a.SendThanks(ctx, dialogue.System(k.Organiser), k.Series, m.ID)
		thanked += n
		if err != nil {
			return thanked, err
		}
	}
	return thanked, nil
}
