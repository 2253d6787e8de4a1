package markdown

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// lineWidth is how long lines of a plain letter are; words and addresses longer than that are left whole.
const lineWidth = 72

// Text is the text as a plain letter: lines of at most 72 characters, links as «tekst <https://…>», lists with «- », tables as
// columns where they fit and else as one line for each cell. It ends without a line break.
func Text(src string) string {
	return strings.Join(blocks(document(src, 1), lineWidth), "\n")
}

// Excerpt is the beginning of the text's running words, without headings, tables and marks, in one line of at most n
// characters; one that is cut ends with «…» after a whole word.
func Excerpt(src string, n int) string {
	var s strings.Builder
	running(document(src, 1), &s)
	return cut(strings.Join(strings.Fields(s.String()), " "), n)
}

func running(n *html.Node, s *strings.Builder) {
	for c := range n.ChildNodes() {
		switch c.DataAtom {
		case atom.Table, atom.Pre, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
			continue
		}
		if c.Type == html.TextNode {
			s.WriteString(c.Data)
		}
		running(c, s)
		if !inlineTag(c) && c.Type != html.TextNode {
			s.WriteByte(' ')
		}
	}
}

func cut(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	if n < 1 {
		return ""
	}
	runes := []rune(s)[:n]
	short := string(runes[:n-1])
	if i := strings.LastIndexByte(string(runes), ' '); i > 0 {
		short = string(runes)[:i]
	}
	return strings.TrimRight(short, " ,;:–-.") + "…"
}

// blocks are the lines of what stands under n, one blank line between blocks.
func blocks(n *html.Node, width int) []string {
	var lines []string
	add := func(block []string) {
		if len(block) == 0 {
			return
		}
		if len(lines) > 0 {
			lines = append(lines, "")
		}
		lines = append(lines, block...)
	}
	var run strings.Builder // words that stand directly in a list item or quotation
	flush := func() {
		add(wrap(run.String(), width))
		run.Reset()
	}
	for c := range n.ChildNodes() {
		if c.Type == html.TextNode || c.DataAtom == atom.Br || inlineTag(c) {
			run.WriteString(inline(c))
			continue
		}
		flush()
		switch c.DataAtom {
		case atom.Ul, atom.Ol:
			block := list(c, width)
			if n.DataAtom == atom.Li && len(lines) > 0 { // a list within an item follows its words at once
				lines = append(lines, block...)
				continue
			}
			add(block)
		case atom.Blockquote:
			add(prefixed(blocks(c, max(width-2, 20)), "> ", "> "))
		case atom.Pre:
			add(prefixed(strings.Split(strings.TrimRight(words(c), "\n"), "\n"), "    ", "    "))
		case atom.Table:
			add(table(c, width))
		case atom.Hr:
			add([]string{strings.Repeat("-", 5)})
		default:
			add(wrap(inlines(c), width))
		}
	}
	flush()
	return lines
}

func list(l *html.Node, width int) []string {
	number, ordered := 1, l.DataAtom == atom.Ol
	if start, err := strconv.Atoi(attr(l, "start")); err == nil {
		number = start
	}
	var lines []string
	for item := range l.ChildNodes() {
		if item.DataAtom != atom.Li {
			continue
		}
		mark := "- "
		if ordered {
			mark = strconv.Itoa(number) + ". "
			number++
		}
		body := blocks(item, max(width-len(mark), 20))
		if len(body) == 0 {
			body = []string{""}
		}
		lines = append(lines, prefixed(body, mark, strings.Repeat(" ", len(mark)))...)
	}
	return lines
}

func prefixed(lines []string, first, rest string) []string {
	for i, line := range lines {
		prefix := rest
		if i == 0 {
			prefix = first
		}
		lines[i] = strings.TrimRight(prefix+line, " ")
	}
	return lines
}

// table is columns side by side with a rule under the heading, or when the lines would be too long, each row as lines
// «Heading: cell».
func table(t *html.Node, width int) []string {
	var rows [][]string
	var widths []int
	for _, tr := range all(t, atom.Tr) {
		var row []string
		for _, cell := range all(tr, atom.Th, atom.Td) {
			row = append(row, strings.Join(strings.Fields(inlines(cell)), " "))
		}
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
		rows = append(rows, row)
	}
	total := 2 * (len(widths) - 1)
	for _, w := range widths {
		total += w
	}
	if total > width {
		return tableAsLines(rows, width)
	}
	var lines []string
	for i, row := range rows {
		var line strings.Builder
		for j, cell := range row {
			line.WriteString(cell + strings.Repeat(" ", widths[j]-utf8.RuneCountInString(cell)+2))
		}
		lines = append(lines, strings.TrimRight(line.String(), " "))
		if i == 0 {
			lines = append(lines, strings.Repeat("-", max(total, 3)))
		}
	}
	return lines
}

func tableAsLines(rows [][]string, width int) []string {
	var lines []string
	for i, row := range rows[1:] {
		if i > 0 {
			lines = append(lines, "")
		}
		for j, cell := range row {
			switch {
			case cell == "":
			case j < len(rows[0]) && rows[0][j] != "":
				lines = append(lines, wrap(rows[0][j]+": "+cell, width)...)
			default:
				lines = append(lines, wrap(cell, width)...)
			}
		}
	}
	return lines
}

func inlineTag(n *html.Node) bool {
	switch n.DataAtom {
	case atom.A, atom.Strong, atom.Em, atom.Code:
		return true
	}
	return false
}

func inlines(n *html.Node) string {
	var s strings.Builder
	for c := range n.ChildNodes() {
		s.WriteString(inline(c))
	}
	return s.String()
}

// inline is running text; the only line breaks in it are those meant.
func inline(n *html.Node) string {
	switch {
	case n.Type == html.TextNode:
		return strings.ReplaceAll(n.Data, "\n", " ")
	case n.DataAtom == atom.Br:
		return "\n"
	case n.DataAtom == atom.A:
		text, href := strings.TrimSpace(inlines(n)), attr(n, "href")
		for _, scheme := range []string{"", "mailto:", "tel:", "http://", "https://"} {
			if scheme+text == href { // an address that is its own text
				return text
			}
		}
		return text + " <" + strings.TrimPrefix(href, "mailto:") + ">"
	}
	return inlines(n)
}

// wrap breaks running text into lines at ordinary spaces, never at no-break spaces.
func wrap(s string, width int) []string {
	var lines []string
	for part := range strings.SplitSeq(strings.TrimSpace(s), "\n") {
		line, length := "", 0
		for word := range strings.SplitSeq(part, " ") {
			n := utf8.RuneCountInString(word)
			switch {
			case word == "":
			case line == "":
				line, length = word, n
			case length+1+n <= width:
				line, length = line+" "+word, length+1+n
			default:
				lines = append(lines, line)
				line, length = word, n
			}
		}
		lines = append(lines, line)
	}
	if len(lines) == 1 && lines[0] == "" {
		return nil
	}
	return lines
}
