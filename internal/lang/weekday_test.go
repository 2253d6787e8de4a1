package lang

import (
	"fmt"
	"testing"

	"dialogmote/internal/dialogue"
)

func TestFindWeekdayDates(t *testing.T) {
	t.Parallel()
	near := dialogue.Date{Year: 2019, Month: 8, Day: 23}
	for text, want := range map[string]string{
		"Møtet er onsdag 18. september 2019 kl. 10.00.":                     "onsdag 18. september 2019=2019-09-18 true",
		"Møtet er torsdag 18. september 2019.":                              "torsdag 18. september 2019=2019-09-18 false",
		"TORSDAG den 19. SEPT. på Hamar":                                    "TORSDAG den 19. SEPT.=2019-09-19 true",
		"tysdag 17.9. og laurdag, 21/9-2019":                                "tysdag 17.9.=2019-09-17 true; laurdag, 21/9-2019=2019-09-21 true",
		"onsdag 18. og torsdag 19. september 2019":                          "onsdag 18.=2019-09-18 true; torsdag 19. september 2019=2019-09-19 true",
		"onsdag 18. og torsdag 20. september 2019":                          "onsdag 18.=2019-09-18 true; torsdag 20. september 2019=2019-09-20 false",
		"onsdag 18. er langt unna, men torsdag 19. september 2019 er nær":   "torsdag 19. september 2019=2019-09-19 true",
		"Vi ses torsdag. 18. september er fristen.":                         "",
		"Møt onsdag 10.30, og ta med 2019 kopper":                           "",
		"fredag 31. september 2019":                                         "",
		"hver mandag 2 timer":                                               "",
		"måndag 2. september\u00a02019 møtest vi på Otta; sundag 8. er fri": "måndag 2. september\u00a02019=2019-09-02 true",
		"onsdag\u00a018.\u00a0september 2019":                               "onsdag\u00a018.\u00a0september 2019=2019-09-18 true",
	} {
		got := ""
		for i, w := range FindWeekdayDates(text, near) {
			if i > 0 {
				got += "; "
			}
			got += fmt.Sprintf("%s=%s %v", w.Written, w.Date, w.Matches())
			if text[w.Start:w.End] != w.Written {
				t.Errorf("%q: %q does not stand at %d–%d", text, w.Written, w.Start, w.End)
			}
		}
		if got != want {
			t.Errorf("%q:\n got %s\nwant %s", text, got, want)
		}
	}
	found := FindWeekdayDates("onsdag 18. september 2019, torsdag 19. september", near)
	if len(found) != 2 || !found[0].YearWritten || found[1].YearWritten {
		t.Errorf("which years are written: %+v", found)
	}
}

func FuzzFindWeekdayDates(f *testing.F) {
	f.Add("onsdag 18. og torsdag 19. september 2019")
	f.Fuzz(func(t *testing.T, text string) {
		for _, w := range FindWeekdayDates(text, dialogue.Date{Year: 2019, Month: 8, Day: 23}) {
			if w.Start < 0 || w.End > len(text) || w.Start >= w.End || !exists(w.Date) {
				t.Errorf("%q: %+v", text, w)
			}
		}
	})
}
