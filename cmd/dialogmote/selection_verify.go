package main

import (
	"fmt"
	"os"
	"path/filepath"

	"dialogmote/internal/selection/verify"
)

// verifySelection tells what is wrong with a selection that was made before, line by line; nothing of it is made again.
func verifySelection(p process, f selectionFiles) error {
	content, err := f.read()
	if err != nil {
		return err
	}
	in := verify.Input{Meetings: content["meetings"], Units: content["units"], Persons: content["persons"], Rules: content["rules"], Public: f.seed}
	if in.Assignment, err = os.ReadFile(filepath.Join(f.dir, "assignment.csv")); err != nil {
		return err
	}
	if in.Report, err = os.ReadFile(filepath.Join(f.dir, "report.json")); err != nil {
		return err
	}
	faults := verify.Check(in)
	for _, fault := range faults {
		fmt.Fprintln(p.out, fault)
	}
	if len(faults) > 0 {
		return fmt.Errorf("%s: %d faults", f.dir, len(faults))
	}
	fmt.Fprintln(p.out, "Everything is as it should be: rules, counts, lots, hashes and reasons.")
	return nil
}
