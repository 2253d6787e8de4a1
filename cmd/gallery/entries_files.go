package main

import (
	"net/url"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
	"dialogmote/internal/sample"
	"dialogmote/internal/urls"
	"dialogmote/templates"
)

// entriesFiles shows what delegations hand in and what staff tell them of: the rooms, the tab, handing in on somebody's behalf, and new documents.
func entriesFiles() []Entry {
	nb, nn := lang.For(dialogue.Bokmal), lang.For(dialogue.Nynorsk)
	page := openOwn()
	page.Invitation.Series.AsksPresentation = true
	page.Registration.State = dialogue.Active
	for i := range page.Registration.Delegates {
		for j := range page.Registration.Delegates[i].Seats {
			page.Registration.Delegates[i].Seats[j].State = dialogue.SeatPlaced
		}
	}
	at := page.Now.Add(-26 * time.Hour)
	version := func(document, name string, kind dialogue.HandedInKind, number int, title string) dialogue.HandedIn {
		return dialogue.HandedIn{ID: sample.ID(document + name), Document: sample.ID(document), Kind: kind, Number: number, Title: title, ByEmail: page.Registration.Contact.Email,
			At: at.Add(time.Duration(number) * time.Hour), File: dialogue.StoredFile{Name: name, MediaType: "application/pdf", Size: 1_240_000}}
	}
	page.Handed = dialogue.HandedDocuments([]dialogue.HandedIn{
		version("p", "Utkast.pdf", dialogue.Presentation, 1, ""), version("p", "Presentasjon.pptx", dialogue.Presentation, 2, ""),
		version("o", "Kartlegging 2020.xlsx", dialogue.OtherFile, 1, "Kartlegging av behov")})
	after := sample.AfterwardsOsloViken()
	recording, report := after[0].Material, after[1].Material
	recording.ID, report.ID, recording.News, report.News, recording.Meeting = sample.ID("recording"), sample.ID("report"), true, true, dialogue.ID{}
	report.Filename, report.MediaType, report.Size = after[1].File.Name, "application/pdf", 210_000
	page.Invitation.Materials = append(page.Invitation.Materials, recording, report)

	frame := ownFrame(nn, page.Invitation, nn.T("delegation.files.title"))
	frame.Problems = true
	files := templates.FilesView{OwnView: templates.OwnView{Frame: frame, Page: page}, Endings: ".pdf", MB: 50, Failed: "fp", Problems: dialogue.Problems{"file": {Key: "problem.file-macros"}}}
	documents := templates.OwnDocuments(templates.OwnView{Frame: ownFrame(nb, page.Invitation, nb.T("delegation.material.title")), Page: page})

	staff := func(p lang.Printer, title string) templates.Frame {
		f := accountFrame(p, templates.SectionSeries, p.T(title))
		f.Organiser = page.Invitation.Organiser
		return f
	}
	late := page
	late.Registration.Unit.Name, late.Handed = "Time", nil
	late.Registration.ID = sample.ID("late")
	handed := map[dialogue.ID][]dialogue.HandedDocument{page.Registration.ID: page.Handed}
	tab := templates.PresentationsView{S: templates.StaffSeriesFrame{Frame: staff(nb, "staff.tab.presentations"), Series: page.Invitation.Series,
		Standing: page.Invitation.Series.Standing(page.Invitation.Meetings, page.Now), Tab: urls.TabPresentations, MayEdit: true},
		Page: dialogue.PresentationsPage{Invitation: page.Invitation, Now: page.Now,
			Meetings: page.Invitation.Presenting([]dialogue.Registration{page.Registration, late.Registration}, handed, page.Now)}}
	behalf := staff(nn, "staff.handed.hand-in")
	behalf.Problems = true
	handIn := templates.StaffHandInView{Frame: behalf, Page: page, Endings: ".pdf", MB: 50, Form: templates.Form{L: nn, Action: "#", Upload: true,
		Values: url.Values{"kind": {"other"}, "title": {""}}, Problems: dialogue.Problems{"title": {Key: "problem.required"}}}}
	announce := templates.AnnounceView{Frame: staff(nb, "staff.announce.title"), Form: templates.Form{L: nb, Action: "#"},
		Page: dialogue.AnnouncementPage{Invitation: page.Invitation, News: []dialogue.Material{recording, report}, Each: []int{4, 9},
			All: []dialogue.Registration{page.Registration, late.Registration}, Now: page.Now}}
	public := page.Invitation
	return []Entry{
		{ID: "files-room-nn", Name: "A delegation hands in, with a problem", Lang: nn.Lang(), Page: templates.Files(files)},
		{ID: "files-documents-nb", Name: "A delegation's documents, after the meeting", Lang: nb.Lang(), Page: documents},
		{ID: "files-public-nb", Name: "An invitation with what came of the meeting", Lang: nb.Lang(), Page: templates.Invitation(templates.InvitationView{
			Frame: templates.Frame{L: nb, Title: nb.Text(public.Series.Texts.Title), Organiser: public.Organiser}, Page: dialogue.InvitationPage{Invitation: public, Now: page.Now}})},
		{ID: "staff-presentations-nb", Name: "What delegations have handed in", Lang: nb.Lang(), Page: templates.StaffPresentations(tab)},
		{ID: "staff-hand-in-nn", Name: "Staff hand in for a delegation, with a problem", Lang: nn.Lang(), Page: templates.StaffHandIn(handIn)},
		{ID: "staff-announce-nb", Name: "Telling of new documents", Lang: nb.Lang(), Page: templates.Announce(announce)},
	}
}
