#!/usr/bin/env bash
# Keeps the rooms apart: the crate graph is the architecture, so it is checked like code.
set -euo pipefail
cd "$(dirname "$0")/.."
wrong=0

# closed ROOM PATTERN REASON: no dependency of the room, direct or not, may match the pattern.
closed() {
    local tree found
    tree=$(cargo tree --package "$1" --edges normal --prefix none --format '{p}')
    found=$(awk '{ print $1 }' <<<"$tree" | sort -u | grep -vx "$1" | grep -Ex "$2" | xargs) || return 0
    printf '%s must not depend on %s: %s\n' "$1" "$found" "$3" >&2
    wrong=1
}

io='tokio|reqwest|hyper|axum|tower|sqlx|sea-orm|rusqlite|redis|fred|object_store|aws-.*|lambda_.*|futures-executor'
closed pixelprompt-domain "$io|png|image|pixelprompt-.*" 'types and rules do no I/O and know no other room'
closed pixelprompt-picture "$io|pixelprompt-.*" 'pixels know nothing of models'
closed pixelprompt-painter "$io|pixelprompt-.*" 'the painter knows nothing of the rest'
web='reqwest|hyper|axum|tower|tower-http|utoipa.*|sqlx|sea-orm|rusqlite|redis|fred|object_store|aws-.*|lambda_.*'
closed pixelprompt-engine "$web|clap|pixelprompt|pixelprompt-(cli|config|painter|providers|server|storage|testkit)" 'the engine knows ports and no adapter'
closed pixelprompt-config "$io|pixelprompt|pixelprompt-(engine|painter|picture|providers|server|storage)" 'the configuration depends on the domain alone'
closed pixelprompt-server 'rusqlite|sqlx|object_store|reqwest|aws-.*|clap|pixelprompt|pixelprompt-(config|painter|providers|storage)' 'the server knows the engine and no adapter'
closed pixelprompt-storage 'axum|clap|pixelprompt|pixelprompt-(config|engine|painter|picture|providers|server)' 'storage depends on the domain alone'
closed pixelprompt-aws 'axum|sqlx|rusqlite|object_store|aws-.*|lambda_.*|clap|pixelprompt|pixelprompt-.*' 'signed calls know no other room'
closed pixelprompt-testkit 'reqwest|rusqlite|object_store|clap|pixelprompt|pixelprompt-(config|engine|painter|providers|server|storage)' 'what tests an adapter knows none'
closed pixelprompt-providers 'axum|sqlx|sea-orm|rusqlite|object_store|clap|pixelprompt|pixelprompt-(config|engine|server|storage)' 'providers depend on the domain alone'

[ "$wrong" -eq 0 ] && echo 'the rooms are apart'
exit "$wrong"
