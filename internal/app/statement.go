package app

import (
	"context"
	"errors"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/mail"
	"dialogmote/internal/postgres"
	"dialogmote/internal/secret"
)

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
