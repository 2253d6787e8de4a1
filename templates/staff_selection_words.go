package templates

import (
	"encoding/hex"
	"strings"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
)

// outcomeWord is an outcome with its colour.
func outcomeWord(p lang.Printer, s dialogue.SeatState) (Tone, string) {
	switch s {
	case dialogue.SeatPlaced:
		return Good, p.T("staff.selection.outcome.placed")
	case dialogue.SeatNotSelected:
		return Stop, p.T("staff.selection.outcome.not-selected")
	}
	return Wait, p.T("staff.selection.outcome.waiting")
}

// wishWord is «Ønske nr. 2»; rank is a number, as figures carry it.
func wishWord(p lang.Printer, rank string) string {
	if rank == "1" {
		return p.T("staff.selection.wish.first")
	}
	return p.T("staff.selection.wish.rank", "Rank", rank)
}

func meetingShortOf(p lang.Printer, inv *dialogue.Invitation, id dialogue.ID) string {
	if m := inv.Meeting(id); m != nil {
		return MeetingInRegion(p, inv, *m)
	}
	return ""
}

// meetingTown is a meeting in a sentence: its town, else as short as it can be told from the others.
func meetingTown(p lang.Printer, inv *dialogue.Invitation, id dialogue.ID) string {
	m := inv.Meeting(id)
	switch {
	case m == nil:
		return p.T("staff.selection.another-meeting")
	case m.Town != "":
		return m.Town
	}
	return MeetingInRegion(p, inv, *m)
}

// selectionReason says in plain words why somebody has the outcome they have.
func selectionReason(p lang.Printer, inv *dialogue.Invitation, outcome dialogue.SeatState, r dialogue.SelectionReason) string {
	return p.Reason(r, outcome, lang.AboutOne, inv)
}

// personReason is why, for one of a delegation; "" when it is what is said of them all.
func personReason(p lang.Printer, inv *dialogue.Invitation, u dialogue.SelectedUnit, person dialogue.SelectedPerson) string {
	why := selectionReason(p, inv, person.Outcome, person.Reason)
	if why == selectionReason(p, inv, u.Outcome, u.Reason) {
		return ""
	}
	return why
}

// fullUnitName is a unit in a sentence among names of meetings: «Bodø kommune».
func fullUnitName(p lang.Printer, name string, kind dialogue.UnitKind) string {
	if kind != dialogue.Municipality {
		return name
	}
	name, county, found := strings.Cut(name, " (")
	name = p.T("staff.selection.municipality", "Name", name)
	if found {
		name += " (" + county
	}
	return name
}

// lockWord is what staff have decided: «Skal ha plass i Bergen».
func lockWord(p lang.Printer, inv *dialogue.Invitation, l dialogue.SelectionLock) string {
	switch {
	case l.Withdrawal:
		return p.T("staff.selection.lock.withdrawal")
	case l.Kind == dialogue.LockIn:
		return p.T("staff.selection.lock.in")
	case l.Kind == dialogue.LockOut:
		return p.T("staff.selection.lock.out")
	}
	return p.T("staff.selection.lock.at", "Meeting", meetingShortOf(p, inv, l.Meeting))
}

func lockedBy(f Frame, staff map[dialogue.ID]string, l dialogue.SelectionLock) string {
	p := f.L
	by := p.T("staff.selection.by-at", "Who", staffName(f, staff, l.MadeBy), "When", l.MadeAt)
	if l.Withdrawal {
		by = p.DateTime(l.MadeAt)
	}
	if l.LiftedAt.IsZero() {
		return by
	}
	return p.T("staff.selection.lock.lifted", "Made", by, "Who", staffName(f, staff, l.LiftedBy), "When", l.LiftedAt)
}

func (v SelectionView) lockedBy(l dialogue.SelectionLock) string {
	return lockedBy(v.Series.Frame, v.Page.Staff, l)
}

// selectionMove says what one move is: who gets a place, loses it, or goes to another meeting.
func selectionMove(p lang.Printer, inv *dialogue.Invitation, m dialogue.SelectionMove) string {
	was, is := m.Before == dialogue.SeatPlaced, m.After == dialogue.SeatPlaced
	switch {
	case is && !was:
		return p.N("staff.selection.move.gets", m.Places, "Meeting", meetingTown(p, inv, m.Meeting))
	case was && !is:
		return p.T("staff.selection.move.loses", "Meeting", meetingTown(p, inv, m.MeetingBefore))
	case was && m.Meeting != m.MeetingBefore:
		return p.T("staff.selection.move.moves", "From", meetingTown(p, inv, m.MeetingBefore), "To", meetingTown(p, inv, m.Meeting))
	case was && m.Places != m.PlacesBefore:
		return p.T("staff.selection.move.places", "Before", m.PlacesBefore, "After", m.Places)
	case m.After == dialogue.SeatNotSelected:
		return p.T("staff.selection.move.out")
	case !was && m.After == dialogue.SeatWaiting && m.Before == dialogue.SeatNotSelected:
		return p.T("staff.selection.move.waits")
	}
	return p.T("staff.selection.move.same")
}

// movesIn sorts moves into those who lose, get, move, and the rest.
type movesIn struct{ loses, gets, moves, other []dialogue.SelectionMove }

func sortMoves(all []dialogue.SelectionMove) (in movesIn) {
	for _, m := range all {
		was, is := m.Before == dialogue.SeatPlaced, m.After == dialogue.SeatPlaced
		switch {
		case was && !is:
			in.loses = append(in.loses, m)
		case is && !was:
			in.gets = append(in.gets, m)
		case was && m.Meeting != m.MeetingBefore:
			in.moves = append(in.moves, m)
		default:
			in.other = append(in.other, m)
		}
	}
	return in
}

func (in movesIn) all() []dialogue.SelectionMove {
	all := append([]dialogue.SelectionMove{}, in.loses...)
	return append(append(append(all, in.gets...), in.moves...), in.other...)
}

// summary counts them: «2 mister plassen, 1 får plass og 3 flytter.»
func (in movesIn) summary(p lang.Printer) string {
	var parts []string
	for _, c := range []struct {
		key string
		n   int
	}{{"staff.selection.moves.lose", len(in.loses)}, {"staff.selection.moves.get", len(in.gets)}, {"staff.selection.moves.move", len(in.moves)}, {"staff.selection.moves.other", len(in.other)}} {
		if c.n > 0 {
			parts = append(parts, p.N(c.key, c.n))
		}
	}
	if len(parts) == 0 {
		return p.T("staff.selection.moves.none")
	}
	return upperFirst(p.List(parts)) + "."
}

// namedMoves is how many who must wait or move are named in a «what if».
const namedMoves = 3

// whatIf says in sentences what it would take to have somebody at a meeting: who must wait, who must move, and what gets worse.
func whatIf(p lang.Printer, inv *dialogue.Invitation, self dialogue.ID, w dialogue.WhatIf) []string {
	if w.Impossible {
		return []string{p.T("staff.selection.what-if.impossible")}
	}
	var others []dialogue.SelectionMove
	for _, m := range w.Moves {
		if m.Registration != self {
			others = append(others, m)
		}
	}
	in := sortMoves(others)
	var said []string
	if len(in.loses) > 0 {
		said = append(said, p.T("staff.selection.what-if.loses", "Names", names(p, in.loses)))
	}
	if len(in.moves) > 0 {
		said = append(said, p.T("staff.selection.what-if.moves", "Names", names(p, in.moves)))
	}
	fewer := 0
	for _, m := range in.other {
		if m.Places < m.PlacesBefore {
			fewer++
		}
	}
	if fewer > 0 {
		said = append(said, p.N("staff.selection.what-if.fewer", fewer))
	}
	if worse := worseWord(p, w); worse != "" {
		said = append(said, worse)
	}
	if len(said) == 0 {
		return []string{p.T("staff.selection.what-if.free")}
	}
	return said
}

// worseWord is the first criterion that gets worse, from what to what.
func worseWord(p lang.Printer, w dialogue.WhatIf) string {
	before, after := p.Number(w.Before), p.Number(w.After)
	if decidesAfterLot(w.Level) && w.LoserLot > 0 && w.LoserLot < w.Lot {
		return p.T("staff.selection.what-if.lots", "Lot", w.Lot, "Loser", w.LoserLot)
	}
	switch w.Level {
	case "user_short":
		return p.T("staff.selection.what-if.users", "Before", before, "After", after)
	case "role_short":
		return p.T("staff.selection.what-if.roles", "Before", before, "After", after)
	case "counties":
		return p.T("staff.selection.what-if.counties", "Before", before, "After", after)
	case "units":
		return p.T("staff.selection.what-if.units", "Before", before, "After", after)
	case "county_share":
		return p.T("staff.selection.what-if.share")
	case "ranksum":
		return p.T("staff.selection.what-if.wishes")
	case "persons":
		return p.T("staff.selection.what-if.people", "Before", before, "After", after)
	case "extra":
		return p.T("staff.selection.what-if.extra")
	}
	return ""
}

// decidesAfterLot reports whether a level comes after the lot, or none gets worse: the lot is then what stands against it.
func decidesAfterLot(level string) bool {
	switch level {
	case "", "who", "ranksum", "persons", "extra":
		return true
	}
	return false
}

func names(p lang.Printer, moves []dialogue.SelectionMove) string {
	var all []string
	for i, m := range moves {
		if i == namedMoves && len(moves) > namedMoves+1 {
			all = append(all, p.T("staff.selection.what-if.others", "N", len(moves)-namedMoves))
			break
		}
		all = append(all, fullUnitName(p, m.UnitName, m.UnitKind))
	}
	return p.List(all)
}

// helpStep is one step of the text that explains the selection.
type helpStep struct{ Label, Text string }

// selectionHelp is how it is decided, in the order it is decided in, as the series' own rules have it.
func selectionHelp(p lang.Printer, inv *dialogue.Invitation) []helpStep {
	rules := inv.Series.Rules.Selection
	floors := p.T("staff.selection.help.floors")
	where := p.T("staff.selection.help.where.lot")
	if rules.Where == dialogue.WhereBestTotal {
		where = p.T("staff.selection.help.where.total")
	}
	extra := p.T("staff.selection.help.extra.people")
	switch rules.Extra {
	case dialogue.ExtraWishesFirst:
		extra = p.T("staff.selection.help.extra.wishes")
	case dialogue.ExtraOwnAnswer:
		extra = p.T("staff.selection.help.extra.own")
	}
	return []helpStep{
		{p.T("staff.selection.help.floors.title"), floors},
		{p.T("staff.selection.help.counties.title"), p.T("staff.selection.help.counties")},
		{p.T("staff.selection.help.one.title"), p.T("staff.selection.help.one")},
		{p.T("staff.selection.help.lot.title"), p.T("staff.selection.help.lot")},
		{p.T("staff.selection.help.where.title"), where},
		{p.T("staff.selection.help.extra.title"), extra},
		{p.T("staff.selection.help.own.title"), p.T("staff.selection.help.own")},
	}
}

// hexOf is a control sum as people compare it, in groups of eight.
func hexOf(sum []byte) string {
	digits := hex.EncodeToString(sum)
	var groups []string
	for len(digits) > 8 {
		groups, digits = append(groups, digits[:8]), digits[8:]
	}
	return strings.Join(append(groups, digits), " ")
}
