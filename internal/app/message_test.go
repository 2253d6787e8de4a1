package app_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/postgres"
	"dialogmote/internal/sample"
)

func writtenMessage(contacts, delegates bool) app.WrittenMessage {
	return app.WrittenMessage{ToContacts: contacts, ToDelegates: delegates, LetterWords: dialogue.LetterWords{
		Subject: dialogue.Text{NB: "Parkering ved {{series}}"}, Body: dialogue.Text{NB: "Hei, {{name}}!\n\nDet er gratis å parkere for {{unit}}."}}}
}

// messaged is a draft to those registrations, at its version.
func messaged(t *testing.T, a *app.App, inv dialogue.Invitation, registrations ...dialogue.ID) app.MessageEdit {
	t.Helper()
	id, err := a.PrepareMessage(t.Context(), editor(inv), inv.Series.ID, registrations)
	if err != nil {
		t.Fatal(err)
	}
	return app.MessageEdit{Series: inv.Series.ID, Message: id, Version: 1}
}

// A message reaches each address of the chosen registrations once, in the words that are written, and nobody who has not been let in.
func TestAMessageReachesEachAddressOnce(t *testing.T) {
	t.Parallel()
	a, db, inv, r := placed(t, 2)
	if _, err := db.Owner.Exec(t.Context(), `update delegate set email = (select contact_email from registration where id = $1) where registration_id = $1 and name = 'Deltaker 1'`, r.ID); err != nil {
		t.Fatal(err)
	}
	second := request(inv, 0, 1, "nynorsk")
	second.Unit.Number, second.Contact.Email, second.Lang = "0528", "kari@ostre-toten.kommune.no", dialogue.Nynorsk
	second.Delegates[0].Email = "deltakar@ostre-toten.kommune.no"
	nn := active(t, a, db, inv, second)
	stranger := request(inv, 0, 1, "unproven")
	stranger.Unit.Number = "0501"
	unproven, err := a.Register(t.Context(), dialogue.Actor{}, inv.Series.Slug, stranger)
	if err != nil {
		t.Fatal(err)
	}
	choice, err := a.MessageChoice(t.Context(), editor(inv), inv.Series.ID, dialogue.WorkFilter{})
	if err != nil || len(choice.Rows) != 2 || choice.LeftOut != 1 {
		t.Fatalf("%d can be written to, %d not: %v", len(choice.Rows), choice.LeftOut, err)
	}
	var e app.MessageEdit
	leaves(t, db, "prepare_message", 0, func() error { e = messaged(t, a, inv, r.ID, nn.ID, unproven.ID, r.ID); return nil })
	leaves(t, db, "start_message", 0, func() error { return a.StartMessage(t.Context(), editor(inv), e, writtenMessage(true, true)) })
	post := func() app.Posted {
		t.Helper()
		posted, err := a.PostMessage(t.Context(), dialogue.System(inv.Organiser.ID), e.Message)
		if err != nil {
			t.Fatal(err)
		}
		return posted
	}
	leaves(t, db, "send_message", 4, func() error { post(); return nil })
	if posted := post(); posted.More || posted.Letters != 0 {
		t.Errorf("more is left: %+v", posted)
	}
	want := []string{"d2@vestre-toten.kommune.no", "deltakar@ostre-toten.kommune.no", "guro.lien@vestre-toten.kommune.no", "kari@ostre-toten.kommune.no"}
	if diff := cmp.Diff(want, column[string](t, db, `select recipient from letter where kind = 'message' and message_id = $1 order by 1`, e.Message)); diff != "" {
		t.Error(diff)
	}
	for _, l := range column[string](t, db, `select lang || ' ' || subject || ' ' || body from letter where kind = 'message'`) {
		if !strings.HasPrefix(l, "nb Parkering ved Dialogmøter") || !strings.Contains(l, "gratis å parkere for") || strings.Contains(l, "{{") {
			t.Errorf("letter: %s", l)
		}
	}
	page, err := a.Message(t.Context(), editor(inv), inv.Series.ID, e.Message, dialogue.Bokmal)
	if err != nil || page.Message.State != dialogue.MessageDone || page.Posted() != 2 || page.Letters()[dialogue.LetterQueued] != 4 {
		t.Errorf("%s, %d posted, %v: %v", page.Message.State, page.Posted(), page.Letters(), err)
	}
	if own := stored(t, a, r); !slices.ContainsFunc(own.Letters, func(l dialogue.Letter) bool { return l.Kind == dialogue.LetterMessage }) {
		t.Error("the delegation's page is without it")
	}
	if got, err := a.Messages(t.Context(), editor(inv), inv.Series.ID); err != nil || len(got) != 1 || got[0].Tally.Registrations != 2 || got[0].Tally.Letters[dialogue.LetterQueued] != 4 {
		t.Errorf("list: %+v %v", got, err)
	}
}

// Staff are told what is missing before anything goes out; a trial is theirs alone, and another's message is not there.
func TestAMessageIsWrittenBeforeItIsSent(t *testing.T) {
	t.Parallel()
	a, db, inv, r := placed(t, 1)
	e := messaged(t, a, inv, r.ID)
	ed, reader, other := editor(inv), editor(inv), editor(sample.OsloViken2020())
	reader.Role = dialogue.Reader
	start := func(t2 app.WrittenMessage) func() error {
		return func() error { return a.StartMessage(t.Context(), ed, e, t2) }
	}
	page, err := a.Message(t.Context(), reader, inv.Series.ID, e.Message, dialogue.Nynorsk)
	if err != nil {
		t.Fatal(err)
	}
	standard := app.WrittenMessage{LetterWords: page.Words, ToContacts: true}
	refuses(t, db, "nothing is written", nil, start(standard))
	standard.Subject.NB = "Viktig"
	refuses(t, db, "«write here» still stands", nil, start(standard))
	standard.Subject.NB, standard.Body.NB, standard.Body.NN = page.Words.Subject.NB, "Hei!", ""
	leaves(t, db, "save_message", 0, func() error { return a.SaveMessage(t.Context(), ed, e, standard) }) // one language emptied: the other is enough
	e.Version++
	refuses(t, db, "to nobody", nil, start(writtenMessage(false, false)))
	unknown := writtenMessage(true, false)
	unknown.Body.NB += " {{penger}}"
	refuses(t, db, "an unknown name", nil, start(unknown))
	refuses(t, db, "a reader", dialogue.ErrForbidden, func() error { return a.SaveMessage(t.Context(), reader, e, writtenMessage(true, false)) })
	refuses(t, db, "another organiser", dialogue.ErrNotFound, func() error { return a.SaveMessage(t.Context(), other, e, writtenMessage(true, false)) })
	refuses(t, db, "another's registration", dialogue.ErrNotFound, func() error {
		_, err := a.PrepareMessage(t.Context(), ed, inv.Series.ID, []dialogue.ID{r.ID, sample.ID("elsewhere")})
		return err
	})
	leaves(t, db, "save_message", 0, func() error { return a.SaveMessage(t.Context(), ed, e, writtenMessage(true, true)) })
	refuses(t, db, "an old version", dialogue.ErrStale, func() error { return a.SaveMessage(t.Context(), ed, e, writtenMessage(true, true)) })
	e.Version++
	if _, err := db.Owner.Exec(t.Context(), `insert into staff_user (organiser_id, id, email, name, role, password_hash) values ($1, $2, 'kari@innlandet.example.no', 'Kari', 'editor', '')`,
		inv.Organiser.ID, ed.User); err != nil {
		t.Fatal(err)
	}
	delegate := stored(t, a, r).Registration.Delegates[0]
	who := app.MessageReader{Registration: r.ID, Delegate: delegate.ID}
	letter, err := a.PreviewMessage(t.Context(), reader, inv.Series.ID, e.Message, who, nil)
	if err != nil || letter.Recipient != delegate.Email || !strings.HasPrefix(letter.Body, "Hei, Deltaker 1!") {
		t.Errorf("preview to %s: %v\n%s", letter.Recipient, err, letter.Body)
	}
	leaves(t, db, "send_test_letter", 1, func() error {
		_, err := a.SendTestMessage(t.Context(), ed, inv.Series.ID, e.Message, who, nil)
		return err
	})
	trial := column[string](t, db, `select recipient || ' ' || coalesce(registration_id::text, '-') || coalesce(message_id::text, '-') || ' ' || body from letter where once like 'trial/%'`)
	if len(trial) != 1 || !strings.HasPrefix(trial[0], "kari@innlandet.example.no -- ") || !strings.Contains(trial[0], "slik får Deltaker 1") {
		t.Errorf("trial: %q", trial)
	}
	leaves(t, db, "cancel_message", 0, func() error { return a.CancelMessage(t.Context(), ed, e) })
	e.Version++
	refuses(t, db, "it is discarded", dialogue.ErrClosed, start(writtenMessage(true, true)))
}

// Of two runners at once one writes; whoever has left since is passed over; what was noted as written is never written again, which the occasion
// of each letter holds even when the note is lost.
func TestTwoRunnersWriteAMessageOnce(t *testing.T) {
	t.Parallel()
	for name, forget := range map[string]bool{"with the occasions": false, "without the occasions there are two": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a, db, inv, r := placed(t, 2)
			gone := request(inv, 0, 1, "gone")
			gone.Unit.Number, gone.Contact.Email = "0528", "kari@ostre-toten.kommune.no"
			left := active(t, a, db, inv, gone)
			e := messaged(t, a, inv, r.ID, left.ID)
			if err := a.StartMessage(t.Context(), editor(inv), e, writtenMessage(true, true)); err != nil {
				t.Fatal(err)
			}
			if err := a.Withdraw(t.Context(), contact(left), at(t, a, left)); err != nil {
				t.Fatal(err)
			}
			if forget {
				without(t, db, `
					alter table letter drop constraint letter_once;
					create function forget() returns trigger language plpgsql as 'begin new.once := new.id::text; return new; end';
					create trigger forget before insert on letter for each row execute function forget()`)
			}
			post := func() error {
				_, err := a.PostMessage(t.Context(), dialogue.System(inv.Organiser.ID), e.Message)
				return err
			}
			h := hold(t, db, `lock table audit in exclusive mode`) // written last in each round
			done := h.until(post)
			if err := post(); err != nil {
				t.Errorf("the second runner: %v", err)
			}
			h.commit()
			if err := <-done; err != nil {
				t.Fatal(err)
			}
			letters := func() int { return count(t, db, `letter where kind = 'message'`) }
			if letters() != 3 || count(t, db, `message_receiver where passed_over = 'unproven'`) != 1 {
				t.Errorf("%d letters", letters())
			}
			without(t, db, `update message set state = 'sending'; update message_receiver set posted_at = null`)
			err := post()
			switch {
			case forget && (err != nil || letters() != 6):
				t.Errorf("the negative control wrote %d letters: %v", letters(), err)
			case !forget && (!errors.Is(err, postgres.ErrLetterWritten) || letters() != 3):
				t.Errorf("%d letters: %v", letters(), err)
			}
		})
	}
}

// When the series is erased, nothing of what was written is left, and a message under way stops.
func TestAMessageEndsWithTheSeries(t *testing.T) {
	t.Parallel()
	a, db, inv, r := placed(t, 1)
	e := messaged(t, a, inv, r.ID)
	words := writtenMessage(true, true)
	words.Body.NB += " Spør Sunniva Hemmelig."
	if err := a.StartMessage(t.Context(), editor(inv), e, words); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Owner.Exec(t.Context(), `update series set delete_on = $1`, dialogue.DateOf(summer)); err != nil {
		t.Fatal(err)
	}
	if _, err := a.EraseWhatIsDue(t.Context(), dialogue.Actor{Kind: dialogue.SystemActor}); err != nil {
		t.Fatal(err)
	}
	nobodyIsLeft(t, db, "Sunniva Hemmelig", "Guro Lien")
	if posted, err := a.PostMessage(t.Context(), dialogue.System(inv.Organiser.ID), e.Message); err != nil || posted.Letters != 0 {
		t.Errorf("it goes on: %+v %v", posted, err)
	}
	if _, err := a.PrepareMessage(t.Context(), editor(inv), inv.Series.ID, []dialogue.ID{r.ID}); !errors.Is(err, dialogue.ErrForbidden) {
		t.Errorf("a new one: %v", err)
	}
}
