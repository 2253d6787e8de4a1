package main

import (
	"context"
	"fmt"
	"time"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/sample"
)

// demoRequests installs Vestland's invitation without dates, with requests that wait, and lets staff make a meeting of the first. The
// meeting lies ahead whatever the time is, and never before 2022.
func demoRequests(ctx context.Context, a *app.App, now time.Time) error {
	inv := sample.VestlandOnRequest()
	if err := a.InstallInvitation(ctx, dialogue.System(inv.Organiser.ID), inv, sample.Files(inv)...); err != nil {
		return err
	}
	if !inv.Openness(now).Takes() {
		return nil
	}
	staff := demoActor(inv.Organiser, dialogue.Editor)
	var first dialogue.Registration
	for i, q := range sample.OnRequestWishes() {
		r, err := a.Register(ctx, staff, inv.Series.Slug, q)
		if err != nil {
			return fmt.Errorf("%s: %w", q.Unit.Name, err)
		}
		if i == 0 {
			first = r
		}
	}
	form, err := a.RequestMeetingForm(ctx, staff, inv.Series.ID, []dialogue.ID{first.ID})
	if err != nil {
		return err
	}
	day := dialogue.DateOf(now).AddDays(40)
	if january := (dialogue.Date{Year: 2022, Month: time.January, Day: 19}); day.Before(january) {
		day = january
	}
	for day.IsWeekend() || day.IsHoliday() {
		day = day.AddDays(1)
	}
	q := dialogue.RequestMeeting{Others: form.Others, Note: "Vi set av god tid til spørsmål. KS blir med.", Meeting: dialogue.Meeting{
		StartsAt: day.At(10, 0), EndsAt: day.At(12, 0), Digital: true, TeamsURL: "https://teams.example.no/mote/foresporsel",
		Deadline: dialogue.Deadline{On: day.AddDays(-5)}, CapacityShown: true}}
	for _, chosen := range form.Requests {
		q.Requests = append(q.Requests, dialogue.RequestVersion{Registration: chosen.Registration.ID, Version: chosen.Registration.Version})
	}
	_, err = a.MeetingFromRequests(ctx, staff, inv.Series.ID, q)
	return err
}
