package form_test

import (
	"bytes"
	"errors"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/web/form"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func of(pairs ...string) *form.Form {
	values := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		values.Add(pairs[i], pairs[i+1])
	}
	return form.FromValues(values)
}

func TestTextsAreTidied(t *testing.T) {
	t.Parallel()
	f := of("name", "  Kari \t Nordma\u030Ann\u202E\x00 ", "body", "\r\nEin linje  \r\nto \r\n\r\n\r\n")
	if got := f.Line("name", form.Required(120)); got != "Kari Nordmånn" {
		t.Errorf("name %q", got)
	}
	if got := f.Lines("body", form.Required(1000)); got != "Ein linje  \nto" {
		t.Errorf("body %q", got)
	}
	if !f.OK() {
		t.Error(f.Problems)
	}
}

func TestWhatCannotBeReadIsAProblemAndStays(t *testing.T) {
	t.Parallel()
	f := of("email", "kari@example", "phone", "12", "date", "31.2.2019", "clock", "25.00", "n", "21", "id", "x", "role", "owner",
		"long", strings.Repeat("å", 11), "site", "javascript:alert(1)", "title.nb", "Møte")
	f.Email("email", true)
	f.Phone("phone", true)
	f.Date("date", true)
	f.Clock("clock", true)
	f.Int("n", true, 1, 20)
	f.ID("id", true)
	form.Choice(f, "role", dialogue.Admin, dialogue.Reader)
	f.Line("long", form.Optional(10))
	f.Line("missing", form.Required(10))
	f.Address("site", true)
	f.Text("title", form.Required(100))
	want := map[string]string{"email": "problem.email", "phone": "problem.phone", "date": "problem.date", "clock": "problem.clock",
		"n": "problem.number-between", "id": "problem.choose", "role": "problem.choose", "long": "problem.too-long",
		"missing": "problem.required", "site": "problem.address", "title.nn": "problem.required"}
	got := map[string]string{}
	for field, problem := range f.Problems {
		got[field] = problem.Key
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if f.Raw("email") != "kari@example" {
		t.Errorf("typed value lost: %q", f.Raw("email"))
	}
}

func TestValuesInCommonWritings(t *testing.T) {
	t.Parallel()
	f := of("email", " Kari.Nordmann@Example.NO ", "phone", "22 24 96 01", "date", "18.9.2019", "clock", "kl. 10", "site", "example.no/personvern")
	if got := f.Email("email", true); got != "kari.nordmann@example.no" {
		t.Errorf("e-mail %q", got)
	}
	if got := f.Phone("phone", true); got != "+4722249601" {
		t.Errorf("phone %q", got)
	}
	if got := f.Instant("date", "clock", true); !got.Equal(time.Date(2019, 9, 18, 8, 0, 0, 0, time.UTC)) {
		t.Errorf("instant %v", got)
	}
	if got := f.Address("site", true); got != "https://example.no/personvern" {
		t.Errorf("address %q", got)
	}
	if !f.OK() {
		t.Error(f.Problems)
	}
}

func TestAddressesThatAreNotMailed(t *testing.T) {
	t.Parallel()
	for _, typed := range []string{"Kari <kari@example.no>", "kari@localhost", "kåre@example.no", "a@b.no, c@d.no", "kari@example.no\r\nBcc: x@y.no", `"a b"@example.no`, "kari@[127.0.0.1]"} {
		f := of("email", typed)
		if got := f.Email("email", true); got != "" || f.OK() {
			t.Errorf("%q is taken as %q", typed, got)
		}
	}
}

func TestRowsAreCountedAndBounded(t *testing.T) {
	t.Parallel()
	f := of("delegates.0.name", "Kari", "delegates.3.name", "Ola", "delegates.99.name", "Per", "delegates.x.name", "")
	if got := f.Rows("delegates", 20); got != 4 {
		t.Errorf("%d rows", got)
	}
	if got := form.Row("delegates", 2, "email"); got != "delegates.2.email" {
		t.Error(got)
	}
}

func TestARequestThatIsTooLargeOrNoForm(t *testing.T) {
	t.Parallel()
	r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader("a="+strings.Repeat("x", 100)))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Body = http.MaxBytesReader(httptest.NewRecorder(), r.Body, 50)
	var tooLarge *http.MaxBytesError
	if _, err := form.Read(r); !errors.As(err, &tooLarge) {
		t.Errorf("too large: %v", err)
	}
	r = httptest.NewRequest(http.MethodPost, "/", strings.NewReader("nothing"))
	r.Header.Set("Content-Type", "multipart/form-data; boundary=x")
	var malformed form.Malformed
	if _, err := form.Read(r); !errors.As(err, &malformed) {
		t.Errorf("malformed: %v", err)
	}
	r = httptest.NewRequest(http.MethodPost, "/", strings.NewReader("a=%zz&b=Ola"))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	f, err := form.Read(r)
	if err != nil || f.Raw("b") != "Ola" {
		t.Errorf("a bad escape takes the other fields along: %v", err)
	}
}

// Whatever is sent, in whatever way, reading it gives values and problems, never a panic, and nothing that can't be shown.
func TestAnySubmissionCanBeRead(t *testing.T) {
	t.Parallel()
	names := []string{"name", "email", "phone", "date", "clock", "n", "id", "role", "site", "title.nb", "rows.0.x", "version"}
	rapid.Check(t, func(t *rapid.T) {
		values := url.Values{}
		for _, name := range names {
			for _, v := range rapid.SliceOfN(rapid.OneOf(rapid.String(), rapid.StringMatching(`[0-9@.:+ -]{0,20}`),
				rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) string { return string(b) })), 0, 3).Draw(t, name) {
				values.Add(name, v)
			}
		}
		r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(values.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		if rapid.Bool().Draw(t, "multipart") {
			var b bytes.Buffer
			w := multipart.NewWriter(&b)
			for name, all := range values {
				for _, v := range all {
					w.WriteField(name, v)
				}
			}
			w.Close()
			r = httptest.NewRequest(http.MethodPost, "/", &b)
			r.Header.Set("Content-Type", w.FormDataContentType())
		}
		f, err := form.Read(r)
		if err != nil {
			t.Fatal(err)
		}
		f.Near(dialogue.Date{Year: 2026, Month: 3, Day: 1})
		texts := []string{f.Line("name", form.Required(20)), f.Lines("title.nb", form.Optional(20)), f.Email("email", true),
			f.Phone("phone", false), f.Address("site", true), f.Text("title", form.Required(9)).NB, f.Secret("name")}
		f.Instant("date", "clock", true)
		f.Int("n", true, 0, 9)
		f.ID("id", true)
		f.IDs("id")
		f.Version()
		f.Rows("rows", 20)
		form.Choice(f, "role", dialogue.StaffRoles[:]...)
		form.Choices(f, "role", dialogue.StaffRoles[:]...)
		for _, s := range texts {
			if !utf8.ValidString(s) || strings.ContainsRune(s, 0) {
				t.Fatalf("%q", s)
			}
		}
	})
}
