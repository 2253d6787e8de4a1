package app

import (
	"context"
	"encoding/hex"
	"errors"
	"strings"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/postgres"
	"dialogmote/internal/selection"
)

// The most that staff may write about a selection, in characters.
const (
	mostValue  = 300
	mostReason = 1000
)

// FreezeSelection makes a draw: who has applied and the rules are frozen and hashed, and valueSource names the public value that will
// decide the lots. From the second draw on it wants a reason. e.Version is the series'. ErrStale when somebody else has frozen or
// edited meanwhile, ErrClosed when answers are sent; Problems for fields "source" and "reason", and for "" when it is too early, when
// nobody has applied or there is nowhere to go, and when a proposal of the draw before is approved.
func (a *App) FreezeSelection(ctx context.Context, actor dialogue.Actor, e SeriesEdit, valueSource, reason string) error {
	return a.editSeries(ctx, actor, e, "freeze_selection", func(s *seriesEdit) error {
		b, err := readBench(ctx, s.tx.Reader, s.inv, s.now, dialogue.ID{})
		if err != nil {
			return err
		}
		valueSource, reason = oneLine(valueSource), strings.TrimSpace(reason)
		d := dialogue.Selection{Organiser: actor.Organiser, ID: newID(), Series: e.Series, Number: 1, ValueSource: valueSource, Method: selection.Method, FrozenBy: actor.User}
		if b.draw != nil {
			d.Number, d.Reason = b.draw.Number+1, reason
		}
		if err := b.mayFreeze(d); err != nil {
			return err
		}
		meetings := b.inv.SelectsAmong(b.now)
		roster := rosterOf(&b.inv, b.all, meetings, b.day())
		switch {
		case len(roster) == 0:
			return dialogue.Problems{"": {Key: "problem.selection-nobody"}}
		case len(meetings) == 0:
			return dialogue.Problems{"": {Key: "problem.selection-no-meetings"}}
		}
		if err := freeze(&d, caseOf(&b.inv, roster, meetings)); err != nil {
			return err
		}
		if err := s.tx.StepSeriesVersion(ctx, actor.Organiser, e.Series, e.Version); err != nil {
			return err
		}
		s.about = d.ID
		s.detail = map[string]any{"number": d.Number, "source": d.ValueSource, "reason": d.Reason, "units": len(roster),
			"roster": hex.EncodeToString(d.RosterHash), "rules": hex.EncodeToString(d.RulesHash)}
		return s.tx.Write(ctx, func(w *postgres.Batch) { w.InsertSelection(d) })
	})
}

// mayFreeze is what stands against a draw.
func (b *bench) mayFreeze(d dialogue.Selection) error {
	problems := dialogue.Problems{}
	if d.ValueSource == "" {
		problems.Add("source", "problem.selection-source")
	}
	checkLength(problems, "source", d.ValueSource, mostValue)
	if b.draw != nil {
		switch {
		case !b.draw.SentAt.IsZero():
			return dialogue.ErrClosed
		case dialogue.Approved(b.proposals) != nil:
			problems.Add("", "problem.selection-approved")
		case d.Reason == "":
			problems.Add("reason", "problem.selection-reason")
		}
		checkLength(problems, "reason", d.Reason, mostReason)
	}
	if undecided := b.undecided(); !b.inv.MayFreeze(undecided, b.now) {
		if undecided > 0 {
			problems.Add("", "problem.selection-undecided", "N", undecided)
		} else {
			problems.Add("", "problem.selection-early")
		}
	}
	return problems.Err()
}

// freeze writes a case into a draw.
func freeze(d *dialogue.Selection, c selection.Case) error {
	if err := c.Validate(); err != nil {
		return err
	}
	var meetings, units, persons, rules strings.Builder
	if err := errors.Join(selection.WriteMeetings(&meetings, c), selection.WriteUnits(&units, c), selection.WritePersons(&persons, c),
		selection.WriteRules(&rules, c)); err != nil {
		return err
	}
	roster, hash := c.RosterHash(), c.RulesHash()
	d.Meetings, d.Units, d.Persons, d.Rules = meetings.String(), units.String(), persons.String(), rules.String()
	d.RosterHash, d.RulesHash = roster[:], hash[:]
	return nil
}

// oneLine is a text with single blanks between its words.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

func checkLength(problems dialogue.Problems, field, s string, most int) {
	if len([]rune(s)) > most {
		problems.Add(field, "problem.too-long", "Max", most)
	}
}
