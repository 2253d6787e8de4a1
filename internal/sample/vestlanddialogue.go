package sample

import (
	"cmp"
	"slices"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/norway"
)

// VestlandDialogue is made up: the dialogue meetings that the office held in four regions before Vestland, so that its coverage reads as
// in the office's own status of 25 November 2021. The last meeting is in that month.
func VestlandDialogue() dialogue.Invitation {
	const key = "vestland-dialog-2020"
	inv := dialogue.Invitation{
		Organiser: VestlandOffice(),
		Series: dialogue.Series{
			ID: ID(key), Slug: "dialogmote-om-leve-heile-livet-i-vestland-2020-2021", Kind: dialogue.DialogueMeetings,
			State: dialogue.Published, Lang: dialogue.Nynorsk, OurRef: "2020/1208",
			Texts: dialogue.SeriesTexts{
				Title: both("Dialogmøter om Leve hele livet i Vestland 2020–2021", "Dialogmøte om Leve heile livet i Vestland 2020–2021"),
				Lead: both("Det regionale støtteapparatet inviterer alle kommunene i Vestland til dialogmøte, region for region. Kommunen bestemmer selv hva den ønsker hjelp til.",
					"Det regionale støtteapparatet inviterer alle kommunane i Vestland til dialogmøte, region for region. Kommunen avgjer sjølv kva han ønskjer hjelp til."),
				Body:    nn("Tema for møta er ofte det kommunen sjølv ønskjer hjelp til. Ta gjerne med både politikarar, leiing og fagfolk."),
				Privacy: both("Statsforvalteren i Vestland bruker opplysningene til å gjennomføre møtene.", "Statsforvaltaren i Vestland bruker opplysningane til å gjennomføre møta."),
			},
			Rules: dialogue.Rules{
				Selection: dialogue.StandardSelection(), OfferDays: 2, Choice: dialogue.Assigned, Admission: dialogue.AdmitOpen,
				Identity: dialogue.Verified, MaxDelegates: 4, OutsideMax: 4,
				Invited: dialogue.Invited{Scope: dialogue.InviteCounties, Counties: []string{"46"}, Districts: dialogue.NoDistricts},
			},
			LetterDate: day(2020, time.September, 7), PublishedAt: day(2020, time.September, 7).At(9, 0), ChangedAt: day(2020, time.September, 7).At(9, 0),
			DeleteOn: keepUntil,
		},
		Roles: []dialogue.Role{
			{ID: ID(key + "/role/1"), Name: both("Politisk ledelse", "Politisk leiing")},
			{ID: ID(key + "/role/2"), Name: both("Administrativ ledelse", "Administrativ leiing")},
			{ID: ID(key + "/role/3"), Name: both("Leder i helse og omsorg", "Leiar i helse og omsorg")},
		},
		Contacts: []dialogue.ContactPerson{{ID: ID(key + "/contact/1"), Name: "Torleiv Hamre", Title: both("seniorrådgiver", "seniorrådgivar"),
			Email: "torleiv.hamre@vestland.example.no", Phone: "22 24 96 31"}},
	}
	week := 7
	inv.Series.Deadline = dialogue.Deadline{DaysBefore: &week}
	for _, r := range []struct {
		slug, name, town string
		on               dialogue.Date
		digital          bool
		units            []string
	}{
		{"sunnfjord", "Sunnfjord og ytre Sogn", "Førde", day(2020, time.October, 15), false, []string{"4602", "4635", "4636", "4637", "4638", "4645", "4646", "4647"}},
		{"sogn", "Indre Sogn", "", day(2021, time.March, 18), true, []string{"4639", "4640", "4641", "4642", "4643", "4644"}},
		{"nordhordland", "Nordhordland", "", day(2021, time.June, 10), true, []string{"4628", "4629", "4630", "4631", "4632", "4633", "4634"}},
		{"hardanger", "Hardanger og Voss", "Odda", day(2021, time.November, 16), false, []string{"4617", "4618", "4619", "4620", "4621", "4622", "4623"}},
	} {
		region := dialogue.Region{ID: ID(key + "/region/" + r.slug), Name: same(r.name)}
		for _, number := range r.units {
			region.Units = append(region.Units, municipality(inv.Organiser, number, inv.Series.LetterDate))
		}
		inv.Regions = append(inv.Regions, region)
		m := dialogue.Meeting{ID: ID(key + "/meeting/" + r.slug), Region: region.ID, StartsAt: r.on.At(10, 0), EndsAt: r.on.At(14, 0), Town: r.town, Digital: r.digital}
		if r.digital {
			m.TeamsURL = "https://teams.example.no/mote/" + r.slug
		} else {
			m.Venue = "Rådhuset"
		}
		inv.Meetings = append(inv.Meetings, m)
	}
	return finish(inv)
}

// RegistrationsVestlandDialogue are answers to VestlandDialogue, with places: twelve kommuner at the first three meetings, three at the last.
func RegistrationsVestlandDialogue() []dialogue.Registration {
	inv := VestlandDialogue()
	var units []dialogue.Unit
	for _, number := range []string{"4602", "4645", "4647", "4636", "4635", "4640", "4643", "4641", "4639", "4631", "4632", "4633", "4618", "4621", "4622"} {
		units = append(units, municipality(inv.Organiser, number, inv.Series.LetterDate))
	}
	return answers(inv, units)
}

// VestlandMunicipalities are the kommuner that VestlandDialogue invites, by number.
func VestlandMunicipalities() []dialogue.Unit {
	o := VestlandOffice()
	on := VestlandDialogue().Series.LetterDate
	var units []dialogue.Unit
	for _, m := range norway.InCounty("46", on) {
		units = append(units, municipality(o, m.Number, on))
	}
	slices.SortFunc(units, func(a, b dialogue.Unit) int { return cmp.Compare(a.Number, b.Number) })
	return units
}

// VestlandCoverage is what the office's staff have entered on one day: meetings that were never registered for here, and how far the
// kommuner have come with their political decision.
type VestlandCoverage struct {
	On   time.Time // when they did it
	Held []dialogue.HeldRequest
	Set  []dialogue.MilestoneSetting // of the milestone of the organiser's choice, without versions
	No   map[string]string           // who has said no by phone, by number, with the reason
}

// VestlandEntered are the days when staff entered something, in order: together with the meetings of VestlandDialogue they make 22 kommuner
// of 43 with a dialogue meeting, 24 with a decision and 18 that plan one.
func VestlandEntered() []VestlandCoverage {
	all := VestlandMunicipalities()
	numbers := func(from, to int) []dialogue.MilestoneUnit {
		var some []dialogue.MilestoneUnit
		for _, u := range all[from:to] {
			some = append(some, dialogue.MilestoneUnit{Number: u.Number})
		}
		return some
	}
	held := func(number string, on dialogue.Date, note string) dialogue.HeldRequest {
		return dialogue.HeldRequest{Number: number, Kind: dialogue.DialogueMeetings, On: on, Note: note}
	}
	done := func(on dialogue.Date, units []dialogue.MilestoneUnit) dialogue.MilestoneSetting {
		return dialogue.MilestoneSetting{State: dialogue.MilestoneDone, Day: on, Units: units}
	}
	return []VestlandCoverage{
		{
			On: day(2021, time.September, 15).At(10, 0),
			Held: []dialogue.HeldRequest{
				held("4601", day(2020, time.November, 3), "Møte med byråden for helse"),
				held("4624", day(2021, time.February, 9), "På Teams, saman med kommunedirektøren"),
				held("4626", day(2021, time.April, 21), ""),
				held("4627", day(2021, time.April, 21), ""),
				held("4613", day(2021, time.September, 2), "I kommunestyret"),
			},
			Set: []dialogue.MilestoneSetting{
				done(day(2020, time.December, 17), numbers(0, 5)),
				done(day(2021, time.March, 25), numbers(5, 11)),
				done(day(2021, time.June, 17), numbers(11, 17)),
				{State: dialogue.MilestonePlanned, Day: day(2021, time.December, 31), Units: numbers(17, 42)},
			},
		},
		{
			On:   day(2021, time.November, 24).At(14, 0),
			Held: []dialogue.HeldRequest{held("4612", day(2021, time.November, 4), "På Teams"), held("4625", day(2021, time.November, 18), "")},
			Set:  []dialogue.MilestoneSetting{done(day(2021, time.November, 11), numbers(17, 24))},
			No:   map[string]string{"4651": "Vi har hatt eige opplegg i lag med nabokommunane i haust."},
		},
	}
}
