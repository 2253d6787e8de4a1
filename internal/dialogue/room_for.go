package dialogue

// RoomForOne reports whether one person more is within the rules' numbers, in some role: within the delegation, at own cost, or counted
// apart. Where each goes to meetings of their own there is always a meeting to look at.
func (inv *Invitation) RoomForOne(r Registration) bool {
	if inv.Series.Rules.Choice == ChooseMany {
		return true
	}
	var people []DelegateRequest
	for _, e := range EditsOf(r) {
		people = append(people, e.DelegateRequest)
	}
	roles := []ID{{}}
	for _, role := range inv.Roles {
		if !role.Retired {
			roles = append(roles, role.ID)
		}
	}
	for _, role := range roles {
		if _, over := Pools(inv, append(people[:len(people):len(people)], DelegateRequest{Role: role})); len(over) == 0 {
			return true
		}
	}
	return false
}
