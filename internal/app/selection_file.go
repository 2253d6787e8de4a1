package app

import (
	"context"
	"errors"

	"dialogmote/internal/dialogue"
)

// SelectionFile is one of the files of a case, as `dialogmote selection verify` reads them: meetings.csv, units.csv, persons.csv,
// rules.json, assignment.csv or report.json. of is a draw, whose approved proposal, else its newest, gives the last three, or one
// of its proposals. ErrNotFound for another name, and for what does not exist yet.
func (a *App) SelectionFile(ctx context.Context, actor dialogue.Actor, series, of dialogue.ID, name string) (dialogue.File, error) {
	if err := actor.RequireStaff(dialogue.Reader); err != nil {
		return dialogue.File{}, err
	}
	draw, err := a.db.SelectionOfProposal(ctx, actor.Organiser, series, of)
	if errors.Is(err, dialogue.ErrNotFound) {
		draw, err = of, nil
	}
	if err != nil {
		return dialogue.File{}, err
	}
	b, err := a.benchFor(ctx, actor, series, draw)
	if err != nil {
		return dialogue.File{}, err
	}
	if b.draw == nil {
		return dialogue.File{}, dialogue.ErrNotFound
	}
	p := b.proposal(of)
	if p == nil {
		p = b.chosen()
	}
	text, mediaType := "", "text/csv; charset=utf-8"
	switch name {
	case "meetings.csv":
		text = b.draw.Meetings
	case "units.csv":
		text = b.draw.Units
	case "persons.csv":
		text = b.draw.Persons
	case "rules.json":
		text, mediaType = b.draw.Rules, "application/json"
		if p != nil {
			text = p.Locks
		}
	case "assignment.csv":
		if p != nil {
			text = p.Assignment
		}
	case "report.json":
		mediaType = "application/json"
		if p != nil {
			text = p.Report
		}
	}
	if text == "" {
		return dialogue.File{}, dialogue.ErrNotFound
	}
	return dialogue.File{Name: name, MediaType: mediaType, Bytes: []byte(text)}, nil
}
