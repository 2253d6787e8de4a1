package app

import (
	"context"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/norway"
)

// PublicCoverage is an organiser's coverage as everybody may read it: municipalities and figures, no names of people and nothing that staff
// have written. dialogue.ErrNotFound unless the organiser has made it public; the answer is the same where there is no such organiser.
func (a *App) PublicCoverage(ctx context.Context, slug string, filter dialogue.CoverageFilter) (dialogue.CoveragePage, error) {
	organiser, err := a.db.OrganiserBySlug(ctx, slug)
	if err != nil {
		return dialogue.CoveragePage{}, err
	}
	if !organiser.CoveragePublic {
		return dialogue.CoveragePage{}, dialogue.ErrNotFound
	}
	page, err := coverageOf(ctx, a.db.Reader, organiser, filter)
	if err != nil {
		return dialogue.CoveragePage{}, err
	}
	return page.ForPublic(), nil
}

// placesOf are the municipalities' cells in their counties' tile maps on the day.
func placesOf(counties []dialogue.CountyChoice, on dialogue.Date) map[string]dialogue.MapPlace {
	places := map[string]dialogue.MapPlace{}
	for _, c := range counties {
		for number, tile := range norway.Tiles(c.Number, on) {
			places[number] = dialogue.MapPlace{Column: tile.Column, Row: tile.Row}
		}
	}
	return places
}
