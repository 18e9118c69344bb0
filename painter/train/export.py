"""Stage 6: pack what the program embeds.

    python -m train.export

Writes to crates/painter/weights: `painter.safetensors` (network and reader; matrices as int8 with
one scale a row, small tensors as f16), `words.txt` (the word pieces, in the order of the table),
`vocabulary.json` (what the rows of the other tables are called) and `SHA256SUMS`.
"""

import argparse
import hashlib
import json

import torch
import torch.nn.functional as F
from safetensors.torch import save_file

from . import paths
from .artwork import emoji
from .captions import phrases
from .packing import pack
from .reader import FILE as READER
from .prompts import COLOUR_WORDS, SCENE_WORDS
from .reader import Memory, background_keys, colour_keys
from .vocabulary import BACKGROUND_NAMES, COLOUR_NAMES, STYLES, concepts
from .words import Words, spelled


def closed_words() -> set[str]:
    listed = [*COLOUR_WORDS.values(), *SCENE_WORDS.values()]
    return {word for text in listed for word in spelled(text)}


def main() -> None:
    p = argparse.ArgumentParser()
    p.add_argument("--name", default="painter")
    a = p.parse_args()
    checkpoint = torch.load(paths.RUNS / a.name / "checkpoint.pt", map_location="cpu", weights_only=True)
    reading = torch.load(READER, weights_only=True)
    words, known = Words.load(), phrases()
    memory = Memory(words, known)
    memory.load_state_dict(reading["memory"])
    colours, colour_rows = colour_keys(words)
    backgrounds, background_rows = background_keys(words)
    tensors = {f"network.{k}": v for k, v in checkpoint["ema"].items()}
    tensors |= {f"reader.tagger.{k}": v for k, v in reading["tagger"].items()}
    tensors |= {
        "reader.words": words.rows,
        "reader.bend": memory.bend,
        "reader.concept.keys": F.normalize(memory.meanings @ memory.bend, dim=-1),
        "reader.concept.rows": memory.concept,
        # What a key's score starts from, and how steeply likeness counts.
        "reader.concept.bias": memory.trust * memory.importance,
        "reader.concept.sharpness": memory.sharpness.exp()[None],
        "reader.colour.keys": colours,
        "reader.colour.rows": colour_rows,
        "reader.background.keys": backgrounds,
        "reader.background.rows": background_rows,
    }
    characters = {e["label"]: e["emoji"] for e in emoji()}
    vocabulary = {
        "concepts": concepts(),
        "colours": COLOUR_NAMES,
        "backgrounds": BACKGROUND_NAMES,
        "styles": [s.id for s in STYLES],
        # The character of every concept, so that a prompt may hold it.
        "emoji": [characters[label].replace("\ufe0f", "") for label in concepts()],
        # Words of the phrases that the reader knows: a misspelt word is taken for the nearest of these.
        "spelling": sorted({w for p in known for w in spelled(p.text)} | closed_words()),
    }
    paths.WEIGHTS.mkdir(parents=True, exist_ok=True)
    facts = {"heads": str(checkpoint["shape"]["heads"]), "steps": str(checkpoint["step"])}
    save_file(pack(tensors), paths.WEIGHTS / "painter.safetensors", facts)
    (paths.WEIGHTS / "words.txt").write_text("\n".join(words.pieces) + "\n")
    (paths.WEIGHTS / "vocabulary.json").write_text(json.dumps(vocabulary, ensure_ascii=False, indent=0) + "\n")
    files = ("painter.safetensors", "vocabulary.json", "words.txt")
    for name in files:
        (paths.WEIGHTS / name).chmod(0o644)
    sums = [f"{hashlib.sha256((paths.WEIGHTS / n).read_bytes()).hexdigest()}  {n}\n" for n in files]
    (paths.WEIGHTS / "SHA256SUMS").write_text("".join(sums))
    size = sum((paths.WEIGHTS / n).stat().st_size for n in files)
    print(f"step {checkpoint['step']}: {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
