package templates

import (
	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
)

// RemainingWords says what is left to do, in one sentence.
func RemainingWords(p lang.Printer, left dialogue.Remaining) string {
	switch left.Kind {
	case dialogue.RemainsRoles:
		return p.T("delegation.remaining.roles", "Roles", p.List(roleNames(p, left.Roles)))
	case dialogue.RemainsQuestions:
		return p.N("delegation.remaining.questions", left.Count)
	case dialogue.RemainsPresentation:
		return p.T("delegation.remaining.presentation")
	}
	return ""
}

// roleNames are kinds of participants within a sentence.
func roleNames(p lang.Printer, roles []dialogue.Role) []string {
	var names []string
	for _, r := range roles {
		names = append(names, lowerFirst(p.Text(r.Name)))
	}
	return names
}
