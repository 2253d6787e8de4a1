package upload

import (
	"archive/zip"
	"compress/flate"
	"encoding/binary"
	"errors"
	"io"
	"path"
	"strings"
)

// The bounds of an office file, which is a zip archive. Large presentations have some thousand parts, and pictures hardly shrink; a workbook
// of a million rows is text and shrinks to a tenth.
const (
	mostParts   = 10_000
	mostUnzip   = 400 << 20 // bytes of all parts, unpacked
	mostRatio   = 100       // unpacked to packed, of all parts together …
	ratioCounts = 20 << 20  // … once they unpack to more than this
	longestName = 1000
	mostList    = 4 << 20 // bytes of the list of parts
	mostTypes   = 2 << 20 // of the part that lists the types
)

// open reads the list of parts, within its bounds. The list itself is read into memory: its entries are counted before that.
func open(f File) (*zip.Reader, error) {
	if n, err := countParts(f); err != nil {
		return nil, err
	} else if n > mostParts {
		return nil, ErrUnpacks
	}
	archive, err := zip.NewReader(f.Content, f.Size)
	switch {
	case err != nil:
		return nil, ErrBroken
	case len(archive.File) > mostParts:
		return nil, ErrUnpacks
	}
	return archive, nil
}

// countParts is how many parts the archive says it has, by the record at its end. ErrUnpacks when the list of them is longer than that many can
// need, or so long that the record needs 64 bits: it is read into memory, and a record may lie.
func countParts(f File) (int, error) {
	const length, comment = 22, 1 << 16
	tail := make([]byte, min(f.Size, length+comment))
	if _, err := f.Content.ReadAt(tail, f.Size-int64(len(tail))); err != nil && !errors.Is(err, io.EOF) {
		return 0, err
	}
	for i := len(tail) - length; i >= 0; i-- {
		record := tail[i:]
		if string(record[:4]) != "PK\x05\x06" {
			continue
		}
		n, size, offset := binary.LittleEndian.Uint16(record[10:]), binary.LittleEndian.Uint32(record[12:]), binary.LittleEndian.Uint32(record[16:])
		at := f.Size - int64(len(tail)-i)
		if n == 0xFFFF || size > mostList || at-int64(offset) > mostList {
			return 0, ErrUnpacks
		}
		return int(n), nil
	}
	return 0, ErrBroken
}

// officeType is what the archive says it is: OpenDocument in its part mimetype, Office Open XML by its main part.
func officeType(f File) (string, error) {
	archive, err := open(f)
	if err != nil {
		return "", err
	}
	for _, p := range archive.File {
		switch p.Name {
		case "mimetype":
			said, err := readPart(p, 200)
			if err != nil {
				return "", err
			}
			return strings.TrimSpace(string(said)), nil
		case "word/document.xml":
			return "application/vnd.openxmlformats-officedocument.wordprocessingml.document", nil
		case "xl/workbook.xml":
			return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", nil
		case "ppt/presentation.xml":
			return "application/vnd.openxmlformats-officedocument.presentationml.presentation", nil
		}
	}
	return "", nil
}

// readPart reads a part that may be as long as most; ErrUnpacks for a longer one.
func readPart(p *zip.File, most int64) ([]byte, error) {
	r, err := p.Open()
	if err != nil {
		return nil, ErrBroken
	}
	defer r.Close()
	content, err := io.ReadAll(io.LimitReader(r, most+1))
	switch {
	case err != nil:
		return nil, ErrBroken
	case int64(len(content)) > most:
		return nil, ErrUnpacks
	}
	return content, nil
}

// inspect unpacks every part to nowhere and counts. What the list says about lengths is not believed: a part that goes on is cut off.
func inspect(f File, media string) error {
	archive, err := open(f)
	if err != nil {
		return err
	}
	var said, packed uint64
	for _, p := range archive.File {
		if err := checkPart(p, media); err != nil {
			return err
		}
		said += p.UncompressedSize64
		packed += p.CompressedSize64
		if said > mostUnzip || packed > uint64(f.Size) { // parts that lie over each other are a way to unpack the same bytes again and again
			return ErrUnpacks
		}
	}
	var unpacked int64
	for _, p := range archive.File {
		r, err := p.OpenRaw()
		if err != nil {
			return ErrBroken
		}
		if p.Method == zip.Deflate {
			r = flate.NewReader(r)
		}
		n, err := io.Copy(io.Discard, io.LimitReader(r, mostUnzip-unpacked+1))
		unpacked += n
		switch {
		case err != nil:
			return ErrBroken
		case unpacked > mostUnzip, unpacked > ratioCounts && unpacked/mostRatio > f.Size:
			return ErrUnpacks
		case uint64(n) != p.UncompressedSize64:
			return ErrBroken
		}
	}
	return nil
}

// checkPart refuses parts that documents don't have: programs, macros, addresses outside the archive, and what can't be read.
func checkPart(p *zip.File, media string) error {
	name := strings.ToLower(strings.ReplaceAll(p.Name, `\`, "/"))
	switch {
	case len(name) > longestName, strings.HasPrefix(name, "/"), strings.Contains("/"+name+"/", "/../"), strings.ContainsRune(name, 0):
		return ErrBroken
	case p.Flags&1 != 0, p.Method != zip.Store && p.Method != zip.Deflate: // a password, or another packing
		return ErrBroken
	case strings.HasPrefix(path.Base(name), "vbaproject"), strings.HasPrefix(path.Base(name), "vbadata"), strings.Contains("/"+name, "/activex/"):
		return ErrMacros
	case strings.Contains(media, "oasis") && (strings.HasPrefix(name, "basic/") || strings.HasPrefix(name, "scripts/")) && !strings.HasSuffix(name, "/"):
		return ErrMacros
	}
	switch path.Ext(name) {
	case ".exe", ".dll", ".com", ".scr", ".msi", ".bat", ".cmd", ".ps1", ".vbs", ".js", ".jar", ".hta", ".lnk":
		return ErrMacros
	}
	if name == "[content_types].xml" {
		types, err := readPart(p, mostTypes)
		if err != nil {
			return err
		}
		if strings.Contains(strings.ToLower(string(types)), "macroenabled") {
			return ErrMacros
		}
	}
	return nil
}
