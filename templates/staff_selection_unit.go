package templates

import (
	"cmp"
	"slices"
	"strconv"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/urls"
)

// SelectionUnitView is one registration in a proposal.
type SelectionUnitView struct {
	Series StaffSeriesFrame
	Page   dialogue.SelectionUnitPage
	Lock   Form        // decides something new
	Lift   Form        // lifts a decision, when it has been sent and came back; Lifted says which
	Lifted dialogue.ID // a lock's
}

func (v SelectionUnitView) series() dialogue.ID { return v.Page.Invitation.Series.ID }

func (v SelectionUnitView) mayDecide() bool { return v.Series.MayEdit && v.Page.Editable }

// mayLift: what still holds, and is somebody's decision here.
func (v SelectionUnitView) mayLift(l dialogue.SelectionLock) bool {
	return v.mayDecide() && l.LiftedAt.IsZero() && !l.Withdrawal
}

// lift is the form that lifts a decision.
func (v SelectionUnitView) lift(l dialogue.SelectionLock) Form {
	if l.ID == v.Lifted {
		f := v.Lift
		f.ID = "opphev-" + l.ID.String()
		return f
	}
	return Form{L: v.Series.Frame.L, Action: urls.Paths().StaffSelectionLock(v.series(), l.ID, "opphev", "prov"), ID: "opphev-" + l.ID.String()}
}

// facts are a few words about the registration.
func (v SelectionUnitView) facts() []string {
	p, u := v.Series.Frame.L, v.Page.Unit
	facts := []string{p.T("staff.selection.unit.places", "N", u.Places(), "All", len(u.Persons))}
	if u.Lot > 0 {
		facts = append(facts, p.T("staff.selection.unit.lot", "Lot", u.Lot))
	}
	if u.CountyName != "" {
		facts = append(facts, u.CountyName)
	}
	return facts
}

// sayWhy reports whether somebody of the delegation has a reason that isn't said of them all.
func (v SelectionUnitView) sayWhy() bool {
	return slices.ContainsFunc(v.Page.Unit.Persons, func(person dialogue.SelectedPerson) bool {
		return personReason(v.Series.Frame.L, &v.Page.Invitation, v.Page.Unit, person) != ""
	})
}

type wishRow struct {
	meeting     dialogue.Meeting
	wish        string
	here        bool
	unavailable bool
	what        []string
}

// wishRows are the meetings by rank, those it can't attend last.
func (v SelectionUnitView) wishRows() []wishRow {
	p, u := v.Series.Frame.L, v.Page.Unit
	wishes := slices.Clone(u.Registration.Wishes)
	slices.SortStableFunc(wishes, func(a, b dialogue.Wish) int {
		if a.Available != b.Available {
			if a.Available {
				return -1
			}
			return 1
		}
		return cmp.Compare(a.Rank, b.Rank)
	})
	var rows []wishRow
	for _, w := range wishes {
		m := v.Page.Invitation.Meeting(w.Meeting)
		if m == nil {
			continue
		}
		row := wishRow{meeting: *m, wish: wishWord(p, strconv.Itoa(w.Rank)), unavailable: !w.Available, here: u.Outcome == dialogue.SeatPlaced && u.Meeting == w.Meeting}
		if !w.Available {
			row.wish = p.T("staff.selection.unit.unavailable")
		}
		for _, what := range v.Page.WhatIf {
			if what.Meeting == w.Meeting && w.Available && !row.here {
				row.what = whatIf(p, &v.Page.Invitation, u.Registration.ID, what)
			}
		}
		rows = append(rows, row)
	}
	return rows
}

// ifNotAll is what the delegation has answered to «if we don't all fit».
func (v SelectionUnitView) ifNotAll() string {
	p := v.Series.Frame.L
	switch v.Page.Unit.Registration.IfNotAll {
	case dialogue.Fewer:
		return p.T("staff.selection.unit.fewer")
	case dialogue.Together:
		return p.T("staff.selection.unit.together")
	}
	return ""
}

// LockAtPrefix goes before a meeting's id in the value of the choice that places somebody there.
const LockAtPrefix = "at:"

// kinds are what staff can decide.
func (v SelectionUnitView) kinds() []Option {
	p := v.Series.Frame.L
	options := []Option{{Value: string(dialogue.LockIn), Label: p.T("staff.selection.lock.in"), Hint: p.T("staff.selection.lock.in.about")}}
	for _, w := range v.wishRows() {
		if !w.unavailable {
			options = append(options, Option{Value: LockAtPrefix + w.meeting.ID.String(), Label: p.T("staff.selection.lock.at", "Meeting", MeetingShort(p, w.meeting)), Hint: w.wish})
		}
	}
	return append(options, Option{Value: string(dialogue.LockOut), Label: p.T("staff.selection.lock.out"), Hint: p.T("staff.selection.lock.out.about")})
}

func (v SelectionUnitView) people() []Option {
	var options []Option
	for _, person := range v.Page.Unit.Persons {
		options = append(options, Option{Value: person.Delegate.ID.String(), Label: person.Delegate.Name})
	}
	return options
}

// lockName says what is decided, and about whom when it is one of several.
func (v SelectionUnitView) lockName(l dialogue.SelectionLock) string {
	word := lockWord(v.Series.Frame.L, &v.Page.Invitation, l)
	for _, person := range v.Page.Unit.Persons {
		if person.Delegate.ID == l.Delegate {
			return person.Delegate.Name + ": " + lowerFirst(word)
		}
	}
	return word
}
