package app

import (
	"cmp"
	"context"
	"slices"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/mail"
	"dialogmote/internal/postgres"
)

// LetterTexts is every letter that the organiser may have its own words for, and where it has.
func (a *App) LetterTexts(ctx context.Context, actor dialogue.Actor) ([]dialogue.LetterTextGroup, error) {
	if err := actor.RequireStaff(dialogue.Reader); err != nil {
		return nil, err
	}
	stored, err := a.db.LetterTexts(ctx, actor.Organiser)
	if err != nil {
		return nil, err
	}
	by := map[string]dialogue.LetterText{}
	for _, t := range stored {
		by[t.Name] = t
	}
	users, err := a.db.StaffUsers(ctx, actor.Organiser)
	if err != nil {
		return nil, err
	}
	var groups []dialogue.LetterTextGroup
	for _, g := range mail.Groups() {
		group := dialogue.LetterTextGroup{Name: g.Name}
		for _, name := range g.Texts {
			line, err := textLine(name, by[name], users)
			if err != nil {
				return nil, err
			}
			group.Texts = append(group.Texts, line)
		}
		groups = append(groups, group)
	}
	return groups, nil
}

// textLine is how a letter's own words stand to the standard of today.
func textLine(name string, t dialogue.LetterText, users []dialogue.StaffUser) (dialogue.LetterTextLine, error) {
	line := dialogue.LetterTextLine{Name: name, Kind: mail.KindOf(name), Own: t.Langs(), At: t.UpdatedAt}
	problems := mail.CheckWords(name, t.LetterWords)
	for _, l := range line.Own {
		_, _, now, err := mail.Standard(name, l)
		if err != nil {
			return line, err
		}
		if t.Standard.Get(l) != now {
			line.Changed = append(line.Changed, l)
		}
		_, subject := problems["subject."+string(l)]
		_, body := problems["body."+string(l)]
		if subject || body {
			line.Broken = append(line.Broken, l)
		}
	}
	if i := slices.IndexFunc(users, func(u dialogue.StaffUser) bool { return u.ID == t.UpdatedBy }); i >= 0 {
		line.By = cmp.Or(users[i].Name, users[i].Email)
	}
	return line, nil
}

// mayHaveOwnWords is nil for a letter that organisers may write their own words for, else ErrNotFound.
func mayHaveOwnWords(name string) error {
	for _, g := range mail.Groups() {
		if slices.Contains(g.Texts, name) {
			return nil
		}
	}
	return dialogue.ErrNotFound
}

// standardWords is the standard text of a letter in bokmål and nynorsk.
func standardWords(name string) (words dialogue.LetterWords, fingerprints dialogue.Text, err error) {
	for _, l := range []dialogue.Lang{dialogue.Bokmal, dialogue.Nynorsk} {
		subject, body, fingerprint, err := mail.Standard(name, l)
		if err != nil {
			return words, fingerprints, err
		}
		words.Subject, words.Body, fingerprints = words.Subject.Set(l, subject), words.Body.Set(l, body), fingerprints.Set(l, fingerprint)
	}
	return words, fingerprints, nil
}

// mostReaders is how many registrations one can choose among to look at a letter.
const mostReaders = 200

// LetterText is the organiser's own words for one letter, beside the standard, with its placeholders explained in the language. ErrNotFound for a letter that there is not.
func (a *App) LetterText(ctx context.Context, actor dialogue.Actor, name string, l dialogue.Lang) (dialogue.LetterTextPage, error) {
	page := dialogue.LetterTextPage{}
	if err := actor.RequireStaff(dialogue.Reader); err != nil {
		return page, err
	}
	if err := mayHaveOwnWords(name); err != nil {
		return page, err
	}
	stored, err := a.db.LetterText(ctx, actor.Organiser, name)
	if err != nil {
		return page, err
	}
	users, err := a.db.StaffUsers(ctx, actor.Organiser)
	if err != nil {
		return page, err
	}
	if page.LetterTextLine, err = textLine(name, stored, users); err != nil {
		return page, err
	}
	page.Words, page.Version = stored.LetterWords, stored.Version
	if page.Standard, _, err = standardWords(name); err != nil {
		return page, err
	}
	if page.Placeholders, err = placeholders(name, l); err != nil {
		return page, err
	}
	page.Readers, err = a.db.RecentReceivers(ctx, actor.Organiser, mostReaders)
	return page, err
}

// placeholders are the names that a letter's words may use, the compulsory ones first.
func placeholders(name string, l dialogue.Lang) ([]dialogue.TextPlaceholder, error) {
	offered, err := mail.Placeholders(name)
	if err != nil {
		return nil, err
	}
	must := mail.Compulsory(name)
	var all []dialogue.TextPlaceholder
	for _, p := range offered {
		all = append(all, dialogue.TextPlaceholder{Name: p.Name, Says: p.SaysIn(l), Block: p.Block, Compulsory: slices.Contains(must, p.Name)})
	}
	slices.SortStableFunc(all, func(a, b dialogue.TextPlaceholder) int {
		switch {
		case a.Compulsory == b.Compulsory:
			return 0
		case a.Compulsory:
			return -1
		}
		return 1
	})
	return all, nil
}

// SaveLetterText stores the organiser's own words for a letter; in a language without any, the letter is the standard. Words that are the
// standard's are none. It returns dialogue.Problems for words that can't be used, ErrStale when somebody has saved since version, ErrNotFound
// for a letter that there is not.
func (a *App) SaveLetterText(ctx context.Context, actor dialogue.Actor, name string, words dialogue.LetterWords, version int) error {
	if err := actor.RequireStaff(dialogue.Editor); err != nil {
		return err
	}
	if err := mayHaveOwnWords(name); err != nil {
		return err
	}
	if err := mail.CheckWords(name, words).Err(); err != nil {
		return err
	}
	standard, fingerprints, err := standardWords(name)
	if err != nil {
		return err
	}
	t := dialogue.LetterText{Organiser: actor.Organiser, Name: name, UpdatedBy: actor.User, Version: version}
	for _, l := range []dialogue.Lang{dialogue.Bokmal, dialogue.Nynorsk} {
		subject, body, ok := words.In(l)
		if s, b, _ := standard.In(l); !ok || s == subject && b == body {
			continue
		}
		t.Subject, t.Body, t.Standard = t.Subject.Set(l, subject), t.Body.Set(l, body), t.Standard.Set(l, fingerprints.Get(l))
	}
	return a.storeLetterText(ctx, actor, "save_letter_text", t)
}

// UseStandardText takes the organiser's own words for a letter away. ErrStale and ErrNotFound as for SaveLetterText.
func (a *App) UseStandardText(ctx context.Context, actor dialogue.Actor, name string, version int) error {
	if err := actor.RequireStaff(dialogue.Editor); err != nil {
		return err
	}
	if err := mayHaveOwnWords(name); err != nil {
		return err
	}
	return a.storeLetterText(ctx, actor, "use_standard_text",
		dialogue.LetterText{Organiser: actor.Organiser, Name: name, UpdatedBy: actor.User, Version: version})
}

func (a *App) storeLetterText(ctx context.Context, actor dialogue.Actor, verb string, t dialogue.LetterText) error {
	return a.db.InTx(ctx, func(tx *postgres.Tx) error {
		if err := tx.SaveLetterText(ctx, t); err != nil {
			return err
		}
		return tx.Write(ctx, func(b *postgres.Batch) {
			b.Audit(dialogue.AuditLine{Actor: actor, Verb: verb, About: actor.Organiser, Detail: map[string]any{"letter": t.Name, "languages": t.Langs()}})
		})
	})
}

// PreviewLetterText is the letter in the language with the words as typed: to a registration of the organiser's, or a made-up one when none is
// named. What the letter needs and is not there is filled in by examples. Nothing is stored, and its links open nothing. It returns
// dialogue.Problems for words that can't be used, ErrNotFound for another organiser's registration.
func (a *App) PreviewLetterText(ctx context.Context, actor dialogue.Actor, name string, words *dialogue.LetterWords, registration dialogue.ID, l dialogue.Lang) (dialogue.Letter, error) {
	var letter dialogue.Letter
	if err := actor.RequireStaff(dialogue.Reader); err != nil {
		return letter, err
	}
	if err := mayHaveOwnWords(name); err != nil {
		return letter, err
	}
	if words == nil {
		stored, err := a.db.LetterText(ctx, actor.Organiser, name)
		if err != nil {
			return letter, err
		}
		words = &stored.LetterWords
	} else if err := mail.CheckWords(name, *words).Err(); err != nil {
		return letter, err
	}
	facts, err := a.readerFacts(ctx, actor, registration)
	if err != nil {
		return letter, err
	}
	facts.Lang = l
	facts = mail.Example(facts, name)
	use := *words
	if _, _, own := use.In(l); !own || len(mail.CheckWords(name, use)) > 0 {
		if use, _, err = standardWords(name); err != nil {
			return letter, err
		}
	}
	facts.Words = &dialogue.LetterWords{Subject: dialogue.Text{}.Set(l, use.Subject.Get(l)), Body: dialogue.Text{}.Set(l, use.Body.Get(l))}
	return a.compose(facts, facts.Kind, "")
}

// readerFacts is what a letter can say to the contact of a registration, or to a made-up one.
func (a *App) readerFacts(ctx context.Context, actor dialogue.Actor, registration dialogue.ID) (mail.Facts, error) {
	now, err := a.db.Now(ctx)
	if err != nil {
		return mail.Facts{}, err
	}
	if registration.IsZero() {
		organiser, err := a.db.Organiser(ctx, actor.Organiser)
		if err != nil {
			return mail.Facts{}, err
		}
		inv := dialogue.Invitation{Organiser: organiser}
		inv.Series.State, inv.Series.Slug, inv.Series.Texts.Title = dialogue.Published, "eksempel", dialogue.Text{NB: "Dialogmøte", NN: "Dialogmøte"}
		r := dialogue.Registration{Organiser: organiser.ID, State: dialogue.Active, Reference: "EKSEMPEL", Unit: dialogue.Unit{Kind: dialogue.Organisation, Name: "Eksempel kommune"},
			Contact: dialogue.Contact{Name: "Kari Eksempel", Email: "kari.eksempel@example.no"}}
		for i, name := range []string{"Kari Eksempel", "Ola Eksempel"} { // they have seats at the made-up meeting, which has no id
			r.Delegates = append(r.Delegates, dialogue.Delegate{ID: dialogue.ID{1, byte(i)}, Name: name, Seats: []dialogue.Seat{{State: dialogue.SeatPlaced}}})
		}
		return a.facts(&inv, &r, now), nil
	}
	r, err := a.db.Registration(ctx, actor.Organiser, registration)
	if err != nil {
		return mail.Facts{}, err
	}
	inv, err := a.db.Invitation(ctx, actor.Organiser, r.Series)
	if err != nil {
		return mail.Facts{}, err
	}
	return a.facts(&inv, &r, now), nil
}
