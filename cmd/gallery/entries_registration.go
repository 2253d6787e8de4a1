package main

import (
	"net/url"
	"strconv"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
	"dialogmote/internal/norway"
	"dialogmote/internal/sample"
	"dialogmote/internal/urls"
	"dialogmote/templates"

	"github.com/a-h/templ"
)

// entriesRegistration shows the form for registering, its check, what is said after sending, and closed forms.
func entriesRegistration() []Entry {
	var all []Entry
	for _, l := range []dialogue.Lang{dialogue.Bokmal, dialogue.Nynorsk, dialogue.English} {
		p := lang.For(l)
		add := func(id, name string, page registrationPage) {
			all = append(all, Entry{ID: "registration-" + id + "-" + string(l), Name: name, Lang: l, Page: page.form(p)})
		}
		add("one", "Registering for one of four meetings", registrationPage{inv: openInvitation(), now: openNow()})
		add("ranked", "Registering with the meetings in order", registrationPage{inv: sample.Departementet2017(), now: rankedNow()})
		if l == dialogue.English {
			continue
		}
		add("one-empty", "Registering: sent empty", sentEmpty(openInvitation(), openNow()))
		add("one-wrong", "Registering: every kind of problem", sentWrong(openInvitation(), openNow()))
		add("one-closed", "Registering when some meetings are closed", registrationPage{inv: sample.Innlandet2019(), now: at(2019, time.September, 10)})
		add("one-rows", "Registering: a row added", addedRow(openInvitation(), openNow()))
		add("ranked-person", "Registering oneself", registrationPage{inv: sample.Departementet2017(), now: rankedNow(), values: url.Values{"kind": {"person"}, "municipality": {"0412"}}})
		add("ranked-several", "Registering three: what if not all get a place", rankedSeveral())
		add("ranked-wrong", "Registering: an order that does not hold", sentRanking())
		add("assigned", "Registering when the region decides", registrationPage{inv: sample.OsloViken2020(), now: at(2020, time.October, 20)})
		add("assigned-several", "Registering when the region has two meetings", assignedSeveral())
		add("many", "Registering for several meetings, organisations too", registrationPage{inv: sample.Vestland(), now: at(2021, time.October, 5), rows: 2})
		add("many-wrong", "Registering for several meetings: problems", sentMany())
		all = append(all, checkEntries(p)...)
		all = append(all, receivedEntries(p)...)
		all = append(all, closedEntries(p)...)
	}
	return all
}

func at(year int, month time.Month, day int) time.Time {
	return dialogue.Date{Year: year, Month: month, Day: day}.At(12, 0)
}

func openDay() dialogue.Date { return dialogue.Date{Year: 2026, Month: time.April, Day: 14} }
func openNow() time.Time     { return openDay().At(12, 0) }
func rankedNow() time.Time   { return at(2017, time.April, 20) }

// openInvitation has a meeting with few places left, a full one, one without limit and one without a date.
func openInvitation() dialogue.Invitation {
	inv := sample.OpenToday(openDay())
	inv.Meetings[0].Taken = 57
	inv.Meetings[1].Taken, inv.Meetings[1].Waiting = 40, 6
	return inv
}

// registrationPage is one state of the form.
type registrationPage struct {
	inv      dialogue.Invitation
	now      time.Time
	values   url.Values
	problems dialogue.Problems
	meetings []dialogue.Meeting // for assigned; otherwise all
	rows     int
}

func (r registrationPage) form(p lang.Printer) templ.Component {
	units, counties := invitedUnits(&r.inv, r.now)
	meetings := r.meetings
	if r.inv.Series.Rules.Choice != dialogue.Assigned {
		meetings = r.inv.Meetings
	}
	frame := registrationFrame(p, &r.inv, p.T("delegation.form.title"))
	frame.Path = urls.Paths().Registration(p.Lang(), r.inv.Series.Slug)
	frame.Problems = len(r.problems) > 0
	values := r.values
	if values == nil {
		values = url.Values{}
	}
	return templates.Registration(templates.RegistrationView{
		Frame: frame, Invitation: &r.inv, Now: r.now, Meetings: meetings, Rows: max(1, r.rows),
		Form:  templates.Form{L: p, Action: urls.Paths().RegistrationCheck(p.Lang(), r.inv.Series.Slug), Values: values, Problems: r.problems},
		Units: templates.UnitOptions(units, counties), Kinds: templates.KindOptions(p, &r.inv), Submission: "0",
		Homes: homes(&r.inv, r.now), Neighbours: units,
	})
}

func registrationFrame(p lang.Printer, inv *dialogue.Invitation, title string) templates.Frame {
	return templates.Frame{L: p, Title: title, Organiser: inv.Organiser,
		Back: templates.Link{Href: urls.Paths().Invitation(p.Lang(), inv.Series.Slug), Label: p.T("delegation.received.to-invitation")}}
}

// invitedUnits are the register's units that the invitation is for, in the register's order.
func invitedUnits(inv *dialogue.Invitation, now time.Time) ([]dialogue.Unit, map[string]string) {
	on := inv.Series.PublicationDay(now)
	var units []dialogue.Unit
	add := func(kind, number string, hasDistricts bool) {
		o, found := norway.Lookup(kind, number, on)
		u := dialogue.Unit{Kind: dialogue.UnitKind(kind), Number: number, Name: o.Label, County: o.County}
		if found && inv.MayRegister(u, hasDistricts) == nil {
			units = append(units, u)
		}
	}
	for _, m := range norway.All(on) {
		districts := norway.Districts(m.Number, on)
		add("municipality", m.Number, len(districts) > 0)
		for _, d := range districts {
			add("district", d.Code, false)
		}
	}
	counties := map[string]string{}
	for _, c := range norway.Counties(on) {
		counties[c.Number] = c.Name
		add("county", c.Number, false)
	}
	return units, counties
}

// homes are the municipalities that persons and organisations may say they belong to.
func homes(inv *dialogue.Invitation, now time.Time) []templates.Option {
	if invited := inv.Series.Rules.Invited; !invited.Persons && !invited.Organisations {
		return nil
	}
	all := dialogue.Invitation{Series: inv.Series}
	all.Series.Rules.Invited = dialogue.Invited{Scope: dialogue.InviteAll, Districts: dialogue.NoDistricts}
	return templates.HomeOptions(invitedUnits(&all, now))
}

func sentEmpty(inv dialogue.Invitation, now time.Time) registrationPage {
	q := dialogue.RegistrationRequest{Delegates: make([]dialogue.DelegateRequest, 1)}
	return registrationPage{inv: inv, now: now, problems: q.Validate(&inv, false)}
}

// people are typed delegates, one row for each.
func people(inv *dialogue.Invitation, names ...string) url.Values {
	values := url.Values{"rows": {strconv.Itoa(len(names))}}
	for i, name := range names {
		row := "delegates." + strconv.Itoa(i) + "."
		values.Set(row+"name", name)
		if name != "" {
			values.Set(row+"role", inv.Roles[i%len(inv.Roles)].ID.String())
			values.Set(row+"position", []string{"ordfører", "kommunalsjef helse og omsorg", "leder av eldrerådet", ""}[i%4])
			values.Set(row+"email", []string{"anne.berg@sandnes.kommune.no", "per.dale@sandnes.kommune.no", "gro.eide@example.no", ""}[i%4])
			values.Set(row+"phone", []string{"22 24 96 51", "", "22 24 96 53", ""}[i%4])
		}
	}
	return values
}

func withContact(values url.Values) url.Values {
	values.Set("contact.name", "Mona Isdal")
	values.Set("contact.email", "mona.isdal@sandnes.kommune.no")
	values.Set("contact.phone", "22 24 96 50")
	values.Set("contact.position", "rådgiver")
	return values
}

func sentWrong(inv dialogue.Invitation, now time.Time) registrationPage {
	values := withContact(people(&inv, "Anne Berg", "Per Dale", "Gro Eide", "Ola Vik", ""))
	values.Set("unit", "municipality:0301")
	values.Set("contact.email", "mona.isdal@sandnes")
	values.Set("contact.phone", "22 24 96")
	values.Set("delegates.1.email", "per dale@example.no")
	values.Del("delegates.2.role")
	values.Set("comment", "Vi kommer med tog.")
	return registrationPage{inv: inv, now: now, rows: 5, values: values, problems: dialogue.Problems{
		"unit": {Key: "problem.not-invited"}, "contact.email": {Key: "problem.email"}, "contact.phone": {Key: "problem.phone"},
		"meeting": {Key: "problem.choose-meeting"}, "delegates.1.email": {Key: "problem.email"}, "delegates.2.role": {Key: "problem.choose"},
		"delegates.3.email": {Key: "problem.required"}, "delegates.4.name": {Key: "problem.too-many", Args: map[string]any{"Max": 4}},
	}}
}

func addedRow(inv dialogue.Invitation, now time.Time) registrationPage {
	values := withContact(people(&inv, "Anne Berg", "Per Dale", ""))
	values.Set("unit", "municipality:1108")
	values.Set("meeting", inv.Meetings[0].ID.String())
	return registrationPage{inv: inv, now: now, rows: 3, values: values}
}

func sentRanking() registrationPage {
	inv := sample.Departementet2017()
	values := withContact(people(&inv, "Anne Berg"))
	values.Set("kind", "municipality")
	for i, rank := range []string{"1", "2", "2", ""} {
		values.Set("wishes."+strconv.Itoa(i)+".rank", rank)
		values.Set("wishes."+strconv.Itoa(i)+".unavailable", "1")
	}
	return registrationPage{inv: inv, now: rankedNow(), values: values, problems: dialogue.Problems{
		"unit": {Key: "problem.choose-unit"}, "wishes.0.unavailable": {Key: "problem.no-possible-meeting"},
		"wishes.2.rank": {Key: "problem.rank-twice", Args: map[string]any{"Rank": 2}}, "wishes.3.rank": {Key: "problem.rank-missing"},
	}}
}

// rankedSeveral has made an order, and not said what it wants if not all get a place.
func rankedSeveral() registrationPage {
	inv := sample.Departementet2017()
	values := withContact(people(&inv, "Anne Berg", "Per Dale", "Gro Eide"))
	values.Set("kind", "municipality")
	values.Set("unit", "municipality:1102")
	for i, rank := range []string{"2", "1", "4", "3"} {
		values.Set("wishes."+strconv.Itoa(i)+".rank", rank)
	}
	values.Set("wishes.2.unavailable", "1")
	return registrationPage{inv: inv, now: rankedNow(), rows: 3, values: values, problems: dialogue.Problems{"if_not_all": {Key: "problem.choose-if-not-all"}}}
}

func assignedSeveral() registrationPage {
	inv := sample.OsloViken2020()
	values := withContact(people(&inv, "Anne Berg", "Per Dale"))
	values.Set("unit", "municipality:3026")
	return registrationPage{inv: inv, now: at(2020, time.October, 20), rows: 2, values: values, meetings: inv.Meetings[:2],
		problems: dialogue.Problems{"meeting": {Key: "problem.choose-meeting"}}}
}

func sentMany() registrationPage {
	inv := sample.Vestland()
	values := withContact(people(&inv, "Anne Berg", "Per Dale"))
	values.Set("kind", "organisation")
	values.Add("delegates.0.meetings", inv.Meetings[0].ID.String())
	return registrationPage{inv: inv, now: at(2021, time.October, 5), rows: 2, values: values, problems: dialogue.Problems{
		"organisation": {Key: "problem.required"}, "delegates.1.meetings": {Key: "problem.choose-meeting"},
		"comment": {Key: "problem.too-long", Args: map[string]any{"Max": dialogue.MaxComment}},
	}}
}
