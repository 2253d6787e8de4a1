package app

import (
	"context"
	"errors"
	"slices"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/mail"
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
			case taken > dialogue.MaxUnsent:
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

// SendStatement stores what somebody unknown has written, and posts a letter that asks for a click: until then nobody sees it, and it is deleted
// after 72 hours. The same submission again returns what the first one stored.
//
// It returns dialogue.Problems for what the writer can mend, ErrClosed when none can be sent, and ErrNotFound.
func (a *App) SendStatement(ctx context.Context, slug string, q dialogue.StatementRequest) (dialogue.Statement, error) {
	inv, err := a.db.InvitationBySlug(ctx, slug)
	if err != nil {
		return dialogue.Statement{}, err
	}
	return a.sendStatement(ctx, dialogue.Actor{}, &inv, nil, q)
}

// SendOwnStatement stores what a delegation's contact or a colleague has written: it is their unit's at once. Errors are as for SendStatement; a
// registration that isn't active is ErrClosed.
func (a *App) SendOwnStatement(ctx context.Context, actor dialogue.Actor, registration dialogue.ID, q dialogue.StatementRequest) (dialogue.Statement, error) {
	organiser, err := mayChange(actor, registration)
	if err != nil {
		return dialogue.Statement{}, err
	}
	r, err := a.db.Registration(ctx, organiser, registration)
	if err != nil {
		return dialogue.Statement{}, err
	}
	inv, err := a.db.Invitation(ctx, organiser, r.Series)
	if err != nil {
		return dialogue.Statement{}, err
	}
	return a.sendStatement(ctx, actor, &inv, &r, q)
}

func (a *App) sendStatement(ctx context.Context, actor dialogue.Actor, inv *dialogue.Invitation, r *dialogue.Registration, q dialogue.StatementRequest) (dialogue.Statement, error) {
	var stored dialogue.Statement
	var err error
	for range 3 {
		err = a.db.InTx(ctx, func(tx *postgres.Tx) error {
			var err error
			stored, err = a.storeStatement(ctx, tx, actor, inv, r, q)
			return err
		})
		if !errors.Is(err, postgres.ErrSeenSubmission) && !errors.Is(err, postgres.ErrReferenceTaken) {
			break
		}
	}
	return stored, err
}

func (a *App) storeStatement(ctx context.Context, tx *postgres.Tx, actor dialogue.Actor, inv *dialogue.Invitation, r *dialogue.Registration, q dialogue.StatementRequest) (dialogue.Statement, error) {
	var none dialogue.Statement
	organiser := inv.Organiser.ID
	if err := tx.HoldSubmission(ctx, q.Submission); err != nil {
		return none, err
	}
	if seen, err := tx.StatementBySubmission(ctx, organiser, q.Submission); !errors.Is(err, dialogue.ErrNotFound) {
		return seen, err
	}
	now, err := tx.Now(ctx)
	if err != nil {
		return none, err
	}
	if !inv.Series.TakesStatements(now) {
		return none, dialogue.ErrClosed
	}
	files, err := tx.UnsentFiles(ctx, organiser, inv.Series.ID, q.Submission)
	if err != nil {
		return none, err
	}
	if err := q.Validate(inv, r != nil, len(files)).Err(); err != nil {
		return none, err
	}
	s := dialogue.Statement{
		Organiser: organiser, ID: newID(), Series: inv.Series.ID, Meeting: q.Meeting, State: dialogue.StatementReceived, Lang: q.Lang, Name: q.Name,
		Email: q.Email, Behalf: q.Behalf, Text: q.Text, Consent: q.Consent, Reference: secret.Reference(), ReceivedAt: now, Files: files,
	}
	if r == nil {
		if err := a.checkForm(ctx, tx, actor, q); err != nil {
			return none, err
		}
		if err := a.mustMail(ctx, tx, "email", q.Email, now); err != nil {
			return none, err
		}
		s.State, s.ExpiresAt = dialogue.StatementUnverified, now.Add(dialogue.VerifyWithin)
	} else if s, err = ofDelegation(ctx, tx, actor, *r, s); err != nil {
		return none, err
	}
	if err := tx.Write(ctx, func(b *postgres.Batch) {
		b.InsertStatement(s, q.Submission)
		b.Audit(statementLine(actor, "send_statement", s))
	}); err != nil {
		return none, err
	}
	if r == nil {
		return s, a.postStatement(ctx, tx, inv, s, now, dialogue.LetterStatement, "/asks", s.ExpiresAt)
	}
	return s, a.postStatement(ctx, tx, inv, s, now, dialogue.LetterStatement, "", time.Time{})
}

// ofDelegation fills in who writes for a delegation: whoever has opened it, in their unit's name.
func ofDelegation(ctx context.Context, tx *postgres.Tx, actor dialogue.Actor, r dialogue.Registration, s dialogue.Statement) (dialogue.Statement, error) {
	if err := tx.TakeRegistration(ctx, r.Organiser, r.ID); err != nil {
		return s, err
	}
	r, err := tx.Registration(ctx, r.Organiser, r.ID)
	if err != nil {
		return s, err
	}
	if r.State != dialogue.Active || !r.ErasedAt.IsZero() {
		return s, dialogue.ErrClosed
	}
	s.Registration, s.Unit, s.Behalf = r.ID, r.Unit.Name, ""
	s.Name, s.Email = r.Contact.Name, r.Contact.Email
	if actor.Email != "" && actor.Email != r.Contact.Email {
		s.Name, s.Email = actor.Email, actor.Email
	}
	return s, nil
}

// StatementSent is the page after sending, read from what is stored. Its address authorises nothing, so nobody's name or words are on it.
func (a *App) StatementSent(ctx context.Context, slug, reference string) (dialogue.StatementPage, error) {
	s, err := a.db.StatementByReference(ctx, reference)
	if err != nil {
		return dialogue.StatementPage{}, err
	}
	page, err := a.statementPage(ctx, dialogue.Statement{Organiser: s.Organiser, ID: s.ID, Series: s.Series, State: s.State, Reference: s.Reference,
		ReceivedAt: s.ReceivedAt, ExpiresAt: s.ExpiresAt, Lang: s.Lang})
	if err == nil && page.Invitation.Series.Slug != slug {
		err = dialogue.ErrNotFound
	}
	return page, err
}

func (a *App) statementPage(ctx context.Context, s dialogue.Statement) (dialogue.StatementPage, error) {
	page := dialogue.StatementPage{Statement: s}
	var err error
	if page.Invitation, err = a.db.Invitation(ctx, s.Organiser, s.Series); err != nil {
		return page, err
	}
	page.Now, err = a.db.Now(ctx)
	return page, err
}

// StatementByLink is what a link in a letter opens for the statement's writer. It uses nothing. ErrUsed for a link that has run out or is none
// of ours.
func (a *App) StatementByLink(ctx context.Context, token string) (dialogue.StatementPage, error) {
	s, proves, err := a.db.StatementByLink(ctx, secret.HashToken(token))
	if err != nil {
		return dialogue.StatementPage{}, err
	}
	page, err := a.statementPage(ctx, s)
	page.Proves = proves
	return page, err
}

// StatementFileByLink is a file of the statement, for its writer.
func (a *App) StatementFileByLink(ctx context.Context, token string, id dialogue.ID) (Download, error) {
	s, _, err := a.db.StatementByLink(ctx, secret.HashToken(token))
	if err != nil {
		return Download{}, err
	}
	return a.fileOf(ctx, s, id)
}

// ConfirmStatement is the click: the address is proven, and staff see what was written. The receipt with a copy is posted now, for before anybody
// may have written anything to anybody. A second click does nothing; a link that has run out is ErrUsed.
func (a *App) ConfirmStatement(ctx context.Context, token string) error {
	return a.db.InTx(ctx, func(tx *postgres.Tx) error {
		s, proves, err := tx.StatementByLink(ctx, secret.HashToken(token))
		if err != nil {
			return err
		}
		if err := tx.RaiseStatement(ctx, s.Organiser, s.ID, 0); err != nil {
			return err
		}
		if s, err = tx.Statement(ctx, s.Organiser, s.ID); err != nil {
			return err
		}
		if s.State != dialogue.StatementUnverified || !proves {
			return nil
		}
		inv, err := tx.Invitation(ctx, s.Organiser, s.Series)
		if err != nil {
			return err
		}
		now, err := tx.Now(ctx)
		if err != nil {
			return err
		}
		s.State, s.ExpiresAt = dialogue.StatementReceived, time.Time{}
		if err := tx.Write(ctx, func(b *postgres.Batch) {
			b.SetStatement(s)
			b.Audit(statementLine(dialogue.Actor{}, "confirm_statement", s))
		}); err != nil {
			return err
		}
		return a.postStatement(ctx, tx, &inv, s, now, dialogue.LetterStatement, "", time.Time{})
	})
}

// WithdrawStatement takes a statement away for its writer, who has come by a link: what it says and who wrote it are deleted, also from the public
// page and from the letters. A second time does nothing.
func (a *App) WithdrawStatement(ctx context.Context, token string) error {
	return a.db.InTx(ctx, func(tx *postgres.Tx) error {
		s, _, err := tx.StatementByLink(ctx, secret.HashToken(token))
		if err != nil {
			return err
		}
		return withdrawStatement(ctx, tx, dialogue.Actor{}, s)
	})
}

// WithdrawOwnStatement is the same for a delegation's own.
func (a *App) WithdrawOwnStatement(ctx context.Context, actor dialogue.Actor, registration, id dialogue.ID) error {
	organiser, err := mayChange(actor, registration)
	if err != nil {
		return err
	}
	return a.db.InTx(ctx, func(tx *postgres.Tx) error {
		s, err := tx.Statement(ctx, organiser, id)
		if err == nil && s.Registration != registration {
			err = dialogue.ErrNotFound
		}
		if err != nil {
			return err
		}
		return withdrawStatement(ctx, tx, actor, s)
	})
}

func withdrawStatement(ctx context.Context, tx *postgres.Tx, actor dialogue.Actor, s dialogue.Statement) error {
	if err := tx.RaiseStatement(ctx, s.Organiser, s.ID, 0); err != nil {
		return err
	}
	s, err := tx.Statement(ctx, s.Organiser, s.ID)
	if err != nil || s.Gone() {
		return err
	}
	return tx.Write(ctx, func(b *postgres.Batch) {
		b.WithdrawStatement(s)
		b.EmptyStatementLetters(s)
		line := statementLine(actor, "withdraw_statement", s)
		line.Detail = nil
		b.Audit(line)
	})
}

// OwnStatements are a delegation's own, for it.
func (a *App) OwnStatements(ctx context.Context, actor dialogue.Actor, registration dialogue.ID) ([]dialogue.Statement, error) {
	organiser, err := mayChange(actor, registration)
	if err != nil {
		return nil, err
	}
	return a.db.StatementsOf(ctx, organiser, registration)
}

// OwnStatementFile is a file of a delegation's own.
func (a *App) OwnStatementFile(ctx context.Context, actor dialogue.Actor, registration, id dialogue.ID) (Download, error) {
	all, err := a.OwnStatements(ctx, actor, registration)
	if err != nil {
		return Download{}, err
	}
	for _, s := range all {
		if d, err := a.fileOf(ctx, s, id); err == nil {
			return d, nil
		}
	}
	return Download{}, dialogue.ErrNotFound
}

// PublishedStatementFile is a file of a published statement, for anybody.
func (a *App) PublishedStatementFile(ctx context.Context, slug string, id dialogue.ID) (Download, error) {
	inv, err := a.db.InvitationBySlug(ctx, slug)
	if err != nil {
		return Download{}, err
	}
	all, err := a.db.PublishedStatements(ctx, inv.Organiser.ID, inv.Series.ID)
	if err != nil {
		return Download{}, err
	}
	for _, s := range all {
		if d, err := a.fileOf(ctx, s.ForPublic(), id); err == nil {
			return d, nil
		}
	}
	return Download{}, dialogue.ErrNotFound
}

// fileOf is a file of a statement; ErrNotFound when it has none with the id.
func (a *App) fileOf(ctx context.Context, s dialogue.Statement, id dialogue.ID) (Download, error) {
	i := slices.IndexFunc(s.Files, func(f dialogue.StatementFile) bool { return f.ID == id })
	if i < 0 {
		return Download{}, dialogue.ErrNotFound
	}
	d := a.download(ctx, s.Organiser, s.Files[i].File)
	d.Series = s.Series
	return d, nil
}

// postStatement posts a letter to the writer, with a new link: to the end when the link is to prove the address, else for as long as the
// statement is there. occasion is what follows the statement's id in the letter's own.
func (a *App) postStatement(ctx context.Context, tx *postgres.Tx, inv *dialogue.Invitation, s dialogue.Statement, now time.Time, kind dialogue.LetterKind, occasion string, end time.Time) error {
	token, hash := secret.NewToken()
	if err := tx.Write(ctx, func(b *postgres.Batch) { b.InsertStatementLink(s, hash, end) }); err != nil {
		return err
	}
	letter, err := a.compose(mail.Facts{
		Lang: s.Lang, To: mail.To{Name: s.Name, Email: s.Email}, Now: now, Invitation: inv, Statement: &s, Token: token,
	}, kind, "statement/"+s.ID.String()+occasion)
	if err != nil {
		return err
	}
	letter.Registration = s.Registration
	return a.post(ctx, tx, letter)
}

// statementLine is an audit line about a statement; its words are never in it.
func statementLine(actor dialogue.Actor, verb string, s dialogue.Statement) dialogue.AuditLine {
	actor.Organiser = s.Organiser
	if actor.Kind == "" {
		actor.Kind = dialogue.Anonymous
	}
	return dialogue.AuditLine{Actor: actor, Verb: verb, Series: s.Series, About: s.ID,
		Detail: map[string]any{"reference": s.Reference, "state": s.State, "from": s.From(), "consent": s.Consent, "files": len(s.Files)}}
}
