#!/usr/bin/env bash
# Does the deployment to AWS hold what it promises: the template, the rights, the scripts and what they cost?
#
#   scripts/check-deploy.sh [PROGRAM]   the program for the smoke test; built, if not given
set -euo pipefail
cd "$(dirname "$0")/.."
PATH="$PATH:${CARGO_HOME:-$HOME/.cargo}/bin"

venv=tests/deploy/.venv
if ! cmp -s tests/deploy/requirements.txt "$venv/installed.txt"; then
    python3 -m venv "$venv"
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --requirement tests/deploy/requirements.txt
    cp tests/deploy/requirements.txt "$venv/installed.txt"
fi
program=${1:-target/debug/pixelprompt}
[ $# -gt 0 ] || cargo build --quiet --package pixelprompt

# Nobody's keys and proxies: what is asked of Amazon here is answered on this machine, or not at all.
PROGRAM=$(realpath "$program") exec env -u AWS_PROFILE -u AWS_SESSION_TOKEN -u HTTP_PROXY -u HTTPS_PROXY -u ALL_PROXY \
    -u http_proxy -u https_proxy -u all_proxy "$venv/bin/python" -B -W ignore -m unittest discover --start-directory tests/deploy
