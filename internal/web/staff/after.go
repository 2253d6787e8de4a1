package staff

import (
	"bytes"
	"errors"
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

func (h *handlers) afterRoutes() []page.Route {
	const tab = ofSeries + "/etter"
	return []page.Route{
		get(tab, page.Reader, h.getAfter),
		get(tab+"/evaluering.csv", page.Reader, func(w http.ResponseWriter, r *http.Request) error {
			return h.evaluationFile(w, r, "csv", "text/csv; charset=utf-8", func(w io.Writer, t []export.Table) error { return export.CSV(w, t[0]) })
		}),
		get(tab+"/evaluering.xlsx", page.Reader, func(w http.ResponseWriter, r *http.Request) error {
			return h.evaluationFile(w, r, "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", export.XLSX)
		}),
		post(tab+"/{meeting}/takk", page.Editor, h.postThanks),
		get(tab+"/{meeting}/deltakerbevis.pdf", page.Reader, h.getCertificates),
	}
}

func (h *handlers) getAfter(w http.ResponseWriter, r *http.Request) error {
	series, err := h.k.ParamID(r, "series")
	if err != nil {
		return err
	}
	found, err := h.a.After(r.Context(), h.k.Actor(r), series)
	if err != nil {
		return err
	}
	v := templates.AfterView{S: h.tabOf(r, &found.Invitation, found.Now, urls.TabAfter, h.k.Printer(r).T("staff.tab.after")), Page: found,
		Meeting: form.FromValues(r.URL.Query()).ID("mote", false)}
	return h.k.Render(w, r, http.StatusOK, templates.StaffAfter(v))
}

// postThanks thanks those who came to a meeting and have not been.
func (h *handlers) postThanks(w http.ResponseWriter, r *http.Request) error {
	series, err := h.k.ParamID(r, "series")
	if err != nil {
		return err
	}
	meeting, err := h.k.ParamID(r, "meeting")
	if err != nil {
		return err
	}
	n, err := h.a.SendThanks(r.Context(), h.k.Actor(r), series, meeting)
	p := h.k.Printer(r)
	switch {
	case errors.Is(err, dialogue.ErrClosed):
		h.k.Notice(r, p.T("staff.after.not-over"))
	case err != nil:
		return err
	case n == 0:
		h.k.Notice(r, p.T("staff.after.nobody-left"))
	default:
		h.k.Notice(r, p.N("staff.after.thanked", n))
	}
	return h.k.SeeOther(w, r, u().StaffAfter(series, dialogue.ID{}))
}

func (h *handlers) getCertificates(w http.ResponseWriter, r *http.Request) error {
	series, err := h.k.ParamID(r, "series")
	if err != nil {
		return err
	}
	meeting, err := h.k.ParamID(r, "meeting")
	if err != nil {
		return err
	}
	pdf, err := h.a.Certificates(r.Context(), h.k.Actor(r), series, meeting)
	if err != nil {
		return err
	}
	return sendFile(w, "deltakerbevis.pdf", "application/pdf", pdf)
}

func (h *handlers) evaluationFile(w http.ResponseWriter, r *http.Request, format, kind string, write func(io.Writer, []export.Table) error) error {
	series, err := h.k.ParamID(r, "series")
	if err != nil {
		return err
	}
	found, err := h.a.After(r.Context(), h.k.Actor(r), series)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := write(&b, evaluationTables(h.k.Printer(r), found)); err != nil {
		return err
	}
	if err := h.a.NoteEvaluationExport(r.Context(), h.k.Actor(r), series, format); err != nil {
		return err
	}
	return sendFile(w, "evaluering-"+found.Invitation.Series.Slug+"-"+dialogue.DateOf(found.Now).String()+"."+format, kind, b.Bytes())
}

// evaluationTables are the figures, with those of a meeting where they may be shown apart, and then what was written. Too few answers are
// counted, and nothing more.
func evaluationTables(p lang.Printer, found dialogue.AfterPage) []export.Table {
	figures := export.Table{Title: p.T("staff.after.export.figures"), Columns: []export.Column{
		{Header: p.T("staff.export.meeting"), Width: 30}, {Header: p.T("staff.after.export.question"), Width: 50},
		{Header: p.T("staff.after.column.answers"), Kind: export.Number, Width: 10}, {Header: p.T("staff.after.average"), Kind: export.Number, Width: 10},
	}}
	for mark := 1; mark <= dialogue.HighestMark; mark++ {
		figures.Columns = append(figures.Columns, export.Column{Header: p.Number(mark), Kind: export.Number, Width: 6})
	}
	words := export.Table{Title: p.T("staff.after.words"), Columns: []export.Column{
		{Header: p.T("staff.export.meeting"), Width: 30}, {Header: p.T("staff.after.export.question"), Width: 50}, {Header: p.T("staff.after.export.words"), Width: 80},
	}}
	add := func(name string, sums []dialogue.EvaluationSum) {
		for _, s := range sums {
			row := []any{name, p.Text(s.Question.Text), s.N}
			switch {
			case s.Few || s.Question.Kind == dialogue.EvaluateWords:
			case s.Tenths() > 0:
				row = append(row, float64(s.Tenths())/10)
				for _, n := range s.Marks {
					row = append(row, n)
				}
			}
			figures.Rows = append(figures.Rows, row)
			for _, said := range s.Words {
				words.Rows = append(words.Rows, []any{name, p.Text(s.Question.Text), said})
			}
		}
	}
	add(p.T("staff.after.all-meetings"), found.Sums(dialogue.ID{}))
	if apart := found.Apart(); len(found.Meetings) > 1 {
		for _, m := range apart {
			add(templates.MeetingInRegion(p, &found.Invitation, m), found.Sums(m.ID))
		}
	}
	return []export.Table{figures, words}
}
