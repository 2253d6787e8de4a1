package templates

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
	"dialogmote/internal/urls"
)

// NeedsRoomView is the room where a contact tells what the delegates need.
type NeedsRoomView struct {
	OwnView
	Room   dialogue.NeedsRoom
	Failed dialogue.ID // the delegate whose form has problems or is stale
	Form   Form        // as it was typed
}

// needsBlock is one delegate's form, for the contact or for the delegate.
type needsBlock struct {
	L    lang.Printer
	Form Form
	Of   dialogue.NeedsOf
	Self bool
	Open bool // the form is shown, and not only the way to it
	Look Look // of its button: one of several like it is no primary one
}

// NeedsValues is what a form shows of what is stored.
func NeedsValues(n dialogue.NeedsOf) url.Values {
	values := url.Values{"text": {n.Needs.Text}, "version": {strconv.Itoa(n.Version)}}
	for _, need := range n.Needs.Choices {
		name := "food"
		if slices.Contains(dialogue.AccessNeeds(), need) {
			name = "access"
		}
		values.Add(name, string(need))
	}
	if n.Stored {
		values.Set("consent", "1")
	}
	return values
}

// NeedWord is one thing that can be ticked, in words.
func NeedWord(p lang.Printer, n dialogue.Need) string {
	return p.T("delegation.needs.choice." + string(n))
}

func needOptions(p lang.Printer, needs []dialogue.Need) []Option {
	var options []Option
	for _, n := range needs {
		options = append(options, Option{Value: string(n), Label: NeedWord(p, n)})
	}
	return options
}

// needWords is everything that is ticked: «Uten nøtter, plass til rullestol».
func needWords(p lang.Printer, n dialogue.Needs) string {
	var words []string
	for i, need := range n.Choices {
		word := NeedWord(p, need)
		if i > 0 {
			word = lowerFirst(word)
		}
		words = append(words, word)
	}
	return strings.Join(words, ", ")
}

func (v NeedsRoomView) block(n dialogue.NeedsOf) needsBlock {
	p := v.Frame.L
	b := needsBlock{L: p, Of: n, Open: len(v.Room.Rows) == 1 && !n.Stored}
	b.Form = Form{L: p, Action: urls.Paths().MyNeedsOf(p.Lang(), v.Page.Registration.Reference, n.Delegate.ID), Values: NeedsValues(n)}
	if len(v.Room.Rows) > 1 {
		b.Look = Secondary
	}
	if v.Failed == n.Delegate.ID && !v.Failed.IsZero() {
		b.Form, b.Open = v.Form, true
	}
	b.Form.ID = "n" + n.Delegate.ID.String()
	return b
}

// none says why nobody is asked.
func (v NeedsRoomView) none() string {
	p := v.Frame.L
	switch {
	case !v.Room.On:
		return p.T("delegation.needs.off")
	case onTeams(&v.Page):
		return p.T("delegation.needs.teams")
	case v.Page.Registration.State == dialogue.Active && meetingAhead(&v.Page):
		return p.T("delegation.needs.waits")
	}
	return p.T("delegation.needs.over")
}

// erased says when it is erased.
func (b needsBlock) erased() string {
	if on := b.Of.ErasedOn(); !on.IsZero() {
		return b.L.T("delegation.needs.erased", "Date", b.L.Date(on))
	}
	return b.L.T("delegation.needs.erased-later")
}

func (b needsBlock) summary() string {
	switch {
	case b.Of.Stored && b.Self:
		return b.L.T("delegation.needs.change")
	case b.Of.Stored:
		return b.L.T("delegation.needs.change-for", "Name", b.Of.Delegate.Name)
	case b.Self:
		return b.L.T("delegation.needs.write")
	}
	return b.L.T("delegation.needs.write-for", "Name", b.Of.Delegate.Name)
}

func (b needsBlock) consent() string {
	if b.Self {
		return b.L.T("delegation.needs.consent-self")
	}
	return b.L.T("delegation.needs.consent", "Name", b.Of.Delegate.Name)
}

// onTeams reports whether every meeting that the delegation comes to is held on Teams.
func onTeams(page *dialogue.OwnPage) bool {
	digital := false
	for _, id := range page.Registration.Meetings() {
		if m := page.Invitation.Meeting(id); m != nil && m.State == dialogue.Planned && !m.Over(page.Now) {
			if !m.Digital {
				return false
			}
			digital = true
		}
	}
	return digital && page.Registration.State == dialogue.Active
}

func meetingAhead(page *dialogue.OwnPage) bool {
	for _, m := range page.Invitation.Meetings {
		if m.State == dialogue.Planned && !m.Started(page.Now) {
			return true
		}
	}
	return false
}

// needsRoom leads to where needs are told. Who waits for a place has none yet.
func needsRoom(v OwnView) room {
	p, n := v.Frame.L, v.Page.Needs
	var state string
	switch {
	case !n.On:
		return room{}
	case n.Stored > 0:
		state = p.N("delegation.needs.state.stored", n.Stored)
	case n.Asked > 0:
		state = p.T("delegation.needs.state.none")
	case onTeams(&v.Page):
		state = p.T("delegation.needs.state.teams")
	default:
		return room{}
	}
	return room{urls.Paths().MyNeeds(p.Lang(), v.Page.Registration.Reference), p.T("delegation.needs.title"), state}
}

// needs is the delegate's own form.
func (v AboutMeView) needs() needsBlock {
	p := v.Frame.L
	b := needsBlock{L: p, Of: *v.Page.Needs, Self: true}
	b.Form = Form{L: p, Action: urls.Paths().AboutMeNeeds(p.Lang(), v.Page.Delegate.Code), Values: NeedsValues(*v.Page.Needs)}
	if v.NeedsForm != nil {
		b.Form, b.Open = *v.NeedsForm, true
	}
	b.Form.ID = "n"
	return b
}
