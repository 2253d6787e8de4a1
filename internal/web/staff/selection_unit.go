package staff

import (
	"net/http"
	"strings"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/web/form"
	"dialogmote/templates"
)

func (h *handlers) selectionUnit(r *http.Request) (dialogue.SelectionUnitPage, error) {
	var ids [3]dialogue.ID
	for i, name := range []string{"series", "proposal", "registration"} {
		var err error
		if ids[i], err = h.k.ParamID(r, name); err != nil {
			return dialogue.SelectionUnitPage{}, err
		}
	}
	return h.a.SelectionUnit(r.Context(), h.k.Actor(r), ids[0], ids[1], ids[2])
}

func (h *handlers) getSelectionUnit(w http.ResponseWriter, r *http.Request) error {
	found, err := h.selectionUnit(r)
	if err != nil {
		return err
	}
	return h.unitPage(w, r, http.StatusOK, h.unitView(r, found))
}

func (h *handlers) unitView(r *http.Request, found dialogue.SelectionUnitPage) templates.SelectionUnitView {
	series, unit := found.Invitation.Series.ID, found.Unit.Registration
	return templates.SelectionUnitView{
		Series: h.selectionFrame(r, &found.Invitation, found.Now, unit.Unit.Name), Page: found,
		Lock: h.k.Form(r, u().StaffSelectionTry(series, found.View.ID, unit.ID)),
	}
}

func (h *handlers) unitPage(w http.ResponseWriter, r *http.Request, status int, v templates.SelectionUnitView) error {
	v.Lock.ID = "avgjor"
	v.Series.Frame.Path = u().StaffSelectionUnit(v.Page.Invitation.Series.ID, v.Page.View.ID, v.Page.Unit.Registration.ID)
	v.Series.Frame.Problems = len(v.Lock.Problems)+len(v.Lift.Problems) > 0
	return h.k.Render(w, r, status, templates.StaffSelectionUnit(v))
}

// lockOf reads a decision: in, out, or "at:" and a meeting.
func lockOf(f *form.Form, registration dialogue.ID) dialogue.SelectionLock {
	lock := dialogue.SelectionLock{Registration: registration, Delegate: f.ID("delegate", false), Reason: f.Lines("reason", form.Required(selectionReason))}
	switch typed := strings.TrimSpace(f.Raw("kind")); {
	case typed == string(dialogue.LockIn), typed == string(dialogue.LockOut):
		lock.Kind = dialogue.LockKind(typed)
	default:
		id, err := dialogue.ParseID(strings.TrimPrefix(typed, templates.LockAtPrefix))
		if !strings.HasPrefix(typed, templates.LockAtPrefix) || err != nil {
			f.Problems.Add("kind", "problem.choose")
			break
		}
		lock.Kind, lock.Meeting = dialogue.LockAt, id
	}
	return lock
}

// refusedLock is refused for a decision: its form has one field for what and where.
func refusedLock(f *form.Form, err error) (int, error) {
	status, err := refused(f, err)
	if at, found := f.Problems["meeting"]; found {
		delete(f.Problems, "meeting")
		f.Problems["kind"] = at
	}
	return status, err
}

// postTryLock shows what a decision would change. Nothing is saved.
func (h *handlers) postTryLock(w http.ResponseWriter, r *http.Request) error {
	found, err := h.selectionUnit(r)
	if err != nil {
		return err
	}
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	series := found.Invitation.Series.ID
	e, lock := selectionEdit(f, series), lockOf(f, found.Unit.Registration.ID)
	if f.OK() {
		var preview dialogue.SelectionPreview
		if preview, err = h.a.PreviewLock(r.Context(), h.k.Actor(r), e, lock); err == nil {
			f.Values.Set("registration", lock.Registration.String())
			return h.preview(w, r, preview, h.k.Filled(r, u().StaffSelectionDo(series, "las"), f), false)
		}
	}
	status, err := refusedLock(f, err)
	if err != nil {
		return err
	}
	v := h.unitView(r, found)
	v.Lock = h.k.Filled(r, v.Lock.Action, f)
	return h.unitPage(w, r, status, v)
}

func (h *handlers) preview(w http.ResponseWriter, r *http.Request, found dialogue.SelectionPreview, f templates.Form, lift bool) error {
	v := templates.SelectionPreviewView{
		Series: h.selectionFrame(r, &found.Invitation, found.Now, h.k.Printer(r).T("staff.selection.decide.title")), Page: found, Form: f, Lift: lift,
	}
	v.Series.Frame.Path = v.UnitURL()
	return h.k.Render(w, r, http.StatusOK, templates.StaffSelectionPreview(v))
}

// postLock saves a decision and the proposal that comes of it.
func (h *handlers) postLock(w http.ResponseWriter, r *http.Request) error {
	series, err := h.k.ParamID(r, "series")
	if err != nil {
		return err
	}
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	e, registration := selectionEdit(f, series), f.ID("registration", true)
	lock := lockOf(f, registration)
	if f.OK() {
		var proposal dialogue.ID
		if proposal, err = h.a.SaveLock(r.Context(), h.k.Actor(r), e, lock); err == nil {
			h.k.Notice(r, h.k.Printer(r).T("staff.selection.done.locked"))
			return h.k.SeeOther(w, r, u().StaffSelectionUnit(series, proposal, registration))
		}
	}
	status, err := refusedLock(f, err)
	if err != nil {
		return err
	}
	v, err := h.newestUnit(r, registration)
	if err != nil {
		return err
	}
	v.Lock = h.k.Filled(r, v.Lock.Action, f)
	return h.unitPage(w, r, status, v)
}

// newestUnit is a registration in the newest proposal, where a decision that could not be saved is shown again.
func (h *handlers) newestUnit(r *http.Request, registration dialogue.ID) (templates.SelectionUnitView, error) {
	found, err := h.selectionPage(r)
	if err != nil {
		return templates.SelectionUnitView{}, err
	}
	if len(found.Proposals) == 0 {
		return templates.SelectionUnitView{}, dialogue.ErrNotFound
	}
	unit, err := h.a.SelectionUnit(r.Context(), h.k.Actor(r), found.Invitation.Series.ID, found.Proposals[0].ID, registration)
	return h.unitView(r, unit), err
}

// lockedRegistration is whom a decision of the newest draw is about.
func (h *handlers) lockedRegistration(r *http.Request, lock dialogue.ID) (dialogue.ID, error) {
	found, err := h.selectionPage(r)
	if err != nil {
		return dialogue.ID{}, err
	}
	for _, l := range found.Locks {
		if l.ID == lock {
			return l.Registration, nil
		}
	}
	return dialogue.ID{}, dialogue.ErrNotFound
}

// postTryUnlock shows what lifting a decision would change. Nothing is saved.
func (h *handlers) postTryUnlock(w http.ResponseWriter, r *http.Request) error {
	return h.unlock(w, r, func(e app.SelectionEdit, lock dialogue.ID, f *form.Form) (bool, error) {
		preview, err := h.a.PreviewUnlock(r.Context(), h.k.Actor(r), e, lock)
		if err != nil {
			return false, err
		}
		return true, h.preview(w, r, preview, h.k.Filled(r, u().StaffSelectionLock(e.Series, lock, "opphev"), f), true)
	})
}

// postUnlock lifts a decision and saves the proposal that comes of it.
func (h *handlers) postUnlock(w http.ResponseWriter, r *http.Request) error {
	return h.unlock(w, r, func(e app.SelectionEdit, lock dialogue.ID, f *form.Form) (bool, error) {
		registration, err := h.lockedRegistration(r, lock)
		if err != nil {
			return false, err
		}
		proposal, err := h.a.LiftLock(r.Context(), h.k.Actor(r), e, lock, f.Lines("reason", form.Required(selectionReason)))
		if err != nil {
			return false, err
		}
		h.k.Notice(r, h.k.Printer(r).T("staff.selection.done.lifted"))
		return true, h.k.SeeOther(w, r, u().StaffSelectionUnit(e.Series, proposal, registration))
	})
}

// unlock reads the form that lifts a decision and does it, or shows the form again. do reports whether it has answered.
func (h *handlers) unlock(w http.ResponseWriter, r *http.Request, do func(app.SelectionEdit, dialogue.ID, *form.Form) (bool, error)) error {
	series, err := h.k.ParamID(r, "series")
	if err != nil {
		return err
	}
	lock, err := h.k.ParamID(r, "lock")
	if err != nil {
		return err
	}
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	e := selectionEdit(f, series)
	f.Lines("reason", form.Required(selectionReason))
	if f.OK() {
		var answered bool
		if answered, err = do(e, lock, f); answered {
			return err
		}
	}
	status, err := refused(f, err)
	if err != nil {
		return err
	}
	registration, err := h.lockedRegistration(r, lock)
	if err != nil {
		return err
	}
	v, err := h.newestUnit(r, registration)
	if err != nil {
		return err
	}
	v.Lifted, v.Lift = lock, h.k.Filled(r, u().StaffSelectionLock(series, lock, "opphev", "prov"), f)
	return h.unitPage(w, r, status, v)
}
