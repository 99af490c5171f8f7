"""Baking: a credential put into a medal's PNG as Open Badges lays down, and read out again.

Source: Open Badges 3.0 section 5.3.2: one uncompressed iTXt chunk, keyword `openbadgecredential`, text = compact JWS.
"""

import struct
import zlib

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_KEYWORD = b"openbadgecredential"
# Keyword, NUL, not compressed, method 0, empty language, empty translated keyword.
_PREFIX = _KEYWORD + b"\0\0\0\0\0"


def bake_medal(medal_png: bytes, credential_jwt: str) -> bytes:
    """The medal's picture with the credential inside; one that was there before is replaced. Raises: ValueError."""
    kept = [raw for kind, data, raw in _chunks(medal_png) if _credential(kind, data) is None]
    body = b"iTXt" + _PREFIX + credential_jwt.encode("ascii")
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    return b"".join((_SIGNATURE, kept[0], chunk, *kept[1:]))


def read_credential(png: bytes) -> str | None:
    """The credential inside a PNG, or None. Raises: ValueError for what is no PNG, or not a whole one."""
    found = [token for kind, data, _ in _chunks(png) if (token := _credential(kind, data)) is not None]
    return found[0] if found else None


def _credential(kind: bytes, data: bytes) -> str | None:
    """The text of a chunk that holds a credential uncompressed, in whatever language it says it is."""
    if kind != b"iTXt" or not data.startswith(_KEYWORD + b"\0\0\0"):
        return None
    parts = data[len(_KEYWORD) + 3 :].split(b"\0", 2)
    if len(parts) != 3 or not parts[2].isascii():
        raise ValueError("a PNG with a broken credential")
    return parts[2].decode("ascii")


def _chunks(png: bytes) -> list[tuple[bytes, bytes, bytes]]:
    """Kind, data and raw bytes of every chunk, from the header to the end mark. Raises: ValueError."""
    if not png.startswith(_SIGNATURE):
        raise ValueError("not a PNG")
    chunks: list[tuple[bytes, bytes, bytes]] = []
    at = len(_SIGNATURE)
    while at < len(png):
        if at + 12 > len(png):
            raise ValueError("a PNG cut short")
        end = at + 12 + int(struct.unpack_from(">I", png, at)[0])
        if end > len(png):
            raise ValueError("a PNG cut short")
        body = png[at + 4 : end - 4]
        if zlib.crc32(body) != struct.unpack_from(">I", png, end - 4)[0]:
            raise ValueError("a damaged PNG")
        chunks.append((body[:4], body[4:], png[at:end]))
        at = end
    if not chunks or chunks[0][0] != b"IHDR" or chunks[-1][0] != b"IEND":
        raise ValueError("a PNG cut short")
    return chunks
