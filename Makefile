# The commands of the project. «make» alone lists them.
.DEFAULT_GOAL := help
SHELL := /bin/sh
.PHONY: help run dev test verify generate gallery assets build clean-demo bench bench-selection random

# Options for the demonstration: make run DEMO="--addr 127.0.0.1:8090 --now 2019-08-25T10:00"
DEMO ?=

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## Start the whole program with demonstration content on http://127.0.0.1:8080
	@[ -n "$$DATABASE_OWNER_URL" ] || scripts/need.sh postgresql
	@$(MAKE) --no-print-directory build
	@exec bin/dialogmote demo $(DEMO)

build: assets ## Build bin/dialogmote
	@CGO_ENABLED=0 go build -trimpath -o bin/dialogmote ./cmd/dialogmote

assets: ## Fetch the design system and the typeface into static/npm
	@static/install.sh

dev: assets ## As run, and start again when a page or a Go file changes
	@scripts/need.sh postgresql
	go tool templ generate --watch --cmd "go run ./cmd/dialogmote demo $(DEMO)"

test: ## Run every test, browser tests included
	@scripts/test.sh

verify: assets ## Check generated code, schema.sql, formatting, map of imports, go vet and staticcheck
	@scripts/verify.sh

bench: assets ## Measure what has a benchmark: speed, and what the time of an answer gives away
	@scripts/need.sh postgresql
	@go build -o bin/withdb ./internal/testdb/withdb
	@bin/withdb go test -count=1 -timeout 30m -run '^$$' -bench . -benchtime 1x $$(grep -rl '^func Benchmark' --include='*_test.go' internal cmd | xargs -n1 dirname | sort -u | sed 's|^|./|')

random: assets ## Send a thousand random submissions to each form (some minutes)
	@scripts/need.sh postgresql
	@go build -o bin/withdb ./internal/testdb/withdb
	@bin/withdb go test -count=1 -timeout 30m -run Random ./internal/web -rapid.checks=334

bench-selection: ## Judge the selection in full: one line for each metric (many minutes)
	@go test -count=1 -timeout 90m -run TestHowItIsJudged -v ./internal/selection/judge -full

generate: ## Write generated code and docs/schema.sql again
	go tool templ generate
	go build -o bin/withdb ./internal/testdb/withdb
	bin/withdb go test -count=1 -run TestSchemaIsWrittenDown ./migrations -update

gallery: assets ## Draw every page and letter with sample data, with pictures
	@scripts/need.sh chromium
	go run ./cmd/gallery

clean-demo: ## Remove the demonstration's data
	@[ -x bin/dialogmote ] || $(MAKE) --no-print-directory build
	@bin/dialogmote demo --remove
