package dialogue_test

import (
	"testing"
	"time"

	. "dialogmote/internal/dialogue"
)

func days(n int) *int { return &n }

func oslo(month time.Month, day, hour int) time.Time {
	return Date{Year: 2020, Month: month, Day: day}.At(hour, 0)
}

func TestWhenAQuestionIsDue(t *testing.T) {
	t.Parallel()
	meeting := &Meeting{StartsAt: oslo(11, 16, 9), ClosesAt: oslo(11, 6, 0)}
	for _, c := range []struct {
		name    string
		q       Question
		by      Date // the series' day for preparing
		meeting *Meeting
		want    time.Time
	}{
		{"days before the meeting, the whole day", Question{Phase: AsPreparation, Due: Deadline{DaysBefore: days(3)}}, Date{}, meeting, oslo(11, 14, 0)},
		{"a day", Question{Phase: AsPreparation, Due: Deadline{On: Date{Year: 2020, Month: 11, Day: 12}}}, Date{}, meeting, oslo(11, 13, 0)},
		{"the series' day", Question{Phase: AsPreparation}, Date{Year: 2020, Month: 11, Day: 10}, meeting, oslo(11, 11, 0)},
		{"its own before the series'", Question{Phase: AsPreparation, Due: Deadline{DaysBefore: days(1)}}, Date{Year: 2020, Month: 11, Day: 10}, meeting, oslo(11, 16, 0)},
		{"a preparation without any: the meeting's start", Question{Phase: AsPreparation}, Date{}, meeting, oslo(11, 16, 9)},
		{"in the form: the registration's deadline", Question{Phase: AtSignUp}, Date{Year: 2020, Month: 11, Day: 10}, meeting, oslo(11, 6, 0)},
		{"in the form, days before the meeting", Question{Phase: AtSignUp, Due: Deadline{DaysBefore: days(20)}}, Date{}, meeting, oslo(10, 28, 0)},
		{"no date yet", Question{Phase: AsPreparation, Due: Deadline{DaysBefore: days(3)}}, Date{}, &Meeting{}, time.Time{}},
	} {
		inv := &Invitation{Series: Series{PreparationBy: c.by}}
		if got := inv.DueAt(c.q, c.meeting); !got.Equal(c.want) {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestAChoiceKeepsItsIDWhileOneLanguageSaysTheSame(t *testing.T) {
	t.Parallel()
	a, b, c, fresh := ID{1}, ID{2}, ID{3}, ID{9}
	stored := []QuestionChoice{{ID: a, Text: Text{NB: "Ja", NN: "Ja"}}, {ID: b, Text: Text{NB: "Nei", NN: "Nei"}}, {ID: c, Text: Text{NB: "Vet ikke", NN: "Veit ikkje"}}}
	named := NameChoices(stored, []Text{{NB: "Nei", NN: "Nei"}, {NB: "Usikker", NN: "Veit ikkje"}, {NB: "Kanskje", NN: "Kanskje"}}, func() ID { return fresh })
	want := []struct {
		id      ID
		retired bool
	}{{b, false}, {c, false}, {fresh, false}, {a, true}}
	if len(named) != len(want) {
		t.Fatalf("got %d choices", len(named))
	}
	for i, w := range want {
		if named[i].ID != w.id || named[i].Retired != w.retired {
			t.Errorf("choice %d is %v, retired %v", i, named[i].ID, named[i].Retired)
		}
	}
}

func TestWhatAQuestionMustHave(t *testing.T) {
	t.Parallel()
	both := func(s string) Text { return Text{NB: s, NN: s} }
	two := []QuestionChoice{{Text: both("ja")}, {Text: both("nei")}}
	answered := ID{7}
	now := oslo(11, 10, 12)
	inv := &Invitation{Series: Series{State: Published}, Meetings: []Meeting{{State: Planned, StartsAt: oslo(11, 16, 9)}},
		Questions: []Question{{ID: answered, Text: both("?"), Kind: AskText, Per: PerUnit, Phase: AsPreparation, Due: Deadline{DaysBefore: days(3)}}}}
	use := QuestionUse{Answers: map[ID]int{answered: 2}}
	for _, c := range []struct {
		name  string
		q     Question
		field string // with a problem; "" for none
	}{
		{"a text", Question{Text: both("?"), Kind: AskText, Phase: AtSignUp}, ""},
		{"both languages", Question{Text: Text{NB: "?"}, Kind: AskText}, "questions.0.text.nn"},
		{"two choices", Question{Text: both("?"), Kind: AskChoice, Choices: two}, ""},
		{"a retired choice does not count", Question{Text: both("?"), Kind: AskChoice, Choices: []QuestionChoice{two[0], {Text: both("nei"), Retired: true}}}, "questions.0.choices.nb"},
		{"a choice in one language only", Question{Text: both("?"), Kind: AskSeveral, Choices: append([]QuestionChoice{{Text: Text{NB: "kanskje"}}}, two...)}, "questions.0.choices.nn"},
		{"a file in the form", Question{Text: both("?"), Kind: AskFile, Phase: AtSignUp}, "questions.0.phase"},
		{"a file afterwards", Question{Text: both("?"), Kind: AskFile, Phase: AsPreparation}, ""},
		{"two deadlines", Question{Text: both("?"), Kind: AskText, Due: Deadline{On: Date{Year: 2020, Month: 11, Day: 20}, DaysBefore: days(1)}}, "questions.0.due_days"},
		{"another kind when answered", Question{ID: answered, Text: both("?"), Kind: AskNumber, Per: PerUnit, Phase: AsPreparation, Due: Deadline{DaysBefore: days(3)}}, "questions.0.kind"},
		{"of each delegate when answered", Question{ID: answered, Text: both("?"), Kind: AskText, Per: PerDelegate, Phase: AsPreparation, Due: Deadline{DaysBefore: days(3)}}, "questions.0.per"},
		{"earlier, still ahead", Question{ID: answered, Text: both("?"), Kind: AskText, Per: PerUnit, Phase: AsPreparation, Due: Deadline{DaysBefore: days(5)}}, ""},
		{"earlier, in the past", Question{ID: answered, Text: both("?"), Kind: AskText, Per: PerUnit, Phase: AsPreparation, Due: Deadline{DaysBefore: days(7)}}, "questions.0.due_on"},
	} {
		problems := CheckQuestions(inv, []Question{c.q}, use, now)
		if _, found := problems[c.field]; found != (c.field != "") || c.field == "" && len(problems) > 0 || len(problems) > 1 {
			t.Errorf("%s: %v, want a problem with %q", c.name, problems, c.field)
		}
	}
}

// Who got no place is asked nothing more, and who waits or has a place still is.
func TestNothingIsWaitedForFromWhoGotNoPlace(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		seats []SeatState
		want  bool
	}{
		"nobody got one":        {[]SeatState{SeatNotSelected, SeatNotSelected}, true},
		"one did":               {[]SeatState{SeatNotSelected, SeatPlaced}, false},
		"one waits":             {[]SeatState{SeatWaiting, SeatNotSelected}, false},
		"not decided":           {[]SeatState{SeatPending}, false},
		"the one who did left":  {[]SeatState{SeatNotSelected, SeatWithdrawn}, true},
		"a meeting is asked of": {nil, false},
	} {
		var r Registration
		for i, state := range c.seats {
			r.Delegates = append(r.Delegates, Delegate{ID: ID{byte(i + 1)}, Seats: []Seat{{State: state}}})
		}
		if got := r.LeftOut(); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
