"""Identifiers: ULIDs for records (they sort by time), Crockford codes for people's eyes."""

from collections.abc import Callable
from datetime import datetime

NewId = Callable[[], str]

# Crockford base32: no I, L, O, U, so that nothing is mistaken when read aloud or copied by hand.
# Source: https://www.crockford.com/base32.html
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})


def crockford(number: int, length: int) -> str:
    """A number as exactly `length` Crockford characters, most significant first."""
    return "".join(CROCKFORD[(number >> shift) & 31] for shift in range(5 * (length - 1), -1, -5))


def ulid(at: datetime, entropy: bytes) -> str:
    """A ULID: 48 bits of milliseconds, then 80 bits of entropy. Shapes: 26 characters."""
    millis = int(at.timestamp() * 1000)
    return crockford((millis << 80) | int.from_bytes(entropy[:10], "big"), 26)


def verification_code(entropy: bytes) -> str:
    """The 16-character code (80 bits) a stranger types to check an honour. Source: design section 3."""
    return crockford(int.from_bytes(entropy[:10], "big"), 16)


def read_code(text: str) -> str:
    """A code as typed by a person, in its one true spelling; may still be no code at all."""
    return text.strip().upper().translate(_READ_AS)


def is_code(text: str, length: int = 16) -> bool:
    """Whether text is a Crockford code of that length."""
    return len(text) == length and all(character in CROCKFORD for character in text)
