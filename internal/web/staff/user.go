package staff

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/web/form"
	"dialogmote/internal/web/page"
	"dialogmote/templates"
)

func (h *handlers) userRoutes() []page.Route {
	return []page.Route{
		get("/intern/brukere", page.Admin, h.getUsers),
		get("/intern/brukere/ny", page.Admin, h.getNewUser),
		post("/intern/brukere/ny", page.Admin, h.postNewUser),
		get("/intern/brukere/{user}", page.Admin, h.getUser),
		post("/intern/brukere/{user}", page.Admin, h.postUser),
		post("/intern/brukere/{user}/passord", page.Admin, h.postResetPassword),
	}
}

func (h *handlers) getUsers(w http.ResponseWriter, r *http.Request) error {
	users, err := h.a.Users(r.Context(), h.k.Actor(r))
	if err != nil {
		return err
	}
	frame := h.frame(r, templates.SectionUsers, h.k.Printer(r).T("staff.users.title"))
	return h.k.Render(w, r, http.StatusOK, templates.StaffUsers(frame, users, h.k.Actor(r).User))
}

func (h *handlers) getNewUser(w http.ResponseWriter, r *http.Request) error {
	return h.newUserPage(w, r, http.StatusOK, templates.Form{L: h.k.Printer(r), Action: u().StaffUserNew()})
}

func (h *handlers) newUserPage(w http.ResponseWriter, r *http.Request, status int, f templates.Form) error {
	view := templates.StaffUserView{Frame: h.frame(r, templates.SectionUsers, h.k.Printer(r).T("staff.user.new")), Form: f,
		Langs: h.langOptions(r), Roles: h.roleOptions(r)}
	view.User.Lang = h.k.Lang(r)
	h.aboutUsers(r, &view.Frame, f)
	return h.k.Render(w, r, status, templates.StaffUser(view))
}

// aboutUsers is what the pages about one user have in common.
func (h *handlers) aboutUsers(r *http.Request, frame *templates.Frame, f templates.Form) {
	frame.Back = templates.Link{Href: u().StaffUsers(), Label: h.k.Printer(r).T("staff.users.title")}
	frame.Problems = len(f.Problems) > 0
	frame.Path = f.Action
}

func readUser(f *form.Form) dialogue.UserRequest {
	return dialogue.UserRequest{
		Email:    f.Email("email", true),
		Name:     f.Line("name", form.Required(dialogue.MaxName)),
		Role:     form.Choice(f, "role", dialogue.StaffRoles[:]...),
		Lang:     form.Choice(f, "lang", dialogue.Bokmal, dialogue.Nynorsk),
		Disabled: f.Bool("disabled"),
	}
}

func userValues(user dialogue.StaffUser) url.Values {
	v := url.Values{"email": {user.Email}, "name": {user.Name}, "role": {string(user.Role)}, "lang": {string(user.Lang)},
		"version": {strconv.Itoa(user.Version)}}
	if !user.DisabledAt.IsZero() {
		v.Set("disabled", "1")
	}
	return v
}

func (h *handlers) postNewUser(w http.ResponseWriter, r *http.Request) error {
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	q := readUser(f)
	q.Disabled = false
	var user dialogue.StaffUser
	var temporary string
	if f.OK() {
		user, temporary, err = h.a.AddUser(r.Context(), h.k.Actor(r), q)
	}
	switch {
	case f.Adopt(err) || !f.OK():
		return h.newUserPage(w, r, http.StatusUnprocessableEntity, h.k.Filled(r, u().StaffUserNew(), f))
	case err != nil:
		return err
	}
	return h.passwordPage(w, r, user, temporary)
}

// passwordPage shows a temporary password, the only time anybody sees it. It answers the POST itself: an address to come back
// to would have to keep the password.
func (h *handlers) passwordPage(w http.ResponseWriter, r *http.Request, user dialogue.StaffUser, temporary string) error {
	frame := h.frame(r, templates.SectionUsers, h.k.Printer(r).T("staff.user.password.title", "Name", user.Name))
	frame.Back = templates.Link{Href: u().StaffUsers(), Label: h.k.Printer(r).T("staff.users.title")}
	frame.Path = u().StaffUsers()
	return h.k.Render(w, r, http.StatusOK, templates.StaffUserPassword(frame, user, temporary))
}

func (h *handlers) getUser(w http.ResponseWriter, r *http.Request) error {
	user, err := h.user(r)
	if err != nil {
		return err
	}
	return h.userPage(w, r, http.StatusOK, user, templates.Form{L: h.k.Printer(r), Action: u().StaffUser(user.ID), Values: userValues(user)})
}

func (h *handlers) user(r *http.Request) (dialogue.StaffUser, error) {
	id, err := h.k.ParamID(r, "user")
	if err != nil {
		return dialogue.StaffUser{}, err
	}
	return h.a.User(r.Context(), h.k.Actor(r), id)
}

func (h *handlers) userPage(w http.ResponseWriter, r *http.Request, status int, user dialogue.StaffUser, f templates.Form) error {
	view := templates.StaffUserView{Frame: h.frame(r, templates.SectionUsers, user.Name), Form: f, User: user,
		Langs: h.langOptions(r), Roles: h.roleOptions(r)}
	h.aboutUsers(r, &view.Frame, f)
	return h.k.Render(w, r, status, templates.StaffUser(view))
}

func (h *handlers) postUser(w http.ResponseWriter, r *http.Request) error {
	user, err := h.user(r)
	if err != nil {
		return err
	}
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	q := readUser(f)
	if f.OK() {
		err = h.a.ChangeUser(r.Context(), h.k.Actor(r), user.ID, f.Version(), q)
	}
	switch {
	case f.Adopt(err) || !f.OK():
		return h.userPage(w, r, http.StatusUnprocessableEntity, user, h.k.Filled(r, u().StaffUser(user.ID), f))
	case errors.Is(err, dialogue.ErrStale):
		if user, err = h.user(r); err != nil {
			return err
		}
		return h.userPage(w, r, http.StatusConflict, user, h.k.Stale(r, u().StaffUser(user.ID), f, userValues(user)))
	case err != nil:
		return err
	}
	h.k.Notice(r, h.k.Printer(r).T("staff.user.saved", "Name", q.Name))
	return h.k.SeeOther(w, r, u().StaffUsers())
}

func (h *handlers) postResetPassword(w http.ResponseWriter, r *http.Request) error {
	user, err := h.user(r)
	if err != nil {
		return err
	}
	if user.ID == h.k.Actor(r).User {
		return h.k.SeeOther(w, r, u().StaffAccount()) // the own password is changed on the own page
	}
	temporary, err := h.a.ResetPassword(r.Context(), h.k.Actor(r), user.ID)
	if err != nil {
		return err
	}
	return h.passwordPage(w, r, user, temporary)
}

func (h *handlers) roleOptions(r *http.Request) []templates.Option {
	p := h.k.Printer(r)
	var options []templates.Option
	for _, role := range dialogue.StaffRoles {
		options = append(options, templates.Option{Value: string(role), Label: p.T("staff.role." + string(role)),
			Hint: p.T("staff.role." + string(role) + ".about")})
	}
	return options
}
