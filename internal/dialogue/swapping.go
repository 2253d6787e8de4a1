package dialogue

import (
	"slices"
	"strings"
	"time"
)

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

// Swapped reports whether a row that is saved holds another person than before, who is to be told as somebody new, and of whom nothing is
// known: not one whose name is written otherwise. The same address is the same person, unless it is nobody's own; then it is who has the
// same given name.
func Swapped(r Registration, before Delegate, name, email string) bool {
	if name == before.Name {
		return false
	}
	if email != before.Email {
		return true
	}
	return !r.ownAddress(before) && !strings.EqualFold(givenName(name), givenName(before.Name))
}

// ownAddress reports whether a delegate has an address that nobody else in the registration has.
func (r Registration) ownAddress(d Delegate) bool {
	if d.Email == "" || d.Email == r.Contact.Email && d.Name != r.Contact.Name {
		return false
	}
	return !slices.ContainsFunc(r.LiveDelegates(), func(other Delegate) bool { return other.ID != d.ID && other.Email == d.Email })
}

func givenName(name string) string {
	given, _, _ := strings.Cut(strings.TrimSpace(name), " ")
	return given
}

// Begun reports whether a seat that counts is at a meeting that has begun.
func (s Seat) Begun(inv *Invitation, now time.Time) bool {
	m := inv.Meeting(s.Meeting)
	return s.State == SeatPlaced && m != nil && m.State != Cancelled && m.Started(now)
}

// Begun reports whether a delegate has had a seat at a meeting that has begun: another can't take that place any more.
func (d Delegate) Begun(inv *Invitation, now time.Time) bool {
	return slices.ContainsFunc(d.Seats, func(s Seat) bool { return s.Begun(inv, now) })
}
