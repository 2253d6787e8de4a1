package templates

import (
	"slices"

	"dialogmote/internal/dialogue"
)

type confirmationRow struct {
	placed, confirmed int
	tone              Tone
	word, do          string
	open              bool
}

// row is how far a meeting has come.
func (v ConfirmationsView) row(m dialogue.Meeting) confirmationRow {
	p := v.Series.Frame.L
	var row confirmationRow
	for _, d := range v.List.At(m.ID) {
		if d.State != dialogue.SeatPlaced {
			continue
		}
		row.placed++
		if !d.ConfirmedAt.IsZero() {
			row.confirmed++
		}
	}
	row.open, row.do = row.placed > 0, p.T("staff.confirm.do.see")
	switch {
	case m.State == dialogue.Cancelled:
		row.tone, row.word = Quiet, p.T("staff.work.cancelled")
	case m.StateAt(v.List.Now) == dialogue.Held:
		row.tone, row.word = Quiet, p.T("staff.work.held")
	case m.StartsAt.IsZero():
		row.tone, row.word = Quiet, p.T("common.date.later")
	case row.placed == 0:
		row.tone, row.word = Quiet, p.T("staff.confirm.state.nobody")
	case row.confirmed == row.placed:
		row.tone, row.word = Good, p.T("staff.confirm.state.all")
	case row.confirmed > 0:
		row.tone, row.word, row.do = Wait, p.T("staff.confirm.state.some"), p.T("staff.confirm.do.rest")
	default:
		row.tone, row.word, row.do = Info, p.T("staff.confirm.state.none"), p.T("staff.confirm.do.write")
	}
	return row
}

// why is what stands in the way of sending, or nothing.
func (v ConfirmationView) why() string {
	p, m := v.Series.Frame.L, v.Page.Meeting
	switch {
	case m.State == dialogue.Cancelled:
		return p.T("staff.confirm.why.cancelled")
	case m.StateAt(v.Page.Now) == dialogue.Held:
		return p.T("staff.confirm.why.held")
	case m.StartsAt.IsZero():
		return p.T("staff.confirm.why.undated")
	case v.Page.Invitation.Series.State != dialogue.Published:
		return p.T("staff.confirm.why.unpublished")
	}
	return ""
}

// ReaderValue names a reader of the confirmation in a form: the registration, and the delegate when it is not the contact.
func ReaderValue(r dialogue.ConfirmationRecipient) string {
	if r.Delegate == nil {
		return r.Registration.ID.String()
	}
	return r.Registration.ID.String() + ":" + r.Delegate.ID.String()
}

func (v ConfirmationView) readers() []Option {
	p := v.Series.Frame.L
	var options []Option
	for _, r := range v.Page.Recipients {
		label := r.Name
		if r.Delegate == nil {
			label = p.T("staff.confirm.reader.contact", "Name", r.Name)
		}
		options = append(options, Option{Value: ReaderValue(r), Label: label, Group: r.Registration.Unit.Name})
	}
	return options
}

// inOrder puts those whose letter failed first.
func (v ConfirmationView) inOrder() []dialogue.ConfirmationRecipient {
	failed := func(r dialogue.ConfirmationRecipient) int {
		if r.Letter != nil && r.Letter.State == dialogue.LetterFailed {
			return 0
		}
		return 1
	}
	sorted := slices.Clone(v.Page.Recipients)
	slices.SortStableFunc(sorted, func(a, b dialogue.ConfirmationRecipient) int { return failed(a) - failed(b) })
	return sorted
}

func (v ConfirmationView) address(r dialogue.ConfirmationRecipient) string {
	if r.Email == "" {
		return v.Series.Frame.L.T("staff.confirm.by-post")
	}
	return r.Email
}

func (v ConfirmationView) when(r dialogue.ConfirmationRecipient) string {
	if r.Letter == nil {
		return ""
	}
	return letterWhen(v.Series.Frame.L, *r.Letter)
}
