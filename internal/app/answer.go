package app

import (
	"context"
	"maps"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/postgres"
	"dialogmote/internal/upload"
)

// GivenAnswer is an answer as somebody sends it, with the file when that is the answer.
type GivenAnswer struct {
	dialogue.AnswerEdit
	Upload upload.File
}

// AnswersSaved is what came of answers that were sent together: each is stored, or somebody had saved a newer one, or it was too late.
type AnswersSaved struct {
	Saved, Stale, Late []dialogue.AnswerKey
}

// Answer stores answers of a registration, each by its own version: of two who save the same at once, the second is told, and what else was
// sent is stored. Contacts and their colleagues answer for their own while it is open. dialogue.Problems under the answers'
// fields, with nothing stored; ErrClosed when the registration is not active; ErrNotFound for what it is not asked.
func (a *App) Answer(ctx context.Context, actor dialogue.Actor, registration dialogue.ID, given []GivenAnswer) (AnswersSaved, error) {
	if actor.Kind == dialogue.StaffActor {
		return AnswersSaved{}, dialogue.ErrForbidden
	}
	return a.answer(ctx, actor, registration, given, "")
}

// AnswerFor is Answer by staff, for a delegation that has phoned or written. After the deadline staff say where the answer comes from, which
// stands in the log.
func (a *App) AnswerFor(ctx context.Context, actor dialogue.Actor, registration dialogue.ID, given []GivenAnswer, reason string) (AnswersSaved, error) {
	if err := actor.RequireStaff(dialogue.Editor); err != nil {
		return AnswersSaved{}, err
	}
	return a.answer(ctx, actor, registration, given, reason)
}

func (a *App) answer(ctx context.Context, actor dialogue.Actor, registration dialogue.ID, given []GivenAnswer, reason string) (AnswersSaved, error) {
	var done AnswersSaved
	organiser, err := mayChange(actor, registration)
	if err != nil {
		return done, err
	}
	err = a.db.InTx(ctx, func(tx *postgres.Tx) error {
		done = AnswersSaved{}
		r, err := tx.HoldRegistration(ctx, organiser, registration)
		if err != nil {
			return err
		}
		inv, err := tx.Invitation(ctx, organiser, r.Series)
		if err != nil {
			return err
		}
		now, err := tx.Now(ctx)
		if err != nil {
			return err
		}
		if r.State != dialogue.Active || !r.ErasedAt.IsZero() {
			return dialogue.ErrClosed
		}
		byStaff := actor.Kind == dialogue.StaffActor
		asked := map[dialogue.AnswerKey]dialogue.Asked{}
		for _, q := range inv.Asks(r) {
			asked[q.Key()] = q
		}
		problems := dialogue.Problems{}
		var edits []dialogue.AnswerEdit
		files := map[dialogue.AnswerKey]upload.Judged{}
		for _, g := range given {
			q, ok := asked[g.AnswerKey]
			if !ok {
				return dialogue.ErrNotFound
			}
			if !q.Open(now) && !byStaff {
				done.Late = append(done.Late, g.AnswerKey)
				continue
			}
			if !q.Open(now) && reason == "" {
				problems.Add("reason", "problem.late-answer")
			}
			field := dialogue.AnswerField("", g.AnswerKey)
			e, wrong := g.AnswerEdit.Settle(q.Question, field)
			maps.Copy(problems, wrong)
			if q.Question.Kind == dialogue.AskFile && !g.Upload.IsZero() {
				judged, err := judge(g.Upload, inv.Series.Texts.Title.For(inv.Series.Lang))
				if !adopt(problems, field, err) {
					return err
				}
				e.File, files[e.AnswerKey] = judged.Safe, judged
			}
			edits = append(edits, e)
		}
		if err := problems.Err(); err != nil {
			return err
		}
		by, written := answeredBy(actor, r), 0
		for _, e := range edits {
			if e.Same(asked[e.AnswerKey].Answer) {
				done.Saved = append(done.Saved, e.AnswerKey)
				continue
			}
			var key []byte
			if f, ok := files[e.AnswerKey]; ok {
				if key, err = tx.StoreFile(ctx, organiser, f.Media, f.Size, f.Content); err != nil {
					return err
				}
			}
			switch saved, err := tx.SaveAnswer(ctx, r, newID(), e, key, by); {
			case err != nil:
				return err
			case saved:
				done.Saved = append(done.Saved, e.AnswerKey)
				written++
			default:
				done.Stale = append(done.Stale, e.AnswerKey)
			}
		}
		if written == 0 {
			return nil
		}
		return tx.Write(ctx, func(b *postgres.Batch) {
			b.Audit(line(actor, "answer", r, map[string]any{"answers": written, "reason": reason}))
		})
	})
	return done, err
}

// answeredBy is the name that colleagues see beside an answer: the contact's, a delegate's, else the colleague's address; "" for staff.
func answeredBy(actor dialogue.Actor, r dialogue.Registration) string {
	if actor.Kind == dialogue.StaffActor {
		return ""
	}
	if actor.Email == "" || actor.Email == r.Contact.Email {
		return r.Contact.Name
	}
	for _, d := range r.Delegates {
		if d.Email == actor.Email {
			return d.Name
		}
	}
	return actor.Email
}

// AnswerFile is the file that is the answer to a question: for the delegation itself and for the organiser's staff.
func (a *App) AnswerFile(ctx context.Context, actor dialogue.Actor, registration dialogue.ID, key dialogue.AnswerKey) (Download, error) {
	if actor.RequireStaff(dialogue.Reader) != nil && (actor.Kind != dialogue.ContactActor || actor.Registration != registration) {
		return Download{}, dialogue.ErrForbidden
	}
	f, err := a.db.AnswerFile(ctx, actor.Organiser, registration, key)
	if err != nil {
		return Download{}, err
	}
	return a.download(ctx, actor.Organiser, f), nil
}
