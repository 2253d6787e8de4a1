package staff

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/web/form"
	"dialogmote/internal/web/page"
	"dialogmote/templates"
)

func (h *handlers) addressImportRoutes() []page.Route {
	const all = "/intern/adresser/import"
	look := post(all, page.Editor, h.postAddressFile)
	look.MaxBody = app.MaxAddressFile + page.MaxForm
	look.NoStore = true
	store := post(all+"/lagre", page.Editor, h.postAddressImport)
	store.MaxBody = 8 << 20 // the lines of the largest file, escaped
	store.NoStore = true
	template := func(format string) page.Handler {
		return func(w http.ResponseWriter, r *http.Request) error { return h.addressTemplateFile(w, r, format) }
	}
	return []page.Route{
		get(all, page.Editor, h.getAddressImport),
		look, store,
		get(all+"/mal.csv", page.Editor, template("csv")),
		get(all+"/mal.xlsx", page.Editor, template("xlsx")),
	}
}

func (h *handlers) getAddressImport(w http.ResponseWriter, r *http.Request) error {
	return h.importForm(w, r, http.StatusOK, nil)
}

// importForm is the form for a file, with what is wrong with the last one.
func (h *handlers) importForm(w http.ResponseWriter, r *http.Request, status int, problems dialogue.Problems) error {
	v := templates.AddressImportView{Frame: h.importFrame(r), Form: h.k.Form(r, u().StaffAddressImport())}
	v.Form.Upload, v.Form.Problems = true, problems
	v.Frame.Problems = len(problems) > 0
	return h.k.Render(w, r, status, templates.AddressImport(v))
}

func (h *handlers) importFrame(r *http.Request) templates.Frame {
	frame := h.frame(r, templates.SectionAddresses, h.k.Printer(r).T("staff.address.import.title"))
	frame.Back = templates.Link{Href: u().StaffAddresses(), Label: h.k.Printer(r).T("staff.address.title")}
	frame.Path = u().StaffAddressImport()
	return frame
}

// postAddressFile shows what a file would change. Nothing is stored: the page carries the lines it shows, and importing sends them.
func (h *handlers) postAddressFile(w http.ResponseWriter, r *http.Request) error {
	_, err := form.Read(r)
	tooLarge := dialogue.Problems{"file": {Key: "problem.import-too-large", Args: map[string]any{"MB": app.MaxAddressFile >> 20}}}
	if errors.As(err, new(*http.MaxBytesError)) {
		w.Header().Set("Connection", "close")
		return h.importForm(w, r, http.StatusRequestEntityTooLarge, tooLarge)
	}
	if err != nil {
		return err
	}
	name, content, err := addressFileOf(r)
	if err != nil {
		return err
	}
	if name == "" {
		return h.importForm(w, r, http.StatusUnprocessableEntity, dialogue.Problems{"file": {Key: "problem.import-choose"}})
	}
	preview, err := h.a.PreviewAddressImport(r.Context(), h.k.Actor(r), name, content)
	var problems dialogue.Problems
	if errors.As(err, &problems) {
		return h.importForm(w, r, http.StatusUnprocessableEntity, problems)
	}
	if err != nil {
		return err
	}
	return h.importPreview(w, r, http.StatusOK, preview)
}

// addressFileOf is the file of the request, one byte longer than allowed at most; no name when none was chosen.
func addressFileOf(r *http.Request) (string, []byte, error) {
	if r.MultipartForm == nil || len(r.MultipartForm.File["file"]) == 0 {
		return "", nil, nil
	}
	header := r.MultipartForm.File["file"][0]
	part, err := header.Open()
	if err != nil {
		return "", nil, err
	}
	defer part.Close()
	content, err := io.ReadAll(io.LimitReader(part, app.MaxAddressFile+1))
	return header.Filename, content, err
}

func (h *handlers) importPreview(w http.ResponseWriter, r *http.Request, status int, preview dialogue.AddressImport) error {
	v := templates.AddressImportView{Frame: h.importFrame(r), Form: h.k.Form(r, u().StaffAddressImportStore()), Import: preview, Stale: status == http.StatusConflict}
	for _, l := range preview.Lines {
		if !l.Takes() {
			continue
		}
		carried, err := json.Marshal(carriedLine{l.Row, l.Written, l.Key, l.Email, l.Name, l.Position, l.Lang, l.Domains})
		if err != nil {
			return err
		}
		v.Carried = append(v.Carried, string(carried))
	}
	return h.k.Render(w, r, status, templates.AddressImportPreview(v))
}

// carriedLine is a line of a preview as its form carries it: what was read, and which unit it was understood to be about.
type carriedLine struct {
	Row      int
	Written  string
	Key      string
	Email    string
	Name     string
	Position string
	Lang     dialogue.Lang
	Domains  []string
}

// postAddressImport takes in the lines that the preview carried and those that were ticked. What they say is checked anew, as anything that
// a browser sends.
func (h *handlers) postAddressImport(w http.ResponseWriter, r *http.Request) error {
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	var lines []dialogue.ImportLine
	for _, carried := range f.Values["line"] {
		var l carriedLine
		if err := json.Unmarshal([]byte(carried), &l); err != nil {
			return page.ErrBadRequest
		}
		lines = append(lines, dialogue.ImportLine{Row: l.Row, Written: l.Written, Key: l.Key, Email: l.Email, Name: l.Name, Position: l.Position,
			Lang: l.Lang, Domains: l.Domains})
	}
	counts, err := h.a.ImportAddresses(r.Context(), h.k.Actor(r), lines, f.Raw("stand"))
	if errors.Is(err, dialogue.ErrStale) {
		preview, err := h.a.PreviewAddressLines(r.Context(), h.k.Actor(r), lines)
		if err != nil {
			return err
		}
		return h.importPreview(w, r, http.StatusConflict, preview)
	}
	if err != nil {
		return err
	}
	h.k.Notice(r, h.k.Printer(r).T("staff.address.imported", "New", counts.New, "Changed", counts.Change))
	return h.k.SeeOther(w, r, u().StaffAddresses())
}

// addressTemplateFile is a file with the right headings and the organiser's units, to fill in.
func (h *handlers) addressTemplateFile(w http.ResponseWriter, r *http.Request, format string) error {
	book, err := h.a.AddressBook(r.Context(), h.k.Actor(r), dialogue.AddressFilter{})
	if err != nil {
		return err
	}
	body, kind, err := tableFile(addressTemplate(h.k.Printer(r), book.Rows), format)
	if err != nil {
		return err
	}
	return sendFile(w, "adresser-mal."+format, kind, body)
}
