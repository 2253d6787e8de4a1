package dialogue

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var boardNow = Date{2021, time.October, 20}.At(9, 0)

func TestAUnitStandsByItsAnswerThenByItsLetters(t *testing.T) {
	t.Parallel()
	sent := func(l LetterTally) UnitInvitation {
		return UnitInvitation{ID: ID{1}, PreparedAt: boardNow, SentAt: boardNow, Letters: l}
	}
	for name, c := range map[string]struct {
		invitation UnitInvitation
		answer     UnitAnswer
		want       BoardStanding
	}{
		"not invited":                        {UnitInvitation{}, NoAnswer, StandsNotInvited},
		"not invited, and registered":        {UnitInvitation{}, AnswerRegistered, StandsRegistered},
		"prepared":                           {UnitInvitation{ID: ID{1}}, NoAnswer, StandsPrepared},
		"prepared, and has said no":          {UnitInvitation{ID: ID{1}}, AnswerDeclined, StandsDeclined},
		"on its way":                         {sent(LetterTally{Queued: 2}), NoAnswer, StandsOnItsWay},
		"one refused, one on its way":        {sent(LetterTally{Queued: 1, Failed: 1}), NoAnswer, StandsOnItsWay},
		"to be printed":                      {sent(LetterTally{ToPrint: 1}), NoAnswer, StandsOnItsWay},
		"refused":                            {sent(LetterTally{Failed: 2}), NoAnswer, StandsUnreached},
		"refused, and registered":            {sent(LetterTally{Failed: 2}), AnswerRegistered, StandsRegistered},
		"one refused, one delivered":         {sent(LetterTally{Failed: 1, Sent: 1}), NoAnswer, StandsSilent},
		"delivered":                          {sent(LetterTally{Sent: 1}), NoAnswer, StandsSilent},
		"delivered, the reminder on its way": {sent(LetterTally{Sent: 1, Queued: 1}), NoAnswer, StandsSilent},
		"waits for its click":                {sent(LetterTally{Sent: 1}), AnswerUnconfirmed, StandsRegistered},
		"waits for staff":                    {sent(LetterTally{Sent: 1}), AnswerHeld, StandsRegistered},
		"a no waits for staff":               {sent(LetterTally{Sent: 1}), AnswerNoHeld, StandsDeclined},
		"withdrawn":                          {sent(LetterTally{Sent: 1}), AnswerWithdrawn, StandsWithdrawn},
	} {
		if got := c.invitation.StandingOf(c.answer); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
		if silent := (InvitedUnit{Invitation: c.invitation, Answer: c.answer}).Silent(); silent != (c.want == StandsSilent) {
			t.Errorf("%s: silent %v", name, silent)
		}
	}
}

// boardOf puts some units on a board: Bergen registered after the button, Voss is silent, Stord's letter failed, Odda registered through
// a joint unit, Etne registered without being invited, and Eidfjord is not invited.
func boardOf(t *testing.T) (Invitation, []BoardRow) {
	t.Helper()
	town := func(n byte, number, name, county string) Unit {
		return Unit{ID: ID{n}, Kind: Municipality, Number: number, Name: name, County: county}
	}
	bergen, voss, stord, odda, etne := town(1, "4601", "Bergen", "46"), town(2, "4621", "Voss", "46"), town(3, "4614", "Stord", "46"),
		town(4, "4618", "Ullensvang", "46"), town(5, "4611", "Etne", "46")
	eidfjord := town(0, "4619", "Eidfjord", "46")
	joint := Unit{ID: ID{9}, Kind: Joint, Number: "joint", Name: "Hardangerrådet", Members: []string{"4618"}}
	inv := Invitation{Series: Series{State: Published, ClosesAt: Date{2021, time.October, 28}.EndOfDay()},
		Meetings: []Meeting{{ID: ID{1}, State: Planned}}, Regions: []Region{{ID: ID{7}, Units: []Unit{voss, eidfjord}}}}
	invited := func(n byte, u Unit, l LetterTally) UnitInvitation {
		return UnitInvitation{ID: ID{20 + n}, Unit: u, PreparedAt: boardNow, SentAt: boardNow, Letters: l}
	}
	first := invited(1, bergen, LetterTally{Sent: 1})
	first.StartedAt = boardNow
	seat := func(s SeatState) Delegate { return Delegate{Seats: []Seat{{State: s}}} }
	rows := BoardRows(&inv,
		[]UnitInvitation{first, invited(2, voss, LetterTally{Sent: 1}), invited(3, stord, LetterTally{Failed: 1}), invited(4, odda, LetterTally{Sent: 1})},
		[]BoardLetter{{Invitation: ID{22}, Recipient: "postmottak@voss.example.no", State: LetterSent, SentAt: boardNow}},
		[]Registration{
			{ID: ID{31}, Unit: bergen, State: Active, Contact: Contact{Name: "Kari Nordmann"}, Delegates: []Delegate{seat(SeatPlaced), seat(SeatWaiting)}},
			{ID: ID{32}, Unit: bergen, State: Proposal},
			{ID: ID{33}, Unit: joint, State: Active},
			{ID: ID{34}, Unit: etne, State: Withdrawn},
			{ID: ID{35}, Unit: stord, State: Unverified, ExpiresAt: boardNow},
		}, []Unit{bergen, voss, eidfjord}, boardNow)
	return inv, rows
}

func TestEveryUnitHasOneRowWithWhatIsSoOfIt(t *testing.T) {
	t.Parallel()
	_, rows := boardOf(t)
	got := map[string]string{}
	for _, r := range rows {
		var marks []string
		for _, m := range BoardMarks {
			if r.Has(m) {
				marks = append(marks, string(m))
			}
		}
		if _, twice := got[r.Unit.Name]; twice {
			t.Errorf("%s has two rows", r.Unit.Name)
		}
		got[r.Unit.Name] = strings.Join(append(marks, "= "+string(r.Standing())), " ")
	}
	if diff := cmp.Diff(map[string]string{
		"Bergen":         "invited delivered started registered placed = registered",
		"Voss":           "invited delivered silent = silent",
		"Stord":          "invited failed = unreached",
		"Ullensvang":     "invited delivered registered = registered",
		"Hardangerrådet": "registered uninvited = registered",
		"Etne":           "withdrawn uninvited = withdrawn",
		"Eidfjord":       "not_invited = not_invited",
	}, got); diff != "" {
		t.Error(diff)
	}
	i := slices.IndexFunc(rows, func(r BoardRow) bool { return r.Unit.Name == "Ullensvang" })
	if rows[i].Joint != "Hardangerrådet" || rows[i].Registration.ID != (ID{33}) {
		t.Errorf("Ullensvang: through %q, registration %v", rows[i].Joint, rows[i].Registration.ID)
	}
	if i := slices.IndexFunc(rows, func(r BoardRow) bool { return r.Unit.Name == "Bergen" }); rows[i].Registration.ID != (ID{31}) || rows[i].Seats(SeatPlaced) != 1 {
		t.Errorf("Bergen: registration %v, %d placed", rows[i].Registration.ID, rows[i].Seats(SeatPlaced))
	}
}

func TestTheBoardsCountsAreTheRowsThatTheirFilterShows(t *testing.T) {
	t.Parallel()
	inv, rows := boardOf(t)
	counts := CountBoard(rows)
	all := 0
	for _, s := range BoardStandings {
		all += counts.Standings[s]
	}
	if all != counts.Units || counts.Units != len(rows) {
		t.Errorf("the standings are %d of %d units in %d rows", all, counts.Units, len(rows))
	}
	for _, m := range BoardMarks {
		shown := 0
		for _, r := range rows {
			if (BoardFilter{Mark: m}).Takes(&inv, r, strings.ToLower) {
				shown++
			}
		}
		if shown != counts.Marks[m] {
			t.Errorf("%s: %d are counted, %d shown", m, counts.Marks[m], shown)
		}
	}
}

func TestTheBoardIsFilteredByWordsRegionAndCounty(t *testing.T) {
	t.Parallel()
	inv, rows := boardOf(t)
	for name, c := range map[string]struct {
		filter BoardFilter
		want   string
	}{
		"by name":                 {BoardFilter{Words: "  VOSS "}, "Voss"},
		"by number":               {BoardFilter{Words: "4619"}, "Eidfjord"},
		"by a letter's address":   {BoardFilter{Words: "postmottak@voss"}, "Voss"},
		"by contact":              {BoardFilter{Words: "nordmann kari"}, "Bergen"},
		"by the joint unit":       {BoardFilter{Words: "hardanger"}, "Ullensvang Hardangerrådet"},
		"by region":               {BoardFilter{Region: ID{7}}, "Voss Eidfjord"},
		"by region and mark":      {BoardFilter{Region: ID{7}, Mark: MarkSilent}, "Voss"},
		"by a region of another":  {BoardFilter{Region: ID{8}}, ""},
		"by county":               {BoardFilter{County: "46", Mark: MarkWithdrawn}, "Etne"},
		"by a mark nobody has":    {BoardFilter{Mark: "unknown"}, ""},
		"by words nobody matches": {BoardFilter{Words: "voss bergen"}, ""},
	} {
		var got []string
		for _, r := range rows {
			if c.filter.Takes(&inv, r, strings.ToLower) {
				got = append(got, r.Unit.Name)
			}
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %v, want %s", name, got, c.want)
		}
	}
}
