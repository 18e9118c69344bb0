#!/usr/bin/env bash
# Do we speak OpenAI's image API, or only what our own mock takes for it? A server that somebody else wrote
# (tests/independent) paints for the program, and refuses.
#
#   scripts/check-independent.sh [PROGRAM]   the program; built, if not given
set -euo pipefail
cd "$(dirname "$0")/.."
PATH="$PATH:${CARGO_HOME:-$HOME/.cargo}/bin"

venv=tests/independent/.venv
if ! cmp -s tests/independent/requirements.txt "$venv/installed.txt"; then
    python3 -m venv "$venv"
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --requirement tests/independent/requirements.txt
    cp tests/independent/requirements.txt "$venv/installed.txt"
fi
program=${1:-target/debug/pixelprompt}
[ $# -gt 0 ] || cargo build --quiet --package pixelprompt

PROGRAM="$program" exec "$venv/bin/python" -B tests/independent/test_muse.py
