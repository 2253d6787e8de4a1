package templates

import (
	"strconv"
	"strings"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
	"dialogmote/internal/urls"
)

func (v OffersView) id() dialogue.ID { return v.Page.Invitation.Series.ID }

func (v OffersView) selects() bool {
	return v.Page.Invitation.Series.Rules.Admission == dialogue.AdmitSelection
}

func (v OffersView) href(registration dialogue.ID) string {
	return urls.Paths().StaffRegistration(v.id(), registration)
}

// lead is how free places are given out, in words.
func (v OffersView) lead() string {
	days := v.Page.Invitation.Series.Rules.OfferDays
	if v.selects() {
		return v.Series.Frame.L.N("staff.offers.lead.selection", days)
	}
	return v.Series.Frame.L.N("staff.offers.lead.open", days)
}

// figures are the free places, the offers and those who wait.
func (v OffersView) figures(m dialogue.MeetingOffers) string {
	p := v.Series.Frame.L
	said := []string{p.T("staff.work.no-limit")}
	if free, limited := m.Meeting.Free(); limited {
		said[0] = p.T("staff.offers.free", "Free", free, "Places", m.Meeting.Places())
	}
	offered, waiting := 0, 0
	for _, o := range m.Open {
		offered += o.Offer.Places
	}
	for _, q := range m.Queue {
		waiting += q.People
	}
	if offered > 0 {
		said = append(said, p.T("staff.offers.offered-places", "N", offered))
	}
	switch {
	case waiting > 0:
		said = append(said, p.T("staff.offers.waiting", "N", waiting))
	case !v.selects():
		said = append(said, p.T("staff.offers.nobody"))
	case len(m.Proposed) == 0:
		said = append(said, p.T("staff.offers.none-proposed"))
	}
	return strings.Join(said, " · ")
}

func (v OffersView) names(people []dialogue.Delegate) string {
	var names []string
	for _, d := range people {
		name := d.Name
		if r := v.Page.Invitation.Role(d.Role); r != nil {
			name += " (" + v.Series.Frame.L.Text(r.Name) + ")"
		}
		names = append(names, name)
	}
	return strings.Join(names, ", ")
}

// why is the reason in a sentence.
func (v OffersView) why(r dialogue.Replacement) string {
	p := v.Series.Frame.L
	if r.SameUnit {
		return p.T("staff.offers.why.same")
	}
	return p.Reason(r.Reason, dialogue.SeatPlaced, lang.AboutOne, &v.Page.Invitation)
}

// offerValue names a proposed offer as a form sends it: registration, the version that was seen, meeting and delegates.
func offerValue(r dialogue.Replacement) string {
	parts := []string{r.Registration.ID.String(), strconv.Itoa(r.Registration.Version), r.Meeting.String()}
	for _, d := range r.Delegates {
		parts = append(parts, d.ID.String())
	}
	return strings.Join(parts, " ")
}

func (v OffersView) every() []string {
	var values []string
	for _, m := range v.Page.Meetings {
		for _, r := range m.Proposed {
			values = append(values, offerValue(r))
		}
	}
	return values
}

// by is who made an offer.
func (v OffersView) by(o dialogue.Offer) string {
	if o.MadeBy.IsZero() {
		return v.Series.Frame.L.T("staff.offers.by-itself")
	}
	return v.Page.Staff[o.MadeBy]
}

// note is what keeps somebody in line from being offered places.
func (v OffersView) note(q dialogue.InLine) string {
	switch {
	case q.TakenBack:
		return v.Series.Frame.L.T("staff.offers.taken-back")
	case q.Answering:
		return v.Series.Frame.L.T("staff.offers.answering")
	}
	return ""
}

func (v OffersView) meetingName(id dialogue.ID) string {
	if m := v.Page.Invitation.Meeting(id); m != nil {
		return MeetingInRegion(v.Series.Frame.L, &v.Page.Invitation, *m)
	}
	return ""
}

func (v StaffRegistrationView) meetingName(id dialogue.ID) string {
	if m := v.Page.Invitation.Meeting(id); m != nil {
		return MeetingInRegion(v.Frame.L, &v.Page.Invitation, *m)
	}
	return ""
}

// waitingPeople are those who can be offered a place by hand after a selection.
func (v StaffRegistrationView) waitingPeople() []Option {
	var options []Option
	if v.Page.Invitation.Series.Rules.Admission != dialogue.AdmitSelection || v.Page.Registration.State != dialogue.Active {
		return nil
	}
	for _, d := range v.Page.Registration.LiveDelegates() {
		for _, s := range d.Seats {
			if s.State == dialogue.SeatWaiting || s.State == dialogue.SeatNotSelected {
				label := d.Name
				if role := v.roleName(d.Role); role != "" {
					label += ", " + role
				}
				options = append(options, Option{Value: d.ID.String(), Label: label})
			}
		}
	}
	return options
}

// offerMeetings are those with a free place that the delegation can be offered: where others of it are, else any that it can attend.
func (v StaffRegistrationView) offerMeetings() []Option {
	r := &v.Page.Registration
	var there dialogue.ID
	for _, d := range r.Delegates {
		for _, s := range d.Seats {
			if s.State == dialogue.SeatPlaced || s.State == dialogue.SeatOffered {
				there = s.Meeting
			}
		}
	}
	var options []Option
	inv := &v.Page.Invitation
	for i := range inv.Meetings {
		m := &inv.Meetings[i]
		free, limited := m.Free()
		if inv.Offerable(m, v.Page.Now) != nil || limited && free == 0 || !r.CanAttend(inv, m.ID) || !there.IsZero() && m.ID != there {
			continue
		}
		label := MeetingInRegion(v.Frame.L, &v.Page.Invitation, *m)
		if limited {
			label += " (" + v.Frame.L.T("staff.offers.free", "Free", free, "Places", m.Places()) + ")"
		}
		options = append(options, Option{Value: m.ID.String(), Label: label})
	}
	return options
}

// OffersTitle names the tab: where the organiser selects nobody stands in line.
func OffersTitle(p lang.Printer, s dialogue.Series) string {
	if s.Rules.Admission == dialogue.AdmitSelection {
		return p.T("staff.tab.offers-selection")
	}
	return p.T("staff.tab.offers")
}
