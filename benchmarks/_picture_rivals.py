"""What people would pick instead of our own rendering, for `pictures.py` to measure beside it.

All place the same words on the same drawn page; none breaks lines, squeezes marks or falls back as certificates must.
"""

from atexit import register
from functools import cache
from io import BytesIO
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any

from shouwang.honours.rendering import CertificateText
from shouwang.honours.rendering.fonts import font_chain
from shouwang.honours.rendering.gallery import page_path

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
    sheet.drawImage(str(page_path("honour", 2, "a4")), 0, 0, *A4)
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
