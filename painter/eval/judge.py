"""The judge: what a painted picture shows, told from its pixels alone, without any model.

It compares with every artwork of the picture's style (about a thousand, not only the concepts that
the painter knows). It was written in the first minutes of the training, before any picture was
judged, has not been changed since, and is checked on real artwork by
`python -m eval.judge`, which prints the figures that a perfect painter would get.
"""

import numpy as np

from train import paths
from train.recolour import to_hsv
from train.vocabulary import BACKGROUNDS, COLOUR_NAMES, concepts

SIDE = 32  # pictures are compared at half size, so that sharpness counts less than shape


def half(pictures: np.ndarray) -> np.ndarray:
    """[n, 64, 64, 3] to f32 [n, 32, 32, 3] in 0..1, averaging 2x2."""
    n = len(pictures)
    return pictures.reshape(n, SIDE, 2, SIDE, 2, 3).mean((2, 4), dtype=np.float32) / 255


def on_paper(pixels: np.ndarray, paper: tuple[int, int, int] = (255, 255, 255)) -> np.ndarray:
    """Straight-alpha RGBA u8 [..., 4] over a plain colour, u8 [..., 3]."""
    alpha = pixels[..., 3:].astype(np.float32) / 255
    return (pixels[..., :3] * alpha + np.array(paper, np.float32) * (1 - alpha) + 0.5).astype(np.uint8)


class Judge:
    def __init__(self):
        art = np.load(paths.ARTWORK)
        self.style, self.label, self.pixels = art["style"], art["label"], art["pixels"]
        self.known = art["concept"] >= 0
        self.colour = half(on_paper(self.pixels)).reshape(len(self.style), -1)
        self.shape = contrast(half(on_paper(self.pixels)))
        self.labels = concepts()

    def nearest(self, pictures: np.ndarray, style: int, by_shape: bool = False) -> list[list[str]]:
        """Labels of the five nearest artworks of a style, best first. By colour: squared difference.
        By shape: correlation of grey values, blind to colour."""
        rows = np.flatnonzero(self.style == style)
        if by_shape:
            scores = contrast(half(pictures)) @ self.shape[rows].T
        else:
            painted, real = half(pictures).reshape(len(pictures), -1), self.colour[rows]
            scores = 2 * painted @ real.T - (real**2).sum(1)
        best = np.argsort(-scores, axis=1)[:, :5]
        return [[str(self.label[rows[i]]) for i in five] for five in best]


def contrast(pictures: np.ndarray) -> np.ndarray:
    """Grey values with mean 0 and length 1, flat."""
    grey = (pictures @ np.array([0.299, 0.587, 0.114], np.float32)).reshape(len(pictures), -1)
    grey = grey - grey.mean(1, keepdims=True)
    return grey / (np.linalg.norm(grey, axis=1, keepdims=True) + 1e-6)


def named(pixels: np.ndarray) -> np.ndarray:
    """Row of COLOUR_NAMES of every RGB pixel (u8), by rules a person would agree with."""
    hue, saturation, value = to_hsv(pixels / 255.0)
    row = {name: i for i, name in enumerate(COLOUR_NAMES)}
    edges = [(12, "red"), (42, "orange"), (68, "yellow"), (152, "green"), (195, "teal"), (250, "blue"), (295, "purple"), (345, "pink"), (361, "red")]
    out = np.select([hue < limit for limit, _ in edges], [row[name] for _, name in edges])
    out = np.where((hue >= 8) & (hue < 45) & (value < 0.62), row["brown"], out)
    out = np.where(((hue < 20) | (hue >= 295)) & (saturation < 0.55) & (value > 0.75), row["pink"], out)
    plain = (saturation < 0.16) | (value < 0.2)
    shade = np.select([value < 0.36, value > 0.84], [row["black"], row["white"]], row["grey"])
    return np.where(plain, shade, out)


def dominant_colour(picture: np.ndarray) -> str:
    """The colour name that covers most of what is not background. White, grey and black only win
    when they cover three quarters: outlines and highlights are no colour of an object."""
    foreground = np.abs(picture.astype(int) - paper_of(picture)).max(-1) > 24
    if foreground.sum() < 30:
        return "white"
    share = np.bincount(named(picture[foreground]), minlength=len(COLOUR_NAMES)) / foreground.sum()
    plain = [COLOUR_NAMES.index(n) for n in ("black", "white", "grey")]
    if share[plain].sum() > 0.75:
        return COLOUR_NAMES[max(plain, key=lambda i: share[i])]
    share[plain] = 0
    return COLOUR_NAMES[int(share.argmax())]


def paper_of(picture: np.ndarray) -> np.ndarray:
    """Median colour of the picture's border, two pixels wide."""
    edge = np.concatenate([picture[:2].reshape(-1, 3), picture[-2:].reshape(-1, 3), picture[:, :2].reshape(-1, 3), picture[:, -2:].reshape(-1, 3)])
    return np.median(edge, axis=0)


def background(picture: np.ndarray) -> str:
    """The named background nearest to the corners' colour."""
    corners = np.concatenate([picture[:5, :5], picture[:5, -5:], picture[-5:, :5], picture[-5:, -5:]]).reshape(-1, 3)
    colour = np.median(corners, axis=0)
    return min(BACKGROUNDS, key=lambda name: float(np.abs(colour - np.array(BACKGROUNDS[name])).sum()))


def main() -> None:
    """What a perfect painter would get: the judge on the artwork itself."""
    judge, rng = Judge(), np.random.default_rng(0)
    coloured = np.load(paths.RECOLOURED, mmap_mode="r")
    rows = rng.permutation(np.flatnonzero(judge.known))[:600]
    right = {"object": 0, "shape of a recoloured object, top-1": 0, "top-5": 0, "colour": 0, "background": 0}
    for row in rows:
        style, label = int(judge.style[row]), judge.label[row]
        right["object"] += judge.nearest(on_paper(judge.pixels[row : row + 1]), style)[0][0] == label
        name = COLOUR_NAMES[int(rng.integers(len(COLOUR_NAMES)))]
        paper = (140, 146, 152) if name == "white" else (255, 255, 255)
        painted = on_paper(coloured[row, COLOUR_NAMES.index(name)], paper)
        five = judge.nearest(painted[None], style, by_shape=True)[0]
        right["shape of a recoloured object, top-1"] += five[0] == label
        right["top-5"] += label in five
        right["colour"] += dominant_colour(painted) == name
        ground = list(BACKGROUNDS)[int(rng.integers(len(BACKGROUNDS)))]
        right["background"] += background(on_paper(judge.pixels[row], BACKGROUNDS[ground])) == ground
    for key, count in right.items():
        print(f"{key}: {count / len(rows):.3f}")


if __name__ == "__main__":
    main()
