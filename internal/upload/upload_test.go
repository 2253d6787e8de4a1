package upload_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"unicode"

	"dialogmote/internal/upload"
)

// part is one part of an archive.
type part struct{ name, content string }

func archive(t testing.TB, parts ...part) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, p := range parts {
		f, err := w.Create(p.name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(f, p.content); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const pdf = "%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\n%%EOF\n"

func slides(more ...part) []part {
	return append([]part{{"[Content_Types].xml", `<Types/>`}, {"ppt/presentation.xml", "<p:presentation/>"}, {"ppt/slides/slide1.xml", "<p:sld/>"}}, more...)
}

// bomb is a presentation with a part of so many megabytes of nothing.
func bomb(t testing.TB, megabytes int) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, p := range slides() {
		f, err := w.Create(p.name)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.WriteString(f, p.content)
	}
	f, err := w.Create("ppt/media/image1.png")
	if err != nil {
		t.Fatal(err)
	}
	nothing := make([]byte, 1<<20)
	for range megabytes {
		_, _ = f.Write(nothing)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// lying is the archive with every length in its list made small.
func lying(content []byte) []byte {
	content = bytes.Clone(content)
	for at := 0; ; {
		i := bytes.Index(content[at:], []byte("PK\x01\x02"))
		if i < 0 {
			return content
		}
		at += i
		binary.LittleEndian.PutUint32(content[at+24:], 10)
		at += 46
	}
}

// overlapping lists the same packed bytes many times, as bombs that can't be told by their parts do.
func overlapping(t testing.TB, content []byte, times int) []byte {
	t.Helper()
	list := bytes.LastIndex(content, []byte("PK\x01\x02"))
	end := bytes.LastIndex(content, []byte("PK\x05\x06"))
	first := bytes.Index(content, []byte("PK\x01\x02"))
	entry, record := content[list:end], bytes.Clone(content[end:])
	made := bytes.Clone(content[:end])
	for range times {
		made = append(made, entry...)
	}
	n := binary.LittleEndian.Uint16(record[10:]) + uint16(times)
	binary.LittleEndian.PutUint16(record[8:], n)
	binary.LittleEndian.PutUint16(record[10:], n)
	binary.LittleEndian.PutUint32(record[12:], uint32(len(made)-first))
	return append(made, record...)
}

func many(n int) (parts []part) {
	for i := range n {
		parts = append(parts, part{fmt.Sprintf("ppt/media/%d.xml", i), ""})
	}
	return parts
}

func TestAFileIsWhatItsBytesSay(t *testing.T) {
	t.Parallel()
	million := archive(t, part{"[Content_Types].xml", "<Types/>"}, part{"xl/workbook.xml", "<workbook/>"},
		part{"xl/worksheets/sheet1.xml", strings.Repeat(`<row><c><v>1</v></c></row>`, 1_000_000)})
	for name, tt := range map[string]struct {
		content []byte
		media   string // its last word
		want    error
	}{
		"a PDF":                    {[]byte(pdf), "pdf", nil},
		"a presentation":           {archive(t, slides()...), "presentation", nil},
		"with a picture":           {archive(t, slides(part{"ppt/media/image1.png", "x"})...), "presentation", nil},
		"a letter":                 {archive(t, part{"word/document.xml", "<w/>"}), "document", nil},
		"OpenDocument":             {archive(t, part{"mimetype", "application/vnd.oasis.opendocument.presentation"}, part{"content.xml", "<x/>"}), "presentation", nil},
		"a picture":                {[]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"), "png", nil},
		"a photograph":             {[]byte("\xff\xd8\xff\xe0\x00\x10JFIF"), "jpeg", nil},
		"nothing":                  {nil, "", upload.ErrEmpty},
		"too large":                {append([]byte(pdf), make([]byte, 10<<20)...), "", upload.ErrTooLarge},
		"a page":                   {[]byte("<!doctype html><script>alert(1)</script>"), "", upload.ErrType},
		"a drawing with a script":  {[]byte(`<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`), "", upload.ErrType},
		"a drawing after a blank":  {[]byte("\n\n<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>"), "", upload.ErrType},
		"a page in a byte order":   {[]byte("\xef\xbb\xbf<html><body onload=alert(1)>"), "", upload.ErrType},
		"a program":                {[]byte("MZ\x90\x00 this program"), "", upload.ErrType},
		"a film":                   {[]byte("\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom"), "", upload.ErrType},
		"an archive":               {archive(t, part{"a.txt", "a"}), "", upload.ErrType},
		"a book":                   {archive(t, part{"mimetype", "application/epub+zip"}), "", upload.ErrType},
		"the head of an archive":   {[]byte("PK\x03\x04 and nothing more"), "", upload.ErrBroken},
		"cut in two":               {archive(t, slides()...)[:200], "", upload.ErrBroken},
		"macros":                   {archive(t, slides(part{"ppt/vbaProject.bin", "x"})...), "", upload.ErrMacros},
		"macros of another name":   {archive(t, part{"[Content_Types].xml", `<Types><Override ContentType="application/vnd.ms-powerpoint.presentation.MacroEnabled.main+xml"/></Types>`}, part{"ppt/presentation.xml", "<p/>"}), "", upload.ErrMacros},
		"OpenDocument macros":      {archive(t, part{"mimetype", "application/vnd.oasis.opendocument.text"}, part{"Basic/Standard/Module1.xml", "x"}), "", upload.ErrMacros},
		"a program inside":         {archive(t, slides(part{"ppt/embeddings/setup.exe", "MZ"})...), "", upload.ErrMacros},
		"a way out":                {archive(t, slides(part{"../../etc/passwd", "x"})...), "", upload.ErrBroken},
		"the other way out":        {archive(t, slides(part{`..\..\windows\x.xml`, "x"})...), "", upload.ErrBroken},
		"too many parts":           {archive(t, slides(many(10_001)...)...), "", upload.ErrUnpacks},
		"a bomb":                   {bomb(t, 500), "", upload.ErrUnpacks},
		"a small bomb":             {bomb(t, 60), "", upload.ErrUnpacks},
		"a bomb that lies":         {lying(bomb(t, 500)), "", upload.ErrBroken},
		"the same part many times": {overlapping(t, bomb(t, 15), 9000), "", upload.ErrUnpacks},
		"a workbook of 10⁶ rows":   {million, "", upload.ErrUnpacks}, // of equal rows, which shrink to a hundredth; an honest one is stored and never read
	} {
		j, err := upload.Documents().Judge(upload.Bytes("fil.pdf", tt.content), 10<<20, "")
		if !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", name, err, tt.want)
		}
		if err == nil && !strings.HasSuffix(j.Media, tt.media) {
			t.Errorf("%s is %s, want %s", name, j.Media, tt.media)
		}
	}
}

// Not parallel: it looks at what the whole program has allocated.
func TestJudgingTakesLittleMemory(t *testing.T) {
	for name, content := range map[string][]byte{
		"a bomb": bomb(t, 500), "lying": lying(bomb(t, 500)), "many parts": archive(t, slides(many(60_000)...)...), "over each other": overlapping(t, bomb(t, 15), 9000),
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := upload.Documents().Judge(upload.Bytes("fil.pptx", content), 100<<20, "")
		runtime.ReadMemStats(&after)
		if used := (after.TotalAlloc - before.TotalAlloc) >> 20; err == nil || used > 24 {
			t.Errorf("%s: %d MiB allocated, %v", name, used, err)
		}
	}
}

func TestANameIsSafe(t *testing.T) {
	t.Parallel()
	for given, want := range map[string]string{
		"Presentasjon Vestre Toten.pptx":          "Presentasjon Vestre Toten.pdf",
		"Møte 16.11.2020 – Ål.pdf":                "Møte 16.11.2020 - Ål.pdf",
		"Ma\u030Al.pdf":                           "Mål.pdf", // as a Mac writes it
		"Čáhput ja ŋ.pdf":                         "Čáhput ja ŋ.pdf",
		`C:\brev\..\Program «høst»<1>.exe`:        "Program høst 1.pdf",
		"../../etc/passwd":                        "passwd.pdf",
		"faktura.pdf.exe":                         "faktura pdf.pdf",
		"bilde.svg.html.pdf":                      "bilde svg html.pdf",
		"rapport\r\nSet-Cookie: a=b\r\n\r\n.pdf":  "rapport Set-Cookie a b.pdf",
		"gnp.\u202Efdp.exe":                       "gnp fdp.pdf", // turns the direction of reading
		"usyn\u200Blig\u2066.pdf":                 "usynlig.pdf",
		`"; filename="x.html`:                     "filename x.pdf",
		"\x00\x01.pdf":                            "Møtets tittel.pdf",
		"":                                        "Møtets tittel.pdf",
		".htaccess":                               "htaccess.pdf",
		"con.pdf":                                 "dokument con.pdf",
		strings.Repeat("lang ", 50) + ".pdf":      strings.TrimSpace(strings.Repeat("lang ", 12)) + ".pdf",
		"=HYPERLINK(\"http://x.example.no\").pdf": "x example no ).pdf",
	} {
		if got := upload.SafeName(given, "Møtets tittel", ".pdf"); got != want {
			t.Errorf("%q became %q, want %q", given, got, want)
		}
	}
	if got := upload.SafeName("…", "…", ".png"); got != "dokument.png" {
		t.Errorf("nothing became %q", got)
	}
}

func FuzzSafeName(f *testing.F) {
	f.Add("faktura.pdf\r\n.exe", "tittel")
	f.Fuzz(func(t *testing.T, name, title string) {
		safe := upload.SafeName(name, title, ".pdf")
		stem, ended := strings.CutSuffix(safe, ".pdf")
		if !ended || stem == "" || len(safe) > 255 || strings.HasPrefix(safe, ".") {
			t.Errorf("%q", safe)
		}
		for _, r := range stem {
			if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || strings.ContainsRune(`/\:*?"<>|`, r) {
				t.Errorf("%q holds %q", safe, r)
			}
		}
	})
}
