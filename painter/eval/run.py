"""Judges the shipped weights through the program.

    python -m eval.run [--steps 12] [--guidance 4]

Prints the figures of the model card and writes `.cache/eval.json`. Prompts and seeds are fixed.
"""

import argparse
import json

import numpy as np

from train import paths
from train.captions import synonyms
from train.scenes import held_out
from train.vocabulary import BACKGROUND_NAMES, COLOUR_NAMES, STYLES, concepts

from .judge import Judge, background, dominant_colour
from .painting import Wish, paint


def known(judge: Judge) -> set[tuple[int, str]]:
    """(style, label) pairs that exist as artwork in the vocabulary."""
    return {(int(s), str(label)) for s, label, k in zip(judge.style, judge.label, judge.known, strict=True) if k}


def uncoloured(label: str) -> str:
    words = [w for w in label.split() if w not in COLOUR_NAMES]
    return " ".join(words)


def seen(judge: Judge, rng: np.random.Generator, each: int, steps: int, guidance: float) -> dict[str, float]:
    """Prompts that are labels: is the nearest artwork of the style the right one?"""
    pairs = known(judge)
    wishes = [
        Wish(label, style, int(rng.integers(1 << 30)))
        for style in range(len(STYLES))
        for label in rng.permutation(sorted(label for s, label in pairs if s == style))[:each]
    ]
    pictures, _ = paint(wishes, steps, guidance)
    out: dict[str, float] = {}
    first, five = [], []
    for style, info in enumerate(STYLES):
        at = [i for i, w in enumerate(wishes) if w.style == style]
        found = judge.nearest(pictures[at], style)
        one = [f[0] == wishes[i].prompt for i, f in zip(at, found, strict=True)]
        any_ = [wishes[i].prompt in f for i, f in zip(at, found, strict=True)]
        out[f"{info.id} top-1"], out[f"{info.id} top-5"] = float(np.mean(one)), float(np.mean(any_))
        first, five = first + one, five + any_
    return {"n": len(wishes), "top-1": float(np.mean(first)), "top-5": float(np.mean(five))} | out


def unseen(judge: Judge, rng: np.random.Generator, steps: int, guidance: float) -> dict[str, float]:
    """Synonyms never used as a caption, each in two styles."""
    listed = synonyms()
    pairs = known(judge)
    wishes, accepted = [], []
    for i, (prompt, labels) in enumerate(listed):
        for style in (i % len(STYLES), (i + 2) % len(STYLES)):
            if any((style, label) in pairs for label in labels):
                wishes.append(Wish(prompt, style, int(rng.integers(1 << 30))))
                accepted.append(labels)
    pictures, readings = paint(wishes, steps, guidance)
    first, five, read = [], [], []
    for i, w in enumerate(wishes):
        found = judge.nearest(pictures[i : i + 1], w.style)[0]
        first.append(found[0] in accepted[i])
        five.append(any(label in accepted[i] for label in found))
        read.append(readings[i] in accepted[i])
    return {"n": len(wishes), "top-1": float(np.mean(first)), "top-5": float(np.mean(five)), "read right": float(np.mean(read))}


def coloured(judge: Judge, rng: np.random.Generator, count: int, steps: int, guidance: float) -> dict[str, float]:
    """Held-out pairs of colour and object; on a grey background where the colour is white."""
    # Faces and hearts have their colour in their name or nature; things with a colour in their label
    # share the rest of it with others.
    options = [(label, c) for label in concepts() for c in COLOUR_NAMES if held_out(label, c) and uncoloured(label) == label]
    pairs = known(judge)
    chosen = [options[i] for i in rng.permutation(len(options))[:count]]
    wishes, labels = [], []
    for i, (label, colour) in enumerate(chosen):
        style = next(s for s in ((i + k) % len(STYLES) for k in range(len(STYLES))) if (s, label) in pairs)
        ground = " on a grey background" if colour == "white" else ""
        wishes.append(Wish(f"{colour} {label}{ground}", style, int(rng.integers(1 << 30))))
        labels.append((label, colour))
    pictures, _ = paint(wishes, steps, guidance)
    one, five, hue = [], [], []
    for i, w in enumerate(wishes):
        found = judge.nearest(pictures[i : i + 1], w.style, by_shape=True)[0]
        one.append(found[0] == labels[i][0])
        five.append(labels[i][0] in found)
        hue.append(dominant_colour(pictures[i]) == labels[i][1])
    one, five, hue = np.array(one), np.array(five), np.array(hue)
    return {
        "n": len(wishes),
        "object top-1 and colour": float((one & hue).mean()),
        "object top-5 and colour": float((five & hue).mean()),
        "object top-1": float(one.mean()),
        "object top-5": float(five.mean()),
        "colour": float(hue.mean()),
    }


def grounds(judge: Judge, rng: np.random.Generator, count: int, steps: int, guidance: float) -> dict[str, float]:
    labels = rng.permutation(concepts())[:count]
    names = [BACKGROUND_NAMES[i % len(BACKGROUND_NAMES)] for i in range(count)]
    wishes = [Wish(f"{label} on a {name} background", i % len(STYLES), i) for i, (label, name) in enumerate(zip(labels, names, strict=True))]
    pictures, _ = paint(wishes, steps, guidance)
    return {"n": count, "right": float(np.mean([background(p) == name for p, name in zip(pictures, names, strict=True)]))}


def pairs_of_objects(judge: Judge, rng: np.random.Generator, count: int, steps: int, guidance: float) -> dict[str, float]:
    """Two objects side by side: each half, enlarged, against all artwork of the style."""
    listed = known(judge)
    wishes, labels = [], []
    for i in range(count):
        style = i % len(STYLES)
        two = rng.permutation(sorted(label for s, label in listed if s == style))[:2]
        wishes.append(Wish(f"{two[0]} and {two[1]}", style, i))
        labels.append(two)
    pictures, _ = paint(wishes, steps, guidance)
    right = []
    for i, w in enumerate(wishes):
        for side, label in enumerate(labels[i]):
            part = pictures[i][16:48, side * 32 : side * 32 + 32].repeat(2, 0).repeat(2, 1)
            right.append(label in judge.nearest(part[None], w.style)[0])
    both = np.array(right).reshape(-1, 2)
    return {"n": count, "each half top-5": float(both.mean()), "both halves top-5": float(both.all(1).mean())}


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--steps", type=int, default=12)
    p.add_argument("--guidance", type=float, default=4.0)
    p.add_argument("--each", type=int, default=100, help="seen captions a style")
    a = p.parse_args()
    judge, how = Judge(), (a.steps, a.guidance)
    figures = {
        "seen captions": seen(judge, np.random.default_rng(1), a.each, *how),
        "synonyms never seen": unseen(judge, np.random.default_rng(2), *how),
        "held-out colours": coloured(judge, np.random.default_rng(3), 300, *how),
        "backgrounds": grounds(judge, np.random.default_rng(4), 304, *how),
        "two objects": pairs_of_objects(judge, np.random.default_rng(5), 200, *how),
    }
    for name, values in figures.items():
        print(f"{name}: " + ", ".join(f"{k} {v:.3f}" if isinstance(v, float) else f"{k} {v}" for k, v in values.items()), flush=True)
    (paths.CACHE / "eval.json").write_text(json.dumps({"steps": a.steps, "guidance": a.guidance} | figures, indent=1))


if __name__ == "__main__":
    main()
