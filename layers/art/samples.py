"""Make the pictures of the README from the drawn art: `python layers/art/samples.py` fills `docs/pictures`.

The person, the force and the codes on them are invented.
"""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path

from PIL import Image

from shouwang.honours.rendering import CertificateKind, CertificateText, medal_png, render_certificate

OUT = Path(__file__).resolve().parents[2] / "docs" / "pictures"
PAPER = (251, 250, 247)
WALL = (
    ("first-patrol", "patrols-10", "patrols-50", "patrols-100", "night-watch"),
    ("star-1", "star-2", "star-3", "star-4", "star-5"),
    ("training", "call-out-5", "call-out-20", "streak-30", "streak-365"),
    ("anniversary-1", "anniversary-3", "anniversary-5", "yearly", "first-patrol-locked"),
)
SAMPLE = CertificateText(
    kind=CertificateKind.HONOUR,
    holder="买买提·㛃𬱖明",
    title="年度优秀义警",
    body="在二〇二六年度义务巡防工作中，恪尽职守、甘于奉献，全年参与巡防一百二十六次，累计服务时长四百八十二小时，"
    "协助处置警情二十三起，被评为“年度优秀义警”荣誉称号。\n特发此证，以资鼓励。",
    issuer="守望义警志愿巡防队（示例）",
    issued_on=date(2026, 11, 23),
    serial="SW-2026-000123",
    verify_url="https://v.example.cn/c/7KQ4M2XD9HVTPA3C",
)


def certificate() -> None:
    """The honour certificate of somebody with a rare name."""
    with Image.open(BytesIO(render_certificate(SAMPLE))) as picture:
        small = picture.resize((720, 1019), Image.Resampling.LANCZOS)
    small.save(OUT / "certificate.jpg", quality=84, subsampling=0, optimize=True)


def wall() -> None:
    """Every medal, and one that is still locked."""
    side = 200
    sheet = Image.new("RGB", (side * len(WALL[0]), side * len(WALL)), PAPER)
    for row, kinds in enumerate(WALL):
        for column, kind in enumerate(kinds):
            name = kind.removesuffix("-locked")
            with Image.open(BytesIO(medal_png(name, 512, locked=name != kind))) as drawn:
                medal = drawn.convert("RGBA").resize((side, side), Image.Resampling.LANCZOS)
            sheet.paste(medal, (side * column, side * row), medal)
    sheet.save(OUT / "medals.jpg", quality=86, subsampling=0, optimize=True)


if __name__ == "__main__":
    OUT.mkdir(parents=True, exist_ok=True)
    certificate()
    wall()
