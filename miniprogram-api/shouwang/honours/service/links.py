"""Short-lived addresses of files, for what cannot send a session along: a browser, an image element, another app."""

import base64
import hashlib
import hmac
from datetime import datetime, timedelta

import msgspec

from shouwang.honours import rules
from shouwang.kernel.clock import Clock
from shouwang.platform.keys import Keys

_USE = b"shouwang file link 1\n"  # signed before the words, so that nothing else this key signs can pass for a link


class Link(msgspec.Struct, frozen=True):
    """An address that opens one file until an instant. Shapes: `path` begins with a slash."""

    path: str
    expires_at: datetime


class Links(msgspec.Struct, frozen=True):
    """下载链接. Nothing is kept: the address itself says what it opens and until when, under our signature."""

    keys: Keys
    now: Clock

    def to(self, what: str) -> Link:
        """An address for one file. Cost: 0 requests."""
        until = self.now() + rules.LINK_LIVES
        words = f"{what}|{int(until.timestamp())}".encode()
        token = base64.urlsafe_b64encode(words + self._sign(words)).decode().rstrip("=")
        return Link(f"/v1/files/{token}", until.replace(microsecond=0))

    def open(self, token: str) -> str:
        """What an address opens. Raises: LinkExpired, the same for a forged one. Cost: 0 requests."""
        try:
            raw = base64.b64decode(token + "=" * (-len(token) % 4), b"-_", validate=True)
        except ValueError as bad:
            raise rules.LinkExpired from bad
        words, signature = raw[:-16], raw[-16:]
        if not hmac.compare_digest(signature, self._sign(words)):
            raise rules.LinkExpired
        what, _, until = words.decode().rpartition("|")
        if self.now() >= datetime.fromtimestamp(int(until), tz=self.now().tzinfo) + timedelta(seconds=1):
            raise rules.LinkExpired
        return what

    def _sign(self, words: bytes) -> bytes:
        return hmac.new(self.keys["card"], _USE + words, hashlib.sha256).digest()[:16]
