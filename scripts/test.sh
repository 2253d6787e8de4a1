#!/bin/sh
# Every test, with one PostgreSQL for all of them. Arguments go to go test: scripts/test.sh -run Clock
set -eu
cd "$(dirname "$0")/.."
if [ -n "${TEST_DATABASE_URL:-}" ]; then server=; else server=postgresql; fi
scripts/need.sh $server chromium java npm
static/install.sh
scripts/test-tools.sh
go build -o bin/withdb ./internal/testdb/withdb
# A fifth of the time would go to collecting garbage. The long ones first, so that none of them is alone at the end.
export GOGC=400
exec bin/withdb go test -timeout 10m "$@" ./internal/web ./cmd/gallery ./internal/app ./...
