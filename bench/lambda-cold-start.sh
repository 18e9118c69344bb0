#!/usr/bin/env bash
# How long the functions on AWS take to their first answer and to the next, and how large their package is.
#
#   bench/lambda-cold-start.sh    needs Java for DynamoDB's emulator: scripts/setup.sh test
set -euo pipefail
cd "$(dirname "$0")/.."
PATH="$PATH:${CARGO_HOME:-$HOME/.cargo}/bin"

cargo build --quiet --release --package pixelprompt-lambda --package pixelprompt-bench
target=${CARGO_TARGET_DIR:-target}/release
"$target/pixelprompt-bench" functions --functions "$target/pixelprompt-lambda"
package=$(mktemp -d)
trap 'rm -rf "$package"' EXIT
cp "$target/pixelprompt-lambda" "$package/bootstrap"
python3 - "$package" <<'ZIP'
import pathlib, sys, zipfile
folder = pathlib.Path(sys.argv[1])
with zipfile.ZipFile(folder / "package.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as package:
    package.write(folder / "bootstrap", "bootstrap")
size = (folder / "package.zip").stat().st_size / 1e6
print(f"| package of both functions, zipped | {size:.1f} MB | target ≤ 15 MB |")
ZIP
