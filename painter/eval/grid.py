"""The sample grid of the model card: prompts chosen before the pictures, one seed, nothing redone.

    python -m eval.grid        # writes samples.png (all styles) and prompts.png (110 prompts)
"""

import numpy as np
from PIL import Image, ImageDraw

from train import paths
from train.vocabulary import STYLES

from .painting import Wish, paint

SHOWN = [
    "a red fox", "red apple", "sports car", "pizza", "cat", "puppy", "a house", "guitar", "rocket", "penguin",
]  # fmt: skip

PROMPTS = """a red fox|a red fox in the snow|cat|dog|bunny|a sleeping cat|panda|koala|elephant|pink elephant|lion|tiger
horse|unicorn|owl|parrot|blue parrot|duck|flamingo|frog|turtle|snake|dragon|dinosaur|whale|dolphin|shark|octopus
purple octopus|crab|butterfly|blue butterfly|bee|spider|rose|yellow rose|sunflower|tulip|cactus|pine tree|palm tree|mushroom
apple|green apple|banana|purple banana|strawberry|pineapple|watermelon|avocado|carrot|broccoli|bread|cheese|burger|fries
pizza|sushi|ice cream|donut|birthday cake|cup of coffee|a glass of wine|beer|house|castle|church|lighthouse|skyscraper|factory
volcano|mountain|beach|car|red sports car|green bus|taxi|fire truck|ambulance|bicycle|motorcycle|train|sailboat|blue sailboat
airplane|helicopter|rocket|ufo|sun|moon|star|rainbow|snowman|cloud|lightning|umbrella|pink umbrella|fire|football|basketball
guitar|red guitar|piano|trumpet|camera|laptop|television|book|key|hammer|scissors|light bulb|crown|diamond|sunglasses|top hat
robot|green robot|ghost|alien|skull|clown|pirate|heart|blue heart|angry face|smiley with sunglasses|apple and banana|cat and dog
two apples|red car and blue bus|rocket on a dark blue background|castle at sunset|a small owl|a wizard riding a bicycle"""


def tile(pictures: np.ndarray, captions: list[str], across: int, zoom: int = 1) -> Image.Image:
    side, strip = 64 * zoom, 12
    down = -(-len(pictures) // across)
    sheet = Image.new("RGB", (across * (side + 4), down * (side + strip + 4)), "white")
    draw = ImageDraw.Draw(sheet)
    for i, (picture, caption) in enumerate(zip(pictures, captions, strict=True)):
        x, y = i % across * (side + 4) + 2, i // across * (side + strip + 4) + 2
        sheet.paste(Image.fromarray(picture).resize((side, side), Image.Resampling.NEAREST), (x, y))
        draw.text((x, y + side), caption[: side // 6 + 1], fill=(60, 60, 60))
    return sheet


def main() -> None:
    wishes = [Wish(prompt, style, 7) for style in range(len(STYLES)) for prompt in SHOWN]
    pictures, _ = paint(wishes, 12, 4.0)
    tile(pictures, [w.prompt for w in wishes], len(SHOWN), 2).save(paths.PAINTER / "samples.png", optimize=True)
    prompts = PROMPTS.replace("\n", "|").split("|")
    wishes = [Wish(prompt, i % len(STYLES), 7) for i, prompt in enumerate(prompts)]
    pictures, readings = paint(wishes, 12, 4.0)
    tile(pictures, prompts, 14, 2).save(paths.PAINTER / "prompts.png", optimize=True)
    for wish, reading in zip(wishes, readings, strict=True):
        print(f"{wish.prompt}: {reading}")


if __name__ == "__main__":
    main()
