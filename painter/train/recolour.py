"""Stage 2: every icon in each named colour, by moving only its dominant hue.

    python -m train.recolour

Writes `recoloured.npy`: u8 [n, 12, 64, 64, 4], rows as in `artwork.npz`, columns as in
`vocabulary.COLOURS`. Whites, outlines and small details of other hues stay as they are, so that a
"blue apple" keeps its green leaf. Objects without a hue of their own (a sheep, a fork) are tinted.
"""

import numpy as np

from . import paths
from .vocabulary import COLOURS

CLUSTER = 28.0  # degrees either side of the dominant hue that move with it
GREY = 0.18  # below this saturation a pixel has no hue


def to_hsv(rgb: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Hue in degrees, saturation and value in 0..1, of float RGB in 0..1."""
    high, low = rgb.max(-1), rgb.min(-1)
    spread = high - low
    safe = np.where(spread > 0, spread, 1)
    r, g, b = rgb[..., 0], rgb[..., 1], rgb[..., 2]
    hue = np.where(high == r, (g - b) / safe % 6, np.where(high == g, (b - r) / safe + 2, (r - g) / safe + 4)) * 60
    return np.where(spread > 0, hue, 0), np.where(high > 0, spread / np.where(high > 0, high, 1), 0), high


def to_rgb(hue: np.ndarray, saturation: np.ndarray, value: np.ndarray) -> np.ndarray:
    k = (np.array([5, 3, 1]) + hue[..., None] / 60) % 6
    return value[..., None] * (1 - saturation[..., None] * np.clip(np.minimum(k, 4 - k), 0, 1))


def distance(a: np.ndarray, b: float) -> np.ndarray:
    """Between hues, in degrees, 0..180."""
    return np.abs((a - b + 180) % 360 - 180)


def dominant_hue(hue: np.ndarray, weight: np.ndarray) -> float | None:
    """The centre of the heaviest window of hues, or None for an object without a hue."""
    histogram = np.bincount((hue.ravel() / 5).astype(int) % 72, weights=weight.ravel(), minlength=72)
    if histogram.sum() < 40:
        return None
    windows = sum(np.roll(histogram, shift) for shift in range(-4, 5))
    return float(windows.argmax() * 5 + 2.5)


def recolour(pixels: np.ndarray, colour: str) -> np.ndarray:
    """One straight-alpha RGBA icon (u8) with its dominant colour moved to a named one."""
    rgb, alpha = pixels[..., :3] / 255.0, pixels[..., 3] / 255.0
    hue, saturation, value = to_hsv(rgb)
    weight = alpha * saturation * value * (saturation > GREY)
    centre = dominant_hue(hue, weight)
    if centre is None:  # a tint: light stays light, dark stays dark
        moved = np.ones_like(hue)
        saturation = np.clip(0.75 * np.minimum(1, 2.2 * (1 - np.abs(value - 0.62))), 0, 0.8)
        value = np.clip(value, 0, 0.95)
    else:
        moved = np.clip((CLUSTER + 8 - distance(hue, centre)) / 8, 0, 1) * (saturation > GREY * 0.6)
    target = COLOURS[colour]
    if target is None:
        strongest = np.clip(saturation * 1.4, 0, 1)
        shade = {
            "black": value * (1 - strongest) * 0.6 + value * strongest * 0.24,
            "white": 1 - (1 - value) * 0.35 - 0.04 * strongest,
            "grey": value * (1 - strongest * 0.42),
        }[colour]
        new = np.repeat(np.clip(shade, 0, 1)[..., None], 3, -1)
    else:
        offset = np.zeros_like(hue) if centre is None else (hue - centre + 180) % 360 - 180
        new_saturation, new_value = np.clip(saturation * 1.05 + 0.05, 0, 1), value
        if colour == "brown":
            new_saturation, new_value = np.clip(saturation, 0.45, 0.75), value * 0.58
        elif colour == "pink":
            new_saturation, new_value = saturation * 0.55, value * 0.35 + 0.65
        elif colour in ("green", "teal"):
            new_value = value * 0.78
        elif colour in ("blue", "purple"):
            new_value = value * 0.92
        elif colour in ("yellow", "orange"):
            new_value = np.clip(value * 0.4 + 0.6, 0, 1)
        new = to_rgb((target + offset * 0.35) % 360, new_saturation, np.clip(new_value, 0, 1))
    out = rgb * (1 - moved[..., None]) + new * moved[..., None]
    return np.concatenate([np.clip(out * 255 + 0.5, 0, 255).astype(np.uint8), pixels[..., 3:]], -1)


def main() -> None:
    pixels = np.load(paths.ARTWORK)["pixels"]
    out = np.lib.format.open_memmap(paths.RECOLOURED, "w+", np.uint8, (len(pixels), len(COLOURS), *pixels.shape[1:]))
    for row, icon in enumerate(pixels):
        for column, colour in enumerate(COLOURS):
            out[row, column] = recolour(icon, colour)
    out.flush()
    print(f"{len(pixels)} icons x {len(COLOURS)} colours")


if __name__ == "__main__":
    main()
