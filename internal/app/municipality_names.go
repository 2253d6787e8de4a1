package app

import (
	"regexp"
	"slices"
	"strings"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/norway"
)

// NameReading is what a list of names, typed or pasted as a letter writes it, means in the register of one day.
type NameReading struct {
	Units   []dialogue.Unit // in the order they were written, each once
	Unknown []UnknownName
}

// UnknownName is a name that the register does not have on the day, or has twice, with what it may mean.
type UnknownName struct {
	Written string
	Means   []string // labels that would be understood
}

// readNames reads names of municipalities and districts on a day: «Kongsberg, Rollag og Nore og Uvdal». Those of the counties go
// before others of the same name; «kommune» behind a name, and numbers instead of names, are understood.
func readNames(written string, counties []string, on dialogue.Date) NameReading {
	var reading NameReading
	pieces := namePieces(written)
	for _, piece := range pieces[:min(len(pieces), mostNames)] {
		units, unknown := readPiece(piece, counties, on)
		for _, u := range units {
			if !slices.ContainsFunc(reading.Units, func(seen dialogue.Unit) bool { return seen.Kind == u.Kind && seen.Number == u.Number }) {
				reading.Units = append(reading.Units, u)
			}
		}
		reading.Unknown = append(reading.Unknown, unknown...)
	}
	return reading
}

func namePieces(written string) []string {
	return strings.FieldsFunc(written, func(r rune) bool { return strings.ContainsRune(",;\n\r\t•·", r) })
}

var andWord = regexp.MustCompile(`(?i)\s+(og|samt|&)\s+`)

// mostNames is as many names as are read at once: more than the country has.
const mostNames = 1000

// readPiece reads what stands between two commas: one name, though «Nore og Uvdal» has an «og» in it, or several joined by it.
func readPiece(piece string, counties []string, on dialogue.Date) (units []dialogue.Unit, unknown []UnknownName) {
	parts := andWord.Split(" "+piece+" ", mostNames)
	for i := 0; i < len(parts); i++ {
		if i+1 < len(parts) {
			pair := tidyName(parts[i] + " og " + parts[i+1])
			if found := namedUnits(pair, counties, on); len(found) == 1 {
				units = append(units, found[0])
				i++
				continue
			}
		}
		name := tidyName(parts[i])
		if name == "" {
			continue
		}
		found := namedUnits(name, counties, on)
		if len(found) == 1 {
			units = append(units, found[0])
			continue
		}
		unknown = append(unknown, UnknownName{Written: name, Means: meanings(name, found, counties, on)})
	}
	return units, unknown
}

var (
	kindWord   = regexp.MustCompile(`(?i)\s+(kommune|kommunar|kommuner|herad|bydel)$`)
	listMarker = regexp.MustCompile(`^[-*–•]+\s+`)
)

func tidyName(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	s = strings.Trim(listMarker.ReplaceAllString(s, ""), " .:")
	return kindWord.ReplaceAllString(s, "")
}

// namedUnits are the units with the name on the day. Several in the whole country are narrowed to the counties.
func namedUnits(name string, counties []string, on dialogue.Date) []dialogue.Unit {
	var found []dialogue.Unit
	add := func(kind dialogue.UnitKind, number string) {
		if official, ok := norway.Lookup(string(kind), number, on); ok {
			found = append(found, registered(official))
		}
	}
	if m, ok := norway.ByNumber(name, on); ok {
		add(dialogue.Municipality, m.Number)
		return found
	}
	for _, m := range norway.ByName(name, "", on) {
		add(dialogue.Municipality, m.Number)
	}
	if len(found) == 0 {
		bare, _, _ := strings.Cut(name, " (")
		for _, m := range norway.ByName(bare, "", on) {
			if official, ok := norway.Lookup(string(dialogue.Municipality), m.Number, on); ok && strings.EqualFold(official.Label, name) {
				add(dialogue.Municipality, m.Number)
			}
		}
	}
	if len(found) == 0 {
		for _, d := range norway.AllDistricts("", on) {
			if strings.EqualFold(d.Name, name) || strings.EqualFold(d.Label(), name) {
				add(dialogue.District, d.Code)
			}
		}
	}
	if len(found) > 1 {
		if here := slices.DeleteFunc(slices.Clone(found), func(u dialogue.Unit) bool { return !slices.Contains(counties, u.County) }); len(here) > 0 {
			return here
		}
	}
	return found
}

// meanings are what an unknown or ambiguous name may mean, those of the counties first.
func meanings(name string, found []dialogue.Unit, counties []string, on dialogue.Date) []string {
	var here, elsewhere []string
	add := func(label, county string) {
		if slices.Contains(here, label) || slices.Contains(elsewhere, label) {
			return
		}
		if len(counties) == 0 || slices.Contains(counties, county) {
			here = append(here, label)
			return
		}
		elsewhere = append(elsewhere, label)
	}
	for _, u := range found {
		add(u.Name, u.County)
	}
	for _, meant := range norway.OldName(name, on) {
		add(meant.Municipality.Label, meant.Municipality.County)
	}
	if len(here) == 0 {
		here = elsewhere
	}
	return here[:min(3, len(here))]
}

// corrected replaces unknown names by what they mean where that is one thing only.
func corrected(written string, unknown []UnknownName) string {
	for _, u := range unknown {
		if len(u.Means) == 1 {
			written = strings.Replace(written, u.Written, u.Means[0], 1)
		}
	}
	return written
}
