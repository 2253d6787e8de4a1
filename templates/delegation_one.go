package templates

import "dialogmote/internal/dialogue"

// mayLeave reports whether one person can be taken off: the only one is withdrawn with the registration.
func (v OwnView) mayLeave() bool {
	return v.Page.May.Remove && (len(v.Page.Registration.LiveDelegates()) > 1 || v.Page.Invitation.Series.Rules.OnRequest)
}

// mayAddOne reports whether there is room for one more.
func (v OwnView) mayAddOne() bool {
	return v.Page.May.Add && len(v.Page.Registration.LiveDelegates()) > 0 && v.Page.Invitation.RoomForOne(v.Page.Registration)
}

// oneRow is the form's row for one person, whose role is free only when the person is new to the delegation.
func (v ChangeView) oneRow(added bool) DelegateRow {
	inv := v.Page.Invitation
	role, meetings := dialogue.ID{}, v.Page.Registration.Meetings()
	switch {
	case !added:
		role, _ = dialogue.ParseID(v.Form.Values.Get("delegates.0.role"))
	case inv.Series.Rules.Choice == dialogue.ChooseMany:
		meetings = nil // chosen in the form
	}
	inv.Questions = inv.AsksOfPerson(role, meetings, v.Page.Now)
	if !added && inv.Series.Rules.Choice == dialogue.ChooseMany {
		inv.Series.Rules.Choice = dialogue.ChooseOne // who comes goes to the same meetings
	}
	return DelegateRow{Index: 0, Invitation: &inv, Now: v.Page.Now, RoleFree: added, Asks: true}
}

func (v ChangeView) swapLead(d dialogue.Delegate) string {
	if d.Email == "" || d.Email == v.Page.Registration.Contact.Email {
		return v.Frame.L.T("delegation.swap.lead-unmailed", "Name", d.Name)
	}
	return v.Frame.L.T("delegation.swap.lead", "Name", d.Name)
}

func (v ChangeView) leaveLead() string {
	if v.Page.May.DeadlineOver {
		return v.Frame.L.T("delegation.leave.lead-late")
	}
	return v.Frame.L.T("delegation.leave.lead")
}

// addLead is how many of the places are used, or who may come besides.
func (v ChangeView) addLead() string {
	own := OwnView{Frame: v.Frame, Page: v.Page}
	if used := own.used(); used != "" && !own.full() {
		return used
	}
	return v.rightsNote()
}
