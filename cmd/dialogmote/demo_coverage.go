package main

import (
	"context"
	"time"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/sample"
)

// demoCoverage makes Vestland's coverage read as in the office's status of 25 November 2021, from that day on and ever after: an earlier
// series with its meetings, and what staff entered on two days. What is later than now has not happened.
func demoCoverage(ctx context.Context, a *app.App, now time.Time, onDay onDay) error {
	inv := sample.VestlandDialogue()
	system := dialogue.System(inv.Organiser.ID)
	if err := a.InstallInvitation(ctx, system, inv, sample.Files(inv)...); err != nil || now.Before(inv.Series.PublishedAt) {
		return err
	}
	if err := onDay(inv.Series.PublishedAt, func() error {
		return a.InstallUnitInvitations(ctx, system, inv.Series.ID, sample.VestlandMunicipalities())
	}); err != nil {
		return err
	}
	var come []dialogue.Registration
	for _, r := range sample.RegistrationsVestlandDialogue() {
		if !r.ActivatedAt.After(now) {
			come = append(come, r)
		}
	}
	if err := a.InstallRegistrations(ctx, system, inv, come, 0); err != nil {
		return err
	}
	staff := demoActor(inv.Organiser, dialogue.Editor)
	for i, day := range sample.VestlandEntered() {
		if now.Before(day.On) {
			break
		}
		if err := onDay(day.On, func() error {
			if i == 0 {
				if err := demoMilestone(ctx, a, staff); err != nil {
					return err
				}
				if err := a.SetCoveragePublic(ctx, demoActor(inv.Organiser, dialogue.Admin), true); err != nil {
					return err
				}
			}
			return demoEntered(ctx, a, staff, day)
		}); err != nil {
			return err
		}
	}
	return nil
}

// demoMilestone makes the milestone «Politisk vedtak», and a goal about it and about the meetings.
func demoMilestone(ctx context.Context, a *app.App, staff dialogue.Actor) error {
	name := dialogue.Text{NB: "Politisk vedtak", NN: "Politisk vedtak", EN: "Political decision"}
	if err := a.SaveMilestones(ctx, staff, dialogue.MilestonesVersion(nil), []dialogue.Milestone{{Name: name}}); err != nil {
		return err
	}
	page, err := a.Milestones(ctx, staff)
	if err != nil {
		return err
	}
	for _, g := range []dialogue.Goal{
		{Milestone: page.All[0].ID, By: dialogue.Date{Year: 2021, Month: time.December, Day: 31}},
		{Kind: dialogue.DialogueMeetings, By: dialogue.Date{Year: 2024, Month: time.December, Day: 31}},
	} {
		if err := a.SaveGoal(ctx, staff, g); err != nil {
			return err
		}
	}
	return nil
}

// demoEntered is one day's work: meetings that were never registered for, and milestones, for many municipalities at once.
func demoEntered(ctx context.Context, a *app.App, staff dialogue.Actor, day sample.VestlandCoverage) error {
	for _, q := range day.Held {
		if err := a.SaveHeld(ctx, staff, q); err != nil {
			return err
		}
	}
	for number, reason := range day.No {
		if err := a.NoteDecline(ctx, staff, sample.VestlandDialogue().Series.ID, dialogue.Unit{Kind: dialogue.Municipality, Number: number}, reason); err != nil {
			return err
		}
	}
	page, err := a.Coverage(ctx, staff, dialogue.CoverageFilter{})
	if err != nil {
		return err
	}
	for _, q := range day.Set {
		q.Milestone = page.Milestones[0].ID
		for i := range q.Units {
			for _, u := range page.Units {
				if u.Number == q.Units[i].Number {
					q.Units[i].Version = u.Milestone(q.Milestone).Version
				}
			}
		}
		if err := a.SetMilestone(ctx, staff, q); err != nil {
			return err
		}
	}
	return nil
}
