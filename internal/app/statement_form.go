package app

import (
	"context"
	"errors"
	"slices"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/postgres"
	"dialogmote/internal/secret"
	"dialogmote/internal/upload"
)

// StatementForm is what the form for written input is drawn from, with the files that the submission has kept. It is there when nothing can be
// sent too, to say so.
func (a *App) StatementForm(ctx context.Context, slug string, submission dialogue.ID) (dialogue.StatementForm, error) {
	inv, err := a.db.InvitationBySlug(ctx, slug)
	if err != nil {
		return dialogue.StatementForm{}, err
	}
	return a.statementForm(ctx, inv, submission)
}

// OwnStatementForm is the same in a delegation's own room.
func (a *App) OwnStatementForm(ctx context.Context, actor dialogue.Actor, registration, submission dialogue.ID) (dialogue.StatementForm, error) {
	organiser, err := mayChange(actor, registration)
	if err != nil {
		return dialogue.StatementForm{}, err
	}
	r, err := a.db.Registration(ctx, organiser, registration)
	if err != nil {
		return dialogue.StatementForm{}, err
	}
	inv, err := a.db.Invitation(ctx, organiser, r.Series)
	if err != nil {
		return dialogue.StatementForm{}, err
	}
	return a.statementForm(ctx, inv, submission)
}

func (a *App) statementForm(ctx context.Context, inv dialogue.Invitation, submission dialogue.ID) (dialogue.StatementForm, error) {
	form := dialogue.StatementForm{Invitation: inv}
	var err error
	if form.Now, err = a.db.Now(ctx); err != nil {
		return form, err
	}
	key, err := a.db.FormKey(ctx)
	if err != nil {
		return form, err
	}
	form.Signed = secret.SignTime(key, signedAbout(submission), form.Now)
	form.Files, err = a.db.UnsentFiles(ctx, inv.Organiser.ID, inv.Series.ID, submission)
	return form, err
}

func signedAbout(submission dialogue.ID) string { return "statement/" + submission.String() }

// KeepStatementFiles stores files with a form that is not sent yet, so that they are there when it comes back, and takes off one of those that
// are there when remove names it. dialogue.Problems, of the field "files", for what is wrong with them: those that are right are kept all the same.
// actor is nobody, or the contact whose delegation writes.
func (a *App) KeepStatementFiles(ctx context.Context, actor dialogue.Actor, slug string, q dialogue.StatementRequest, files []upload.File, remove dialogue.ID) error {
	if len(files) == 0 && remove.IsZero() || q.Submission.IsZero() {
		return nil
	}
	inv, err := a.db.InvitationBySlug(ctx, slug)
	if err != nil {
		return err
	}
	problems := dialogue.Problems{}
	var judged []upload.Judged
	for _, f := range files {
		j, err := upload.Documents().Judge(f, dialogue.MaxStatementSize, "innspill")
		if !adoptUpTo(problems, "files", err, dialogue.MaxStatementSize>>20) {
			return err
		}
		if err == nil {
			judged = append(judged, j)
		}
	}
	organiser, series := inv.Organiser.ID, inv.Series.ID
	err = a.db.InTx(ctx, func(tx *postgres.Tx) error {
		if err := a.checkForm(ctx, tx, actor, q); err != nil {
			return err
		}
		if err := tx.HoldSubmission(ctx, q.Submission); err != nil {
			return err
		}
		if _, err := tx.StatementBySubmission(ctx, organiser, q.Submission); !errors.Is(err, dialogue.ErrNotFound) {
			return err // it is sent: what it has stays
		}
		if !remove.IsZero() {
			if err := tx.Write(ctx, func(b *postgres.Batch) { b.RemoveUnsentFile(organiser, series, q.Submission, remove) }); err != nil {
				return err
			}
		}
		kept, err := tx.UnsentFiles(ctx, organiser, series, q.Submission)
		if err != nil {
			return err
		}
		taken, err := tx.UnsentSize(ctx, organiser)
		if err != nil {
			return err
		}
		for _, j := range judged {
			switch taken += j.Size; {
			case len(kept) >= dialogue.MaxStatementFiles:
				problems.Add("files", "problem.statement-files", "Max", dialogue.MaxStatementFiles)
				continue
			case taken > dialogue.MaxUnsent && actor.Kind != dialogue.ContactActor: // no stranger takes a delegation's room
				problems.Add("files", "problem.statement-no-room")
				continue
			}
			f := dialogue.StatementFile{ID: newID(), File: dialogue.StoredFile{Name: freeName(kept, j.Safe)}}
			if f.File.SHA256, err = tx.StoreFile(ctx, organiser, j.Media, j.Size, j.Content); err != nil {
				return err
			}
			if slices.ContainsFunc(kept, func(k dialogue.StatementFile) bool { return string(k.File.SHA256) == string(f.File.SHA256) }) {
				continue // chosen twice
			}
			if err := tx.Write(ctx, func(b *postgres.Batch) { b.InsertStatementFile(organiser, series, q.Submission, f) }); err != nil {
				return err
			}
			kept = append(kept, f)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return problems.Err()
}

// freeName is the name, with a number when another of the files has it.
func freeName(kept []dialogue.StatementFile, name string) string {
	has := func(name string) bool {
		return slices.ContainsFunc(kept, func(k dialogue.StatementFile) bool { return k.File.Name == name })
	}
	return numbered(name, has)
}

// checkForm holds the form of somebody unknown to be filled in by a person. A form that has been sent already is let through: the answer is
// there.
func (a *App) checkForm(ctx context.Context, tx *postgres.Tx, actor dialogue.Actor, q dialogue.StatementRequest) error {
	if actor.Kind == dialogue.ContactActor {
		return nil
	}
	now, err := tx.Now(ctx)
	if err != nil {
		return err
	}
	key, err := tx.FormKey(ctx)
	if err != nil {
		return err
	}
	opened, ok := secret.SignedTime(key, signedAbout(q.Submission), q.Signed)
	return q.CheckForm(opened, ok, now).Err()
}

// CheckStatement is the page between form and sending: the request as it would be stored. It stores nothing and returns the same errors as
// SendStatement.
func (a *App) CheckStatement(ctx context.Context, slug string, q dialogue.StatementRequest) (dialogue.StatementCheck, error) {
	check := dialogue.StatementCheck{Request: q}
	err := a.db.InTx(ctx, func(tx *postgres.Tx) error {
		var err error
		if check.Invitation, err = tx.InvitationBySlug(ctx, slug); err != nil {
			return err
		}
		if check.Now, err = tx.Now(ctx); err != nil {
			return err
		}
		if !check.Invitation.Series.TakesStatements(check.Now) {
			return dialogue.ErrClosed
		}
		inv := &check.Invitation
		if check.Files, err = tx.UnsentFiles(ctx, inv.Organiser.ID, inv.Series.ID, q.Submission); err != nil {
			return err
		}
		if err := q.Validate(inv, false, len(check.Files)).Err(); err != nil {
			return err
		}
		return a.checkForm(ctx, tx, dialogue.Actor{}, q)
	})
	return check, err
}
