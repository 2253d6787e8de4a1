package templates

import "dialogmote/internal/dialogue"

// counted reports whether there are numbers to print and to fetch.
func (v StaffNeedsView) counted() bool {
	return v.Page.On && !v.Page.Meeting.Digital && !v.erased() && v.Page.Answered > 0
}

// erased reports whether the day has come that everything was erased.
func (v StaffNeedsView) erased() bool {
	on := v.Page.Meeting.NeedsErasedOn()
	return !on.IsZero() && !dialogue.DateOf(v.Page.Now).Before(on)
}
