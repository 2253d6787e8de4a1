package app

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/mail"
	"dialogmote/internal/postgres"
)

// messageText is the name of the standard that a message begins with.
const messageText = "message"

// MessageChoice is whom a new message to a series' registrations can go to, chosen by the work list's filter.
func (a *App) MessageChoice(ctx context.Context, actor dialogue.Actor, series dialogue.ID, f dialogue.WorkFilter) (dialogue.MessageChoice, error) {
	var c dialogue.MessageChoice
	var err error
	if c.List, err = a.WorkList(ctx, actor, series, f); err != nil {
		return c, err
	}
	for _, r := range c.List.Rows {
		if r.MayGetMessages() {
			c.Rows = append(c.Rows, r)
		} else {
			c.LeftOut++
		}
	}
	return c, nil
}

// PrepareMessage makes the draft of a message to registrations of a series, and is its id. Those that may get none are left out. ErrNotFound
// for another organiser's series or registrations, ErrForbidden for one whose personal data is erased, Problems for "registrations" when nobody
// is left.
func (a *App) PrepareMessage(ctx context.Context, actor dialogue.Actor, series dialogue.ID, registrations []dialogue.ID) (dialogue.ID, error) {
	m := dialogue.Message{Organiser: actor.Organiser, ID: newID(), Series: series, State: dialogue.MessageDraft, ToContacts: true, CreatedBy: actor.User}
	if err := actor.RequireStaff(dialogue.Editor); err != nil {
		return m.ID, err
	}
	return m.ID, a.db.InTx(ctx, func(tx *postgres.Tx) error {
		if err := tx.HoldSeries(ctx, actor.Organiser, series); err != nil {
			return err
		}
		inv, err := tx.Invitation(ctx, actor.Organiser, series)
		if err != nil {
			return err
		}
		if !inv.Series.ErasedAt.IsZero() {
			return dialogue.ErrForbidden
		}
		all, err := tx.RegistrationsOf(ctx, actor.Organiser, series)
		if err != nil {
			return err
		}
		var chosen []dialogue.ID
		for _, id := range registrations {
			i := slices.IndexFunc(all, func(r dialogue.Registration) bool { return r.ID == id })
			switch {
			case i < 0:
				return dialogue.ErrNotFound
			case all[i].MayGetMessages() && !slices.Contains(chosen, id):
				chosen = append(chosen, id)
			}
		}
		if len(chosen) == 0 {
			return dialogue.Problems{"registrations": {Key: "problem.message-nobody"}}
		}
		return tx.Write(ctx, func(b *postgres.Batch) {
			b.InsertMessage(m, chosen)
			b.Audit(dialogue.AuditLine{Actor: actor, Verb: "prepare_message", Series: series, About: m.ID, Detail: map[string]any{"registrations": len(chosen)}})
		})
	})
}

// MessageEdit names the message that is edited and the version that the form was made from.
type MessageEdit struct {
	Series, Message dialogue.ID
	Version         int
}

// WrittenMessage is what staff write in a message.
type WrittenMessage struct {
	dialogue.LetterWords
	ToContacts, ToDelegates bool
}

// messageEdit is one edit of a message under way: none of its letters are written meanwhile.
type messageEdit struct {
	tx      *postgres.Tx
	message dialogue.Message
	detail  map[string]any // of the audit line
}

// editMessage runs f on a message of the editor's organiser, stores it as f leaves it, and appends the audit line. ErrNotFound for another
// series' or organiser's, ErrStale when its version has moved on, ErrForbidden for readers and for a series whose personal data is erased.
func (a *App) editMessage(ctx context.Context, actor dialogue.Actor, e MessageEdit, verb string, f func(*messageEdit) error) error {
	if err := actor.RequireStaff(dialogue.Editor); err != nil {
		return err
	}
	return a.db.InTx(ctx, func(tx *postgres.Tx) error {
		if err := tx.HoldSeries(ctx, actor.Organiser, e.Series); err != nil {
			return err
		}
		s := &messageEdit{tx: tx}
		var err error
		if s.message, err = tx.LockMessage(ctx, actor.Organiser, e.Message); err != nil {
			return err
		}
		switch {
		case s.message.Series != e.Series:
			return dialogue.ErrNotFound
		case s.message.Version != e.Version:
			return dialogue.ErrStale
		}
		inv, err := tx.Invitation(ctx, actor.Organiser, e.Series)
		if err != nil {
			return err
		}
		if !inv.Series.ErasedAt.IsZero() {
			return dialogue.ErrForbidden
		}
		if err := f(s); err != nil {
			return err
		}
		if err := tx.UpdateMessage(ctx, s.message); err != nil {
			return err
		}
		return tx.Write(ctx, func(b *postgres.Batch) {
			b.Audit(dialogue.AuditLine{Actor: actor, Verb: verb, Series: e.Series, About: e.Message, Detail: s.detail})
		})
	})
}

// SaveMessage stores what a draft says and to whom. Problems for words that can't be used, ErrClosed when it is no draft any more; else as every
// edit of a message.
func (a *App) SaveMessage(ctx context.Context, actor dialogue.Actor, e MessageEdit, t WrittenMessage) error {
	return a.editMessage(ctx, actor, e, "save_message", func(s *messageEdit) error { return s.save(t) })
}

func (s *messageEdit) save(t WrittenMessage) error {
	if s.message.State != dialogue.MessageDraft {
		return dialogue.ErrClosed
	}
	words, err := checkedMessage(t.LetterWords)
	if err != nil {
		return err
	}
	s.message.LetterWords, s.message.ToContacts, s.message.ToDelegates = words, t.ToContacts, t.ToDelegates
	s.detail = map[string]any{"languages": words.Langs(), "contacts": t.ToContacts, "delegates": t.ToDelegates}
	return nil
}

// checkedMessage is the words without those languages in which nothing has been written beside the standard.
func checkedMessage(words dialogue.LetterWords) (dialogue.LetterWords, error) {
	standard, _, err := standardWords(messageText)
	if err != nil {
		return words, err
	}
	for _, l := range []dialogue.Lang{dialogue.Bokmal, dialogue.Nynorsk} {
		untouched := same(words.Body.Get(l), standard.Body.Get(l)) || same(words.Body.Get(l), "") // or emptied, to say that one language is enough
		if same(words.Subject.Get(l), standard.Subject.Get(l)) && untouched {
			words.Subject, words.Body = words.Subject.Set(l, ""), words.Body.Set(l, "")
		}
	}
	return words, mail.CheckWords(messageText, words).Err()
}

func same(a, b string) bool { return strings.TrimSpace(a) == strings.TrimSpace(b) }

// StartMessage stores what a draft says and has it sent. Problems when nothing is written, where the standard's «write here» still stands, or
// when nobody would get a letter; ErrClosed when it is no draft any more; else as every edit of a message.
func (a *App) StartMessage(ctx context.Context, actor dialogue.Actor, e MessageEdit, t WrittenMessage) error {
	return a.editMessage(ctx, actor, e, "start_message", func(s *messageEdit) error {
		if err := s.save(t); err != nil {
			return err
		}
		problems := dialogue.Problems{}
		if len(s.message.Langs()) == 0 {
			problems.Add("body", "problem.message-empty")
		}
		for _, l := range s.message.Langs() {
			if fill := mail.ToFill(messageText, l); strings.Contains(s.message.Body.Get(l), fill) {
				problems.Add("body."+string(l), "problem.message-unwritten", "Line", fill)
			}
		}
		if !t.ToContacts && !t.ToDelegates {
			problems.Add("to", "problem.message-to")
		} else {
			receivers, err := s.tx.MessageReceivers(ctx, s.message)
			if err != nil {
				return err
			}
			page := dialogue.MessagePage{Message: s.message, Receivers: receivers}
			if page.Forecast(t.ToContacts, t.ToDelegates).Letters == 0 {
				problems.Add("to", "problem.message-no-address")
			}
		}
		if err := problems.Err(); err != nil {
			return err
		}
		s.message.State = dialogue.MessageSending
		return s.tx.Enqueue(ctx, SendMessage{Organiser: s.message.Organiser, Message: s.message.ID})
	})
}

// CancelMessage ends a message for good: who has had no letter of it gets none. ErrClosed when it is done already.
func (a *App) CancelMessage(ctx context.Context, actor dialogue.Actor, e MessageEdit) error {
	return a.editMessage(ctx, actor, e, "cancel_message", func(s *messageEdit) error {
		if !s.message.MayCancel() {
			return dialogue.ErrClosed
		}
		s.message.State = dialogue.MessageCancelled
		return nil
	})
}

// Message is one message of the organiser's, for its staff, its placeholders explained in the language. ErrNotFound for another series' or
// organiser's.
func (a *App) Message(ctx context.Context, actor dialogue.Actor, series, message dialogue.ID, l dialogue.Lang) (dialogue.MessagePage, error) {
	var page dialogue.MessagePage
	if err := actor.RequireStaff(dialogue.Reader); err != nil {
		return page, err
	}
	var err error
	if page.Message, err = a.db.Message(ctx, actor.Organiser, message); err != nil {
		return page, err
	}
	if page.Message.Series != series {
		return page, dialogue.ErrNotFound
	}
	if page.Invitation, err = a.db.Invitation(ctx, actor.Organiser, series); err != nil {
		return page, err
	}
	if page.Now, err = a.db.Now(ctx); err != nil {
		return page, err
	}
	if page.Receivers, err = a.db.MessageReceivers(ctx, page.Message); err != nil {
		return page, err
	}
	on := page.Invitation.Series.PublicationDay(page.Now)
	for i := range page.Receivers {
		unit := &page.Receivers[i].Registration.Unit
		unit.Name = officialName(*unit, on)
	}
	if page.Words, _, err = standardWords(messageText); err != nil {
		return page, err
	}
	for _, l := range page.Message.Langs() {
		page.Words.Subject, page.Words.Body = page.Words.Subject.Set(l, page.Message.Subject.Get(l)), page.Words.Body.Set(l, page.Message.Body.Get(l))
	}
	if page.Placeholders, err = placeholders(messageText, l); err != nil {
		return page, err
	}
	user, err := a.db.StaffUser(ctx, actor.Organiser, actor.User)
	if err != nil && !errors.Is(err, dialogue.ErrNotFound) {
		return page, err
	}
	page.OwnAddress = user.Email
	names, err := a.staffNames(ctx, actor.Organiser)
	page.By = names[page.Message.CreatedBy]
	return page, err
}

// Messages are a series' messages to registrations, newest first.
func (a *App) Messages(ctx context.Context, actor dialogue.Actor, series dialogue.ID) ([]dialogue.MessageSummary, error) {
	if err := actor.RequireStaff(dialogue.Reader); err != nil {
		return nil, err
	}
	found, err := a.db.MessagesOf(ctx, actor.Organiser, series)
	if err != nil || len(found) == 0 {
		return found, err
	}
	names, err := a.staffNames(ctx, actor.Organiser)
	for i := range found {
		found[i].By = names[found[i].Message.CreatedBy]
	}
	return found, err
}

// MessageReader is whose letter is looked at: a registration's contact or one of its delegates. Without a registration it is the first who
// would get one.
type MessageReader struct{ Registration, Delegate dialogue.ID }

// PreviewMessage is the letter that a reader would get with the message as typed, or as stored without one. Nothing is stored. Problems for words
// that can't be used, ErrNotFound for who is not among the receivers.
func (a *App) PreviewMessage(ctx context.Context, actor dialogue.Actor, series, message dialogue.ID, who MessageReader, typed *WrittenMessage) (dialogue.Letter, error) {
	if err := actor.RequireStaff(dialogue.Reader); err != nil {
		return dialogue.Letter{}, err
	}
	return a.exampleMessage(ctx, a.db.Reader, actor, series, message, who, typed, nil)
}

// exampleMessage composes one letter of a message; a trial goes to the staff user alone.
func (a *App) exampleMessage(ctx context.Context, r postgres.Reader, actor dialogue.Actor, series, message dialogue.ID, who MessageReader,
	typed *WrittenMessage, to *dialogue.StaffUser) (dialogue.Letter, error) {
	var none dialogue.Letter
	m, err := r.Message(ctx, actor.Organiser, message)
	if err != nil {
		return none, err
	}
	if m.Series != series {
		return none, dialogue.ErrNotFound
	}
	if typed != nil {
		m.ToContacts, m.ToDelegates = typed.ToContacts, typed.ToDelegates
		if m.LetterWords, err = checkedMessage(typed.LetterWords); err != nil {
			return none, err
		}
	}
	if len(m.Langs()) == 0 {
		if m.LetterWords, _, err = standardWords(messageText); err != nil {
			return none, err
		}
	}
	inv, err := r.Invitation(ctx, actor.Organiser, series)
	if err != nil {
		return none, err
	}
	now, err := r.Now(ctx)
	if err != nil {
		return none, err
	}
	receivers, err := r.MessageReceivers(ctx, m)
	if err != nil {
		return none, err
	}
	for _, found := range receivers {
		reg := found.Registration
		if !who.Registration.IsZero() && reg.ID != who.Registration {
			continue
		}
		facts, ok := a.messageFacts(&inv, m, reg, who, now)
		if !ok {
			continue
		}
		facts.Trial = to != nil
		letter, err := a.compose(facts, dialogue.LetterMessage, "")
		if to != nil {
			letter.Recipient, letter.RecipientName, letter.State = to.Email, to.Name, dialogue.LetterQueued
			letter.Registration, letter.Delegate = dialogue.ID{}, dialogue.ID{} // it is about nobody's registration
		}
		return letter, err
	}
	return none, dialogue.ErrNotFound
}

// messageFacts are what a message says to the reader; ok is false when there is no such one in the registration. Somebody who would not get it as
// it stands – before it is decided to whom it goes – can be looked at all the same.
func (a *App) messageFacts(inv *dialogue.Invitation, m dialogue.Message, r dialogue.Registration, who MessageReader, now time.Time) (mail.Facts, bool) {
	facts := a.facts(inv, &r, now)
	facts.Words = &m.LetterWords
	if !who.Delegate.IsZero() {
		for _, d := range r.LiveDelegates() {
			if d.ID == who.Delegate {
				facts.Delegate, facts.To = &d, mail.To{Name: d.Name, Email: d.Email}
				return facts, true
			}
		}
		return facts, false
	}
	if to, why := m.Addressees(r); who.Registration.IsZero() && why == "" {
		facts.Delegate, facts.To = to[0].Delegate, mail.To{Name: to[0].Name, Email: to[0].Email}
	}
	return facts, true
}

// SendTestMessage sends the actor alone a letter of a message, as the reader would get it, with the words as typed or as stored. It says that it
// is a trial, and counts as nobody's. It is the address it was sent to.
func (a *App) SendTestMessage(ctx context.Context, actor dialogue.Actor, series, message dialogue.ID, who MessageReader, typed *WrittenMessage) (string, error) {
	if err := actor.RequireStaff(dialogue.Editor); err != nil {
		return "", err
	}
	var sent string
	err := a.db.InTx(ctx, func(tx *postgres.Tx) error {
		if err := tx.HoldSeries(ctx, actor.Organiser, series); err != nil {
			return err
		}
		user, err := tx.StaffUser(ctx, actor.Organiser, actor.User)
		if err != nil {
			return err
		}
		letter, err := a.exampleMessage(ctx, tx.Reader, actor, series, message, who, typed, &user)
		if err != nil {
			return err
		}
		letter.Once, sent = "trial/"+newID().String(), user.Email
		if err := a.post(ctx, tx, letter); err != nil {
			return err
		}
		return tx.Write(ctx, func(b *postgres.Batch) {
			b.Audit(dialogue.AuditLine{Actor: actor, Verb: "send_test_letter", Series: series, About: message})
		})
	})
	return sent, err
}
