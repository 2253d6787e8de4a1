package mail

import (
	"bytes"
	"fmt"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/export"
	"dialogmote/internal/lang"
)

// thanks is what the letter begins with: «Takk for i dag» goes on the day itself only.
func (w letter) thanks() string {
	if dialogue.DateOf(w.Now) == w.Meeting.LastDay() {
		return w.p.T("mail.thanks.today")
	}
	return w.p.T("mail.thanks.later")
}

// evaluation is the link to the form, with what becomes of the answers; nothing when nothing is asked.
func (w letter) evaluation() string {
	if w.Token == "" {
		return ""
	}
	return fmt.Sprintf("%s\n\n[%s](%s)", w.p.T("mail.thanks.evaluation"), w.p.T("mail.thanks.evaluation.link"), w.links.Evaluation(w.Lang, w.Token))
}

// Certificates are the certificates of those who came to a meeting, one on each sheet, as a PDF: each in the person's own language, else in
// l. The same people give the same bytes.
func Certificates(l dialogue.Lang, inv *dialogue.Invitation, m dialogue.Meeting, people []dialogue.Attendee) ([]byte, error) {
	var sheets []export.Certificate
	for _, a := range people {
		own := l
		if a.Lang != "" {
			own = a.Lang
		}
		p := lang.For(own)
		w := letter{Facts: Facts{Lang: own, Invitation: inv}, p: p}
		c := export.Certificate{Lang: own, Organiser: p.Text(inv.Organiser.Name), Title: p.T("mail.certificate.title"), Says: p.T("mail.certificate.says"),
			Name: a.Name, Took: p.T("mail.certificate.took"), Series: p.Text(inv.Series.Texts.Title), At: m.StartsAt}
		switch {
		case a.Unit.Name == "":
			c.From = a.From
		case a.Unit.Kind != dialogue.Person:
			c.From = w.called(a.Unit)
		}
		for _, line := range []string{p.Text(m.Theme), w.when(m), w.where(m)} {
			if line != "" {
				c.Lines = append(c.Lines, line)
			}
		}
		c.Signed = p.Text(inv.Organiser.Name)
		sheets = append(sheets, c)
	}
	var b bytes.Buffer
	err := export.Certificates(&b, sheets)
	return b.Bytes(), err
}
