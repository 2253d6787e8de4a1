package templates

import (
	"strings"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
)

// unitKindLabel is what the unit is, for the place where its name stands.
func unitKindLabel(p lang.Printer, k dialogue.UnitKind) string {
	switch k {
	case dialogue.District:
		return p.T("public.invited.kind.district")
	case dialogue.County:
		return p.T("public.invited.kind.county")
	case dialogue.Organisation:
		return p.T("public.invited.kind.organisation")
	case dialogue.Person:
		return p.T("public.invited.kind.person")
	case dialogue.Joint:
		return p.T("public.invited.kind.joint")
	}
	return p.T("public.invited.kind.municipality")
}

// unitTitle is the unit as it is called in a sentence: «Våler kommune (Østfold)», «Bydel Alna».
func unitTitle(p lang.Printer, u dialogue.Unit) string {
	name, home, twin := strings.Cut(u.Name, " (")
	key := ""
	switch {
	case u.Kind == dialogue.Municipality && !strings.Contains(strings.ToLower(name), "kommune"):
		key = "public.invited.name.municipality"
	case u.Kind == dialogue.County && !strings.Contains(strings.ToLower(name), "fylkeskommune"):
		key = "public.invited.name.county"
	case u.Kind == dialogue.District && !strings.Contains(strings.ToLower(name), "bydel"):
		key = "public.invited.name.district"
	default:
		return u.Name
	}
	name = p.T(key, "Name", name)
	if twin {
		name += " (" + home
	}
	return name
}

func (v InvitedView) t(key string, a ...any) string { return v.Frame.L.T(key, a...) }

func (v InvitedView) unit() string { return unitTitle(v.Frame.L, v.Page.Invited.Unit) }

// deadline is «fredag 3. september 2019»; "" when nothing can be sent, or there is none.
func (v InvitedView) deadline() string {
	if !v.Page.Open || v.Page.Until.IsZero() {
		return ""
	}
	return v.Frame.L.DeadlineDate(v.Page.Until)
}

// deadlinesDiffer reports whether the meetings to choose among must be answered by different days: then each says its own, for the last
// of them is too late for the others.
func (v InvitedView) deadlinesDiffer() bool {
	meetings := v.Page.Meetings()
	for _, m := range meetings {
		if !closesAt(v.Page.Invitation.Series, m).Equal(closesAt(v.Page.Invitation.Series, meetings[0])) {
			return true
		}
	}
	return false
}

// ownDeadline is «Svar innen fredag 3. september 2019» below a meeting; "" when all have the same.
func (v InvitedView) ownDeadline(m dialogue.Meeting) string {
	closes := closesAt(v.Page.Invitation.Series, m)
	switch {
	case !v.Page.Open || !v.deadlinesDiffer() || closes.IsZero():
		return ""
	case !v.Page.Now.Before(closes):
		return v.t("public.invited.meeting-closed")
	}
	return v.t("public.invited.answer-by", "Date", v.Frame.L.DeadlineDate(closes))
}

// closed says why the unit can't answer any more.
func (v InvitedView) closed() string {
	inv := &v.Page.Invitation
	switch openness := inv.Openness(v.Page.Now); {
	case inv.Series.State == dialogue.Archived || !inv.Series.ErasedAt.IsZero():
		return v.t("public.invited.closed.archived")
	case openness == dialogue.ClosedEarly:
		return v.t("public.invited.closed.early")
	case openness == dialogue.ClosedCancelled:
		return v.t("public.invited.closed.cancelled")
	case openness == dialogue.ClosedHeld:
		return v.t("public.invited.closed.held")
	}
	return v.t("public.invited.closed.deadline")
}

// over says what has become of a no that waits for nothing any more, or for staff.
func (v DeclineView) over() (title, lead string) {
	unit := unitTitle(v.Frame.L, v.Page.Decline.Unit)
	switch v.Page.Decline.State {
	case dialogue.Active:
		return v.t("public.decline.noted.title"), v.t("public.decline.noted", "Unit", unit)
	case dialogue.HeldForStaff:
		return v.t("public.decline.held.title"), v.t("public.decline.held", "Unit", unit)
	case dialogue.Refused:
		return v.t("public.decline.refused.title"), v.t("public.decline.refused", "Unit", unit)
	case dialogue.Withdrawn:
		return v.t("public.decline.withdrawn.title"), v.t("public.decline.withdrawn", "Unit", unit)
	}
	return "", ""
}

func (v DeclineView) t(key string, a ...any) string { return v.Frame.L.T(key, a...) }

func deadlineWords(p lang.Printer, until time.Time) string {
	if until.IsZero() {
		return ""
	}
	return p.DeadlineDate(until)
}
