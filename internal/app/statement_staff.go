package app

import (
	"context"
	"fmt"
	"strings"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/postgres"
	"dialogmote/internal/upload"
)

// Statements are a series' written input, those that the filter chooses. For staff.
func (a *App) Statements(ctx context.Context, actor dialogue.Actor, series dialogue.ID, f dialogue.StatementFilter) (dialogue.StatementList, error) {
	list := dialogue.StatementList{Filter: f, Counts: map[dialogue.StatementState]int{}}
	if err := actor.RequireStaff(dialogue.Reader); err != nil {
		return list, err
	}
	var err error
	if list.Invitation, err = a.db.Invitation(ctx, actor.Organiser, series); err != nil {
		return list, err
	}
	if list.Now, err = a.db.Now(ctx); err != nil {
		return list, err
	}
	all, err := a.db.Statements(ctx, actor.Organiser, series)
	if err != nil {
		return list, err
	}
	list.All = len(all)
	for _, s := range all {
		list.Counts[s.State]++
		if f.Has(s) {
			list.Found = append(list.Found, s)
		}
	}
	return list, nil
}

// Statement is one of them. One that waits for its writer's click is ErrNotFound: it is nobody's yet.
func (a *App) Statement(ctx context.Context, actor dialogue.Actor, series, id dialogue.ID) (dialogue.StatementPage, error) {
	if err := actor.RequireStaff(dialogue.Reader); err != nil {
		return dialogue.StatementPage{}, err
	}
	s, err := a.db.Statement(ctx, actor.Organiser, id)
	if err == nil && (s.Series != series || s.State == dialogue.StatementUnverified) {
		err = dialogue.ErrNotFound
	}
	if err != nil {
		return dialogue.StatementPage{}, err
	}
	return a.statementPage(ctx, s)
}

// StatementFile is a file of one of them.
func (a *App) StatementFile(ctx context.Context, actor dialogue.Actor, series, id, file dialogue.ID) (Download, error) {
	page, err := a.Statement(ctx, actor, series, id)
	if err != nil {
		return Download{}, err
	}
	return a.fileOf(ctx, page.Statement, file)
}

// StatementEdit is which statement staff change, and the version that their page showed.
type StatementEdit struct {
	Series, Statement dialogue.ID
	Version           int
}

// NoteStatement keeps staff's own words about a statement, for staff. ErrStale when somebody else has changed it.
func (a *App) NoteStatement(ctx context.Context, actor dialogue.Actor, e StatementEdit, note string) error {
	return a.editStatement(ctx, actor, "note_statement", e, func(s *dialogue.Statement) error {
		s.Note = note
		return nil
	})
}

// SetStatementAside takes a statement out of the work, with a reason for staff's own use. Its writer is not told. ErrClosed when it is published or
// withdrawn.
func (a *App) SetStatementAside(ctx context.Context, actor dialogue.Actor, e StatementEdit, reason string) error {
	if strings.TrimSpace(reason) == "" {
		return dialogue.Problems{"reason": {Key: "problem.required"}}
	}
	return a.editStatement(ctx, actor, "set_statement_aside", e, func(s *dialogue.Statement) error {
		if s.State != dialogue.StatementReceived {
			return dialogue.ErrClosed
		}
		s.State, s.Reason = dialogue.StatementSetAside, reason
		return nil
	})
}

// TakeBackStatement brings a statement back to those received, from what is set aside or published: then it leaves the public page at once.
func (a *App) TakeBackStatement(ctx context.Context, actor dialogue.Actor, e StatementEdit) error {
	return a.editStatement(ctx, actor, "take_back_statement", e, func(s *dialogue.Statement) error {
		if s.State != dialogue.StatementPublished && s.State != dialogue.StatementSetAside {
			return dialogue.ErrClosed
		}
		s.State, s.Reason = dialogue.StatementReceived, ""
		return nil
	})
}

// PublishStatement puts a statement on the public page, under the name that its writer chose, and tells the writer. ErrForbidden without the
// writer's consent, ErrClosed when it is not among those received or the invitation is not published.
func (a *App) PublishStatement(ctx context.Context, actor dialogue.Actor, e StatementEdit) error {
	return a.editStatement(ctx, actor, "publish_statement", e, func(s *dialogue.Statement) error {
		switch {
		case s.Consent == dialogue.ConsentNo && !s.Gone():
			return dialogue.ErrForbidden
		case !s.MayPublish():
			return dialogue.ErrClosed
		}
		s.State = dialogue.StatementPublished
		return nil
	})
}

func (a *App) editStatement(ctx context.Context, actor dialogue.Actor, verb string, e StatementEdit, change func(*dialogue.Statement) error) error {
	if err := actor.RequireStaff(dialogue.Editor); err != nil {
		return err
	}
	return a.db.InTx(ctx, func(tx *postgres.Tx) error {
		s, err := tx.Statement(ctx, actor.Organiser, e.Statement)
		if err == nil && (s.Series != e.Series || s.State == dialogue.StatementUnverified) {
			err = dialogue.ErrNotFound
		}
		if err != nil {
			return err
		}
		if err := tx.HoldSeries(ctx, actor.Organiser, e.Series); err != nil {
			return err
		}
		if err := tx.RaiseStatement(ctx, actor.Organiser, e.Statement, seen(e.Version)); err != nil {
			return err
		}
		if s, err = tx.Statement(ctx, actor.Organiser, e.Statement); err != nil {
			return err
		}
		if s.Gone() {
			return dialogue.ErrClosed
		}
		if err := change(&s); err != nil {
			return err
		}
		if err := tx.Write(ctx, func(b *postgres.Batch) {
			b.SetStatement(s)
			b.Audit(statementLine(actor, verb, s))
		}); err != nil || verb != "publish_statement" {
			return err
		}
		inv, err := tx.Invitation(ctx, s.Organiser, s.Series)
		if err != nil {
			return err
		}
		if inv.Series.State == dialogue.Draft {
			return dialogue.ErrClosed
		}
		now, err := tx.Now(ctx)
		if err != nil {
			return err
		}
		return a.postStatement(ctx, tx, &inv, s, now, dialogue.LetterStatementPublished, fmt.Sprintf("/published/%d", s.Version), time.Time{})
	})
}

// NoteStatementExport writes the audit line of a file with a series' written input.
func (a *App) NoteStatementExport(ctx context.Context, actor dialogue.Actor, series dialogue.ID, format string, rows int) error {
	if err := actor.RequireStaff(dialogue.Reader); err != nil {
		return err
	}
	return a.db.InTx(ctx, func(tx *postgres.Tx) error {
		return tx.Write(ctx, func(b *postgres.Batch) {
			b.Audit(dialogue.AuditLine{Actor: actor, Verb: "export_statements", Series: series, About: series, Detail: map[string]any{"format": format, "rows": rows}})
		})
	})
}

// StatementFiles are the files of the statements that the filter chooses, ready to be written as one zip: «02 K7QX94MP Lillestrøm – notat.pdf». The
// audit line is written before. ErrNotFound when there is nothing.
func (a *App) StatementFiles(ctx context.Context, actor dialogue.Actor, series dialogue.ID, f dialogue.StatementFilter) (FilesZip, error) {
	list, err := a.Statements(ctx, actor, series, f)
	if err != nil {
		return FilesZip{}, err
	}
	z := a.newZip(ctx, actor.Organiser, list.Invitation.Series.Texts.Title.For(list.Invitation.Series.Lang)+" - innspill")
	taken := map[string]bool{}
	for i, s := range list.Found {
		for _, file := range s.Files {
			name := numbered(fmt.Sprintf("%02d %s %s – %s", i+1, s.Reference, upload.SafeStem(s.From()), file.File.Name), func(n string) bool { return taken[n] })
			taken[name] = true
			z.files = append(z.files, zipped{name, file.File})
		}
	}
	if len(z.files) == 0 {
		return z, dialogue.ErrNotFound
	}
	return z, a.NoteStatementExport(ctx, actor, series, "zip", len(z.files))
}
