"""scripts/deploy.sh from one end to the other, with stand-ins for the programs that it calls (amazon.py)."""

import json
import logging
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

from deployment import AWS, ROOT
import boto3
from moto.server import ThreadedMotoServer

HERE = pathlib.Path(__file__).resolve().parent
STANDINS = ["aws", "sam", "cargo", "cargo-lambda", "node", "npm", "curl"]
# What the script itself is written in, and what it reads and packs with.
REAL = "bash sh env dirname mktemp rm sed awk grep cat cp cmp tr cut sort head date mkdir sha256sum xargs printf git tar gzip jq chmod sleep".split()
# Everything that a deployment to a new account does, in its order.
WHOLE = """
aws sts get-caller-identity
aws cloudformation deploy --stack-name pixelprompt-artifacts
aws cloudformation describe-stacks --stack-name pixelprompt-artifacts
aws s3 ls s3://artifacts-bucket/dev/releases/VERSION/template-arm64.yaml
cargo lambda build --release --arm64 --package pixelprompt-lambda --lambda-dir target/lambda
sam package --template-file deploy/aws/template.yaml --s3-bucket artifacts-bucket --s3-prefix dev/code
aws s3 cp WORK/template.yaml s3://artifacts-bucket/dev/releases/VERSION/template-arm64.yaml
aws cloudformation describe-stacks --stack-name pixelprompt-dev --query Stacks[0].StackStatus
aws lambda get-account-settings
sam deploy --template-file WORK/template.yaml --stack-name pixelprompt-dev
aws cloudformation describe-stacks --stack-name pixelprompt-dev --query Stacks[0].Outputs
aws s3 ls s3://artifacts-bucket/dev/releases/VERSION/page.tar.gz
setup.sh page
npm --prefix web run --silent build
aws s3 cp WORK/page.tar.gz s3://artifacts-bucket/dev/releases/VERSION/page.tar.gz
aws s3 cp s3://artifacts-bucket/dev/releases/VERSION/page.tar.gz WORK/kept.tar.gz
aws s3 sync WORK/page/assets s3://page-bucket/assets
aws s3 cp WORK/page s3://page-bucket --recursive
aws s3 cp WORK/page/manifest.webmanifest s3://page-bucket/manifest.webmanifest
aws s3 cp WORK/page/index.html s3://page-bucket/index.html
aws s3 cp WORK/page/sw.js s3://page-bucket/sw.js
aws cloudfront create-invalidation --distribution-id E1
aws cloudfront wait invalidation-completed --distribution-id E1 --id I1
smoke.sh https://api.example
verify-cloudfront.sh https://site.example --bucket page-bucket --bucket pictures-bucket
aws s3 cp WORK/release.json s3://artifacts-bucket/dev/releases/VERSION/release.json
aws s3 cp WORK/release.json s3://artifacts-bucket/dev/current.json
""".split("\n")[1:-1]


class Deploying(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.home = pathlib.Path(folder.name)
        self.repository = self.home / "repository"
        self.amazon = self.home / "amazon"
        self.tools = self.home / "tools"
        for path in [self.repository / "scripts", self.repository / "web", self.amazon / "stacks", self.tools]:
            path.mkdir(parents=True)
        shutil.copytree(AWS, self.repository / "deploy/aws", ignore=shutil.ignore_patterns("parameters.dev*", "parameters.prod*"))
        shutil.copy(ROOT / "scripts/deploy.sh", self.repository / "scripts")
        (self.repository / ".gitignore").write_text("target/\nweb/dist/\nweb/.env\n/deploy/aws/parameters.*.json\n")
        standin = f"#!{sys.executable} -IS\n" + (HERE / "amazon.py").read_text()
        for path in [self.tools / name for name in STANDINS] + [
            self.repository / "scripts" / name for name in ["setup.sh", "smoke.sh", "verify-cloudfront.sh"]
        ]:
            path.write_text(standin)
            path.chmod(0o755)
        for name in REAL:
            (self.tools / name).symlink_to(shutil.which(name))
        self.git("init", "--quiet")
        self.commit("first")

    def git(self, *command):
        who = ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "init.defaultBranch=main"]
        return subprocess.run(["git", *who, *command], cwd=self.repository, check=True, capture_output=True, text=True).stdout.strip()

    def commit(self, text):
        (self.repository / "web/note").write_text(text)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", text)
        return self.git("rev-parse", "--short=12", "HEAD")

    def environment(self, **more):
        return {"PATH": str(self.tools), "HOME": str(self.home), "AMAZON": str(self.amazon), "TMPDIR": str(self.home), **more}

    def run_it(self, *arguments, status=0, typed="", **more):
        (self.amazon / "calls").write_text("")
        ran = subprocess.run(
            [self.repository / "scripts/deploy.sh", *arguments],
            env=self.environment(**more), input=typed, capture_output=True, text=True, timeout=60,
        )
        self.assertEqual(ran.returncode, status, ran.stdout + ran.stderr)
        left = [it.name for it in self.home.iterdir() if it.name.startswith("tmp.")]
        self.assertEqual(left, [], "a folder was left behind")
        return ran.stdout + ran.stderr

    def calls(self):
        version = self.git("rev-parse", "--short=12", "HEAD")
        text = (self.amazon / "calls").read_text().replace(version, "VERSION")
        return re.sub(rf"{re.escape(str(self.home))}/tmp\.\w+", "WORK", text).splitlines()

    def assertCalls(self, expected):
        got = self.calls()
        self.assertEqual(len(got), len(expected), "\n".join(got))
        for call, begins in zip(got, expected):
            self.assertTrue(call.startswith(begins), f"{call}\ndoes not begin with\n{begins}")

    def begun(self, words):
        return [call for call in self.calls() if call.startswith(words)]


class Deploy(Deploying):
    def test_everything_is_done_in_its_order(self):
        said = self.run_it("dev")
        self.assertCalls(WHOLE)
        self.assertIn("https://site.example", said)
        self.assertIn("https://api.example", said)
        self.assertEqual((self.repository / "web/.env").read_text(), "VITE_API_ENDPOINT=https://api.example\n")

    def test_each_part_of_the_page_is_cached_as_it_may_be(self):
        self.run_it("dev")
        uploads = {call.split()[4]: call for call in self.calls() if "s3://page-bucket" in call}
        for_ever = "--cache-control public, max-age=31536000, immutable"
        for target, call in uploads.items():
            self.assertIn(for_ever if target.endswith("/assets") else "--cache-control no-cache", call)
        self.assertIn("--content-type text/html; charset=utf-8", uploads["s3://page-bucket/index.html"])
        kept = sorted(str(it.relative_to(self.amazon / "s3/page-bucket")) for it in (self.amazon / "s3/page-bucket").rglob("*") if it.is_file())
        self.assertEqual(kept, ["assets/index-1.js", "favicon.svg", "index.html", "manifest.webmanifest", "sw.js"])

    def test_parameters_go_by_a_file_that_nobody_else_can_read(self):
        (self.repository / "deploy/aws/parameters.dev.json").write_text('{"Model1ApiKey": "sk-secret", "Architecture": "x86_64"}')
        said = self.run_it("dev")
        self.assertNotIn("sk-secret", said + "".join(self.calls()))
        self.assertEqual((self.amazon / "parameters.mode").read_text(), "0o600")
        self.assertEqual(
            json.loads((self.amazon / "parameters.json").read_text()),
            {
                "Model1ApiKey": "sk-secret",
                "Architecture": "x86_64",
                "Stage": "dev",
                "Version": self.git("rev-parse", "--short=12", "HEAD"),
            },
        )
        self.assertEqual(len(self.begun("cargo lambda build --release --x86-64")), 1)

    def test_a_configuration_file_goes_into_the_package(self):
        (self.repository / "deploy/aws/pixelprompt.dev.toml").write_text("[limits]\n")
        self.commit("a file")
        self.run_it("dev")
        self.assertIn("'pixelprompt.toml'", (self.amazon / "template.yaml").read_text())

    def test_stacks_are_tagged_so_that_costs_can_be_told_apart(self):
        self.run_it("dev")
        self.assertIn("--tags Application=pixelprompt Stage=dev", self.begun("sam deploy")[0])
        self.assertIn("--tags Application=pixelprompt", self.begun("aws cloudformation deploy")[0])

    def test_other_lines_of_the_env_file_stay(self):
        (self.repository / "web/.env").write_text("VITE_OTHER=1\nVITE_API_ENDPOINT=https://old.example\n")
        self.run_it("dev")
        self.assertEqual((self.repository / "web/.env").read_text(), "VITE_OTHER=1\nVITE_API_ENDPOINT=https://api.example\n")

    def test_a_tag_is_the_version(self):
        self.git("tag", "v1.2.0")
        self.assertIn("v1.2.0 is deployed to staging", self.run_it("staging"))
        self.assertTrue((self.amazon / "s3/artifacts-bucket/staging/releases/v1.2.0/release.json").exists())

    def test_a_second_time_nothing_is_built(self):
        self.run_it("dev")
        self.run_it("dev")
        built = [call for call in self.calls() if call.split()[0] in {"cargo", "npm", "setup.sh"} or call.startswith("sam package")]
        self.assertEqual(built, [])
        self.assertEqual(len(self.begun("sam deploy")), 1)
        self.assertIn("--no-fail-on-empty-changeset", self.begun("sam deploy")[0])

    def test_what_is_not_committed_goes_to_dev_alone_and_has_a_name_of_its_own(self):
        (self.repository / "web/note").write_text("changed")
        for stage in ["staging", "prod"]:
            self.assertIn("not committed", self.run_it(stage, status=1))
            self.assertEqual(self.begun("sam"), [])
        said = self.run_it("dev")
        first = re.search(r"(\S+) is deployed to dev", said).group(1)
        self.assertRegex(first, r"^[0-9a-f]{12}-dirty-[0-9a-f]{8}$")
        (self.repository / "web/note").write_text("changed again")
        self.assertNotIn(first, self.run_it("dev"))

    def test_prod_is_asked_about_and_protected(self):
        self.run_it("prod")
        self.assertIn("--confirm-changeset", self.begun("sam deploy")[0].split())
        self.assertEqual(len(self.begun("aws cloudformation update-termination-protection --stack-name pixelprompt-prod --enable")), 1)
        self.run_it("prod", "--yes")
        self.assertIn("--no-confirm-changeset", self.begun("sam deploy")[0].split())

    def test_the_smoke_test_can_be_left_out(self):
        self.run_it("dev", "--skip-smoke")
        self.assertEqual(self.begun("smoke.sh") + self.begun("verify-cloudfront.sh"), [])

    def test_the_sweep_has_a_place(self):
        for text, right in [('{"QueueConcurrency": "10"}', False), ('{"QueueConcurrency": "10", "WorkerReservedConcurrency": "0"}', True)]:
            (self.repository / "deploy/aws/parameters.dev.json").write_text(text)
            said = self.run_it("dev", "--skip-smoke", status=0 if right else 1)
            self.assertEqual("must be less than WorkerReservedConcurrency" in said, not right)

    def test_small_accounts_are_told_before_they_wait(self):
        self.assertIn("set WorkerReservedConcurrency", self.run_it("dev", status=1, PLACES="50"))
        self.assertEqual(self.begun("sam deploy"), [])

    def test_parameters_that_are_no_json_are_refused(self):
        (self.repository / "deploy/aws/parameters.dev.json").write_text("{")
        self.assertIn("is no JSON object", self.run_it("dev", status=1))
        self.assertEqual(self.begun("cargo") + self.begun("sam"), [])


class RealSam(Deploying):
    """With SAM itself in the place of its stand-in, as far as moto goes with it."""

    def test_it_takes_what_the_script_gives_it_and_shows_no_key(self):
        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
        server.start()
        self.addCleanup(server.stop)
        endpoint = "http://{}:{}".format(*server.get_host_and_port())
        keys = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_REGION": "us-west-2"}
        s3 = boto3.client("s3", endpoint_url=endpoint, region_name="us-west-2")
        s3.create_bucket(Bucket="artifacts-bucket", CreateBucketConfiguration={"LocationConstraint": "us-west-2"})
        (self.tools / "sam").unlink()
        (self.tools / "sam").symlink_to(pathlib.Path(sys.executable).parent / "sam")
        (self.repository / "deploy/aws/parameters.dev.json").write_text('{"Model1ApiKey": "sk-secret", "GlobalLimit": "7"}')
        # moto does not find the template where SAM has put it.
        said = self.run_it("dev", status=1, AWS_ENDPOINT_URL=endpoint, **keys)
        self.assertIn("deploy: FAILED to deploy the stack pixelprompt-dev", said)
        overrides = json.loads(re.search(r"Parameter overrides +: (.*)", said).group(1))
        self.assertEqual((overrides["Stage"], overrides["GlobalLimit"], overrides["Model1ApiKey"]), ("dev", "7", "*****"))
        self.assertNotIn("sk-secret", said)
        kept = [it["Key"] for it in s3.list_objects_v2(Bucket="artifacts-bucket")["Contents"]]
        self.assertEqual([key.split("/")[1] for key in kept], ["code", "templates"])
        packaged = next((self.amazon / "s3/artifacts-bucket/dev/releases").rglob("template-arm64.yaml")).read_text()
        self.assertEqual(len(re.findall(r"CodeUri: s3://artifacts-bucket/dev/code/\w+", packaged)), 2, "one package for both")


class Failing(Deploying):
    # A part of each call that changes or asks something.
    CALLS = [
        "sts get-caller-identity", "deploy --stack-name pixelprompt-artifacts", "cargo lambda build", "sam package",
        "releases/VERSION/template-arm64.yaml --only", "get-account-settings", "sam deploy", "Stacks[0].Outputs[?", "Stacks[0].Outputs --",
        "setup.sh page", "npm --prefix", "page.tar.gz s3://", "kept.tar.gz", "s3 sync", "--recursive", "index.html --only",
        "sw.js --only", "create-invalidation", "invalidation-completed", "smoke.sh", "verify-cloudfront.sh", "dev/current.json",
    ]

    def test_whatever_fails_ends_it_and_the_next_run_goes_on(self):
        """Each run fails a step later than the one before, and the last gets through."""
        version = self.git("rev-parse", "--short=12", "HEAD")
        done = set()
        for part in self.CALLS:
            part = part.replace("VERSION", version)
            with self.subTest(part):
                said = self.run_it("dev", status=1, FAIL=part)
                self.assertRegex(said, "deploy: FAILED to .*goes on where it stopped|AWS does not know you")
                calls = (self.amazon / "calls").read_text().splitlines()
                self.assertIn(part, calls[-1], said)
                self.assertFalse((self.amazon / "s3/artifacts-bucket/dev/current.json").exists())
                again = {call.split()[0] for call in calls} & done
                self.assertEqual(again, set(), "it was built twice")
                # What was kept before it failed is not made again.
                if any("kept.tar.gz" in call for call in calls):
                    done.add("npm")
                if any(call.startswith("sam deploy") for call in calls):
                    done.add("cargo")
        self.run_it("dev")
        self.assertTrue((self.amazon / "s3/artifacts-bucket/dev/current.json").exists())

    def test_people_never_see_a_page_without_its_parts(self):
        order = [call.split()[4] for call in WHOLE if "s3://page-bucket" in call]
        self.assertEqual(order[0], "s3://page-bucket/assets")
        self.assertEqual(order[-2:], ["s3://page-bucket/index.html", "s3://page-bucket/sw.js"])
        self.run_it("dev", status=1, FAIL="--recursive")
        self.assertFalse((self.amazon / "s3/page-bucket/index.html").exists())

    def test_an_interrupted_one_says_so_and_leaves_nothing(self):
        (self.tools / "cargo").unlink()
        (self.tools / "cargo").write_text("#!/bin/sh\necho begun > $AMAZON/begun\nsleep 30\n")
        (self.tools / "cargo").chmod(0o755)
        it = subprocess.Popen(
            [self.repository / "scripts/deploy.sh", "dev"], env=self.environment(), start_new_session=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )
        until = time.monotonic() + 20
        while not (self.amazon / "begun").exists() and time.monotonic() < until:
            time.sleep(0.02)
        os.killpg(it.pid, signal.SIGINT)
        said, _ = it.communicate(timeout=20)
        self.assertEqual(it.returncode, 130, said)
        self.assertIn("interrupted; it was about to build the functions", said)
        self.assertNotIn("FAILED", said)
        self.assertEqual([it for it in self.home.iterdir() if it.name.startswith("tmp.")], [])

    def test_each_missing_tool_is_named_with_how_to_get_it(self):
        for name in ["sam", "cargo-lambda", "jq", "aws"]:
            (self.tools / name).unlink()
        said = self.run_it("dev", status=1)
        for name, how in [("sam", "aws-sam-cli"), ("cargo-lambda", "ziglang"), ("jq", "apt-get install jq"), ("aws", "docs.aws.amazon.com")]:
            self.assertRegex(said, f"(?m)^  {name}: .*{how}")
        self.assertEqual(self.calls(), [])

    def test_what_is_misunderstood_is_explained(self):
        for arguments in [[], ["production"], ["dev", "prod"], ["dev", "--rollback"], ["dev", "--rollback", "../x"], ["dev", "--what"]]:
            said = self.run_it(*arguments, status=2)
            self.assertIn("scripts/deploy.sh prod --rollback v1.2.0", said)
            self.assertEqual(self.calls(), [])
        self.assertIn("What a version is", self.run_it("--help"))


class Stack(Deploying):
    def state(self, text):
        (self.amazon / "stacks/pixelprompt-dev").write_text(text)

    def test_what_an_earlier_run_has_begun_is_waited_for(self):
        for begun, wait in [
            ("CREATE_IN_PROGRESS", "stack-create-complete"),
            ("UPDATE_IN_PROGRESS", "stack-update-complete"),
            ("UPDATE_ROLLBACK_IN_PROGRESS", "stack-rollback-complete"),
        ]:
            self.state(begun)
            self.run_it("dev")
            order = [call for call in self.calls() if call.startswith(("aws cloudformation wait", "sam deploy"))]
            self.assertTrue(order[0].startswith(f"aws cloudformation wait {wait}"), order)
            self.assertTrue(order[1].startswith("sam deploy"), order)

    def test_a_first_creation_that_failed_makes_place(self):
        self.state("ROLLBACK_COMPLETE")
        self.run_it("dev")
        order = [call.split()[2] for call in self.calls() if "pixelprompt-dev" in call][:3]
        self.assertEqual(order, ["describe-stacks", "delete-stack", "wait"])
        self.assertEqual(len(self.begun("sam deploy")), 1)

    def test_one_that_could_not_go_back_needs_a_person(self):
        self.state("UPDATE_ROLLBACK_FAILED")
        self.assertIn("continue-update-rollback", self.run_it("dev", status=1))
        self.assertEqual(self.begun("sam deploy"), [])


class DryRun(Deploying):
    LOOKS = ("aws sts get-caller-identity", "aws cloudformation describe-stacks", "aws s3 ls", "aws lambda get-account-settings")

    def test_it_changes_nothing_and_says_everything(self):
        said = self.run_it("dev", "--dry-run")
        for call in self.calls():
            self.assertTrue(call.startswith(self.LOOKS), call)
        for would in ["cargo lambda build", "sam package", "sam deploy", "npm --prefix", "aws s3 sync", "create-invalidation", "scripts/smoke.sh"]:
            self.assertIn(f"would run: {would}" if "create" not in would else would, said)
        self.assertFalse((self.repository / "web/.env").exists())
        self.assertFalse((self.amazon / "s3").exists())

    def test_so_does_going_back_and_taking_down(self):
        self.run_it("dev")
        version = self.git("rev-parse", "--short=12", "HEAD")
        for arguments in [["--rollback", version], ["--destroy"]]:
            self.run_it("dev", *arguments, "--dry-run")
            for call in self.calls():
                self.assertTrue(call.startswith((*self.LOOKS, "aws s3 cp s3://artifacts-bucket")), call)


class Rollback(Deploying):
    def two(self):
        first = self.commit("one")
        self.run_it("dev", SOURCE="one")
        self.commit("two")
        self.run_it("dev", SOURCE="two")
        return first

    def test_what_was_deployed_is_deployed_again_and_nothing_is_built(self):
        first = self.two()
        page = self.amazon / "s3/page-bucket/index.html"
        self.assertEqual(page.read_text(), "two")
        said = self.run_it("dev", "--rollback", first)
        self.assertIn(f"{first} is deployed to dev", said)
        self.assertEqual(page.read_text(), "one")
        self.assertIn("of one", (self.amazon / "template.yaml").read_text())
        self.assertEqual(json.loads((self.amazon / "parameters.json").read_text())["Version"], first)
        self.assertEqual(json.loads((self.amazon / "s3/artifacts-bucket/dev/current.json").read_text())["version"], first)
        self.assertEqual([call for call in self.calls() if call.split()[0] in {"cargo", "npm", "setup.sh"} or "package" in call], [])
        self.assertEqual(len(self.begun("smoke.sh")), 1)

    def test_it_needs_no_tools_to_build_and_no_clean_checkout(self):
        first = self.two()
        for name in ["cargo", "cargo-lambda", "node", "npm", "git"]:
            (self.tools / name).unlink()
        (self.repository / "web/note").write_text("in the middle of something")
        self.run_it("dev", "--rollback", first)

    def test_the_processor_is_the_packages_own(self):
        parameters = self.repository / "deploy/aws/parameters.dev.json"
        parameters.write_text('{"Architecture": "x86_64"}')
        first = self.two()
        parameters.write_text('{"Architecture": "arm64"}')
        self.run_it("dev", "--rollback", first)
        self.assertEqual(json.loads((self.amazon / "parameters.json").read_text())["Architecture"], "x86_64")

    def test_there_is_no_way_to_where_nobody_was(self):
        self.run_it("dev")
        self.assertIn("was never deployed to dev", self.run_it("dev", "--rollback", "v9", status=1))
        self.assertEqual(self.begun("sam"), [])
        # Nor to what did not come to its end.
        second = self.commit("two")
        self.run_it("dev", status=1, FAIL="smoke.sh")
        self.assertIn("not to the end", self.run_it("dev", "--rollback", second, status=1))

    def test_versions_are_listed(self):
        first = self.two()
        said = self.run_it("dev", "--versions")
        self.assertEqual(len(re.findall(r"(?m)^\d{4}-\S+Z  [0-9a-f]{12}$", said)), 2)
        self.assertIn(first, said)


class Destroy(Deploying):
    def there(self, stage):
        self.run_it(stage, "--yes")

    def deleted(self):
        return [call for call in self.calls() if "delete" in call and "wait" not in call]

    def test_only_who_types_the_words_takes_it_down(self):
        self.there("dev")
        for typed in ["", "yes\n", "destroy\n", "destroy pixelprompt-prod\n"]:
            self.assertIn("nothing was changed", self.run_it("dev", "--destroy", status=1, typed=typed))
            self.assertEqual(self.deleted(), [])

    def test_jobs_and_pictures_stay_unless_somebody_says_so_once_more(self):
        self.there("dev")
        said = self.run_it("dev", "--destroy", typed="destroy pixelprompt-dev\nno\n")
        self.assertIn("they stay", said)
        self.assertIn("pictures-bucket", said)
        self.assertEqual([call.split()[2] for call in self.deleted()], ["delete-stack"])

    def test_everything_goes_if_somebody_does(self):
        self.there("dev")
        self.run_it("dev", "--destroy", typed="destroy pixelprompt-dev\ndelete everything of dev\n")
        self.assertEqual(
            [" ".join(call.split()[1:5]) for call in self.deleted()],
            [
                "cloudformation delete-stack --stack-name pixelprompt-dev",
                "s3api delete-objects --bucket page-bucket", "s3api delete-bucket --bucket page-bucket",
                "s3api delete-objects --bucket pictures-bucket", "s3api delete-bucket --bucket pictures-bucket",
                "dynamodb delete-table --table-name the-table",
            ],
        )
        asked = json.loads((self.amazon / "emptied-pictures-bucket").read_text())
        self.assertEqual(asked["Objects"], [{"Key": "a", "VersionId": "1"}])

    def test_what_people_made_in_prod_is_never_deleted(self):
        self.there("prod")
        said = self.run_it("prod", "--destroy", "--yes", typed="destroy pixelprompt-prod\ndelete everything of prod\n")
        self.assertIn("never deleted from here", said)
        self.assertEqual([call.split()[2] for call in self.deleted()], ["delete-stack"])

    def test_what_is_not_there_cannot_be_taken_down(self):
        self.assertIn("there is no stack", self.run_it("dev", "--destroy", status=1))


if __name__ == "__main__":
    unittest.main()
