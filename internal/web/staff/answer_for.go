package staff

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/upload"
	"dialogmote/internal/urls"
	"dialogmote/internal/web/form"
	"dialogmote/templates"
)

// getAnswerFor is where staff write what a delegation has answered by phone or by post.
func (h *handlers) getAnswerFor(w http.ResponseWriter, r *http.Request) error {
	page, asked, err := h.askedOf(r)
	if err != nil {
		return err
	}
	return h.drawAnswerFor(w, r, http.StatusOK, page, asked, form.FromValues(answerValues(asked)), nil)
}

// askedOf is the registration with what it is asked. One that can't answer now is dialogue.ErrClosed.
func (h *handlers) askedOf(r *http.Request) (dialogue.StaffRegistration, []dialogue.Asked, error) {
	page, err := h.registrationOf(r)
	if err != nil {
		return page, nil, err
	}
	asked := page.Invitation.Asks(page.Registration)
	switch {
	case len(asked) == 0:
		return page, nil, dialogue.ErrNotFound
	case page.Registration.State != dialogue.Active || !page.Registration.ErasedAt.IsZero():
		return page, nil, dialogue.ErrClosed
	}
	return page, asked, nil
}

// answerValues are the fields as they are stored, each with its version and a mark of what it shows.
func answerValues(asked []dialogue.Asked) url.Values {
	values := url.Values{}
	for _, a := range asked {
		field := dialogue.AnswerField("", a.Key())
		values[field] = templates.AnswerValues(a)
		values.Set(field+".version", strconv.Itoa(a.Answer.Version))
		values.Set(field+".was", form.Mark(values[field]))
	}
	return values
}

func (h *handlers) drawAnswerFor(w http.ResponseWriter, r *http.Request, status int, page dialogue.StaffRegistration, asked []dialogue.Asked, f *form.Form, stored url.Values) error {
	reg, p := page.Registration, h.k.Printer(r)
	action := u().StaffRegistrationPart(reg.Series, reg.ID, "svar")
	v := templates.AnswerForView{Page: page, Asked: asked, Endings: app.FileEndings(), Form: h.k.Filled(r, action, f)}
	v.Frame = h.under(r, &page.Invitation, p.T("staff.answer-for.title", "Unit", reg.Unit.Name), templates.Link{Href: u().StaffRegistration(reg.Series, reg.ID), Label: reg.Unit.Name})
	v.Frame.Path, v.Frame.Problems = action, !f.OK() || stored != nil
	v.Form.Stored, v.Form.WarnUnsaved = stored, true
	v.Form.Upload = slices.ContainsFunc(asked, func(a dialogue.Asked) bool { return a.Question.Kind == dialogue.AskFile })
	return h.k.Render(w, r, status, templates.StaffAnswerFor(v))
}

// givenFor are the answers that have been touched.
func givenFor(r *http.Request, f *form.Form, asked []dialogue.Asked) (given []app.GivenAnswer, closeAll func(), err error) {
	var opened []upload.File
	closeAll = func() {
		for _, file := range opened {
			if c, ok := file.Content.(interface{ Close() error }); ok {
				c.Close()
			}
		}
	}
	for _, a := range asked {
		field := dialogue.AnswerField("", a.Key())
		if !f.Has(field + ".version") {
			continue
		}
		g := app.GivenAnswer{AnswerEdit: form.Answer(f, field, a.Question, a.Key())}
		g.Version, _ = strconv.Atoi(f.Raw(field + ".version"))
		touched := form.Mark(f.Values[field]) != f.Raw(field+".was")
		if a.Question.Kind == dialogue.AskFile {
			if g.Upload, err = form.Uploaded(r, field); err != nil {
				return nil, closeAll, err
			}
			if touched = !g.Upload.IsZero(); touched {
				opened = append(opened, g.Upload)
			}
		}
		if touched {
			given = append(given, g)
		}
	}
	return given, closeAll, nil
}

// postAnswerFor saves what has been touched. What somebody has answered meanwhile is shown beside what was typed (409).
func (h *handlers) postAnswerFor(w http.ResponseWriter, r *http.Request) error {
	page, asked, err := h.askedOf(r)
	if err != nil {
		return err
	}
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	f.Near(dialogue.DateOf(page.Now))
	reason := f.Line("reason", form.Optional(dialogue.MaxLine))
	given, closeAll, err := givenFor(r, f, asked)
	defer closeAll()
	if err != nil {
		return err
	}
	var done app.AnswersSaved
	if f.OK() {
		done, err = h.a.AnswerFor(r.Context(), h.k.Actor(r), page.Registration.ID, given, reason)
	}
	switch {
	case errors.Is(err, dialogue.ErrNotFound): // a question has been taken away since
		return dialogue.ErrStale
	case err != nil && !f.Adopt(err):
		return err
	case !f.OK():
		return h.drawAnswerFor(w, r, http.StatusUnprocessableEntity, page, asked, f, nil)
	case len(done.Stale) > 0:
		if page, asked, err = h.askedOf(r); err != nil {
			return err
		}
		stored := answerValues(asked)
		for _, a := range asked {
			field := dialogue.AnswerField("", a.Key())
			f.Values[field+".version"] = stored[field+".version"] // saving again is a choice
			if !slices.Contains(done.Stale, a.Key()) {
				f.Values[field], f.Values[field+".was"] = stored[field], stored[field+".was"]
			}
		}
		return h.drawAnswerFor(w, r, http.StatusConflict, page, asked, f, stored)
	}
	h.k.Notice(r, h.k.Printer(r).N("delegation.prepare.saved", len(done.Saved)))
	if slices.ContainsFunc(asked, func(a dialogue.Asked) bool { return a.Question.Phase == dialogue.AsPreparation }) {
		return h.k.SeeOther(w, r, u().StaffTab(page.Registration.Series, urls.TabPrepared)+"#svar-"+page.Registration.Reference)
	}
	return h.k.SeeOther(w, r, u().StaffRegistration(page.Registration.Series, page.Registration.ID))
}
