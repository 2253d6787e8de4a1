package templates_test

import (
	"testing"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
	"dialogmote/templates"
)

// Two digital meetings on one day are told apart by their regions, in every list that staff choose from.
func TestDigitalMeetingsOnOneDayAreToldApart(t *testing.T) {
	t.Parallel()
	day := dialogue.Date{Year: 2020, Month: time.November, Day: 16}
	upper, lower, none := dialogue.ID{1}, dialogue.ID{2}, dialogue.ID{}
	inv := &dialogue.Invitation{Regions: []dialogue.Region{{ID: upper, Name: dialogue.Text{NB: "Øvre Romerike"}}, {ID: lower, Name: dialogue.Text{NB: "Nedre Romerike"}}}}
	p := lang.For(dialogue.Bokmal)
	for want, m := range map[string]dialogue.Meeting{
		"Øvre Romerike, 16. november":        {Region: upper, Digital: true, StartsAt: day.At(9, 0)},
		"Nedre Romerike, 16. november":       {Region: lower, Digital: true, StartsAt: day.At(12, 30)},
		"Nedre Romerike, dato kommer senere": {Region: lower, Digital: true},
		"Digitalt, 16. november":             {Region: none, Digital: true, StartsAt: day.At(9, 0)},
	} {
		if got := templates.MeetingInRegion(p, inv, m); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
