package dialogue

import "time"

// AuditLine is one change by anyone. The line holds ids; Detail, which may hold names, lies in a table of its own that
// retention erases.
type AuditLine struct {
	At     time.Time
	Actor  Actor
	Verb   string // the App method in snake case: "register", "withdraw_delegate"
	Series ID
	About  ID
	Detail map[string]any
}
