package main

import (
	"bytes"
	"context"
	"fmt"
	"regexp"
	"strings"

	"dialogmote/internal/dialogue"

	"github.com/a-h/templ"
)

// Entry is one page of the gallery.
type Entry struct {
	ID      string // safe in a file's name: "public-invitation-innlandet-nb"
	Name    string // for the index, in English
	Lang    dialogue.Lang
	Page    templ.Component // a whole page, or a letter's HTML
	Picture string          // name of the README's picture of it; most have none
}

// everyEntry joins what the areas show. Each area has a file of its own, entries_<area>.go.
func everyEntry() ([]Entry, error) {
	var all []Entry
	for _, area := range []func() []Entry{
		entriesParts,
		entriesStaffAccount,
		entriesStaffSeries,
		entriesStaffRegistrations,
		entriesStaffOffers,
		entriesStaffMailing, entriesStaffLetterText, entriesStaffMessage, entriesAfter,
		entriesStaffStatus,
		entriesStaffDoor, entriesStaffPlans,
		entriesRequests,
		entriesStaffAddress,
		entriesStaffSelection,
		entriesStaffAnswers,
		entriesPublic,
		entriesCoverage,
		entriesStaffCoverage,
		entriesRegistration,
		entriesInvited,
		entriesOwn,
		entriesNeeds,
		entriesQuestions,
		entriesDelegation,
		entriesStatements,
		entriesFiles,
		entriesMy,
	} {
		all = append(all, area()...)
	}
	return all, checked(all)
}

var safeID = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

func checked(entries []Entry) error {
	seen := map[string]bool{}
	for _, e := range entries {
		switch {
		case !safeID.MatchString(e.ID):
			return fmt.Errorf("the id %q is not safe in a file's name", e.ID)
		case seen[e.ID]:
			return fmt.Errorf("two entries have the id %q", e.ID)
		}
		seen[e.ID] = true
	}
	return nil
}

func starting(entries []Entry, prefix string) []Entry {
	var kept []Entry
	for _, e := range entries {
		if strings.HasPrefix(e.ID, prefix) {
			kept = append(kept, e)
		}
	}
	return kept
}

// page is an entry as drawn.
type page struct {
	Entry
	html []byte
}

func draw(ctx context.Context, entries []Entry) ([]page, error) {
	pages := make([]page, 0, len(entries))
	for _, e := range entries {
		var b bytes.Buffer
		if err := e.Page.Render(ctx, &b); err != nil {
			return nil, fmt.Errorf("%s: %w", e.ID, err)
		}
		pages = append(pages, page{e, b.Bytes()})
	}
	return pages, nil
}
