package selection

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
)

// ReadResult reads back what WriteAssignment and WriteReport wrote of a case and its seed. What the files do not say is worked out
// again: each unit's lot, the rank of its meeting, and its own level and reason, which are those of the person its first place went
// to, or, without a place, of its first person that no lock decided.
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
	people := 0
	for i, u := range c.Units {
		out := UnitOutcome{Unit: u.ID, State: Waiting, Lot: lots[i], Level: LevelAvailable, Reason: Certificate{Kind: ByAvailable, Lot: lots[i]}}
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
		if said, found := speaksForUnit(mine, out.State); found {
			out.Level, out.Reason = said.Level, said.Reason
			if out.State == Waiting {
				out.State = said.State
			}
		}
		r.Units = append(r.Units, out)
	}
	if people != len(r.Outcomes) {
		return Result{}, errors.New("assignment: a person is not of the case")
	}
	return r, nil
}

// speaksForUnit is the outcome whose reason is the unit's own.
func speaksForUnit(mine []Outcome, state State) (Outcome, bool) {
	var first *Outcome
	for i, o := range mine {
		if state == Placed && o.State != Placed {
			continue
		}
		further := state == Placed && o.Reason.Kind == ByFewerPlaces || state != Placed && o.State == NotSelected
		if !further {
			return o, true
		}
		if first == nil {
			first = &mine[i]
		}
	}
	if first == nil {
		return Outcome{}, false
	}
	return *first, true
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
