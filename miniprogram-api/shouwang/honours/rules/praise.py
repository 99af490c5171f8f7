"""Praise: which words, how often, and who praises whom."""

from collections.abc import Iterable
from datetime import date

from shouwang.honours.models import PraisePair
from shouwang.kernel.actor import LEADERS, Actor, Role
from shouwang.kernel.problem import Fault, Invalid, NotFound, Problem

PRAISES_A_DAY = 3  # Source: issue of assessment ("a few a day")
PRAISE_WORDS = ("巡得仔细", "帮了大忙", "说话和气", "风雨不误", "带得耐心")


class PraisedToday(Problem):
    """One praise a day for the same person."""

    slug, title, status = "praised-today", "今天已经给这位队员点过赞了", 409


class PraisesSpent(Problem):
    """A praise is worth something because there are few."""

    slug, title, status = "praises-spent", f"一天最多点 {PRAISES_A_DAY} 个赞，明天再来", 409


def require_praise_words(words: str) -> str:
    """One of the words that praise can be. Raises: Invalid."""
    if words not in PRAISE_WORDS:
        raise Invalid(faults=[Fault("/words", f"从这几句里选：{'，'.join(PRAISE_WORDS)}")])
    return words


CIRCLE_READERS = LEADERS | {Role.AUDITOR}
CIRCLES_SHOWN = 100  # pairs of a squadron; the rest praised each other less


def quarter_of(day: date) -> str:
    """The quarter a praise counts in: `2026-Q4`."""
    return f"{day.year}-Q{(day.month + 2) // 3}"


def require_circles(actor: Actor, unit_path: str) -> None:
    """Staff of a squadron, and auditors, see who praises whom there. Raises: NotFound."""
    if not actor.covers(unit_path, *CIRCLE_READERS):
        raise NotFound


def circles(pairs: Iterable[PraisePair]) -> tuple[PraisePair, ...]:
    """Who praises whom: mutual ones first, then the most frequent."""
    ordered = sorted(pairs, key=lambda pair: (not pair.mutual, -pair.times, pair.one, pair.other))
    return tuple(ordered[:CIRCLES_SHOWN])
