package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// aCase is a small case's files in a directory of its own, by the flags' names.
func aCase(t *testing.T, changed map[string]string) map[string]string {
	t.Helper()
	files := map[string]string{
		"meetings": "meeting_id,capacity,floor_user\nM1,2,1\nM2,1,0\n",
		"units":    "unit_id,kind,county,rank1,rank2\nA,municipality,F1,M1,M2\nB,municipality,F1,M1,\nC,individual,F2,M2,M1\n",
		"persons":  "person_id,unit_id,order,role\na1,A,1,staff\na2,A,2,admin\nb1,B,1,staff\nc1,C,1,user\n",
	}
	dir := t.TempDir()
	paths := map[string]string{"seed": "1 2 3"}
	for name, content := range changed {
		files[name] = content
	}
	for name, content := range files {
		paths[name] = filepath.Join(dir, name)
		if err := os.WriteFile(paths[name], []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return paths
}

// selectionWith runs a command on the files with more arguments.
func selectionWith(t *testing.T, command string, files map[string]string, more ...string) (string, error) {
	t.Helper()
	args := []string{"selection", command}
	for flag, value := range files {
		args = append(args, "--"+flag, value)
	}
	var out bytes.Buffer
	err := run(t.Context(), append(args, more...), nil, &out, &out)
	return out.String(), err
}

func TestASelectionFromFilesIsMadeAndAccepted(t *testing.T) {
	t.Parallel()
	samples, err := filepath.Glob("../../internal/selection/testdata/cases/*")
	if err != nil || len(samples) == 0 {
		t.Fatal(err)
	}
	cases := map[string]map[string]string{"with rules": aCase(t, map[string]string{
		"rules": `{"where":"best_total","extra":"wishes_first","max_delegates":1,"locks":[{"unit":"B","lock":"out","reason":"har trukket seg"}]}`})}
	for _, dir := range samples {
		cases[filepath.Base(dir)] = map[string]string{"meetings": dir + "/meetings.csv", "units": dir + "/units.csv", "persons": dir + "/persons.csv", "seed": "7"}
	}
	for name, files := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join(t.TempDir(), "made", "here")
			told, err := selectionWith(t, "run", files, "--out", dir)
			if err != nil || !strings.Contains(told, "units") || !strings.Contains(told, "proven best") {
				t.Fatal(err, told)
			}
			var report struct {
				Seconds json.Number
				Levels  []struct{ Name string }
			}
			b, err := os.ReadFile(filepath.Join(dir, "report.json"))
			if err != nil || json.Unmarshal(b, &report) != nil || len(report.Levels) < 4 || report.Seconds == "" {
				t.Errorf("%v: %s", err, b)
			}
			if told, err := selectionWith(t, "verify", files, "--in", dir); err != nil {
				t.Error(err, told)
			}
			other := map[string]string{}
			for flag, value := range files {
				other[flag] = value
			}
			other["seed"] = "another"
			if told, err := selectionWith(t, "verify", other, "--in", dir); err == nil {
				t.Errorf("the lots of another public value are accepted: %s", told)
			}
		})
	}
}

func TestAFileThatCannotBeACaseIsNamedWithItsRow(t *testing.T) {
	t.Parallel()
	for what, c := range map[string]struct{ file, content, says string }{
		"a capacity in words":    {"meetings", "meeting_id,capacity\nM1,2\nM2,many\n", "meetings row 3"},
		"a meeting twice":        {"meetings", "meeting_id,capacity\nM1,2\nM2,1\nM1,3\n", "meetings row 4"},
		"no column for capacity": {"meetings", "meeting_id\nM1\nM2\n", "capacity"},
		"a wish for nothing":     {"units", "unit_id,kind,county,rank1\nA,x,F,M1\nB,x,F,M9\nC,x,F,M1\n", "units row 3"},
		"a row too short":        {"units", "unit_id,kind,county,rank1\nA,x,F,M1\nB,x\nC,x,F,M1\n", "units row 3"},
		"a person of nobody":     {"persons", "person_id,unit_id,order,role\na1,A,1,staff\nz1,Z,1,staff\n", "persons row 3"},
		"nothing":                {"persons", "", "persons"},
		"an unknown rule":        {"rules", `{"wher":"lot_order"}`, "rules"},
		"an unknown choice":      {"rules", `{"where":"best"}`, "rules"},
		"a lock on nobody":       {"rules", `{"locks":[{"unit":"Z","lock":"out","reason":"x"}]}`, "Z"},
		"locks beyond the room":  {"rules", `{"locks":[{"unit":"A","lock":"at","meeting":"M2","reason":"x"},{"unit":"C","lock":"at","meeting":"M2","reason":"x"}]}`, "M2"},
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join(t.TempDir(), "out")
			told, err := selectionWith(t, "run", aCase(t, map[string]string{c.file: c.content}), "--out", dir)
			if err == nil || errors.Is(err, errUsage) || !strings.Contains(err.Error(), c.says) {
				t.Errorf("said %v %s", err, told)
			}
			if _, err := os.Stat(dir); err == nil {
				t.Error("something was written all the same")
			}
		})
	}
	files := aCase(t, nil)
	files["units"] += ".csv"
	if _, err := selectionWith(t, "run", files, "--out", t.TempDir()); err == nil || !strings.Contains(err.Error(), files["units"]) {
		t.Errorf("a file that is not there: %v", err)
	}
}

func TestTheSelectionCommandsTellTheirOptions(t *testing.T) {
	t.Parallel()
	files := aCase(t, nil)
	delete(files, "seed")
	for _, args := range [][]string{{}, {"draw"}, {"run", "--seed", "1"}, {"run", "--in", "x"}, {"verify", "--out", "x"}} {
		var out bytes.Buffer
		if err := run(t.Context(), append([]string{"selection"}, args...), nil, &out, &out); !errors.Is(err, errUsage) || !strings.Contains(out.String(), "--meetings FILE") {
			t.Errorf("%v: %v %s", args, err, out.String())
		}
	}
	if told, err := selectionWith(t, "run", files, "--out", t.TempDir()); !errors.Is(err, errUsage) {
		t.Errorf("without a seed: %v %s", err, told)
	}
}
