package app

import (
	"archive/zip"
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/norway"
	"dialogmote/internal/postgres"
	"dialogmote/internal/upload"
)

// PresentationsPage is what delegations have handed in to a series, meeting by meeting, and who is missing, by name. For staff.
func (a *App) PresentationsPage(ctx context.Context, actor dialogue.Actor, series dialogue.ID) (dialogue.PresentationsPage, error) {
	var page dialogue.PresentationsPage
	if err := actor.RequireStaff(dialogue.Reader); err != nil {
		return page, err
	}
	var err error
	if page.Invitation, err = a.db.Invitation(ctx, actor.Organiser, series); err != nil {
		return page, err
	}
	if page.Now, err = a.db.Now(ctx); err != nil {
		return page, err
	}
	registrations, err := a.db.RegistrationsOf(ctx, actor.Organiser, series)
	if err != nil {
		return page, err
	}
	handed, err := a.db.HandedInToSeries(ctx, actor.Organiser, series)
	if err != nil {
		return page, err
	}
	versions := map[dialogue.ID][]dialogue.HandedIn{}
	for _, h := range handed {
		versions[h.Registration] = append(versions[h.Registration], h)
	}
	documents := map[dialogue.ID][]dialogue.HandedDocument{}
	for registration, all := range versions {
		documents[registration] = dialogue.HandedDocuments(all)
	}
	on := page.Invitation.Series.PublicationDay(page.Now)
	for i := range registrations {
		registrations[i].Unit.Name = officialName(registrations[i].Unit, on)
	}
	byName := norway.Order()
	slices.SortStableFunc(registrations, func(a, b dialogue.Registration) int { return byName(a.Unit.Name, b.Unit.Name) })
	page.Meetings = page.Invitation.Presenting(registrations, documents, page.Now)
	return page, nil
}

// zipped is a file of a zip with its name in it.
type zipped struct {
	name string
	file dialogue.StoredFile
}

// FilesZip is stored files that are fetched as one.
type FilesZip struct {
	Name  string // of the zip
	files []zipped
	open  func(dialogue.StoredFile) io.Reader
}

// newZip is an empty one for as long as ctx lasts.
func (a *App) newZip(ctx context.Context, organiser dialogue.ID, name string) FilesZip {
	return FilesZip{Name: upload.SafeName(name+".zip", "filer", ".zip"),
		open: func(f dialogue.StoredFile) io.Reader { return a.db.FileContent(ctx, organiser, f.SHA256, f.Size) }}
}

// Presentations are the newest versions of what was handed in for a meeting, or for all when it is none, ready to be written as one zip. For staff.
// The audit line is written before. ErrNotFound when there is nothing.
func (a *App) Presentations(ctx context.Context, actor dialogue.Actor, series, meeting dialogue.ID) (FilesZip, error) {
	page, err := a.PresentationsPage(ctx, actor, series)
	if err != nil {
		return FilesZip{}, err
	}
	z := a.newZip(ctx, actor.Organiser, page.Invitation.Series.Texts.Title.For(page.Invitation.Series.Lang)+" - presentasjoner")
	for _, m := range page.Meetings {
		if !meeting.IsZero() && m.Meeting.ID != meeting {
			continue
		}
		where := meetingFileName(&page.Invitation, m.Meeting)
		if !meeting.IsZero() {
			z.Name = upload.SafeName(where+" - presentasjoner.zip", "presentasjoner", ".zip")
		}
		for i, u := range m.Units {
			z.addPresentations(where, i+1, u)
		}
	}
	if len(z.files) == 0 {
		return z, dialogue.ErrNotFound
	}
	return z, a.db.InTx(ctx, func(tx *postgres.Tx) error {
		return tx.Write(ctx, func(b *postgres.Batch) {
			b.Audit(dialogue.AuditLine{Actor: actor, Verb: "fetch_presentations", Series: series, About: series, Detail: map[string]any{"files": len(z.files), "meeting": meeting}})
		})
	})
}

// addPresentations names a unit's files: «Raufoss 18.10.2019 – 03 Vestre Toten – presentasjon v2.pdf».
func (z *FilesZip) addPresentations(where string, no int, u dialogue.PresentingUnit) {
	name := func(what string, h dialogue.HandedIn) string {
		ending := h.File.Name[strings.LastIndexByte(h.File.Name, '.'):]
		return fmt.Sprintf("%s – %02d %s – %s v%d%s", where, no, upload.SafeStem(u.Registration.Unit.Name), what, h.Number, ending)
	}
	if p := u.Spot.Presentation; p != nil {
		z.files = append(z.files, zipped{name("presentasjon", p.Newest()), p.Newest().File})
	}
	for _, d := range u.Spot.Others {
		what := cmp.Or(upload.SafeStem(d.Newest().Title), "fil")
		unique := what
		for n := 2; slices.ContainsFunc(z.files, func(f zipped) bool { return f.name == name(unique, d.Newest()) }); n++ {
			unique = fmt.Sprintf("%s %d", what, n)
		}
		z.files = append(z.files, zipped{name(unique, d.Newest()), d.Newest().File})
	}
}

// meetingFileName is «Raufoss 18.10.2019», by town, region or theme.
func meetingFileName(inv *dialogue.Invitation, m dialogue.Meeting) string {
	where := m.Town
	if r := inv.Region(m.Region); where == "" && r != nil {
		where = r.Name.For(inv.Series.Lang)
	}
	where = cmp.Or(upload.SafeStem(where), upload.SafeStem(m.Theme.For(inv.Series.Lang)), "møte")
	if m.StartsAt.IsZero() {
		return where
	}
	d := dialogue.DateOf(m.StartsAt)
	return fmt.Sprintf("%s %02d.%02d.%d", where, d.Day, int(d.Month), d.Year)
}

// WriteZip writes the files as they are read. They are packed already, so they are stored as they are.
func (z FilesZip) WriteZip(w io.Writer) error {
	archive := zip.NewWriter(w)
	for _, f := range z.files {
		part, err := archive.CreateHeader(&zip.FileHeader{Name: f.name, Method: zip.Store})
		if err != nil {
			return err
		}
		if _, err := io.Copy(part, z.open(f.file)); err != nil {
			return err
		}
	}
	return archive.Close()
}
