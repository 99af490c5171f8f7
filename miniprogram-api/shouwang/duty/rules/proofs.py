"""Short-lived proofs: that a tap is of this moment, and that somebody stands in front of a point.

Both are keyed hashes over time, so nothing is stored until they are used; each is used once because it names its check-in.
"""

import hashlib
import hmac
from datetime import UTC, datetime, timedelta

from shouwang.duty.models import CheckIn, Clearance, Lane
from shouwang.kernel.ids import ulid
from shouwang.kernel.problem import Problem

NONCE_LIFE = timedelta(seconds=120)  # Source: domain-rules 1.4
CODE_STEP = timedelta(
    seconds=30
)  # a point's code changes so often; one step either way is accepted. Source: domain-rules 1.4
CODE_DIGITS = 6
EVIDENCE_WITHIN = timedelta(minutes=15)  # of an uncertain check-in: later it says nothing about the arrival

PHOTO_WITHIN = timedelta(hours=72)  # as long as a check-in may wait in a queue; a leader looks at it anyway
MOST_PHOTOS = 3


class EnoughPhotos(Problem):
    """More photos show nothing more."""

    slug, title, status = "enough-photos", f"最多交 {MOST_PHOTOS} 张照片", 409


class NonceMissing(Problem):
    """Neither of this moment nor from the phone's queue."""

    slug, title, status = "nonce-missing", "这次打卡缺了凭据", 400


class NonceExpired(Problem):
    """The proof is too old, of somebody else, or none of ours; `nonce` in the answer is a fresh one."""

    slug, title, status = "nonce-expired", "打卡页开得太久了，再点一次", 409


class PlaceCodeWrong(Problem):
    """Not the code that stands at the point at this moment."""

    slug, title, status = "place-code-wrong", "码不对，或者已经换了", 422


class TooManyCodes(Problem):
    """More codes than a person mistypes."""

    slug, title, status = "too-many-codes", "码试得太勤了，等一分钟再试", 429


class EvidenceTooLate(Problem):
    """The arrival is too long ago to be shown by where somebody is now."""

    slug, title, status = "evidence-too-late", "离到岗已经太久，等队长核对", 409


class NothingToProve(Problem):
    """The check-in does not wait for anything."""

    slug, title, status = "nothing-to-prove", "这一条已经定了", 409


def nonce(key: bytes, person_id: str, now: datetime, salt: str) -> str:
    """A proof that whoever sends it back asked at this instant; `salt` sets two of one instant apart.

    Shapes: milliseconds, salt and 32 hex characters, between full stops.
    """
    millis = int(now.timestamp() * 1000)
    return f"{millis}.{salt}.{_keyed(key, 'nonce', f'{person_id}|{millis}|{salt}')[:32]}"


def issued_at(key: bytes, person_id: str, text: str, now: datetime) -> datetime | None:
    """When a nonce was given; None if it is too old, of somebody else, or none of ours."""
    millis, _, rest = text.partition(".")
    if not (millis.isascii() and millis.isdecimal() and len(millis) < 15):
        return None
    given_at = datetime.fromtimestamp(int(millis) / 1000, UTC)
    ours = nonce(key, person_id, given_at, rest.partition(".")[0])
    is_ours = hmac.compare_digest(text.encode(), ours.encode())
    return given_at if is_ours and timedelta() <= now - given_at <= NONCE_LIFE else None


def tap_id(person_id: str, at: datetime, mark: str) -> str:
    """The one id of a tap: the same for every repetition of it, sorted by time."""
    return ulid(at, hashlib.sha256(f"{person_id}|{mark}".encode()).digest())


def phone_mark(key: bytes, device: str) -> str:
    """The name under which a phone's own mark is remembered for a day; no way back to it."""
    return _keyed(key, "phone", device)[:32] if device else ""


def place_code(key: bytes, point_number: str, key_version: int, at: datetime) -> str:
    """The digits that stand at a point during one step of time."""
    return _code(key, point_number, key_version, int(at.timestamp() // CODE_STEP.total_seconds()))


def require_place_code(key: bytes, point_number: str, key_version: int, text: str, at: datetime) -> None:
    """Let pass who read the code at that moment, or one step before or after. Raises: PlaceCodeWrong."""
    step = int(at.timestamp() // CODE_STEP.total_seconds())
    codes = [_code(key, point_number, key_version, step + aside) for aside in (-1, 0, 1)]
    if not any(hmac.compare_digest(text.encode(), code.encode()) for code in codes):
        raise PlaceCodeWrong("对着牌子或队长的手机再扫一次，不要用转发的图")


def require_photo_wanted(check_in: CheckIn, now: datetime) -> None:
    """Let pass a waiting check-in that a photo may still be shown for. Raises: NothingToProve, EvidenceTooLate, EnoughPhotos."""
    _require_pending(check_in)
    if now - check_in.arrived_at > PHOTO_WITHIN:
        raise EvidenceTooLate
    if len(check_in.photos) >= MOST_PHOTOS:
        raise EnoughPhotos


def _require_pending(check_in: CheckIn) -> None:
    if check_in.clearance is not Clearance.PENDING or check_in.lane is Lane.TEAM:
        raise NothingToProve


def require_waiting(check_in: CheckIn, now: datetime) -> None:
    """Let pass a check-in that can still be proved. Raises: NothingToProve, EvidenceTooLate."""
    _require_pending(check_in)
    if now - check_in.arrived_at > EVIDENCE_WITHIN or check_in.lane is not Lane.LIVE:
        raise EvidenceTooLate


def code_changes_at(at: datetime) -> datetime:
    """When the code that stands now gives way to the next."""
    step_s = CODE_STEP.total_seconds()
    return datetime.fromtimestamp((at.timestamp() // step_s + 1) * step_s, UTC)


def _code(key: bytes, point_number: str, key_version: int, step: int) -> str:
    digest = _keyed(key, "place", f"{point_number}|{key_version}|{step}")
    return f"{int(digest[:12], 16) % 10**CODE_DIGITS:0{CODE_DIGITS}d}"


def _keyed(key: bytes, use: str, text: str) -> str:
    return hmac.new(key, f"duty|{use}|{text}".encode(), hashlib.sha256).hexdigest()
