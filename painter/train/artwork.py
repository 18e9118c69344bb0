"""Stage 1: fetch the artwork by npm package name and version, rasterise it to 64x64 RGBA.

    python -m train.artwork

Writes `artwork.npz`:
    pixels   u8 [n, 64, 64, 4]  straight (not premultiplied) alpha
    style    i64 [n]            row of vocabulary.STYLES
    concept  i64 [n]            row of vocabulary.concepts(), or -1: judged against, never trained on
    label    str [n]            emojibase label
"""

import io
import json
import subprocess
import tarfile
import tempfile
from pathlib import Path

import numpy as np
import resvg_py
from PIL import Image

from . import paths
from .vocabulary import STYLES, concepts

SIDE = 64
TEXT_PACKAGES = [("emojibase-data", "17.0.0"), ("emojilib", "4.0.3")]
# Groups that hold no paintable object; the judge does not need them either.
LEFT_OUT = {"flags", "component", "symbols", "people-body"}


def fetch(name: str, version: str) -> Path:
    """The unpacked npm package, downloaded once through `npm pack`."""
    target = paths.PACKAGES / f"{name.strip('@').replace('/', '-')}-{version}"
    if target.exists():
        return target
    paths.PACKAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=paths.PACKAGES) as folder:
        subprocess.run(["npm", "pack", "--silent", f"{name}@{version}"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        tarball = next(Path(folder).glob("*.tgz"))
        unpacked = Path(folder) / "unpacked"
        with tarfile.open(tarball) as archive:
            archive.extractall(unpacked, filter="data")
        (unpacked / "package").rename(target)
    return target


def emoji() -> list[dict]:
    """Base emoji with hexcode, label, tags, in the groups that hold objects."""
    folder = fetch(*TEXT_PACKAGES[0]) / "en"
    groups = {g["order"]: g["key"] for g in json.loads((folder / "messages.json").read_text())["groups"]}
    data = json.loads((folder / "data.json").read_text())
    return [e for e in data if groups.get(e.get("group"), "flags") not in LEFT_OUT]


def bare(hexcode: str) -> str:
    """A hexcode in lower case without variation selectors, the form all sets agree on."""
    return "-".join(part for part in hexcode.lower().split("-") if part != "fe0f")


def icon_set(folder: Path) -> dict[str, str]:
    """Bare hexcode (or name, where a package lists no characters) to SVG text of an Iconify package."""
    icons = json.loads((folder / "icons.json").read_text())
    width, height = icons.get("width", 16), icons.get("height", 16)
    chars = json.loads((folder / "chars.json").read_text()) if (folder / "chars.json").exists() else {}
    by_name = {}
    for name, icon in icons["icons"].items():
        box = f"{icon.get('left', 0)} {icon.get('top', 0)} {icon.get('width', width)} {icon.get('height', height)}"
        by_name[name] = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">{icon["body"]}</svg>'
    by_char = {bare(char): by_name[name] for char, name in chars.items() if name in by_name}
    return by_name | by_char


def raster_svg(svg: str) -> np.ndarray:
    png = bytes(resvg_py.svg_to_bytes(svg_string=svg, width=SIDE * 4, height=SIDE * 4))
    return shrink(Image.open(io.BytesIO(png)))


def shrink(image: Image.Image) -> np.ndarray:
    """Centred on a square, reduced to SIDE with an area filter on premultiplied colour."""
    image = image.convert("RGBA")
    side = max(image.size)
    square = Image.new("RGBA", (side, side))
    square.paste(image, ((side - image.width) // 2, (side - image.height) // 2))
    return np.asarray(square.convert("RGBa").resize((SIDE, SIDE), Image.Resampling.BOX).convert("RGBA"))


def slug(label: str) -> str:
    kept = "".join(c if c.isalnum() else "-" for c in label.lower().replace("’", "").replace("'", ""))
    return "-".join(part for part in kept.split("-") if part)


def main() -> None:
    wanted = {label: row for row, label in enumerate(concepts())}
    found = emoji()
    missing = set(wanted) - {e["label"] for e in found}
    if missing:
        raise SystemExit(f"concepts.txt names labels that emojibase does not have: {sorted(missing)}")
    pixels, style_rows, concept_rows, labels = [], [], [], []
    noto_names = json.loads((fetch(STYLES[2].package, STYLES[2].version) / "chars.json").read_text())
    noto_names = {bare(char): name for char, name in noto_names.items()}
    for row, style in enumerate(STYLES):
        folder = fetch(style.package, style.version)
        if style.id == "fluent-3d":
            files = {bare(f.stem): f for f in (folder / "assets").glob("*.webp")}
        else:
            icons = icon_set(folder)
        kept = 0
        for e in found:
            code = bare(e["hexcode"])
            if style.id == "fluent-3d":
                image = shrink(Image.open(files[code])) if code in files else None
            else:
                # Noto's first generation lists no characters; its names are those of today's set.
                svg = next((icons[k] for k in (code, noto_names.get(code), slug(e["label"])) if k in icons), None)
                image = raster_svg(svg) if svg else None
            if image is None or image[..., 3].max() < 128:
                continue
            pixels.append(image)
            style_rows.append(row)
            concept_rows.append(wanted.get(e["label"], -1))
            labels.append(e["label"])
            kept += e["label"] in wanted
        print(f"{style.id}: {style_rows.count(row)} icons, {kept} of {len(wanted)} concepts")
    paths.CACHE.mkdir(parents=True, exist_ok=True)
    np.savez(
        paths.ARTWORK,
        pixels=np.stack(pixels),
        style=np.array(style_rows),
        concept=np.array(concept_rows),
        label=np.array(labels),
    )


if __name__ == "__main__":
    main()
