package sample

import (
	"bytes"
	"fmt"

	"dialogmote/internal/dialogue"
)

const pdfType = "application/pdf"

// Files are the files of an invitation's materials: one page each, with the title and who sent it.
func Files(inv dialogue.Invitation) []dialogue.File {
	var files []dialogue.File
	for _, m := range inv.Materials {
		if m.Filename != "" {
			files = append(files, dialogue.File{
				Material:  m.ID,
				Name:      m.Filename,
				MediaType: m.MediaType,
				Bytes:     pdf(m.Title.For(inv.Series.Lang), inv.Organiser.Name.For(inv.Series.Lang)),
			})
		}
	}
	return files
}

// PDF is a file of one page with a heading and a line, under that name.
func PDF(name, heading, line string) dialogue.File {
	return dialogue.File{Name: name, MediaType: pdfType, Bytes: pdf(heading, line)}
}

// pdf is a valid PDF of one A4 page with a heading and a line under it.
func pdf(heading, line string) []byte {
	page := fmt.Sprintf("BT /F1 20 Tf 72 740 Td (%s) Tj /F1 12 Tf 0 -28 Td (%s) Tj ET", pdfString(heading), pdfString(line))
	objects := []string{
		"<< /Type /Catalog /Pages 2 0 R /Lang (nb-NO) /ViewerPreferences << /DisplayDocTitle true >> >>",
		"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
		fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(page), page),
		"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
		fmt.Sprintf("<< /Title (%s) >>", pdfString(heading)),
	}
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	offsets := make([]int, len(objects))
	for i, object := range objects {
		offsets[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, object)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, offset := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", offset)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R /Info 6 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, start)
	return b.Bytes()
}

// pdfString writes text in the Windows encoding of the page's font, with what has a meaning in a PDF string escaped.
func pdfString(s string) string {
	var b []byte
	for _, r := range s {
		switch {
		case r == '(' || r == ')' || r == '\\':
			b = append(b, '\\', byte(r))
		case r == '–':
			b = append(b, 0x96)
		case r < 0x100:
			b = append(b, byte(r))
		default:
			b = append(b, '?')
		}
	}
	return string(b)
}
