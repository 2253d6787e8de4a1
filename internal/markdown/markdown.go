// Package markdown turns the texts that staff write into HTML for pages and letters, and into plain text for letters. It is
// the only importer of goldmark and bluemonday.
//
// The text may come from anybody: what comes out of HTML is safe to put on a page unescaped. It holds no images, styles,
// classes, ids or raw HTML; links go to http, https, mailto and tel or within the site. A line break in the text is a line
// break on the page, as its writer saw it in the form.
package markdown

import (
	"strings"
	"sync"

	"github.com/microcosm-cc/bluemonday"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"
	nethtml "golang.org/x/net/html"
)

// HTML is the text as safe HTML. Its highest headings become <h{topHeading}> (2 on a page whose title is h1) and no level is
// skipped below them, so the page's outline stays whole.
func HTML(src string, topHeading int) string {
	var out strings.Builder
	for n := range document(src, topHeading).ChildNodes() {
		if err := nethtml.Render(&out, n); err != nil {
			return "" // a strings.Builder doesn't fail
		}
	}
	safe := policy().Sanitize(out.String())
	return strings.TrimSpace(voidTags.Replace(safe))
}

// document is the text as a tree that has had everything but its words and plain marks removed.
func document(src string, topHeading int) *nethtml.Node {
	var out strings.Builder
	if err := converter().Convert([]byte(src), &out); err != nil {
		out.Reset() // converting into memory doesn't fail
	}
	root, err := parse(out.String())
	if err != nil { // nested beyond reason: the words as they stand are better than none
		root.AppendChild(&nethtml.Node{Type: nethtml.TextNode, Data: src})
		return root
	}
	mend(root)
	outline(root, topHeading)
	return root
}

var converter = sync.OnceValue(func() goldmark.Markdown {
	return goldmark.New(
		goldmark.WithExtensions(
			extension.NewTable(extension.WithTableCellAlignMethod(extension.TableCellAlignNone)), // align would need a style
			extension.Linkify,
		),
		goldmark.WithRendererOptions(html.WithHardWraps()),
	)
})

// voidTags writes tags without an end as HTML does; the libraries write them as XML.
var voidTags = strings.NewReplacer("<br/>", "<br>", "<hr/>", "<hr>")

// policy is the last word on what leaves the package, whatever the steps before it did.
var policy = sync.OnceValue(func() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements("p", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "strong", "em", "code", "pre", "blockquote",
		"table", "thead", "tbody", "tr", "th", "td")
	p.AllowAttrs("start").Matching(bluemonday.Integer).OnElements("ol")
	p.AllowAttrs("scope").Matching(colScope).OnElements("th")
	p.AllowAttrs("href").OnElements("a")
	p.AllowAttrs("rel").Matching(noopener).OnElements("a")
	p.AllowURLSchemes(schemes...)
	p.AllowRelativeURLs(true)
	p.RequireParseableURLs(true)
	return p
})
