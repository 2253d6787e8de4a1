package templates_test

import (
	"testing"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/lang"
	"dialogmote/templates"
)

func TestStaffHaveAWordForEveryLetter(t *testing.T) {
	t.Parallel()
	for _, l := range []dialogue.Lang{dialogue.Bokmal, dialogue.Nynorsk} {
		p := lang.For(l)
		seen := map[string]dialogue.LetterKind{p.T("staff.letter.kind.other"): ""}
		for _, kind := range dialogue.LetterKinds {
			word := templates.LetterWord(p, kind)
			if other, there := seen[word]; there {
				t.Errorf("%s: %s and %q are both called %q", l, kind, other, word)
			}
			seen[word] = kind
		}
	}
}
