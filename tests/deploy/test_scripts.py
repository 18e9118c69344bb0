"""The scripts that look at what is deployed, and the one that puts keys there."""

import http.server
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import threading
import unittest

from deployment import ROOT

HERE = pathlib.Path(__file__).resolve().parent
SITE = "https://site.example"


def standing_in(case, name, text):
    """A folder with a program of that name, before all others on the path."""
    folder = tempfile.TemporaryDirectory()
    case.addCleanup(folder.cleanup)
    path = pathlib.Path(folder.name)
    (path / name).write_text(f"#!{sys.executable} -IS\n{text}")
    (path / name).chmod(0o755)
    return path


def run(script, *arguments, typed="", tools=None, **more):
    environment = {key: value for key, value in os.environ.items() if not key.lower().endswith("_proxy")} | more
    if tools:
        environment["PATH"] = f"{tools}:{environment['PATH']}"
    return subprocess.run(
        [ROOT / "scripts" / script, *arguments], env=environment, input=typed, capture_output=True, text=True, timeout=120
    )


class Smoke(unittest.TestCase):
    def test_a_program_that_works_passes(self):
        with tempfile.TemporaryDirectory() as folder:
            environment = {"PATH": os.environ["PATH"], "HOME": folder, "RUST_LOG": "error"}
            with subprocess.Popen(
                [os.environ["PROGRAM"], "serve", "--listen", "127.0.0.1:0", "--data", f"{folder}/data"],
                env=environment, stdout=subprocess.PIPE, text=True,
            ) as program:
                try:
                    address = re.search(r"http://\S+", program.stdout.readline()).group(0)
                    said = run("smoke.sh", address)
                finally:
                    program.terminate()
        self.assertEqual(said.returncode, 0, said.stdout + said.stderr)
        self.assertEqual(len(re.findall("(?m)^ok ", said.stdout)), 16)
        self.assertNotIn("FAILED", said.stdout)

    def test_one_that_says_yes_to_everything_does_not(self):
        class Yes(http.server.BaseHTTPRequestHandler):
            def answer(self):
                self.rfile.read(int(self.headers.get("Content-Length") or 0))
                self.send_response(200)
                self.end_headers()
                self.wfile.write(b'{"status":"ok","jobId":"1"}')

            do_GET = do_POST = do_PUT = answer

            def log_message(self, *_):
                pass

        with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Yes) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            said = run("smoke.sh", f"http://127.0.0.1:{server.server_port}", SMOKE_SECONDS="1")
            server.shutdown()
        self.assertEqual(said.returncode, 1)
        self.assertEqual(len(re.findall("(?m)^FAILED ", said.stdout)), 13, said.stdout)

    def test_nobody_there(self):
        said = run("smoke.sh", "http://127.0.0.1:1", SMOKE_SECONDS="1")
        self.assertEqual(said.returncode, 1)
        self.assertNotIn("ok  ", said.stdout)

    def test_help(self):
        self.assertEqual(run("smoke.sh").returncode, 2)
        self.assertIn("Needs curl", run("smoke.sh", "--help").stdout)


class VerifyCloudFront(unittest.TestCase):
    def verify(self, **more):
        tools = standing_in(self, "curl", (HERE / "site.py").read_text())
        return run("verify-cloudfront.sh", SITE, "--bucket", "pictures", tools=tools, AWS_REGION="us-west-2", **more)

    def test_a_site_as_it_should_be(self):
        said = self.verify()
        self.assertEqual(said.returncode, 0, said.stdout + said.stderr)
        self.assertEqual(len(said.stdout.splitlines()), 28)
        said = self.verify(NO_PICTURE="1")
        self.assertEqual(said.returncode, 0, said.stdout)
        self.assertIn("no picture was painted yet", said.stdout)

    def test_whatever_is_wrong_is_found(self):
        picture = f"{SITE}/pictures/01/0/1/thumbnail"
        bucket = "https://pictures.s3.us-west-2.amazonaws.com"
        for wrong, found in [
            ("http://site.example/|status|200", "the page without encryption"),
            ("http://site.example/healthz|status|301", "the API without encryption"),
            (f"{SITE}/|protocol|1.1", "by HTTP/2"),
            (f"{SITE}/|cache-control|max-age=60", "the page is asked for each time"),
            (f"{SITE}/|content-encoding|", "the page is packed"),
            (f"{SITE}/|strict-transport-security|", "browsers keep to HTTPS"),
            (f"{SITE}/|content-security-policy|default-src 'self'", "the page may load nothing"),
            (f"{SITE}/assets/index-1.js|x-cache|Miss from cloudfront", "CloudFront has kept it"),
            (f"{SITE}/assets/there-is-none.js|status|200", "a file that is not there"),
            (f"{SITE}/healthz|x-cache|Hit from cloudfront", "its answers are never kept"),
            (f"{SITE}/status/00000000000000000000000000|content-type|text/html", "what the API does not find"),
            (f"{SITE}/models|access-control-allow-origin|*", "pages of others"),
            (f"{picture}|cache-control|no-cache", "it may be kept for ever"),
            (f"{bucket}/index.html|status|200", "the bucket pictures is closed"),
            (f"{bucket}/?list-type=2|status|200", "and tells nobody"),
        ]:
            with self.subTest(wrong):
                said = self.verify(WRONG=wrong)
                self.assertEqual(said.returncode, 1, said.stdout)
                self.assertIn(f"FAILED  {found}", said.stdout)

    def test_only_https(self):
        self.assertEqual(run("verify-cloudfront.sh", "http://site.example").returncode, 2)
        self.assertEqual(run("verify-cloudfront.sh").returncode, 2)


AMAZON = """
import os, sys
given = sys.argv[1:]
home = os.environ["CALLS"]
with open(home + "/calls", "a") as calls:
    calls.write(" ".join(given[:2]) + "\\n")
    if "--function-name" in given:
        calls.write("  " + given[given.index("--function-name") + 1] + "\\n")
if given[1] == "put-parameter":
    with open(home + "/puts", "a") as puts:
        puts.write(open(given[given.index("--cli-input-json") + 1].removeprefix("file://")).read())
if given[0] == "lambda" and os.environ.get("NEW"):
    sys.exit("An error occurred (ResourceNotFoundException) when calling the UpdateFunctionConfiguration operation")
if given[1] == "get-parameters-by-path":
    print('{"Parameters": [{"Name": "/pixelprompt/dev/MODEL_1_API_KEY", "Type": "SecureString", "Version": 2, "LastModifiedDate": "2026-11-24"}]}')
"""


class Secrets(unittest.TestCase):
    def setUp(self):
        self.tools = standing_in(self, "aws", AMAZON)

    def put(self, *arguments, status=0, **more):
        said = run("secrets.sh", *arguments, tools=self.tools, CALLS=str(self.tools), **more)
        self.assertEqual(said.returncode, status, said.stdout + said.stderr)
        return said.stdout + said.stderr

    def told(self, name):
        path = self.tools / name
        return path.read_text() if path.exists() else ""

    def test_each_line_becomes_a_secure_string(self):
        value = 'sk-a b="c"\\n$x'
        said = self.put("dev", "-", typed=f"# models\n\nMODEL_1_PROVIDER=openai\nMODEL_20_API_KEY={value}\r\nLAST=1", SECRETS_KEY_ID="alias/mine")
        decoder, text, puts = json.JSONDecoder(), self.told("puts"), []
        while text.strip():
            it, end = decoder.raw_decode(text.lstrip())
            puts.append(it)
            text = text.lstrip()[end:]
        self.assertEqual([it["Name"] for it in puts], [f"/pixelprompt/dev/{name}" for name in ["MODEL_1_PROVIDER", "MODEL_20_API_KEY", "LAST"]])
        self.assertEqual(puts[1]["Value"], value)
        self.assertEqual({(it["Type"], it["Overwrite"], it["KeyId"]) for it in puts}, {("SecureString", True, "alias/mine")})
        self.assertNotIn("sk-a", said)
        self.assertIn("pixelprompt-dev-api", self.told("calls"))
        self.assertIn("pixelprompt-dev-worker", self.told("calls"))

    def test_nothing_is_changed_where_a_line_is_not_understood(self):
        for text in ["A=1\nmodel=2\n", "A=1\nB\n", "A=\n", "", "A=" + "x" * 4097]:
            said = self.put("dev", "-", typed=text, status=1)
            self.assertNotIn("xxx", said)
            self.assertEqual(self.told("puts"), "")

    def test_a_value_of_several_lines_comes_from_a_file(self):
        (self.tools / "key.pem").write_text("-----BEGIN\nabc\n")
        self.put("dev", "-", typed=f"PIXELPROMPT_BLOBS_SIGNING_KEY=@{self.tools}/key.pem\n")
        self.assertEqual(json.loads(self.told("puts"))["Value"], "-----BEGIN\nabc")
        self.assertIn("cannot be read", self.put("dev", "-", typed="A=@/nowhere\n", status=1))

    def test_functions_that_are_not_there_yet_are_no_fault(self):
        self.assertIn("is not there yet", self.put("dev", "-", typed="A=1\n", NEW="1"))

    def test_names_are_listed_and_values_are_not(self):
        self.assertIn("MODEL_1_API_KEY  SecureString, version 2", self.put("dev", "--list"))
        self.assertEqual(self.told("calls"), "ssm get-parameters-by-path\n")

    def test_one_can_be_deleted(self):
        self.put("dev", "--delete", "MODEL_1_API_KEY")
        self.assertIn("ssm delete-parameter", self.told("calls"))
        self.put("dev", "--delete", "../x", status=1)

    def test_help(self):
        self.assertIn("MODEL_1_API_KEY", self.put("--help"))
        self.put("nowhere", "-", status=1)
        self.put(status=2)


if __name__ == "__main__":
    unittest.main()
