package dialogue

import (
	"slices"
	"time"
)

// Announcement is that staff tell those concerned of documents and links that have come since.
type Announcement struct {
	Organiser ID
	ID        ID
	Series    ID
	Note      string // staff's words
	CreatedBy ID
	CreatedAt time.Time
	DoneAt    time.Time
	Last      ID // the registration that was written to last, in the order of their ids
	Letters   int
	Materials []ID
}

// MaxNote is the longest note of an announcement, in characters.
const MaxNote = 2000

// News are the documents and links that have come since the invitation was published and that nobody has been told of.
func (inv *Invitation) News() []Material {
	var news []Material
	for _, m := range inv.Materials {
		if m.News && m.AnnouncedAt.IsZero() {
			news = append(news, m)
		}
	}
	return news
}

// Concerned are those of the documents that the registration is told of: those for its delegates, for all, for the registered or for those
// who have their confirmation, at the meeting when a document is one meeting's. Nobody is told of what they can't open.
func (inv *Invitation) Concerned(r Registration, among []Material) []Material {
	return slices.DeleteFunc(slices.Clone(among), func(m Material) bool {
		return !(MaterialFile{Series: inv.Series.ID, Meeting: m.Meeting, Audience: m.Audience}).IsFor(r)
	})
}

// AnnouncementPage is what staff see before they tell: what is new, and how many delegations it concerns.
type AnnouncementPage struct {
	Invitation Invitation
	News       []Material
	Each       []int          // delegations that are told of each of the news
	All        []Registration // that get a letter
	Now        time.Time
}
