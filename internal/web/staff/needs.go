package staff

import (
	"bytes"
	"net/http"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/export"
	"dialogmote/internal/lang"
	"dialogmote/internal/web/page"
	"dialogmote/templates"
)

// needsRoutes are what is needed at a meeting: numbers for everybody at the office, and who it is for those who ask by POST, which is logged.
func (h *handlers) needsRoutes() []page.Route {
	const needs = ofSeries + "/moter/{meeting}/mat-og-tilrettelegging"
	return []page.Route{
		get(needs, page.Reader, h.getNeeds),
		get(needs+".csv", page.Reader, h.getNeedsCSV),
		get(needs+".xlsx", page.Reader, h.getNeedsXLSX),
		post(needs+"/hvem", page.Editor, h.postNeedsWho),
	}
}

// needs is the page that the address names, in numbers.
func (h *handlers) needs(r *http.Request) (dialogue.NeedsPage, error) {
	series, meeting, err := h.seriesAndMeeting(r)
	if err != nil {
		return dialogue.NeedsPage{}, err
	}
	return h.a.NeedsPage(r.Context(), h.k.Actor(r), series, meeting)
}

func (h *handlers) seriesAndMeeting(r *http.Request) (series, meeting dialogue.ID, err error) {
	if series, err = h.k.ParamID(r, "series"); err != nil {
		return series, meeting, err
	}
	meeting, err = h.k.ParamID(r, "meeting")
	return series, meeting, err
}

func (h *handlers) getNeeds(w http.ResponseWriter, r *http.Request) error {
	found, err := h.needs(r)
	if err != nil {
		return err
	}
	return h.drawNeeds(w, r, found, false)
}

// postNeedsWho shows who needs what. It answers with the page itself, for nothing of it may lie in a session on the way to another.
func (h *handlers) postNeedsWho(w http.ResponseWriter, r *http.Request) error {
	series, meeting, err := h.seriesAndMeeting(r)
	if err != nil {
		return err
	}
	found, err := h.a.NeedsWho(r.Context(), h.k.Actor(r), series, meeting)
	if err != nil {
		return err
	}
	return h.drawNeeds(w, r, found, true)
}

func (h *handlers) drawNeeds(w http.ResponseWriter, r *http.Request, found dialogue.NeedsPage, who bool) error {
	p, series := h.k.Printer(r), found.Invitation.Series.ID
	v := templates.StaffNeedsView{Page: found, Who: who, MayEdit: h.k.Actor(r).MayEdit(found.Invitation.Series.Organiser)}
	v.Frame = h.under(r, &found.Invitation, p.T("staff.needs.title"), templates.Link{Href: u().StaffParticipants(series, found.Meeting.ID),
		Label: p.T("staff.participants.title", "Meeting", templates.MeetingInRegion(p, &found.Invitation, found.Meeting))})
	v.Frame.Path = u().StaffNeeds(series, found.Meeting.ID)
	return h.k.Render(w, r, http.StatusOK, templates.StaffNeeds(v))
}

func (h *handlers) getNeedsCSV(w http.ResponseWriter, r *http.Request) error {
	return h.sendNeeds(w, r, "csv", "text/csv; charset=utf-8", func(b *bytes.Buffer, t export.Table) error { return export.CSV(b, t) })
}

func (h *handlers) getNeedsXLSX(w http.ResponseWriter, r *http.Request) error {
	return h.sendNeeds(w, r, "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
		func(b *bytes.Buffer, t export.Table) error { return export.XLSX(b, []export.Table{t}) })
}

// sendNeeds answers with the kitchen's list: numbers, no people, so no audit line is written.
func (h *handlers) sendNeeds(w http.ResponseWriter, r *http.Request, format, kind string, write func(*bytes.Buffer, export.Table) error) error {
	found, err := h.needs(r)
	if err != nil {
		return err
	}
	if !found.On {
		return dialogue.ErrNotFound
	}
	var b bytes.Buffer
	if err := write(&b, needsTable(h.k.Printer(r), found)); err != nil {
		return err
	}
	name := "mat-" + found.Invitation.Series.Slug
	if place := dialogue.Slug(found.Meeting.Town); place != "" {
		name += "-" + place
	}
	return sendFile(w, name+"-"+dialogue.DateOf(found.Now).String()+"."+format, kind, b.Bytes())
}

// needsTable is what a kitchen and a venue need to know.
func needsTable(p lang.Printer, found dialogue.NeedsPage) export.Table {
	t := export.Table{Title: templates.MeetingInRegion(p, &found.Invitation, found.Meeting), Columns: []export.Column{
		{Header: p.T("staff.needs.column.kind"), Width: 18},
		{Header: p.T("staff.needs.column.need"), Width: 40},
		{Header: p.T("staff.needs.column.count"), Kind: export.Number, Width: 10},
	}}
	t.Rows = append(t.Rows, []any{"", p.T("staff.needs.placed"), found.Placed})
	for _, part := range []struct {
		name  string
		needs []dialogue.Need
	}{{p.T("delegation.needs.food"), dialogue.FoodNeeds()}, {p.T("delegation.needs.access"), dialogue.AccessNeeds()}} {
		for _, total := range found.Of(part.needs) {
			t.Rows = append(t.Rows, []any{part.name, templates.NeedWord(p, total.Need), total.Count})
		}
	}
	if found.Texts > 0 {
		t.Rows = append(t.Rows, []any{"", p.T("staff.needs.texts.column"), found.Texts})
	}
	return t
}
