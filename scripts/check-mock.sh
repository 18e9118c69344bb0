#!/usr/bin/env bash
# Is the mock of the providers honest? The official client libraries of six of them talk to it.
#
#   scripts/check-mock.sh [PROGRAM]   the program that is the mock; built, if not given
set -euo pipefail
cd "$(dirname "$0")/.."
PATH="$PATH:${CARGO_HOME:-$HOME/.cargo}/bin"

venv=tests/mock/.venv
if ! cmp -s tests/mock/requirements.txt "$venv/installed.txt"; then
    python3 -m venv "$venv"
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --requirement tests/mock/requirements.txt
    cp tests/mock/requirements.txt "$venv/installed.txt"
fi
program=${1:-target/debug/pixelprompt}
[ $# -gt 0 ] || cargo build --quiet --package pixelprompt

data=$(mktemp -d)
trap 'kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; rm -rf "$data"' EXIT
mkfifo "$data/said"
"$program" mock-providers --listen 127.0.0.1:0 >"$data/said" &
server=$!
read -r line <"$data/said"

# The libraries would send their requests through the environment's proxies.
env -u HTTP_PROXY -u HTTPS_PROXY -u ALL_PROXY -u http_proxy -u https_proxy -u all_proxy \
    MOCK_URL="http://${line##*http://}" "$venv/bin/python" -B -W ignore::ResourceWarning -m unittest discover --start-directory tests/mock
