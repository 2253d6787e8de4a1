package app_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/sample"
	"dialogmote/internal/testdb"

	"github.com/google/go-cmp/cmp"
)

// monday is an hour when offers are made, while every meeting of Innlandet 2019 is open.
var monday = dialogue.Date{Year: 2019, Month: time.August, Day: 26}.At(9, 0)

// hall is a meeting with so many places, and delegations that have come in order.
type hall struct {
	a    *app.App
	db   *testdb.DB
	inv  dialogue.Invitation
	m    dialogue.ID
	regs []dialogue.Registration
}

// municipalities answer in this order.
var municipalities = []string{"0529", "0528", "0502", "0501", "0402", "0403", "0412", "0415", "0417", "0418", "0419", "0420"}

func newHall(t *testing.T, capacity int, sizes ...int) *hall {
	t.Helper()
	inv := sample.Innlandet2019()
	inv.Series.Rules.Identity, inv.Meetings[4].Capacity = dialogue.OpenIdentity, capacity
	inv.Series.Rules.OfferDays = 2
	a, db := published(t, monday, inv)
	h := &hall{a: a, db: db, inv: inv, m: inv.Meetings[4].ID}
	for i, n := range sizes {
		h.regs = append(h.regs, h.comes(t, a, i, n))
	}
	return h
}

func (h *hall) request(i, n int) dialogue.RegistrationRequest {
	q := request(h.inv, 4, n, fmt.Sprint("hall ", i))
	q.Unit.Number = municipalities[i]
	q.Contact.Email = fmt.Sprintf("post%d@example.no", i)
	for j := range q.Delegates {
		q.Delegates[j].Name = fmt.Sprintf("Deltaker %d-%d", i, j+1)
		q.Delegates[j].Email = fmt.Sprintf("d%d-%d@example.no", i, j+1)
	}
	return q
}

func (h *hall) comes(t *testing.T, a *app.App, i, n int) dialogue.Registration {
	t.Helper()
	r, err := a.Register(t.Context(), dialogue.Actor{}, h.inv.Series.Slug, h.request(i, n))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func (h *hall) leaves(t *testing.T, i int) {
	t.Helper()
	if err := h.a.Withdraw(t.Context(), contact(h.regs[i]), at(t, h.a, h.regs[i])); err != nil {
		t.Fatal(err)
	}
}

// minute is one round of what runs by itself.
func (h *hall) minute(t *testing.T) app.Due {
	t.Helper()
	due, err := h.a.DoWhatIsDue(t.Context(), dialogue.Actor{Kind: dialogue.SystemActor})
	if err != nil {
		t.Fatal(err)
	}
	return due
}

// states are the delegations in the order they came: «placed 2», «waiting 3», «offered 1, withdrawn 1».
func (h *hall) states(t *testing.T) []string {
	t.Helper()
	var all []string
	for _, r := range h.regs {
		all = append(all, strings.Join(column[string](t, h.db, `select state || ' ' || count(*) from seat where registration_id = $1 group by state order by state`, r.ID), ", "))
	}
	return all
}

func (h *hall) expect(t *testing.T, name string, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, h.states(t)); diff != "" {
		t.Errorf("%s:\n%s", name, diff)
	}
	if counted, stored := count(t, h.db, `seat where meeting_id = $1 and state in ('placed', 'offered')`, h.m), taken(t, h.db, h.m); counted != stored {
		t.Errorf("%s: %d seats are taken, the meeting says %d", name, counted, stored)
	}
}

// link is the token in the newest offer to a delegation.
func (h *hall) link(t *testing.T, i int) string {
	t.Helper()
	body := column[string](t, h.db, `select body from letter where registration_id = $1 and kind = 'offer' order by id desc limit 1`, h.regs[i].ID)
	if len(body) == 0 {
		t.Fatalf("no offer to %d", i)
	}
	return regexp.MustCompile(`/min-pamelding/tilbud/([A-Za-z0-9_-]+)`).FindStringSubmatch(body[0])[1]
}

func (h *hall) offers(t *testing.T) []string {
	t.Helper()
	var all []string
	for i, r := range h.regs {
		for _, s := range column[string](t, h.db, `select state || ' ' || places from offer where registration_id = $1 order by id`, r.ID) {
			all = append(all, fmt.Sprint(i, " ", s))
		}
	}
	return all
}

func TestFreePlacesAreOfferedInOrderToWholeDelegations(t *testing.T) {
	t.Parallel()
	h := newHall(t, 4, 4, 3, 1, 2)
	h.expect(t, "full", "placed 4", "waiting 3", "waiting 1", "waiting 2")
	if due := h.minute(t); due.OffersMade != 0 {
		t.Errorf("%d offers at a full meeting", due.OffersMade)
	}
	edits := edit(stored(t, h.a, h.regs[0]).Registration)
	edits[0].Gone, edits[1].Gone = true, true
	if err := h.a.ChangeDelegates(t.Context(), contact(h.regs[0]), at(t, h.a, h.regs[0]), edits); err != nil {
		t.Fatal(err)
	}
	h.minute(t)
	h.expect(t, "two places are not three: nobody is passed over", "placed 2, withdrawn 2", "waiting 3", "waiting 1", "waiting 2")
	late := h.comes(t, h.a, 4, 1)
	h.regs = append(h.regs, late)
	h.expect(t, "who comes now waits behind them", "placed 2, withdrawn 2", "waiting 3", "waiting 1", "waiting 2", "waiting 1")
	h.leaves(t, 0)
	before := counted(t, h.db)
	if due := h.minute(t); due.OffersMade != 2 {
		t.Errorf("%d offers", due.OffersMade)
	}
	h.expect(t, "room for the first two", "withdrawn 4", "offered 3", "offered 1", "waiting 2", "waiting 1")
	if after := counted(t, h.db); after != (ledger{before.audit + 2, before.letters + 2, before.jobs + 2}) {
		t.Errorf("%v became %v", before, after)
	}
	if due := h.minute(t); due.OffersMade != 0 {
		t.Errorf("offered again: %d", due.OffersMade)
	}
	until := dialogue.Date{Year: 2019, Month: time.August, Day: 28}.At(18, 0)
	for _, sql := range []string{`select until from offer`, `select offered_until from seat where state = 'offered'`, `select expires_at from link where kind = 'offer'`} {
		for _, got := range column[time.Time](t, h.db, sql) {
			if !got.Equal(until) {
				t.Errorf("%s: %v", sql, got)
			}
		}
	}
	if by := count(t, h.db, `audit where verb = 'offer_seats' and actor_kind = 'system'`); by != 2 {
		t.Errorf("%d audit lines by the system", by)
	}
}

func TestOffersPauseOutsideOfficeHours(t *testing.T) {
	t.Parallel()
	h := newHall(t, 2, 2, 2)
	h.leaves(t, 0)
	for _, at := range []time.Time{
		dialogue.Date{Year: 2019, Month: time.August, Day: 26}.At(18, 0),
		dialogue.Date{Year: 2019, Month: time.August, Day: 27}.At(7, 59),
		dialogue.Date{Year: 2019, Month: time.August, Day: 31}.At(12, 0), // Saturday
		dialogue.Date{Year: 2019, Month: time.September, Day: 1}.At(12, 0),
	} {
		h.db.SetClock(t, at)
		if due := h.minute(t); due.OffersMade != 0 {
			t.Errorf("%v: %d offers", at, due.OffersMade)
		}
	}
	h.db.SetClock(t, dialogue.Date{Year: 2019, Month: time.September, Day: 2}.At(8, 0))
	if due := h.minute(t); due.OffersMade != 1 {
		t.Errorf("Monday at eight: %d offers", due.OffersMade)
	}
}

func TestAnOfferIsAcceptedOnce(t *testing.T) {
	t.Parallel()
	h := newHall(t, 2, 2, 2, 1)
	h.leaves(t, 0)
	h.minute(t)
	token := h.link(t, 1)
	page, err := h.a.OfferByLink(t.Context(), token)
	if err != nil || page.Offer.State != dialogue.OfferOpen || len(page.Registration.OfferedAt(h.m)) != 2 {
		t.Fatalf("%v, %v", page.Offer, err)
	}
	leaves(t, h.db, "accept_offer", 1, func() error { return h.a.AnswerOfferByLink(t.Context(), token, true) })
	h.expect(t, "accepted", "withdrawn 2", "placed 2", "waiting 1")
	for name, accept := range map[string]bool{"accepted again": true, "declined after": false} {
		refuses(t, h.db, name, dialogue.ErrUsed, func() error { return h.a.AnswerOfferByLink(t.Context(), token, accept) })
	}
	if page, err := h.a.OfferByLink(t.Context(), token); err != nil || page.Offer.State != dialogue.OfferAccepted {
		t.Errorf("the used link says %v, %v", page.Offer.State, err)
	}
	if body := newest(t, h.db, h.regs[1]); !strings.Contains(body, "Tilbudet om plass er tatt imot.") {
		t.Errorf("the receipt:\n%s", body)
	}
	if due := h.minute(t); due.OffersMade != 0 || due.OffersExpired != 0 {
		t.Errorf("%+v", due)
	}
}

func TestWhoAcceptsAfterTheConfirmationGetsItAtOnce(t *testing.T) {
	t.Parallel()
	h := newHall(t, 4, 2, 2, 2)
	m := func() dialogue.Meeting {
		page, err := h.a.ConfirmationStatus(t.Context(), editor(h.inv), h.inv.Series.ID, h.m)
		if err != nil {
			t.Fatal(err)
		}
		return page.Meeting
	}
	if _, err := h.a.SendConfirmation(t.Context(), editor(h.inv), h.inv.Series.ID, h.m, dialogue.Text{NB: "Ta med lesebriller.", NN: "Ta med lesebriller."}, m().Version); err != nil {
		t.Fatal(err)
	}
	h.leaves(t, 0)
	h.minute(t)
	leaves(t, h.db, "accept_offer", 3, func() error { return h.a.AnswerOfferByLink(t.Context(), h.link(t, 2), true) })
	got := column[string](t, h.db, `select kind || ' ' || recipient || ' ' || calendar_method || ' ' || (body like '%lesebriller%') from letter
		where registration_id = $1 and kind not in ('activated', 'received', 'offer') order by recipient`, h.regs[2].ID)
	if diff := cmp.Diff([]string{"confirmation d2-1@example.no REQUEST true", "confirmation d2-2@example.no REQUEST true", "confirmation post2@example.no REQUEST true"}, got); diff != "" {
		t.Error(diff)
	}
	if n := count(t, h.db, `seat where registration_id = $1 and state = 'placed' and confirmed_at is not null`, h.regs[2].ID); n != 2 {
		t.Errorf("%d are confirmed", n)
	}
	if sent, err := h.a.SendConfirmation(t.Context(), editor(h.inv), h.inv.Series.ID, h.m, dialogue.Text{NB: "Ta med lesebriller.", NN: "Ta med lesebriller."}, m().Version); err != nil || sent != 0 {
		t.Errorf("%d more confirmations, %v", sent, err)
	}
}

func TestADeclinedOfferGoesToTheNext(t *testing.T) {
	t.Parallel()
	h := newHall(t, 2, 2, 2, 2)
	h.leaves(t, 0)
	h.minute(t)
	leaves(t, h.db, "decline_offer", 1, func() error { return h.a.AnswerOfferByLink(t.Context(), h.link(t, 1), false) })
	h.minute(t)
	h.expect(t, "declined", "withdrawn 2", "withdrawn 2", "offered 2")
	if state := column[string](t, h.db, `select state from registration where id = $1`, h.regs[1].ID)[0]; state != "withdrawn" {
		t.Errorf("the registration is %s", state)
	}
	if all := letters(t, h.db, h.regs[1].ID); all[len(all)-1] != "withdrawn to post1@example.no" {
		t.Errorf("%v", all)
	}
}

func TestAnOfferExpiresAndTheDelegationStandsLast(t *testing.T) {
	t.Parallel()
	h := newHall(t, 2, 2, 2, 1, 1)
	h.leaves(t, 0)
	h.minute(t)
	token := h.link(t, 1)
	h.db.SetClock(t, dialogue.Date{Year: 2019, Month: time.August, Day: 28}.At(17, 59))
	if due := h.minute(t); due.OffersExpired != 0 {
		t.Error("it expired before its time")
	}
	h.db.SetClock(t, dialogue.Date{Year: 2019, Month: time.August, Day: 28}.At(18, 0))
	refuses(t, h.db, "the first instant too late", dialogue.ErrUsed, func() error { return h.a.AnswerOfferByLink(t.Context(), token, true) })
	if due := h.minute(t); due.OffersExpired != 1 || due.OffersMade != 0 {
		t.Errorf("at six: %+v", due)
	}
	h.expect(t, "expired", "withdrawn 2", "waiting 2", "waiting 1", "waiting 1")
	refuses(t, h.db, "after it expired", dialogue.ErrUsed, func() error { return h.a.AnswerOfferByLink(t.Context(), token, true) })
	body := newest(t, h.db, h.regs[1])
	for _, said := range []string{"nå bakerst", "Det står 2 deltakere"} {
		if !strings.Contains(body, said) {
			t.Errorf("%q is not in:\n%s", said, body)
		}
	}
	h.db.SetClock(t, dialogue.Date{Year: 2019, Month: time.August, Day: 29}.At(8, 0))
	h.minute(t)
	h.expect(t, "the next morning", "withdrawn 2", "waiting 2", "offered 1", "offered 1")
	if diff := cmp.Diff([]string{"1 expired 2", "2 open 1", "3 open 1"}, h.offers(t)); diff != "" {
		t.Error(diff)
	}
}

// A delegation that never answers is not written to for ever.
func TestAfterTwoUnansweredOffersNoneComesByItself(t *testing.T) {
	t.Parallel()
	h := newHall(t, 2, 2, 2)
	h.leaves(t, 0)
	h.minute(t)
	h.db.SetClock(t, dialogue.Date{Year: 2019, Month: time.August, Day: 29}.At(8, 0))
	if due := h.minute(t); due.OffersExpired != 1 || due.OffersMade != 1 {
		t.Fatalf("the first: %+v", due)
	}
	h.db.SetClock(t, dialogue.Date{Year: 2019, Month: time.September, Day: 5}.At(8, 0))
	if due := h.minute(t); due.OffersExpired != 1 || due.OffersMade != 0 {
		t.Errorf("after the second: %+v", due)
	}
}

func TestWhoAnswersForWhom(t *testing.T) {
	t.Parallel()
	h := newHall(t, 2, 2, 2, 2)
	h.leaves(t, 0)
	h.minute(t)
	offer := dialogue.ID{}
	if offers := stored(t, h.a, h.regs[1]).Offers; len(offers) == 1 {
		offer = offers[0].ID
	}
	if others := stored(t, h.a, h.regs[2]).Offers; len(others) != 0 {
		t.Errorf("somebody else sees %v", others)
	}
	reader := editor(h.inv)
	reader.Role = dialogue.Reader
	other := editor(h.inv)
	other.Organiser = sample.ID("another organiser")
	for name, c := range map[string]struct {
		actor dialogue.Actor
		want  error
	}{
		"another contact":   {contact(h.regs[2]), dialogue.ErrForbidden},
		"nobody":            {dialogue.Actor{}, dialogue.ErrForbidden},
		"a reader":          {reader, dialogue.ErrForbidden},
		"another organiser": {other, dialogue.ErrNotFound},
	} {
		refuses(t, h.db, name, c.want, func() error { return h.a.AnswerOffer(t.Context(), c.actor, offer, true) })
	}
	for _, token := range []string{"", "unknown", h.link(t, 1) + "x"} {
		refuses(t, h.db, "link "+token, dialogue.ErrUsed, func() error { return h.a.AnswerOfferByLink(t.Context(), token, true) })
	}
	leaves(t, h.db, "accept_offer", 1, func() error { return h.a.AnswerOffer(t.Context(), editor(h.inv), offer, true) })
	if by := count(t, h.db, `offer where answered_by = $1 and state = 'accepted'`, editor(h.inv).User); by != 1 {
		t.Error("nothing tells that staff answered")
	}
}

func TestAnOfferEndsWithWhatItWasAbout(t *testing.T) {
	t.Parallel()
	start := func(t *testing.T) *hall {
		h := newHall(t, 2, 2, 2, 2)
		h.leaves(t, 0)
		h.minute(t)
		return h
	}
	version := func(t *testing.T, h *hall) int {
		page, err := h.a.ConfirmationStatus(t.Context(), editor(h.inv), h.inv.Series.ID, h.m)
		if err != nil {
			t.Fatal(err)
		}
		return page.Meeting.Version
	}
	t.Run("the unit withdraws", func(t *testing.T) {
		t.Parallel()
		h := start(t)
		token := h.link(t, 1)
		h.leaves(t, 1)
		refuses(t, h.db, "accept", dialogue.ErrUsed, func() error { return h.a.AnswerOfferByLink(t.Context(), token, true) })
		h.minute(t)
		h.expect(t, "the next is offered", "withdrawn 2", "withdrawn 2", "offered 2")
		if diff := cmp.Diff([]string{"1 withdrawn 2", "2 open 2"}, h.offers(t)); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("one of two leaves", func(t *testing.T) {
		t.Parallel()
		h := start(t)
		edits := edit(stored(t, h.a, h.regs[1]).Registration)
		edits[0].Gone = true
		if err := h.a.ChangeDelegates(t.Context(), contact(h.regs[1]), at(t, h.a, h.regs[1]), edits); err != nil {
			t.Fatal(err)
		}
		if err := h.a.AnswerOfferByLink(t.Context(), h.link(t, 1), true); err != nil {
			t.Fatal(err)
		}
		h.expect(t, "the other accepts", "withdrawn 2", "placed 1, withdrawn 1", "waiting 2")
	})
	t.Run("the unit chooses another meeting", func(t *testing.T) {
		t.Parallel()
		h := start(t)
		token := h.link(t, 1)
		if err := h.a.ChooseMeeting(t.Context(), contact(h.regs[1]), at(t, h.a, h.regs[1]), h.inv.Meetings[5].ID); err != nil {
			t.Fatal(err)
		}
		refuses(t, h.db, "accept", dialogue.ErrUsed, func() error { return h.a.AnswerOfferByLink(t.Context(), token, true) })
		h.expect(t, "placed there", "withdrawn 2", "placed 2", "waiting 2")
	})
	t.Run("the meeting is cancelled", func(t *testing.T) {
		t.Parallel()
		h := start(t)
		token := h.link(t, 1)
		if err := h.a.CancelMeeting(t.Context(), editor(h.inv), h.inv.Series.ID, h.m, version(t, h), ""); err != nil {
			t.Fatal(err)
		}
		refuses(t, h.db, "accept", dialogue.ErrUsed, func() error { return h.a.AnswerOfferByLink(t.Context(), token, true) })
		h.minute(t)
		if diff := cmp.Diff([]string{"1 withdrawn 2"}, h.offers(t)); diff != "" {
			t.Error(diff)
		}
		if all := letters(t, h.db, h.regs[1].ID); !slices.Contains(all, "meeting_cancelled to post1@example.no") {
			t.Errorf("%v", all)
		}
	})
	t.Run("the meeting starts", func(t *testing.T) {
		t.Parallel()
		h := start(t)
		token := h.link(t, 1)
		h.db.SetClock(t, h.inv.Meetings[4].StartsAt)
		refuses(t, h.db, "accept", dialogue.ErrUsed, func() error { return h.a.AnswerOfferByLink(t.Context(), token, true) })
		if due := h.minute(t); due.OffersExpired != 1 || due.OffersMade != 0 {
			t.Errorf("%+v", due)
		}
	})
}

func TestAMeetingThatMovesNearerShortensItsOffers(t *testing.T) {
	t.Parallel()
	h := newHall(t, 2, 2, 2)
	h.leaves(t, 0)
	h.minute(t)
	starts := dialogue.Date{Year: 2019, Month: time.August, Day: 27}.At(12, 0)
	if _, err := h.db.Owner.Exec(t.Context(), `update meeting set closes_days_before = null, closes_on = '2019-08-26', closes_at = '2019-08-27T00:00+02' where id = $1`, h.m); err != nil {
		t.Fatal(err)
	}
	page, err := h.a.Editor(t.Context(), editor(h.inv), h.inv.Series.ID)
	if err != nil {
		t.Fatal(err)
	}
	m := page.Invitation.Meeting(h.m)
	e := app.MeetingEdit{Meeting: *m}
	e.StartsAt, e.EndsAt = starts, starts.Add(3*time.Hour)
	if err := h.a.MoveMeeting(t.Context(), editor(h.inv), h.inv.Series.ID, e, ""); err != nil {
		t.Fatal(err)
	}
	for _, sql := range []string{`select until from offer`, `select offered_until from seat where state = 'offered'`, `select expires_at from link where kind = 'offer'`} {
		if got := column[time.Time](t, h.db, sql); len(got) == 0 || !got[0].Equal(starts) {
			t.Errorf("%s: %v", sql, got)
		}
	}
	if err := h.a.AnswerOfferByLink(t.Context(), h.link(t, 1), true); err != nil {
		t.Errorf("accept: %v", err)
	}
}

func TestStaffOfferAndWithdraw(t *testing.T) {
	t.Parallel()
	h := newHall(t, 3, 3, 2, 1)
	staff := editor(h.inv)
	give := func(i int, reason string) error {
		e := at(t, h.a, h.regs[i])
		e.Reason = reason
		return h.a.OfferSeats(t.Context(), staff, e, h.m, nil)
	}
	refuses(t, h.db, "a full meeting", dialogue.ErrFull, func() error { return give(1, "") })
	edits := edit(stored(t, h.a, h.regs[0]).Registration)
	edits[0].Gone = true
	if err := h.a.ChangeDelegates(t.Context(), contact(h.regs[0]), at(t, h.a, h.regs[0]), edits); err != nil {
		t.Fatal(err)
	}
	refuses(t, h.db, "out of order without a reason", nil, func() error { return give(2, "") })
	h.db.SetClock(t, dialogue.Date{Year: 2019, Month: time.August, Day: 31}.At(12, 0)) // by hand on a Saturday
	leaves(t, h.db, "offer_seats", 1, func() error { return give(2, "De to andre kan ikke dele seg.") })
	h.expect(t, "out of order", "placed 2, withdrawn 1", "waiting 2", "offered 1")
	refuses(t, h.db, "offered already", dialogue.ErrStale, func() error { return give(2, "En gang til.") })
	offer := stored(t, h.a, h.regs[2]).Offers[0].ID
	refuses(t, h.db, "withdrawn without a reason", nil, func() error {
		return h.a.WithdrawOffer(t.Context(), staff, h.inv.Series.ID, offer, "")
	})
	refuses(t, h.db, "by a contact", dialogue.ErrForbidden, func() error {
		return h.a.WithdrawOffer(t.Context(), contact(h.regs[2]), h.inv.Series.ID, offer, "Nei.")
	})
	leaves(t, h.db, "withdraw_offer", 1, func() error {
		return h.a.WithdrawOffer(t.Context(), staff, h.inv.Series.ID, offer, "Vi tok feil.")
	})
	refuses(t, h.db, "withdrawn twice", dialogue.ErrStale, func() error {
		return h.a.WithdrawOffer(t.Context(), staff, h.inv.Series.ID, offer, "Vi tok feil.")
	})
	if body := newest(t, h.db, h.regs[2]); !strings.Contains(body, "Vi tok feil.") {
		t.Errorf("the letter:\n%s", body)
	}
	h.leaves(t, 1)
	h.db.SetClock(t, dialogue.Date{Year: 2019, Month: time.September, Day: 2}.At(9, 0))
	if due := h.minute(t); due.OffersMade != 0 {
		t.Error("what staff took back was offered by itself again")
	}
	leaves(t, h.db, "offer_seats", 1, func() error { return give(2, "De vil likevel.") })
}
