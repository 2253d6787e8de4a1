package staff

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/export"
	"dialogmote/internal/lang"
	"dialogmote/internal/urls"
	"dialogmote/internal/web/form"
	"dialogmote/internal/web/page"
	"dialogmote/templates"
)

func (h *handlers) statementRoutes() []page.Route {
	const tab = ofSeries + "/innspill"
	const one = tab + "/{statement}"
	zip, file := get(tab+"/liste.zip", page.Reader, h.getStatementsZip), get(one+"/filer/{file}/{name}", page.Reader, h.getStatementFile)
	zip.Transfer, file.Transfer = true, true
	return []page.Route{
		get(tab, page.Reader, h.getStatements),
		get(tab+"/liste.csv", page.Reader, func(w http.ResponseWriter, r *http.Request) error {
			return h.statementsFile(w, r, "csv", "text/csv; charset=utf-8", func(w io.Writer, t export.Table) error { return export.CSV(w, t) })
		}),
		get(tab+"/liste.xlsx", page.Reader, func(w http.ResponseWriter, r *http.Request) error {
			return h.statementsFile(w, r, "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", func(w io.Writer, t export.Table) error {
				return export.XLSX(w, []export.Table{t})
			})
		}),
		zip, file,
		get(one, page.Reader, h.getStatement),
		post(one+"/notat", page.Editor, h.postStatementNote),
		post(one+"/legg-bort", page.Editor, h.postStatementAside),
		post(one+"/publiser", page.Editor, h.postStatementPublish),
		post(one+"/ta-tilbake", page.Editor, h.postStatementBack),
	}
}

// statementFilter reads the filter; what cannot be read is left out.
func statementFilter(f *form.Form) dialogue.StatementFilter {
	quiet := form.FromValues(f.Values)
	return dialogue.StatementFilter{
		State:   dialogue.StatementState(quiet.Line("tilstand", form.Optional(20))),
		Meeting: quiet.ID("mote", false),
		Words:   quiet.Line("sok", form.Optional(200)),
	}
}

func (h *handlers) statementList(r *http.Request) (dialogue.StatementList, url.Values, error) {
	series, err := h.k.ParamID(r, "series")
	if err != nil {
		return dialogue.StatementList{}, nil, err
	}
	f, err := form.Read(r)
	if err != nil {
		return dialogue.StatementList{}, nil, err
	}
	list, err := h.a.Statements(r.Context(), h.k.Actor(r), series, statementFilter(f))
	return list, f.Values, err
}

// getStatements is the list. A filter that names nothing is no error: it shows nothing and can be changed.
func (h *handlers) getStatements(w http.ResponseWriter, r *http.Request) error {
	list, typed, err := h.statementList(r)
	if err != nil {
		return err
	}
	v := templates.StatementsView{List: list, S: h.tabOf(r, &list.Invitation, list.Now, urls.TabStatements, h.k.Printer(r).T("staff.tab.statements"))}
	v.Filter = h.k.Form(r, u().StaffTab(list.Invitation.Series.ID, urls.TabStatements))
	v.Filter.Values, v.Filter.Get = typed, true
	return h.k.Render(w, r, http.StatusOK, templates.StaffStatements(v))
}

// statementsFile writes the audit line first, then the file.
func (h *handlers) statementsFile(w http.ResponseWriter, r *http.Request, format, kind string, write func(io.Writer, export.Table) error) error {
	list, _, err := h.statementList(r)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := write(&b, statementTable(h.k.Printer(r), list)); err != nil {
		return err
	}
	series := list.Invitation.Series
	if err := h.a.NoteStatementExport(r.Context(), h.k.Actor(r), series.ID, format, len(list.Found)); err != nil {
		return err
	}
	return sendFile(w, fmt.Sprintf("innspill-%s-%s.%s", series.Slug, dialogue.DateOf(list.Now), format), kind, b.Bytes())
}

func (h *handlers) getStatementsZip(w http.ResponseWriter, r *http.Request) error {
	series, err := h.k.ParamID(r, "series")
	if err != nil {
		return err
	}
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	z, err := h.a.StatementFiles(r.Context(), h.k.Actor(r), series, statementFilter(f))
	if err != nil {
		return err
	}
	return h.sendZip(w, r, z)
}

// statementTable is the list as a spreadsheet shows it, a row for each.
func statementTable(p lang.Printer, list dialogue.StatementList) export.Table {
	t := export.Table{Title: p.T("staff.tab.statements"), Columns: []export.Column{
		{Header: p.T("staff.export.reference"), Width: 12},
		{Header: p.T("staff.statement.column.received"), Kind: export.DateTime, Width: 17},
		{Header: p.T("staff.statement.column.from"), Width: 28},
		{Header: p.T("staff.statement.name"), Width: 24},
		{Header: p.T("staff.statement.email"), Width: 28},
		{Header: p.T("staff.export.meeting"), Width: 28},
		{Header: p.T("staff.statement.column.state"), Width: 14},
		{Header: p.T("staff.statement.consent"), Width: 20},
		{Header: p.T("staff.statement.text"), Width: 80},
		{Header: p.T("staff.statement.column.files"), Width: 30},
		{Header: p.T("staff.statement.note"), Width: 30},
	}}
	for _, s := range list.Found {
		meeting, files := "", ""
		if m := list.Invitation.Meeting(s.Meeting); m != nil {
			meeting = p.Text(list.Invitation.MeetingName(*m))
		}
		for i, f := range s.Files {
			if i > 0 {
				files += ", "
			}
			files += f.File.Name
		}
		_, state := templates.StatementWord(p, s)
		t.Rows = append(t.Rows, []any{s.Reference, s.ReceivedAt, s.From(), s.Name, s.Email, meeting, state, templates.StaffConsentWord(p, s), s.Text, files, s.Note})
	}
	return t
}

func (h *handlers) statementOf(r *http.Request) (dialogue.StatementPage, error) {
	series, err := h.k.ParamID(r, "series")
	if err != nil {
		return dialogue.StatementPage{}, err
	}
	id, err := h.k.ParamID(r, "statement")
	if err != nil {
		return dialogue.StatementPage{}, err
	}
	return h.a.Statement(r.Context(), h.k.Actor(r), series, id)
}

func (h *handlers) getStatement(w http.ResponseWriter, r *http.Request) error {
	found, err := h.statementOf(r)
	if err != nil {
		return err
	}
	return h.renderStatement(w, r, http.StatusOK, found, "", nil)
}

// renderStatement draws one, a form of it as it was typed: part says which.
func (h *handlers) renderStatement(w http.ResponseWriter, r *http.Request, status int, found dialogue.StatementPage, part string, typed *templates.Form) error {
	s, p := found.Statement, h.k.Printer(r)
	v := templates.StaffStatementView{Page: found, MayEdit: h.k.Actor(r).MayEdit(s.Organiser),
		Frame: h.under(r, &found.Invitation, p.T("staff.statement.title", "Reference", s.Reference), templates.Link{Href: u().StaffTab(s.Series, urls.TabStatements), Label: p.T("staff.tab.statements")})}
	v.Frame.Path = u().StaffStatement(s.Series, s.ID, "")
	version := strconv.Itoa(s.Version)
	v.Note = templates.Form{L: p, ID: "f-notat", Action: u().StaffStatement(s.Series, s.ID, "notat"), Values: url.Values{"note": {s.Note}, "version": {version}}}
	v.Aside = templates.Form{L: p, ID: "f-bort", Action: u().StaffStatement(s.Series, s.ID, "legg-bort"), Values: url.Values{"version": {version}}}
	if typed != nil {
		v.Frame.Problems = true
		switch part {
		case "notat":
			typed.ID, v.Note = v.Note.ID, *typed
		case "legg-bort":
			typed.ID, v.Aside = v.Aside.ID, *typed
		default:
			v.Stale = true
		}
	}
	return h.k.Render(w, r, status, templates.StaffStatement(v))
}

// changeStatement does what a form of the page asks for. A stale one is shown again, with what is stored and what was typed.
func (h *handlers) changeStatement(w http.ResponseWriter, r *http.Request, part, done string, change func(dialogue.Actor, app.StatementEdit, *form.Form) error) error {
	series, err := h.k.ParamID(r, "series")
	if err != nil {
		return err
	}
	id, err := h.k.ParamID(r, "statement")
	if err != nil {
		return err
	}
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	err = change(h.k.Actor(r), app.StatementEdit{Series: series, Statement: id, Version: f.Version()}, f)
	action := u().StaffStatement(series, id, part)
	switch {
	case errors.Is(err, dialogue.ErrStale):
		found, err := h.statementOf(r)
		if err != nil {
			return err
		}
		stale := h.k.Stale(r, action, f, url.Values{"note": {found.Statement.Note}, "reason": {found.Statement.Reason}, "version": {strconv.Itoa(found.Statement.Version)}})
		return h.renderStatement(w, r, http.StatusConflict, found, part, &stale)
	case err != nil && f.Adopt(err):
		found, err := h.statementOf(r)
		if err != nil {
			return err
		}
		filled := h.k.Filled(r, action, f)
		return h.renderStatement(w, r, http.StatusUnprocessableEntity, found, part, &filled)
	case err != nil:
		return err
	}
	h.k.Notice(r, h.k.Printer(r).T(done))
	return h.k.SeeOther(w, r, u().StaffStatement(series, id, ""))
}

func (h *handlers) postStatementNote(w http.ResponseWriter, r *http.Request) error {
	return h.changeStatement(w, r, "notat", "staff.statement.noted", func(actor dialogue.Actor, e app.StatementEdit, f *form.Form) error {
		note := f.Lines("note", form.Optional(dialogue.MaxComment))
		if !f.OK() {
			return f.Problems
		}
		return h.a.NoteStatement(r.Context(), actor, e, note)
	})
}

func (h *handlers) postStatementAside(w http.ResponseWriter, r *http.Request) error {
	return h.changeStatement(w, r, "legg-bort", "staff.statement.aside", func(actor dialogue.Actor, e app.StatementEdit, f *form.Form) error {
		reason := f.Line("reason", form.Required(dialogue.MaxLine))
		if !f.OK() {
			return f.Problems
		}
		return h.a.SetStatementAside(r.Context(), actor, e, reason)
	})
}

func (h *handlers) postStatementPublish(w http.ResponseWriter, r *http.Request) error {
	return h.changeStatement(w, r, "publiser", "staff.statement.published", func(actor dialogue.Actor, e app.StatementEdit, _ *form.Form) error {
		return h.a.PublishStatement(r.Context(), actor, e)
	})
}

func (h *handlers) postStatementBack(w http.ResponseWriter, r *http.Request) error {
	return h.changeStatement(w, r, "ta-tilbake", "staff.statement.taken-back", func(actor dialogue.Actor, e app.StatementEdit, _ *form.Form) error {
		return h.a.TakeBackStatement(r.Context(), actor, e)
	})
}

// getStatementFile hands out a file.
func (h *handlers) getStatementFile(w http.ResponseWriter, r *http.Request) error {
	found, err := h.statementOf(r)
	if err != nil {
		return err
	}
	id, err := h.k.ParamID(r, "file")
	if err != nil {
		return err
	}
	d, err := h.a.StatementFile(r.Context(), h.k.Actor(r), found.Statement.Series, found.Statement.ID, id)
	if err != nil {
		return err
	}
	return h.k.SendFile(w, r, d.Name, d.MediaType, d.Content, false)
}
