package dialogue

// EditsOf are the rows of everybody who is registered, unchanged.
func EditsOf(r Registration) []DelegateEdit {
	var edits []DelegateEdit
	for _, d := range r.LiveDelegates() {
		edits = append(edits, DelegateEdit{ID: d.ID, DelegateRequest: DelegateRequest{
			Role: d.Role, Name: d.Name, Position: d.Position, Email: d.Email, Phone: d.Phone, Meetings: d.Meetings()}})
	}
	return edits
}

// SwapEdits puts another person in one's place: the role and the meetings stay. at is the row. ErrNotFound when nobody with the id is
// registered.
func SwapEdits(r Registration, id ID, person DelegateRequest) (edits []DelegateEdit, at int, err error) {
	edits = EditsOf(r)
	for i := range edits {
		if e := &edits[i]; e.ID == id {
			person.Role, person.Meetings = e.Role, e.Meetings
			e.DelegateRequest = person
			return edits, i, nil
		}
	}
	return nil, 0, ErrNotFound
}

// WithdrawEdits takes one off. ErrNotFound as above.
func WithdrawEdits(r Registration, id ID) ([]DelegateEdit, error) {
	edits := EditsOf(r)
	for i := range edits {
		if edits[i].ID == id {
			edits[i].Gone = true
			return edits, nil
		}
	}
	return nil, ErrNotFound
}

// AddEdits lets one more come, after those who are registered. at is the row.
func AddEdits(r Registration, person DelegateRequest) (edits []DelegateEdit, at int) {
	edits = append(EditsOf(r), DelegateEdit{DelegateRequest: person})
	return edits, len(edits) - 1
}

// Swapped reports whether a row that is saved holds another person than before, who is to be told as somebody new: not one whose name is
// written otherwise.
func Swapped(before Delegate, name, email string) bool {
	return name != before.Name && email != before.Email
}
