"""What waits for somebody, in one shape whatever it is, and how late it is."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum

import msgspec

from shouwang.console.counts import Counted, Counts
from shouwang.console.places import TODAY_PAGE
from shouwang.kernel.clock import SHANGHAI, local_day

_WEEK = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")


class Wait(msgspec.Struct, frozen=True):
    """One thing that waits: who it is about, what is asked, where it came from, since when, until when."""

    who: str
    what: str
    origin: str
    since: datetime
    due_at: datetime
    href: str = ""
    place: str = ""  # the address of the place of the rail where it waits

    def share(self, now: datetime) -> float:
        """How much of its time is used up, 1 when it is over."""
        whole = max((self.due_at - self.since).total_seconds(), 1.0)
        return min(max((now - self.since).total_seconds() / whole, 0.0), 1.0)


class Waiting(msgspec.Struct, frozen=True):
    """All that waits for somebody; `cut` are the places where more waits than was read."""

    waits: Sequence[Wait]
    cut: frozenset[str] = frozenset()

    def counts(self, now: datetime) -> Counts:
        """How much waits at each place of the rail, and in all."""
        by_place = Counter(wait.place for wait in self.waits)
        every = {TODAY_PAGE.href: len(self.waits), **by_place}
        return Counts(now, {place: Counted(n, more=place in self._cut) for place, n in every.items() if n})

    @property
    def _cut(self) -> frozenset[str]:
        return self.cut | {TODAY_PAGE.href} if self.cut else self.cut


class Urgency(StrEnum):
    """How much a thing presses."""

    OVER = "已超期"
    TODAY = "今天到期"
    LATER = "不急"


def urgency(wait: Wait, now: datetime) -> Urgency:
    """Which group a thing belongs to."""
    if wait.due_at <= now:
        return Urgency.OVER
    return Urgency.TODAY if local_day(wait.due_at) == local_day(now) else Urgency.LATER


def by_urgency(waits: Iterable[Wait], now: datetime) -> dict[Urgency, Sequence[Wait]]:
    """Everything by group; within one, what has waited longest first."""
    ordered = sorted(waits, key=lambda wait: (wait.since, wait.who))
    return {group: [wait for wait in ordered if urgency(wait, now) is group] for group in Urgency}


def due_words(due_at: datetime, now: datetime) -> str:
    """Until when: 昨天 18:00, 今天 18:00, 周四, 下周一, 12 月 9 日."""
    due, today = due_at.astimezone(SHANGHAI), local_day(now)
    away = (due.date() - today).days
    if away in (-1, 0, 1):
        return f"{ {-1: '昨天', 0: '今天', 1: '明天'}[away] } {due:%H:%M}"
    monday = today - timedelta(days=today.weekday())
    weeks = (due.date() - monday).days // 7
    if away > 0 and weeks in (0, 1):
        return ("下" if weeks else "") + _WEEK[due.weekday()]
    return f"{due.month} 月 {due.day} 日"
