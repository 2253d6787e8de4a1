package dialogue

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestFewAnswersAreNotShownApart(t *testing.T) {
	t.Parallel()
	a, b, c := ID{1}, ID{2}, ID{3}
	for _, test := range []struct {
		name    string
		answers map[ID]int
		want    []ID
	}{
		{"one meeting", map[ID]int{a: 5}, []ID{a}},
		{"one meeting of few", map[ID]int{a: 4}, nil},
		{"all have enough", map[ID]int{a: 5, b: 9}, []ID{a, b}},
		{"the rest would tell", map[ID]int{a: 12, b: 2}, nil},
		{"the smallest hides with them", map[ID]int{a: 12, b: 2, c: 6}, []ID{a}},
		{"two of few hide each other", map[ID]int{a: 12, b: 2, c: 3}, []ID{a}},
		{"nobody has answered there", map[ID]int{a: 12, b: 0}, []ID{a}},
	} {
		shown := ShownApart(test.answers)
		for _, id := range []ID{a, b, c} {
			if shown[id] != slices.Contains(test.want, id) {
				t.Errorf("%s: %v", test.name, shown)
			}
		}
	}
}

// Whatever was answered, neither what is shown nor what is left when that is drawn from the whole is about fewer than FewestAnswers.
func TestNothingShownIsAboutFew(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		answers := map[ID]int{}
		for i := range rapid.IntRange(1, 8).Draw(t, "meetings") {
			answers[ID{byte(i + 1)}] = rapid.IntRange(0, 9).Draw(t, "answers")
		}
		shown, rest := ShownApart(answers), 0
		for meeting, n := range answers {
			if shown[meeting] && n < FewestAnswers {
				t.Fatalf("%d are shown apart", n)
			}
			if !shown[meeting] {
				rest += n
			}
		}
		if len(shown) > 0 && rest > 0 && rest < FewestAnswers {
			t.Fatalf("%d are left when the shown ones are drawn from the whole", rest)
		}
	})
}

// A question that few have answered shows nothing but how many they are, in the whole and at a meeting, though the meeting itself is shown.
func TestAQuestionThatFewAnsweredIsNotShown(t *testing.T) {
	t.Parallel()
	a, b := ID{1}, ID{2}
	marks := EvaluationFigure{Question: EvaluationQuestion{ID: ID{7}, Kind: EvaluateMark}, Marks: map[ID][HighestMark]int{a: {0, 0, 1, 2, 3}, b: {1, 0, 0, 0, 5}}}
	few := EvaluationFigure{Question: EvaluationQuestion{ID: ID{8}, Kind: EvaluateWords}, Words: map[ID][]string{a: {"Lang", "Kort"}, b: {"God", "Fin", "Bra"}}}
	page := AfterPage{Meetings: []MeetingAfter{{Meeting: Meeting{ID: a}, Answered: 6}, {Meeting: Meeting{ID: b}, Answered: 6}}, Figures: []EvaluationFigure{marks, few}}
	whole := page.Sums(ID{})
	if s := whole[0]; s.Few || s.N != 12 || s.Marks[4] != 8 || s.Tenths() != 43 {
		t.Errorf("marks: %+v, %d tenths", s, s.Tenths())
	}
	if s := whole[1]; s.Few || s.N != 5 || !slices.Equal(s.Words, []string{"Bra", "Fin", "God", "Kort", "Lang"}) {
		t.Errorf("words: %+v", s)
	}
	at := page.Sums(a)
	if s := at[0]; s.Few || s.N != 6 {
		t.Errorf("marks at a meeting: %+v", s)
	}
	if s := at[1]; !s.Few || s.N != 2 || len(s.Words) > 0 {
		t.Errorf("words at a meeting: %+v", s)
	}
	page.Meetings[1].Answered = 2
	if page.Sums(b) != nil || len(page.Apart()) > 0 {
		t.Error("a meeting of few is shown apart, or the one that would tell of it")
	}
}

func TestThanksGoTheNextWorkingDay(t *testing.T) {
	t.Parallel()
	for ends, want := range map[string]string{
		"2020-11-16 11:30": "2020-11-17",
		"2020-11-20 15:00": "2020-11-23", // a Friday
		"2021-03-31 15:00": "2021-04-06", // the Wednesday before Easter
	} {
		m := Meeting{StartsAt: instant(ends), EndsAt: instant(ends)}
		if got := ThanksDay(m); got != date(want) {
			t.Errorf("%s: %v", ends, got)
		}
	}
}
