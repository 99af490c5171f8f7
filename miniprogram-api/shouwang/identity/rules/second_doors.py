"""Decisions of the second doors: what a challenge and an emergency code are worth, and for how long."""

from datetime import datetime, timedelta
from secrets import choice

from shouwang.identity.models import Challenge, EmergencyCode, PasskeyPurpose
from shouwang.kernel.problem import Problem

CHALLENGE_LIFE = timedelta(minutes=5)  # Source: docs/decisions/0230
PASSKEYS_MOST = 10  # of one person: each of some computers, and a key in the drawer
PASSKEY_TRIES_A_MINUTE = 20  # from one address: an office behind one router
EMERGENCY_TRIES_A_MINUTE = 5  # from one address; a code has 80 bits
EMERGENCY_DAYS, EMERGENCY_DAYS_MOST = 7, 90  # Source: docs/decisions/0231
TOLD_MOST = 50  # commanders told of a used code: one commit holds 100 actions
_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: nothing that reads as something else
_CODE_SIGNS = 16


class PasskeyRefused(Problem):
    """The passkey's answer does not fit: another challenge, another site, a copied key, or one that was removed."""

    slug, title, status = "passkey-refused", "通行密钥没有通过，再试一次，或者扫码", 403


class EnoughPasskeys(Problem):
    """A person keeps ten passkeys at most."""

    slug, title, status = "enough-passkeys", "通行密钥最多 10 把，先删掉不用的", 409


class EmergencyRefused(Problem):
    """The code is unknown, spent or too old: the answer is the same."""

    slug, title, status = "emergency-refused", "这个应急码不对、用过了，或者过期了", 403


def require_challenge(found: Challenge | None, purpose: PasskeyPurpose, session_id: str, now: datetime) -> Challenge:
    """A challenge for this purpose and session that still counts. Raises: PasskeyRefused."""
    if found is None or (found.purpose, found.session_id) != (purpose, session_id):
        raise PasskeyRefused
    if now.timestamp() >= found.expires_at:
        raise PasskeyRefused
    return found


def require_room(passkeys: int) -> None:
    """Raises: EnoughPasskeys."""
    if passkeys >= PASSKEYS_MOST:
        raise EnoughPasskeys


def new_code() -> str:
    """A code of 80 random bits, in groups of four to be read from paper."""
    signs = "".join(choice(_SIGNS) for _ in range(_CODE_SIGNS))
    return "-".join(signs[at : at + 4] for at in range(0, _CODE_SIGNS, 4))


def as_typed(text: str) -> str:
    """A code as a person typed it, in the one form that is hashed."""
    signs = "".join(text.upper().split()).replace("-", "")
    return signs.translate(str.maketrans("OIL", "011"))


def require_code(found: EmergencyCode | None, now: datetime) -> EmergencyCode:
    """A code that still counts. Raises: EmergencyRefused."""
    if found is None or found.used_at is not None or now.timestamp() >= found.expires_at:
        raise EmergencyRefused
    return found
