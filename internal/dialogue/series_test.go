package dialogue

import (
	"testing"
	"time"
)

func TestIsOld(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		published, changed, now string
		old                     bool
	}{
		"within the year":           {"2019-08-23 09:00", "2019-08-23 09:00", "2020-08-23 09:00", false},
		"a year and an instant":     {"2019-08-23 09:00", "2019-08-23 09:00", "2020-08-23 09:01", true},
		"changed since":             {"2019-08-23 09:00", "2020-02-01 09:00", "2020-12-01 09:00", false},
		"changed more than a year":  {"2019-08-23 09:00", "2020-02-01 09:00", "2021-02-02 09:00", true},
		"a draft never is":          {"", "2019-08-23 09:00", "2026-01-01 09:00", false},
		"edited before publication": {"2020-08-23 09:00", "2019-01-01 09:00", "2021-08-01 09:00", false},
	} {
		s := Series{PublishedAt: instant(c.published), ChangedAt: instant(c.changed)}
		if got := s.IsOld(instant(c.now)); got != c.old {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestPublicationDay(t *testing.T) {
	t.Parallel()
	now := instant("2021-05-05 12:00")
	letter, published := date("2020-10-12"), time.Date(2020, 10, 12, 22, 30, 0, 0, time.UTC) // after midnight in Oslo
	for want, s := range map[string]Series{
		"2020-10-12": {LetterDate: letter, PublishedAt: published},
		"2020-10-13": {PublishedAt: published},
		"2021-05-05": {},
	} {
		if got := s.PublicationDay(now); got.String() != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}
