package dialogue

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
)

// SelectionProtocol is the record of a series' selection, for the archive and for those who ask to see it.
type SelectionProtocol struct {
	Invitation Invitation
	Names      bool           // false: without any person's name
	Draws      []ProtocolDraw // oldest first
	Staff      map[ID]string  // names; empty without names
	StaffNo    map[ID]int     // who is who without names, from 1
	Now        time.Time
}

// ProtocolDraw is one draw, with everything that was proposed and decided in it.
type ProtocolDraw struct {
	Selection Selection
	Seed      []byte              // what the lots are drawn with; empty before the public value is entered
	Proposals []SelectionProposal // oldest first
	Locks     []SelectionLock     // lifted ones too, oldest first
	View      *SelectionView      // of the approved proposal, else of the newest
	Units     map[ID]string       // the names of those whom locks are about
}

// WithoutNames is the protocol for those who ask to see it: no person's name, nor a reason that may hold one. A person who applied alone
// is a number and a county, a staff user a number. Municipalities and other bodies keep their names.
func (p SelectionProtocol) WithoutNames() SelectionProtocol {
	if !p.Names {
		return p
	}
	p.Names = false
	known := p.everyName()
	p.numberStaff()
	draws := slices.Clone(p.Draws)
	for i := range draws {
		draws[i].withoutNames(known)
	}
	p.Draws, p.Staff = draws, nil
	return p
}

// knownNames are names that must not be said: the whole ones of all, and the words of those of each registration.
type knownNames struct {
	whole []string
	parts map[ID][]string
}

func (p SelectionProtocol) everyName() knownNames {
	known := knownNames{parts: map[ID][]string{}}
	add := func(r ID, name string) {
		words := nameWords(name)
		if len(words) == 0 {
			return
		}
		known.whole = append(known.whole, strings.Join(words, " "))
		if !r.IsZero() {
			known.parts[r] = append(known.parts[r], words...)
		}
	}
	for _, d := range p.Draws {
		if d.View == nil {
			continue
		}
		for _, u := range d.View.Units {
			add(u.Registration.ID, u.Registration.Contact.Name)
			for _, one := range u.Registration.Delegates {
				add(u.Registration.ID, one.Name)
			}
			if u.Registration.Unit.Kind == Person {
				add(u.Registration.ID, u.Registration.Unit.Name)
			}
		}
	}
	for _, name := range p.Staff {
		add(ID{}, name)
	}
	return known
}

// nameWords are the words of a text in small letters; shorter ones than three letters are no name.
func nameWords(s string) []string {
	words := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && r != '-' })
	return slices.DeleteFunc(words, func(w string) bool { return len([]rune(w)) < 3 })
}

// named reports whether a text says somebody's whole name, or any part of the name of somebody in the registration.
func (k knownNames) named(text string, registration ID) bool {
	words := nameWords(text)
	said := " " + strings.Join(words, " ") + " "
	for _, name := range k.whole {
		if strings.Contains(said, " "+name+" ") {
			return true
		}
	}
	return slices.ContainsFunc(words, func(w string) bool { return slices.Contains(k.parts[registration], w) })
}

// numberStaff numbers those who have done something, in the order they did.
func (p *SelectionProtocol) numberStaff() {
	p.StaffNo = map[ID]int{}
	for _, d := range p.Draws {
		ids := []ID{d.Selection.FrozenBy, d.Selection.ValueBy}
		for _, one := range d.Proposals {
			ids = append(ids, one.MadeBy, one.ApprovedBy)
		}
		for _, l := range d.Locks {
			ids = append(ids, l.MadeBy, l.LiftedBy)
		}
		for _, id := range append(ids, d.Selection.SentBy) {
			if !id.IsZero() && p.StaffNo[id] == 0 {
				p.StaffNo[id] = len(p.StaffNo) + 1
			}
		}
	}
}

func (d *ProtocolDraw) withoutNames(known knownNames) {
	if known.named(d.Selection.Reason, ID{}) {
		d.Selection.Reason = ""
	}
	d.Proposals = slices.Clone(d.Proposals)
	for i := range d.Proposals {
		if known.named(d.Proposals[i].Note, ID{}) {
			d.Proposals[i].Note = ""
		}
	}
	alone := map[ID]string{}
	if d.View != nil {
		alone = d.View.numberPersons()
		view := *d.View
		view.Units = slices.Clone(view.Units)
		for i := range view.Units {
			view.Units[i].withoutNames(known, alone)
		}
		d.View = &view
	}
	units := map[ID]string{}
	for id, name := range d.Units {
		units[id] = cmp.Or(alone[id], name)
	}
	d.Units = units
	d.Locks = slices.Clone(d.Locks)
	for i := range d.Locks {
		l := &d.Locks[i]
		_, person := alone[l.Registration]
		about := person || !l.Delegate.IsZero()
		if about || known.named(l.Reason, l.Registration) {
			l.Reason = ""
		}
		if about || known.named(l.LiftedReason, l.Registration) {
			l.LiftedReason = ""
		}
	}
}

// numberPersons are those who applied alone, «Person 12 (Finnmark)»; numbered by lot, which says nothing of who they are.
func (v SelectionView) numberPersons() map[ID]string {
	alone := map[ID]string{}
	for _, u := range ByLot(v.Units) {
		if u.Registration.Unit.Kind != Person {
			continue
		}
		name := fmt.Sprintf("Person %d", len(alone)+1)
		if u.CountyName != "" {
			name += " (" + u.CountyName + ")"
		}
		alone[u.Registration.ID] = name
	}
	return alone
}

func (u *SelectedUnit) withoutNames(known knownNames, alone map[ID]string) {
	r := u.Registration
	kept := Registration{Organiser: r.Organiser, ID: r.ID, Series: r.Series, State: r.State, Unit: r.Unit, ReceivedAt: r.ReceivedAt}
	if name, person := alone[r.ID]; person {
		kept.Unit = Unit{Kind: Person, Name: name}
	}
	hide := func(text string, about bool) string {
		if about || known.named(text, r.ID) {
			return ""
		}
		return text
	}
	_, person := alone[r.ID]
	u.Registration, u.Lock = kept, nil
	u.Reason.Text = hide(u.Reason.Text, person)
	persons := make([]SelectedPerson, 0, len(u.Persons))
	for _, p := range u.Persons {
		p.Delegate, p.Role, p.Lock = Delegate{ID: p.Delegate.ID}, Text{}, nil
		p.Reason.Text = ""
		persons = append(persons, p)
	}
	u.Persons = persons
}
