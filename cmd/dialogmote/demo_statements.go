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

// demoStatements has written input come to Oslo og Viken and to the ministry, each on its day, and staff publish some of it. What is later than now has
// not happened.
func demoStatements(ctx context.Context, a *app.App, now time.Time, onDay onDay) error {
	for _, c := range []struct {
		inv   dialogue.Invitation
		input []sample.WrittenInput
	}{{sample.OsloViken2020(), sample.StatementsOsloViken()}, {sample.Departementet2017(), sample.StatementsDepartementet()}} {
		if now.Before(c.inv.Series.PublishedAt) || !now.Before(c.inv.Series.DeleteOn.At(0, 0)) {
			continue
		}
		staff := demoActor(c.inv.Organiser, dialogue.Editor)
		for _, s := range c.input {
			if now.Before(s.ReceivedAt) {
				continue
			}
			if err := onDay(s.ReceivedAt, func() error {
				var files []upload.File
				if s.File != "" {
					files = append(files, upload.Bytes(s.File, sample.Files(c.inv)[0].Bytes))
				}
				return a.InstallStatement(ctx, dialogue.System(c.inv.Organiser.ID), s.Statement, files...)
			}); err != nil {
				return fmt.Errorf("%s: %w", s.Reference, err)
			}
			edit := app.StatementEdit{Series: s.Series, Statement: s.ID, Version: 1}
			if on := s.PublishedOn.At(9, 30); !s.PublishedOn.IsZero() && !now.Before(on) {
				if err := onDay(on, func() error { return a.PublishStatement(ctx, staff, edit) }); err != nil {
					return fmt.Errorf("%s: %w", s.Reference, err)
				}
			}
			if on := s.AsideOn.At(10, 0); !s.AsideOn.IsZero() && !now.Before(on) {
				if err := onDay(on, func() error { return a.SetStatementAside(ctx, staff, edit, s.Aside) }); err != nil {
					return fmt.Errorf("%s: %w", s.Reference, err)
				}
			}
		}
	}
	return nil
}
