"""One rival in a folder of its own, where nothing of this project is installed: its least CPU for a picture, and the bytes.

`python _picture_outsiders.py reportlab|weasyprint|""`; pages, font and texts come in as JSON, the figures go out as JSON.
Chromium is a process for each picture, as it would be used; its CPU counts all its own.
"""

import json
import resource
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory


def reportlab(asked: dict, text: dict) -> bytes:
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
    sheet.drawImage(asked["pages"]["a4"], 0, 0, *A4)
    style = ParagraphStyle("body", fontName="STSong-Light", fontSize=20, leading=34, firstLineIndent=40, wordWrap="CJK")
    for words, y in ((text["name"] + " 同志：", 470), (text["body"], 330)):
        block = Paragraph(words, style)
        block.wrap(420, 400)
        block.drawOn(sheet, 88, y)
    sheet.save()
    return out.getvalue()


def html(asked: dict, text: dict, size: str, *, top: str) -> str:
    """The same page as a browser knows it."""
    page, font = (Path(path).as_uri() for path in (asked["pages"][size], asked["font"]))
    style = (
        f"@page{{size:A4;margin:0}}@font-face{{font-family:Song;src:url({font})}}"
        f"body{{margin:0;height:100%;background:url({page}) 0 0/100% 100%;font:20pt/1.7 Song}}"
        f"main{{padding:{top} 31mm 0}}h1{{color:#961614}}p{{text-align:justify;text-indent:2em}}"
    )
    return f"<meta charset=utf-8><style>{style}</style><main><h1>{text['name']}</h1><p>{text['body']}</main>"


def weasyprint(asked: dict, text: dict) -> bytes:
    """HTML to PDF, the font embedded."""
    from weasyprint import HTML

    return HTML(string=html(asked, text, "a4", top="120mm")).write_pdf()


def chromium(asked: dict, text: dict) -> bytes:
    """A screenshot 1080 pixels wide, as the share picture is."""
    with TemporaryDirectory() as folder:
        page, picture = Path(folder) / "page.html", Path(folder) / "page.png"
        page.write_text(html(asked, text, "share", top="160mm"), encoding="utf-8")
        flags = ["--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--window-size=1080,1528"]
        where = [f"--user-data-dir={folder}/profile", f"--screenshot={picture}", page.as_uri()]
        subprocess.run(["chromium", *flags, *where], check=True, capture_output=True, timeout=120)
        return picture.read_bytes()


def cpu_s() -> float:
    """User and system time of this process and of all that ended under it."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def main() -> None:
    """The least of all texts but the first, which warms up."""
    make = {"reportlab": reportlab, "weasyprint": weasyprint, "": chromium}[sys.argv[1]]
    asked = json.load(sys.stdin)
    spent, size = [], 0
    for text in asked["texts"]:
        start = cpu_s()
        size = max(size, len(make(asked, text)))
        spent.append(cpu_s() - start)
    json.dump({"ms": min(spent[1:]) * 1000, "size": size}, sys.stdout)


if __name__ == "__main__":
    main()
