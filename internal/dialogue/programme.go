package dialogue

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// Hours are two clocks of one day, as said in a sentence: «10.20–10.30». Without To it is one clock.
type Hours struct{ From, To time.Time }

// At is the clock at which the row begins at a meeting that starts then.
func (r ProgrammeRow) At(start time.Time) Hours {
	h := Hours{From: start.Add(time.Duration(r.Starts) * time.Minute)}
	if r.Minutes > 0 {
		h.To = h.From.Add(time.Duration(r.Minutes) * time.Minute)
	}
	return h
}

// Short is what names the row in a list of slips: the first line of its content, without marks.
func (r ProgrammeRow) Short() Text {
	return Text{NB: firstLine(r.Content.NB), NN: firstLine(r.Content.NN), EN: firstLine(r.Content.EN)}
}

// programmeName is how many characters of a row's content name it.
const programmeName = 60

func firstLine(s string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(s), "\n")
	line = strings.Trim(line, "*_#->. \t\r")
	if letters := []rune(line); len(letters) > programmeName {
		return strings.TrimSpace(string(letters[:programmeName-1])) + "…"
	}
	return line
}

// HasOwnProgramme reports whether the meeting's programme is its own, and not the series'.
func (inv *Invitation) HasOwnProgramme(meeting ID) bool {
	return slices.ContainsFunc(inv.Programme, func(r ProgrammeRow) bool { return r.Meeting == meeting })
}

// oddProgramme finds gaps and overlaps: in the series' programme once, by the clock of its first meeting, and in each programme that a meeting
// has of its own; and where a programme and its meeting begin or end apart, meetings with the same hours together.
func oddProgramme(found *findings, inv *Invitation) {
	common := inv.ProgrammeOf(ID{})
	start := Date{Year: 2000, Month: time.January, Day: 3}.At(9, 0) // as the editor shows it while no meeting has a date
	var follow []Meeting
	for _, m := range inv.planned() {
		switch {
		case inv.HasOwnProgramme(m.ID):
			p := programmeCheck{found: found, rows: inv.ProgrammeOf(m.ID), start: m.StartsAt, meeting: &m, name: inv.MeetingName(m)}
			if m.StartsAt.IsZero() {
				p.start = start
			}
			p.inside()
			p.ends(inv, []Meeting{m})
		case !m.StartsAt.IsZero():
			follow = append(follow, m)
		}
	}
	if len(follow) > 0 {
		start = follow[0].StartsAt
	}
	programmeCheck{found: found, rows: common, start: start}.inside()
	for _, alike := range sameHours(follow) {
		programmeCheck{found: found, rows: common, start: alike[0].StartsAt}.ends(inv, alike)
	}
	for _, m := range inv.planned() {
		oddSpeaking(found, inv, m)
	}
}

// sameHours puts together the meetings that begin at the same clock and last equally long.
func sameHours(meetings []Meeting) [][]Meeting {
	var groups [][]Meeting
next:
	for _, m := range meetings {
		for i, g := range groups {
			a, b := g[0].StartsAt.In(Oslo), m.StartsAt.In(Oslo)
			if a.Hour() == b.Hour() && a.Minute() == b.Minute() && g[0].EndsAt.Sub(g[0].StartsAt) == m.EndsAt.Sub(m.StartsAt) {
				groups[i] = append(g, m)
				continue next
			}
		}
		groups = append(groups, []Meeting{m})
	}
	return groups
}

// programmeCheck looks through one programme, by the clock of a meeting's start.
type programmeCheck struct {
	found   *findings
	rows    []ProgrammeRow
	start   time.Time
	meeting *Meeting // nil: the series'
	name    Text
}

func (p programmeCheck) add(key string, args ...any) {
	f := p.found.add(InProgramme, key, args...)
	if p.meeting != nil {
		f.Meeting = p.meeting.ID
	}
}

// inProgramme is add for what is told of a meeting's own programme by the meeting's name, and of the series' without.
func (p programmeCheck) inProgramme(key, keyOf string, args ...any) {
	if p.meeting != nil {
		key, args = keyOf, append([]any{"Meeting", p.name}, args...)
	}
	p.add(key, args...)
}

func (p programmeCheck) at(minutes int) time.Time {
	return p.start.Add(time.Duration(minutes) * time.Minute)
}

// byStart are the rows as they follow each other. One without an end lasts until the next.
func (p programmeCheck) byStart() []ProgrammeRow {
	rows := slices.SortedStableFunc(slices.Values(p.rows), func(a, b ProgrammeRow) int { return cmp.Compare(a.Starts, b.Starts) })
	for i := range len(rows) - 1 {
		if rows[i].Minutes == 0 {
			rows[i].Minutes = rows[i+1].Starts - rows[i].Starts
		}
	}
	return rows
}

// inside names the rows between which there is nothing, and those that are at the same time. The night between two days is no gap.
func (p programmeCheck) inside() {
	rows := p.byStart()
	if len(rows) == 0 {
		return
	}
	last := rows[0] // the row that lasts longest of those before
	for i, r := range rows[1:] {
		end := last.Starts + last.Minutes
		switch {
		case r.Starts > end && DateOf(p.at(end)) == DateOf(p.at(r.Starts)):
			p.inProgramme("staff.odd.programme-gap", "staff.odd.programme-gap-of", "Hours", Hours{p.at(end), p.at(r.Starts)}, "First", last.Short(), "Second", r.Short())
		case r.Starts < end || r.Starts == rows[i].Starts:
			until := min(end, r.Starts+r.Minutes)
			h := Hours{From: p.at(r.Starts)}
			if until > r.Starts {
				h.To = p.at(until)
			}
			p.inProgramme("staff.odd.programme-overlap", "staff.odd.programme-overlap-of", "Hours", h, "First", last.Short(), "Second", r.Short())
		}
		if r.Starts+r.Minutes > end {
			last = r
		}
	}
}

// ends compares where the programme begins and ends with its meetings, which have the same hours.
func (p programmeCheck) ends(inv *Invitation, meetings []Meeting) {
	rows := p.byStart()
	if len(rows) == 0 || meetings[0].StartsAt.IsZero() {
		return
	}
	var names []Text
	for _, m := range meetings {
		names = append(names, inv.MeetingName(m))
	}
	tell := func(key string, programme int, meeting time.Time) {
		p.add(key, "Programme", Hours{From: p.at(programme)}, "Time", Hours{From: meeting}, "Meetings", names)
	}
	if first := rows[0]; first.Starts > 0 {
		tell("staff.odd.programme-begins", first.Starts, meetings[0].StartsAt)
	}
	end := 0
	for _, r := range rows {
		end = max(end, r.Starts+r.Minutes)
	}
	length := int(meetings[0].EndsAt.Sub(meetings[0].StartsAt) / time.Minute)
	switch {
	case meetings[0].EndsAt.IsZero() || rows[len(rows)-1].Minutes == 0:
	case end > length:
		tell("staff.odd.programme-longer", end, meetings[0].EndsAt)
	case end < length:
		tell("staff.odd.programme-shorter", end, meetings[0].EndsAt)
	}
}
