package dialogue

import (
	"fmt"
	"maps"
	"net/mail"
	"slices"
	"strings"
	"time"
)

// RegistrationRequest is what a contact, or staff on a unit's behalf, asks to have registered.
type RegistrationRequest struct {
	Submission ID   // made with the form: a double click finds the first answer
	Unit       Unit // from the register, or as a person or organisation wrote it
	Contact    Contact
	Comment    string
	Lang       Lang // of the page
	Meeting    ID   // ChooseOne; Assigned when the unit has several to choose among
	Wishes     []Wish
	IfNotAll   IfNotAll // Ranked, more than one delegate
	Delegates  []DelegateRequest

	Municipality string // number: where a person, or an organisation, belongs
	Token        string // of the personal link that was followed; it says who is invited, not who asks

	Wish MeetingWish // OnRequest

	Answers []AnswerEdit // of the delegation, to what the form asks; each delegate has their own

	// Staff only.
	Channel    Channel
	ReceivedOn Date
	LateReason string
}

// DelegateRequest is one person as entered. Meetings are those the person attends under ChooseMany.
type DelegateRequest struct {
	Role     ID
	Name     string
	Position string
	Email    string
	Phone    string
	Meetings []ID
	Answers  []AnswerEdit // to what the form asks each
}

// The most that is kept of what people write, in characters.
const (
	MaxName    = 120
	MaxLine    = 200
	MaxComment = 4000
)

// ValidEmail reports whether the address can be mailed as written: one plain address with an ASCII local part and a dot in the
// domain, nothing around it.
func ValidEmail(s string) bool {
	if len(s) > 254 {
		return false
	}
	parsed, err := mail.ParseAddress(s)
	if err != nil || parsed.Address != s || parsed.Name != "" {
		return false
	}
	at := strings.LastIndexByte(s, '@')
	local, domain := s[:at], s[at+1:]
	for _, r := range local {
		if r <= ' ' || r >= 127 || r == '"' {
			return false
		}
	}
	return strings.Contains(domain, ".") && !strings.HasSuffix(domain, ".") && !strings.ContainsAny(domain, "[]")
}

// Validate finds what the reader can mend: required fields, addresses, the meeting choice as the series' rules say, roles and
// the cap. Deadlines are not looked at here: they are errors of their own. byStaff lets the contact's e-mail be empty and an
// assigned unit go without a meeting.
func (q RegistrationRequest) Validate(inv *Invitation, byStaff bool) Problems {
	problems := Problems{}
	validateUnit(problems, q.Unit)
	validateContact(problems, q.Contact, byStaff)
	if len([]rune(q.Comment)) > MaxComment {
		problems.Add("comment", "problem.too-long", "Max", MaxComment)
	}
	q.validateMeeting(problems, inv, byStaff)
	if len(q.Delegates) == 0 && !inv.Series.Rules.OnRequest { // who comes to a meeting that is asked for can be told later
		problems.Add("delegates.0.name", "problem.no-delegates")
	}
	for i, d := range q.Delegates {
		validateDelegate(problems, fmt.Sprintf("delegates.%d.", i), d, inv)
		for _, id := range d.Meetings {
			if m := inv.Meeting(id); m != nil && m.State == Cancelled {
				problems.Add(fmt.Sprintf("delegates.%d.meetings", i), "problem.choose-meeting")
			}
		}
	}
	if _, wrong := CheckIfNotAll(inv.Series.Rules, q.IfNotAll, len(q.Delegates), byStaff); len(wrong) > 0 {
		maps.Copy(problems, wrong)
	}
	if inv.Series.Rules.OnRequest {
		maps.Copy(problems, CheckWish(q.Wish, q.Meeting.IsZero()))
	}
	if q.Unit.Kind == Person && q.Municipality == "" && !byStaff {
		problems.Add("municipality", "problem.choose-municipality")
	}
	if len(problems) == 0 {
		_, over := Pools(inv, q.Delegates)
		for field, problem := range over {
			problems[field] = problem
		}
	}
	return problems
}

func validateUnit(problems Problems, u Unit) {
	switch {
	case u.Kind == "" || u.Kind.Official() && u.Number == "":
		problems.Add("unit", "problem.choose-unit")
	case u.Kind == Organisation && strings.TrimSpace(u.Name) == "":
		problems.Add("organisation", "problem.required")
	}
	if len([]rune(u.Name)) > MaxLine {
		problems.Add("organisation", "problem.too-long", "Max", MaxLine)
	}
}

func validateContact(problems Problems, c Contact, byStaff bool) {
	required(problems, "contact.name", c.Name, MaxName)
	atMost(problems, "contact.position", c.Position, MaxLine)
	atMost(problems, "contact.phone", c.Phone, MaxLine)
	atMost(problems, "contact.address", c.PostalAddress, MaxComment)
	switch {
	case c.Email == "" && byStaff:
	case c.Email == "":
		problems.Add("contact.email", "problem.required")
	case !ValidEmail(c.Email):
		problems.Add("contact.email", "problem.email")
	}
}

func validateDelegate(problems Problems, prefix string, d DelegateRequest, inv *Invitation) {
	rules := inv.Series.Rules
	required(problems, prefix+"name", d.Name, MaxName)
	role := inv.Role(d.Role)
	switch {
	case !d.Role.IsZero() && (role == nil || role.Retired):
		problems.Add(prefix+"role", "problem.choose")
	case d.Role.IsZero() && rules.Requires(FieldRole) && len(inv.Roles) > 0:
		problems.Add(prefix+"role", "problem.choose")
	}
	for _, line := range []struct{ field, value string }{
		{FieldPosition, d.Position}, {FieldEmail, d.Email}, {FieldPhone, d.Phone},
	} {
		if rules.Requires(line.field) {
			required(problems, prefix+line.field, line.value, MaxLine)
		} else {
			atMost(problems, prefix+line.field, line.value, MaxLine)
		}
	}
	if d.Email != "" && !ValidEmail(d.Email) {
		problems.Add(prefix+"email", "problem.email")
	}
	if rules.Choice == ChooseMany {
		if len(d.Meetings) == 0 {
			problems.Add(prefix+"meetings", "problem.choose-meeting")
		}
		for i, id := range d.Meetings {
			if inv.Meeting(id) == nil || slices.Contains(d.Meetings[:i], id) {
				problems.Add(prefix+"meetings", "problem.choose-meeting")
			}
		}
	}
}

func (q RegistrationRequest) validateMeeting(problems Problems, inv *Invitation, byStaff bool) {
	mine := inv.MeetingsFor(q.Unit)
	named := func(id ID) bool { return slices.ContainsFunc(mine, func(m Meeting) bool { return m.ID == id }) }
	switch inv.Series.Rules.Choice {
	case ChooseOne:
		if !named(q.Meeting) {
			problems.Add("meeting", "problem.choose-meeting")
		}
	case Assigned:
		if len(mine) > 1 && q.Meeting.IsZero() && !byStaff && !inv.Series.Rules.OnRequest || !q.Meeting.IsZero() && !named(q.Meeting) {
			problems.Add("meeting", "problem.choose-meeting")
		}
	case Ranked:
		q.validateRanking(problems, mine)
	}
}

// validateRanking wants a complete order: every meeting once, ranks 1 to n. «Kan ikke delta» is declared apart, so it leaves the
// order as it is; one meeting at least must be possible.
func (q RegistrationRequest) validateRanking(problems Problems, meetings []Meeting) {
	ranked := map[ID]Wish{}
	taken := map[int]bool{}
	possible := 0
	for _, w := range q.Wishes {
		ranked[w.Meeting] = w
	}
	for i, m := range meetings {
		w, ok := ranked[m.ID]
		field := fmt.Sprintf("wishes.%d.rank", i)
		switch {
		case !ok || w.Rank < 1 || w.Rank > len(meetings):
			problems.Add(field, "problem.rank-missing")
		case taken[w.Rank]:
			problems.Add(field, "problem.rank-twice", "Rank", w.Rank)
		}
		taken[w.Rank] = true
		if w.Available {
			possible++
		}
	}
	if possible == 0 && len(meetings) > 0 {
		problems.Add("wishes.0.unavailable", "problem.no-possible-meeting")
	}
}

// Pools tells which pool each delegate's seats count in, in the unit's own order: users and next of kin apart when their role
// says so, then the delegation up to the cap, then own cost. Under ChooseMany the cap counts per meeting and a delegate has one
// pool for each meeting; otherwise there is one. Too many is a problem on the first delegate that does not fit.
func Pools(inv *Invitation, delegates []DelegateRequest) ([][]Pool, Problems) {
	rules := inv.Series.Rules
	used := map[ID]map[Pool]int{}
	perRole := map[ID]int{}
	problems := Problems{}
	pools := make([][]Pool, len(delegates))
	for i, d := range delegates {
		field := fmt.Sprintf("delegates.%d.name", i)
		role := inv.Role(d.Role)
		if role != nil && role.Maximum > 0 {
			if perRole[d.Role]++; perRole[d.Role] > role.Maximum {
				problems.Add(fmt.Sprintf("delegates.%d.role", i), "problem.role-maximum", "Max", role.Maximum)
			}
		}
		scopes := []ID{{}}
		if rules.Choice == ChooseMany {
			scopes = d.Meetings
		}
		for _, scope := range scopes {
			c := used[scope]
			if c == nil {
				c = map[Pool]int{}
				used[scope] = c
			}
			pool := InDelegation
			switch {
			case role != nil && role.OutsideCap:
				pool = OutsideCap
				if c[pool] >= rules.OutsideMax {
					problems.Add(field, "problem.too-many-outside", "Max", rules.OutsideMax)
				}
			case c[InDelegation] < rules.MaxDelegates:
			case c[AtOwnCost] < rules.OverCap:
				pool = AtOwnCost
			default:
				problems.Add(field, "problem.too-many", "Max", rules.MaxDelegates)
			}
			c[pool]++
			pools[i] = append(pools[i], pool)
		}
	}
	return pools, problems
}

// Open is nil when the request may be sent now, else ErrClosed. A meeting that has been chosen decides; a ranking or an
// undecided unit follows the series, and the last of its meetings when only they have deadlines.
func (q RegistrationRequest) Open(inv *Invitation, now time.Time) error {
	if inv.Series.State != Published || !inv.Series.ClosedEarlyAt.IsZero() || !inv.Series.ErasedAt.IsZero() {
		return ErrClosed
	}
	if len(q.meetings()) == 0 && inv.Series.Rules.OnRequest && !RequestOpenness(inv.Series, now).Takes() {
		return ErrClosed
	}
	for _, id := range q.meetings() {
		m := inv.Meeting(id)
		if m == nil || !OpennessOf(inv.Series, *m, now).Takes() {
			return ErrClosed
		}
	}
	if len(q.meetings()) == 0 && (past(time.Time{}, inv.Series.ClosesAt, now) || !inv.Openness(now).Takes()) {
		return ErrClosed
	}
	return nil
}

// meetings are those the request asks for a seat at.
func (q RegistrationRequest) meetings() []ID {
	var ids []ID
	if !q.Meeting.IsZero() {
		ids = append(ids, q.Meeting)
	}
	for _, d := range q.Delegates {
		for _, id := range d.Meetings {
			if !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
	}
	return ids
}

// Settle fills in what the rules decide: an assigned unit with one meeting gets it – where meetings are asked for, with one that is open at
// now – and fields that the rule does not use are dropped, so that a forged one has no effect.
func (q RegistrationRequest) Settle(inv *Invitation, now time.Time) RegistrationRequest {
	choice := inv.Series.Rules.Choice
	if inv.Series.Rules.OnRequest && q.Meeting.IsZero() {
		q.Meeting = inv.joins(q.Unit, now)
	} else if choice == Assigned && q.Meeting.IsZero() {
		if mine := inv.MeetingsFor(q.Unit); len(mine) == 1 {
			q.Meeting = mine[0].ID
		}
	}
	if choice == Ranked || choice == ChooseMany {
		q.Meeting = ID{}
	}
	q.Wish = q.settleWish(inv)
	q.Wishes = inv.wishesOf(q.Unit, q.Wishes)
	q.IfNotAll = inv.Series.Rules.settleIfNotAll(q.IfNotAll, len(q.Delegates))
	if !q.Unit.Kind.BelongsSomewhere() {
		q.Municipality = ""
	}
	delegates := slices.Clone(q.Delegates)
	for i := range delegates {
		if choice != ChooseMany {
			delegates[i].Meetings = nil
		}
	}
	q.Delegates = delegates
	return q
}

// wishesOf are the wishes that the rule uses: those for meetings the unit ranks, the first for each.
func (inv *Invitation) wishesOf(u Unit, wishes []Wish) []Wish {
	if inv.Series.Rules.Choice != Ranked {
		return nil
	}
	var used []Wish
	for _, m := range inv.MeetingsFor(u) {
		if i := slices.IndexFunc(wishes, func(w Wish) bool { return w.Meeting == m.ID }); i >= 0 {
			used = append(used, wishes[i])
		}
	}
	return used
}

// FirstState is the state a registration begins in. Staff's own are active at once; a series without proof as well.
func FirstState(rules Rules, byStaff bool) RegistrationState {
	if byStaff || rules.Identity == OpenIdentity {
		return Active
	}
	return Unverified
}

// StateAfterClick is the state once the contact has proven the address: an official unit with an address outside its domains
// waits for staff.
func StateAfterClick(u Unit, email string) RegistrationState {
	if u.Kind.Official() && !u.HasDomain(email) {
		return HeldForStaff
	}
	return Active
}

// SeatAtOnce is the state a delegation's seats get at one meeting when its registration becomes active. Whole delegations wait
// together; under selection nobody has a seat until staff decide.
func SeatAtOnce(rules Rules, m Meeting, delegation int) SeatState {
	if rules.Admission == AdmitSelection {
		return SeatPending
	}
	if m.HasRoomFor(delegation) {
		return SeatPlaced
	}
	return SeatWaiting
}

func required(problems Problems, field, value string, most int) {
	if strings.TrimSpace(value) == "" {
		problems.Add(field, "problem.required")
	}
	atMost(problems, field, value, most)
}

func atMost(problems Problems, field, value string, most int) {
	if len([]rune(value)) > most {
		problems.Add(field, "problem.too-long", "Max", most)
	}
}

// CheckContact finds what is wrong with a changed contact and comment.
func CheckContact(c Contact, comment string, byStaff bool) Problems {
	problems := Problems{}
	validateContact(problems, c, byStaff)
	atMost(problems, "comment", comment, MaxComment)
	return problems
}

// CheckRanking is a unit's new ranking without what the rule has no use for, and what is wrong with it.
func CheckRanking(inv *Invitation, u Unit, wishes []Wish) ([]Wish, Problems) {
	problems := Problems{}
	wishes = inv.wishesOf(u, wishes)
	RegistrationRequest{Wishes: wishes}.validateRanking(problems, inv.MeetingsFor(u))
	return wishes, problems
}
