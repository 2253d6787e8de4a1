package markdown

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

var (
	schemes  = []string{"http", "https", "mailto", "tel"}
	colScope = regexp.MustCompile(`^col$`)
	noopener = regexp.MustCompile(`^noopener$`)
)

// parse reads a piece of a page. The root is a container whose children are the piece.
func parse(s string) (*html.Node, error) {
	root := &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body}
	nodes, err := html.ParseFragment(strings.NewReader(s), root)
	if err != nil {
		return root, err
	}
	for _, n := range nodes {
		root.AppendChild(n)
	}
	return root, nil
}

// all lists the elements under n with one of the tags, in order, before anything is moved.
func all(n *html.Node, tags ...atom.Atom) []*html.Node {
	var found []*html.Node
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && slices.Contains(tags, d.DataAtom) {
			found = append(found, d)
		}
	}
	return found
}

// mend makes pictures their words, links safe and named, and table headings say what they head.
func mend(root *html.Node) {
	for _, img := range all(root, atom.Img) {
		replace(img, &html.Node{Type: html.TextNode, Data: attr(img, "alt")})
	}
	for _, a := range all(root, atom.A) {
		href := attr(a, "href")
		if !allowed(href) {
			unwrap(a)
			continue
		}
		if strings.TrimSpace(words(a)) == "" {
			a.AppendChild(&html.Node{Type: html.TextNode, Data: href})
		}
		a.Attr = []html.Attribute{{Key: "href", Val: href}, {Key: "rel", Val: "noopener"}}
	}
	for _, th := range all(root, atom.Th) {
		th.Attr = []html.Attribute{{Key: "scope", Val: "col"}}
	}
}

func allowed(href string) bool {
	u, err := url.Parse(href)
	return err == nil && href != "" && (u.Scheme == "" || slices.Contains(schemes, u.Scheme))
}

// outline moves the headings to their place below the page's and drops empty ones.
func outline(root *html.Node, top int) {
	top = min(max(top, 1), 6)
	var headings []*html.Node
	for _, h := range all(root, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6) {
		if strings.TrimSpace(words(h)) == "" {
			h.Parent.RemoveChild(h)
			continue
		}
		headings = append(headings, h)
	}
	if len(headings) == 0 {
		return
	}
	highest := slices.MinFunc(headings, func(a, b *html.Node) int { return level(a) - level(b) })
	shift, last := top-level(highest), top-1
	for _, h := range headings {
		last = min(max(level(h)+shift, top), last+1, 6)
		h.Data = "h" + string(rune('0'+last))
		h.DataAtom = atom.Lookup([]byte(h.Data))
	}
}

func level(h *html.Node) int { return int(h.Data[1] - '0') }

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// words is the text under a node as it stands.
func words(n *html.Node) string {
	var s strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			s.WriteString(d.Data)
		}
	}
	return s.String()
}

func replace(old, new *html.Node) {
	old.Parent.InsertBefore(new, old)
	old.Parent.RemoveChild(old)
}

func unwrap(n *html.Node) {
	for c := n.FirstChild; c != nil; c = n.FirstChild {
		n.RemoveChild(c)
		n.Parent.InsertBefore(c, n)
	}
	n.Parent.RemoveChild(n)
}
