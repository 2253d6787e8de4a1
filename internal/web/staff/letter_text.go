package staff

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/go-chi/chi/v5"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/web/form"
	"dialogmote/internal/web/page"
	"dialogmote/templates"
)

func (h *handlers) letterTextRoutes() []page.Route {
	const all = "/intern/brevtekster"
	const one = all + "/{text}"
	return []page.Route{
		get(all, page.Reader, h.getOwnTexts),
		get(one, page.Reader, h.getLetterText),
		post(one, page.Editor, h.postLetterText),
		get(one+"/vis", page.Reader, h.showLetterText),
		post(one+"/vis", page.Reader, h.showLetterText),
		post(one+"/standard", page.Editor, h.postStandardText),
	}
}

func (h *handlers) getOwnTexts(w http.ResponseWriter, r *http.Request) error {
	groups, err := h.a.LetterTexts(r.Context(), h.k.Actor(r))
	if err != nil {
		return err
	}
	return h.k.Render(w, r, http.StatusOK, templates.StaffOwnTexts(templates.OwnTextsView{
		Frame: h.frame(r, templates.SectionLetterTexts, h.k.Printer(r).T("staff.text-of-letter.title")), Groups: groups,
	}))
}

func (h *handlers) getLetterText(w http.ResponseWriter, r *http.Request) error {
	found, err := h.a.LetterText(r.Context(), h.k.Actor(r), chi.URLParam(r, "text"), h.k.Printer(r).Lang())
	if err != nil {
		return err
	}
	f := h.k.Form(r, u().StaffLetterText(found.Name))
	f.Values = ownTextValues(found)
	return h.letterTextPage(w, r, http.StatusOK, found, f)
}

// ownTextValues are the form as it is stored: where there are no own words, they begin as the standard.
func ownTextValues(found dialogue.LetterTextPage) url.Values {
	subject, body := found.Standard.Subject, found.Standard.Body
	for _, l := range found.Own {
		subject, body = subject.Set(l, found.Words.Subject.Get(l)), body.Set(l, found.Words.Body.Get(l))
	}
	values := url.Values{"version": {strconv.Itoa(found.Version)}, "sprak": {string(dialogue.Bokmal)}}
	templates.SetText(values, "subject", subject)
	templates.SetText(values, "body", body)
	return values
}

func (h *handlers) letterTextPage(w http.ResponseWriter, r *http.Request, status int, found dialogue.LetterTextPage, f templates.Form) error {
	p := h.k.Printer(r)
	actor := h.k.Actor(r)
	v := templates.LetterTextView{Frame: h.frame(r, templates.SectionLetterTexts, templates.LetterTextWord(p, found.Name, found.Kind)), Page: found, Form: f,
		MayEdit: actor.MayEdit(actor.Organiser)}
	v.Frame.Crumbs = []templates.Link{{Href: u().StaffLetterTexts(), Label: p.T("staff.text-of-letter.title")}}
	v.Frame.Path, v.Frame.Problems = u().StaffLetterText(found.Name), len(f.Problems) > 0
	v.Form.WarnUnsaved, v.Form.ReadOnly = true, !v.MayEdit
	framed(w)
	return h.k.Render(w, r, status, templates.StaffLetterText(v))
}

func letterWords(f *form.Form) dialogue.LetterWords {
	return dialogue.LetterWords{Subject: f.Text("subject", form.Optional(dialogue.MaxSubject)), Body: f.Texts("body", form.Optional(dialogue.MaxLetterText))}
}

func (h *handlers) postLetterText(w http.ResponseWriter, r *http.Request) error {
	return h.changeLetterText(w, r, "staff.text-of-letter.saved", func(name string, f *form.Form) error {
		words := letterWords(f)
		if !f.OK() {
			return nil
		}
		return h.a.SaveLetterText(r.Context(), h.k.Actor(r), name, words, f.Version())
	})
}

// postStandardText takes the own words away.
func (h *handlers) postStandardText(w http.ResponseWriter, r *http.Request) error {
	return h.changeLetterText(w, r, "staff.text-of-letter.is-standard", func(name string, f *form.Form) error {
		return h.a.UseStandardText(r.Context(), h.k.Actor(r), name, f.Version())
	})
}

func (h *handlers) changeLetterText(w http.ResponseWriter, r *http.Request, notice string, verb func(name string, f *form.Form) error) error {
	name := chi.URLParam(r, "text")
	action := u().StaffLetterText(name)
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	err = verb(name, f)
	if err == nil && f.OK() {
		h.k.Notice(r, h.k.Printer(r).T(notice))
		return h.k.SeeOther(w, r, action)
	}
	stale := errors.Is(err, dialogue.ErrStale)
	if err != nil && !stale && !f.Adopt(err) {
		return err
	}
	found, err := h.a.LetterText(r.Context(), h.k.Actor(r), name, h.k.Printer(r).Lang())
	switch {
	case err != nil:
		return err
	case !stale:
		return h.letterTextPage(w, r, http.StatusUnprocessableEntity, found, h.k.Filled(r, action, f))
	}
	stored := ownTextValues(found)
	if !f.Has("body.nb") { // the button alone: nothing was typed
		for field, values := range stored {
			f.Values[field] = values
		}
	}
	for _, field := range []string{"til", "sprak"} { // whose letter is looked at is nobody else's
		stored[field] = f.Values[field]
	}
	return h.letterTextPage(w, r, http.StatusConflict, found, h.k.Stale(r, action, f, stored))
}

// showLetterText is the letter as a reader gets it, for the frame on the page: with what is typed, or what is stored. What can't be used is said
// on the page when it is saved, and here.
func (h *handlers) showLetterText(w http.ResponseWriter, r *http.Request) error {
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	var typed *dialogue.LetterWords
	if r.Method == http.MethodPost {
		words := letterWords(f)
		typed = &words
	}
	p := h.k.Printer(r)
	l := dialogue.Bokmal
	if f.Raw("sprak") == string(dialogue.Nynorsk) {
		l = dialogue.Nynorsk
	}
	letter, err := h.a.PreviewLetterText(r.Context(), h.k.Actor(r), chi.URLParam(r, "text"), typed, f.ID("til", false), l)
	if f.Adopt(err) {
		var b strings.Builder
		if err := templates.Mail(templates.LetterTextProblems(p, f.Problems)).Render(r.Context(), &b); err != nil {
			return err
		}
		return sendLetterHTML(w, b.String())
	}
	if err != nil {
		return err
	}
	return sendLetterHTML(w, letter.HTML)
}
