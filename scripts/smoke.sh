#!/usr/bin/env bash
# The smoke test: does a running Pixel Prompt do what it is for?
#
#   scripts/smoke.sh http://127.0.0.1:8080
#   scripts/smoke.sh https://abc123.execute-api.us-west-2.amazonaws.com     (the output ApiUrl of the stack)
#
# Needs curl. Paints one picture with every model, so with cloud models it costs what that costs. SMOKE_SECONDS says how long
# the models may take; 300 if not given.
set -uo pipefail

case ${1:-} in
    -h | --help)
        sed -n '2,8p' "$0"
        exit 0
        ;;
esac
endpoint=${1:-${API_ENDPOINT:-}}
if [ -z "$endpoint" ]; then
    sed -n '2,8p' "$0" >&2
    exit 2
fi
endpoint=${endpoint%/}
failed=0
answer=$(mktemp)
trap 'rm -f "$answer"' EXIT

# check NAME STATUS PATTERN CURL-ARGUMENTS…: the answer has that status, and its body the pattern.
check() {
    local name=$1 status=$2 pattern=$3 got
    shift 3
    got=$(curl --silent --show-error --max-time 30 --output "$answer" --write-out '%{http_code}' "$@") || got="no answer"
    if [ "$got" = "$status" ] && grep -Eq -- "$pattern" "$answer"; then
        printf 'ok      %s\n' "$name"
    else
        printf 'FAILED  %s: expected %s and %s, got %s: %s\n' "$name" "$status" "$pattern" "$got" "$(head -c 300 "$answer")"
        failed=1
    fi
}

json=(--header 'Content-Type: application/json')

check 'it lives' 200 '"status" *: *"ok"' "$endpoint/healthz"
check 'it is ready, its stores answer' 200 '"status" *: *"ready"' "$endpoint/readyz"
check 'models are listed' 200 '"models" *: *\[ *\{' "$endpoint/models"
check 'an unknown route is not found' 404 '"error" *: *"NOT_FOUND"' "$endpoint/invalid-route"
check 'an unknown job is not found' 404 '"error" *: *"[A-Z_]+"' "$endpoint/status/00000000000000000000000000"
check 'a job without a prompt is refused' 400 '"error" *: *"[A-Z_]+"' -X POST "$endpoint/generate" "${json[@]}" -d '{"prompt":""}'
check 'what is no JSON is refused' 400 '"error" *: *"[A-Z_]+"' -X POST "$endpoint/generate" "${json[@]}" -d '{"prompt":'
check 'a method that is not taken is refused' 405 '"error" *: *"METHOD_NOT_ALLOWED"' -X PUT "$endpoint/generate"
check 'a prompt is enhanced' 200 '"enhanced" *: *"[^"]{4,}' -X POST "$endpoint/enhance" "${json[@]}" -d '{"prompt":"cat"}'
check 'galleries are listed' 200 '"galleries" *: *\[' "$endpoint/gallery/list"
check 'a job is accepted' 200 '"jobId" *: *"[^"]+"' -X POST "$endpoint/generate" "${json[@]}" \
    -d '{"prompt":"test","steps":25,"guidance":7,"ip":"1.2.3.4"}'
job=$(sed -n 's/.*"jobId" *: *"\([^"]*\)".*/\1/p' "$answer")
check 'its status is told' 200 "\"jobId\" *: *\"$job\"" "$endpoint/status/$job"

until=$((SECONDS + ${SMOKE_SECONDS:-300}))
while [ -n "$job" ] && [ "$SECONDS" -lt "$until" ]; do
    curl --silent --max-time 30 --output "$answer" "$endpoint/status/$job"
    grep -Eq '"status" *: *"(pending|in_progress)"' "$answer" || break
    sleep 0.5
done
if grep -Eq '^\{[^[]*"status" *: *"(completed|partial)"' "$answer"; then
    echo 'ok      the job ends with pictures'
else
    printf 'FAILED  the job ends with pictures: %s\n' "$(head -c 500 "$answer")"
    failed=1
fi
picture=$(sed -n 's/.*"imageUrl" *: *"\([^"]*\)".*/\1/p' "$answer")
case $picture in /*) picture=$endpoint$picture ;; esac
check 'a picture is served' 200 'PNG|JFIF|WEBP|Exif' "$picture"
check 'the job is in the gallery' 200 "\"galleryId\" *: *\"$job\"" "$endpoint/gallery/$job"
check 'an error of the page is logged' 200 '"success" *: *true' -X POST "$endpoint/log" "${json[@]}" \
    -d '{"level":"INFO","message":"smoke test"}'

exit "$failed"
