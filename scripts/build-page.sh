#!/usr/bin/env bash
# Builds the page into web/dist, unless it is newer than everything that it is built from.
set -euo pipefail
cd "$(dirname "$0")/../web"
if [ -f dist/index.html ] && [ -z "$(find . -path ./node_modules -prune -o -path ./dist -prune -o -type f -newer dist/index.html -print -quit)" ]; then
    exit 0
fi
npm run --silent build
