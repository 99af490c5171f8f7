"""A signed string so short that it fits a card's QR code: a phone without network checks it with a published key.

Shapes: a card's is 128 Crockford characters = 80 bytes: code (10), last day (2), key's mark (4), Ed25519 signature (64);
a phone screen's is 132 = 82 bytes, with the last second (4) in place of the day.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

import msgspec
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
_PURPOSE, _MOMENT = b"shouwang card 1\n", b"shouwang moment 1\n"
_EPOCH = date(2020, 1, 1)
_START = datetime(2020, 1, 1, tzinfo=UTC)
CARD_LENGTH, MOMENT_LENGTH = 128, 132


class CardClaim(msgspec.Struct, frozen=True):
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
    return crockford(int.from_bytes(whole, "big"), CARD_LENGTH)


def check_card(text: str, keys: Sequence[PublicKey], today: date) -> CardClaim:
    """The claim behind a card's string, if one of the trusted keys signed it and it still holds.

    Raises: CredentialMalformed, CredentialKeyUnknown, CredentialForged, CredentialNotInForce.
    """
    signed = _opened(text, CARD_LENGTH, _PURPOSE, keys)
    claim = CardClaim(
        crockford(int.from_bytes(signed[:10], "big"), 16),
        _EPOCH + timedelta(days=int.from_bytes(signed[10:12], "big")),
    )
    if today > claim.valid_until:
        raise CredentialNotInForce(valid_until=claim.valid_until.isoformat())
    return claim


class MomentClaim(msgspec.Struct, frozen=True):
    """What a code on a phone's screen proves: this holder's card was open on it, until this instant."""

    code: str
    valid_until: datetime


def sign_moment(claim: MomentClaim, key: SigningKey) -> str:
    """The string for the phone's screen, good for a minute or so. Raises: ValueError for a code that is none."""
    if not is_code(claim.code):
        raise ValueError("a card needs a verification code")
    seconds = int((claim.valid_until - _START).total_seconds())
    signed = _number(claim.code).to_bytes(10, "big") + seconds.to_bytes(4, "big") + _mark(key.kid)
    whole = signed + key.private.sign(_MOMENT + signed)
    return crockford(int.from_bytes(whole, "big"), MOMENT_LENGTH)


def check_moment(text: str, keys: Sequence[PublicKey], now: datetime) -> MomentClaim:
    """The claim behind a phone's string, if a trusted key signed it and it is not over.

    Raises: CredentialMalformed, CredentialKeyUnknown, CredentialForged, CredentialNotInForce.
    """
    signed = _opened(text, MOMENT_LENGTH, _MOMENT, keys)
    until = _START + timedelta(seconds=int.from_bytes(signed[10:14], "big"))
    if now > until:
        raise CredentialNotInForce("这个码过期了，请对方重新打开义警证", valid_until=until.isoformat())
    return MomentClaim(crockford(int.from_bytes(signed[:10], "big"), 16), until)


def _opened(text: str, length: int, purpose: bytes, keys: Sequence[PublicKey]) -> bytes:
    """The signed bytes of a string, its signature checked. Raises: CredentialMalformed, ...KeyUnknown, ...Forged."""
    if not is_code(text, length):
        raise CredentialMalformed
    number = _number(text)
    size = length * 5 // 8
    if number >> 8 * size:
        raise CredentialMalformed
    whole = number.to_bytes(size, "big")
    signed, signature = whole[:-64], whole[-64:]
    key = next((key for key in keys if key.trusted and _mark(key.kid) == signed[-4:]), None)
    if key is None:
        raise CredentialKeyUnknown
    try:
        Ed25519PublicKey.from_public_bytes(key.raw).verify(signature, purpose + signed)
    except InvalidSignature as error:
        raise CredentialForged from error
    return signed


def _mark(kid: str) -> bytes:
    """Four bytes that tell a key's name from the others published beside it."""
    return sha256(kid.encode()).digest()[:4]


def _number(text: str) -> int:
    number = 0
    for character in text:
        number = number * 32 + CROCKFORD.index(character)
    return number
