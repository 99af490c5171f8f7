"""How credentials spell bytes, instants and issuers."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime
from typing import Any, cast


def issuer_of(body: dict[str, Any]) -> str:
    """The issuer's did, however it is spelt."""
    issuer = body["issuer"]
    return cast(str, issuer if isinstance(issuer, str) else issuer["id"])


def instant(at: datetime) -> str:
    """An instant as credentials write it: whole seconds, UTC."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def epoch(text: str) -> int:
    """The same instant as JWT claims count it."""
    return int(datetime.fromisoformat(text).timestamp())


def to_base64url(raw: bytes) -> str:
    """Bytes as base64url without padding."""
    return urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def from_base64url(text: str) -> bytes:
    """The bytes behind base64url without padding. Raises: ValueError."""
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
