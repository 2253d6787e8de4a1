package markdown

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestHTML(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, src, want string }{
		{"a paragraph", "Velkommen til **dialogmøte**.", "<p>Velkommen til <strong>dialogmøte</strong>.</p>"},
		{"a line break is one", "Postboks 1\n0000 Byen", "<p>Postboks 1<br>\n0000 Byen</p>"},
		{"a link", "[Programmet](https://example.no/p)", `<p><a href="https://example.no/p" rel="noopener">Programmet</a></p>`},
		{"a link within the site", "[Møtene](/nb/invitasjoner)", `<p><a href="/nb/invitasjoner" rel="noopener">Møtene</a></p>`},
		{"a bare address", "Se https://example.no/a?b=1&c=2.", `<p>Se <a href="https://example.no/a?b=1&amp;c=2" rel="noopener">https://example.no/a?b=1&amp;c=2</a>.</p>`},
		{"a mail address", "kari@example.no", `<p><a href="mailto:kari@example.no" rel="noopener">kari@example.no</a></p>`},
		{"a link without words", "[](https://example.no)", `<p><a href="https://example.no" rel="noopener">https://example.no</a></p>`},
		{"a link to another scheme is its words", "[arkiv](ftp://example.no/x) [x](tel:22000000)", `<p>arkiv <a href="tel:22000000" rel="noopener">x</a></p>`},
		{"a list", "- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"},
		{"numbers", "3. a\n4. b", "<ol start=\"3\">\n<li>a</li>\n<li>b</li>\n</ol>"},
		{"headings go below the page's", "# En\n## To\n# En til", "<h2>En</h2>\n<h3>To</h3>\n<h2>En til</h2>"},
		{"headings begin where they should", "### En\n##### To", "<h2>En</h2>\n<h3>To</h3>"},
		{"a lower heading first", "## En\n# To\n### Tre", "<h2>En</h2>\n<h2>To</h2>\n<h3>Tre</h3>"},
		{"an empty heading", "#\n\nTekst", "<p>Tekst</p>"},
		{"a picture is its words", "![Kart over Otta](https://example.no/k.png)", "<p>Kart over Otta</p>"},
		{"a picture in a link", "[![Kart](/k.png)](https://example.no)", `<p><a href="https://example.no" rel="noopener">Kart</a></p>`},
		{"Norwegian quotes", "«Leve hele livet» & <3", "<p>«Leve hele livet» &amp; &lt;3</p>"},
		{"nothing", "", ""},
		{"a table", "| Kl. | Hva |\n|---|---:|\n| 10 | *Mat* |", "<table>\n<thead>\n<tr>\n<th scope=\"col\">Kl.</th>\n<th scope=\"col\">Hva</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>10</td>\n<td><em>Mat</em></td>\n</tr>\n</tbody>\n</table>"},
	} {
		got := HTML(c.src, 2)
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
	if got := HTML("# A\n###### B", 4); got != "<h4>A</h4>\n<h5>B</h5>" {
		t.Errorf("from h4: %s", got)
	}
	if got := HTML("# A\n# B", 99); got != "<h6>A</h6>\n<h6>B</h6>" {
		t.Errorf("beyond h6: %s", got)
	}
}

func TestHTMLIsSafe(t *testing.T) {
	t.Parallel()
	for _, src := range []string{
		`<script>alert(1)</script>`,
		`Hei <img src=x onerror=alert(1)> du`,
		`<a href="javascript:alert(1)">x</a>`,
		`[x](javascript:alert(1))`,
		`[x](JaVaScRiPt:alert(1))`,
		"[x](java\nscript:alert(1))",
		`[x](&#106;avascript:alert(1))`,
		`[x](data:text/html;base64,PHNjcmlwdD4=)`,
		`[x](vbscript:x)`,
		`<javascript:alert(1)>`,
		`![x](https://example.no/spor.gif)`,
		`![x](javascript:alert(1))`,
		`<iframe src="https://example.no"></iframe>`,
		`<style>body{display:none}</style>`,
		`<p style="position:fixed" class="x" id="main" onclick="x()">a</p>`,
		`[x](https://example.no "a\" onmouseover=\"alert(1)")`,
		`<svg><script>alert(1)</script></svg>`,
		"```html\"><script>alert(1)</script>\n```",
		`<form action="https://example.no"><input name=a></form>`,
		`<!-- --><meta http-equiv=refresh content=0>`,
	} {
		for _, slip := range unsafe(t, HTML(src, 2)) {
			t.Errorf("%q: %s", src, slip)
		}
	}
}

func TestText(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, src, want string }{
		{"marks are left out", "# Hei\n\nDet er **viktig** og *sant* & `slik`.", "Hei\n\nDet er viktig og sant & slik."},
		{"a link", "Se [programmet](https://example.no/p).", "Se programmet <https://example.no/p>."},
		{"an address is not said twice", "https://example.no/p og [kari@example.no](mailto:kari@example.no)", "https://example.no/p og kari@example.no"},
		{"a mail link", "[Kari](mailto:kari@example.no)", "Kari <kari@example.no>"},
		{"lists", "- en\n- to\n  - under\n\n1. a\n2. b", "- en\n- to\n  - under\n\n1. a\n2. b"},
		{"line breaks", "Postboks 1\n0000 Byen", "Postboks 1\n0000 Byen"},
		{"quotation", "> Hei\n>\n> du", "> Hei\n>\n> du"},
		{"a small table", "| Kl. | Hva |\n|---|---|\n| 10.00 | Velkommen |\n| 10.15 | Ål og Øyer |", "Kl.    Hva\n-----------------\n10.00  Velkommen\n10.15  Ål og Øyer"},
		{"a long paragraph is wrapped", strings.Repeat("ordet ", 20), strings.TrimSpace(strings.Repeat("ordet ", 12)) + "\n" + strings.TrimSpace(strings.Repeat("ordet ", 8))},
		{"a long item hangs", "- " + strings.Repeat("ordet ", 14), "- " + strings.TrimSpace(strings.Repeat("ordet ", 11)) + "\n  ordet ordet ordet"},
		{"a long address is whole", "Se https://example.no/" + strings.Repeat("x", 90) + " nå", "Se\nhttps://example.no/" + strings.Repeat("x", 90) + "\nnå"},
		{"no-break space", strings.Repeat("x", 69) + " 1\u00a0234 kr", strings.Repeat("x", 69) + "\n1\u00a0234 kr"},
		{"nothing", "\n\n", ""},
	} {
		if diff := cmp.Diff(c.want, Text(c.src)); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
	wide := "| Tid | Innhold | Ansvarlig |\n|---|---|---|\n| 10.00 | " + strings.Repeat("lang ", 12) + "| Kari |\n| 11.00 | Kort | |"
	want := "Tid: 10.00\nInnhold: lang lang lang lang lang lang lang lang lang lang lang lang\nAnsvarlig: Kari\n\nTid: 11.00\nInnhold: Kort"
	if diff := cmp.Diff(want, Text(wide)); diff != "" {
		t.Errorf("a wide table: %s", diff)
	}
}

func TestExcerpt(t *testing.T) {
	t.Parallel()
	src := "# Overskrift\n\nFylkesmannen **inviterer** til [dialogmøte](https://example.no).\n\n- om mat\n  - og drikke\n\n| a | b |\n|---|---|\n| c | d |"
	for n, want := range map[int]string{
		100: "Fylkesmannen inviterer til dialogmøte. om mat og drikke",
		30:  "Fylkesmannen inviterer til…",
		22:  "Fylkesmannen…",
		5:   "Fylk…",
		1:   "…",
		0:   "",
	} {
		if got := Excerpt(src, n); got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
}
