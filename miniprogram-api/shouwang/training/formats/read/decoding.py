"""From bytes to text, and from content to the format it is in."""

import codecs
import re

from shouwang.training.formats.found import UnreadableFile

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NOT_OURS = (
    (b"%PDF", "这是 PDF，题目读不准。请用原来的表格或文本"),
    (b"Rar!", "这是压缩包，解开再传里面的文件"),
    (b"7z\xbc\xaf", "这是压缩包，解开再传里面的文件"),
    (b"\x89PNG", "这是图片，读不出题目"),
    (b"\xff\xd8\xff", "这是图片，读不出题目"),
    (b"{\\rtf", "这是写字板的富文本，请另存为纯文本（.txt）"),
)


def as_text(content: bytes) -> str:
    """The text of a file: UTF-8 with or without its mark, UTF-16 with its mark, or GB18030. Raises: UnreadableFile."""
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return _decoded(content, encoding)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        text = _decoded(content, "gb18030")
    if "\0" in text:
        raise UnreadableFile("这不是文本文件")
    return _lines(text)


def sniff(content: bytes, file_name: str) -> str:
    """The format a content is in. Raises: UnreadableFile for what is surely something else."""
    for mark, words in _NOT_OURS:
        if content.startswith(mark):
            raise UnreadableFile(words)
    if content.startswith(b"PK\x03\x04"):
        return "xlsx"
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        return "xls"
    return _text_format(as_text(content), file_name.lower())


def _text_format(text: str, file_name: str) -> str:
    head = text.lstrip()[:4000].lower()
    if re.match(r"(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*(<!doctype[^>]*>\s*)?<quiz", head, re.DOTALL):
        return "moodle"
    if head.startswith(("<html", "<!doctype html", "<table", "<head")):
        raise UnreadableFile("这其实是网页，用表格软件打开，另存为 Excel 工作簿（.xlsx）")
    if head.startswith("<"):
        return "moodle"
    if file_name.endswith((".csv", ".tsv")):
        return "csv"
    if file_name.endswith(".gift"):
        return "gift"
    return _by_marks(text)


# Aiken: a line `ANSWER: B` in Latin letters after lines `A. text`; GIFT: braces that hold an answer's mark.
_AIKEN = re.compile(r"^[ \t]*[A-Z][.)].*\n(?:[ \t]*\n)*[ \t]*ANSWER:[ \t]*[A-Z][ \t]*$", re.MULTILINE)
_GIFT = re.compile(r"^[ \t]*::|^\$CATEGORY:|(?<!\\)\{[ \t\r\n]*(?:[=~#]|T\b|F\b|TRUE\b|FALSE\b|\})", re.MULTILINE)


def _by_marks(text: str) -> str:
    if _AIKEN.search(text):
        return "aiken"
    if _GIFT.search(text):
        return "gift"
    from shouwang.training.formats.read.tables import has_header  # noqa: PLC0415 -- for imports only

    return "csv" if has_header("\n".join(text.splitlines()[:30])) else "text"


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return _lines(content.decode(encoding))
    except UnicodeError as wrong:
        raise UnreadableFile("文字的编码认不出来，请存成 UTF-8 再传") from wrong


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
