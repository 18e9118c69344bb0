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
    """Draws scenes with their pictures, a whole batch at a time, on the CPU or where the network is.
    Deterministic for a seed and a device."""

    def __init__(self, seed: int, limit: int | None = None, device: str = "cpu"):
        art = np.load(paths.ARTWORK)
        keep = np.flatnonzero(art["concept"] >= 0)[:limit]
        keep = keep[np.argsort(art["style"][keep], kind="stable")]
        self.style, self.concept = (torch.from_numpy(art[name][keep]).to(device) for name in ("style", "concept"))
        self.plain = torch.from_numpy(art["pixels"][keep]).to(device)
        coloured = np.load(paths.RECOLOURED, mmap_mode="c")
        if device == "cpu":  # read from the file where they are asked for: workers share its pages
            self.coloured, self.at = torch.from_numpy(coloured), torch.from_numpy(keep)
        else:
            self.coloured, self.at = torch.from_numpy(coloured[keep]).to(device), torch.arange(len(keep), device=device)
        names = concepts()
        self.allowed = torch.tensor([[True] + [not held_out(c, colour) for colour in COLOUR_NAMES] for c in names], device=device)
        self.many = torch.bincount(self.style, minlength=len(STYLES))  # icons of a style lie side by side
        self.first = self.many.cumsum(0) - self.many
        self.backgrounds = torch.tensor([BACKGROUNDS[n] for n in BACKGROUND_NAMES], device=device).float() / 255
        self.device = device
        self.generator = torch.Generator(device).manual_seed(seed)
        self.rounding = np.random.default_rng(seed)
        self.order = torch.empty(0, dtype=torch.long, device=device)

    def next_icons(self, count: int) -> torch.Tensor:
        """Rows without replacement, pass after pass, so that every icon is seen equally often."""
        while len(self.order) < count:
            self.order = torch.cat([self.order, torch.randperm(len(self.style), generator=self.generator, device=self.device)])
        taken, self.order = self.order[:count], self.order[count:]
        return taken

    def uniform(self, count: int) -> torch.Tensor:
        return torch.rand(count, generator=self.generator, device=self.device)

    def below(self, limit: torch.Tensor | int, count: int) -> torch.Tensor:
        """Whole numbers from 0 up to a limit, which may differ from one to the next."""
        return (self.uniform(count) * limit).long()

    def some(self, count: int, part: float) -> int:
        """A part of a count, rounded up or down by chance."""
        return int(count * part + self.rounding.random())

    def icons(self, rows: torch.Tensor, mix: Mix) -> tuple[torch.Tensor, torch.Tensor]:
        """Icons in their own or a random named colour, as layers, and the colours' table rows."""
        count = len(rows)
        colour = (self.below(len(COLOUR_NAMES), count) + 1) * (self.uniform(count) < mix.colour)
        colour = colour * self.allowed[self.concept[rows], colour]
        moved = self.coloured[self.at[rows], (colour - 1).clamp(min=0)]
        return premultiplied(torch.where((colour > 0).view(-1, 1, 1, 1), moved, self.plain[rows])), colour

    def draw(self, count: int, mix: Mix) -> tuple[torch.Tensor, Scene]:
        """Pictures f32 [count, 3, 64, 64] in -1..1, and what they show. Pairs come first, then posed
        objects; the icons themselves come in random order."""
        rows, scene = self.next_icons(count), Scene.blank(count).to(self.device)
        canvas, colour = self.icons(rows, mix)
        scene.style, scene.concept[:, 0], scene.colour[:, 0] = self.style[rows] + 1, self.concept[rows] + 1, colour
        pairs = self.some(count, mix.pair)
        posed = slice(pairs, pairs + self.some(count - pairs, mix.pose))
        if pairs:
            left = rows[:pairs]
            style = self.style[left]
            right = self.first[style] + self.below(self.many[style], pairs)
            right = torch.where(self.uniform(pairs) < 0.15, left, right)  # "two apples"
            second, second_colour = self.icons(right, mix)
            scene.concept[:pairs, 1], scene.colour[:pairs, 1] = self.concept[right] + 1, second_colour
            side_by_side = torch.cat([F.avg_pool2d(canvas[:pairs], 2), F.avg_pool2d(second, 2)], -1)
            canvas[:pairs] = F.pad(side_by_side, (0, 0, SIDE // 4, SIDE // 4))
        if posed.start < posed.stop:
            scene.pose[posed], canvas[posed] = self.posed(canvas[posed])
        white_object = (scene.colour == COLOUR_NAMES.index("white") + 1).any(1)
        grounded = (self.uniform(count) < mix.background) | white_object
        scene.background = (self.below(len(BACKGROUND_NAMES), count) + 1) * grounded
        paper = self.backgrounds[(scene.background - 1).clamp(min=0)].view(count, 3, 1, 1)
        return (canvas[:, :3] + paper * (1 - canvas[:, 3:])) * 2 - 1, scene

    def posed(self, layers: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Mirrored or not, in a box of some size somewhere, and the features that say so."""
        count = len(layers)
        mirrored = self.uniform(count) < 0.5
        layers = torch.where(mirrored.view(-1, 1, 1, 1), layers.flip(-1), layers)
        side = torch.where(self.uniform(count) < 0.6, 36 + self.below(SIDE + 1 - 36, count), SIDE)
        left, top = self.below(SIDE - side + 1, count), self.below(SIDE - side + 1, count)
        size, left, top = side / SIDE, left / SIDE, top / SIDE
        full = (side == SIDE).view(-1, 1, 1, 1)  # not filtered: edges stay as sharp as they are
        return pose(mirrored, size, left, top), torch.where(full, layers, placed(layers, size, left, top))


def pose(mirrored: torch.Tensor, size: torch.Tensor, left: torch.Tensor, top: torch.Tensor) -> torch.Tensor:
    """The pose features [b, 4] of objects whose boxes start at (left, top), in parts of the side."""
    return torch.stack([mirrored.float(), 1 - size, left - (1 - size) / 2, top - (1 - size) / 2], 1)


def placed(layers: torch.Tensor, size: torch.Tensor, left: torch.Tensor, top: torch.Tensor) -> torch.Tensor:
    """Layers [b, 4, h, w] shrunk into boxes, in parts of the side; drawn at twice the size and averaged."""
    fine = (torch.arange(2 * SIDE, device=layers.device) + 0.5) / (2 * SIDE)
    across, down = (((fine - start[:, None]) / size[:, None] * 2 - 1) for start in (left, top))
    grid = torch.stack([across[:, None].expand(-1, 2 * SIDE, -1), down[:, :, None].expand(-1, -1, 2 * SIDE)], -1)
    return F.avg_pool2d(F.grid_sample(layers, grid, align_corners=False), 2)


def premultiplied(pixels: torch.Tensor) -> torch.Tensor:
    """u8 RGBA [b, h, w, 4] to f32 [b, 4, h, w] with colour times alpha."""
    layers = pixels.permute(0, 3, 1, 2).float() / 255
    return torch.cat([layers[:, :3] * layers[:, 3:], layers[:, 3:]], 1)
