package staff

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"dialogmote/internal/auth"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/web/form"
	"dialogmote/internal/web/page"
	"dialogmote/templates"
)

func (h *handlers) accountRoutes() []page.Route {
	show := get("/intern/konto", page.Reader, h.getAccount)
	password := post("/intern/konto/passord", page.Reader, h.postPassword)
	show.BeforePasswordChange, password.BeforePasswordChange = true, true
	password.Budget = page.Guarded
	return []page.Route{show, post("/intern/konto", page.Reader, h.postAccount), password}
}

// accountForms is the page's two forms; nil is one that nobody has touched.
type accountForms struct {
	account, password *form.Form
	stored            url.Values // of the account, when a save was stale
}

func accountValues(user dialogue.StaffUser) url.Values {
	return url.Values{"name": {user.Name}, "lang": {string(user.Lang)}, "version": {strconv.Itoa(user.Version)}}
}

func (h *handlers) getAccount(w http.ResponseWriter, r *http.Request) error {
	return h.accountPage(w, r, http.StatusOK, accountForms{})
}

func (h *handlers) accountPage(w http.ResponseWriter, r *http.Request, status int, typed accountForms) error {
	actor := h.k.Actor(r)
	user, err := h.a.User(r.Context(), actor, actor.User)
	if err != nil {
		return err
	}
	p := h.k.Printer(r)
	view := templates.StaffAccountView{
		Frame:    h.frame(r, templates.SectionAccount, p.T("staff.account.title")),
		User:     user,
		Account:  templates.Form{L: p, Action: u().StaffAccount(), Values: accountValues(user)},
		Password: templates.Form{L: p, Action: u().StaffAccountPassword(), ID: "passord"},
		Langs:    h.langOptions(r),
	}
	if typed.account != nil {
		view.Account = h.k.Filled(r, view.Account.Action, typed.account)
		view.Account.Stored = typed.stored
		view.Frame.Problems = true
	}
	if typed.password != nil {
		view.Password = h.k.Filled(r, view.Password.Action, typed.password)
		view.Password.ID = "passord"
		view.Frame.Problems = true
	}
	view.Frame.Path = u().StaffAccount()
	return h.k.Render(w, r, status, templates.StaffAccount(view))
}

func (h *handlers) postAccount(w http.ResponseWriter, r *http.Request) error {
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	actor := h.k.Actor(r)
	name := f.Line("name", form.Required(dialogue.MaxName))
	l := form.Choice(f, "lang", dialogue.Bokmal, dialogue.Nynorsk)
	if f.OK() {
		err = h.a.ChangeAccount(r.Context(), actor, f.Version(), name, l)
	}
	switch {
	case f.Adopt(err) || !f.OK():
		return h.accountPage(w, r, http.StatusUnprocessableEntity, accountForms{account: f})
	case errors.Is(err, dialogue.ErrStale):
		user, err := h.a.User(r.Context(), actor, actor.User)
		if err != nil {
			return err
		}
		stored := accountValues(user)
		f.Values.Set("version", stored.Get("version"))
		return h.accountPage(w, r, http.StatusConflict, accountForms{account: f, stored: stored})
	case err != nil:
		return err
	}
	h.k.Notice(r, h.k.Printer(r).T("staff.account.saved"))
	return h.k.SeeOther(w, r, u().StaffAccount())
}

func (h *handlers) postPassword(w http.ResponseWriter, r *http.Request) error {
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	actor, who := h.k.Actor(r), h.k.Who(r)
	current, wanted, again := f.Secret("current"), f.Secret("new"), f.Secret("again")
	switch {
	case !f.OK():
	case wanted != again:
		f.Problems.Add("again", "problem.password-repeat")
	case wanted == current:
		f.Problems.Add("new", "problem.password-same")
	}
	if !f.OK() {
		return h.accountPage(w, r, http.StatusUnprocessableEntity, accountForms{password: f})
	}
	var locked auth.Locked
	switch err := h.k.Auth().Confirm(r.Context(), actor, who.Email, current, page.ClientIP(r)); {
	case errors.As(err, &locked):
		f.Problems.Add("current", "problem.sign-in-locked", "Clock", h.k.Printer(r).Clock(locked.Until))
		return h.accountPage(w, r, http.StatusTooManyRequests, accountForms{password: f})
	case errors.Is(err, dialogue.ErrForbidden):
		f.Problems.Add("current", "problem.password-wrong")
		return h.accountPage(w, r, http.StatusUnprocessableEntity, accountForms{password: f})
	case err != nil:
		return err
	}
	err = h.a.ChangePassword(r.Context(), actor, wanted)
	if f.Adopt(err) {
		return h.accountPage(w, r, http.StatusUnprocessableEntity, accountForms{password: f})
	}
	if err != nil {
		return err
	}
	if err := h.k.Auth().Renew(r, actor.Organiser, actor.User); err != nil {
		return err
	}
	h.k.Notice(r, h.k.Printer(r).T("staff.account.password-changed"))
	if who.MustChange {
		return h.k.SeeOther(w, r, u().Staff())
	}
	return h.k.SeeOther(w, r, u().StaffAccount())
}
