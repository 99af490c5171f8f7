"""Pictures of honours: CPU and bytes of each, beside what people would pick instead, in one run.

Yardsticks: the floor (copy the drawn page, encode it, write nothing), typst's own PNG and PDF of the same words, ReportLab
and WeasyPrint where they are installed (`uv run --with reportlab --with weasyprint benchmarks/pictures.py`). CPU is user
plus system time, the least of n, a new name each time; "cold" is a whole fresh process with its imports.
"""

import json
import resource
import subprocess
import sys
import time
from atexit import register
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

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

ROUNDS = 15
COLD_ROUNDS = 7
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
from datetime import date
from shouwang.honours.rendering.{module} import {function} as render
from shouwang.honours.rendering.words import CertificateKind, CertificateText
render(CertificateText(CertificateKind.HONOUR, *{words!r}, date(2026, 11, 23), *{rest!r}))
"""


@dataclass(frozen=True)
class Row:
    """One line of the report: what was made, the least CPU, its bytes, and the bar on either."""

    name: str
    ms: float
    size: int = 0
    bar_ms: float = 0.0
    bar_bytes: int = 0

    @property
    def missed(self) -> bool:
        return (self.bar_ms and self.ms > self.bar_ms) or (self.bar_bytes and self.size > self.bar_bytes) or False

    def line(self, floor_ms: float) -> str:
        bar = f"bar {self.bar_ms:g} ms" if self.bar_ms else ""
        bar += f", {self.bar_bytes // 1000} KB" if self.bar_bytes else ""
        verdict = ("MISSED" if self.missed else "ok") if bar else ""
        size = f"{self.size / 1000:8.0f} KB" if self.size else " " * 11
        return f"{self.name:34} {self.ms:8.2f} ms {size}  {self.ms / floor_ms:6.2f} x floor   {bar} {verdict}".rstrip()


def named(number: int) -> CertificateText:
    """The same certificate for somebody else."""
    return replace(TEXT, holder="张守" + chr(0x4E00 + number))


def warm(name: str, make: Callable[[CertificateText], bytes], bar_ms: float = 0, bar_bytes: int = 0) -> Row:
    """The least CPU of many, after two to warm up."""
    made = [make(named(number)) for number in range(2)]
    spent = []
    for number in range(2, 2 + ROUNDS):
        text = named(number)
        start = time.process_time()
        made.append(make(text))
        spent.append(time.process_time() - start)
    return Row(name, min(spent) * 1000, max(map(len, made)), bar_ms, bar_bytes)


def cold(name: str, program: str, bar_ms: float = 0) -> Row:
    """The least CPU of whole processes."""
    spent = []
    for _ in range(COLD_ROUNDS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-c", program], check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append((after.ru_utime - before.ru_utime) + (after.ru_stime - before.ru_stime))
    return Row(name, min(spent) * 1000, bar_ms=bar_ms)


def program(module: str, function: str) -> str:
    """A fresh process's whole task."""
    words = (TEXT.holder, TEXT.title, TEXT.body, TEXT.issuer)
    return COLD.format(module=module, function=function, words=words, rest=(TEXT.serial, TEXT.verify_url))


def floor(size: str) -> Callable[[CertificateText], bytes]:
    """What no certificate from this drawing can cost less than: the copy and the encoding."""

    def make(_text: CertificateText) -> bytes:
        out = BytesIO()
        page("honour", 1, size).copy().save(out, "JPEG", quality=86, subsampling=0)
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
    return [
        warm("credential signed", lambda _: credential.issue_credential(claim, key).encode()),
        warm("credential checked", lambda _: str(credential.check_credential(token, document, at)).encode()),
        warm(
            "medal 512 baked, signed each time", lambda _: bake_medal(drawn, credential.issue_credential(claim, key)), 2
        ),
    ]


# What people would pick instead. All place the same words on the same page; none breaks lines as certificates must.
TYPST = """#set page(width: 210mm, height: 297mm, margin: (x: 31mm, top: 120mm), background: image("{page}", width: 100%))
#set text(font: "Noto Serif SC", size: 20pt, lang: "zh")
#set par(justify: true, first-line-indent: (amount: 2em, all: true))
#text(size: 34pt, fill: rgb("#961614"), sys.inputs.name) 同志：

#sys.inputs.body
"""


@cache
def typst_page(share: str) -> Any:
    """A compiler with the page's source in it."""
    import typst

    folder = Path(mkdtemp())
    register(rmtree, folder)
    (folder / "page.typ").write_text(TYPST.replace("{page}", str(page_path("honour", 1, share))), encoding="utf-8")
    fonts = [Path(font_chain()[0].path).parent]
    return typst.Compiler(folder / "page.typ", root="/", font_paths=fonts, ignore_system_fonts=True)


def typst_made(form: str, share: str) -> Callable[[CertificateText], bytes]:
    def make(text: CertificateText) -> bytes:
        inputs = {"name": text.holder, "body": text.body}
        return typst_page(share).compile(format=form, sys_inputs=inputs, ppi=130.6 if form == "png" else None)

    return make


def reportlab_pdf(text: CertificateText) -> bytes:
    """ReportLab takes no CFF fonts: its own CID font, and so no rare names, embedded nothing."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import Paragraph

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = BytesIO()
    sheet = Canvas(out, pagesize=A4)
    sheet.drawImage(str(page_path("honour", 1, "a4")), 0, 0, *A4)
    style = ParagraphStyle("body", fontName="STSong-Light", fontSize=20, leading=34, firstLineIndent=40, wordWrap="CJK")
    for words, y in ((text.holder + " 同志：", 470), (text.body, 330)):
        block = Paragraph(words, style)
        block.wrap(420, 400)
        block.drawOn(sheet, 88, y)
    sheet.save()
    return out.getvalue()


def weasyprint_pdf(text: CertificateText) -> bytes:
    from weasyprint import HTML

    style = (
        f"@page{{size:A4;margin:120mm 31mm 0;background:url(file://{page_path('honour', 1, 'a4')}) 0 0/210mm 297mm}}"
    )
    face = f"@font-face{{font-family:Song;src:url(file://{font_chain()[0].path})}}"
    body = f"<h1 style='color:#961614'>{text.holder}</h1><p style='text-align:justify;text-indent:2em'>{text.body}"
    html = f"<style>{style}{face} body{{font:20pt/1.7 Song}}</style>{body}"
    return HTML(string=html).write_pdf()


def rivals() -> list[Row]:
    """Every rival that is installed."""
    rows = [warm("typst, PNG 1080 x 1528", typst_made("png", "share")), warm("typst, PDF", typst_made("pdf", "a4"))]
    for name, make in (("reportlab", reportlab_pdf), ("weasyprint", weasyprint_pdf)):
        rows.append(warm(f"{name}, PDF", make) if find_spec(name) else Row(f"{name}: not installed", 0.0))
    return rows


def main() -> int:
    """Print the table; 1 when a bar is missed."""
    bottom = warm("floor: copy and encode, share", floor("share"))
    rows = [
        bottom,
        warm("share certificate", render_certificate, 15, 550_000),
        cold("share certificate, cold process", program("certificate", "render_certificate"), 150),
        warm("floor: copy and encode, A4", floor("a4")),
        warm("A4 certificate, 300 dpi", lambda text: render_certificate(text, "a4"), 60),
        warm("PDF", render_pdf, 20, 1_800_000),
        cold("PDF, cold process", program("pdf", "render_pdf"), 150),
        *credentials(),
        *rivals(),
    ]
    for row in rows:
        print(row.line(bottom.ms))
    print(json.dumps({row.name: round(row.ms, 2) for row in rows}, ensure_ascii=False))
    return int(any(row.missed for row in rows))


if __name__ == "__main__":
    sys.exit(main())
