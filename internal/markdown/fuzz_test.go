package markdown

import (
	"net/url"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// unsafe lists what must not be in a page's text, as a browser would read it.
func unsafe(t *testing.T, page string) (slips []string) {
	t.Helper()
	root, err := parse(page)
	if err != nil {
		return nil
	}
	elements := strings.Fields("p br hr h2 h3 h4 h5 h6 ul ol li strong em code pre blockquote table thead tbody tr th td a")
	attributes := map[string][]string{"a": {"href", "rel"}, "ol": {"start"}, "th": {"scope"}}
	for n := range root.Descendants() {
		switch {
		case n.Type == html.TextNode:
			continue
		case n.Type != html.ElementNode || !slices.Contains(elements, n.Data):
			slips = append(slips, "node "+n.Data)
		}
		for _, a := range n.Attr {
			if !slices.Contains(attributes[n.Data], a.Key) {
				slips = append(slips, "attribute "+n.Data+" "+a.Key)
			}
			if a.Key == "href" {
				u, err := url.Parse(a.Val)
				if err != nil || !slices.Contains([]string{"", "http", "https", "mailto", "tel"}, u.Scheme) {
					slips = append(slips, "link to "+a.Val)
				}
			}
			if a.Key == "rel" && a.Val != "noopener" {
				slips = append(slips, "rel "+a.Val)
			}
		}
	}
	return slips
}

func FuzzMarkdown(f *testing.F) {
	for _, seed := range []string{
		"# Hei\n\n- a\n- b\n\n[x](https://example.no) <script>alert(1)</script>",
		"| a | b |\n|---|---|\n| c | d |\n\n> sitat\n\n```\nkode\n```\n\n1. en",
		"![x](javascript:alert(1)) <a href=\"javascript:x\">y</a> &lt;script&gt;",
		"<svg/onload=alert(1)><math><mi//xlink:href=\"data:x,<script>alert(4)</script>\">",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, src string) {
		for _, slip := range unsafe(t, HTML(src, 2)) {
			t.Errorf("%q: %s", src, slip)
		}
		for line := range strings.SplitSeq(Text(src), "\n") {
			if utf8.ValidString(src) && strings.TrimRight(line, " ") != line {
				t.Errorf("space at the end of %q", line)
			}
		}
		if n := utf8.RuneCountInString(Excerpt(src, 40)); n > 40 {
			t.Errorf("an excerpt of %d", n)
		}
	})
}
