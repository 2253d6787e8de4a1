package export

import (
	"fmt"
	"io"
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"

	"dialogmote/internal/dialogue"
)

// Document is what a PDF is made of. The page it is drawn from is the accessible original; the PDF can be searched and says its language
// and title.
type Document struct {
	Lang   dialogue.Lang
	Title  string
	Author string
	Lead   []string // under the title
	Footer string   // on every sheet, before its number
	Page   string   // «Side»
	At     time.Time
	Parts  []DocumentPart
}

// DocumentPart is a heading and what stands under it. Sub is one level down.
type DocumentPart struct {
	Title      string
	Sub        bool
	Paragraphs []string
	Facts      [][2]string
	Columns    []DocumentColumn
	Rows       [][]string
	Tall       float64 // the least height of a row in millimetres: room to sign one's name
}

// DocumentColumn is a column of a table. Width is its share of the paper's.
type DocumentColumn struct {
	Label  string
	Number bool
	Width  int
}

// The measures of an A4 sheet, in millimetres; sizes of letters are in points.
const (
	pdfMargin = 18.0
	pdfLine   = 4.6
	pdfText   = 9.5
	pdfSmall  = 8.5
	pdfGap    = 1.2 // inside a cell
)

// pdf is a document being drawn.
type pdf struct {
	f     *fpdf.Fpdf
	width float64 // between the margins
	low   float64 // where the sheet ends
	tall  float64 // the least height of a row
}

// a4 is an empty document of upright A4 sheets in the program's own font, which has the letters of Norwegian and Sámi. The same content
// gives the same bytes.
func a4(title, author string, l dialogue.Lang, at time.Time, margin float64) *fpdf.Fpdf {
	f := fpdf.New("P", "mm", "A4", "")
	f.SetCatalogSort(true)
	f.SetCreationDate(at)
	f.SetModificationDate(at)
	f.SetTitle(title, true)
	f.SetAuthor(author, true)
	f.SetLang(string(l))
	f.AddUTF8FontFromBytes("Go", "", goregular.TTF)
	f.AddUTF8FontFromBytes("Go", "B", gobold.TTF)
	f.SetMargins(margin, margin, margin)
	return f
}

// PDF writes the document on A4 sheets.
func PDF(w io.Writer, d Document) error {
	f := a4(d.Title, d.Author, d.Lang, d.At, pdfMargin)
	f.SetAutoPageBreak(true, pdfMargin)
	f.AliasNbPages("{sider}")
	f.SetFooterFunc(func() {
		f.SetY(-12)
		f.SetFont("Go", "", 7.5)
		f.CellFormat(0, 4, fmt.Sprintf("%s · %s %d / {sider}", d.Footer, d.Page, f.PageNo()), "", 0, "C", false, 0, "")
	})
	f.AddPage()
	across, down := f.GetPageSize()
	p := &pdf{f: f, width: across - 2*pdfMargin, low: down - pdfMargin}
	p.say(d.Author, "", pdfSmall, 0)
	p.say(d.Title, "B", 18, 2)
	for _, text := range d.Lead {
		p.say(text, "", pdfText, 1)
	}
	for _, part := range d.Parts {
		p.part(part)
	}
	return f.Output(w)
}

// plain leaves out what the font has no letters for: it knows the first 65,536 characters of Unicode.
func plain(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r > 0xffff:
			return '\ufffd'
		case r < ' ' && r != '\n':
			return ' '
		}
		return r
	}, text)
}

// say is a paragraph, with space after it.
func (p *pdf) say(text, style string, size, after float64) {
	p.f.SetFont("Go", style, size)
	p.f.MultiCell(0, size*pdfLine/pdfText, plain(text), "", "L", false)
	p.f.Ln(after)
}

func (p *pdf) part(part DocumentPart) {
	size, level := 13.0, 0
	if part.Sub {
		size, level = 10.5, 1
	}
	p.keep(30) // a heading never stands last on a sheet
	p.f.Ln(3)
	p.f.Bookmark(part.Title, level, -1)
	p.say(part.Title, "B", size, 1)
	for _, text := range part.Paragraphs {
		p.say(text, "", pdfText, 1.2)
	}
	for _, fact := range part.Facts {
		p.row([]float64{p.width * 0.3, p.width * 0.7}, []string{fact[0], fact[1]}, nil, true, false)
	}
	if len(part.Columns) > 0 {
		p.table(part)
	}
}

// keep begins a new sheet when less than so much is left of this one.
func (p *pdf) keep(height float64) bool {
	if p.f.GetY()+height <= p.low {
		return false
	}
	p.f.AddPage()
	return true
}

// table repeats its headings on every sheet.
func (p *pdf) table(part DocumentPart) {
	all := 0
	for _, c := range part.Columns {
		all += max(1, c.Width)
	}
	widths, labels, numbers := make([]float64, len(part.Columns)), make([]string, len(part.Columns)), make([]bool, len(part.Columns))
	for i, c := range part.Columns {
		widths[i], labels[i], numbers[i] = p.width*float64(max(1, c.Width))/float64(all), c.Label, c.Number
	}
	head := func() {
		p.tall = 0
		p.row(widths, labels, numbers, false, true)
		p.tall = part.Tall
	}
	head()
	for _, row := range part.Rows {
		if p.keep(p.height(widths, row, "")) {
			head()
		}
		p.row(widths, row, numbers, false, false)
	}
	p.tall = 0
}

// height is how high a row is: as its longest cell.
func (p *pdf) height(widths []float64, cells []string, style string) float64 {
	p.f.SetFont("Go", style, pdfSmall)
	most := 1
	for i, text := range cells {
		most = max(most, len(p.f.SplitText(plain(text), widths[i]-2*pdfGap)))
	}
	return max(p.tall, float64(most)*pdfLine*pdfSmall/pdfText+2*pdfGap)
}

// row draws cells beside each other with a rule under them. The first is bold in a list of facts, all in a heading.
func (p *pdf) row(widths []float64, cells []string, numbers []bool, facts, heading bool) {
	style := ""
	if heading {
		style = "B"
	}
	height := p.height(widths, cells, style)
	if facts {
		height = max(height, p.height(widths[:1], cells[:1], "B"))
	}
	p.keep(height)
	x, y := pdfMargin, p.f.GetY()
	line := pdfLine * pdfSmall / pdfText
	for i, text := range cells {
		cell := style
		if facts && i == 0 {
			cell = "B"
		}
		p.f.SetFont("Go", cell, pdfSmall)
		align := "L"
		if i < len(numbers) && numbers[i] {
			align = "R"
		}
		for n, part := range p.f.SplitText(plain(text), widths[i]-2*pdfGap) {
			p.f.SetXY(x, y+pdfGap+float64(n)*line)
			p.f.CellFormat(widths[i]-pdfGap, line, part, "", 0, align, false, 0, "")
		}
		x += widths[i]
	}
	p.f.SetDrawColor(190, 196, 204)
	p.f.Line(pdfMargin, y+height, pdfMargin+p.width, y+height)
	p.f.SetXY(pdfMargin, y+height)
}
