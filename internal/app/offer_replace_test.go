package app_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"

	"github.com/google/go-cmp/cmp"
)

// answered is a selection of which the answers have been sent, as the seats then are.
func answered(t *testing.T, units int, change func(inv *dialogue.Invitation)) (*bench, *dialogue.SelectionView) {
	t.Helper()
	b := applied(t, units, change)
	page := b.proposed()
	b.must(b.a.ApproveProposal(t.Context(), b.me, b.edit(), page.View.Proposal.ID))
	view := b.page().View
	if _, err := b.a.SendAnswers(t.Context(), b.me, b.edit(), view.Proposal.ID); err != nil {
		t.Fatal(err)
	}
	return b, view
}

func (b *bench) offers() dialogue.OffersPage {
	b.t.Helper()
	page, err := b.a.Offers(b.t.Context(), b.me, b.inv.Series.ID)
	b.must(err)
	return page
}

// proposed are the proposals: whose, at which meeting, how many, and whether they are the same delegation's next.
type proposed struct {
	Unit, Meeting dialogue.ID
	People        int
	Same          bool
}

func (b *bench) replacements() []proposed {
	b.t.Helper()
	var all []proposed
	for _, m := range b.offers().Meetings {
		for _, p := range m.Proposed {
			all = append(all, proposed{p.Registration.ID, p.Meeting, len(p.Delegates), p.SameUnit})
		}
	}
	return all
}

func (b *bench) version(id dialogue.ID) app.Edit {
	b.t.Helper()
	page, err := b.a.RegistrationPage(b.t.Context(), b.me, id)
	b.must(err)
	return app.Edit{Registration: id, Version: page.Registration.Version, Reason: ""}
}

func (b *bench) withdraws(id dialogue.ID) {
	b.t.Helper()
	e := b.version(id)
	e.Reason = "De ringte."
	b.must(b.a.Withdraw(b.t.Context(), b.me, e))
}

// offer offers the first proposal.
func (b *bench) offer() (dialogue.Replacement, error) {
	b.t.Helper()
	for _, m := range b.offers().Meetings {
		for _, p := range m.Proposed {
			return p, b.a.OfferSeats(b.t.Context(), b.me, b.version(p.Registration.ID), p.Meeting, people(p))
		}
	}
	b.t.Fatal("nothing is proposed")
	return dialogue.Replacement{}, nil
}

func people(p dialogue.Replacement) []dialogue.ID {
	var ids []dialogue.ID
	for _, d := range p.Delegates {
		ids = append(ids, d.ID)
	}
	return ids
}

func TestNothingIsProposedWhileEveryPlaceIsTakenOrBeforeTheAnswers(t *testing.T) {
	t.Parallel()
	before := applied(t, 20, nil)
	before.proposed()
	if page := before.offers(); page.Selected || page.Proposed() != 0 {
		t.Errorf("before the answers: %v, %d proposed", page.Selected, page.Proposed())
	}
	b, _ := answered(t, 20, nil)
	if page := b.offers(); !page.Selected || page.Proposed() != 0 {
		t.Errorf("with every place taken: %v, %d proposed", page.Selected, page.Proposed())
	}
}

// dropout is a selection in which one has left a delegation that was placed in part, and the delegate who is next in it.
func dropout(t *testing.T) (b *bench, u dialogue.SelectedUnit, next dialogue.ID) {
	t.Helper()
	var view *dialogue.SelectionView
	b, view = answered(t, 20, nil)
	i := slices.IndexFunc(view.Units, func(u dialogue.SelectedUnit) bool {
		return u.Outcome == dialogue.SeatPlaced && u.Places() < len(u.Persons) && u.Places() > 0
	})
	if i < 0 {
		t.Fatal("no delegation is placed in part")
	}
	u = view.Units[i]
	r := u.Registration
	edits := []dialogue.DelegateEdit{}
	for _, p := range u.Persons {
		q := dialogue.DelegateRequest{Role: p.Delegate.Role, Name: p.Delegate.Name, Position: p.Delegate.Position, Email: p.Delegate.Email, Phone: p.Delegate.Phone}
		edits = append(edits, dialogue.DelegateEdit{ID: p.Delegate.ID, DelegateRequest: q})
		if p.Outcome != dialogue.SeatPlaced && next.IsZero() {
			next = p.Delegate.ID
		}
	}
	gone := slices.IndexFunc(u.Persons, func(p dialogue.SelectedPerson) bool { return p.Outcome == dialogue.SeatPlaced })
	edits[gone].Gone = true
	e := b.version(r.ID)
	e.Reason = "Syk."
	b.must(b.a.ChangeDelegates(t.Context(), b.me, e, edits))
	return b, u, next
}

func TestADropoutIsReplacedByTheNextOfTheSameDelegation(t *testing.T) {
	t.Parallel()
	b, u, next := dropout(t)
	r := u.Registration
	if diff := cmp.Diff([]proposed{{r.ID, u.Meeting, 1, true}}, b.replacements()); diff != "" {
		t.Fatal(diff)
	}
	p, err := b.offer()
	b.must(err)
	if p.Delegates[0].ID != next {
		t.Errorf("offered to %s, not the next", p.Delegates[0].Name)
	}
	if got := b.replacements(); len(got) != 0 {
		t.Errorf("proposed again while it is open: %v", got)
	}
	offer := b.offers().Meetings
	line := slices.IndexFunc(offer, func(m dialogue.MeetingOffers) bool { return len(m.Open) > 0 })
	b.must(b.a.AnswerOffer(t.Context(), b.me, offer[line].Open[0].Offer.ID, true))
	if n := count(t, b.db, `seat where delegate_id = $1 and state = 'placed' and confirmed_at is not null`, next); n != 1 {
		t.Error("the next is not placed and confirmed")
	}
	if n := count(t, b.db, `letter where registration_id = $1 and kind = 'confirmation'`, r.ID); n == 0 {
		t.Error("no confirmation")
	}
	if got := b.replacements(); len(got) != 0 {
		t.Errorf("proposed when every place is taken: %v", got)
	}
}

func TestWhoLetsAnOfferExpireIsNotProposedAgainEvenAsTheNext(t *testing.T) {
	t.Parallel()
	b, u, next := dropout(t)
	p, err := b.offer()
	b.must(err)
	if !p.SameUnit || p.Delegates[0].ID != next {
		t.Fatalf("%v is offered the place", p.Delegates)
	}
	until := column[time.Time](t, b.db, `select until from offer`)[0]
	b.db.SetClock(t, until)
	if _, err := b.a.DoWhatIsDue(t.Context(), dialogue.Actor{Kind: dialogue.SystemActor}); err != nil {
		t.Fatal(err)
	}
	for _, again := range b.replacements() {
		if again.Unit == u.Registration.ID {
			t.Errorf("proposed again: %v", again)
		}
	}
	if n := count(t, b.db, `seat where delegate_id = $1 and state = 'waiting'`, next); n != 1 {
		t.Error("the next does not wait any more")
	}
}

func TestFreePlacesGoByTheRulesWhenADelegationLeaves(t *testing.T) {
	t.Parallel()
	b, view := answered(t, 24, nil)
	placed := slices.IndexFunc(view.Units, func(u dialogue.SelectedUnit) bool { return u.Outcome == dialogue.SeatPlaced && u.Places() >= 1 })
	left := view.Units[placed]
	b.withdraws(left.Registration.ID)
	first := b.replacements()
	total := 0
	for _, p := range first {
		total += p.People
		u := unitOf(t, view, p.Unit)
		switch {
		case p.Meeting != left.Meeting:
			t.Errorf("proposed at another meeting: %v", p)
		case p.Unit == left.Registration.ID:
			t.Error("whoever withdrew is proposed")
		case u.Outcome == dialogue.SeatPlaced && u.Meeting != p.Meeting:
			t.Errorf("somebody placed elsewhere is proposed")
		case !u.Registration.CanAttend(&b.inv, p.Meeting):
			t.Error("somebody who can't attend is proposed")
		}
	}
	if total != left.Places() {
		t.Fatalf("%d places are proposed, %d are free: %v", total, left.Places(), first)
	}
	offered, err := b.offer()
	b.must(err)
	open := func() dialogue.Offer {
		for _, m := range b.offers().Meetings {
			if len(m.Open) > 0 {
				return m.Open[0].Offer
			}
		}
		t.Fatal("no open offer")
		return dialogue.Offer{}
	}
	o := open()
	b.db.SetClock(t, o.Until.Add(time.Minute))
	if due, err := b.a.DoWhatIsDue(t.Context(), dialogue.Actor{Kind: dialogue.SystemActor}); err != nil || due.OffersExpired != 1 || due.OffersMade != 0 {
		t.Fatalf("%+v, %v", due, err)
	}
	for _, p := range b.replacements() {
		if p.Unit == offered.Registration.ID {
			t.Error("who let the offer expire is proposed again")
		}
	}
	if n := count(t, b.db, `seat where registration_id = $1 and state = 'waiting'`, offered.Registration.ID); n != len(offered.Registration.LiveDelegates())-unitOf(t, view, offered.Registration.ID).Places() {
		t.Errorf("%d wait again", n)
	}
	e := b.version(offered.Registration.ID)
	refuses(t, b.db, "out of the draw's order without a reason", nil, func() error {
		return b.a.OfferSeats(t.Context(), b.me, e, offered.Meeting, people(offered))
	})
	e.Reason = "De rakk ikke å svare."
	b.must(b.a.OfferSeats(t.Context(), b.me, e, offered.Meeting, people(offered)))
}

func TestWhatStaffCannotOfferAfterASelection(t *testing.T) {
	t.Parallel()
	b, view := answered(t, 24, nil)
	left := view.Units[slices.IndexFunc(view.Units, func(u dialogue.SelectedUnit) bool { return u.Outcome == dialogue.SeatPlaced })]
	waiting := with(t, b.page(), dialogue.SeatWaiting)
	elsewhere := view.Units[slices.IndexFunc(view.Units, func(u dialogue.SelectedUnit) bool {
		return u.Outcome == dialogue.SeatPlaced && u.Meeting != left.Meeting && u.Places() < len(u.Persons)
	})]
	try := func(u dialogue.SelectedUnit, meeting dialogue.ID, delegates ...dialogue.ID) error {
		e := b.version(u.Registration.ID)
		e.Reason = "Vi vil."
		return b.a.OfferSeats(t.Context(), b.me, e, meeting, delegates)
	}
	if err := try(waiting, left.Meeting, waiting.Persons[0].Delegate.ID); !errors.Is(err, dialogue.ErrFull) && !errors.Is(err, dialogue.ErrStale) {
		t.Errorf("a full meeting: %v", err)
	}
	b.withdraws(left.Registration.ID)
	out := elsewhere.Persons[slices.IndexFunc(elsewhere.Persons, func(p dialogue.SelectedPerson) bool { return p.Outcome != dialogue.SeatPlaced })]
	refuses(t, b.db, "a delegation placed elsewhere", dialogue.ErrStale, func() error { return try(elsewhere, left.Meeting, out.Delegate.ID) })
	refuses(t, b.db, "nobody", dialogue.ErrStale, func() error { return try(waiting, left.Meeting) })
	refuses(t, b.db, "somebody of another delegation", dialogue.ErrStale, func() error { return try(waiting, left.Meeting, out.Delegate.ID) })
	b.db.SetClock(t, b.inv.Meeting(left.Meeting).StartsAt.Add(-30*time.Minute))
	refuses(t, b.db, "half an hour before", dialogue.ErrClosed, func() error { return try(waiting, left.Meeting, waiting.Persons[0].Delegate.ID) })
}
