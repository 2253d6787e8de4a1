package app_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/sample"
	"dialogmote/internal/testdb"
)

// round is the ministry's invitation with delegations that have applied, and a selection as far as the test takes it.
type round struct {
	a    *app.App
	db   *testdb.DB
	inv  dialogue.Invitation
	regs []dialogue.Registration
}

// The days of the round: appliedOn, and the day after the deadline.
var (
	appliedOn = dialogue.Date{Year: 2017, Month: time.April, Day: 20}.At(12, 0)
	deciding  = dialogue.Date{Year: 2017, Month: time.May, Day: 8}.At(9, 0)
)

// newRound has one delegation for each size apply; every meeting has so many places. The second writes nynorsk.
func newRound(t *testing.T, places int, sizes ...int) *round {
	t.Helper()
	inv := sample.Departementet2017()
	inv.Series.Rules.Identity = dialogue.OpenIdentity
	inv.Series.Texts.GroupWork = dialogue.Text{NB: "Hva er *viktigst*?", NN: "Kva er *viktigast*?"}
	for i := range inv.Meetings {
		inv.Meetings[i].Capacity, inv.Meetings[i].OwnPlaces, inv.Meetings[i].GroupWork = places, 0, dialogue.Text{}
	}
	a, db := published(t, appliedOn, inv)
	s := &round{a: a, db: db, inv: inv}
	for i, n := range sizes {
		r, err := a.Register(t.Context(), dialogue.Actor{}, inv.Series.Slug, s.request(i, n))
		if err != nil {
			t.Fatal(err)
		}
		s.regs = append(s.regs, r)
	}
	db.SetClock(t, deciding)
	return s
}

func (s *round) request(i, n int) dialogue.RegistrationRequest {
	q := request(s.inv, 0, n, fmt.Sprint("round ", i))
	q.Meeting, q.Unit.Number, q.Contact.Email = dialogue.ID{}, municipalities[i], fmt.Sprintf("post%d@example.no", i)
	if i == 1 {
		q.Lang = dialogue.Nynorsk
	}
	for j := range q.Delegates {
		q.Delegates[j].Role = s.inv.Roles[j%3].ID
		q.Delegates[j].Name, q.Delegates[j].Email = fmt.Sprintf("Deltaker %d-%d", i, j+1), fmt.Sprintf("d%d-%d@example.no", i, j+1)
	}
	for j, m := range s.inv.Meetings {
		q.Wishes = append(q.Wishes, dialogue.Wish{Meeting: m.ID, Rank: j + 1, Available: j < 2})
	}
	if n > 1 {
		q.IfNotAll = dialogue.Fewer
	}
	return q
}

func (s *round) page(t *testing.T) dialogue.SelectionPage {
	t.Helper()
	page, err := s.a.Selection(t.Context(), editor(s.inv), s.inv.Series.ID)
	if err != nil {
		t.Fatal(err)
	}
	return page
}

func (s *round) at(t *testing.T) app.SelectionEdit {
	t.Helper()
	page := s.page(t)
	return app.SelectionEdit{Series: s.inv.Series.ID, Selection: page.Draw.ID, Version: page.Draw.Version}
}

// proposed freezes, enters the value and proposes.
func (s *round) proposed(t *testing.T) dialogue.ID {
	t.Helper()
	staff := editor(s.inv)
	e := app.SeriesEdit{Series: s.inv.Series.ID, Version: s.page(t).Invitation.Series.Version}
	if err := s.a.FreezeSelection(t.Context(), staff, e, "Vinnertallene i Vikinglotto onsdag 10. mai 2017", ""); err != nil {
		t.Fatal(err)
	}
	if err := s.a.EnterPublicValue(t.Context(), staff, s.at(t), "3 14 15 9 26 5"); err != nil {
		t.Fatal(err)
	}
	proposal, err := s.a.ProposeSelection(t.Context(), staff, s.at(t), "")
	if err != nil {
		t.Fatal(err)
	}
	return proposal
}

// out locks a delegation out, and gives the new proposal.
func (s *round) out(t *testing.T, i int, reason string) dialogue.ID {
	t.Helper()
	proposal, err := s.a.SaveLock(t.Context(), editor(s.inv), s.at(t), dialogue.SelectionLock{Registration: s.regs[i].ID, Kind: dialogue.LockOut, Reason: reason})
	if err != nil {
		t.Fatal(err)
	}
	return proposal
}

func (s *round) approve(t *testing.T, proposal dialogue.ID) {
	t.Helper()
	if err := s.a.ApproveProposal(t.Context(), editor(s.inv), s.at(t), proposal); err != nil {
		t.Fatal(err)
	}
}

func (s *round) send(t *testing.T, proposal dialogue.ID) (int, error) {
	t.Helper()
	return s.a.SendAnswers(t.Context(), editor(s.inv), s.at(t), proposal)
}

// answersTo are the letters with answers that went to one address: «confirmation queued».
func (s *round) answersTo(t *testing.T, address string) []string {
	t.Helper()
	return column[string](t, s.db, `select kind || ' ' || state from letter where once like 'answer/%' and recipient = $1 order by id`, address)
}

// everybodyHasOneAnswer asserts that each contact has one, that it is what the seats say, and that each delegate with a place and nobody
// else has one too.
func (s *round) everybodyHasOneAnswer(t *testing.T) {
	t.Helper()
	for i, r := range s.regs {
		page := stored(t, s.a, r)
		if page.Registration.State != dialogue.Active {
			continue
		}
		states := seatStates(page.Registration)
		want := dialogue.LetterWaiting
		if slices.Contains(states, dialogue.SeatPlaced) {
			want = dialogue.LetterConfirmation
		} else if slices.Contains(states, dialogue.SeatNotSelected) {
			want = dialogue.LetterNotSelected
		}
		if got := s.answersTo(t, fmt.Sprintf("post%d@example.no", i)); len(got) != 1 || !strings.HasPrefix(got[0], string(want)+" ") {
			t.Errorf("delegation %d has %v and the letters %v", i, states, got)
		}
		for j, d := range page.Registration.Delegates {
			got := s.answersTo(t, fmt.Sprintf("d%d-%d@example.no", i, j+1))
			if placed := d.Seats[0].State == dialogue.SeatPlaced; len(got) > 1 || placed != (len(got) == 1) || placed && d.Seats[0].ConfirmedAt.IsZero() {
				t.Errorf("delegate %d-%d is %s and has %v", i, j+1, d.Seats[0].State, got)
			}
		}
	}
}

func TestTheAnswersGoOutTogetherOnce(t *testing.T) {
	t.Parallel()
	s := newRound(t, 5, 4, 3, 4, 2, 3, 1, 2)
	s.proposed(t)
	proposal := s.out(t, 3, "Kommunen er vertskap for et eget møte.")
	if _, err := s.send(t, proposal); !errors.Is(err, dialogue.ErrStale) {
		t.Errorf("sent before it is approved: %v", err)
	}
	s.approve(t, proposal)
	before, err := s.a.Answers(t.Context(), editor(s.inv), s.inv.Series.ID)
	if err != nil || before.Sent() || len(before.Obstacles) > 0 || len(before.Answers) != 7 {
		t.Fatalf("before: %+v %v", before.Counts, err)
	}
	e := s.at(t)
	sent, err := s.a.SendAnswers(t.Context(), editor(s.inv), e, proposal)
	if err != nil || sent != before.Counts.Letters() || sent != count(t, s.db, `letter where once like 'answer/%'`) {
		t.Fatalf("%d letters, %d were promised: %v", sent, before.Counts.Letters(), err)
	}
	s.everybodyHasOneAnswer(t)
	if n := count(t, s.db, `river_job where kind = 'send_letter' and args->>'letter' in (select id::text from letter where once like 'answer/%')`); n != sent {
		t.Errorf("%d jobs for %d letters", n, sent)
	}
	if n := count(t, s.db, `audit where verb = 'send_answers'`); n != 1 {
		t.Errorf("%d audit lines", n)
	}
	for name, do := range map[string]func() error{
		"the same form again": func() error { _, err := s.a.SendAnswers(t.Context(), editor(s.inv), e, proposal); return err },
		"from a new page":     func() error { _, err := s.send(t, proposal); return err },
		"a new draw": func() error {
			edit := app.SeriesEdit{Series: s.inv.Series.ID, Version: s.page(t).Invitation.Series.Version}
			return s.a.FreezeSelection(t.Context(), editor(s.inv), edit, "noe annet", "vi vil trekke på nytt")
		},
	} {
		if err := do(); err == nil {
			t.Errorf("%s: nothing stops it", name)
		}
	}
	s.everybodyHasOneAnswer(t)
	after, err := s.a.Answers(t.Context(), editor(s.inv), s.inv.Series.ID)
	if done, all := after.Going(); err != nil || !after.Sent() || !after.Underway() || done != 0 || all != sent {
		t.Errorf("afterwards %d of %d: %v", done, all, err)
	}
	reasons := column[string](t, s.db, `select body from letter where kind = 'not_selected'`)
	if len(reasons) != 1 || !strings.Contains(strings.Join(strings.Fields(reasons[0]), " "), "«Kommunen er vertskap for et eget møte.»") {
		t.Errorf("who is not selected reads %q", reasons)
	}
	for _, body := range column[string](t, s.db, `select body from letter where kind = 'confirmation' and once like 'answer/%'`) {
		if !strings.Contains(body, "gruppearbeidet") || !strings.Contains(body, "viktig") {
			t.Errorf("no questions for group work in\n%s", body)
		}
	}
	if len(told(t, s.db, dialogue.LetterConfirmation)) == 0 || count(t, s.db, `letter where kind = 'confirmation' and calendar_method <> 'REQUEST'`) > 0 {
		t.Error("a confirmation is without its invitation for the calendar")
	}
}

// Whoever waits stands in the order of the lots, whether some of the delegation have places or not.
func TestThoseWhoWaitStandInTheOrderOfLots(t *testing.T) {
	t.Parallel()
	s := newRound(t, 3, 4, 4, 4, 4, 4, 4)
	proposal := s.proposed(t)
	s.approve(t, proposal)
	if _, err := s.send(t, proposal); err != nil {
		t.Fatal(err)
	}
	queue := column[string](t, s.db, `select registration_id::text from seat where state = 'waiting' group by registration_id order by min(waiting_no)`)
	lots := map[string]int{}
	for _, u := range s.page(t).View.Units {
		lots[u.Registration.ID.String()] = u.Lot
	}
	for i := 1; i < len(queue); i++ {
		if lots[queue[i-1]] >= lots[queue[i]] {
			t.Errorf("number %d in the queue has lot %d, the one behind it %d", i, lots[queue[i-1]], lots[queue[i]])
		}
	}
	if len(queue) < 3 {
		t.Errorf("only %d wait", len(queue))
	}
}

// What has changed since the approval decides: nobody who has withdrawn is sent a place, and nobody is told of a meeting without a date.
func TestWhatCanNotBeSent(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change func(t *testing.T, s *round)
		key    string
	}{
		"somebody with a place has withdrawn": {func(t *testing.T, s *round) {
			r := s.regs[0]
			if err := s.a.Withdraw(t.Context(), contact(r), at(t, s.a, r)); err != nil {
				t.Fatal(err)
			}
		}, "problem.selection-withdrawn"},
		"a meeting is cancelled": {func(t *testing.T, s *round) {
			if _, err := s.db.Owner.Exec(t.Context(), `update meeting set state = 'cancelled', cancelled_at = clock() where id = any(select distinct (regexp_matches(assignment, ',([0-9a-f-]{36}),placed'))[1]::uuid from selection_proposal)`); err != nil {
				t.Fatal(err)
			}
		}, "problem.selection-meeting-over"},
		"the meetings have begun": {func(t *testing.T, s *round) { s.db.SetClock(t, deciding.AddDate(1, 0, 0)) }, "problem.selection-meeting-over"},
		"a meeting has lost its date": {func(t *testing.T, s *round) {
			if _, err := s.db.Owner.Exec(t.Context(), `update meeting set starts_at = null, ends_at = null, closes_at = null`); err != nil {
				t.Fatal(err)
			}
		}, "problem.answers-undated"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newRound(t, 10, 2, 2)
			proposal := s.proposed(t)
			s.approve(t, proposal)
			c.change(t, s)
			_, err := s.send(t, proposal)
			var problems dialogue.Problems
			if !errors.As(err, &problems) || problems[""].Key != c.key {
				t.Errorf("%v", err)
			}
			if n := count(t, s.db, `letter where once like 'answer/%'`) + count(t, s.db, `seat where state not in ('pending', 'withdrawn')`) + count(t, s.db, `selection where sent_at is not null`); n != 0 {
				t.Errorf("%d things were done all the same", n)
			}
		})
	}
}

// Somebody who has come since the draw was frozen is answered too, last in the queue.
func TestWhoComesLateIsAnsweredLast(t *testing.T) {
	t.Parallel()
	s := newRound(t, 2, 2, 2, 2)
	proposal := s.proposed(t)
	q := s.request(3, 2)
	q.Channel, q.LateReason, q.ReceivedOn = dialogue.ByPost, "Brevet ble levert feil.", dialogue.DateOf(deciding)
	late, err := s.a.Register(t.Context(), editor(s.inv), s.inv.Series.Slug, q)
	if err != nil {
		t.Fatal(err)
	}
	s.regs = append(s.regs, late)
	s.approve(t, proposal)
	if _, err := s.send(t, proposal); err != nil {
		t.Fatal(err)
	}
	s.everybodyHasOneAnswer(t)
	last := column[string](t, s.db, `select registration_id::text from seat where state = 'waiting' order by waiting_no desc limit 1`)
	if len(last) != 1 || last[0] != late.ID.String() {
		t.Errorf("%v is last", last)
	}
}

// Two colleagues press the button at the same moment.
func TestTwoWhoSendAtOnce(t *testing.T) {
	t.Parallel()
	s := newRound(t, 4, 3, 3, 2)
	proposal := s.proposed(t)
	s.approve(t, proposal)
	e, a := s.at(t), wide(t, s.db, 6)
	h := hold(t, s.db, `select from series where id = $1 for update`, s.inv.Series.ID)
	send := func() error { _, err := a.SendAnswers(t.Context(), editor(s.inv), e, proposal); return err }
	done := h.until(send, send, send)
	h.commit()
	sent := 0
	for range 3 {
		switch err := <-done; {
		case err == nil:
			sent++
		case !errors.Is(err, dialogue.ErrClosed):
			t.Errorf("%v", err)
		}
	}
	if sent != 1 {
		t.Errorf("sent %d times", sent)
	}
	s.everybodyHasOneAnswer(t)
}

// Whoever forgets the lock: the answers of another draw are being sent, or somebody is being answered, in a transaction that has not
// ended. The index, or the letter's occasion, decides; without them there are two answers.
func TestNobodyIsAnsweredTwiceWhoeverForgetsTheLock(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ first, drop string }{
		"another draw":                   {`update selection set sent_at = clock(), sent_by = frozen_by where series_id = $1 and number = 1`, "drop index selection_sent"},
		"somebody has an answer already": {`insert into letter (organiser_id, id, once, kind, series_id, recipient, lang, subject, body, html, calendar, calendar_method, state) select organiser_id, gen_random_uuid(), 'answer/' || series_id || '/' || id || '/', 'waiting', series_id, contact_email, 'nb', 'x', 'x', '', '', '', 'sent' from registration where series_id = $1 limit 1`, "alter table letter drop constraint letter_once"},
	} {
		for _, guarded := range []bool{true, false} {
			t.Run(fmt.Sprintf("%s, guarded %v", name, guarded), func(t *testing.T) {
				t.Parallel()
				s := newRound(t, 4, 2, 2)
				s.proposed(t)
				edit := app.SeriesEdit{Series: s.inv.Series.ID, Version: s.page(t).Invitation.Series.Version}
				if err := s.a.FreezeSelection(t.Context(), editor(s.inv), edit, "Et annet tall", "Feil tall ble brukt."); err != nil {
					t.Fatal(err)
				}
				if err := s.a.EnterPublicValue(t.Context(), editor(s.inv), s.at(t), "1 2 3"); err != nil {
					t.Fatal(err)
				}
				proposal, err := s.a.ProposeSelection(t.Context(), editor(s.inv), s.at(t), "")
				if err != nil {
					t.Fatal(err)
				}
				s.approve(t, proposal)
				if !guarded {
					without(t, s.db, c.drop)
				}
				h, e := hold(t, s.db, c.first, s.inv.Series.ID), s.at(t)
				send := func() error { _, err := s.a.SendAnswers(t.Context(), editor(s.inv), e, proposal); return err }
				if guarded {
					done := h.until(send)
					h.commit()
					if err := <-done; !errors.Is(err, dialogue.ErrClosed) {
						t.Errorf("%v", err)
					}
					if n := count(t, s.db, `seat where state <> 'pending'`); n != 0 {
						t.Errorf("%d seats were settled", n)
					}
					return
				}
				h.commit()
				if err := send(); err != nil {
					t.Fatal(err)
				}
				twice := count(t, s.db, `(select 1 from letter where once like 'answer/%' group by once having count(*) > 1) x`)
				if sent := count(t, s.db, `selection where sent_at is not null`); sent < 2 && twice == 0 {
					t.Error("without the guard nothing went wrong: this test shows nothing")
				}
			})
		}
	}
}

// The contact's own page says what came of it, and why in the words of the letter, until something else has happened.
func TestTheOwnPageTellsTheAnswer(t *testing.T) {
	t.Parallel()
	s := newRound(t, 2, 2, 2, 2, 2, 2)
	proposal := s.proposed(t)
	s.approve(t, proposal)
	for _, r := range s.regs {
		if page := stored(t, s.a, r); page.Answer != nil || page.Stands() {
			t.Error("the answer is told before it is sent")
		}
	}
	if _, err := s.send(t, proposal); err != nil {
		t.Fatal(err)
	}
	outcomes := map[dialogue.SeatState]int{}
	for _, r := range s.regs {
		page := stored(t, s.a, r)
		if page.Answer == nil || !page.Stands() || page.Answer.Reason.Kind == "" {
			t.Fatalf("%+v", page.Answer)
		}
		outcomes[page.Answer.Outcome]++
		if page.Answer.Outcome == dialogue.SeatWaiting && (len(page.QueueBefore) != 0 || page.Registration.WorkState() != dialogue.WorkWaiting) {
			t.Errorf("a number in a queue that does not decide: %v, %s", page.QueueBefore, page.Registration.WorkState())
		}
	}
	if outcomes[dialogue.SeatPlaced] == 0 || outcomes[dialogue.SeatWaiting] == 0 {
		t.Errorf("%v", outcomes)
	}
}
