package dialogue

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// Need is one thing a delegate can tick: of the food, or to be able to take part. The codes are stored and never change; the catalogue has
// the words.
type Need string

// What can be ticked about food.
const (
	Vegetarian Need = "vegetarian"
	Vegan      Need = "vegan"
	Halal      Need = "halal"
	NoGluten   Need = "no-gluten"
	NoLactose  Need = "no-lactose"
	NoMilk     Need = "no-milk"
	NoEgg      Need = "no-egg"
	NoNuts     Need = "no-nuts"
	NoFish     Need = "no-fish"
)

// What can be ticked to be able to take part.
const (
	Wheelchair      Need = "wheelchair"
	HearingLoop     Need = "hearing-loop"
	SignInterpreter Need = "sign-interpreter"
	TextInterpreter Need = "text-interpreter"
	Companion       Need = "companion"
	AssistanceDog   Need = "assistance-dog"
)

// FoodNeeds are those about food, in the order they are shown.
func FoodNeeds() []Need {
	return []Need{Vegetarian, Vegan, Halal, NoGluten, NoLactose, NoMilk, NoEgg, NoNuts, NoFish}
}

// AccessNeeds are those about taking part, in the order they are shown.
func AccessNeeds() []Need {
	return []Need{Wheelchair, HearingLoop, SignInterpreter, TextInterpreter, Companion, AssistanceDog}
}

// AllNeeds is everything that can be ticked, food first.
func AllNeeds() []Need { return slices.Concat(FoodNeeds(), AccessNeeds()) }

// MaxNeedsText is the most that can be written beside what is ticked, in characters.
const MaxNeedsText = 300

// NeedsDays is how many days after a meeting's last day what was needed there is erased. Invoices and complaints have come by then.
const NeedsDays = 14

// Needs is what one delegate needs. It may tell of health and belief: see docs/decisions/needs.md before it goes anywhere new.
type Needs struct {
	Choices []Need
	Text    string
}

// IsEmpty reports whether nothing is needed, or nothing more than the empty form says.
func (n Needs) IsEmpty() bool { return len(n.Choices) == 0 && n.Text == "" }

// Tidy keeps what can be ticked, in the order it is shown, each once.
func (n Needs) Tidy() Needs {
	tidy := Needs{Text: strings.TrimSpace(n.Text)}
	for _, need := range AllNeeds() {
		if slices.Contains(n.Choices, need) {
			tidy.Choices = append(tidy.Choices, need)
		}
	}
	return tidy
}

// CheckNeeds finds what is wrong with what a form says. Nothing is stored without a yes; an empty form needs none, for it erases.
func CheckNeeds(n Needs, consent bool) Problems {
	problems := Problems{}
	if utf8.RuneCountInString(n.Text) > MaxNeedsText {
		problems.Add("text", "problem.too-long", "Max", MaxNeedsText)
	}
	if !n.IsEmpty() && !consent {
		problems.Add("consent", "problem.needs-consent")
	}
	return problems
}

// NeedsAsked are the meetings for which a delegate is asked: in a room, ahead, and with a place there. Who waits is not asked, for what is
// not of use is not stored.
func (inv *Invitation) NeedsAsked(r Registration, d Delegate, now time.Time) []Meeting {
	var asked []Meeting
	if r.State != Active || !r.ErasedAt.IsZero() {
		return nil
	}
	for _, s := range d.Seats {
		if m := inv.Meeting(s.Meeting); m != nil && s.State == SeatPlaced && !m.Digital && m.State == Planned && !m.Started(now) {
			asked = append(asked, *m)
		}
	}
	return asked
}

// NeedsErasedOn is the day that what is needed at a meeting is erased; zero while it has no date.
func (m Meeting) NeedsErasedOn() Date {
	last := m.EndsAt
	if last.IsZero() {
		last = m.StartsAt
	}
	if last.IsZero() {
		return Date{}
	}
	return DateOf(last).AddDays(NeedsDays)
}

// NeedsOf is what is stored of one delegate's needs, for whoever may see it.
type NeedsOf struct {
	Delegate Delegate
	Unit     Unit
	Meetings []Meeting // that it is asked for now; none: nothing new can be written
	Stored   bool
	BySelf   bool // the delegate wrote it: the contact is not shown what
	Locked   bool // stored, and sealed with a key that is not at hand
	Needs    Needs
	Version  int // 0: nothing is stored
}

// ErasedOn is the day that it is erased, after the last of the meetings; zero while one has no date.
func (n NeedsOf) ErasedOn() Date {
	var last Date
	for _, m := range n.Meetings {
		on := m.NeedsErasedOn()
		if on.IsZero() {
			return on
		}
		if last.Before(on) {
			last = on
		}
	}
	return last
}

// NeedsCount is how it is with a registration's needs, without what they are.
type NeedsCount struct {
	On     bool // the program has a key to seal with
	Asked  int  // delegates
	Stored int
}

// NeedsRoom is what a contact sees: a row for each delegate who is asked or has something stored.
type NeedsRoom struct {
	OwnPage
	On   bool
	Rows []NeedsOf
}

// Row is the delegate's, or nil.
func (r NeedsRoom) Row(delegate ID) *NeedsOf {
	for i := range r.Rows {
		if r.Rows[i].Delegate.ID == delegate {
			return &r.Rows[i]
		}
	}
	return nil
}

// NeedTotal is how many need one thing.
type NeedTotal struct {
	Need  Need
	Count int
}

// NeedsPage is what is needed at a meeting, as its organiser sees it: numbers, and each person's only when Who is filled.
type NeedsPage struct {
	Invitation Invitation
	Meeting    Meeting
	Now        time.Time
	On         bool
	Placed     int         // delegates with a place
	Answered   int         // of them, who have something stored
	Locked     int         // of them, whose can't be read
	Texts      int         // of them, who have written something beside what can be ticked
	Totals     []NeedTotal // everything that can be ticked, in order
	Who        []NeedsOf   // sorted by unit and name; filled for who has asked to see it
}

// Of are the totals of some needs that anybody has, in their order.
func (p NeedsPage) Of(needs []Need) []NeedTotal {
	return slices.DeleteFunc(slices.Clone(p.Totals), func(t NeedTotal) bool { return t.Count == 0 || !slices.Contains(needs, t.Need) })
}

// Count adds up rows of those who have a place.
func (p *NeedsPage) Count(rows []NeedsOf) {
	p.Answered, p.Locked, p.Texts, p.Totals = len(rows), 0, 0, nil
	for _, need := range AllNeeds() {
		p.Totals = append(p.Totals, NeedTotal{Need: need})
	}
	for _, row := range rows {
		if row.Locked {
			p.Locked++
		}
		if row.Needs.Text != "" {
			p.Texts++
		}
		for i := range p.Totals {
			if slices.Contains(row.Needs.Choices, p.Totals[i].Need) {
				p.Totals[i].Count++
			}
		}
	}
}
