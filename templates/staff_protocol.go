package templates

import (
	"strconv"
	"strings"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
)

// protocolWriter puts a selection's record into words.
type protocolWriter struct {
	p lang.Printer
	r *dialogue.SelectionProtocol
}

// ProtocolSheet is the record of a selection as a document.
func ProtocolSheet(p lang.Printer, r *dialogue.SelectionProtocol) Sheet {
	w := protocolWriter{p, r}
	inv := &r.Invitation
	s := Sheet{Lang: p.Lang(), Organiser: p.Text(inv.Organiser.Name), Kicker: p.Text(inv.Organiser.Name), Title: p.T("staff.protocol.title"),
		Lead: []string{p.Text(inv.Series.Texts.Title)}, Confidential: r.Names}
	if r.Names {
		s.Lead = append(s.Lead, p.T("staff.protocol.with-names"))
	} else {
		s.Lead = append(s.Lead, p.T("staff.protocol.without-names"))
	}
	s.Parts = append(s.Parts, w.about(), w.criteria())
	if part, ok := w.floors(); ok {
		s.Parts = append(s.Parts, part)
	}
	for i := range r.Draws {
		s.Parts = append(s.Parts, w.draw(&r.Draws[i])...)
	}
	last := r.Draws[len(r.Draws)-1]
	if last.View != nil {
		s.Parts = append(s.Parts, w.figures(*last.View)...)
		s.Parts = append(s.Parts, w.result(*last.View))
	}
	s.Parts = append(s.Parts, w.check())
	return s
}

func (w protocolWriter) about() SheetPart {
	p, s := w.p, w.r.Invitation.Series
	facts := []SheetFact{{Term: p.T("staff.protocol.printed"), Text: p.DateTime(w.r.Now)}}
	add := func(term, text string) {
		if text != "" {
			facts = append(facts, SheetFact{Term: term, Text: text})
		}
	}
	add(p.T("staff.protocol.our-ref"), s.OurRef)
	if until := w.r.Invitation.AppliesUntil(); !until.IsZero() {
		add(p.T("staff.protocol.deadline"), p.Deadline(until))
	}
	last := w.r.Draws[len(w.r.Draws)-1]
	if v := last.View; v != nil {
		add(p.T("staff.protocol.applied"), p.T("staff.protocol.units-people", "Units", p.Number(v.Figures.Total.AppliedUnits), "People", p.Number(v.Figures.Total.AppliedPeople)))
		add(p.T("staff.protocol.placed"), p.T("staff.protocol.units-people", "Units", p.Number(v.Figures.Total.PlacedUnits), "People", p.Number(v.Figures.Total.PlacedPeople)))
		if v.Proposal.ApprovedAt.IsZero() {
			add(p.T("staff.protocol.state"), p.T("staff.protocol.state.open"))
		}
	}
	if !last.Selection.SentAt.IsZero() {
		add(p.T("staff.protocol.state"), p.T("staff.protocol.state.sent", "Who", w.staff(last.Selection.SentBy), "When", last.Selection.SentAt))
	}
	return SheetPart{Title: p.T("staff.protocol.about"), Facts: facts}
}

func (w protocolWriter) criteria() SheetPart {
	part := SheetPart{Title: w.p.T("staff.protocol.criteria")}
	for i, step := range selectionHelp(w.p, &w.r.Invitation) {
		part.Paragraphs = append(part.Paragraphs, strconv.Itoa(i+1)+". "+step.Label+" "+step.Text)
	}
	if n := w.r.Invitation.Series.Rules.Selection.MinDelegation; n > 1 {
		part.Paragraphs = append(part.Paragraphs, w.p.T("staff.protocol.least", "N", n))
	}
	return part
}

// floors are how many of each role were wished for, and how many places each meeting has.
func (w protocolWriter) floors() (SheetPart, bool) {
	p := w.p
	t := SheetTable{Columns: []SheetColumn{{Label: p.T("staff.protocol.column.role"), Width: 3}, {Label: p.T("staff.protocol.column.floor"), Number: true, Width: 1}}}
	for _, role := range w.r.Invitation.Roles {
		if role.Floor > 0 && !role.Retired {
			t.Rows = append(t.Rows, []string{p.Text(role.Name), p.Number(role.Floor)})
		}
	}
	return SheetPart{Title: p.T("staff.protocol.floors"), Sub: true, Table: &t}, len(t.Rows) > 0
}

// draw is how one draw was done: what was frozen, what decided the lots, what was decided by hand, and what was proposed.
func (w protocolWriter) draw(d *dialogue.ProtocolDraw) []SheetPart {
	p, s := w.p, d.Selection
	by := func(who dialogue.ID, key string) string { return p.T(key, "Who", w.staff(who)) }
	head := SheetPart{Title: p.T("staff.protocol.draw", "N", s.Number)}
	add := func(term, text string, sum bool) {
		if text != "" {
			head.Facts = append(head.Facts, SheetFact{Term: term, Text: text, Sum: sum})
		}
	}
	if s.Number > 1 {
		reason := s.Reason
		if reason == "" {
			reason = p.T("staff.protocol.left-out")
		}
		add(p.T("staff.protocol.redraw"), reason, false)
	}
	add(p.T("staff.protocol.frozen"), p.DateTime(s.FrozenAt)+", "+by(s.FrozenBy, "staff.protocol.by"), false)
	add(p.T("staff.protocol.source"), s.ValueSource, false)
	if s.PublicValue != "" {
		add(p.T("staff.protocol.value"), s.PublicValue, false)
		add(p.T("staff.protocol.value-at"), p.DateTime(s.ValueAt)+", "+by(s.ValueBy, "staff.protocol.by"), false)
	}
	add(p.T("staff.protocol.sum.roster"), hexOf(s.RosterHash), true)
	add(p.T("staff.protocol.sum.rules"), hexOf(s.RulesHash), true)
	add(p.T("staff.protocol.sum.seed"), hexOf(d.Seed), true)
	add(p.T("staff.protocol.method"), strconv.Itoa(s.Method), false)
	parts := []SheetPart{head}
	if len(d.Proposals) > 0 {
		parts = append(parts, w.proposals(d))
	}
	if len(d.Locks) > 0 {
		parts = append(parts, w.locks(d))
	}
	return parts
}

func (w protocolWriter) proposals(d *dialogue.ProtocolDraw) SheetPart {
	p := w.p
	t := SheetTable{Columns: []SheetColumn{{Label: p.T("staff.protocol.column.number"), Width: 2}, {Label: p.T("staff.protocol.column.made"), Width: 5},
		{Label: p.T("staff.protocol.column.approved"), Width: 5}, {Label: p.T("staff.protocol.column.sum"), Width: 8}}}
	for _, one := range d.Proposals {
		made := p.DateTime(one.MadeAt) + ", " + w.staff(one.MadeBy)
		if one.Note != "" {
			made += ". " + one.Note
		}
		approved := p.T("staff.protocol.no")
		if !one.ApprovedAt.IsZero() {
			approved = p.DateTime(one.ApprovedAt) + ", " + w.staff(one.ApprovedBy)
		}
		t.Rows = append(t.Rows, []string{strconv.Itoa(one.Number), made, approved, hexOf(one.ResultHash)})
	}
	return SheetPart{Title: p.T("staff.protocol.proposals"), Sub: true, Table: &t}
}

func (w protocolWriter) locks(d *dialogue.ProtocolDraw) SheetPart {
	p := w.p
	t := SheetTable{Columns: []SheetColumn{{Label: p.T("staff.protocol.column.who"), Width: 4}, {Label: p.T("staff.protocol.column.decided"), Width: 4},
		{Label: p.T("staff.protocol.column.reason"), Width: 6}, {Label: p.T("staff.protocol.column.by"), Width: 5}}}
	for _, l := range d.Locks {
		who := d.Units[l.Registration]
		if !l.Delegate.IsZero() {
			who += ", " + w.delegate(d, l)
		}
		by := p.DateTime(l.MadeAt)
		if !l.Withdrawal {
			by += ", " + w.staff(l.MadeBy)
		}
		reason := w.lockReason(l, l.Reason)
		if !l.LiftedAt.IsZero() {
			by += ". " + p.T("staff.protocol.lifted", "When", p.DateTime(l.LiftedAt))
			if !l.LiftedBy.IsZero() {
				by += ", " + w.staff(l.LiftedBy)
			}
			if l.LiftedReason != "" {
				reason += " " + p.T("staff.protocol.lifted-reason", "Reason", l.LiftedReason)
			}
		}
		t.Rows = append(t.Rows, []string{who, lockWord(p, &w.r.Invitation, l), reason, by})
	}
	return SheetPart{Title: p.T("staff.protocol.locks"), Sub: true, Paragraphs: []string{p.T("staff.protocol.locks.about")}, Table: &t}
}

// lockReason is what staff wrote, or why it does not stand here.
func (w protocolWriter) lockReason(l dialogue.SelectionLock, reason string) string {
	switch {
	case reason != "":
		return reason
	case l.Withdrawal:
		return ""
	case w.r.Names:
		return w.p.T("staff.protocol.erased")
	}
	return w.p.T("staff.protocol.left-out")
}

// delegate is one of a delegation, by name or as one of them.
func (w protocolWriter) delegate(d *dialogue.ProtocolDraw, l dialogue.SelectionLock) string {
	if w.r.Names && d.View != nil {
		for _, u := range d.View.Units {
			for _, one := range u.Persons {
				if one.Delegate.ID == l.Delegate && one.Delegate.Name != "" {
					return one.Delegate.Name
				}
			}
		}
	}
	return w.p.T("staff.protocol.one-of-them")
}

// figures are what the proposal gives against what applied.
func (w protocolWriter) figures(v dialogue.SelectionView) []SheetPart {
	p := w.p
	s := selectionCharts{p: p, inv: &w.r.Invitation, f: v.Figures, proposed: true}
	columns := func(first string, more ...string) []SheetColumn {
		all := []SheetColumn{{Label: first, Width: 4}}
		for _, label := range append([]string{p.T("staff.selection.applied"), p.T("staff.selection.placed")}, more...) {
			all = append(all, SheetColumn{Label: label, Number: true, Width: 2})
		}
		return all
	}
	parts := []SheetPart{{Title: p.T("staff.protocol.figures")}}
	meetings := SheetTable{Columns: columns(p.T("staff.work.column.meeting"), p.T("staff.protocol.column.places"))}
	for _, row := range v.Figures.Meetings {
		places := ""
		if row.Places > 0 {
			places = p.Number(row.Places)
		}
		meetings.Rows = append(meetings.Rows, []string{s.meetingName(row), p.Number(row.AppliedPeople), p.Number(row.PlacedPeople), places})
	}
	parts = append(parts, SheetPart{Title: p.T("staff.selection.figure.meetings"), Sub: true, Paragraphs: []string{p.T("staff.selection.figure.meetings.about")}, Table: &meetings})
	counties := SheetTable{Columns: columns(p.T("staff.protocol.column.county"))}
	for _, row := range v.Figures.Counties {
		counties.Rows = append(counties.Rows, []string{row.Label, p.Number(row.AppliedUnits), p.Number(row.PlacedUnits)})
	}
	if len(counties.Rows) > 1 {
		parts = append(parts, SheetPart{Title: p.T("staff.protocol.figure.counties"), Sub: true, Table: &counties})
	}
	roles := SheetTable{Columns: columns(p.T("staff.protocol.column.role"))}
	for _, row := range v.Figures.Roles {
		label := row.Label
		if text := p.Text(row.Role); text != "" {
			label = text
		}
		roles.Rows = append(roles.Rows, []string{label, p.Number(row.AppliedPeople), p.Number(row.PlacedPeople)})
	}
	if len(roles.Rows) > 0 {
		parts = append(parts, SheetPart{Title: p.T("staff.protocol.figure.roles"), Sub: true, Table: &roles})
	}
	levels := SheetTable{Columns: []SheetColumn{{Label: p.T("staff.selection.level.column"), Width: 6}, {Label: p.T("staff.selection.level.value"), Number: true, Width: 2}, {Label: p.T("staff.selection.level.state"), Width: 4}}}
	for _, row := range levelRows(p, v.Levels) {
		levels.Rows = append(levels.Rows, []string{row.name, row.value, row.word})
	}
	if len(levels.Rows) > 0 {
		parts = append(parts, SheetPart{Title: p.T("staff.selection.level.title"), Sub: true, Paragraphs: []string{p.T("staff.selection.level.about")}, Table: &levels})
	}
	return parts
}

// result is what came of it, unit by unit, in the order of the lots.
func (w protocolWriter) result(v dialogue.SelectionView) SheetPart {
	p, inv := w.p, &w.r.Invitation
	t := SheetTable{Columns: []SheetColumn{{Label: p.T("staff.protocol.column.lot"), Number: true, Width: 2}, {Label: p.T("staff.protocol.column.who"), Width: 7},
		{Label: p.T("staff.protocol.column.result"), Width: 6}, {Label: p.T("staff.protocol.column.why"), Width: 11}}}
	for _, u := range dialogue.ByLot(v.Units) {
		_, outcome := outcomeWord(p, u.Outcome)
		if u.Outcome == dialogue.SeatPlaced {
			outcome = p.T("staff.protocol.places", "Places", u.Places(), "All", len(u.Persons), "Meeting", meetingShortOf(p, inv, u.Meeting))
		}
		t.Rows = append(t.Rows, []string{p.Number(u.Lot), w.unit(u), outcome, selectionReason(p, inv, u.Outcome, u.Reason)})
	}
	return SheetPart{Title: p.T("staff.protocol.result"), Paragraphs: []string{p.T("staff.protocol.result.about")}, Table: &t}
}

// unit is who applied; with names also who of them have places.
func (w protocolWriter) unit(u dialogue.SelectedUnit) string {
	name := u.Registration.Unit.Name
	if !w.r.Names || u.Registration.Unit.Kind == dialogue.Person {
		return name
	}
	var placed []string
	for _, one := range u.Persons {
		if one.Outcome == dialogue.SeatPlaced && one.Delegate.Name != "" {
			placed = append(placed, one.Delegate.Name)
		}
	}
	if len(placed) == 0 {
		return name
	}
	return name + ": " + strings.Join(placed, ", ")
}

// check is how anybody can do the draw again.
func (w protocolWriter) check() SheetPart {
	return SheetPart{Title: w.p.T("staff.protocol.check"), Paragraphs: []string{w.p.T("staff.protocol.check.lots"), w.p.T("staff.protocol.check.files")}}
}

// staff is who did something, by name or by number.
func (w protocolWriter) staff(id dialogue.ID) string {
	if n := w.r.StaffNo[id]; n > 0 {
		return w.p.T("staff.protocol.staff", "N", n)
	}
	return staffName(Frame{L: w.p}, w.r.Staff, id)
}
