package main

import (
	"context"
	"fmt"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// openTab opens one gallery page in a browser of its own, by the program's content policy.
func openTab(t *testing.T, id string) context.Context {
	t.Helper()
	profile, err := os.MkdirTemp("", "gallery-test-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(profile) })
	tab, stop, err := browser(context.Background(), profile)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stop)
	srv := httptest.NewServer(server(everyPage(t)))
	t.Cleanup(srv.Close)
	tab, cancel := context.WithTimeout(tab, time.Minute)
	t.Cleanup(cancel)
	if err := openPage(tab, srv.URL+"/"+id, 1280, 900); err != nil {
		t.Fatal(err)
	}
	return tab
}

func do(t *testing.T, tab context.Context, actions ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(tab, actions...); err != nil {
		t.Fatal(err)
	}
}

func ask[T any](t *testing.T, tab context.Context, expression string) T {
	t.Helper()
	answer, err := chromedp.Run(tab, chromedp.Evaluate[T](expression))
	if err != nil {
		t.Fatal(err)
	}
	return answer
}

// press presses a key as a keyboard does: one event that carries the character, so a page that prevents it prevents all of
// it. (SendKeys sends the character by itself, and Enter would send the form though the page said no.)
func press(key, text string, code int64) chromedp.Action[chromedp.Void] {
	return func(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
		for _, kind := range []input.DispatchKeyEventType{input.DispatchKeyEventTypeKeyDown, input.DispatchKeyEventTypeKeyUp} {
			event := input.DispatchKeyEventParams{Type: kind, Key: key, Code: key, WindowsVirtualKeyCode: code}
			if kind == input.DispatchKeyEventTypeKeyDown {
				event.Text = text
			}
			if _, err := cdp.Call(ctx, t, input.DispatchKeyEvent, event); err != nil {
				return chromedp.Void{}, err
			}
		}
		return chromedp.Void{}, nil
	}
}

var (
	enter  = press("Enter", "\r", 13)
	down   = press("ArrowDown", "", 40)
	escape = press("Escape", "", 27)
	tabKey = press("Tab", "", 9)
)

const chosenUnit = `document.querySelector("select[name=unit]").value + " " + document.getElementById("unit").value`

func TestAMunicipalityIsFoundByTyping(t *testing.T) {
	t.Parallel()
	tab := openTab(t, "parts-form-nb")
	type keys = []chromedp.Action[chromedp.Void]
	for _, tt := range []struct {
		typed string
		keys  keys
		want  string
	}{
		{"karasj", keys{down, enter}, "5437 Karasjok"},
		{"kárášjoh", keys{down, enter}, "5437 Karasjok"},  // its Sámi name
		{"LILLEH", keys{tabKey}, "3405 Lillehammer"},      // the only one left is a choice
		{"våler", keys{down, escape}, " våler"},           // what is typed is not a choice
		{"", keys{down, down, enter}, "3405 Lillehammer"}, // no typing: the whole list
	} {
		do(t, tab, chromedp.Evaluate[chromedp.Void](`(() => {
			const field = document.getElementById("unit");
			field.focus(); field.value = ""; field.dispatchEvent(new Event("input"));
		})()`))
		if tt.typed != "" {
			do(t, tab, chromedp.SendKeys(chromedp.ID("unit"), tt.typed))
		}
		do(t, tab, tt.keys...)
		if got := ask[string](t, tab, chosenUnit); got != tt.want {
			t.Errorf("%q chose %q, want %q", tt.typed, got, tt.want)
		}
	}
}

func TestTheErrorsHaveFocusAndLeadToTheirFields(t *testing.T) {
	t.Parallel()
	tab := openTab(t, "parts-form-errors-nb")
	if !ask[bool](t, tab, `document.activeElement.hasAttribute("data-error-summary")`) {
		t.Error("the summary of errors has not focus")
	}
	for _, field := range []string{"contact-email", "meeting", "delegates-2-name", "privacy"} {
		do(t, tab, chromedp.Click(chromedp.CSS(`[data-error-summary] a[href="#`+field+`"]`)))
		if got := ask[string](t, tab, `document.activeElement.id`); got != field {
			t.Errorf("the line about %s led to %q", field, got)
		}
	}
	if got := ask[string](t, tab, `document.querySelector("[name=comment]").value`); got != "Vi kommer med to biler.\n\nHilsen <Kari>" {
		t.Errorf("what was typed came back as %q", got)
	}
}

// The form has buttons that remove and add delegates before the one that sends it.
func TestEnterInAFieldPressesThePrimaryButton(t *testing.T) {
	t.Parallel()
	tab := openTab(t, "parts-form-nb")
	do(t, tab,
		chromedp.Evaluate[chromedp.Void](`document.forms[0].addEventListener("submit", (e) => {
			e.preventDefault(); window.pressed = "[" + e.submitter.name + "]";
		})`),
		chromedp.SendKeys(chromedp.ID("contact-name"), "Kari"), enter)
	if got := ask[string](t, tab, `window.pressed`); got != "[]" {
		t.Errorf("Enter pressed the button %s", got)
	}
}

func TestADoubleClickSendsOnceAndTheButtonStaysOn(t *testing.T) {
	t.Parallel()
	tab := openTab(t, "parts-form-nb")
	sent := ask[string](t, tab, `(() => {
		const form = document.forms[0], button = form.querySelector(".buttons button");
		let sent = 0;
		document.addEventListener("submit", (e) => { if (!e.defaultPrevented) sent++; e.preventDefault(); });
		button.click(); button.click();
		return sent + " " + button.disabled + " " + button.getAttribute("aria-busy");
	})()`)
	if sent != "1 false true" {
		t.Errorf("sent, disabled, busy: %s", sent)
	}
}

func TestThePrintButtonIsShownWhereItWorks(t *testing.T) {
	t.Parallel()
	tab := openTab(t, "parts-nb")
	if !ask[bool](t, tab, `document.querySelector("[data-print]").checkVisibility()`) {
		t.Error("the print button is hidden")
	}
}

// The meetings are put in order by buttons: nothing is numbered before the reader has chosen, focus stays where it was, and what moved is
// said.
func TestAnOrderIsMadeByButtons(t *testing.T) {
	t.Parallel()
	tab := openTab(t, "registration-ranked-nb")
	const (
		order = `[...document.querySelectorAll("[data-ranking] > fieldset")].map((f) => f.dataset.name.split(", ")[1] + (f.querySelector("select").value || "-")).join(" ")`
		said  = `document.querySelector("[data-ranking-said]").textContent + "|" + document.activeElement.textContent`
	)
	press := func(way, town string) {
		t.Helper()
		do(t, tab, chromedp.Evaluate[chromedp.Void](fmt.Sprintf(`(() => {
			const row = [...document.querySelectorAll("[data-ranking] > fieldset")].find((f) => f.dataset.name.endsWith(%q));
			const button = row.querySelectorAll(".rank-move")[%q === "up" ? 0 : 1];
			button.focus(); button.click();
		})()`, town, way)))
	}
	is := func(what, ask1, want string) {
		t.Helper()
		if got := ask[string](t, tab, ask1); got != want {
			t.Errorf("%s: %q, want %q", what, got, want)
		}
	}
	is("untouched", order, "Stavanger- Bergen- Bodø- Hamar-")
	press("up", "Hamar")
	is("one step up", order, "Stavanger1 Bergen2 Hamar3 Bodø4")
	is("told", said, "26. september, Hamar: nummer 3 av 4.|Flytt opp 26. september, Hamar")
	press("down", "Stavanger")
	is("one step down", order, "Bergen1 Stavanger2 Hamar3 Bodø4")
	press("up", "Bergen")
	is("the first stays", order, "Bergen1 Stavanger2 Hamar3 Bodø4")
	is("and says so", said, "20. juni, Bergen står alt øverst.|Flytt opp 20. juni, Bergen")
}

func TestAnOrderIsMadeByDragging(t *testing.T) {
	t.Parallel()
	tab := openTab(t, "registration-ranked-nb")
	do(t, tab, chromedp.Evaluate[chromedp.Void](`(() => {
		const rows = [...document.querySelectorAll("[data-ranking] > fieldset")];
		const grip = rows[3].querySelector(".rank-grip");
		grip.setPointerCapture = () => {};
		const at = (type, y) => grip.dispatchEvent(new PointerEvent(type, { clientY: y, button: 0, bubbles: true, cancelable: true }));
		at("pointerdown", 0);
		at("pointermove", rows[1].getBoundingClientRect().top + 2);
		at("lostpointercapture", 0);
	})()`))
	if got := ask[string](t, tab, `[...document.querySelectorAll("[data-ranking] select")].map((s) => s.name + "=" + s.value).sort().join(" ")`); got != "wishes.0.rank=1 wishes.1.rank=3 wishes.2.rank=4 wishes.3.rank=2" {
		t.Errorf("the last was dragged to the second place: %s", got)
	}
	if got := ask[string](t, tab, `document.querySelector("[data-ranking-said]").textContent`); got != "26. september, Hamar: nummer 2 av 4." {
		t.Errorf("said: %q", got)
	}
}

func TestAnOrderThatStandsIsChosenToo(t *testing.T) {
	t.Parallel()
	tab := openTab(t, "registration-ranked-nb")
	do(t, tab, chromedp.Click(chromedp.CSS(`[data-ranking] > button`)))
	if got := ask[string](t, tab, `[...document.querySelectorAll("[data-ranking] select")].map((s) => s.value).join(" ")`); got != "1 2 3 4" {
		t.Errorf("numbers %s", got)
	}
}

// The button that adds a person sends the form to an address with that person's first field in it.
func TestANewPersonsNameHasFocus(t *testing.T) {
	t.Parallel()
	tab := openTab(t, "registration-one-rows-nb#delegates-2-name")
	if got := ask[string](t, tab, `document.activeElement.id`); got != "delegates-2-name" {
		t.Errorf("focus is in %q", got)
	}
	if got := ask[string](t, tab, `document.querySelector("button[name=add]").formAction`); !strings.HasSuffix(got, "#delegates-3-name") {
		t.Errorf("one more would lead to %s", got)
	}
}

func TestOnlyWhatIsAskedOfTheSendersKindIsShown(t *testing.T) {
	t.Parallel()
	tab := openTab(t, "registration-many-nb")
	const shown = `["unit", "organisation", "municipality"].filter((id) => document.getElementById(id).checkVisibility()).join(" ")`
	for _, tt := range []struct{ kind, want string }{{"", "unit"}, {"organisation", "organisation municipality"}, {"municipality", "unit"}} {
		if tt.kind != "" {
			do(t, tab, chromedp.Click(chromedp.CSS(`[name=kind][value=`+tt.kind+`]`)))
		}
		if got := ask[string](t, tab, shown); got != tt.want {
			t.Errorf("%q shows %q, want %q", tt.kind, got, tt.want)
		}
	}
}
