package templates

import (
	"slices"

	"dialogmote/internal/dialogue"
)

// questions is the delegation's own room, whose words are the same.
func (v AnswerForView) questions() PreparationsView {
	return PreparationsView{Change: ChangeView{Frame: v.Frame, Form: v.Form, Page: v.Page.OwnPage}, Asked: v.Asked, Endings: v.Endings}
}

// field is a question's field. Nothing must be answered: the delegation may have said something of it only.
func (v AnswerForView) field(a dialogue.Asked) Field {
	fd := v.questions().field(a)
	fd.Rows = 5
	return forStaff(fd, true)
}

// over reports whether every deadline has passed, so that whatever is written wants a reason.
func (v AnswerForView) over() bool {
	return !slices.ContainsFunc(v.Asked, func(a dialogue.Asked) bool { return a.Open(v.Page.Now) })
}
