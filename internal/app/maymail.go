package app

import (
	"context"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/postgres"
	"dialogmote/internal/secret"
)

// mayMail decides whether one more letter may go to an address that whoever sets it off has not proven, and counts it: receipts,
// proposals, sign-in links, whatever a stranger could have sent to somebody else. false when the mailbox has had its five within the
// hour; then the letter must not be posted. The mailbox is held to the end of the transaction, so that any number at once stay within
// the limit; whoever asks for two addresses holds both first (holdMailboxes).
func (a *App) mayMail(ctx context.Context, tx *postgres.Tx, address string, now time.Time) (bool, error) {
	if err := holdMailboxes(ctx, tx, address); err != nil {
		return false, err
	}
	return tx.TakeUnprovenLetter(ctx, mailboxHash(address), dialogue.UnprovenLetters, now.Add(-dialogue.UnprovenWindow))
}

// mustMail is mayMail for a form whose sender reads the answer: beyond the limit it is a problem of the field with the address.
func (a *App) mustMail(ctx context.Context, tx *postgres.Tx, field, address string, now time.Time) error {
	may, err := a.mayMail(ctx, tx, address, now)
	if err == nil && !may {
		err = dialogue.Problems{field: {Key: "problem.too-many-letters"}}
	}
	return err
}

// holdMailboxes makes others who write to the addresses wait; in one order for everybody.
func holdMailboxes(ctx context.Context, tx *postgres.Tx, addresses ...string) error {
	hashes := make([][]byte, len(addresses))
	for i, address := range addresses {
		hashes[i] = mailboxHash(address)
	}
	return tx.HoldMailboxes(ctx, hashes...)
}

// mailboxHash is what a mailbox is counted by: no address is kept in the clear.
func mailboxHash(address string) []byte { return secret.HashToken(dialogue.Mailbox(address)) }
