package postgres

import (
	"bytes"
	"context"
	"encoding/binary"
	"slices"
	"time"
)

// HoldMailboxes takes the locks that letters to unproven addresses are counted under, by the hashes of the mailboxes, to the end of the
// transaction; always in the same order, so that two who take several never wait for each other.
func (tx *Tx) HoldMailboxes(ctx context.Context, mailboxes ...[]byte) error {
	for _, mailbox := range slices.SortedFunc(slices.Values(mailboxes), bytes.Compare) {
		if _, err := tx.exec(ctx, `select pg_advisory_xact_lock($1)`, int64(binary.BigEndian.Uint64(mailbox))); err != nil {
			return err
		}
	}
	return nil
}

// TakeUnprovenLetter counts one more letter to the mailbox, and is false when it has had that many since then. Hold the mailbox first:
// those who come at once are counted one by one.
func (tx *Tx) TakeUnprovenLetter(ctx context.Context, mailbox []byte, most int, since time.Time) (bool, error) {
	n, err := tx.exec(ctx, `
		insert into unproven_letter (mailbox)
		select $1::bytea where (select count(*) from unproven_letter where mailbox = $1 and at > $3) < $2`, mailbox, most, since)
	return n == 1, err
}

// ForgetUnprovenLetters deletes what is too old to count.
func (tx *Tx) ForgetUnprovenLetters(ctx context.Context, window time.Duration) error {
	_, err := tx.exec(ctx, `delete from unproven_letter where at <= clock() - $1::interval`, window)
	return err
}
