#!/usr/bin/env bash
# Fuzzes a running program by its own OpenAPI document: no 5xx, and no answer outside the document.
#
#   tests/fuzz/run.sh [EXAMPLES]   how many requests for each operation and phase; 40 if not given
set -euo pipefail
cd "$(dirname "$0")/../.."
PATH="$PATH:${CARGO_HOME:-$HOME/.cargo}/bin"

cargo build --quiet --package pixelprompt
data=$(mktemp -d)
trap 'kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; rm -rf "$data"' EXIT
mkfifo "$data/said"
# The limits are for people; the fuzzer comes from this machine, which no limit holds for.
env -i PATH="$PATH" RUST_LOG=error target/debug/pixelprompt serve --listen 127.0.0.1:0 --data "$data/data" >"$data/said" 2>"$data/log" &
server=$!
read -r line <"$data/said"
url=http://${line##*http://}

tests/fuzz/.venv/bin/st --config-file tests/fuzz/schemathesis.toml run "$url/openapi.json" --url "$url" \
    --max-examples "${1:-40}" || {
    echo 'the log of the program:' >&2
    tail -20 "$data/log" >&2
    exit 1
}
