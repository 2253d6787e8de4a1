package urls

import "dialogmote/internal/dialogue"

// MyFiles is where a delegation hands in its presentation and other files.
func (u Links) MyFiles(l dialogue.Lang, reference string) string {
	return u.to(string(l), "min-pamelding", reference, "filer")
}

// MyDocuments are the documents and links that are for the delegation.
func (u Links) MyDocuments(l dialogue.Lang, reference string) string {
	return u.to(string(l), "min-pamelding", reference, "dokumenter")
}

// MyFilesHandIn is where a file is posted. form is the page's form, for the answer when the file is too large to be read.
func (u Links) MyFilesHandIn(l dialogue.Lang, reference, form string) string {
	return u.to(string(l), "min-pamelding", reference, "filer", "lever", form)
}

// MyFile is one version of what the delegation has handed in. The file's name is for the reader; the id decides.
func (u Links) MyFile(l dialogue.Lang, reference string, version dialogue.ID, fileName string) string {
	return u.to(string(l), "min-pamelding", reference, "filer", version.String(), fileName)
}

// MyFileTakeBack takes a document back, with all its versions.
func (u Links) MyFileTakeBack(l dialogue.Lang, reference string, document dialogue.ID) string {
	return u.to(string(l), "min-pamelding", reference, "filer", document.String(), "trekk")
}
