package postgres

import (
	"crypto/sha256"
	"encoding/json"

	"dialogmote/internal/dialogue"
)

// Audit appends one line to the log. Ids go into the line, the detail into its own table, which retention erases; the line
// keeps the detail's SHA-256.
func (b *Batch) Audit(line dialogue.AuditLine) {
	detail, err := json.Marshal(line.Detail)
	if err != nil || line.Detail == nil {
		detail = []byte("{}")
	}
	digest := sha256.Sum256(detail)
	b.queue(`
		with line as (
			insert into audit (organiser_id, actor_kind, actor_id, verb, series_id, about, digest)
			values ($1, $2, $3, $4, $5, $6, $7)
			returning organiser_id, id, series_id)
		insert into audit_detail (organiser_id, audit_id, series_id, detail)
		select organiser_id, id, series_id, $8::jsonb from line where $8::jsonb <> '{}'`,
		line.Actor.Organiser, line.Actor.Kind, line.Actor.ID(), line.Verb, line.Series, line.About, digest[:], string(detail))
}
