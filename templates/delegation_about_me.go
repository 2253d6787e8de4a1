package templates

import "dialogmote/internal/dialogue"

func (v AboutMeView) lead() string {
	p := v.Frame.L
	switch {
	case v.Page.State == dialogue.Withdrawn || v.Page.State == dialogue.Active && !v.Page.Delegate.Live():
		return p.T("delegation.me.lead.off")
	case v.Page.Unit.Kind == dialogue.Person:
		return p.T("delegation.me.lead.person")
	}
	return p.T("delegation.me.lead", "Unit", unitTitle(p, v.Page.Unit))
}

// role is what the delegate takes part as. The delegate has proven the address, and may see one that can reveal health too.
func (v AboutMeView) role() string {
	if role := v.Page.Invitation.Role(v.Page.Delegate.Role); role != nil {
		return v.Frame.L.Text(role.Name)
	}
	return ""
}

// from is who gave the information.
func (v AboutMeView) from() string {
	p, c := v.Frame.L, v.Page.Contact
	who := c.Name
	if c.Position != "" {
		who += ", " + c.Position
	}
	if v.Page.Delegate.ByStaff {
		return p.T("delegation.me.from-staff", "Who", who)
	}
	return p.T("delegation.me.from", "Who", who)
}

// until is when it is deleted.
func (v AboutMeView) until() string {
	p := v.Frame.L
	if on := v.Page.Invitation.Series.DeleteOn; !on.IsZero() {
		return p.T("delegation.me.until", "Date", p.Date(on))
	}
	return p.T("delegation.me.until-later")
}

// leaving is what becomes of whoever presses the button.
func (v AboutMeFormView) leaving() string {
	if !v.Page.Delegate.Live() {
		return v.Frame.L.T("delegation.me.remove.lead-off")
	}
	return v.Frame.L.T("delegation.me.remove.lead", "Contact", v.Page.Contact.Name)
}

// came reports whether the delegate was at a meeting that is over.
func (v AboutMeView) came(s dialogue.Seat) bool {
	m := v.Page.Invitation.Meeting(s.Meeting)
	return m != nil && m.StateAt(v.Page.Now) == dialogue.Held && !s.CheckedInAt.IsZero()
}

// group is the delegate's at a meeting: «Gruppe 2», or "".
func (v AboutMeView) group(meeting dialogue.ID) string {
	for _, g := range v.Page.Groups {
		if g.Meeting == meeting {
			return groupSeat(v.Frame.L, g)
		}
	}
	return ""
}
