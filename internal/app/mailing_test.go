package app_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/sample"
	"dialogmote/internal/testdb"
)

// inviting is an invitation whose municipalities have an address each, and a sending as far as the test takes it.
type inviting struct {
	t   *testing.T
	a   *app.App
	db  *testdb.DB
	inv dialogue.Invitation
}

// innlandetNumbers are municipalities that the invitation of 2019 lets register.
var innlandetNumbers = []string{"0529", "0528", "0501", "0502", "0403", "0412", "0415", "0417"}

func keysOf(numbers ...string) []string {
	keys := make([]string, len(numbers))
	for i, n := range numbers {
		keys[i] = "municipality:" + n
	}
	return keys
}

func newInviting(t *testing.T, change ...func(*dialogue.Invitation)) *inviting {
	t.Helper()
	inv := sample.Innlandet2019()
	for _, c := range change {
		c(&inv)
	}
	a, db := published(t, summer, inv)
	s := &inviting{t: t, a: a, db: db, inv: inv}
	if _, err := db.Owner.Exec(t.Context(), `
		insert into staff_user (organiser_id, id, email, name, role, password_hash) values ($1, $2, 'saksbehandler@innlandet.example.no', 'Kari Saksbehandler', 'editor', '')`,
		inv.Organiser.ID, sample.ID("staff")); err != nil {
		t.Fatal(err)
	}
	return s
}

// address gives a municipality one more address.
func (s *inviting) address(number, email string) {
	s.t.Helper()
	if err := s.a.SaveAddress(s.t.Context(), editor(s.inv), "municipality:"+number, dialogue.AddressEdit{Email: email}); err != nil {
		s.t.Fatal(err)
	}
}

// prepared is a draft to the municipalities, each of which has one address.
func (s *inviting) prepared(numbers ...string) app.MailingEdit {
	s.t.Helper()
	for _, n := range numbers {
		if count(s.t, s.db, `unit_address a join unit u on u.id = a.unit_id where u.number = $1`, n) == 0 {
			s.address(n, "post"+n+"@example.no")
		}
	}
	id, err := s.a.PrepareInvitations(s.t.Context(), editor(s.inv), s.inv.Series.ID, keysOf(numbers...))
	if err != nil {
		s.t.Fatal(err)
	}
	return s.at(id)
}

func (s *inviting) page(id dialogue.ID) dialogue.MailingPage {
	s.t.Helper()
	page, err := s.a.Mailing(s.t.Context(), editor(s.inv), s.inv.Series.ID, id)
	if err != nil {
		s.t.Fatal(err)
	}
	return page
}

func (s *inviting) at(id dialogue.ID) app.MailingEdit {
	s.t.Helper()
	return app.MailingEdit{Series: s.inv.Series.ID, Mailing: id, Version: s.page(id).Mailing.Version}
}

func (s *inviting) schedule(e app.MailingEdit, at time.Time, perMinute int) {
	s.t.Helper()
	if err := s.a.ScheduleMailing(s.t.Context(), editor(s.inv), e, app.MailingText{}, at, perMinute); err != nil {
		s.t.Fatal(err)
	}
}

// round posts what may be posted now.
func (s *inviting) round(id dialogue.ID) app.Posted {
	s.t.Helper()
	posted, err := s.a.SendMailing(s.t.Context(), dialogue.System(s.inv.Organiser.ID), id)
	if err != nil {
		s.t.Fatal(err)
	}
	return posted
}

// sent posts all of it.
func (s *inviting) sent(e app.MailingEdit) {
	s.t.Helper()
	s.schedule(e, time.Time{}, 0)
	for s.round(e.Mailing).More {
	}
}

// receivers are the addresses that have an invitation or a reminder, in order, each as often as it has one.
func (s *inviting) receivers() []string {
	s.t.Helper()
	return column[string](s.t, s.db, `select recipient from letter where kind in ('invitation', 'reminder') and mailing_id is not null order by 1`)
}

func (s *inviting) want(what string, receivers ...string) {
	s.t.Helper()
	if diff := cmp.Diff(receivers, s.receivers()); diff != "" {
		s.t.Errorf("%s: receivers (-want +got):\n%s", what, diff)
	}
}

func (s *inviting) states(id dialogue.ID) map[string]dialogue.PassedOver {
	s.t.Helper()
	found := map[string]dialogue.PassedOver{}
	for _, u := range s.page(id).Units {
		if !u.PostedAt.IsZero() {
			found[u.Unit.Number] = u.PassedOver
		}
	}
	return found
}

// Each working address of a unit gets one letter with a link of its own; who is added later gets only what they have not had.
func TestEveryAddressIsInvitedOnce(t *testing.T) {
	t.Parallel()
	s := newInviting(t)
	s.address("0529", "helse@example.no")
	s.address("0529", "post0529@example.no")
	s.address("0528", "borte@example.no")
	if _, err := s.db.Owner.Exec(t.Context(), `update unit_address set failure = 'no such mailbox', failed_at = clock() where email = 'borte@example.no'`); err != nil {
		t.Fatal(err)
	}
	first := s.prepared("0529", "0528", "0501")
	if f := s.page(first.Mailing).Forecast; f.Units != 2 || f.Letters != 3 || len(f.Passed[dialogue.PassedNoAddress]) != 1 {
		t.Errorf("forecast %+v", f)
	}
	s.sent(first)
	s.want("first", "helse@example.no", "post0501@example.no", "post0529@example.no")
	if diff := cmp.Diff(map[string]dialogue.PassedOver{"0529": "", "0528": dialogue.PassedNoAddress, "0501": ""}, s.states(first.Mailing)); diff != "" {
		t.Error(diff)
	}
	if m := s.page(first.Mailing).Mailing; m.State != dialogue.MailingDone || m.DoneAt.IsZero() {
		t.Errorf("it is %s", m.State)
	}
	if n := count(t, s.db, `(select distinct token_hash from invitation_link) x`); n != 3 {
		t.Errorf("%d personal links", n)
	}
	if n := count(t, s.db, `unit_invitation where sent_at is not null`); n != 2 {
		t.Errorf("%d are invited", n)
	}
	if n := count(t, s.db, `river_job where kind = 'send_letter'`); n != 3 {
		t.Errorf("%d letters are on their way", n)
	}

	s.address("0501", "ny@example.no")
	s.address("0528", "virker@example.no")
	again := s.prepared("0529", "0528", "0501", "0502")
	s.sent(again)
	s.want("again", "helse@example.no", "ny@example.no", "post0501@example.no", "post0502@example.no", "post0529@example.no", "virker@example.no")
	if got := s.states(again.Mailing)["0529"]; got != dialogue.PassedHadIt {
		t.Errorf("who has had all of it is passed over as %q", got)
	}
	summary, err := s.a.InvitePage(t.Context(), editor(s.inv), s.inv.Series.ID, dialogue.InviteChoice{})
	if err != nil {
		t.Fatal(err)
	}
	if got := summary.Mailings; len(got) != 2 || got[0].Tally.Units != 4 || got[0].Tally.Passed != 1 || got[0].Tally.Letters[dialogue.LetterQueued] != 3 || got[0].By != "Kari Saksbehandler" {
		t.Errorf("sendings %+v", got)
	}
	if f := summary.Figures(); f.Invited != 4 || f.NoAddress != f.MayRegister-4 {
		t.Errorf("figures %+v", f)
	}
}

// Who has answered gets neither invitation nor reminder; a word that nobody has proven stops a reminder, but never the invitation.
func TestWhoHasAnsweredIsPassedOver(t *testing.T) {
	t.Parallel()
	s := newInviting(t)
	invitation := s.prepared("0529", "0528", "0501")
	active(t, s.a, s.db, s.inv, request(s.inv, 0, 1, "answers"))
	stranger := request(s.inv, 0, 1, "stranger")
	stranger.Unit.Number, stranger.Contact.Email = "0528", "hvemsomhelst@example.no"
	if _, err := s.a.Register(t.Context(), dialogue.Actor{}, s.inv.Series.Slug, stranger); err != nil {
		t.Fatal(err)
	}
	s.sent(invitation)
	s.want("invitation", "post0501@example.no", "post0528@example.no")
	if got := s.states(invitation.Mailing)["0529"]; got != dialogue.PassedAnswered {
		t.Errorf("passed over as %q", got)
	}
	id, err := s.a.PrepareMailing(t.Context(), editor(s.inv), s.inv.Series.ID, dialogue.ReminderMailing,
		column[dialogue.ID](t, s.db, `select unit_id from unit_invitation`))
	if err != nil {
		t.Fatal(err)
	}
	s.sent(s.at(id))
	s.want("reminder", "post0501@example.no", "post0501@example.no", "post0528@example.no")
}

// What nobody could answer is not sent: the series must be open, and so must a meeting of the unit's.
func TestNobodyIsInvitedToWhatIsClosed(t *testing.T) {
	t.Parallel()
	s := newInviting(t)
	e := s.prepared("0529", "0528")
	problem := func(at time.Time) (problems dialogue.Problems) {
		errors.As(s.a.ScheduleMailing(t.Context(), editor(s.inv), e, app.MailingText{}, at, 0), &problems)
		return problems
	}
	if p := problem(summer.AddDate(1, 0, 0)); p[""].Key != "problem.mailing-closed" {
		t.Errorf("after the deadline: %v", p)
	}
	if p := problem(summer.Add(-time.Minute)); p["send_on"].Key != "problem.mailing-past" {
		t.Errorf("in the past: %v", p)
	}
	s.schedule(e, summer.Add(time.Hour), 0)
	s.db.AdvanceClock(t, time.Hour)
	if _, err := s.db.Owner.Exec(t.Context(), `update series set closed_early_at = clock()`); err != nil {
		t.Fatal(err)
	}
	s.round(e.Mailing)
	s.want("closed early")
	if m := s.page(e.Mailing).Mailing; m.State != dialogue.MailingPaused {
		t.Errorf("it is %s", m.State)
	}
	if lines := count(t, s.db, `audit where verb = 'pause_mailing' and actor_kind = 'system' and about = $1`, e.Mailing); lines != 1 {
		t.Errorf("%d audit lines of the pause", lines)
	}
	var problems dialogue.Problems
	if err := s.a.ResumeMailing(t.Context(), editor(s.inv), s.at(e.Mailing)); !errors.As(err, &problems) {
		t.Errorf("resumed: %v", err)
	}
}

// A sending waits for its time, keeps its limit, and can be changed until it begins and stopped between two rounds.
func TestASendingIsPacedAndPaused(t *testing.T) {
	t.Parallel()
	s := newInviting(t)
	e := s.prepared(innlandetNumbers...)
	s.schedule(e, summer.Add(time.Hour), 12)
	if s.round(e.Mailing); len(s.receivers()) != 0 {
		t.Fatal("it is sent before its time")
	}
	if due, err := s.a.DoWhatIsDue(t.Context(), dialogue.Actor{Kind: dialogue.SystemActor}); err != nil || due.Mailings != 0 {
		t.Fatalf("due %+v %v", due, err)
	}
	if err := s.a.SaveMailing(t.Context(), editor(s.inv), s.at(e.Mailing), app.MailingText{Letter: dialogue.Text{NB: "Kom!", NN: "Kom!"}}); err != nil {
		t.Fatalf("changed before it begins: %v", err)
	}
	s.db.AdvanceClock(t, time.Hour)
	if due, err := s.a.DoWhatIsDue(t.Context(), dialogue.Actor{Kind: dialogue.SystemActor}); err != nil || due.Mailings != 1 {
		t.Fatalf("due %+v %v", due, err)
	}
	if posted := s.round(e.Mailing); posted.Letters != 2 || posted.Wait != 10*time.Second {
		t.Fatalf("twelve a minute: %+v", posted)
	}
	if posted := s.round(e.Mailing); posted.Letters != 0 || posted.More {
		t.Errorf("no wait: %+v", posted)
	}
	if err := s.a.SaveMailing(t.Context(), editor(s.inv), s.at(e.Mailing), app.MailingText{}); !errors.Is(err, dialogue.ErrClosed) {
		t.Errorf("changed when it has begun: %v", err)
	}
	s.db.AdvanceClock(t, 10*time.Second)
	s.round(e.Mailing)
	if n := len(s.receivers()); n != 4 {
		t.Errorf("%d letters in ten seconds", n)
	}
	if err := s.a.PauseMailing(t.Context(), editor(s.inv), s.at(e.Mailing)); err != nil {
		t.Fatal(err)
	}
	s.db.AdvanceClock(t, time.Minute)
	if s.round(e.Mailing); len(s.receivers()) != 4 {
		t.Error("it goes on when it is paused")
	}
	if err := s.a.ResumeMailing(t.Context(), editor(s.inv), s.at(e.Mailing)); err != nil {
		t.Fatal(err)
	}
	s.round(e.Mailing)
	if err := s.a.CancelMailing(t.Context(), editor(s.inv), s.at(e.Mailing)); err != nil {
		t.Fatal(err)
	}
	s.db.AdvanceClock(t, time.Minute)
	if s.round(e.Mailing); len(s.receivers()) != 6 {
		t.Errorf("%d letters of a cancelled sending", len(s.receivers()))
	}
	for verb, err := range map[string]error{
		"pause":  s.a.PauseMailing(t.Context(), editor(s.inv), s.at(e.Mailing)),
		"resume": s.a.ResumeMailing(t.Context(), editor(s.inv), s.at(e.Mailing)),
		"cancel": s.a.CancelMailing(t.Context(), editor(s.inv), s.at(e.Mailing)),
	} {
		if !errors.Is(err, dialogue.ErrClosed) {
			t.Errorf("%s: %v", verb, err)
		}
	}
}

// Of two runners at once one posts, and two sendings to the same ones wait for each other; letters whose occasion is not known as the same
// would be written twice.
func TestTwoRunnersPostOnce(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		sendings, letters int
		forget            bool
	}{
		"one sending":                         {1, 4, false},
		"two sendings to the same ones":       {2, 4, false},
		"without the occasions there are two": {2, 8, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newInviting(t)
			if c.forget {
				without(t, s.db, `
					alter table letter drop constraint letter_once;
					create function forget() returns trigger language plpgsql as 'begin new.once := new.id::text; return new; end';
					create trigger forget before insert on letter for each row execute function forget()`)
			}
			var verbs []func() error
			for range c.sendings {
				e := s.prepared(innlandetNumbers[:4]...)
				s.schedule(e, time.Time{}, 0)
				verbs = append(verbs, func() error {
					_, err := s.a.SendMailing(context.Background(), dialogue.System(s.inv.Organiser.ID), e.Mailing)
					return err
				})
			}
			h := hold(t, s.db, `lock table audit in exclusive mode`) // written last in each round
			done := h.until(verbs...)
			if c.sendings == 1 {
				if err := verbs[0](); err != nil || len(s.receivers()) != 0 {
					t.Errorf("the second runner: %v, %v", s.receivers(), err)
				}
			}
			h.commit()
			for range verbs {
				if err := <-done; err != nil {
					t.Fatal(err)
				}
			}
			if got := s.receivers(); len(got) != c.letters {
				t.Errorf("%d letters: %v", len(got), got)
			}
		})
	}
}

// Documents go along as files, are kept for the letters when staff take them off the page, and are gone when the series is erased.
func TestDocumentsGoAlong(t *testing.T) {
	t.Parallel()
	s := newInviting(t)
	materials := dialogue.Attachable(&s.inv)
	if len(materials) < 2 {
		t.Fatal("the sample has too few files")
	}
	e := s.prepared("0529", "0528")
	text := app.MailingText{Materials: []dialogue.ID{materials[1].ID, materials[0].ID}}
	if err := s.a.ScheduleMailing(t.Context(), editor(s.inv), e, text, time.Time{}, 0); err != nil {
		t.Fatal(err)
	}
	s.round(e.Mailing)
	if _, err := s.db.Owner.Exec(t.Context(), `delete from material`); err != nil {
		t.Fatal(err)
	}
	carried := map[string]int{}
	for _, id := range column[dialogue.ID](t, s.db, `select id from letter where kind = 'invitation'`) {
		err := s.a.DeliverLetter(t.Context(), dialogue.System(s.inv.Organiser.ID), id, func(_ context.Context, o app.Outgoing) error {
			for i, f := range o.Attachments {
				if len(f.Bytes) != f.Size || f.MediaType == "" {
					t.Errorf("%s has %d of %d bytes", f.Name, len(f.Bytes), f.Size)
				}
				carried[fmt.Sprint(i, f.Name)]++
			}
			return nil
		}, func(error) bool { return true })
		if err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(map[string]int{"0" + materials[1].Filename: 2, "1" + materials[0].Filename: 2}, carried); diff != "" {
		t.Error(diff)
	}
	if _, err := s.db.Owner.Exec(t.Context(), `update series set delete_on = $1`, dialogue.DateOf(summer)); err != nil {
		t.Fatal(err)
	}
	if _, err := s.a.EraseWhatIsDue(t.Context(), dialogue.Actor{Kind: dialogue.SystemActor}); err != nil {
		t.Fatal(err)
	}
	for _, left := range []string{`letter_attachment`, `invitation_link`, `letter where recipient <> ''`, `file f where not exists (select from material d where d.sha256 = f.sha256)`} {
		if n := count(t, s.db, left); n != 0 {
			t.Errorf("%d left of %s", n, left)
		}
	}
}
