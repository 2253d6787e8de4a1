package staff

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
	"dialogmote/internal/web/form"
	"dialogmote/internal/web/page"
	"dialogmote/templates"
)

func (h *handlers) organiserRoutes() []page.Route {
	return []page.Route{
		get("/intern/arrangor", page.Admin, h.getOrganiser),
		post("/intern/arrangor", page.Admin, h.postOrganiser),
	}
}

func (h *handlers) getOrganiser(w http.ResponseWriter, r *http.Request) error {
	o, err := h.a.Organiser(r.Context(), h.k.Actor(r))
	if err != nil {
		return err
	}
	return h.organiserPage(w, r, http.StatusOK, templates.Form{L: h.k.Printer(r), Action: u().StaffOrganiser(), Values: organiserValues(o)})
}

func (h *handlers) organiserPage(w http.ResponseWriter, r *http.Request, status int, f templates.Form) error {
	counties, err := h.a.Counties(r.Context())
	if err != nil {
		return err
	}
	p := h.k.Printer(r)
	view := templates.StaffOrganiserView{Frame: h.frame(r, templates.SectionOrganiser, p.T("staff.organiser.title")), Form: f, Langs: h.langOptions(r)}
	view.Frame.Problems = len(f.Problems) > 0
	view.Frame.Path = u().StaffOrganiser()
	for _, kind := range organiserKinds {
		view.Kinds = append(view.Kinds, templates.Option{Value: string(kind), Label: p.T("staff.organiser.kind." + string(kind))})
	}
	for _, c := range counties {
		option := templates.Option{Value: c.Number, Label: c.Name}
		switch {
		case !c.Former:
			view.Counties = append(view.Counties, option)
		// A former county is offered to an office that serves it, or has just been asked to.
		case slices.Contains(f.Values["counties"], c.Number) || slices.Contains(f.Stored["counties"], c.Number):
			option.Hint = p.T("staff.organiser.former-county")
			view.Counties = append(view.Counties, option)
		}
	}
	return h.k.Render(w, r, status, templates.StaffOrganiser(view))
}

var organiserKinds = [...]dialogue.OrganiserKind{dialogue.Governor, dialogue.Ministry, dialogue.OtherOrganiser}

func organiserValues(o dialogue.Organiser) url.Values {
	v := url.Values{"kind": {string(o.Kind)}, "counties": o.Counties, "lang": {string(o.Lang)}, "email": {o.Email},
		"phone": {lang.FormatPhone(o.Phone)}, "postal_address": {o.PostalAddress}, "website": {o.Website},
		"accessibility_url": {o.AccessibilityURL}, "privacy_url": {o.PrivacyURL}, "version": {strconv.Itoa(o.Version)}}
	templates.SetText(v, "name", o.Name)
	return v
}

func readOrganiser(f *form.Form, counties []string) dialogue.Organiser {
	return dialogue.Organiser{
		Kind:             form.Choice(f, "kind", organiserKinds[:]...),
		Name:             f.Text("name", form.Required(dialogue.MaxLine)),
		Counties:         form.Choices(f, "counties", counties...),
		Lang:             form.Choice(f, "lang", dialogue.Bokmal, dialogue.Nynorsk),
		Email:            f.Email("email", true),
		Phone:            f.Phone("phone", false),
		PostalAddress:    f.Lines("postal_address", form.Optional(500)),
		Website:          f.Address("website", false),
		AccessibilityURL: f.Address("accessibility_url", true),
		PrivacyURL:       f.Address("privacy_url", true),
		Version:          f.Version(),
	}
}

func (h *handlers) postOrganiser(w http.ResponseWriter, r *http.Request) error {
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	counties, err := h.a.Counties(r.Context())
	if err != nil {
		return err
	}
	numbers := make([]string, len(counties))
	for i, c := range counties {
		numbers[i] = c.Number
	}
	o := readOrganiser(f, numbers)
	if f.OK() {
		err = h.a.ChangeOrganiser(r.Context(), h.k.Actor(r), o)
	}
	switch {
	case f.Adopt(err) || !f.OK():
		return h.organiserPage(w, r, http.StatusUnprocessableEntity, h.k.Filled(r, u().StaffOrganiser(), f))
	case errors.Is(err, dialogue.ErrStale):
		stored, err := h.a.Organiser(r.Context(), h.k.Actor(r))
		if err != nil {
			return err
		}
		return h.organiserPage(w, r, http.StatusConflict, h.k.Stale(r, u().StaffOrganiser(), f, organiserValues(stored)))
	case err != nil:
		return err
	}
	h.k.Notice(r, h.k.Printer(r).T("staff.organiser.saved"))
	return h.k.SeeOther(w, r, u().StaffOrganiser())
}
