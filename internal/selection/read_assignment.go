package selection

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
)

// ReadResult reads back what WriteAssignment and WriteReport wrote of a case and its seed. What the files do not say is worked out
// again: each unit's lot, the rank of its meeting, and its own level and reason, which stand at one of its people.
func ReadResult(c Case, seed Seed, assignment, report io.Reader) (Result, error) {
	var r Result
	var err error
	if r.Outcomes, err = readAssignment(assignment); err != nil {
		return Result{}, err
	}
	if err := readReport(report, &r); err != nil {
		return Result{}, err
	}
	of := make(map[string]Outcome, len(r.Outcomes))
	for _, o := range r.Outcomes {
		of[o.Person] = o
	}
	c = c.canonical()
	ids := make([]string, len(c.Units))
	for i, u := range c.Units {
		ids[i] = u.ID
	}
	lots := make([]int, len(ids))
	for lot, i := range lotOrder(seed, ids) {
		lots[i] = lot + 1
	}
	lockedOut := map[string]bool{}
	for _, l := range c.Rules.Locks {
		if l.Kind == Out && l.Person == "" {
			lockedOut[l.Unit] = true
		}
	}
	people := 0
	for i, u := range c.Units {
		out := UnitOutcome{Unit: u.ID, State: Waiting, Lot: lots[i], Level: LevelAvailable, Reason: Certificate{Kind: ByAvailable}}
		if lockedOut[u.ID] {
			out.State = NotSelected
		}
		var mine []Outcome
		for _, p := range u.Persons {
			o, found := of[p.ID]
			if !found || o.Unit != u.ID {
				return Result{}, fmt.Errorf("assignment: person %q of unit %q is missing", p.ID, u.ID)
			}
			mine = append(mine, o)
			if o.State == Placed {
				out.State, out.Meeting = Placed, o.Meeting
				out.Places++
			}
		}
		people += len(mine)
		out.Rank = slices.Index(u.Ranking, out.Meeting) + 1
		if said := speaksForUnit(mine, out.State); said != nil {
			out.Level, out.Reason = said.Level, said.Reason
		}
		r.Units = append(r.Units, out)
	}
	if people != len(r.Outcomes) {
		return Result{}, errors.New("assignment: a person is not of the case")
	}
	return r, nil
}

// speaksForUnit is the outcome whose reason is the unit's own: of a placed unit its first place's, else that of a person whom no lock
// on that person decided. Nil for a unit whose people are all locked out one by one, or that has none.
func speaksForUnit(mine []Outcome, state State) *Outcome {
	for i, o := range mine {
		first := o.State == Placed && o.Level != LevelExtra && o.Level != LevelPersons
		if state == Placed && first || state != Placed && o.State == state {
			return &mine[i]
		}
	}
	return nil
}

func readAssignment(r io.Reader) ([]Outcome, error) {
	t, err := readTable("assignment", r, "person_id", "unit_id", "meeting_id", "outcome", "level", "reason")
	if err != nil {
		return nil, err
	}
	outcomes := make([]Outcome, len(t.rows))
	for i := range t.rows {
		o := Outcome{Person: t.cell(i, "person_id"), Unit: t.cell(i, "unit_id"), Meeting: t.cell(i, "meeting_id"),
			State: State(t.cell(i, "outcome")), Level: t.cell(i, "level")}
		if o.State != Placed && o.State != Waiting && o.State != NotSelected {
			return nil, t.row(i, "outcome %q is none of placed, waiting, not_selected", o.State)
		}
		if (o.State == Placed) != (o.Meeting != "") {
			return nil, t.row(i, "%s at meeting %q", o.State, o.Meeting)
		}
		if o.Reason, err = ParseCertificate(t.cell(i, "reason")); err != nil {
			return nil, t.row(i, "%v", err)
		}
		outcomes[i] = o
	}
	return outcomes, nil
}

func readReport(r io.Reader, into *Result) error {
	var report struct {
		Levels     []Level       `json:"levels"`
		Counties   []CountyTotal `json:"counties"`
		Shortfalls []Shortfall   `json:"shortfalls"`
	}
	if err := json.NewDecoder(r).Decode(&report); err != nil {
		return fmt.Errorf("report: %w", err)
	}
	if len(report.Levels) > 0 {
		into.Levels = report.Levels
	}
	if len(report.Counties) > 0 {
		into.Counties = report.Counties
	}
	if len(report.Shortfalls) > 0 {
		into.Shortfalls = report.Shortfalls
	}
	return nil
}
