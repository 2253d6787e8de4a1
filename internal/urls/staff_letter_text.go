package urls

// StaffLetterTexts lists the organiser's letters and who has written their words.
func (u Links) StaffLetterTexts() string { return u.to("intern", "brevtekster") }

// StaffLetterText is where one letter's words are written; its parts are where the letter is looked at ("vis") and where the standard is used
// again ("standard"), by POST.
func (u Links) StaffLetterText(name string, part ...string) string {
	return u.to(append([]string{"intern", "brevtekster", name}, part...)...)
}
