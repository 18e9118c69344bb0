"""What people may call a concept, and the phrases that are kept back for judging.

A concept's phrases are its label, the everyday names of `names.tsv`, the label's tags (emojibase) and
keywords (emojilib). Every phrase that contains a word of `eval/synonyms.tsv` is dropped, so that those
stay unseen.
"""

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from . import paths
from .artwork import TEXT_PACKAGES, bare, emoji, fetch
from .vocabulary import concepts
from .words import spelled

# A tag shared by more concepts than this says too little ("food", "animal" stay just useful).
TOO_COMMON = 14
LABEL, NAME, NAMING, TAG = 12.0, 12.0, 3.0, 1.0  # itself; an everyday name; a tag with a word of the label; another tag
# Words of a label that do not name the thing.
FILLER = {"with", "face", "of", "the", "and", "on", "without", "tilted", "left", "raised", "flag", "showing", "behind"}


@dataclass(frozen=True)
class Phrase:
    text: str
    concept: int
    weight: float  # how much the phrase says this concept and no other, see below


def rows(path: Path) -> list[list[str]]:
    """Tab-separated fields, comments left out."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def synonyms() -> list[tuple[str, list[str]]]:
    """(prompt, accepted labels), never trained on."""
    return [(prompt, accepted.split("|")) for prompt, accepted in rows(paths.PAINTER / "eval" / "synonyms.tsv")]


def names() -> list[tuple[str, str]]:
    """(everyday name, label)."""
    return [(name, label) for name, label in rows(Path(__file__).parent / "names.tsv")]


def contains(words: list[str], part: list[str]) -> bool:
    return any(words[i : i + len(part)] == part for i in range(len(words) - len(part) + 1))


def phrases() -> list[Phrase]:
    """All trainable phrases of all concepts."""
    row = {label: i for i, label in enumerate(concepts())}
    kept_back = [spelled(prompt) for prompt, _ in synonyms()]
    library = json.loads((fetch(*TEXT_PACKAGES[1]) / "dist" / "emoji-en-US.json").read_text(encoding="utf-8"))
    library = {bare("-".join(f"{ord(c):x}" for c in char)): words for char, words in library.items()}
    everyday = names()
    found: dict[int, dict[str, float]] = {}
    for e in emoji():
        if e["label"] not in row:
            continue
        named = set(spelled(e["label"])) - FILLER
        mine: dict[str, float] = {}
        for text in [*e.get("tags", []), *(w.replace("_", " ") for w in library.get(bare(e["hexcode"]), []))]:
            words = spelled(text)
            if not words or len(words) > 4 or any(contains(words, held) for held in kept_back):
                continue
            mine[" ".join(words)] = NAMING if set(words) & named else TAG
        last = spelled(e["label"])[-1]
        if last not in FILLER:  # "bullet train" may be called a train
            mine.setdefault(last, NAMING)
        mine.update((name, NAME) for name, label in everyday if label == e["label"])
        mine[" ".join(spelled(e["label"]))] = LABEL
        found[row[e["label"]]] = mine
    shared = Counter(text for mine in found.values() for text in mine)
    return [
        Phrase(text, concept, weight)
        for concept, mine in sorted(found.items())
        for text, weight in mine.items()
        if weight == LABEL or shared[text] <= TOO_COMMON
    ]
