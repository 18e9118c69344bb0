#!/usr/bin/env bash
# Does the page keep anything that it should let go of? Paints, browses and closes for ten minutes in a browser, and
# shows heap, nodes, listeners, object URLs and event sources after every round, and how they grow. `make test` does the
# same for a minute.
#
#   bench/leak.sh [MINUTES]
set -euo pipefail
cd "$(dirname "$0")/.."
PATH="$PATH:${CARGO_HOME:-$HOME/.cargo}/bin"

program=${CARGO_TARGET_DIR:-target}/release/pixelprompt
[ -x "$program" ] || make build
[ -d web/node_modules ] || scripts/setup.sh page
PIXELPROMPT_BIN=$(realpath "$program") LEAK_MINUTES=${1:-10} npm --prefix web run --silent e2e -- leak --project desktop
