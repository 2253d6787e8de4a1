package templates

import (
	"strconv"
	"strings"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
)

// kinds are the kinds of series that something is known of, and dialogue meetings always.
func (v CoverageUnitView) kinds() []dialogue.SeriesKind {
	var kinds []dialogue.SeriesKind
	for _, k := range dialogue.SeriesKinds {
		if k == dialogue.DialogueMeetings || v.Page.Unit.In(k).State != dialogue.CoverNone {
			kinds = append(kinds, k)
		}
	}
	return kinds
}

// beforeWords tells what a municipality came of.
func beforeWords(p lang.Printer, before []dialogue.FormerUnit) string {
	var said []string
	for i := 0; i < len(before); {
		j := i
		var names []string
		for ; j < len(before) && before[j].Until == before[i].Until; j++ {
			names = append(names, before[j].Name)
		}
		key := "staff.coverage.before.merged"
		switch {
		case before[i].Divided:
			key = "staff.coverage.before.divided"
		case len(names) == 1:
			key = "staff.coverage.before.renamed"
		}
		said = append(said, p.T(key, "Names", p.List(names), "Until", before[i].Until))
		i = j
	}
	return strings.Join(said, " ")
}

// kindWords is more about how a municipality stands with one kind of series.
func kindWords(p lang.Printer, c dialogue.Covered) string {
	var said []string
	if c.Held.Yes {
		said = append(said, p.N("staff.coverage.unit.meetings", c.Meetings, "Date", c.Held.Day))
		if as := asWords(p, c.Held.As); as != "" {
			said = append(said, as)
		}
	}
	if c.Placed.Yes {
		said = append(said, aheadWords(p, c.Placed.Day))
	}
	return strings.Join(said, " · ")
}

func reachedTone(s dialogue.MilestoneState) Tone {
	switch s {
	case dialogue.MilestoneDone:
		return Good
	case dialogue.MilestonePlanned:
		return Info
	}
	return Quiet
}

// reachedWord is how far a municipality has come with a milestone, with the day.
func reachedWord(p lang.Printer, m dialogue.ReachedMilestone, today dialogue.Date) string {
	word := p.T("staff.coverage.reached." + string(m.State))
	switch {
	case m.State == dialogue.MilestoneDone:
		word += " " + p.Date(m.Day)
	case m.State == dialogue.MilestonePlanned && !m.Day.IsZero():
		word += ", " + plannedFor(p, m, today)
	}
	return word
}

// reachedBy is who said so, and of whom.
func reachedBy(p lang.Printer, m dialogue.ReachedMilestone) string {
	var said []string
	switch {
	case m.State == dialogue.MilestoneNone:
		return ""
	case m.Own:
		said = append(said, p.T("staff.coverage.reached.own", "Date", dialogue.DateOf(m.SetAt)))
	case m.By != "":
		said = append(said, p.T("staff.coverage.reached.by", "Name", m.By, "Date", dialogue.DateOf(m.SetAt)))
	}
	if as := asWords(p, m.As); as != "" {
		said = append(said, as)
	}
	return strings.Join(said, " · ")
}

func dayOr(p lang.Printer, d dialogue.Date) string {
	if d.IsZero() {
		return p.T("common.date.later")
	}
	return numericDate(d)
}

// eventWord is what happened.
func eventWord(p lang.Printer, e dialogue.CoverageEvent) string {
	return p.T("staff.coverage.event." + string(e.What))
}

// eventMore is how it is known, who it happened to, and what staff wrote.
func eventMore(p lang.Printer, e dialogue.CoverageEvent) string {
	var said []string
	if e.What == dialogue.CoverHeld {
		said = append(said, heldBy(p, e.Known, e.By))
	}
	if as := asWords(p, e.As); as != "" {
		said = append(said, as)
	}
	if e.Note != "" {
		said = append(said, e.Note)
	}
	return strings.Join(said, " · ")
}

func (v CoverageMilestonesView) typed(i int, field string) string {
	return v.Form.Values.Get(rowField("milestones", i, field))
}

func (v CoverageMilestonesView) rowTitle(i int) string {
	for _, l := range []dialogue.Lang{v.Frame.L.Lang(), dialogue.Bokmal, dialogue.Nynorsk} {
		if name := v.typed(i, "name."+string(l)); name != "" {
			return name
		}
	}
	return v.Frame.L.T("staff.coverage.milestones.row", "N", i+1)
}

func (v CoverageMilestonesView) used(i int) int {
	id, err := dialogue.ParseID(v.typed(i, "id"))
	if err != nil {
		return 0
	}
	return v.Used[id]
}

// remove is the button that takes a row out; one that is in use is put away instead.
func (v CoverageMilestonesView) remove(i int) Submit {
	if !v.MayEdit || v.used(i) > 0 {
		return Submit{}
	}
	return Submit{Label: v.Frame.L.T("common.action.remove"), Name: "remove", Value: strconv.Itoa(i)}
}

// aboutOptions are what a goal can be about: to have had a meeting of a kind, or to have done a milestone.
func (v CoverageGoalsView) aboutOptions() []Option {
	p := v.Frame.L
	var options []Option
	for _, k := range dialogue.SeriesKinds {
		options = append(options, Option{Value: string(k), Label: p.T("staff.kind." + string(k)), Group: p.T("staff.coverage.goals.about.held")})
	}
	for _, o := range milestoneOptions(p, v.Page.Milestones) {
		o.Group = p.T("staff.coverage.goals.about.milestone")
		options = append(options, o)
	}
	return options
}

// look makes a new goal's button the page's primary one.
func (v CoverageGoalsView) look(f Form) Look {
	if f.ID == v.New.ID {
		return Primary
	}
	return Secondary
}
