package dialogue

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"
)

// AnswerKey is what an answer answers. Delegate is none for what the delegation answers; Meeting only where each meeting is answered for.
type AnswerKey struct{ Question, Delegate, Meeting ID }

// Answer is what a delegation, or one of its delegates, has answered.
type Answer struct {
	AnswerKey
	Value    string // a text, a number with a point, or a day as 2020-11-13
	Choices  []ID
	Filename string // of the file handed in
	By       string // name of the contact or the colleague who answered last; "" for staff
	At       time.Time
	Version  int // 0: nobody has answered
}

// IsEmpty reports whether nothing is answered, or what was has been taken away.
func (a Answer) IsEmpty() bool { return a.Value == "" && len(a.Choices) == 0 && a.Filename == "" }

// AnswerEdit is an answer as somebody writes it.
type AnswerEdit struct {
	AnswerKey
	Value   string
	Choices []ID
	File    string // AskFile: name of a new one; "" leaves the one there is
	NoFile  bool   // AskFile: takes away the one there is
	Version int    // the answer's version that the form was made from; 0: there was none
}

// isEmpty reports whether nothing is written.
func (e AnswerEdit) isEmpty() bool { return e.Value == "" && len(e.Choices) == 0 && e.File == "" }

// MaxAnswer is the most that is kept of an answer, in characters.
const MaxAnswer = 10_000

var numberWritten = regexp.MustCompile(`^-?\d{1,12}([.,]\d{1,6})?$`)

// Settle is the answer without what its question has no use for, numbers written in one way; and what is wrong with it, under the name of
// its field. An empty answer is never wrong: who must answer is another matter.
func (e AnswerEdit) Settle(q Question, field string) (AnswerEdit, Problems) {
	problems := Problems{}
	if q.Kind != AskFile {
		e.File, e.NoFile = "", false
	}
	if !q.Kind.Chooses() {
		e.Choices = nil
	}
	switch q.Kind {
	case AskText:
		e.Value = strings.TrimSpace(e.Value)
		atMost(problems, field, e.Value, MaxAnswer)
	case AskNumber:
		e.Value = strings.NewReplacer(" ", "", "\u00a0", "", "−", "-").Replace(e.Value)
		if e.Value != "" && !numberWritten.MatchString(e.Value) {
			problems.Add(field, "problem.a-number")
		}
		e.Value = strings.Replace(e.Value, ",", ".", 1)
	case AskDate:
		if _, ok := ParseISODate(e.Value); !ok && e.Value != "" {
			problems.Add(field, "problem.date")
		}
	case AskChoice, AskSeveral:
		e.Value = ""
		var chosen []ID
		for _, c := range q.Choices { // in the question's order
			if slices.Contains(e.Choices, c.ID) {
				chosen = append(chosen, c.ID)
			}
		}
		if len(chosen) != len(e.Choices) || q.Kind == AskChoice && len(chosen) > 1 {
			problems.Add(field, "problem.choose")
		}
		e.Choices = chosen
	case AskFile:
		e.Value = ""
	}
	return e, problems
}

// Same reports whether the edit says what is answered already.
func (e AnswerEdit) Same(a Answer) bool {
	return e.Value == a.Value && slices.Equal(e.Choices, a.Choices) && e.File == "" && !(e.NoFile && a.Filename != "")
}

// Asked is a question put to one delegation, or to one of its delegates, with what is answered.
type Asked struct {
	Question Question
	Delegate *Delegate // PerDelegate
	Meeting  *Meeting  // where each meeting is answered for
	Due      time.Time // the first instant too late; zero when it is not known
	Answer   Answer
}

// Key is what an answer to it answers.
func (a Asked) Key() AnswerKey { return a.Answer.AnswerKey }

// Open reports whether the delegation may answer at now. Staff may always.
func (a Asked) Open(now time.Time) bool {
	return !a.Question.Retired && (a.Due.IsZero() || now.Before(a.Due))
}

// Remains reports whether an answer is waited for.
func (a Asked) Remains() bool {
	return a.Question.Required && !a.Question.Retired && a.Answer.IsEmpty()
}

// Asks are the questions that concern a registration, in their order, of each delegate and for each meeting apart where that is so. One that
// is no longer asked is among them when it is answered.
func (inv *Invitation) Asks(r Registration) []Asked {
	answers := map[AnswerKey]Answer{}
	for _, a := range r.Answers {
		answers[a.AnswerKey] = a
	}
	people, meetings := r.LiveDelegates(), r.Meetings()
	var all []Asked
	add := func(q Question, d *Delegate, m *Meeting, due time.Time) {
		key := AnswerKey{Question: q.ID}
		if d != nil {
			key.Delegate = d.ID
		}
		if m != nil {
			key.Meeting = m.ID
		}
		a, answered := answers[key]
		if a.AnswerKey = key; !answered {
			a.Version = 0
		}
		if q.Retired && a.IsEmpty() {
			return
		}
		all = append(all, Asked{q, d, m, due, a})
	}
	for _, q := range inv.Questions {
		switch {
		case !q.Meeting.IsZero() && !slices.Contains(meetings, q.Meeting):
		case q.Per == PerDelegate:
			for i := range people {
				at := people[i].Meetings()
				if q.forRole(people[i].Role) && (q.Meeting.IsZero() || slices.Contains(at, q.Meeting)) {
					add(q, &people[i], nil, inv.dueFor(q, at))
				}
			}
		case !slices.ContainsFunc(people, func(d Delegate) bool { return q.forRole(d.Role) }) && len(q.Roles) > 0:
		case inv.EachMeeting(q):
			for _, id := range meetings {
				if q.Meeting.IsZero() || q.Meeting == id {
					add(q, nil, inv.Meeting(id), inv.dueFor(q, []ID{id}))
				}
			}
		default:
			add(q, nil, nil, inv.dueFor(q, meetings))
		}
	}
	return all
}

// forRole reports whether the question concerns who has the role.
func (q Question) forRole(role ID) bool { return len(q.Roles) == 0 || slices.Contains(q.Roles, role) }

// dueFor is when a question is due for who comes to the meetings: before the first of them.
func (inv *Invitation) dueFor(q Question, meetings []ID) time.Time {
	if !q.Meeting.IsZero() {
		meetings = []ID{q.Meeting}
	}
	var due time.Time
	for _, id := range meetings {
		if at := inv.DueAt(q, inv.Meeting(id)); due.IsZero() || !at.IsZero() && at.Before(due) {
			due = at
		}
	}
	if len(meetings) == 0 {
		due = inv.DueAt(q, nil)
	}
	return due
}

// LeftOut reports whether none of those in a registration got a place in a selection: nothing is waited for from them.
func (r Registration) LeftOut() bool {
	people := r.LiveDelegates()
	for _, d := range people {
		if slices.ContainsFunc(d.Seats, func(s Seat) bool { return !s.State.Gone() && s.State != SeatNotSelected }) {
			return false
		}
	}
	return len(people) > 0
}

// RemainingQuestions is what a delegation has left to answer while it may be answered, a line for each deadline and meeting.
func (inv *Invitation) RemainingQuestions(r Registration, now time.Time) []Remaining {
	var all []Remaining
	if r.LeftOut() {
		return nil
	}
	for _, a := range inv.Asks(r) {
		if !a.Remains() || !a.Open(now) {
			continue
		}
		line := Remaining{Kind: RemainsQuestions, By: a.Due, Count: 1}
		if a.Meeting != nil {
			line.Meeting = a.Meeting.ID
		}
		i := slices.IndexFunc(all, func(b Remaining) bool { return b.Meeting == line.Meeting && b.By.Equal(line.By) })
		if i < 0 {
			all = append(all, line)
		} else {
			all[i].Count++
		}
	}
	return all
}

// AsksInForm are the questions that the form for registering asks at now: those whose own deadline has not passed.
func (inv *Invitation) AsksInForm(now time.Time) []Question {
	var asked []Question
	for _, q := range inv.QuestionsAt(AtSignUp) {
		if due := inv.formDue(q); due.IsZero() || now.Before(due) {
			asked = append(asked, q)
		}
	}
	return asked
}

// formDue is when a question of the form is due for whoever comes last; zero when only the registration's deadline binds.
func (inv *Invitation) formDue(q Question) time.Time {
	var last time.Time
	for _, m := range inv.Meetings {
		if q.Meeting.IsZero() || q.Meeting == m.ID {
			at := q.Due.ClosesAt(m.StartsAt)
			if at.IsZero() {
				return time.Time{}
			}
			if at.After(last) {
				last = at
			}
		}
	}
	return last
}

// AnswerField is the name of an answer's field: in the form for registering with the prefix of a delegate's row, who has no id yet.
func AnswerField(prefix string, key AnswerKey) string {
	name := prefix + "answers." + key.Question.String()
	for _, id := range []ID{key.Delegate, key.Meeting} {
		if !id.IsZero() {
			name += "." + id.String()
		}
	}
	return name
}

// SettleAnswers is the request with just the answers that its questions ask for, and what is wrong with them. A question for some roles or
// one meeting concerns a request that has them. byStaff: nothing must be answered, for a letter may not have done so.
func (q RegistrationRequest) SettleAnswers(inv *Invitation, now time.Time, byStaff bool) (RegistrationRequest, Problems) {
	problems := Problems{}
	asked := inv.AsksInForm(now)
	given := func(edits []AnswerEdit, key AnswerKey) AnswerEdit {
		i := slices.IndexFunc(edits, func(e AnswerEdit) bool { return e.AnswerKey == key })
		if i < 0 {
			return AnswerEdit{AnswerKey: key}
		}
		return edits[i]
	}
	settle := func(question Question, e AnswerEdit, prefix string) []AnswerEdit {
		field := AnswerField(prefix, e.AnswerKey)
		e, wrong := e.Settle(question, field)
		maps.Copy(problems, wrong)
		switch {
		case e.isEmpty() && question.Required && !byStaff:
			problems.Add(field, "problem.question-required")
		case !e.isEmpty():
			return []AnswerEdit{e}
		}
		return nil
	}
	var answers []AnswerEdit
	people := slices.Clone(q.Delegates)
	for i := range people {
		people[i].Answers = nil
	}
	meetings := q.mayAttend()
	for _, question := range asked {
		switch {
		case !question.Meeting.IsZero() && !slices.Contains(meetings, question.Meeting):
		case question.Per == PerDelegate:
			for i, d := range q.Delegates {
				if question.forRole(d.Role) && (question.Meeting.IsZero() || len(d.Meetings) == 0 || slices.Contains(d.Meetings, question.Meeting)) {
					people[i].Answers = append(people[i].Answers, settle(question, given(d.Answers, AnswerKey{Question: question.ID}), fmt.Sprintf("delegates.%d.", i))...)
				}
			}
		case len(question.Roles) > 0 && !slices.ContainsFunc(q.Delegates, func(d DelegateRequest) bool { return question.forRole(d.Role) }):
		case inv.EachMeeting(question):
			for _, m := range meetings {
				if question.Meeting.IsZero() || question.Meeting == m {
					answers = append(answers, settle(question, given(q.Answers, AnswerKey{Question: question.ID, Meeting: m}), "")...)
				}
			}
		default:
			answers = append(answers, settle(question, given(q.Answers, AnswerKey{Question: question.ID}), "")...)
		}
	}
	q.Answers, q.Delegates = answers, people
	return q, problems
}

// AsksOfPerson are the questions that somebody who comes into a delegation with the role, to the meetings, is asked in the form: one for
// another role or meeting does not concern them. role is none while it is being chosen.
func (inv *Invitation) AsksOfPerson(role ID, meetings []ID, now time.Time) []Question {
	return slices.DeleteFunc(inv.AsksInForm(now), func(q Question) bool {
		return q.Per != PerDelegate || !role.IsZero() && !q.forRole(role) || !q.Meeting.IsZero() && len(meetings) > 0 && !slices.Contains(meetings, q.Meeting)
	})
}

// SettlePersonAnswers is what somebody who comes into a delegation has answered, as SettleAnswers has it, and what is wrong under the fields
// of the row with the prefix.
func SettlePersonAnswers(inv *Invitation, d DelegateRequest, meetings []ID, prefix string, now time.Time, byStaff bool) ([]AnswerEdit, Problems) {
	problems := Problems{}
	var answers []AnswerEdit
	for _, q := range inv.AsksOfPerson(d.Role, meetings, now) {
		if !q.forRole(d.Role) {
			continue
		}
		key := AnswerKey{Question: q.ID}
		e := AnswerEdit{AnswerKey: key}
		if i := slices.IndexFunc(d.Answers, func(given AnswerEdit) bool { return given.AnswerKey == key }); i >= 0 {
			e = d.Answers[i]
		}
		field := AnswerField(prefix, key)
		e, wrong := e.Settle(q, field)
		maps.Copy(problems, wrong)
		switch {
		case e.isEmpty() && q.Required && !byStaff:
			problems.Add(field, "problem.question-required")
		case !e.isEmpty():
			answers = append(answers, e)
		}
	}
	return answers, problems
}

// mayAttend are the meetings that the request may lead to: what it chose, else those it ranks and can come to.
func (q RegistrationRequest) mayAttend() []ID {
	ids := q.meetings()
	for _, w := range q.Wishes {
		if w.Available && !slices.Contains(ids, w.Meeting) {
			ids = append(ids, w.Meeting)
		}
	}
	return ids
}
