package staff

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"dialogmote/internal/app"
	"dialogmote/internal/dialogue"
	"dialogmote/internal/urls"
	"dialogmote/internal/web/form"
	"dialogmote/templates"
)

// The kinds of units besides municipalities and districts, as the form names them.
const (
	otherCounty       = "county"
	otherOrganisation = "organisation"
	otherPerson       = "person"
)

func rulesPart() seriesPart {
	return seriesPart{tab: urls.TabRules, place: dialogue.InRules, draw: templates.SeriesRules,
		values: func(e *edit) url.Values { return rulesValues(e.page.Invitation) },
		save: func(e *edit, f *form.Form, at app.SeriesEdit) error {
			r := readRules(f, e.page.Counties)
			if !f.OK() {
				return nil
			}
			return e.h.a.SaveRules(e.r.Context(), e.h.k.Actor(e.r), at, r)
		}}
}

func rulesValues(inv dialogue.Invitation) url.Values {
	s := inv.Series
	r := s.Rules
	v := url.Values{
		"choice": {choiceValue(r)}, "admission": {string(r.Admission)}, "identity": {string(r.Identity)},
		"max_delegates": {strconv.Itoa(r.MaxDelegates)}, "over_cap": {strconv.Itoa(r.OverCap)}, "outside_max": {strconv.Itoa(r.OutsideMax)},
		"binding": {typedBool(r.Binding)}, "required": r.Required,
		"scope": {string(r.Invited.Scope)}, "counties": r.Invited.Counties, "districts": {string(r.Invited.Districts)},
		"closes_on": {typedDate(s.Deadline.On)}, "closes_days_before": {""},
		"answer_by": {typedDate(s.AnswerBy)}, "preparation_by": {typedDate(s.PreparationBy)}, "documents_by": {typedDate(s.DocumentsBy)},
		"statements_by": {typedDate(s.StatementsBy)}, "delete_on": {typedDate(s.DeleteOn)}, "copy_to": {s.CopyTo},
		"asks_presentation": {typedBool(s.AsksPresentation)}, "statements_open": {typedBool(s.StatementsOpen)},
		"listed":       {strings.Join(unitNames(inv.Listed), ", ")},
		"select_where": {r.Selection.Where}, "select_extra": {r.Selection.Extra}, "min_delegation": {strconv.Itoa(r.Selection.MinDelegation)},
		"second_approval": {typedBool(r.Selection.SecondApproval)}, "offer_days": {strconv.Itoa(r.OfferDays)},
	}
	if s.Deadline.DaysBefore != nil {
		v.Set("closes_days_before", strconv.Itoa(*s.Deadline.DaysBefore))
	}
	for other, on := range map[string]bool{otherCounty: r.Invited.CountyUnits, otherOrganisation: r.Invited.Organisations, otherPerson: r.Invited.Persons} {
		if on {
			v.Add("others", other)
		}
	}
	return v
}

func unitNames(units []dialogue.Unit) []string {
	names := make([]string, len(units))
	for i, u := range units {
		names[i] = u.Name
	}
	return names
}

func readRules(f *form.Form, counties []app.County) app.SeriesRules {
	numbers := make([]string, len(counties))
	for i, c := range counties {
		numbers[i] = c.Number
	}
	others := form.Choices(f, "others", otherCounty, otherOrganisation, otherPerson)
	r := app.SeriesRules{
		Rules: dialogue.Rules{
			Admission: form.Choice(f, "admission", dialogue.AdmitOpen, dialogue.AdmitSelection),
			Identity:  form.Choice(f, "identity", dialogue.Verified, dialogue.OpenIdentity, dialogue.ByInvitation),
			Binding:   f.Bool("binding"),
			Selection: readSelection(f),
			Required:  form.Choices(f, "required", dialogue.FieldRole, dialogue.FieldPosition, dialogue.FieldEmail, dialogue.FieldPhone),
			Invited: dialogue.Invited{
				Scope:         form.Choice(f, "scope", dialogue.InviteCounties, dialogue.InviteRegions, dialogue.InviteAll, dialogue.InviteList),
				Counties:      form.Choices(f, "counties", numbers...),
				Districts:     form.Choice(f, "districts", dialogue.NoDistricts, dialogue.DistrictsBeside, dialogue.DistrictsInstead),
				CountyUnits:   slices.Contains(others, otherCounty),
				Organisations: slices.Contains(others, otherOrganisation),
				Persons:       slices.Contains(others, otherPerson),
			},
		},
		Listed:        f.Lines("listed", form.Optional(mostProse)),
		Deadline:      readDeadline(f),
		AnswerBy:      f.Date("answer_by", false),
		PreparationBy: f.Date("preparation_by", false),
		DocumentsBy:   f.Date("documents_by", false),
		StatementsBy:  f.Date("statements_by", false),
		DeleteOn:      f.Date("delete_on", false),

		AsksPresentation: f.Bool("asks_presentation"),
		StatementsOpen:   f.Bool("statements_open"),
		CopyTo:           f.Email("copy_to", false),
	}
	r.Rules.Choice, r.Rules.OnRequest = readChoice(f)
	var ok bool
	if r.Rules.MaxDelegates, ok = f.Int("max_delegates", true, 1, 20); !ok && f.OK() {
		f.Problems.Add("max_delegates", "problem.required")
	}
	r.Rules.OfferDays, _ = f.Int("offer_days", true, 1, 14)
	if least := r.Rules.Selection.MinDelegation; r.Rules.MaxDelegates > 0 && least > r.Rules.MaxDelegates {
		f.Problems.Add("min_delegation", "problem.number-between", "Min", 1, "Max", r.Rules.MaxDelegates)
	}
	r.Rules.OverCap, _ = f.Int("over_cap", false, 0, 20)
	r.Rules.OutsideMax, _ = f.Int("outside_max", false, 0, 20)
	return r
}

// readSelection reads how the organiser selects. Of a series that gives places at once they are kept, for the day it is asked to select.
func readSelection(f *form.Form) dialogue.SelectionRules {
	r := dialogue.SelectionRules{
		Where:          form.Choice(f, "select_where", dialogue.WhereLotOrder, dialogue.WhereBestTotal),
		Extra:          form.Choice(f, "select_extra", dialogue.ExtraPeopleFirst, dialogue.ExtraWishesFirst, dialogue.ExtraOwnAnswer),
		SecondApproval: f.Bool("second_approval"),
	}
	r.MinDelegation, _ = f.Int("min_delegation", true, 1, 20)
	return r
}

// readDeadline reads a day or N days before; both at once is one too many.
func readDeadline(f *form.Form) dialogue.Deadline {
	d := dialogue.Deadline{On: f.Date("closes_on", false)}
	if n, ok := f.Int("closes_days_before", false, 0, 365); ok {
		d.DaysBefore = &n
	}
	if !d.On.IsZero() && d.DaysBefore != nil {
		f.Problems.Add("closes_days_before", "problem.one-deadline")
	}
	return d
}

// choiceRequest is how staff choose that meetings are asked for: it stands among the ways to come to a meeting.
const choiceRequest dialogue.Choice = "request"

func choiceValue(r dialogue.Rules) string {
	if r.OnRequest {
		return string(choiceRequest)
	}
	return string(r.Choice)
}

func readChoice(f *form.Form) (choice dialogue.Choice, onRequest bool) {
	choice = form.Choice(f, "choice", append(dialogue.Choices[:], choiceRequest)...)
	if choice == choiceRequest {
		return dialogue.Assigned, true
	}
	return choice, false
}
