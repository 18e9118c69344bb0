#!/usr/bin/env bash
# What a gallery of 100,000 jobs costs: its requests, and half a minute of scrolling through it in a browser. Not a part
# of the tests: a busy machine makes a slow page.
#
#   bench/gallery.sh [JOBS]    100000 unless told otherwise
set -euo pipefail
cd "$(dirname "$0")/.."
PATH="$PATH:${CARGO_HOME:-$HOME/.cargo}/bin"

target=${CARGO_TARGET_DIR:-target}/release
program=$target/pixelprompt
[ -x "$program" ] || make build
[ -x "$target/pixelprompt-bench" ] || cargo build --quiet --release --package pixelprompt-bench
[ -d web/node_modules ] || scripts/setup.sh page
export CHROME_PATH=${CHROME_PATH:-$(command -v chromium || command -v google-chrome)}

data=$(mktemp -d)
server=
stop() {
    [ -z "$server" ] || { kill "$server"; wait "$server" || true; } 2>/dev/null
    server=
}
trap 'stop; rm -rf "$data"' EXIT
start() {
    mkfifo "$data/said"
    "$program" serve --listen 127.0.0.1:0 --data "$data" >"$data/said" 2>"$data/log" &
    server=$!
    read -r line <"$data/said"
    rm "$data/said"
    url=http://${line##*http://}/
}

# A few that are really painted; the others are these again, at other times.
start
for prompt in "a red fox on a light blue background" "a green bus on a white background" "an owl on a dark blue background" \
    "a purple butterfly on a yellow background" "a robot on a pink background" "a blue whale on a white background"; do
    curl -sf -X POST "$url"generate -H 'Content-Type: application/json' \
        -d "{\"prompt\": \"$prompt\", \"models\": [\"painter/noto\", \"painter/twemoji\"]}" >/dev/null
done
until [ "$(curl -sf "$url"gallery/list | grep -o '"status":"completed"' | wc -l)" = 6 ]; do sleep 0.2; done
stop
"$target/pixelprompt-bench" fill --folder "$data" --jobs "${1:-100000}"

start
node bench/gallery/requests.js "$url"
node bench/gallery/scroll.js "$url"
