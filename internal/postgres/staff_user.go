package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"dialogmote/internal/dialogue"
)

const staffUserColumns = `u.organiser_id, u.id, u.email, u.name, u.role, u.lang, u.password_hash, u.must_change, u.disabled_at, u.version`

func scanStaffUser(row pgx.CollectableRow) (dialogue.StaffUser, error) {
	var u dialogue.StaffUser
	var disabled *time.Time
	err := row.Scan(&u.Organiser, &u.ID, &u.Email, &u.Name, &u.Role, &u.Lang, &u.PasswordHash, &u.MustChange, &disabled, &u.Version)
	if disabled != nil {
		u.DisabledAt = *disabled
	}
	return u, err
}

// StaffUsers lists an organiser's users by name, those who can't sign in last.
func (r Reader) StaffUsers(ctx context.Context, organiser dialogue.ID) ([]dialogue.StaffUser, error) {
	return list(ctx, r.q, scanStaffUser, `
		select `+staffUserColumns+` from staff_user u where u.organiser_id = $1
		order by u.disabled_at is not null, u.name collate "nb-NO-x-icu", u.id`, organiser)
}

// StaffUser is one user of the organiser.
func (r Reader) StaffUser(ctx context.Context, organiser, user dialogue.ID) (dialogue.StaffUser, error) {
	return one(ctx, r.q, scanStaffUser, `
		select `+staffUserColumns+` from staff_user u where u.organiser_id = $1 and u.id = $2`, organiser, user)
}

// StaffUserByEmail finds a user of any organiser by the address in lower case, for sign-in and the command line.
func (r Reader) StaffUserByEmail(ctx context.Context, email string) (dialogue.StaffUser, error) {
	return one(ctx, r.q, scanStaffUser, `select `+staffUserColumns+` from staff_user u where u.email = $1`, email)
}

// StaffUserForUpdate is StaffUser with the row locked. All the organiser's admins are locked before it, in the order of their
// ids, so that two admins can't take each other's role away at once.
func (tx *Tx) StaffUserForUpdate(ctx context.Context, organiser, user dialogue.ID) (u dialogue.StaffUser, otherAdmins int, err error) {
	locked, err := list(ctx, tx.q, scanStaffUser, `
		select `+staffUserColumns+` from staff_user u
		where u.organiser_id = $1 and (u.id = $2 or u.role = 'admin') order by u.id for update`, organiser, user)
	if err != nil {
		return u, 0, err
	}
	err = dialogue.ErrNotFound
	for _, found := range locked {
		switch {
		case found.ID == user:
			u, err = found, nil
		case found.Role == dialogue.Admin && found.DisabledAt.IsZero():
			otherAdmins++
		}
	}
	return u, otherAdmins, err
}

// InsertStaffUser stores a new user; ErrEmailTaken when somebody, at any organiser, has the address.
func (tx *Tx) InsertStaffUser(ctx context.Context, u dialogue.StaffUser) error {
	return tx.execOne(ctx, `
		insert into staff_user (organiser_id, id, email, name, role, lang, password_hash, must_change)
		values ($1, $2, $3, $4, $5, $6, $7, $8)`,
		u.Organiser, u.ID, u.Email, u.Name, u.Role, u.Lang, u.PasswordHash, u.MustChange)
}

// UpdateStaffUser stores what is changed and raises the version. A version that isn't u's is dialogue.ErrStale.
func (tx *Tx) UpdateStaffUser(ctx context.Context, u dialogue.StaffUser) error {
	var disabled *time.Time
	if !u.DisabledAt.IsZero() {
		disabled = &u.DisabledAt
	}
	n, err := tx.exec(ctx, `
		update staff_user set email = $4, name = $5, role = $6, lang = $7, password_hash = $8, must_change = $9, disabled_at = $10,
			version = version + 1
		where organiser_id = $1 and id = $2 and version = $3`,
		u.Organiser, u.ID, u.Version, u.Email, u.Name, u.Role, u.Lang, u.PasswordHash, u.MustChange, disabled)
	if err == nil && n == 0 {
		return dialogue.ErrStale
	}
	return err
}
