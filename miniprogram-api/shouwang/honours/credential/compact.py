"""A signed string so short that it fits a card's QR code: a phone without network checks it with a published key.

Shapes: 128 Crockford characters = 80 bytes: code (10), last day (2), key's mark (4), Ed25519 signature (64).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from shouwang.honours.credential.checking import (
    CredentialForged,
    CredentialKeyUnknown,
    CredentialMalformed,
    CredentialNotInForce,
)
from shouwang.honours.credential.keys import PublicKey, SigningKey
from shouwang.kernel.ids import CROCKFORD, crockford, is_code

# Signed before the bytes, so that a card can never pass for anything else this key signs.
_PURPOSE = b"shouwang card 1\n"
_EPOCH = date(2020, 1, 1)
_LENGTH, _BYTES, _SIGNED = 128, 80, 16


@dataclass(frozen=True, slots=True)
class CardClaim:
    """What a card proves: this holder's code, valid until the end of this day."""

    code: str
    valid_until: date


def sign_card(claim: CardClaim, key: SigningKey) -> str:
    """The string for the card's code. Raises: ValueError for a code that is none, or a day out of reach."""
    if not is_code(claim.code):
        raise ValueError("a card needs a verification code")
    days = (claim.valid_until - _EPOCH).days
    signed = _number(claim.code).to_bytes(10, "big") + days.to_bytes(2, "big", signed=False) + _mark(key.kid)
    whole = signed + key.private.sign(_PURPOSE + signed)
    return crockford(int.from_bytes(whole, "big"), _LENGTH)


def check_card(text: str, keys: Sequence[PublicKey], today: date) -> CardClaim:
    """The claim behind a card's string, if one of the trusted keys signed it and it still holds.

    Raises: CredentialMalformed, CredentialKeyUnknown, CredentialForged, CredentialNotInForce.
    """
    if not is_code(text, _LENGTH):
        raise CredentialMalformed
    whole = _number(text).to_bytes(_BYTES, "big")
    signed, signature = whole[:_SIGNED], whole[_SIGNED:]
    key = next((key for key in keys if key.trusted and _mark(key.kid) == signed[12:]), None)
    if key is None:
        raise CredentialKeyUnknown
    try:
        Ed25519PublicKey.from_public_bytes(key.raw).verify(signature, _PURPOSE + signed)
    except InvalidSignature as error:
        raise CredentialForged from error
    claim = CardClaim(
        crockford(int.from_bytes(signed[:10], "big"), 16),
        _EPOCH + timedelta(days=int.from_bytes(signed[10:12], "big")),
    )
    if today > claim.valid_until:
        raise CredentialNotInForce(valid_until=claim.valid_until.isoformat())
    return claim


def _mark(kid: str) -> bytes:
    """Four bytes that tell a key's name from the others published beside it."""
    return sha256(kid.encode()).digest()[:4]


def _number(text: str) -> int:
    number = 0
    for character in text:
        number = number * 32 + CROCKFORD.index(character)
    return number
