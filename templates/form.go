package templates

import (
	"context"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
)

// Form is what one form is drawn from: what has been typed, and what is wrong with it. A field finds its value and its
// problem by its name, so nothing typed is lost and no error is left out of the summary.
type Form struct {
	L      lang.Printer
	Action string

	// Values holds what was typed, or what is stored when an edit form is opened. nil is a new form: fields show their own
	// default.
	Values   url.Values
	Problems dialogue.Problems

	// Stored is what somebody else has saved since the form was opened, when that stopped a save: the form tells so and shows
	// where it differs from Values. The hidden version must then be the stored row's.
	Stored url.Values

	ID          string // set when a page has several forms: goes before the id of every field
	Get         bool   // a search: GET, nothing is changed
	Upload      bool   // has a file field
	WarnUnsaved bool   // ask before leaving with unsaved changes; for the staff's edit forms
	ReadOnly    bool   // for a reader: every field is shown and none can be changed
}

// Field is one field. The zero value of everything but Name and Label is a good choice.
type Field struct {
	Name  string // as in dialogue.Problems: "delegates.2.email"
	Label string
	Hint  string // shown under the label

	Value   string   // shown in a new form
	Checked bool     // Checkbox, in a new form
	Chosen  []string // Checkboxes, in a new form

	Required  bool // «Må fylles ut», else «Valgfritt»
	Unmarked  bool // neither is said: filters, and forms with one field
	HideLabel bool // the label is for screen readers: the column or legend says it

	Autocomplete string        // the HTML token: "name", "email", "tel"
	Lang         dialogue.Lang // the language of the text, when it is not the page's
	Rows         int           // Textarea; 0: five
	Options      []Option      // Select, Radios, Checkboxes
	AsList       bool          // Radios and Checkboxes with much to say stand between rules
	Search       bool          // Select: search-as-you-type
	NoChoice     string        // Select: the empty option; «Velg» when not set
	Accept       string        // File: ".pdf,.docx"
	Multiple     bool          // File: several may be chosen
}

// Option is one thing to choose.
type Option struct {
	Value    string
	Label    string
	Lines    []string // Radios and Checkboxes: more of the label, a line each
	Status   string   // Radios and Checkboxes: a word about it, in the colour of Tone
	Tone     Tone
	Hint     string
	Group    string // Select: options that follow each other with the same group stand under it
	Words    string // Select with Search: more words to be found by, as a former or Sámi name
	Disabled bool   // cannot be chosen; say why in Hint
}

// name is the whole label on one line.
func (o Option) name() string { return strings.Join(append([]string{o.Label}, o.Lines...), ", ") }

var hoursLast = regexp.MustCompile(`(kl\. )?\d\d[.:]\d\d–\d\d[.:]\d\d$`)

// cutHours parts a text from the hours it ends with.
func cutHours(text string) (before, hours string) {
	if at := hoursLast.FindStringIndex(text); at != nil {
		return strings.TrimSuffix(text[:at[0]], " "), text[at[0]:]
	}
	return text, ""
}

// about reports whether something stands under the label.
func (o Option) about() bool { return o.Status != "" || o.Hint != "" }

// value is what the field shows.
func (f Form) value(fd Field) string {
	if f.Values == nil {
		return fd.Value
	}
	return f.Values.Get(fd.Name)
}

// has reports whether a choice is made.
func (f Form) has(fd Field, option string) bool {
	if f.Values == nil {
		return fd.Value == option && option != "" || slices.Contains(fd.Chosen, option)
	}
	return slices.Contains(f.Values[fd.Name], option)
}

// checked reports whether a single checkbox is on.
func (f Form) checked(fd Field) bool {
	if f.Values == nil {
		return fd.Checked
	}
	return f.Values.Get(fd.Name) != ""
}

// problem is what is wrong with a field, said to the reader; "" when nothing is.
func (f Form) problem(name string) string {
	p, wrong := f.Problems[name]
	if !wrong {
		return ""
	}
	return f.L.Problem(p)
}

// id is the field's id in the page. Dots would need escaping in selectors.
func (f Form) id(name string) string {
	id := strings.ReplaceAll(name, ".", "-")
	if f.ID != "" {
		return f.ID + "-" + id
	}
	return id
}

// describedBy lists the ids of the field's hint and error, in reading order.
func (f Form) describedBy(fd Field) string {
	var ids []string
	if fd.Hint != "" {
		ids = append(ids, f.id(fd.Name)+"-hint")
	}
	if f.problem(fd.Name) != "" {
		ids = append(ids, f.id(fd.Name)+"-error")
	}
	return strings.Join(ids, " ")
}

// optionID is the id of one of several choices. The first has the field's own id, which the summary of errors leads to.
func (f Form) optionID(fd Field, i int) string {
	if i == 0 {
		return f.id(fd.Name)
	}
	return fmt.Sprintf("%s-%d", f.id(fd.Name), i+1)
}

func (f Form) method() string {
	if f.Get {
		return "get"
	}
	return "post"
}

// encoding is only said when it differs from what forms do by themselves.
func (f Form) encoding() string {
	if f.Upload {
		return "multipart/form-data"
	}
	return ""
}

// rows is the height of a text area.
func (fd Field) rows() string {
	if fd.Rows > 0 {
		return fmt.Sprint(fd.Rows)
	}
	return "5"
}

// drawn is what a form has drawn so far: its fields in document order, for the summary above them.
type drawn struct {
	fields   []drawnField
	submits  bool // a submit button other than the primary one stands among the fields
	markdown bool // how Markdown is written has been told
}

type drawnField struct {
	name, id, label string
	options         []Option // of a choice
}

type (
	drawnKey struct{}
	groupKey struct{}
)

// note tells the form that a field is drawn here.
func (f Form) note(ctx context.Context, name, label string) string {
	return f.noteAs(ctx, name, name, label)
}

// noteAs is note for a problem that is mended in another field than it is named for.
func (f Form) noteAs(ctx context.Context, name, at, label string) string {
	if d, ok := ctx.Value(drawnKey{}).(*drawn); ok {
		if group, ok := ctx.Value(groupKey{}).(string); ok {
			label = group + ", " + label
		}
		d.fields = append(d.fields, drawnField{name: name, id: f.id(at), label: label})
	}
	return ""
}

// noteChoice is note for a field with options.
func (f Form) noteChoice(ctx context.Context, fd Field) string {
	f.note(ctx, fd.Name, fd.Label)
	if d, ok := ctx.Value(drawnKey{}).(*drawn); ok {
		d.fields[len(d.fields)-1].options = fd.Options
	}
	return ""
}

// firstMarkdown reports whether this is the form's first Markdown text: how it is written is told once.
func firstMarkdown(ctx context.Context) bool {
	d, ok := ctx.Value(drawnKey{}).(*drawn)
	if !ok {
		return true
	}
	told := d.markdown
	d.markdown = true
	return !told
}

// noteSubmit tells the form that a second submit button is drawn here, so that Enter must be led to the primary one.
func noteSubmit(ctx context.Context) string {
	if d, ok := ctx.Value(drawnKey{}).(*drawn); ok {
		d.submits = true
	}
	return ""
}

func inGroup(ctx context.Context, legend string) context.Context {
	return context.WithValue(ctx, groupKey{}, legend)
}

// complaint is one line of the summary of errors.
type complaint struct{ href, text string }

// complaints lists every problem: those of the whole form first, then field by field in document order, then those whose
// field is not on the page, so that none is silent.
func (f Form) complaints(d *drawn) []complaint {
	var all []complaint
	told := map[string]bool{"": true}
	if text := f.problem(""); text != "" {
		all = append(all, complaint{text: text})
	}
	for _, field := range d.fields {
		text := f.problem(field.name)
		if text == "" || told[field.name] {
			continue
		}
		told[field.name] = true
		all = append(all, complaint{"#" + field.id, sentence(field.label, text)})
	}
	var rest []string
	for name := range f.Problems {
		if !told[name] {
			rest = append(rest, name)
		}
	}
	slices.Sort(rest)
	for _, name := range rest {
		all = append(all, complaint{text: f.problem(name)})
	}
	return all
}

// sentence joins a label and what is wrong with it. A label that asks keeps its question mark.
func sentence(label, text string) string {
	if strings.HasSuffix(label, "?") {
		return label + " " + text
	}
	return label + ": " + text
}

// SetText puts a text in a form's values as name.nb, name.nn and name.en, where Texts shows it.
func SetText(values url.Values, name string, t dialogue.Text) {
	for _, l := range dialogue.Langs {
		values.Set(name+"."+string(l), t.Get(l))
	}
}
