package dialogue

import (
	"slices"
	"time"
)

// PassedOver is why a unit got no letter of a sending.
type PassedOver string

// It has answered already, no address of it works, every address has had the letter, or its meeting takes no answer any more.
const (
	PassedAnswered  PassedOver = "answered"
	PassedNoAddress PassedOver = "no_address"
	PassedHadIt     PassedOver = "had_it"
	PassedClosed    PassedOver = "closed"
)

// MailingUnit is one unit of a sending.
type MailingUnit struct {
	Invitation ID
	Unit       Unit
	Addresses  []UnitAddress // as they are now
	PostedAt   time.Time     // its letters are written, or it was passed over; zero: not yet
	PassedOver PassedOver
	Letters    []Letter // without bodies, those that were sent again among them
}

// MailingTally is how far a sending has come: units, and letters by state. A letter that was sent again counts once, as the newer one.
type MailingTally struct {
	Units, Posted, Passed int // Passed of the posted ones
	Letters               LetterCounts
}

// MailingSummary is one line in the list of a series' sendings.
type MailingSummary struct {
	Mailing Mailing
	Tally   MailingTally
	By      string // who made it; "": by itself
}

// Invitation letters and reminders are each a kind of letter of their own.
func (m Mailing) LetterKind() LetterKind {
	if m.Kind == ReminderMailing {
		return LetterReminder
	}
	return LetterInvitation
}

// Starts is the text that the letters begin with: the sending's own, else the series', else the lead.
func (m Mailing) Starts(s Series) Text {
	own := s.Texts.InvitationLetter
	if m.Kind == ReminderMailing {
		own = s.Texts.ReminderLetter
	}
	for _, t := range []Text{m.Letter, own} {
		if !t.IsEmpty() {
			return t
		}
	}
	if m.Kind == ReminderMailing {
		return Text{} // the letter says enough without
	}
	return s.Texts.Lead
}

// Begun reports whether the sending's time has come: what it says is fixed from then on.
func (m Mailing) Begun(now time.Time) bool {
	switch m.State {
	case MailingDone:
		return true
	case MailingScheduled, MailingPaused:
		return !now.Before(m.SendAt)
	}
	return false
}

// MayChange reports whether staff may still change what the sending says.
func (m Mailing) MayChange(now time.Time) bool {
	return m.State == MailingDraft || (m.State == MailingScheduled || m.State == MailingPaused) && !m.Begun(now)
}

// MayCancel reports whether there is something left to stop.
func (m Mailing) MayCancel() bool {
	return m.State == MailingDraft || m.State == MailingScheduled || m.State == MailingPaused
}

// Rests reports whether the sending waits for office hours: an automatic reminder goes in no others, also when something has held it up.
func (m Mailing) Rests(now time.Time) bool { return m.RuleDays > 0 && !OfficeHours(now) }

// MostPerMinute is the highest limit of letters a minute; above it there might as well be none.
const MostPerMinute = 6000

// AtOnce is how many letters a sending may post in one go, and Next when the next ones may follow: a limit of letters a minute is kept
// by going on six times a minute, or less often when it is low.
func (m Mailing) AtOnce(most int) int {
	if m.PerMinute == 0 {
		return most
	}
	return min(most, max(1, m.PerMinute/6))
}

// Next is when the next letters may be posted, when so many were posted now.
func (m Mailing) Next(now time.Time, posted int) time.Time {
	if m.PerMinute == 0 || posted == 0 {
		return time.Time{}
	}
	return now.Add(time.Minute * time.Duration(posted) / time.Duration(m.PerMinute))
}

// MostAttached is how many bytes the files that go along with a letter may be together: mail servers refuse much larger ones.
const MostAttached = 10 << 20

// Attachable are the documents that may go along with an invitation: files for everybody.
func Attachable(inv *Invitation) []Material {
	return slices.DeleteFunc(slices.Clone(inv.Materials), func(m Material) bool { return m.Audience != ForAll || m.Filename == "" })
}

// CheckAttached tells what is wrong with the documents that are to go along.
func CheckAttached(inv *Invitation, materials []ID) Problems {
	problems := Problems{}
	size := 0
	allowed := Attachable(inv)
	for _, id := range materials {
		i := slices.IndexFunc(allowed, func(m Material) bool { return m.ID == id })
		if i < 0 {
			problems.Add("materials", "problem.mailing-document")
			continue
		}
		size += allowed[i].Size
	}
	if size > MostAttached {
		problems.Add("materials", "problem.mailing-too-large", "Size", (size+1<<20-1)>>20)
	}
	return problems
}

// MailingPage is one sending as its staff see it: while it is written, while it is sent, and afterwards.
type MailingPage struct {
	Invitation Invitation
	Mailing    Mailing
	Units      []MailingUnit // by name
	Forecast   MailingForecast
	By         string  // who made it; "": by itself
	Obstacle   Problem // why it could not be sent now; without a key it can
	OwnAddress string  // where a trial goes
	Now        time.Time
}

// MailingForecast is what the units that have had nothing yet would get now.
type MailingForecast struct {
	Units, Letters int
	Passed         map[PassedOver][]Unit
}

// Letters counts the sending's letters by how they went.
func (p MailingPage) Letters() LetterCounts {
	counts := LetterCounts{}
	for _, u := range p.Units {
		for _, l := range u.Letters {
			counts[l.State]++
		}
	}
	return counts
}

// Posted is how many units have had their letters written or been passed over.
func (p MailingPage) Posted() int {
	n := 0
	for _, u := range p.Units {
		if !u.PostedAt.IsZero() {
			n++
		}
	}
	return n
}

// PassedOver are the units that got nothing, and why.
func (p MailingPage) PassedOver() []MailingUnit {
	return slices.DeleteFunc(slices.Clone(p.Units), func(u MailingUnit) bool { return u.PassedOver == "" })
}

// Failed are the units with a letter that did not get through.
func (p MailingPage) Failed() []MailingUnit {
	return slices.DeleteFunc(slices.Clone(p.Units), func(u MailingUnit) bool {
		return !slices.ContainsFunc(u.Letters, func(l Letter) bool { return l.State == LetterFailed })
	})
}

// Underway reports whether letters are being posted, or wait to be sent, without anybody doing anything.
func (p MailingPage) Underway() bool {
	return p.Mailing.State == MailingScheduled && p.Mailing.Begun(p.Now) || p.Letters()[LetterQueued] > 0
}
