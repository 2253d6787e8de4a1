package staff

import (
	"errors"
	"net/http"

	"dialogmote/internal/auth"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/web/form"
	"dialogmote/internal/web/page"
	"dialogmote/templates"
)

func (h *handlers) signInRoutes() []page.Route {
	signIn := post("/intern/logg-inn", page.Public, h.postSignIn)
	signIn.Budget, signIn.NoStore = page.Guarded, true
	language := post("/intern/sprak", page.Public, h.postLanguage)
	language.Budget = page.Guarded
	show := get("/intern/logg-inn", page.Public, h.getSignIn)
	show.NoStore = true
	return []page.Route{show, signIn, post("/intern/logg-ut", page.Public, h.postSignOut), language}
}

func (h *handlers) getSignIn(w http.ResponseWriter, r *http.Request) error {
	onward := back(r.URL.Query().Get("til"))
	if h.k.Actor(r).Kind == dialogue.StaffActor {
		return h.k.SeeOther(w, r, onward)
	}
	return h.signInPage(w, r, http.StatusOK, onward, &form.Form{})
}

func (h *handlers) signInPage(w http.ResponseWriter, r *http.Request, status int, onward string, f *form.Form) error {
	frame := h.k.Frame(r, h.k.Printer(r).T("staff.sign-in.title"))
	frame.Problems = !f.OK()
	if r.Method == http.MethodPost {
		frame.Path = u().StaffSignIn()
	}
	if onward == u().Staff() {
		onward = ""
	}
	return h.k.Render(w, r, status, templates.StaffSignIn(frame, h.k.Filled(r, u().StaffSignIn(), f), onward))
}

// postSignIn answers the same whether or not anybody has the address.
func (h *handlers) postSignIn(w http.ResponseWriter, r *http.Request) error {
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	onward := back(f.Raw("til"))
	email, password := f.Line("email", form.Required(254)), f.Secret("password")
	if !f.OK() {
		return h.signInPage(w, r, http.StatusUnprocessableEntity, onward, f)
	}
	err = h.k.Auth().SignIn(r, email, password, page.ClientIP(r))
	var locked auth.Locked
	switch {
	case err == nil:
		return h.k.SeeOther(w, r, onward)
	case errors.As(err, &locked):
		f.Problems.Add("", "problem.sign-in-locked", "Clock", h.k.Printer(r).Clock(locked.Until))
		return h.signInPage(w, r, http.StatusTooManyRequests, onward, f)
	case errors.Is(err, dialogue.ErrForbidden):
		f.Problems.Add("", "problem.sign-in")
		return h.signInPage(w, r, http.StatusUnprocessableEntity, onward, f)
	}
	return err
}

func (h *handlers) postSignOut(w http.ResponseWriter, r *http.Request) error {
	if err := h.k.Auth().SignOut(r); err != nil {
		return err
	}
	return h.k.SeeOther(w, r, u().StaffSignIn())
}

// postLanguage is the switch on every page: the user's own language, or the session's before sign-in.
func (h *handlers) postLanguage(w http.ResponseWriter, r *http.Request) error {
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	l := form.Choice(f, "lang", dialogue.Bokmal, dialogue.Nynorsk)
	onward := f.Raw("back")
	if onward != u().StaffSignIn() {
		onward = back(onward)
	}
	if !f.OK() {
		return page.ErrBadRequest
	}
	if h.k.Actor(r).Kind != dialogue.StaffActor {
		h.k.Auth().SpeakLang(r, l)
		return h.k.SeeOther(w, r, onward)
	}
	if err := h.a.ChangeLanguage(r.Context(), h.k.Actor(r), l); err != nil {
		return err
	}
	return h.k.SeeOther(w, r, onward)
}
