package templates

import (
	"cmp"
	"slices"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
)

// Names of the fields about groups, which the ids of groups and delegates follow.
const (
	GroupNames  = "names"
	GroupPlaces = "places"
)

// OrderPlace is where on the page the order stands.
const OrderPlace = "innlegg"

// GroupNameField holds what a group is called.
func GroupNameField(group dialogue.ID) string { return GroupNames + "." + group.String() }

// GroupPlaceField holds which group somebody is in.
func GroupPlaceField(delegate dialogue.ID) string { return GroupPlaces + "." + delegate.String() }

// groupTitle is what a group is called: by its name, by the municipality that sits in it, else «Gruppe 2».
func groupTitle(p lang.Printer, g dialogue.SeatedGroup) string {
	return cmp.Or(g.Name, g.Unit, p.T("common.group.number", "N", g.Number))
}

// unnamedTitle is what a group is called while it has no name of its own.
func unnamedTitle(p lang.Printer, g dialogue.SeatedGroup) string {
	g.Name = ""
	return groupTitle(p, g)
}

// groupSeat is where a delegate sits: «Gruppe 2», or «Gruppe: Nittedal».
func groupSeat(p lang.Printer, g dialogue.GroupSeat) string {
	if g.Name != "" {
		return p.T("common.group.named", "Name", g.Name)
	}
	return p.T("common.group.number", "N", g.Number)
}

// sumSaid is «8 innlegg à 10 minutter er 80 minutter, raden har 60».
func sumSaid(p lang.Printer, s dialogue.SpeakingSum) string {
	if s.Row == 0 {
		return p.T("staff.plan.sum-open", "N", s.N, "Each", s.Each, "Total", s.Total)
	}
	return p.T("staff.plan.sum", "N", s.N, "Each", s.Each, "Total", s.Total, "Row", s.Row)
}

// settledSaid is how the order came to be.
func settledSaid(p lang.Printer, o dialogue.SpeakingOrder) string {
	at := p.DateTime(o.SettledAt)
	switch {
	case o.Seed != "" && o.ByHand:
		return p.T("staff.plan.drawn", "At", at, "Seed", o.Seed) + " " + p.T("staff.plan.moved")
	case o.Seed != "":
		return p.T("staff.plan.drawn", "At", at, "Seed", o.Seed)
	case o.ByHand:
		return p.T("staff.plan.by-hand", "At", at)
	}
	return p.T("staff.plan.by-name", "At", at)
}

// hoursSaid is «10.40–10.50».
func hoursSaid(p lang.Printer, h dialogue.Hours) string {
	switch {
	case h.From.IsZero():
		return ""
	case h.To.IsZero():
		return p.Clock(h.From)
	}
	return p.Clock(h.From) + "–" + p.Clock(h.To)
}

// groupsSaid is how many groups there are, and how many people are in them.
func groupsSaid(p lang.Printer, m dialogue.MeetingPlan) string {
	return p.N("staff.plan.groups", len(m.Groups)) + ", " + p.N("staff.plan.people", len(m.Placed)-len(m.Without))
}

// madeSaid is how the groups were made.
func (v PlanView) madeSaid() string {
	p, b := v.S.Frame.L, v.Plan.Breakout
	how := p.T("staff.plan.made-together")
	if b.Ask.Way == dialogue.SitMixed {
		how = p.T("staff.plan.made-mixed")
	}
	return groupsSaid(p, v.Plan) + ". " + how
}

// groupOptions are the meeting's groups to choose among.
func (v PlanView) groupOptions() []Option {
	var all []Option
	for _, g := range v.Plan.Groups {
		all = append(all, Option{Value: g.ID.String(), Label: groupTitle(v.S.Frame.L, g)})
	}
	return all
}

// planPerson is somebody with the name of the group.
type planPerson struct{ name, unit, group string }

// byName is everybody of a meeting in Norwegian order, with their groups.
func (v PlanPrintView) byName() []planPerson {
	p := v.Frame.L
	var all []planPerson
	for _, g := range v.Plan.Groups {
		for _, one := range g.People {
			all = append(all, planPerson{one.Name, one.Unit.Name, groupTitle(p, g)})
		}
	}
	for _, one := range v.Plan.Without {
		all = append(all, planPerson{one.Name, one.Unit.Name, p.T("staff.plan.no-group")})
	}
	order := lang.NorwegianOrder()
	slices.SortStableFunc(all, func(a, b planPerson) int {
		return cmp.Or(order(a.name, b.name), order(a.unit, b.unit))
	})
	return all
}

// speaks is when the delegation has the word: a sentence for each meeting that is not over.
func speaks(p lang.Printer, page *dialogue.OwnPage) []string {
	if page.Registration.State != dialogue.Active {
		return nil
	}
	var said []string
	several := len(page.Registration.Meetings()) > 1
	for _, m := range page.Invitation.Meetings {
		h := page.Invitation.TurnOf(m, page.Registration.ID)
		switch {
		case h.From.IsZero() || m.State == dialogue.Cancelled || m.Over(page.Now):
		case several:
			said = append(said, p.T("delegation.own.speaks-at", "Hours", hoursSaid(p, h), "Meeting", meetingShort(p, m)))
		default:
			said = append(said, p.T("delegation.own.speaks", "Hours", hoursSaid(p, h)))
		}
	}
	return said
}

// groupAt is where a delegate sits at a meeting, or "".
func groupAt(p lang.Printer, page *dialogue.OwnPage, delegate, meeting dialogue.ID) string {
	for _, g := range page.Groups {
		if g.Delegate == delegate && g.Meeting == meeting {
			return groupSeat(p, g)
		}
	}
	return ""
}
