package main

import (
	"context"
	"fmt"
	"time"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/sample"
	"dialogmote/internal/upload"
)

// demoFiles has the municipalities hand in their presentations, and staff add the recording and the report after the meeting and tell of the
// recording. What is later than now has not happened.
func demoFiles(ctx context.Context, a *app.App, contacts map[string]dialogue.Registration, now time.Time, onDay onDay) error {
	for _, given := range sample.PresentationsOsloViken() {
		r := contacts[given.Unit]
		if now.Before(given.At) {
			continue
		}
		in := app.HandingIn{Registration: r.ID, Kind: dialogue.Presentation, File: upload.Bytes(given.File.Name, given.File.Bytes)}
		if given.Title != "" {
			in.Kind, in.Title = dialogue.OtherFile, given.Title
		}
		contact := dialogue.Actor{Kind: dialogue.ContactActor, Organiser: r.Organiser, Registration: r.ID, Email: r.Contact.Email}
		if err := onDay(given.At, func() error { return a.HandIn(ctx, contact, in) }); err != nil {
			return fmt.Errorf("%s: %w", given.File.Name, err)
		}
	}
	inv := sample.OsloViken2020()
	staff := demoActor(inv.Organiser, dialogue.Editor)
	for _, added := range sample.AfterwardsOsloViken() {
		if now.Before(added.At) {
			continue
		}
		if err := onDay(added.At, func() error { return demoAdd(ctx, a, staff, inv.Series.ID, added) }); err != nil {
			return fmt.Errorf("%s: %w", added.Title.NB, err)
		}
	}
	return nil
}

func demoAdd(ctx context.Context, a *app.App, staff dialogue.Actor, series dialogue.ID, added sample.AddedMaterial) error {
	editor, err := a.Editor(ctx, staff, series)
	if err != nil {
		return err
	}
	var file upload.File
	if added.URL == "" {
		file = upload.Bytes(added.File.Name, added.File.Bytes)
	}
	if err := a.AddMaterial(ctx, staff, app.SeriesEdit{Series: series, Version: editor.Invitation.Series.Version}, added.Material, file); err != nil || added.Announced == "" {
		return err
	}
	page, err := a.AnnouncementPage(ctx, staff, series)
	if err != nil {
		return err
	}
	var news []dialogue.ID
	for _, m := range page.News {
		news = append(news, m.ID)
	}
	return a.Announce(ctx, staff, series, news, added.Announced)
}
