package app_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/testdb"

	"github.com/google/go-cmp/cmp"
)

// speaking is Innlandet 2019 with three municipalities that have places for two each at the first meeting, and a programme in which each has the
// word for ten minutes.
func speaking(t *testing.T) (*app.App, *testdb.DB, dialogue.Invitation, []dialogue.Registration) {
	t.Helper()
	a, db, inv, vestre := placed(t, 2)
	all := []dialogue.Registration{vestre, another(t, a, db, inv, "0528"), another(t, a, db, inv, "0501")}
	rows := []dialogue.ProgrammeRow{
		{Minutes: 60, Content: dialogue.Text{NB: "Velkommen"}},
		{Starts: 60, Minutes: 60, Speaking: 10, Content: dialogue.Text{NB: "Innlegg fra kommunene"}},
	}
	page, err := a.Editor(t.Context(), editor(inv), inv.Series.ID)
	if err != nil {
		t.Fatal(err)
	}
	if err := a.SaveProgramme(t.Context(), editor(inv), app.SeriesEdit{Series: inv.Series.ID, Version: page.Invitation.Series.Version}, dialogue.ID{}, false, rows); err != nil {
		t.Fatal(err)
	}
	return a, db, inv, all
}

// another registers two people of a municipality for the first meeting.
func another(t *testing.T, a *app.App, db *testdb.DB, inv dialogue.Invitation, number string) dialogue.Registration {
	t.Helper()
	domain := map[string]string{"0528": "ostre-toten", "0501": "lillehammer", "0403": "hamar"}[number] + ".kommune.no"
	q := request(inv, 0, 2, "speaks/"+number)
	q.Unit.Number, q.Contact.Email = number, "kontakt@"+domain
	for i := range q.Delegates {
		q.Delegates[i].Name, q.Delegates[i].Email = fmt.Sprintf("Deltaker %s %d", number, i), fmt.Sprintf("d%d@%s", i, domain)
	}
	return active(t, a, db, inv, q)
}

func plan(t *testing.T, a *app.App, inv dialogue.Invitation) dialogue.MeetingPlan {
	t.Helper()
	page, err := a.MeetingPlans(t.Context(), editor(inv), inv.Series.ID, inv.Meetings[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	return page.Meetings[0]
}

// orderEdit is an edit of the speaking order as it is now; groupsEdit of the groups.
func orderEdit(t *testing.T, a *app.App, inv dialogue.Invitation) app.PlanEdit {
	return app.PlanEdit{Series: inv.Series.ID, Meeting: inv.Meetings[0].ID, Version: plan(t, a, inv).Order.Version}
}

func groupsEdit(t *testing.T, a *app.App, inv dialogue.Invitation) app.PlanEdit {
	e := app.PlanEdit{Series: inv.Series.ID, Meeting: inv.Meetings[0].ID}
	if b := plan(t, a, inv).Breakout; b != nil {
		e.Version = b.Version
	}
	return e
}

func speakers(p dialogue.MeetingPlan) []string {
	var names []string
	for _, t := range p.Turns {
		names = append(names, t.Unit.Name)
	}
	return names
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestDelegationsHaveTheWordInAnOrderThatStands(t *testing.T) {
	t.Parallel()
	a, db, inv, all := speaking(t)
	e := editor(inv)
	if got := speakers(plan(t, a, inv)); !slices.Equal(got, []string{"Lillehammer", "Vestre Toten", "Østre Toten"}) {
		t.Fatalf("before it is settled: %v", got)
	}
	if hours := turn(t, a, inv, all[0]); hours != "" {
		t.Errorf("the delegation is told %s before the order is settled", hours)
	}
	first := orderEdit(t, a, inv)
	must(t, a.DrawSpeaking(t.Context(), e, first))
	p := plan(t, a, inv)
	drawn := speakers(p)
	again := dialogue.DrawSpeaking(backwards(p.Turns), lotBy(p.Order.Seed))
	if len(p.Order.Seed) != 8 || p.Order.ByHand || !slices.EqualFunc(again, p.Turns, func(a, b dialogue.SpeakingTurn) bool { return a.Registration == b.Registration }) {
		t.Errorf("%+v does not give %v again", p.Order, drawn)
	}
	if got := column[string](t, db, `select d.detail->>'seed' from audit a join audit_detail d on d.audit_id = a.id where a.verb = 'draw_speaking'`); !slices.Equal(got, []string{p.Order.Seed}) {
		t.Errorf("the log has the seed %v", got)
	}
	for name, err := range map[string]error{
		"draws":   a.DrawSpeaking(t.Context(), e, first),
		"moves":   a.MoveSpeaking(t.Context(), e, first, p.Turns[1].Registration, true),
		"settles": a.SettleSpeaking(t.Context(), e, first),
	} {
		if !errors.Is(err, dialogue.ErrStale) {
			t.Errorf("who %s with an older version: %v", name, err)
		}
	}
	must(t, a.MoveSpeaking(t.Context(), e, orderEdit(t, a, inv), p.Turns[2].Registration, true))
	moved := []string{drawn[0], drawn[2], drawn[1]}
	if got := plan(t, a, inv); !slices.Equal(speakers(got), moved) || !got.Order.ByHand || got.Order.Seed != p.Order.Seed {
		t.Errorf("moved up: %v, want %v", speakers(got), moved)
	}
	// Who leaves and who comes does not change the order of the rest; who comes is last.
	gone := all[slices.IndexFunc(all, func(r dialogue.Registration) bool { return r.Unit.Name == moved[0] })]
	must(t, a.Withdraw(t.Context(), contact(gone), at(t, a, gone)))
	hamar := another(t, a, db, inv, "0403")
	want := []string{moved[1], moved[2], "Hamar"}
	if got := speakers(plan(t, a, inv)); !slices.Equal(got, want) {
		t.Errorf("after one left and one came: %v, want %v", got, want)
	}
	if hours := turn(t, a, inv, hamar); hours != "11.20–11.30" {
		t.Errorf("the last one has the word %s", hours)
	}
	if hours := turn(t, a, inv, gone); hours != "" {
		t.Errorf("who has withdrawn has the word %s", hours)
	}
	if _, err := db.Owner.Exec(t.Context(), `update seat set state = 'not_selected' where registration_id = $1`, all[slices.IndexFunc(all, func(r dialogue.Registration) bool { return r.Unit.Name == want[0] })].ID); err != nil {
		t.Fatal(err)
	}
	want = want[1:]
	if got := speakers(plan(t, a, inv)); !slices.Equal(got, want) {
		t.Errorf("without a place: %v, want %v", got, want)
	}
	letter, err := a.PreviewConfirmation(t.Context(), e, inv.Series.ID, inv.Meetings[0].ID, dialogue.Text{}, hamar.ID, dialogue.ID{})
	if err != nil || !strings.Contains(letter.Body, "11.10–11.20 Hamar") || !strings.Contains(letter.Body, "11.00–11.10 "+want[0]) {
		t.Errorf("%v: the confirmation does not tell the order:\n%s", err, letter.Body)
	}
}

// turn is when a registration has the word at the first meeting, as its own page knows it.
func turn(t *testing.T, a *app.App, inv dialogue.Invitation, r dialogue.Registration) string {
	t.Helper()
	page := stored(t, a, r)
	h := page.Invitation.TurnOf(*page.Invitation.Meeting(inv.Meetings[0].ID), r.ID)
	if h.From.IsZero() {
		return ""
	}
	return h.From.In(dialogue.Oslo).Format("15.04–") + h.To.In(dialogue.Oslo).Format("15.04")
}

// seated is who sits where: «Lillehammer: Deltaker 0501 0, Deltaker 0501 1».
func seated(p dialogue.MeetingPlan) []string {
	var all []string
	for _, g := range p.Groups {
		var names []string
		for _, one := range g.People {
			names = append(names, one.Name)
		}
		name := g.Name
		if name == "" {
			name = g.Unit
		}
		if name == "" {
			name = fmt.Sprint(g.Number)
		}
		all = append(all, name+": "+strings.Join(names, ", "))
	}
	return all
}

func TestGroupsOfAMeeting(t *testing.T) {
	t.Parallel()
	a, db, inv, all := speaking(t)
	e := editor(inv)
	if err := a.MakeGroups(t.Context(), e, groupsEdit(t, a, inv), dialogue.GroupAsk{Way: dialogue.SitMixed}); problemsIn(err)["groups"].Key == "" {
		t.Errorf("without a number: %v", err)
	}
	must(t, a.MakeGroups(t.Context(), e, groupsEdit(t, a, inv), dialogue.GroupAsk{Way: dialogue.SitTogether}))
	p := plan(t, a, inv)
	want := []string{"Lillehammer: Deltaker 0501 0, Deltaker 0501 1", "Vestre Toten: Deltaker 1, Deltaker 2", "Østre Toten: Deltaker 0528 0, Deltaker 0528 1"}
	if diff := cmp.Diff(want, seated(p)); diff != "" {
		t.Fatal(diff)
	}
	if got := stored(t, a, all[0]).Groups; len(got) != 2 || got[0].Name != "Vestre Toten" || got[0].Number != 2 {
		t.Errorf("the delegation sees %+v", got)
	}
	// A name and a move by hand, and then the same with an older version.
	edit, one := groupsEdit(t, a, inv), p.Groups[0].People[1].Delegate
	names, places := map[dialogue.ID]string{p.Groups[1].ID: " Rom 2 "}, map[dialogue.ID]dialogue.ID{one: p.Groups[2].ID}
	must(t, a.SaveGroups(t.Context(), e, edit, names, places))
	for name, err := range map[string]error{
		"saves": a.SaveGroups(t.Context(), e, edit, names, places), "drops": a.DropGroups(t.Context(), e, edit),
		"adds": a.AddToGroups(t.Context(), e, edit), "makes": a.MakeGroups(t.Context(), e, edit, dialogue.GroupAsk{Way: dialogue.SitTogether}),
	} {
		if !errors.Is(err, dialogue.ErrStale) {
			t.Errorf("who %s with an older version: %v", name, err)
		}
	}
	want = []string{"Lillehammer: Deltaker 0501 0", "Rom 2: Deltaker 1, Deltaker 2", "Østre Toten: Deltaker 0501 1, Deltaker 0528 0, Deltaker 0528 1"}
	if diff := cmp.Diff(want, seated(plan(t, a, inv))); diff != "" {
		t.Error(diff)
	}
	if got := stored(t, a, all[1]).Groups; len(got) != 2 || got[0].Name != "Østre Toten" {
		t.Errorf("with a guest from elsewhere the group is called %+v", got)
	}
	// Somebody comes, and is in no group until staff say so; then nobody else has moved.
	another(t, a, db, inv, "0403")
	if p := plan(t, a, inv); len(p.Without) != 2 || len(p.Groups) != 3 {
		t.Errorf("%d without a group of %d", len(p.Without), len(p.Groups))
	}
	must(t, a.AddToGroups(t.Context(), e, groupsEdit(t, a, inv)))
	if diff := cmp.Diff(append(want, "Hamar: Deltaker 0403 0, Deltaker 0403 1"), seated(plan(t, a, inv))); diff != "" {
		t.Error(diff)
	}
	// Made anew, whoever was moved by hand stays, and the named group keeps its name.
	must(t, a.MakeGroups(t.Context(), e, groupsEdit(t, a, inv), dialogue.GroupAsk{Way: dialogue.SitMixed, Groups: 4}))
	p = plan(t, a, inv)
	sizes := map[int]int{}
	for _, g := range p.Groups {
		sizes[len(g.People)]++
	}
	if sizes[2] != 4 || p.Groups[1].Name != "Rom 2" || !slices.ContainsFunc(p.Groups[2].People, func(s dialogue.SeatedPerson) bool { return s.Delegate == one && s.ByHand }) {
		t.Errorf("made anew: %v", seated(p))
	}
	must(t, a.DropGroups(t.Context(), e, groupsEdit(t, a, inv)))
	if p := plan(t, a, inv); p.Breakout != nil || len(p.Without) != 8 {
		t.Errorf("taken away: %+v", p.Breakout)
	}
}

func TestOrderAndGroupsAreForEditorsOfTheirOwnMeetings(t *testing.T) {
	t.Parallel()
	a, db, inv, all := speaking(t)
	must(t, a.DrawSpeaking(t.Context(), editor(inv), orderEdit(t, a, inv)))
	must(t, a.MakeGroups(t.Context(), editor(inv), groupsEdit(t, a, inv), dialogue.GroupAsk{Way: dialogue.SitTogether}))
	order, groups := orderEdit(t, a, inv), groupsEdit(t, a, inv)
	verbs := map[string]func(dialogue.Actor, app.PlanEdit) error{
		"draws":   func(by dialogue.Actor, e app.PlanEdit) error { return a.DrawSpeaking(t.Context(), by, e) },
		"settles": func(by dialogue.Actor, e app.PlanEdit) error { return a.SettleSpeaking(t.Context(), by, e) },
		"moves": func(by dialogue.Actor, e app.PlanEdit) error {
			return a.MoveSpeaking(t.Context(), by, e, all[0].ID, true)
		},
		"makes": func(by dialogue.Actor, e app.PlanEdit) error {
			return a.MakeGroups(t.Context(), by, e, dialogue.GroupAsk{Way: dialogue.SitTogether})
		},
		"adds":  func(by dialogue.Actor, e app.PlanEdit) error { return a.AddToGroups(t.Context(), by, e) },
		"saves": func(by dialogue.Actor, e app.PlanEdit) error { return a.SaveGroups(t.Context(), by, e, nil, nil) },
		"drops": func(by dialogue.Actor, e app.PlanEdit) error { return a.DropGroups(t.Context(), by, e) },
	}
	reader := editor(inv)
	reader.Role = dialogue.Reader
	stranger := dialogue.Actor{Kind: dialogue.StaffActor, Organiser: dialogue.ID{3}, User: dialogue.ID{4}, Role: dialogue.Admin}
	before := everything(t, db)
	for name, verb := range verbs {
		e := groups
		if name == "draws" || name == "settles" || name == "moves" {
			e = order
		}
		for who, by := range map[string]dialogue.Actor{"a reader": reader, "another organiser": stranger, "a contact": contact(all[0]), "nobody": {}} {
			if err := verb(by, e); !errors.Is(err, dialogue.ErrForbidden) && !errors.Is(err, dialogue.ErrNotFound) {
				t.Errorf("%s %s: %v", who, name, err)
			}
		}
		other := e
		other.Meeting = dialogue.ID{7}
		if err := verb(editor(inv), other); !errors.Is(err, dialogue.ErrNotFound) {
			t.Errorf("%s at a meeting that is not there: %v", name, err)
		}
	}
	if diff := cmp.Diff(before, everything(t, db)); diff != "" {
		t.Errorf("something is changed: %s", diff)
	}
	// Somebody who has left since the form was made is passed over, and the rest is saved.
	at := plan(t, a, inv).Groups[0].ID
	if err := a.SaveGroups(t.Context(), editor(inv), groups, map[dialogue.ID]string{at: "Salen"}, map[dialogue.ID]dialogue.ID{{9}: at}); err != nil {
		t.Errorf("somebody has left: %v", err)
	}
	if g := plan(t, a, inv); g.Groups[0].Name != "Salen" || slices.ContainsFunc(g.Breakout.Members, func(m dialogue.BreakoutMember) bool { return m.Delegate == dialogue.ID{9} }) {
		t.Errorf("%+v", g)
	}
	if _, err := a.MeetingPlans(t.Context(), stranger, inv.Series.ID, dialogue.ID{}); !errors.Is(err, dialogue.ErrNotFound) {
		t.Errorf("another organiser sees the plans: %v", err)
	}
	// The deletion date takes groups and order.
	if _, err := db.Owner.Exec(t.Context(), `update series set delete_on = $1`, dialogue.DateOf(summer)); err != nil {
		t.Fatal(err)
	}
	if due, err := a.EraseWhatIsDue(t.Context(), dialogue.System(dialogue.ID{})); err != nil || due.Erased != 1 {
		t.Fatalf("%+v, %v", due, err)
	}
	if left := column[int](t, db, `select count(*)::int from breakout_member union all select count(*)::int from speaking_slot`); !slices.Equal(left, []int{0, 0}) {
		t.Errorf("left: %v", left)
	}
}

func backwards(turns []dialogue.SpeakingTurn) []dialogue.SpeakingTurn {
	turns = slices.Clone(turns)
	slices.Reverse(turns)
	return turns
}

// lotBy draws by a seed as the documentation says, without the program's own code.
func lotBy(seed string) dialogue.Lot {
	key := sha256.Sum256([]byte(seed))
	return func(id dialogue.ID) [32]byte {
		mac := hmac.New(sha256.New, key[:])
		fmt.Fprint(mac, id)
		return [32]byte(mac.Sum(nil))
	}
}
