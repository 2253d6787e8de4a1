package app_test

import (
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/sample"
	"dialogmote/internal/testdb"

	"github.com/google/go-cmp/cmp"
)

// placed is Innlandet 2019 with Vestre Toten's delegation of n at the first meeting.
func placed(t *testing.T, n int) (*app.App, *testdb.DB, dialogue.Invitation, dialogue.Registration) {
	t.Helper()
	inv := sample.Innlandet2019()
	a, db := published(t, summer, inv)
	return a, db, inv, active(t, a, db, inv, request(inv, 0, n, "confirmation"))
}

func status(t *testing.T, a *app.App, inv dialogue.Invitation, meeting int) dialogue.ConfirmationPage {
	t.Helper()
	page, err := a.ConfirmationStatus(t.Context(), editor(inv), inv.Series.ID, inv.Meetings[meeting].ID)
	if err != nil {
		t.Fatal(err)
	}
	return page
}

// told are the letters of a kind, by receiver.
func told(t *testing.T, db *testdb.DB, kind dialogue.LetterKind) []string {
	t.Helper()
	return column[string](t, db, `select recipient || ' ' || calendar_method || ' ' || state from letter where kind = $1 order by recipient, created_at`, kind)
}

func TestTheConfirmationIsSentOnceToEachWithAPlace(t *testing.T) {
	t.Parallel()
	a, db, inv, r := placed(t, 2)
	e, meeting := editor(inv), inv.Meetings[0].ID
	page := status(t, a, inv, 0)
	if len(page.Recipients) != 3 || page.Due() != 3 || page.Practical.NB == "" {
		t.Fatalf("%d receivers, %d due", len(page.Recipients), page.Due())
	}
	practical := dialogue.Text{NB: "Møt opp i **resepsjonen**."}
	letter, err := a.PreviewConfirmation(t.Context(), e, inv.Series.ID, meeting, practical, r.ID, r.Delegates[1].ID)
	if err != nil || letter.Recipient != "d2@vestre-toten.kommune.no" || !strings.Contains(letter.HTML, "<strong>resepsjonen</strong>") {
		t.Errorf("preview to %s: %v", letter.Recipient, err)
	}
	if letter, err = a.PreviewConfirmation(t.Context(), e, inv.Series.ID, meeting, practical, dialogue.ID{}, dialogue.ID{}); err != nil || letter.Recipient != r.Contact.Email {
		t.Errorf("preview of the first: %s: %v", letter.Recipient, err)
	}
	if got := told(t, db, dialogue.LetterConfirmation); len(got) != 0 {
		t.Fatalf("a preview sends %v", got)
	}
	send := func() (int, error) {
		return a.SendConfirmation(t.Context(), e, inv.Series.ID, meeting, practical, page.Meeting.Version)
	}
	if n, err := send(); err != nil || n != 3 {
		t.Fatalf("%d sent: %v", n, err)
	}
	want := []string{"d1@vestre-toten.kommune.no REQUEST queued", "d2@vestre-toten.kommune.no REQUEST queued", "guro.lien@vestre-toten.kommune.no REQUEST queued"}
	if diff := cmp.Diff(want, told(t, db, dialogue.LetterConfirmation)); diff != "" {
		t.Error(diff)
	}
	if n := column[int](t, db, `select count(*) from river_job j join letter l on j.args->>'letter' = l.id::text where l.kind = 'confirmation'`); n[0] != 3 {
		t.Errorf("%d jobs", n[0])
	}
	if _, err := send(); !errors.Is(err, dialogue.ErrStale) {
		t.Errorf("the same form again: %v", err)
	}
	page = status(t, a, inv, 0)
	if page.Due() != 0 || page.Recipients[1].Letter == nil || page.Recipients[1].Letter.State != dialogue.LetterQueued || page.Practical != practical {
		t.Errorf("afterwards %d are due, the first delegate's letter is %v", page.Due(), page.Recipients[1].Letter)
	}
	if n, err := send(); err != nil || n != 0 {
		t.Errorf("a new form when all have it: %d, %v", n, err)
	}

	// One comes later: that person and the contact get one, the others don't.
	own := stored(t, a, r)
	edits := edit(own.Registration)
	edits = append(edits, dialogue.DelegateEdit{DelegateRequest: dialogue.DelegateRequest{Role: inv.Roles[2].ID, Name: "Ny", Email: "ny@vestre-toten.kommune.no"}})
	if err := a.ChangeDelegates(t.Context(), contact(r), app.Edit{Registration: r.ID, Version: own.Registration.Version}, edits); err != nil {
		t.Fatal(err)
	}
	if n, err := send(); err != nil || n != 2 {
		t.Errorf("after one more: %d, %v", n, err)
	}
	if got := told(t, db, dialogue.LetterConfirmation); len(got) != 5 || !slices.Contains(got, "ny@vestre-toten.kommune.no REQUEST queued") {
		t.Errorf("in all %v", got)
	}
}

// edit is the delegates' form as it was opened.
func edit(r dialogue.Registration) []dialogue.DelegateEdit {
	var edits []dialogue.DelegateEdit
	for _, d := range r.LiveDelegates() {
		edits = append(edits, dialogue.DelegateEdit{ID: d.ID, DelegateRequest: dialogue.DelegateRequest{Role: d.Role, Name: d.Name, Position: d.Position, Email: d.Email, Phone: d.Phone}})
	}
	return edits
}

func TestTwoWhoSendTheConfirmationAtOnceSendItOnce(t *testing.T) {
	t.Parallel()
	a, db, inv, _ := placed(t, 3)
	version := status(t, a, inv, 0).Meeting.Version
	var both sync.WaitGroup
	for range 2 {
		both.Go(func() {
			_, err := a.SendConfirmation(t.Context(), editor(inv), inv.Series.ID, inv.Meetings[0].ID, inv.Meetings[0].Practical, version)
			if err != nil && !errors.Is(err, dialogue.ErrStale) {
				t.Error(err)
			}
		})
	}
	both.Wait()
	if got := told(t, db, dialogue.LetterConfirmation); len(got) != 4 {
		t.Errorf("sent %v", got)
	}
}

func TestWhoMayNotConfirmAndWhat(t *testing.T) {
	t.Parallel()
	inv := sample.OsloViken2020()
	a, _ := published(t, autumn, inv)
	send := func(actor dialogue.Actor, meeting int) error {
		_, err := a.SendConfirmation(t.Context(), actor, inv.Series.ID, inv.Meetings[meeting].ID, dialogue.Text{}, 1)
		return err
	}
	reader := editor(inv)
	reader.Role = dialogue.Reader
	if err := send(reader, 0); !errors.Is(err, dialogue.ErrForbidden) {
		t.Errorf("a reader: %v", err)
	}
	if err := send(editor(sample.Innlandet2019()), 0); !errors.Is(err, dialogue.ErrNotFound) {
		t.Errorf("another organiser's editor: %v", err)
	}
	var problems dialogue.Problems
	if err := send(editor(inv), len(inv.Meetings)-1); !errors.As(err, &problems) {
		t.Errorf("a meeting without a date: %v", err)
	}
}

func TestAFailedLetterIsSentAgainToTheRightAddressOnce(t *testing.T) {
	t.Parallel()
	a, db, inv, r := placed(t, 1)
	if _, err := a.SendConfirmation(t.Context(), editor(inv), inv.Series.ID, inv.Meetings[0].ID, inv.Meetings[0].Practical, 1); err != nil {
		t.Fatal(err)
	}
	failed := column[dialogue.ID](t, db, `update letter set state = 'failed', failure = '550 no such user' where recipient = 'd1@vestre-toten.kommune.no' returning id`)[0]
	again := func(address string) (dialogue.ID, error) {
		return a.ResendLetter(t.Context(), editor(inv), inv.Series.ID, failed, address, false)
	}
	var problems dialogue.Problems
	if _, err := again("ingen adresse"); !errors.As(err, &problems) {
		t.Errorf("no address: %v", err)
	}
	id, err := again("delt.aker@vestre-toten.kommune.no")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := again("delt.aker@vestre-toten.kommune.no"); !errors.Is(err, dialogue.ErrStale) {
		t.Errorf("a second click: %v", err)
	}
	if got := column[bool](t, db, `select n.body = o.body and n.replaces = o.id and n.state = 'queued' and n.recipient = 'delt.aker@vestre-toten.kommune.no' and n.failure = ''
		from letter n, letter o where n.id = $1 and o.id = $2`, id, failed); len(got) != 1 || !got[0] {
		t.Error("the new letter is not the old one to another address")
	}
	if got := stored(t, a, r).Registration.Delegates[0].Email; got != "delt.aker@vestre-toten.kommune.no" {
		t.Errorf("the delegate's address is %s", got)
	}
	receipt := column[dialogue.ID](t, db, `update letter set state = 'failed' where kind = 'received' returning id`)[0]
	if _, err := a.ResendLetter(t.Context(), editor(inv), inv.Series.ID, receipt, "noen@example.no", false); !errors.As(err, &problems) {
		t.Errorf("the proof of an address sent to another: %v", err)
	}
}

func TestAMovedMeetingKeepsItsSeatsAndTellsEverybody(t *testing.T) {
	t.Parallel()
	a, db, inv, r := placed(t, 2)
	e, m := editor(inv), inv.Meetings[0]
	if _, err := a.SendConfirmation(t.Context(), e, inv.Series.ID, m.ID, m.Practical, 1); err != nil {
		t.Fatal(err)
	}
	move := app.MeetingEdit{Meeting: m}
	move.Version = status(t, a, inv, 0).Meeting.Version
	days := 10
	move.Deadline = dialogue.Deadline{DaysBefore: &days}
	move.StartsAt, move.EndsAt, move.Venue = summer.AddDate(0, 0, 5), summer.AddDate(0, 0, 5).Add(4*time.Hour), "Kulturhuset"
	if err := a.SaveMeeting(t.Context(), e, inv.Series.ID, move); !errors.Is(err, app.ErrNeedsLetter) {
		t.Fatalf("saved without a letter: %v", err)
	}
	if err := a.MoveMeeting(t.Context(), e, inv.Series.ID, move, "Lokalet er **opptatt**."); err != nil {
		t.Fatal(err)
	}
	if err := a.MoveMeeting(t.Context(), e, inv.Series.ID, move, ""); !errors.Is(err, dialogue.ErrStale) {
		t.Errorf("the same form again: %v", err)
	}
	want := []string{"d1@vestre-toten.kommune.no REQUEST queued", "d2@vestre-toten.kommune.no REQUEST queued", "guro.lien@vestre-toten.kommune.no REQUEST queued"}
	if diff := cmp.Diff(want, told(t, db, dialogue.LetterMoved)); diff != "" {
		t.Error(diff)
	}
	for _, body := range column[string](t, db, `select body || calendar from letter where kind = 'meeting_moved'`) {
		for _, says := range []string{"18. september 2019", "30. august 2019", "Kulturhuset", "Tunnatoriet", "Lokalet er **opptatt**.", "SEQUENCE:1"} {
			if !strings.Contains(body, says) {
				t.Errorf("the letter does not say %q", says)
			}
		}
	}
	after := status(t, a, inv, 0)
	if got := seatStates(stored(t, a, r).Registration); !slices.Equal(got, []dialogue.SeatState{dialogue.SeatPlaced, dialogue.SeatPlaced}) {
		t.Errorf("the seats are %v", got)
	}
	if want := dialogue.DateOf(summer).EndOfDay(); !after.Meeting.ClosesAt.Equal(want) {
		t.Errorf("ten days before has passed: the deadline is %v, want %v", after.Meeting.ClosesAt, want)
	}
}

func TestANewLinkIsToldToThoseWhoHaveTheOldOne(t *testing.T) {
	t.Parallel()
	a, db, inv, _ := placed(t, 1)
	e, id := editor(inv), inv.Meetings[0].ID
	linked := func(url string) app.MeetingEdit {
		m := app.MeetingEdit{Meeting: status(t, a, inv, 0).Meeting}
		m.TeamsURL = url
		return m
	}
	for _, url := range []string{"https://teams.example.no/1", "https://teams.example.no/2"} { // nobody has the first
		if err := a.SaveMeeting(t.Context(), e, inv.Series.ID, linked(url)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := a.SendConfirmation(t.Context(), e, inv.Series.ID, id, inv.Meetings[0].Practical, status(t, a, inv, 0).Meeting.Version); err != nil {
		t.Fatal(err)
	}
	later := request(inv, 0, 1, "not confirmed")
	later.Unit.Number, later.Contact.Email = "0528", "post@ostre-toten.kommune.no"
	active(t, a, db, inv, later)
	third := linked("https://teams.example.no/3")
	refuses(t, db, "without a letter", app.ErrNeedsLetter, func() error { return a.SaveMeeting(t.Context(), e, inv.Series.ID, third) })
	leaves(t, db, "move_meeting", 2, func() error { return a.MoveMeeting(t.Context(), e, inv.Series.ID, third, "") })
	for _, body := range column[string](t, db, `select recipient || body || calendar from letter where kind = 'meeting_moved'`) {
		if !strings.Contains(body, "https://teams.example.no/3") || strings.Contains(body, "ostre-toten") {
			t.Errorf("the letter says\n%s", body)
		}
	}
}

func TestAMeetingThatGetsItsDateAsksWhetherItSuits(t *testing.T) {
	t.Parallel()
	inv := sample.OsloViken2020()
	a, db := published(t, autumn, inv)
	last := len(inv.Meetings) - 1
	r := active(t, a, db, inv, dialogue.RegistrationRequest{
		Submission: sample.ID("dated"), Unit: dialogue.Unit{Kind: dialogue.Municipality, Number: "0301"}, Lang: dialogue.Bokmal, Meeting: inv.Meetings[last].ID,
		Contact:   dialogue.Contact{Name: "Guro Lien", Email: "guro.lien@oslo.kommune.no", Phone: "+4722249601"},
		Delegates: []dialogue.DelegateRequest{{Role: inv.Roles[0].ID, Name: "Ola Bakken", Position: "byråd", Email: "ola@oslo.kommune.no", Phone: "+4722249602"}},
	})
	db.AdvanceClock(t, time.Hour)
	dated := app.MeetingEdit{Meeting: inv.Meetings[last]}
	dated.Version = 1
	dated.StartsAt, dated.EndsAt = autumn.AddDate(0, 0, 30), autumn.AddDate(0, 0, 30).Add(3*time.Hour)
	dated.Deadline = dialogue.Deadline{On: dialogue.DateOf(autumn).AddDays(-3)}
	var problems dialogue.Problems
	if err := a.MoveMeeting(t.Context(), editor(inv), inv.Series.ID, dated, ""); !errors.As(err, &problems) {
		t.Errorf("a deadline that has passed: %v", err)
	}
	dated.Deadline = dialogue.Deadline{On: dialogue.DateOf(autumn).AddDays(10)}
	if err := a.MoveMeeting(t.Context(), editor(inv), inv.Series.ID, dated, ""); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"guro.lien@oslo.kommune.no PUBLISH queued"}, told(t, db, dialogue.LetterDated)); diff != "" {
		t.Error(diff)
	}
	if page := stored(t, a, r); !slices.Equal(page.Unanswered, []dialogue.ID{inv.Meetings[last].ID}) {
		t.Errorf("the contact's page asks about %v", page.Unanswered)
	}
}

func TestACancelledMeetingLetsItsUnitsChooseAgain(t *testing.T) {
	t.Parallel()
	a, db, inv, r := placed(t, 2)
	e, m := editor(inv), inv.Meetings[0]
	if err := a.CancelMeeting(t.Context(), e, inv.Series.ID, m.ID, 1, "Møtelederen er syk."); err != nil {
		t.Fatal(err)
	}
	if err := a.CancelMeeting(t.Context(), e, inv.Series.ID, m.ID, 2, ""); !errors.Is(err, dialogue.ErrStale) {
		t.Errorf("cancelled again: %v", err)
	}
	want := []string{"d1@vestre-toten.kommune.no CANCEL queued", "d2@vestre-toten.kommune.no CANCEL queued", "guro.lien@vestre-toten.kommune.no CANCEL queued"}
	if diff := cmp.Diff(want, told(t, db, dialogue.LetterCancelled)); diff != "" {
		t.Error(diff)
	}
	if body := column[string](t, db, `select body from letter where kind = 'meeting_cancelled' and recipient like 'guro%'`)[0]; !strings.Contains(body, "Thon hotell Otta") || !strings.Contains(body, "Møtelederen er syk.") {
		t.Errorf("the contact is not told what can be chosen:\n%s", body)
	}
	page := stored(t, a, r)
	if got := seatStates(page.Registration); !slices.Equal(got, []dialogue.SeatState{dialogue.SeatPending, dialogue.SeatPending}) {
		t.Errorf("the seats are %v", got)
	}
	if taken := column[int](t, db, `select taken from meeting where id = $1`, m.ID); taken[0] != 0 {
		t.Errorf("%d places are still taken", taken[0])
	}
	if !page.Registration.RechooseUntil.Equal(summer.Add(dialogue.RechooseFor)) {
		t.Errorf("may choose until %v", page.Registration.RechooseUntil)
	}
	db.SetClock(t, summer.Add(dialogue.RechooseFor-time.Minute))
	if err := a.ChooseMeeting(t.Context(), contact(r), app.Edit{Registration: r.ID, Version: page.Registration.Version}, inv.Meetings[1].ID); err != nil {
		t.Fatal(err)
	}
	if got := seatStates(stored(t, a, r).Registration); !slices.Equal(got, []dialogue.SeatState{dialogue.SeatPlaced, dialogue.SeatPlaced}) {
		t.Errorf("after choosing again the seats are %v", got)
	}
}
