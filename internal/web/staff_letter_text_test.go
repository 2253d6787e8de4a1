package web_test

import (
	"net/http"
	"strings"
	"testing"
)

// Staff write a letter's words, are told what can't be used and who came before, look at it, and go back to the standard.
func TestWritingALettersWords(t *testing.T) {
	t.Parallel()
	w := newWork(t)
	b := w.as(t, "redaktor@innlandet")
	const page = "/intern/brevtekster/confirmation"
	if list := b.get("/intern/brevtekster"); list.doc.Find(`a[href="`+page+`"]`).Length() != 1 {
		t.Fatalf("the letter is not in the list: %d", list.status)
	}
	values := b.get(page).form(page)
	first := values.Get("body.nb")
	values.Set("body.nb", first+"\n\n{{kommune}}")
	refused := b.post(page, values)
	if refused.status != http.StatusUnprocessableEntity || !strings.Contains(refused.text(), "{{kommune}} kan ikke brukes") || !strings.Contains(refused.doc.Find(`textarea[name="body.nb"]`).Text(), "{{kommune}}") {
		t.Errorf("an unknown name: %d %s", refused.status, refused.text())
	}
	if shown := b.post(page+"/vis", values); !strings.Contains(shown.text(), "{{kommune}} kan ikke brukes") {
		t.Errorf("what can't be shown: %d %s", shown.status, shown.text())
	}
	values.Set("body.nb", first+"\n\nGod tur til **fjells**!")
	if shown := b.post(page+"/vis", values); shown.doc.Find("strong").Last().Text() != "fjells" {
		t.Errorf("preview: %d %s", shown.status, shown.text())
	}
	if saved := b.post(page, values); saved.status != http.StatusSeeOther {
		t.Fatalf("save: %d %s", saved.status, saved.text())
	}
	if own := b.get(page + "/vis"); !strings.Contains(own.text(), "fjells") {
		t.Errorf("the letter is without the own words: %s", own.text())
	}
	values.Set("subject.nb", "Min egen")
	stale := b.post(page, values)
	if stale.status != http.StatusConflict || stale.doc.Find(".stale").Length() != 1 || stale.doc.Find(`input[name="subject.nb"]`).AttrOr("value", "") != "Min egen" {
		t.Errorf("an old page: %d %s", stale.status, stale.text())
	}
	standard := b.get(page).form(page + "/standard")
	if back := b.post(page+"/standard", standard); back.status != http.StatusSeeOther {
		t.Fatalf("back: %d %s", back.status, back.text())
	}
	if got := b.get(page); got.form(page).Get("body.nb") != first || got.doc.Find(`form[action="`+page+`/standard"]`).Length() != 0 {
		t.Error("the standard is not back")
	}
	if none := b.get("/intern/brevtekster/finnes-ikke"); none.status != http.StatusNotFound {
		t.Errorf("no such letter: %d", none.status)
	}
}
