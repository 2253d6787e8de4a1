// Package sample holds canonical values for tests, the gallery and the demo: five invitations, three of them real documents
// said in full, their organisers, staff and registrations. Values only: nothing here stores, sends or reads a clock, ids are
// the same every time, and production code never imports it. Organisations, hotels and towns are as the documents have them;
// every person, telephone number and e-mail address is made up.
package sample

import (
	"cmp"
	"crypto/sha256"
	"slices"
	"time"

	"dialogmote/internal/dialogue"
)

// ID is the id of the value with that name: a UUID (version 8) made from the name, so it is the same in every run.
func ID(name string) dialogue.ID {
	sum := sha256.Sum256([]byte("dialogmote sample " + name))
	var id dialogue.ID
	copy(id[:], sum[:])
	id[6] = id[6]&0x0f | 0x80
	id[8] = id[8]&0x3f | 0x80
	return id
}

// Invitations are the four invitations with fixed dates and the one that is open on the day now, in the order they were
// published.
func Invitations(now dialogue.Date) []dialogue.Invitation {
	return []dialogue.Invitation{Departementet2017(), Innlandet2019(), OsloViken2020(), Vestland(), OpenToday(now)}
}

// keepUntil is the deletion date of the old invitations: far enough ahead for a demo of today to keep their registrations.
var keepUntil = dialogue.Date{Year: 2039, Month: time.December, Day: 31}

func day(year int, month time.Month, d int) dialogue.Date {
	return dialogue.Date{Year: year, Month: month, Day: d}
}

func nb(s string) dialogue.Text      { return dialogue.Text{NB: s} }
func nn(s string) dialogue.Text      { return dialogue.Text{NN: s} }
func both(b, n string) dialogue.Text { return dialogue.Text{NB: b, NN: n} }

// same is a text that is written alike in bokmål and nynorsk.
func same(s string) dialogue.Text { return both(s, s) }

// finish fills in what follows from the rest: series ids, versions and the worked-out deadlines. Meetings come by start, undated
// last, as an Invitation has them.
func finish(inv dialogue.Invitation) dialogue.Invitation {
	s := &inv.Series
	s.Organiser = inv.Organiser.ID
	s.Version = 1
	if s.ClosesAt.IsZero() && !s.Deadline.On.IsZero() {
		s.ClosesAt = s.Deadline.On.EndOfDay()
	}
	for i := range inv.Meetings {
		m := &inv.Meetings[i]
		m.Series = s.ID
		m.Version = 1
		if m.State == "" {
			m.State = dialogue.Planned
		}
		m.ClosesAt = dialogue.MeetingClosesAt(m.Deadline, s.MeetingRule(), m.StartsAt)
	}
	slices.SortStableFunc(inv.Meetings, func(a, b dialogue.Meeting) int {
		if a.StartsAt.IsZero() != b.StartsAt.IsZero() {
			return cmp.Compare(b.StartsAt.Unix(), a.StartsAt.Unix())
		}
		return a.StartsAt.Compare(b.StartsAt)
	})
	for i := range inv.Materials {
		m := &inv.Materials[i]
		if m.Filename != "" {
			m.MediaType = pdfType
			m.Size = len(pdf(m.Title.For(s.Lang), inv.Organiser.Name.For(s.Lang)))
		}
	}
	return inv
}
