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

func TestAnOrderStaysWholeWhileItIsMade(t *testing.T) {
	t.Parallel()
	tab := openTab(t, "registration-ranked-nb")
	const order = `[...document.querySelectorAll("[data-ranking] select")].map((s) => s.value || "-").join(" ")`
	for _, tt := range []struct {
		row   int
		value string
		want  string
	}{
		{0, "3", "3 - - -"},
		{1, "1", "3 1 - -"},
		{2, "2", "3 1 2 4"}, // the last number falls to the last meeting
		{3, "1", "3 4 2 1"}, // two change places
		{0, "", "- 4 2 1"},  // what is emptied on purpose stays so
	} {
		do(t, tab, chromedp.Evaluate[chromedp.Void](fmt.Sprintf(`(() => {
			const select = document.querySelectorAll("[data-ranking] select")[%d];
			select.value = %q; select.dispatchEvent(new Event("change", { bubbles: true }));
		})()`, tt.row, tt.value)))
		if got := ask[string](t, tab, order); got != tt.want {
			t.Errorf("after row %d was given %q the order is %s, want %s", tt.row, tt.value, got, tt.want)
		}
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
	const shown = `["unit", "organisation"].filter((id) => document.getElementById(id).checkVisibility()).join(" ")`
	for _, tt := range []struct{ kind, want string }{{"", "unit"}, {"organisation", "organisation"}, {"municipality", "unit"}} {
		if tt.kind != "" {
			do(t, tab, chromedp.Click(chromedp.CSS(`[name=kind][value=`+tt.kind+`]`)))
		}
		if got := ask[string](t, tab, shown); got != tt.want {
			t.Errorf("%q shows %q, want %q", tt.kind, got, tt.want)
		}
	}
}
