#!/usr/bin/env bash
# Deploys Pixel Prompt to AWS, takes it back, or takes it down.
#
#   scripts/deploy.sh dev                      build, deploy, upload the page, try it, print where it is
#   scripts/deploy.sh prod --yes               the same without being asked (a program has nobody to ask)
#   scripts/deploy.sh dev --dry-run            only say what would be done
#   scripts/deploy.sh prod --versions          what can be gone back to
#   scripts/deploy.sh prod --rollback v1.2.0   go back to it, without building anything
#   scripts/deploy.sh dev --destroy            take it down; jobs and pictures stay unless you say so once more
#
# Options: --skip-smoke (the smoke test paints one picture with each model, which costs what that costs), --help.
#
# What it reads
#   deploy/aws/parameters.STAGE.json  parameters of the template, {"Name": "value"}; parameters.example.json is one to begin
#                                     with. What it does not name keeps its last value. Git ignores it: it may hold keys.
#   deploy/aws/pixelprompt.STAGE.toml a configuration file that goes into the package, if there is one.
#   AWS_PROFILE, AWS_REGION           whose account, and where; us-west-2 if you do not say.
#
# What a version is
#   The tag of the commit that is checked out, or else the commit. Every deployment keeps its package, its template and its
#   page in the bucket of the stack pixelprompt-artifacts, at STAGE/releases/VERSION; --rollback deploys those again. What is
#   not committed can only be deployed to dev, under a name of its own.
#
# It can be interrupted and started again: what is there is not built again, a stack that is still being changed is waited
# for, and people see the new page only when all of its parts are there.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf '%s\n' "$*"; }
stop() {
    printf 'deploy: %s\n' "$*" >&2
    told=1
    exit 1
}
help() { sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//;p}' scripts/deploy.sh; }
misused() {
    printf 'deploy: %s\n\n' "$*" >&2
    help >&2
    exit 2
}

stage='' action=deploy version='' dry='' yes='' smoke=1
while [ $# -gt 0 ]; do
    case $1 in
        -h | --help)
            help
            exit 0
            ;;
        dev | staging | prod)
            [ -z "$stage" ] || misused "one stage at a time: $stage or $1?"
            stage=$1
            ;;
        --rollback)
            [ $# -gt 1 ] || misused '--rollback needs a version; --versions lists them'
            action=rollback version=$2
            shift
            ;;
        --versions) action=versions ;;
        --destroy) action=destroy ;;
        --dry-run) dry=1 ;;
        --yes) yes=1 ;;
        --skip-smoke) smoke='' ;;
        *) misused "I do not know $1" ;;
    esac
    shift
done
[ -n "$stage" ] || misused 'which stage: dev, staging or prod?'
[[ $action != rollback || $version =~ ^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$ ]] || misused "$version is no version"

stack=pixelprompt-$stage
export AWS_REGION=${AWS_REGION:-${AWS_DEFAULT_REGION:-us-west-2}}
export AWS_DEFAULT_REGION=$AWS_REGION AWS_PAGER='' SAM_CLI_TELEMETRY=0

# ---- What happens when something goes wrong --------------------------------------------------------------------------

work=$(mktemp -d)
doing='begin' told=''
finish() {
    local status=$?
    rm -rf "$work"
    if [ "$status" -ne 0 ] && [ -z "$told" ]; then
        printf '\ndeploy: FAILED to %s. Nothing after it was done. Mend that and start the same command again: it goes on where it stopped.\n' "$doing" >&2
    fi
}
interrupted() {
    printf '\ndeploy: interrupted; it was about to %s. The same command goes on where it stopped.\n' "$doing" >&2
    told=1
    exit 130
}
trap finish EXIT
trap interrupted INT TERM

step() {
    doing=$1
    printf '\n== %s\n' "$1"
}

# change COMMAND…: runs what changes something, or says it.
change() {
    if [ -n "$dry" ]; then
        printf 'would run: %s\n' "$*"
    else
        "$@"
    fi
}

# ---- What is needed --------------------------------------------------------------------------------------------------

missing=()
need() { command -v "$1" >/dev/null 2>&1 || missing+=("  $1: $2"); }

prerequisites() {
    step 'find the tools'
    need aws 'the AWS CLI, version 2: https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html'
    need jq 'apt-get install jq, brew install jq'
    need curl 'apt-get install curl, brew install curl'
    if [ "$action" = deploy ] || [ "$action" = rollback ]; then
        need sam 'the SAM CLI: pip install aws-sam-cli, brew install aws-sam-cli'
        need tar 'apt-get install tar'
    fi
    if [ "$action" = deploy ]; then
        need git 'apt-get install git, brew install git'
        need cargo 'Rust: https://rustup.rs'
        need cargo-lambda 'pip install cargo-lambda ziglang, brew install cargo-lambda'
        need node 'Node.js 20 or newer: https://nodejs.org'
        need npm 'it comes with Node.js: https://nodejs.org'
    fi
    if [ ${#missing[@]} -gt 0 ]; then
        printf 'deploy: these are missing:\n' >&2
        printf '%s\n' "${missing[@]}" >&2
        told=1
        exit 1
    fi
}

account=''
who() {
    step 'find out whose account it is'
    account=$(aws sts get-caller-identity --query Account --output text) ||
        stop 'AWS does not know you. "aws configure", "aws sso login" or AWS_PROFILE helps'
    say "account $account, region $AWS_REGION, stack $stack"
}

# ---- The stack -------------------------------------------------------------------------------------------------------

# The stack's state, or "none".
state() {
    local said
    if said=$(aws cloudformation describe-stacks --stack-name "$1" --query 'Stacks[0].StackStatus' --output text 2>"$work/error"); then
        printf '%s' "$said"
    elif grep -q 'does not exist' "$work/error"; then
        printf 'none'
    else
        cat "$work/error" >&2
        return 1
    fi
}

# The stack's state, once it is known.
now=''

# Waits for what an earlier run has begun, and clears away a stack that never came to be.
settle() {
    step 'see what state the stack is in'
    now=$(state "$stack")
    say "$stack: $now"
    case $now in
        CREATE_IN_PROGRESS | UPDATE_IN_PROGRESS | UPDATE_COMPLETE_CLEANUP_IN_PROGRESS | *ROLLBACK*_IN_PROGRESS)
            say 'an earlier run has begun something; waiting for its end'
            case $now in
                CREATE_IN_PROGRESS) change aws cloudformation wait stack-create-complete --stack-name "$stack" || true ;;
                UPDATE_ROLLBACK*) change aws cloudformation wait stack-rollback-complete --stack-name "$stack" || true ;;
                ROLLBACK*) change aws cloudformation wait stack-delete-complete --stack-name "$stack" 2>/dev/null || true ;;
                *) change aws cloudformation wait stack-update-complete --stack-name "$stack" || true ;;
            esac
            now=$(state "$stack")
            ;;
        DELETE_IN_PROGRESS)
            change aws cloudformation wait stack-delete-complete --stack-name "$stack"
            now=none
            ;;
    esac
    case $now in
        ROLLBACK_COMPLETE | ROLLBACK_FAILED | REVIEW_IN_PROGRESS)
            say 'its first creation failed, so there is nothing in it to keep; it makes place for the next'
            change aws cloudformation delete-stack --stack-name "$stack"
            change aws cloudformation wait stack-delete-complete --stack-name "$stack"
            now=none
            ;;
        UPDATE_ROLLBACK_FAILED)
            stop "$stack could not go back to what it was: aws cloudformation continue-update-rollback --stack-name $stack, then again"
            ;;
        DELETE_FAILED) stop "$stack could not be deleted; the console says of which resource. scripts/deploy.sh $stage --destroy tries again" ;;
    esac
}

outputs() {
    aws cloudformation describe-stacks --stack-name "$stack" --query 'Stacks[0].Outputs' --output json >"$work/outputs.json"
}
# output NAME: what the stack says under that name. A dry run may have no stack yet.
output() {
    local found
    found=$(jq -r --arg name "$1" '.[]? | select(.OutputKey == $name) | .OutputValue' "$work/outputs.json")
    if [ -z "$found" ]; then
        [ -n "$dry" ] || return 1
        found="<$1>"
    fi
    printf '%s' "$found"
}

artifacts=''
artifacts_bucket() {
    step 'find the bucket of releases'
    if [ "$action" = deploy ]; then
        change aws cloudformation deploy --stack-name pixelprompt-artifacts --template-file deploy/aws/artifacts.yaml \
            --no-fail-on-empty-changeset --tags Application=pixelprompt
    fi
    if ! artifacts=$(aws cloudformation describe-stacks --stack-name pixelprompt-artifacts \
        --query "Stacks[0].Outputs[?OutputKey=='BucketName'].OutputValue | [0]" --output text 2>"$work/error"); then
        if ! grep -q 'does not exist' "$work/error"; then
            cat "$work/error" >&2
            return 1
        fi
        [ -n "$dry" ] || stop 'there is no stack pixelprompt-artifacts, so nothing was ever deployed from here'
        artifacts='<artifacts>'
    fi
    [ "$artifacts" != None ] || stop 'the stack pixelprompt-artifacts does not say where its bucket is; look at it in the console'
    say "$artifacts"
}

release() { printf 's3://%s/%s/releases/%s' "$artifacts" "$stage" "$version"; }
is_kept() { aws s3 ls "$(release)/$1" >/dev/null 2>&1; }

given=deploy/aws/parameters.$stage.json
# given_or NAME VALUE: the parameter as the operator has set it, or that value.
given_or() {
    if [ -f "$given" ]; then
        jq -er --arg name "$1" --arg value "$2" '.[$name] // $value' "$given" || stop "$given is no JSON object"
    else
        printf '%s' "$2"
    fi
}

# The processor goes with the package, also when it is deployed again.
architecture=''

# The parameters for the stack, in a file: keys on a command line can be read by everybody on the machine. It is JSON, which is
# YAML too; SAM goes by the name and takes no .json.
parameters() {
    [ -f "$given" ] || say "there is no $given: parameters keep their last values, at first the template's own"
    (
        umask 077
        if [ -f "$given" ]; then cat "$given"; else printf '{}'; fi |
            jq --arg stage "$stage" --arg version "$version" --arg architecture "$architecture" \
                '. + {Stage: $stage, Version: $version, Architecture: $architecture}' >"$work/parameters.yaml"
    )
    local reserved queue free
    reserved=$(given_or WorkerReservedConcurrency 10)
    queue=$(given_or QueueConcurrency 9)
    if [ "$reserved" -ne 0 ] && [ "$queue" -ge "$reserved" ]; then
        stop "QueueConcurrency ($queue) must be less than WorkerReservedConcurrency ($reserved): the sweep of each minute needs a place"
    fi
    # Lambda leaves 100 for functions that reserve nothing; CloudFormation would find out after some minutes.
    if [ "$now" = none ] && [ "$reserved" -ne 0 ]; then
        free=$(aws lambda get-account-settings --query AccountLimit.UnreservedConcurrentExecutions --output text)
        if [ "$((free - reserved))" -lt 100 ]; then
            stop "this account has $free places for functions and 100 must stay free: set WorkerReservedConcurrency to \"0\" in $given, or ask Amazon for more"
        fi
    fi
}

deploy_stack() {
    step "deploy the stack $stack"
    parameters
    local ask=--no-confirm-changeset
    if [ "$stage" = prod ] && [ -z "$yes" ]; then ask=--confirm-changeset; fi
    change sam deploy --template-file "$1" --stack-name "$stack" --region "$AWS_REGION" --s3-bucket "$artifacts" \
        --s3-prefix "$stage/templates" --capabilities CAPABILITY_IAM --no-fail-on-empty-changeset "$ask" \
        --tags "Application=pixelprompt Stage=$stage" --parameter-overrides "file://$work/parameters.yaml"
    if [ "$stage" = prod ]; then
        change aws cloudformation update-termination-protection --stack-name "$stack" --enable-termination-protection
    fi
    outputs || [ -n "$dry" ]
    [ -s "$work/outputs.json" ] || printf '[]' >"$work/outputs.json"
}

# ---- What is deployed ------------------------------------------------------------------------------------------------

name_version() {
    step 'name the version'
    local commit
    commit=$(git rev-parse --short=12 HEAD)
    version=$(git describe --tags --exact-match HEAD 2>/dev/null || printf '%s' "$commit")
    # Not a tag such as release/1: it is a part of names.
    [[ $version =~ ^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$ ]] || version=$commit
    if [ -n "$(git status --porcelain)" ]; then
        [ "$stage" = dev ] || stop "there are changes that are not committed; $stage gets only what can be found again"
        version=$commit-dirty-$( (
            git diff HEAD --binary
            git ls-files --others --exclude-standard -z | xargs -0 -r sha256sum
        ) | sha256sum | cut -c1-8)
    fi
    say "$version"
}

build_functions() {
    step 'build the functions'
    local own=deploy/aws/pixelprompt.$stage.toml processor=--arm64
    architecture=$(given_or Architecture arm64)
    [ "$architecture" = arm64 ] || processor=--x86-64
    if is_kept "template-$architecture.yaml"; then
        say "$version is built and kept already"
        change aws s3 cp "$(release)/template-$architecture.yaml" "$work/template.yaml" --only-show-errors
        return
    fi
    change cargo lambda build --release "$processor" --package pixelprompt-lambda --lambda-dir target/lambda
    if [ -f "$own" ]; then
        change cp "$own" target/lambda/pixelprompt-lambda/pixelprompt.toml
    else
        change rm -f target/lambda/pixelprompt-lambda/pixelprompt.toml
    fi
    step 'keep the package'
    change sam package --template-file deploy/aws/template.yaml --s3-bucket "$artifacts" --s3-prefix "$stage/code" \
        --region "$AWS_REGION" --output-template-file "$work/template.yaml"
    change aws s3 cp "$work/template.yaml" "$(release)/template-$architecture.yaml" --only-show-errors
}

build_page() {
    step 'build the page'
    # For `npm run dev`, which then talks to what was deployed. The page itself asks where it came from.
    local endpoint
    endpoint=$(output ApiUrl)
    if [ -n "$dry" ]; then
        say "would write: web/.env with VITE_API_ENDPOINT=$endpoint"
    else
        { grep -v '^VITE_API_ENDPOINT=' web/.env 2>/dev/null || true; } >"$work/env"
        printf 'VITE_API_ENDPOINT=%s\n' "$endpoint" >>"$work/env"
        cmp -s "$work/env" web/.env || cp "$work/env" web/.env
    fi
    if is_kept page.tar.gz; then
        say "$version is built and kept already"
        return
    fi
    change scripts/setup.sh page
    change npm --prefix web run --silent build
    change tar -C web/dist -czf "$work/page.tar.gz" .
    change aws s3 cp "$work/page.tar.gz" "$(release)/page.tar.gz" --only-show-errors
}

# Uploads the page of the version. Each part is there before what refers to it: assets, whose names change with what is in
# them and which stay for those who have an earlier page open; then the rest; then the page; then its service worker, which
# fetches all of it anew.
upload_page() {
    step 'upload the page'
    local bucket
    bucket=$(output PageBucketName)
    mkdir -p "$work/page"
    change aws s3 cp "$(release)/page.tar.gz" "$work/kept.tar.gz" --only-show-errors
    change tar -C "$work/page" -xzf "$work/kept.tar.gz"
    [ -n "$dry" ] || [ -f "$work/page/index.html" ] || stop "the page of $version has no index.html"
    change aws s3 sync "$work/page/assets" "s3://$bucket/assets" --only-show-errors \
        --cache-control 'public, max-age=31536000, immutable'
    # All of them: two files of one length and one second would be the same to a sync.
    change aws s3 cp "$work/page" "s3://$bucket" --recursive --only-show-errors --exclude 'assets/*' \
        --exclude index.html --exclude sw.js --exclude manifest.webmanifest --cache-control no-cache
    change aws s3 cp "$work/page/manifest.webmanifest" "s3://$bucket/manifest.webmanifest" --only-show-errors \
        --cache-control no-cache --content-type application/manifest+json
    change aws s3 cp "$work/page/index.html" "s3://$bucket/index.html" --only-show-errors \
        --cache-control no-cache --content-type 'text/html; charset=utf-8'
    change aws s3 cp "$work/page/sw.js" "s3://$bucket/sw.js" --only-show-errors \
        --cache-control no-cache --content-type 'text/javascript; charset=utf-8'

    step 'tell CloudFront'
    local distribution invalidation
    distribution=$(output DistributionId)
    if [ -n "$dry" ]; then
        change aws cloudfront create-invalidation --distribution-id "$distribution" --paths / /index.html /sw.js /manifest.webmanifest
    else
        invalidation=$(aws cloudfront create-invalidation --distribution-id "$distribution" \
            --paths / /index.html /sw.js /manifest.webmanifest --query Invalidation.Id --output text)
        aws cloudfront wait invalidation-completed --distribution-id "$distribution" --id "$invalidation"
    fi
}

try_it() {
    step 'try it'
    if [ -z "$smoke" ]; then
        say 'not tried, as you wished'
        return
    fi
    local api site page pictures
    api=$(output ApiUrl) site=$(output SiteUrl) page=$(output PageBucketName) pictures=$(output PicturesBucketName)
    change scripts/smoke.sh "$api"
    change scripts/verify-cloudfront.sh "$site" --bucket "$page" --bucket "$pictures"
}

# The last thing of all: who is told that a version is there can go back to it.
note() {
    step 'note what is deployed'
    jq -n --arg version "$version" --arg stage "$stage" --arg at "$(date -u +%Y-%m-%dT%H:%M:%SZ)" \
        --arg architecture "$architecture" \
        '{version: $version, stage: $stage, deployedAt: $at, architecture: $architecture}' >"$work/release.json"
    change aws s3 cp "$work/release.json" "$(release)/release.json" --only-show-errors
    change aws s3 cp "$work/release.json" "s3://$artifacts/$stage/current.json" --only-show-errors
}

show() {
    printf '\n%s is deployed to %s\n\n  the studio  %s\n  the API     %s\n' "$version" "$stage" "$(output SiteUrl)" "$(output ApiUrl)"
    printf '  back again  scripts/deploy.sh %s --versions\n' "$stage"
}

versions() {
    aws s3 ls "s3://$artifacts/$stage/releases/" | awk '$1 == "PRE" { sub("/$", "", $2); print $2 }' | while read -r one; do
        if aws s3 cp "s3://$artifacts/$stage/releases/$one/release.json" "$work/one.json" --only-show-errors 2>/dev/null </dev/null; then
            jq -r '"\(.deployedAt)  \(.version)"' "$work/one.json"
        fi
    done | sort -r
}

# ---- Taking it down --------------------------------------------------------------------------------------------------

# typed WORDS: whether somebody typed just these.
typed() {
    local answer=''
    printf 'Type "%s" to go on: ' "$1"
    read -r answer || true
    [ "$answer" = "$1" ]
}

empty_bucket() {
    local some
    while :; do
        some=$(aws s3api list-object-versions --bucket "$1" --max-items 1000 --output json |
            jq -c '{Objects: [(.Versions // [])[], (.DeleteMarkers // [])[] | {Key, VersionId}], Quiet: true}')
        [ "$(jq '.Objects | length' <<<"$some")" -gt 0 ] || return 0
        printf '%s' "$some" >"$work/delete.json"
        aws s3api delete-objects --bucket "$1" --delete "file://$work/delete.json" >/dev/null
    done
}

destroy() {
    local pictures page table
    now=$(state "$stack")
    [ "$now" != none ] || stop "there is no stack $stack in $AWS_REGION"
    outputs
    pictures=$(output PicturesBucketName || true) page=$(output PageBucketName || true) table=$(output TableName || true)
    say "
This takes down $stack in the account $account: the site, the API, the worker and the alarms.
These stay, with everything that people made:
  the jobs      ${table:-(none yet)}
  the pictures  ${pictures:-(none yet)}
  the page      ${page:-(none yet)}"
    if [ -z "$dry" ]; then
        typed "destroy $stack" || stop 'nothing was changed'
    fi
    step "delete the stack $stack"
    if [ "$stage" = prod ]; then
        change aws cloudformation update-termination-protection --stack-name "$stack" --no-enable-termination-protection
    fi
    change aws cloudformation delete-stack --stack-name "$stack"
    change aws cloudformation wait stack-delete-complete --stack-name "$stack"
    say "$stack is gone"
    if [ "$stage" = prod ]; then
        say 'The jobs, the pictures and the page of prod are never deleted from here: docs/DEPLOYMENT.md, "Taking it down", says how.'
        return
    fi
    [ -z "$dry" ] || return 0
    say "
The jobs, the pictures and the page of $stage are still there. They can go too, and nothing brings them back."
    if ! typed "delete everything of $stage"; then
        say 'they stay'
        return
    fi
    step "delete the jobs, the pictures and the page of $stage"
    local bucket
    for bucket in "$page" "$pictures"; do
        [ -n "$bucket" ] || continue
        empty_bucket "$bucket"
        aws s3api delete-bucket --bucket "$bucket"
    done
    [ -z "$table" ] || aws dynamodb delete-table --table-name "$table" >/dev/null
    say 'they are gone'
}

# ---- The order of it all ---------------------------------------------------------------------------------------------

prerequisites
who
case $action in
    deploy)
        name_version
        artifacts_bucket
        build_functions
        settle
        deploy_stack "$work/template.yaml"
        build_page
        upload_page
        try_it
        note
        show
        ;;
    rollback)
        artifacts_bucket
        step "find $version"
        is_kept release.json || stop "$version was never deployed to $stage, or not to the end; scripts/deploy.sh $stage --versions lists what was"
        aws s3 cp "$(release)/release.json" "$work/found.json" --only-show-errors
        architecture=$(jq -er .architecture "$work/found.json")
        change aws s3 cp "$(release)/template-$architecture.yaml" "$work/template.yaml" --only-show-errors
        settle
        deploy_stack "$work/template.yaml"
        upload_page
        try_it
        note
        show
        ;;
    versions)
        artifacts_bucket
        step "list what can be gone back to"
        versions
        ;;
    destroy) destroy ;;
esac
