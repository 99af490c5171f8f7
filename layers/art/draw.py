"""Draw all the art: `python layers/art/draw.py [name ...]`. Results are committed; `manifest.json` tells their hashes.

Medals come in 1024, 512 and 128 pixels (the small one without its ribbon), each also locked; pages for sharing and A4.
The same Pillow, numpy and typeface draw the same bytes: versions stand in the manifest.
"""

from __future__ import annotations

import hashlib
import json
import sys
from importlib.metadata import version
from io import BytesIO
from pathlib import Path

import card
import medal
import page
import palette
import typefaces
from family import FAMILY
from papers import PAPERS, VERSION
from PIL import Image

HERE = Path(__file__).resolve().parent
SCALE = 2.0
# Half as many pixels again as the print has, each way.
A4_SCALE = 1.5 * 2480 / 1080
CARD_SCALE = 2.5
# Source: issue 8: a medal of 512 pixels has at most 60 KB, with room for its credential besides.
LIMIT_512 = 60_000
ICON_BOX = (136, 272, 888, 1024)


def draw_medal(one: medal.Medal) -> None:
    """Every picture of one medal, won and locked."""
    for canvas, name, entries in (
        (medal.draw(one, SCALE), one.kind, 160),
        (medal.silhouette(one, SCALE), f"{one.kind}-locked", 48),
    ):
        picture = canvas.rgba((1024, 1024))
        if name == one.kind:
            _save_medal(name, 1024, palette.encode(picture, entries))
        _save_medal(name, 512, _within(picture.resize((512, 512), Image.Resampling.LANCZOS)))
        canvas.cut_to(medal.body(one, canvas.grid))
        small = canvas.rgba((1024, 1024)).crop(ICON_BOX).resize((128, 128), Image.Resampling.LANCZOS)
        _save_medal(name, 128, palette.encode(small, entries))


def draw_page(one: page.Page) -> None:
    """A template in both sizes."""
    shared = page.draw(one, SCALE).rgb((1080, 1528))
    _save(shared, "pages", f"{one.kind}-{VERSION}-share", (90, 76), 96)
    printed = page.draw(one, A4_SCALE).rgb((2480, 3508))
    _save(printed, "pages", f"{one.kind}-{VERSION}-a4", (81, 60), 300)
    frame_page(f"{one.kind}-{VERSION}")


def frame_page(name: str) -> None:
    """The A4 drawing framed for typst, which decodes every pixel of a JPEG (60 ms) but passes on one inside an SVG."""
    size = 'width="2480" height="3508"'
    picture = f'<image href="../pages/{name}-a4.jpg" {size}/>'
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="0 0 2480 3508">{picture}</svg>\n'
    (HERE / "print" / f"{name}.svg").write_text(drawing, encoding="utf-8")


def _save(picture: Image.Image, into: str, name: str, quality: tuple[int, int], dots: int) -> None:
    """A JPEG, colours unthinned, brightness kept finer than colour."""
    folder = HERE / into
    folder.mkdir(exist_ok=True)
    tables = [_table(quality[0], 0), _table(quality[1], 1)]
    picture.save(folder / f"{name}.jpg", subsampling=0, qtables=tables, dpi=(dots, dots), optimize=True)


def _table(quality: int, index: int) -> list[int]:
    """One of the two quantisation tables that a JPEG of a quality uses."""
    scrap = BytesIO()
    Image.new("RGB", (8, 8)).save(scrap, "JPEG", quality=quality, subsampling=0)
    with Image.open(scrap) as picture:
        table = list(picture.quantization[index])
    return [min(table[0], 3), *table[1:]]


def _within(picture: Image.Image) -> bytes:
    """In as many colours as fit the limit."""
    for entries in (128, 112, 96, 80, 64):
        encoded = palette.encode(picture, entries)
        if len(encoded) <= LIMIT_512:
            return encoded
    raise SystemExit("a medal of 512 pixels is too large")


def _save_medal(name: str, size: int, content: bytes) -> None:
    folder = HERE / "medals"
    folder.mkdir(exist_ok=True)
    (folder / f"{name}-{size}.png").write_bytes(content)


def write_manifest() -> None:
    """The hash of every picture, and what drew them."""
    pictures = sorted([*HERE.glob("medals/*.png"), *HERE.glob("pages/*.jpg"), *HERE.glob("cards/*.jpg")])
    manifest = {
        "drawn_with": {name: version(name) for name in ("numpy", "pillow")} | {"typeface": typefaces.PACKAGE},
        "sha256": {str(p.relative_to(HERE)): hashlib.sha256(p.read_bytes()).hexdigest() for p in pictures},
    }
    (HERE / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")


def main(names: list[str]) -> None:
    """Draw what is named, or everything."""
    for one in FAMILY:
        if not names or one.kind in names:
            draw_medal(one)
            print(one.kind, flush=True)
    for paper in PAPERS:
        if not names or f"page-{paper.kind}" in names:
            draw_page(paper)
            print(paper.kind, flush=True)
    if not names or "card" in names:
        _save(card.draw(CARD_SCALE).rgb((1012, 638)), "cards", f"card-{VERSION}", (93, 82), 300)
    write_manifest()


if __name__ == "__main__":
    main(sys.argv[1:])
