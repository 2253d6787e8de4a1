package app_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/sample"
	"dialogmote/internal/testdb"
)

// atTheDoor is a delegation of n with places at Raufoss, an hour before the meeting begins.
func atTheDoor(t *testing.T, n int) (*app.App, *testdb.DB, dialogue.Invitation, dialogue.Registration) {
	t.Helper()
	a, db, inv, r := placed(t, n)
	db.SetClock(t, inv.Meetings[0].StartsAt.Add(-time.Hour))
	return a, db, inv, r
}

func reader(inv dialogue.Invitation) dialogue.Actor {
	helper := editor(inv)
	helper.Role, helper.User = dialogue.Reader, sample.ID("helper")
	return helper
}

func door(t *testing.T, a *app.App, inv dialogue.Invitation) dialogue.Door {
	t.Helper()
	d, err := a.Door(t.Context(), editor(inv), inv.Series.ID, inv.Meetings[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func walkIn(name string, unit dialogue.Unit) dialogue.WalkIn {
	return dialogue.WalkIn{Submission: sample.ID("walk-in " + name), Name: name, Unit: unit, Email: "post@example.no"}
}

func TestSomebodyIsCheckedInOnceAndTakenBack(t *testing.T) {
	t.Parallel()
	a, db, inv, r := atTheDoor(t, 2)
	series, meeting := inv.Series.ID, inv.Meetings[0].ID
	seat := r.Delegates[0].Seats[0].ID
	who, done, err := a.CheckIn(t.Context(), reader(inv), series, meeting, seat)
	if err != nil || !done || !who.Came() || who.Name != "Deltaker 1" {
		t.Fatalf("%+v %v %v", who, done, err)
	}
	db.AdvanceClock(t, time.Minute)
	again, done, err := a.CheckIn(t.Context(), editor(inv), series, meeting, seat)
	if err != nil || done || !again.CheckedInAt.Equal(who.CheckedInAt) {
		t.Errorf("the second: %+v %v %v", again, done, err)
	}
	if d := door(t, a, inv); d.Count() != (dialogue.DoorCount{Came: 1, Expected: 2}) || len(dialogue.Came(d.All)) != 1 {
		t.Errorf("%+v", d.Count())
	}
	if _, done, err := a.UndoCheckIn(t.Context(), reader(inv), series, meeting, seat, who.Mark()+1); err != nil || done {
		t.Errorf("a check-in that nobody saw was taken back: %v %v", done, err)
	}
	for i, want := range []bool{true, false} {
		if _, done, err := a.UndoCheckIn(t.Context(), reader(inv), series, meeting, seat, who.Mark()); err != nil || done != want {
			t.Errorf("taken back %d: %v %v", i, done, err)
		}
	}
	if lines := column[string](t, db, `select verb from audit where verb like '%check_in' order by id`); strings.Join(lines, " ") != "check_in undo_check_in" {
		t.Errorf("%v", lines)
	}
}

// Two stand at the door and press at once. The first is noted; a writer who does not look would note the second.
func TestOfTwoAtTheDoorTheFirstIsNoted(t *testing.T) {
	t.Parallel()
	for name, looks := range map[string]bool{"the verb looks again": true, "a writer who does not": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a, db, inv, r := atTheDoor(t, 1)
			first, seat := sample.ID("first at the door"), r.Delegates[0].Seats[0].ID
			verb := func() error {
				_, done, err := a.CheckIn(t.Context(), editor(inv), inv.Series.ID, inv.Meetings[0].ID, seat)
				if done {
					t.Error("both were told that they did it")
				}
				return err
			}
			if !looks {
				verb = func() error {
					_, err := db.Owner.Exec(t.Context(), `update seat set checked_in_at = clock(), checked_in_by = $2 where id = $1`, seat, editor(inv).User)
					return err
				}
			}
			h := hold(t, db, `update seat set checked_in_at = clock(), checked_in_by = $2 where id = $1`, seat, first)
			done := h.until(verb)
			h.commit()
			if err := <-done; err != nil {
				t.Fatal(err)
			}
			if by := column[dialogue.ID](t, db, `select checked_in_by from seat where id = $1`, seat)[0]; (by == first) != looks {
				t.Errorf("noted by %s", by)
			}
		})
	}
}

// One takes back a check-in while another takes it back and checks in anew: the new one stands.
func TestTakingBackDoesNotTakeWhatCameAfter(t *testing.T) {
	t.Parallel()
	for name, looks := range map[string]bool{"the verb knows which it saw": true, "a writer who does not": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a, db, inv, r := atTheDoor(t, 1)
			seat := r.Delegates[0].Seats[0].ID
			who, _, err := a.CheckIn(t.Context(), editor(inv), inv.Series.ID, inv.Meetings[0].ID, seat)
			if err != nil {
				t.Fatal(err)
			}
			verb := func() error {
				_, _, err := a.UndoCheckIn(t.Context(), editor(inv), inv.Series.ID, inv.Meetings[0].ID, seat, who.Mark())
				return err
			}
			if !looks {
				verb = func() error {
					_, err := db.Owner.Exec(t.Context(), `update seat set checked_in_at = null, checked_in_by = null where id = $1`, seat)
					return err
				}
			}
			h := hold(t, db, `update seat set checked_in_at = checked_in_at + interval '1 minute' where id = $1`, seat)
			done := h.until(verb)
			h.commit()
			if err := <-done; err != nil {
				t.Fatal(err)
			}
			if came := count(t, db, `seat where checked_in_at is not null`); (came == 1) != looks {
				t.Errorf("%d are there", came)
			}
		})
	}
}

func TestTheDoorOpensOnTheDayAndOnlyForTheOrganisersStaff(t *testing.T) {
	t.Parallel()
	a, db, inv, r := atTheDoor(t, 1)
	seat, code := r.Delegates[0].Seats[0].ID, column[string](t, db, `select code from seat`)[0]
	series, meeting := inv.Series.ID, inv.Meetings[0].ID
	other := editor(sample.OsloViken2020())
	for name, c := range map[string]struct {
		actor dialogue.Actor
		want  error
	}{
		"another organiser's": {other, dialogue.ErrNotFound},
		"the contact":         {contact(r), dialogue.ErrForbidden},
		"nobody":              {dialogue.Actor{}, dialogue.ErrForbidden},
	} {
		if _, _, err := a.CheckIn(t.Context(), c.actor, series, meeting, seat); !errors.Is(err, c.want) {
			t.Errorf("%s checks in: %v", name, err)
		}
		if _, _, err := a.AtCode(t.Context(), c.actor, code); !errors.Is(err, c.want) {
			t.Errorf("%s scans: %v", name, err)
		}
		if err := a.AddWalkIn(t.Context(), c.actor, series, meeting, walkIn("Kari Nes", dialogue.Unit{})); !errors.Is(err, c.want) {
			t.Errorf("%s lets in: %v", name, err)
		}
	}
	if _, at, err := a.AtCode(t.Context(), reader(inv), code); err != nil || at.Seat != seat {
		t.Errorf("%+v %v", at, err)
	}
	if _, _, err := a.CheckIn(t.Context(), editor(inv), series, inv.Meetings[5].ID, seat); !errors.Is(err, dialogue.ErrNotFound) {
		t.Errorf("at another meeting: %v", err)
	}
	db.SetClock(t, dialogue.DateOf(inv.Meetings[0].StartsAt).At(0, 0).Add(-time.Second))
	if _, _, err := a.CheckIn(t.Context(), editor(inv), series, meeting, seat); !errors.Is(err, dialogue.ErrClosed) {
		t.Errorf("the evening before: %v", err)
	}
}

func TestAWalkInTakesNoPlaceAndWantsAReasonBeyondTheCapAndTheChairs(t *testing.T) {
	t.Parallel()
	a, db, inv, r := atTheDoor(t, 4) // the cap is four
	series, meeting := inv.Series.ID, inv.Meetings[0].ID
	fifth := walkIn("Ånung Øvergård", dialogue.Unit{Kind: dialogue.Municipality, Number: "0529"})
	if err := a.AddWalkIn(t.Context(), reader(inv), series, meeting, fifth); problemKey(err, "") != "problem.walk-in-editor" {
		t.Errorf("a reader lets in a fifth: %v", err)
	}
	if err := a.AddWalkIn(t.Context(), editor(inv), series, meeting, fifth); problemKey(err, "reason") != "problem.walk-in-reason" {
		t.Errorf("without a reason: %v", err)
	}
	fifth.Reason = "Skal holde innlegg."
	for range 2 { // a double click
		if err := a.AddWalkIn(t.Context(), editor(inv), series, meeting, fifth); err != nil {
			t.Fatal(err)
		}
	}
	if err := a.AddWalkIn(t.Context(), reader(inv), series, meeting, walkIn("Sissel Moen", dialogue.Unit{Kind: dialogue.Municipality, Number: "0528"})); err != nil {
		t.Errorf("of a municipality that is not registered: %v", err)
	}
	if _, err := db.Owner.Exec(t.Context(), `update meeting set capacity = taken + 2 where id = $1`, meeting); err != nil {
		t.Fatal(err)
	}
	alone := walkIn("Odd Lie", dialogue.Unit{})
	alone.From = "Pensjonistforbundet"
	if err := a.AddWalkIn(t.Context(), editor(inv), series, meeting, alone); problemKey(err, "reason") != "problem.walk-in-reason" {
		t.Errorf("no chair left: %v", err)
	}
	alone.Reason = "Det er satt inn en stol."
	if err := a.AddWalkIn(t.Context(), editor(inv), series, meeting, alone); err != nil {
		t.Fatal(err)
	}
	d := door(t, a, inv)
	if d.Count() != (dialogue.DoorCount{Expected: 4, WalkIns: 3}) || len(d.Groups()) != 3 {
		t.Errorf("%+v in %d", d.Count(), len(d.Groups()))
	}
	for _, at := range d.All {
		if at.Name == "Ånung Øvergård" && (at.Registration != r.ID || !at.OverCap || at.OverCapacity) {
			t.Errorf("%+v", at)
		}
		if at.Name == "Odd Lie" {
			if err := a.RemoveWalkIn(t.Context(), reader(inv), series, meeting, at.WalkIn); err != nil {
				t.Error(err)
			}
		}
	}
	if left := count(t, db, `walk_in`); left != 2 {
		t.Errorf("%d are left", left)
	}
}

// One chair, and two who come for it at once: the second wants a reason.
func TestTheLastChairIsGivenOnceWithoutAReason(t *testing.T) {
	t.Parallel()
	for name, locks := range map[string]bool{"the meeting's row decides": true, "without the lock both come in": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a, db, inv, _ := atTheDoor(t, 1)
			without(t, db, `update meeting set capacity = taken + 1`)
			if !locks {
				source := column[string](t, db, `select pg_get_functiondef('walk_in_judged'::regproc)`)[0]
				var bare []string
				for line := range strings.Lines(source) {
					if !strings.Contains(line, "perform from") {
						bare = append(bare, line)
					}
				}
				without(t, db, strings.Join(bare, ""))
			}
			h := hold(t, db, `
				insert into walk_in (organiser_id, id, series_id, meeting_id, name, submission, checked_in_by)
				values ($1, gen_random_uuid(), $2, $3, 'Den første', gen_random_uuid(), gen_random_uuid())`, inv.Organiser.ID, inv.Series.ID, inv.Meetings[0].ID)
			second := func() error {
				return a.AddWalkIn(t.Context(), editor(inv), inv.Series.ID, inv.Meetings[0].ID, walkIn("Den andre", dialogue.Unit{}))
			}
			if locks {
				done := h.until(second)
				h.commit()
				if err := <-done; problemKey(err, "reason") != "problem.walk-in-reason" {
					t.Errorf("%v", err)
				}
				return
			}
			if err := second(); err != nil {
				t.Fatal(err)
			}
			h.commit()
			if got := count(t, db, `walk_in where not over_capacity`); got != 2 {
				t.Errorf("%d sit on one chair", got)
			}
		})
	}
}

// Who came counts in the coverage, by the municipality and not by the place; a delegation that stayed away has had no meeting, also when
// the names are gone.
func TestTheCoverageCountsWhoWasThere(t *testing.T) {
	t.Parallel()
	a, db, inv := vestlandMeetings(t, dialogue.Date{Year: 2020, Month: time.October, Day: 15})
	forde := sample.ID("vestland-dialog-2020/meeting/sunnfjord")
	d, err := a.Door(t.Context(), editor(inv), inv.Series.ID, forde)
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range d.Groups() {
		if g.Unit.Number != "4647" {
			continue
		}
		if _, done, err := a.CheckIn(t.Context(), reader(inv), inv.Series.ID, forde, g.People[0].Seat); err != nil || !done {
			t.Fatal(done, err)
		}
	}
	walk := walkIn("Brita Flåm", dialogue.Unit{Kind: dialogue.Municipality, Number: "4641"}) // Aurland has no place in Førde
	walk.Reason = "Kom i staden for nabokommunen."
	if err := a.AddWalkIn(t.Context(), editor(inv), inv.Series.ID, forde, walk); err != nil {
		t.Fatal(err)
	}
	states := func() string {
		page := coverage(t, a, editor(inv), dialogue.CoverageFilter{})
		var all []string
		for _, number := range []string{"4647", "4641", "4602"} { // Sunnfjord came; Aurland walked in; Kinn stayed away
			for _, u := range page.Units {
				if u.Number == number {
					all = append(all, string(u.In(dialogue.DialogueMeetings).State))
				}
			}
		}
		return strings.Join(all, " ")
	}
	if got := states(); got != "held held placed" {
		t.Errorf("at the door: %s", got)
	}
	db.SetClock(t, dialogue.Date{Year: 2020, Month: time.October, Day: 16}.At(9, 0))
	if got := states(); got != "held held answered" {
		t.Errorf("the day after: %s", got)
	}
	if _, err := db.Owner.Exec(t.Context(), `update series set delete_on = '2020-12-01' where id = $1`, inv.Series.ID); err != nil {
		t.Fatal(err)
	}
	db.SetClock(t, dialogue.Date{Year: 2020, Month: time.December, Day: 2}.At(3, 0))
	if _, err := a.EraseWhatIsDue(t.Context(), dialogue.System(dialogue.ID{})); err != nil {
		t.Fatal(err)
	}
	if got := states(); got != "held held answered" {
		t.Errorf("without names: %s", got)
	}
	nobodyIsLeft(t, db, "Brita Flåm", "nabokommunen")
}

// The confirmation carries the receiver's own code, and the picture says its address; whoever takes the place over gets another.
func TestTheConfirmationCarriesTheCodeOfItsReader(t *testing.T) {
	t.Parallel()
	a, db, inv, r := placed(t, 2)
	meeting := inv.Meetings[0]
	if _, err := a.SendConfirmation(t.Context(), editor(inv), inv.Series.ID, meeting.ID, dialogue.Text{NB: "Velkommen."}, meeting.Version); err != nil {
		t.Fatal(err)
	}
	carried := func() []string {
		return column[string](t, db, `select l.recipient || ' ' || coalesce((l.check_in = s.code)::text, 'none') || ' ' || (l.body like '%inngangskode.png%')
			from letter l left join seat s on s.delegate_id = l.delegate_id where l.kind = 'confirmation' order by l.created_at, l.id desc, l.recipient`)
	}
	want := "d1@vestre-toten.kommune.no true true, d2@vestre-toten.kommune.no true true, guro.lien@vestre-toten.kommune.no none false"
	got := carried()
	slices.Sort(got)
	if strings.Join(got, ", ") != want {
		t.Fatalf("%v", got)
	}
	id := column[dialogue.ID](t, db, `select id from letter where recipient like 'd1@%' and kind = 'confirmation'`)[0]
	if err := a.DeliverLetter(t.Context(), dialogue.System(inv.Organiser.ID), id, func(_ context.Context, l app.Outgoing) error {
		if len(l.Attachments) != 1 || l.Attachments[0].MediaType != "image/png" || !strings.HasPrefix(string(l.Attachments[0].Bytes), "\x89PNG") {
			t.Errorf("%d attachments", len(l.Attachments))
		}
		return nil
	}, func(error) bool { return false }); err != nil {
		t.Fatal(err)
	}
	if err := a.SwapDelegate(t.Context(), editor(inv), at(t, a, r), r.Delegates[0].ID, dialogue.DelegateRequest{Role: r.Delegates[0].Role, Name: "Ny Person", Email: "ny@vestre-toten.kommune.no"}); err != nil {
		t.Fatal(err)
	}
	got = carried()
	slices.Sort(got)
	if strings.Join(got, ", ") != strings.Replace(want, "toten.kommune.no true true", "toten.kommune.no false true", 1)+", ny@vestre-toten.kommune.no true true" {
		t.Errorf("after the swap: %v", got)
	}
}
