#!/bin/sh
# Makes sure that programs are on this machine: scripts/need.sh postgresql chromium java npm
# What is missing is installed with apt when we are root or may use sudo without a password. Otherwise it is named, and the
# script fails.
set -eu

has() {
	case $1 in
	postgresql)
		[ -n "${PG_BIN:-}" ] && [ -x "$PG_BIN/initdb" ] && return
		for bin in /usr/lib/postgresql/*/bin; do [ -x "$bin/postgres" ] && return; done
		command -v postgres >/dev/null && command -v initdb >/dev/null ;;
	chromium) command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null ;;
	*) command -v "$1" >/dev/null ;;
	esac
}

package() {
	case $1 in
	java) echo default-jre-headless ;;
	*) echo "$1" ;;
	esac
}

missing=
for name; do has "$name" || missing="$missing $(package "$name")"; done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ]; then as_root=
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then as_root="sudo -n"
else as_root=none
fi
if command -v apt-get >/dev/null && [ "$as_root" != none ]; then
	echo "Installing:$missing"
	export DEBIAN_FRONTEND=noninteractive
	# The list of packages may be old or empty: fetch it and try once more.
	$as_root apt-get install -y --no-install-recommends $missing >/dev/null 2>&1 ||
		{ $as_root apt-get update -qq && $as_root apt-get install -y --no-install-recommends $missing >/dev/null; } || true
fi

failed=
for name; do has "$name" || failed="$failed $(package "$name")"; done
[ -n "$failed" ] || exit 0
echo "Missing on this machine:$failed" >&2
echo "Install with: sudo apt-get install$failed" >&2
case $failed in *postgresql*)
	echo "PostgreSQL 15 or newer in another place? Set PG_BIN to the folder that holds initdb and postgres." >&2
	echo "Or use a server you have: DATABASE_OWNER_URL and DATABASE_URL for the demo, TEST_DATABASE_URL for tests." >&2 ;;
esac
exit 1
