package app

import (
	"context"
	"slices"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/postgres"
	"dialogmote/internal/secret"
)

// StatementByLink is what a link in a letter opens for the statement's writer. It uses nothing. ErrUsed for a link that has run out or is none
// of ours.
func (a *App) StatementByLink(ctx context.Context, token string) (dialogue.StatementPage, error) {
	s, proves, err := a.db.StatementByLink(ctx, secret.HashToken(token))
	if err != nil {
		return dialogue.StatementPage{}, err
	}
	page, err := a.statementPage(ctx, s)
	page.Proves = proves
	return page, err
}

// StatementFileByLink is a file of the statement, for its writer.
func (a *App) StatementFileByLink(ctx context.Context, token string, id dialogue.ID) (Download, error) {
	s, _, err := a.db.StatementByLink(ctx, secret.HashToken(token))
	if err != nil {
		return Download{}, err
	}
	return a.fileOf(ctx, s, id)
}

// ConfirmStatement is the click: the address is proven, and staff see what was written. The receipt with a copy is posted now, for before anybody
// may have written anything to anybody. A second click does nothing; a link that has run out is ErrUsed.
func (a *App) ConfirmStatement(ctx context.Context, token string) error {
	return a.db.InTx(ctx, func(tx *postgres.Tx) error {
		s, proves, err := tx.StatementByLink(ctx, secret.HashToken(token))
		if err != nil {
			return err
		}
		if err := tx.RaiseStatement(ctx, s.Organiser, s.ID, 0); err != nil {
			return err
		}
		if s, err = tx.Statement(ctx, s.Organiser, s.ID); err != nil {
			return err
		}
		if s.State != dialogue.StatementUnverified || !proves {
			return nil
		}
		inv, err := tx.Invitation(ctx, s.Organiser, s.Series)
		if err != nil {
			return err
		}
		now, err := tx.Now(ctx)
		if err != nil {
			return err
		}
		s.State, s.ExpiresAt = dialogue.StatementReceived, time.Time{}
		if err := tx.Write(ctx, func(b *postgres.Batch) {
			b.SetStatement(s)
			b.Audit(statementLine(dialogue.Actor{}, "confirm_statement", s))
		}); err != nil {
			return err
		}
		return a.postStatement(ctx, tx, &inv, s, now, dialogue.LetterStatement, "", time.Time{})
	})
}

// WithdrawStatement takes a statement away for its writer, who has come by a link: what it says and who wrote it are deleted, also from the public
// page and from the letters. A second time does nothing.
func (a *App) WithdrawStatement(ctx context.Context, token string) error {
	return a.db.InTx(ctx, func(tx *postgres.Tx) error {
		s, _, err := tx.StatementByLink(ctx, secret.HashToken(token))
		if err != nil {
			return err
		}
		return withdrawStatement(ctx, tx, dialogue.Actor{}, s)
	})
}

// WithdrawOwnStatement is the same for a delegation's own.
func (a *App) WithdrawOwnStatement(ctx context.Context, actor dialogue.Actor, registration, id dialogue.ID) error {
	organiser, err := mayChange(actor, registration)
	if err != nil {
		return err
	}
	return a.db.InTx(ctx, func(tx *postgres.Tx) error {
		s, err := tx.Statement(ctx, organiser, id)
		if err == nil && s.Registration != registration {
			err = dialogue.ErrNotFound
		}
		if err != nil {
			return err
		}
		return withdrawStatement(ctx, tx, actor, s)
	})
}

func withdrawStatement(ctx context.Context, tx *postgres.Tx, actor dialogue.Actor, s dialogue.Statement) error {
	if err := tx.RaiseStatement(ctx, s.Organiser, s.ID, 0); err != nil {
		return err
	}
	s, err := tx.Statement(ctx, s.Organiser, s.ID)
	if err != nil || s.Gone() {
		return err
	}
	return tx.Write(ctx, func(b *postgres.Batch) {
		b.WithdrawStatement(s)
		b.EmptyStatementLetters(s)
		line := statementLine(actor, "withdraw_statement", s)
		line.Detail = nil
		b.Audit(line)
	})
}

// OwnStatements are a delegation's own, for it.
func (a *App) OwnStatements(ctx context.Context, actor dialogue.Actor, registration dialogue.ID) ([]dialogue.Statement, error) {
	organiser, err := mayChange(actor, registration)
	if err != nil {
		return nil, err
	}
	return a.db.StatementsOf(ctx, organiser, registration)
}

// OwnStatementFile is a file of a delegation's own.
func (a *App) OwnStatementFile(ctx context.Context, actor dialogue.Actor, registration, id dialogue.ID) (Download, error) {
	all, err := a.OwnStatements(ctx, actor, registration)
	if err != nil {
		return Download{}, err
	}
	for _, s := range all {
		if d, err := a.fileOf(ctx, s, id); err == nil {
			return d, nil
		}
	}
	return Download{}, dialogue.ErrNotFound
}

// PublishedStatementFile is a file of a published statement, for anybody.
func (a *App) PublishedStatementFile(ctx context.Context, slug string, id dialogue.ID) (Download, error) {
	inv, err := a.db.InvitationBySlug(ctx, slug)
	if err != nil {
		return Download{}, err
	}
	all, err := a.db.PublishedStatements(ctx, inv.Organiser.ID, inv.Series.ID)
	if err != nil {
		return Download{}, err
	}
	for _, s := range all {
		if d, err := a.fileOf(ctx, s.ForPublic(), id); err == nil {
			return d, nil
		}
	}
	return Download{}, dialogue.ErrNotFound
}

// fileOf is a file of a statement; ErrNotFound when it has none with the id.
func (a *App) fileOf(ctx context.Context, s dialogue.Statement, id dialogue.ID) (Download, error) {
	i := slices.IndexFunc(s.Files, func(f dialogue.StatementFile) bool { return f.ID == id })
	if i < 0 {
		return Download{}, dialogue.ErrNotFound
	}
	d := a.download(ctx, s.Organiser, s.Files[i].File)
	d.Series = s.Series
	return d, nil
}
