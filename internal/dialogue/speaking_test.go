package dialogue_test

import (
	"slices"
	"testing"
	"time"

	"dialogmote/internal/dialogue"

	"pgregory.net/rapid"
)

func speakers(n int) []dialogue.SpeakingTurn {
	var turns []dialogue.SpeakingTurn
	for i := range n {
		turns = append(turns, dialogue.SpeakingTurn{Meeting: editorID(4), Registration: dialogue.ID{9, byte(i)}})
	}
	return turns
}

func order(turns []dialogue.SpeakingTurn) []byte {
	var all []byte
	for _, t := range turns {
		all = append(all, t.Registration[1])
	}
	return all
}

func TestTheOrderIsDrawnByTheSeedAlone(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		turns := speakers(rapid.IntRange(0, 12).Draw(t, "n"))
		drawn := dialogue.DrawSpeaking(turns, lotOf(1))
		if again := dialogue.DrawSpeaking(rapid.Permutation(turns).Draw(t, "in another order"), lotOf(1)); !slices.Equal(order(drawn), order(again)) {
			t.Fatalf("%v, then %v", order(drawn), order(again))
		}
		if got := slices.Sorted(slices.Values(order(drawn))); !slices.Equal(got, order(turns)) {
			t.Fatalf("not everybody once: %v", got)
		}
		// Whoever leaves does not change the order of the rest.
		if len(turns) > 0 {
			gone := rapid.SampledFrom(turns).Draw(t, "gone").Registration
			left := func(t dialogue.SpeakingTurn) bool { return t.Registration == gone }
			if a, b := slices.DeleteFunc(drawn, left), dialogue.DrawSpeaking(slices.DeleteFunc(turns, left), lotOf(1)); !slices.Equal(order(a), order(b)) {
				t.Fatalf("%v without one, %v drawn without", order(a), order(b))
			}
		}
	})
	if slices.Equal(order(dialogue.DrawSpeaking(speakers(8), lotOf(1))), order(dialogue.DrawSpeaking(speakers(8), lotOf(2)))) {
		t.Error("another seed gives the same order")
	}
}

func TestADelegationIsMovedAStep(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		who  byte
		up   bool
		want []byte
		ok   bool
	}{
		{1, true, []byte{1, 0, 2}, true},
		{1, false, []byte{0, 2, 1}, true},
		{0, true, []byte{0, 1, 2}, false},
		{2, false, []byte{0, 1, 2}, false},
		{7, true, []byte{0, 1, 2}, false},
	} {
		if got, ok := dialogue.MoveSpeaking(speakers(3), dialogue.ID{9, c.who}, c.up); !slices.Equal(order(got), c.want) || ok != c.ok {
			t.Errorf("%d: %v %v", c.who, order(got), ok)
		}
	}
}

func TestSlotsFollowEachOtherInTheirRow(t *testing.T) {
	t.Parallel()
	inv := ready()
	inv.Programme = []dialogue.ProgrammeRow{line("Velkommen", 0, 90), {Starts: 90, Minutes: 60, Speaking: 10, Content: dialogue.Text{NB: "Innlegg"}}}
	inv.Speaking = speakers(8)
	m := inv.Meetings[0]
	clock := func(h dialogue.Hours) string {
		return h.From.In(dialogue.Oslo).Format("15.04") + h.To.In(dialogue.Oslo).Format("-15.04")
	}
	if got := clock(inv.TurnOf(m, dialogue.ID{9, 1})); got != "10.40-10.50" {
		t.Errorf("the second has the word %s", got)
	}
	if sum := inv.SpeakingSum(m.ID, 8); sum != (dialogue.SpeakingSum{N: 8, Each: 10, Total: 80, Row: 60}) || !sum.TooLong() {
		t.Errorf("%+v", sum)
	}
	for name, h := range map[string]dialogue.Hours{
		"somebody else":           inv.TurnOf(m, dialogue.ID{7}),
		"another meeting":         inv.TurnOf(inv.Meetings[1], dialogue.ID{9, 1}),
		"a meeting without a day": inv.TurnOf(dialogue.Meeting{ID: m.ID}, dialogue.ID{9, 1}),
	} {
		if h != (dialogue.Hours{}) {
			t.Errorf("%s has the word %v", name, h)
		}
	}
	// A meeting with a programme of its own has no slots but those of its own row.
	inv.Programme = append(inv.Programme, dialogue.ProgrammeRow{Meeting: m.ID, Minutes: 180, Content: dialogue.Text{NB: "Samtale"}})
	if h := inv.TurnOf(m, dialogue.ID{9, 1}); h != (dialogue.Hours{}) {
		t.Errorf("slots of a row that is not the meeting's: %v", h)
	}
	if problems := dialogue.CheckProgramme(append(inv.Programme, inv.Programme[1]), func(i int) string { return time.Duration(i).String() }); len(problems) != 1 || problems["3ns"].Key == "" {
		t.Errorf("two rows with slots: %v", problems)
	}
}
