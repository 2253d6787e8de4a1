package dialogue

import (
	"errors"
	"testing"
)

func TestMayRegister(t *testing.T) {
	t.Parallel()
	kommune := Unit{Kind: Municipality, Number: "3403", County: "34"}
	elsewhere := Unit{Kind: Municipality, Number: "5001", County: "50"}
	oslo := Unit{Kind: Municipality, Number: "0301", County: "03"}
	bydel := Unit{Kind: District, Number: "030101", County: "03"}
	fylke := Unit{Kind: County, Number: "34", County: "34"}
	org := Unit{Kind: Organisation, Number: "974761645"}
	person := Unit{Kind: Person, Number: "kari@example.no"}
	joint := Unit{Kind: Joint, Number: "1"}
	for name, c := range map[string]struct {
		invited   Invited
		unit      Unit
		districts bool // the municipality has some
		ok        bool
	}{
		"all: a kommune":                                   {Invited{Scope: InviteAll}, kommune, false, true},
		"all: no fylkeskommune unless said":                {Invited{Scope: InviteAll}, fylke, false, false},
		"all: a fylkeskommune when said":                   {Invited{Scope: InviteAll, CountyUnits: true}, fylke, false, true},
		"all: no person unless said":                       {Invited{Scope: InviteAll}, person, false, false},
		"a person when said, whatever the scope":           {Invited{Scope: InviteList, Persons: true}, person, false, true},
		"no organisation unless said":                      {Invited{Scope: InviteAll}, org, false, false},
		"an organisation when said":                        {Invited{Scope: InviteCounties, Organisations: true}, org, false, true},
		"a joint unit, for staff made it":                  {Invited{Scope: InviteList}, joint, false, true},
		"counties: inside":                                 {Invited{Scope: InviteCounties, Counties: []string{"03", "34"}}, kommune, false, true},
		"counties: outside":                                {Invited{Scope: InviteCounties, Counties: []string{"03", "34"}}, elsewhere, false, false},
		"counties: a fylkeskommune of one":                 {Invited{Scope: InviteCounties, Counties: []string{"34"}, CountyUnits: true}, fylke, false, true},
		"counties: a fylkeskommune of another":             {Invited{Scope: InviteCounties, Counties: []string{"03"}, CountyUnits: true}, fylke, false, false},
		"no bydel unless said":                             {Invited{Scope: InviteAll, Districts: NoDistricts}, bydel, false, false},
		"beside: the bydel":                                {Invited{Scope: InviteAll, Districts: DistrictsBeside}, bydel, false, true},
		"beside: and its kommune":                          {Invited{Scope: InviteAll, Districts: DistrictsBeside}, oslo, true, true},
		"instead: the bydel":                               {Invited{Scope: InviteAll, Districts: DistrictsInstead}, bydel, false, true},
		"instead: not its kommune":                         {Invited{Scope: InviteAll, Districts: DistrictsInstead}, oslo, true, false},
		"instead: a kommune without bydeler":               {Invited{Scope: InviteAll, Districts: DistrictsInstead}, kommune, false, true},
		"regions: inside":                                  {Invited{Scope: InviteRegions}, oslo, false, true},
		"regions: outside":                                 {Invited{Scope: InviteRegions}, elsewhere, false, false},
		"regions: a bydel of a kommune in one":             {Invited{Scope: InviteRegions, Districts: DistrictsBeside}, bydel, false, true},
		"list: on it":                                      {Invited{Scope: InviteList}, kommune, false, true},
		"list: not on it":                                  {Invited{Scope: InviteList}, oslo, false, false},
		"list: a fylkeskommune with a like number":         {Invited{Scope: InviteList, CountyUnits: true}, fylke, false, false},
		"list: a bydel by name without a rule for it":      {Invited{Scope: InviteList, Districts: NoDistricts}, Unit{Kind: District, Number: "030102"}, false, true},
		"a fylkeskommune only when said, even on the list": {Invited{Scope: InviteList}, Unit{Kind: County, Number: "50"}, false, false},
	} {
		inv := Invitation{
			Series:  Series{Rules: Rules{Invited: c.invited}},
			Regions: []Region{{ID: ID{1}, Units: []Unit{{Kind: Municipality, Number: "0301"}}}},
			Listed:  []Unit{kommune, {Kind: District, Number: "030102"}, {Kind: County, Number: "50"}},
		}
		err := inv.MayRegister(c.unit, c.districts)
		if c.ok && err != nil || !c.ok && !errors.Is(err, ErrNotInvited) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestMeetingsFor(t *testing.T) {
	t.Parallel()
	asker := Unit{ID: ID{21}, Kind: Municipality, Number: "3025"}
	baerum := Unit{ID: ID{22}, Kind: Municipality, Number: "3024"}
	lunner := Unit{ID: ID{23}, Kind: Municipality, Number: "3054"}
	inv := Invitation{
		Series:  Series{Rules: Rules{Choice: Assigned}},
		Regions: []Region{{ID: ID{1}, Units: []Unit{asker, baerum}}, {ID: ID{2}, Units: []Unit{baerum}}},
		Meetings: []Meeting{
			{ID: ID{11}, Region: ID{1}},
			{ID: ID{12}, Region: ID{2}},
			{ID: ID{13}, Region: ID{1}, State: Cancelled},
			{ID: ID{14}, Units: []ID{asker.ID}},
			{ID: ID{15}},
		},
	}
	for name, c := range map[string]struct {
		choice Choice
		unit   Unit
		want   []byte
	}{
		"the region's, and what names the unit": {Assigned, asker, []byte{11, 14}},
		"two regions: choose among them":        {Assigned, baerum, []byte{11, 12}},
		"no region: staff assign":               {Assigned, lunner, nil},
		"a bydel is not its kommune's region":   {Assigned, Unit{Kind: District, Number: "3025"}, nil},
		"free choice: all but the cancelled":    {ChooseOne, lunner, []byte{11, 12, 14, 15}},
		"ranked: all but the cancelled":         {Ranked, lunner, []byte{11, 12, 14, 15}},
	} {
		inv.Series.Rules.Choice = c.choice
		var got []byte
		for _, m := range inv.MeetingsFor(c.unit) {
			got = append(got, m.ID[0])
		}
		if string(got) != string(c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func TestProgrammeOf(t *testing.T) {
	t.Parallel()
	inv := Invitation{Programme: []ProgrammeRow{{ID: ID{1}}, {ID: ID{2}}, {ID: ID{3}, Meeting: ID{9}}}}
	for name, c := range map[string]struct {
		meeting ID
		want    []byte
	}{
		"of the series":             {ID{}, []byte{1, 2}},
		"of a meeting with its own": {ID{9}, []byte{3}},
		"of a meeting without":      {ID{8}, []byte{1, 2}},
	} {
		var got []byte
		for _, row := range inv.ProgrammeOf(c.meeting) {
			got = append(got, row.ID[0])
		}
		if string(got) != string(c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func TestContactsOf(t *testing.T) {
	t.Parallel()
	inv := Invitation{Contacts: []ContactPerson{{Name: "serie"}, {Name: "region", Region: ID{1}}, {Name: "møte", Meeting: ID{9}}}}
	for want, m := range map[string]Meeting{
		"møte":   {ID: ID{9}, Region: ID{1}},
		"region": {ID: ID{8}, Region: ID{1}},
		"serie":  {ID: ID{7}},
	} {
		if got := inv.ContactsOf(m); len(got) != 1 || got[0].Name != want {
			t.Errorf("%v, want %s", got, want)
		}
	}
}
