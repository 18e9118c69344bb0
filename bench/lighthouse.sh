#!/usr/bin/env bash
# What Lighthouse says of the page, as the release binary serves it: a table of medians beside the targets. Not a part
# of the tests: a busy machine makes a slow page.
#
#   bench/lighthouse.sh [RUNS]    3 runs of each view unless told otherwise; builds the program if it is not there
set -euo pipefail
cd "$(dirname "$0")/.."
PATH="$PATH:${CARGO_HOME:-$HOME/.cargo}/bin"

program=${CARGO_TARGET_DIR:-target}/release/pixelprompt
[ -x "$program" ] || make build
npm --prefix bench/lighthouse install --silent --no-audit --no-fund
export CHROME_PATH=${CHROME_PATH:-$(command -v chromium || command -v google-chrome)}

data=$(mktemp -d)
trap 'kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; rm -rf "$data"' EXIT
mkfifo "$data/said"
"$program" serve --listen 127.0.0.1:0 --data "$data" >"$data/said" 2>"$data/log" &
server=$!
read -r line <"$data/said"
url=http://${line##*http://}/

# A gallery with something in it.
for prompt in "a red fox" "a green bus" "a blue bird on a yellow background"; do
    curl -sf -X POST "$url"generate -H 'Content-Type: application/json' -d "{\"prompt\": \"$prompt\", \"steps\": 4}" >/dev/null
done
until [ "$(curl -sf "$url"gallery/list | grep -o '"status":"completed"' | wc -l)" = 3 ]; do sleep 0.2; done

node bench/lighthouse/run.js "$url" "${1:-3}"
