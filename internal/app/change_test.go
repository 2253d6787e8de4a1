package app_test

import (
	"errors"
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

// ledger counts what a verb leaves behind: audit lines, letters and jobs.
type ledger struct{ audit, letters, jobs int }

func counted(t *testing.T, db *testdb.DB) ledger {
	t.Helper()
	n := column[int](t, db, `select n from (values (1, (select count(*)::int from audit)), (2, (select count(*)::int from letter)),
		(3, (select count(*)::int from river_job where kind = 'send_letter'))) v (at, n) order by at`)
	return ledger{n[0], n[1], n[2]}
}

// leaves checks what a verb appends: exactly one audit line of its name, and letters with a job each.
func leaves(t *testing.T, db *testdb.DB, verb string, letters int, do func() error) {
	t.Helper()
	before := counted(t, db)
	if err := do(); err != nil {
		t.Fatalf("%s: %v", verb, err)
	}
	after := counted(t, db)
	if want := (ledger{before.audit + 1, before.letters + letters, before.jobs + letters}); after != want {
		t.Errorf("%s: audit, letters, jobs %v, want %v", verb, after, want)
	}
	if got := column[string](t, db, `select verb from audit order by id desc limit 1`); got[0] != verb {
		t.Errorf("the audit says %s, want %s", got[0], verb)
	}
}

// refuses checks that a verb gives the error and leaves nothing behind.
func refuses(t *testing.T, db *testdb.DB, name string, want error, do func() error) {
	t.Helper()
	before := counted(t, db)
	err := do()
	var problems dialogue.Problems
	if want == nil && !errors.As(err, &problems) || want != nil && !errors.Is(err, want) {
		t.Errorf("%s: %v, want %v", name, err, want)
	}
	if after := counted(t, db); after != before {
		t.Errorf("%s: %v became %v", name, before, after)
	}
}

// newest is the latest letter about a registration.
func newest(t *testing.T, db *testdb.DB, r dialogue.Registration) string {
	t.Helper()
	return column[string](t, db, `select body from letter where registration_id = $1 order by id desc limit 1`, r.ID)[0]
}

func comes(inv dialogue.Invitation, name string) dialogue.DelegateEdit {
	return dialogue.DelegateEdit{DelegateRequest: dialogue.DelegateRequest{Role: inv.Roles[0].ID, Name: name, Email: "ny@vestre-toten.kommune.no"}}
}

// at is the registration at its version of now.
func at(t *testing.T, a *app.App, r dialogue.Registration) app.Edit {
	t.Helper()
	return app.Edit{Registration: r.ID, Version: stored(t, a, r).Registration.Version}
}

func names(r dialogue.Registration) []string {
	var all []string
	for _, d := range r.LiveDelegates() {
		all = append(all, d.Name)
	}
	return all
}

func taken(t *testing.T, db *testdb.DB, meeting dialogue.ID) int {
	t.Helper()
	return column[int](t, db, `select taken from meeting where id = $1`, meeting)[0]
}

func TestContactsChangeTheirDelegatesUntilTheDeadline(t *testing.T) {
	t.Parallel()
	a, db, inv, r := placed(t, 3)
	me := contact(r)
	edits := append(edit(r), comes(inv, "Kari Ny"))
	edits[0].Name = "Ola Avløser"
	edits[1].Gone = true
	edits[2].Position = "rådgiver"
	leaves(t, db, "change_delegates", 1, func() error { return a.ChangeDelegates(t.Context(), me, at(t, a, r), edits) })
	got := stored(t, a, r).Registration
	if diff := cmp.Diff([]string{"Ola Avløser", "Deltaker 3", "Kari Ny"}, names(got)); diff != "" {
		t.Error(diff)
	}
	if n := taken(t, db, inv.Meetings[0].ID); n != 3 {
		t.Errorf("%d places are taken by three", n)
	}
	for _, person := range []string{"Ola Avløser", "Deltaker 2", "Deltaker 3", "Kari Ny"} {
		if !strings.Contains(newest(t, db, r), person) {
			t.Errorf("the letter says nothing of %s", person)
		}
	}
	detail := column[string](t, db, `select detail::text from audit_detail order by audit_id desc limit 1`)[0]
	for _, person := range []string{"Ola Avløser", "Deltaker 1", "Deltaker 2", "Kari Ny"} {
		if !strings.Contains(detail, person) {
			t.Errorf("the audit's detail says nothing of %s: %s", person, detail)
		}
	}
	if ids := column[string](t, db, `select row_to_json(a)::text from audit a`); strings.Contains(strings.Join(ids, ""), "Deltaker") {
		t.Error("an audit line holds a name")
	}

	five := append(edit(got), comes(inv, "Fire"), comes(inv, "Fem"))
	refuses(t, db, "five", nil, func() error { return a.ChangeDelegates(t.Context(), me, at(t, a, r), five) })
	refuses(t, db, "everybody off", nil, func() error {
		all := edit(got)
		for i := range all {
			all[i].Gone = true
		}
		return a.ChangeDelegates(t.Context(), me, at(t, a, r), all)
	})
	before := counted(t, db)
	if err := a.ChangeDelegates(t.Context(), me, at(t, a, r), edit(got)); err != nil || counted(t, db) != before {
		t.Errorf("nothing is changed: %v, %v", err, counted(t, db))
	}
}

func TestAfterTheDeadlineNamesWithinTheSameRole(t *testing.T) {
	t.Parallel()
	a, db, inv, r := placed(t, 3)
	me := contact(r)
	db.SetClock(t, inv.Meetings[0].ClosesAt)
	change := func(f func(edits []dialogue.DelegateEdit) []dialogue.DelegateEdit) func() error {
		return func() error {
			return a.ChangeDelegates(t.Context(), me, at(t, a, r), f(edit(stored(t, a, r).Registration)))
		}
	}
	leaves(t, db, "change_delegates", 1, change(func(e []dialogue.DelegateEdit) []dialogue.DelegateEdit { e[0].Name = "En Annen"; return e }))
	leaves(t, db, "change_delegates", 1, change(func(e []dialogue.DelegateEdit) []dialogue.DelegateEdit { e[2].Gone = true; return e }))
	refuses(t, db, "another role", dialogue.ErrForbidden, change(func(e []dialogue.DelegateEdit) []dialogue.DelegateEdit { e[0].Role = inv.Roles[3].ID; return e }))
	refuses(t, db, "one more", dialogue.ErrForbidden, change(func(e []dialogue.DelegateEdit) []dialogue.DelegateEdit { return append(e, comes(inv, "Ny")) }))
	if got := names(stored(t, a, r).Registration); !slices.Equal(got, []string{"En Annen", "Deltaker 2"}) {
		t.Errorf("%v", got)
	}

	staff := editor(inv)
	add := append(edit(stored(t, a, r).Registration), comes(inv, "Etteranmeldt"))
	refuses(t, db, "staff without a reason", nil, func() error { return a.ChangeDelegates(t.Context(), staff, at(t, a, r), add) })
	e := at(t, a, r)
	e.Reason = "Ringte før fristen."
	leaves(t, db, "change_delegates", 1, func() error { return a.ChangeDelegates(t.Context(), staff, e, add) })

	db.SetClock(t, inv.Meetings[0].StartsAt)
	refuses(t, db, "when it has started", dialogue.ErrClosed, change(func(e []dialogue.DelegateEdit) []dialogue.DelegateEdit { e[0].Name = "Sent"; return e }))
	refuses(t, db, "withdrawing then", dialogue.ErrClosed, func() error { return a.Withdraw(t.Context(), me, at(t, a, r)) })
}

func TestABindingRegistrationIsWithdrawnByStaffAfterTheDeadline(t *testing.T) {
	t.Parallel()
	inv := sample.Innlandet2019()
	inv.Series.Rules.Binding = true
	a, db := published(t, summer, inv)
	r := active(t, a, db, inv, request(inv, 0, 2, "binding"))
	db.SetClock(t, inv.Meetings[0].ClosesAt)
	refuses(t, db, "all", dialogue.ErrClosed, func() error { return a.Withdraw(t.Context(), contact(r), at(t, a, r)) })
	one := edit(r)
	one[1].Gone = true
	refuses(t, db, "one", dialogue.ErrForbidden, func() error { return a.ChangeDelegates(t.Context(), contact(r), at(t, a, r), one) })
	refuses(t, db, "another meeting", dialogue.ErrClosed, func() error { return a.ChooseMeeting(t.Context(), contact(r), at(t, a, r), inv.Meetings[5].ID) })
	e := at(t, a, r)
	e.Reason = "Sykdom"
	leaves(t, db, "withdraw", 1, func() error { return a.Withdraw(t.Context(), editor(inv), e) })
}

func TestWithdrawingGivesTheSeatsBack(t *testing.T) {
	t.Parallel()
	inv := sample.Innlandet2019()
	inv.Meetings[4].Capacity = 4
	a, db := published(t, summer, inv)
	r := active(t, a, db, inv, request(inv, 4, 4, "first"))
	leaves(t, db, "withdraw", 1, func() error { return a.Withdraw(t.Context(), contact(r), at(t, a, r)) })
	if n := taken(t, db, inv.Meetings[4].ID); n != 0 {
		t.Errorf("%d places are still taken", n)
	}
	if slots := column[int](t, db, `select count(slot)::int from seat`); slots[0] != 0 {
		t.Errorf("%d slots are still taken", slots[0])
	}
	refuses(t, db, "again", dialogue.ErrClosed, func() error { return a.Withdraw(t.Context(), contact(r), at(t, a, r)) })
	again := active(t, a, db, inv, request(inv, 4, 4, "second"))
	if again.State != dialogue.Active || taken(t, db, inv.Meetings[4].ID) != 4 {
		t.Errorf("registering again: %s, %d taken", again.State, taken(t, db, inv.Meetings[4].ID))
	}
}

func TestAMeetingIsLeftUntilItStartsAndEnteredWhileItIsOpen(t *testing.T) {
	t.Parallel()
	inv := sample.Innlandet2019()
	inv.Meetings[6].Capacity = 1
	a, db := published(t, summer, inv)
	r := active(t, a, db, inv, request(inv, 0, 2, "moves"))
	me := contact(r)
	db.SetClock(t, inv.Meetings[0].StartsAt.Add(-time.Minute)) // its deadline and that of Otta and Lillehammer have passed
	refuses(t, db, "one that has closed", dialogue.ErrClosed, func() error { return a.ChooseMeeting(t.Context(), me, at(t, a, r), inv.Meetings[1].ID) })
	refuses(t, db, "none", nil, func() error { return a.ChooseMeeting(t.Context(), me, at(t, a, r), dialogue.ID{}) })
	refuses(t, db, "another series'", nil, func() error { return a.ChooseMeeting(t.Context(), me, at(t, a, r), sample.ID("elsewhere")) })
	leaves(t, db, "choose_meeting", 1, func() error { return a.ChooseMeeting(t.Context(), me, at(t, a, r), inv.Meetings[4].ID) })
	if !strings.Contains(newest(t, db, r), "Raufoss") {
		t.Error("the letter does not say where")
	}
	if from, to := taken(t, db, inv.Meetings[0].ID), taken(t, db, inv.Meetings[4].ID); from != 0 || to != 2 {
		t.Errorf("%d are left at the first, %d came to the other", from, to)
	}
	leaves(t, db, "choose_meeting", 1, func() error { return a.ChooseMeeting(t.Context(), me, at(t, a, r), inv.Meetings[6].ID) })
	if got := seatStates(stored(t, a, r).Registration); !slices.Equal(got, []dialogue.SeatState{dialogue.SeatWaiting, dialogue.SeatWaiting}) {
		t.Errorf("two where there is room for one: %v", got)
	}
	leaves(t, db, "choose_meeting", 1, func() error { return a.ChooseMeeting(t.Context(), me, at(t, a, r), inv.Meetings[4].ID) })
	db.SetClock(t, inv.Meetings[4].StartsAt)
	refuses(t, db, "when it has started", dialogue.ErrClosed, func() error { return a.ChooseMeeting(t.Context(), me, at(t, a, r), inv.Meetings[5].ID) })
}

func TestTheRankingIsChangedWhileTheSeriesIsOpen(t *testing.T) {
	t.Parallel()
	inv := sample.Departementet2017()
	a, db := published(t, dialogue.Date{Year: 2017, Month: time.April, Day: 20}.At(12, 0), inv)
	q := request(inv, 0, 2, "ranked")
	q.Meeting = dialogue.ID{}
	order := func(ranks ...int) []dialogue.Wish {
		var wishes []dialogue.Wish
		for i, rank := range ranks {
			wishes = append(wishes, dialogue.Wish{Meeting: inv.Meetings[i].ID, Rank: rank, Available: true})
		}
		return wishes
	}
	q.Wishes, q.IfNotAll = order(1, 2, 3, 4), dialogue.Fewer
	r := active(t, a, db, inv, q)
	me := contact(r)
	leaves(t, db, "rank_meetings", 1, func() error { return a.RankMeetings(t.Context(), me, at(t, a, r), order(4, 3, 2, 1), dialogue.Fewer) })
	if w := stored(t, a, r).Registration.Wishes; len(w) != 4 || w[0].Meeting != inv.Meetings[3].ID {
		t.Errorf("%v", w)
	}
	forged := append(order(1, 2, 3, 4), dialogue.Wish{Meeting: sample.ID("elsewhere"), Rank: 9}, dialogue.Wish{Meeting: inv.Meetings[0].ID, Rank: 2})
	leaves(t, db, "rank_meetings", 1, func() error { return a.RankMeetings(t.Context(), me, at(t, a, r), forged, dialogue.Fewer) })
	if w := stored(t, a, r).Registration.Wishes; len(w) != 4 || w[0].Meeting != inv.Meetings[0].ID {
		t.Errorf("with forged wishes: %v", w)
	}
	leaves(t, db, "rank_meetings", 1, func() error {
		return a.RankMeetings(t.Context(), me, at(t, a, r), order(1, 2, 3, 4), dialogue.Together)
	})
	if got := stored(t, a, r).Registration.IfNotAll; got != dialogue.Together {
		t.Errorf("if not all: %q", got)
	}
	if body := column[string](t, db, `select body from letter where registration_id = $1 and kind = 'changed' order by created_at desc, id desc limit 1`, r.ID); !strings.Contains(body[0], "hvis ikke alle får plass, er endret") || strings.Contains(body[0], "Rangeringen av møtene er endret") {
		t.Errorf("only the answer is another:\n%s", body[0])
	}
	before := len(letters(t, db, r.ID))
	if err := a.RankMeetings(t.Context(), me, at(t, a, r), order(1, 2, 3, 4), dialogue.Together); err != nil || len(letters(t, db, r.ID)) != before {
		t.Errorf("nothing is changed: %v, %v", letters(t, db, r.ID), err)
	}
	refuses(t, db, "no answer from two", nil, func() error { return a.RankMeetings(t.Context(), me, at(t, a, r), order(4, 2, 3, 1), "") })
	refuses(t, db, "two with one number", nil, func() error { return a.RankMeetings(t.Context(), me, at(t, a, r), order(1, 1, 2, 3), dialogue.Fewer) })
	refuses(t, db, "choosing one", dialogue.ErrForbidden, func() error { return a.ChooseMeeting(t.Context(), me, at(t, a, r), inv.Meetings[0].ID) })
	db.SetClock(t, inv.Series.ClosesAt)
	refuses(t, db, "after the deadline", dialogue.ErrClosed, func() error { return a.RankMeetings(t.Context(), me, at(t, a, r), order(4, 3, 2, 1), dialogue.Fewer) })
}

func TestAPersonsOwnMeetingsAreChanged(t *testing.T) {
	t.Parallel()
	inv := sample.Vestland()
	inv.Meetings[1].Capacity = 3
	a, db := published(t, dialogue.Date{Year: 2021, Month: time.October, Day: 1}.At(12, 0), inv)
	sogndal, bergen, teams := inv.Meetings[0].ID, inv.Meetings[1].ID, inv.Meetings[2].ID
	q := dialogue.RegistrationRequest{Submission: sample.ID("many"), Unit: dialogue.Unit{Kind: dialogue.Municipality, Number: "4640"}, Lang: dialogue.Nynorsk,
		Contact: dialogue.Contact{Name: "Guro Lien", Email: "guro.lien@sogndal.kommune.no"}}
	for i, meetings := range [][]dialogue.ID{{sogndal}, {sogndal, bergen}} {
		q.Delegates = append(q.Delegates, dialogue.DelegateRequest{Role: inv.Roles[0].ID, Name: []string{"Ein", "To"}[i], Email: "d@sogndal.kommune.no", Meetings: meetings})
	}
	r := active(t, a, db, inv, q)
	me := contact(r)
	change := func(meetings ...[]dialogue.ID) func() error {
		return func() error {
			edits := edit(stored(t, a, r).Registration)
			for i := range meetings {
				edits[i].Meetings = meetings[i]
			}
			return a.ChangeDelegates(t.Context(), me, at(t, a, r), edits)
		}
	}
	counts := func() []int { return []int{taken(t, db, sogndal), taken(t, db, bergen), taken(t, db, teams)} }
	leaves(t, db, "change_delegates", 1, change([]dialogue.ID{bergen, teams}, []dialogue.ID{bergen}))
	if got := counts(); !slices.Equal(got, []int{0, 2, 1}) {
		t.Errorf("taken %v", got)
	}
	edits := append(edit(stored(t, a, r).Registration), comes(inv, "Tre"), comes(inv, "Fire"))
	for i, meetings := range [][]dialogue.ID{{bergen, teams}, {bergen}, {bergen}, {bergen, sogndal}} {
		edits[i].Meetings = meetings
	}
	leaves(t, db, "change_delegates", 1, func() error { return a.ChangeDelegates(t.Context(), me, at(t, a, r), edits) })
	if got := counts(); !slices.Equal(got, []int{1, 3, 1}) || column[int](t, db, `select count(*)::int from seat where state = 'waiting'`)[0] != 1 {
		t.Errorf("taken %v where Bergen has room for three", got)
	}
	db.SetClock(t, inv.Meetings[0].ClosesAt) // Sogndal has closed
	refuses(t, db, "entering what has closed", nil, change([]dialogue.ID{bergen, sogndal}, []dialogue.ID{bergen}, []dialogue.ID{bergen}, []dialogue.ID{bergen, sogndal}))
	leaves(t, db, "change_delegates", 1, change([]dialogue.ID{bergen}, []dialogue.ID{bergen}, []dialogue.ID{bergen}, []dialogue.ID{bergen}))
	if got := counts(); !slices.Equal(got, []int{0, 3, 0}) {
		t.Errorf("after leaving: taken %v", got)
	}
}

func TestWhoCameAtOwnCostGetsThePlaceOfOneWhoLeft(t *testing.T) {
	t.Parallel()
	inv := sample.Innlandet2019()
	inv.Series.Rules.MaxDelegates, inv.Series.Rules.OverCap, inv.Series.Rules.OutsideMax = 2, 1, 1
	inv.Roles[4].OutsideCap = true
	a, db := published(t, summer, inv)
	q := request(inv, 4, 4, "pools")
	q.Delegates[3].Role = inv.Roles[4].ID
	r := active(t, a, db, inv, q)
	pools := func() string {
		return strings.Join(column[string](t, db, `select d.name || ' ' || s.pool || ' ' || s.slot from seat s join delegate d on d.id = s.delegate_id
			where s.slot is not null order by d.position_no`), ", ")
	}
	if got := pools(); got != "Deltaker 1 delegation 1, Deltaker 2 delegation 2, Deltaker 3 own_cost 1, Deltaker 4 outside 1" {
		t.Fatal(got)
	}
	swapped := edit(r) // every pool is full, and two change places
	swapped[0].Role, swapped[3].Role = inv.Roles[4].ID, inv.Roles[0].ID
	leaves(t, db, "change_delegates", 1, func() error { return a.ChangeDelegates(t.Context(), contact(r), at(t, a, r), swapped) })
	if got := pools(); got != "Deltaker 1 outside 1, Deltaker 2 delegation 2, Deltaker 3 delegation 1, Deltaker 4 own_cost 1" {
		t.Error(got)
	}
	gone := edit(stored(t, a, r).Registration)
	gone[1].Gone = true
	leaves(t, db, "change_delegates", 1, func() error { return a.ChangeDelegates(t.Context(), contact(r), at(t, a, r), gone) })
	if got := pools(); got != "Deltaker 1 outside 1, Deltaker 3 delegation 1, Deltaker 4 delegation 2" {
		t.Error(got)
	}
	if n := taken(t, db, inv.Meetings[4].ID); n != 3 {
		t.Errorf("%d places are taken", n)
	}
}

func TestADateThatCameLaterIsAnswered(t *testing.T) {
	t.Parallel()
	a, db, inv, r := placed(t, 1)
	meeting := inv.Meetings[0].ID
	db.AdvanceClock(t, time.Hour)
	if _, err := db.Owner.Exec(t.Context(), `update meeting set dated_at = clock() where id = $1`, meeting); err != nil {
		t.Fatal(err)
	}
	if got := stored(t, a, r).Unanswered; !slices.Equal(got, []dialogue.ID{meeting}) {
		t.Fatalf("unanswered %v", got)
	}
	answer := func(meeting dialogue.ID, fits bool) func() error {
		return func() error { return a.AnswerDate(t.Context(), contact(r), at(t, a, r), meeting, fits) }
	}
	leaves(t, db, "answer_date", 0, answer(meeting, true))
	leaves(t, db, "answer_date", 0, answer(meeting, false)) // who learns more says so
	if got := column[bool](t, db, `select fits from date_answer`); !slices.Equal(got, []bool{false}) {
		t.Errorf("stored %v", got)
	}
	if got := stored(t, a, r); len(got.Unanswered) != 0 || taken(t, db, meeting) != 1 {
		t.Errorf("unanswered %v; an answer takes no seat", got.Unanswered)
	}
	if list, err := a.ParticipantList(t.Context(), editor(inv), inv.Series.ID, meeting); err != nil || len(list.Participants) != 1 || !list.Participants[0].DoesNotFit {
		t.Errorf("staff see %+v, %v", list.Participants, err)
	}
	refuses(t, db, "a meeting that is not theirs", dialogue.ErrNotFound, answer(inv.Meetings[1].ID, true))
}

func TestContactDetailsButNotTheProvenAddress(t *testing.T) {
	t.Parallel()
	a, db, inv, r := placed(t, 1)
	other := dialogue.Contact{Name: "Per Berg", Position: "rådmann", Email: "per@example.no", Phone: "+4722249602", PostalAddress: "Rådhusgata 1"}
	leaves(t, db, "change_contact", 1, func() error {
		return a.ChangeContact(t.Context(), contact(r), at(t, a, r), other, "Vi kommer med tog.")
	})
	got := stored(t, a, r).Registration
	if got.Contact.Name != "Per Berg" || got.Contact.Email != r.Contact.Email || got.Contact.PostalAddress != "" || got.Comment != "Vi kommer med tog." {
		t.Errorf("%+v %q", got.Contact, got.Comment)
	}
	leaves(t, db, "change_contact", 1, func() error { return a.ChangeContact(t.Context(), editor(inv), at(t, a, r), other, "") })
	if got := stored(t, a, r).Registration; got.Contact.Email != "per@example.no" {
		t.Errorf("staff: %+v", got.Contact)
	}
	refuses(t, db, "nobody", nil, func() error { return a.ChangeContact(t.Context(), contact(r), at(t, a, r), dialogue.Contact{}, "") })
}

// Every verb on a registration, asked by somebody who may not and with an old version, does nothing.
func TestAnothersRegistrationAndOldVersions(t *testing.T) {
	t.Parallel()
	a, db, inv, r := placed(t, 2)
	elsewhere := request(inv, 1, 1, "elsewhere")
	elsewhere.Unit.Number, elsewhere.Contact.Email = "0528", "a@ostre-toten.kommune.no"
	other := active(t, a, db, inv, elsewhere)
	second := request(inv, 2, 1, "second")
	proposal, err := a.Register(t.Context(), dialogue.Actor{}, inv.Series.Slug, second)
	if err != nil || proposal.State != dialogue.Proposal {
		t.Fatalf("%s %v", proposal.State, err)
	}
	type verb = func(actor dialogue.Actor, e app.Edit) error
	renamed := edit(r)
	renamed[0].Name = "En Annen"
	verbs := map[string]verb{
		"delegates": func(who dialogue.Actor, e app.Edit) error { return a.ChangeDelegates(t.Context(), who, e, renamed) },
		"contact": func(who dialogue.Actor, e app.Edit) error {
			return a.ChangeContact(t.Context(), who, e, dialogue.Contact{Name: "En Annen"}, "")
		},
		"meeting": func(who dialogue.Actor, e app.Edit) error {
			return a.ChooseMeeting(t.Context(), who, e, inv.Meetings[4].ID)
		},
		"withdraw": func(who dialogue.Actor, e app.Edit) error { return a.Withdraw(t.Context(), who, e) },
		"take over": func(who dialogue.Actor, e app.Edit) error {
			return a.TakeOver(t.Context(), who, e, proposal.ID, []dialogue.ID{proposal.Delegates[0].ID})
		},
		"dismiss": func(who dialogue.Actor, e app.Edit) error { return a.DismissProposal(t.Context(), who, e, proposal.ID) },
		"date": func(who dialogue.Actor, e app.Edit) error {
			return a.AnswerDate(t.Context(), who, e, inv.Meetings[0].ID, true)
		},
	}
	reader, otherOffice := editor(inv), editor(sample.OsloViken2020())
	reader.Role = dialogue.Reader
	e := at(t, a, r)
	for name, do := range verbs {
		for who, actor := range map[string]dialogue.Actor{"nobody": {}, "another's contact": contact(other), "a reader": reader, "the system": dialogue.System(inv.Organiser.ID)} {
			refuses(t, db, name+" by "+who, dialogue.ErrForbidden, func() error { return do(actor, e) })
		}
		refuses(t, db, name+" by another organiser's editor", dialogue.ErrNotFound, func() error { return do(otherOffice, e) })
		forged := contact(r)
		forged.Organiser = otherOffice.Organiser
		refuses(t, db, name+" with another organiser's id", dialogue.ErrNotFound, func() error { return do(forged, e) })
		if name == "date" { // answers about a date cross nobody's changes
			continue
		}
		for _, version := range []int{0, e.Version - 1, e.Version + 1} {
			refuses(t, db, name+" from an old form", dialogue.ErrStale, func() error { return do(contact(r), app.Edit{Registration: r.ID, Version: version}) })
		}
	}
	refuses(t, db, "another's delegate", dialogue.ErrNotFound, func() error {
		return a.ChangeDelegates(t.Context(), contact(r), e, append(edit(r), dialogue.DelegateEdit{ID: other.Delegates[0].ID, DelegateRequest: comes(inv, "X").DelegateRequest}))
	})
	refuses(t, db, "another unit's proposal", dialogue.ErrNotFound, func() error {
		return a.TakeOver(t.Context(), contact(other), at(t, a, other), proposal.ID, []dialogue.ID{proposal.Delegates[0].ID})
	})
	refuses(t, db, "a registration as a proposal", dialogue.ErrNotFound, func() error {
		return a.DismissProposal(t.Context(), contact(r), e, other.ID)
	})
	leaves(t, db, "take_over", 1, func() error { return verbs["take over"](contact(r), e) })
	if got := column[string](t, db, `select state from registration where id = $1`, proposal.ID); got[0] != "settled" {
		t.Errorf("the proposal is %s when everybody is taken over", got[0])
	}
	refuses(t, db, "what is dealt with", dialogue.ErrNotFound, func() error { return verbs["dismiss"](contact(r), at(t, a, r)) })
}

func TestAProposalIsSetAsideWithoutALetter(t *testing.T) {
	t.Parallel()
	a, db, inv, r := placed(t, 2)
	proposal, err := a.Register(t.Context(), dialogue.Actor{}, inv.Series.Slug, request(inv, 2, 1, "second"))
	if err != nil {
		t.Fatal(err)
	}
	leaves(t, db, "dismiss_proposal", 0, func() error { return a.DismissProposal(t.Context(), contact(r), at(t, a, r), proposal.ID) })
}
