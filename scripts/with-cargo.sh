#!/usr/bin/env bash
# Runs cargo, also where it was installed a moment ago and no new shell has been opened since.
set -euo pipefail
PATH="$PATH:${CARGO_HOME:-$HOME/.cargo}/bin"
exec cargo "$@"
