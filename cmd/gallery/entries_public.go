package main

import (
	"net/url"
	"slices"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
	"dialogmote/internal/sample"
	"dialogmote/internal/urls"
	"dialogmote/templates"

	"github.com/a-h/templ"
)

// entriesPublic is the open pages: the sample invitations on days when they were open, closed or old, and the list.
func entriesPublic() []Entry {
	on := func(y int, m time.Month, d int) time.Time { return dialogue.Date{Year: y, Month: m, Day: d}.At(12, 0) }
	august, april, october, old := on(2019, time.August, 25), on(2017, time.April, 20), on(2020, time.October, 20), on(2026, time.March, 2)
	open := sample.OpenToday(dialogue.DateOf(old))
	var all []Entry
	add := func(id, name string, l dialogue.Lang, inv dialogue.Invitation, now time.Time) {
		all = append(all, Entry{ID: "public-invitation-" + id, Name: "Invitation: " + name, Lang: l, Page: invitationPage(l, inv, now, false)})
	}
	add("innlandet", "Innlandet, open", dialogue.Bokmal, sample.Innlandet2019(), august)
	all[0].Picture = "invitation"
	add("innlandet-nn", "Innlandet, prose in the other language", dialogue.Nynorsk, sample.Innlandet2019(), august)
	add("innlandet-old", "Innlandet, more than a year old", dialogue.Bokmal, sample.Innlandet2019(), old)
	add("departementet", "Departementet, ranked", dialogue.Bokmal, sample.Departementet2017(), april)
	add("oslo-viken", "Oslo og Viken, regions and programme", dialogue.Bokmal, sample.OsloViken2020(), october)
	add("vestland", "Vestland, in nynorsk", dialogue.Nynorsk, sample.Vestland(), on(2021, time.October, 10))
	add("open-nb", "Open today", dialogue.Bokmal, open, old)
	add("open-en", "Open today, in English", dialogue.English, open, old)
	add("states", "Meetings full, cancelled, held and undated", dialogue.Bokmal, everyState(old), old)
	add("full", "Every meeting full", dialogue.Nynorsk, everyFull(old), old)
	add("closed-early", "Closed early", dialogue.Bokmal, closedEarly(old), old)
	all[0].Picture = "invitation"

	draft := sample.OpenToday(dialogue.DateOf(old))
	draft.Series.State, draft.Series.PublishedAt = dialogue.Draft, time.Time{}
	all = append(all, Entry{ID: "public-invitation-preview", Name: "Invitation: preview of a draft", Lang: dialogue.Bokmal, Page: invitationPage(dialogue.Bokmal, draft, old, true)})

	for _, l := range dialogue.Langs {
		all = append(all, Entry{ID: "public-list-" + string(l), Name: "The list", Lang: l, Page: listPage(l, october, url.Values{}, open, sample.OsloViken2020(), sample.Innlandet2019())})
	}
	none := url.Values{"fylke": {"50"}, "maned": {"2020-12"}}
	return append(all,
		Entry{ID: "public-list-past", Name: "The list, past", Lang: dialogue.Bokmal, Page: listPage(dialogue.Bokmal, old, url.Values{"vis": {"tidligere"}}, sample.OsloViken2020(), sample.Innlandet2019(), sample.Departementet2017())},
		Entry{ID: "public-list-no-hits", Name: "The list, nothing matches", Lang: dialogue.Nynorsk, Page: listPage(dialogue.Nynorsk, october, none)},
		Entry{ID: "public-list-empty", Name: "The list, empty", Lang: dialogue.Bokmal, Page: listPage(dialogue.Bokmal, october, url.Values{})},
	)
}

func invitationPage(l dialogue.Lang, inv dialogue.Invitation, now time.Time, preview bool) templ.Component {
	p := lang.For(l)
	inv.Materials = slices.DeleteFunc(slices.Clone(inv.Materials), func(m dialogue.Material) bool { return m.Audience != dialogue.ForAll })
	frame := templates.Frame{
		L: p, Title: p.Text(inv.Series.Texts.Title), Organiser: inv.Organiser, Path: urls.Paths().Invitation(l, inv.Series.Slug),
		Back: templates.Link{Href: urls.Paths().List(l), Label: p.T("common.error.to-list")},
	}
	counties := map[string]string{"03": "Oslo", "04": "Hedmark", "05": "Oppland", "11": "Rogaland", "30": "Viken", "46": "Vestland"}
	return templates.Invitation(templates.InvitationView{Frame: frame, Page: dialogue.InvitationPage{Invitation: inv, Counties: counties, Now: now, Preview: preview}})
}

// everyState is an invitation whose meetings are each in a state of their own.
func everyState(now time.Time) dialogue.Invitation {
	inv := sample.OpenToday(dialogue.DateOf(now))
	meeting := inv.Meetings[0]
	held, late, full, cancelled, days := meeting, meeting, meeting, meeting, meeting
	held.StartsAt, held.EndsAt = now.Add(-48*time.Hour), now.Add(-44*time.Hour)
	late.StartsAt, late.EndsAt, late.ClosesAt = now.Add(48*time.Hour), now.Add(52*time.Hour), now.Add(-24*time.Hour)
	full.Taken = full.Capacity
	cancelled.State = dialogue.Cancelled
	days.EndsAt = days.EndsAt.Add(24 * time.Hour)
	meeting.Taken = meeting.Capacity - 1
	inv.Meetings = append([]dialogue.Meeting{held, late, full, cancelled, days, meeting}, inv.Meetings[1:]...)
	return inv
}

func everyFull(now time.Time) dialogue.Invitation {
	inv := sample.OpenToday(dialogue.DateOf(now))
	inv.Meetings = inv.Meetings[:2]
	for i := range inv.Meetings {
		inv.Meetings[i].Taken = inv.Meetings[i].Capacity
	}
	return inv
}

func closedEarly(now time.Time) dialogue.Invitation {
	inv := sample.OpenToday(dialogue.DateOf(now))
	inv.Series.ClosedEarlyAt = now.Add(-time.Hour)
	inv.Series.ChangedAt = now.Add(-time.Hour)
	return inv
}

func listPage(l dialogue.Lang, now time.Time, values url.Values, invitations ...dialogue.Invitation) templ.Component {
	p := lang.For(l)
	page := dialogue.ListPage{Now: now, Filter: dialogue.ListFilter{Past: values.Get("vis") != "", County: values.Get("fylke")}}
	for _, inv := range invitations {
		listed := dialogue.ListedInvitation{Organiser: inv.Organiser, Series: inv.Series, Meetings: inv.Meetings, RegionNames: map[dialogue.ID]dialogue.Text{}}
		for _, r := range inv.Regions {
			listed.RegionNames[r.ID] = r.Name
		}
		page.Found = append(page.Found, listed)
	}
	if len(invitations) > 2 {
		page.Next = dialogue.ListCursor{At: now, ID: sample.ID("next")}
	}
	page.Choices = dialogue.ListChoices{
		Organisers: sample.Organisers(),
		Counties:   []dialogue.CountyChoice{{Number: "03", Name: "Oslo"}, {Number: "34", Name: "Innlandet"}, {Number: "50", Name: "Trøndelag"}},
		Regions:    []string{"Follo regionen", "Nedre Glomma"},
		Months:     []dialogue.Date{{Year: 2020, Month: time.November, Day: 1}, {Year: 2020, Month: time.December, Day: 1}},
	}
	frame := templates.Frame{L: p, Title: p.T("public.list.title"), Path: urls.WithQuery(urls.Paths().List(l), values)}
	return templates.List(templates.ListView{Frame: frame, Page: page, Values: values})
}
