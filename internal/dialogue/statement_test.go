package dialogue

import (
	"testing"
	"time"
)

func TestWhenWrittenInputCanBeSent(t *testing.T) {
	t.Parallel()
	day := Date{2020, time.November, 27}
	for name, c := range map[string]struct {
		change func(*Series)
		now    time.Time
		want   bool
	}{
		"open":                       {func(*Series) {}, day.At(12, 0), true},
		"the last second of its day": {func(*Series) {}, day.EndOfDay().Add(-time.Second), true},
		"the day is over":            {func(*Series) {}, day.EndOfDay(), false},
		"no day":                     {func(s *Series) { s.StatementsBy = Date{} }, day.EndOfDay().AddDate(3, 0, 0), true},
		"staff have closed it":       {func(s *Series) { s.StatementsOpen = false }, day.At(12, 0), false},
		"a draft":                    {func(s *Series) { s.State = Draft }, day.At(12, 0), false},
		"archived":                   {func(s *Series) { s.State = Archived }, day.At(12, 0), false},
		"erased":                     {func(s *Series) { s.ErasedAt = day.At(1, 0) }, day.At(12, 0), false},
	} {
		s := Series{State: Published, StatementsOpen: true, StatementsBy: day}
		c.change(&s)
		if got := s.TakesStatements(c.now); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestAPublishedStatementTellsNoMoreThanItsWriterHasAllowed(t *testing.T) {
	t.Parallel()
	s := Statement{State: StatementReceived, Name: "Tor Eide", Email: "tor@example.no", Behalf: "Eldrerådet", Text: "Skriv.", Note: "ring ham", Reference: "7K3M9QXA",
		Files: []StatementFile{{File: StoredFile{Name: "Tor Eide notat.pdf"}}}}
	for consent, want := range map[Consent]struct {
		may   bool
		as    string
		files int
	}{ConsentNamed: {true, "Eldrerådet (Tor Eide)", 1}, ConsentAnonymous: {true, "", 0}, ConsentNo: {false, "", 0}} {
		s.Consent = consent
		shown := s.ForPublic()
		if s.MayPublish() != want.may || shown.ShownAs() != want.as || len(shown.Files) != want.files || shown.Email+shown.Note+shown.Reference != "" {
			t.Errorf("%s: %v %+v", consent, s.MayPublish(), shown)
		}
		if consent == ConsentAnonymous && shown.Name+shown.Behalf+shown.Unit != "" {
			t.Errorf("anonymous: %+v", shown)
		}
	}
	s.Consent, s.Unit = ConsentNamed, "Lillestrøm"
	if got := s.ShownAs(); got != "Lillestrøm" {
		t.Errorf("a delegation's is from %q", got)
	}
}

func TestAFormIsFilledInByAPerson(t *testing.T) {
	t.Parallel()
	now := Date{2020, time.November, 12}.At(12, 0)
	for name, c := range map[string]struct {
		trap   string
		opened time.Time
		ok     bool
		want   string
	}{
		"a person":            {"", now.Add(-time.Minute), true, ""},
		"just long enough":    {"", now.Add(-LeastFormTime), true, ""},
		"faster than anybody": {"", now.Add(-LeastFormTime + time.Millisecond), true, "problem.form-fast"},
		"everything filled":   {"https://example.no", now.Add(-time.Minute), true, "problem.form-trap"},
		"not ours":            {"", now.Add(-time.Minute), false, "problem.form-old"},
		"kept for later":      {"", now.Add(-MostFormTime - time.Second), true, "problem.form-old"},
		"from the future":     {"", now.Add(time.Second), true, "problem.form-old"},
	} {
		if got := (StatementRequest{Trap: c.trap}).CheckForm(c.opened, c.ok, now)[""].Key; got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
