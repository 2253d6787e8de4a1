package app

import (
	"context"
	"errors"
	"strings"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/mail"
	"dialogmote/internal/norway"
	"dialogmote/internal/postgres"
	"dialogmote/internal/secret"
)

// StartMySignIn has a link to «Min side» mailed to the address, if it is known. Whether it is known is found out by the job: the answer
// here, and the time it takes, are the same for every address. dialogue.Problems when nothing can be mailed to what was written.
func (a *App) StartMySignIn(ctx context.Context, email string, lang dialogue.Lang) error {
	email = strings.ToLower(strings.TrimSpace(email))
	if !dialogue.ValidEmail(email) {
		return dialogue.Problems{"email": {Key: "problem.email"}}
	}
	q := postgres.SignInRequest{ID: newID(), Email: email, Lang: lang}
	return a.db.InTx(ctx, func(tx *postgres.Tx) error {
		if err := tx.Write(ctx, func(b *postgres.Batch) { b.InsertSignInRequest(q) }); err != nil {
			return err
		}
		return tx.Enqueue(ctx, MailMySignIn{Request: q.ID})
	})
}

// MailMySignInLink forgets the request and mails the link if the address is known: as the contact's of a registration, on the domain of an
// official unit that is registered or invited somewhere, or let in by a colleague. The letter is the organiser's that has had to do
// with it last. Nothing is sent beyond the limit of letters an hour.
func (a *App) MailMySignInLink(ctx context.Context, actor dialogue.Actor, request dialogue.ID) error {
	if actor.Kind != dialogue.SystemActor {
		return dialogue.ErrForbidden
	}
	return a.db.InTx(ctx, func(tx *postgres.Tx) error {
		q, err := tx.TakeSignInRequest(ctx, request)
		if errors.Is(err, dialogue.ErrNotFound) {
			return nil // it has been handled, or was too old
		}
		if err != nil {
			return err
		}
		proof, mine, err := a.mineOf(ctx, tx.Reader, personOf(q.Email))
		if err != nil {
			return err
		}
		from := mine.Latest(proof)
		if from.IsZero() {
			return nil
		}
		now, err := tx.Now(ctx)
		if err != nil {
			return err
		}
		if may, err := a.mayMail(ctx, tx, q.Email, now); err != nil || !may {
			return err
		}
		organiser, err := tx.Organiser(ctx, from)
		if err != nil {
			return err
		}
		token, hash := secret.NewToken()
		if err := tx.Write(ctx, func(b *postgres.Batch) {
			b.InsertPersonLink(organiser.ID, hash, q.Email, now.Add(dialogue.SignInFor))
			b.Audit(dialogue.AuditLine{Actor: dialogue.Actor{Kind: dialogue.Anonymous, Organiser: organiser.ID}, Verb: "start_my_sign_in", About: q.ID})
		}); err != nil {
			return err
		}
		return a.postPersonal(ctx, tx, mail.Facts{
			Kind: dialogue.LetterMySignIn, Lang: q.Lang, To: mail.To{Email: q.Email}, Now: now, Organiser: &organiser, Token: token,
		}, "my_sign_in/"+q.ID.String())
	})
}

// postPersonal posts a letter that is about no series.
func (a *App) postPersonal(ctx context.Context, tx *postgres.Tx, f mail.Facts, once string) error {
	letter, err := a.letters.Compose(f)
	if err != nil {
		return err
	}
	letter.Once = once
	return a.post(ctx, tx, letter)
}

// CheckMySignInLink is nil while a link to «Min side» can be used, else ErrUsed. It uses nothing: mail scanners open links too.
func (a *App) CheckMySignInLink(ctx context.Context, token string) error {
	works, err := a.db.PersonLinkWorks(ctx, secret.HashToken(token))
	if err == nil && !works {
		err = dialogue.ErrUsed
	}
	return err
}

// UseMySignInLink consumes a link to «Min side» and gives the address that it proves; ErrUsed when it is used, unknown or ten minutes old.
func (a *App) UseMySignInLink(ctx context.Context, token string) (email string, err error) {
	err = a.db.InTx(ctx, func(tx *postgres.Tx) error {
		var organiser dialogue.ID
		if organiser, email, err = tx.UsePersonLink(ctx, secret.HashToken(token)); err != nil {
			return err
		}
		actor := personOf(email)
		actor.Organiser = organiser
		return tx.Write(ctx, func(b *postgres.Batch) {
			b.Audit(dialogue.AuditLine{Actor: actor, Verb: "my_sign_in", About: organiser})
		})
	})
	return email, err
}

// SignInOrganisation notes that a municipality's own sign-in vouches for somebody, at the organiser that has had to do with the
// municipality last. ErrNotInvited when the organisation is no municipality.
func (a *App) SignInOrganisation(ctx context.Context, orgNumber, email string) error {
	if norway.MunicipalitiesOf(orgNumber) == nil {
		return dialogue.ErrNotInvited
	}
	return a.db.InTx(ctx, func(tx *postgres.Tx) error {
		actor := dialogue.Actor{Kind: dialogue.ContactActor, Email: email, OrgNumber: orgNumber}
		proof, mine, err := a.mineOf(ctx, tx.Reader, actor)
		if err != nil {
			return err
		}
		organiser := mine.Latest(proof)
		if organiser.IsZero() {
			return nil
		}
		return tx.Write(ctx, func(b *postgres.Batch) { b.Audit(personLine(actor, organiser, "sign_in_organisation", organiser)) })
	})
}

// personOf is whoever has proven the address, as an actor.
func personOf(email string) dialogue.Actor {
	return dialogue.Actor{Kind: dialogue.ContactActor, Email: email}
}
