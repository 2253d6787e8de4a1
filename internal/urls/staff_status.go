package urls

import "dialogmote/internal/dialogue"

// StaffStatusFile is the status board as a file: "csv" or "xlsx".
func (u Links) StaffStatusFile(series dialogue.ID, format string) string {
	return u.StaffTab(series, TabStatus, "liste."+format)
}

// StaffStatusPrint is who was invited, when and to which address, for paper.
func (u Links) StaffStatusPrint(series dialogue.ID) string {
	return u.StaffTab(series, TabStatus, "utskrift")
}

// StaffRemindSilent makes the draft of a reminder to those who have not answered, by POST.
func (u Links) StaffRemindSilent(series dialogue.ID) string {
	return u.StaffTab(series, TabStatus, "minn")
}

// StaffReminders sets when those who have not answered are reminded by themselves, by POST.
func (u Links) StaffReminders(series dialogue.ID) string {
	return u.StaffTab(series, TabStatus, "paminninger")
}
