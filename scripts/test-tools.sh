#!/bin/sh
# Puts what judges the pages (axe-core, vnu-jar) into test/node_modules, when the lock file has changed or they are missing.
set -eu
cd "$(dirname "$0")/../test"
cmp -s package-lock.json node_modules/.installed && exit 0
command -v npm >/dev/null || { echo "scripts/test-tools.sh: npm is needed (Debian: apt-get install npm)" >&2; exit 1; }
npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
cp package-lock.json node_modules/.installed
