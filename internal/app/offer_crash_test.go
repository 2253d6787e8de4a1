package app_test

import (
	"fmt"
	"strings"
	"testing"

	"dialogmote/internal/dialogue"
)

// Whatever is cut while places are offered, answered or taken back leaves nothing half, and can be done again.
func TestACrashWhilePlacesAreOfferedLeavesNothingHalf(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		offered bool
		tables  []string
		do      func(t *testing.T, h *hall) error
		verb    string
	}{
		"offer": {false, []string{"registration", "seat", "offer", "link", "audit", "letter", "river_job"}, func(t *testing.T, h *hall) error {
			_, err := h.a.DoWhatIsDue(t.Context(), dialogue.Actor{Kind: dialogue.SystemActor})
			return err
		}, "offer_seats"},
		"accept": {true, []string{"registration", "seat", "offer", "link", "audit", "letter", "river_job"}, func(t *testing.T, h *hall) error {
			return h.a.AnswerOfferByLink(t.Context(), h.link(t, 1), true)
		}, "accept_offer"},
		"decline": {true, []string{"registration", "seat", "offer", "link", "audit", "letter", "river_job"}, func(t *testing.T, h *hall) error {
			return h.a.AnswerOfferByLink(t.Context(), h.link(t, 1), false)
		}, "decline_offer"},
		"withdraw": {true, []string{"registration", "seat", "offer", "link", "audit", "letter", "river_job"}, func(t *testing.T, h *hall) error {
			var offer dialogue.ID
			for _, id := range column[string](t, h.db, `select id::text from offer`) {
				offer, _ = dialogue.ParseID(id)
			}
			return h.a.WithdrawOffer(t.Context(), editor(h.inv), h.inv.Series.ID, offer, "Vi tok feil.")
		}, "withdraw_offer"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHall(t, 2, 2, 2)
			h.leaves(t, 0)
			if c.offered {
				h.minute(t)
			}
			all := func() string {
				return everything(t, h.db) + strings.Join(column[string](t, h.db, `select row_to_json(o)::text from offer o order by id`), "\n")
			}
			without(t, h.db, `create function crash() returns trigger language plpgsql security definer as
				'begin perform pg_terminate_backend(pg_backend_pid()); perform 1; return null; end'`)
			for _, table := range c.tables {
				before := all()
				without(t, h.db, fmt.Sprintf(`create constraint trigger zz_crash after insert or update on %s initially immediate for each row execute function crash()`, table))
				if err := c.do(t, h); err == nil {
					t.Errorf("%s: it was not cut", table)
				}
				without(t, h.db, `drop trigger zz_crash on `+table)
				if after := all(); after != before {
					t.Errorf("%s: something is left:\n%s\nbefore:\n%s", table, after, before)
				}
			}
			leaves(t, h.db, c.verb, 1, func() error { return c.do(t, h) })
		})
	}
}

func TestStaffReadAnOfferWithoutItsLink(t *testing.T) {
	t.Parallel()
	h := newHall(t, 2, 2, 2)
	h.leaves(t, 0)
	h.minute(t)
	token := h.link(t, 1)
	id, err := dialogue.ParseID(column[string](t, h.db, `select id::text from letter where kind = 'offer'`)[0])
	if err != nil {
		t.Fatal(err)
	}
	read, err := h.a.LetterToRead(t.Context(), editor(h.inv), h.inv.Series.ID, id)
	if err != nil || !read.Hidden || strings.Contains(read.Letter.Body+read.Letter.HTML, token) {
		t.Errorf("hidden %v, %v:\n%s", read.Hidden, err, read.Letter.Body)
	}
}
