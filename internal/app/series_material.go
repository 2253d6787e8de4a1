package app

import (
	"bytes"
	"context"
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode"

	"github.com/gabriel-vasile/mimetype"

	"dialogmote/internal/dialogue"
)

// MaxFile is the largest document in bytes.
const MaxFile = 20 << 20

// fileTypes are the documents that may be added, by the type that their bytes show, with the ending they are given.
var fileTypes = [...]struct{ media, ending string }{
	{"application/pdf", ".pdf"},
	{"application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx"},
	{"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"},
	{"application/vnd.openxmlformats-officedocument.presentationml.presentation", ".pptx"},
	{"application/vnd.oasis.opendocument.text", ".odt"},
	{"application/vnd.oasis.opendocument.spreadsheet", ".ods"},
	{"application/vnd.oasis.opendocument.presentation", ".odp"},
}

// FileEndings are the endings of the documents that may be added, for the browser's file chooser.
func FileEndings() string {
	var all []string
	for _, t := range fileTypes {
		all = append(all, t.ending)
	}
	return strings.Join(all, ",")
}

// AddMaterial adds a document to a series or one of its meetings: a file when f has bytes, else the link m.URL. A file's real type
// decides, whatever its name says, and it is stored under a name of letters, digits and spaces. dialogue.Problems for a wrong
// type, one that is too large, and a file that holds macros.
func (a *App) AddMaterial(ctx context.Context, actor dialogue.Actor, e SeriesEdit, m dialogue.Material, f dialogue.File) error {
	return a.editSeries(ctx, actor, e, "add_material", func(s *seriesEdit) error {
		if !m.Meeting.IsZero() && s.inv.Meeting(m.Meeting) == nil {
			return dialogue.ErrNotFound
		}
		problems := dialogue.Problems{}
		ending, media := "", ""
		switch {
		case len(f.Bytes) > MaxFile:
			problems.Add("file", "problem.file-too-large", "MB", MaxFile>>20)
		case len(f.Bytes) > 0:
			if media, ending = fileType(f.Bytes); ending == "" {
				problems.Add("file", "problem.file-type")
			}
		case m.URL == "":
			problems.Add("file", "problem.file-or-link")
		}
		if len(f.Bytes) > 0 && m.URL != "" {
			problems.Add("url", "problem.file-or-link")
		}
		if m.Title.IsEmpty() {
			problems.Add("title."+string(s.inv.Series.Lang), "problem.required")
		}
		if err := problems.Err(); err != nil {
			return err
		}
		m.ID = newID()
		s.detail = map[string]any{"title": m.Title, "file": f.Name, "url": m.URL}
		if err := s.raise(ctx); err != nil {
			return err
		}
		if len(f.Bytes) > 0 {
			m.Filename, m.MediaType, m.Size = safeName(f.Name, m.Title.For(s.inv.Series.Lang), ending), media, len(f.Bytes)
			f.Material, f.Name, f.MediaType = m.ID, m.Filename, media
			return s.tx.AddFile(ctx, actor.Organiser, s.inv.Series.ID, m, f)
		}
		return s.tx.SaveMaterials(ctx, actor.Organiser, s.inv.Series.ID, append(slices.Clone(s.inv.Materials), m))
	})
}

// fileType is the real type of the bytes and its ending, "" for what may not be added. An office file with macros may not.
func fileType(content []byte) (media, ending string) {
	found := mimetype.Detect(content)
	for _, t := range fileTypes {
		if found.Is(t.media) && !bytes.Contains(content, []byte("vbaProject.bin")) {
			return t.media, t.ending
		}
	}
	return "", ""
}

// safeName is a file name that no system misreads, with the ending of the real type: letters, digits, spaces, dots and dashes.
func safeName(name, title, ending string) string {
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	name = strings.TrimSuffix(name, path.Ext(name))
	name = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune(" -.,", r):
			return r
		}
		return ' '
	}, name)
	name = strings.Trim(strings.Join(strings.Fields(name), " "), " .-,")
	if name == "" {
		name = dialogue.Slug(title)
	}
	if name == "" {
		name = "dokument"
	}
	if letters := []rune(name); len(letters) > 100 {
		name = string(letters[:100])
	}
	return name + ending
}

// SaveMaterials changes titles, audiences, meetings and order of the documents, and takes off those that are left out. ErrNotFound for
// one of another series.
func (a *App) SaveMaterials(ctx context.Context, actor dialogue.Actor, e SeriesEdit, materials []dialogue.Material) error {
	return a.editSeries(ctx, actor, e, "save_materials", func(s *seriesEdit) error {
		problems := dialogue.Problems{}
		for i := range materials {
			m := &materials[i]
			at := slices.IndexFunc(s.inv.Materials, func(stored dialogue.Material) bool { return stored.ID == m.ID })
			if at < 0 || !m.Meeting.IsZero() && s.inv.Meeting(m.Meeting) == nil {
				return dialogue.ErrNotFound
			}
			stored := s.inv.Materials[at]
			m.Filename, m.MediaType, m.Size = stored.Filename, stored.MediaType, stored.Size
			if stored.URL == "" {
				m.URL = ""
			} else if m.URL == "" {
				m.URL = stored.URL
			}
			if m.Title.IsEmpty() {
				problems.Add(fmt.Sprintf("materials.%d.title.%s", i, s.inv.Series.Lang), "problem.required")
			}
		}
		if err := problems.Err(); err != nil {
			return err
		}
		if err := s.raise(ctx); err != nil {
			return err
		}
		return s.tx.SaveMaterials(ctx, actor.Organiser, s.inv.Series.ID, materials)
	})
}
