#!/usr/bin/env bash
# What a call costs through our adapter, through LiteLLM's proxy and through the whole studio, in one run.
#
#   bench/overhead.sh [ARGUMENTS]   such as --rounds 2; installs LiteLLM into bench/.venv
set -euo pipefail
cd "$(dirname "$0")/.."
PATH="$PATH:${CARGO_HOME:-$HOME/.cargo}/bin"

venv=bench/.venv
if ! cmp -s bench/requirements.txt "$venv/installed.txt"; then
    python3 -m venv "$venv"
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --requirement bench/requirements.txt
    cp bench/requirements.txt "$venv/installed.txt"
fi
cargo build --quiet --release --package pixelprompt --package pixelprompt-bench
exec cargo run --quiet --release --package pixelprompt-bench -- overhead --litellm "$venv/bin/litellm" "$@"
