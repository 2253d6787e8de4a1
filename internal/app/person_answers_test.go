package app_test

import (
	"strings"
	"testing"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/sample"
	"dialogmote/internal/testdb"
)

// askingEach is Innlandet 2019 that asks each delegate something, and one role something more, with Vestre Toten's delegation of two.
func askingEach(t *testing.T) (*app.App, *testdb.DB, dialogue.Invitation, dialogue.Registration) {
	t.Helper()
	inv := sample.Innlandet2019()
	both := func(s string) dialogue.Text { return dialogue.Text{NB: s, NN: s} }
	inv.Questions = []dialogue.Question{
		{ID: sample.ID("each"), Text: both("Hva vil du snakke om?"), Kind: dialogue.AskText, Per: dialogue.PerDelegate, Phase: dialogue.AtSignUp, Required: true},
		{ID: sample.ID("one role"), Text: both("Hvor lenge har du sittet?"), Kind: dialogue.AskText, Per: dialogue.PerDelegate, Phase: dialogue.AtSignUp, Required: true, Roles: []dialogue.ID{inv.Roles[1].ID}},
	}
	a, db := published(t, summer, inv)
	q := request(inv, 0, 2, "each is asked")
	for i := range q.Delegates {
		q.Delegates[i].Answers = []dialogue.AnswerEdit{said(inv, 0, "Nærhet"), said(inv, 1, "Fire år")}
	}
	return a, db, inv, active(t, a, db, inv, q)
}

func said(inv dialogue.Invitation, question int, value string) dialogue.AnswerEdit {
	return dialogue.AnswerEdit{AnswerKey: dialogue.AnswerKey{Question: inv.Questions[question].ID}, Value: value}
}

func answersOf(r dialogue.Registration, delegate dialogue.ID) []string {
	var all []string
	for _, a := range r.Answers {
		if a.Delegate == delegate {
			all = append(all, a.Value)
		}
	}
	return all
}

func TestWhoComesIntoADelegationAnswersWhatEachIsAsked(t *testing.T) {
	t.Parallel()
	a, db, inv, r := askingEach(t)
	me := contact(r)
	first, second := r.Delegates[0].ID, r.Delegates[1].ID
	bare := newcomer("Kari Ny")
	if p := problemsIn(a.SwapDelegate(t.Context(), me, at(t, a, r), first, bare)); p[dialogue.AnswerField("delegates.0.", dialogue.AnswerKey{Question: inv.Questions[0].ID})].Key != "problem.question-required" || len(p) != 1 {
		t.Errorf("nothing is answered: %v", p)
	}
	bare.Email = "ikke en adresse"
	if p := problemsIn(a.SwapDelegate(t.Context(), me, at(t, a, r), first, bare)); len(p) != 2 {
		t.Errorf("a wrong address and nothing answered are not told together: %v", p)
	}
	came := newcomer("Kari Ny")
	came.Answers = []dialogue.AnswerEdit{said(inv, 0, "Dugnad")}
	leaves(t, db, "swap_delegate", 2, func() error { return a.SwapDelegate(t.Context(), me, at(t, a, r), first, came) })
	if got := answersOf(stored(t, a, r).Registration, first); len(got) != 1 || got[0] != "Dugnad" {
		t.Errorf("after the swap: %q", got)
	}
	came = newcomer("Ola Ny")
	came.Answers = []dialogue.AnswerEdit{said(inv, 0, "Dugnad")}
	if p := problemsIn(a.SwapDelegate(t.Context(), me, at(t, a, r), second, came)); len(p) != 1 {
		t.Errorf("what the role is asked: %v", p)
	}
	third := newcomer("Per Tredje")
	third.Role, third.Answers = inv.Roles[1].ID, []dialogue.AnswerEdit{said(inv, 0, "Frivillighet"), said(inv, 1, "To år")}
	leaves(t, db, "add_delegate", 1, func() error { return a.AddDelegate(t.Context(), me, at(t, a, r), third) })
	got := stored(t, a, r).Registration
	if all := answersOf(got, got.Delegates[2].ID); strings.Join(all, ", ") != "Frivillighet, To år" {
		t.Errorf("of who was added: %q", all)
	}
}

// What somebody answered in a second registration is theirs, and comes along when they are taken over.
func TestAnswersFollowWhoIsTakenOver(t *testing.T) {
	t.Parallel()
	a, db, inv, r := askingEach(t)
	q := request(inv, 0, 1, "a second one")
	q.Contact, q.Delegates[0].Name, q.Delegates[0].Email = dialogue.Contact{Name: "Fredrik Forslag", Email: "fredrik@vestre-toten.kommune.no"}, "Frida Forslag", "frida@vestre-toten.kommune.no"
	q.Delegates[0].Answers = []dialogue.AnswerEdit{said(inv, 0, "Samspill")}
	second, err := a.Register(t.Context(), dialogue.Actor{}, inv.Series.Slug, q)
	if err != nil || second.State != dialogue.Proposal {
		t.Fatalf("it is %s, %v", second.State, err)
	}
	if err := a.TakeOver(t.Context(), contact(r), at(t, a, r), second.ID, []dialogue.ID{second.Delegates[0].ID}); err != nil {
		t.Fatal(err)
	}
	got := stored(t, a, r).Registration
	if all := answersOf(got, got.Delegates[2].ID); strings.Join(all, "") != "Samspill" {
		t.Errorf("%s has answered %q", got.Delegates[2].Name, all)
	}
	if n := count(t, db, `answer where registration_id = $1`, second.ID); n != 0 {
		t.Errorf("%d are left in the proposal", n)
	}
}

func TestWhoIsTakenOffIsToldByWhom(t *testing.T) {
	t.Parallel()
	a, db, inv, r := placed(t, 4)
	me := contact(r)
	// Who has heard nothing of it hears nothing now.
	leaves(t, db, "withdraw_delegate", 1, func() error { return a.WithdrawDelegate(t.Context(), me, at(t, a, r), r.Delegates[3].ID) })
	tells(t, a, 3)
	leaves(t, db, "withdraw_delegate", 2, func() error { return a.WithdrawDelegate(t.Context(), me, at(t, a, r), r.Delegates[0].ID) })
	body := column[string](t, db, `select body from letter where kind = 'taken_off' and recipient = 'd1@vestre-toten.kommune.no'`)
	if len(body) != 1 || !strings.Contains(body[0], "Guro Lien har meldt deg av") || strings.Contains(body[0], "Deltaker 2") {
		t.Errorf("%q", body)
	}
	edits := edit(stored(t, a, r).Registration)
	edits[0].Gone = true
	colleague := me
	colleague.Email = "kollega@vestre-toten.kommune.no"
	leaves(t, db, "change_delegates", 2, func() error { return a.ChangeDelegates(t.Context(), colleague, at(t, a, r), edits) })
	if got := column[string](t, db, `select body from letter where kind = 'taken_off' order by id desc limit 1`)[0]; !strings.Contains(got, colleague.Email+" har meldt deg av") {
		t.Errorf("by a colleague: %s", got)
	}
	// All are taken off at once, by staff; the contact has a letter too.
	leaves(t, db, "withdraw", 2, func() error { return a.Withdraw(t.Context(), editor(inv), at(t, a, r)) })
	if got := column[string](t, db, `select body from letter where kind = 'taken_off' order by id desc limit 1`)[0]; !strings.Contains(got, inv.Organiser.Name.NB+" har meldt deg av") {
		t.Errorf("by staff: %s", got)
	}
}
