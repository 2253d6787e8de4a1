package urls

import (
	"net/url"

	"dialogmote/internal/dialogue"
)

// The pages after a meeting.

// Evaluation is the form about a meeting: its token answers once, by POST, and tells nobody's name.
func (u Links) Evaluation(l dialogue.Lang, token string) string {
	return u.to(string(l), "evaluering", token)
}

// StaffAfter is who came, who has been thanked, and what was answered: about one meeting when it is not the zero ID.
func (u Links) StaffAfter(series, meeting dialogue.ID) string {
	return WithQuery(u.StaffTab(series, TabAfter), url.Values{"mote": {meeting.String()}})
}

// StaffAfterFile is what was answered as a file: "csv" or "xlsx".
func (u Links) StaffAfterFile(series dialogue.ID, format string) string {
	return u.StaffTab(series, TabAfter, "evaluering."+format)
}

// StaffThanks is where those who came to a meeting are thanked, by POST.
func (u Links) StaffThanks(series, meeting dialogue.ID) string {
	return u.StaffTab(series, TabAfter, meeting.String(), "takk")
}

// StaffCertificates is a PDF of the certificates of everybody who came to a meeting.
func (u Links) StaffCertificates(series, meeting dialogue.ID) string {
	return u.StaffTab(series, TabAfter, meeting.String(), "deltakerbevis.pdf")
}

// MyCertificates is a PDF of the certificates of those of a delegation who came to a meeting.
func (u Links) MyCertificates(l dialogue.Lang, reference string, meeting dialogue.ID) string {
	return u.to(string(l), "min-pamelding", reference, "deltakerbevis", meeting.String()+".pdf")
}

// MyCertificatesRoom lists them.
func (u Links) MyCertificatesRoom(l dialogue.Lang, reference string) string {
	return u.to(string(l), "min-pamelding", reference, "deltakerbevis")
}

// AboutMeCertificate is a delegate's own, from a meeting.
func (u Links) AboutMeCertificate(l dialogue.Lang, code string, meeting dialogue.ID) string {
	return u.to(string(l), "om-meg", code, "deltakerbevis", meeting.String()+".pdf")
}
