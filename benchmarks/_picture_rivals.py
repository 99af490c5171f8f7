"""What people would pick instead of our own rendering, for `pictures.py` to measure beside it.

All place the same words on the same drawn page; none breaks lines, squeezes marks or falls back as certificates must.
"""

import json
import subprocess
from atexit import register
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from shutil import rmtree, which
from tempfile import TemporaryDirectory, mkdtemp
from typing import Any
from venv import create

from shouwang.honours.rendering import CertificateText
from shouwang.honours.rendering.fonts import font_chain
from shouwang.honours.rendering.gallery import page_path

OUTSIDE = Path(__file__).with_name("_picture_outsiders.py")
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
    (folder / "page.typ").write_text(TYPST.replace("{page}", str(page_path("honour", 2, share))), encoding="utf-8")
    fonts = [Path(font_chain()[0].path).parent]
    return typst.Compiler(folder / "page.typ", root="/", font_paths=fonts, ignore_system_fonts=True)


def typst_png(text: CertificateText) -> bytes:
    """1080 pixels wide, as the share picture is."""
    return typst_page("share").compile(format="png", sys_inputs={"name": text.holder, "body": text.body}, ppi=130.6)


def typst_pdf(text: CertificateText) -> bytes:
    """Over the A4 drawing."""
    return typst_page("a4").compile(format="pdf", sys_inputs={"name": text.holder, "body": text.body})


@dataclass(frozen=True)
class Measured:
    """A rival's least CPU and bytes, or why there is none."""

    name: str
    ms: float = 0.0
    size: int = 0
    absent: str = ""


def outsiders(texts: Sequence[CertificateText]) -> Iterator[Measured]:
    """What is no part of this project: installed from the registry into a folder that goes again, measured there.

    Chromium is measured where the machine has one.
    """
    kept, font = {size: str(page_path("honour", 2, size)) for size in ("share", "a4")}, str(font_chain()[0].path)
    asked = {"pages": kept, "font": font, "texts": [{"name": text.holder, "body": text.body} for text in texts]}
    with TemporaryDirectory() as folder:
        create(folder, with_pip=True)
        python = str(Path(folder) / "bin" / "python")
        for name, package in (
            ("ReportLab, PDF", "reportlab"),
            ("WeasyPrint, PDF", "weasyprint"),
            ("Chromium, PNG", ""),
        ):
            yield _measured(name, package, python, json.dumps(asked))


def _measured(name: str, package: str, python: str, asked: str) -> Measured:
    if package:
        install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", package]
        got = subprocess.run(install, capture_output=True, text=True, check=False)
        if got.returncode:
            return Measured(name, absent="the registry did not give it")
    elif not which("chromium"):
        return Measured(name, absent="not on this machine")
    ran = subprocess.run([python, str(OUTSIDE), package], input=asked, capture_output=True, text=True, check=False)
    if ran.returncode:
        return Measured(name, absent=(ran.stderr.strip().splitlines() or ["it failed"])[-1])
    told = json.loads(ran.stdout)
    return Measured(name, told["ms"], told["size"])
