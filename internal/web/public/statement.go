package public

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

// mostStatementBody is a form with all its files.
const mostStatementBody = dialogue.MaxStatementFiles*dialogue.MaxStatementSize + 2*page.MaxForm

func (p pages) statementRoutes(invitation string) []page.Route {
	const link = page.Language + "/innspill/{token}"
	at := invitation + "/innspill"
	takes := func(pattern string, h page.Handler) page.Route {
		return page.Route{Method: http.MethodPost, Pattern: pattern, Access: page.Public, Handle: h, NoStore: true, MaxBody: mostStatementBody, Transfer: true}
	}
	return []page.Route{
		{Method: http.MethodGet, Pattern: at, Access: page.Public, Handle: p.getStatement, NoStore: true},
		takes(at, p.redrawStatement),
		takes(at+"/sjekk", p.checkStatement),
		{Method: http.MethodPost, Pattern: at + "/send", Access: page.Public, Handle: p.postStatement, NoStore: true},
		{Method: http.MethodGet, Pattern: at + "/sendt/{reference}", Access: page.StartLink, Handle: p.getStatementSent},
		{Method: http.MethodGet, Pattern: at + "/filer/{file}/{name}", Access: page.Public, Transfer: true, Handle: p.getPublishedFile},
		{Method: http.MethodGet, Pattern: link, Access: page.StartLink, Handle: p.getStatementLink, Budget: page.Guarded},
		{Method: http.MethodPost, Pattern: link + "/bekreft", Access: page.StartLink, Handle: p.postStatementConfirm, Budget: page.Guarded},
		{Method: http.MethodPost, Pattern: link + "/trekk", Access: page.StartLink, Handle: p.postStatementWithdraw, Budget: page.Guarded},
		{Method: http.MethodGet, Pattern: link + "/filer/{file}/{name}", Access: page.StartLink, Transfer: true, Handle: p.getStatementLinkFile},
	}
}

// getStatement is the empty form, or that nothing can be sent.
func (p pages) getStatement(w http.ResponseWriter, r *http.Request) error {
	return p.renderStatement(w, r, http.StatusOK, form.FromValues(url.Values{}))
}

// redrawStatement shows the form again with what was typed: back from the check, or a file less.
func (p pages) redrawStatement(w http.ResponseWriter, r *http.Request) error {
	return p.takeStatement(w, r, func(f *form.Form, q dialogue.StatementRequest) error {
		f.Problems = dialogue.Problems{}
		return p.renderStatement(w, r, http.StatusOK, f)
	})
}

// checkStatement shows what was written before it is sent, or the form again with what must be mended.
func (p pages) checkStatement(w http.ResponseWriter, r *http.Request) error {
	return p.takeStatement(w, r, func(f *form.Form, q dialogue.StatementRequest) error {
		if f.Has("remove") {
			f.Problems = dialogue.Problems{}
			return p.renderStatement(w, r, http.StatusOK, f)
		}
		check, err := p.app.CheckStatement(r.Context(), p.kit.Param(r, "slug"), q)
		if err != nil || !f.OK() {
			return p.answerStatement(w, r, f, err)
		}
		l, slug := p.kit.Printer(r), check.Invitation.Series.Slug
		return p.kit.Render(w, r, http.StatusOK, templates.StatementCheck(templates.StatementCheckView{
			Frame: p.frame(r, &check.Invitation, l.T("public.statement.check.title")), Check: check, Fields: fieldsOf(f.Values),
			Send: urls.Paths().StatementSend(l.Lang(), slug), Change: urls.Paths().Statement(l.Lang(), slug),
		}))
	})
}

// takeStatement reads the form and keeps its files, so that they are there however it goes on. A request that is too large keeps what was typed.
func (p pages) takeStatement(w http.ResponseWriter, r *http.Request, then func(*form.Form, dialogue.StatementRequest) error) error {
	f, err := form.ReadKeeping(r)
	if errors.As(err, new(*http.MaxBytesError)) {
		f.Problems.Add("files", "problem.file-too-large", "MB", dialogue.MaxStatementSize>>20)
		w.Header().Set("Connection", "close")
		return p.renderStatement(w, r, http.StatusRequestEntityTooLarge, f)
	}
	if err != nil {
		return err
	}
	q := form.Statement(f, p.kit.Lang(r), false)
	remove := f.ID("remove", false)
	err = form.Uploads(r, "files", dialogue.MaxStatementFiles, func(files []upload.File) error {
		return p.app.KeepStatementFiles(r.Context(), p.kit.Actor(r), p.kit.Param(r, "slug"), q, files, remove)
	})
	if err != nil {
		return p.answerStatement(w, r, f, err)
	}
	return then(f, q)
}

// postStatement sends what was checked, and goes on to the page that reads what is stored.
func (p pages) postStatement(w http.ResponseWriter, r *http.Request) error {
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	q := form.Statement(f, p.kit.Lang(r), false)
	if !f.OK() {
		return p.answerStatement(w, r, f, nil)
	}
	slug := p.kit.Param(r, "slug")
	stored, err := p.app.SendStatement(r.Context(), slug, q)
	if err != nil {
		return p.answerStatement(w, r, f, err)
	}
	return p.kit.SeeOther(w, r, urls.Paths().StatementSent(p.kit.Lang(r), slug, stored.Reference))
}

// answerStatement turns what stands in the way into the page that helps.
func (p pages) answerStatement(w http.ResponseWriter, r *http.Request, f *form.Form, err error) error {
	switch {
	case errors.Is(err, dialogue.ErrClosed): // which the form's page tells
	case err != nil && !f.Adopt(err):
		return err
	}
	return p.renderStatement(w, r, http.StatusUnprocessableEntity, f)
}

// renderStatement draws the form, or that nothing can be sent. A form without a signature that counts gets a new one.
func (p pages) renderStatement(w http.ResponseWriter, r *http.Request, status int, f *form.Form) error {
	submission, err := dialogue.ParseID(f.Raw("submission"))
	if err != nil || submission.IsZero() {
		submission = p.app.NewSubmission()
		f.Values.Del("signed")
		delete(f.Problems, "submission")
	}
	data, err := p.app.StatementForm(r.Context(), p.kit.Param(r, "slug"), submission)
	if err != nil {
		return err
	}
	l := p.kit.Printer(r)
	v := templates.StatementFormView{Page: data, Submission: submission.String(), Signed: f.Raw("signed"), Endings: app.FileEndings(), MB: dialogue.MaxStatementSize >> 20,
		Frame: p.frame(r, &data.Invitation, l.T("public.statement.title"))}
	v.Frame.Path = urls.Paths().Statement(l.Lang(), data.Invitation.Series.Slug)
	if !data.Invitation.Series.TakesStatements(data.Now) {
		return p.kit.Render(w, r, http.StatusGone, templates.StatementClosed(v))
	}
	if f.Problems[""].Key == "problem.form-old" || v.Signed == "" {
		v.Signed = data.Signed
	}
	v.Form = p.kit.Filled(r, urls.Paths().StatementCheck(l.Lang(), data.Invitation.Series.Slug), f)
	v.Form.Upload = true
	v.Frame.Problems = !f.OK()
	return p.kit.Render(w, r, status, templates.StatementForm(v))
}

// getStatementSent reads what was stored.
func (p pages) getStatementSent(w http.ResponseWriter, r *http.Request) error {
	sent, err := p.app.StatementSent(r.Context(), p.kit.Param(r, "slug"), p.kit.Param(r, "reference"))
	if err != nil {
		return err
	}
	return p.kit.Render(w, r, http.StatusOK, templates.StatementSent(templates.StatementPageView{
		Frame: p.frame(r, &sent.Invitation, p.kit.Printer(r).T("public.statement.sent.title")), Page: sent}))
}

// getPublishedFile hands out a file of published written input.
func (p pages) getPublishedFile(w http.ResponseWriter, r *http.Request) error {
	id, err := p.kit.ParamID(r, "file")
	if err != nil {
		return err
	}
	d, err := p.app.PublishedStatementFile(r.Context(), p.kit.Param(r, "slug"), id)
	if err != nil {
		return err
	}
	return p.kit.SendFile(w, r, d.Name, d.MediaType, d.Content, false)
}

// getStatementLink shows what the writer's link is for. Mail scanners open it too: it changes nothing.
func (p pages) getStatementLink(w http.ResponseWriter, r *http.Request) error {
	token := p.kit.Param(r, "token")
	own, err := p.app.StatementByLink(r.Context(), token)
	if err != nil {
		return err
	}
	frame := p.kit.Frame(r, p.kit.Printer(r).T("public.statement.yours"))
	frame.Organiser = own.Invitation.Organiser
	return p.kit.Render(w, r, http.StatusOK, templates.StatementLink(templates.StatementPageView{Frame: frame, Page: own, Token: token}))
}

func (p pages) postStatementConfirm(w http.ResponseWriter, r *http.Request) error {
	return p.useStatementLink(w, r, p.app.ConfirmStatement(r.Context(), p.kit.Param(r, "token")))
}

func (p pages) postStatementWithdraw(w http.ResponseWriter, r *http.Request) error {
	return p.useStatementLink(w, r, p.app.WithdrawStatement(r.Context(), p.kit.Param(r, "token")))
}

// useStatementLink goes on to how it stands afterwards.
func (p pages) useStatementLink(w http.ResponseWriter, r *http.Request, err error) error {
	if err != nil {
		return err
	}
	return p.kit.SeeOther(w, r, urls.Paths().StatementLink(p.kit.Lang(r), p.kit.Param(r, "token")))
}

// getStatementLinkFile hands the writer a file of their own.
func (p pages) getStatementLinkFile(w http.ResponseWriter, r *http.Request) error {
	id, err := p.kit.ParamID(r, "file")
	if err != nil {
		return err
	}
	d, err := p.app.StatementFileByLink(r.Context(), p.kit.Param(r, "token"), id)
	if err != nil {
		return err
	}
	return p.kit.SendFile(w, r, d.Name, d.MediaType, d.Content, false)
}
