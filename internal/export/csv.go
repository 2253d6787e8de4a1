package export

import (
	"encoding/csv"
	"fmt"
	"io"
	"strings"
)

// CSV writes the table as spreadsheets in Norway open it by a double click: UTF-8 with a byte order mark, semicolons, CRLF,
// dates as 18.09.2019 and 18.09.2019 10:00, decimals after a comma. The only errors are the writer's and a row with too many cells.
func CSV(w io.Writer, t Table) error {
	if err := t.check(); err != nil {
		return err
	}
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	out.Comma, out.UseCRLF = ';', true
	line := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		line[i] = safe(c.Header)
	}
	if err := out.Write(line); err != nil {
		return err
	}
	for _, row := range t.Rows {
		clear(line)
		for i, value := range row {
			line[i] = t.Columns[i].cell(value).written(t.Columns[i].Kind)
		}
		if err := out.Write(line); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// written is the cell as text.
func (c cell) written(kind Kind) string {
	switch {
	case c.number != nil:
		return strings.Replace(fmt.Sprint(c.number), ".", ",", 1)
	case !c.moment.IsZero():
		if kind != DateTime && c.moment.Hour() == 0 && c.moment.Minute() == 0 {
			return c.moment.Format("02.01.2006")
		}
		return c.moment.Format("02.01.2006 15:04")
	}
	return c.text
}
