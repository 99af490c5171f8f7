"""The body of an HTTP request: by its length or in chunks, perhaps compressed, 16 MB at most."""

import zlib
from email.message import Message
from io import BufferedIOBase

_LARGEST = 16 * 1024 * 1024
_DRAINED = 8 * _LARGEST  # whoever sends still more is hung up on
_AT_ONCE = 64 * 1024
_LONGEST_LINE = 1024
_GZIP = 16 + zlib.MAX_WBITS
_GZIP_MAGIC = b"\x1f\x8b"


class TooLarge(Exception):
    """The body is larger than any request may be."""


class Unreadable(Exception):
    """The body ends too early, or its length is none."""


class Undecodable(Exception):
    """The body is not compressed as its headers say; DynamoDB takes that for a failure of its own."""


def read_body(headers: Message, stream: BufferedIOBase) -> bytes:
    """The whole body, unpacked.

    Raises: TooLarge, Unreadable, Undecodable.
    """
    body = _Body(stream)
    if headers.get("Transfer-Encoding", "").lower() == "chunked":
        body.read_chunks()
    else:
        body.read(_length(headers.get("Content-Length", "0"), 10))
    raw, packing = body.whole(), headers.get("Content-Encoding", "identity").strip().lower()
    if packing == "identity":
        return raw
    if packing != "gzip":
        raise Undecodable
    return _unpacked(raw)


class _Body:
    """What has come; of a body that is too large the rest is read and dropped, so that its sender hears the refusal."""

    def __init__(self, stream: BufferedIOBase) -> None:
        self._stream = stream
        self._parts: list[bytes] = []
        self._total = 0

    def read(self, length: int) -> None:
        """Read so many bytes more."""
        self._total += length
        if self._total > _DRAINED:
            raise TooLarge
        while length:
            part = self._stream.read(min(length, _AT_ONCE))
            if not part:
                raise Unreadable
            length -= len(part)
            if self._total <= _LARGEST:
                self._parts.append(part)

    def read_chunks(self) -> None:
        """Read all chunks."""
        while length := _length(self._line().partition(";")[0].strip(), 16):
            self.read(length)
            if self._line().strip():
                raise Unreadable
        while self._line().strip():  # trailers
            continue

    def _line(self) -> str:
        return self._stream.readline(_LONGEST_LINE).decode("latin-1")

    def whole(self) -> bytes:
        """All of it.

        Raises: TooLarge.
        """
        if self._total > _LARGEST:
            raise TooLarge
        return b"".join(self._parts)


def _length(text: str, base: int) -> int:
    if not text.isalnum():  # int() would also take signs, blanks and underscores
        raise Unreadable
    try:
        return int(text, base)
    except ValueError:
        raise Unreadable from None


def _unpacked(raw: bytes) -> bytes:
    """One gzip after the other; what follows the last one and is none is let be, as DynamoDB does."""
    parts: list[bytes] = []
    room, rest = _LARGEST, raw
    while not parts or rest.startswith(_GZIP_MAGIC):
        unpacker = zlib.decompressobj(_GZIP)
        try:
            parts.append(unpacker.decompress(rest, room + 1))
        except zlib.error:
            raise Undecodable from None
        room -= len(parts[-1])
        if room < 0:
            raise TooLarge
        if not unpacker.eof:
            raise Undecodable
        rest = unpacker.unused_data
    return b"".join(parts)
