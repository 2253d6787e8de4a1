package templates

import (
	"slices"
	"strconv"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/urls"
)

// SelectionView is the tab Utvalg: how far the selection has come, what to do next, and what the proposal gives.
type SelectionView struct {
	Series StaffSeriesFrame
	Page   dialogue.SelectionPage
	Me     dialogue.ID // who looks
	// Form is one that has been sent and came back, and Step says which: the last part of where it is posted.
	Form Form
	Step string
}

// The forms of the workbench's front page, by the last part of where they are posted.
const (
	SelectionFreeze   = "frys"
	SelectionValue    = "verdi"
	SelectionPropose  = "forslag"
	SelectionApprove  = "godkjenn"
	SelectionTakeBack = "trekk-tilbake"
)

func (v SelectionView) series() dialogue.ID { return v.Page.Invitation.Series.ID }

// form is the form of a step, as it came back or new.
func (v SelectionView) form(step string) Form {
	if step == v.Step {
		f := v.Form
		f.ID = "steg-" + step
		return f
	}
	return Form{L: v.Series.Frame.L, Action: urls.Paths().StaffSelectionDo(v.series(), step), ID: "steg-" + step}
}

// forms are those that stand on the page now.
func (v SelectionView) forms() []string {
	if !v.Series.MayEdit {
		return nil
	}
	switch v.Page.Step {
	case dialogue.StepFreeze:
		if v.Page.Applied.Total.AppliedUnits > 0 {
			return []string{SelectionFreeze}
		}
	case dialogue.StepValue:
		return []string{SelectionValue}
	case dialogue.StepPropose:
		return []string{SelectionPropose}
	case dialogue.StepApprove:
		if v.Page.Withdrawn > 0 {
			return []string{SelectionPropose}
		}
		if v.mayApprove() {
			return []string{SelectionApprove}
		}
	case dialogue.StepSend:
		return []string{SelectionTakeBack}
	}
	return nil
}

// elsewhere is what is wrong with a form that no longer stands on the page: somebody else has gone on meanwhile.
func (v SelectionView) elsewhere() []string {
	if v.Step == "" || len(v.Form.Problems) == 0 || slices.Contains(v.forms(), v.Step) {
		return nil
	}
	var all []string
	for _, c := range v.Form.complaints(&drawn{}) {
		all = append(all, c.text)
	}
	return all
}

func (v SelectionView) mayApprove() bool {
	return v.Page.MayApprove && v.Page.Withdrawn == 0 && len(v.Page.Obstacles) == 0
}

// lateWord is what is new about a registration since the draw was frozen.
func (v SelectionView) lateWord(k dialogue.LateKind) string {
	p := v.Series.Frame.L
	switch k {
	case dialogue.LateWishes:
		return p.T("staff.selection.late.wishes")
	case dialogue.LatePeople:
		return p.T("staff.selection.late.people")
	case dialogue.LateRole:
		return p.T("staff.selection.late.role")
	}
	return p.T("staff.selection.late.new")
}

// own reports whether the one who looks made the proposal that another must approve.
func (v SelectionView) own() bool {
	return v.Page.Invitation.Series.Rules.Selection.SecondApproval && v.Page.View != nil && v.Page.View.Proposal.MadeBy == v.Me
}

// who is the name of somebody of the staff.
func (v SelectionView) who(id dialogue.ID) string { return staffName(v.Series.Frame, v.Page.Staff, id) }

func staffName(f Frame, staff map[dialogue.ID]string, id dialogue.ID) string {
	if name := staff[id]; name != "" {
		return name
	}
	return f.L.T("staff.history.who.staff")
}

// selectionStep is one of the steps on top: what it is, and what has come of it.
type selectionStep struct {
	Name, About string
	State       string // done, now, later
}

// steps are the five steps. The last one before «now» is what waits for the deadline.
func (v SelectionView) steps() []selectionStep {
	p := v.Series.Frame.L
	order := []dialogue.SelectionStep{dialogue.StepFreeze, dialogue.StepValue, dialogue.StepPropose, dialogue.StepApprove, dialogue.StepSend, dialogue.StepSent}
	at := slices.Index(order, v.Page.Step)
	names := []string{p.T("staff.selection.step.freeze"), p.T("staff.selection.step.value"), p.T("staff.selection.step.propose"),
		p.T("staff.selection.step.approve"), p.T("staff.selection.step.send")}
	var all []selectionStep
	for i, name := range names {
		s := selectionStep{Name: name, State: "later"}
		switch {
		case i < at:
			s.State, s.About = "done", v.stepDone(i)
		case i == at:
			s.State = "now"
		}
		all = append(all, s)
	}
	return all
}

// stepDone says what came of step i.
func (v SelectionView) stepDone(i int) string {
	p, draw := v.Series.Frame.L, v.Page.Draw
	if draw == nil {
		return ""
	}
	switch i {
	case 0:
		return p.DateTime(draw.FrozenAt)
	case 1:
		return draw.PublicValue
	case 2:
		return p.N("staff.selection.step.proposals", len(v.Page.Proposals))
	case 3:
		if v.Page.View != nil && !v.Page.View.Proposal.ApprovedAt.IsZero() {
			return p.DateTime(v.Page.View.Proposal.ApprovedAt)
		}
	case 4:
		if !draw.SentAt.IsZero() {
			return p.DateTime(draw.SentAt)
		}
	}
	return ""
}

// stateWord says a step's state to those who do not see its colour.
func (s selectionStep) stateWord(v SelectionView) string {
	p := v.Series.Frame.L
	switch s.State {
	case "done":
		return p.T("staff.selection.step.state.done")
	case "now":
		return p.T("staff.selection.step.state.now")
	}
	return p.T("staff.selection.step.state.later")
}

// hidden is what every form about a draw carries.
func (v SelectionView) hidden() []Pair { return drawFields(v.Page.Draw) }

// Pair is a hidden field.
type Pair struct{ Name, Value string }

func drawFields(draw *dialogue.Selection) []Pair {
	if draw == nil {
		return nil
	}
	return []Pair{{"selection", draw.ID.String()}, {"version", strconv.Itoa(draw.Version)}}
}

// proposalName is «Forslag 2».
func (v SelectionView) proposalName(n int) string {
	return v.Series.Frame.L.T("staff.selection.proposal", "Number", n)
}

func (v SelectionView) proposalURL(id dialogue.ID) string {
	return urls.Paths().StaffSelectionProposal(v.series(), id)
}

// proposalStatus is a word for how a proposal stands.
func (v SelectionView) proposalStatus(pr dialogue.SelectionProposal) (Tone, string) {
	p := v.Series.Frame.L
	switch {
	case v.Page.Draw != nil && !v.Page.Draw.SentAt.IsZero() && !pr.ApprovedAt.IsZero():
		return Good, p.T("staff.selection.state.sent")
	case !pr.ApprovedAt.IsZero():
		return Good, p.T("staff.selection.state.approved")
	case len(v.Page.Proposals) > 0 && v.Page.Proposals[0].ID == pr.ID && v.Page.Draw != nil && v.Page.Draw.SentAt.IsZero():
		return Info, p.T("staff.selection.state.newest")
	}
	return Quiet, p.T("staff.selection.state.replaced")
}

func (v SelectionView) proposalOptions() []Option {
	var options []Option
	for _, pr := range v.Page.Proposals {
		options = append(options, Option{Value: pr.ID.String(), Label: v.proposalName(pr.Number)})
	}
	return options
}

// compare is the form that chooses two proposals; it begins with the two newest.
func (v SelectionView) compare() Form {
	f := Form{L: v.Series.Frame.L, Action: urls.Paths().StaffTab(v.series(), urls.TabSelection, "sammenlign"), Get: true, ID: "sammenlign", Values: map[string][]string{}}
	if len(v.Page.Proposals) > 1 {
		f.Values.Set("a", v.Page.Proposals[1].ID.String())
		f.Values.Set("b", v.Page.Proposals[0].ID.String())
	}
	return f
}

// drawFiles are the files of a draw that can be downloaded; the last two are there once it has a proposal.
func drawFiles(proposed bool) []string {
	files := []string{"meetings.csv", "units.csv", "persons.csv", "rules.json"}
	if proposed {
		files = append(files, "assignment.csv", "report.json")
	}
	return files
}

// lockedUnit is the name of whom a lock is about.
func (v SelectionView) lockedUnit(l dialogue.SelectionLock) string {
	if v.Page.View == nil {
		return ""
	}
	for _, u := range v.Page.View.Units {
		if u.Registration.ID != l.Registration {
			continue
		}
		for _, person := range u.Persons {
			if person.Delegate.ID == l.Delegate {
				return u.Registration.Unit.Name + ", " + person.Delegate.Name
			}
		}
		return u.Registration.Unit.Name
	}
	return ""
}

// standing are the locks that hold; lifted are those that did.
func locksNow(all []dialogue.SelectionLock) (standing, lifted []dialogue.SelectionLock) {
	for _, l := range all {
		if l.LiftedAt.IsZero() {
			standing = append(standing, l)
		} else {
			lifted = append(lifted, l)
		}
	}
	return standing, lifted
}
