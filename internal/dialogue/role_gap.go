package dialogue

import "slices"

// MissingRoles are the wished-for kinds of participants that nobody in a delegation is: those the series has a number for at each meeting,
// or, when it has none, all that it lists but those that are counted apart or can reveal health. None are told of a series that wishes
// for more kinds than a delegation has places, once the places are used; nor when nobody has said who they are.
func MissingRoles(inv *Invitation, unit UnitKind, delegates []ID) []Role {
	said := slices.ContainsFunc(delegates, func(role ID) bool { return !role.IsZero() })
	if unit == Person || !said {
		return nil
	}
	wished := slices.DeleteFunc(slices.Clone(inv.Roles), func(r Role) bool { return r.Retired || r.Floor == 0 })
	if len(wished) == 0 {
		wished = slices.DeleteFunc(slices.Clone(inv.Roles), func(r Role) bool { return r.Retired || r.OutsideCap || r.Health })
	}
	if places := inv.Series.Rules.MaxDelegates; len(wished) > places && len(delegates) >= places {
		return nil
	}
	return slices.DeleteFunc(wished, func(r Role) bool { return slices.Contains(delegates, r.ID) })
}

// MissingRoles are those of the delegation as it is registered now.
func (p OwnPage) MissingRoles() []Role {
	if p.Registration.State != Active {
		return nil
	}
	var have []ID
	for _, d := range p.Registration.LiveDelegates() {
		have = append(have, d.Role)
	}
	return MissingRoles(&p.Invitation, p.Registration.Unit.Kind, have)
}

// MissingRoles are those of the delegation that is about to be sent.
func (c RegistrationCheck) MissingRoles() []Role {
	var have []ID
	for _, d := range c.Request.Delegates {
		have = append(have, d.Role)
	}
	return MissingRoles(&c.Invitation, c.Request.Unit.Kind, have)
}

// RemainingRoles is that kinds of participants are missing, as long as more people can be registered or the roles changed; it is due when
// that ends. One who comes to several meetings has no one day for it.
func (p OwnPage) RemainingRoles() []Remaining {
	missing := p.MissingRoles()
	if len(missing) == 0 || !p.May.Add {
		return nil
	}
	left := Remaining{Kind: RemainsRoles, Count: len(missing), Roles: missing, By: p.Invitation.Series.ClosesAt}
	if meetings := p.Registration.Meetings(); len(meetings) == 1 {
		if m := p.Invitation.Meeting(meetings[0]); m != nil && !m.ClosesAt.IsZero() {
			left.By = m.ClosesAt
		}
	}
	return []Remaining{left}
}
