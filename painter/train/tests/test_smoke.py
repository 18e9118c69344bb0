"""A few steps on a few pictures, through the real command: start, save, resume with two workers,
export. The pictures are drawn here; nothing is downloaded."""

import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import numpy as np

PAINTER = Path(__file__).resolve().parent.parent.parent
SHAPES = ['<circle cx="32" cy="32" r="{}" fill="{}"/>', '<rect x="8" y="20" width="{}" height="30" fill="{}"/>']


class Smoke(unittest.TestCase):
    def run_stage(self, *words: str) -> str:
        command = [sys.executable, "-m", *words]
        done = subprocess.run(command, cwd=PAINTER, env=os.environ | {"PAINTER_CACHE": self.cache}, capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr[-3000:])
        return done.stdout

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.cache = folder.name

    def draw_artwork(self):
        from train.artwork import raster_svg

        icons = []
        for i in range(8):
            body = SHAPES[i % 2].format(14 + 4 * i, ["#d02020", "#20a020", "#2030d0", "#e0c020"][i % 4])
            icons.append(raster_svg(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">{body}</svg>'))
        rows = np.arange(8)
        np.savez(f"{self.cache}/artwork.npz", pixels=np.stack(icons), style=rows % 5, concept=rows, label=np.array([f"thing {i}" for i in rows]))

    def test_learns_saves_and_resumes(self):
        self.draw_artwork()
        self.run_stage("train.recolour")
        small = ["--width", "32", "--depth", "2", "--heads", "2", "--batch", "8", "--cool", "5", "--shapes-first", "10", "--no-compile"]
        first = self.run_stage("train.train", "--steps", "50", "--save-every", "50", *small)
        self.assertIn("step 50 ", first)
        again = self.run_stage("train.train", "--steps", "100", "--workers", "2", *small)
        self.assertIn("worker 1: resumed at step 50", again)
        loss = [float(line.split()[3]) for line in (first + again).splitlines() if line.startswith("step ")]
        self.assertEqual(len(loss), 2)
        self.assertLess(loss[1], loss[0], "fifty more steps on eight pictures must help")
        from train.network import Network
        import torch

        saved = torch.load(f"{self.cache}/runs/painter/checkpoint.pt", weights_only=True)
        self.assertEqual(saved["step"], 100)
        Network(saved["ema"]["concept"].shape[0] - 1, **saved["shape"]).load_state_dict(saved["ema"])


if __name__ == "__main__":
    unittest.main()
