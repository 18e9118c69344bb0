"""Where the stages keep their files. Nothing here is committed; every file can be made again."""

import os
from pathlib import Path

PAINTER = Path(__file__).resolve().parent.parent
CACHE = Path(os.environ.get("PAINTER_CACHE", PAINTER / ".cache"))
PACKAGES = CACHE / "packages"  # unpacked npm tarballs
ARTWORK = CACHE / "artwork.npz"  # rasterised RGBA icons, see artwork.py
RECOLOURED = CACHE / "recoloured.npy"  # artwork in each named colour, see recolour.py
RUNS = CACHE / "runs"  # checkpoints
WEIGHTS = PAINTER.parent / "crates" / "painter" / "weights"  # what the program embeds
