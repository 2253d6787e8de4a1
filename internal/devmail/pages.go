package devmail

import (
	"bytes"
	"embed"
	"errors"
	"html"
	"html/template"
	"io/fs"
	"mime"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"
)

//go:embed pages
var pageFiles embed.FS

// Handler shows the box under prefix («/dev/epost»). Letters are shown as they are, without a script and without a request to
// anyone: pictures from elsewhere stay away.
func (b *Box) Handler(prefix string, zone *time.Location) http.Handler {
	p := &pages{box: b, prefix: prefix}
	p.templates = template.Must(template.New("").Funcs(template.FuncMap{
		"links":  links,
		"time":   func(t time.Time) string { return t.In(zone).Format("02.01.2006 15.04.05") },
		"prefix": func() string { return prefix },
	}).ParseFS(pageFiles, "pages/*.html"))
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+prefix, p.list)
	mux.HandleFunc("GET "+prefix+"/{id}", p.letter)
	mux.HandleFunc("GET "+prefix+"/{id}/html", p.html)
	mux.HandleFunc("GET "+prefix+"/{id}/kalender.ics", p.calendar)
	mux.HandleFunc("GET "+prefix+"/{id}/kilde", p.source)
	mux.HandleFunc("GET "+prefix+"/{id}/vedlegg/{n}", p.attachment)
	mux.HandleFunc("GET "+prefix+"/stil.css", p.style)
	return mux
}

type pages struct {
	box       *Box
	prefix    string
	templates *template.Template
}

// What the pages may load: their own style, and the letter in a frame.
const (
	pagePolicy   = "default-src 'none'; style-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
	letterPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; " +
		"sandbox allow-popups allow-popups-to-escape-sandbox"
	filePolicy = "default-src 'none'; sandbox"
)

// newest is how many letters the list shows.
const newest = 200

func (p *pages) list(w http.ResponseWriter, r *http.Request) {
	to := r.URL.Query().Get("til")
	letters, err := p.box.List(to, newest)
	if err != nil {
		fail(w, err)
		return
	}
	p.render(w, "list.html", map[string]any{"Letters": letters, "To": to, "Limit": newest})
}

func (p *pages) letter(w http.ResponseWriter, r *http.Request) {
	if l, ok := p.find(w, r); ok {
		p.render(w, "letter.html", l)
	}
}

// html is the letter's own page, shown in a frame. Its links open in a new window: the frame may not leave.
func (p *pages) html(w http.ResponseWriter, r *http.Request) {
	l, ok := p.find(w, r)
	if !ok {
		return
	}
	headers(w, "text/html; charset=utf-8", letterPolicy)
	w.Header().Set("X-Frame-Options", "SAMEORIGIN")
	w.Write([]byte(openOutside(l.HTML)))
}

func (p *pages) calendar(w http.ResponseWriter, r *http.Request) {
	if l, ok := p.find(w, r); ok {
		headers(w, "text/plain; charset=utf-8", filePolicy)
		w.Write([]byte(l.Calendar))
	}
}

func (p *pages) source(w http.ResponseWriter, r *http.Request) {
	if l, ok := p.find(w, r); ok {
		headers(w, "text/plain; charset=utf-8", filePolicy)
		w.Write(l.Raw)
	}
}

func (p *pages) attachment(w http.ResponseWriter, r *http.Request) {
	l, ok := p.find(w, r)
	if !ok {
		return
	}
	n, err := strconv.Atoi(r.PathValue("n"))
	if err != nil || n < 0 || n >= len(l.Attachments) {
		fail(w, fs.ErrNotExist)
		return
	}
	headers(w, "application/octet-stream", filePolicy)
	w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": l.Attachments[n].Name}))
	w.Write(l.Attachments[n].Content)
}

func (p *pages) style(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("X-Content-Type-Options", "nosniff")
	http.ServeFileFS(w, r, pageFiles, "pages/stil.css")
}

// find answers 404 itself when there is no such letter.
func (p *pages) find(w http.ResponseWriter, r *http.Request) (Letter, bool) {
	l, err := p.box.Get(r.PathValue("id"))
	if err != nil {
		fail(w, err)
	}
	return l, err == nil
}

func (p *pages) render(w http.ResponseWriter, name string, data any) {
	var b bytes.Buffer
	if err := p.templates.ExecuteTemplate(&b, name, data); err != nil {
		fail(w, err)
		return
	}
	headers(w, "text/html; charset=utf-8", pagePolicy)
	w.Write(b.Bytes())
}

func headers(w http.ResponseWriter, contentType, policy string) {
	h := w.Header()
	h.Set("Content-Type", contentType)
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cache-Control", "no-store")
}

func fail(w http.ResponseWriter, err error) {
	if errors.Is(err, fs.ErrNotExist) {
		http.Error(w, "Brevet finnes ikke.", http.StatusNotFound)
		return
	}
	http.Error(w, err.Error(), http.StatusInternalServerError) // a demonstration may tell
}

var address = regexp.MustCompile(`https?://[^\s<>"]+[^\s<>".,;:!?)]`)

// links is a plain text with its addresses made into links.
func links(text string) template.HTML {
	var b strings.Builder
	end := 0
	for _, at := range address.FindAllStringIndex(text, -1) {
		b.WriteString(html.EscapeString(text[end:at[0]]))
		link := html.EscapeString(text[at[0]:at[1]])
		b.WriteString(`<a href="` + link + `">` + link + `</a>`)
		end = at[1]
	}
	b.WriteString(html.EscapeString(text[end:]))
	return template.HTML(b.String())
}

var head = regexp.MustCompile(`(?i)<head[^>]*>`)

// openOutside makes a letter's links open in a window of their own.
func openOutside(page string) string {
	const base = `<base target="_blank">`
	if at := head.FindStringIndex(page); at != nil {
		return page[:at[1]] + base + page[at[1]:]
	}
	return base + page
}
