package staff

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
	"dialogmote/internal/web/form"
	"dialogmote/internal/web/page"
	"dialogmote/templates"
)

func (h *handlers) deletionRoutes() []page.Route {
	return []page.Route{
		get(ofSeries+"/sletting", page.Reader, h.getDeletion),
		post(ofSeries+"/sletting", page.Editor, h.postDeletion),
	}
}

func (h *handlers) getDeletion(w http.ResponseWriter, r *http.Request) error {
	found, err := h.invitationOf(r)
	if err != nil {
		return err
	}
	action := u().StaffDeletion(found.Invitation.Series.ID)
	return h.deletionPage(w, r, http.StatusOK, found, templates.Form{L: h.k.Printer(r), Action: action, Values: deletionValues(h.k.Printer(r), found.Invitation.Series)})
}

func (h *handlers) invitationOf(r *http.Request) (dialogue.OwnPage, error) {
	series, err := h.k.ParamID(r, "series")
	if err != nil {
		return dialogue.OwnPage{}, err
	}
	return h.a.InvitationForStaff(r.Context(), h.k.Actor(r), series)
}

func deletionValues(p lang.Printer, s dialogue.Series) url.Values {
	return url.Values{"version": {strconv.Itoa(s.Version)}, "delete_on": {p.Date(s.DeleteOn)}}
}

func (h *handlers) deletionPage(w http.ResponseWriter, r *http.Request, status int, found dialogue.OwnPage, f templates.Form) error {
	inv := &found.Invitation
	v := templates.DeletionView{
		Frame: h.under(r, inv, h.k.Printer(r).T("staff.deletion.title"), h.toRegistrations(r, inv.Series.ID)),
		Form:  f, Invitation: inv, Now: found.Now, MayEdit: h.k.Actor(r).MayEdit(inv.Series.Organiser),
	}
	v.Frame.Path = u().StaffDeletion(inv.Series.ID)
	v.Frame.Problems = len(f.Problems) > 0
	return h.k.Render(w, r, status, templates.StaffDeletion(v))
}

func (h *handlers) postDeletion(w http.ResponseWriter, r *http.Request) error {
	found, err := h.invitationOf(r)
	if err != nil {
		return err
	}
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	series := found.Invitation.Series.ID
	f.Near(dialogue.DateOf(found.Now))
	on := f.Date("delete_on", false)
	if f.OK() {
		err = h.a.SetDeletionDate(r.Context(), h.k.Actor(r), series, f.Version(), on)
	}
	switch {
	case err == nil && f.OK():
		h.k.Notice(r, h.k.Printer(r).T("staff.deletion.saved"))
		return h.k.SeeOther(w, r, u().StaffDeletion(series))
	case errors.Is(err, dialogue.ErrStale):
		if found, err = h.invitationOf(r); err != nil {
			return err
		}
		return h.deletionPage(w, r, http.StatusConflict, found, h.k.Stale(r, u().StaffDeletion(series), f, deletionValues(h.k.Printer(r), found.Invitation.Series)))
	case err != nil && !f.Adopt(err):
		return err
	}
	return h.deletionPage(w, r, http.StatusUnprocessableEntity, found, h.k.Filled(r, u().StaffDeletion(series), f))
}
