"""Training pictures and what they show, composed afresh for every batch from the artwork.

A scene is one object, or two side by side, each in its own or a named colour, on a white or named
background, in one artwork style, possibly mirrored, shrunk or moved.
"""

import hashlib
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F

from . import paths
from .vocabulary import BACKGROUND_NAMES, BACKGROUNDS, COLOUR_NAMES, STYLES, concepts

SIDE = 64


@dataclass
class Scene:
    """What a batch of pictures shows. Row 0 of every table means "not said"."""

    concept: torch.Tensor  # i64 [b, 2]: left (or only) object, right object; 1 + row of concepts()
    colour: torch.Tensor  # i64 [b, 2]: 1 + row of COLOUR_NAMES
    background: torch.Tensor  # i64 [b]: 1 + row of BACKGROUND_NAMES
    style: torch.Tensor  # i64 [b]: 1 + row of STYLES
    pose: torch.Tensor  # f32 [b, 4]: mirrored (0, 1), shrink (0 is full size), shift right, shift down (parts of the side)

    def fields(self) -> list[torch.Tensor]:
        return [self.concept, self.colour, self.background, self.style, self.pose]

    def to(self, device: str) -> "Scene":
        return Scene(*(f.to(device) for f in self.fields()))

    @staticmethod
    def blank(count: int) -> "Scene":
        pair, single = (torch.zeros(count, 2, dtype=torch.long) for _ in range(2)), (torch.zeros(count, dtype=torch.long) for _ in range(2))
        return Scene(*pair, *single, torch.zeros(count, 4))


@dataclass(frozen=True)
class Mix:
    """How often a training scene is more than one plain object."""

    colour: float = 0.30
    background: float = 0.25
    pair: float = 0.12
    pose: float = 0.20


SHAPES_FIRST = Mix(colour=0.12, background=0.12, pair=0.04, pose=0.0)


def held_out(concept: str, colour: str) -> bool:
    """One in eight (concept, colour) pairs is never trained on: composition is judged on those."""
    digest = hashlib.sha256(f"{concept}|{colour}".encode()).digest()
    return digest[0] % 8 == 0


class Composer:
    """Draws scenes with their pictures. Deterministic for a seed."""

    def __init__(self, seed: int, limit: int | None = None):
        art = np.load(paths.ARTWORK)
        keep = np.flatnonzero(art["concept"] >= 0)[:limit]
        self.style, self.concept = art["style"][keep], art["concept"][keep]
        self.plain = art["pixels"][keep]
        coloured = np.load(paths.RECOLOURED, mmap_mode="r")
        self.coloured = coloured if limit is None else np.asarray(coloured[: keep.max() + 1])
        self.keep = keep
        names = concepts()
        self.allowed = np.array([[not held_out(c, colour) for colour in COLOUR_NAMES] for c in names])
        self.by_style = [np.flatnonzero(self.style == s) for s in range(len(STYLES))]
        self.backgrounds = torch.tensor([BACKGROUNDS[n] for n in BACKGROUND_NAMES]).float() / 255
        self.rng = np.random.default_rng(seed)
        self.order = np.empty(0, int)

    def next_icons(self, count: int) -> np.ndarray:
        """Rows without replacement, pass after pass, so that every icon is seen equally often."""
        while len(self.order) < count:
            self.order = np.concatenate([self.order, self.rng.permutation(len(self.style))])
        taken, self.order = self.order[:count], self.order[count:]
        return taken

    def icon(self, row: int, mix: Mix) -> tuple[np.ndarray, int]:
        """Pixels of an icon in its own or a random named colour, and the colour's table row."""
        if self.rng.random() < mix.colour:
            colour = int(self.rng.integers(len(COLOUR_NAMES)))
            if self.allowed[self.concept[row], colour]:
                return self.coloured[self.keep[row], colour], colour + 1
        return self.plain[row], 0

    def draw(self, count: int, mix: Mix) -> tuple[torch.Tensor, Scene]:
        """Pictures f32 [count, 3, 64, 64] in -1..1, and what they show."""
        rng, scene = self.rng, Scene.blank(count)
        canvas = torch.zeros(count, 4, SIDE, SIDE)
        white_object = COLOUR_NAMES.index("white") + 1
        for i, row in enumerate(self.next_icons(count)):
            scene.style[i] = int(self.style[row]) + 1
            pixels, colour = self.icon(row, mix)
            scene.concept[i, 0], scene.colour[i, 0] = int(self.concept[row]) + 1, colour
            layer = premultiplied(pixels)
            if rng.random() < mix.pair:
                other = rng.choice(self.by_style[self.style[row]])
                if rng.random() < 0.15:  # "two apples"
                    other = row
                second, other_colour = self.icon(other, mix)
                scene.concept[i, 1], scene.colour[i, 1] = int(self.concept[other]) + 1, other_colour
                half = F.avg_pool2d(torch.stack([layer, premultiplied(second)]), 2)
                canvas[i, :, 16:48, :32], canvas[i, :, 16:48, 32:] = half[0], half[1]
            elif rng.random() < mix.pose:
                scene.pose[i], canvas[i] = self.posed(layer)
            else:
                canvas[i] = layer
            if rng.random() < mix.background or white_object in scene.colour[i]:
                scene.background[i] = int(rng.integers(len(BACKGROUND_NAMES))) + 1
        paper = self.backgrounds[(scene.background - 1).clamp(min=0)].view(count, 3, 1, 1)
        return (canvas[:, :3] + paper * (1 - canvas[:, 3:])) * 2 - 1, scene

    def posed(self, layer: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        rng = self.rng
        mirrored = float(rng.random() < 0.5)
        side = int(rng.integers(36, SIDE + 1)) if rng.random() < 0.6 else SIDE
        left, top = (int(rng.integers(0, SIDE - side + 1)) for _ in range(2))
        small = F.interpolate(layer[None], size=(side, side), mode="bilinear", antialias=True)[0]
        canvas = torch.zeros(4, SIDE, SIDE)
        canvas[:, top : top + side, left : left + side] = small.flip(-1) if mirrored else small
        return pose(mirrored, side / SIDE, left / SIDE, top / SIDE), canvas


def pose(mirrored: float, size: float, left: float, top: float) -> torch.Tensor:
    """The pose features of an object whose box starts at (left, top), in parts of the side."""
    return torch.tensor([mirrored, 1 - size, left - (1 - size) / 2, top - (1 - size) / 2])


def premultiplied(pixels: np.ndarray) -> torch.Tensor:
    """u8 RGBA [h, w, 4] to f32 [4, h, w] with colour times alpha."""
    layer = torch.from_numpy(pixels.transpose(2, 0, 1).astype(np.float32)) / 255
    layer[:3] *= layer[3:]
    return layer
