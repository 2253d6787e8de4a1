package postgres

import (
	"context"
	"encoding/json"
	"time"

	"github.com/jackc/pgx/v5"

	"dialogmote/internal/dialogue"
)

// Participants are the live seats of a series' active registrations: of one meeting, or of all of them when meeting is the zero
// ID. By the unit's name and the delegate's place in it, as Norwegians sort; seats at several meetings stand by meeting.
func (r Reader) Participants(ctx context.Context, organiser, series, meeting dialogue.ID) ([]dialogue.Participant, error) {
	return list(ctx, r.q, scanParticipant, `
		select reg.id, reg.reference, reg.comment, reg.received_at,
			reg.contact_name, reg.contact_position, reg.contact_email, reg.contact_phone, reg.postal_address,
			u.id, u.kind, u.number, u.valid_from, u.name, u.county,
			d.id, d.name, d.position, d.email, d.phone,
			ro.id, coalesce(ro.name, '{}'), coalesce(ro.health, false),
			s.meeting_id, s.state, s.pool, s.confirmed_at, coalesce(not da.fits, false)
		from seat s
		join registration reg on (reg.organiser_id, reg.id) = (s.organiser_id, s.registration_id)
		join unit u on (u.organiser_id, u.id) = (reg.organiser_id, reg.unit_id)
		join delegate d on (d.organiser_id, d.id) = (s.organiser_id, s.delegate_id)
		left join role ro on (ro.organiser_id, ro.id) = (d.organiser_id, d.role_id)
		left join meeting m on (m.organiser_id, m.id) = (s.organiser_id, s.meeting_id)
		left join date_answer da on (da.organiser_id, da.registration_id, da.meeting_id) = (s.organiser_id, s.registration_id, s.meeting_id)
		where s.organiser_id = $1 and s.series_id = $2 and ($3::uuid is null or s.meeting_id = $3)
			and reg.state = 'active' and s.state not in ('withdrawn', 'replaced')
		order by m.starts_at nulls last, m.id, u.name collate "nb-NO-x-icu", u.id, d.position_no, d.name collate "nb-NO-x-icu", d.id`,
		organiser, series, meeting)
}

func scanParticipant(row pgx.CollectableRow) (p dialogue.Participant, err error) {
	var confirmed *time.Time
	u, c := &p.Unit, &p.Contact
	err = row.Scan(&p.Registration, &p.Reference, &p.Comment, &p.ReceivedAt,
		&c.Name, &c.Position, &c.Email, &c.Phone, &c.PostalAddress,
		&u.ID, &u.Kind, &u.Number, &u.ValidFrom, &u.Name, &u.County,
		&p.Delegate, &p.Name, &p.Position, &p.Email, &p.Phone,
		&p.Role.ID, &p.Role.Name, &p.Role.Health,
		&p.Meeting, &p.State, &p.Pool, &confirmed, &p.DoesNotFit)
	p.ConfirmedAt = orZero(confirmed)
	return p, err
}

// History is the audit log's lines about a registration, newest first, with the names of the staff users who acted.
func (r Reader) History(ctx context.Context, organiser, about dialogue.ID) ([]dialogue.HistoryLine, error) {
	return list(ctx, r.q, func(row pgx.CollectableRow) (h dialogue.HistoryLine, err error) {
		var detail []byte
		if err = row.Scan(&h.At, &h.Actor, &h.Who, &h.Verb, &detail); err != nil {
			return h, err
		}
		// A detail of an older shape, or none, leaves the line without one: the line itself is what counts.
		if json.Unmarshal(detail, &h.Detail) != nil {
			h.Detail = dialogue.HistoryDetail{}
		}
		return h, nil
	}, `
		select a.at, a.actor_kind, coalesce(s.name, ''), a.verb, coalesce(d.detail, '{}')
		from audit a
		left join audit_detail d on (d.organiser_id, d.audit_id) = (a.organiser_id, a.id)
		left join staff_user s on (s.organiser_id, s.id) = (a.organiser_id, a.actor_id) and a.actor_kind = 'staff'
		where a.organiser_id = $1 and a.about = $2
		order by a.id desc`, organiser, about)
}

// SetDeleteOn sets the day when the series' personal data ends. A version that has moved on is dialogue.ErrStale.
func (tx *Tx) SetDeleteOn(ctx context.Context, organiser, series dialogue.ID, version int, on dialogue.Date) error {
	n, err := tx.exec(ctx, `
		update series set delete_on = $4, version = version + 1
		where organiser_id = $1 and id = $2 and version = $3`, organiser, series, version, on)
	if err == nil && n == 0 {
		return dialogue.ErrStale
	}
	return err
}
