package sample

import (
	"slices"
	"time"

	"dialogmote/internal/dialogue"
)

// RegistrationsInnlandet are answers to Innlandet2019 from kommuner in Hedmark and Oppland, one to four delegates each, spread
// over the meetings. Contacts have made-up local parts on the units' real domains, for tests and the demo's own mail server:
// they must never be mailed.
func RegistrationsInnlandet() []dialogue.Registration {
	inv := Innlandet2019()
	numbers := []string{"0402", "0403", "0412", "0415", "0417", "0418", "0419", "0420", "0423", "0425", "0426", "0427", "0428", "0429",
		"0430", "0432", "0434", "0436", "0437", "0501", "0502", "0511", "0514", "0515", "0517", "0521", "0528", "0529", "0533", "0542"}
	var units []dialogue.Unit
	for _, number := range numbers {
		units = append(units, municipality(inv.Organiser, number, inv.Series.PublicationDay(time.Time{})))
	}
	return answers(inv, units)
}

// RegistrationsDepartementet are answers to Departementet2017: kommuner and bydeler from the whole country that rank the
// meetings, and persons who come alone.
func RegistrationsDepartementet() []dialogue.Registration {
	inv := Departementet2017()
	on := inv.Series.LetterDate
	var units []dialogue.Unit
	for _, number := range []string{"0101", "0219", "0301", "0403", "0501", "0602", "0704", "0806", "0906", "1001", "1103", "1106",
		"1201", "1235", "1432", "1502", "1601", "1702", "1804", "1833", "1902", "2012", "1119", "0237"} {
		units = append(units, municipality(inv.Organiser, number, on))
	}
	for _, number := range []string{"030101", "030103", "030112"} {
		units = append(units, official(inv.Organiser, dialogue.District, number, on))
	}
	p := people{next: 500}
	for range 4 {
		name, local := p.who()
		alone := person(inv.Organiser, name, local+"@example.no")
		alone.County = "03"
		units = append(units, alone)
	}
	return answers(inv, units)
}

// RegistrationsOpenToday are answers to OpenToday(now), a few for each meeting.
func RegistrationsOpenToday(now dialogue.Date) []dialogue.Registration {
	inv := OpenToday(now)
	var units []dialogue.Unit
	for _, number := range []string{"1101", "1103", "1106", "1119", "1120", "1121", "1124", "1130", "1146", "1149"} {
		units = append(units, municipality(inv.Organiser, number, now))
	}
	return answers(inv, units)
}

// answers makes one active registration for each unit, received one after the other in the weeks after publication.
func answers(inv dialogue.Invitation, units []dialogue.Unit) []dialogue.Registration {
	var found []dialogue.Registration
	p := &people{}
	for i, u := range units {
		key := inv.Series.Slug + "/" + u.Number
		received := inv.Series.PublishedAt.Add(time.Duration(i*5+2) * time.Hour)
		name, local := p.who()
		r := dialogue.Registration{
			Organiser: inv.Organiser.ID, ID: ID("registration/" + key), Series: inv.Series.ID, Unit: u,
			State: dialogue.Active, Channel: dialogue.Web, Lang: u.LetterLang("", inv.Series.Lang, dialogue.Bokmal),
			Contact:    dialogue.Contact{Name: name, Position: "rådgiver", Email: address(local, u), Phone: p.phone()},
			Reference:  reference(key),
			ReceivedAt: received, ActivatedAt: received.Add(10 * time.Minute), Version: 1,
		}
		delegates := 1 + (i*3+1)%min(4, inv.Series.Rules.MaxDelegates)
		switch {
		case u.Kind == dialogue.Person:
			r.Contact.Name, r.Contact.Position, r.Contact.Email = u.Name, "", u.Number
			delegates = 1
		case i%9 == 4:
			r.Comment = "En av deltakerne bruker rullestol. Er det heis?"
		case i%11 == 7:
			r.Channel = dialogue.ByPhone
		}
		for n := range delegates {
			r.Delegates = append(r.Delegates, delegate(inv, &r, p, key, i, n))
		}
		if inv.Series.Rules.Choice == dialogue.Ranked {
			r.Wishes = wishes(inv, i)
		}
		if inv.Series.Rules.AsksIfNotAll(delegates) {
			r.IfNotAll = [...]dialogue.IfNotAll{dialogue.Fewer, dialogue.Together}[i%2]
		}
		if u.Kind == dialogue.Person {
			r.Municipality = "0301" // Oslo
		}
		found = append(found, r)
	}
	return found
}

func delegate(inv dialogue.Invitation, r *dialogue.Registration, p *people, key string, i, n int) dialogue.Delegate {
	name, local := p.who()
	d := dialogue.Delegate{ID: ID("delegate/" + key + string(rune('0'+n))), Name: name, Position: p.job(), Email: address(local, r.Unit), Phone: p.phone()}
	roles := inv.Roles
	seat := dialogue.Seat{ID: ID("seat/" + key + string(rune('0'+n))), State: dialogue.SeatPending, Pool: dialogue.InDelegation, Slot: n + 1}
	if r.Unit.Kind == dialogue.Person {
		d.Name, d.Position, d.Email = r.Unit.Name, "", r.Unit.Number
		roles = slices.DeleteFunc(slices.Clone(roles), func(role dialogue.Role) bool { return !role.OutsideCap })
	} else {
		roles = slices.DeleteFunc(slices.Clone(roles), func(role dialogue.Role) bool { return role.OutsideCap })
	}
	role := roles[(i+n)%len(roles)]
	d.Role = role.ID
	if role.OutsideCap {
		seat.Pool = dialogue.OutsideCap
	}
	if mine := inv.MeetingsFor(r.Unit); len(mine) > 0 && inv.Series.Rules.Choice != dialogue.Ranked {
		seat.Meeting = mine[i%len(mine)].ID
		if inv.Series.Rules.Admission == dialogue.AdmitOpen {
			seat.State = dialogue.SeatPlaced
		}
	}
	d.Seats = []dialogue.Seat{seat}
	return d
}

// wishes ranks the meetings in an order that differs from unit to unit; some cannot come to their last one.
func wishes(inv dialogue.Invitation, i int) []dialogue.Wish {
	var ranked []dialogue.Wish
	for n := range inv.Meetings {
		m := inv.Meetings[(i+n*(1+i%2*2))%len(inv.Meetings)]
		ranked = append(ranked, dialogue.Wish{Meeting: m.ID, Rank: n + 1, Available: n < len(inv.Meetings)-1 || i%3 != 0})
	}
	return ranked
}

func address(local string, u dialogue.Unit) string {
	if len(u.Domains) == 0 {
		return local + "@example.no"
	}
	return local + "@" + u.Domains[0]
}

// reference is eight characters of Crockford's alphabet, made from the key.
func reference(key string) string {
	const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
	id := ID("reference/" + key)
	b := make([]byte, 8)
	for i := range b {
		b[i] = alphabet[id[i]%32]
	}
	return string(b)
}
