package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"dialogmote/internal/dialogue"
)

const organiserColumns = `o.id, o.slug, o.kind, o.name, o.counties, o.lang, o.email, o.phone, o.postal_address, o.website,
	o.accessibility_url, o.privacy_url, o.coverage_public, o.version, ` + ownLetters

func organiserFields(o *dialogue.Organiser) []any {
	return []any{&o.ID, &o.Slug, &o.Kind, &o.Name, &o.Counties, &o.Lang, &o.Email, &o.Phone, &o.PostalAddress, &o.Website,
		&o.AccessibilityURL, &o.PrivacyURL, &o.CoveragePublic, &o.Version, &o.Letters}
}

func scanOrganiser(row pgx.CollectableRow) (o dialogue.Organiser, err error) {
	return o, row.Scan(organiserFields(&o)...)
}

// Organiser is one organiser.
func (r Reader) Organiser(ctx context.Context, id dialogue.ID) (dialogue.Organiser, error) {
	return one(ctx, r.q, scanOrganiser, `select `+organiserColumns+` from organiser o where o.id = $1`, id)
}

// OrganiserBySlug finds an organiser by its short name, for the command line.
func (r Reader) OrganiserBySlug(ctx context.Context, slug string) (dialogue.Organiser, error) {
	return one(ctx, r.q, scanOrganiser, `select `+organiserColumns+` from organiser o where o.slug = $1`, slug)
}

// Organisers lists all of them by name.
func (r Reader) Organisers(ctx context.Context) ([]dialogue.Organiser, error) {
	return list(ctx, r.q, scanOrganiser, `
		select `+organiserColumns+` from organiser o order by coalesce(o.name->>'nb', o.name->>'nn', o.slug) collate "nb-NO-x-icu", o.id`)
}

// InsertOrganiser stores a new organiser; ErrSlugTaken when its short name is in use.
func (tx *Tx) InsertOrganiser(ctx context.Context, o dialogue.Organiser) error {
	return tx.execOne(ctx, `
		insert into organiser (id, slug, kind, name, counties, lang, email, phone, postal_address, website, accessibility_url, privacy_url)
		values ($1, $2, $3, $4, coalesce($5, '{}'::text[]), $6, $7, $8, $9, $10, $11, $12)`,
		o.ID, o.Slug, o.Kind, o.Name, o.Counties, o.Lang, o.Email, o.Phone, o.PostalAddress, o.Website, o.AccessibilityURL, o.PrivacyURL)
}

// UpdateOrganiser stores every field but the id, the slug and whether the coverage is public, and raises the version. A version that
// isn't o's is dialogue.ErrStale.
func (tx *Tx) UpdateOrganiser(ctx context.Context, o dialogue.Organiser) error {
	n, err := tx.exec(ctx, `
		update organiser set kind = $3, name = $4, counties = coalesce($5, '{}'::text[]), lang = $6, email = $7, phone = $8, postal_address = $9,
			website = $10, accessibility_url = $11, privacy_url = $12, version = version + 1
		where id = $1 and version = $2`,
		o.ID, o.Version, o.Kind, o.Name, o.Counties, o.Lang, o.Email, o.Phone, o.PostalAddress, o.Website, o.AccessibilityURL, o.PrivacyURL)
	if err == nil && n == 0 {
		return dialogue.ErrStale
	}
	return err
}
