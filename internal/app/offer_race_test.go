package app_test

import (
	"errors"
	"testing"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/postgres"
	"dialogmote/internal/testdb"
)

// Fifty answers and registrations at once, and the capacity holds; without the counter it does not.
func TestFiftyAtOnceNeverExceedTheCapacity(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		drop  string
		holds bool
	}{"as it is": {"", true}, "without the counter": {"drop trigger seat_moved on seat", false}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHall(t, 8, 4, 4, 2, 1, 1, 2, 2)
			h.leaves(t, 0)
			h.leaves(t, 1)
			without(t, h.db, c.drop)
			if !c.holds {
				without(t, h.db, `update meeting set taken = 0 where id = '`+h.m.String()+`'`)
			}
			h.minute(t)
			var tokens []string
			for i := 2; i < len(h.regs); i++ {
				tokens = append(tokens, h.link(t, i))
			}
			a := wide(t, h.db, 24)
			together(50, func(i int) {
				var err error
				switch {
				case i%10 < 5:
					err = a.AnswerOfferByLink(t.Context(), tokens[i%5], i%10 != 4)
				case i < 50 && i%10 == 5:
					_, err = a.Register(t.Context(), dialogue.Actor{}, h.inv.Series.Slug, h.request(7+i/10, 2))
				default:
					_, err = a.DoWhatIsDue(t.Context(), dialogue.Actor{Kind: dialogue.SystemActor})
				}
				if err != nil && !errors.Is(err, dialogue.ErrUsed) {
					t.Errorf("%d: %v", i, err)
				}
			})
			h.minute(t)
			full := count(t, h.db, `seat where meeting_id = $1 and state in ('placed', 'offered')`, h.m)
			if (full <= 8) != c.holds {
				t.Errorf("%d on eight chairs", full)
			}
			if c.holds {
				if accepted := count(t, h.db, `audit where verb = 'accept_offer'`); accepted != 4 {
					t.Errorf("%d acceptances of four", accepted)
				}
			}
		})
	}
}

// A registration that arrives at the same instant as an offer is made stands behind those who wait, whoever is first at the meeting.
func TestAnOfferAndARegistrationAtTheSameInstant(t *testing.T) {
	t.Parallel()
	h := newHall(t, 2, 2, 2)
	h.leaves(t, 0)
	a := wide(t, h.db, 8)
	hold := hold(t, h.db, `select from meeting where id = $1 for no key update`, h.m)
	done := hold.until(
		func() error {
			_, err := a.DoWhatIsDue(t.Context(), dialogue.Actor{Kind: dialogue.SystemActor})
			return err
		},
		func() error {
			_, err := a.Register(t.Context(), dialogue.Actor{}, h.inv.Series.Slug, h.request(5, 2))
			return err
		},
	)
	hold.commit()
	for range 2 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	h.expect(t, "the one who waited is offered the places", "withdrawn 2", "offered 2")
	if n := count(t, h.db, `seat where state = 'waiting' and meeting_id = $1`, h.m); n != 2 {
		t.Errorf("%d wait", n)
	}
}

// The database itself holds the capacity against offers by whoever forgets to lock the meeting.
func TestOffersNeverExceedTheCapacityWhoeverForgetsTheLock(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		drop    string
		offered int
	}{"the constraint decides": {"", 2}, "without it there are too many": {"alter table meeting drop constraint meeting_capacity", 4}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHall(t, 2, 2, 2, 2)
			h.leaves(t, 0)
			without(t, h.db, c.drop)
			pg, err := postgres.New(testdb.Pool(t, h.db.AppURL, 8))
			if err != nil {
				t.Fatal(err)
			}
			offer := func(i int) func() error {
				r := stored(t, h.a, h.regs[i]).Registration
				return func() error {
					return pg.InTx(t.Context(), func(tx *postgres.Tx) error {
						return tx.Write(t.Context(), func(b *postgres.Batch) {
							for _, d := range r.Delegates {
								s := d.Seats[0]
								s.State, s.OfferedUntil = dialogue.SeatOffered, monday.Add(time.Hour)
								b.SetSeat(r, s, true)
							}
						})
					})
				}
			}
			hold := hold(t, h.db, `select from meeting where id = $1 for no key update`, h.m)
			done := hold.until(offer(1), offer(2))
			hold.commit()
			full := 0
			for range 2 {
				switch err := <-done; {
				case errors.Is(err, dialogue.ErrFull):
					full++
				case err != nil:
					t.Error(err)
				}
			}
			if n := count(t, h.db, `seat where state = 'offered'`); n != c.offered || full != (4-c.offered)/2 {
				t.Errorf("%d are offered places, %d were refused", n, full)
			}
		})
	}
}
