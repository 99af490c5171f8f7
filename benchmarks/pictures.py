"""Pictures of honours: CPU and bytes of each, beside what people would pick instead, in one run.

Yardsticks: the floor (copy the drawn page, encode it, write nothing), typst's own PNG and PDF of the same words, and
ReportLab, WeasyPrint and headless Chromium, which the benchmark installs from the registry into a folder that goes again
(`--no-outsiders` leaves them out). CPU is user plus system time, the least of n, a new name each time; "cold" is a whole
fresh process with its imports, on the path that it has where it is deployed: the layers of `honours`, compiled, and no
development tools beside them (`python layers/build.py --running`).
"""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from _picture_rivals import outsiders, typst_pdf, typst_png
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec.structs import replace

from shouwang.app import FUNCTIONS
from shouwang.honours import credential
from shouwang.honours.rendering import (
    CertificateKind,
    CertificateText,
    bake_medal,
    medal_png,
    render_certificate,
    render_pdf,
)
from shouwang.honours.rendering.fonts import font_chain
from shouwang.honours.rendering.gallery import page, page_path

ROOT = Path(__file__).parent.parent
LAYERS = ROOT / "build" / "layers-running"
ROUNDS = 15
COLD_ROUNDS = 7
OUTSIDE_ROUNDS = 4
TEXT = CertificateText(
    kind=CertificateKind.HONOUR,
    holder="买买提·㛃𬱖明",
    title="年度优秀义警",
    body="在二〇二六年度义务巡防工作中，恪尽职守、甘于奉献，全年参与巡防一百二十六次，累计服务时长四百八十二小时，"
    "协助处置警情二十三起，被评为“年度优秀义警”荣誉称号。\n特发此证，以资鼓励。",
    issuer="守望义警志愿巡防队",
    issued_on=date(2026, 11, 23),
    serial="望义证〔2026〕第0001号",
    verify_url="https://v.example.cn/c/7KQ4M2XD9HVTPA3C",
)
COLD = """
import gc
gc.disable()  # as functions/__init__.py does
from datetime import date
from shouwang.honours.rendering.{module} import {function} as render
from shouwang.honours.rendering.words import CertificateKind, CertificateText
render(CertificateText(CertificateKind.HONOUR, *{words!r}, date(2026, 11, 23), *{rest!r}))
"""
BARE = """
from io import BytesIO
from PIL import Image, ImageDraw, ImageFont
page = Image.open({page!r}).convert("RGB")
ImageDraw.Draw(page).text((150, 700), "在二〇二六年度义务巡防工作中", font=ImageFont.truetype({font!r}, 38))
page.save(BytesIO(), "JPEG", quality=86, subsampling=0)
"""


@dataclass(frozen=True)
class Row:
    """One line of the report: the least CPU and the bytes, the bars of the issue, and how it stands to its yardstick.

    Milliseconds of a shared machine swing by a factor of two, ratios within one run do not. A time over its bar is shown; it
    fails the run when the ratio to the floor is over its own, too: then it is the code and not the machine.
    """

    name: str
    ms: float
    size: int = 0
    bar_ms: float = 0.0
    bar_bytes: int = 0
    floor: "Row | None" = None
    bar_ratio: float = 0.0

    @property
    def missed(self) -> bool:
        too_slow = self.floor is not None and self.ms > max(self.bar_ms, self.bar_ratio * self.floor.ms)
        return too_slow or bool(self.bar_bytes and self.size > self.bar_bytes)

    def line(self) -> str:
        size = f"{self.size / 1000:7.0f} KB" if self.size else " " * 10
        parts = [f"{self.name:34} {self.ms:8.2f} ms {size}"]
        if self.floor is not None:
            parts.append(f"{self.ms / self.floor.ms:5.2f} x its floor (bar {self.bar_ratio:g})")
        if self.bar_ms:
            parts.append(f"bar {self.bar_ms:g} ms {'ok' if self.ms <= self.bar_ms else 'MISSED on this machine now'}")
        if self.bar_bytes:
            parts.append(f"bar {self.bar_bytes // 1000} KB")
        return "   ".join([*parts, *(["FAILED"] if self.missed else [])])


def named(number: int) -> CertificateText:
    """The same certificate for somebody else."""
    return replace(TEXT, holder="张守" + chr(0x4E00 + number))


def warm(name: str, make: Callable[[CertificateText], bytes], **bars: Any) -> Row:
    """The least CPU of many, after two to warm up."""
    made = [make(named(number)) for number in range(2)]
    spent = []
    for number in range(2, 2 + ROUNDS):
        text = named(number)
        start = time.process_time()
        made.append(make(text))
        spent.append(time.process_time() - start)
    return Row(name, min(spent) * 1000, max(map(len, made)), **bars)


def cold(name: str, program: str, **bars: Any) -> Row:
    """The least CPU of whole processes."""
    if not LAYERS.is_dir():
        subprocess.run([sys.executable, "layers/build.py", "--running"], cwd=ROOT, check=True)
    parts = [*(LAYERS / layer / "python" for layer in FUNCTIONS["honours"].layers), ROOT / "miniprogram-api"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, parts))}
    spent = []
    for _ in range(COLD_ROUNDS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-S", "-c", program], check=True, env=environment)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append((after.ru_utime - before.ru_utime) + (after.ru_stime - before.ru_stime))
    return Row(name, min(spent) * 1000, **bars)


def program(module: str, function: str) -> str:
    """A fresh process's whole task."""
    words = (TEXT.holder, TEXT.title, TEXT.body, TEXT.issuer)
    return COLD.format(module=module, function=function, words=words, rest=(TEXT.serial, TEXT.verify_url))


def bottom(size: str) -> Callable[[CertificateText], bytes]:
    """What no certificate from this drawing can cost less than: the copy and the encoding."""

    def make(_text: CertificateText) -> bytes:
        out = BytesIO()
        page("honour", TEXT.template_version, size).copy().save(out, "JPEG", quality=86, subsampling=0)
        return out.getvalue()

    return make


def credentials() -> list[Row]:
    """Signing, baking and checking."""
    did = "did:web:v.example.cn"
    key = credential.SigningKey(f"{did}#1", Ed25519PrivateKey.from_private_bytes(b"1" * 32))
    at = datetime(2026, 11, 23, tzinfo=UTC)
    url = "https://v.example.cn"
    claim = credential.BadgeClaim(
        f"{url}/c/1", "urn:uuid:1", did, "守望", url, f"{url}/m/1", "首次巡逻", "勋章", "完成", at, f"{url}/s/1", 1
    )
    token, document = credential.issue_credential(claim, key), credential.did_document([key.public])
    drawn = medal_png("first-patrol", 512)

    def baked(_text: CertificateText) -> bytes:
        return bake_medal(drawn, credential.issue_credential(claim, key))

    return [
        warm("credential signed", lambda _: credential.issue_credential(claim, key).encode()),
        warm("credential checked", lambda _: str(credential.check_credential(token, document, at)).encode()),
        warm("medal 512 baked, signed each time", baked, bar_ms=2),
    ]


def rivals() -> list[Row]:
    """What people would pick instead."""
    rows = [warm("typst, PNG 1080 x 1528", typst_png), warm("typst, PDF", typst_pdf)]
    if "--no-outsiders" in sys.argv:
        return rows
    found = outsiders([named(number) for number in range(OUTSIDE_ROUNDS)])
    return [*rows, *(Row(one.name + (f" ({one.absent})" if one.absent else ""), one.ms, one.size) for one in found)]


def main() -> int:
    """Print the table; 1 when a bar is missed."""
    share, a4 = warm("floor: copy, encode; share", bottom("share")), warm("floor: copy, encode; A4", bottom("a4"))
    fresh = cold(
        "floor: cold Pillow, one line of text",
        BARE.format(page=str(page_path("honour", TEXT.template_version, "share")), font=font_chain()[0].path),
    )
    rows = [
        share,
        warm("share certificate", render_certificate, bar_ms=15, bar_bytes=550_000, floor=share, bar_ratio=1.6),
        a4,
        warm("A4 certificate, 300 dpi", lambda t: render_certificate(t, "a4"), bar_ms=60, floor=a4, bar_ratio=1.6),
        warm("PDF", render_pdf, bar_ms=20, bar_bytes=1_800_000, floor=share, bar_ratio=1.5),
        fresh,
        cold(
            "share certificate, cold",
            program("certificate", "render_certificate"),
            bar_ms=150,
            floor=fresh,
            bar_ratio=1.4,
        ),
        cold("PDF, cold", program("pdf", "render_pdf"), bar_ms=150, floor=fresh, bar_ratio=1.4),
        *credentials(),
        *rivals(),
    ]
    for row in rows:
        print(row.line())
    print(json.dumps({row.name: round(row.ms, 2) for row in rows}, ensure_ascii=False))
    return int(any(row.missed for row in rows))


if __name__ == "__main__":
    sys.exit(main())
