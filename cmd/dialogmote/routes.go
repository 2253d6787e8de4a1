package main

import (
	"fmt"
	"text/tabwriter"

	"dialogmote/internal/web"
)

// routes prints every address with who may open it.
func routes(p process) error {
	if err := p.noArguments("routes"); err != nil {
		return err
	}
	table := tabwriter.NewWriter(p.out, 0, 0, 2, ' ', 0)
	for _, r := range web.Routes() {
		if err := r.Check(); err != nil {
			return err
		}
		fmt.Fprintf(table, "%s\t%s\t%v\n", r.Method, r.Pattern, r.Access)
	}
	return table.Flush()
}
