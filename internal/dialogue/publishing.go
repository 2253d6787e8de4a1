package dialogue

import (
	"slices"
	"strings"
	"time"
)

// Place is where staff mend a finding: one part of the editor.
type Place string

// The parts of the editor.
const (
	InTexts     Place = "texts"
	InRules     Place = "rules"
	InRoles     Place = "roles"
	InQuestions Place = "questions"
	InMeetings  Place = "meetings"
	InRegions   Place = "regions"
	InProgramme Place = "programme"
	InContacts  Place = "contacts"
	InMaterials Place = "materials"
)

// Finding is something about an invitation that staff should know before it is published: a key of the catalogue with its values,
// and where to mend it.
type Finding struct {
	Problem
	Place   Place
	Meeting ID // when it is about one meeting
}

// findings collects what is found.
type findings []Finding

func (f *findings) add(place Place, key string, args ...any) *Finding {
	found := NewFinding(place, key, args...)
	*f = append(*f, found)
	return &(*f)[len(*f)-1]
}

// NewFinding makes a finding of a key and alternating names and values.
func NewFinding(place Place, key string, args ...any) Finding {
	named := Problems{}
	named.Add("", key, args...)
	return Finding{Problem: named[""], Place: place}
}

// Missing lists what must be there before the invitation can be published. Empty means that it can be.
func Missing(inv *Invitation) []Finding {
	var found findings
	missingTexts(&found, inv)
	missingRoles(&found, inv)
	missingMeetings(&found, inv)
	missingRules(&found, inv)
	missingContacts(&found, inv)
	return found
}

func missingTexts(found *findings, inv *Invitation) {
	t := inv.Series.Texts
	if strings.TrimSpace(t.Title.Get(inv.Series.Lang)) == "" {
		found.add(InTexts, "staff.missing.title")
	}
	if t.Lead.IsEmpty() && t.Body.IsEmpty() {
		found.add(InTexts, "staff.missing.body")
	}
	// What stands in the registration form itself is in both forms of Norwegian, so that the reader never meets half a form.
	if t.Privacy.IsEmpty() {
		found.add(InTexts, "staff.missing.privacy")
	} else if half(t.Privacy) {
		found.add(InTexts, "staff.missing.privacy-both")
	}
	if half(t.Cost) {
		found.add(InTexts, "staff.missing.cost-both")
	}
	if half(t.Filming) {
		found.add(InTexts, "staff.missing.filming-both")
	}
}

// half reports whether a text exists, but not in both bokmål and nynorsk.
func half(t Text) bool { return !t.IsEmpty() && len(t.MissingNorwegian()) > 0 }

func missingRoles(found *findings, inv *Invitation) {
	offered := 0
	for _, role := range inv.Roles {
		if role.Retired {
			continue
		}
		offered++
		if len(role.Name.MissingNorwegian()) > 0 {
			found.add(InRoles, "staff.missing.role-both", "Role", role.Name)
		}
	}
	if offered == 0 && inv.Series.Rules.Requires(FieldRole) {
		found.add(InRoles, "staff.missing.roles")
	}
}

func missingMeetings(found *findings, inv *Invitation) {
	planned := inv.planned()
	if len(planned) == 0 && !inv.Series.Rules.OnRequest { // there meetings come when they are asked for
		found.add(InMeetings, "staff.missing.meeting")
	}
	noDeadline := 0
	for _, m := range planned {
		name := inv.MeetingName(m)
		if half(m.Theme) {
			found.add(InMeetings, "staff.missing.theme-both", "Meeting", name).Meeting = m.ID
		}
		if !m.StartsAt.IsZero() && !m.Digital && m.Town == "" && m.Venue == "" {
			found.add(InMeetings, "staff.missing.place", "Meeting", name).Meeting = m.ID
		}
		if m.Deadline.IsZero() && inv.Series.Deadline.IsZero() && !inv.Series.Rules.OnRequest {
			noDeadline++
		}
	}
	if noDeadline > 0 && noDeadline < len(planned) {
		for _, m := range planned {
			if m.Deadline.IsZero() {
				found.add(InMeetings, "staff.missing.meeting-deadline", "Meeting", inv.MeetingName(m)).Meeting = m.ID
			}
		}
	}
	if noDeadline > 0 && noDeadline == len(planned) {
		found.add(InRules, "staff.missing.deadline")
	}
}

func missingRules(found *findings, inv *Invitation) {
	rules := inv.Series.Rules
	switch rules.Choice {
	case Assigned:
		for _, m := range inv.planned() {
			region := inv.Region(m.Region)
			if len(m.Units) == 0 && (region == nil || len(region.Units) == 0) {
				found.add(InMeetings, "staff.missing.assigned", "Meeting", inv.MeetingName(m)).Meeting = m.ID
			}
		}
	case Ranked:
		if len(inv.planned()) < 2 {
			found.add(InRules, "staff.missing.ranked")
		}
		// A ranking is for all meetings together, so one day closes it.
		if inv.Series.Deadline.On.IsZero() {
			found.add(InRules, "staff.missing.ranked-deadline")
		}
	}
	if rules.Admission == AdmitSelection && inv.Series.AnswerBy.IsZero() {
		found.add(InRules, "staff.missing.answer-by")
	}
	if rules.Admission == AdmitSelection && rules.Choice == ChooseMany { // a selection gives each one place at one meeting
		found.add(InRules, "staff.missing.select-many")
	}
	switch invited := rules.Invited; {
	case invited.Scope == InviteCounties && len(invited.Counties) == 0:
		found.add(InRules, "staff.missing.counties")
	case invited.Scope == InviteRegions && len(inv.Regions) == 0:
		found.add(InRegions, "staff.missing.regions")
	case invited.Scope == InviteList && len(inv.Listed) == 0:
		found.add(InRules, "staff.missing.list")
	}
	if inv.Series.DeleteOn.IsZero() {
		found.add(InRules, "staff.missing.delete-on")
		return
	}
	for _, m := range inv.planned() {
		if !m.StartsAt.IsZero() && !DateOf(m.StartsAt).Before(inv.Series.DeleteOn) {
			found.add(InRules, "staff.missing.deleted-before", "Delete", inv.Series.DeleteOn, "Meeting", inv.MeetingName(m))
		}
	}
}

func missingContacts(found *findings, inv *Invitation) {
	common := slices.ContainsFunc(inv.Contacts, func(c ContactPerson) bool { return c.Meeting.IsZero() && c.Region.IsZero() })
	if common {
		return
	}
	if len(inv.Contacts) == 0 {
		found.add(InContacts, "staff.missing.contact")
		return
	}
	for _, m := range inv.planned() {
		if len(inv.ContactsOf(m)) == 0 {
			found.add(InContacts, "staff.missing.meeting-contact", "Meeting", inv.MeetingName(m)).Meeting = m.ID
		}
	}
}

// planned are the meetings that are not cancelled.
func (inv *Invitation) planned() []Meeting {
	return slices.DeleteFunc(slices.Clone(inv.Meetings), func(m Meeting) bool { return m.State == Cancelled })
}

// MeetingName is what staff know a meeting by: its region, else its town, venue or theme, and its day when it has one. The parts
// that depend on a language keep theirs.
func (inv *Invitation) MeetingName(m Meeting) Text {
	var name Text
	region := inv.Region(m.Region)
	for _, l := range Langs {
		var parts []string
		switch {
		case region != nil && !region.Name.IsEmpty():
			parts = append(parts, region.Name.For(l))
		case m.Town != "":
			parts = append(parts, m.Town)
		case m.Venue != "":
			parts = append(parts, m.Venue)
		case !m.Theme.IsEmpty():
			parts = append(parts, m.Theme.For(l))
		case m.Digital:
			parts = append(parts, "Teams")
		}
		if !m.StartsAt.IsZero() {
			parts = append(parts, shortDay(m.StartsAt))
		}
		if len(parts) == 0 {
			parts = append(parts, "…")
		}
		name = name.Set(l, strings.Join(parts, " "))
	}
	return name
}

// shortDay is 16.11. as the letters' tables write it.
func shortDay(t time.Time) string { return t.In(Oslo).Format("2.1.") }
