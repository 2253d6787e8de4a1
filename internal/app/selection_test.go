package app_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/sample"
	"dialogmote/internal/selection"
	"dialogmote/internal/testdb"

	"github.com/google/go-cmp/cmp"
)

// Before and after the ministry's deadline of 5 May 2017.
var (
	applying = dialogue.Date{Year: 2017, Month: time.April, Day: 20}.At(12, 0)
	deadline = dialogue.Date{Year: 2017, Month: time.May, Day: 6}.At(0, 0)
	selects  = dialogue.Date{Year: 2017, Month: time.May, Day: 8}.At(9, 0)
)

const lottery = "Vinnertallene i Vikinglotto onsdag 10. mai 2017"

// bench is the ministry's invitation with the first units' applications for places at four meetings, after the deadline.
type bench struct {
	t   *testing.T
	a   *app.App
	db  *testdb.DB
	inv dialogue.Invitation
	me  dialogue.Actor
}

// applied installs the invitation, changed first, and registers the units as staff do with letters.
func applied(t *testing.T, units int, change func(inv *dialogue.Invitation)) *bench {
	t.Helper()
	inv := sample.Departementet2017()
	for i := range inv.Meetings {
		inv.Meetings[i].Capacity, inv.Meetings[i].OwnPlaces = 5, 0
	}
	for i, floor := range []int{1, 1, 1, 0, 0} {
		inv.Roles[i].Floor = floor
	}
	if change != nil {
		change(&inv)
	}
	a, db := published(t, applying, inv)
	b := &bench{t, a, db, inv, editor(inv)}
	for _, r := range sample.RegistrationsDepartementet()[:units] {
		b.register(r)
	}
	db.SetClock(t, selects)
	return b
}

func (b *bench) register(r dialogue.Registration) dialogue.Registration {
	b.t.Helper()
	q := dialogue.RegistrationRequest{Submission: r.ID, Unit: r.Unit, Contact: r.Contact, Lang: r.Lang, Wishes: r.Wishes, Channel: dialogue.ByPost,
		Municipality: r.Municipality, LateReason: r.LateReason, IfNotAll: r.IfNotAll}
	for _, d := range r.Delegates {
		q.Delegates = append(q.Delegates, dialogue.DelegateRequest{Role: d.Role, Name: d.Name, Email: d.Email})
	}
	stored, err := b.a.Register(b.t.Context(), b.me, b.inv.Series.Slug, q)
	if err != nil {
		b.t.Fatalf("%s: %v", r.Unit.Name, err)
	}
	return stored
}

func (b *bench) page() dialogue.SelectionPage {
	b.t.Helper()
	page, err := b.a.Selection(b.t.Context(), b.me, b.inv.Series.ID)
	if err != nil {
		b.t.Fatal(err)
	}
	return page
}

// edit is the form of the newest draw as it is now.
func (b *bench) edit() app.SelectionEdit {
	b.t.Helper()
	draw := b.page().Draw
	return app.SelectionEdit{Series: b.inv.Series.ID, Selection: draw.ID, Version: draw.Version}
}

func (b *bench) freeze(reason string) error {
	b.t.Helper()
	return b.a.FreezeSelection(b.t.Context(), b.me, app.SeriesEdit{Series: b.inv.Series.ID, Version: b.page().Invitation.Series.Version}, lottery, reason)
}

func (b *bench) must(err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
}

// proposed freezes, enters the value and makes the first proposal.
func (b *bench) proposed() dialogue.SelectionPage {
	b.t.Helper()
	b.must(b.freeze(""))
	b.must(b.a.EnterPublicValue(b.t.Context(), b.me, b.edit(), "3 7 12 19 24 40"))
	_, err := b.a.ProposeSelection(b.t.Context(), b.me, b.edit(), "")
	b.must(err)
	return b.page()
}

// todo is what staff are asked to do about the series, "" for nothing.
func (b *bench) todo() dialogue.TodoKind {
	b.t.Helper()
	start, err := b.a.StaffStart(b.t.Context(), b.me)
	b.must(err)
	for _, todo := range start.Series[0].Todo(start.Now) {
		return todo.Kind
	}
	return ""
}

// with is the first unit with the outcome.
func with(t *testing.T, page dialogue.SelectionPage, outcome dialogue.SeatState) dialogue.SelectedUnit {
	t.Helper()
	for _, u := range page.View.Units {
		if u.Outcome == outcome {
			return u
		}
	}
	t.Fatalf("nobody is %s", outcome)
	return dialogue.SelectedUnit{}
}

func unitOf(t *testing.T, v *dialogue.SelectionView, registration dialogue.ID) dialogue.SelectedUnit {
	t.Helper()
	for _, u := range v.Units {
		if u.Registration.ID == registration {
			return u
		}
	}
	t.Fatal("the registration is not in the proposal")
	return dialogue.SelectedUnit{}
}

func verbs(t *testing.T, db *testdb.DB) []string {
	t.Helper()
	return column[string](t, db, `select verb from audit where verb ~ 'selection|lock|proposal|approv|value' order by id`)
}

func TestASelectionFromTheDeadlineToTheApproval(t *testing.T) {
	t.Parallel()
	b := applied(t, 25, nil)
	ctx := t.Context()
	b.db.SetClock(t, deadline.Add(-time.Second))
	if page := b.page(); page.Step != dialogue.StepNotYet || page.Applied.Total.AppliedUnits != 25 || page.Applied.Total.Places != 20 {
		t.Errorf("before the deadline: %s, %+v", page.Step, page.Applied.Total)
	}
	wants(t, b.freeze(""), "", "problem.selection-early")
	b.db.SetClock(t, deadline)
	if step := b.page().Step; step != dialogue.StepFreeze {
		t.Errorf("at the deadline: %s", step)
	}
	wants(t, b.a.FreezeSelection(ctx, b.me, app.SeriesEdit{Series: b.inv.Series.ID, Version: b.page().Invitation.Series.Version}, " ", ""), "source", "problem.selection-source")
	b.must(b.freeze(""))
	page := b.page()
	if page.Step != dialogue.StepValue || page.Draw.Number != 1 || len(page.Draw.RosterHash) != 32 || page.Late != 0 {
		t.Fatalf("frozen: %s, %+v", page.Step, page.Draw)
	}
	for _, r := range sample.RegistrationsDepartementet()[:25] {
		for _, name := range []string{r.Contact.Name, r.Unit.Name, r.Delegates[0].Name} {
			if strings.Contains(page.Draw.Units+page.Draw.Persons+page.Draw.Rules, name) {
				t.Fatalf("the frozen roster names %s", name)
			}
		}
	}
	_, err := b.a.ProposeSelection(ctx, b.me, b.edit(), "")
	wants(t, err, "", "problem.selection-no-value")
	wants(t, b.a.EnterPublicValue(ctx, b.me, b.edit(), "  "), "value", "problem.selection-value")
	b.must(b.a.EnterPublicValue(ctx, b.me, b.edit(), " 3  7 12\n19 24 40 "))
	if page = b.page(); page.Step != dialogue.StepPropose || page.Draw.PublicValue != "3 7 12 19 24 40" {
		t.Fatalf("%s, the value is %q", page.Step, page.Draw.PublicValue)
	}
	if err := b.a.EnterPublicValue(ctx, b.me, b.edit(), "another"); !errors.Is(err, dialogue.ErrStale) {
		t.Errorf("the value once more: %v", err)
	}
	id, err := b.a.ProposeSelection(ctx, b.me, b.edit(), "Første forslag")
	b.must(err)
	page = b.page()
	f := page.View.Figures
	if page.Step != dialogue.StepApprove || page.View.Proposal.ID != id || !page.MayApprove || f.Total.PlacedPeople != 20 || len(page.View.Units) != 25 {
		t.Fatalf("%s, %+v", page.Step, f.Total)
	}
	_, err = b.a.ProposeSelection(ctx, b.me, b.edit(), "")
	wants(t, err, "", "problem.selection-same")
	b.must(b.a.ApproveProposal(ctx, b.me, b.edit(), id))
	if page = b.page(); page.Step != dialogue.StepSend || page.MayApprove || page.View.Proposal.ApprovedBy != b.me.User {
		t.Errorf("%s, %+v", page.Step, page.View.Proposal.ApprovedBy)
	}
	want := []string{"freeze_selection", "enter_public_value", "propose_selection", "approve_proposal"}
	if diff := cmp.Diff(want, verbs(t, b.db)); diff != "" {
		t.Error(diff)
	}
}

// wants is a problem with the field.
func wants(t *testing.T, err error, field, key string) {
	t.Helper()
	var problems dialogue.Problems
	if !errors.As(err, &problems) || problems[field].Key != key {
		t.Errorf("got %v, want %q: %s", err, field, key)
	}
}

func TestFiguresAddUp(t *testing.T) {
	t.Parallel()
	b := applied(t, 29, nil)
	page := b.proposed()
	f := page.View.Figures
	sum := func(name string, rows []dialogue.SelectionRow) {
		units, people, shares := 0, 0, 0
		for _, row := range rows {
			units, people, shares = units+row.PlacedUnits, people+row.PlacedPeople, shares+row.Share
		}
		if people != f.Total.PlacedPeople || name != "roles" && units != f.Total.PlacedUnits {
			t.Errorf("%s: %d units and %d people, want %+v", name, units, people, f.Total)
		}
		if rows[0].Share >= 0 && (shares < 10*people-len(rows) || shares > 10*people+len(rows)) {
			t.Errorf("%s: shares of %d tenths for %d places", name, shares, people)
		}
	}
	for name, rows := range map[string][]dialogue.SelectionRow{"meetings": f.Meetings, "counties": f.Counties, "sizes": f.Sizes, "wishes": f.Wishes, "roles": f.Roles} {
		sum(name, rows)
	}
	units, people := 0, 0
	for _, u := range page.View.Units {
		people += u.Places()
		if u.Outcome == dialogue.SeatPlaced {
			units++
		}
		if u.Outcome == dialogue.SeatPlaced && (u.Rank == 0 || u.Registration.Wishes[u.Rank-1].Meeting != u.Meeting) {
			t.Errorf("%s got its wish number %d, at a meeting that is not", u.Registration.Unit.Name, u.Rank)
		}
		if u.Lot == 0 || u.Reason.Kind == "" || u.Reason.Applied != 29 {
			t.Errorf("%s: lot %d, %+v", u.Registration.Unit.Name, u.Lot, u.Reason)
		}
		if u.Registration.Unit.Kind == dialogue.Municipality && u.CountyName == "" {
			t.Errorf("%s is in no county", u.Registration.Unit.Name)
		}
	}
	if units != f.Total.PlacedUnits || people != f.Total.PlacedPeople {
		t.Errorf("%d units and %d people, want %+v", units, people, f.Total)
	}
	if f.Roles[0].Floor != 4 || f.Roles[3].Floor != 0 || len(f.AtRole) != 4 || len(f.AtRole[0]) != 5 {
		t.Errorf("roles %+v", f.Roles)
	}
	if cmp.Diff(page.Applied.Total.AppliedPeople, f.Total.AppliedPeople) != "" || page.Applied.Total.PlacedUnits != 0 {
		t.Errorf("applied %+v, of the proposal %+v", page.Applied.Total, f.Total)
	}
}

func TestALockIsShownBeforeItIsSaved(t *testing.T) {
	t.Parallel()
	b := applied(t, 25, nil)
	ctx := t.Context()
	page := b.proposed()
	waits := with(t, page, dialogue.SeatWaiting)
	lock := dialogue.SelectionLock{Registration: waits.Registration.ID, Kind: dialogue.LockAt, Meeting: waits.Registration.Wishes[0].Meeting, Reason: "De har lang erfaring."}
	before := selected(t, b.db)
	seen, err := b.a.PreviewLock(ctx, b.me, b.edit(), lock)
	b.must(err)
	if selected(t, b.db) != before {
		t.Error("looking changed what is stored")
	}
	got := unitOf(t, &seen.After, waits.Registration.ID)
	if got.Outcome != dialogue.SeatPlaced || got.Meeting != lock.Meeting || got.Reason.Kind != "lock" || got.Reason.Text != lock.Reason || got.Lock == nil || len(seen.Moves) == 0 ||
		seen.Unit.Registration.ID != waits.Registration.ID || seen.Unit.Outcome != dialogue.SeatWaiting {
		t.Fatalf("would be %s, %+v", got.Outcome, got.Reason)
	}
	nameless := lock
	nameless.Reason = " "
	_, err = b.a.SaveLock(ctx, b.me, b.edit(), nameless)
	wants(t, err, "reason", "problem.selection-reason")
	stale := b.edit()
	second, err := b.a.SaveLock(ctx, b.me, stale, lock)
	b.must(err)
	if _, err := b.a.SaveLock(ctx, b.me, stale, lock); !errors.Is(err, dialogue.ErrStale) {
		t.Errorf("the same form again: %v", err)
	}
	if _, err := b.a.PreviewLock(ctx, b.me, stale, lock); !errors.Is(err, dialogue.ErrStale) {
		t.Errorf("an old form looks: %v", err)
	}
	page = b.page()
	if diff := cmp.Diff(seen.After.Figures, page.View.Figures); diff != "" || page.View.Proposal.ID != second || page.View.Proposal.Before != page.Proposals[1].ID {
		t.Errorf("saved is another than shown: %s", diff)
	}
	if strings.Contains(page.View.Proposal.Locks+page.View.Proposal.Assignment, "erfaring") {
		t.Error("the files hold what staff wrote")
	}
	compared, err := b.a.CompareProposals(ctx, b.me, b.inv.Series.ID, page.Proposals[1].ID, second)
	b.must(err)
	if diff := cmp.Diff(seen.Moves, compared.Moves); diff != "" {
		t.Error(diff)
	}

	// Another decision about the same takes the first one's place.
	lock.Kind, lock.Reason = dialogue.LockOut, "De kan ikke likevel."
	_, err = b.a.SaveLock(ctx, b.me, b.edit(), lock)
	b.must(err)
	page = b.page()
	got = unitOf(t, page.View, waits.Registration.ID)
	if got.Outcome != dialogue.SeatNotSelected || got.Reason.Text != lock.Reason || len(page.Locks) != 2 || page.Locks[0].LiftedAt.IsZero() || page.Locks[0].LiftedReason != lock.Reason {
		t.Errorf("%s, locks %+v", got.Outcome, page.Locks)
	}
	seen, err = b.a.PreviewUnlock(ctx, b.me, b.edit(), page.Locks[1].ID)
	b.must(err)
	_, err = b.a.LiftLock(ctx, b.me, b.edit(), page.Locks[1].ID, "")
	wants(t, err, "reason", "problem.selection-reason")
	_, err = b.a.LiftLock(ctx, b.me, b.edit(), page.Locks[1].ID, "Misforstått.")
	b.must(err)
	page = b.page()
	if diff := cmp.Diff(seen.After.Figures, page.View.Figures); diff != "" || len(page.Proposals) != 4 || page.Locks[1].LiftedReason != "Misforstått." {
		t.Errorf("%d proposals, %s", len(page.Proposals), diff)
	}
	if _, err := b.a.LiftLock(ctx, b.me, b.edit(), page.Locks[1].ID, "Igjen."); !errors.Is(err, dialogue.ErrStale) {
		t.Errorf("lifted twice: %v", err)
	}
	if old, err := b.a.SelectionProposal(ctx, b.me, b.inv.Series.ID, second); err != nil || unitOf(t, old.View, waits.Registration.ID).Reason.Text != "De har lang erfaring." {
		t.Errorf("the older proposal: %v", err)
	}
	b.reproduces()
}

// selected is all that is stored about selections, and the audit log.
func selected(t *testing.T, db *testdb.DB) string {
	t.Helper()
	var all []string
	for _, table := range []string{"selection", "selection_lock", "selection_proposal", "audit", "series", "seat"} {
		all = append(all, column[string](t, db, `select coalesce(string_agg(t::text, E'\n' order by t::text), '') from `+table+` t`)...)
	}
	return strings.Join(all, "\n\n")
}

// reproduces solves every stored proposal again from nothing but what is stored, and compares.
func (b *bench) reproduces() {
	b.t.Helper()
	rows, err := b.db.Owner.Query(b.t.Context(), `
		select s.meetings, s.units, s.persons, p.locks, s.public_value, p.assignment, p.report, p.result_hash, coalesce(w.locks, ''), coalesce(w.assignment, ''), coalesce(w.report, '')
		from selection_proposal p
		join selection s on s.id = p.selection_id
		left join selection_proposal w on w.id = p.before_id
		order by s.number, p.number`)
	b.must(err)
	defer rows.Close()
	n := 0
	for rows.Next() {
		var meetings, units, persons, locks, value, assignment, report, wasLocks, wasAssignment, wasReport string
		var hash []byte
		b.must(rows.Scan(&meetings, &units, &persons, &locks, &value, &assignment, &report, &hash, &wasLocks, &wasAssignment, &wasReport))
		read := func(rules string) (selection.Case, selection.Seed) {
			c, err := selection.ReadCase(strings.NewReader(meetings), strings.NewReader(units), strings.NewReader(persons), strings.NewReader(rules))
			b.must(err)
			return c, selection.SeedOf(c, value)
		}
		c, seed := read(locks)
		var result selection.Result
		if wasLocks == "" {
			result, err = selection.Solve(c, seed)
		} else {
			was, wasSeed := read(wasLocks)
			before, readErr := selection.ReadResult(was, wasSeed, strings.NewReader(wasAssignment), strings.NewReader(wasReport))
			b.must(readErr)
			result, err = selection.SolveAgain(c, seed, before)
		}
		b.must(err)
		var again, report2 bytes.Buffer
		b.must(selection.WriteAssignment(&again, result))
		b.must(selection.WriteReport(&report2, c, result, 0))
		if got := result.Hash(); !bytes.Equal(got[:], hash) || again.String() != assignment || report2.String() != report {
			b.t.Errorf("proposal %d of what is stored comes out otherwise", n+1)
		}
		n++
	}
	b.must(rows.Err())
	if n == 0 {
		b.t.Error("no proposal is stored")
	}
}

func TestWhatStaffCannotDecide(t *testing.T) {
	t.Parallel()
	b := applied(t, 25, func(inv *dialogue.Invitation) { inv.Meetings[3].Capacity = 1 })
	ctx := t.Context()
	page := b.proposed()
	u := page.View.Units[0]
	var cannot dialogue.SelectedUnit // one that has said no to a meeting
	var never dialogue.ID
	for _, candidate := range page.View.Units {
		for _, w := range candidate.Registration.Wishes {
			if !w.Available {
				cannot, never = candidate, w.Meeting
			}
		}
	}
	in := dialogue.SelectionLock{Registration: u.Registration.ID, Kind: dialogue.LockIn, Reason: "x"}
	for name, c := range map[string]struct {
		change     func(l *dialogue.SelectionLock)
		field, key string
	}{
		"no kind":          {func(l *dialogue.SelectionLock) { l.Kind = "" }, "kind", "problem.choose"},
		"no meeting":       {func(l *dialogue.SelectionLock) { l.Kind = dialogue.LockAt }, "meeting", "problem.selection-lock-meeting"},
		"nobody":           {func(l *dialogue.SelectionLock) { l.Registration = sample.ID("nobody") }, "", "problem.selection-lock-late"},
		"another's person": {func(l *dialogue.SelectionLock) { l.Delegate = page.View.Units[1].Persons[0].Delegate.ID }, "", "problem.selection-lock-late"},
		"where it can't be": {func(l *dialogue.SelectionLock) {
			l.Registration, l.Kind, l.Meeting = cannot.Registration.ID, dialogue.LockAt, never
		}, "meeting", "problem.selection-lock-unavailable"},
	} {
		lock := in
		c.change(&lock)
		_, err := b.a.PreviewLock(ctx, b.me, b.edit(), lock)
		wants(t, err, c.field, c.key)
		if _, err = b.a.SaveLock(ctx, b.me, b.edit(), lock); err == nil {
			t.Errorf("%s: saved", name)
		}
	}
	_, err := b.a.SaveLock(ctx, b.me, b.edit(), in)
	b.must(err)
	out := in
	out.Delegate, out.Kind = u.Persons[0].Delegate.ID, dialogue.LockOut
	if len(u.Persons) == 1 { // then nobody would be left of it
		_, err = b.a.SaveLock(ctx, b.me, b.edit(), out)
		wants(t, err, "", "problem.selection-lock-contradicts")
	}
	small := 0
	for _, candidate := range page.View.Units {
		if small < 2 && candidate.Registration.ID != u.Registration.ID {
			_, err = b.a.SaveLock(ctx, b.me, b.edit(), dialogue.SelectionLock{Registration: candidate.Registration.ID, Kind: dialogue.LockAt, Meeting: b.inv.Meetings[3].ID, Reason: "x"})
			var problems dialogue.Problems
			if errors.As(err, &problems) {
				continue // that one can't attend
			}
			small++
		}
	}
	if err == nil {
		t.Error("two have a place where there is one")
	}
	if n := count(t, b.db, `selection_lock`); n != 2 {
		t.Errorf("%d locks are stored", n)
	}
}

func TestWhoHasWithdrawnGetsNoPlace(t *testing.T) {
	t.Parallel()
	b := applied(t, 25, nil)
	ctx := t.Context()
	page := b.proposed()
	first := page.View.Proposal.ID
	whole := with(t, page, dialogue.SeatPlaced)
	var part dialogue.SelectedUnit // of which only one leaves
	for _, u := range page.View.Units {
		if u.Registration.ID != whole.Registration.ID && len(u.Persons) > 1 && u.Persons[0].Outcome == dialogue.SeatPlaced {
			part = u
		}
	}
	_, err := b.a.SaveLock(ctx, b.me, b.edit(), dialogue.SelectionLock{Registration: whole.Registration.ID, Kind: dialogue.LockIn, Reason: "De skal med."})
	b.must(err)
	b.must(b.a.Withdraw(ctx, b.me, app.Edit{Registration: whole.Registration.ID, Version: whole.Registration.Version, Reason: "Ringte."}))
	edits := edit(part.Registration)
	edits[0].Gone = true
	b.must(b.a.ChangeDelegates(ctx, b.me, app.Edit{Registration: part.Registration.ID, Version: part.Registration.Version, Reason: "Ringte."}, edits))
	page = b.page()
	if page.Withdrawn != 2 || page.Late != 0 || page.MayApprove || len(page.Obstacles) != 1 {
		t.Errorf("withdrawn %d, late %d, obstacles %v", page.Withdrawn, page.Late, page.Obstacles)
	}
	wants(t, b.a.ApproveProposal(ctx, b.me, b.edit(), page.View.Proposal.ID), "", "problem.selection-withdrawn")
	wants(t, b.a.ApproveProposal(ctx, b.me, b.edit(), first), "", "problem.selection-withdrawn")
	_, err = b.a.SaveLock(ctx, b.me, b.edit(), dialogue.SelectionLock{Registration: whole.Registration.ID, Kind: dialogue.LockIn, Reason: "Likevel."})
	wants(t, err, "", "problem.selection-lock-gone")
	_, err = b.a.ProposeSelection(ctx, b.me, b.edit(), "")
	b.must(err)
	page = b.page()
	gone, left := unitOf(t, page.View, whole.Registration.ID), unitOf(t, page.View, part.Registration.ID)
	if gone.Outcome != dialogue.SeatNotSelected || gone.Lock == nil || !gone.Lock.Withdrawal || left.Persons[0].Outcome != dialogue.SeatNotSelected || left.Lock != nil {
		t.Errorf("who has withdrawn is %s and %s", gone.Outcome, left.Persons[0].Outcome)
	}
	if page.Withdrawn != 0 || !page.MayApprove || page.View.Figures.Total.PlacedPeople != 20 {
		t.Errorf("afterwards: withdrawn %d, %v, %+v", page.Withdrawn, page.Obstacles, page.View.Figures.Total)
	}
	for _, l := range page.Locks {
		if l.Withdrawal {
			if _, err := b.a.LiftLock(ctx, b.me, b.edit(), l.ID, "Nei."); !errors.Is(err, dialogue.ErrForbidden) {
				t.Errorf("a withdrawal is lifted: %v", err)
			}
		} else if l.LiftedAt.IsZero() || l.LiftedReason != "" {
			t.Errorf("staff's lock on who has gone: %+v", l)
		}
	}
	b.must(b.a.ApproveProposal(ctx, b.me, b.edit(), page.View.Proposal.ID))
	b.reproduces()
}

func TestADrawIsMadeAgainWithAReasonAndTheFirstStays(t *testing.T) {
	t.Parallel()
	b := applied(t, 24, nil)
	ctx := t.Context()
	first := b.proposed()
	late := sample.RegistrationsDepartementet()[24]
	late.LateReason = "Lå igjen i postmottaket."
	b.register(late)
	page := b.page()
	if page.Late != 1 || page.LateEntries[0].Kind != dialogue.LateNew || page.LateEntries[0].Registration.Unit.Number != late.Unit.Number {
		t.Errorf("late: %+v", page.LateEntries)
	}
	b.must(b.a.ApproveProposal(ctx, b.me, b.edit(), first.View.Proposal.ID))
	wants(t, b.freeze("Én lå i postmottaket."), "", "problem.selection-approved")
	wants(t, b.a.TakeBackApproval(ctx, b.me, b.edit(), first.View.Proposal.ID, ""), "reason", "problem.selection-reason")
	b.must(b.a.TakeBackApproval(ctx, b.me, b.edit(), first.View.Proposal.ID, "Én til kom til."))
	wants(t, b.freeze(" "), "reason", "problem.selection-reason")
	old := b.edit()
	b.must(b.freeze("Én lå i postmottaket."))
	if err := b.a.ApproveProposal(ctx, b.me, old, first.View.Proposal.ID); !errors.Is(err, dialogue.ErrStale) {
		t.Errorf("a proposal of the draw before is approved: %v", err)
	}
	page = b.page()
	if page.Step != dialogue.StepValue || len(page.Draws) != 2 || page.Draw.Number != 2 || page.Draw.Reason == "" || page.Late != 0 || len(page.Proposals) != 0 {
		t.Fatalf("%s, %d draws, late %d", page.Step, len(page.Draws), page.Late)
	}
	if page.Draws[1].ID != first.Draw.ID || page.Draws[1].PublicValue == "" || bytes.Equal(page.Draws[1].RosterHash, page.Draw.RosterHash) {
		t.Error("the first draw is not as it was")
	}
	seen, err := b.a.SelectionProposal(ctx, b.me, b.inv.Series.ID, first.View.Proposal.ID)
	b.must(err)
	if diff := cmp.Diff(first.View.Figures, seen.View.Figures); diff != "" || seen.MayApprove || seen.Draw.ID != first.Draw.ID {
		t.Errorf("the first draw's proposal: %s", diff)
	}
	if unit, err := b.a.SelectionUnit(ctx, b.me, b.inv.Series.ID, first.View.Proposal.ID, first.View.Units[0].Registration.ID); err != nil || unit.Editable {
		t.Errorf("a unit of the first draw: %v", err)
	}
	b.must(b.a.EnterPublicValue(ctx, b.me, b.edit(), "1 2 3"))
	_, err = b.a.ProposeSelection(ctx, b.me, b.edit(), "")
	b.must(err)
	if n := len(b.page().View.Units); n != 25 {
		t.Errorf("%d are drawn among", n)
	}
	if _, err := b.a.CompareProposals(ctx, b.me, b.inv.Series.ID, first.View.Proposal.ID, b.page().View.Proposal.ID); !errors.Is(err, dialogue.ErrNotFound) {
		t.Errorf("two draws are compared: %v", err)
	}
	b.reproduces()
}

func TestTheSelectionWaitsForThoseWhoWereInTime(t *testing.T) {
	t.Parallel()
	b := applied(t, 3, nil)
	ctx := t.Context()
	b.db.SetClock(t, deadline.Add(-time.Hour))
	own := sample.RegistrationsDepartementet()[3]
	q := dialogue.RegistrationRequest{Submission: sample.ID("waiting"), Unit: own.Unit, Contact: dialogue.Contact{Name: "Kari", Email: "kari@example.no", Phone: "+4722249601"},
		Lang: dialogue.Bokmal, Wishes: own.Wishes, Municipality: own.Municipality, IfNotAll: dialogue.Fewer,
		Delegates: []dialogue.DelegateRequest{{Role: own.Delegates[0].Role, Name: "Kari"}}}
	r, err := b.a.Register(ctx, dialogue.Actor{}, b.inv.Series.Slug, q)
	b.must(err)
	b.db.SetClock(t, deadline)
	if page := b.page(); page.Step != dialogue.StepNotYet || page.Undecided != 1 {
		t.Fatalf("%s, %d undecided", page.Step, page.Undecided)
	}
	wants(t, b.freeze(""), "", "problem.selection-undecided")
	if r, err = b.a.ConfirmAddress(ctx, token(t, b.db, r.ID, dialogue.LetterReceived)); err != nil || r.State != dialogue.HeldForStaff {
		t.Fatalf("%s, %v", r.State, err)
	}
	b.db.SetClock(t, deadline.AddDate(0, 0, 9)) // a held one does not run out
	wants(t, b.freeze(""), "", "problem.selection-undecided")
	b.must(b.a.DecideHeld(ctx, b.me, r.ID, r.Version, true, ""))
	b.must(b.freeze(""))
	if page := b.page(); !strings.Contains(page.Draw.Units, r.ID.String()) {
		t.Error("who was in time is not drawn among")
	}
}

func TestAnUnconfirmedOneIsNotWaitedForLongerThanItHas(t *testing.T) {
	t.Parallel()
	b := applied(t, 3, nil)
	b.db.SetClock(t, deadline.Add(-time.Hour))
	own := sample.RegistrationsDepartementet()[3]
	_, err := b.a.Register(t.Context(), dialogue.Actor{}, b.inv.Series.Slug, dialogue.RegistrationRequest{Submission: sample.ID("never"), Unit: own.Unit, Contact: own.Contact,
		Lang: dialogue.Bokmal, Wishes: own.Wishes, Municipality: own.Municipality, IfNotAll: dialogue.Fewer, Delegates: []dialogue.DelegateRequest{{Role: own.Delegates[0].Role, Name: "Kari"}}})
	b.must(err)
	b.db.SetClock(t, deadline.Add(71*time.Hour-time.Second))
	wants(t, b.freeze(""), "", "problem.selection-undecided")
	b.db.SetClock(t, deadline.Add(71*time.Hour))
	b.must(b.freeze(""))
	if n := strings.Count(b.page().Draw.Units, "\n"); n != 4 {
		t.Errorf("%d rows are frozen", n)
	}
}

func TestASecondPersonApproves(t *testing.T) {
	t.Parallel()
	b := applied(t, 10, func(inv *dialogue.Invitation) { inv.Series.Rules.Selection.SecondApproval = true })
	ctx := t.Context()
	page := b.proposed()
	if page.MayApprove {
		t.Error("who made it is asked to approve it")
	}
	if err := b.a.ApproveProposal(ctx, b.me, b.edit(), page.View.Proposal.ID); !errors.Is(err, dialogue.ErrForbidden) {
		t.Errorf("who made it approves it: %v", err)
	}
	other := b.me
	other.User = sample.ID("another")
	seen, err := b.a.Selection(ctx, other, b.inv.Series.ID)
	b.must(err)
	if !seen.MayApprove {
		t.Error("the other is not asked")
	}
	b.must(b.a.ApproveProposal(ctx, other, b.edit(), page.View.Proposal.ID))
	_, err = b.a.SaveLock(ctx, b.me, b.edit(), dialogue.SelectionLock{Registration: page.View.Units[0].Registration.ID, Kind: dialogue.LockIn, Reason: "Etterpå."})
	wants(t, err, "", "problem.selection-approved")
}

func TestNothingIsSelectedAfterTheAnswers(t *testing.T) {
	t.Parallel()
	b := applied(t, 10, nil)
	ctx := t.Context()
	page := b.proposed()
	lock := dialogue.SelectionLock{Registration: page.View.Units[0].Registration.ID, Kind: dialogue.LockIn, Reason: "x"}
	_, err := b.a.SaveLock(ctx, b.me, b.edit(), lock)
	b.must(err)
	b.must(b.a.ApproveProposal(ctx, b.me, b.edit(), page.View.Proposal.ID))
	if todo := b.todo(); todo != dialogue.MakeSelection {
		t.Errorf("staff are to %q", todo)
	}
	if _, err := b.db.Owner.Exec(ctx, `update selection set sent_at = clock(), sent_by = $1`, b.me.User); err != nil {
		t.Fatal(err)
	}
	page = b.page()
	if page.Step != dialogue.StepSent || page.MayApprove {
		t.Errorf("%s", page.Step)
	}
	if b.todo() != "" {
		t.Errorf("staff are still to %s", b.todo())
	}
	e, before := b.edit(), selected(t, b.db)
	for name, verb := range map[string]func() error{
		"freeze":  func() error { return b.freeze("Igjen.") },
		"value":   func() error { return b.a.EnterPublicValue(ctx, b.me, e, "x") },
		"propose": func() error { _, err := b.a.ProposeSelection(ctx, b.me, e, ""); return err },
		"preview": func() error { _, err := b.a.PreviewLock(ctx, b.me, e, lock); return err },
		"lock":    func() error { _, err := b.a.SaveLock(ctx, b.me, e, lock); return err },
		"unlock":  func() error { _, err := b.a.LiftLock(ctx, b.me, e, page.Locks[0].ID, "x"); return err },
		"approve": func() error { return b.a.ApproveProposal(ctx, b.me, e, page.Proposals[1].ID) },
		"unapprove": func() error {
			return b.a.TakeBackApproval(ctx, b.me, e, page.View.Proposal.ID, "x")
		},
	} {
		if err := verb(); !errors.Is(err, dialogue.ErrClosed) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if selected(t, b.db) != before {
		t.Error("something has changed")
	}
}

func TestASelectionIsItsOrganisersOnly(t *testing.T) {
	t.Parallel()
	b := applied(t, 6, nil)
	ctx := t.Context()
	page := b.proposed()
	series, proposal, unit := b.inv.Series.ID, page.View.Proposal.ID, page.View.Units[0].Registration.ID
	e := b.edit()
	lock := dialogue.SelectionLock{Registration: unit, Kind: dialogue.LockIn, Reason: "x"}
	_, err := b.a.SaveLock(ctx, b.me, e, lock)
	b.must(err)
	e = b.edit()
	lockID := b.page().Locks[0].ID
	reads := map[string]func(who dialogue.Actor) error{
		"page": func(who dialogue.Actor) error { _, err := b.a.Selection(ctx, who, series); return err },
		"proposal": func(who dialogue.Actor) error {
			_, err := b.a.SelectionProposal(ctx, who, series, proposal)
			return err
		},
		"unit": func(who dialogue.Actor) error {
			_, err := b.a.SelectionUnit(ctx, who, series, proposal, unit)
			return err
		},
		"compare": func(who dialogue.Actor) error {
			_, err := b.a.CompareProposals(ctx, who, series, proposal, proposal)
			return err
		},
		"file": func(who dialogue.Actor) error {
			_, err := b.a.SelectionFile(ctx, who, series, proposal, "units.csv")
			return err
		},
		"of draw": func(who dialogue.Actor) error {
			_, err := b.a.SelectionFile(ctx, who, series, e.Selection, "report.json")
			return err
		},
	}
	changes := map[string]func(who dialogue.Actor) error{
		"freeze": func(who dialogue.Actor) error {
			return b.a.FreezeSelection(ctx, who, app.SeriesEdit{Series: series, Version: page.Invitation.Series.Version}, lottery, "x")
		},
		"value":     func(who dialogue.Actor) error { return b.a.EnterPublicValue(ctx, who, e, "x") },
		"propose":   func(who dialogue.Actor) error { _, err := b.a.ProposeSelection(ctx, who, e, ""); return err },
		"preview":   func(who dialogue.Actor) error { _, err := b.a.PreviewLock(ctx, who, e, lock); return err },
		"lock":      func(who dialogue.Actor) error { _, err := b.a.SaveLock(ctx, who, e, lock); return err },
		"unpreview": func(who dialogue.Actor) error { _, err := b.a.PreviewUnlock(ctx, who, e, lockID); return err },
		"unlock":    func(who dialogue.Actor) error { _, err := b.a.LiftLock(ctx, who, e, lockID, "x"); return err },
		"approve":   func(who dialogue.Actor) error { return b.a.ApproveProposal(ctx, who, e, proposal) },
		"unapprove": func(who dialogue.Actor) error { return b.a.TakeBackApproval(ctx, who, e, proposal, "x") },
	}
	other, reader := b.me, b.me
	other.Organiser = sample.Innlandet2019().Organiser.ID
	reader.Role = dialogue.Reader
	before := selected(t, b.db)
	for name, verb := range reads {
		b.must(verb(reader))
		if err := verb(other); !errors.Is(err, dialogue.ErrNotFound) {
			t.Errorf("%s, another organiser's: %v", name, err)
		}
		if err := verb(dialogue.Actor{}); !errors.Is(err, dialogue.ErrForbidden) {
			t.Errorf("%s, nobody's: %v", name, err)
		}
	}
	for name, verb := range changes {
		if err := verb(other); !errors.Is(err, dialogue.ErrNotFound) {
			t.Errorf("%s, another organiser's: %v", name, err)
		}
		if err := verb(reader); !errors.Is(err, dialogue.ErrForbidden) {
			t.Errorf("%s, a reader's: %v", name, err)
		}
	}
	if selected(t, b.db) != before {
		t.Error("something has changed")
	}
	if _, err := b.a.SelectionFile(ctx, b.me, series, proposal, "names.csv"); !errors.Is(err, dialogue.ErrNotFound) {
		t.Errorf("a file that there is not: %v", err)
	}
}

func TestAUnitIsOpenedWithWhatItWouldTake(t *testing.T) {
	t.Parallel()
	b := applied(t, 25, nil)
	page := b.proposed()
	waits := with(t, page, dialogue.SeatWaiting)
	unit, err := b.a.SelectionUnit(t.Context(), b.me, b.inv.Series.ID, page.View.Proposal.ID, waits.Registration.ID)
	b.must(err)
	if diff := cmp.Diff(waits.Reason, unit.Unit.Reason); diff != "" || !unit.Editable || len(unit.WhatIf) != 4 {
		t.Errorf("%d answers, %s", len(unit.WhatIf), diff)
	}
	seat := with(t, page, dialogue.SeatPlaced)
	unit, err = b.a.SelectionUnit(t.Context(), b.me, b.inv.Series.ID, page.View.Proposal.ID, seat.Registration.ID)
	b.must(err)
	for _, answer := range unit.WhatIf {
		if answer.Meeting == seat.Meeting {
			t.Error("what if it went where it goes")
		}
	}
	if len(unit.WhatIf) != 3 {
		t.Errorf("%d answers", len(unit.WhatIf))
	}
	if _, err := b.a.SelectionUnit(t.Context(), b.me, b.inv.Series.ID, page.View.Proposal.ID, sample.ID("nobody")); !errors.Is(err, dialogue.ErrNotFound) {
		t.Errorf("nobody: %v", err)
	}
}

func TestAMeetingThatIsNoMoreIsNotGivenOut(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ sql, key string }{
		"cancelled": {`update meeting set state = 'cancelled', cancelled_at = clock() where id = $1`, "problem.selection-meeting-over"},
		"smaller":   {`update meeting set own_places = 1 where id = $1`, "problem.selection-meeting-smaller"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := applied(t, 25, nil)
			page := b.proposed()
			if _, err := b.db.Owner.Exec(t.Context(), c.sql, b.inv.Meetings[0].ID); err != nil {
				t.Fatal(err)
			}
			wants(t, b.a.ApproveProposal(t.Context(), b.me, b.edit(), page.View.Proposal.ID), "", c.key)
			if page = b.page(); page.Late != 0 || len(page.Obstacles) != 1 || page.MayApprove {
				t.Errorf("late %d, obstacles %v", page.Late, page.Obstacles)
			}
			b.must(b.freeze(fmt.Sprint("Møtet er ", name)))
			want := 4
			if name == "smaller" {
				want = 5
			}
			if n := strings.Count(b.page().Draw.Meetings, "\n"); n != want {
				t.Errorf("%d rows of meetings", n)
			}
		})
	}
}
