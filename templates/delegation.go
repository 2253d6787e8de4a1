package templates

import (
	"strconv"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/urls"
)

func (v OwnView) title() string {
	if v.Page.Registration.Unit.Kind == dialogue.Person {
		return v.Frame.L.T("delegation.own.title-person")
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
		return []string{p.T("delegation.own.withdrawn")}
	case dialogue.Refused:
		return []string{p.T("delegation.own.refused"), r.HeldReason}
	case dialogue.Settled:
		return []string{p.T("delegation.own.settled")}
	}
	said := SeatSentences(p, &v.Page)
	if until := r.RechooseUntil; v.Page.Now.Before(until) && len(r.Meetings()) == 0 {
		said = append([]string{p.T("delegation.own.rechoose", "Until", p.DateTime(until))}, said...)
	}
	return append(said, v.deadlineSentence())
}

func (v OwnView) deadlineSentence() string {
	p := v.Frame.L
	switch may := v.Page.May; {
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

// used says how many of the places are filled: «3 av 4 plasser».
func (v OwnView) used() string {
	n := 0
	for _, d := range v.Page.Registration.LiveDelegates() {
		for _, s := range d.Seats {
			if s.Pool == dialogue.InDelegation && !s.State.Gone() {
				n++
				break
			}
		}
	}
	return v.Frame.L.T("delegation.own.used", "Used", n, "Max", v.Page.Invitation.Series.Rules.MaxDelegates)
}

func (v OwnView) changeLabel() string {
	if v.Page.May.Add {
		return v.Frame.L.T("delegation.own.change")
	}
	return v.Frame.L.T("delegation.own.change-names")
}

func (v OwnView) chooseLabel() string {
	if v.Page.Invitation.Series.Rules.Choice == dialogue.Ranked {
		return v.Frame.L.T("delegation.own.rank")
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

func (v ChangeView) chooseTitle() string {
	return OwnView{Frame: v.Frame, Page: v.Page}.chooseLabel()
}

func (v ChangeView) chooseLead() string {
	if v.Page.Invitation.Series.Rules.Choice == dialogue.Ranked {
		return v.Frame.L.T("delegation.form.ranking.hint")
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
func removeRow(f Form, may dialogue.Allowed, i, rows int) Submit {
	if rows == 1 || !may.Remove {
		return Submit{}
	}
	return Submit{Label: f.L.T("delegation.delegate.remove"), Name: "remove", Value: strconv.Itoa(i)}
}
