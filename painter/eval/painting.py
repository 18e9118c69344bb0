"""Paints lists of prompts with the program itself: what is judged is what people get."""

import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from train import paths
from train.vocabulary import STYLES


@dataclass(frozen=True)
class Wish:
    prompt: str
    style: int
    seed: int


def paint(wishes: list[Wish], steps: int, guidance: float) -> tuple[np.ndarray, list[str]]:
    """Pictures u8 [n, 64, 64, 3], and what the reader understood."""
    lines = [f"{STYLES[w.style].id}\t{w.seed}\t{steps}\t{guidance}\t{w.prompt}\n" for w in wishes]
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "pictures"
        command = ["cargo", "run", "--quiet", "--release", "-p", "pixelprompt-painter", "--example", "paint_list", "--", str(target)]
        done = subprocess.run(command, cwd=paths.PAINTER.parent, input="".join(lines), text=True, stdout=subprocess.PIPE, check=True)
        pictures = np.frombuffer(target.read_bytes(), np.uint8).reshape(len(wishes), 64, 64, 3)
    return pictures, done.stdout.splitlines()
