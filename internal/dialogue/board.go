package dialogue

import (
	"slices"
	"strings"
	"time"
)

// BoardLetter is a letter with a unit's personal link: to which address, and how it went.
type BoardLetter struct {
	ID         ID
	Invitation ID
	Kind       LetterKind
	Recipient  string      // empty once its series' personal data is erased
	State      LetterState // LetterFailed, too, when the address was noted as not working after the letter was sent
	Failure    string
	CreatedAt  time.Time
	SentAt     time.Time
}

// BoardStanding is where a unit stands with a series: each unit has one, so that they add up to all.
type BoardStanding string

// The standings. Unreached: every letter to it failed. OnItsWay: its letters wait for the mail server.
const (
	StandsRegistered BoardStanding = "registered"
	StandsDeclined   BoardStanding = "declined"
	StandsWithdrawn  BoardStanding = "withdrawn"
	StandsSilent     BoardStanding = "silent"
	StandsUnreached  BoardStanding = "unreached"
	StandsOnItsWay   BoardStanding = "on_its_way"
	StandsPrepared   BoardStanding = "prepared"
	StandsNotInvited BoardStanding = "not_invited"
)

// BoardStandings lists them in the order they are counted in.
var BoardStandings = [...]BoardStanding{StandsRegistered, StandsDeclined, StandsWithdrawn, StandsSilent, StandsUnreached, StandsOnItsWay,
	StandsPrepared, StandsNotInvited}

// StandingOf is where an invited unit stands by its answer, then by what became of its letters.
func (i UnitInvitation) StandingOf(answer UnitAnswer) BoardStanding {
	switch answer {
	case AnswerRegistered, AnswerHeld, AnswerUnconfirmed:
		return StandsRegistered
	case AnswerDeclined, AnswerNoHeld:
		return StandsDeclined
	case AnswerWithdrawn:
		return StandsWithdrawn
	}
	switch l := i.Letters; {
	case i.ID.IsZero():
		return StandsNotInvited
	case i.SentAt.IsZero():
		return StandsPrepared
	case l.Sent == 0 && l.Queued+l.ToPrint > 0:
		return StandsOnItsWay
	case l.Sent == 0 && l.Failed > 0:
		return StandsUnreached
	}
	return StandsSilent
}

// BoardMark is something that is so of a unit on the status board; several are so of one unit.
type BoardMark string

// The marks. Waits: staff must decide a registration or a no. Uninvited: it has registered, and was never invited.
const (
	MarkInvited     BoardMark = "invited"
	MarkDelivered   BoardMark = "delivered"
	MarkFailed      BoardMark = "failed"
	MarkStarted     BoardMark = "started"
	MarkRegistered  BoardMark = "registered"
	MarkPlaced      BoardMark = "placed"
	MarkDeclined    BoardMark = "declined"
	MarkSilent      BoardMark = "silent"
	MarkWaits       BoardMark = "waits"
	MarkUnconfirmed BoardMark = "unconfirmed"
	MarkWithdrawn   BoardMark = "withdrawn"
	MarkUninvited   BoardMark = "uninvited"
	MarkOnItsWay    BoardMark = "on_its_way"
	MarkPrepared    BoardMark = "prepared"
	MarkNotInvited  BoardMark = "not_invited"
)

// BoardMarks lists them in the order they are chosen among.
var BoardMarks = [...]BoardMark{MarkInvited, MarkDelivered, MarkFailed, MarkStarted, MarkRegistered, MarkPlaced, MarkDeclined, MarkSilent,
	MarkWaits, MarkUnconfirmed, MarkWithdrawn, MarkUninvited, MarkOnItsWay, MarkPrepared, MarkNotInvited}

// BoardRow is one unit on the status board.
type BoardRow struct {
	Unit         Unit
	Invitation   UnitInvitation // zero: not invited
	Letters      []BoardLetter  // of the invitation, newest first
	Registration Registration   // the one that tells most; zero: none
	Joint        string         // the name of the joint unit that registered for it
	Answer       UnitAnswer
	Until        time.Time // the first instant too late to answer; zero: no deadline
	Open         bool      // it may still answer
}

// Standing is where the unit stands.
func (r BoardRow) Standing() BoardStanding { return r.Invitation.StandingOf(r.Answer) }

// Seats is how many of the registration's seats are in the state, while the registration stands.
func (r BoardRow) Seats(state SeatState) int {
	if r.Registration.State != Active {
		return 0
	}
	n := 0
	for _, d := range r.Registration.Delegates {
		if slices.ContainsFunc(d.Seats, func(s Seat) bool { return s.State == state }) {
			n++
		}
	}
	return n
}

// DeliveredAt is when the first letter that the mail server took was sent; zero: none was.
func (r BoardRow) DeliveredAt() (at time.Time) {
	for _, l := range r.Letters {
		if l.Arrived() && (at.IsZero() || l.SentAt.Before(at)) {
			at = l.SentAt
		}
	}
	return at
}

// Arrived reports whether nothing says that the letter did not arrive.
func (l BoardLetter) Arrived() bool { return l.State == LetterSent || l.State == LetterPrinted }

// Has reports whether the mark is so of the unit.
func (r BoardRow) Has(m BoardMark) bool {
	i := r.Invitation
	switch m {
	case MarkInvited:
		return !i.SentAt.IsZero()
	case MarkDelivered:
		return i.Letters.Sent > 0
	case MarkFailed:
		return i.Letters.Failed > 0 && i.Letters.Sent == 0
	case MarkStarted:
		return !i.StartedAt.IsZero()
	case MarkRegistered:
		return r.Answer == AnswerRegistered
	case MarkPlaced:
		return r.Seats(SeatPlaced) > 0
	case MarkDeclined:
		return r.Answer == AnswerDeclined
	case MarkWaits:
		return r.Answer == AnswerHeld || r.Answer == AnswerNoHeld || r.Registration.State == Proposal || i.Decline != nil && i.Decline.State == HeldForStaff
	case MarkUnconfirmed:
		return r.Answer == AnswerUnconfirmed
	case MarkUninvited:
		return i.ID.IsZero() && r.Answer.Answered()
	}
	return BoardStanding(m) == r.Standing() // silent, withdrawn, on its way, prepared and not invited
}

// BoardFilter is what staff want to see of the board. Zero fields want all.
type BoardFilter struct {
	Mark   BoardMark
	Region ID
	County string // number
	Words  string // of the unit's name and number, its letters' addresses and its registration's contact and reference
}

// IsZero reports whether everything is wanted.
func (f BoardFilter) IsZero() bool { return f == BoardFilter{} }

// Takes reports whether the filter lets a row through. fold gives names one writing; every word must be found.
func (f BoardFilter) Takes(inv *Invitation, r BoardRow, fold func(string) string) bool {
	if f.Mark != "" && !r.Has(f.Mark) || f.County != "" && r.Unit.County != f.County {
		return false
	}
	if !f.Region.IsZero() {
		if region := inv.Region(f.Region); region == nil || !region.Has(r.Unit) {
			return false
		}
	}
	words := strings.Fields(fold(f.Words))
	if len(words) == 0 {
		return true
	}
	text := []string{r.Unit.Name, r.Unit.Number, r.Joint, r.Registration.Contact.Name, r.Registration.Contact.Email, r.Registration.Reference}
	for _, l := range r.Letters {
		text = append(text, l.Recipient)
	}
	haystack := fold(strings.Join(text, " "))
	return !slices.ContainsFunc(words, func(word string) bool { return !strings.Contains(haystack, word) })
}

// BoardCounts are the numbers on top of the board.
type BoardCounts struct {
	Units     int // all rows
	Marks     map[BoardMark]int
	Standings map[BoardStanding]int
}

// CountBoard counts the rows.
func CountBoard(rows []BoardRow) BoardCounts {
	c := BoardCounts{Units: len(rows), Marks: map[BoardMark]int{}, Standings: map[BoardStanding]int{}}
	for _, r := range rows {
		c.Standings[r.Standing()]++
		for _, m := range BoardMarks {
			if r.Has(m) {
				c.Marks[m]++
			}
		}
	}
	return c
}

// StatusBoard is how all units stand with a series.
type StatusBoard struct {
	Invitation Invitation
	Now        time.Time
	Filter     BoardFilter
	Counts     BoardCounts // without the filter
	Rows       []BoardRow  // what the filter lets through, by name
	Counties   []NamedCounty
	Remindable int               // units that are silent and may still answer
	Until      time.Time         // the last deadline among those; zero: none
	Planned    []PlannedReminder // automatic ones ahead
	Sent       []SentReminder    // every reminder that was made, newest first
}

// BoardRows puts together what is known of each unit: those that are invited, those that have registered, and those that the rules let
// register. A registration of a joint unit answers for the municipalities that it names, too. The order is as they come: invited
// ones, then registered ones, then the rest.
func BoardRows(inv *Invitation, invitations []UnitInvitation, letters []BoardLetter, registrations []Registration, may []Unit, now time.Time) []BoardRow {
	type key struct {
		kind   UnitKind
		number string
	}
	var rows []BoardRow
	at := map[key]int{}
	add := func(u Unit) *BoardRow {
		k := key{u.Kind, u.Number}
		i, known := at[k]
		if !known {
			i, at[k] = len(rows), len(rows)
			rows = append(rows, BoardRow{Unit: u})
		}
		return &rows[i]
	}
	of := map[ID][]BoardLetter{}
	for _, l := range letters {
		of[l.Invitation] = append(of[l.Invitation], l)
	}
	for _, i := range invitations {
		row := add(i.Unit)
		row.Invitation, row.Letters = i, of[i.ID]
	}
	said := map[key][]Registration{}
	for _, r := range registrations {
		k := key{r.Unit.Kind, r.Unit.Number}
		if AnswerOf([]Registration{r}, nil, now).Answered() {
			add(r.Unit)
			said[k] = append(said[k], r)
		}
		if r.Unit.Kind == Joint {
			for _, number := range r.Unit.Members {
				member := key{Municipality, number}
				said[member] = append(said[member], r)
			}
		}
	}
	for _, u := range may {
		add(u)
	}
	for i := range rows {
		row := &rows[i]
		all := said[key{row.Unit.Kind, row.Unit.Number}]
		row.Answer = AnswerOf(all, row.Invitation.Decline, now)
		row.Until, row.Open = inv.AnswersUntil(row.Unit, now)
		for _, r := range all {
			if AnswerOf([]Registration{r}, nil, now) != NoAnswer && (row.Registration.ID.IsZero() || tells(r) > tells(row.Registration)) {
				row.Registration, row.Joint = r, ""
				if r.Unit.Kind == Joint && row.Unit.Kind != Joint {
					row.Joint = r.Unit.Name
				}
			}
		}
	}
	return rows
}

// tells ranks registrations of one unit by how much they tell of where it stands.
func tells(r Registration) int {
	return slices.Index([]RegistrationState{Withdrawn, Unverified, HeldForStaff, Proposal, Active}, r.State)
}

// AnswerTally is how many of those invited to a series have answered, in short.
type AnswerTally struct {
	Invited   int // a letter was posted to them
	Answered  int
	Silent    int
	Unreached int // no letter has reached them: it failed, or is on its way
}

// Count adds an invited unit.
func (t *AnswerTally) Count(i UnitInvitation, answer UnitAnswer) {
	if i.SentAt.IsZero() {
		return
	}
	t.Invited++
	switch i.StandingOf(answer) {
	case StandsSilent:
		t.Silent++
	case StandsUnreached, StandsOnItsWay:
		t.Unreached++
	default:
		t.Answered++
	}
}
