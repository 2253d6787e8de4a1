package dialogue_test

import (
	"strings"
	"testing"
	"time"

	. "dialogmote/internal/dialogue"
)

// asked says which questions concern a registration: «case», «role/Kari», «here@1».
func asked(inv *Invitation, r Registration) string {
	names := map[ID]string{}
	for _, q := range inv.Questions {
		names[q.ID] = q.Text.NB
	}
	var said []string
	for _, a := range inv.Asks(r) {
		name := names[a.Question.ID]
		if a.Delegate != nil {
			name += "/" + a.Delegate.Name
		}
		if a.Meeting != nil {
			name += "@" + a.Meeting.Town
		}
		said = append(said, name)
	}
	return strings.Join(said, " ")
}

func TestWhichQuestionsADelegationMeets(t *testing.T) {
	t.Parallel()
	politician, planner := ID{11}, ID{12}
	bodo, hamar := ID{21}, ID{22}
	person := func(name string, role ID, meetings ...ID) Delegate {
		d := Delegate{ID: ID{name[0]}, Name: name, Role: role}
		for _, m := range meetings {
			d.Seats = append(d.Seats, Seat{Meeting: m, State: SeatPlaced})
		}
		return d
	}
	question := func(n byte, name string, change func(*Question)) Question {
		q := Question{ID: ID{n}, Text: Text{NB: name}, Kind: AskText, Per: PerUnit, Phase: AsPreparation}
		if change != nil {
			change(&q)
		}
		return q
	}
	inv := &Invitation{
		Meetings: []Meeting{{ID: bodo, Town: "Bodø", StartsAt: oslo(11, 16, 9)}, {ID: hamar, Town: "Hamar", StartsAt: oslo(11, 20, 9)}},
		Questions: []Question{
			question(1, "case", func(q *Question) { q.Per = PerMeeting }),
			question(2, "each", func(q *Question) { q.Per = PerDelegate }),
			question(3, "politicians", func(q *Question) { q.Per, q.Roles = PerDelegate, []ID{politician} }),
			question(4, "with-politician", func(q *Question) { q.Roles = []ID{politician} }),
			question(5, "hamar-only", func(q *Question) { q.Meeting = hamar }),
			question(6, "retired", func(q *Question) { q.Retired = true }),
			question(7, "retired-answered", func(q *Question) { q.Retired = true }),
		},
	}
	answers := []Answer{{AnswerKey: AnswerKey{Question: ID{7}}, Value: "ja", Version: 1}}
	gone := person("Gone", politician, bodo)
	gone.Seats[0].State = SeatWithdrawn
	for _, c := range []struct {
		name   string
		choice Choice
		people []Delegate
		want   string
	}{
		{"one meeting", ChooseOne, []Delegate{person("Kari", planner, bodo), gone}, "case each/Kari retired-answered"},
		{"a politician comes", ChooseOne, []Delegate{person("Kari", planner, bodo), person("Ola", politician, bodo)},
			"case each/Kari each/Ola politicians/Ola with-politician retired-answered"},
		{"the meeting decides", ChooseOne, []Delegate{person("Kari", planner, hamar)}, "case each/Kari hamar-only retired-answered"},
		{"several meetings", ChooseMany, []Delegate{person("Kari", planner, bodo, hamar)},
			"case@Bodø case@Hamar each/Kari hamar-only retired-answered"},
	} {
		inv.Series.Rules.Choice = c.choice
		if got := asked(inv, Registration{State: Active, Delegates: c.people, Answers: answers}); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestWhatRemainsToAnswer(t *testing.T) {
	t.Parallel()
	meeting := ID{21}
	inv := &Invitation{Meetings: []Meeting{{ID: meeting, StartsAt: oslo(11, 16, 9)}}}
	for n, d := range []int{3, 3, 3, 7} {
		inv.Questions = append(inv.Questions, Question{ID: ID{byte(n + 1)}, Kind: AskText, Per: PerUnit, Phase: AsPreparation, Required: n != 2, Due: Deadline{DaysBefore: days(d)}})
	}
	r := Registration{State: Active, Delegates: []Delegate{{Seats: []Seat{{Meeting: meeting, State: SeatPlaced}}}}}
	count := func(now time.Time, answered ...Answer) (n int) {
		r.Answers = answered
		for _, line := range inv.RemainingQuestions(r, now) {
			n = n*10 + line.Count
		}
		return n
	}
	first := Answer{AnswerKey: AnswerKey{Question: ID{1}}, Value: "ja", Version: 1}
	taken := Answer{AnswerKey: AnswerKey{Question: ID{2}}, Version: 2}
	for _, c := range []struct {
		name string
		got  int
		want int // a digit for each deadline
	}{
		{"two by the 13th, one by the 9th, one nobody must answer", count(oslo(11, 1, 9)), 21},
		{"one is answered, one taken away again", count(oslo(11, 1, 9), first, taken), 11},
		{"after the first deadline", count(oslo(11, 10, 0)), 2},
		{"after both", count(oslo(11, 14, 0)), 0},
	} {
		if c.got != c.want {
			t.Errorf("%s: %d, want %d", c.name, c.got, c.want)
		}
	}
}

func TestHowAnAnswerIsWritten(t *testing.T) {
	t.Parallel()
	a, b := QuestionChoice{ID: ID{1}}, QuestionChoice{ID: ID{2}}
	for _, c := range []struct {
		kind    QuestionKind
		value   string
		choices []ID
		want    string // as stored
		wrong   bool
	}{
		{AskText, "  ja ", nil, "ja", false},
		{AskText, strings.Repeat("å", MaxAnswer+1), nil, strings.Repeat("å", MaxAnswer+1), true},
		{AskNumber, "1 200,5", nil, "1200.5", false},
		{AskNumber, "−3", nil, "-3", false},
		{AskNumber, "mange", nil, "mange", true},
		{AskNumber, "", nil, "", false},
		{AskDate, "2020-11-13", nil, "2020-11-13", false},
		{AskDate, "2020-11-31", nil, "2020-11-31", true},
		{AskChoice, "x", []ID{{2}}, "", false},
		{AskChoice, "", []ID{{1}, {2}}, "", true},
		{AskSeveral, "", []ID{{2}, {1}}, "", false},
		{AskSeveral, "", []ID{{3}}, "", true},
	} {
		e, problems := AnswerEdit{Value: c.value, Choices: c.choices}.Settle(Question{Kind: c.kind, Choices: []QuestionChoice{a, b}}, "answer")
		if e.Value != c.want || (len(problems) > 0) != c.wrong {
			t.Errorf("%s %.20q %v: %.20q %v", c.kind, c.value, c.choices, e.Value, problems)
		}
		if c.kind == AskSeveral && !c.wrong && (len(e.Choices) != 2 || e.Choices[0] != a.ID) {
			t.Errorf("several stand in the question's order: %v", e.Choices)
		}
	}
}
