package dialogue

import "time"

// Use is how far registrations have come to depend on a series: what its edits must not break.
type Use struct {
	Registrations int        // of any state, refused and withdrawn ones too
	Letters       int        // written about the series
	MostDelegates int        // the largest slot taken within the cap, over all delegations
	MostOverCap   int        // … at own cost
	MostOutside   int        // … of users and next of kin
	Roles         map[ID]int // delegates that have the role
	Meetings      map[ID]int // seats and wishes that name the meeting
	Requests      int        // that wait for a meeting, where meetings are asked for
	Draws         int        // of its selection: each has rules, capacities and floors of its own, as they were
}

// CheckEdit finds what may not be changed about a series as it is used (DESIGN «a published series is edited»): choice and admission
// are fixed after the first registration, and the caps are not set below what is registered. ErrStale when the version has moved.
func CheckEdit(before, after Series, use Use) error {
	problems := Problems{}
	if use.Registrations > 0 {
		if before.Rules.Choice != after.Rules.Choice || before.Rules.OnRequest != after.Rules.OnRequest {
			problems.Add("choice", "problem.fixed-choice")
		}
		if before.Rules.Admission != after.Rules.Admission {
			problems.Add("admission", "problem.fixed-admission")
		}
	}
	if after.Rules.OnRequest && after.Rules.Admission != AdmitOpen {
		problems.Add("admission", "problem.request-open")
	}
	atLeast(problems, "max_delegates", after.Rules.MaxDelegates, use.MostDelegates)
	atLeast(problems, "over_cap", after.Rules.OverCap, use.MostOverCap)
	atLeast(problems, "outside_max", after.Rules.OutsideMax, use.MostOutside)
	return problems.Err()
}

func atLeast(problems Problems, field string, n, least int) {
	if n < least {
		problems.Add(field, "problem.below-registered", "Least", least)
	}
}

// CheckCapacity finds a capacity below the places that are given and those that the organiser keeps.
func CheckCapacity(m Meeting) Problems {
	problems := Problems{}
	switch {
	case m.Capacity > 0 && m.Capacity < m.Taken+m.OwnPlaces && m.OwnPlaces > 0:
		problems.Add("own_places", "problem.below-own-places", "Taken", m.Taken, "Most", max(0, m.Capacity-m.Taken))
	case m.Capacity > 0 && m.Capacity < m.Taken:
		problems.Add("capacity", "problem.below-taken", "Taken", m.Taken)
	}
	return problems
}

// DeadlineMoves reports whether a published deadline may move from before to after at now: later always, earlier only to a time that
// has not come yet. Registrations received before stand.
func DeadlineMoves(before, after, now time.Time) bool {
	switch {
	case after.IsZero(), after.Equal(before):
		return true
	case !before.IsZero() && after.After(before):
		return true
	}
	return after.After(now)
}

// MayGoBackToDraft reports whether a published series may be a draft again: before any registration and any letter.
func MayGoBackToDraft(s Series, use Use) bool {
	return s.State == Published && use.Registrations == 0 && use.Letters == 0
}

// StandardRules are what a new series begins with.
func StandardRules(o Organiser) Rules {
	rules := Rules{
		Choice: ChooseOne, Admission: AdmitOpen, Identity: Verified, MaxDelegates: 4, OutsideMax: 4,
		Selection: StandardSelection(), OfferDays: 2,
		Required: []string{FieldRole, FieldEmail},
		Invited:  Invited{Scope: InviteAll, Districts: NoDistricts},
	}
	if len(o.Counties) > 0 {
		rules.Invited.Scope, rules.Invited.Counties = InviteCounties, o.Counties
	}
	return rules
}
