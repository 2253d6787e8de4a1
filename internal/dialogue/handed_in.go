package dialogue

import (
	"slices"
	"time"
)

// HandedInKind is what a delegation hands in.
type HandedInKind string

// The presentation that the series asks for, of which there is one for a meeting, and anything else.
const (
	Presentation HandedInKind = "presentation"
	OtherFile    HandedInKind = "other"
)

// HandedIn is one version of a document that a delegation has handed in.
type HandedIn struct {
	Organiser    ID
	ID           ID
	Series       ID
	Registration ID
	Meeting      ID // none: for all its meetings
	Document     ID // of all its versions: the first one's
	Number       int
	Kind         HandedInKind
	Title        string // of what is no presentation
	File         StoredFile
	ByEmail      string // who handed it in, of the delegation
	ByStaff      ID     // or staff, for them
	At           time.Time
	WithdrawnAt  time.Time // taken back: there is no file any more
}

// HandedDocument is a document with its versions, the newest first.
type HandedDocument struct{ Versions []HandedIn }

// Newest is the version that counts.
func (d HandedDocument) Newest() HandedIn { return d.Versions[0] }

// HandedDocuments gathers versions into documents, presentations first, then by when they first came. Those that are taken back are left out.
func HandedDocuments(all []HandedIn) []HandedDocument {
	var documents []HandedDocument
	at := map[ID]int{}
	for _, h := range all {
		if !h.WithdrawnAt.IsZero() {
			continue
		}
		i, seen := at[h.Document]
		if !seen {
			i = len(documents)
			at[h.Document] = i
			documents = append(documents, HandedDocument{})
		}
		documents[i].Versions = append(documents[i].Versions, h)
	}
	for _, d := range documents {
		slices.SortFunc(d.Versions, func(a, b HandedIn) int { return b.Number - a.Number })
	}
	slices.SortStableFunc(documents, func(a, b HandedDocument) int {
		first, second := a.Versions[len(a.Versions)-1], b.Versions[len(b.Versions)-1]
		if first.Kind != second.Kind {
			if first.Kind == Presentation {
				return -1
			}
			return 1
		}
		return first.At.Compare(second.At)
	})
	return documents
}

// PresentationFor is the presentation for the meeting among the documents, or nil.
func PresentationFor(documents []HandedDocument, meeting ID) *HandedDocument {
	for i := range documents {
		if d := documents[i].Newest(); d.Kind == Presentation && d.Meeting == meeting {
			return &documents[i]
		}
	}
	return nil
}

// The most that a delegation hands in.
const (
	MaxHandedIn     = 30        // files at once, versions counted
	MaxHandedInSize = 300 << 20 // bytes of them all
)

// HandInFor are what a registration hands in apart: each of its meetings where a unit may attend several, else none, which is for whatever
// meeting it has. Nothing for one without a meeting, and for meetings that are cancelled.
func (inv *Invitation) HandInFor(r Registration) []ID {
	var meetings []ID
	for _, id := range r.Meetings() {
		if m := inv.Meeting(id); m != nil && m.State != Cancelled {
			meetings = append(meetings, id)
		}
	}
	if len(meetings) > 0 && inv.Series.Rules.Choice != ChooseMany {
		return []ID{{}}
	}
	return meetings
}

// HandInUntil is the first instant too late to hand in for a meeting, or for what HandInFor calls none: after the series' day for documents,
// else when the meeting begins. Zero when that is not known yet.
func (inv *Invitation) HandInUntil(r Registration, meeting ID) time.Time {
	if day := inv.Series.DocumentsBy; !day.IsZero() {
		return day.EndOfDay()
	}
	if meeting.IsZero() {
		for _, id := range r.Meetings() {
			meeting = id
		}
	}
	if m := inv.Meeting(meeting); m != nil {
		return m.StartsAt
	}
	return time.Time{}
}

// MayHandIn reports whether the delegation itself may hand in for the meeting now, and take back what it has. Staff may whenever the
// registration is active.
func (inv *Invitation) MayHandIn(r Registration, meeting ID, now time.Time) bool {
	until := inv.HandInUntil(r, meeting)
	return r.State == Active && slices.Contains(inv.HandInFor(r), meeting) && (until.IsZero() || now.Before(until))
}

// asksPresentation reports whether the registration is asked for a presentation for the meeting, or for what HandInFor calls none: the series
// asks, and somebody in it has a place or may get one by itself.
func (inv *Invitation) asksPresentation(r Registration, meeting ID) bool {
	if !inv.Series.AsksPresentation || r.State != Active || !slices.Contains(inv.HandInFor(r), meeting) {
		return false
	}
	if !r.Meeting.IsZero() {
		return true
	}
	for _, d := range r.Delegates {
		for _, s := range d.Seats {
			if (s.State == SeatPlaced || s.State == SeatOffered) && (meeting.IsZero() || s.Meeting == meeting) {
				return true
			}
		}
	}
	return false
}

// RemainingPresentations are the presentations that are asked for and not handed in, while they can be.
func (inv *Invitation) RemainingPresentations(r Registration, documents []HandedDocument, now time.Time) []Remaining {
	var left []Remaining
	for _, meeting := range inv.HandInFor(r) {
		if inv.asksPresentation(r, meeting) && PresentationFor(documents, meeting) == nil && inv.MayHandIn(r, meeting, now) {
			left = append(left, Remaining{Kind: RemainsPresentation, Meeting: meeting, By: inv.HandInUntil(r, meeting)})
		}
	}
	return left
}

// HandInSpot is what a delegation hands in for one meeting, or for whichever it has.
type HandInSpot struct {
	Meeting      ID // none: see Invitation.HandInFor
	Until        time.Time
	May          bool // hand in now
	Asked        bool // a presentation is asked for
	Presentation *HandedDocument
	Others       []HandedDocument
}

// HandInSpots are all that the registration has handed in and may hand in. What was handed in for a meeting that it has left stands last.
func (inv *Invitation) HandInSpots(r Registration, documents []HandedDocument, now time.Time) []HandInSpot {
	meetings := inv.HandInFor(r)
	for _, d := range documents {
		if m := d.Newest().Meeting; !slices.Contains(meetings, m) {
			meetings = append(meetings, m)
		}
	}
	var spots []HandInSpot
	for _, m := range meetings {
		s := HandInSpot{Meeting: m, Until: inv.HandInUntil(r, m), May: inv.MayHandIn(r, m, now), Asked: inv.asksPresentation(r, m), Presentation: PresentationFor(documents, m)}
		for _, d := range documents {
			if d.Newest().Meeting == m && d.Newest().Kind != Presentation {
				s.Others = append(s.Others, d)
			}
		}
		spots = append(spots, s)
	}
	return spots
}
