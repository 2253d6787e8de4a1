package app_test

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/sample"
	"dialogmote/internal/testdb"

	"github.com/google/go-cmp/cmp"
)

// summer is a time when every meeting of Innlandet 2019 is open.
var summer = dialogue.Date{Year: 2019, Month: time.August, Day: 25}.At(10, 0)

// request is Vestre Toten's answer to Innlandet 2019, with n people, for the meeting.
func request(inv dialogue.Invitation, meeting, n int, submission string) dialogue.RegistrationRequest {
	q := dialogue.RegistrationRequest{
		Submission: sample.ID(submission),
		Unit:       dialogue.Unit{Kind: dialogue.Municipality, Number: "0529"},
		Contact:    dialogue.Contact{Name: "Guro Lien", Email: "guro.lien@vestre-toten.kommune.no", Phone: "+4722249601"},
		Lang:       dialogue.Bokmal,
		Meeting:    inv.Meetings[meeting].ID,
	}
	for i := range n {
		q.Delegates = append(q.Delegates, dialogue.DelegateRequest{
			Role: inv.Roles[i%len(inv.Roles)].ID, Name: fmt.Sprintf("Deltaker %d", i+1), Email: fmt.Sprintf("d%d@vestre-toten.kommune.no", i+1),
		})
	}
	return q
}

// letters are the stored letters of a registration, oldest first: «received to guro.lien@…».
func letters(t *testing.T, db *testdb.DB, registration dialogue.ID) []string {
	t.Helper()
	return column[string](t, db, `select kind || ' to ' || recipient from letter where registration_id = $1 order by created_at, id`, registration)
}

// token is the one in the newest letter of the kind.
func token(t *testing.T, db *testdb.DB, registration dialogue.ID, kind dialogue.LetterKind) string {
	t.Helper()
	body := column[string](t, db, `select body from letter where registration_id = $1 and kind = $2 order by created_at desc, id desc limit 1`, registration, kind)
	if len(body) == 0 {
		t.Fatalf("no %s letter", kind)
	}
	found := regexp.MustCompile(`/min-pamelding/(?:bekreft|logg-inn)/([A-Za-z0-9_-]+)`).FindStringSubmatch(body[0])
	if found == nil {
		t.Fatalf("no link in:\n%s", body[0])
	}
	return found[1]
}

func column[T any](t *testing.T, db *testdb.DB, sql string, args ...any) []T {
	t.Helper()
	rows, err := db.Owner.Query(t.Context(), sql, args...)
	if err != nil {
		t.Fatal(err)
	}
	var all []T
	for rows.Next() {
		var v T
		if err := rows.Scan(&v); err != nil {
			t.Fatal(err)
		}
		all = append(all, v)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

func seatStates(r dialogue.Registration) []dialogue.SeatState {
	var states []dialogue.SeatState
	for _, d := range r.Delegates {
		for _, s := range d.Seats {
			states = append(states, s.State)
		}
	}
	return states
}

func stored(t *testing.T, a *app.App, r dialogue.Registration) dialogue.OwnPage {
	t.Helper()
	page, err := a.OwnPage(t.Context(), contact(r))
	if err != nil {
		t.Fatal(err)
	}
	return page
}

func contact(r dialogue.Registration) dialogue.Actor {
	return dialogue.Actor{Kind: dialogue.ContactActor, Organiser: r.Organiser, Registration: r.ID}
}

func editor(inv dialogue.Invitation) dialogue.Actor {
	return dialogue.Actor{Kind: dialogue.StaffActor, Organiser: inv.Organiser.ID, User: sample.ID("staff"), Role: dialogue.Editor}
}

// active registers and confirms.
func active(t *testing.T, a *app.App, db *testdb.DB, inv dialogue.Invitation, q dialogue.RegistrationRequest) dialogue.Registration {
	t.Helper()
	r, err := a.Register(t.Context(), dialogue.Actor{}, inv.Series.Slug, q)
	if err != nil {
		t.Fatal(err)
	}
	if r, err = a.ConfirmAddress(t.Context(), token(t, db, r.ID, dialogue.LetterReceived)); err != nil {
		t.Fatal(err)
	}
	return r
}

func TestARegistrationIsReceivedThenConfirmed(t *testing.T) {
	t.Parallel()
	inv := sample.Innlandet2019()
	a, db := published(t, summer, inv)
	r, err := a.Register(t.Context(), dialogue.Actor{}, inv.Series.Slug, request(inv, 4, 3, "first"))
	if err != nil {
		t.Fatal(err)
	}
	if r.State != dialogue.Unverified || !r.ExpiresAt.Equal(summer.Add(72*time.Hour)) {
		t.Errorf("state %s, expires %v", r.State, r.ExpiresAt)
	}
	if got := column[int](t, db, `select taken from meeting where id = $1`, inv.Meetings[4].ID); got[0] != 0 {
		t.Error("an unverified registration holds seats")
	}
	link := token(t, db, r.ID, dialogue.LetterReceived)
	if r, err = a.ConfirmAddress(t.Context(), link); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]dialogue.SeatState{dialogue.SeatPlaced, dialogue.SeatPlaced, dialogue.SeatPlaced}, seatStates(stored(t, a, r).Registration)); r.State != dialogue.Active || diff != "" {
		t.Errorf("state %s, seats %s", r.State, diff)
	}
	if got := column[int](t, db, `select taken from meeting where id = $1`, inv.Meetings[4].ID); got[0] != 3 {
		t.Errorf("%d seats are taken", got[0])
	}
	if _, err := a.ConfirmAddress(t.Context(), link); !errors.Is(err, dialogue.ErrUsed) {
		t.Errorf("the link again: %v", err)
	}
	want := []string{"received to guro.lien@vestre-toten.kommune.no", "activated to guro.lien@vestre-toten.kommune.no"}
	if diff := cmp.Diff(want, letters(t, db, r.ID)); diff != "" {
		t.Error(diff)
	}
	if got := column[string](t, db, `select verb from audit where about = $1 order by id`, r.ID); !cmp.Equal(got, []string{"register", "confirm_address"}) {
		t.Errorf("audit %v", got)
	}
	if got := column[int](t, db, `select count(*)::int from river_job where kind = 'send_letter'`); got[0] != 2 {
		t.Errorf("%d jobs", got[0])
	}
}

func TestADoubleClickIsOneRegistration(t *testing.T) {
	t.Parallel()
	inv := sample.Innlandet2019()
	a, db := published(t, summer, inv)
	q := request(inv, 4, 2, "click")
	results := make(chan dialogue.Registration, 8)
	for range cap(results) {
		go func() {
			r, err := a.Register(t.Context(), dialogue.Actor{}, inv.Series.Slug, q)
			if err != nil {
				t.Error(err)
			}
			results <- r
		}()
	}
	first := <-results
	for range cap(results) - 1 {
		if again := <-results; again.ID != first.ID {
			t.Errorf("another registration: %v", again.Reference)
		}
	}
	if got := column[int](t, db, `select count(*)::int from letter`); got[0] != 1 {
		t.Errorf("%d letters", got[0])
	}
}

func TestALinkLastsSeventyTwoHours(t *testing.T) {
	t.Parallel()
	inv := sample.Innlandet2019()
	a, db := published(t, summer, inv)
	r, err := a.Register(t.Context(), dialogue.Actor{}, inv.Series.Slug, request(inv, 4, 1, "late"))
	if err != nil {
		t.Fatal(err)
	}
	link := token(t, db, r.ID, dialogue.LetterReceived)
	db.SetClock(t, summer.Add(72*time.Hour))
	if err := a.CheckVerifyLink(t.Context(), link); !errors.Is(err, dialogue.ErrUsed) {
		t.Errorf("after 72 hours: %v", err)
	}
	db.SetClock(t, summer.Add(72*time.Hour-time.Second))
	for range 20 { // scanners
		if err := a.CheckVerifyLink(t.Context(), link); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := a.ConfirmAddress(t.Context(), link); err != nil {
		t.Error(err)
	}
}

func TestOneSentBeforeTheDeadlineIsConfirmedAfterIt(t *testing.T) {
	t.Parallel()
	inv := sample.Innlandet2019()
	a, db := published(t, dialogue.Date{Year: 2019, Month: time.September, Day: 2}.At(23, 59), inv)
	r, err := a.Register(t.Context(), dialogue.Actor{}, inv.Series.Slug, request(inv, 0, 1, "at the last minute"))
	if err != nil {
		t.Fatal(err)
	}
	db.SetClock(t, dialogue.Date{Year: 2019, Month: time.September, Day: 3}.At(0, 0))
	if _, err := a.Register(t.Context(), dialogue.Actor{}, inv.Series.Slug, request(inv, 0, 1, "too late")); !errors.Is(err, dialogue.ErrClosed) {
		t.Errorf("at midnight: %v", err)
	}
	if r, err = a.ConfirmAddress(t.Context(), token(t, db, r.ID, dialogue.LetterReceived)); err != nil || r.State != dialogue.Active {
		t.Errorf("%s, %v", r.State, err)
	}
}

func TestAnAddressOutsideTheMunicipalityWaitsForStaff(t *testing.T) {
	t.Parallel()
	inv := sample.Innlandet2019()
	a, db := published(t, summer, inv)
	q := request(inv, 4, 2, "private address")
	q.Contact.Email = "guro@example.no"
	r := active(t, a, db, inv, q)
	if r.State != dialogue.HeldForStaff {
		t.Fatalf("state %s", r.State)
	}
	db.SetClock(t, summer.Add(1000*time.Hour))
	page := stored(t, a, r)
	if err := a.DecideHeld(t.Context(), contact(r), r.ID, page.Registration.Version, true, ""); !errors.Is(err, dialogue.ErrForbidden) {
		t.Errorf("the contact decides: %v", err)
	}
	if err := a.DecideHeld(t.Context(), editor(inv), r.ID, page.Registration.Version, true, ""); err != nil {
		t.Fatal(err)
	}
	if got := stored(t, a, r).Registration; got.State != dialogue.Active || !cmp.Equal(seatStates(got), []dialogue.SeatState{dialogue.SeatPlaced, dialogue.SeatPlaced}) {
		t.Errorf("%s %v", got.State, seatStates(got))
	}
	if got := letters(t, db, r.ID); len(got) != 3 || !strings.HasPrefix(got[1], "held") || !strings.HasPrefix(got[2], "activated") {
		t.Error(got)
	}
}

func TestASecondRegistrationIsAProposal(t *testing.T) {
	t.Parallel()
	inv := sample.Innlandet2019()
	a, db := published(t, summer, inv)
	live := active(t, a, db, inv, request(inv, 4, 3, "first"))
	q := request(inv, 5, 2, "second")
	q.Contact = dialogue.Contact{Name: "Per Berg", Email: "per.berg@vestre-toten.kommune.no"}
	second, err := a.Register(t.Context(), dialogue.Actor{}, inv.Series.Slug, q)
	if err != nil || second.State != dialogue.Proposal {
		t.Fatalf("%s, %v", second.State, err)
	}
	told := column[string](t, db, `select body from letter where registration_id = $1`, second.ID)
	for _, name := range []string{"Guro", "Deltaker 3"} {
		if len(told) != 1 || strings.Contains(told[0], name) {
			t.Errorf("the sender is told %v", told)
		}
	}
	page := stored(t, a, live)
	if len(page.Proposals) != 1 || len(page.Proposals[0].Delegates) != 2 {
		t.Fatalf("proposals %v", page.Proposals)
	}
	people := page.Proposals[0].Delegates
	both := app.Edit{Registration: live.ID, Version: page.Registration.Version}
	if err := a.TakeOver(t.Context(), contact(live), both, second.ID, []dialogue.ID{people[0].ID, people[1].ID}); err == nil {
		t.Fatal("five people in a delegation of four")
	}
	if err := a.TakeOver(t.Context(), contact(live), both, second.ID, []dialogue.ID{people[1].ID}); err != nil {
		t.Fatal(err)
	}
	page = stored(t, a, live)
	if n := len(page.Registration.LiveDelegates()); n != 4 || len(page.Proposals) != 1 {
		t.Errorf("%d delegates, %d proposals", n, len(page.Proposals))
	}
	if from := page.Registration.Delegates[3].TakenFrom; from != people[1].ID {
		t.Errorf("the fourth is said to be %v of the proposal", from)
	}
	if err := a.DismissProposal(t.Context(), contact(live), app.Edit{Registration: live.ID, Version: page.Registration.Version}, second.ID); err != nil {
		t.Fatal(err)
	}
	if page = stored(t, a, live); len(page.Proposals) != 0 {
		t.Error("the proposal is still there")
	}
}

func TestTwoUnverifiedOfOneUnitBecomeOneRegistrationAndOneProposal(t *testing.T) {
	t.Parallel()
	inv := sample.Innlandet2019()
	a, db := published(t, summer, inv)
	var links []string
	for i := range 2 {
		r, err := a.Register(t.Context(), dialogue.Actor{}, inv.Series.Slug, request(inv, 4, 4, fmt.Sprint("twin ", i)))
		if err != nil {
			t.Fatal(err)
		}
		links = append(links, token(t, db, r.ID, dialogue.LetterReceived))
	}
	states := make(chan dialogue.RegistrationState, 2)
	for _, link := range links {
		go func() {
			r, err := a.ConfirmAddress(t.Context(), link)
			if err != nil {
				t.Error(err)
			}
			states <- r.State
		}()
	}
	got := map[dialogue.RegistrationState]int{<-states: 1}
	got[<-states]++
	if got[dialogue.Active] != 1 || got[dialogue.Proposal] != 1 {
		t.Errorf("%v", got)
	}
}

func TestWhoMayNotRegisterIsTold(t *testing.T) {
	t.Parallel()
	inv := sample.Innlandet2019()
	a, _ := published(t, summer, inv)
	oslo := request(inv, 4, 1, "oslo")
	oslo.Unit.Number = "0301"
	if _, err := a.Register(t.Context(), dialogue.Actor{}, inv.Series.Slug, oslo); !errors.Is(err, dialogue.ErrNotInvited) {
		t.Errorf("Oslo: %v", err)
	}
	for name, change := range map[string]func(*dialogue.RegistrationRequest){
		"unit":              func(q *dialogue.RegistrationRequest) { q.Unit.Number = "9999" },
		"contact.email":     func(q *dialogue.RegistrationRequest) { q.Contact.Email = "guro" },
		"meeting":           func(q *dialogue.RegistrationRequest) { q.Meeting = sample.ID("elsewhere") },
		"delegates.0.role":  func(q *dialogue.RegistrationRequest) { q.Delegates[0].Role = dialogue.ID{} },
		"delegates.0.email": func(q *dialogue.RegistrationRequest) { q.Delegates[0].Email = "" },
		"delegates.4.name":  func(q *dialogue.RegistrationRequest) { *q = request(inv, 4, 5, "five") },
		"delegates.0.name":  func(q *dialogue.RegistrationRequest) { q.Delegates = nil },
		"comment":           func(q *dialogue.RegistrationRequest) { q.Comment = strings.Repeat("å", 4001) },
	} {
		q := request(inv, 4, 1, "problem "+name)
		change(&q)
		_, err := a.Register(t.Context(), dialogue.Actor{}, inv.Series.Slug, q)
		var problems dialogue.Problems
		if errors.Is(err, dialogue.ErrClosed) && name == "meeting" {
			continue // a meeting that is not the series' cannot be entered
		}
		if !errors.As(err, &problems) || problems[name].Key == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
	q := request(inv, 4, 1, "forged channel")
	q.Channel = dialogue.ByPost
	if _, err := a.Register(t.Context(), dialogue.Actor{}, inv.Series.Slug, q); !errors.Is(err, dialogue.ErrForbidden) {
		t.Errorf("nobody writes by post: %v", err)
	}
}

func TestAFullMeetingPutsTheWholeDelegationOnTheWaitingList(t *testing.T) {
	t.Parallel()
	inv := sample.Innlandet2019()
	inv.Meetings[4].Capacity = 5
	a, db := published(t, summer, inv)
	active(t, a, db, inv, request(inv, 4, 4, "first"))
	second := request(inv, 4, 2, "second")
	second.Unit.Number, second.Contact.Email = "0528", "a@ostre-toten.kommune.no"
	waiting := active(t, a, db, inv, second)
	if got := seatStates(waiting); !cmp.Equal(got, []dialogue.SeatState{dialogue.SeatWaiting, dialogue.SeatWaiting}) {
		t.Errorf("there is room for one of two: %v", got)
	}
	third := request(inv, 4, 1, "third")
	third.Unit.Number, third.Contact.Email = "0502", "a@gjovik.kommune.no"
	last := active(t, a, db, inv, third)
	if got := seatStates(last); !cmp.Equal(got, []dialogue.SeatState{dialogue.SeatWaiting}) {
		t.Errorf("nobody passes the queue: %v", got)
	}
	if got := stored(t, a, last).QueueBefore[inv.Meetings[4].ID]; got != 2 {
		t.Errorf("%d before", got)
	}
}

func TestStaffRegisterOnAUnitsBehalf(t *testing.T) {
	t.Parallel()
	inv := sample.Innlandet2019()
	a, db := published(t, dialogue.Date{Year: 2019, Month: time.September, Day: 10}.At(12, 0), inv)
	q := request(inv, 0, 1, "by post")
	q.Channel, q.Contact.Email, q.Contact.PostalAddress = dialogue.ByPost, "", "Rådhusgata 1, 2830 Raufoss"
	q.ReceivedOn = dialogue.Date{Year: 2019, Month: time.September, Day: 3}
	var problems dialogue.Problems
	if _, err := a.Register(t.Context(), editor(inv), inv.Series.Slug, q); !errors.As(err, &problems) || problems["late_reason"].Key == "" {
		t.Fatalf("received after the deadline, without a reason: %v", err)
	}
	q.ReceivedOn = dialogue.Date{Year: 2019, Month: time.September, Day: 2} // in time, written down a week later
	r, err := a.Register(t.Context(), editor(inv), inv.Series.Slug, q)
	if err != nil {
		t.Fatal(err)
	}
	if r.State != dialogue.Active || dialogue.DateOf(r.ReceivedAt) != q.ReceivedOn {
		t.Errorf("%s, received %v", r.State, r.ReceivedAt)
	}
	if got := column[string](t, db, `select state from letter where registration_id = $1`, r.ID); !cmp.Equal(got, []string{"to_print"}) {
		t.Errorf("letters %v", got)
	}
	reader := editor(inv)
	reader.Role = dialogue.Reader
	q.Submission = sample.ID("by a reader")
	if _, err := a.Register(t.Context(), reader, inv.Series.Slug, q); !errors.Is(err, dialogue.ErrForbidden) {
		t.Errorf("a reader registers: %v", err)
	}
}

func TestRankedApplicationsHoldNoSeat(t *testing.T) {
	t.Parallel()
	inv := sample.Departementet2017()
	a, db := published(t, dialogue.Date{Year: 2017, Month: time.April, Day: 20}.At(12, 0), inv)
	q := request(inv, 0, 2, "ranked")
	q.Meeting, q.IfNotAll = dialogue.ID{}, dialogue.Together
	q.Unit.Number, q.Contact.Email = "0529", "guro.lien@vestre-toten.kommune.no"
	for i, m := range inv.Meetings {
		q.Wishes = append(q.Wishes, dialogue.Wish{Meeting: m.ID, Rank: len(inv.Meetings) - i, Available: i != 1})
	}
	twice := q
	twice.Wishes = append([]dialogue.Wish(nil), q.Wishes...)
	twice.Wishes[0].Rank = 1
	var problems dialogue.Problems
	if _, err := a.Register(t.Context(), dialogue.Actor{}, inv.Series.Slug, twice); !errors.As(err, &problems) {
		t.Errorf("two meetings with one rank: %v", err)
	}
	r := active(t, a, db, inv, q)
	got := stored(t, a, r)
	if !cmp.Equal(seatStates(got.Registration), []dialogue.SeatState{dialogue.SeatPending, dialogue.SeatPending}) {
		t.Errorf("seats %v", seatStates(got.Registration))
	}
	if w := got.Registration.Wishes; len(w) != 4 || w[0].Meeting != inv.Meetings[3].ID || w[2].Available {
		t.Errorf("wishes %v", w)
	}
	if got.Registration.IfNotAll != dialogue.Together {
		t.Errorf("if not all: %q", got.Registration.IfNotAll)
	}
	body := column[string](t, db, `select body from letter where registration_id = $1 and kind = 'activated'`, r.ID)
	if len(body) != 1 || !strings.Contains(body[0], "15. mai 2017") {
		t.Errorf("the receipt does not say when the answer comes:\n%v", body)
	}
}

func TestTheRegionDecidesTheMeeting(t *testing.T) {
	t.Parallel()
	inv := sample.OsloViken2020()
	a, db := published(t, autumn, inv)
	q := request(inv, 0, 1, "assigned")
	q.Unit.Number, q.Contact.Email, q.Meeting = "3033", "a@ullensaker.kommune.no", dialogue.ID{}
	q.Delegates[0].Phone, q.Delegates[0].Position = "+4722249601", "Kommunalsjef"
	r := active(t, a, db, inv, q)
	got := r.Meetings()
	if len(got) != 1 || inv.Region(inv.Meeting(got[0]).Region).Name.NB != "Øvre Romerike" {
		t.Errorf("meetings %v", got)
	}
	q = request(inv, 0, 1, "no region")
	q.Unit.Number, q.Contact.Email, q.Meeting = "3054", "a@lunner.kommune.no", dialogue.ID{}
	q.Delegates[0].Phone, q.Delegates[0].Position = "+4722249601", "Kommunalsjef"
	r = active(t, a, db, inv, q)
	if len(r.Meetings()) != 0 || !cmp.Equal(seatStates(r), []dialogue.SeatState{dialogue.SeatPending}) {
		t.Errorf("Lunner is in no region: %v", seatStates(r))
	}
}
