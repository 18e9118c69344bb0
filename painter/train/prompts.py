"""Synthetic prompts whose every word's role is known: what the reader learns to read from."""

from dataclasses import dataclass

import numpy as np

from .captions import Phrase
from .words import Words, spelled

ROLES = ["other", "left", "right", "left colour", "right colour", "background", "pair", "small"]
OTHER, LEFT, RIGHT, LEFT_COLOUR, RIGHT_COLOUR, BACKGROUND, PAIR, SMALL = range(len(ROLES))

COLOUR_WORDS = {
    "red": "red crimson scarlet ruby maroon vermilion",
    "orange": "orange amber tangerine apricot",
    "yellow": "yellow golden gold lemon blond",
    "green": "green emerald lime olive mint jade",
    "teal": "teal turquoise cyan aqua",
    "blue": "blue azure navy cobalt sapphire indigo",
    "purple": "purple violet lilac lavender mauve",
    "pink": "pink magenta rose fuchsia salmon",
    "brown": "brown tan chocolate chestnut beige bronze",
    "black": "black ebony jet",
    "white": "white ivory pale",
    "grey": "grey gray silver ash",
}

# What a place or hour looks like behind an object. A name of vocabulary.BACKGROUNDS also stands for itself.
SCENE_WORDS = {
    "light blue": "snow|winter|ice|snowy field|sky|clouds|the clouds|arctic|glacier|air|frost|light blue|pale blue|sky blue",
    "dark blue": "night|midnight|night sky|starry night|starry sky|moonlight|under the stars|dusk|dark blue|navy blue|deep sea",
    "black": "space|outer space|darkness|the dark|universe|cave|shadows|black",
    "blue": "sea|ocean|water|underwater|lake|river|pool|blue|bright blue",
    "dark green": "forest|woods|jungle|rainforest|dark green|swamp",
    "light green": "meadow|grass|lawn|garden|park|field|spring|light green|pale green",
    "yellow": "desert|beach|sand|sahara|dunes|wheat field|yellow|sunshine",
    "orange": "sunset|autumn|fall|dawn|sunrise|evening|orange",
    "grey": "fog|mist|rain|city|street|road|smoke|grey|gray",
    "brown": "mud|barn|wood|wooden table|table|farm|brown|earth",
    "pink": "candy land|pink|valentine|blossoms",
    "red": "mars|lava|hell|red",
    "purple": "purple|violet|twilight|galaxy",
    "green": "green|leaves|countryside|bright green",
    "teal": "teal|turquoise|lagoon|tropical sea",
    "white": "white|blank paper|plain|studio|nothing",
}

ADJECTIVES = """cute beautiful happy old big funny shiny majestic tasty fresh lovely fluffy angry sad modern vintage
fancy simple cool scary magical delicious giant huge friendly young wild hot cold fast slow new broken detailed realistic
colorful bright dark fantasy ancient tiny-eyed round wooden metal sleepy smiling adorable elegant rustic cozy epic
stylized minimal glossy soft futuristic cyberpunk steampunk gothic whimsical dreamy ornate rusty crispy juicy ripe
curious proud lonely brave lazy hungry playful retro classic luxurious dramatic""".split()

OPENINGS = """a|a|a|an|the|one|my|some|this|a picture of a|an image of a|a photo of a|a photograph of a|a drawing of a|a painting of a|an illustration of|a sketch of a|an icon of a|portrait of a|close up of a|a close-up photo of a|draw a|paint me a|please paint a|show me a|i want a|an oil painting of a|a watercolor of a|a watercolour painting of a|a render of a|pixel art of a|an emoji of a|a sticker of a|a logo of a|a cartoon|a cup of|cup of|a glass of|a slice of|a piece of|a bowl of|a plate of""".split("|")

ENDINGS = """digital art|highly detailed|4k|8k|trending on artstation|pixel art|oil painting|watercolor|in the style of van gogh|cinematic lighting|studio lighting|soft light|by monet|photorealistic|hdr|sharp focus|concept art|3d render|flat design|vector art|emoji|icon|minimalist|cartoon style|anime style|masterpiece|best quality|award winning|bokeh|f 1 8|unreal engine|low poly|isometric|line art|high resolution|vivid colors|close up|side view|front view|looking at the camera|smiling|having fun|on its own|isolated|centered""".split("|")

JOINS = """and|and|and|and a|and a|and an|and the|next to|next to a|beside a|near a|with a|with|plus a|together with a|left of a|to the left of a|riding a|eating a|holding a|chasing a|playing with a|looking at a|watching a|wearing a|driving a|standing by a|versus|or""".split("|")

PLACES = "in the|in|in a|at|on the|on a|under the|over the|by the|through the|across the|inside a|near the".split("|")
GROUNDS = "on a {} background|on {} background|against a {} background|with a {} background|{} background|on {}|against {}|in front of a {} wall|{} backdrop|on a {} backdrop|with {} behind it".split("|")
PAIRS = "two|two|a pair of|a couple of|twin|both".split("|")
SMALLS = "small|tiny|little|mini|miniature|wee".split("|")


@dataclass
class Example:
    ids: list[int]
    roles: list[int]
    left: Phrase
    right: Phrase | None


class PromptMaker:
    """Draws prompts with roles. Deterministic for a seed."""

    def __init__(self, words: Words, phrases: list[Phrase], seed: int):
        self.words, self.rng = words, np.random.default_rng(seed)
        self.phrases = phrases
        weight = np.array([min(p.weight, 3.0) for p in phrases])
        count = np.bincount([p.concept for p in phrases], weights=weight)
        self.chance = weight / count[[p.concept for p in phrases]] / len(count)
        self.colours = [w for names in COLOUR_WORDS.values() for w in names.split()]
        self.plain_colours = list(COLOUR_WORDS)
        self.scenes = [w for names in SCENE_WORDS.values() for w in names.split("|")]
        self.whole = [p for p in words.pieces if not p.startswith("##") and len(p) > 3]

    def pick(self, options: list):
        return options[int(self.rng.integers(len(options)))]

    def likely(self, chance: float) -> bool:
        return self.rng.random() < chance

    def phrase(self) -> Phrase:
        return self.phrases[int(self.rng.choice(len(self.phrases), p=self.chance))]

    def colour(self) -> str:
        return self.pick(self.plain_colours if self.likely(0.6) else self.colours)

    def adjective(self) -> str:
        return self.pick(self.whole) if self.likely(0.15) else self.pick(ADJECTIVES)

    def thing(self, phrase: Phrase, role: int, plural: bool) -> list[tuple[str, int]]:
        """One object with what describes it, as (text, role) parts."""
        colour_role = LEFT_COLOUR if role == LEFT else RIGHT_COLOUR
        text = phrase.text
        if plural and not text.endswith("s"):
            text += "es" if text.endswith(("sh", "ch", "x")) else "s"
        parts = [(self.adjective(), OTHER)] if self.likely(0.2) else []
        if self.likely(0.1):
            parts.append((self.pick(SMALLS), SMALL if role == LEFT else OTHER))
        coloured = self.likely(0.3)
        if coloured and self.likely(0.85):
            parts += [(self.colour(), colour_role), (text, role)]
        elif coloured:
            parts += [(text, role), (self.pick(["in", "colored", "painted", "that is", "of color"]), OTHER), (self.colour(), colour_role)]
        else:
            parts.append((text, role))
        return parts

    def draw(self) -> Example:
        left, right = self.phrase(), None
        parts: list[tuple[str, int]] = []
        two = self.likely(0.06)
        if two:
            parts.append((self.pick(PAIRS), PAIR))
        elif self.likely(0.6):
            parts.append((self.pick(OPENINGS), OTHER))
        parts += self.thing(left, LEFT, plural=two or self.likely(0.07))
        if not two and self.likely(0.25):
            right = self.phrase()
            parts.append((self.pick(JOINS), OTHER))
            parts += self.thing(right, RIGHT, plural=self.likely(0.05))
        if self.likely(0.3):
            if self.likely(0.5):
                before, _, after = self.pick(GROUNDS).partition("{}")
                named = self.colour() if self.likely(0.75) else self.pick(["light blue", "dark blue", "light green", "dark green"])
                parts += [(before, OTHER), (named, BACKGROUND), (after, OTHER)]
            else:
                parts += [(self.pick(PLACES), OTHER), (self.pick(self.scenes), BACKGROUND)]
        for _ in range(int(self.rng.integers(0, 4)) if self.likely(0.3) else 0):
            parts.append((self.pick(self.whole) if self.likely(0.1) else self.pick(ENDINGS), OTHER))
        ids, roles = [], []
        for text, role in parts:
            for word in spelled(text):
                new = self.words.pieces_of(word)
                ids += new
                roles += [role] * len(new)
        if not ids:
            return self.draw()
        return Example(ids[:64], roles[:64], left, right)
