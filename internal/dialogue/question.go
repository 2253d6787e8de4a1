package dialogue

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// QuestionKind is how a question is answered.
type QuestionKind string

// The kinds of questions.
const (
	AskText    QuestionKind = "text"
	AskChoice  QuestionKind = "choice"  // one of several
	AskSeveral QuestionKind = "several" // any number of several
	AskNumber  QuestionKind = "number"
	AskDate    QuestionKind = "date"
	AskFile    QuestionKind = "file" // as preparation only: the form for registering carries no file from page to page
)

// QuestionKinds lists the kinds in the order staff choose among them.
var QuestionKinds = [...]QuestionKind{AskText, AskChoice, AskSeveral, AskNumber, AskDate, AskFile}

// Chooses reports whether the kind has choices.
func (k QuestionKind) Chooses() bool { return k == AskChoice || k == AskSeveral }

// Per is who answers a question once each.
type Per string

// The delegation, each delegate, or the delegation for each of its meetings.
const (
	PerUnit     Per = "unit"
	PerDelegate Per = "delegate"
	PerMeeting  Per = "unit_meeting"
)

// Pers lists them in the order staff choose among them.
var Pers = [...]Per{PerUnit, PerDelegate, PerMeeting}

// Phase is when a question is answered.
type Phase string

// In the form for registering, or afterwards as preparation.
const (
	AtSignUp      Phase = "signup"
	AsPreparation Phase = "preparation"
)

// Phases lists them in the order staff choose among them.
var Phases = [...]Phase{AtSignUp, AsPreparation}

// Question is one thing that a series asks those who register.
type Question struct {
	ID       ID
	Text     Text
	Label    Text // short, for headings; empty: the text
	Help     Text
	Kind     QuestionKind
	Per      Per
	Phase    Phase
	Required bool
	Roles    []ID     // only who has one of them; a delegation when somebody in it has
	Meeting  ID       // only who comes to it
	Due      Deadline // none: the series' day for preparing, else the registration's deadline or the meeting's start
	Choices  []QuestionChoice
	Retired  bool // no longer asked; what was answered is kept
}

// QuestionChoice is one thing to choose.
type QuestionChoice struct {
	ID      ID
	Text    Text
	Retired bool // no longer offered; who has chosen it keeps it
}

// Short is the question in a few words: its label, else its text.
func (q Question) Short() Text {
	if q.Label.IsEmpty() {
		return q.Text
	}
	return q.Label
}

// Choice is the choice with the id, or nil.
func (q Question) Choice(id ID) *QuestionChoice {
	for i := range q.Choices {
		if q.Choices[i].ID == id {
			return &q.Choices[i]
		}
	}
	return nil
}

// Offered are the choices to choose among: those not retired, and those already chosen.
func (q Question) Offered(chosen []ID) []QuestionChoice {
	var offered []QuestionChoice
	for _, c := range q.Choices {
		if !c.Retired || slices.Contains(chosen, c.ID) {
			offered = append(offered, c)
		}
	}
	return offered
}

// Question is the question with the id, or nil.
func (inv *Invitation) Question(id ID) *Question {
	for i := range inv.Questions {
		if inv.Questions[i].ID == id {
			return &inv.Questions[i]
		}
	}
	return nil
}

// QuestionsAt are the questions of a phase that are still asked, in their order.
func (inv *Invitation) QuestionsAt(phase Phase) []Question {
	var found []Question
	for _, q := range inv.Questions {
		if q.Phase == phase && !q.Retired {
			found = append(found, q)
		}
	}
	return found
}

// EachMeeting reports whether a question is answered apart for each meeting: where a delegation may attend several. Elsewhere it has one
// meeting, and its answer goes along when it changes to another.
func (inv *Invitation) EachMeeting(q Question) bool {
	return q.Per == PerMeeting && inv.Series.Rules.Choice == ChooseMany
}

// dueRule is the rule that a question's deadline is worked out from.
func (inv *Invitation) dueRule(q Question) Deadline {
	if q.Phase == AsPreparation {
		return q.Due.Or(Deadline{On: inv.Series.PreparationBy})
	}
	return q.Due
}

// DueAt is the first instant too late to answer a question for a meeting, or without one: by its own rule; a preparation by the series'
// day, else the meeting's start; what was asked in the form by the registration's deadline. Zero when it is not known yet.
func (inv *Invitation) DueAt(q Question, m *Meeting) time.Time {
	start, closes := time.Time{}, inv.Series.ClosesAt
	if m != nil {
		start = m.StartsAt
		if !m.ClosesAt.IsZero() {
			closes = m.ClosesAt
		}
	}
	if rule := inv.dueRule(q); !rule.IsZero() {
		return rule.ClosesAt(start)
	}
	if q.Phase == AtSignUp {
		return closes
	}
	return start
}

// DueDay is a deadline that questions set at a meeting, for those who read the invitation.
type DueDay struct {
	At        time.Time
	Questions []Question
}

// Label is what is due when it is one question that has a short name, else empty: «Meld inn sak».
func (d DueDay) Label() Text {
	if len(d.Questions) == 1 {
		return d.Questions[0].Label
	}
	return Text{}
}

// DueDays are the deadlines that the series' questions set for a meeting, by day: the public's table shows them. What follows the
// registration's deadline or the meeting's start is not told apart.
func (inv *Invitation) DueDays(m Meeting) []DueDay {
	var days []DueDay
	for _, q := range inv.Questions {
		at := inv.DueAt(q, &m)
		if q.Retired || at.IsZero() || inv.dueRule(q).IsZero() || !q.Meeting.IsZero() && q.Meeting != m.ID {
			continue
		}
		i := slices.IndexFunc(days, func(d DueDay) bool { return d.At.Equal(at) })
		if i < 0 {
			i, days = len(days), append(days, DueDay{At: at})
		}
		days[i].Questions = append(days[i].Questions, q)
	}
	slices.SortStableFunc(days, func(a, b DueDay) int { return a.At.Compare(b.At) })
	return days
}

// QuestionUse is how far answers have come to depend on a series' questions.
type QuestionUse struct {
	Answers map[ID]int // answers to the question
	Chosen  map[ID]int // answers that chose the choice
}

// The most of a question, in characters and in choices.
const (
	MaxQuestion  = 1000
	MaxQuestions = 60
	MaxChoices   = 60
)

// CheckQuestions finds what is wrong with a series' questions as they would be stored, by the names of the editor's fields. stored are those
// there are: what somebody has answered keeps its kind and who it is asked of, and a published deadline moves earlier only to a day that
// has not come.
func CheckQuestions(inv *Invitation, questions []Question, use QuestionUse, now time.Time) Problems {
	problems := Problems{}
	for i, q := range questions {
		field := func(name string) string { return fmt.Sprintf("questions.%d.%s", i, name) }
		for _, l := range q.Text.MissingNorwegian() {
			problems.Add(field("text."+string(l)), "problem.required")
		}
		if q.Kind.Chooses() {
			live := slices.DeleteFunc(slices.Clone(q.Choices), func(c QuestionChoice) bool { return c.Retired })
			if len(live) < 2 {
				problems.Add(field("choices.nb"), "problem.question-choices")
			}
			for _, c := range live {
				if len(c.Text.MissingNorwegian()) > 0 {
					problems.Add(field("choices."+string(c.Text.MissingNorwegian()[0])), "problem.question-choices-both")
				}
			}
		}
		if q.Kind == AskFile && q.Phase == AtSignUp {
			problems.Add(field("phase"), "problem.question-file")
		}
		if !q.Due.On.IsZero() && q.Due.DaysBefore != nil {
			problems.Add(field("due_days"), "problem.one-deadline")
		}
		before := inv.Question(q.ID)
		if before == nil {
			continue
		}
		if use.Answers[q.ID] > 0 {
			if before.Kind != q.Kind {
				problems.Add(field("kind"), "problem.question-answered")
			}
			if before.Per != q.Per {
				problems.Add(field("per"), "problem.question-answered")
			}
		}
		if inv.Series.State == Published && !inv.dueMoves(*before, q, now) {
			problems.Add(field("due_on"), "problem.question-due-past")
		}
	}
	return problems
}

// dueMoves reports whether a question's deadline may move as it would, at each meeting.
func (inv *Invitation) dueMoves(before, after Question, now time.Time) bool {
	if !DeadlineMoves(inv.DueAt(before, nil), inv.DueAt(after, nil), now) {
		return false
	}
	for _, m := range inv.Meetings {
		if m.State == Planned && !DeadlineMoves(inv.DueAt(before, &m), inv.DueAt(after, &m), now) {
			return false
		}
	}
	return true
}

// NameChoices gives what is written as choices, a line each, the ids that the question's choices have already: a line is the choice with the
// same words in bokmål or in nynorsk, so that a spelling can be mended in one of them. newID makes the others'. Choices without a line are
// retired.
func NameChoices(stored []QuestionChoice, lines []Text, newID func() ID) []QuestionChoice {
	var named []QuestionChoice
	taken := map[ID]bool{}
	find := func(same func(Text) bool) ID {
		for _, c := range stored {
			if !taken[c.ID] && same(c.Text) {
				taken[c.ID] = true
				return c.ID
			}
		}
		return ID{}
	}
	ids := make([]ID, len(lines))
	for i, line := range lines { // those that are as they were first
		ids[i] = find(func(t Text) bool { return t.NB == line.NB && t.NN == line.NN })
	}
	for i, line := range lines {
		if ids[i].IsZero() {
			ids[i] = find(func(t Text) bool { return t.NB != "" && t.NB == line.NB || t.NN != "" && t.NN == line.NN })
		}
		if ids[i].IsZero() {
			ids[i] = newID()
		}
		named = append(named, QuestionChoice{ID: ids[i], Text: line})
	}
	for _, c := range stored {
		if !taken[c.ID] {
			c.Retired = true
			named = append(named, c)
		}
	}
	return named
}

// ChoiceLines are the offered choices as the editor writes them: a line each, in one language.
func (q Question) ChoiceLines(l Lang) string {
	var lines []string
	for _, c := range q.Choices {
		if !c.Retired {
			lines = append(lines, c.Text.Get(l))
		}
	}
	return strings.TrimRight(strings.Join(lines, "\n"), "\n")
}
