"""The program at a server of OpenAI's image API that is not its own: what muse paints is what is kept.

The program is in PROGRAM; scripts/check-independent.sh builds it.
"""

import json
import os
import re
import struct
import subprocess
import sys
import tempfile
import unittest
import urllib.request
from pathlib import Path

PROGRAM = os.path.abspath(os.environ["PROGRAM"])
PROMPT = "a paper boat"
# No proxy stands between this machine and itself.
OPEN = urllib.request.build_opener(urllib.request.ProxyHandler({})).open


def started(command, **more):
    """A server that says its address on its first line, and that address."""
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, **more)
    unittest.addModuleCleanup(ended, server)
    line = server.stdout.readline()
    found = re.search(r"http://\S+", line)
    assert found, f"{command} said {line!r}"
    return server, found[0]


def ended(server):
    server.kill()
    server.wait()
    server.stdout.close()


def setUpModule():
    global muse, muse_at, home
    folder = tempfile.TemporaryDirectory()
    unittest.addModuleCleanup(folder.cleanup)
    home = Path(folder.name)
    muse, muse_at = started([sys.executable, "-B", str(Path(__file__).with_name("server.py"))])


def ask(url, body=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"})
    with OPEN(request, timeout=30) as answer:
        return answer.read()


def muses_own(size):
    """What muse answers without us: it paints the same for the same prompt and size."""
    answer = ask(f"{muse_at}/v1/images/generations", {"prompt": PROMPT, "size": size, "response_format": "url"})
    url = json.loads(answer)["data"][0]["url"]
    return urllib.request.urlopen(url).read()


def model(provider, name="gradient", base=None, **more):
    settings = {"provider": provider, "id": name, "base_url": f"{base or muse_at}/v1", "api_key": "any", **more}
    variables = {f"MODEL_1_{key.upper()}": value for key, value in settings.items()}
    return {"PATH": os.environ["PATH"], "HOME": str(home), "PIXELPROMPT_PAINTER_ENABLED": "false", **variables}


def size_of(png):
    assert png.startswith(b"\x89PNG\r\n\x1a\n"), png[:16]
    return struct.unpack(">II", png[16:24])


class Painting(unittest.TestCase):
    def generate(self, environment, *options):
        command = [PROGRAM, "generate", PROMPT, "--json", *options]
        return subprocess.run(command, env=environment, cwd=home, capture_output=True, text=True, timeout=60)

    def test_its_pictures_are_saved_in_the_size_asked(self):
        for provider in ["generic", "openai"]:
            with self.subTest(provider):
                done = self.generate(model(provider), "--size", "1536x1024")
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertIn(f"understood as: {PROMPT}, softly", done.stderr)
                path = json.loads(done.stdout)["images"][0]["path"]
                self.assertEqual(size_of((home / path).read_bytes()), (1536, 1024))

    def test_the_studio_keeps_what_it_answers_byte_for_byte(self):
        command = [PROGRAM, "serve", "--listen", "127.0.0.1:0", "--data", str(home / "data")]
        studio, at = started(command, env=model("generic", sizes="512x256"), stderr=subprocess.DEVNULL)
        job = json.loads(ask(f"{at}/generate", {"prompt": PROMPT}))["jobId"]
        ask(f"{at}/jobs/{job}/events")
        document = json.loads(ask(f"{at}/status/{job}"))
        self.assertEqual(document["status"], "completed", document)
        picture = document["results"][0]["image"]
        self.assertEqual((picture["mediaType"], picture["width"], picture["height"]), ("image/png", 512, 256))
        self.assertEqual(picture["reading"], f"{PROMPT}, softly")
        own = muses_own("512x256")
        self.assertEqual(ask(f"{at}{document['results'][0]['imageUrl']}"), own)
        kept = [path for path in (home / "data").rglob("*") if path.is_file() and path.read_bytes() == own]
        self.assertEqual(len(kept), 1)


class Failing(unittest.TestCase):
    def failed(self, environment, code, sentence, detail):
        """The model's test tells it with what the server said, and painting in one sentence."""
        command = [PROGRAM, "models", "test", "--json", "--yes"]
        done = subprocess.run(command, env=environment, cwd=home, capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 1, done.stderr)
        verdict = json.loads(done.stdout)["models"][0]
        self.assertEqual(verdict["error"], code, verdict)
        self.assertTrue(verdict["message"].startswith("check its id"), verdict)
        self.assertIn(detail, verdict["detail"])
        done = Painting.generate(self, environment)
        self.assertNotEqual(done.returncode, 0)
        told = [line for line in done.stderr.splitlines() if line.startswith("error")]
        self.assertEqual(told, [f"error: {sentence}"], done.stderr)

    def test_a_model_that_it_does_not_have(self):
        self.failed(
            model("generic", "nobody"),
            "REQUEST_REJECTED",
            "The model refused the request.",
            "Model 'nobody' is not available for modality 'image/generation'",
        )

    def test_a_size_that_it_does_not_paint(self):
        self.failed(
            model("generic", sizes="4096x4096"),
            "REQUEST_REJECTED",
            "The model refused the request.",
            "size 4096x4096 out of supported range (64-2048 per side)",
        )

    def test_an_address_that_it_does_not_serve(self):
        self.failed(
            model("generic", base=f"{muse_at}/elsewhere"),
            "REQUEST_REJECTED",
            "The model refused the request.",
            "Not Found",
        )


if __name__ == "__main__":
    unittest.main()
