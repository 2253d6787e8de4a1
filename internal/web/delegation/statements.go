package delegation

import (
	"errors"
	"net/http"
	"net/url"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/upload"
	"dialogmote/internal/urls"
	"dialogmote/internal/web/form"
	"dialogmote/internal/web/page"
	"dialogmote/templates"
)

// statementRoutes are the room where a delegation writes as its unit.
func (p pages) statementRoutes(own string) []page.Route {
	room := own + "/innspill"
	return []page.Route{
		{Method: http.MethodGet, Pattern: room, Access: page.Contact, Handle: p.getStatements},
		{Method: http.MethodPost, Pattern: room, Access: page.Contact, Handle: p.postStatement, Transfer: true,
			MaxBody: dialogue.MaxStatementFiles*dialogue.MaxStatementSize + 2*page.MaxForm},
		{Method: http.MethodGet, Pattern: room + "/filer/{file}/{name}", Access: page.Contact, Handle: p.getStatementFile, Transfer: true},
		{Method: http.MethodPost, Pattern: room + "/{statement}/trekk", Access: page.Contact, Handle: p.postStatementWithdraw},
	}
}

func (p pages) getStatements(w http.ResponseWriter, r *http.Request) error {
	own, err := p.own(r)
	if err != nil {
		return err
	}
	return p.statements(w, r, http.StatusOK, own, form.FromValues(url.Values{}))
}

// statements draws the room, its form as it was typed.
func (p pages) statements(w http.ResponseWriter, r *http.Request, status int, own dialogue.OwnPage, f *form.Form) error {
	submission, err := dialogue.ParseID(f.Raw("submission"))
	if err != nil || submission.IsZero() {
		submission = p.app.NewSubmission()
		delete(f.Problems, "submission")
	}
	data, err := p.app.OwnStatementForm(r.Context(), p.kit.Actor(r), own.Registration.ID, submission)
	if err != nil {
		return err
	}
	v := templates.StatementFormView{Page: data, Reference: own.Registration.Reference, Submission: submission.String(), Signed: data.Signed, Endings: app.FileEndings(),
		MB: dialogue.MaxStatementSize >> 20, Frame: p.frame(r, &own, p.kit.Printer(r).T("delegation.statement.title"))}
	if v.Own, err = p.app.OwnStatements(r.Context(), p.kit.Actor(r), own.Registration.ID); err != nil {
		return err
	}
	action := urls.Paths().MyStatements(p.kit.Lang(r), own.Registration.Reference)
	v.Frame.Back, v.Frame.Path = p.backTo(r, own), action
	v.Form = p.kit.Filled(r, action, f)
	v.Form.Upload = true
	v.Frame.Problems = !f.OK()
	return p.kit.Render(w, r, status, templates.StatementForm(v))
}

// postStatement keeps the files, and sends what was written unless it only was a file to take off.
func (p pages) postStatement(w http.ResponseWriter, r *http.Request) error {
	own, err := p.own(r)
	if err != nil {
		return err
	}
	f, err := form.ReadKeeping(r)
	if errors.As(err, new(*http.MaxBytesError)) {
		f.Problems.Add("files", "problem.file-too-large", "MB", dialogue.MaxStatementSize>>20)
		w.Header().Set("Connection", "close")
		return p.statements(w, r, http.StatusRequestEntityTooLarge, own, f)
	}
	if err != nil {
		return err
	}
	q := form.Statement(f, own.Registration.Lang, true)
	remove := f.ID("remove", false)
	err = form.Uploads(r, "files", dialogue.MaxStatementFiles, func(files []upload.File) error {
		return p.app.KeepStatementFiles(r.Context(), p.kit.Actor(r), own.Invitation.Series.Slug, q, files, remove)
	})
	switch {
	case f.Has("remove") && err == nil:
		f.Problems = dialogue.Problems{}
		return p.statements(w, r, http.StatusOK, own, f)
	case err == nil && f.OK():
		_, err = p.app.SendOwnStatement(r.Context(), p.kit.Actor(r), own.Registration.ID, q)
	}
	switch {
	case errors.Is(err, dialogue.ErrClosed): // which the room tells
		return p.statements(w, r, http.StatusGone, own, f)
	case err != nil && !f.Adopt(err):
		return err
	case !f.OK():
		return p.statements(w, r, http.StatusUnprocessableEntity, own, f)
	}
	return p.toStatements(w, r, "delegation.statement.done")
}

func (p pages) toStatements(w http.ResponseWriter, r *http.Request, notice string) error {
	p.kit.Notice(r, p.kit.Printer(r).T(notice))
	return p.kit.SeeOther(w, r, urls.Paths().MyStatements(p.kit.Lang(r), p.kit.Param(r, "reference")))
}

func (p pages) postStatementWithdraw(w http.ResponseWriter, r *http.Request) error {
	own, err := p.own(r)
	if err != nil {
		return err
	}
	id, err := p.kit.ParamID(r, "statement")
	if err != nil {
		return err
	}
	if err := p.app.WithdrawOwnStatement(r.Context(), p.kit.Actor(r), own.Registration.ID, id); err != nil {
		return err
	}
	return p.toStatements(w, r, "delegation.statement.gone")
}

// getStatementFile hands out a file of the delegation's own.
func (p pages) getStatementFile(w http.ResponseWriter, r *http.Request) error {
	own, err := p.own(r)
	if err != nil {
		return err
	}
	id, err := p.kit.ParamID(r, "file")
	if err != nil {
		return err
	}
	d, err := p.app.OwnStatementFile(r.Context(), p.kit.Actor(r), own.Registration.ID, id)
	if err != nil {
		return err
	}
	return p.kit.SendFile(w, r, d.Name, d.MediaType, d.Content, false)
}
