package app

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/postgres"
	"dialogmote/internal/sample"
	"dialogmote/internal/testdb"
	"dialogmote/internal/upload"
)

// editing is an App on a database with the organisers and one invitation, and the organiser's editor.
type editing struct {
	a      *App
	test   *testdb.DB
	editor dialogue.Actor
	series dialogue.ID
}

func newEditing(t *testing.T, inv dialogue.Invitation) editing {
	t.Helper()
	test := testdb.New(t)
	db, err := postgres.New(test.App)
	if err != nil {
		t.Fatal(err)
	}
	e := editing{a: New(db, nil), test: test, series: inv.Series.ID,
		editor: dialogue.Actor{Kind: dialogue.StaffActor, Organiser: inv.Organiser.ID, User: sample.ID("staff/" + inv.Organiser.Slug + "/redaktor"), Role: dialogue.Editor, Lang: dialogue.Bokmal}}
	if err := db.InTx(t.Context(), func(tx *postgres.Tx) error { return tx.InsertInvitation(t.Context(), inv, sample.Files(inv)...) }); err != nil {
		t.Fatal(err)
	}
	return e
}

func (e editing) page(t *testing.T) EditorPage {
	t.Helper()
	p, err := e.a.Editor(t.Context(), e.editor, e.series)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// at is the series at the version it has now.
func (e editing) at(t *testing.T) SeriesEdit {
	return SeriesEdit{e.series, e.page(t).Invitation.Series.Version}
}

func draft(inv dialogue.Invitation) dialogue.Invitation {
	inv.Series.State, inv.Series.PublishedAt = dialogue.Draft, time.Time{}
	return inv
}

func problemsOf(t *testing.T, err error) dialogue.Problems {
	t.Helper()
	var problems dialogue.Problems
	if !errors.As(err, &problems) {
		t.Fatalf("got %v, want problems", err)
	}
	return problems
}

func TestTheLettersSlipsAreFound(t *testing.T) {
	t.Parallel()
	e := newEditing(t, sample.OsloViken2020())
	p := e.page(t)
	if len(p.Missing) > 0 {
		t.Errorf("a published letter misses %v", p.Missing)
	}
	var said []string
	for _, f := range p.Odd {
		who, _ := f.Args["Unit"].(string)
		region, _ := f.Args["Region"].(dialogue.Text)
		said = append(said, f.Key+" "+region.NB+who)
	}
	for _, want := range []string{"staff.odd.stated-units Kongsbergregionen", "staff.odd.stated-units Indre kommuner", "staff.odd.no-region Lunner"} {
		if !slices.Contains(said, want) {
			t.Errorf("%q is not found among %q", want, said)
		}
	}
}

func TestNesInHallingdalIsQuestioned(t *testing.T) {
	t.Parallel()
	inv := draft(sample.OsloViken2020())
	inv.Series.LetterDate = dialogue.Date{Year: 2020, Month: 10, Day: 12} // the register is read at the letter's day
	e := newEditing(t, inv)
	before := e.page(t).Invitation
	var edits []RegionEdit
	for _, r := range before.Regions {
		var names []string
		for _, u := range r.Units {
			names = append(names, strings.Replace(u.Name, "Nesbyen", "Nes", 1))
		}
		edits = append(edits, RegionEdit{ID: r.ID, Name: r.Name, StatedUnits: r.StatedUnits, Names: strings.Join(names, ", ")})
	}
	if err := e.a.SaveRegions(t.Context(), e.editor, e.at(t), edits); err != nil {
		t.Fatal(err)
	}
	var keys []string
	for _, f := range e.page(t).Odd {
		if f.Args["Unit"] == "Nes" {
			keys = append(keys, f.Key)
		}
	}
	if !slices.Contains(keys, "staff.odd.two-regions") || !slices.Contains(keys, "staff.odd.name-was") {
		t.Errorf("Nes in two regions: %q", keys)
	}
	edits[7].Names = strings.Replace(edits[7].Names, "Skiptvet", "Skiptvedt", 1)
	problem := problemsOf(t, e.a.SaveRegions(t.Context(), e.editor, e.at(t), edits))["regions.7.units"]
	if problem.Args["Means"] != "Skiptvet" {
		t.Errorf("Skiptvedt: %v", problem)
	}
}

func TestOnlyTheOrganisersEditorsEdit(t *testing.T) {
	t.Parallel()
	e := newEditing(t, draft(sample.Innlandet2019()))
	reader, stranger := e.editor, e.editor
	reader.Role = dialogue.Reader
	stranger.Organiser = sample.Ministry().ID
	at := e.at(t)
	for name, verb := range map[string]func(actor dialogue.Actor) error{
		"texts":     func(a dialogue.Actor) error { return e.a.SaveTexts(t.Context(), a, at, textsOf(e.page(t).Invitation)) },
		"rules":     func(a dialogue.Actor) error { return e.a.SaveRules(t.Context(), a, at, rulesOf(e.page(t).Invitation)) },
		"roles":     func(a dialogue.Actor) error { return e.a.SaveRoles(t.Context(), a, at, nil) },
		"regions":   func(a dialogue.Actor) error { return e.a.SaveRegions(t.Context(), a, at, nil) },
		"questions": func(a dialogue.Actor) error { return e.a.SaveQuestions(t.Context(), a, at, nil, 0) },
		"programme": func(a dialogue.Actor) error { return e.a.SaveProgramme(t.Context(), a, at, dialogue.ID{}, false, nil) },
		"contacts":  func(a dialogue.Actor) error { return e.a.SaveContacts(t.Context(), a, at, nil) },
		"material":  func(a dialogue.Actor) error { return e.a.SaveMaterials(t.Context(), a, at, nil) },
		"publish":   func(a dialogue.Actor) error { return e.a.Publish(t.Context(), a, at) },
		"delete":    func(a dialogue.Actor) error { return e.a.DeleteDraft(t.Context(), a, at) },
		"meeting": func(a dialogue.Actor) error {
			_, err := e.a.AddMeeting(t.Context(), a, e.series, MeetingEdit{})
			return err
		},
	} {
		if err := verb(reader); !errors.Is(err, dialogue.ErrForbidden) {
			t.Errorf("%s by a reader: %v", name, err)
		}
		if err := verb(stranger); !errors.Is(err, dialogue.ErrNotFound) {
			t.Errorf("%s by another organiser's: %v", name, err)
		}
		if err := verb(dialogue.Actor{}); !errors.Is(err, dialogue.ErrForbidden) {
			t.Errorf("%s by nobody: %v", name, err)
		}
	}
	if e.at(t) != at {
		t.Error("something was changed")
	}
	if _, err := e.a.Editor(t.Context(), reader, e.series); err != nil {
		t.Errorf("a reader reads: %v", err)
	}
}

func textsOf(inv dialogue.Invitation) SeriesTexts {
	s := inv.Series
	return SeriesTexts{Kind: s.Kind, Lang: s.Lang, Texts: s.Texts, OurRef: s.OurRef, YourRef: s.YourRef, LetterDate: s.LetterDate, StatedMeetings: s.StatedMeetings}
}

func rulesOf(inv dialogue.Invitation) SeriesRules {
	s := inv.Series
	return SeriesRules{Rules: s.Rules, Deadline: s.Deadline, AnswerBy: s.AnswerBy, PreparationBy: s.PreparationBy, DocumentsBy: s.DocumentsBy,
		StatementsBy: s.StatementsBy, AsksPresentation: s.AsksPresentation, StatementsOpen: s.StatementsOpen, DeleteOn: s.DeleteOn, CopyTo: s.CopyTo}
}

func TestASecondSaveOfTheSameVersionIsStale(t *testing.T) {
	t.Parallel()
	inv := draft(sample.Innlandet2019())
	letter, reminder := dialogue.Text{NB: "Velkommen, alle."}, dialogue.Text{NB: "Vi har ikke hørt fra dere."}
	inv.Series.Texts.InvitationLetter, inv.Series.Texts.ReminderLetter = letter, reminder
	e := newEditing(t, inv)
	at := e.at(t)
	texts := textsOf(e.page(t).Invitation)
	texts.Texts.Title.NB = "Dialogmøter om eldrereformen"
	texts.Texts.InvitationLetter, texts.Texts.ReminderLetter = dialogue.Text{}, dialogue.Text{} // the form does not hold them
	if err := e.a.SaveTexts(t.Context(), e.editor, at, texts); err != nil {
		t.Fatal(err)
	}
	if err := e.a.SaveRoles(t.Context(), e.editor, at, nil); !errors.Is(err, dialogue.ErrStale) {
		t.Errorf("an old form is saved: %v", err)
	}
	after := e.page(t).Invitation
	if after.Series.Slug != "dialogmoter-om-eldrereformen" {
		t.Errorf("a draft's address follows its title: %q", after.Series.Slug)
	}
	if len(after.Roles) == 0 {
		t.Error("the roles are gone")
	}
	if s := after.Series.Texts; s.InvitationLetter != letter || s.ReminderLetter != reminder {
		t.Error("the letters of earlier sendings are gone")
	}
}

func TestADraftIsPublishedOnceItIsComplete(t *testing.T) {
	t.Parallel()
	inv := draft(sample.Innlandet2019())
	inv.Series.DeleteOn = dialogue.Date{}
	e := newEditing(t, inv)
	problemsOf(t, e.a.Publish(t.Context(), e.editor, e.at(t)))
	rules := rulesOf(e.page(t).Invitation)
	rules.DeleteOn = dialogue.Date{Year: 2030, Month: 1, Day: 1}
	if err := e.a.SaveRules(t.Context(), e.editor, e.at(t), rules); err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct {
		do    func(at SeriesEdit) error
		state dialogue.SeriesState
	}{
		{func(at SeriesEdit) error { return e.a.Publish(t.Context(), e.editor, at) }, dialogue.Published},
		{func(at SeriesEdit) error { return e.a.BackToDraft(t.Context(), e.editor, at) }, dialogue.Draft},
		{func(at SeriesEdit) error { return e.a.Publish(t.Context(), e.editor, at) }, dialogue.Published},
		{func(at SeriesEdit) error { return e.a.CloseEarly(t.Context(), e.editor, at) }, dialogue.Published},
		{func(at SeriesEdit) error { return e.a.Reopen(t.Context(), e.editor, at) }, dialogue.Published},
		{func(at SeriesEdit) error { return e.a.Archive(t.Context(), e.editor, at) }, dialogue.Archived},
	} {
		if err := step.do(e.at(t)); err != nil {
			t.Fatalf("to %s: %v", step.state, err)
		}
		if got := e.page(t).Invitation.Series.State; got != step.state {
			t.Fatalf("state %s, want %s", got, step.state)
		}
	}
	if err := e.a.DeleteDraft(t.Context(), e.editor, e.at(t)); !errors.Is(err, dialogue.ErrInUse) {
		t.Errorf("an archived invitation is deleted: %v", err)
	}
	var verbs int
	if err := e.test.Owner.QueryRow(t.Context(), `select count(*) from audit where series_id = $1 and actor_id = $2`, e.series, e.editor.User).Scan(&verbs); err != nil || verbs != 7 {
		t.Errorf("%d audit lines, %v", verbs, err)
	}
}

func TestAPublishedDeadlineMovesEarlierOnlyToWhatIsAhead(t *testing.T) {
	t.Parallel()
	inv := sample.OpenToday(dialogue.DateOf(time.Now()))
	e := newEditing(t, inv)
	rules := rulesOf(e.page(t).Invitation)
	long := 300
	rules.Deadline = dialogue.Deadline{DaysBefore: &long}
	problems := problemsOf(t, e.a.SaveRules(t.Context(), e.editor, e.at(t), rules))
	if problems["closes_days_before"].Key != "problem.deadline-passed" {
		t.Errorf("%v", problems)
	}
	short := 2
	rules.Deadline = dialogue.Deadline{DaysBefore: &short}
	if err := e.a.SaveRules(t.Context(), e.editor, e.at(t), rules); err != nil {
		t.Fatal(err)
	}
	m := e.page(t).Invitation.Meetings[0]
	if want := dialogue.DateOf(m.StartsAt).AddDays(-2).EndOfDay(); !m.ClosesAt.Equal(want) {
		t.Errorf("the meeting closes %v, want %v", m.ClosesAt, want)
	}
}

func TestAMeetingIsSavedAndRemoved(t *testing.T) {
	t.Parallel()
	e := newEditing(t, draft(sample.Innlandet2019()))
	start := dialogue.Date{Year: 2019, Month: 11, Day: 5}.At(10, 0)
	seven := 7
	id, err := e.a.AddMeeting(t.Context(), e.editor, e.series, MeetingEdit{
		Meeting:   dialogue.Meeting{StartsAt: start, EndsAt: start.Add(4 * time.Hour), Town: "Elverum", Deadline: dialogue.Deadline{DaysBefore: &seven}},
		UnitNames: "Elverum, Stange og Løten"})
	if err != nil {
		t.Fatal(err)
	}
	inv := e.page(t).Invitation
	m := *inv.Meeting(id)
	if want := (dialogue.Date{Year: 2019, Month: 10, Day: 29}).EndOfDay(); !m.ClosesAt.Equal(want) || len(m.Units) != 3 {
		t.Errorf("closes %v, %d units", m.ClosesAt, len(m.Units))
	}
	m.EndsAt = start
	m.Capacity = 40
	if p := problemsOf(t, e.a.SaveMeeting(t.Context(), e.editor, e.series, MeetingEdit{Meeting: m})); p["ends"].Key == "" {
		t.Errorf("%v", p)
	}
	m.EndsAt = time.Time{}
	if err := e.a.SaveMeeting(t.Context(), e.editor, e.series, MeetingEdit{Meeting: m}); err != nil {
		t.Fatal(err)
	}
	if err := e.a.SaveMeeting(t.Context(), e.editor, e.series, MeetingEdit{Meeting: m}); !errors.Is(err, dialogue.ErrStale) {
		t.Errorf("the same version twice: %v", err)
	}
	if err := e.a.RemoveMeeting(t.Context(), e.editor, e.series, id, m.Version+1); err != nil {
		t.Fatal(err)
	}
	if err := e.a.RemoveMeeting(t.Context(), e.editor, e.series, id, m.Version+1); !errors.Is(err, dialogue.ErrNotFound) {
		t.Errorf("removed twice: %v", err)
	}
}

func TestDocumentsAreWhatTheirBytesSay(t *testing.T) {
	t.Parallel()
	inv := draft(sample.Innlandet2019())
	e := newEditing(t, inv)
	pdf := sample.Files(inv)[0].Bytes
	title := dialogue.Text{NB: "Invitasjon"}
	for name, c := range map[string]struct {
		file  upload.File
		field string
	}{
		"a program called PDF": {upload.Bytes("brev.pdf", []byte("\x7fELF\x02\x01\x01\x00 program")), "file"},
		"a page":               {upload.Bytes("brev.pdf", []byte("<!doctype html><script>alert(1)</script>")), "file"},
		"too large":            {upload.Bytes("brev.pdf", append(slices.Clone(pdf), make([]byte, MaxFile)...)), "file"},
		"nothing":              {upload.File{}, "file"},
	} {
		err := e.a.AddMaterial(t.Context(), e.editor, e.at(t), dialogue.Material{Title: title, Audience: dialogue.ForAll}, c.file)
		if p := problemsOf(t, err); p[c.field].Key == "" {
			t.Errorf("%s: %v", name, p)
		}
	}
	n := len(e.page(t).Invitation.Materials)
	if err := e.a.AddMaterial(t.Context(), e.editor, e.at(t), dialogue.Material{Title: title, Audience: dialogue.ForRegistered},
		upload.Bytes(`C:\brev\..\Program «høst»<1>.exe`, pdf)); err != nil {
		t.Fatal(err)
	}
	materials := e.page(t).Invitation.Materials
	if len(materials) != n+1 {
		t.Fatalf("%d documents, want %d", len(materials), n+1)
	}
	if m := materials[n]; m.Filename != "Program høst 1.pdf" || m.MediaType != "application/pdf" || m.Size != len(pdf) {
		t.Errorf("stored as %q %s %d", m.Filename, m.MediaType, m.Size)
	}
	if err := e.a.SaveMaterials(t.Context(), e.editor, e.at(t), materials[n:]); err != nil {
		t.Fatal(err)
	}
	if left := e.page(t).Invitation.Materials; len(left) != 1 || left[0].Filename != "Program høst 1.pdf" {
		t.Errorf("left %v", left)
	}
}

func TestAnOldInvitationIsAStart(t *testing.T) {
	t.Parallel()
	e := newEditing(t, sample.OsloViken2020())
	old := e.page(t).Invitation
	id, err := e.a.CreateSeries(t.Context(), e.editor, NewSeries{Title: old.Series.Texts.Title, Kind: old.Series.Kind, Lang: dialogue.Bokmal, From: e.series})
	if err != nil {
		t.Fatal(err)
	}
	p, err := e.a.Editor(t.Context(), e.editor, id)
	if err != nil {
		t.Fatal(err)
	}
	got := p.Invitation
	if got.Series.State != dialogue.Draft || got.Series.Slug != old.Series.Slug+"-2" || !got.Series.Deadline.On.IsZero() {
		t.Errorf("%s %s %v", got.Series.State, got.Series.Slug, got.Series.Deadline)
	}
	if len(got.Roles) != len(old.Roles) || len(got.Regions) != len(old.Regions) || len(got.Meetings) != len(old.Meetings) ||
		len(got.Programme) != len(old.Programme) || len(got.Contacts) != len(old.Contacts) {
		t.Errorf("parts were lost: %d %d %d %d %d", len(got.Roles), len(got.Regions), len(got.Meetings), len(got.Programme), len(got.Contacts))
	}
	for _, m := range got.Meetings {
		if !m.StartsAt.IsZero() || m.TeamsURL != "" || got.Region(m.Region) == nil {
			t.Errorf("an old date, link or region: %+v", m)
		}
	}
	// Viken is no more: its municipalities have today's numbers.
	for _, u := range got.Regions[0].Units {
		if u.County == "30" {
			t.Errorf("%s is in a county that was", u.Name)
		}
	}
	if counties := got.Series.Rules.Invited.Counties; !slices.Contains(counties, "32") {
		t.Errorf("counties %v", counties)
	}
}
