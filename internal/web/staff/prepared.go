package staff

import (
	"bytes"
	"io"
	"net/http"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/export"
	"dialogmote/internal/lang"
	"dialogmote/internal/urls"
	"dialogmote/internal/web/form"
	"dialogmote/internal/web/page"
	"dialogmote/templates"
)

func (h *handlers) preparedRoutes() []page.Route {
	const tab = ofSeries + "/forberedelser"
	return []page.Route{
		get(tab, page.Reader, h.getPrepared),
		get(tab+"/svar.csv", page.Reader, func(w http.ResponseWriter, r *http.Request) error {
			return h.preparedFile(w, r, "csv", func(w io.Writer, t export.Table) error { return export.CSV(w, t) })
		}),
		get(tab+"/svar.xlsx", page.Reader, func(w http.ResponseWriter, r *http.Request) error {
			return h.preparedFile(w, r, "xlsx", func(w io.Writer, t export.Table) error { return export.XLSX(w, []export.Table{t}) })
		}),
		post(tab+"/minn", page.Editor, h.postPreparedRemind),
		get(tab+"/{registration}/{question}/fil", page.Reader, h.getAnswerFile),
	}
}

// prepared is the list that the address names: ?mote= is one meeting's.
func (h *handlers) prepared(r *http.Request) (dialogue.PreparedList, error) {
	series, err := h.k.ParamID(r, "series")
	if err != nil {
		return dialogue.PreparedList{}, err
	}
	meeting := form.FromValues(r.URL.Query()).ID("mote", false)
	return h.a.PreparedList(r.Context(), h.k.Actor(r), series, meeting)
}

func (h *handlers) getPrepared(w http.ResponseWriter, r *http.Request) error {
	list, err := h.prepared(r)
	if err != nil {
		return err
	}
	inv := list.Invitation
	standing := inv.Series.Standing(inv.Meetings, list.Now)
	return h.k.Render(w, r, http.StatusOK, templates.StaffPrepared(templates.PreparedView{
		S: h.seriesFrame(r, inv.Series, standing, urls.TabPrepared, h.k.Printer(r).T("staff.tab.prepared")), List: list,
	}))
}

func (h *handlers) preparedFile(w http.ResponseWriter, r *http.Request, format string, write func(io.Writer, export.Table) error) error {
	list, err := h.prepared(r)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := write(&b, preparedTable(h.k.Printer(r), list)); err != nil {
		return err
	}
	if err := h.a.NotePreparedExport(r.Context(), h.k.Actor(r), list, format); err != nil {
		return err
	}
	types := map[string]string{"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
	return sendFile(w, "svar-"+list.Invitation.Series.Slug+"-"+dialogue.DateOf(list.Now).String()+"."+format, types[format], b.Bytes())
}

// preparedTable is the answers as a spreadsheet shows them: a row for each delegation, and one for each delegate or meeting that is answered
// for apart, with a column for each question.
func preparedTable(p lang.Printer, list dialogue.PreparedList) export.Table {
	t := export.Table{Title: p.T("staff.tab.prepared"), Columns: []export.Column{
		{Header: p.T("staff.field.unit"), Width: 24}, {Header: p.T("staff.export.meeting"), Width: 24}, {Header: p.T("staff.field.name"), Width: 24},
	}}
	for _, q := range list.Invitation.Questions {
		t.Columns = append(t.Columns, export.Column{Header: p.Text(q.Short()), Width: 50})
	}
	t.Columns = append(t.Columns, export.Column{Header: p.T("staff.prepare.changed"), Kind: export.DateTime, Width: 17}, export.Column{Header: p.T("staff.export.reference"), Width: 12})
	for _, d := range list.Delegations {
		type row struct{ delegate, meeting dialogue.ID }
		var order []row
		cells := map[row]map[dialogue.ID]string{}
		name, where := map[dialogue.ID]string{}, map[dialogue.ID]string{}
		for _, a := range d.Asked {
			at := row{a.Answer.Delegate, a.Answer.Meeting}
			if cells[at] == nil {
				order, cells[at] = append(order, at), map[dialogue.ID]string{}
			}
			cells[at][a.Question.ID] = p.Answer(a.Question, a.Answer)
			if a.Delegate != nil {
				name[a.Delegate.ID] = a.Delegate.Name
			}
			if a.Meeting != nil {
				where[a.Meeting.ID] = templates.MeetingInRegion(p, &list.Invitation, *a.Meeting)
			}
		}
		for _, at := range order {
			meeting := where[at.meeting]
			if meeting == "" {
				meeting = templates.MeetingsShort(p, &list.Invitation, d.Registration)
			}
			cell := []any{d.Registration.Unit.Name, meeting, name[at.delegate]}
			for _, q := range list.Invitation.Questions {
				cell = append(cell, cells[at][q.ID])
			}
			t.Rows = append(t.Rows, append(cell, d.ChangedAt(), d.Registration.Reference))
		}
	}
	return t
}

func (h *handlers) getAnswerFile(w http.ResponseWriter, r *http.Request) error {
	registration, err := h.k.ParamID(r, "registration")
	if err != nil {
		return err
	}
	var key dialogue.AnswerKey
	if key.Question, err = h.k.ParamID(r, "question"); err != nil {
		return err
	}
	f := form.FromValues(r.URL.Query())
	key.Delegate, key.Meeting = f.ID("deltaker", false), f.ID("mote", false)
	file, err := h.a.AnswerFile(r.Context(), h.k.Actor(r), registration, key)
	if err != nil {
		return err
	}
	return h.k.SendFile(w, r, file.Name, file.MediaType, file.Content, false)
}

// postPreparedRemind writes to those who have something left to do.
func (h *handlers) postPreparedRemind(w http.ResponseWriter, r *http.Request) error {
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	series, err := h.k.ParamID(r, "series")
	if err != nil {
		return err
	}
	meeting := f.ID("mote", false)
	n, err := h.a.RemindRemaining(r.Context(), h.k.Actor(r), series, meeting)
	if err != nil {
		return err
	}
	notice := h.k.Printer(r).N("staff.prepare.is-reminded", n)
	if n == 0 {
		notice = h.k.Printer(r).T("staff.prepare.nobody-reminded")
	}
	h.k.Notice(r, notice)
	return h.k.SeeOther(w, r, u().StaffPrepared(series, meeting))
}
