package main

import (
	"net/url"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
	"dialogmote/internal/sample"
	"dialogmote/internal/urls"
	"dialogmote/templates"
)

// entriesStatements shows written input: the form with problems and kept files, the check, the writer's link, a delegation's room, and staff's list and
// one of them.
func entriesStatements() []Entry {
	nb, nn := lang.For(dialogue.Bokmal), lang.For(dialogue.Nynorsk)
	inv := sample.OsloViken2020()
	var all []dialogue.Statement
	for _, w := range sample.StatementsOsloViken() {
		w.Version = 1
		if !w.AsideOn.IsZero() {
			w.State, w.Reason = dialogue.StatementSetAside, w.Aside
		}
		if w.File != "" {
			w.Files = []dialogue.StatementFile{{ID: sample.ID(w.File), File: dialogue.StoredFile{Name: w.File, MediaType: "application/pdf", Size: 412_000}}}
		}
		all = append(all, w.Statement)
	}
	all[0].State, all[0].PublishedAt = dialogue.StatementPublished, all[0].ReceivedAt.AddDate(0, 0, 8)
	last := all[len(all)-1]
	now := last.ReceivedAt.AddDate(0, 0, 1)
	public := func(p lang.Printer, title string) templates.Frame {
		return templates.Frame{L: p, Title: title, Organiser: inv.Organiser, Path: urls.Paths().Statement(p.Lang(), inv.Series.Slug),
			Back: templates.Link{Href: urls.Paths().Invitation(p.Lang(), inv.Series.Slug), Label: p.T("delegation.received.to-invitation")}}
	}
	form := func(p lang.Printer, values url.Values, problems dialogue.Problems, files []dialogue.StatementFile) templates.StatementFormView {
		v := templates.StatementFormView{Frame: public(p, p.T("public.statement.title")), Page: dialogue.StatementForm{Invitation: inv, Files: files, Now: now},
			Form: templates.Form{L: p, Action: "#", Upload: true, Values: values, Problems: problems}, Submission: last.ID.String(), Signed: "x", Endings: ".pdf", MB: 25}
		v.Frame.Problems = len(problems) > 0
		return v
	}
	wrong := form(nn, url.Values{"name": {"Berit Solli"}, "email": {"berit"}, "text": {last.Text}},
		dialogue.Problems{"email": {Key: "problem.email"}, "consent": {Key: "problem.choose"}, "files": {Key: "problem.file-type"}}, last.Files)
	room := form(nb, nil, nil, nil)
	room.Reference, room.Own = "7K3M9QXA", []dialogue.Statement{{ID: last.ID, Unit: "Lillestrøm", Name: "Ragnhild Solum", Reference: "7K3M9QXB", State: dialogue.StatementPublished, ReceivedAt: last.ReceivedAt,
		Text: sample.OwnStatementOsloViken().Text, Consent: dialogue.ConsentNamed, Files: last.Files}, {ID: all[1].ID, State: dialogue.StatementWithdrawn, ReceivedAt: last.ReceivedAt}}
	check := templates.StatementCheckView{Frame: public(nb, nb.T("public.statement.check.title")), Send: "#", Change: "#",
		Check: dialogue.StatementCheck{Invitation: inv, Files: last.Files, Now: now,
			Request: dialogue.StatementRequest{Name: last.Name, Email: last.Email, Behalf: last.Behalf, Text: last.Text, Consent: last.Consent, Meeting: last.Meeting}}}
	unproven := last
	unproven.State, unproven.ExpiresAt = dialogue.StatementUnverified, last.ReceivedAt.Add(dialogue.VerifyWithin)
	link := templates.StatementPageView{Frame: public(nn, nn.T("public.statement.yours")), Token: "x", Page: dialogue.StatementPage{Invitation: inv, Statement: unproven, Proves: true, Now: now}}

	frame := accountFrame(nb, templates.SectionSeries, nb.T("staff.tab.statements"))
	frame.Organiser = inv.Organiser
	list := templates.StatementsView{S: templates.StaffSeriesFrame{Frame: frame, Series: inv.Series, Standing: inv.Series.Standing(inv.Meetings, now), Tab: urls.TabStatements, MayEdit: true},
		List: dialogue.StatementList{Invitation: inv, All: len(all), Found: all, Now: now, Counts: map[dialogue.StatementState]int{
			dialogue.StatementReceived: 3, dialogue.StatementPublished: 1, dialogue.StatementSetAside: 1}}, Filter: templates.Form{L: nb, Action: "#", Get: true}}
	one := accountFrame(nn, templates.SectionSeries, nn.T("staff.statement.title", "Reference", last.Reference))
	one.Organiser, one.Problems = inv.Organiser, true
	staff := templates.StaffStatementView{Frame: one, Page: dialogue.StatementPage{Invitation: inv, Statement: last, Now: now}, MayEdit: true,
		Note: templates.Form{L: nn, ID: "f-notat", Action: "#", Values: url.Values{"note": {"Ring Berit før møtet i januar."}, "version": {"1"}}},
		Aside: templates.Form{L: nn, ID: "f-bort", Action: "#", Values: url.Values{"version": {"1"}, "reason": {""}},
			Problems: dialogue.Problems{"reason": {Key: "problem.required"}}}}
	return []Entry{
		{ID: "statement-form-nn", Name: "Written input, with problems and a kept file", Lang: nn.Lang(), Page: templates.StatementForm(wrong)},
		{ID: "statement-check-nb", Name: "Written input before it is sent", Lang: nb.Lang(), Page: templates.StatementCheck(check)},
		{ID: "statement-link-nn", Name: "The writer's link that asks for a click", Lang: nn.Lang(), Page: templates.StatementLink(link)},
		{ID: "statement-room-nb", Name: "A delegation's own written input", Lang: nb.Lang(), Page: templates.StatementForm(room)},
		{ID: "staff-statements-nb", Name: "Written input to a series", Lang: nb.Lang(), Page: templates.StaffStatements(list)},
		{ID: "staff-statement-nn", Name: "One of them, with a problem", Lang: nn.Lang(), Page: templates.StaffStatement(staff)},
	}
}
