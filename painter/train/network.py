"""The painter's network: a small diffusion transformer that predicts the clean picture.

64x64 RGB in 8x8 patches gives 64 tokens; 8 context tokens say what to paint. All modulations come
from one shared projection of (time, style, concepts, colours, background) plus a learned offset per
block, as in PixArt's adaLN-single. Predicting the picture itself rather than the noise is what lets
plain large patches work at this size ("Back to Basics: Let Denoising Generative Models Denoise",
2025). Squared ReLU and RMS norms without weights keep the CPU cost in the matrix products.
"""

import math

import torch
import torch.nn.functional as F
from torch import nn

from .scenes import SIDE, Scene
from .vocabulary import BACKGROUND_NAMES, COLOUR_NAMES, STYLES

PATCH = 8
GRID = SIDE // PATCH
OBJECT_TOKENS = 3
CONTEXT = 2 * OBJECT_TOKENS + 2
TIME_FEATURES = 64


def patches(image: torch.Tensor) -> torch.Tensor:
    """[b, 3, 64, 64] to [b, 64, 192]; inside a patch: channel, row, column."""
    b = image.shape[0]
    return image.view(b, 3, GRID, PATCH, GRID, PATCH).permute(0, 2, 4, 1, 3, 5).reshape(b, GRID * GRID, -1)


def picture(tokens: torch.Tensor) -> torch.Tensor:
    """The inverse of `patches`."""
    b = tokens.shape[0]
    return tokens.view(b, GRID, GRID, 3, PATCH, PATCH).permute(0, 3, 1, 4, 2, 5).reshape(b, 3, SIDE, SIDE)


def norm(x: torch.Tensor) -> torch.Tensor:
    return F.rms_norm(x, (x.shape[-1],), eps=1e-6)


class Block(nn.Module):
    def __init__(self, width: int, heads: int):
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width, bias=False)
        self.out = nn.Linear(width, width, bias=False)
        self.up = nn.Linear(width, 4 * width, bias=False)
        self.down = nn.Linear(4 * width, width, bias=False)
        self.offset = nn.Parameter(torch.zeros(6, width))
        nn.init.zeros_(self.out.weight)
        nn.init.zeros_(self.down.weight)

    def forward(self, x: torch.Tensor, modulation: torch.Tensor) -> torch.Tensor:
        b, n, d = x.shape
        scale_a, shift_a, gate_a, scale_m, shift_m, gate_m = (modulation + self.offset).unsqueeze(2).unbind(1)
        y = norm(x) * (1 + scale_a) + shift_a
        q, k, v = self.qkv(y).view(b, n, 3, self.heads, d // self.heads).permute(2, 0, 3, 1, 4)
        q, k, scale = norm(q), norm(k), (d // self.heads) ** -0.5 * 1.4
        if x.is_cuda:
            y = F.scaled_dot_product_attention(q.to(v.dtype), k.to(v.dtype), v, scale=scale)
        else:  # PyTorch's fused attention has a slow backward pass on CPU at this size
            y = torch.softmax(q @ k.transpose(-2, -1) * scale, -1).to(v.dtype) @ v
        y = y.transpose(1, 2).reshape(b, n, d)
        x = x + (1 + gate_a) * self.out(y)
        y = norm(x) * (1 + scale_m) + shift_m
        return x + (1 + gate_m) * self.down(F.relu(self.up(y)).square())


class Network(nn.Module):
    def __init__(self, concepts: int, width: int = 256, depth: int = 8, heads: int = 4):
        super().__init__()
        self.width, self.depth, self.heads, self.concepts = width, depth, heads, concepts
        table = lambda rows, n: nn.Parameter(torch.randn(rows, n, width) * 0.5)  # noqa: E731
        self.concept = table(concepts + 1, OBJECT_TOKENS + 1)  # last row of each: what joins the modulation
        self.colour = table(len(COLOUR_NAMES) + 1, 2)
        self.background = table(len(BACKGROUND_NAMES) + 1, 2)
        self.style = table(len(STYLES) + 1, 2)
        self.pose = nn.Linear(4, width, bias=False)
        self.slot = nn.Parameter(torch.randn(CONTEXT, width) * 0.02)
        self.place = nn.Parameter(torch.randn(GRID * GRID, width) * 0.02)
        self.time = nn.Linear(TIME_FEATURES, width)
        self.condition = nn.Linear(width, width)
        self.modulation = nn.Linear(width, 6 * width)
        self.enter = nn.Linear(3 * PATCH * PATCH, width)
        self.blocks = nn.ModuleList(Block(width, heads) for _ in range(depth))
        self.last = nn.Linear(width, 2 * width)
        self.leave = nn.Linear(width, 3 * PATCH * PATCH)
        for layer in (self.modulation, self.last, self.leave):
            nn.init.zeros_(layer.weight)
            nn.init.zeros_(layer.bias)

    def context(self, s: Scene) -> tuple[torch.Tensor, torch.Tensor]:
        """Context tokens [b, 8, width] and the part of the modulation that does not depend on time [b, width]."""
        objects = self.concept[s.concept]  # [b, 2, 4, width]
        colours = self.colour[s.colour]  # [b, 2, 2, width]
        backgrounds, styles = self.background[s.background], self.style[s.style]  # [b, 2, width]
        tokens = objects[:, :, :OBJECT_TOKENS] + colours[:, :, :1]
        posed = self.pose(s.pose)
        tokens = torch.cat([tokens.flatten(1, 2), (styles[:, 0] + posed)[:, None], backgrounds[:, :1]], 1)
        side = torch.tensor([1.0, 0.6], device=tokens.device).view(1, 2, 1)  # left and right differ in the sum
        summed = ((objects[:, :, -1] + colours[:, :, 1]) * side).sum(1)
        return tokens + self.slot, (summed + styles[:, 1] + backgrounds[:, 1] + posed) * 0.5

    def forward(self, noisy: torch.Tensor, time: torch.Tensor, scene: Scene) -> torch.Tensor:
        """Noisy patches [b, 64, 192] at time [b] (0 noise, 1 picture) to the clean patches."""
        tokens, fixed = self.context(scene)
        hidden = F.silu(self.time(time_features(time)) + fixed)
        hidden = F.silu(self.condition(hidden))
        modulation = self.modulation(hidden).view(-1, 6, self.width)
        x = torch.cat([norm(tokens), self.enter(noisy) + self.place], 1)
        for block in self.blocks:
            x = block(x, modulation)
        scale, shift = self.last(hidden).view(-1, 2, 1, self.width).unbind(1)
        return self.leave(norm(x[:, CONTEXT:]) * (1 + scale) + shift)


def time_features(time: torch.Tensor) -> torch.Tensor:
    """Sines and cosines of 32 frequencies from 1 to 1000, geometric."""
    frequencies = torch.exp(torch.linspace(0, math.log(1000), TIME_FEATURES // 2, device=time.device))
    angles = time[:, None] * frequencies
    return torch.cat([angles.sin(), angles.cos()], -1)


def times(steps: int, shift: float = 1.6) -> torch.Tensor:
    """steps + 1 times from 0 to 1, denser near the noise end, where the picture is decided."""
    u = torch.linspace(0, 1, steps + 1)
    return u / (u + shift * (1 - u))


@torch.no_grad()
def sample(net: Network, noise: torch.Tensor, scene: Scene, against: Scene, steps: int, guidance: float) -> torch.Tensor:
    """Euler steps of the flow from noise patches [b, 64, 192] to a picture [b, 3, 64, 64] in -1..1.

    `against` is the scene that guidance moves away from: blank but for the style, or a negative prompt.
    """
    x, schedule = noise, times(steps)
    b = len(noise)
    both = Scene(*(torch.cat(pair) for pair in zip(scene.fields(), against.fields(), strict=True)))
    for now, after in zip(schedule[:-1], schedule[1:], strict=True):
        wanted, unwanted = net(torch.cat([x, x]), now.expand(2 * b), both).float().chunk(2)
        clean = (unwanted + guidance * (wanted - unwanted)).clamp(-1, 1)
        x = x + (after - now) * (clean - x) / (1 - now)
    return picture(x.clamp(-1, 1))
