#!/bin/sh
# Fetches what the pages are drawn with, and copies exactly the files that are served into static/npm/. Runs npm only when
# the lock file has changed or a file is missing. Nothing is left outside static/npm/, and no package's script is run.
set -eu
cd "$(dirname "$0")"

files="designsystemet.css designsystemet-theme.css inter-latin.woff2 inter-latin-ext.woff2"

up_to_date() {
	cmp -s package-lock.json npm/.installed || return 1
	for f in $files; do [ -s "npm/$f" ] || return 1; done
}
if up_to_date; then exit 0; fi

command -v npm >/dev/null || { echo "static/install.sh: npm is needed (Debian: apt-get install npm)" >&2; exit 1; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp package.json package-lock.json "$work/"
(cd "$work" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)

css=$work/node_modules/@digdir/designsystemet-css/dist
inter=$work/node_modules/@fontsource-variable/inter/files
rm -f npm/.installed
cp "$css/src/index.css" npm/designsystemet.css
cp "$css/theme/designsystemet.css" npm/designsystemet-theme.css
cp "$inter/inter-latin-wght-normal.woff2" npm/inter-latin.woff2
cp "$inter/inter-latin-ext-wght-normal.woff2" npm/inter-latin-ext.woff2
cp package-lock.json npm/.installed
