package postgres

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"dialogmote/internal/dialogue"
)

// LinkKind is what a link in a letter opens.
type LinkKind string

// The links of letters.
const (
	VerifyLink LinkKind = "verify"
	SignInLink LinkKind = "sign_in"
	OfferLink  LinkKind = "offer"

	DeclineLink LinkKind = "decline"

	AboutMeLink    LinkKind = "about_me"    // a delegate's, to the own page
	NewAddressLink LinkKind = "new_address" // proves the address a delegate has changed to
)

// Link is a one-time link as it is stored: the hash of its token, never the token.
type Link struct {
	Organiser    dialogue.ID
	ID           dialogue.ID
	Registration dialogue.ID
	Kind         LinkKind
	Hash         []byte
	ExpiresAt    time.Time   // first instant too late
	Offer        dialogue.ID // OfferLink
}

// InsertLink stores a link.
func (b *Batch) InsertLink(l Link) {
	b.queue(`
		insert into link (organiser_id, id, registration_id, kind, token_hash, expires_at, offer_id)
		values ($1, $2, $3, $4, $5, $6, $7)`, l.Organiser, l.ID, l.Registration, l.Kind, l.Hash, l.ExpiresAt, l.Offer)
}

// UseLink consumes a link and gives the registration it opens. One that is used, expired, unknown or of another kind is
// dialogue.ErrUsed, all alike. Of two at once only one gets it.
func (tx *Tx) UseLink(ctx context.Context, hash []byte, kind LinkKind) (dialogue.Registration, error) {
	type opened struct{ organiser, registration dialogue.ID }
	o, err := one(ctx, tx.q, func(row pgx.CollectableRow) (o opened, err error) {
		err = row.Scan(&o.organiser, &o.registration)
		return o, err
	}, `
		update link set used_at = clock()
		where token_hash = $1 and kind = $2 and used_at is null and expires_at > clock()
		returning organiser_id, registration_id`, hash, kind)
	if errors.Is(err, dialogue.ErrNotFound) {
		return dialogue.Registration{}, dialogue.ErrUsed
	}
	if err != nil {
		return dialogue.Registration{}, err
	}
	return tx.Registration(ctx, o.organiser, o.registration)
}

// LinkWorks reports whether a link could be used now. It consumes nothing: mail scanners open links too.
func (r Reader) LinkWorks(ctx context.Context, hash []byte, kind LinkKind) (bool, error) {
	return one(ctx, r.q, pgx.RowTo[bool], `
		select exists (select from link where token_hash = $1 and kind = $2 and used_at is null and expires_at > clock())`, hash, kind)
}
