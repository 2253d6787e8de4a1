package delegation

import (
	"net/http"
	"strings"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/web/page"
	"dialogmote/templates"
)

// certificateRoutes are the certificates of those who came: of a delegation for its contact, and a delegate's own.
func (p pages) certificateRoutes(own string) []page.Route {
	return []page.Route{
		{Method: http.MethodGet, Pattern: own + "/deltakerbevis", Access: page.Contact, Handle: p.getCertificatesRoom},
		{Method: http.MethodGet, Pattern: own + "/deltakerbevis/{meeting}", Access: page.Contact, Handle: p.getOwnCertificates},
		{Method: http.MethodGet, Pattern: page.Language + "/om-meg/{code}/deltakerbevis/{meeting}", Access: page.Delegate, Handle: p.getMyCertificate},
	}
}

func (p pages) getCertificatesRoom(w http.ResponseWriter, r *http.Request) error {
	return p.room(w, r, "delegation.certificate.title", templates.OwnCertificates)
}

// meetingFile is the meeting that a file's name says: «<meeting>.pdf».
func (p pages) meetingFile(r *http.Request) (dialogue.ID, error) {
	name, ok := strings.CutSuffix(p.kit.Param(r, "meeting"), ".pdf")
	id, err := dialogue.ParseID(name)
	if !ok || err != nil {
		return dialogue.ID{}, dialogue.ErrNotFound
	}
	return id, nil
}

func (p pages) getOwnCertificates(w http.ResponseWriter, r *http.Request) error {
	if _, err := p.own(r); err != nil { // the address must be the registration's own
		return err
	}
	meeting, err := p.meetingFile(r)
	if err != nil {
		return err
	}
	pdf, err := p.app.OwnCertificates(r.Context(), p.kit.Actor(r), meeting)
	if err != nil {
		return err
	}
	return sendCertificate(w, pdf)
}

func (p pages) getMyCertificate(w http.ResponseWriter, r *http.Request) error {
	if _, err := p.me(r); err != nil {
		return err
	}
	meeting, err := p.meetingFile(r)
	if err != nil {
		return err
	}
	pdf, err := p.app.MyCertificate(r.Context(), p.kit.Actor(r), meeting)
	if err != nil {
		return err
	}
	return sendCertificate(w, pdf)
}

func sendCertificate(w http.ResponseWriter, pdf []byte) error {
	head := w.Header()
	head.Set("Content-Type", "application/pdf")
	head.Set("Content-Disposition", `attachment; filename="deltakerbevis.pdf"`)
	head.Set("Cache-Control", "no-store")
	_, _ = w.Write(pdf) // a reader who has gone away is nobody's error
	return nil
}
