package staff

import (
	"errors"
	"net/http"
	"net/url"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
	"dialogmote/internal/web/form"
	"dialogmote/templates"

	"github.com/a-h/templ"
)

// editPage is one of the forms about a registration: how it is drawn, what it shows when it is opened, and what saving it does.
type editPage struct {
	part   string // of the address
	title  func(p lang.Printer) string
	draw   func(templates.StaffEditView) templ.Component
	stored func(dialogue.StaffRegistration) url.Values
	save   func(r *http.Request, page dialogue.StaffRegistration, f *form.Form) error
	allows func(dialogue.Allowed) bool
	saved  func(p lang.Printer) string
}

func (h *handlers) editView(r *http.Request, page dialogue.StaffRegistration, e editPage, f templates.Form, typed *form.Form) templates.StaffEditView {
	reg := page.Registration
	p := h.k.Printer(r)
	v := templates.StaffEditView{
		Frame: h.under(r, &page.Invitation, e.title(p), templates.Link{Href: u().StaffRegistration(reg.Series, reg.ID), Label: reg.Unit.Name}),
		Form:  f, Page: page, Meetings: staffMeetings(&page.Invitation, reg.Unit), Rows: form.DelegateRows(typed),
	}
	if e.part == "onske" {
		v.Neighbours = h.a.MayBeNeighbours(&page.Invitation, page.Now)
	}
	v.Frame.Path = u().StaffRegistrationPart(reg.Series, reg.ID, e.part)
	v.Frame.Problems = len(f.Problems) > 0 || f.Stored != nil
	v.Form.WarnUnsaved = e.part != "meld-av"
	return v
}

// staffMeetings are the meetings that staff choose among: those the unit's rules name, and all when the rules name none.
func staffMeetings(inv *dialogue.Invitation, u dialogue.Unit) []dialogue.Meeting {
	if mine := inv.MeetingsFor(u); len(mine) > 0 && inv.Series.Rules.Choice == dialogue.Ranked {
		return mine
	}
	var planned []dialogue.Meeting
	for _, m := range inv.Meetings {
		if m.State != dialogue.Cancelled {
			planned = append(planned, m)
		}
	}
	return planned
}

func (h *handlers) showEdit(w http.ResponseWriter, r *http.Request, e editPage) error {
	page, err := h.registrationOf(r)
	if err != nil {
		return err
	}
	if !e.allows(page.May) {
		return dialogue.ErrClosed
	}
	f := form.FromValues(e.stored(page))
	return h.k.Render(w, r, http.StatusOK, e.draw(h.editView(r, page, e, h.k.Filled(r, h.editAction(page, e), f), f)))
}

func (h *handlers) editAction(page dialogue.StaffRegistration, e editPage) string {
	return u().StaffRegistrationPart(page.Registration.Series, page.Registration.ID, e.part)
}

// saveEdit saves and goes on to the registration, or shows the form again with what was typed.
func (h *handlers) saveEdit(w http.ResponseWriter, r *http.Request, e editPage) error {
	page, err := h.registrationOf(r)
	if err != nil {
		return err
	}
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	action := h.editAction(page, e)
	show := func(status int, drawn templates.Form) error {
		return h.k.Render(w, r, status, e.draw(h.editView(r, page, e, drawn, f)))
	}
	if e.part == "deltakere" && form.ChangeDelegateRows(f, templates.MostRows(&page.Invitation)) {
		return show(http.StatusOK, h.k.Filled(r, action, f))
	}
	err = e.save(r, page, f)
	switch {
	case err == nil && f.OK():
		h.k.Notice(r, e.saved(h.k.Printer(r)))
		return h.k.SeeOther(w, r, u().StaffRegistration(page.Registration.Series, page.Registration.ID))
	case errors.Is(err, dialogue.ErrStale):
		if page, err = h.registrationOf(r); err != nil {
			return err
		}
		stored := e.stored(page)
		if e.part == "deltakere" {
			stored = form.BesideDelegates(f, stored)
		}
		return show(http.StatusConflict, h.k.Stale(r, action, f, stored))
	case errors.Is(err, dialogue.ErrTooMany):
		f.Problems.Add("delegates.0.name", "problem.too-many", "Max", page.Invitation.Series.Rules.MaxDelegates)
	case err != nil && !f.Adopt(err):
		return err
	}
	return show(http.StatusUnprocessableEntity, h.k.Filled(r, action, f))
}

func mayChange(may dialogue.Allowed) bool { return may.Change }

func (h *handlers) delegatesEdit() editPage {
	return editPage{
		part:   "deltakere",
		title:  func(p lang.Printer) string { return p.T("staff.registration.edit-delegates") },
		draw:   templates.StaffEditDelegates,
		stored: func(page dialogue.StaffRegistration) url.Values { return templates.DelegateValues(page.Registration) },
		allows: mayChange,
		saved:  func(p lang.Printer) string { return p.T("staff.registration.saved.delegates") },
		save: func(r *http.Request, page dialogue.StaffRegistration, f *form.Form) error {
			edits, edit := form.DelegateEdits(f), editOf(page, f)
			if !f.OK() {
				return nil
			}
			return h.a.ChangeDelegates(r.Context(), h.k.Actor(r), edit, edits)
		},
	}
}

func (h *handlers) getDelegates(w http.ResponseWriter, r *http.Request) error {
	return h.showEdit(w, r, h.delegatesEdit())
}

func (h *handlers) postDelegates(w http.ResponseWriter, r *http.Request) error {
	return h.saveEdit(w, r, h.delegatesEdit())
}

func (h *handlers) contactEdit() editPage {
	return editPage{
		part:  "kontakt",
		title: func(p lang.Printer) string { return p.T("staff.registration.edit-contact") },
		draw:  templates.StaffEditContact,
		stored: func(page dialogue.StaffRegistration) url.Values {
			values, c := versionOf(page.Registration), page.Registration.Contact
			values.Set("contact.name", c.Name)
			values.Set("contact.position", c.Position)
			values.Set("contact.email", c.Email)
			values.Set("contact.phone", lang.FormatPhone(c.Phone))
			values.Set("contact.address", c.PostalAddress)
			values.Set("comment", page.Registration.Comment)
			return values
		},
		allows: mayChange,
		saved:  func(p lang.Printer) string { return p.T("staff.registration.saved.contact") },
		save: func(r *http.Request, page dialogue.StaffRegistration, f *form.Form) error {
			contact, edit := contactOf(f), editOf(page, f)
			comment := f.Lines("comment", form.Optional(dialogue.MaxComment))
			if !f.OK() {
				return nil
			}
			return h.a.ChangeContact(r.Context(), h.k.Actor(r), edit, contact, comment)
		},
	}
}

// contactOf reads a contact whom staff may know by post only.
func contactOf(f *form.Form) dialogue.Contact {
	return dialogue.Contact{
		Name:          f.Line("contact.name", form.Required(dialogue.MaxName)),
		Position:      f.Line("contact.position", form.Optional(dialogue.MaxLine)),
		Email:         f.Email("contact.email", false),
		Phone:         f.Phone("contact.phone", false),
		PostalAddress: f.Lines("contact.address", form.Optional(dialogue.MaxComment)),
	}
}

func (h *handlers) getContact(w http.ResponseWriter, r *http.Request) error {
	return h.showEdit(w, r, h.contactEdit())
}

func (h *handlers) postContact(w http.ResponseWriter, r *http.Request) error {
	return h.saveEdit(w, r, h.contactEdit())
}

func (h *handlers) wishEdit() editPage {
	return editPage{
		part:  "onske",
		title: func(p lang.Printer) string { return p.T("staff.registration.edit-wish") },
		draw:  templates.StaffEditWish,
		stored: func(page dialogue.StaffRegistration) url.Values {
			return templates.WishRequestValues(page.Registration)
		},
		allows: func(may dialogue.Allowed) bool { return may.ChangeWish },
		saved:  func(p lang.Printer) string { return p.T("staff.registration.saved.wish") },
		save: func(r *http.Request, page dialogue.StaffRegistration, f *form.Form) error {
			wish, edit := form.Wish(f), editOf(page, f)
			if !f.OK() {
				return nil
			}
			return h.a.ChangeWish(r.Context(), h.k.Actor(r), edit, wish)
		},
	}
}

func (h *handlers) getWish(w http.ResponseWriter, r *http.Request) error {
	return h.showEdit(w, r, h.wishEdit())
}

func (h *handlers) postWish(w http.ResponseWriter, r *http.Request) error {
	return h.saveEdit(w, r, h.wishEdit())
}

func (h *handlers) meetingEdit() editPage {
	return editPage{
		part: "mote",
		title: func(p lang.Printer) string {
			return p.T("staff.registration.edit-meeting")
		},
		draw: templates.StaffEditMeeting,
		stored: func(page dialogue.StaffRegistration) url.Values {
			values := templates.WishValues(&page.Invitation, page.Registration)
			if there := page.Registration.Meetings(); len(there) == 1 {
				values.Set("meeting", there[0].String())
			}
			return values
		},
		allows: func(may dialogue.Allowed) bool { return may.ChooseAgain },
		saved:  func(p lang.Printer) string { return p.T("staff.registration.saved.meeting") },
		save: func(r *http.Request, page dialogue.StaffRegistration, f *form.Form) error {
			edit := editOf(page, f)
			if page.Invitation.Series.Rules.Choice == dialogue.Ranked {
				wishes, answer := form.Wishes(f), form.IfNotAll(f)
				if !f.OK() {
					return nil
				}
				return h.a.RankMeetings(r.Context(), h.k.Actor(r), edit, wishes, answer)
			}
			meeting := f.ID("meeting", true)
			if !f.OK() {
				return nil
			}
			return h.a.ChooseMeeting(r.Context(), h.k.Actor(r), edit, meeting)
		},
	}
}

func (h *handlers) getMeetingChoice(w http.ResponseWriter, r *http.Request) error {
	return h.showEdit(w, r, h.meetingEdit())
}

func (h *handlers) postMeetingChoice(w http.ResponseWriter, r *http.Request) error {
	return h.saveEdit(w, r, h.meetingEdit())
}

func (h *handlers) withdrawEdit() editPage {
	return editPage{
		part:   "meld-av",
		title:  func(p lang.Printer) string { return p.T("staff.registration.withdraw.title") },
		draw:   templates.StaffWithdraw,
		stored: func(page dialogue.StaffRegistration) url.Values { return versionOf(page.Registration) },
		allows: func(may dialogue.Allowed) bool { return may.Remove },
		saved:  func(p lang.Printer) string { return p.T("staff.registration.saved.withdrawn") },
		save: func(r *http.Request, page dialogue.StaffRegistration, f *form.Form) error {
			edit := editOf(page, f)
			if !f.OK() {
				return nil
			}
			return h.a.Withdraw(r.Context(), h.k.Actor(r), edit)
		},
	}
}

func (h *handlers) getWithdraw(w http.ResponseWriter, r *http.Request) error {
	return h.showEdit(w, r, h.withdrawEdit())
}

func (h *handlers) postWithdraw(w http.ResponseWriter, r *http.Request) error {
	return h.saveEdit(w, r, h.withdrawEdit())
}
