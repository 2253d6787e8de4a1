package app

import (
	"context"
	"errors"
	"slices"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/postgres"
	"dialogmote/internal/selection"
)

// bench is a series' selection as pages and verbs see it: everything that is stored about one draw, and the registrations as they are
// now.
type bench struct {
	inv       dialogue.Invitation
	now       time.Time
	all       []dialogue.Registration // of the series, units in Norwegian order
	at        map[dialogue.ID]*dialogue.Registration
	draws     []dialogue.Selection         // newest first
	draw      *dialogue.Selection          // the one that is looked at, or nil when there is none
	proposals []dialogue.SelectionProposal // of draw, newest first
	locks     []dialogue.SelectionLock     // of draw, lifted ones too, oldest first
	frozen    selection.Case               // of draw, without locks
	roster    []dialogue.RosterUnit        // of draw
	gone      []dialogue.Gone              // of roster, since it was frozen
}

// readBench reads the workbench of a series: of one draw, or for the zero ID of the newest. dialogue.ErrNotFound for a series that does
// not select and for a draw of another one.
func readBench(ctx context.Context, r postgres.Reader, inv dialogue.Invitation, now time.Time, draw dialogue.ID) (*bench, error) {
	if inv.Series.Rules.Admission != dialogue.AdmitSelection {
		return nil, dialogue.ErrNotFound
	}
	organiser, series := inv.Organiser.ID, inv.Series.ID
	b := &bench{inv: inv, now: now, at: map[dialogue.ID]*dialogue.Registration{}}
	var err error
	if b.all, err = r.RegistrationsOf(ctx, organiser, series); err != nil {
		return nil, err
	}
	on := b.day()
	for i := range b.all {
		b.all[i].Unit.Name = officialName(b.all[i].Unit, on)
		b.at[b.all[i].ID] = &b.all[i]
	}
	if b.draws, err = r.Selections(ctx, organiser, series); err != nil {
		return nil, err
	}
	for i := range b.draws {
		if draw.IsZero() || b.draws[i].ID == draw {
			b.draw = &b.draws[i]
			break
		}
	}
	if b.draw == nil {
		if draw.IsZero() {
			return b, nil
		}
		return nil, dialogue.ErrNotFound
	}
	if b.proposals, err = r.SelectionProposals(ctx, organiser, b.draw.ID); err != nil {
		return nil, err
	}
	if b.locks, err = r.SelectionLocks(ctx, organiser, b.draw.ID); err != nil {
		return nil, err
	}
	o, err := openDraw(*b.draw, b.draw.Rules)
	if err != nil {
		return nil, err
	}
	b.frozen = o.c
	if b.roster, err = frozenRoster(o.c); err != nil {
		return nil, err
	}
	b.gone = dialogue.GoneSince(b.roster, b.all)
	return b, nil
}

// benchFor is readBench for staff's pages.
func (a *App) benchFor(ctx context.Context, actor dialogue.Actor, series, draw dialogue.ID) (*bench, error) {
	if err := actor.RequireStaff(dialogue.Reader); err != nil {
		return nil, err
	}
	inv, err := a.db.Invitation(ctx, actor.Organiser, series)
	if err != nil {
		return nil, err
	}
	now, err := a.db.Now(ctx)
	if err != nil {
		return nil, err
	}
	return readBench(ctx, a.db.Reader, inv, now, draw)
}

// benchOfProposal is benchFor with the draw that a proposal is of, and the proposal opened.
func (a *App) benchOfProposal(ctx context.Context, actor dialogue.Actor, series, proposal dialogue.ID) (*bench, opened, error) {
	if err := actor.RequireStaff(dialogue.Reader); err != nil {
		return nil, opened{}, err
	}
	draw, err := a.db.SelectionOfProposal(ctx, actor.Organiser, series, proposal)
	if err != nil {
		return nil, opened{}, err
	}
	b, err := a.benchFor(ctx, actor, series, draw)
	if err != nil {
		return nil, opened{}, err
	}
	o, err := b.open(proposal)
	return b, o, err
}

// day is the day the register is read at.
func (b *bench) day() dialogue.Date { return b.inv.Series.PublicationDay(b.now) }

// open is one of the draw's proposals.
func (b *bench) open(proposal dialogue.ID) (opened, error) {
	p := b.proposal(proposal)
	if p == nil {
		return opened{}, dialogue.ErrNotFound
	}
	return openProposal(*b.draw, *p)
}

func (b *bench) proposal(id dialogue.ID) *dialogue.SelectionProposal {
	for i := range b.proposals {
		if b.proposals[i].ID == id {
			return &b.proposals[i]
		}
	}
	return nil
}

// newest is the newest proposal, or nil.
func (b *bench) newest() *dialogue.SelectionProposal {
	if len(b.proposals) == 0 {
		return nil
	}
	return &b.proposals[0]
}

// chosen is the approved proposal, else the newest, or nil.
func (b *bench) chosen() *dialogue.SelectionProposal {
	if p := dialogue.Approved(b.proposals); p != nil {
		return p
	}
	return b.newest()
}

// standing are the locks that have not been lifted.
func (b *bench) standing() []dialogue.SelectionLock {
	return slices.DeleteFunc(slices.Clone(b.locks), func(l dialogue.SelectionLock) bool { return !l.LiftedAt.IsZero() })
}

func (b *bench) lock(id dialogue.ID) *dialogue.SelectionLock {
	for i := range b.locks {
		if b.locks[i].ID == id {
			return &b.locks[i]
		}
	}
	return nil
}

// undecided are how many make the selection wait.
func (b *bench) undecided() int {
	n := 0
	for _, r := range b.all {
		if b.inv.Undecided(r, b.now) {
			n++
		}
	}
	return n
}

// late is what has come or changed since the draw was frozen.
func (b *bench) late() []dialogue.LateEntry {
	applied := slices.DeleteFunc(slices.Clone(b.all), func(r dialogue.Registration) bool { return !b.inv.Applies(r) })
	meetings := make([]dialogue.ID, 0, len(b.frozen.Meetings))
	for _, m := range b.frozen.Meetings {
		if id, err := rosterID(m.ID); err == nil {
			meetings = append(meetings, id)
		}
	}
	return dialogue.LateSince(b.roster, applied, func(r dialogue.Registration) dialogue.RosterUnit { return dialogue.RosterOf(r, meetings, "") })
}

// obstacles are why a proposal can't be approved or sent as things are now.
func (b *bench) obstacles(o opened) []dialogue.Problem {
	placed := map[dialogue.ID][]dialogue.Gone{}
	for _, out := range o.result.Outcomes {
		if out.State != selection.Placed {
			continue
		}
		meeting, _ := rosterID(out.Meeting)
		registration, _ := rosterID(out.Unit)
		delegate, _ := rosterID(out.Person)
		placed[meeting] = append(placed[meeting], dialogue.Gone{Registration: registration, Delegate: delegate})
	}
	return dialogue.Obstacles(&b.inv, placed, b.gone, b.now)
}

// selectionEdit is one verb on a draw under way: the series is locked, and the draw's version is raised.
type selectionEdit struct {
	*seriesEdit
	bench *bench
}

// editSelection runs f on the newest draw of a series of the editor's organiser in one transaction and appends the audit line.
// ErrNotFound for another organiser's, ErrStale when its version has moved on or there is a newer draw, ErrClosed when answers are
// sent, ErrForbidden for readers and for a series whose personal data is erased.
func (a *App) editSelection(ctx context.Context, actor dialogue.Actor, e SelectionEdit, verb string, f func(s *selectionEdit) error) error {
	return a.lockSeries(ctx, actor, e.Series, verb, func(s *seriesEdit) error {
		if err := s.tx.RaiseSelectionVersion(ctx, actor.Organiser, e.Series, e.Selection, e.Version); err != nil {
			return err
		}
		b, err := readBench(ctx, s.tx.Reader, s.inv, s.now, dialogue.ID{})
		switch {
		case err != nil:
			return err
		case b.draw == nil || b.draw.ID != e.Selection:
			return dialogue.ErrStale
		}
		s.about = e.Selection
		return f(&selectionEdit{s, b})
	})
}

// lockProblem words what is wrong with a lock for those who set it.
func (b *bench) lockProblem(err error) error {
	var lock *selection.LockError
	if !errors.As(err, &lock) {
		return err
	}
	key, field := "problem.selection-lock-unknown", ""
	switch lock.Code {
	case selection.LockContradicts:
		key = "problem.selection-lock-contradicts"
	case selection.LockUnavailable:
		key = "problem.selection-lock-unavailable"
		if lock.Lock.Kind == selection.At {
			field = "meeting"
		}
	case selection.LockFull:
		key = "problem.selection-lock-full"
	}
	problems := dialogue.Problems{}
	name := ""
	if id, err := rosterID(lock.Lock.Unit); err == nil && b.at[id] != nil {
		name = b.at[id].Unit.Name
	}
	problems.Add(field, key, "Unit", name)
	return problems
}
