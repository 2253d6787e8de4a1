package mail_test

import (
	"dialogmote/internal/dialogue"
	"dialogmote/internal/mail"
	"dialogmote/internal/sample"
)

// statementVariants are the letters about written input: one that asks for a click and tells nothing of what was written, receipts with a copy for
// a stranger and for a delegation, and that it is published with and without the name.
func statementVariants() []variant {
	written := func(kind dialogue.LetterKind, change func(*dialogue.Statement)) mail.Facts {
		inv := sample.OsloViken2020()
		now := dialogue.Date{Year: 2020, Month: 11, Day: 12}.At(14, 5)
		s := dialogue.Statement{Organiser: inv.Organiser.ID, ID: sample.ID("statement/golden"), Series: inv.Series.ID, State: dialogue.StatementReceived,
			Name: "Tor <b>Eide</b>", Email: "tor.eide@example.no", Behalf: "Eldrerådet", Text: "Vi savner\n\n# en plan\nfor transport. [Les mer](https://example.no)",
			Consent: dialogue.ConsentNamed, Reference: "7K3M9QXA", ReceivedAt: now, Meeting: inv.Meetings[0].ID,
			Files: []dialogue.StatementFile{{File: dialogue.StoredFile{Name: "notat_1.pdf"}}}}
		change(&s)
		return mail.Facts{Kind: kind, Now: now, Invitation: &inv, Statement: &s, Token: "tok-EN_42", To: mail.To{Name: s.Name, Email: s.Email}}
	}
	return []variant{
		{"statement_unverified", written(dialogue.LetterStatement, func(s *dialogue.Statement) {
			s.State, s.ExpiresAt = dialogue.StatementUnverified, s.ReceivedAt.Add(dialogue.VerifyWithin)
		})},
		{"statement", written(dialogue.LetterStatement, func(*dialogue.Statement) {})},
		{"statement_delegation", written(dialogue.LetterStatement, func(s *dialogue.Statement) {
			s.Unit, s.Registration, s.Behalf, s.Consent, s.Meeting, s.Files = "Lillestrøm", sample.ID("r"), "", dialogue.ConsentNo, dialogue.ID{}, nil
		})},
		{"statement_published", written(dialogue.LetterStatementPublished, func(s *dialogue.Statement) { s.State = dialogue.StatementPublished })},
		{"statement_published_anonymous", written(dialogue.LetterStatementPublished, func(s *dialogue.Statement) {
			s.State, s.Consent = dialogue.StatementPublished, dialogue.ConsentAnonymous
		})},
	}
}
