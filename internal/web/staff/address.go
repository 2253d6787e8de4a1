package staff

import (
	"bytes"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/export"
	"dialogmote/internal/web/form"
	"dialogmote/internal/web/page"
	"dialogmote/templates"
)

func (h *handlers) addressRoutes() []page.Route {
	const book = "/intern/adresser"
	const unit = book + "/om/{unit}"
	const one = unit + "/{address}"
	confirm := post(book+"/bekreft", page.Editor, h.postConfirmSuggestions)
	return append([]page.Route{
		get(book, page.Reader, h.getAddressBook),
		confirm,
		post(book+"/virker", page.Editor, h.postAddressesWork),
		post(book+"/flytt", page.Editor, h.postMoveAddresses),
		get(book+"/adressebok.csv", page.Reader, func(w http.ResponseWriter, r *http.Request) error { return h.addressFile(w, r, "csv") }),
		get(book+"/adressebok.xlsx", page.Reader, func(w http.ResponseWriter, r *http.Request) error { return h.addressFile(w, r, "xlsx") }),

		get(unit, page.Reader, h.getAddressUnit),
		post(unit, page.Editor, h.postAddressUnit),
		post(unit+"/ny", page.Editor, h.postNewAddress),
		get(one, page.Editor, h.getAddress),
		post(one, page.Editor, h.postAddress),
		post(one+"/fjern", page.Editor, h.postRemoveAddress),
		post(one+"/feil", page.Editor, h.postAddressFailure),
		post(one+"/virker", page.Editor, h.postAddressWorks),
	}, h.addressImportRoutes()...)
}

// addressFilter reads the filter; what cannot be read is left out.
func addressFilter(f *form.Form) dialogue.AddressFilter {
	quiet := form.FromValues(f.Values)
	return dialogue.AddressFilter{
		State:  form.Choice(quiet, "status", dialogue.BookStates[:]...),
		County: quiet.Line("fylke", form.Optional(10)),
		Kind:   form.Choice(quiet, "slag", dialogue.BookKinds[:]...),
		Words:  quiet.Line("sok", form.Optional(200)),
	}
}

// getAddressBook is the address book with what the filter lets through.
func (h *handlers) getAddressBook(w http.ResponseWriter, r *http.Request) error {
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	actor := h.k.Actor(r)
	book, err := h.a.AddressBook(r.Context(), actor, addressFilter(f))
	if err != nil {
		return err
	}
	filter := h.k.Form(r, u().StaffAddresses())
	filter.Values, filter.Get = f.Values, true
	return h.k.Render(w, r, http.StatusOK, templates.AddressBook(templates.AddressBookView{
		Frame: h.frame(r, templates.SectionAddresses, h.k.Printer(r).T("staff.address.title")), Book: book, Filter: filter,
		MayEdit: actor.MayEdit(actor.Organiser),
	}))
}

// postConfirmSuggestions confirms the one whose button was pressed, else all that are ticked.
func (h *handlers) postConfirmSuggestions(w http.ResponseWriter, r *http.Request) error {
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	keys := f.Values["unit"]
	if one := f.Raw("one"); one != "" {
		keys = []string{one}
	}
	n, gone, err := h.a.ConfirmSuggestions(r.Context(), h.k.Actor(r), keys...)
	if err != nil {
		return err
	}
	p := h.k.Printer(r)
	var said []string
	if n > 0 {
		said = append(said, p.N("staff.address.confirmed", n))
	}
	if gone > 0 {
		said = append(said, p.N("staff.address.confirmed.gone", gone))
	}
	if len(said) == 0 {
		said = append(said, p.T("staff.address.confirmed.none"))
	}
	h.k.Notice(r, strings.Join(said, " "))
	return h.k.SeeOther(w, r, toBook(f.Raw("back")))
}

// toBook is a page of the address book that a form asks to go on to; anything else is the book.
func toBook(path string) string {
	if to := back(path); to == u().StaffAddresses() || strings.HasPrefix(to, u().StaffAddresses()+"?") || strings.HasPrefix(to, u().StaffAddresses()+"/") {
		return to
	}
	return u().StaffAddresses()
}

// postAddressesWork lets letters go to all the addresses again that the page showed as failing.
func (h *handlers) postAddressesWork(w http.ResponseWriter, r *http.Request) error {
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	n, err := h.a.ClearAddressFailure(r.Context(), h.k.Actor(r), f.IDs("address")...)
	if err != nil {
		return err
	}
	h.k.Notice(r, h.k.Printer(r).N("staff.address.works", n))
	return h.k.SeeOther(w, r, u().StaffAddresses())
}

// postMoveAddresses moves what a former municipality has to one that it has become. The button names both.
func (h *handlers) postMoveAddresses(w http.ResponseWriter, r *http.Request) error {
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	from, to, _ := strings.Cut(f.Raw("move"), " ")
	moved, err := h.a.MoveAddresses(r.Context(), h.k.Actor(r), from, to)
	if err != nil {
		return err
	}
	p := h.k.Printer(r)
	var said []string
	if moved.Moved > 0 {
		said = append(said, p.N("staff.address.moved", moved.Moved))
	}
	if moved.Same > 0 {
		said = append(said, p.N("staff.address.moved.same", moved.Same))
	}
	if len(said) == 0 {
		said = append(said, p.T("staff.address.moved.none"))
	}
	h.k.Notice(r, strings.Join(said, " "))
	next := toBook(f.Raw("back"))
	if next == u().StaffAddressUnit(from) { // which is no page of the book any more
		next = u().StaffAddressUnit(to)
	}
	return h.k.SeeOther(w, r, next)
}

// addressFile is the book, as the filter has it, in the form that an import reads.
func (h *handlers) addressFile(w http.ResponseWriter, r *http.Request, format string) error {
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	book, err := h.a.AddressBook(r.Context(), h.k.Actor(r), addressFilter(f))
	if err != nil {
		return err
	}
	table := addressTable(h.k.Printer(r), book.Rows)
	body, kind, err := tableFile(table, format)
	if err != nil {
		return err
	}
	if err := h.a.NoteAddressExport(r.Context(), h.k.Actor(r), format, len(table.Rows)); err != nil {
		return err
	}
	return sendFile(w, "adressebok-"+book.Organiser.Slug+"-"+dialogue.DateOf(book.Now).String()+"."+format, kind, body)
}

// tableFile is one table as a file, and its type.
func tableFile(table export.Table, format string) (body []byte, kind string, err error) {
	var b bytes.Buffer
	if format == "csv" {
		err = export.CSV(&b, table)
		return b.Bytes(), "text/csv; charset=utf-8", err
	}
	err = export.XLSX(&b, []export.Table{table})
	return b.Bytes(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", err
}

// addressUnit is the unit that the address names, and the view of its page with nothing typed.
func (h *handlers) addressUnit(r *http.Request) (templates.AddressUnitView, error) {
	actor := h.k.Actor(r)
	found, err := h.a.AddressBookUnit(r.Context(), actor, h.k.Param(r, "unit"))
	if err != nil {
		return templates.AddressUnitView{}, err
	}
	v := templates.AddressUnitView{Page: found, MayEdit: actor.MayEdit(actor.Organiser)}
	v.Frame = h.frame(r, templates.SectionAddresses, found.Unit.Name)
	v.Frame.Back = templates.Link{Href: u().StaffAddresses(), Label: h.k.Printer(r).T("staff.address.title")}
	v.Frame.Path = u().StaffAddressUnit(found.Key())
	v.New = h.k.Form(r, u().StaffAddressNew(found.Key()))
	v.New.ID = "ny"
	v.Edit = h.k.Form(r, u().StaffAddressUnit(found.Key()))
	v.Edit.ID, v.Edit.Values, v.Edit.ReadOnly = "om", templates.AddressUnitValues(found.BookUnit), !v.MayEdit
	return v, nil
}

func (h *handlers) getAddressUnit(w http.ResponseWriter, r *http.Request) error {
	v, err := h.addressUnit(r)
	if err != nil {
		return err
	}
	return h.k.Render(w, r, http.StatusOK, templates.AddressUnit(v))
}

// postAddressUnit stores the unit's language form and domains.
func (h *handlers) postAddressUnit(w http.ResponseWriter, r *http.Request) error {
	v, err := h.addressUnit(r)
	if err != nil {
		return err
	}
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	e := dialogue.UnitEdit{Version: f.Version(), Domains: dialogue.ReadDomains(f.Lines("domains", form.Optional(4000)))}
	if lang := form.Choice(f, "lang", string(dialogue.Bokmal), string(dialogue.Nynorsk), "none"); lang != "none" {
		e.Lang = dialogue.Lang(lang)
	}
	if v.Page.Unit.Kind.Official() {
		e.OwnDomains = form.Choice(f, "whose", "register", "own") == "own"
	}
	if f.OK() {
		err = h.a.SaveUnit(r.Context(), h.k.Actor(r), v.Page.Key(), e)
	}
	return h.answerForm(w, r, formAnswer{f: f, err: err, action: v.Edit.Action, notice: "staff.address.settings.saved", next: u().StaffAddressUnit(v.Page.Key()),
		stored: func() (url.Values, error) {
			v, err = h.addressUnit(r)
			return templates.AddressUnitValues(v.Page.BookUnit), err
		},
		again: func(status int, filled templates.Form) error {
			filled.ID = "om"
			v.Edit, v.Frame.Problems = filled, true
			return h.k.Render(w, r, status, templates.AddressUnit(v))
		}})
}

// formAnswer is what a posted form is answered with: the page it goes on to, or itself again.
type formAnswer struct {
	f      *form.Form
	err    error
	action string
	notice string // key of the catalogue
	next   string
	stored func() (url.Values, error) // what is stored now, when somebody came before
	again  func(status int, filled templates.Form) error
}

func (h *handlers) answerForm(w http.ResponseWriter, r *http.Request, a formAnswer) error {
	switch {
	case a.f.Adopt(a.err) || !a.f.OK():
		return a.again(http.StatusUnprocessableEntity, h.k.Filled(r, a.action, a.f))
	case a.stored != nil && errors.Is(a.err, dialogue.ErrStale):
		stored, err := a.stored()
		if err != nil {
			return err
		}
		return a.again(http.StatusConflict, h.k.Stale(r, a.action, a.f, stored))
	case a.err != nil:
		return a.err
	}
	h.k.Notice(r, h.k.Printer(r).T(a.notice))
	return h.k.SeeOther(w, r, a.next)
}

func readAddress(f *form.Form) dialogue.AddressEdit {
	return dialogue.AddressEdit{
		Version:  f.Version(),
		Email:    f.Email("email", true),
		Name:     f.Line("name", form.Optional(dialogue.MaxName)),
		Position: f.Line("position", form.Optional(dialogue.MaxLine)),
	}
}

func (h *handlers) postNewAddress(w http.ResponseWriter, r *http.Request) error {
	v, err := h.addressUnit(r)
	if err != nil {
		return err
	}
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	e := readAddress(f)
	if f.OK() {
		err = h.a.SaveAddress(r.Context(), h.k.Actor(r), v.Page.Key(), e)
	}
	return h.answerForm(w, r, formAnswer{f: f, err: err, action: v.New.Action, notice: "staff.address.added", next: u().StaffAddressUnit(v.Page.Key()),
		again: func(status int, filled templates.Form) error {
			filled.ID = "ny"
			v.New, v.Frame.Problems = filled, true
			return h.k.Render(w, r, status, templates.AddressUnit(v))
		}})
}

// oneAddress is the address that the request names, and the view of its page with nothing typed.
func (h *handlers) oneAddress(r *http.Request) (templates.AddressView, error) {
	id, err := h.k.ParamID(r, "address")
	if err != nil {
		return templates.AddressView{}, err
	}
	found, err := h.a.AddressBookUnit(r.Context(), h.k.Actor(r), h.k.Param(r, "unit"))
	if err != nil {
		return templates.AddressView{}, err
	}
	a := found.Address(id)
	if a == nil {
		return templates.AddressView{}, dialogue.ErrNotFound
	}
	v := templates.AddressView{Unit: found, Address: *a, Frame: h.frame(r, templates.SectionAddresses, a.Email)}
	v.Frame.Back = templates.Link{Href: u().StaffAddressUnit(found.Key()), Label: found.Unit.Name}
	v.Frame.Path = u().StaffAddress(found.Key(), id)
	v.Form = h.k.Form(r, u().StaffAddress(found.Key(), id))
	v.Form.Values = templates.AddressValues(*a)
	v.Failure = h.k.Form(r, u().StaffAddressPart(found.Key(), id, "feil"))
	v.Failure.ID = "retur"
	return v, nil
}

func (h *handlers) getAddress(w http.ResponseWriter, r *http.Request) error {
	v, err := h.oneAddress(r)
	if err != nil {
		return err
	}
	return h.k.Render(w, r, http.StatusOK, templates.Address(v))
}

func (h *handlers) postAddress(w http.ResponseWriter, r *http.Request) error {
	v, err := h.oneAddress(r)
	if err != nil {
		return err
	}
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	e := readAddress(f)
	e.ID = v.Address.ID
	if f.OK() {
		err = h.a.SaveAddress(r.Context(), h.k.Actor(r), v.Unit.Key(), e)
	}
	return h.answerForm(w, r, formAnswer{f: f, err: err, action: v.Form.Action, notice: "staff.address.saved", next: u().StaffAddressUnit(v.Unit.Key()),
		stored: func() (url.Values, error) {
			v, err = h.oneAddress(r)
			return templates.AddressValues(v.Address), err
		},
		again: func(status int, filled templates.Form) error {
			v.Form, v.Frame.Problems = filled, true
			return h.k.Render(w, r, status, templates.Address(v))
		}})
}

func (h *handlers) postRemoveAddress(w http.ResponseWriter, r *http.Request) error {
	v, err := h.oneAddress(r)
	if err != nil {
		return err
	}
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	if err := h.a.RemoveAddress(r.Context(), h.k.Actor(r), v.Address.ID, f.Version()); err != nil {
		return err
	}
	h.k.Notice(r, h.k.Printer(r).T("staff.address.removed", "Email", v.Address.Email))
	return h.k.SeeOther(w, r, u().StaffAddressUnit(v.Unit.Key()))
}

// postAddressFailure notes by hand that letters come back.
func (h *handlers) postAddressFailure(w http.ResponseWriter, r *http.Request) error {
	v, err := h.oneAddress(r)
	if err != nil {
		return err
	}
	f, err := form.Read(r)
	if err != nil {
		return err
	}
	words := f.Line("failure", form.Required(300))
	if f.OK() {
		err = h.a.NoteAddressFailure(r.Context(), h.k.Actor(r), v.Address.ID, f.Version(), words)
	}
	return h.answerForm(w, r, formAnswer{f: f, err: err, action: v.Failure.Action, notice: "staff.address.noted", next: u().StaffAddressUnit(v.Unit.Key()),
		stored: func() (url.Values, error) {
			v, err = h.oneAddress(r)
			return url.Values{"version": templates.AddressValues(v.Address)["version"], "failure": {v.Address.Failure}}, err
		},
		again: func(status int, filled templates.Form) error {
			filled.ID = "retur"
			v.Failure, v.Frame.Problems = filled, true
			return h.k.Render(w, r, status, templates.Address(v))
		}})
}

func (h *handlers) postAddressWorks(w http.ResponseWriter, r *http.Request) error {
	v, err := h.oneAddress(r)
	if err != nil {
		return err
	}
	n, err := h.a.ClearAddressFailure(r.Context(), h.k.Actor(r), v.Address.ID)
	if err != nil {
		return err
	}
	h.k.Notice(r, h.k.Printer(r).N("staff.address.works", n))
	return h.k.SeeOther(w, r, u().StaffAddressUnit(v.Unit.Key()))
}
