package app

import (
	"context"
	"errors"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/postgres"
	"dialogmote/internal/secret"
)

// mayManage is nil for the organiser's admins and for the one who runs the program.
func mayManage(actor dialogue.Actor) error {
	if actor.Kind == dialogue.SystemActor && !actor.Organiser.IsZero() {
		return nil
	}
	return actor.RequireStaff(dialogue.Admin)
}

// Users lists the staff users of the actor's organiser, those who can't sign in last.
func (a *App) Users(ctx context.Context, actor dialogue.Actor) ([]dialogue.StaffUser, error) {
	if err := mayManage(actor); err != nil {
		return nil, err
	}
	return a.db.StaffUsers(ctx, actor.Organiser)
}

// User is one staff user of the actor's organiser. Everybody may see themselves, admins everybody.
func (a *App) User(ctx context.Context, actor dialogue.Actor, id dialogue.ID) (dialogue.StaffUser, error) {
	if actor.Kind != dialogue.StaffActor || actor.User != id {
		if err := mayManage(actor); err != nil {
			return dialogue.StaffUser{}, err
		}
	}
	return a.db.StaffUser(ctx, actor.Organiser, id)
}

// AddUser makes a staff user with a temporary password, which is returned once and stored as a hash only; it must be changed at
// the first sign-in. It returns dialogue.Problems, one of them for an address that is in use.
func (a *App) AddUser(ctx context.Context, actor dialogue.Actor, q dialogue.UserRequest) (user dialogue.StaffUser, temporary string, err error) {
	if err := mayManage(actor); err != nil {
		return user, "", err
	}
	if err := q.Validate().Err(); err != nil {
		return user, "", err
	}
	temporary, hash, err := temporaryPassword()
	if err != nil {
		return user, "", err
	}
	user = dialogue.StaffUser{Organiser: actor.Organiser, ID: newID(), Email: q.Email, Name: q.Name, Role: q.Role, Lang: q.Lang,
		PasswordHash: hash, MustChange: true, Version: 1}
	err = a.db.InTx(ctx, func(tx *postgres.Tx) error {
		if err := tx.InsertStaffUser(ctx, user); err != nil {
			return err
		}
		return auditUser(ctx, tx, actor, "add_user", user, map[string]any{"email": user.Email, "name": user.Name, "role": user.Role})
	})
	return user, temporary, emailTaken(err)
}

// ChangeUser gives a staff user another name, address, role or language, or bars or readmits the user. Nobody can take the last
// admin away. It returns dialogue.Problems, ErrStale when somebody has changed the user since version, and ErrNotFound.
func (a *App) ChangeUser(ctx context.Context, actor dialogue.Actor, id dialogue.ID, version int, q dialogue.UserRequest) error {
	if err := mayManage(actor); err != nil {
		return err
	}
	return emailTaken(a.db.InTx(ctx, func(tx *postgres.Tx) error {
		was, otherAdmins, err := tx.StaffUserForUpdate(ctx, actor.Organiser, id)
		if err != nil {
			return err
		}
		if was.Version != version {
			return dialogue.ErrStale
		}
		user, problems := was.Change(q, otherAdmins)
		if err := problems.Err(); err != nil {
			return err
		}
		switch now, err := tx.Now(ctx); {
		case err != nil:
			return err
		case !q.Disabled:
			user.DisabledAt = dialogue.StaffUser{}.DisabledAt
		case was.DisabledAt.IsZero():
			user.DisabledAt = now
		}
		if err := tx.UpdateStaffUser(ctx, user); err != nil {
			return err
		}
		return auditUser(ctx, tx, actor, "change_user", user, map[string]any{"email": user.Email, "name": user.Name, "role": user.Role,
			"disabled": q.Disabled})
	}))
}

// ResetPassword gives a staff user a temporary password, returned once, and ends the user's sessions.
func (a *App) ResetPassword(ctx context.Context, actor dialogue.Actor, id dialogue.ID) (temporary string, err error) {
	if err := mayManage(actor); err != nil {
		return "", err
	}
	temporary, hash, err := temporaryPassword()
	if err != nil {
		return "", err
	}
	return temporary, a.db.InTx(ctx, func(tx *postgres.Tx) error {
		user, _, err := tx.StaffUserForUpdate(ctx, actor.Organiser, id)
		if err != nil {
			return err
		}
		user.PasswordHash, user.MustChange = hash, true
		if err := tx.UpdateStaffUser(ctx, user); err != nil {
			return err
		}
		if err := tx.DeleteSignInFailures(ctx, user.Email); err != nil {
			return err
		}
		return auditUser(ctx, tx, actor, "reset_password", user, nil)
	})
}

// ChangePassword gives the actor a new password of the actor's own choice; the caller has asked for the present one. All the
// actor's sessions end. It returns dialogue.Problems for the field "new".
func (a *App) ChangePassword(ctx context.Context, actor dialogue.Actor, password string) error {
	if err := actor.RequireStaff(dialogue.Reader); err != nil {
		return err
	}
	user, err := a.db.StaffUser(ctx, actor.Organiser, actor.User)
	if err != nil {
		return err
	}
	if err := passwordProblems(password, user).Err(); err != nil {
		return err
	}
	hash, err := secret.HashPassword(password)
	if err != nil {
		return err
	}
	return a.db.InTx(ctx, func(tx *postgres.Tx) error {
		user, _, err := tx.StaffUserForUpdate(ctx, actor.Organiser, actor.User)
		if err != nil {
			return err
		}
		user.PasswordHash, user.MustChange = hash, false
		if err := tx.UpdateStaffUser(ctx, user); err != nil {
			return err
		}
		return auditUser(ctx, tx, actor, "change_password", user, nil)
	})
}

// ChangeAccount gives the actor another name and language of the staff pages. It returns dialogue.Problems and ErrStale.
func (a *App) ChangeAccount(ctx context.Context, actor dialogue.Actor, version int, name string, l dialogue.Lang) error {
	if err := actor.RequireStaff(dialogue.Reader); err != nil {
		return err
	}
	return a.db.InTx(ctx, func(tx *postgres.Tx) error {
		user, _, err := tx.StaffUserForUpdate(ctx, actor.Organiser, actor.User)
		if err != nil {
			return err
		}
		if user.Version != version {
			return dialogue.ErrStale
		}
		user.Name, user.Lang = name, l
		q := dialogue.UserRequest{Email: user.Email, Name: name, Role: user.Role, Lang: l}
		if err := q.Validate().Err(); err != nil {
			return err
		}
		if err := tx.UpdateStaffUser(ctx, user); err != nil {
			return err
		}
		return auditUser(ctx, tx, actor, "change_account", user, map[string]any{"name": name, "lang": l})
	})
}

// ChangeLanguage is ChangeAccount for the language alone, from the switch on every page.
func (a *App) ChangeLanguage(ctx context.Context, actor dialogue.Actor, l dialogue.Lang) error {
	user, err := a.User(ctx, actor, actor.User)
	if err != nil {
		return err
	}
	return a.ChangeAccount(ctx, actor, user.Version, user.Name, l)
}

func auditUser(ctx context.Context, tx *postgres.Tx, actor dialogue.Actor, verb string, user dialogue.StaffUser, detail map[string]any) error {
	return tx.Write(ctx, func(b *postgres.Batch) {
		b.Audit(dialogue.AuditLine{Actor: actor, Verb: verb, About: user.ID, Detail: detail})
	})
}

// temporaryPassword is four groups of four characters that can be read aloud: 80 bits.
func temporaryPassword() (password, hash string, err error) {
	one, two := secret.Reference(), secret.Reference()
	password = one[:4] + "-" + one[4:] + "-" + two[:4] + "-" + two[4:]
	hash, err = secret.HashPassword(password)
	return password, hash, err
}

func passwordProblems(password string, user dialogue.StaffUser) dialogue.Problems {
	problems := dialogue.Problems{}
	switch err := secret.CheckPassword(password, user.Email, user.Name); {
	case errors.Is(err, secret.ErrPasswordShort):
		problems.Add("new", "problem.password-short", "Min", secret.MinPassword)
	case errors.Is(err, secret.ErrPasswordLong):
		problems.Add("new", "problem.too-long", "Max", secret.MaxPassword)
	case err != nil:
		problems.Add("new", "problem.password-common")
	}
	return problems
}

func emailTaken(err error) error {
	if !errors.Is(err, postgres.ErrEmailTaken) {
		return err
	}
	problems := dialogue.Problems{}
	problems.Add("email", "problem.email-taken")
	return problems
}
