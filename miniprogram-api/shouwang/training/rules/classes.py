"""Attendance of an offline class: a code that is shown in the room, or a leader's mark."""

import hashlib
import hmac
from datetime import datetime, timedelta

from shouwang.kernel.ids import CROCKFORD, read_code
from shouwang.kernel.problem import NotFound, Problem
from shouwang.training.models import OfflineClass

CLASS_CODE_S = 60  # how long a code is shown; the one before counts too, for slow typing
_LETTERS = 6
_EARLY = timedelta(minutes=30)  # attendance opens before the beginning


class NoSuchClass(NotFound):
    """There is no such class, or it is not this person's to see."""

    slug, title = "no-such-class", "没有这堂课"


class CodeWrong(Problem):
    """The code is not the one that is shown in the room now."""

    slug, title, status = "class-code-wrong", "签到码不对，或者已经换了，看一眼现场的码再输", 422


class NotInSession(Problem):
    """Attendance is taken from half an hour before the class to its end."""

    slug, title, status = "class-not-in-session", "现在不在上课时间，签不了到", 409


def class_code(secret: bytes, class_id: str, now: datetime, ago: int = 0) -> str:
    """The code of a class at an instant, or some windows ago."""
    window = int(now.timestamp()) // CLASS_CODE_S - ago
    digest = hmac.digest(secret, f"class\n{class_id}\n{window}".encode(), hashlib.sha256)
    return "".join(CROCKFORD[byte & 31] for byte in digest[:_LETTERS])


def require_code(secret: bytes, held: OfflineClass, told: str, now: datetime) -> None:
    """Raises: NotInSession; CodeWrong unless it is the code shown now or the one before."""
    if not held.starts_at - _EARLY <= now <= held.ends_at:
        raise NotInSession
    good = [class_code(secret, held.class_id, now, ago) for ago in (0, 1)]
    if not any(hmac.compare_digest(read_code(told).encode(), code.encode()) for code in good):
        raise CodeWrong


def require_held(held: OfflineClass | None) -> OfflineClass:
    """Raises: NoSuchClass."""
    if held is None:
        raise NoSuchClass
    return held
