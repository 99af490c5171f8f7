"""Class S values: sealed with AES-256-GCM and bound to table, key and field; looked up by keyed HMAC."""

import hashlib
import hmac
import os

import msgspec

from shouwang.kernel.problem import Problem
from shouwang.platform.keys import Keys

_VERSION = b"\x01"  # of the sealed form: version, 12 bytes of nonce, ciphertext with tag


class SealBroken(Problem):
    """A sealed value cannot be opened: changed, moved to another place, or sealed under another key."""

    slug, title, status = "seal-broken", "这项数据打不开，已经告诉管理员", 500


class Vault(msgspec.Struct, frozen=True):
    """Seals and opens the values of one class (`personal`, `fixes`)."""

    keys: Keys
    key_name: str = "personal"

    def seal(self, value: str, *, place: str) -> bytes:
        """The sealed value. `place` is `table|key|field`: the value opens nowhere else."""
        return self.seal_bytes(value.encode(), place=place)

    def open(self, sealed: bytes, *, place: str) -> str:
        """The value. Raises: SealBroken."""
        return self.open_bytes(sealed, place=place).decode()

    def seal_bytes(self, content: bytes, *, place: str) -> bytes:
        """A file's content, sealed. `place` is `files|key`."""
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 -- slow import

        nonce = os.urandom(12)
        aad = f"{self.key_name}|{place}".encode()
        return _VERSION + nonce + AESGCM(self.keys[self.key_name]).encrypt(nonce, content, aad)

    def open_bytes(self, sealed: bytes, *, place: str) -> bytes:
        """The content. Raises: SealBroken."""
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415 -- slow import
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 -- slow import

        aad = f"{self.key_name}|{place}".encode()
        try:
            return AESGCM(self.keys[self.key_name]).decrypt(sealed[1:13], sealed[13:], aad)
        except (InvalidTag, ValueError) as broken:
            raise SealBroken from broken

    def index(self, kind: str, value: str) -> str:
        """The blind index of a normalised value: 64 hex characters; equal values of a kind have equal indexes."""
        return hmac.new(self.keys["lookup"], f"{kind}|{value}".encode(), hashlib.sha256).hexdigest()
