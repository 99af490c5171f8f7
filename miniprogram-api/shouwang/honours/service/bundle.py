"""A ZIP and a PDF made in parts, each kept before the next begins.

Of the ZIP a part is local entries only; its directory comes at the end.
"""

import io
import zipfile
from collections.abc import Iterable
from datetime import date

import msgspec

from shouwang.honours import rules


class Entry(msgspec.Struct, frozen=True):
    """One file of the ZIP, as its directory names it. Units: bytes; `at` from the beginning of its part."""

    name: str
    crc: int
    size: int
    at: int


class Part(msgspec.Struct, frozen=True):
    """Some local entries, and what the directory must say of them."""

    content: bytes
    entries: tuple[Entry, ...]

    @property
    def index(self) -> bytes:
        """The entries, to be kept beside the content."""
        return msgspec.json.encode((len(self.content), self.entries))


def part(files: Iterable[tuple[str, bytes]], day: date) -> Part:
    """Files as local entries, stored: pictures do not shrink."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as made:
        for name, content in files:
            made.writestr(zipfile.ZipInfo(name, rules.dos_day(day)), content)
        entries = tuple(Entry(e.filename, e.CRC, e.file_size, e.header_offset) for e in made.filelist)
        local = made.start_dir
    return Part(out.getvalue()[:local], entries)


def directory(indexes: Iterable[bytes], day: date) -> bytes:
    """The end of the ZIP over parts that follow one another: its directory, in the long form where it must be."""
    sink = _After()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED) as made:
        for index in indexes:
            length, entries = msgspec.json.decode(index, type=tuple[int, tuple[Entry, ...]])
            for entry in entries:
                info = zipfile.ZipInfo(entry.name, rules.dos_day(day))
                info.CRC, info.file_size, info.compress_size = entry.crc, entry.size, entry.size
                info.header_offset = sink.before + entry.at
                info.flag_bits |= 0x800  # names in UTF-8. Source: APPNOTE 6.3.10, 4.4.4, bit 11
                made.filelist.append(info)
                made.NameToInfo[info.filename] = info
            sink.before += length
        made.start_dir = sink.before
    return sink.tail.getvalue()


def bound(pdfs: Iterable[bytes]) -> bytes:
    """PDFs one after another as one; drawings and fonts that are the same are kept once."""
    from pypdf import PdfReader, PdfWriter  # noqa: PLC0415 -- only this binds

    whole = PdfWriter()
    for number, pdf in enumerate(pdfs, 1):
        whole.append(PdfReader(io.BytesIO(pdf)), import_outline=False)
        if number % 10 == 0:
            whole.compress_identical_objects(remove_duplicates=True, remove_unreferenced=False)
    whole.compress_identical_objects(remove_duplicates=True, remove_unreferenced=False)
    out = io.BytesIO()
    whole.write(out)
    return out.getvalue()


class _After(io.RawIOBase):
    """Where the directory is written: what comes before it lies elsewhere, only its length counts."""

    def __init__(self) -> None:
        self.before = 0
        self.tail = io.BytesIO()

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self.before + self.tail.tell()

    def seek(self, offset: int, whence: int = 0) -> int:
        if whence == 0 and offset >= self.before:
            self.tail.seek(offset - self.before)
        return self.tell()

    def write(self, data: object) -> int:
        return self.tail.write(bytes(data))  # type: ignore[call-overload]

    def truncate(self, size: int | None = None) -> int:
        return self.tell()
