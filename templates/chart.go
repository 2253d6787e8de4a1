package templates

import (
	"strconv"

	"dialogmote/internal/lang"
)

// Chart is a chart of horizontal bars in its own table: each row has one bar for each of Bars beside its name, and the same figures in
// columns. The bars are drawn without text, so they may be any width; whoever does not see them loses nothing.
type Chart struct {
	L       lang.Printer
	Caption string
	Label   string   // what the rows are: «Møte», «Fylke»
	Bars    []string // at most two: what each bar counts; the first is outlined, the second is filled; a single one is filled unless a mark crosses it
	Mark    string   // what the mark across the bars is; "" when there is none
	More    []string // headings of further columns
	Rows    []ChartRow
}

// ChartRow is a row of a Chart.
type ChartRow struct {
	Label  string
	Note   string // smaller, under the label
	Values []int  // one for each bar
	Tenths int    // where the mark stands, in tenths of what the bars count; below 0 when the row has none
	Mark   string // the mark's figure in its column
	More   []string
}

// The measures of a drawing, in units of its own: the width is stretched to the room there is.
const (
	chartWidth = 1000
	barHeight  = 10
	barGap     = 3
)

// most is the largest figure in the chart, in tenths: what the full width stands for. It is never 0.
func (c Chart) most() int {
	most := 1
	for _, row := range c.Rows {
		most = max(most, row.Tenths)
		for _, v := range row.Values {
			most = max(most, v*10)
		}
	}
	return most
}

// chartBar is one bar as drawn.
type chartBar struct{ Y, Width, Look string }

// bars are a row's bars. A bar of something is never too short to be seen.
func (c Chart) bars(row ChartRow) []chartBar {
	most := c.most()
	var all []chartBar
	for i, v := range row.Values {
		width := v * 10 * chartWidth / most
		if v > 0 {
			width = max(width, chartWidth/250)
		}
		all = append(all, chartBar{Y: strconv.Itoa(i * (barHeight + barGap)), Width: strconv.Itoa(width), Look: c.look(i)})
	}
	return all
}

// look is the class of bar number i.
func (c Chart) look(i int) string {
	if i == 0 && (len(c.Bars) > 1 || c.Mark != "") {
		return "bar-whole"
	}
	return "bar-part"
}

// height is that of a row's drawing.
func (c Chart) height() string {
	return strconv.Itoa(max(1, len(c.Bars))*(barHeight+barGap) - barGap)
}

func (c Chart) viewBox() string { return "0 0 " + strconv.Itoa(chartWidth) + " " + c.height() }

// markAt is where a row's mark stands; false when it has none.
func (c Chart) markAt(row ChartRow) (x string, has bool) {
	if c.Mark == "" || row.Tenths < 0 {
		return "", false
	}
	return strconv.Itoa(min(row.Tenths*chartWidth/c.most(), chartWidth-1)), true
}

// hasLegend: a single bar is what its only column says.
func (c Chart) hasLegend() bool { return len(c.Bars) > 1 || c.Mark != "" }

// columns are the table's: the row's name with its bars, a figure for each bar, the mark's figure, and more.
func (c Chart) columns() []Column {
	all := []Column{{Label: c.Label}}
	for _, b := range c.Bars {
		all = append(all, Column{Label: b, Kind: Number})
	}
	if c.Mark != "" {
		all = append(all, Column{Label: c.Mark, Kind: Number})
	}
	for _, m := range c.More {
		all = append(all, Column{Label: m, Kind: Number})
	}
	return all
}
