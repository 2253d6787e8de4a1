package export

import (
	"fmt"
	"io"
	"time"

	"dialogmote/internal/dialogue"
)

// Certificate says that somebody took part in a meeting. Empty lines are left out.
type Certificate struct {
	Lang      dialogue.Lang
	Organiser string
	Title     string // «Deltakerbevis»
	Says      string // «Dette bekrefter at»
	Name      string
	From      string // whom the person came from
	Took      string // «deltok på»
	Series    string
	Lines     []string // theme, when and where
	Signed    string
	At        time.Time // of the meeting: the same certificate has the same bytes
}

// The margin of a certificate in millimetres.
const certificateMargin = 30.0

// Certificates writes certificates as a PDF, one on each sheet. A document of several says the first one's title and language.
func Certificates(w io.Writer, all []Certificate) error {
	if len(all) == 0 {
		return fmt.Errorf("export: no certificates")
	}
	f := a4(all[0].Title, all[0].Organiser, all[0].Lang, all[0].At, certificateMargin)
	f.SetAutoPageBreak(false, 0)
	for _, c := range all {
		f.AddPage()
		across, _ := f.GetPageSize()
		say := func(text, style string, size, after float64) {
			if text == "" {
				return
			}
			f.SetFont("Go", style, size)
			f.MultiCell(0, size*0.5, plain(text), "", "L", false)
			f.Ln(after)
		}
		rule := func(width float64) {
			f.SetDrawColor(21, 90, 117)
			f.SetLineWidth(width)
			f.Line(certificateMargin, f.GetY(), across-certificateMargin, f.GetY())
		}
		f.SetTextColor(26, 30, 33)
		say(c.Organiser, "B", 13, 4)
		rule(1.2)
		f.Ln(42)
		say(c.Title, "B", 30, 12)
		say(c.Says, "", 13, 5)
		say(c.Name, "B", 24, 2)
		say(c.From, "", 13, 5)
		f.Ln(5)
		say(c.Took, "", 13, 5)
		say(c.Series, "B", 16, 5)
		for _, line := range c.Lines {
			say(line, "", 12, 1.5)
		}
		f.Ln(26)
		rule(0.3)
		f.Ln(4)
		say(c.Signed, "", 11, 0)
	}
	if err := f.Output(w); err != nil {
		return fmt.Errorf("export: certificates: %w", err)
	}
	return nil
}
