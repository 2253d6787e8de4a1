package delegation

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/upload"
	"dialogmote/internal/urls"
	"dialogmote/internal/web/form"
	"dialogmote/internal/web/page"
	"dialogmote/templates"
)

func (p pages) preparationRoutes(own string) []page.Route {
	const room = "/forberedelser"
	return []page.Route{
		{Method: http.MethodGet, Pattern: own + room, Access: page.Contact, Handle: p.getPreparations},
		{Method: http.MethodPost, Pattern: own + room, Access: page.Contact, MaxBody: app.MaxFile + page.MaxForm, Transfer: true, Handle: p.postPreparations},
		{Method: http.MethodGet, Pattern: own + room + "/{question}/fil", Access: page.Contact, Handle: p.getAnswerFile},
	}
}

// getPreparations shows the questions with what is answered.
func (p pages) getPreparations(w http.ResponseWriter, r *http.Request) error {
	own, err := p.own(r)
	if err != nil {
		return err
	}
	asked := own.Invitation.Asks(own.Registration)
	if len(asked) == 0 {
		return dialogue.ErrNotFound
	}
	values := url.Values{}
	for _, a := range asked {
		fill(values, a)
	}
	return p.kit.Render(w, r, http.StatusOK, templates.Preparations(p.preparations(r, own, asked, form.FromValues(values))))
}

// fill puts what is stored of an answer in the form, with its version and a mark of what the field shows: what is as it was, nobody has
// touched.
func fill(values url.Values, a dialogue.Asked) {
	field := dialogue.AnswerField("", a.Key())
	stored := templates.AnswerValues(a)
	values[field] = stored
	values.Set(field+".version", strconv.Itoa(a.Answer.Version))
	values.Set(field+".was", form.Mark(stored))
	values.Del(field + ".gone")
}

func (p pages) preparations(r *http.Request, own dialogue.OwnPage, asked []dialogue.Asked, f *form.Form) templates.PreparationsView {
	v := templates.PreparationsView{Change: p.view(r, own, "delegation.prepare.title", urls.Paths().MyPreparations(p.kit.Lang(r), own.Registration.Reference), f, nil), Asked: asked}
	v.Change.Form.Upload = slices.ContainsFunc(asked, func(a dialogue.Asked) bool { return a.Question.Kind == dialogue.AskFile })
	v.Endings = app.FileEndings()
	return v
}

// sentAnswers are the answers of a form that are to be saved: the one whose button was pressed, else all that have been touched.
func sentAnswers(f *form.Form, asked []dialogue.Asked, r *http.Request) (all []app.GivenAnswer, closeAll func(), err error) {
	var opened []upload.File
	closeAll = func() {
		for _, file := range opened {
			if c, ok := file.Content.(interface{ Close() error }); ok {
				c.Close()
			}
		}
	}
	only := f.Raw("save")
	for _, a := range asked {
		field := dialogue.AnswerField("", a.Key())
		if !f.Has(field+".version") || only != "" && only != "all" && only != field {
			continue
		}
		g := app.GivenAnswer{AnswerEdit: form.Answer(f, field, a.Question, a.Key())}
		g.Version, _ = strconv.Atoi(f.Raw(field + ".version"))
		touched := form.Mark(f.Values[field]) != f.Raw(field+".was")
		if a.Question.Kind == dialogue.AskFile {
			g.NoFile = f.Bool(field + ".gone")
			if g.Upload, err = form.Uploaded(r, field); err != nil {
				return nil, closeAll, err
			}
			if touched = g.NoFile || !g.Upload.IsZero(); !g.Upload.IsZero() {
				opened = append(opened, g.Upload)
			}
		}
		if touched || only == field && a.Question.Kind != dialogue.AskFile {
			all = append(all, g)
		}
	}
	return all, closeAll, nil
}

// postPreparations saves one answer or all. A colleague's newer answer is shown beside what was typed (409), to be chosen between.
func (p pages) postPreparations(w http.ResponseWriter, r *http.Request) error {
	own, f, err := p.sent(r)
	if err != nil {
		return err
	}
	f.Near(dialogue.DateOf(own.Now))
	asked := own.Invitation.Asks(own.Registration)
	if pressed := theirsOrBoth(f, asked); pressed {
		return p.kit.Render(w, r, http.StatusOK, templates.Preparations(p.preparations(r, own, asked, f)))
	}
	given, closeAll, err := sentAnswers(f, asked, r)
	defer closeAll()
	if err != nil {
		return err
	}
	var done app.AnswersSaved
	if f.OK() {
		done, err = p.app.Answer(r.Context(), p.kit.Actor(r), own.Registration.ID, given)
	}
	if err != nil && !f.Adopt(err) {
		if errors.Is(err, dialogue.ErrNotFound) { // it has been taken away since
			return dialogue.ErrStale
		}
		return err
	}
	if !f.OK() {
		return p.kit.Render(w, r, http.StatusUnprocessableEntity, templates.Preparations(p.preparations(r, own, asked, f)))
	}
	if own, err = p.own(r); err != nil {
		return err
	}
	asked = own.Invitation.Asks(own.Registration)
	return p.afterSaving(w, r, own, asked, f, done)
}

// afterSaving is the page after saving: what is saved as it is stored, what else was typed as it was typed.
func (p pages) afterSaving(w http.ResponseWriter, r *http.Request, own dialogue.OwnPage, asked []dialogue.Asked, f *form.Form, done app.AnswersSaved) error {
	typed, kept := f.Values, false
	var stale []dialogue.AnswerKey
	f.Values = url.Values{}
	for _, a := range asked {
		field := dialogue.AnswerField("", a.Key())
		fill(f.Values, a)
		switch {
		case !typed.Has(field+".version") || slices.Contains(done.Saved, a.Key()):
		case slices.Contains(done.Stale, a.Key()): // the version is now the colleague's: saving again is a choice
			f.Values[field] = typed[field]
			stale = append(stale, a.Key())
		case form.Mark(typed[field]) != typed.Get(field+".was"):
			f.Values[field], f.Values[field+".version"], f.Values[field+".was"] = typed[field], typed[field+".version"], typed[field+".was"]
			kept = true
		}
	}
	v := p.preparations(r, own, asked, f)
	v.Stale = stale
	if len(stale) > 0 {
		v.Change.Frame.Problems = true
		return p.kit.Render(w, r, http.StatusConflict, templates.Preparations(v))
	}
	if len(done.Late) > 0 {
		v.Late = true
		return p.kit.Render(w, r, http.StatusGone, templates.Preparations(v))
	}
	if r.Header.Get("X-Fragment") != "" && len(done.Saved) == 1 {
		return p.kit.Render(w, r, http.StatusOK, v.Saved(done.Saved[0]))
	}
	if kept {
		v.Notice = p.kit.Printer(r).N("delegation.prepare.saved", len(done.Saved))
		return p.kit.Render(w, r, http.StatusOK, templates.Preparations(v))
	}
	p.kit.Notice(r, p.kit.Printer(r).N("delegation.prepare.saved", len(done.Saved)))
	return p.kit.SeeOther(w, r, urls.Paths().MyPreparations(p.kit.Lang(r), own.Registration.Reference))
}

// theirsOrBoth carries out the buttons under two versions that only change what is typed: the colleague's, or theirs followed by one's own.
// Nothing is saved before the reader says so.
func theirsOrBoth(f *form.Form, asked []dialogue.Asked) bool {
	for _, a := range asked {
		field := dialogue.AnswerField("", a.Key())
		switch field {
		case f.Raw("theirs"):
			fill(f.Values, a)
			return true
		case f.Raw("both"):
			mine := f.Raw(field)
			fill(f.Values, a)
			f.Values.Set(field, strings.TrimSpace(a.Answer.Value+"\n\n"+mine))
			return true
		}
	}
	return false
}

// getAnswerFile hands out the file that is an answer.
func (p pages) getAnswerFile(w http.ResponseWriter, r *http.Request) error {
	own, err := p.own(r)
	if err != nil {
		return err
	}
	var key dialogue.AnswerKey
	if key.Question, err = p.kit.ParamID(r, "question"); err != nil {
		return err
	}
	f := form.FromValues(r.URL.Query())
	key.Delegate, key.Meeting = f.ID("deltaker", false), f.ID("mote", false)
	file, err := p.app.AnswerFile(r.Context(), p.kit.Actor(r), own.Registration.ID, key)
	if err != nil {
		return err
	}
	return p.kit.SendFile(w, r, file.Name, file.MediaType, file.Content, false)
}
