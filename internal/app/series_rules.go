package app

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"dialogmote/internal/dialogue"
)

// SeriesRules is what a series sets for its registrations, with its dates.
type SeriesRules struct {
	Rules    dialogue.Rules
	Listed   string // names, for InviteList
	Deadline dialogue.Deadline

	AnswerBy, PreparationBy, DocumentsBy, StatementsBy dialogue.Date

	AsksPresentation bool
	StatementsOpen   bool // written input can be sent, until StatementsBy
	DeleteOn         dialogue.Date
	CopyTo           string
}

// SaveRules stores the rules and works out the meetings' deadlines anew. It returns dialogue.Problems for what registrations have
// fixed (DESIGN «a published series is edited»), for a published deadline moved to a time that has been, and for names that the
// register does not have.
func (a *App) SaveRules(ctx context.Context, actor dialogue.Actor, e SeriesEdit, r SeriesRules) error {
	return a.editSeries(ctx, actor, e, "save_rules", func(s *seriesEdit) error {
		before := s.inv.Series
		series := before
		series.Rules, series.Deadline = r.Rules, r.Deadline
		series.AnswerBy, series.PreparationBy, series.DocumentsBy, series.StatementsBy = r.AnswerBy, r.PreparationBy, r.DocumentsBy, r.StatementsBy
		series.AsksPresentation, series.StatementsOpen, series.DeleteOn, series.CopyTo = r.AsksPresentation, r.StatementsOpen, r.DeleteOn, r.CopyTo
		series.ClosesAt = r.Deadline.ClosesAt(time.Time{})
		if err := dialogue.CheckEdit(before, series, s.use); err != nil {
			return err
		}
		problems := dialogue.Problems{}
		if r.DeleteOn != before.DeleteOn {
			if err := dialogue.CheckDeletionDate(&s.inv, r.DeleteOn, s.now); err != nil && !errors.As(err, &problems) {
				return err
			}
		}
		meetings := reckoned(&s.inv, series, s.now)
		if before.State == dialogue.Published && movesBack(s.inv, series, meetings, s.now) {
			field := "closes_on"
			if r.Deadline.On.IsZero() {
				field = "closes_days_before"
			}
			problems.Add(field, "problem.deadline-passed")
		}
		listed := readNames(r.Listed, countiesOf(&s.inv), before.PublicationDay(s.now))
		if r.Rules.Invited.Scope == dialogue.InviteList {
			addUnknown(problems, "listed", listed.Unknown)
		}
		if err := problems.Err(); err != nil {
			return err
		}
		if err := s.tx.UpdateSeries(ctx, series); err != nil {
			return err
		}
		if r.Rules.Invited.Scope == dialogue.InviteList {
			if err := s.tx.SaveListed(ctx, actor.Organiser, series.ID, listed.Units); err != nil {
				return err
			}
		}
		return s.tx.SetMeetingDeadlines(ctx, actor.Organiser, meetings)
	})
}

// reckoned are the meetings with the deadlines that follow from the series' rule. Those whose rule stays as it was keep what was worked
// out when they were saved or moved, and one that has passed and would have passed by the new rule too stays when it was.
func reckoned(inv *dialogue.Invitation, series dialogue.Series, now time.Time) []dialogue.Meeting {
	all := slices.Clone(inv.Meetings)
	for i := range all {
		m := &all[i]
		at := dialogue.MeetingClosesAt(m.Deadline, series.MeetingRule(), m.StartsAt)
		same := m.Deadline.Or(inv.Series.MeetingRule()).Equal(m.Deadline.Or(series.MeetingRule()))
		passed := !m.ClosesAt.IsZero() && !m.ClosesAt.After(now) && !at.IsZero() && !at.After(now)
		if series.State == dialogue.Draft || !same && !passed {
			m.ClosesAt = at
		}
	}
	return all
}

// movesBack reports whether a deadline moves to a time that has been.
func movesBack(inv dialogue.Invitation, after dialogue.Series, meetings []dialogue.Meeting, now time.Time) bool {
	if !dialogue.DeadlineMoves(inv.Series.ClosesAt, after.ClosesAt, now) {
		return true
	}
	for i, m := range meetings {
		if m.State == dialogue.Planned && !dialogue.DeadlineMoves(inv.Meetings[i].ClosesAt, m.ClosesAt, now) {
			return true
		}
	}
	return false
}

// addUnknown says which names the register does not have, and what they may mean.
func addUnknown(problems dialogue.Problems, field string, unknown []UnknownName) {
	if len(unknown) == 0 {
		return
	}
	var names, means []string
	for _, u := range unknown {
		names = append(names, "«"+u.Written+"»")
		means = append(means, u.Means...)
	}
	if len(means) > 0 {
		problems.Add(field, "problem.unknown-names-means", "Names", strings.Join(names, ", "), "Means", strings.Join(means, ", "))
		return
	}
	problems.Add(field, "problem.unknown-names", "Names", strings.Join(names, ", "))
}

// CorrectNames is a list of names with those that the register does not have replaced by what they mean, where that is one thing only.
func (a *App) CorrectNames(ctx context.Context, actor dialogue.Actor, series dialogue.ID, written string) (string, error) {
	p, err := a.Editor(ctx, actor, series)
	if err != nil {
		return written, err
	}
	return corrected(written, readNames(written, countiesOf(&p.Invitation), p.On).Unknown), nil
}
