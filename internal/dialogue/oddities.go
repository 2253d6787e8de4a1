package dialogue

import (
	"slices"
	"time"
)

// OddFacts is what Odd must be told, because the domain knows neither clock nor register.
type OddFacts struct {
	Now time.Time
	// Municipalities are those of the counties the series is for, on its publication day.
	Municipalities []Unit
}

// Odd lists what looks like a slip. Nothing of it stops publishing: staff may know better.
func Odd(inv *Invitation, facts OddFacts) []Finding {
	var found findings
	oddCounts(&found, inv)
	oddRegions(&found, inv, facts)
	for i, m := range inv.planned() {
		oddMeeting(&found, inv, m, facts)
		oddPlaces(&found, inv, m)
		oddTogether(&found, inv, m, inv.planned()[:i])
	}
	oddDates(&found, inv, facts)
	oddProgramme(&found, inv)
	return found
}

func oddCounts(found *findings, inv *Invitation) {
	if stated, n := inv.Series.StatedMeetings, len(inv.planned()); stated > 0 && stated != n {
		found.add(InMeetings, "staff.odd.stated-meetings", "Stated", stated, "N", n)
	}
	for _, r := range inv.Regions {
		if r.StatedUnits > 0 && r.StatedUnits != len(r.Units) {
			found.add(InRegions, "staff.odd.stated-units", "Region", r.Name, "Stated", r.StatedUnits, "N", len(r.Units))
		}
	}
}

func oddRegions(found *findings, inv *Invitation, facts OddFacts) {
	in := map[string]Region{}
	for _, r := range inv.Regions {
		if len(r.Units) == 0 {
			found.add(InRegions, "staff.odd.empty-region", "Region", r.Name)
		}
		if !slices.ContainsFunc(inv.planned(), func(m Meeting) bool { return m.Region == r.ID }) {
			found.add(InRegions, "staff.odd.region-without-meeting", "Region", r.Name)
		}
		for _, u := range r.Units {
			key := string(u.Kind) + u.Number
			if first, twice := in[key]; twice {
				found.add(InRegions, "staff.odd.two-regions", "Unit", u.Name, "First", first.Name, "Second", r.Name)
				continue
			}
			in[key] = r
		}
	}
	if len(inv.Regions) == 0 {
		return
	}
	for _, u := range facts.Municipalities {
		if _, ok := in[string(u.Kind)+u.Number]; !ok && !inv.namedDirectly(u) {
			found.add(InRegions, "staff.odd.no-region", "Unit", u.Name)
		}
	}
}

// namedDirectly reports whether a meeting names a unit that is in no region; such units are not read beside the invitation, so the
// unit's own id decides.
func (inv *Invitation) namedDirectly(u Unit) bool {
	return !u.ID.IsZero() && slices.ContainsFunc(inv.planned(), func(m Meeting) bool { return slices.Contains(m.Units, u.ID) })
}

func oddMeeting(found *findings, inv *Invitation, m Meeting, facts OddFacts) {
	name := inv.MeetingName(m)
	add := func(key string, args ...any) {
		found.add(InMeetings, key, append([]any{"Meeting", name}, args...)...).Meeting = m.ID
	}
	if m.Capacity > 0 && m.Capacity < inv.Series.Rules.MaxDelegates {
		add("staff.odd.small-capacity", "Capacity", m.Capacity, "Max", inv.Series.Rules.MaxDelegates)
	}
	if m.Digital && m.TeamsURL == "" {
		add("staff.odd.no-link")
	}
	if m.StartsAt.IsZero() {
		return
	}
	day := DateOf(m.StartsAt)
	switch {
	case day.IsHoliday():
		add("staff.odd.holiday", "Date", day)
	case day.IsWeekend():
		add("staff.odd.weekend", "Date", day)
	}
	if !m.StartsAt.After(facts.Now) && inv.Series.State == Draft {
		add("staff.odd.past", "Date", day)
	}
	if m.EndsAt.IsZero() {
		add("staff.odd.no-end")
	} else if !m.EndsAt.After(m.StartsAt) {
		add("staff.odd.ends-before", "Date", day)
	}
	rule := m.Deadline
	if rule.IsZero() {
		rule = inv.Series.Deadline
	}
	if day.Before(rule.On) {
		add("staff.odd.deadline-after", "Deadline", rule.On, "Date", day)
	}
}

// oddPlaces finds what leaves a selection nothing to give, or nothing to select.
func oddPlaces(found *findings, inv *Invitation, m Meeting) {
	name, floors := inv.MeetingName(m), 0
	for _, r := range inv.Roles {
		if !r.Retired {
			floors += r.Floor
		}
	}
	selects := inv.Series.Rules.Admission == AdmitSelection
	switch {
	case m.Capacity > 0 && m.OwnPlaces >= m.Capacity:
		found.add(InMeetings, "staff.odd.own-places", "Meeting", name, "Own", m.OwnPlaces, "Capacity", m.Capacity).Meeting = m.ID
	case selects && m.Capacity == 0:
		found.add(InMeetings, "staff.odd.no-capacity", "Meeting", name).Meeting = m.ID
	case selects && floors > m.Places():
		found.add(InRoles, "staff.odd.floors", "Meeting", name, "Floors", floors, "Places", m.Places())
	}
}

// oddTogether finds an earlier meeting of the same region at the same time.
func oddTogether(found *findings, inv *Invitation, m Meeting, earlier []Meeting) {
	for _, other := range earlier {
		if m.Region.IsZero() || m.Region != other.Region || m.StartsAt.IsZero() || other.StartsAt.IsZero() {
			continue
		}
		if m.StartsAt.Before(endOf(other)) && other.StartsAt.Before(endOf(m)) {
			found.add(InMeetings, "staff.odd.same-time", "Meeting", inv.MeetingName(m), "Other", inv.MeetingName(other)).Meeting = m.ID
		}
	}
}

// endOf is when a meeting ends; one without an end is taken to last a moment, so that only a like start is told.
func endOf(m Meeting) time.Time {
	if m.EndsAt.IsZero() {
		return m.StartsAt.Add(time.Second)
	}
	return m.EndsAt
}

func oddDates(found *findings, inv *Invitation, facts OddFacts) {
	s := inv.Series
	today := DateOf(facts.Now)
	if s.State == Draft && !s.Deadline.On.IsZero() && s.Deadline.On.Before(today) {
		found.add(InRules, "staff.odd.deadline-past", "Deadline", s.Deadline.On)
	}
	if !s.AnswerBy.IsZero() && !s.Deadline.On.IsZero() && s.AnswerBy.Before(s.Deadline.On) {
		found.add(InRules, "staff.odd.answer-before-deadline", "Answer", s.AnswerBy, "Deadline", s.Deadline.On)
	}
	first := Date{}
	for _, m := range inv.planned() {
		if day := DateOf(m.StartsAt); !m.StartsAt.IsZero() && (first.IsZero() || day.Before(first)) {
			first = day
		}
	}
	if first.IsZero() {
		return
	}
	if !s.AnswerBy.IsZero() && first.Before(s.AnswerBy) {
		found.add(InRules, "staff.odd.answer-after-meeting", "Answer", s.AnswerBy, "Date", first)
	}
	if !s.PreparationBy.IsZero() && first.Before(s.PreparationBy) {
		found.add(InRules, "staff.odd.preparation-after-meeting", "Preparation", s.PreparationBy, "Date", first)
	}
}

// Prose is every text of the series in one language but its title and signatories, for what reads them as running text.
func (s Series) Prose(l Lang) []string {
	t := s.Texts
	texts := [...]Text{t.Lead, t.Body, t.TargetGroups, t.Partners, t.Preparation, t.ProgrammeNote, t.Cost, t.Postal, t.Statements,
		t.Filming, t.Privacy, t.Practical, t.GroupWork}
	all := make([]string, len(texts))
	for i, text := range texts {
		all[i] = text.Get(l)
	}
	return all
}
