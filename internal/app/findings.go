package app

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/norway"
)

// oddities is what is odd about an invitation: what the domain finds, and what needs the register. What needs the words for days is
// found where pages are made.
func oddities(inv *dialogue.Invitation, now time.Time) []dialogue.Finding {
	on := inv.Series.PublicationDay(now)
	found := dialogue.Odd(inv, dialogue.OddFacts{Now: now, Municipalities: invitedMunicipalities(inv, on)})
	return append(found, oddNames(inv, on)...)
}

// invitedMunicipalities are those of the counties the series is for; none when it is for a list or the whole country.
func invitedMunicipalities(inv *dialogue.Invitation, on dialogue.Date) []dialogue.Unit {
	var units []dialogue.Unit
	for _, county := range countiesOf(inv) {
		for _, m := range norway.InCounty(county, on) {
			if official, ok := norway.Lookup(string(dialogue.Municipality), m.Number, on); ok {
				units = append(units, registered(official))
			}
		}
	}
	return units
}

// countiesOf are the counties a series is for: those it names, else the organiser's.
func countiesOf(inv *dialogue.Invitation) []string {
	switch invited := inv.Series.Rules.Invited; invited.Scope {
	case dialogue.InviteCounties:
		return invited.Counties
	case dialogue.InviteRegions:
		return inv.Organiser.Counties
	}
	return nil
}

// municipalityMention is a name the prose itself says is a municipality's: «Skiptvedt kommune».
var municipalityMention = regexp.MustCompile(`(\p{Lu}[\p{L}-]+(?: og \p{Lu}[\p{L}-]+)?) kommune\b`)

// oddNames finds names that are not, or not only, right on the day: a unit of a region that shares its name with one that was called
// so before and is in no region, and old or misspelled names before «kommune» in the prose.
func oddNames(inv *dialogue.Invitation, on dialogue.Date) []dialogue.Finding {
	var found []dialogue.Finding
	counties := countiesOf(inv)
	inRegion := map[string]bool{}
	for _, r := range inv.Regions {
		for _, u := range r.Units {
			inRegion[u.Number] = true
		}
	}
	for _, r := range inv.Regions {
		for _, u := range r.Units {
			if u.Kind != dialogue.Municipality {
				continue
			}
			bare, _, _ := strings.Cut(u.Name, " (")
			for _, meant := range norway.OldName(bare, on) {
				other := meant.Municipality
				if meant.Why == norway.Renamed && other.Number != u.Number && !inRegion[other.Number] && slices.Contains(counties, other.County) {
					found = append(found, dialogue.NewFinding(dialogue.InRegions, "staff.odd.name-was", "Region", r.Name, "Unit", u.Name, "Other", other.Label))
				}
			}
		}
	}
	told := map[string]bool{}
	for _, l := range [...]dialogue.Lang{dialogue.Bokmal, dialogue.Nynorsk} {
		for _, mention := range municipalityMention.FindAllStringSubmatch(strings.Join(inv.Series.Prose(l), "\n\n"), -1) {
			name := mention[1]
			if told[name] || len(norway.ByName(name, "", on)) > 0 {
				continue
			}
			told[name] = true
			if means := meanings(name, nil, counties, on); len(means) > 0 {
				found = append(found, dialogue.NewFinding(dialogue.InTexts, "staff.odd.old-name", "Name", name, "Now", means[0]))
			}
		}
	}
	return found
}
