package lang

import (
	"strings"
	"testing"
	"time"

	"dialogmote/internal/dialogue"
)

func reasonMeetings() *dialogue.Invitation {
	at := func(month time.Month, day int) time.Time {
		return dialogue.Date{Year: 2017, Month: month, Day: day}.At(11, 0)
	}
	return &dialogue.Invitation{Meetings: []dialogue.Meeting{
		{ID: dialogue.ID{1}, Town: "Bodø", StartsAt: at(time.August, 31)},
		{ID: dialogue.ID{2}, Town: "Hamar", StartsAt: at(time.September, 26)},
		{ID: dialogue.ID{3}, Theme: dialogue.Text{NB: "Mat", EN: "Food"}},
	}}
}

func TestReasonsArePlainWords(t *testing.T) {
	t.Parallel()
	const placed, waiting, out = dialogue.SeatPlaced, dialogue.SeatWaiting, dialogue.SeatNotSelected
	lost := dialogue.SelectionReason{Kind: "lot", Lot: 317, LastLot: 288, Applied: 576}
	kin := dialogue.SelectionReason{Kind: "floor", Role: dialogue.Text{NB: "Pårørende", NN: "Pårørande", EN: "Next of kin"}}
	county := dialogue.SelectionReason{Kind: "county", County: "Finnmark", Lot: 317, LastLot: 45}
	locked := dialogue.SelectionReason{Kind: "lock", Text: "Kommunen er vertskap."}
	full := dialogue.SelectionReason{Kind: "full", Meetings: []dialogue.ID{{1}, {2}, {3}}}
	for _, c := range []struct {
		lang    dialogue.Lang
		reason  dialogue.SelectionReason
		outcome dialogue.SeatState
		to      Voice
		want    string
	}{
		{"nb", lost, waiting, ToUnit, "Dere var nummer 317 av 576 i loddtrekningen. Det siste nummeret som fikk plass på like vilkår, var 288."},
		{"nb", lost, waiting, ToPerson, "Du var nummer 317 av 576 i loddtrekningen. Det siste nummeret som fikk plass på like vilkår, var 288."},
		{"nn", lost, waiting, ToUnit, "De var nummer 317 av 576 i loddtrekkinga. Det siste nummeret som fekk plass på like vilkår, var 288."},
		{"nn", lost, waiting, AboutOne, "Påmeldinga var nummer 317 av 576 i loddtrekkinga. Det siste nummeret som fekk plass på like vilkår, var 288."},
		{"en", lost, waiting, ToUnit, "You were number 317 of 576 in the drawing of lots. The last number that got a place on equal terms was 288."},
		{"nb", dialogue.SelectionReason{Kind: "lot", Lot: 31, FirstOut: 1289}, placed, ToUnit, "Dere var nummer 31 i loddtrekningen. Det første nummeret som ikke fikk plass på like vilkår, var 1\u00a0289."},
		{"nb", dialogue.SelectionReason{Kind: "lot", Lot: 31}, placed, ToUnit, "Dere var nummer 31 i loddtrekningen, og det holdt til plass."},
		{"nn", kin, waiting, ToPerson, "Plassane på møta du kan delta på, vart brukte slik at det vart nok med i rolla «Pårørande»."},
		{"nb", kin, placed, ToPerson, "Arrangøren vil ha med et visst antall i rollen «Pårørende» på hvert møte, og du er med på å oppfylle det."},
		{"nb", county, waiting, ToUnit, "Finnmark har fått de plassene fylket skal ha. Mellom søkerne derfra avgjorde loddtrekningen: Dere var nummer 317, og det siste nummeret derfra som fikk plass, var 45."},
		{"nb", county, placed, AboutOne, "Alle fylker som har søkt, skal om mulig være med, og denne påmeldingen er alene om å ha fått plass fra Finnmark."},
		{"nb", locked, out, ToUnit, "Arrangøren har bestemt at dere ikke får plass. Begrunnelsen er: «Kommunen er vertskap.»"},
		{"nn", locked, placed, AboutOne, "Arrangøren har bestemt at dei påmelde skal ha plass. Grunngjevinga er: «Kommunen er vertskap.»"},
		{"nb", locked, placed, ToUnit, "Arrangøren har bestemt at dere skal ha plass."},
		{"nb", dialogue.SelectionReason{Kind: "lock"}, out, ToPerson, "Arrangøren har bestemt at du ikke får plass."},
		{"nb", full, waiting, ToUnit, "Alle møtene dere kan delta på, er fulle: Bodø 31. august, Hamar 26. september og Mat."},
		{"nb", dialogue.SelectionReason{Kind: "full", Meetings: []dialogue.ID{{2}}}, waiting, ToPerson, "Det eneste møtet du kan delta på, er fullt: Hamar 26. september."},
		{"nn", dialogue.SelectionReason{Kind: "full"}, waiting, ToUnit, "Alle møta de kan delta på, er fulle."},
		{"en", full, waiting, AboutOne, "All the meetings they can attend are full: Bodø 31 August, Hamar 26 September and Food."},
		{"nb", dialogue.SelectionReason{Kind: "available"}, waiting, ToUnit, "Det er ingen av møtene dere har sagt at dere kan delta på."},
		{"nb", dialogue.SelectionReason{Kind: "room"}, placed, ToUnit, "Det var plass til alle som søkte."},
		{"nb", dialogue.SelectionReason{Kind: "fewer_places", Lot: 317}, waiting, ToUnit, "Dere har fått så mange plasser som én påmelding kan få."},
		{"nb", dialogue.SelectionReason{Kind: "fewer_places", Lot: 317, LastLot: 288, Meetings: []dialogue.ID{{2}}}, waiting, ToUnit,
			"Møtet er fullt. Loddtrekningen avgjorde hvem som fikk en plass til: Dere var nummer 317, og det siste nummeret som fikk en til, var 288."},
		{"nb", dialogue.SelectionReason{Kind: "fewer_places", Lot: 31, LastLot: 288, Meetings: []dialogue.ID{{2}}}, waiting, ToUnit,
			"Møtet er fullt. De siste plassene gikk til roller arrangøren vil ha med, eller til noen arrangøren selv har bestemt."},
		{"nn", dialogue.SelectionReason{Kind: "fewer_places", Lot: 31, Meetings: []dialogue.ID{{2}}}, waiting, ToUnit,
			"Møtet er fullt, og det var ikkje plass til fleire frå kvar påmelding."},
		{"nb", dialogue.SelectionReason{Kind: "fewer_places", Lot: 31, FirstOut: 40}, placed, ToUnit,
			"Loddtrekningen avgjorde hvem som fikk en plass til: Dere var nummer 31, og det første nummeret som ikke fikk en til, var 40."},
		{"nb", dialogue.SelectionReason{Kind: "something new"}, waiting, ToUnit, ""},
	} {
		if got := For(c.lang).Reason(c.reason, c.outcome, c.to, reasonMeetings()); got != c.want {
			t.Errorf("%s %s %s to %s:\n got %s\nwant %s", c.lang, c.reason.Kind, c.outcome, c.to, got, c.want)
		}
	}
}

// Whatever the certificate, every voice has its sentence in every language, and nothing in it that only a program understands.
func TestEveryReasonIsSaidInEveryVoiceAndLanguage(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{"lock", "available", "floor", "county", "lot", "room", "full", "fewer_places", "late", "withdrawn"} {
		for _, outcome := range []dialogue.SeatState{dialogue.SeatPlaced, dialogue.SeatWaiting, dialogue.SeatNotSelected} {
			for _, numbers := range []int{0, 7} {
				for _, to := range []Voice{ToUnit, ToPerson, AboutOne} {
					for _, l := range langs {
						r := dialogue.SelectionReason{Kind: kind, Lot: 9, LastLot: numbers, FirstOut: numbers, County: "Troms", Text: "Fordi.", Role: dialogue.Text{NB: "Pårørende"}}
						said := For(l).Reason(r, outcome, to, nil)
						if said == "" || strings.ContainsAny(said, "⟦{}_") || strings.Contains(said, "<no value>") || strings.Contains(said, kind+"_") {
							t.Errorf("%s %s to %s in %s: %q", kind, outcome, to, l, said)
						}
					}
				}
			}
		}
	}
}
