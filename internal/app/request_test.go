package app_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/sample"
	"dialogmote/internal/testdb"
)

// asked is Vestland's invitation without dates in November 2021, with its requests noted by staff.
type asked struct {
	t   *testing.T
	a   *app.App
	db  *testdb.DB
	inv dialogue.Invitation
	all []dialogue.Registration
}

var november = dialogue.Date{Year: 2021, Month: time.November, Day: 3}.At(10, 0)

func newAsked(t *testing.T) *asked {
	t.Helper()
	inv := sample.VestlandOnRequest()
	a, db := published(t, november, inv)
	s := &asked{t: t, a: a, db: db, inv: inv}
	for _, q := range sample.OnRequestWishes() {
		r, err := a.Register(t.Context(), s.staff(), inv.Series.Slug, q)
		if err != nil {
			t.Fatal(err)
		}
		s.all = append(s.all, r)
	}
	return s
}

func (s *asked) staff() dialogue.Actor {
	return dialogue.Actor{Kind: dialogue.StaffActor, Organiser: s.inv.Organiser.ID, User: sample.ID("staff"), Role: dialogue.Editor}
}

func (s *asked) page() dialogue.RequestsPage {
	s.t.Helper()
	page, err := s.a.RequestsPage(s.t.Context(), s.staff(), s.inv.Series.ID, dialogue.RequestFilter{})
	if err != nil {
		s.t.Fatal(err)
	}
	return page
}

// meeting is a meeting in January of the requests, as they stand now.
func (s *asked) meeting(requests ...int) dialogue.RequestMeeting {
	s.t.Helper()
	day := dialogue.Date{Year: 2022, Month: time.January, Day: 19}
	q := dialogue.RequestMeeting{Meeting: dialogue.Meeting{StartsAt: day.At(10, 0), EndsAt: day.At(12, 0), Digital: true,
		Deadline: dialogue.Deadline{On: day.AddDays(-5)}}}
	for _, i := range requests {
		q.Requests = append(q.Requests, dialogue.RequestVersion{Registration: s.all[i].ID, Version: s.now(i).Version})
	}
	return q
}

func (s *asked) now(i int) dialogue.Registration {
	s.t.Helper()
	page, err := s.a.RegistrationPage(s.t.Context(), s.staff(), s.all[i].ID)
	if err != nil {
		s.t.Fatal(err)
	}
	return page.Registration
}

func (s *asked) make(q dialogue.RequestMeeting) dialogue.ID {
	s.t.Helper()
	id, err := s.a.MeetingFromRequests(s.t.Context(), s.staff(), s.inv.Series.ID, q)
	if err != nil {
		s.t.Fatal(err)
	}
	return id
}

func (s *asked) waiting() int { s.t.Helper(); return s.page().Open }

func TestRequestsBecomeAMeeting(t *testing.T) {
	t.Parallel()
	s := newAsked(t)
	if page := s.page(); page.Open != 5 || page.Met != 0 || !page.Invitation.Openness(page.Now).Takes() {
		t.Fatalf("%d wait, %d met", page.Open, page.Met)
	}
	form, err := s.a.RequestMeetingForm(t.Context(), s.staff(), s.inv.Series.ID, []dialogue.ID{s.all[1].ID})
	if err != nil || len(form.Requests) != 2 || len(form.Others) != 1 || form.Others[0].Number != "4619" {
		t.Fatalf("Voss is suggested with Ulvik's own request and Eidfjord: %d requests, %v, %v", len(form.Requests), form.Others, err)
	}
	q := s.meeting(1, 2)
	q.Others, q.Note = form.Others, "KS blir med."
	before := wholeDatabase(t, s.db)
	if letter, err := s.a.PreviewMeetingFromRequests(t.Context(), s.staff(), s.inv.Series.ID, q); err != nil || letter.HTML == "" {
		t.Fatalf("preview: %v", err)
	}
	if wholeDatabase(t, s.db) != before {
		t.Error("the preview stored something")
	}
	id := s.make(q)
	voss, ulvik := s.now(1), s.now(2)
	if voss.Meeting != id || ulvik.Meeting != id || !slices.Equal(ulvik.Meetings(), []dialogue.ID{id}) || taken(t, s.db, id) != 2 {
		t.Errorf("Voss and Ulvik have the meeting, and Voss' two places: %v %v, %d", voss.Meeting, ulvik.Meeting, taken(t, s.db, id))
	}
	if got := told(t, s.db, dialogue.LetterRequestMet); len(got) != 2 {
		t.Errorf("told: %v", got)
	}
	if n := count(t, s.db, `meeting_unit where meeting_id = $1`, id); n != 3 {
		t.Errorf("the meeting names %d units, not Voss, Ulvik and Eidfjord", n)
	}
	if n := count(t, s.db, `registration r join unit u on u.id = r.unit_id where u.number = '4619'`); n != 0 {
		t.Error("Eidfjord is registered by being named")
	}
	if s.waiting() != 3 {
		t.Errorf("%d wait", s.waiting())
	}
	// Ulvik names who comes, from none; the cap and the capacity are held by the database as ever.
	contact := dialogue.Actor{Kind: dialogue.ContactActor, Organiser: s.inv.Organiser.ID, Registration: ulvik.ID}
	own, err := s.a.OwnPage(t.Context(), contact)
	if err != nil || !slices.Equal(own.Unanswered, []dialogue.ID{id}) || !own.May.Add || own.May.ChangeWish {
		t.Errorf("own page: asked about %v, may %+v, %v", own.Unanswered, own.May, err)
	}
	come := dialogue.DelegateEdit{DelegateRequest: dialogue.DelegateRequest{Name: "Ola Ulvik", Email: "ola@ulvik.kommune.no"}}
	if err := s.a.ChangeDelegates(t.Context(), contact, app.Edit{Registration: ulvik.ID, Version: ulvik.Version}, []dialogue.DelegateEdit{come}); err != nil {
		t.Fatal(err)
	}
	if got := s.now(2); len(got.LiveDelegates()) != 1 || got.LiveDelegates()[0].SeatAt(id).State != dialogue.SeatPlaced || taken(t, s.db, id) != 3 {
		t.Errorf("Ulvik's delegate: %+v", got.Delegates)
	}
	if err := s.a.AnswerDate(t.Context(), contact, app.Edit{Registration: ulvik.ID}, id, false); err != nil {
		t.Fatal(err)
	}
	for _, r := range s.page().Requests {
		if r.Registration.ID == ulvik.ID && (r.Fits == nil || *r.Fits) {
			t.Error("staff don't see that the date does not suit Ulvik")
		}
	}
}

func TestACancelledMeetingOpensItsRequestsAgain(t *testing.T) {
	t.Parallel()
	s := newAsked(t)
	id := s.make(s.meeting(1, 2))
	page := s.page()
	m := page.Invitation.Meeting(id)
	if err := s.a.CancelMeeting(t.Context(), s.staff(), s.inv.Series.ID, id, m.Version, ""); err != nil {
		t.Fatal(err)
	}
	if s.waiting() != 5 || len(told(t, s.db, dialogue.LetterCancelled)) < 2 {
		t.Errorf("%d wait, told %v", s.waiting(), told(t, s.db, dialogue.LetterCancelled))
	}
	if again := s.make(s.meeting(2)); s.now(2).Meeting != again || s.waiting() != 4 {
		t.Error("a request whose meeting was cancelled can't get another")
	}
}

func TestARequestIsMetOnce(t *testing.T) {
	t.Parallel()
	s := newAsked(t)
	a := wide(t, s.db, 4)
	first, second := s.meeting(1, 2), s.meeting(2, 3)
	h := hold(t, s.db, `select from series where id = $1 for update`, s.inv.Series.ID)
	verb := func(q dialogue.RequestMeeting) func() error {
		return func() error {
			_, err := a.MeetingFromRequests(t.Context(), s.staff(), s.inv.Series.ID, q)
			return err
		}
	}
	done := h.until(verb(first), verb(second))
	h.commit()
	got := []error{<-done, <-done}
	if (got[0] == nil) == (got[1] == nil) || !errors.Is(errors.Join(got...), dialogue.ErrStale) {
		t.Errorf("one makes the meeting and the other is told: %v", got)
	}
	if n := count(t, s.db, `meeting where series_id = $1`, s.inv.Series.ID); n != 1 || s.waiting() != 3 {
		t.Errorf("%d meetings, %d wait", n, s.waiting())
	}
}

func TestWhatAMeetingOfRequestsWants(t *testing.T) {
	t.Parallel()
	s := newAsked(t)
	other := sample.Innlandet()
	refuses := func(name string, want error, actor dialogue.Actor, q dialogue.RequestMeeting, field string) {
		t.Helper()
		_, err := s.a.MeetingFromRequests(t.Context(), actor, s.inv.Series.ID, q)
		var problems dialogue.Problems
		if want != nil && !errors.Is(err, want) || want == nil && (!errors.As(err, &problems) || problems[field].Key == "") {
			t.Errorf("%s: %v", name, err)
		}
	}
	refuses("another organiser's staff", dialogue.ErrNotFound, dialogue.Actor{Kind: dialogue.StaffActor, Organiser: other.ID, Role: dialogue.Editor}, s.meeting(1), "")
	reader := s.staff()
	reader.Role = dialogue.Reader
	refuses("a reader", dialogue.ErrForbidden, reader, s.meeting(1), "")
	stale := s.meeting(1)
	contact := dialogue.Actor{Kind: dialogue.ContactActor, Organiser: s.inv.Organiser.ID, Registration: s.all[1].ID}
	if err := s.a.ChangeWish(t.Context(), contact, app.Edit{Registration: s.all[1].ID, Version: s.now(1).Version}, dialogue.MeetingWish{When: "Berre i april."}); err != nil {
		t.Fatal(err)
	}
	if got := s.now(1); got.WantedWhen != "Berre i april." || len(got.Neighbours) != 0 {
		t.Errorf("changed to %q with %v", got.WantedWhen, got.Neighbours)
	}
	refuses("a form from before the contact changed the wish", dialogue.ErrStale, s.staff(), stale, "")
	refuses("no request", nil, s.staff(), s.meeting(), "requests")
	small := s.meeting(0, 1)
	small.Meeting.Capacity = 3
	refuses("too small for those named", nil, s.staff(), small, "capacity")
	own := s.meeting(1)
	own.Others = []dialogue.Unit{s.all[2].Unit}
	refuses("a neighbour that waits itself", nil, s.staff(), own, "others")
	past := s.meeting(1)
	past.Meeting.StartsAt, past.Meeting.EndsAt = november.AddDate(0, 0, -1), time.Time{}
	refuses("a day that has been", nil, s.staff(), past, "date")
	nowhere := s.meeting(1)
	nowhere.Meeting.Digital = false
	refuses("no place", nil, s.staff(), nowhere, "town")
	id := s.make(s.meeting(1))
	if err := s.a.ChangeWish(t.Context(), contact, app.Edit{Registration: s.all[1].ID, Version: s.now(1).Version}, dialogue.MeetingWish{When: "Aldri."}); !errors.Is(err, dialogue.ErrClosed) {
		t.Errorf("the wish is changed after meeting %s is made: %v", id, err)
	}
}

func TestAskingClosesAndAUnitMayAskAgainAfterItsMeeting(t *testing.T) {
	t.Parallel()
	s := newAsked(t)
	ask := func(key string) error {
		q := sample.OnRequestWishes()[2]
		q.Submission, q.Channel, q.Contact.Email = sample.ID(key), dialogue.Web, "kari@ulvik.kommune.no"
		r, err := s.a.Register(t.Context(), dialogue.Actor{}, s.inv.Series.Slug, q)
		if err == nil {
			s.all = append(s.all, r)
		}
		return err
	}
	if err := ask("second"); err != nil || s.all[5].State != dialogue.Proposal {
		t.Fatalf("a second request of a unit that waits is a proposal: %v", err)
	}
	q := s.meeting(2)
	s.make(q)
	s.db.SetClock(t, q.Meeting.EndsAt.Add(time.Hour))
	if err := ask("third"); err != nil || s.all[6].State != dialogue.Unverified {
		t.Fatalf("after its meeting a unit asks anew: %v %s", err, s.all[6].State)
	}
	if _, err := s.a.ConfirmAddress(t.Context(), token(t, s.db, s.all[6].ID, dialogue.LetterReceived)); err != nil {
		t.Fatal(err)
	}
	if got := s.now(6); got.State != dialogue.Active || !got.Meeting.IsZero() || s.now(2).ConcludedAt.IsZero() {
		t.Errorf("the new request is %s with meeting %v", got.State, got.Meeting)
	}
	page := s.page()
	if err := s.a.CloseEarly(t.Context(), s.staff(), app.SeriesEdit{Series: s.inv.Series.ID, Version: page.Invitation.Series.Version}); err != nil {
		t.Fatal(err)
	}
	if err := ask("fourth"); !errors.Is(err, dialogue.ErrClosed) {
		t.Errorf("asked after staff closed: %v", err)
	}
}

// A new invitation that begins as this one asks anew: the meetings that the old requests became are not its own.
func TestANewInvitationDoesNotTakeOverTheMeetingsOfRequests(t *testing.T) {
	t.Parallel()
	s := newAsked(t)
	s.make(s.meeting(0))
	id, err := s.a.CreateSeries(t.Context(), s.staff(), app.NewSeries{Title: dialogue.Text{NN: "Møte på førespurnad 2022"},
		Kind: dialogue.DialogueMeetings, Lang: dialogue.Nynorsk, From: s.inv.Series.ID})
	if err != nil {
		t.Fatal(err)
	}
	asks := column[bool](t, s.db, `select on_request from series where id = $1`, id)
	if n := count(t, s.db, `meeting where series_id = $1`, id); n != 0 || !asks[0] {
		t.Errorf("%d meetings, asked for: %v", n, asks[0])
	}
}
