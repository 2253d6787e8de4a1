package dialogue

import (
	"reflect"
	"time"
)

// HistoryLine is one line of the audit log about a registration, as staff read it.
type HistoryLine struct {
	At     time.Time
	Actor  ActorKind
	Who    string // the staff user's name
	Verb   string
	Detail HistoryDetail // empty once retention has erased it
}

// HistoryDetail is what the log's erasable part tells of a change.
type HistoryDetail struct {
	State    RegistrationState `json:"state"`
	Channel  Channel           `json:"channel"`
	Reason   string            `json:"reason"`
	Late     string            `json:"late_reason"`
	Changes  []Change          `json:"changes"`
	People   []string          `json:"delegates"`
	Fits     *bool             `json:"fits"`
	Proposal string            `json:"proposal"`
	By       string            `json:"by"` // somebody of the unit who is not the contact: the address, or «0192:» and the organisation number
}

// StaffRegistration is one registration as staff see it.
type StaffRegistration struct {
	OwnPage
	History []HistoryLine   // newest first
	County  string          // name
	Live    ID              // of a proposal: the unit's live registration
	Shared  []SharedAddress // its e-mail addresses that stand in others too
}

// OwnHistory is the log's lines about a registration as its delegation may read them: who of the delegation acted, by address, and neither
// the names of staff nor the reasons they wrote for each other. Lines that would read alike, within an hour, are the newest of them.
func OwnHistory(lines []HistoryLine, contact Contact) []HistoryLine {
	var own []HistoryLine
	for _, h := range lines {
		h.Who = ""
		h.Detail.Reason, h.Detail.Late = "", ""
		if h.Actor == ContactActor || h.Actor == Anonymous {
			h.Who = h.Detail.By
			if h.Who == "" {
				h.Who = contact.Email
			}
		}
		if len(own) == 0 || !h.readsLike(own[len(own)-1]) {
			own = append(own, h)
		}
	}
	return own
}

func (h HistoryLine) readsLike(newer HistoryLine) bool {
	return h.Verb == newer.Verb && h.Actor == newer.Actor && h.Who == newer.Who && newer.At.Sub(h.At) < time.Hour && reflect.DeepEqual(h.Detail, newer.Detail)
}
