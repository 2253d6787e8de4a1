package dialogue

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// EvaluationKind is how a question about a meeting that is over is answered.
type EvaluationKind string

// By a mark from 1, the worst, to 5, or in one's own words.
const (
	EvaluateMark  EvaluationKind = "mark"
	EvaluateWords EvaluationKind = "words"
)

// EvaluationKinds lists the kinds in the order staff choose among them.
var EvaluationKinds = [...]EvaluationKind{EvaluateMark, EvaluateWords}

// The limits of an evaluation: marks, questions, and the longest text of an answer, in characters.
const (
	HighestMark        = 5
	MaxEvaluation      = 12
	MaxEvaluationWords = 2000
)

// FewestAnswers is how many answers there must be before they are shown: fewer could tell who gave them.
const FewestAnswers = 5

// EvaluationOpen is how long the link in a letter answers.
const EvaluationOpen = 30 * 24 * time.Hour

// EvaluationQuestion is one question to those who came.
type EvaluationQuestion struct {
	ID      ID
	Kind    EvaluationKind
	Text    Text
	Retired bool // no longer asked; what was answered stays
}

// StandardEvaluation is what is asked where staff have chosen nothing: use, contents and conduct by marks, and a free text. Without ids.
func StandardEvaluation() []EvaluationQuestion {
	return []EvaluationQuestion{
		{Kind: EvaluateMark, Text: Text{NB: "Hvor nyttig var møtet for deg?", NN: "Kor nyttig var møtet for deg?", EN: "How useful was the meeting to you?"}},
		{Kind: EvaluateMark, Text: Text{NB: "Hvor godt var innholdet?", NN: "Kor godt var innhaldet?", EN: "How good were the contents?"}},
		{Kind: EvaluateMark, Text: Text{NB: "Hvor godt var møtet gjennomført?", NN: "Kor godt var møtet gjennomført?", EN: "How well was the meeting conducted?"}},
		{Kind: EvaluateWords, Text: Text{NB: "Hva bør vi gjøre annerledes neste gang?", NN: "Kva bør vi gjere annleis neste gong?", EN: "What should we do differently next time?"}},
	}
}

// AsksAfter are the questions that those who came are asked now.
func (inv *Invitation) AsksAfter() []EvaluationQuestion {
	return slices.DeleteFunc(slices.Clone(inv.Evaluation), func(q EvaluationQuestion) bool { return q.Retired })
}

// CheckEvaluation tells what is wrong with the questions that staff write, by field: «evaluation.0.text.nb». use counts the answers to each.
func CheckEvaluation(stored, questions []EvaluationQuestion, use map[ID]int) Problems {
	problems := Problems{}
	for i, q := range questions {
		field := func(name string) string { return fmt.Sprintf("evaluation.%d.%s", i, name) }
		if !slices.Contains(EvaluationKinds[:], q.Kind) {
			problems.Add(field("kind"), "problem.required")
		}
		for _, l := range []Lang{Bokmal, Nynorsk} {
			if strings.TrimSpace(q.Text.Get(l)) == "" {
				problems.Add(field("text."+string(l)), "problem.required")
			}
		}
		for _, before := range stored {
			if before.ID == q.ID && before.Kind != q.Kind && use[q.ID] > 0 {
				problems.Add(field("kind"), "problem.evaluation-kind")
			}
		}
	}
	return problems
}

// EvaluationAnswer is what somebody answers to one question.
type EvaluationAnswer struct {
	Question ID
	Mark     int // 0: none
	Words    string
}

// CheckEvaluationAnswers tells what is wrong with answers, by the fields «svar.<question>», and which of them count: an empty one is none.
func CheckEvaluationAnswers(asked []EvaluationQuestion, answers []EvaluationAnswer) ([]EvaluationAnswer, Problems) {
	problems := Problems{}
	var given []EvaluationAnswer
	for _, a := range answers {
		i := slices.IndexFunc(asked, func(q EvaluationQuestion) bool { return q.ID == a.Question })
		if i < 0 {
			continue // retired since the form was drawn
		}
		a.Words = strings.TrimSpace(a.Words)
		switch field := "svar." + a.Question.String(); {
		case asked[i].Kind == EvaluateMark && a.Mark == 0, asked[i].Kind == EvaluateWords && a.Words == "":
			continue
		case asked[i].Kind == EvaluateMark && (a.Mark < 1 || a.Mark > HighestMark):
			problems.Add(field, "problem.evaluation-mark")
		case asked[i].Kind == EvaluateWords && len([]rune(a.Words)) > MaxEvaluationWords:
			problems.Add(field, "problem.too-long", "Max", MaxEvaluationWords)
		}
		given = append(given, a)
	}
	if len(given) == 0 {
		problems.Add("", "problem.evaluation-empty")
	}
	return given, problems
}

// EvaluationState is whether a link to the form can be answered by.
type EvaluationState string

// The states of a link.
const (
	EvaluationAsks EvaluationState = "asks"
	EvaluationUsed EvaluationState = "used" // somebody has answered by it
	EvaluationOver EvaluationState = "over" // its time is out, or nothing is asked any more
)

// EvaluationForm is the form as whoever has the link sees it. It names nobody.
type EvaluationForm struct {
	Invitation Invitation
	Meeting    Meeting
	Questions  []EvaluationQuestion
	State      EvaluationState
}

// MeetingAfter is how a meeting stands when it is over.
type MeetingAfter struct {
	Meeting  Meeting
	Over     bool
	Came     int // people
	NoEmail  int // of them that no letter can reach
	Thanked  int // of them that have had the letter
	Links    int // to the form that were sent
	Answered int // of them that somebody has answered by
}

// Due is how many have come and can be written to, and have had no letter.
func (m MeetingAfter) Due() int { return max(0, m.Came-m.NoEmail-m.Thanked) }

// AfterPage is the page about meetings that are over, with what those who came have answered.
type AfterPage struct {
	Invitation Invitation
	Now        time.Time
	Meetings   []MeetingAfter // those whose day has come, in the invitation's order
	Figures    []EvaluationFigure
}

// EvaluationFigure is what was answered to one question, by meeting.
type EvaluationFigure struct {
	Question EvaluationQuestion
	Marks    map[ID][HighestMark]int
	Words    map[ID][]string // in no order that tells anything
}

// answers is how many answers there are to the question from each meeting.
func (f EvaluationFigure) answers() map[ID]int {
	n := map[ID]int{}
	for meeting, marks := range f.Marks {
		for _, of := range marks {
			n[meeting] += of
		}
	}
	for meeting, words := range f.Words {
		n[meeting] += len(words)
	}
	return n
}

// ShownApart are the meetings whose answers may be shown by themselves. None with fewer than FewestAnswers is; and where those that are left out
// would be so few that what is shown could be drawn from the whole, the smallest of the others is left out with them.
func ShownApart(answers map[ID]int) map[ID]bool {
	shown := map[ID]bool{}
	hidden := 0
	var order []ID
	for meeting, n := range answers {
		if n >= FewestAnswers {
			shown[meeting] = true
			order = append(order, meeting)
		} else {
			hidden += n
		}
	}
	slices.SortFunc(order, func(a, b ID) int {
		if answers[a] != answers[b] {
			return answers[a] - answers[b]
		}
		return strings.Compare(a.String(), b.String())
	})
	for _, meeting := range order {
		if hidden == 0 || hidden >= FewestAnswers {
			break
		}
		delete(shown, meeting)
		hidden += answers[meeting]
	}
	return shown
}

// EvaluationSum is the answers to a question that may be shown together: from all meetings, or from one.
type EvaluationSum struct {
	Question EvaluationQuestion
	N        int  // answers
	Few      bool // they are not shown, for there are too few
	Marks    [HighestMark]int
	Words    []string
}

// Tenths is the average mark in tenths; 0 without marks.
func (s EvaluationSum) Tenths() int {
	sum, n := 0, 0
	for i, of := range s.Marks {
		sum, n = sum+(i+1)*of, n+of
	}
	if n == 0 {
		return 0
	}
	return (sum*10 + n/2) / n
}

// Apart are the meetings that the page may show by themselves.
func (p AfterPage) Apart() []Meeting {
	n := map[ID]int{}
	for _, m := range p.Meetings {
		n[m.Meeting.ID] = m.Answered
	}
	shown := ShownApart(n)
	var all []Meeting
	for _, m := range p.Meetings {
		if shown[m.Meeting.ID] {
			all = append(all, m.Meeting)
		}
	}
	return all
}

// Answered and Links are of all meetings together.
func (p AfterPage) Answered() (answered, links int) {
	for _, m := range p.Meetings {
		answered, links = answered+m.Answered, links+m.Links
	}
	return answered, links
}

// Sums are the figures of one meeting, or of all for the zero ID. A meeting that is not shown apart has none. Fewer answers than FewestAnswers to
// a question are counted and not shown, and neither is a meeting's share of one where the rest would be so few.
func (p AfterPage) Sums(meeting ID) []EvaluationSum {
	if !meeting.IsZero() && !slices.ContainsFunc(p.Apart(), func(m Meeting) bool { return m.ID == meeting }) {
		return nil
	}
	var sums []EvaluationSum
	for _, f := range p.Figures {
		answers := f.answers()
		s := EvaluationSum{Question: f.Question}
		for at, n := range answers {
			if !meeting.IsZero() && at != meeting {
				continue
			}
			s.N += n
			for i, of := range f.Marks[at] {
				s.Marks[i] += of
			}
			s.Words = append(s.Words, f.Words[at]...)
		}
		if s.N == 0 && f.Question.Retired {
			continue
		}
		s.Few = s.N < FewestAnswers && s.N > 0 || !meeting.IsZero() && s.N > 0 && !ShownApart(answers)[meeting]
		if s.Few {
			s.Marks, s.Words = [HighestMark]int{}, nil
		}
		slices.Sort(s.Words)
		sums = append(sums, s)
	}
	return sums
}

// ThanksDay is when thanks for a meeting go by themselves: the next working day. The zero Date for one without a date.
func ThanksDay(m Meeting) Date {
	if m.StartsAt.IsZero() {
		return Date{}
	}
	day := m.LastDay().AddDays(1)
	for day.IsWeekend() || day.IsHoliday() {
		day = day.AddDays(1)
	}
	return day
}

// LastDay is the day the meeting ends, or begins when its end is not known.
func (m Meeting) LastDay() Date {
	if m.EndsAt.IsZero() {
		return DateOf(m.StartsAt)
	}
	return DateOf(m.EndsAt.Add(-time.Minute))
}

// MayThank reports whether those who came to a meeting can be thanked at now: it is over, it was held, and people's names are stored.
func MayThank(s Series, m Meeting, now time.Time) bool {
	return s.State != Draft && s.ErasedAt.IsZero() && m.StateAt(now) == Held
}
