package templates

import (
	"slices"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/urls"
)

// room is a page of its own beside the delegation's page, and in a few words how it is there.
type room struct{ href, label, state string }

// rooms are the pages that this delegation has, in the order they are shown. Each function is one room; a zero one is not there.
func (v OwnView) rooms() []room {
	var all []room
	for _, r := range []func(OwnView) room{
		prepareRoom,
		filesRoom,
		documentsRoom,
		needsRoom,
		statementsRoom,
		certificateRoom,
		historyRoom,
		printRoom,
	} {
		all = append(all, r(v))
	}
	return slices.DeleteFunc(all, func(r room) bool { return r == room{} })
}

// printRoom is the registration on one sheet.
func printRoom(v OwnView) room {
	p := v.Frame.L
	return room{urls.Paths().MyPrintout(p.Lang(), v.Page.Registration.Reference), p.T("delegation.rooms.print"), p.T("delegation.rooms.print.state")}
}

// remainingHref is where what remains can be done, or "".
func (v OwnView) remainingHref(left dialogue.Remaining) string {
	p, reference := v.Frame.L, v.Page.Registration.Reference
	switch left.Kind {
	case dialogue.RemainsQuestions:
		return urls.Paths().MyPreparations(p.Lang(), reference)
	case dialogue.RemainsPresentation:
		return urls.Paths().MyFiles(p.Lang(), reference)
	case dialogue.RemainsRoles:
		if v.mayAddOne() {
			return urls.Paths().MyAdd(p.Lang(), reference)
		}
		return urls.Paths().MyDelegates(p.Lang(), reference)
	}
	return ""
}

// remainingAbout is which meeting it is for, and when it is due.
func (v OwnView) remainingAbout(left dialogue.Remaining) []string {
	p := v.Frame.L
	var about []string
	if m := v.Page.Invitation.Meeting(left.Meeting); m != nil {
		about = append(about, meetingShort(p, *m))
	}
	if !left.By.IsZero() {
		about = append(about, p.T("delegation.remaining.by", "Date", p.DeadlineDate(left.By)))
	}
	return about
}
