package app

import (
	"context"
	"slices"
	"strings"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/mail"
	"dialogmote/internal/norway"
	"dialogmote/internal/postgres"
)

// LetIn lets a colleague in to what a unit has, at every organiser that has something of it that the actor sees, and mails the colleague
// where to go. Who is vouched for lets in to all of the unit's, a contact to what the contact has registered. dialogue.Problems for
// what can be mended, ErrNotFound when the unit is not the actor's to let anybody in to.
func (a *App) LetIn(ctx context.Context, actor dialogue.Actor, organiser, unit dialogue.ID, name, email string) error {
	name, email = strings.TrimSpace(name), strings.ToLower(strings.TrimSpace(email))
	return a.db.InTx(ctx, func(tx *postgres.Tx) error {
		proof, u, at, err := a.ownUnit(ctx, tx, actor, organiser, unit)
		if err != nil {
			return err
		}
		if err := tx.HoldColleagues(ctx, u); err != nil {
			return err
		}
		there, err := tx.ColleaguesOf(ctx, u)
		if err != nil {
			return err
		}
		if err := dialogue.CheckLetIn(u, name, email, letInBy(actor), there).Err(); err != nil {
			return err
		}
		now, err := tx.Now(ctx)
		if err != nil {
			return err
		}
		if err := a.mustMail(ctx, tx, "email", email, now); err != nil {
			return err
		}
		from, err := tx.Organiser(ctx, organiser)
		if err != nil {
			return err
		}
		ids := make([]dialogue.ID, len(at))
		if err := tx.Write(ctx, func(b *postgres.Batch) {
			for i, o := range at {
				ids[i] = newID()
				b.InsertColleague(dialogue.Colleague{Organiser: o.Organiser, ID: ids[i], Unit: o.Unit, Email: email, Name: name, LetInBy: letInBy(actor), WholeUnit: proof.VouchedFor(u)})
				b.Audit(personLine(actor, o.Organiser, "let_in", ids[i]))
			}
		}); err != nil {
			return err
		}
		return a.postPersonal(ctx, tx, mail.Facts{
			Kind: dialogue.LetterLetIn, Lang: u.LetterLang(norway.LangOf(u.County, dialogue.DateOf(now)), from.Lang, actor.Lang),
			To: mail.To{Name: name, Email: email}, Now: now, Organiser: &from, Invited: &u,
		}, "let_in/"+ids[0].String())
	})
}

// LetInForm is the unit that the actor may let colleagues in to; ErrNotFound for everybody else.
func (a *App) LetInForm(ctx context.Context, actor dialogue.Actor, organiser, unit dialogue.ID) (form dialogue.LetInForm, err error) {
	err = a.db.InTx(ctx, func(tx *postgres.Tx) error {
		proof, u, _, err := a.ownUnit(ctx, tx, actor, organiser, unit)
		if err != nil {
			return err
		}
		now, err := tx.Now(ctx)
		form = dialogue.LetInForm{Unit: u, Name: officialName(u, dialogue.DateOf(now)), Whole: proof.VouchedFor(u)}
		return err
	})
	return form, err
}

// ownUnit is a unit that the actor may let colleagues in to, and the organisers' rows for it where the actor sees something.
func (a *App) ownUnit(ctx context.Context, tx *postgres.Tx, actor dialogue.Actor, organiser, unit dialogue.ID) (p dialogue.Proof, u dialogue.Unit, at []postgres.OrganiserUnit, err error) {
	p, mine, err := a.mineOf(ctx, tx.Reader, actor)
	if err != nil {
		return p, u, nil, err
	}
	seen := map[dialogue.ID]bool{}
	for _, r := range mine.Registrations {
		seen[r.Unit.ID] = true
	}
	for _, i := range mine.Invited {
		seen[i.Unit.ID] = true
	}
	if u, err = tx.Unit(ctx, organiser, unit); err != nil {
		return p, u, nil, err
	}
	if !seen[u.ID] || !p.MayLetIn(u, mine.Registrations) {
		return p, u, nil, dialogue.ErrNotFound
	}
	if at, err = tx.SameUnits(ctx, u); err != nil {
		return p, u, nil, err
	}
	at = slices.DeleteFunc(at, func(o postgres.OrganiserUnit) bool { return !seen[o.Unit.ID] })
	return p, u, at, nil
}

// EndAccess ends a colleague's access to a unit, at every organiser. Who is vouched for ends whoever let the colleague in; a contact what
// the contact has given. ErrNotFound when it is not the actor's to end.
func (a *App) EndAccess(ctx context.Context, actor dialogue.Actor, organiser, colleague dialogue.ID) error {
	return a.db.InTx(ctx, func(tx *postgres.Tx) error {
		proof, err := a.proofOf(ctx, tx.Reader, actor)
		if err != nil {
			return err
		}
		c, err := tx.Colleague(ctx, organiser, colleague)
		if err != nil {
			return err
		}
		if !proof.MayEnd(c) {
			return dialogue.ErrNotFound
		}
		there, err := tx.ColleaguesOf(ctx, c.Unit)
		if err != nil {
			return err
		}
		return tx.Write(ctx, func(b *postgres.Batch) {
			for _, other := range there {
				if other.Email == c.Email && proof.MayEnd(other) {
					b.EndColleague(other.Organiser, other.ID)
					b.Audit(personLine(actor, other.Organiser, "end_access", other.ID))
				}
			}
		})
	})
}

// personLine is an audit line of somebody outside the organisers about no registration.
func personLine(actor dialogue.Actor, organiser dialogue.ID, verb string, about dialogue.ID) dialogue.AuditLine {
	actor.Organiser = organiser
	return dialogue.AuditLine{Actor: actor, Verb: verb, About: about}
}

// letInBy is how the one who lets in is written down.
func letInBy(actor dialogue.Actor) string {
	if actor.Email != "" {
		return actor.Email
	}
	return "0192:" + actor.OrgNumber
}
