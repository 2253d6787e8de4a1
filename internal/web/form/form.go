// Package form turns what a browser sends into the domain's values: tidied texts, addresses, phones, dates, numbers and ids.
// What can't be read becomes a dialogue.Problem under the field's name, and what was typed stays as it was, so the form can be
// shown again. It never decides a rule and never fails because of what somebody wrote.
package form

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/upload"
)

// Form is one submission.
type Form struct {
	Values   url.Values // as typed, without what no field can hold; give it back to the page's form
	Problems dialogue.Problems

	near dialogue.Date
}

// Malformed is a request that no form of ours sends: a broken multipart body.
type Malformed struct{ cause error }

func (m Malformed) Error() string { return "form: malformed: " + m.cause.Error() }

// BadRequest marks the error for the page that answers it.
func (m Malformed) BadRequest() bool { return true }

// The most of a submission that is looked at.
const (
	maxFields     = 5000
	inMemory      = 1 << 20 // larger uploads wait in temporary files, which page.Serve removes
	maxFieldName  = 200
	maxFieldValue = 200_000
)

// Read reads the fields of the request's body, or of its query for GET. It returns the error of http.MaxBytesReader when the
// body is too large, Malformed when it can't be read as a form, and otherwise nil, whatever the fields hold.
func Read(r *http.Request) (*Form, error) {
	var typed url.Values
	switch {
	case r.Method == http.MethodGet || r.Method == http.MethodHead:
		typed = r.URL.Query()
	case strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/"):
		if err := r.ParseMultipartForm(inMemory); err != nil {
			return nil, unreadable(err)
		}
		typed = r.PostForm
	default:
		// An error that isn't about size is a bad escape in one field: the other fields are there.
		if err := r.ParseForm(); err != nil {
			if tooLarge := new(http.MaxBytesError); errors.As(err, &tooLarge) {
				return nil, err
			}
		}
		typed = r.PostForm
	}
	return FromValues(typed), nil
}

func unreadable(err error) error {
	if tooLarge := new(http.MaxBytesError); errors.As(err, &tooLarge) {
		return err
	}
	return Malformed{err}
}

// Upload is the file that was chosen in a field, zero when none was. Read must have read the form. It is called with what it is to be used
// for, which ends with the file.
func Upload(r *http.Request, field string, use func(upload.File) error) error {
	if r.MultipartForm == nil || len(r.MultipartForm.File[field]) == 0 || r.MultipartForm.File[field][0].Filename == "" {
		return use(upload.File{})
	}
	header := r.MultipartForm.File[field][0]
	content, err := header.Open()
	if err != nil {
		return err
	}
	defer content.Close()
	return use(upload.File{Name: header.Filename, Size: header.Size, Content: content})
}

// Uploaded is Upload for a form with several files: the caller closes its content.
func Uploaded(r *http.Request, field string) (upload.File, error) {
	if r.MultipartForm == nil || len(r.MultipartForm.File[field]) == 0 || r.MultipartForm.File[field][0].Filename == "" {
		return upload.File{}, nil
	}
	header := r.MultipartForm.File[field][0]
	content, err := header.Open()
	if err != nil {
		return upload.File{}, err
	}
	return upload.File{Name: header.Filename, Size: header.Size, Content: content}, nil
}

// FromValues is Read for values that have been parsed.
func FromValues(typed url.Values) *Form {
	f := &Form{Values: url.Values{}, Problems: dialogue.Problems{}}
	n := 0
	for name, values := range typed {
		for _, v := range values {
			if n++; n > maxFields || len(name) > maxFieldName {
				break
			}
			f.Values.Add(name, printable(v))
		}
	}
	return f
}

// Near is the day that dates without a year are read as nearest to.
func (f *Form) Near(day dialogue.Date) { f.near = day }

// OK reports whether nothing is wrong so far.
func (f *Form) OK() bool { return len(f.Problems) == 0 }

// Typed is Values, nil for a form that nobody has sent, and Found is Problems: what a page draws its form from.
func (f *Form) Typed() url.Values { return f.Values }

// Found is Problems; see Typed.
func (f *Form) Found() dialogue.Problems { return f.Problems }

// Raw is what was typed.
func (f *Form) Raw(name string) string { return f.Values.Get(name) }

// Has reports whether a button or checkbox with the name was sent.
func (f *Form) Has(name string) bool { return f.Values.Has(name) }

// Bool is a checkbox: on when it was sent with any value but "0".
func (f *Form) Bool(name string) bool {
	return f.Values.Has(name) && f.Values.Get(name) != "0" && f.Values.Get(name) != ""
}

// Adopt adds the problems that the domain found, without replacing those about how the values were written.
func (f *Form) Adopt(err error) bool {
	var found dialogue.Problems
	if !errors.As(err, &found) {
		return false
	}
	for field, problem := range found {
		if _, seen := f.Problems[field]; !seen {
			f.Problems[field] = problem
		}
	}
	return true
}

// Rows is how many repeated parts a form has: one more than the highest n of a field "name.n.…", at most max.
func (f *Form) Rows(name string, max int) int {
	rows := 0
	for n := range max {
		prefix := fmt.Sprintf("%s.%d.", name, n)
		for field := range f.Values {
			if strings.HasPrefix(field, prefix) {
				rows = n + 1
				break
			}
		}
	}
	return rows
}

// Row is the name of a field in a repeated part: Row("delegates", 2, "email") is "delegates.2.email".
func Row(name string, n int, field string) string { return fmt.Sprintf("%s.%d.%s", name, n, field) }
