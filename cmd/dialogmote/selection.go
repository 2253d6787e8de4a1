package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"text/tabwriter"
	"time"

	"dialogmote/internal/selection"
)

const selectionUsage = `Usage:
  dialogmote selection run    --meetings FILE --units FILE --persons FILE [--rules FILE] --seed TEXT --out DIR
  dialogmote selection verify --meetings FILE --units FILE --persons FILE [--rules FILE] --seed TEXT --in DIR

run proposes who gets a place at which meeting, and writes assignment.csv and report.json in DIR. verify checks such a DIR with a program
that shares nothing with the one that made it. TEXT is the public value that the lots are drawn from. No database is needed.
`

// selectionFiles are the command line of a case from outside the database.
type selectionFiles struct {
	meetings, units, persons, rules, seed, dir string
}

func selectionCommand(p process) error {
	commands := map[string]struct {
		dir string
		do  func(process, selectionFiles) error
	}{"run": {"out", runSelection}, "verify": {"in", verifySelection}}
	if len(p.args) == 0 || commands[p.args[0]].do == nil {
		fmt.Fprint(p.err, selectionUsage)
		return errUsage
	}
	command := commands[p.args[0]]
	var f selectionFiles
	flags := flag.NewFlagSet("dialogmote selection "+p.args[0], flag.ContinueOnError)
	flags.SetOutput(p.err)
	flags.Usage = func() { fmt.Fprint(p.err, selectionUsage) }
	for name, value := range map[string]*string{"meetings": &f.meetings, "units": &f.units, "persons": &f.persons, "rules": &f.rules,
		"seed": &f.seed, command.dir: &f.dir} {
		flags.StringVar(value, name, "", "")
	}
	if err := flags.Parse(p.args[1:]); err != nil {
		return errUsage
	}
	for _, value := range []string{f.meetings, f.units, f.persons, f.seed, f.dir} {
		if value == "" || flags.NArg() > 0 {
			flags.Usage()
			return errUsage
		}
	}
	return command.do(p, f)
}

// runSelection solves the case and writes both files, or neither.
func runSelection(p process, f selectionFiles) error {
	content, err := f.read()
	if err != nil {
		return err
	}
	c, err := selection.ReadCase(bytes.NewReader(content["meetings"]), bytes.NewReader(content["units"]), bytes.NewReader(content["persons"]),
		bytes.NewReader(content["rules"]))
	if err != nil {
		return fmt.Errorf("not a case: %w", err)
	}
	began := time.Now()
	result, err := selection.Solve(c, selection.SeedOf(c, f.seed))
	if err != nil {
		return err
	}
	took := int(time.Since(began).Milliseconds())
	var assignment, report bytes.Buffer
	if err := errors.Join(selection.WriteAssignment(&assignment, result), selection.WriteReport(&report, c, result, took)); err != nil {
		return err
	}
	if err := os.MkdirAll(f.dir, 0o755); err != nil {
		return err
	}
	// The report names the assignment's hash, so it is written last.
	for _, file := range []struct {
		name string
		b    []byte
	}{{"assignment.csv", assignment.Bytes()}, {"report.json", report.Bytes()}} {
		if err := os.WriteFile(filepath.Join(f.dir, file.name), file.b, 0o644); err != nil {
			return err
		}
	}
	return tellSelection(p.out, f.dir, result, report.Bytes())
}

// tellSelection prints how good each level is, and what floors could not be met.
func tellSelection(out io.Writer, dir string, result selection.Result, report []byte) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "level\tvalue\tbound\t")
	for _, l := range result.Levels {
		word := "proven best"
		if !l.Proven {
			word = fmt.Sprintf("gap %d", max(l.Bound-l.Value, l.Value-l.Bound))
		}
		fmt.Fprintf(w, "%s\t%d\t%d\t%s\n", l.Name, l.Value, l.Bound, word)
	}
	for _, s := range result.Shortfalls {
		fmt.Fprintf(w, "%s: %d of %d wished-for\t%s\t\t\n", s.Meeting, s.Placed, s.Floor, s.Role)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	var written struct {
		Seconds json.Number
		Result  string `json:"result_sha256"`
	}
	if err := json.Unmarshal(report, &written); err != nil {
		return err
	}
	_, err := fmt.Fprintf(out, "%s seconds, result %s, written in %s\n", written.Seconds, written.Result, dir)
	return err
}

// read reads the files of the case by their flags' names; the rules are empty when there are none.
func (f selectionFiles) read() (map[string][]byte, error) {
	content := map[string][]byte{}
	for _, file := range [][2]string{{"meetings", f.meetings}, {"units", f.units}, {"persons", f.persons}, {"rules", f.rules}} {
		if file[1] == "" {
			continue
		}
		b, err := os.ReadFile(file[1])
		if err != nil {
			return nil, err
		}
		content[file[0]] = b
	}
	return content, nil
}
