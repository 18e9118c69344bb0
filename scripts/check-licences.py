#!/usr/bin/env python3
"""Every Rust dependency must be usable under a licence of this list."""

import json
import re
import subprocess
import sys

ALLOWED = {
    "0BSD", "Apache-2.0", "Apache-2.0 WITH LLVM-exception", "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0",
    "CC0-1.0", "CDLA-Permissive-2.0", "ISC", "MIT", "MIT-0", "Unicode-3.0", "Unlicense", "Zlib",
}  # fmt: skip


def allowed(expression: str) -> bool:
    """Whether an SPDX expression can be met: "A OR B" by either, "A AND B" by both."""
    tokens = re.findall(r"\(|\)|OR|AND|[^()\s]+(?: WITH \S+)?", expression.replace("/", " OR "))

    def either() -> bool:
        met = both()
        while tokens and tokens[0] == "OR":
            tokens.pop(0)
            met = both() or met
        return met

    def both() -> bool:
        met = one()
        while tokens and tokens[0] == "AND":
            tokens.pop(0)
            met = one() and met
        return met

    def one() -> bool:
        token = tokens.pop(0) if tokens else ""
        if token != "(":
            return token in ALLOWED
        met = either()
        tokens.pop(0)
        return met

    return either()


def main() -> int:
    metadata = subprocess.run(["cargo", "metadata", "--format-version", "1"], check=True, capture_output=True)
    packages = json.loads(metadata.stdout)["packages"]
    wrong = [p for p in packages if not allowed(p["license"] or "")]
    for package in wrong:
        print(f"{package['name']} {package['version']}: {package['license'] or 'no licence'}", file=sys.stderr)
    if not wrong:
        print(f"the licences of {len(packages)} crates are fine")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
