package app

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/norway"
	"dialogmote/internal/selection"
)

// caseOf is what a draw freezes: those who apply and the rules, by ids. Roles are their ids too: names change, and say more than a
// frozen roster may hold.
func caseOf(inv *dialogue.Invitation, roster []dialogue.RosterUnit, meetings []dialogue.ID) selection.Case {
	rules := inv.Series.Rules
	c := selection.Case{Rules: selection.Rules{
		Where: selection.Where(rules.Selection.Where), Extra: selection.Extra(rules.Selection.Extra),
		MaxDelegates: rules.MaxDelegates + rules.OverCap, MinDelegation: rules.Selection.MinDelegation,
	}}
	outside := false
	for _, role := range inv.Roles {
		if role.Health || role.OutsideCap {
			c.Rules.UserRoles = append(c.Rules.UserRoles, role.ID.String())
		}
		outside = outside || role.OutsideCap
	}
	if outside { // they count apart from the delegation, so there may be more of a unit in all
		c.Rules.MaxDelegates += rules.OutsideMax
	}
	people := 0
	for _, u := range roster {
		unit := selection.Unit{ID: u.Registration.String(), Kind: string(u.Kind), County: u.County, IfNotAll: selection.Answer(u.IfNotAll)}
		for _, m := range u.Ranking {
			unit.Ranking = append(unit.Ranking, m.String())
		}
		for _, d := range u.Delegates {
			unit.Persons = append(unit.Persons, selection.Person{ID: d.ID.String(), Role: d.Role.String()})
		}
		people += len(unit.Persons)
		c.Units = append(c.Units, unit)
	}
	for _, id := range meetings {
		m := inv.Meeting(id)
		meeting := selection.Meeting{ID: id.String(), Capacity: m.Places()}
		if m.Capacity == 0 { // no limit: room for all
			meeting.Capacity = people
		}
		for _, role := range inv.Roles {
			if role.Floor > 0 && !role.Retired {
				meeting.Floors = append(meeting.Floors, selection.Floor{Role: role.ID.String(), Number: role.Floor})
			}
		}
		c.Meetings = append(c.Meetings, meeting)
	}
	return c
}

// rosterOf is everybody who applies, as they would be frozen with places at the meetings.
func rosterOf(inv *dialogue.Invitation, all []dialogue.Registration, meetings []dialogue.ID, on dialogue.Date) []dialogue.RosterUnit {
	var roster []dialogue.RosterUnit
	for _, r := range all {
		if inv.Applies(r) {
			roster = append(roster, dialogue.RosterOf(r, meetings, countyOfRegistration(r, on)))
		}
	}
	return roster
}

// countyOfRegistration is the number of the county that a registration counts for: its unit's, that of the municipality where a person
// or an organisation belongs, or the one that all municipalities of a joint unit are in. "" when there is none.
func countyOfRegistration(r dialogue.Registration, on dialogue.Date) string {
	if r.Unit.County != "" {
		return r.Unit.County
	}
	members := r.Unit.Members
	if r.Municipality != "" {
		members = []string{r.Municipality}
	}
	county := ""
	for i, number := range members {
		m, ok := norway.ByNumber(number, on)
		if !ok || i > 0 && m.County != county {
			return ""
		}
		county = m.County
	}
	return county
}

// frozenRoster is what a draw froze, in the domain's words.
func frozenRoster(c selection.Case) ([]dialogue.RosterUnit, error) {
	roster := make([]dialogue.RosterUnit, 0, len(c.Units))
	var wrong error
	id := func(s string) dialogue.ID {
		parsed, err := rosterID(s)
		wrong = errors.Join(wrong, err)
		return parsed
	}
	for _, u := range c.Units {
		unit := dialogue.RosterUnit{Registration: id(u.ID), Kind: dialogue.UnitKind(u.Kind), County: u.County, IfNotAll: dialogue.IfNotAll(u.IfNotAll)}
		for _, m := range u.Ranking {
			unit.Ranking = append(unit.Ranking, id(m))
		}
		for _, p := range u.Persons {
			unit.Delegates = append(unit.Delegates, dialogue.RosterDelegate{ID: id(p.ID), Role: id(p.Role)})
		}
		roster = append(roster, unit)
	}
	return roster, wrong
}

// rosterID reads an id of a frozen file; "" is none.
func rosterID(s string) (dialogue.ID, error) {
	if s == "" {
		return dialogue.ID{}, nil
	}
	id, err := dialogue.ParseID(s)
	if err != nil {
		return id, fmt.Errorf("a frozen file has %q for an id", s)
	}
	return id, nil
}

// lockOf is a lock as the mechanism knows it. The files hold the lock's id where its reason would be: a reason may name somebody, and is
// erased with the personal data, while the files stay as they were hashed.
func lockOf(l dialogue.SelectionLock) selection.Lock {
	return selection.Lock{Unit: l.Registration.String(), Person: l.Delegate.String(), Kind: selection.LockKind(l.Kind), Meeting: l.Meeting.String(), Reason: l.ID.String()}
}

// opened is a draw, or one of its proposals, ready to be worked with.
type opened struct {
	proposal dialogue.SelectionProposal // zero: the draw as it was frozen
	c        selection.Case             // with the proposal's locks
	seed     selection.Seed             // once the public value is entered
	result   selection.Result           // of the proposal
}

// openDraw reads a draw's files, with the rules as it froze them or with a proposal's locks.
func openDraw(d dialogue.Selection, rules string) (opened, error) {
	c, err := selection.ReadCase(strings.NewReader(d.Meetings), strings.NewReader(d.Units), strings.NewReader(d.Persons), strings.NewReader(rules))
	o := opened{c: c}
	if err == nil && d.PublicValue != "" {
		o.seed = selection.SeedOf(c, d.PublicValue)
	}
	return o, err
}

// openProposal reads a proposal as it was stored.
func openProposal(d dialogue.Selection, p dialogue.SelectionProposal) (opened, error) {
	o, err := openDraw(d, p.Locks)
	if err != nil {
		return o, err
	}
	o.proposal = p
	o.result, err = selection.ReadResult(o.c, o.seed, strings.NewReader(p.Assignment), strings.NewReader(p.Report))
	return o, err
}

// solve is what comes of a draw with the locks: from nothing, or near a proposal of the same draw. A draw of an
// older method is not solved: its lots would be others.
func solve(d dialogue.Selection, locks []dialogue.SelectionLock, before *dialogue.SelectionProposal) (opened, error) {
	if d.Method != selection.Method {
		return opened{}, dialogue.Problems{"": {Key: "problem.selection-method"}}
	}
	o, err := openDraw(d, d.Rules)
	if err != nil {
		return o, err
	}
	for _, l := range locks {
		o.c.Rules.Locks = append(o.c.Rules.Locks, lockOf(l))
	}
	if before == nil {
		o.result, err = selection.Solve(o.c, o.seed)
	} else {
		var was opened
		if was, err = openProposal(d, *before); err != nil {
			return o, err
		}
		o.proposal.Before = before.ID
		o.result, err = selection.SolveAgain(o.c, o.seed, was.result)
	}
	if err != nil {
		return o, err
	}
	return o, o.write()
}

// write makes the proposal's files. The report tells no time: what is solved again must give the same.
func (o *opened) write() error {
	var locks, assignment, report bytes.Buffer
	if err := errors.Join(selection.WriteRules(&locks, o.c), selection.WriteAssignment(&assignment, o.result),
		selection.WriteReport(&report, o.c, o.result, 0)); err != nil {
		return err
	}
	hash := o.result.Hash()
	o.proposal.Locks, o.proposal.Assignment, o.proposal.Report, o.proposal.ResultHash = locks.String(), assignment.String(), report.String(), hash[:]
	return nil
}
