package app

import (
	"context"
	"fmt"
	"slices"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/upload"
)

// AddMaterial adds a document to a series or one of its meetings: a file when there is one, else the link m.URL. A file's real type
// decides, whatever its name says, and it is stored under a name of letters, digits and spaces. dialogue.Problems for a wrong
// type, one that is too large, and one that could do harm.
func (a *App) AddMaterial(ctx context.Context, actor dialogue.Actor, e SeriesEdit, m dialogue.Material, f upload.File) error {
	return a.editSeries(ctx, actor, e, "add_material", func(s *seriesEdit) error {
		if !m.Meeting.IsZero() && s.inv.Meeting(m.Meeting) == nil {
			return dialogue.ErrNotFound
		}
		problems := dialogue.Problems{}
		var judged upload.Judged
		switch {
		case !f.IsZero() && m.URL != "":
			problems.Add("url", "problem.file-or-link")
		case !f.IsZero():
			var err error
			if judged, err = judge(f, m.Title.For(s.inv.Series.Lang)); !adopt(problems, "file", err) {
				return err
			}
		case m.URL == "":
			problems.Add("file", "problem.file-or-link")
		}
		if m.Title.IsEmpty() {
			problems.Add("title."+string(s.inv.Series.Lang), "problem.required")
		}
		if err := problems.Err(); err != nil {
			return err
		}
		m.ID, m.News = newID(), s.inv.Series.State == dialogue.Published
		s.detail = map[string]any{"title": m.Title, "file": judged.Safe, "url": m.URL}
		if err := s.raise(ctx); err != nil {
			return err
		}
		if !f.IsZero() {
			m.Filename, m.MediaType, m.Size = judged.Safe, judged.Media, int(f.Size)
			return s.tx.AddFile(ctx, actor.Organiser, s.inv.Series.ID, m, f.Content)
		}
		return s.tx.SaveMaterials(ctx, actor.Organiser, s.inv.Series.ID, append(slices.Clone(s.inv.Materials), m))
	})
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
