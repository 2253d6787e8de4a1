#!/bin/sh
# What must be true of the source besides passing tests. Says everything that isn't, then fails.
set -u
cd "$(dirname "$0")/.."
failed=0
check() { # a name, then a command that says what is wrong
	name=$1; shift
	printf '%-42s' "$name"
	if out=$("$@" 2>&1); then echo ok; else echo FAILED; printf '%s\n' "$out" | sed 's/^/    /'; failed=1; fi
}

generated() {
	before=$(sums); go tool templ generate -log-level error || return 1
	after=$(sums); [ "$before" = "$after" ] && return
	echo "these were not what their .templ files say, and have been written again:"
	{ printf '%s\n' "$before"; printf '%s\n' "$after"; } | sort | uniq -u | awk '{print $2}' | sort -u
	return 1
}
sums() { find . -name node_modules -prune -o -name '*_templ.go' -exec sha256sum {} + | sort -k 2; }
formatted() {
	out=$(find . -name node_modules -prune -o -name '*.go' ! -name '*_templ.go' -exec gofmt -l {} +)
	[ -z "$out" ] || { echo "not formatted by gofmt:"; echo "$out"; return 1; }
}
database_files() { go build -o bin/withdb ./internal/testdb/withdb && bin/withdb go test -count=1 -run TestSchemaIsWrittenDown ./migrations; }

scripts/need.sh postgresql || exit 1
check "generated pages are up to date" generated
check "docs/schema.sql is up to date" database_files
check "formatting" formatted
check "map of imports, use of clocks" go test -count=1 ./internal
check "modules are what go.sum says" go mod verify
check "go vet" go vet ./...
check "staticcheck" go run honnef.co/go/tools/cmd/staticcheck@v0.8.2 ./...
exit $failed
