package export

import (
	"fmt"
	"io"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"dialogmote/internal/dialogue"
)

// Badges are name badges, eight on an A4 sheet with fine lines to cut along. The page they are drawn from is the accessible original.
type Badges struct {
	Lang   dialogue.Lang
	Title  string
	Author string
	Event  string // on each, small: what and where
	At     time.Time
	Cards  []Badge
}

// Badge is one person's. No role stands on it: some would tell of the person's health.
type Badge struct {
	Name, Unit, Position string
	Group                string // for group work; "" without
}

// The measures of a sheet of badges, in millimetres: two beside each other, four below.
const (
	badgeWide, badgeHigh = 95.0, 67.0
	badgeLeft, badgeTop  = 10.0, 14.5
	badgePad             = 8.0
	badgesOnSheet        = 8
)

// PDF writes the sheets.
func (b Badges) PDF(w io.Writer) error {
	f := a4(b.Title, b.Author, b.Lang, b.At, badgeLeft)
	f.SetAutoPageBreak(false, 0)
	for i, card := range b.Cards {
		at := i % badgesOnSheet
		if at == 0 {
			f.AddPage()
		}
		b.draw(f, card, badgeLeft+float64(at%2)*badgeWide, badgeTop+float64(at/2)*badgeHigh)
	}
	if err := f.Output(w); err != nil {
		return fmt.Errorf("export: badges: %w", err)
	}
	return nil
}

func (b Badges) draw(f *fpdf.Fpdf, card Badge, x, y float64) {
	wide := badgeWide - 2*badgePad
	f.SetDrawColor(190, 196, 204)
	f.SetLineWidth(0.1)
	f.Rect(x, y, badgeWide, badgeHigh, "D")
	// write sets up to so many lines and tells where the next may begin.
	write := func(text, style string, size, from float64, most int) float64 {
		f.SetFont("Go", style, size)
		line := size * 0.45
		for i, l := range f.SplitText(plain(text), wide) {
			if i == most {
				break
			}
			f.SetXY(x+badgePad, from)
			f.CellFormat(wide, line, l, "", 0, "L", false, 0, "")
			from += line
		}
		return from
	}
	f.SetTextColor(80, 88, 98)
	write(b.Event, "", 8.5, y+badgePad, 2)
	f.SetTextColor(0, 0, 0)
	size := 26.0
	for f.SetFont("Go", "B", size); size > 13 && len(f.SplitText(plain(card.Name), wide)) > 1; f.SetFont("Go", "B", size) {
		size--
		if size <= 18 && len(f.SplitText(plain(card.Name), wide)) == 2 {
			break
		}
	}
	next := write(card.Name, "B", size, y+21, 2)
	next = write(card.Unit, "", 14, next+2.5, 2)
	write(card.Position, "", 10, next+1.5, 2)
	if card.Group != "" {
		write(card.Group, "B", 11, y+badgeHigh-badgePad-4, 1)
	}
}
