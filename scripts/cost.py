#!/usr/bin/env python3
"""What Pixel Prompt on AWS costs in a month. Amazon alone: what the models cost is asked with --picture-usd.

    scripts/cost.py --generations 1000
    scripts/cost.py --generations 20000 --models 9 --seconds 12 --picture-kb 1500 --visits 8000 --months 12
    scripts/cost.py --generations 1000 --json

Prices and assumptions are in deploy/aws/prices.json, each with its page or its reason; none is anywhere else. Needs Python 3.9.
"""

import argparse
import json
import pathlib

DATA = json.loads((pathlib.Path(__file__).resolve().parents[1] / "deploy/aws/prices.json").read_text())
USE = {name: it["value"] for name, it in DATA["usage"].items()}
GB = 1024 * 1024  # in KB


def amounts(asked):
    """What a month uses: (what it is for, the price's name, how much)."""
    jobs, runs = asked.generations, asked.generations * asked.models
    polls = jobs * asked.seconds / USE["poll_seconds"]
    requests = jobs * USE["requests_per_job"] + asked.visits * USE["requests_per_visit"] + polls
    sweeps = USE["minutes"]
    thumbnails = runs * USE["views_per_picture"]
    originals = thumbnails / 3
    files = asked.visits * USE["files_per_visit"]
    kept = asked.months * runs
    heartbeats = asked.seconds / USE["heartbeat_seconds"]
    pictures_gb = kept * (asked.picture_kb + USE["thumbnail_kb"]) / GB
    table_gb = kept * USE["table_kb_per_run"] / GB
    worker = runs * (asked.seconds + USE["extra_seconds_per_run"]) + sweeps * USE["sweep_seconds"]
    seconds = requests * USE["api_seconds"] * asked.api_memory / 1024 + worker * asked.worker_memory / 1024
    transfer = thumbnails * USE["thumbnail_kb"] + originals * asked.picture_kb + asked.visits * USE["kb_per_visit"]
    polled = polls * asked.models * USE["read_units_per_run_polled"]
    others = (requests - polls) * USE["read_units_per_request"]
    return [
        ("functions at work", f"lambda_{asked.architecture}", seconds),
        ("functions called", "lambda_requests", requests + runs + sweeps),
        ("the gateway", "gateway_requests", requests),
        ("the queue", "queue_requests", runs * USE["queue_requests_per_run"] + sweeps * USE["queue_polls_per_minute"]),
        ("the table, written", "table_writes", jobs * USE["write_units_per_job"] + runs * (USE["write_units_per_run"] + 2 * heartbeats)),
        ("the table, read", "table_reads", polled + others + sweeps * USE["sweep_read_units"]),
        ("the table, kept", "table_storage", table_gb),
        ("the table, recoverable", "table_recovery", table_gb),
        ("pictures, kept", "bucket_storage", pictures_gb),
        ("pictures, written", "bucket_writes", runs * 2),
        ("pictures, read", "bucket_reads", (thumbnails + originals) * USE["misses"]),
        ("the site, sent", "site_transfer", transfer / GB),
        ("the site, asked", "site_requests", requests + thumbnails + originals + files),
        ("the site, functions", "site_functions", requests + files),
        ("logs", "logs", (requests * USE["log_kb_per_request"] + runs * USE["log_kb_per_run"]) / GB),
        ("alarms", "alarms", USE["alarm_metrics"]),
        ("dashboard", "dashboards", 1),
    ]


def month(asked):
    """The lines of the bill, and the price of the pictures at their models."""
    lines = []
    for what, name, amount in amounts(asked):
        price = DATA["prices"][name]
        paid = max(0, amount - (price["free"] if asked.free else 0))
        lines.append({"what": what, "amount": amount, "unit": price["per"], "paid": paid, "usd": paid * price["usd"]})
    models = asked.generations * asked.models * asked.picture_usd
    amazon = sum(line["usd"] for line in lines)
    return {"lines": lines, "amazonUsd": amazon, "modelsUsd": models, "totalUsd": amazon + models}


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--generations", type=int, required=True, help="jobs a month")
    parser.add_argument("--models", type=int, default=9, help="models that paint each job (9)")
    parser.add_argument("--seconds", type=float, default=12, help="how long a model takes (12)")
    parser.add_argument("--picture-kb", type=float, default=1500, help="size of a picture (1500)")
    parser.add_argument("--picture-usd", type=float, default=0, help="what a picture costs at its model, on average (0)")
    parser.add_argument("--visits", type=int, help="how often the page is opened (once for each two jobs)")
    parser.add_argument("--months", type=int, default=12, help="for how long pictures have been kept by then (12)")
    parser.add_argument("--worker-memory", type=int, default=3008, help="WorkerMemoryMb (3008)")
    parser.add_argument("--api-memory", type=int, default=512, help="ApiMemoryMb (512)")
    parser.add_argument("--architecture", choices=["arm64", "x86_64"], default="arm64")
    parser.add_argument("--no-free", dest="free", action="store_false", help="without what Amazon gives every account each month")
    parser.add_argument("--json", action="store_true")
    return parser


def main():
    parser = arguments()
    asked = parser.parse_args()
    if min(asked.generations, asked.models, asked.seconds, asked.picture_kb, asked.picture_usd, asked.months, asked.visits or 0) < 0:
        parser.error("nothing of this can be less than zero")
    if asked.visits is None:
        asked.visits = asked.generations // 2
    bill = month(asked)
    if asked.json:
        print(json.dumps(bill, indent=2))
        return
    for line in bill["lines"]:
        print(f"{line['what']:<24}{line['amount']:>16,.1f} {line['unit']:<20}{line['usd']:>10.2f}")
    print(f"{'Amazon, USD a month':<61}{bill['amazonUsd']:>10.2f}")
    if asked.picture_usd:
        print(f"{'the models':<61}{bill['modelsUsd']:>10.2f}")
        print(f"{'together':<61}{bill['totalUsd']:>10.2f}")
    print(f"\nList prices of {DATA['region']} as written down on {DATA['written']}, and assumptions: deploy/aws/prices.json.")


if __name__ == "__main__":
    main()
