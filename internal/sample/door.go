package sample

import "dialogmote/internal/dialogue"

// Who does otherwise than registered for OsloViken2020's meetings of 16 November: Rælingen stays away, and Lørenskog has one more with it.
const (
	StaysAway     = "3027"
	BringsOneMore = "3029"
)

// WalkIn is that one.
func WalkIn() dialogue.WalkIn {
	return dialogue.WalkIn{Submission: ID("oslo-viken-2020/walk-in"), Unit: dialogue.Unit{Kind: dialogue.Municipality, Number: BringsOneMore},
		Name: "Sølvi Brekke", Position: "Folkehelsekoordinator", Email: "solvi.brekke@example.no"}
}
