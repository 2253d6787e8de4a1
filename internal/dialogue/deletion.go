package dialogue

import "time"

// CheckDeletionDate finds what is wrong with the day when a series' personal data is to be deleted: a day before tomorrow, or
// before its last meeting is over. Only a draft can be without one: from the first registration on, personal data has an end. Data
// that is deleted already is ErrClosed.
func CheckDeletionDate(inv *Invitation, on Date, now time.Time) error {
	if !inv.Series.ErasedAt.IsZero() {
		return ErrClosed
	}
	if on.IsZero() {
		if inv.Series.State != Draft {
			return Problems{"delete_on": {Key: "problem.required"}}
		}
		return nil
	}
	if !DateOf(now).Before(on) {
		return Problems{"delete_on": {Key: "problem.deletion-past"}}
	}
	if last := inv.LastDay(); !last.Before(on) && !last.IsZero() {
		return Problems{"delete_on": {Key: "problem.deletion-before-meeting", Args: map[string]any{"Last": last}}}
	}
	return nil
}

// CheckKept finds a meeting of a published series that would be held once its participants are deleted.
func CheckKept(s Series, m Meeting) Problems {
	last := m.EndsAt
	if last.IsZero() {
		last = m.StartsAt
	}
	if s.State == Draft || s.DeleteOn.IsZero() || last.IsZero() || DateOf(last).Before(s.DeleteOn) {
		return nil
	}
	return Problems{"starts": {Key: "problem.after-deletion", Args: map[string]any{"On": s.DeleteOn}}}
}

// LastDay is the day the last dated meeting that is not cancelled ends, or no date.
func (inv *Invitation) LastDay() Date {
	var last Date
	for _, m := range inv.Meetings {
		end := m.EndsAt
		if end.IsZero() {
			end = m.StartsAt
		}
		if m.State == Cancelled || end.IsZero() {
			continue
		}
		if day := DateOf(end); last.Before(day) {
			last = day
		}
	}
	return last
}
