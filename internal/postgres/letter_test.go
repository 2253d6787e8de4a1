package postgres_test

import (
	"context"
	"errors"
	gocmp "github.com/google/go-cmp/cmp"
	"sync"
	"testing"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/postgres"
	"dialogmote/internal/testdb"
)

// letters is a database with one organiser, one series and one registration of post@tynset.kommune.no.
type letters struct {
	raw                             *testdb.DB
	db                              *postgres.DB
	organiser, series, registration dialogue.ID
}

func newLetters(t *testing.T) letters {
	t.Helper()
	raw := testdb.New(t)
	db, err := postgres.New(raw.App)
	if err != nil {
		t.Fatal(err)
	}
	f := letters{raw, db, dialogue.ID{1}, dialogue.ID{2}, dialogue.ID{3}}
	for _, sql := range []string{
		`insert into organiser (id, slug, kind, name) values ($1, 'innlandet', 'governor', '{"nb":"Statsforvalteren"}')`,
		`insert into unit (organiser_id, id, kind, number, name) values ($1, '00000000-0000-0000-0000-000000000004', 'municipality', '3426', 'Tolga')`,
		`insert into series (organiser_id, id, slug, state) values ($1, '02000000-0000-0000-0000-000000000000', 'moter', 'published')`,
		`insert into registration (organiser_id, id, series_id, unit_id, max_delegates, over_cap, outside_max, per_meeting, state, channel, lang, contact_name, contact_email, submission, reference, received_at)
			values ($1, '03000000-0000-0000-0000-000000000000', '02000000-0000-0000-0000-000000000000', '00000000-0000-0000-0000-000000000004', 4, 0, 4, false, 'active', 'web', 'nb', 'Kari', 'post@tynset.kommune.no', '00000000-0000-0000-0000-000000000005', 'ABCD2345', clock())`,
	} {
		if _, err := raw.Owner.Exec(t.Context(), sql, f.organiser); err != nil {
			t.Fatal(err)
		}
	}
	return f
}

func (f letters) letter(n byte) dialogue.Letter {
	return dialogue.Letter{Organiser: f.organiser, ID: dialogue.ID{9, n}, Once: "received/" + string('a'+rune(n)), Kind: dialogue.LetterReceived, Series: f.series,
		Registration: f.registration, Recipient: "post@tynset.kommune.no", RecipientName: "Kari", Lang: dialogue.Bokmal, Subject: "Kvittering",
		Body: "Hei!", HTML: "<p>Hei!</p>", Calendar: "BEGIN:VCALENDAR", CalendarMethod: "PUBLISH", State: dialogue.LetterQueued}
}

func (f letters) in(t *testing.T, do func(ctx context.Context, tx *postgres.Tx) error) error {
	t.Helper()
	return f.db.InTx(t.Context(), func(tx *postgres.Tx) error { return do(t.Context(), tx) })
}

func (f letters) insert(t *testing.T, ls ...dialogue.Letter) error {
	t.Helper()
	return f.in(t, func(ctx context.Context, tx *postgres.Tx) error {
		return tx.Write(ctx, func(b *postgres.Batch) {
			for _, l := range ls {
				b.InsertLetter(l)
			}
		})
	})
}

func TestALetterIsStoredExactlyAndOnce(t *testing.T) {
	t.Parallel()
	f := newLetters(t)
	want := f.letter(1)
	if err := f.insert(t, want); err != nil {
		t.Fatal(err)
	}
	got, err := f.db.Letter(t.Context(), f.organiser, want.ID)
	if err != nil {
		t.Fatal(err)
	}
	if got.CreatedAt.IsZero() {
		t.Error("no time of writing")
	}
	got.CreatedAt = time.Time{}
	if diff := gocmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	again := want
	again.ID = dialogue.ID{9, 99}
	if err := f.insert(t, again); !errors.Is(err, postgres.ErrLetterWritten) {
		t.Errorf("the same occasion twice: %v", err)
	}
	if _, err := f.db.Letter(t.Context(), dialogue.ID{77}, want.ID); !errors.Is(err, dialogue.ErrNotFound) {
		t.Errorf("another organiser reads the letter: %v", err)
	}
}

func TestLettersOfARegistrationAreListedNewestFirst(t *testing.T) {
	t.Parallel()
	f := newLetters(t)
	if err := f.insert(t, f.letter(1), f.letter(2), f.letter(3)); err != nil {
		t.Fatal(err)
	}
	found, err := f.db.LettersOfRegistration(t.Context(), f.organiser, f.registration)
	if err != nil || len(found) != 3 || found[0].ID != (dialogue.ID{9, 3}) {
		t.Fatalf("got %v %v", found, err)
	}
	if found[0].Body != "" || found[0].HTML != "" || found[0].Calendar != "" {
		t.Error("a list carries bodies")
	}
	if found, err = f.db.LettersOfRegistration(t.Context(), dialogue.ID{77}, f.registration); err != nil || len(found) != 0 {
		t.Errorf("another organiser lists %v %v", found, err)
	}
}

func TestALetterIsClaimedByOneAtATime(t *testing.T) {
	t.Parallel()
	f := newLetters(t)
	l := f.letter(1)
	if err := f.insert(t, l); err != nil {
		t.Fatal(err)
	}
	err := f.in(t, func(ctx context.Context, tx *postgres.Tx) error {
		got, ok, err := tx.ClaimLetter(ctx, f.organiser, l.ID)
		if err != nil || !ok || got.Body != l.Body {
			t.Errorf("claim: %v %v", ok, err)
		}
		if err := f.in(t, func(ctx context.Context, other *postgres.Tx) error {
			_, ok, err := other.ClaimLetter(ctx, f.organiser, l.ID)
			if ok {
				t.Error("two hold the same letter")
			}
			return err
		}); err != nil {
			t.Error(err)
		}
		return tx.MarkSent(ctx, f.organiser, l.ID)
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := f.in(t, func(ctx context.Context, tx *postgres.Tx) error {
		_, ok, err := tx.ClaimLetter(ctx, f.organiser, l.ID)
		if ok {
			t.Error("a sent letter is claimed again")
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	got, err := f.db.Letter(t.Context(), f.organiser, l.ID)
	if err != nil || got.State != dialogue.LetterSent || got.SentAt.IsZero() || got.Attempts != 1 {
		t.Errorf("after sending: %+v %v", got, err)
	}
}

func TestALinkWorksOnceAndInTime(t *testing.T) {
	t.Parallel()
	f := newLetters(t)
	f.raw.SetClock(t, dialogue.Date{Year: 2019, Month: 8, Day: 25}.At(10, 0))
	now, err := f.db.Now(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	link := func(n byte, kind postgres.LinkKind) []byte {
		hash := []byte{n, n, n}
		if err := f.in(t, func(ctx context.Context, tx *postgres.Tx) error {
			return tx.Write(ctx, func(b *postgres.Batch) {
				b.InsertLink(postgres.Link{Organiser: f.organiser, ID: dialogue.ID{8, n}, Registration: f.registration, Kind: kind, Hash: hash, ExpiresAt: now.Add(dialogue.SignInFor)})
			})
		}); err != nil {
			t.Fatal(err)
		}
		return hash
	}
	use := func(hash []byte, kind postgres.LinkKind) error {
		return f.in(t, func(ctx context.Context, tx *postgres.Tx) error {
			r, err := tx.UseLink(ctx, hash, kind)
			if err == nil && r.ID != f.registration {
				t.Errorf("opens %v", r.ID)
			}
			return err
		})
	}
	hash := link(1, postgres.SignInLink)
	if err := use(hash, postgres.VerifyLink); !errors.Is(err, dialogue.ErrUsed) {
		t.Errorf("of another kind: %v", err)
	}
	if works, err := f.db.LinkWorks(t.Context(), hash, postgres.SignInLink); err != nil || !works {
		t.Errorf("looking at it: %v %v", works, err)
	}
	f.raw.AdvanceClock(t, dialogue.SignInFor-time.Second)
	results := make(chan error, 2)
	var both sync.WaitGroup
	for range 2 {
		both.Go(func() { results <- use(hash, postgres.SignInLink) })
	}
	both.Wait()
	if a, b := <-results, <-results; (a == nil) == (b == nil) {
		t.Errorf("of two at once one gets it: %v, %v", a, b)
	}
	late := link(2, postgres.SignInLink)
	f.raw.AdvanceClock(t, time.Hour)
	if err := use(late, postgres.SignInLink); !errors.Is(err, dialogue.ErrUsed) {
		t.Errorf("expired: %v", err)
	}
}
