package sample

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"dialogmote/internal/dialogue"
)

var today = day(2026, time.March, 2)

func TestDocumentsHaveTheirMeetings(t *testing.T) {
	t.Parallel()
	describe := func(inv dialogue.Invitation) []string {
		var found []string
		for _, m := range inv.Meetings {
			when := "Dato kommer senere"
			if !m.StartsAt.IsZero() {
				when = m.StartsAt.In(dialogue.Oslo).Format("02.01 15.04") + "–" + m.EndsAt.In(dialogue.Oslo).Format("15.04")
			}
			where := m.Town + " " + m.Venue
			if r := inv.Region(m.Region); r != nil {
				where = fmt.Sprintf("%s %d(%d)", r.Name.NB, len(r.Units), r.StatedUnits)
			}
			found = append(found, fmt.Sprintf("%s %s før %s %s", when, where, m.ClosesAt.In(dialogue.Oslo).Format("02.01 15.04"), m.Theme.NB))
		}
		return found
	}
	for name, c := range map[string]struct {
		inv  dialogue.Invitation
		want []string
	}{
		"innlandet": {Innlandet2019(), []string{
			"18.09 10.00–14.00 Tynset Tunnatoriet, Kompetansesenteret før 03.09 00.00 ",
			"19.09 10.00–14.00 Otta Thon hotell Otta før 03.09 00.00 ",
			"23.09 10.00–14.00 Lillehammer Scandic Lillehammer hotell før 03.09 00.00 ",
			"17.10 10.00–14.00 Fagernes Scandic Valdres hotell før 03.10 00.00 ",
			"18.10 10.00–14.00 Raufoss Vestre-Toten Rådhus, kommunestyresalen før 03.10 00.00 ",
			"28.10 10.00–14.00 Kirkenær, Grue kommune Skaslien før 03.10 00.00 ",
			"29.10 10.00–14.00 Hamar O'Leary (Viktoria) før 03.10 00.00 ",
		}},
		"departementet": {Departementet2017(), []string{
			"30.05 10.00–14.00 Stavanger Scandic Forum før 06.05 00.00 Mat",
			"20.06 13.00–17.00 Bergen Scandic Ørnen før 06.05 00.00 Helsehjelp",
			"31.08 11.00–15.00 Bodø Radisson Blu Hotel før 06.05 00.00 Aktivitet/fellesskap",
			"26.09 11.00–15.00 Hamar Scandic Hotel Hamar før 06.05 00.00 Sammenheng/ gjennomføring",
		}},
		"oslo-viken": {OsloViken2020(), []string{
			"10.11 09.00–12.00 Hallingdalsregionen 6(6) før 06.11 00.00 ",
			"10.11 12.30–15.30 Kongsbergregionen 4(5) før 06.11 00.00 ",
			"11.11 13.00–16.00 Ringeriksregionen 6(6) før 06.11 00.00 ",
			"12.11 13.00–16.00 Drammensregionen 5(5) før 06.11 00.00 ",
			"16.11 09.00–12.00 Øvre Romerike 6(6) før 06.11 00.00 ",
			"16.11 12.30–15.30 Nedre Romerike 5(5) før 06.11 00.00 ",
			"20.11 09.00–12.00 Follo regionen 6(6) før 06.11 00.00 ",
			"02.12 09.00–12.00 Indre kommuner 5(6) før 06.11 00.00 ",
			"02.12 12.30–15.30 Nedre Glomma 7(7) før 06.11 00.00 ",
			"Dato kommer senere Oslo 1(0) før 06.11 00.00 ",
		}},
	} {
		got := describe(c.inv)
		if strings.Join(got, "\n") != strings.Join(c.want, "\n") {
			t.Errorf("%s:\n%s\nwant\n%s", name, strings.Join(got, "\n"), strings.Join(c.want, "\n"))
		}
	}
}

func TestRegionsHoldTheUnitsOfTheirYear(t *testing.T) {
	t.Parallel()
	names := map[string]string{}
	for _, r := range OsloViken2020().Regions {
		for _, u := range r.Units {
			names[u.Number] = u.Name
			if u.ValidFrom != day(2020, time.January, 1) && u.Number != "0301" {
				t.Errorf("%s is valid from %s", u.Name, u.ValidFrom)
			}
			if len(u.Domains) == 0 {
				t.Errorf("%s has no domain", u.Name)
			}
		}
	}
	for number, want := range map[string]string{"3040": "Nesbyen", "3034": "Nes", "3015": "Skiptvet", "3018": "Våler (Viken)", "0301": "Oslo"} {
		if names[number] != want {
			t.Errorf("%s is %q, want %q", number, names[number], want)
		}
	}
}

func TestFormTextsAreInBothLanguages(t *testing.T) {
	t.Parallel()
	for _, inv := range Invitations(today) {
		texts := inv.Series.Texts
		check := map[string]dialogue.Text{"title": texts.Title, "lead": texts.Lead, "privacy": texts.Privacy, "practical": texts.Practical}
		for what, text := range map[string]dialogue.Text{"cost": texts.Cost, "postal": texts.Postal, "filming": texts.Filming} {
			if !text.IsEmpty() {
				check[what] = text
			}
		}
		for _, role := range inv.Roles {
			check["role "+role.Name.NB] = role.Name
		}
		for _, m := range inv.Meetings {
			if !m.Theme.IsEmpty() {
				check["theme "+m.Theme.NB] = m.Theme
			}
		}
		for what, text := range check {
			if missing := text.MissingNorwegian(); len(missing) > 0 {
				t.Errorf("%s: %s lacks %v", inv.Series.Slug, what, missing)
			}
		}
	}
}

func TestIdsAreUniqueAndStable(t *testing.T) {
	t.Parallel()
	seen := map[dialogue.ID]string{}
	add := func(id dialogue.ID, what string) {
		if id.IsZero() || seen[id] != "" {
			t.Errorf("%s: id %q is also that of %q", what, id, seen[id])
		}
		seen[id] = what
	}
	for _, inv := range Invitations(today) {
		slug := inv.Series.Slug
		add(inv.Organiser.ID, slug+" organiser")
		add(inv.Series.ID, slug)
		for _, r := range inv.Roles {
			add(r.ID, slug+" "+r.Name.NB)
		}
		for _, r := range inv.Regions {
			add(r.ID, slug+" "+r.Name.NB)
			for _, u := range r.Units {
				add(u.ID, slug+" "+u.Name)
			}
		}
		for _, m := range inv.Meetings {
			add(m.ID, slug+" meeting")
		}
		for _, p := range inv.Programme {
			add(p.ID, slug+" programme")
		}
		for _, c := range inv.Contacts {
			add(c.ID, slug+" contact")
		}
		for _, m := range inv.Materials {
			add(m.ID, slug+" material")
		}
	}
	if first, again := Innlandet2019(), Innlandet2019(); first.Meetings[0].ID != again.Meetings[0].ID {
		t.Error("ids change from call to call")
	}
}

func TestOpenTodayTakesRegistrationsOnAnyDay(t *testing.T) {
	t.Parallel()
	for _, now := range []dialogue.Date{day(2017, time.April, 20), day(2019, time.August, 25), day(2024, time.February, 29), day(2031, time.December, 31)} {
		inv := OpenToday(now)
		for _, at := range []time.Time{now.At(0, 0), now.At(23, 59), now.AddDays(20).At(12, 0)} {
			if got := inv.Openness(at); got != dialogue.OpenNow {
				t.Errorf("on %s it is %s", at, got)
			}
		}
		for _, r := range RegistrationsOpenToday(now) {
			if err := inv.MayRegister(r.Unit, false); err != nil {
				t.Errorf("%s: %v", r.Unit.Name, err)
			}
		}
	}
}

func TestFilesAreSmallPDFs(t *testing.T) {
	t.Parallel()
	for _, inv := range Invitations(today) {
		for _, f := range Files(inv) {
			if !bytes.HasPrefix(f.Bytes, []byte("%PDF-")) || !bytes.HasSuffix(f.Bytes, []byte("%%EOF\n")) || len(f.Bytes) > 4096 {
				t.Errorf("%s is no small PDF", f.Name)
			}
		}
	}
}

func TestRegistrationsKeepTheRules(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		inv     dialogue.Invitation
		answers []dialogue.Registration
		least   int
	}{
		"innlandet":     {Innlandet2019(), RegistrationsInnlandet(), 30},
		"departementet": {Departementet2017(), RegistrationsDepartementet(), 30},
		"open today":    {OpenToday(today), RegistrationsOpenToday(today), 10},
	} {
		if len(c.answers) < c.least {
			t.Errorf("%s: %d registrations", name, len(c.answers))
		}
		references := map[string]bool{}
		for _, r := range c.answers {
			references[r.Reference] = true
			if err := c.inv.MayRegister(r.Unit, false); err != nil {
				t.Errorf("%s: %s may not register", name, r.Unit.Name)
			}
			if r.Unit.Kind.Official() && !r.Unit.HasDomain(r.Contact.Email) {
				t.Errorf("%s: %s is not on a domain of %s", name, r.Contact.Email, r.Unit.Name)
			}
			if len(r.Delegates) < 1 || len(r.Delegates) > c.inv.Series.Rules.MaxDelegates {
				t.Errorf("%s: %s has %d delegates", name, r.Unit.Name, len(r.Delegates))
			}
			ranks := map[dialogue.ID]bool{}
			for _, w := range r.Wishes {
				ranks[w.Meeting] = true
			}
			if c.inv.Series.Rules.Choice == dialogue.Ranked && len(ranks) != len(c.inv.Meetings) {
				t.Errorf("%s: %s ranks %d meetings", name, r.Unit.Name, len(ranks))
			}
		}
		if len(references) != len(c.answers) {
			t.Errorf("%s: references repeat", name)
		}
	}
}

func TestEveryKommuneAppliesToTheMinistry(t *testing.T) {
	t.Parallel()
	inv, all := Departementet2017(), ApplicationsDepartementet()
	kinds, ids, places, people := map[dialogue.UnitKind]int{}, map[dialogue.ID]bool{}, 0, 0
	for _, m := range inv.Meetings {
		places += m.Places()
	}
	for i, r := range all {
		kinds[r.Unit.Kind]++
		ids[r.ID] = true
		people += len(r.Delegates)
		q := dialogue.RegistrationRequest{Unit: r.Unit, Contact: r.Contact, Comment: r.Comment, Wishes: r.Wishes, IfNotAll: r.IfNotAll, Municipality: r.Municipality}
		for _, d := range r.Delegates {
			ids[d.ID], ids[d.Seats[0].ID] = true, true
			q.Delegates = append(q.Delegates, dialogue.DelegateRequest{Role: d.Role, Name: d.Name, Position: d.Position, Email: d.Email, Phone: d.Phone})
		}
		if err := q.Validate(&inv, r.Channel != dialogue.Web).Err(); err != nil {
			t.Errorf("%s: %v", r.Unit.Name, err)
		}
		if err := inv.MayRegister(r.Unit, false); err != nil {
			t.Errorf("%s: %v", r.Unit.Name, err)
		}
		if r.ReceivedAt.Before(inv.Series.PublishedAt) || !r.ReceivedAt.Before(inv.Series.ClosesAt) || i > 0 && r.ReceivedAt.Before(all[i-1].ReceivedAt) {
			t.Errorf("%s came %s", r.Unit.Name, r.ReceivedAt)
		}
		if r.Unit.Kind.Official() && !r.Unit.HasDomain(r.Contact.Email) {
			t.Errorf("%s is not on a domain of %s", r.Contact.Email, r.Unit.Name)
		}
	}
	if kinds[dialogue.Municipality] != 426 || kinds[dialogue.District] < 5 || kinds[dialogue.Person] != personsApplying || len(ids) != len(all)+2*people {
		t.Errorf("%v, %d ids of %d registrations and %d people", kinds, len(ids), len(all), people)
	}
	if people < 3*places {
		t.Errorf("%d people for %d places", people, places)
	}
	if shared := dialogue.SharedAddresses(all); len(shared) != 6 {
		t.Errorf("%d addresses are shared: %v", len(shared), shared)
	}
	again := ApplicationsDepartementet()
	if fmt.Sprint(again[17]) != fmt.Sprint(all[17]) || len(again) != len(all) {
		t.Error("another time they are others")
	}
}
