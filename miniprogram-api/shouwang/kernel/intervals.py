"""Stretches of time, half-open: a minute belongs to one of two that touch, never to both."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

import msgspec

from shouwang.kernel.clock import day_start, local_day


class Interval(msgspec.Struct, frozen=True, order=True):
    """A stretch of time from its first instant up to, not including, its last. Raises: ValueError if it ends first."""

    start_at: datetime
    end_at: datetime

    def __post_init__(self) -> None:
        if self.end_at < self.start_at:
            raise ValueError("an interval ends before it starts")

    @property
    def length(self) -> timedelta:
        """How long it lasts."""
        return self.end_at - self.start_at


def overlap(a: Interval, b: Interval) -> Interval | None:
    """What two stretches share; None if nothing."""
    start_at, end_at = max(a.start_at, b.start_at), min(a.end_at, b.end_at)
    return Interval(start_at, end_at) if start_at < end_at else None


def union(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    """The same time as sorted stretches that neither meet nor touch; empty ones vanish."""
    merged: list[Interval] = []
    for piece in sorted(piece for piece in intervals if piece.length):
        if merged and piece.start_at <= merged[-1].end_at:
            merged[-1] = Interval(merged[-1].start_at, max(merged[-1].end_at, piece.end_at))
        else:
            merged.append(piece)
    return tuple(merged)


def intersection(some: Iterable[Interval], others: Iterable[Interval]) -> tuple[Interval, ...]:
    """The time that both sides hold."""
    others = union(others)
    return tuple(shared for a in union(some) for b in others if (shared := overlap(a, b)))


def difference(some: Iterable[Interval], others: Iterable[Interval]) -> tuple[Interval, ...]:
    """The time of one side that the other does not hold."""
    left = union(some)
    for hole in union(others):
        left = tuple(piece for whole in left for piece in _around(whole, hole))
    return left


def _around(whole: Interval, hole: Interval) -> Iterator[Interval]:
    if not overlap(whole, hole):
        yield whole
        return
    if whole.start_at < hole.start_at:
        yield Interval(whole.start_at, hole.start_at)
    if hole.end_at < whole.end_at:
        yield Interval(hole.end_at, whole.end_at)


def length(intervals: Iterable[Interval]) -> timedelta:
    """How much time they cover together; what several hold counts once."""
    return sum((piece.length for piece in union(intervals)), timedelta())


def split_by_day(interval: Interval) -> tuple[tuple[date, Interval], ...]:
    """The stretch cut at every midnight in China, each piece with its day; nothing for an empty stretch."""
    pieces: list[tuple[date, Interval]] = []
    start_at = interval.start_at
    while start_at < interval.end_at:
        day = local_day(start_at)
        end_at = min(interval.end_at, day_start(day + timedelta(days=1)))
        pieces.append((day, Interval(start_at, end_at)))
        start_at = end_at
    return tuple(pieces)
