#!/usr/bin/env bash
# Runs every test, whatever fails on the way, and closes with one line: "N passed, N failed".
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1
PATH="$PATH:${CARGO_HOME:-$HOME/.cargo}/bin"

log=$(mktemp)
trap 'rm -f "$log"' EXIT
passed=0
failed=0

# run COUNTER COMMAND…: shows the output, lets COUNTER (a function) print "passed failed" from it,
# and counts one failure where the command failed without naming any, as a broken build does.
run() {
    local counter=$1 good bad status
    shift
    printf '\n== %s\n' "$*"
    "$@" 2>&1 </dev/null | tee "$log"
    status=${PIPESTATUS[0]}
    read -r good bad < <("$counter" "$log")
    if [ "$status" -ne 0 ] && [ "$bad" -eq 0 ]; then bad=1; fi
    passed=$((passed + good))
    failed=$((failed + bad))
}

# cargo test: "test result: FAILED. 3 passed; 1 failed; …", once per test binary.
cargo_test() {
    awk '/^test result: / { for (i = 2; i <= NF; i++) { if ($i ~ /^passed/) p += $(i-1); if ($i ~ /^failed/) f += $(i-1) } }
         END { print p + 0, f + 0 }' "$1"
}

# cargo nextest: "Summary [ 1.2s] 41 tests run: 38 passed (1 slow), 2 failed, 1 timed out, 3 skipped".
nextest() {
    sed 's/\x1b\[[0-9;]*m//g' "$1" | awk '/^ *Summary \[/ {
            sub(/.*run: /, ""); n = split($0, part, /, /)
            for (i = 1; i <= n; i++) {
                if (part[i] ~ /^[0-9]+ passed/) p += part[i]
                if (part[i] ~ /^[0-9]+ (failed|timed out|exec failed)/) f += part[i]
            }
         } END { print p + 0, f + 0 }'
}

# unittest: "Ran 5 tests in 1.2s", then "OK" or "FAILED (failures=1, errors=2, skipped=1)".
unittest() {
    awk '/^Ran [0-9]+ tests? in/ { ran += $2 }
         /^(OK|FAILED)( \(.*\))?$/ {
            n = split($0, part, /[(), ]+/)
            for (i = 1; i <= n; i++) {
                split(part[i], pair, "=")
                if (pair[1] ~ /^(failures|errors)$/) f += pair[2]
                if (pair[1] == "skipped") s += pair[2]
            }
         } END { print ran - f - s, f + 0 }' "$1"
}

# vitest: "      Tests  3 failed | 41 passed (44)".
vitest() {
    sed 's/\x1b\[[0-9;]*m//g' "$1" | awk '/^ *Tests  / {
            n = split($0, part, /[ |]+/)
            for (i = 2; i <= n; i++) { if (part[i] == "passed") p += part[i-1]; if (part[i] == "failed") f += part[i-1] }
         } END { print p + 0, f + 0 }'
}

# playwright: "  17 passed (1.0m)", "  2 failed", "  1 flaky".
playwright() {
    sed 's/\x1b\[[0-9;]*m//g' "$1" | awk '/^ +[0-9]+ passed/ { p = $1 } /^ +[0-9]+ (failed|flaky|interrupted|did not run)/ { f += $1 }
         END { print p + 0, f + 0 }'
}

# A rule of the workspace is no test, but breaking it fails the run.
rule() { echo 0 0; }

run rule cargo fmt --all -- --check
run rule scripts/check-rooms.sh
run rule scripts/check-licences.py

# The page first: the program has it inside.
cd web || exit 1
run rule npm run --silent types:check
run rule npm run --silent lint
run vitest npm test --silent
cd .. || exit 1
run rule scripts/build-page.sh
run rule npm --prefix web run --silent budget

if cargo nextest --version >/dev/null 2>&1; then
    run nextest cargo nextest run --workspace --no-fail-fast
    run cargo_test cargo test --workspace --doc --no-fail-fast
else
    run cargo_test cargo test --workspace --no-fail-fast
fi
# What the tests above have built.
program=${CARGO_TARGET_DIR:-target}/debug/pixelprompt
PIXELPROMPT_BIN=$(realpath "$program") run playwright npm --prefix web run --silent e2e
run rule tests/fuzz/run.sh
run unittest scripts/check-mock.sh "$program"
run unittest scripts/check-independent.sh "$program"
run unittest scripts/check-deploy.sh "$program"
cd painter || exit 1
run unittest .venv/bin/python -B -m unittest discover --start-directory train/tests --top-level-directory .

printf '\n%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
