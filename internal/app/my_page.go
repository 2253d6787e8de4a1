package app

import (
	"context"
	"slices"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/norway"
	"dialogmote/internal/postgres"
	"dialogmote/internal/secret"
)

// mineOf is what the actor has proven, and all that it gives a right to see.
func (a *App) mineOf(ctx context.Context, reader postgres.Reader, actor dialogue.Actor) (dialogue.Proof, dialogue.Mine, error) {
	proof, err := a.proofOf(ctx, reader, actor)
	if err != nil {
		return proof, dialogue.Mine{}, err
	}
	mine, err := reader.Mine(ctx, proof)
	return proof, mine.Of(proof), err
}

// MyPage is «Min side»: for each unit that the actor has to do with, at every organiser, what is registered, what is not answered yet,
// and who has access. dialogue.ErrForbidden for who has proven nothing.
func (a *App) MyPage(ctx context.Context, actor dialogue.Actor) (dialogue.MyPage, error) {
	page := dialogue.MyPage{Email: actor.Email}
	proof, mine, err := a.mineOf(ctx, a.db.Reader, actor)
	if err != nil {
		return page, err
	}
	if page.Now, err = a.db.Now(ctx); err != nil {
		return page, err
	}
	series := map[dialogue.ID]dialogue.Invitation{}
	for _, r := range mine.Registrations {
		if err := a.readSeries(ctx, series, r.Organiser, r.Series); err != nil {
			return page, err
		}
	}
	for _, i := range mine.Invited {
		if err := a.readSeries(ctx, series, i.Organiser, i.Series); err != nil {
			return page, err
		}
	}
	page.Units = dialogue.GroupMine(proof, mine, func(r dialogue.Registration) dialogue.OwnPage {
		inv := series[r.Series]
		return dialogue.OwnPage{Registration: r, Invitation: inv, Now: page.Now, May: dialogue.ContactMay(&inv, r, page.Now)}
	}, func(i dialogue.AskedUnit) (dialogue.MyInvitation, bool) {
		inv := series[i.Series]
		until, open := inv.AnswersUntil(i.Unit, page.Now)
		return dialogue.MyInvitation{Organiser: i.Organiser, ID: i.ID, Invitation: inv, Until: until}, open
	})
	for i := range page.Units {
		page.Units[i].Name = officialName(page.Units[i].Unit, dialogue.DateOf(page.Now))
		if page.Units[i].Milestones, err = officesWithMilestones(ctx, a.db.Reader, page.Units[i], dialogue.DateOf(page.Now)); err != nil {
			return page, err
		}
		until, became := ceased(page.Units[i].Unit, dialogue.DateOf(page.Now))
		alone := len(became) == 1 && became[0].Name == page.Units[i].Name && !slices.ContainsFunc(page.Units, func(u dialogue.MyUnit) bool { return u.Unit.Number == became[0].Number })
		if !alone { // with nothing to be taken for, it is what it was called
			page.Units[i].Until, page.Units[i].Became = until, became
		}
	}
	slices.SortStableFunc(page.Units, func(a, b dialogue.MyUnit) int { // what was comes after what is
		switch aLasts, bLasts := a.Until.IsZero(), b.Until.IsZero(); {
		case aLasts == bLasts:
			return 0
		case aLasts:
			return -1
		}
		return 1
	})
	return page, nil
}

// ceased is the day on which a municipality ceased to be one, and those it became; zero while it lasts.
func ceased(u dialogue.Unit, today dialogue.Date) (dialogue.Date, []dialogue.Unit) {
	if u.Kind != dialogue.Municipality {
		return dialogue.Date{}, nil
	}
	if _, lasts := norway.ByNumber(u.Number, today); lasts {
		return dialogue.Date{}, nil
	}
	last, known := norway.ByNumber(u.Number, u.ValidFrom)
	for known && !last.ValidTo.IsZero() {
		renamed, goesOn := norway.ByNumber(u.Number, last.ValidTo)
		if !goesOn {
			break
		}
		last = renamed
	}
	if !known || last.ValidTo.IsZero() || today.Before(last.ValidTo) {
		return dialogue.Date{}, nil
	}
	var became []dialogue.Unit
	for _, m := range norway.Successors(u.Number, u.ValidFrom, today) {
		became = append(became, dialogue.Unit{Kind: dialogue.Municipality, Number: m.Number, Name: m.Label})
	}
	return last.ValidTo, became
}

func (a *App) readSeries(ctx context.Context, series map[dialogue.ID]dialogue.Invitation, organiser, id dialogue.ID) error {
	if _, read := series[id]; read {
		return nil
	}
	inv, err := a.db.Invitation(ctx, organiser, id)
	series[id] = inv
	return err
}

// OpenMine is the registration when the actor may open it, by what is so now; the caller then makes it the session's. ErrNotFound for
// everybody else.
func (a *App) OpenMine(ctx context.Context, actor dialogue.Actor, organiser, id dialogue.ID) (dialogue.Registration, error) {
	var r dialogue.Registration
	err := a.db.InTx(ctx, func(tx *postgres.Tx) error {
		proof, err := a.proofOf(ctx, tx.Reader, actor)
		if err != nil {
			return err
		}
		if r, err = tx.Registration(ctx, organiser, id); err != nil {
			return err
		}
		if !proof.MayOpen(r) {
			return dialogue.ErrNotFound
		}
		opened := contactOf(r)
		opened.Email, opened.OrgNumber = actor.Email, actor.OrgNumber
		return tx.Write(ctx, func(b *postgres.Batch) { b.Audit(line(opened, "open_mine", r, nil)) })
	})
	if err != nil {
		return dialogue.Registration{}, err
	}
	return r, nil
}

// StartMine gives the actor, who acts for an invited unit, a personal link of the unit's own to register by: what the letter's link does,
// without the letter. ErrNotFound when the invitation is not one of the actor's units', or was not sent; ErrClosed when it can't be
// answered any more.
func (a *App) StartMine(ctx context.Context, actor dialogue.Actor, organiser, invitation dialogue.ID) (token string, err error) {
	err = a.db.InTx(ctx, func(tx *postgres.Tx) error {
		_, mine, err := a.mineOf(ctx, tx.Reader, actor)
		if err != nil {
			return err
		}
		for _, i := range mine.Invited {
			if i.Organiser != organiser || i.ID != invitation {
				continue
			}
			inv, err := tx.Invitation(ctx, organiser, i.Series)
			if err != nil {
				return err
			}
			now, err := tx.Now(ctx)
			if err != nil {
				return err
			}
			if _, open := inv.AnswersUntil(i.Unit, now); !open {
				return dialogue.ErrClosed
			}
			var hash []byte
			token, hash = secret.NewToken()
			who := actor
			who.Organiser = organiser
			if _, err := tx.NoteInvitationStarted(ctx, organiser, invitation); err != nil {
				return err
			}
			return tx.Write(ctx, func(b *postgres.Batch) {
				b.InsertInvitationLink(organiser, invitation, hash)
				b.Audit(dialogue.AuditLine{Actor: who, Verb: "start_mine", Series: i.Series, About: invitation})
			})
		}
		return dialogue.ErrNotFound
	})
	return token, err
}
