package main

import (
	"context"
	"slices"
	"time"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/sample"
)

// demoReceipts is how many of the ministry's made-up applicants have got their receipt, for the letters to be looked at.
const demoReceipts = 5

// The ministry's draw: what the public value was to be and its made-up numbers.
const (
	demoValueSource = "Vinnertallene i Vikinglotto onsdag 10. mai 2017"
	demoValue       = "3 9 14 22 31 40, vikingtall 5"
)

// The draw was frozen the day before the value existed, and answered in time for 15 May.
var (
	demoFrozen   = dialogue.Date{Year: 2017, Month: time.May, Day: 9}.At(14, 0)
	demoAnswered = dialogue.Date{Year: 2017, Month: time.May, Day: 12}.At(10, 0)
)

// onDay does something while the database's clock shows another time, and puts the clock back.
type onDay func(day time.Time, do func() error) error

// demoApplications stores the applications to the ministry's meetings that have come by now. From the day the answer was promised they are
// answered too: frozen on 9 May, drawn, approved and sent on 12 May, through the verbs that staff use.
func demoApplications(ctx context.Context, a *app.App, inv dialogue.Invitation, now time.Time, onDay onDay) error {
	all := sample.ApplicationsDepartementet()
	come := slices.DeleteFunc(all, func(r dialogue.Registration) bool { return r.ActivatedAt.After(now) })
	if err := a.InstallRegistrations(ctx, dialogue.System(inv.Organiser.ID), inv, come, demoReceipts); err != nil {
		return err
	}
	if now.Before(inv.Series.AnswerBy.At(0, 0)) {
		return nil
	}
	if err := onDay(demoFrozen, func() error { return demoFreeze(ctx, a, inv) }); err != nil {
		return err
	}
	return onDay(demoAnswered, func() error { return demoDraw(ctx, a, inv) })
}

func demoFreeze(ctx context.Context, a *app.App, inv dialogue.Invitation) error {
	editor := demoActor(inv.Organiser, dialogue.Editor)
	page, err := a.Selection(ctx, editor, inv.Series.ID)
	if err != nil {
		return err
	}
	return a.FreezeSelection(ctx, editor, app.SeriesEdit{Series: inv.Series.ID, Version: page.Invitation.Series.Version}, demoValueSource, "")
}

// demoDraw makes the draw as the ministry's staff would: one proposes, another approves and sends.
func demoDraw(ctx context.Context, a *app.App, inv dialogue.Invitation) error {
	one, other := demoActor(inv.Organiser, dialogue.Editor), demoActor(inv.Organiser, dialogue.Admin)
	draw := func() (app.SelectionEdit, error) {
		page, err := a.Selection(ctx, one, inv.Series.ID)
		if err != nil || page.Draw == nil {
			return app.SelectionEdit{}, err
		}
		return app.SelectionEdit{Series: inv.Series.ID, Selection: page.Draw.ID, Version: page.Draw.Version}, nil
	}
	var proposal dialogue.ID
	for _, step := range []func(app.SelectionEdit) error{
		func(e app.SelectionEdit) error { return a.EnterPublicValue(ctx, one, e, demoValue) },
		func(e app.SelectionEdit) (err error) { proposal, err = a.ProposeSelection(ctx, one, e, ""); return err },
		func(e app.SelectionEdit) error { return a.ApproveProposal(ctx, other, e, proposal) },
		func(e app.SelectionEdit) error { _, err := a.SendAnswers(ctx, other, e, proposal); return err },
	} {
		e, err := draw()
		if err == nil {
			err = step(e)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// demoActor is the organiser's sample user in the role.
func demoActor(o dialogue.Organiser, role dialogue.StaffRole) dialogue.Actor {
	actor := dialogue.Actor{Kind: dialogue.StaffActor, Organiser: o.ID, Role: role}
	for _, user := range sample.Staff() {
		if user.Organiser == o.ID && user.Role == role {
			actor.User = user.ID
		}
	}
	return actor
}
