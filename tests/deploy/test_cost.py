"""scripts/cost.py, and what docs/COST.md says that it says."""

import json
import re
import subprocess
import sys
import unittest

from deployment import AWS, ROOT, of_type, properties, template

DATA = json.loads((AWS / "prices.json").read_text())


def cost(*arguments, status=0):
    ran = subprocess.run([sys.executable, ROOT / "scripts/cost.py", *arguments], capture_output=True, text=True)
    assert ran.returncode == status, ran.stderr
    return ran.stdout


def bill(*arguments):
    return json.loads(cost(*arguments, "--json"))


class Cost(unittest.TestCase):
    def test_a_month_reckoned_by_hand(self):
        got = bill("--generations", "1000", "--models", "2", "--seconds", "10", "--picture-kb", "1018", "--visits", "0",
                   "--months", "1", "--no-free", "--picture-usd", "0.04")
        usd = {line["what"]: line["usd"] for line in got["lines"]}
        requests = 1000 * 4 + 1000 * 10 / 2
        expected = {
            "functions at work": (requests * 0.02 * 0.5 + (2000 * 11 + 43800 * 0.1) * 3008 / 1024) * 0.0000133334,
            "functions called": (requests + 2000 + 43800) * 0.2 / 1e6,
            "the gateway": requests / 1e6,
            "the queue": (2000 * 3 + 43800 * 15) * 0.4 / 1e6,
            "the table, written": (1000 * 8 + 2000 * (30 + 2 * 2)) * 0.625 / 1e6,
            "the table, read": (5000 * 2 + 4000 * 4 + 43800 * 8) * 0.125 / 1e6,
            "pictures, kept": 2000 * 1048 / 1024**2 * 0.023,
            "pictures, written": 4000 * 5 / 1e6,
            "alarms": 1.6,
            "dashboard": 3,
        }
        for what, value in expected.items():
            self.assertAlmostEqual(usd[what], value, places=9, msg=what)
        self.assertAlmostEqual(got["amazonUsd"], sum(line["usd"] for line in got["lines"]))
        self.assertAlmostEqual(got["modelsUsd"], 80)
        self.assertAlmostEqual(got["totalUsd"], got["amazonUsd"] + 80)

    def test_more_of_anything_never_costs_less(self):
        usual = {"--generations": 5000, "--models": 9, "--seconds": 12, "--picture-kb": 1500, "--visits": 2000, "--months": 6,
                 "--worker-memory": 3008, "--api-memory": 512, "--picture-usd": 0.01}
        before = bill(*[str(it) for pair in usual.items() for it in pair])["totalUsd"]
        for name in usual:
            more = usual | {name: usual[name] * 2}
            after = bill(*[str(it) for pair in more.items() for it in pair])["totalUsd"]
            self.assertGreaterEqual(after, before, name)
        self.assertGreater(bill("--generations", "5000", "--no-free")["amazonUsd"], bill("--generations", "5000")["amazonUsd"])
        self.assertGreater(bill("--generations", "50000", "--architecture", "x86_64")["amazonUsd"], bill("--generations", "50000")["amazonUsd"])

    def test_nothing_painted_costs_next_to_nothing(self):
        self.assertLess(bill("--generations", "0")["amazonUsd"], 1)

    def test_every_price_is_used_and_says_where_it_is_from(self):
        used = {line["unit"] for line in bill("--generations", "1")["lines"]}
        source = (ROOT / "scripts/cost.py").read_text()
        for name, it in DATA["prices"].items():
            self.assertRegex(it["page"], r"^https://aws\.amazon\.com/\S+/pricing/")
            self.assertTrue(f'"{name}"' in source or name.startswith("lambda_"), name)
        self.assertIn("GB-second", used)
        for name, it in DATA["usage"].items():
            self.assertIn(f'USE["{name}"]', source)
            self.assertTrue(it["why"], name)

    def test_assumptions_are_those_of_the_template(self):
        parameters = template()["Parameters"]
        usual = dict(re.findall(r'"--(worker-memory|api-memory)", type=int, default=(\d+)', (ROOT / "scripts/cost.py").read_text()))
        self.assertEqual(int(usual["worker-memory"]), parameters["WorkerMemoryMb"]["Default"])
        self.assertEqual(int(usual["api-memory"]), parameters["ApiMemoryMb"]["Default"])
        metrics = [
            sum("MetricStat" in it for it in alarm["Properties"].get("Metrics", [])) or 1
            for alarm in of_type("AWS::CloudWatch::Alarm").values()
        ]
        self.assertEqual(sum(metrics), DATA["usage"]["alarm_metrics"]["value"])
        self.assertEqual(properties("WorkerFunction")["Events"]["Sweep"]["Properties"]["Schedule"], "rate(1 minute)")

    def test_the_table_in_the_documentation_is_what_it_prints(self):
        document = (ROOT / "docs/COST.md").read_text()
        rows = re.findall(r"(?m)^\| ([\d,]+) \| ([\d.,]+) \| ([\d.,]+) \| ([\d.,]+) \|$", document)
        self.assertEqual(len(rows), 4)
        for jobs, small, usual, all_paid in rows:
            jobs = jobs.replace(",", "")
            for said, more in [(small, ["--worker-memory", "1024"]), (usual, []), (all_paid, ["--no-free"])]:
                self.assertEqual(float(said.replace(",", "")), round(bill("--generations", jobs, *more)["amazonUsd"], 2), (jobs, more))

    def test_what_cannot_be_is_refused(self):
        cost("--generations", "-1", status=2)
        cost(status=2)
        self.assertIn("prices.json", cost("--help"))


if __name__ == "__main__":
    unittest.main()
