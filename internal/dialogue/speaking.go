package dialogue

import (
	"bytes"
	"slices"
	"time"
)

// Lot is what is drawn for an id: who has the lowest comes first. It follows from a seed, so anybody can draw it again.
type Lot func(ID) [32]byte

// SpeakingTurn is a delegation that has a place at a meeting and so the word there. Single persons have none.
type SpeakingTurn struct {
	Meeting      ID
	Registration ID
	Unit         Unit
	Slotted      bool // it was there when the order was settled, or moved since; those who were not come last
	ReceivedAt   time.Time
}

// SpeakingRow is the row of a meeting's programme in which the delegations have the word, or nil.
func (inv *Invitation) SpeakingRow(meeting ID) *ProgrammeRow {
	for _, r := range inv.ProgrammeOf(meeting) {
		if r.Speaking > 0 {
			return &r
		}
	}
	return nil
}

// TurnsAt are those who have the word at a meeting, in their order; none as long as it is not settled.
func (inv *Invitation) TurnsAt(meeting ID) []SpeakingTurn {
	var turns []SpeakingTurn
	for _, t := range inv.Speaking {
		if t.Meeting == meeting {
			turns = append(turns, t)
		}
	}
	return turns
}

// TurnHours is when the nth of a meeting's delegations, from 0, has the word. Zero when the programme has no row for it or the meeting no date.
func (inv *Invitation) TurnHours(m Meeting, n int) Hours {
	row := inv.SpeakingRow(m.ID)
	if row == nil || m.StartsAt.IsZero() {
		return Hours{}
	}
	return ProgrammeRow{Starts: row.Starts + n*row.Speaking, Minutes: row.Speaking}.At(m.StartsAt)
}

// TurnOf is when a registration has the word at a meeting. Zero when that is not settled.
func (inv *Invitation) TurnOf(m Meeting, registration ID) Hours {
	for n, t := range inv.TurnsAt(m.ID) {
		if t.Registration == registration {
			return inv.TurnHours(m, n)
		}
	}
	return Hours{}
}

// SpeakingSum is how long a number of slots last, and how long their row is. Row is 0 when it has no end.
type SpeakingSum struct{ N, Each, Total, Row int }

// TooLong reports whether the slots do not fit in their row.
func (s SpeakingSum) TooLong() bool { return s.Row > 0 && s.Total > s.Row }

// SpeakingSum adds up n slots of a meeting. Zero without a row for them.
func (inv *Invitation) SpeakingSum(meeting ID, n int) SpeakingSum {
	row := inv.SpeakingRow(meeting)
	if row == nil {
		return SpeakingSum{}
	}
	return SpeakingSum{N: n, Each: row.Speaking, Total: n * row.Speaking, Row: row.Minutes}
}

// oddSpeaking finds a row that has no room for everybody: those who are settled, else the municipalities of the meeting's region.
func oddSpeaking(found *findings, inv *Invitation, m Meeting) {
	n := len(inv.TurnsAt(m.ID))
	if region := inv.Region(m.Region); n == 0 && region != nil {
		n = len(region.Units)
	}
	if sum := inv.SpeakingSum(m.ID, n); sum.TooLong() {
		f := found.add(InProgramme, "staff.odd.programme-speaking", "Meeting", inv.MeetingName(m),
			"N", sum.N, "Each", sum.Each, "Total", sum.Total, "Row", sum.Row)
		if inv.HasOwnProgramme(m.ID) {
			f.Meeting = m.ID
		}
	}
}

// CheckProgramme finds what a programme cannot be stored with: two rows in which the delegations have the word. field names the place of row i.
func CheckProgramme(rows []ProgrammeRow, field func(i int) string) Problems {
	problems := Problems{}
	one := false
	for i, r := range rows {
		if r.Speaking > 0 && one {
			problems.Add(field(i), "problem.speaking-twice")
		}
		one = one || r.Speaking > 0
	}
	return problems
}

// DrawSpeaking is the order that the lots give.
func DrawSpeaking(turns []SpeakingTurn, lot Lot) []SpeakingTurn {
	return slices.SortedStableFunc(slices.Values(turns), func(a, b SpeakingTurn) int {
		x, y := lot(a.Registration), lot(b.Registration)
		return bytes.Compare(x[:], y[:])
	})
}

// MoveSpeaking moves one delegation a step up, or down. false when it is not there, or at the end already.
func MoveSpeaking(turns []SpeakingTurn, registration ID, up bool) ([]SpeakingTurn, bool) {
	moved := slices.Clone(turns)
	i := slices.IndexFunc(moved, func(t SpeakingTurn) bool { return t.Registration == registration })
	j := i + 1
	if up {
		j = i - 1
	}
	if i < 0 || j < 0 || j >= len(moved) {
		return turns, false
	}
	moved[i], moved[j] = moved[j], moved[i]
	return moved, true
}

// SpeakingOrder is how the order of a meeting came to be.
type SpeakingOrder struct {
	Meeting   ID
	Seed      string // of the draw; "": by name
	ByHand    bool   // somebody was moved afterwards
	SettledAt time.Time
	Version   int // 0: it is not settled
}
