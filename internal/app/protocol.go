package app

import (
	"context"
	"slices"

	"dialogmote/internal/dialogue"
)

// SelectionProtocol is the record of a series' selection: every draw, what was proposed, decided and approved in it, and what came of it.
// Without names it is fit for those who ask to see it. ErrNotFound for a series that does not select or has no draw.
func (a *App) SelectionProtocol(ctx context.Context, actor dialogue.Actor, series dialogue.ID, names bool) (dialogue.SelectionProtocol, error) {
	var protocol dialogue.SelectionProtocol
	newest, err := a.benchFor(ctx, actor, series, dialogue.ID{})
	if err != nil {
		return protocol, err
	}
	if newest.draw == nil {
		return protocol, dialogue.ErrNotFound
	}
	protocol.Invitation, protocol.Now, protocol.Names = newest.inv, newest.now, true
	for _, draw := range slices.Backward(newest.draws) {
		b, err := a.benchFor(ctx, actor, series, draw.ID)
		if err != nil {
			return protocol, err
		}
		d, err := b.protocol(actor.Lang)
		if err != nil {
			return protocol, err
		}
		protocol.Draws = append(protocol.Draws, d)
	}
	if protocol.Staff, err = a.staffNames(ctx, actor.Organiser); err != nil {
		return protocol, err
	}
	if !names {
		protocol = protocol.WithoutNames()
	}
	return protocol, nil
}

// protocol is the record of one draw.
func (b *bench) protocol(lang dialogue.Lang) (dialogue.ProtocolDraw, error) {
	d := dialogue.ProtocolDraw{Selection: *b.draw, Locks: b.locks, Proposals: slices.Clone(b.proposals), Units: map[dialogue.ID]string{}}
	slices.Reverse(d.Proposals)
	for _, l := range b.locks {
		if r := b.at[l.Registration]; r != nil {
			d.Units[l.Registration] = r.Unit.Name
		}
	}
	p := b.chosen()
	if p == nil {
		return d, nil
	}
	o, err := openProposal(*b.draw, *p)
	if err != nil {
		return d, err
	}
	view := b.view(o, lang)
	d.Seed, d.View = slices.Clone(o.seed[:]), &view
	return d, nil
}
