package app_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/sample"
	"dialogmote/internal/selection"
	"dialogmote/internal/selection/verify"
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

// files are a proposal's, as staff download them.
func (b *bench) files(of dialogue.ID) verify.Input {
	b.t.Helper()
	read := func(name string) []byte {
		file, err := b.a.SelectionFile(b.t.Context(), b.me, b.inv.Series.ID, of, name)
		if err != nil {
			b.t.Fatalf("%s: %v", name, err)
		}
		return file.Bytes
	}
	return verify.Input{Meetings: read("meetings.csv"), Units: read("units.csv"), Persons: read("persons.csv"), Rules: read("rules.json"),
		Assignment: read("assignment.csv"), Report: read("report.json"), Public: b.page().Draw.PublicValue}
}

func TestAnotherProgramAcceptsWhatIsStored(t *testing.T) {
	t.Parallel()
	b := applied(t, 25, nil)
	page := b.proposed()
	waits := with(t, page, dialogue.SeatWaiting).Registration
	second, err := b.a.SaveLock(t.Context(), b.me, b.edit(), dialogue.SelectionLock{Registration: waits.ID, Kind: dialogue.LockAt, Meeting: waits.Wishes[0].Meeting, Reason: "De har lang erfaring."})
	b.must(err)
	for _, id := range []dialogue.ID{page.View.Proposal.ID, second, page.Draw.ID} {
		if faults := verify.Check(b.files(id)); len(faults) > 0 {
			t.Errorf("the stored files: %s", strings.Join(faults, "\n"))
		}
	}
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
