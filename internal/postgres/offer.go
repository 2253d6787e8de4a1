package postgres

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"dialogmote/internal/dialogue"
)

const offerColumns = `o.organiser_id, o.id, o.series_id, o.registration_id, o.meeting_id, o.made_at, o.made_by, o.until, o.places,
	o.state, o.answered_at, o.answered_by`

func scanOffer(row pgx.CollectableRow) (o dialogue.Offer, err error) {
	err = row.Scan(&o.Organiser, &o.ID, &o.Series, &o.Registration, &o.Meeting, &o.MadeAt, &o.MadeBy, &o.Until, &o.Places,
		&o.State, (*instant)(&o.AnsweredAt), &o.AnsweredBy)
	return o, err
}

// Offer is one of the organiser's offers.
func (r Reader) Offer(ctx context.Context, organiser, id dialogue.ID) (dialogue.Offer, error) {
	return one(ctx, r.q, scanOffer, `select `+offerColumns+` from offer o where o.organiser_id = $1 and o.id = $2`, organiser, id)
}

// OfferByLink is the offer that a letter's link opens, whatever has become of it. A link that is unknown is dialogue.ErrUsed. It
// consumes nothing: mail scanners open links too.
func (r Reader) OfferByLink(ctx context.Context, hash []byte) (dialogue.Offer, error) {
	o, err := one(ctx, r.q, scanOffer, `
		select `+offerColumns+`
		from link k
		join offer o on (o.organiser_id, o.id) = (k.organiser_id, k.offer_id)
		where k.token_hash = $1 and k.kind = 'offer'`, hash)
	if errors.Is(err, dialogue.ErrNotFound) {
		err = dialogue.ErrUsed
	}
	return o, err
}

// OpenOffers are the registration's offers that can be answered now.
func (r Reader) OpenOffers(ctx context.Context, organiser, registration dialogue.ID) ([]dialogue.Offer, error) {
	return list(ctx, r.q, scanOffer, `
		select `+offerColumns+`
		from offer o
		join meeting m on (m.organiser_id, m.id) = (o.organiser_id, o.meeting_id)
		where o.organiser_id = $1 and o.registration_id = $2 and o.state = 'open' and clock() < o.until
			and (m.starts_at is null or clock() < m.starts_at)
		order by o.until, o.id`, organiser, registration)
}

// OffersOf are a series' offers, newest first.
func (r Reader) OffersOf(ctx context.Context, organiser, series dialogue.ID) ([]dialogue.Offer, error) {
	return list(ctx, r.q, scanOffer, `
		select `+offerColumns+`
		from offer o
		where o.organiser_id = $1 and o.series_id = $2
		order by o.made_at desc, o.id desc`, organiser, series)
}

// OffersThatExpired are the open offers of any organiser whose time is out, the oldest first.
func (r Reader) OffersThatExpired(ctx context.Context) ([]dialogue.Offer, error) {
	return list(ctx, r.q, scanOffer, `
		select `+offerColumns+`
		from offer o where o.state = 'open' and o.until <= clock()
		order by o.until, o.id`)
}

// MeetingKey is a meeting of some organiser.
type MeetingKey struct{ Organiser, Series, Meeting dialogue.ID }

// MeetingsWithRoom are the meetings of any organiser where somebody waits and there is a free place, of published invitations that
// give places to whoever comes first. Those that begin within an hour get no offers any more.
func (r Reader) MeetingsWithRoom(ctx context.Context) ([]MeetingKey, error) {
	return list(ctx, r.q, func(row pgx.CollectableRow) (k MeetingKey, err error) {
		return k, row.Scan(&k.Organiser, &k.Series, &k.Meeting)
	}, `
		select m.organiser_id, m.series_id, m.id
		from meeting m
		join series s on (s.organiser_id, s.id) = (m.organiser_id, m.series_id)
		where s.state = 'published' and s.admission = 'open' and s.erased_at is null and m.state = 'planned'
			and (m.starts_at is null or clock() + $1 <= m.starts_at)
			and (m.capacity is null or m.taken + m.own_places < m.capacity)
			and exists (select from seat w where (w.organiser_id, w.meeting_id) = (m.organiser_id, m.id) and w.state = 'waiting')
		order by m.starts_at nulls last, m.id`, dialogue.OfferAtLeast)
}

// Queue is who waits at a meeting, in order.
func (r Reader) Queue(ctx context.Context, organiser, meeting dialogue.ID) ([]dialogue.InLine, error) {
	places, err := list(ctx, r.q, func(row pgx.CollectableRow) (p dialogue.InLine, err error) {
		u, c := &p.Unit, &p.Contact
		err = row.Scan(&p.Registration, &p.Reference, &p.First, &p.People, &p.TakenBack, &p.Answering,
			&u.ID, &u.Kind, &u.Number, &u.ValidFrom, &u.Name, &u.County, &c.Name, &c.Email, &c.Phone)
		p.Last = p.First
		return p, err
	}, `
		select r.id, r.reference, w.waiting_no, w.people,
			exists (select from offer o where (o.organiser_id, o.registration_id, o.meeting_id) = (r.organiser_id, r.id, $2)
				and o.state = 'withdrawn' and o.answered_by is not null)
			or (select count(*) from offer o where (o.organiser_id, o.registration_id, o.meeting_id) = (r.organiser_id, r.id, $2)
				and o.state = 'expired') >= 2,
			exists (select from offer o where (o.organiser_id, o.registration_id, o.meeting_id) = (r.organiser_id, r.id, $2) and o.state = 'open'),
			u.id, u.kind, u.number, u.valid_from, u.name, u.county, r.contact_name, r.contact_email, r.contact_phone
		from (select registration_id, waiting_no, count(*) as people from seat
			where organiser_id = $1 and meeting_id = $2 and state = 'waiting' group by registration_id, waiting_no) w
		join registration r on (r.organiser_id, r.id) = ($1, w.registration_id)
		join unit u on (u.organiser_id, u.id) = (r.organiser_id, r.unit_id)
		where r.state = 'active' and r.erased_at is null
		order by w.waiting_no, r.id`, organiser, meeting)
	return dialogue.Queue(places), err
}

// ConfirmationSent reports whether the confirmation of a place at the meeting has been sent to anybody, even one who has left since.
func (r Reader) ConfirmationSent(ctx context.Context, organiser, meeting dialogue.ID) (bool, error) {
	return one(ctx, r.q, pgx.RowTo[bool], `
		select exists (select from seat where organiser_id = $1 and meeting_id = $2 and confirmed_at is not null)`, organiser, meeting)
}

// InsertOffer stores an open offer. A second open one to the registration at the meeting is dialogue.ErrDuplicate.
func (b *Batch) InsertOffer(o dialogue.Offer) {
	b.queue(`
		insert into offer (organiser_id, id, series_id, registration_id, meeting_id, made_by, until, places)
		values ($1, $2, $3, $4, $5, $6, $7, $8)`,
		o.Organiser, o.ID, o.Series, o.Registration, o.Meeting, o.MadeBy, o.Until, o.Places)
}

// EndOffer closes an open offer, and with it its link. by is the staff user who did, or none.
func (b *Batch) EndOffer(o dialogue.Offer, state dialogue.OfferState, by dialogue.ID) {
	b.queue(`
		update offer set state = $3, answered_at = clock(), answered_by = $4
		where organiser_id = $1 and id = $2 and state = 'open'`, o.Organiser, o.ID, state, by)
	b.queue(`update link set used_at = clock() where organiser_id = $1 and offer_id = $2 and used_at is null`, o.Organiser, o.ID)
}

// EndEmptyOffers closes the registration's open offers of which no seat is left: everybody has been taken off or gone elsewhere.
func (b *Batch) EndEmptyOffers(organiser, registration dialogue.ID) {
	b.queue(`
		with ended as (
			update offer o set state = 'withdrawn', answered_at = clock()
			where o.organiser_id = $1 and o.registration_id = $2 and o.state = 'open' and not exists (
				select from seat s where (s.organiser_id, s.registration_id, s.meeting_id) = (o.organiser_id, o.registration_id, o.meeting_id)
					and s.state = 'offered')
			returning o.id)
		update link set used_at = clock() where organiser_id = $1 and offer_id in (select id from ended) and used_at is null`,
		organiser, registration)
}

// EndOffersAt closes every open offer at a meeting that is cancelled.
func (b *Batch) EndOffersAt(organiser, meeting dialogue.ID) {
	b.queue(`
		with ended as (
			update offer set state = 'withdrawn', answered_at = clock()
			where organiser_id = $1 and meeting_id = $2 and state = 'open' returning id)
		update link set used_at = clock() where organiser_id = $1 and offer_id in (select id from ended) and used_at is null`,
		organiser, meeting)
}

// ShortenOffers ends the time of a meeting's open offers no later than its start.
func (b *Batch) ShortenOffers(organiser, meeting dialogue.ID, starts time.Time) {
	b.queue(`
		update link k set expires_at = $3 from offer o
		where (o.organiser_id, o.id) = (k.organiser_id, k.offer_id) and o.organiser_id = $1 and o.meeting_id = $2 and o.state = 'open'
			and o.until > $3`, organiser, meeting, starts)
	b.queue(`
		update seat set offered_until = $3
		where organiser_id = $1 and meeting_id = $2 and state = 'offered' and offered_until > $3`, organiser, meeting, starts)
	b.queue(`update offer set until = $3 where organiser_id = $1 and meeting_id = $2 and state = 'open' and until > $3`, organiser, meeting, starts)
}
