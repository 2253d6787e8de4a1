package app

import (
	"context"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/postgres"
)

// remaining is what the delegation has left to do, what is due first on top. Nothing remains for one that is not active.
func remaining(ctx context.Context, r postgres.Reader, page *dialogue.OwnPage) ([]dialogue.Remaining, error) {
	if page.Registration.State != dialogue.Active {
		return nil, nil
	}
	all := page.RemainingRoles()
	all = append(all, page.Invitation.RemainingQuestions(page.Registration, page.Now)...)
	all = append(all, page.Invitation.RemainingPresentations(page.Registration, page.Handed, page.Now)...)
	dialogue.SortRemaining(all)
	return all, nil
}
