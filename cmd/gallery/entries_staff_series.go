package main

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
	"dialogmote/internal/sample"
	"dialogmote/internal/urls"
	"dialogmote/templates"
)

// entriesStaffSeries shows the editor: each part of an invitation as it is stored, and in its other states.
func entriesStaffSeries() []Entry {
	var all []Entry
	for _, l := range []dialogue.Lang{dialogue.Bokmal, dialogue.Nynorsk} {
		p := lang.For(l)
		for _, e := range []Entry{
			{ID: "new", Name: "New invitation", Page: templates.SeriesNew(newSeries(p))},
			{ID: "overview-draft", Name: "Overview, much is missing", Page: templates.SeriesOverview(overview(p, dialogue.Draft, true))},
			{ID: "overview-ready", Name: "Overview, ready to publish", Page: templates.SeriesOverview(overview(p, dialogue.Draft, false))},
			{ID: "overview-published", Name: "Overview, published", Page: templates.SeriesOverview(overview(p, dialogue.Published, false)), Picture: picture(l, "editor")},
			{ID: "text", Name: "Text", Page: templates.SeriesText(editorOf(p, urls.TabText, textOf(sample.OsloViken2020())))},
			{ID: "text-stale", Name: "Text, changed by somebody else", Page: templates.SeriesText(staleText(p))},
			{ID: "rules", Name: "Rules", Page: templates.SeriesRules(editorOf(p, urls.TabRules, rulesOf(sample.OsloViken2020())))},
			{ID: "rules-selection", Name: "Rules of an invitation that selects, after the draw", Page: templates.SeriesRules(drawn(p))},
			{ID: "roles", Name: "Roles", Page: templates.SeriesRoles(rolesEditor(p))},
			{ID: "meetings", Name: "Meetings", Page: templates.SeriesMeetings(editorOf(p, urls.TabMeetings, nil))},
			{ID: "meetings-none", Name: "Meetings, none yet", Page: templates.SeriesMeetings(noMeetings(p))},
			{ID: "meeting", Name: "A meeting, refused", Page: templates.SeriesMeeting(meetingEditor(p))},
			{ID: "meeting-moves", Name: "A meeting that moves, with its letter", Page: templates.SeriesMeeting(movingMeeting(p))},
			{ID: "regions", Name: "Regions, a name is not found", Page: templates.SeriesRegions(regionsEditor(p))},
			{ID: "programme", Name: "Programme", Page: templates.SeriesProgramme(programmeEditor(p))},
			{ID: "contacts", Name: "Contact persons, for a reader", Page: templates.SeriesContacts(contactsEditor(p))},
			{ID: "materials", Name: "Documents, one is refused", Page: templates.SeriesMaterials(materialsEditor(p))},
		} {
			e.ID, e.Lang = "staff-series-"+e.ID+"-"+string(l), l
			all = append(all, e)
		}
	}
	return all
}

func picture(l dialogue.Lang, name string) string {
	if l == dialogue.Bokmal {
		return name
	}
	return ""
}

func editorOf(p lang.Printer, tab urls.Tab, values url.Values) templates.EditorView {
	inv := sample.OsloViken2020()
	now := dialogue.Date{Year: 2020, Month: time.October, Day: 20}.At(9, 0)
	if values == nil {
		values = url.Values{}
	}
	values.Set("version", "1")
	title := map[urls.Tab]string{urls.TabText: "staff.tab.text", urls.TabRules: "staff.tab.rules", urls.TabRoles: "staff.tab.roles", urls.TabMeetings: "staff.tab.meetings",
		urls.TabRegions: "staff.tab.regions", urls.TabProgramme: "staff.tab.programme", urls.TabContacts: "staff.tab.contacts", urls.TabMaterials: "staff.tab.materials",
		urls.TabOverview: "staff.tab.overview", urls.TabQuestions: "staff.tab.questions", urls.TabPrepared: "staff.tab.prepared"}[tab]
	frame := accountFrame(p, templates.SectionSeries, p.T(title))
	frame.Organiser = inv.Organiser
	frame.Crumbs = []templates.Link{{Href: "#", Label: p.T("staff.start.title")}}
	counties := []templates.Option{{Value: "03", Label: "Oslo"}, {Value: "11", Label: "Rogaland"}, {Value: "30", Label: "Viken"}}
	return templates.EditorView{
		S:    templates.StaffSeriesFrame{Frame: frame, Series: inv.Series, Standing: inv.Series.Standing(inv.Meetings, now), Tab: tab, MayEdit: true},
		Form: templates.Form{L: p, Action: "#", Values: values, WarnUnsaved: true}, Inv: &inv, Now: now, Counties: counties,
	}
}

func said(p lang.Printer, found []dialogue.Finding) []templates.Link {
	var links []templates.Link
	for _, f := range found {
		links = append(links, templates.Link{Href: "#", Label: p.Problem(f.Problem)})
	}
	return links
}

func newSeries(p lang.Printer) templates.SeriesNewView {
	frame := accountFrame(p, templates.SectionSeries, p.T("staff.start.new"))
	return templates.SeriesNewView{Frame: frame, Form: templates.Form{L: p, Action: "#", Values: url.Values{"kind": {"dialogue"}, "lang": {"nb"}}},
		Older: []templates.Option{{Value: "1", Label: p.Text(sample.Innlandet2019().Series.Texts.Title)}}}
}

func overview(p lang.Printer, state dialogue.SeriesState, missing bool) templates.EditorView {
	v := editorOf(p, urls.TabOverview, nil)
	v.Inv.Series.State, v.S.Series.State = state, state
	v.S.Standing = v.Inv.Series.Standing(v.Inv.Meetings, v.Now)
	v.Odd = said(p, dialogue.Odd(v.Inv, dialogue.OddFacts{Now: v.Now}))
	if missing {
		bare := dialogue.Invitation{Series: dialogue.Series{Rules: dialogue.Rules{Required: []string{dialogue.FieldRole}}}}
		v.Missing, v.Odd = said(p, dialogue.Missing(&bare)), nil
	}
	if state == dialogue.Published {
		v.Use.Registrations = 31
	}
	return v
}

func textOf(inv dialogue.Invitation) url.Values {
	t := inv.Series.Texts
	values := url.Values{"kind": {"dialogue"}, "lang": {"nb"}, "stated_meetings": {"10"}}
	for name, text := range map[string]dialogue.Text{"title": t.Title, "lead": t.Lead, "body": t.Body, "target_groups": t.TargetGroups, "privacy": t.Privacy,
		"filming": t.Filming, "preparation": t.Preparation, "programme_note": t.ProgrammeNote, "partners": t.Partners, "practical": t.Practical, "signatories": t.Signatories} {
		templates.SetText(values, name, text)
	}
	return values
}

func staleText(p lang.Printer) templates.EditorView {
	v := editorOf(p, urls.TabText, textOf(sample.OsloViken2020()))
	v.Form.Stored = textOf(sample.OsloViken2020())
	v.Form.Values.Set("lead.nb", "Fylkesmannen inviterer alle kommunene til dialogmøte.")
	v.Missing = said(p, []dialogue.Finding{dialogue.NewFinding(dialogue.InTexts, "staff.missing.privacy-both")})
	return v
}

func rulesOf(inv dialogue.Invitation) url.Values {
	r := inv.Series.Rules
	return url.Values{"choice": {string(r.Choice)}, "admission": {string(r.Admission)}, "identity": {string(r.Identity)}, "max_delegates": {"4"}, "over_cap": {"0"},
		"outside_max": {"4"}, "required": r.Required, "scope": {string(r.Invited.Scope)}, "counties": r.Invited.Counties, "districts": {string(r.Invited.Districts)},
		"closes_on": {"5.11.2020"}, "delete_on": {"31.12.2021"}, "select_where": {r.Selection.Where}, "select_extra": {r.Selection.Extra},
		"min_delegation": {strconv.Itoa(r.Selection.MinDelegation)}, "offer_days": {strconv.Itoa(r.OfferDays)}}
}

// drawn are the rules of an invitation that has begun its draw, with a delegation larger than it may be.
func drawn(p lang.Printer) templates.EditorView {
	values := rulesOf(sample.Departementet2017())
	values.Set("min_delegation", "5")
	v := editorOf(p, urls.TabRules, values)
	v.Use.Draws = 1
	v.Form.Problems = dialogue.Problems{"min_delegation": {Key: "problem.number-between", Args: map[string]any{"Min": 1, "Max": 4}}}
	v.S.Frame.Problems = true
	return v
}

func rowOf(name string, i int, field string) string { return fmt.Sprintf("%s.%d.%s", name, i, field) }

func rolesEditor(p lang.Printer) templates.EditorView {
	values := url.Values{}
	roles := sample.OsloViken2020().Roles
	for i, r := range roles[:3] {
		values.Set(rowOf("roles", i, "id"), r.ID.String())
		templates.SetText(values, rowOf("roles", i, "name"), r.Name)
	}
	v := editorOf(p, urls.TabRoles, values)
	v.Rows, v.Use.Roles = 3, map[dialogue.ID]int{roles[1].ID: 7}
	return v
}

func noMeetings(p lang.Printer) templates.EditorView {
	v := editorOf(p, urls.TabMeetings, nil)
	v.Inv.Meetings = nil
	v.Missing = said(p, []dialogue.Finding{dialogue.NewFinding(dialogue.InMeetings, "staff.missing.meeting")})
	return v
}

func meetingEditor(p lang.Printer) templates.EditorView {
	v := editorOf(p, urls.TabMeetings, url.Values{"date": {"16.11.2020"}, "from": {"12.30"}, "to": {"12.00"}, "digital": {"1"}, "teams_url": {"http://x"},
		"region": {sample.OsloViken2020().Regions[0].ID.String()}, "capacity_shown": {"1"}})
	v.Meeting = v.Inv.Meetings[0].ID
	v.S.Frame.Title = p.Text(v.Inv.MeetingName(v.Inv.Meetings[0]))
	v.S.Frame.Problems = true
	v.Form.Problems = dialogue.Problems{"to": {Key: "problem.ends-before"}, "teams_url": {Key: "problem.address"}}
	v.Odd = said(p, []dialogue.Finding{dialogue.NewFinding(dialogue.InMeetings, "staff.odd.no-end", "Meeting", v.S.Frame.Title)})
	return v
}

func movingMeeting(p lang.Printer) templates.EditorView {
	v := meetingEditor(p)
	v.Form.Values.Set("to", "15.30")
	v.Form.Values.Set("teams_url", "https://teams.example.no/mote")
	v.Form.Problems, v.S.Frame.Problems = nil, false
	v.Odd, v.NeedsLetter, v.Use.Meetings = nil, true, map[dialogue.ID]int{v.Meeting: 12}
	return v
}

func regionsEditor(p lang.Printer) templates.EditorView {
	inv := sample.OsloViken2020()
	values := url.Values{"digital": {"1"}}
	for i, r := range inv.Regions[6:] {
		var names []string
		for _, u := range r.Units {
			names = append(names, u.Name)
		}
		templates.SetText(values, rowOf("regions", i, "name"), r.Name)
		values.Set(rowOf("regions", i, "units"), strings.Replace(strings.Join(names, ", "), "Skiptvet", "Skiptvedt", 1))
		values.Set(rowOf("regions", i, "stated"), strconv.Itoa(r.StatedUnits))
		values.Set(rowOf("regions", i, "id"), r.ID.String())
	}
	values.Set("regions.3.id", "")
	values.Set("regions.3.meet", "1")
	v := editorOf(p, urls.TabRegions, values)
	v.Rows = 4
	v.S.Frame.Problems = true
	v.Form.Problems = dialogue.Problems{"regions.1.units": {Key: "problem.unknown-names-means", Args: map[string]any{"Names": "«Skiptvedt»", "Means": "Skiptvet"}}}
	return v
}

func programmeEditor(p lang.Printer) templates.EditorView {
	values := url.Values{"start": {"09.00"}, "tentative": {"1"}}
	rows := sample.OsloViken2020().Programme[:4]
	for i, row := range rows {
		clock := func(minutes int) string { return fmt.Sprintf("%02d.%02d", (540+minutes)/60, (540+minutes)%60) }
		values.Set(rowOf("rows", i, "from"), clock(row.Starts))
		values.Set(rowOf("rows", i, "to"), clock(row.Starts+row.Minutes))
		templates.SetText(values, rowOf("rows", i, "content"), row.Content)
		templates.SetText(values, rowOf("rows", i, "responsible"), row.Responsible)
	}
	v := editorOf(p, urls.TabProgramme, values)
	v.Rows = len(rows)
	return v
}

func contactsEditor(p lang.Printer) templates.EditorView {
	values := url.Values{}
	contacts := sample.OsloViken2020().Contacts
	for i, c := range contacts {
		values.Set(rowOf("contacts", i, "name"), c.Name)
		values.Set(rowOf("contacts", i, "email"), c.Email)
		values.Set(rowOf("contacts", i, "phone"), c.Phone)
		templates.SetText(values, rowOf("contacts", i, "title"), c.Title)
	}
	v := editorOf(p, urls.TabContacts, values)
	v.Rows, v.S.MayEdit, v.Form.ReadOnly = len(contacts), false, true
	return v
}

func materialsEditor(p lang.Printer) templates.EditorView {
	values := url.Values{}
	materials := sample.OsloViken2020().Materials[:3]
	for i, m := range materials {
		values.Set(rowOf("materials", i, "id"), m.ID.String())
		values.Set(rowOf("materials", i, "audience"), string(m.Audience))
		templates.SetText(values, rowOf("materials", i, "title"), m.Title)
	}
	v := editorOf(p, urls.TabMaterials, values)
	v.Rows, v.Endings = len(materials), ".pdf,.docx"
	v.Upload = templates.Form{L: p, Action: "#", ID: "nytt", Upload: true, Values: url.Values{"version": {"1"}, "audience": {"all"}, "title.nb": {"Program"}},
		Problems: dialogue.Problems{"file": {Key: "problem.file-type"}}}
	return v
}
