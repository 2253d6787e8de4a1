package app_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"testing"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"

	"github.com/google/go-cmp/cmp"
)

func TestStaffSeeWhoIsMissingAndFetchAllInOneZip(t *testing.T) {
	t.Parallel()
	a, db, inv, r := presenting(t)
	q := request(inv, 4, 1, "another unit")
	q.Unit.Number, q.Contact.Email = "0528", "per@ostre-toten.kommune.no"
	q.Delegates[0].Email = "per@ostre-toten.kommune.no"
	active(t, a, db, inv, q)
	if _, err := a.Presentations(t.Context(), editor(inv), inv.Series.ID, dialogue.ID{}); !errors.Is(err, dialogue.ErrNotFound) {
		t.Errorf("a zip of nothing: %v", err)
	}
	for _, in := range []app.HandingIn{presentation(r, "utkast"), presentation(r, "ferdig"),
		{Registration: r.ID, Kind: dialogue.OtherFile, Title: "Plan/strategi", File: pdfOf("en")}, {Registration: r.ID, Kind: dialogue.OtherFile, Title: "Plan/strategi", File: pdfOf("to")}} {
		if err := a.HandIn(t.Context(), contact(r), in); err != nil {
			t.Fatal(err)
		}
	}
	reader := editor(inv)
	reader.Role = dialogue.Reader
	page, err := a.PresentationsPage(t.Context(), reader, inv.Series.ID)
	if err != nil || len(page.Meetings) == 0 {
		t.Fatalf("%+v %v", page, err)
	}
	received, total := 0, 0
	for _, m := range page.Meetings {
		got, asked := m.Received()
		received, total = received+got, total+asked
	}
	if received != 1 || total != 2 {
		t.Errorf("%d of %d", received, total)
	}
	z, err := a.Presentations(t.Context(), reader, inv.Series.ID, dialogue.ID{})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := z.WriteZip(&b); err != nil {
		t.Fatal(err)
	}
	archive, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range archive.File {
		names = append(names, f.Name)
	}
	where := names[0][:len(names[0])-len(" – 01 Vestre Toten – presentasjon v2.pdf")]
	if diff := cmp.Diff([]string{where + " – 01 Vestre Toten – presentasjon v2.pdf", where + " – 01 Vestre Toten – Plan strategi v1.pdf", where + " – 01 Vestre Toten – Plan strategi 2 v1.pdf"}, names); diff != "" {
		t.Error(diff)
	}
	if n := count(t, db, `audit where verb = 'fetch_presentations'`); n != 1 {
		t.Errorf("%d audit lines", n)
	}
	stranger := dialogue.Actor{Kind: dialogue.StaffActor, Organiser: dialogue.ID{3}, Role: dialogue.Admin}
	for name, actor := range map[string]dialogue.Actor{"another organiser": stranger, "a contact": contact(r), "nobody": {}} {
		if _, err := a.Presentations(t.Context(), actor, inv.Series.ID, dialogue.ID{}); err == nil {
			t.Errorf("%s fetches them", name)
		}
	}
}
