package app_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/postgres"
	"dialogmote/internal/sample"
)

// seatsOf are the states of a registration's seats, and the meetings they are at.
func (b *bench) seatsOf(id dialogue.ID) (states []dialogue.SeatState, meetings []dialogue.ID) {
	b.t.Helper()
	page, err := b.a.RegistrationPage(b.t.Context(), b.me, id)
	b.must(err)
	return seatStates(page.Registration), page.Registration.Meetings()
}

func only(states []dialogue.SeatState, state dialogue.SeatState) bool {
	return len(states) > 0 && !slices.ContainsFunc(states, func(s dialogue.SeatState) bool { return s != state })
}

func placedUnit(t *testing.T, view *dialogue.SelectionView, but ...dialogue.ID) dialogue.SelectedUnit {
	t.Helper()
	i := slices.IndexFunc(view.Units, func(u dialogue.SelectedUnit) bool {
		return u.Outcome == dialogue.SeatPlaced && !slices.Contains(but, u.Meeting)
	})
	if i < 0 {
		t.Fatal("nobody is placed")
	}
	return view.Units[i]
}

// Staff take in a letter that was lost when the answers are out: it waits, behind everybody, and can be offered a place.
func TestWhoComesAfterTheAnswersWaits(t *testing.T) {
	t.Parallel()
	b, view := answered(t, 24, nil)
	r := sample.RegistrationsDepartementet()[24]
	r.LateReason = "Brevet ble levert feil."
	late := b.register(r)
	states, meetings := b.seatsOf(late.ID)
	if !only(states, dialogue.SeatWaiting) || len(meetings) != 0 {
		t.Fatalf("%v at %v", states, meetings)
	}
	last := column[string](t, b.db, `select registration_id::text from seat where state = 'waiting' order by waiting_no desc limit 1`)
	if last[0] != late.ID.String() {
		t.Error("somebody else is last")
	}
	body := column[string](t, b.db, `select body from letter where registration_id = $1 and replaces is null order by id limit 1`, late.ID)
	if len(body) != 1 || !strings.Contains(body[0], "venteliste") {
		t.Errorf("the receipt does not say that they wait: %v", body)
	}

	var impossible []dialogue.ID
	for _, w := range late.Wishes {
		if !w.Available {
			impossible = append(impossible, w.Meeting)
		}
	}
	left := placedUnit(t, view, impossible...)
	b.withdraws(left.Registration.ID)
	e := b.version(late.ID)
	e.Reason = "Vi glemte brevet deres."
	b.must(b.a.OfferSeats(t.Context(), b.me, e, left.Meeting, []dialogue.ID{late.Delegates[0].ID}))
}

// A person who is added to a delegation with places waits for one more there.
func TestWhoIsAddedAfterTheAnswersWaitsWithTheOthers(t *testing.T) {
	t.Parallel()
	b, view := answered(t, 24, nil)
	i := slices.IndexFunc(view.Units, func(u dialogue.SelectedUnit) bool {
		return u.Outcome == dialogue.SeatPlaced && len(u.Persons) < b.inv.Series.Rules.MaxDelegates && u.Registration.Unit.Kind.Official()
	})
	if i < 0 {
		t.Fatal("no small delegation has a place")
	}
	u := view.Units[i]
	page, err := b.a.RegistrationPage(t.Context(), b.me, u.Registration.ID)
	b.must(err)
	edits := edit(page.Registration)
	edits = append(edits, dialogue.DelegateEdit{DelegateRequest: dialogue.DelegateRequest{Role: u.Persons[0].Delegate.Role, Name: "Kari Ny", Email: "ny@example.no"}})
	b.must(b.a.ChangeDelegates(t.Context(), b.me, app.Edit{Registration: u.Registration.ID, Version: page.Registration.Version, Reason: "De ringte."}, edits))
	if n := count(t, b.db, `seat s join delegate d on d.id = s.delegate_id where d.name = 'Kari Ny' and s.state = 'waiting' and s.meeting_id = $1 and s.waiting_no is not null`, u.Meeting); n != 1 {
		states, meetings := b.seatsOf(u.Registration.ID)
		t.Errorf("%v at %v", states, meetings)
	}
}

// When a meeting is cancelled after the answers, those who had places there wait for another one, and those who have a place elsewhere
// hear nothing of it, whatever they once wished.
func TestAMeetingIsCancelledAfterTheAnswers(t *testing.T) {
	t.Parallel()
	b, view := answered(t, 24, nil)
	lost := placedUnit(t, view)
	var cannot []dialogue.ID // where who lost their places can't go; the lots decide who they are
	for _, m := range b.inv.Meetings {
		if m.ID == lost.Meeting || !lost.Registration.CanAttend(&b.inv, m.ID) {
			cannot = append(cannot, m.ID)
		}
	}
	other := placedUnit(t, view, cannot...)
	inv := b.page().Invitation
	m := inv.Meeting(lost.Meeting)
	b.must(b.a.CancelMeeting(t.Context(), b.me, b.inv.Series.ID, m.ID, m.Version, "Lokalet brant."))
	if states, meetings := b.seatsOf(lost.Registration.ID); !only(states, dialogue.SeatWaiting) || len(meetings) != 0 {
		t.Errorf("who lost their places have %v at %v", states, meetings)
	}
	wrong := count(t, b.db, `letter l where l.kind = 'meeting_cancelled' and exists (select from seat s where s.registration_id = l.registration_id and s.state = 'placed')`)
	if told := count(t, b.db, `letter where kind = 'meeting_cancelled' and registration_id = $1`, lost.Registration.ID); told == 0 || wrong != 0 {
		t.Errorf("%d letters to those who lost their places, %d to those with places elsewhere", told, wrong)
	}
	b.withdraws(other.Registration.ID)
	e := b.version(lost.Registration.ID)
	e.Reason = "Møtet deres er avlyst."
	b.must(b.a.OfferSeats(t.Context(), b.me, e, other.Meeting, []dialogue.ID{lost.Persons[0].Delegate.ID}))
}

// Somebody whom staff have decided to give no place stays without one when the meeting of the others is cancelled, and gets no letter
// about a meeting that was never theirs.
func TestWhoWasNotSelectedIsNotConcernedByTheOthersMeeting(t *testing.T) {
	t.Parallel()
	b := applied(t, 24, nil)
	view := b.proposed().View
	i := slices.IndexFunc(view.Units, func(u dialogue.SelectedUnit) bool {
		return u.Outcome == dialogue.SeatPlaced && len(u.Persons) > 1
	})
	if i < 0 {
		t.Fatal("no delegation of two has a place")
	}
	u := view.Units[i]
	out := u.Persons[len(u.Persons)-1].Delegate
	_, err := b.db.Owner.Exec(t.Context(), `update delegate set email = 'ute@example.no' where id = $1`, out.ID)
	b.must(err)
	_, err = b.a.SaveLock(t.Context(), b.me, b.edit(), dialogue.SelectionLock{Registration: u.Registration.ID, Delegate: out.ID, Kind: dialogue.LockOut, Reason: "Var med i fjor."})
	b.must(err)
	view = b.page().View
	b.must(b.a.ApproveProposal(t.Context(), b.me, b.edit(), view.Proposal.ID))
	_, err = b.a.SendAnswers(t.Context(), b.me, b.edit(), view.Proposal.ID)
	b.must(err)
	u = unitOf(t, view, u.Registration.ID)
	inv := b.page().Invitation
	m := inv.Meeting(u.Meeting)
	if m == nil {
		t.Fatal("the rest of the delegation has no place any more")
	}
	b.must(b.a.CancelMeeting(t.Context(), b.me, b.inv.Series.ID, m.ID, m.Version, "Lokalet brant."))
	if n := count(t, b.db, `seat where delegate_id = $1 and state = 'not_selected' and meeting_id is null`, out.ID); n != 1 {
		t.Error("who was decided out is no longer so")
	}
	if n := count(t, b.db, `letter where kind = 'meeting_cancelled' and delegate_id = $1`, out.ID); n != 0 {
		t.Errorf("%d letters", n)
	}
}

// The personal data is erased while an offer is open: it ends without a letter, and the log tells.
func TestAnOfferOutlivesThePersonalData(t *testing.T) {
	t.Parallel()
	b, _, _ := dropout(t)
	_, err := b.offer()
	b.must(err)
	pg, err := postgres.New(b.db.App)
	b.must(err)
	b.must(pg.InTx(t.Context(), func(tx *postgres.Tx) error {
		_, err := tx.EraseSeries(t.Context(), postgres.SeriesKey{Organiser: b.inv.Organiser.ID, Series: b.inv.Series.ID})
		return err
	}))
	letters := count(t, b.db, `letter`)
	b.db.SetClock(t, column[time.Time](t, b.db, `select until from offer`)[0])
	due, err := b.a.DoWhatIsDue(t.Context(), dialogue.Actor{Kind: dialogue.SystemActor})
	b.must(err)
	if due.OffersExpired != 1 || count(t, b.db, `offer where state = 'expired'`) != 1 || count(t, b.db, `letter`) != letters {
		t.Errorf("%+v", due)
	}
	if n := count(t, b.db, `audit where verb = 'expire_offer'`); n != 1 || count(t, b.db, `audit_detail`) != 0 {
		t.Errorf("the log has %d lines of it", n)
	}
}

// Nobody had a place at the meeting when the answers went out, so nobody there has been confirmed: who is offered one and accepts is.
func TestWhoAcceptsAtAMeetingThatWasKeptIsConfirmed(t *testing.T) {
	t.Parallel()
	b, view := answered(t, 24, func(inv *dialogue.Invitation) { inv.Meetings[1].OwnPlaces = inv.Meetings[1].Capacity })
	kept := b.inv.Meetings[1].ID
	i := slices.IndexFunc(view.Units, func(u dialogue.SelectedUnit) bool {
		return u.Outcome == dialogue.SeatWaiting && u.Registration.CanAttend(&b.inv, kept)
	})
	if i < 0 {
		t.Fatal("nobody waits who can attend")
	}
	_, err := b.db.Owner.Exec(t.Context(), `update meeting set own_places = 0 where id = $1`, kept)
	b.must(err)
	e := b.version(view.Units[i].Registration.ID)
	e.Reason = "Vi fikk flere plasser."
	b.must(b.a.OfferSeats(t.Context(), b.me, e, kept, []dialogue.ID{view.Units[i].Persons[0].Delegate.ID}))
	offer := column[string](t, b.db, `select id::text from offer`)
	id, err := dialogue.ParseID(offer[0])
	b.must(err)
	b.must(b.a.AnswerOffer(t.Context(), b.me, id, true))
	if n := count(t, b.db, `letter where kind = 'confirmation' and meeting_id = $1`, kept); n == 0 || count(t, b.db, `seat where meeting_id = $1 and state = 'placed' and confirmed_at is not null`, kept) != 1 {
		t.Errorf("%d confirmations", n)
	}
}
