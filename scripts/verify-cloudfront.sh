#!/usr/bin/env bash
# Is the site on CloudFront as it should be: encrypted, closed where it is private, cached where that is safe?
#
#   scripts/verify-cloudfront.sh https://d111111abcdef8.cloudfront.net [--bucket NAME]…
#
# The address is the output SiteUrl of the stack; a bucket named here must refuse everybody but the distribution.
# Needs a curl that speaks HTTP/2. Asks for a page, a file, a picture if there is one, and the API; changes nothing.
set -uo pipefail

help() { sed -n '2,7p' "$0"; }
site='' buckets=()
while [ $# -gt 0 ]; do
    case $1 in
        -h | --help)
            help
            exit 0
            ;;
        --bucket)
            buckets+=("${2:?a bucket has a name}")
            shift
            ;;
        https://*) site=${1%/} ;;
        *)
            printf 'verify-cloudfront: %s is no address that begins with https://\n\n' "$1" >&2
            help >&2
            exit 2
            ;;
    esac
    shift
done
if [ -z "$site" ]; then
    help >&2
    exit 2
fi
region=${AWS_REGION:-${AWS_DEFAULT_REGION:-us-west-2}}
plain=http://${site#https://}
failed=0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# ask CURL-ARGUMENTS…: fetches; status, protocol, headers (in small letters) and body are kept.
ask() {
    read -r status protocol < <(curl --silent --max-time 30 --http2 --dump-header "$work/raw" --output "$work/body" \
        --write-out '%{http_code} %{http_version}\n' "$@") || true
    tr -d '\r' <"$work/raw" 2>/dev/null | awk -F: '{ $1 = tolower($1) } 1' OFS=: >"$work/headers"
}
header() { sed -n "s/^$1: *//p" "$work/headers" | tail -1; }

# expect NAME GOT PATTERN
expect() {
    if [[ $2 =~ $3 ]]; then
        printf 'ok      %s\n' "$1"
    else
        printf 'FAILED  %s: expected %s, got "%s"\n' "$1" "$3" "$2"
        failed=1
    fi
}

ask "$plain/"
expect 'the page without encryption is sent to HTTPS' "$status $(header location)" "^30[178] https://"
ask "$plain/healthz"
expect 'the API without encryption is refused' "$status" '^403$'

ask --compressed "$site/"
expect 'the page is there' "$status $(header content-type)" '^200 text/html'
expect 'by HTTP/2' "$protocol" '^2'
expect 'HTTP/3 is offered' "$(header alt-svc)" 'h3='
expect 'the page is asked for each time' "$(header cache-control)" '^no-cache$'
expect 'the page is packed' "$(header content-encoding)" '^(br|gzip)$'
expect 'browsers keep to HTTPS' "$(header strict-transport-security)" '^max-age=[0-9]{8}'
expect 'the page may load nothing from elsewhere' "$(header content-security-policy)" "^default-src 'none'; script-src 'self'"
expect 'nobody may frame it' "$(header content-security-policy)" "frame-ancestors 'none'"
asset=$(grep -Eo '/assets/[A-Za-z0-9._-]+\.js' "$work/body" | head -1)
expect 'the page names its files' "$asset" '^/assets/'

ask --compressed "$site$asset"
ask --compressed "$site$asset"
expect 'a file of the page is there' "$status" '^200$'
expect 'it may be kept for ever' "$(header cache-control)" 'max-age=31536000, immutable'
expect 'CloudFront has kept it' "$(header x-cache)" '^Hit'
ask "$site/sw.js"
expect 'the service worker has a policy of its own' "$(header content-security-policy)" "^default-src 'none'; script-src 'self'; connect-src 'self'$"
ask "$site/some/where"
expect 'every address of the page is the page' "$status $(header content-type)" '^200 text/html'
ask "$site/assets/there-is-none.js"
expect 'a file that is not there is not the page' "$status" '^40[34]$'

ask "$site/healthz"
expect 'the API answers below the same address' "$status $(header content-type)" '^200 application/json'
ask "$site/healthz"
expect 'its answers are never kept' "$(header cache-control) $(header x-cache)" '^no-store Miss'
ask "$site/status/00000000000000000000000000"
expect 'what the API does not find stays not found' "$status $(header content-type)" '^404 application/json'
ask --header 'Origin: https://elsewhere.example' "$site/models"
expect 'pages of others may not call it' "$status-$(header access-control-allow-origin)" '^200-$'

ask "$site/gallery/list?limit=1"
picture=$(grep -Eo '"https://[^"]*/pictures/[^"]*"' "$work/body" | head -1 | tr -d '"')
if [ -n "$picture" ]; then
    ask "$picture"
    ask "$picture"
    expect 'a picture is there' "$status $(header content-type)" '^200 image/'
    expect 'it may be kept for ever' "$(header cache-control)" 'max-age=31536000, immutable'
    expect 'CloudFront has kept it' "$(header x-cache)" '^Hit'
    expect 'opened by itself it may load nothing' "$(header content-security-policy)" "^default-src 'none'$"
    ask "http://${picture#https://}"
    expect 'without encryption it is refused' "$status" '^403$'
else
    printf 'ok      no picture was painted yet, so none was asked for\n'
fi

for bucket in ${buckets[@]+"${buckets[@]}"}; do
    ask "https://$bucket.s3.$region.amazonaws.com/index.html"
    expect "the bucket $bucket is closed" "$status" '^403$'
    ask "https://$bucket.s3.$region.amazonaws.com/?list-type=2"
    expect "and tells nobody what is in it" "$status" '^403$'
done

exit "$failed"
