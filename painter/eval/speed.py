"""The painter's speed beside PyTorch's: same network, steps and guidance, taking turns on the CPU.

    cargo build --release -p pixelprompt-painter --example paint_seconds
    python -m eval.speed [--cores 2]

Prints seconds a picture, smallest and median of the rounds, and the ratio (below 1: the painter is
faster). On one core it is processor time, which other work on the machine hardly touches; on two cores
it is time on the clock, which means something on an idle machine only. PyTorch has float32 weights and
both halves of the guidance in one batch, its fastest way; with the painter goes everything from prompt
to pixels.
"""

import argparse
import os
import statistics
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import torch

from train.network import sample
from train.parity import embedded
from train.scenes import Scene

TARGET = Path(os.environ.get("CARGO_TARGET_DIR", Path(__file__).parents[2] / "target"))
PROGRAM = TARGET / "release/examples/paint_seconds"
GUIDANCE = 4.0


class Painter:
    """The program, painting on request; it keeps to the cores it is started on."""

    def __init__(self):
        self.process = subprocess.Popen([PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.process.stdout.readline()
        self.load = self.processor_time()

    def paint(self, steps: int) -> None:
        self.process.stdin.write(f"{steps}\t{GUIDANCE}\n")
        self.process.stdin.flush()
        self.process.stdout.readline()

    def processor_time(self) -> float:
        """Of the first thread, which does everything when there is one core."""
        return int(Path(f"/proc/{self.process.pid}/schedstat").read_text().split()[0]) * 1e-9

    def peak_memory(self) -> float:
        """In MiB, the embedded weights included."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))) / 1024

    def close(self) -> None:
        self.process.stdin.close()
        self.process.wait()


def seconds(clock: Callable[[], float], work: Callable[[], None]) -> float:
    begin = clock()
    work()
    return clock() - begin


def compare(net: torch.nn.Module, cores: int, rounds: int) -> None:
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:cores])
    torch.set_num_threads(cores)
    painter = Painter()
    clock, their_clock = (painter.processor_time, time.thread_time) if cores == 1 else (time.perf_counter,) * 2
    print(f"{cores} core(s): started and loaded in {painter.load * 1000:.0f} ms of processor time")
    for steps in (12, 4):
        noise, scene, against = torch.randn(1, 64, 192), Scene.blank(1), Scene.blank(1)
        ours, theirs = [], []
        for _ in range(rounds):
            ours.append(seconds(clock, lambda: painter.paint(steps)))
            theirs.append(seconds(their_clock, lambda: sample(net, noise, scene, against, steps, GUIDANCE)))
        least, middle, their_least, their_middle = (f(x) for x in (ours, theirs) for f in (min, statistics.median))
        print(
            f"  {steps:2} steps: painter {least:.3f} / {middle:.3f} s, PyTorch {their_least:.3f} / {their_middle:.3f} s, "
            f"ratio {least / their_least:.2f} / {middle / their_middle:.2f}"
        )
    print(f"  peak memory {painter.peak_memory():.0f} MiB")
    painter.close()


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--rounds", type=int, default=15)
    p.add_argument("--cores", type=int, default=1)
    a = p.parse_args()
    compare(embedded().eval(), a.cores, a.rounds)


if __name__ == "__main__":
    main()
