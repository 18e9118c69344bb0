"""The closed vocabularies of the painter: styles, concepts, colours, backgrounds.

Their order is the order of the rows in the learned tables, so it must never change for shipped
weights; `export.py` writes it into the weights file and the program reads it from there.
"""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Style:
    id: str
    name: str
    package: str
    version: str
    licence: str
    credit: str


STYLES = [
    Style("fluent-3d", "Fluent 3D", "@lobehub/fluent-emoji-3d", "1.1.0", "MIT", "Microsoft Corporation"),
    Style("fluent-flat", "Fluent flat", "@iconify-json/fluent-emoji-flat", "1.2.6", "MIT", "Microsoft Corporation"),
    Style("noto", "Noto", "@iconify-json/noto", "1.2.9", "Apache-2.0", "Google LLC"),
    Style("blobs", "Noto blobs", "@iconify-json/noto-v1", "1.2.5", "Apache-2.0", "Google LLC"),
    Style("twemoji", "Twemoji", "@iconify-json/twemoji", "1.2.5", "CC-BY-4.0", "Twitter, Inc and other contributors"),
]

# Named colours an object can take: hue in degrees (None: no hue), saturation factor, value factor.
COLOURS = {
    "red": 0, "orange": 28, "yellow": 50, "green": 120, "teal": 175, "blue": 215,
    "purple": 272, "pink": 325, "brown": 22, "black": None, "white": None, "grey": None,
}  # fmt: skip
COLOUR_NAMES = list(COLOURS)

# Backgrounds, sRGB. White is what an unspecified background looks like.
BACKGROUNDS = {
    "white": (255, 255, 255), "red": (214, 48, 49), "orange": (240, 147, 43), "yellow": (249, 219, 79),
    "green": (72, 175, 80), "teal": (38, 166, 154), "blue": (52, 120, 246), "purple": (142, 68, 173),
    "pink": (248, 165, 194), "brown": (121, 85, 61), "black": (20, 20, 24), "grey": (140, 146, 152),
    "light blue": (186, 222, 251), "light green": (190, 232, 180), "dark blue": (24, 38, 92), "dark green": (24, 84, 46),
}  # fmt: skip
BACKGROUND_NAMES = list(BACKGROUNDS)


def concepts() -> list[str]:
    """The emoji labels of `concepts.txt`, in file order."""
    lines = (Path(__file__).parent / "concepts.txt").read_text().splitlines()
    return [line for line in lines if line and not line.startswith("#")]
