package main

import (
	"net/url"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
	"dialogmote/internal/sample"
	"dialogmote/internal/urls"
	"dialogmote/templates"
)

// entriesStaffPlans shows the speaking order and the groups: of all meetings, settled, not settled with too little time, saved too late, on paper,
// and on the delegation's page.
func entriesStaffPlans() []Entry {
	nb, nn := workGallery{lang.For(dialogue.Bokmal)}, workGallery{lang.For(dialogue.Nynorsk)}
	return []Entry{
		{ID: "staff-plans-nb", Name: "Speaking order and groups of all meetings", Lang: dialogue.Bokmal, Page: templates.StaffPlans(nb.plans())},
		{ID: "staff-plan-nn", Name: "Speaking order and groups of a meeting", Lang: dialogue.Nynorsk, Page: templates.StaffPlan(nn.plan(true))},
		{ID: "staff-plan-unsettled-nb", Name: "Speaking order not settled, no groups", Lang: dialogue.Bokmal, Page: templates.StaffPlan(nb.plan(false))},
		{ID: "staff-plan-stale-nb", Name: "Groups saved after somebody else", Lang: dialogue.Bokmal, Page: templates.StaffPlan(nb.stalePlan())},
		{ID: "staff-plan-print-nb", Name: "Programme, order and groups on paper", Lang: dialogue.Bokmal, Page: templates.StaffPlanPrint(nb.planPrint())},
		{ID: "own-speaks-nn", Name: "Own page with the word and groups", Lang: dialogue.Nynorsk, Page: own(nn.p, nn.speaksOwn())},
	}
}

// planPage is Nedre Romerike's meeting with five municipalities, one of them late; unsettled their slots are too long for the row.
func (g workGallery) planPage(settled bool) dialogue.PlansPage {
	inv := sample.OsloViken2020()
	page := dialogue.PlansPage{Invitation: inv, Now: sampleDay(2020, 11, 10).At(9, 0)}
	m := inv.Meetings[0]
	for _, other := range inv.Meetings {
		if r := inv.Region(other.Region); r != nil && r.Name.NB == "Nedre Romerike" {
			m = other
		}
	}
	plan := dialogue.MeetingPlan{Meeting: m}
	for i, r := range sample.RegistrationsOsloViken()[:5] {
		plan.Turns = append(plan.Turns, dialogue.SpeakingTurn{Meeting: m.ID, Registration: r.ID, Unit: r.Unit, Slotted: i < 4})
		for n, d := range r.Delegates {
			plan.Placed = append(plan.Placed, dialogue.Participant{Registration: r.ID, Delegate: dialogue.ID{8, byte(i), byte(n)}, Unit: r.Unit, Name: d.Name, State: dialogue.SeatPlaced})
		}
	}
	plan.Without = plan.Placed
	if settled {
		page.Invitation.Speaking = plan.Turns
		plan.Order = dialogue.SpeakingOrder{Meeting: m.ID, Seed: "K7QM2X4P", ByHand: true, SettledAt: page.Now, Version: 2}
		plan.Breakout = &dialogue.Breakout{Meeting: m.ID, Ask: dialogue.GroupAsk{Way: dialogue.SitTogether}, Version: 3}
		groups := map[dialogue.ID]dialogue.ID{}
		for i, t := range plan.Turns[:4] {
			group := dialogue.BreakoutGroup{ID: dialogue.ID{9, byte(i)}}
			if i == 2 {
				group.Name = "Rom 3"
			}
			groups[t.Registration] = group.ID
			plan.Breakout.Groups = append(plan.Breakout.Groups, group)
		}
		for i, p := range plan.Placed {
			if at, ok := groups[p.Registration]; ok {
				moved := i == 1
				if moved {
					at = plan.Breakout.Groups[3].ID
				}
				plan.Breakout.Members = append(plan.Breakout.Members, dialogue.BreakoutMember{Delegate: p.Delegate, Group: at, ByHand: moved})
			}
		}
		plan.Groups, plan.Without = plan.Breakout.Seat(plan.Placed)
	} else {
		for i := range page.Invitation.Programme {
			if row := &page.Invitation.Programme[i]; row.Speaking > 0 {
				row.Speaking = 20
			}
		}
	}
	plan.Sum = page.Invitation.SpeakingSum(m.ID, len(plan.Turns))
	page.Meetings = []dialogue.MeetingPlan{plan}
	return page
}

func (g workGallery) planShell(title string) templates.StaffSeriesFrame {
	s := g.shell(urls.TabPlans, title)
	inv := sample.OsloViken2020()
	s.Series, s.Frame.Organiser = inv.Series, inv.Organiser
	return s
}

func (g workGallery) plans() templates.PlansView {
	page, other := g.planPage(true), g.planPage(false)
	empty := dialogue.MeetingPlan{Meeting: page.Invitation.Meetings[0]}
	page.Meetings = append(page.Meetings, other.Meetings[0], empty)
	return templates.PlansView{S: g.planShell(g.p.T("staff.tab.plans")), Page: page}
}

func (g workGallery) plan(settled bool) templates.PlanView {
	page := g.planPage(settled)
	v := templates.PlanView{S: g.planShell(g.p.T("staff.tab.plans")), Page: page, Plan: page.Meetings[0]}
	v.Make, v.Save = g.form(url.Values{"way": {"together"}, "version": {"3"}}), g.form(url.Values{"version": {"3"}})
	v.Make.ID, v.Save.ID = "lag", "lagre"
	for _, group := range v.Plan.Groups {
		v.Save.Values.Set(templates.GroupNameField(group.ID), group.Name)
		for _, one := range group.People {
			v.Save.Values.Set(templates.GroupPlaceField(one.Delegate), group.ID.String())
		}
	}
	return v
}

// stalePlan is a name and a move that somebody else came before.
func (g workGallery) stalePlan() templates.PlanView {
	v := g.plan(true)
	stored := url.Values{}
	for field, values := range v.Save.Values {
		stored[field] = values
	}
	v.Save.Stored = stored
	v.Save.Values = url.Values{}
	for field, values := range stored {
		v.Save.Values[field] = values
	}
	v.Save.Values.Set(templates.GroupNameField(v.Plan.Groups[0].ID), "Rom 1")
	v.Save.Values.Set(templates.GroupPlaceField(v.Plan.Groups[0].People[0].Delegate), v.Plan.Groups[1].ID.String())
	return v
}

func (g workGallery) planPrint() templates.PlanPrintView {
	page := g.planPage(true)
	frame := g.frame(g.p.T("staff.plan.print.title"))
	frame.Organiser = page.Invitation.Organiser
	return templates.PlanPrintView{Frame: frame, Page: page, Plan: page.Meetings[0]}
}

// speaksOwn is Nittedal's own page a week before the meeting.
func (g workGallery) speaksOwn() dialogue.OwnPage {
	plans := g.planPage(true)
	m, r := plans.Meetings[0].Meeting, sample.RegistrationsOsloViken()[2]
	r.State, r.Reference, r.ReceivedAt, r.Organiser, r.Series = dialogue.Active, "7K3M9XQA", sampleDay(2020, 10, 26).At(10, 0), plans.Invitation.Organiser.ID, plans.Invitation.Series.ID
	page := dialogue.OwnPage{Invitation: plans.Invitation, Now: plans.Now}
	for i := range r.Delegates {
		d := &r.Delegates[i]
		d.ID = dialogue.ID{7, byte(i)}
		d.Seats = []dialogue.Seat{{Meeting: m.ID, State: dialogue.SeatPlaced}}
		page.Groups = append(page.Groups, dialogue.GroupSeat{Meeting: m.ID, Delegate: d.ID, Number: 3, Name: []string{"", "Rom 3"}[i%2]})
	}
	page.Registration = r
	page.May = dialogue.ContactMay(&page.Invitation, r, page.Now)
	return page
}
