"""Signs 点位牌 for print: an A4 page a point, vector words, embedded fonts, a code that is read from two metres."""

import io
import json
import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import cast

import msgspec

# Words come in through a file of data and stay words, whatever they spell.
_PAGE = """
#let signs = json("signs.json")
#let navy = rgb(22, 44, 84)
#let gold = rgb(176, 130, 44)
#set document(title: signs.title, author: signs.force)
#set page(width: 210mm, height: 297mm, margin: 0mm)
#set text(font: ("Noto Sans SC",), lang: "zh", region: "cn", fill: navy, cjk-latin-spacing: none)
#set par(leading: 0.5em)
#for (turn, sign) in signs.items.enumerate() {
  if turn > 0 { pagebreak() }
  rect(width: 100%, height: 72mm, fill: navy, inset: 0mm, stroke: none, align(center + horizon, stack(
    spacing: 7mm,
    text(size: 20pt, fill: white, tracking: 0.2em, signs.force),
    text(size: 92pt, fill: white, top-edge: "cap-height", bottom-edge: "baseline", sign.number),
    text(size: 18pt, fill: rgb(236, 206, 140), tracking: 0.3em, "集结点"),
  )))
  align(center, {
    v(6mm)
    text(size: 40pt, sign.name)
    v(-5mm)
    text(size: 17pt, fill: gold, sign.unit)
    v(4mm)
    image(sign.picture, width: 118mm)
    v(2mm)
    text(size: 24pt, "微信扫一扫，到岗、离岗打卡")
    v(-2mm)
    text(size: 13pt, fill: luma(90), "没有定位时，打开这一页再扫队长手机上的码，或拍一张现场照")
  })
  place(bottom + center, dy: -9mm, text(size: 10pt, fill: luma(120),
    [#sign.number · 第 #sign.version 版码 · 牌子损坏或挪动，请告诉中队]))
}
"""


class Sign(msgspec.Struct, frozen=True):
    """One sign. `code`: the mini-program code as JPEG; `version` of the point's code key."""

    number: str
    name: str
    unit: str
    version: int
    code: bytes


_GREY_STEP = 85  # four greys: black, white and two for round edges


def _to_print(code: bytes) -> bytes:
    """A code in four greys as PNG, a quarter of the JPEG's bytes: a force's signs are one file that a function can answer."""
    from PIL import Image  # noqa: PLC0415 -- only a print needs it

    greys = Image.open(io.BytesIO(code)).convert("L").point(lambda grey: round(grey / _GREY_STEP) * _GREY_STEP)
    made = io.BytesIO()
    greys.save(made, "PNG", optimize=True)
    return made.getvalue()


def render_signs(force: str, signs: Sequence[Sign], at: datetime) -> bytes:
    """All signs as one PDF, a page each; the same inputs at the same instant give the same bytes."""
    import typst  # noqa: PLC0415 -- 80 MB that only a print needs
    from pylopdf_fonts_zh_cn import sans_path  # noqa: PLC0415 -- with it

    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        for sign in signs:
            (folder / f"{sign.number}.png").write_bytes(_to_print(sign.code))
        told = [{**_told(sign), "picture": f"{sign.number}.png"} for sign in signs]
        data = {"title": f"{force}集结点牌", "force": force, "items": told}
        (folder / "signs.json").write_text(json.dumps(data, ensure_ascii=False))
        (folder / "signs.typ").write_text(_PAGE)
        fonts = [Path(str(sans_path())).parent]
        compiler = typst.Compiler(folder / "signs.typ", root=folder, font_paths=fonts, ignore_system_fonts=True)
        return cast(bytes, compiler.compile(format="pdf", timestamp=int(at.timestamp())))


def _told(sign: Sign) -> dict[str, object]:
    return {name: value for name, value in msgspec.structs.asdict(sign).items() if name != "code"}
