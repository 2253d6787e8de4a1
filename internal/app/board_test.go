package app_test

import (
	"context"
	"errors"
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

// county is a series with one meeting and one deadline, whose municipalities are invited by letter.
type county struct {
	a   *app.App
	db  *testdb.DB
	inv dialogue.Invitation
}

// newCounty is Rogaland's invitation on a day, with the deadline.
func newCounty(t *testing.T, on, deadline dialogue.Date, reminders ...int) *county {
	t.Helper()
	inv := sample.OpenToday(on)
	inv.Meetings = inv.Meetings[:1]
	inv.Series.Reminders = reminders
	inv.Meetings[0].Deadline = dialogue.Deadline{On: deadline}
	inv.Meetings[0].ClosesAt, inv.Meetings[0].StartsAt, inv.Meetings[0].EndsAt = deadline.EndOfDay(), deadline.AddDays(20).At(10, 0), deadline.AddDays(20).At(14, 0)
	a, db := published(t, on.At(9, 0), inv)
	return &county{a, db, inv}
}

func (c *county) edit(t *testing.T, mailing dialogue.ID) app.MailingEdit {
	t.Helper()
	return app.MailingEdit{Series: c.inv.Series.ID, Mailing: mailing, Version: column[int](t, c.db, `select version from mailing where id = $1`, mailing)[0]}
}

// invite gives each municipality an address and sends all of them the invitation.
func (c *county) invite(t *testing.T, numbers ...string) {
	t.Helper()
	var keys []string
	for _, number := range numbers {
		keys = append(keys, "municipality:"+number)
		if err := c.a.SaveAddress(t.Context(), editor(c.inv), keys[len(keys)-1], dialogue.AddressEdit{Email: "post" + number + "@example.no"}); err != nil {
			t.Fatal(err)
		}
	}
	mailing, err := c.a.PrepareInvitations(t.Context(), editor(c.inv), c.inv.Series.ID, keys)
	if err != nil {
		t.Fatal(err)
	}
	c.send(t, mailing)
	c.deliver(t)
}

// send has a draft sent now.
func (c *county) send(t *testing.T, mailing dialogue.ID) {
	t.Helper()
	if err := c.a.ScheduleMailing(t.Context(), editor(c.inv), c.edit(t, mailing), app.MailingText{}, time.Time{}, 0); err != nil {
		t.Fatal(err)
	}
	c.post(t)
}

// post has every sending whose time has come write its letters.
func (c *county) post(t *testing.T) {
	t.Helper()
	for _, id := range column[dialogue.ID](t, c.db, `select id from mailing where state = 'scheduled' and send_at <= clock()`) {
		for more := true; more; {
			posted, err := c.a.SendMailing(t.Context(), dialogue.System(c.inv.Organiser.ID), id)
			if err != nil {
				t.Fatal(err)
			}
			more = posted.More
		}
	}
}

// deliver hands every letter that waits to a mail server that refuses the addresses.
func (c *county) deliver(t *testing.T, refuses ...string) {
	t.Helper()
	for _, id := range column[dialogue.ID](t, c.db, `select id from letter where state = 'queued'`) {
		err := c.a.DeliverLetter(t.Context(), dialogue.System(c.inv.Organiser.ID), id, func(_ context.Context, out app.Outgoing) error {
			if slices.Contains(refuses, out.Letter.Recipient) {
				return errors.New("550 no such user")
			}
			return nil
		}, func(error) bool { return true })
		if err != nil && len(refuses) == 0 {
			t.Fatal(err)
		}
	}
}

// minute is one round of what runs by itself.
func (c *county) minute(t *testing.T) app.Due {
	t.Helper()
	due, err := c.a.DoWhatIsDue(t.Context(), dialogue.Actor{Kind: dialogue.SystemActor})
	if err != nil {
		t.Fatal(err)
	}
	return due
}

func (c *county) register(t *testing.T, number, email string) dialogue.Registration {
	t.Helper()
	q := request(c.inv, 0, 2, "board "+number+email)
	q.Unit.Number, q.Contact.Email = number, email
	r, err := c.a.Register(t.Context(), dialogue.Actor{}, c.inv.Series.Slug, q)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func (c *county) decline(t *testing.T, number string) {
	t.Helper()
	if err := c.a.NoteDecline(t.Context(), editor(c.inv), c.inv.Series.ID, dialogue.Unit{Kind: dialogue.Municipality, Number: number}, "Vi rekker det ikke"); err != nil {
		t.Fatal(err)
	}
}

func (c *county) board(t *testing.T, f dialogue.BoardFilter) dialogue.StatusBoard {
	t.Helper()
	board, err := c.a.StatusBoard(t.Context(), editor(c.inv), c.inv.Series.ID, f)
	if err != nil {
		t.Fatal(err)
	}
	return board
}

// stands is where every unit that is invited or has registered stands: «1103 silent».
func (c *county) stands(t *testing.T) []string {
	t.Helper()
	var all []string
	for _, r := range c.board(t, dialogue.BoardFilter{}).Rows {
		if s := r.Standing(); s != dialogue.StandsNotInvited {
			all = append(all, r.Unit.Number+" "+string(s))
		}
	}
	slices.Sort(all)
	return all
}

func (c *county) expect(t *testing.T, name string, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, c.stands(t)); diff != "" {
		t.Errorf("%s:\n%s", name, diff)
	}
}

// made are the automatic reminders: which rule, when it was made, and to whom.
func (c *county) made(t *testing.T) []string {
	t.Helper()
	return column[string](t, c.db, `
		select g.rule_days || ' before ' || g.rule_deadline || ': ' || to_char(g.created_at at time zone 'Europe/Oslo', 'YYYY-MM-DD HH24:MI') || ' to ' ||
			(select string_agg(u.number || case m.passed_over when '' then '' else ' ' || m.passed_over end, ', ' order by u.number)
			from mailing_unit m join unit_invitation i on i.id = m.invitation_id join unit u on u.id = i.unit_id where m.mailing_id = g.id)
		from mailing g where g.rule_days is not null order by g.created_at, g.id`)
}

var (
	october = dialogue.Date{Year: 2021, Month: time.October, Day: 4}
	lastDay = dialogue.Date{Year: 2021, Month: time.October, Day: 28} // a Thursday
)

func TestTheBoardAgreesWithLettersAndRegistrations(t *testing.T) {
	t.Parallel()
	c := newCounty(t, october, lastDay)
	if board := c.board(t, dialogue.BoardFilter{}); board.Counts.Units != board.Counts.Marks[dialogue.MarkNotInvited] || board.Counts.Units < 23 || board.Remindable != 0 {
		t.Fatalf("before anybody is invited: %+v", board.Counts)
	}
	all := c.board(t, dialogue.BoardFilter{}).Counts.Units

	for _, number := range []string{"1101", "1103", "1106", "1108", "1111"} {
		if err := c.a.SaveAddress(t.Context(), editor(c.inv), "municipality:"+number, dialogue.AddressEdit{Email: "post" + number + "@example.no"}); err != nil {
			t.Fatal(err)
		}
	}
	mailing, err := c.a.PrepareInvitations(t.Context(), editor(c.inv), c.inv.Series.ID,
		[]string{"municipality:1101", "municipality:1103", "municipality:1106", "municipality:1108", "municipality:1111", "municipality:1112"})
	if err != nil {
		t.Fatal(err)
	}
	c.expect(t, "prepared", "1101 prepared", "1103 prepared", "1106 prepared", "1108 prepared", "1111 prepared", "1112 prepared")
	c.send(t, mailing)
	c.expect(t, "sent; Lund has no address", "1101 on_its_way", "1103 on_its_way", "1106 on_its_way", "1108 on_its_way", "1111 on_its_way", "1112 prepared")
	c.deliver(t, "post1111@example.no")
	c.expect(t, "delivered; Sokndal's is refused", "1101 silent", "1103 silent", "1106 silent", "1108 silent", "1111 unreached", "1112 prepared")

	board := c.board(t, dialogue.BoardFilter{})
	if sent := count(t, c.db, `letter where kind = 'invitation' and state = 'sent'`); board.Counts.Marks[dialogue.MarkDelivered] != sent || sent != 4 {
		t.Errorf("the board says %d are delivered, the letters %d", board.Counts.Marks[dialogue.MarkDelivered], sent)
	}
	if board.Counts.Units != all || board.Remindable != 4 || dialogue.LastDay(board.Until) != lastDay {
		t.Errorf("%d units, %d to remind until %v", board.Counts.Units, board.Remindable, board.Until)
	}

	link := regexp.MustCompile(`/invitert/([A-Za-z0-9_-]+)`).FindStringSubmatch(column[string](t, c.db, `select body from letter where recipient = 'post1103@example.no'`)[0])
	if err := c.a.StartByLink(t.Context(), link[1]); err != nil {
		t.Fatal(err)
	}
	if board := c.board(t, dialogue.BoardFilter{Mark: dialogue.MarkStarted}); len(board.Rows) != 1 || board.Rows[0].Unit.Number != "1103" || board.Rows[0].Standing() != dialogue.StandsSilent {
		t.Errorf("started: %+v", board.Rows)
	}
	r := c.register(t, "1103", "kari@stavanger.kommune.no")
	c.register(t, "1106", "ola@haugesund.kommune.no")
	c.decline(t, "1108")
	c.expect(t, "two have registered, and nobody has clicked", "1101 silent", "1103 registered", "1106 registered", "1108 declined", "1111 unreached", "1112 prepared")
	if board := c.board(t, dialogue.BoardFilter{Mark: dialogue.MarkUnconfirmed}); len(board.Rows) != 2 || board.Counts.Marks[dialogue.MarkPlaced] != 0 {
		t.Errorf("%d are unconfirmed, %d placed", len(board.Rows), board.Counts.Marks[dialogue.MarkPlaced])
	}
	if _, err := c.a.ConfirmAddress(t.Context(), token(t, c.db, r.ID, dialogue.LetterReceived)); err != nil {
		t.Fatal(err)
	}
	c.register(t, "1149", "ida@karmoy.kommune.no") // Karmøy is not invited
	c.db.AdvanceClock(t, 73*time.Hour)
	c.minute(t)
	c.expect(t, "who did not click is silent again", "1101 silent", "1103 registered", "1106 silent", "1108 declined", "1111 unreached", "1112 prepared")
	if board := c.board(t, dialogue.BoardFilter{Mark: dialogue.MarkPlaced}); len(board.Rows) != 1 || board.Rows[0].Registration.ID != r.ID || board.Rows[0].Seats(dialogue.SeatPlaced) != 2 {
		t.Errorf("placed: %+v", board.Rows)
	}

	// A letter that the server took, and that came back afterwards.
	address := column[dialogue.ID](t, c.db, `select id from unit_address where email = 'post1101@example.no'`)[0]
	if err := c.a.NoteAddressFailure(t.Context(), editor(c.inv), address, column[int](t, c.db, `select version from unit_address where id = $1`, address)[0], "kom i retur"); err != nil {
		t.Fatal(err)
	}
	c.expect(t, "Eigersund's came back", "1101 unreached", "1103 registered", "1106 silent", "1108 declined", "1111 unreached", "1112 prepared")
	tally, err := c.a.AnswersTo(t.Context(), editor(c.inv), c.inv.Series.ID)
	if diff := cmp.Diff(dialogue.AnswerTally{Invited: 5, Answered: 2, Silent: 1, Unreached: 2}, tally); diff != "" || err != nil {
		t.Errorf("in short: %s %v", diff, err)
	}

	draft, err := c.a.RemindSilent(t.Context(), editor(c.inv), c.inv.Series.ID)
	if err != nil {
		t.Fatal(err)
	}
	if got := column[string](t, c.db, `select u.number from mailing_unit m join unit_invitation i on i.id = m.invitation_id join unit u on u.id = i.unit_id
		where m.mailing_id = $1`, draft); !slices.Equal(got, []string{"1106"}) {
		t.Errorf("the reminder is to %v", got)
	}
	if again, err := c.a.RemindSilent(t.Context(), editor(c.inv), c.inv.Series.ID); again != draft || err != nil {
		t.Errorf("pressed twice: another draft, %v", err)
	}
	c.send(t, draft)
	c.deliver(t)
	if n := count(t, c.db, `letter where kind = 'reminder' and state = 'sent' and recipient = 'post1106@example.no'`); n != 1 {
		t.Errorf("%d reminders", n)
	}
	c.expect(t, "reminded and still silent", "1101 unreached", "1103 registered", "1106 silent", "1108 declined", "1111 unreached", "1112 prepared")
	c.db.SetClock(t, lastDay.EndOfDay())
	if board := c.board(t, dialogue.BoardFilter{}); board.Remindable != 0 || board.Counts.Marks[dialogue.MarkSilent] != 1 {
		t.Errorf("after the deadline %d are to be reminded of %d silent", board.Remindable, board.Counts.Marks[dialogue.MarkSilent])
	}
	if _, err := c.a.RemindSilent(t.Context(), editor(c.inv), c.inv.Series.ID); !errors.Is(err, dialogue.ErrClosed) {
		t.Errorf("a reminder after the deadline: %v", err)
	}
}

func TestAutomaticRemindersGoOnWorkingDaysInTheirHours(t *testing.T) {
	t.Parallel()
	day := func(y int, m time.Month, d int) dialogue.Date { return dialogue.Date{Year: y, Month: m, Day: d} }
	for name, c := range map[string]struct {
		from, deadline dialogue.Date
		want           []string
	}{
		"ordinary weeks":    {day(2021, time.October, 18), day(2021, time.October, 28), []string{"7 before 2021-10-28: 2021-10-21 08:00 to 1103, 1106", "2 before 2021-10-28: 2021-10-26 08:00 to 1103, 1106"}},
		"over a weekend":    {day(2022, time.April, 29), day(2022, time.May, 9), []string{"7 before 2022-05-09: 2022-05-02 08:00 to 1103, 1106", "2 before 2022-05-09: 2022-05-06 08:00 to 1103, 1106"}},
		"over Easter":       {day(2022, time.April, 8), day(2022, time.April, 20), []string{"2 before 2022-04-20: 2022-04-13 08:00 to 1103, 1106"}},
		"when clocks go on": {day(2022, time.March, 18), day(2022, time.March, 29), []string{"7 before 2022-03-29: 2022-03-22 08:00 to 1103, 1106", "2 before 2022-03-29: 2022-03-25 08:00 to 1103, 1106"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newCounty(t, c.from.AddDays(-4), c.deadline, 7, 2)
			s.invite(t, "1103", "1106")
			for on := c.from; !c.deadline.AddDays(2).Before(on); on = on.AddDays(1) {
				for _, at := range []time.Time{on.At(0, 0), on.At(7, 59), on.At(8, 0), on.At(8, 1), on.At(17, 59), on.At(18, 0), on.At(23, 59)} {
					s.db.SetClock(t, at)
					s.minute(t)
					s.post(t)
					s.deliver(t)
				}
			}
			if diff := cmp.Diff(c.want, s.made(t)); diff != "" {
				t.Error(diff)
			}
			if letters, want := count(t, s.db, `letter where kind = 'reminder'`), 2*len(c.want); letters != want {
				t.Errorf("%d letters, want %d", letters, want)
			}
			if due := s.board(t, dialogue.BoardFilter{}); len(due.Planned) != 0 || len(due.Sent) != len(c.want) || due.Sent[0].Written != 2 {
				t.Errorf("afterwards the board says %+v and %+v", due.Planned, due.Sent)
			}
		})
	}
}

func TestAReminderThatWasMissedIsNotMadeGood(t *testing.T) {
	t.Parallel()
	c := newCounty(t, october, lastDay, 2)
	c.invite(t, "1103")
	for _, at := range []time.Time{lastDay.AddDays(-2).At(7, 59), lastDay.AddDays(-2).At(18, 0), lastDay.At(12, 0), lastDay.AddDays(1).At(9, 0)} {
		c.db.SetClock(t, at)
		if due := c.minute(t); due.Reminders != 0 {
			t.Errorf("%v: %d reminders", at, due.Reminders)
		}
	}
}

// One that was made at the last minute, and that a stop kept from being sent, wakes nobody at night.
func TestAReminderThatIsHeldUpWaitsForOfficeHours(t *testing.T) {
	t.Parallel()
	c := newCounty(t, october, lastDay, 2)
	c.invite(t, "1103")
	c.db.SetClock(t, lastDay.AddDays(-2).At(17, 59))
	if due := c.minute(t); due.Reminders != 1 {
		t.Fatalf("%d reminders", due.Reminders)
	}
	for _, step := range []struct {
		at   time.Time
		want int
	}{{lastDay.AddDays(-2).At(18, 0), 0}, {lastDay.AddDays(-1).At(3, 0), 0}, {lastDay.AddDays(-1).At(8, 0), 1}} {
		c.db.SetClock(t, step.at)
		c.post(t)
		if n := count(t, c.db, `letter where kind = 'reminder'`); n != step.want {
			t.Errorf("%v: %d letters, want %d", step.at, n, step.want)
		}
	}
}

func TestWhoHasAnsweredIsNeverReminded(t *testing.T) {
	t.Parallel()
	c := newCounty(t, october, lastDay, 2)
	c.invite(t, "1101", "1103", "1106", "1108", "1111", "1112")
	c.decline(t, "1108")
	rule := lastDay.AddDays(-2)
	c.db.SetClock(t, rule.At(7, 30))
	c.register(t, "1101", "ola@eigersund.kommune.no") // waits for its click
	c.db.SetClock(t, rule.At(8, 0))
	if due := c.minute(t); due.Reminders != 1 {
		t.Fatalf("%d reminders", due.Reminders)
	}
	// Between making and posting one registers, one says no, and one registers with an address that staff must decide on.
	c.register(t, "1103", "kari@stavanger.kommune.no")
	c.decline(t, "1106")
	r := c.register(t, "1112", "per@example.no")
	if _, err := c.a.ConfirmAddress(t.Context(), token(t, c.db, r.ID, dialogue.LetterReceived)); err != nil {
		t.Fatal(err)
	}
	c.post(t)
	if diff := cmp.Diff([]string{"2 before 2021-10-28: 2021-10-26 08:00 to 1103 answered, 1106 answered, 1111, 1112 answered"}, c.made(t)); diff != "" {
		t.Error(diff)
	}
	if got := column[string](t, c.db, `select recipient from letter where kind = 'reminder'`); !slices.Equal(got, []string{"post1111@example.no"}) {
		t.Errorf("reminded: %v", got)
	}
	if board := c.board(t, dialogue.BoardFilter{}); len(board.Sent) != 1 || board.Sent[0].Units != 4 || board.Sent[0].Written != 1 || board.Sent[0].Passed != 3 {
		t.Errorf("the board says %+v", board.Sent)
	}
}

func TestWhoWasJustWrittenToIsNotReminded(t *testing.T) {
	t.Parallel()
	c := newCounty(t, october, lastDay, 7, 2)
	c.invite(t, "1101")
	c.db.SetClock(t, lastDay.AddDays(-3).At(23, 50))
	c.invite(t, "1103") // yesterday, when the day comes
	c.db.SetClock(t, lastDay.AddDays(-2).At(7, 0))
	c.invite(t, "1106") // the same morning
	c.db.SetClock(t, lastDay.AddDays(-2).At(9, 0))
	c.minute(t)
	c.post(t)
	if diff := cmp.Diff([]string{"2 before 2021-10-28: 2021-10-26 09:00 to 1101"}, c.made(t)); diff != "" {
		t.Error(diff)
	}
	c.minute(t)
	if n := count(t, c.db, `mailing where rule_days is not null`); n != 1 {
		t.Errorf("%d reminders after another round", n)
	}
}

func TestAJointUnitsRegistrationAnswersForItsMunicipalities(t *testing.T) {
	t.Parallel()
	c := newCounty(t, october, lastDay, 2)
	c.invite(t, "1111", "1112")
	r := c.register(t, "1111", "ola@sokndal.kommune.no")
	if _, err := c.a.ConfirmAddress(t.Context(), token(t, c.db, r.ID, dialogue.LetterReceived)); err != nil {
		t.Fatal(err)
	}
	// Staff have made a joint unit of the two.
	without(t, c.db, fmt.Sprintf(`
		insert into unit (organiser_id, id, kind, number, name, county, members) values ('%s', '%s', 'joint', 'joint', 'Dalane', '11', '{1111,1112}');
		update registration set unit_id = '%[2]s' where id = '%[3]s'`, c.inv.Organiser.ID, sample.ID("dalane"), r.ID))
	c.expect(t, "both have answered", "1111 registered", "1112 registered", "joint registered")
	c.db.SetClock(t, lastDay.AddDays(-2).At(8, 0))
	if due := c.minute(t); due.Reminders != 0 {
		t.Errorf("%d reminders", due.Reminders)
	}
	if tally, err := c.a.AnswersTo(t.Context(), editor(c.inv), c.inv.Series.ID); err != nil || tally.Answered != 2 {
		t.Errorf("in short %+v, %v", tally, err)
	}
}

func TestOneReminderOfARuleHoweverManyMakeIt(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		drop string
		want int
	}{
		"the constraint decides":   {"", 1},
		"without it there are two": {"alter table mailing drop constraint mailing_rule", 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newCounty(t, october, lastDay, 2)
			s.invite(t, "1103")
			without(t, s.db, c.drop)
			s.db.SetClock(t, lastDay.AddDays(-2).At(8, 0))
			h := hold(t, s.db, `lock table mailing in exclusive mode`) // lets be read, not written
			round := func() error {
				_, err := s.a.DoWhatIsDue(t.Context(), dialogue.Actor{Kind: dialogue.SystemActor})
				return err
			}
			done := h.until(round, round)
			h.commit()
			for range 2 {
				if err := <-done; err != nil {
					t.Error(err)
				}
			}
			if n := count(t, s.db, `mailing where rule_days is not null`); n != c.want {
				t.Errorf("%d reminders, want %d", n, c.want)
			}
		})
	}
}

func TestTheBoardIsTheOrganisersOwn(t *testing.T) {
	t.Parallel()
	c := newCounty(t, october, lastDay)
	c.invite(t, "1103")
	series, own := c.inv.Series.ID, editor(c.inv)
	reader, other := own, own
	reader.Role = dialogue.Reader
	other.Organiser = sample.Innlandet().ID
	if _, err := c.a.StatusBoard(t.Context(), reader, series, dialogue.BoardFilter{}); err != nil {
		t.Errorf("a reader looks: %v", err)
	}
	edit := app.SeriesEdit{Series: series, Version: column[int](t, c.db, `select version from series where id = $1`, series)[0]}
	for who, actor := range map[string]dialogue.Actor{"a reader": reader, "another organiser's editor": other, "nobody": {}} {
		for what, verb := range map[string]func() error{
			"looks": func() error {
				_, err := c.a.StatusBoard(t.Context(), actor, series, dialogue.BoardFilter{})
				return err
			},
			"reminds":    func() error { _, err := c.a.RemindSilent(t.Context(), actor, series); return err },
			"sets rules": func() error { return c.a.SetReminders(t.Context(), actor, edit, []int{7}) },
		} {
			if who == "a reader" && what == "looks" {
				continue
			}
			if err := verb(); !errors.Is(err, dialogue.ErrForbidden) && !errors.Is(err, dialogue.ErrNotFound) {
				t.Errorf("%s %s: %v", who, what, err)
			}
		}
	}
	if tally, err := c.a.AnswersTo(t.Context(), other, series); err != nil || tally != (dialogue.AnswerTally{}) {
		t.Errorf("another organiser's figures: %+v, %v", tally, err)
	}
}

func TestReminderDaysAreStoredInOrderAndOnce(t *testing.T) {
	t.Parallel()
	c := newCounty(t, october, lastDay)
	series := c.inv.Series.ID
	edit := func() app.SeriesEdit {
		return app.SeriesEdit{Series: series, Version: column[int](t, c.db, `select version from series where id = $1`, series)[0]}
	}
	old := edit()
	changed := column[time.Time](t, c.db, `select changed_at from series where id = $1`, series)[0]
	if err := c.a.SetReminders(t.Context(), editor(c.inv), old, []int{2, 7, 2}); err != nil {
		t.Fatal(err)
	}
	if got := c.board(t, dialogue.BoardFilter{}).Invitation.Series; !slices.Equal(got.Reminders, []int{7, 2}) || !got.ChangedAt.Equal(changed) {
		t.Errorf("%v, changed %v", got.Reminders, got.ChangedAt)
	}
	if err := c.a.SetReminders(t.Context(), editor(c.inv), old, nil); !errors.Is(err, dialogue.ErrStale) {
		t.Errorf("from an old page: %v", err)
	}
	var problems dialogue.Problems
	if err := c.a.SetReminders(t.Context(), editor(c.inv), edit(), []int{6}); !errors.As(err, &problems) || !strings.Contains(err.Error(), "reminders") {
		t.Errorf("six days: %v", err)
	}
	if err := c.a.SetReminders(t.Context(), editor(c.inv), edit(), nil); err != nil || count(t, c.db, `series where reminders <> '{}'`) != 0 {
		t.Errorf("none: %v", err)
	}
	if n := count(t, c.db, `audit where verb = 'set_reminders'`); n != 2 {
		t.Errorf("%d audit lines", n)
	}
}
