package export

import (
	"fmt"
	"io"
	"time"

	"dialogmote/internal/dialogue"
)

// Poster is a sheet to hang up where users and next of kin come by. The page it is drawn from is the accessible original.
type Poster struct {
	Lang      dialogue.Lang
	Organiser string
	Title     string
	Lead      string
	Heading   string // over the meetings
	Meetings  []PosterMeeting
	Deadline  string
	Words     []string // plain words about taking part
	Scan      string   // what the code is for
	Code      QR
	Address   string // what the code says, to be typed
	At        time.Time
}

// PosterMeeting is a meeting on the poster.
type PosterMeeting struct {
	Line     string // when and where
	Deadline string // its own; "" when the meetings share theirs
}

// The measures of the poster, in millimetres; sizes of letters are in points.
const (
	posterMargin = 20.0
	posterCode   = 58.0
)

// PDF writes the poster on one A4 sheet. Of very many meetings those that find no room are left to the page that the code leads to.
func (p Poster) PDF(w io.Writer) error {
	f := a4(p.Title, p.Organiser, p.Lang, p.At, posterMargin)
	f.SetAutoPageBreak(false, 0)
	f.AddPage()
	across, down := f.GetPageSize()
	bottom := down - posterMargin - posterCode
	say := func(text, style string, size, after float64) {
		f.SetFont("Go", style, size)
		line := size * 0.48
		lines := f.SplitText(plain(text), across-2*posterMargin)
		for _, l := range lines {
			if f.GetY()+line > bottom-4 {
				return
			}
			f.CellFormat(0, line, l, "", 1, "L", false, 0, "")
		}
		f.Ln(after)
	}
	say(p.Organiser, "B", 14, 3)
	f.SetDrawColor(21, 90, 117)
	f.SetLineWidth(1.2)
	f.Line(posterMargin, f.GetY(), across-posterMargin, f.GetY())
	f.Ln(8)
	say(p.Title, "B", 28, 4)
	say(p.Lead, "", 15, 5)
	for _, words := range p.Words {
		say(words, "", 14, 3)
	}
	say(p.Heading, "B", 16, 1)
	for _, m := range p.Meetings {
		say(m.Line, "", 13, 0)
		if m.Deadline != "" {
			say(m.Deadline, "B", 11, 0)
		}
		f.Ln(1)
	}
	f.Ln(2)
	say(p.Deadline, "B", 14, 0)

	f.SetFillColor(0, 0, 0)
	if n := len(p.Code); n > 0 {
		side := posterCode / float64(n)
		for y, row := range p.Code {
			for x := 0; x < len(row); x++ {
				from := x
				for x < len(row) && row[x] {
					x++
				}
				if x > from {
					f.Rect(posterMargin+float64(from)*side, bottom+float64(y)*side, float64(x-from)*side, side, "F")
				}
			}
		}
	}
	f.SetXY(posterMargin+posterCode+6, bottom+18)
	f.SetLeftMargin(posterMargin + posterCode + 6)
	f.SetFont("Go", "B", 15)
	f.MultiCell(0, 7, plain(p.Scan), "", "L", false)
	f.Ln(2)
	f.SetFont("Go", "", 11)
	f.MultiCell(0, 5.5, plain(p.Address), "", "L", false)
	if err := f.Output(w); err != nil {
		return fmt.Errorf("export: poster: %w", err)
	}
	return nil
}
