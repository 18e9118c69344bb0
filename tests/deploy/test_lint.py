"""What linters say of the templates and of every script of the repository."""

import pathlib
import subprocess
import sys
import unittest

from deployment import AWS, ROOT, TEMPLATE

TOOLS = pathlib.Path(sys.executable).parent


class Lint(unittest.TestCase):
    def lint(self, *command):
        said = subprocess.run([TOOLS / command[0], *command[1:]], cwd=ROOT, capture_output=True, text=True)
        self.assertEqual(said.returncode, 0, said.stdout + said.stderr)
        return said.stdout

    def test_cfn_lint(self):
        for template in sorted(AWS.glob("*.yaml")):
            self.assertEqual(self.lint("cfn-lint", "--include-checks", "W", "--", template), "")

    def test_sam_validate(self):
        self.assertIn("is a valid SAM Template", self.lint("sam", "validate", "--lint", "--template", TEMPLATE))

    def test_shellcheck(self):
        listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, check=True, capture_output=True, text=True)
        scripts = []
        for name in listed.stdout.splitlines():
            path = ROOT / name
            if path.is_file() and (name.endswith(".sh") or path.open("rb").read(64).startswith(b"#!/usr/bin/env bash")):
                scripts.append(name)
        self.assertIn("scripts/deploy.sh", scripts)
        self.assertEqual(self.lint("shellcheck", "--external-sources", *scripts), "")


if __name__ == "__main__":
    unittest.main()
