package templates

import (
	"fmt"
	"slices"
	"strconv"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
	"dialogmote/internal/urls"
)

func (v OwnView) title() string {
	if v.Page.Registration.Unit.Kind == dialogue.Person {
		return v.Frame.L.T("delegation.own.title-person")
	}
	if asks(&v.Page.Invitation, v.Page.Registration) {
		return v.Frame.L.T("delegation.request.own.title", "Unit", v.Page.Registration.Unit.Name)
	}
	return v.Frame.L.T("delegation.own.title", "Unit", v.Page.Registration.Unit.Name)
}

// sentences say where the registration stands.
func (v OwnView) sentences() []string {
	p, r := v.Frame.L, v.Page.Registration
	switch r.State {
	case dialogue.HeldForStaff:
		return []string{p.T("delegation.received.step.held")}
	case dialogue.Proposal:
		return []string{p.T("delegation.received.step.proposal")}
	case dialogue.Withdrawn:
		if dialogue.DeadlineOver(&v.Page.Invitation, r, v.Page.Now) {
			return []string{p.T("delegation.own.withdrawn-late")}
		}
		return []string{p.T("delegation.own.withdrawn")}
	case dialogue.Refused:
		return []string{r.HeldReason}
	case dialogue.Settled:
		return nil
	}
	if v.mustChoose() {
		return []string{p.T("delegation.own.rechoose", "Until", p.DateTime(r.RechooseUntil))}
	}
	if why := v.whyAnswered(); why != "" {
		return append(speaks(p, &v.Page), why, v.deadlineSentence())
	}
	return append(speaks(p, &v.Page), v.deadlineSentence())
}

// whyAnswered is why the selection gave what it gave, as long as that is how it stands.
func (v OwnView) whyAnswered() string {
	if !v.Page.Stands() {
		return ""
	}
	a := v.Page.Answer
	return v.Frame.L.Reason(a.Reason, a.Outcome, lang.VoiceTo(v.Page.Registration.Unit.Kind), &v.Page.Invitation)
}

// mustChoose reports whether the registration lost its meeting and another can be chosen.
func (v OwnView) mustChoose() bool {
	r := v.Page.Registration
	return v.Page.May.ChooseAgain && v.Page.Now.Before(r.RechooseUntil) && len(r.Meetings()) == 0
}

// mustAnswer reports whether the delegation has grown into one that is asked what it wants if not all get a place.
func (v OwnView) mustAnswer() bool {
	r := v.Page.Registration
	return r.State == dialogue.Active && v.Page.May.ChooseAgain && r.IfNotAll == "" && v.Page.Invitation.Series.Rules.AsksIfNotAll(len(r.LiveDelegates()))
}

// changeLook is Primary when nothing else waits for an answer.
func (v OwnView) changeLook() Look {
	if v.mustChoose() || v.mustAnswer() || len(v.Page.Unanswered) > 0 {
		return Secondary
	}
	return Primary
}

// changeAllLook leaves the first button to adding one when that can be done.
func (v OwnView) changeAllLook() Look {
	if v.mayAddOne() && !v.full() {
		return Secondary
	}
	return v.changeLook()
}

// addOneLook is Primary as long as the delegation has places left.
func (v OwnView) addOneLook() Look {
	if v.full() {
		return Secondary
	}
	return v.changeLook()
}

// meeting is the one meeting of the registration, or nil.
func (v OwnView) meeting() *dialogue.Meeting {
	if ids := v.Page.Registration.Meetings(); len(ids) == 1 {
		return v.Page.Invitation.Meeting(ids[0])
	}
	return nil
}

// meetings are the registration's meetings, in the invitation's order.
func (v OwnView) meetings() []dialogue.Meeting {
	var attended []dialogue.Meeting
	for _, m := range v.Page.Invitation.Meetings {
		if slices.Contains(v.Page.Registration.Meetings(), m.ID) {
			attended = append(attended, m)
		}
	}
	return attended
}

func (v OwnView) deadlineSentence() string {
	p := v.Frame.L
	switch may := v.Page.May; {
	case may.ChangeWish:
		return p.T("delegation.request.own.change")
	case may.Add:
		for _, id := range v.Page.Registration.Meetings() {
			if m := v.Page.Invitation.Meeting(id); m != nil && !m.ClosesAt.IsZero() {
				return p.T("delegation.own.until", "Date", p.Deadline(m.ClosesAt))
			}
		}
		if closes := v.Page.Invitation.Series.ClosesAt; !closes.IsZero() {
			return p.T("delegation.own.until", "Date", p.Deadline(closes))
		}
		return p.T("delegation.own.open")
	case may.Change && may.Remove:
		return p.T("delegation.own.after-deadline")
	case may.Change:
		return p.T("delegation.own.after-deadline-binding")
	}
	return p.T("delegation.own.closed")
}

// used says how many of the places are filled, where one number can: «3 av 4 plasser».
func (v OwnView) used() string {
	r, rules := v.Page.Registration, v.Page.Invitation.Series.Rules
	if r.State != dialogue.Active || r.Unit.Kind == dialogue.Person || rules.Choice == dialogue.ChooseMany {
		return ""
	}
	return v.Frame.L.T("delegation.own.used", "Used", usedPlaces(r), "Max", rules.MaxDelegates)
}

// usedPlaces is how many people of a delegation count in its own number, not at own cost or apart.
func usedPlaces(r dialogue.Registration) int {
	n := 0
	for _, d := range r.LiveDelegates() {
		if slices.ContainsFunc(d.Seats, func(s dialogue.Seat) bool { return s.Pool == dialogue.InDelegation && !s.State.Gone() }) {
			n++
		}
	}
	return n
}

// full reports whether one more would be at own cost, or counted apart.
func (v OwnView) full() bool {
	rules := v.Page.Invitation.Series.Rules
	return rules.Choice != dialogue.ChooseMany && usedPlaces(v.Page.Registration) >= rules.MaxDelegates
}

func (v OwnView) changeLabel() string {
	if v.Page.May.Add && len(v.Page.Registration.LiveDelegates()) == 0 {
		return v.Frame.L.T("delegation.request.name")
	}
	if v.Page.May.Add {
		return v.Frame.L.T("delegation.own.change")
	}
	return v.Frame.L.T("delegation.own.change-names")
}

func (v OwnView) chooseLabel() string {
	if v.Page.Invitation.Series.Rules.Choice == dialogue.Ranked {
		return v.Frame.L.T("delegation.own.rank")
	}
	if v.mustChoose() {
		return v.Frame.L.T("delegation.own.choose-new")
	}
	return v.Frame.L.T("delegation.own.choose")
}

func (v OwnView) proposalForm(p dialogue.Registration) Form {
	return Form{L: v.Frame.L, ID: "p" + p.Reference, Action: urls.Paths().MyProposal(v.Frame.L.Lang(), v.Page.Registration.Reference, p.ID)}
}

func versionOf(r dialogue.Registration) string { return strconv.Itoa(r.Version) }

func peopleOptions(r dialogue.Registration) []Option {
	var options []Option
	for _, d := range r.LiveDelegates() {
		options = append(options, Option{Value: d.ID.String(), Label: d.Name, Hint: d.Position})
	}
	return options
}

func (v ChangeView) rightsNote() string {
	may := v.Page.May
	switch {
	case may.Add:
		return delegatesHint(v.Frame.L, &v.Page.Invitation)
	case may.Remove:
		return v.Frame.L.T("delegation.own.after-deadline")
	}
	return v.Frame.L.T("delegation.own.after-deadline-binding")
}

// peopleTitle is «Endre deltakerne», or what can be done after the deadline.
func (v ChangeView) peopleTitle() string {
	return OwnView{Frame: v.Frame, Page: v.Page}.changeLabel()
}

func (v ChangeView) chooseTitle() string {
	return OwnView{Frame: v.Frame, Page: v.Page}.chooseLabel()
}

func (v ChangeView) chooseLead() string {
	if v.Page.Invitation.Series.Rules.Choice == dialogue.Ranked {
		return rankingHint(v.Frame.L, &v.Page.Invitation)
	}
	return v.Frame.L.T("delegation.change.meeting.lead")
}

func (v ChangeView) meetings() []Option {
	options := meetingOptions(v.Frame.L, &v.Page.Invitation, v.Page.Invitation.MeetingsToChoose(v.Page.Registration, v.Page.Now), v.Page.Now)
	for i := range options {
		if options[i].Disabled { // its deadline has passed, but not for one whose own meeting was cancelled
			options[i].Disabled, options[i].Hint = false, ""
		}
	}
	return options
}

// removeRow takes a person off the form. New rows can always go; those registered when that is allowed.
func removeRow(f Form, inv *dialogue.Invitation, may dialogue.Allowed, i, rows int) Submit {
	only := rows == 1 && !(inv.Series.Rules.OnRequest && f.Values.Get(fmt.Sprintf("delegates.%d.id", i)) != "")
	if only || !may.Remove {
		return Submit{}
	}
	return Submit{Label: f.L.T("delegation.delegate.remove"), Name: "remove", Value: strconv.Itoa(i), To: rowAddress(f, max(0, i-1))}
}

// addRow is the button for one person more.
func addRow(f Form, rows int) Submit {
	return Submit{Label: f.L.T("delegation.delegate.add"), Name: "add", Value: "1", Look: Secondary, To: rowAddress(f, rows)}
}

// rowAddress sends the form and leads the reader on to a person's first field.
func rowAddress(f Form, i int) string {
	return f.Action + "#" + f.id(fmt.Sprintf("delegates.%d.name", i))
}
