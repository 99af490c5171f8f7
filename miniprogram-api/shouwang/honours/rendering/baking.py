"""Baking: a credential put into a medal's PNG as Open Badges lays down, and read out again.

Source: Open Badges 3.0 section 5.3.2: one uncompressed iTXt chunk, keyword `openbadgecredential`, text = compact JWS.
"""

import struct
import zlib
from collections.abc import Iterator

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_AFTER_HEADER = 33
_KEYWORD = b"openbadgecredential"
# Keyword, NUL, not compressed, method 0, empty language, empty translated keyword.
_PREFIX = _KEYWORD + b"\0\0\0\0\0"


def bake_medal(medal_png: bytes, credential_jwt: str) -> bytes:
    """The medal's picture with the credential inside; one that was there before is replaced. Raises: ValueError."""
    bare = _SIGNATURE + b"".join(raw for kind, data, raw in _chunks(medal_png) if not _holds_credential(kind, data))
    body = b"iTXt" + _PREFIX + credential_jwt.encode("ascii")
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    return bare[:_AFTER_HEADER] + chunk + bare[_AFTER_HEADER:]


def read_credential(png: bytes) -> str | None:
    """The credential inside a PNG, or None. Raises: ValueError for what is no PNG or is damaged."""
    for kind, data, _ in _chunks(png):
        if _holds_credential(kind, data):
            return data.removeprefix(_KEYWORD + b"\0\0\0").split(b"\0", 2)[2].decode("ascii")
    return None


def _holds_credential(kind: bytes, data: bytes) -> bool:
    return kind == b"iTXt" and data.startswith(_KEYWORD + b"\0\0\0")


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes, bytes]]:
    """Kind, data and raw bytes of every chunk."""
    if not png.startswith(_SIGNATURE):
        raise ValueError("not a PNG")
    at = len(_SIGNATURE)
    while at < len(png):
        if at + 12 > len(png):
            raise ValueError("a PNG cut short")
        (length,) = struct.unpack_from(">I", png, at)
        end = at + 12 + length
        if end > len(png):
            raise ValueError("a PNG cut short")
        body = png[at + 4 : end - 4]
        if zlib.crc32(body) != struct.unpack_from(">I", png, end - 4)[0]:
            raise ValueError("a damaged PNG")
        yield body[:4], body[4:], png[at:end]
        at = end
