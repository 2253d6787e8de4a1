package norway

import (
	"embed"
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"dialogmote/internal/dialogue"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

//go:embed data/*.csv
var files embed.FS

// register is the whole of the data. Nothing in it is changed after it is read.
type register struct {
	municipalities []Municipality // in Norwegian order of names, then number, then period
	byNumber       map[string][]int
	byName         map[string][]int
	counties       []County // by number
	districts      []District
	offices        []Office
	tiles          []division
}

// loaded reads the register at the first use. The files are part of the program, so one that can't be read is a broken
// build: it panics.
var loaded = sync.OnceValue(func() *register {
	r, err := read()
	if err != nil {
		panic("norway: " + err.Error())
	}
	return r
})

func read() (*register, error) {
	r := &register{byNumber: map[string][]int{}, byName: map[string][]int{}}
	err := rows("municipalities.csv", func(f row) {
		r.municipalities = append(r.municipalities, Municipality{
			Number: f.text("number"), Name: f.text("name"), Parallel: splitNames(f.text("name_nn_or_sami_if_any")),
			County: f.text("county_number"), ValidFrom: f.date("valid_from"), ValidTo: f.date("valid_to"),
			OrgNumber: f.text("org_number"), Website: f.text("website"), Email: f.text("email"),
			Domains: f.list("email_domains"), Successors: f.list("successor_number"), Predecessors: f.list("predecessor_number"),
		})
	})
	if err != nil {
		return nil, err
	}
	order := Order()
	slices.SortStableFunc(r.municipalities, func(a, b Municipality) int {
		if c := order(a.Name, b.Name); c != 0 {
			return c
		}
		if c := strings.Compare(a.Number, b.Number); c != 0 {
			return c
		}
		return strings.Compare(a.ValidFrom.String(), b.ValidFrom.String())
	})
	for i, m := range r.municipalities {
		r.byNumber[m.Number] = append(r.byNumber[m.Number], i)
		r.byName[m.Name] = append(r.byName[m.Name], i)
	}
	err = rows("counties.csv", func(f row) {
		r.counties = append(r.counties, County{
			Number: f.text("number"), Name: f.text("name"), Parallel: splitNames(f.text("name_nn_or_sami_if_any")),
			ValidFrom: f.date("valid_from"), ValidTo: f.date("valid_to"), Successors: f.list("successor_number"),
			majority: map[string]dialogue.Lang{"bokmål": dialogue.Bokmal, "nynorsk": dialogue.Nynorsk}[f.text("majority_written_language")],
		})
	})
	if err != nil {
		return nil, err
	}
	err = rows("districts.csv", func(f row) {
		r.districts = append(r.districts, District{
			Code: f.text("code"), Name: f.text("name"), Municipality: f.text("municipality_number"), MunicipalityName: f.text("municipality_name"),
			Kind: f.text("kind"), ValidFrom: f.date("valid_from"), ValidTo: f.date("valid_to"), Successor: f.text("successor_code"),
		})
	})
	if err != nil {
		return nil, err
	}
	err = rows("offices.csv", func(f row) {
		r.offices = append(r.offices, Office{
			Slug: f.text("slug"), Name: dialogue.Text{NB: f.text("name"), NN: f.text("name_nn")}, Parallel: splitNames(f.text("name_sami_kven")),
			Counties: f.list("county_numbers"), ValidFrom: f.date("valid_from"), ValidTo: f.date("valid_to"),
			Successor: f.text("successor_slug"), OrgNumber: f.text("org_number"), Email: f.text("email"),
		})
	})
	if err != nil {
		return nil, err
	}
	r.tiles, err = readTiles()
	return r, err
}

// Order compares names as Norwegians sort them. Make one for each sort: it keeps buffers.
func Order() func(a, b string) int {
	return collate.New(language.MustParse("nn")).CompareString // x/text has Norwegian rules under this tag only
}

// row is one line of a file, by column name.
type row struct {
	columns map[string]int
	fields  []string
	wrong   *error
}

func rows(name string, each func(row)) error {
	f, err := files.Open("data/" + name)
	if err != nil {
		return err
	}
	defer f.Close()
	all, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	columns := map[string]int{}
	for i, column := range all[0] {
		columns[column] = i
	}
	for i, fields := range all[1:] {
		var wrong error
		each(row{columns, fields, &wrong})
		if wrong != nil {
			return fmt.Errorf("%s line %d: %w", name, i+2, wrong)
		}
	}
	return nil
}

func (f row) text(column string) string {
	i, ok := f.columns[column]
	if !ok {
		*f.wrong = fmt.Errorf("no column %q", column)
		return ""
	}
	return f.fields[i]
}

func (f row) list(column string) []string {
	s := f.text(column)
	if s == "" {
		return nil
	}
	return strings.Split(s, ";")
}

func (f row) date(column string) dialogue.Date {
	s := f.text(column)
	if s == "" {
		return dialogue.Date{}
	}
	d, ok := dialogue.ParseISODate(s)
	if !ok {
		*f.wrong = fmt.Errorf("%s: %q is not a date", column, s)
	}
	return d
}

func (f row) number(column string) int {
	n, err := strconv.Atoi(f.text(column))
	if err != nil {
		*f.wrong = fmt.Errorf("%s: %w", column, err)
	}
	return n
}

func splitNames(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, " / ")
}

// holds reports whether a period that ends before to contains the day.
func holds(from, to, on dialogue.Date) bool {
	return !on.IsZero() && !on.Before(from) && (to.IsZero() || on.Before(to))
}
