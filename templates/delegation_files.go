package templates

import (
	"fmt"
	"net/url"
	"strings"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
	"dialogmote/internal/urls"
)

// FilesView is the room where a delegation hands in its presentation and other files.
type FilesView struct {
	OwnView
	Endings  string // for the file chooser
	MB       int    // the largest file
	Failed   string // the form with problems; "": the page itself has them
	Typed    url.Values
	Problems dialogue.Problems
}

func (v FilesView) t(key string, args ...any) string { return v.Frame.L.T(key, args...) }

func (v FilesView) spots() []dialogue.HandInSpot {
	return v.Page.Invitation.HandInSpots(v.Page.Registration, v.Page.Handed, v.Page.Now)
}

// spotTitle names the meeting where there are several to hand in for.
func (v FilesView) spotTitle(s dialogue.HandInSpot) string {
	if m := v.Page.Invitation.Meeting(s.Meeting); m != nil {
		return upperFirst(meetingShort(v.Frame.L, *m))
	}
	return v.t("delegation.files.presentation")
}

// under reports whether the heading above says the same as the document's title.
func (v FilesView) under(s dialogue.HandInSpot, title string) bool { return v.spotTitle(s) == title }

// until says how long files can be handed in and changed.
func (v FilesView) until(s dialogue.HandInSpot) string {
	switch {
	case s.May && s.Until.IsZero():
		return v.t("delegation.files.until-meeting")
	case s.May:
		return v.t("delegation.files.until", "Date", v.Frame.L.Deadline(s.Until))
	case !s.Until.IsZero() && !v.Page.Now.Before(s.Until):
		return v.t("delegation.files.over")
	}
	return v.t("delegation.files.closed")
}

// handIn is the form that takes a file: the presentation, a new version of a document, or another file.
func (v FilesView) handIn(spot dialogue.HandInSpot, kind dialogue.HandedInKind, d *dialogue.HandedDocument) Form {
	id := "f" + string(kind[:1])
	if !spot.Meeting.IsZero() {
		id += "-" + spot.Meeting.String()
	}
	if d != nil && kind == dialogue.OtherFile {
		id += "-" + d.Newest().Document.String()
	}
	f := Form{L: v.Frame.L, ID: id, Action: urls.Paths().MyFilesHandIn(v.Frame.L.Lang(), v.Page.Registration.Reference, id), Upload: true}
	if v.Failed == id {
		f.Values, f.Problems = v.Typed, v.Problems
	}
	return f
}

func (v FilesView) takeBack(d dialogue.HandedDocument) Form {
	return Form{L: v.Frame.L, ID: "t" + d.Newest().Document.String(), Action: urls.Paths().MyFileTakeBack(v.Frame.L.Lang(), v.Page.Registration.Reference, d.Newest().Document)}
}

func (v FilesView) href(h dialogue.HandedIn) string {
	return urls.Paths().MyFile(v.Frame.L.Lang(), v.Page.Registration.Reference, h.ID, h.File.Name)
}

// about is «versjon 2, levert 12. november 2020 kl. 14.10 av kari@example.no».
func (v FilesView) about(h dialogue.HandedIn) string {
	by := h.ByEmail
	switch {
	case !h.ByStaff.IsZero():
		by = v.t("delegation.files.by-organiser")
	case by == "":
		by = v.t("delegation.files.by-colleague")
	}
	return v.t("delegation.files.about", "Number", h.Number, "At", v.Frame.L.DateTime(h.At), "By", by)
}

// fileHint says which files are taken, and how large.
func (v FilesView) fileHint() string { return v.t("delegation.files.hint", "MB", v.MB) }

// storedWord is a file's kind and size: «PPTX, 2 MB».
func storedWord(f dialogue.StoredFile) string {
	kind := f.MediaType
	if dot := strings.LastIndexByte(f.Name, '.'); dot >= 0 {
		kind = strings.ToUpper(f.Name[dot+1:])
	}
	if f.Size >= 1_000_000 {
		return fmt.Sprintf("%s, %d MB", kind, (f.Size+500_000)/1_000_000)
	}
	return fmt.Sprintf("%s, %d kB", kind, max(1, (f.Size+500)/1000))
}

// filesRoom leads to where the presentation is handed in.
func filesRoom(v OwnView) room {
	p, page := v.Frame.L, &v.Page
	if len(page.Handed) == 0 && (!page.Invitation.Series.AsksPresentation || page.Registration.State != dialogue.Active || len(page.Invitation.HandInFor(page.Registration)) == 0) {
		return room{}
	}
	return room{urls.Paths().MyFiles(p.Lang(), page.Registration.Reference), p.T("delegation.files.title"), filesState(p, page)}
}

// filesState is how it is with the presentation, in a few words.
func filesState(p lang.Printer, page *dialogue.OwnPage) string {
	spots := page.Invitation.HandInSpots(page.Registration, page.Handed, page.Now)
	missing, newest := 0, 0
	for _, s := range spots {
		switch {
		case s.Presentation != nil:
			newest = s.Presentation.Newest().Number
		case s.Asked:
			missing++
		}
	}
	switch {
	case missing > 0 && len(spots) > 1:
		return p.N("delegation.files.state.missing", missing)
	case missing > 0:
		return p.T("delegation.files.state.none")
	case newest > 1:
		return p.T("delegation.files.state.version", "Number", newest)
	case newest == 1:
		return p.T("delegation.files.state.done")
	}
	return p.N("delegation.files.state.files", len(page.Handed))
}

func (v FilesView) chooseLabelOf(s dialogue.HandInSpot) string {
	if s.Presentation != nil {
		return v.t("delegation.files.choose-new")
	}
	return v.t("delegation.files.choose")
}

func (v FilesView) handInLabel(s dialogue.HandInSpot) string {
	if s.Presentation != nil {
		return v.t("delegation.files.new-version.send")
	}
	return v.t("delegation.files.send")
}

func (v FilesView) handInLook(s dialogue.HandInSpot) Look {
	if s.Presentation != nil {
		return Secondary
	}
	return Primary
}
