package delegation

import (
	"errors"
	"net/http"
	"strconv"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/upload"
	"dialogmote/internal/urls"
	"dialogmote/internal/web/form"
	"dialogmote/internal/web/page"
	"dialogmote/templates"
)

// fileRoutes are the room where a delegation hands in its presentation and other files.
func (p pages) fileRoutes(own string) []page.Route {
	room := own + "/filer"
	return []page.Route{
		{Method: http.MethodGet, Pattern: own + "/dokumenter", Access: page.Contact, Handle: p.getDocuments},
		{Method: http.MethodGet, Pattern: room, Access: page.Contact, Handle: p.getFiles},
		{Method: http.MethodPost, Pattern: room + "/lever/{form}", Access: page.Contact, Handle: p.postFile, MaxBody: app.MaxFile + page.MaxForm, Transfer: true},
		{Method: http.MethodGet, Pattern: room + "/{version}/{name}", Access: page.Contact, Handle: p.getFile, Transfer: true},
		{Method: http.MethodPost, Pattern: room + "/{document}/trekk", Access: page.Contact, Handle: p.postTakeBack},
	}
}

// getDocuments are the documents and links that are for the delegation.
func (p pages) getDocuments(w http.ResponseWriter, r *http.Request) error {
	return p.room(w, r, "delegation.material.title", templates.OwnDocuments)
}

func (p pages) getFiles(w http.ResponseWriter, r *http.Request) error {
	own, err := p.own(r)
	if err != nil {
		return err
	}
	return p.files(w, r, http.StatusOK, own, "", nil)
}

// files draws the room, one of its forms with what is wrong in it.
func (p pages) files(w http.ResponseWriter, r *http.Request, status int, own dialogue.OwnPage, failed string, f *form.Form) error {
	v := templates.FilesView{OwnView: templates.OwnView{Frame: p.frame(r, &own, p.kit.Printer(r).T("delegation.files.title")), Page: own}, Failed: failed, Endings: app.FileEndings(), MB: app.MaxFile >> 20}
	v.Frame.Back = p.backTo(r, own)
	v.Frame.Path = urls.Paths().MyFiles(p.kit.Lang(r), own.Registration.Reference)
	if f != nil {
		v.Frame.Problems, v.Typed, v.Problems = true, f.Values, f.Problems
	}
	return p.kit.Render(w, r, status, templates.Files(v))
}

func (p pages) postFile(w http.ResponseWriter, r *http.Request) error {
	f, err := form.Read(r)
	failed := p.kit.Param(r, "form")
	if errors.As(err, new(*http.MaxBytesError)) {
		own, err := p.own(r)
		if err != nil {
			return err
		}
		f = form.FromValues(nil)
		f.Problems.Add("file", "problem.file-too-large", "MB", app.MaxFile>>20)
		w.Header().Set("Connection", "close")
		return p.files(w, r, http.StatusRequestEntityTooLarge, own, failed, f)
	}
	if err != nil {
		return err
	}
	own, err := p.own(r)
	if err != nil {
		return err
	}
	in := app.HandingIn{Registration: own.Registration.ID, Meeting: f.ID("meeting", false), Document: f.ID("document", false),
		Kind: form.Choice(f, "kind", dialogue.Presentation, dialogue.OtherFile), Title: f.Line("title", form.Optional(dialogue.MaxLine))}
	if f.OK() {
		err = form.Upload(r, "file", func(file upload.File) error {
			if file.IsZero() {
				return dialogue.Problems{"file": {Key: "problem.file-choose"}}
			}
			in.File = file
			return p.app.HandIn(r.Context(), p.kit.Actor(r), in)
		})
	}
	switch {
	case f.Adopt(err) || !f.OK():
		return p.files(w, r, http.StatusUnprocessableEntity, own, failed, f)
	case err != nil:
		return err
	}
	return p.handedIn(w, r, "delegation.files.saved")
}

// handedIn tells in the room what was done.
func (p pages) handedIn(w http.ResponseWriter, r *http.Request, notice string) error {
	p.kit.Notice(r, p.kit.Printer(r).T(notice))
	return p.kit.SeeOther(w, r, urls.Paths().MyFiles(p.kit.Lang(r), p.kit.Param(r, "reference")))
}

func (p pages) postTakeBack(w http.ResponseWriter, r *http.Request) error {
	own, f, err := p.sent(r)
	if err != nil {
		return err
	}
	document, err := p.kit.ParamID(r, "document")
	if err != nil {
		return err
	}
	number, _ := strconv.Atoi(f.Raw("number"))
	err = p.app.TakeBackHandedIn(r.Context(), p.kit.Actor(r), own.Registration.ID, document, number)
	switch {
	case errors.Is(err, dialogue.ErrStale):
		f.Problems.Add("", "problem.handed-in-stale")
		return p.files(w, r, http.StatusConflict, own, "", f)
	case err != nil:
		return err
	}
	return p.handedIn(w, r, "delegation.files.taken-back")
}

// getFile hands out what the delegation itself has handed in.
func (p pages) getFile(w http.ResponseWriter, r *http.Request) error {
	if _, err := p.own(r); err != nil {
		return err
	}
	version, err := p.kit.ParamID(r, "version")
	if err != nil {
		return err
	}
	d, err := p.app.HandedInFile(r.Context(), p.kit.Actor(r), version)
	if err != nil {
		return err
	}
	return p.kit.SendFile(w, r, d.Name, d.MediaType, d.Content, false)
}
