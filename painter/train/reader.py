"""Stage 4: the reader, which turns a prompt into a scene.

    python -m train.reader

A small transformer gives every word piece of the prompt a role (left object, its colour, background
…). What has one role is summed up in the frozen word table and looked up in a memory of known
meanings: concepts by all their phrases, colours and backgrounds by theirs. Words never seen in
training therefore land on their nearest known meaning. One learned map bends the space of meanings
for the concepts; it is trained with the exact phrase often hidden, so that it must generalise.

Writes `reader.pt`.
"""

import argparse
import time

import torch
import torch.nn.functional as F
from torch import nn

from . import paths
from .captions import NAMING, Phrase, phrases, synonyms
from .network import norm
from .prompts import COLOUR_WORDS, LEFT, RIGHT, ROLES, SCENE_WORDS, Example, PromptMaker
from .vocabulary import BACKGROUND_NAMES, COLOUR_NAMES, concepts
from .words import LONGEST_PROMPT, WIDTH, Words

TAGGER_WIDTH = 96
HEADS = 4
DEPTH = 2
FILE = paths.CACHE / "reader.pt"


class TaggerBlock(nn.Module):
    def __init__(self):
        super().__init__()
        self.qkv = nn.Linear(TAGGER_WIDTH, 3 * TAGGER_WIDTH, bias=False)
        self.out = nn.Linear(TAGGER_WIDTH, TAGGER_WIDTH, bias=False)
        self.up = nn.Linear(TAGGER_WIDTH, 2 * TAGGER_WIDTH)
        self.down = nn.Linear(2 * TAGGER_WIDTH, TAGGER_WIDTH)

    def forward(self, x: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        b, n, d = x.shape
        q, k, v = self.qkv(norm(x)).view(b, n, 3, HEADS, d // HEADS).permute(2, 0, 3, 1, 4)
        scores = q @ k.transpose(-2, -1) * (d // HEADS) ** -0.5
        weights = torch.softmax(scores.masked_fill(~mask[:, None, None], -1e9), -1)
        x = x + self.out((weights @ v).transpose(1, 2).reshape(b, n, d))
        return x + self.down(F.relu(self.up(norm(x))).square())


class Tagger(nn.Module):
    """Word pieces to roles: rows [b, n, 128], mask [b, n] to logits [b, n, 8]."""

    def __init__(self):
        super().__init__()
        self.enter = nn.Linear(WIDTH, TAGGER_WIDTH)
        self.place = nn.Parameter(torch.randn(LONGEST_PROMPT, TAGGER_WIDTH) * 0.1)
        self.blocks = nn.ModuleList(TaggerBlock() for _ in range(DEPTH))
        self.leave = nn.Linear(TAGGER_WIDTH, len(ROLES))

    def forward(self, rows: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        x = self.enter(rows) + self.place[: rows.shape[1]]
        for block in self.blocks:
            x = block(x, mask)
        return self.leave(norm(x))


class Memory(nn.Module):
    """Concepts by the meanings of their phrases."""

    def __init__(self, words: Words, known: list[Phrase]):
        super().__init__()
        self.register_buffer("meanings", torch.stack([words.meaning(p.text) for p in known]))
        self.register_buffer("concept", torch.tensor([p.concept for p in known]))
        self.register_buffer("importance", torch.tensor([p.weight for p in known]).log())
        self.bend = nn.Parameter(torch.eye(WIDTH))
        self.sharpness = nn.Parameter(torch.tensor(3.2))  # log
        self.register_buffer("trust", torch.tensor(1.0))  # in the importance of a phrase: the draw of prompts would blur it

    def forward(self, sums: torch.Tensor, hidden: torch.Tensor | None = None) -> torch.Tensor:
        """Summed rows [b, 128] to log-probabilities of concepts [b, n]. `hidden` [b, keys] masks phrases."""
        query = F.normalize(sums @ self.bend, dim=-1)
        keys = F.normalize(self.meanings @ self.bend, dim=-1)
        scores = self.sharpness.exp() * (query @ keys.T) + self.trust * self.importance
        if hidden is not None:
            scores = scores.masked_fill(hidden, -1e9)
        top = scores.amax(-1, keepdim=True)
        mass = torch.zeros(len(sums), int(self.concept.max()) + 1).index_add(1, self.concept, (scores - top).exp())
        return torch.log(mass + 1e-12) - torch.log(mass.sum(-1, keepdim=True))


def keyed(table: dict[str, str], separator: str | None, names: list[str], words: Words) -> tuple[torch.Tensor, torch.Tensor]:
    """Meanings [k, 128] of the phrases of a closed vocabulary, and their rows in it."""
    pairs = [(phrase, names.index(name)) for name, listed in table.items() for phrase in listed.split(separator)]
    return torch.stack([words.meaning(phrase) for phrase, _ in pairs]), torch.tensor([row for _, row in pairs])


def colour_keys(words: Words) -> tuple[torch.Tensor, torch.Tensor]:
    return keyed(COLOUR_WORDS, None, COLOUR_NAMES, words)


def background_keys(words: Words) -> tuple[torch.Tensor, torch.Tensor]:
    explicit = {name: f"{SCENE_WORDS[name]}|" + "|".join(COLOUR_WORDS.get(name, name).split()) for name in SCENE_WORDS}
    return keyed(explicit, "|", BACKGROUND_NAMES, words)


def batch_of(examples: list[Example], words: Words) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    longest = max(len(e.ids) for e in examples)
    rows = torch.zeros(len(examples), longest, WIDTH)
    mask, roles = torch.zeros(len(examples), longest, dtype=torch.bool), torch.full((len(examples), longest), -100)
    for i, e in enumerate(examples):
        rows[i, : len(e.ids)] = words.rows[e.ids]
        mask[i, : len(e.ids)] = True
        roles[i, : len(e.ids)] = torch.tensor(e.roles)
    return rows, mask, roles


def accuracy(memory: Memory, words: Words) -> tuple[float, float, float]:
    """Top-1 with a phrase's own text hidden; top-1 and top-5 on the kept-back synonyms, for the record."""
    known, labels = phrases(), concepts()
    with torch.no_grad():
        texts = [p.text for p in known]
        tags = [i for i, p in enumerate(known) if p.weight <= NAMING][::3]
        same = torch.tensor([[texts[i] == t for t in texts] for i in tags])
        left_out = (memory(memory.meanings[tags], same).argmax(-1) == memory.concept[tags]).float().mean().item()
        found = memory(torch.stack([words.rows[words.ids(p)].sum(0) for p, _ in synonyms()])).topk(5).indices.tolist()
    first = sum(labels[top[0]] in ok for top, (_, ok) in zip(found, synonyms(), strict=True))
    five = sum(any(labels[i] in ok for i in top) for top, (_, ok) in zip(found, synonyms(), strict=True))
    return left_out, first / len(found), five / len(found)


def main() -> None:
    p = argparse.ArgumentParser()
    p.add_argument("--steps", type=int, default=3000)
    a = p.parse_args()
    torch.manual_seed(0)
    torch.set_num_threads(1)
    words, known = Words.load(), phrases()
    maker = PromptMaker(words, known, seed=0)
    tagger, memory = Tagger(), Memory(words, known)
    same_text: dict[str, list[int]] = {}
    for i, phrase in enumerate(known):
        same_text.setdefault(phrase.text, []).append(i)
    slow = torch.optim.AdamW(memory.parameters(), 1e-3, weight_decay=0.0)
    fast = torch.optim.AdamW(tagger.parameters(), 2e-3, betas=(0.9, 0.98), weight_decay=0.01)
    print(f"{sum(q.numel() for q in tagger.parameters())} tagger parameters, {len(known)} phrases", flush=True)
    print("before: left-out tags {:.3f}, synonyms top-1 {:.3f} top-5 {:.3f}".format(*accuracy(memory, words)), flush=True)
    since = time.time()
    for step in range(a.steps):
        for optimiser, rate in ((slow, 1e-3), (fast, 2e-3)):
            optimiser.param_groups[0]["lr"] = rate * min(1, (step + 1) / 100, (a.steps - step) / (0.4 * a.steps))
        examples = [maker.draw() for _ in range(128)]
        rows, mask, roles = batch_of(examples, words)
        # Noise on the meanings keeps the tagger from relying on exact words.
        logits = tagger(rows + 0.03 * torch.randn_like(rows) * mask[..., None], mask)
        tagging = F.cross_entropy(logits.flatten(0, 1), roles.flatten())
        sums, targets, hidden = [], [], torch.zeros(0, len(known), dtype=torch.bool)
        for role, side in ((LEFT, "left"), (RIGHT, "right")):
            at = [i for i, e in enumerate(examples) if getattr(e, side) is not None and (roles[i] == role).any()]
            said = [getattr(examples[i], side) for i in at]
            sums.append((rows[at] * (roles[at] == role)[..., None]).sum(1))
            targets += [s.concept for s in said]
            masked = torch.zeros(len(at), len(known), dtype=torch.bool)
            for k, s in enumerate(said):
                if torch.rand(()) < 0.6:
                    masked[k, same_text[s.text]] = True
            hidden = torch.cat([hidden, masked])
        guess = memory(torch.cat(sums), hidden)
        lookup = F.nll_loss(guess, torch.tensor(targets))
        # Stay near the frozen space: it knows far more words than the phrases do.
        stay = (memory.bend - torch.eye(WIDTH)).square().sum() * 0.02
        (tagging + 0.5 * lookup + stay).backward()
        for optimiser in (slow, fast):
            optimiser.step()
            optimiser.zero_grad()
        if (step + 1) % 250 == 0 or step + 1 == a.steps:
            right = (logits.argmax(-1) == roles)[mask].float().mean().item()
            print(f"step {step + 1} tagging {tagging.item():.3f} ({right:.3f} right) lookup {lookup.item():.3f} {time.time() - since:.0f} s", flush=True)
            print("  left-out tags {:.3f}, synonyms top-1 {:.3f} top-5 {:.3f}".format(*accuracy(memory, words)), flush=True)
    torch.save({"tagger": tagger.state_dict(), "memory": memory.state_dict()}, FILE)


if __name__ == "__main__":
    main()
