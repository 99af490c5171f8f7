"""巡逻轨迹: where somebody walked on duty, thinned; how far, and which places they passed in which hour. It gives no points.

Points that cannot be used are left out, not refused: a track is a favour, and a phone in a pocket is often wrong.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise

from shouwang.duty.models import District, DutySession, Fix, Lane, SentFix
from shouwang.duty.rules.evidence import FAST_M_S
from shouwang.duty.rules.fence import COARSEST_ACCURACY_M
from shouwang.duty.rules.fixes import AHEAD_AT_MOST, FixRefused, read_fixes
from shouwang.kernel.clock import SHANGHAI, local_day
from shouwang.kernel.geo import distance_m
from shouwang.kernel.problem import Problem

MOST_AT_ONCE = 60
KEPT = timedelta(days=180)  # as raw fixes. Source: domain-rules 6
APART_M, APART = 20.0, timedelta(seconds=20)  # nearer points tell nothing new
STILL = timedelta(minutes=5)  # so often a point is kept of somebody who stands

Visit = tuple[date, int, str]  # day, hour of China's clock, point


class NotOnDuty(Problem):
    """A track is taken while on duty only."""

    slug, title, status = "not-on-duty", "不在执勤，不记轨迹", 409


def usable(sent: Iterable[SentFix], session: DutySession, district: District, now: datetime) -> tuple[Fix, ...]:
    """The points of this duty that can be used, thinned, in the order of time."""
    found = [fix for one in sent if (fix := _read(one, district, now)) is not None]
    of_duty = [fix for fix in found if session.in_at <= fix.fix_at <= now + AHEAD_AT_MOST]
    return thinned(sorted(of_duty, key=lambda fix: fix.fix_at))


def thinned(fixes: Sequence[Fix]) -> tuple[Fix, ...]:
    """Points far enough from the last one kept, and now and then one of somebody who stands."""
    kept: list[Fix] = []
    for fix in fixes:
        if not kept:
            kept.append(fix)
            continue
        waited, moved_m = fix.fix_at - kept[-1].fix_at, distance_m(fix.place, kept[-1].place)
        if waited >= STILL or (waited >= APART and moved_m >= APART_M):
            kept.append(fix)
    return tuple(kept)


def walked_m(fixes: Sequence[Fix]) -> float:
    """How far a thinned track goes; a leap faster than any patrol is a glitch and counts for nothing."""
    total_m = 0.0
    for a, b in pairwise(fixes):
        leg_m, took_s = distance_m(a.place, b.place), (b.fix_at - a.fix_at).total_seconds()
        total_m += leg_m if leg_m >= APART_M and took_s > 0 and leg_m / took_s <= FAST_M_S else 0.0
    return total_m


def visits(near: Iterable[tuple[datetime, str]]) -> frozenset[Visit]:
    """Which places were passed in which hours, from instants and the points whose fence they were in."""
    return frozenset((local_day(at), at.astimezone(SHANGHAI).hour, point) for at, point in near)


def by_hour(found: Iterable[Visit]) -> Mapping[str, list[str]]:
    """Places by hour, as `2026-11-23 19`."""
    hours: dict[str, list[str]] = {}
    for day, hour, point in sorted(found):
        hours.setdefault(f"{day} {hour:02}", []).append(point)
    return hours


def _read(sent: SentFix, district: District, now: datetime) -> Fix | None:
    try:
        (fix,) = read_fixes([sent], district, Lane.QUEUED, now)
    except FixRefused:
        return None
    return fix if fix.accuracy_m is not None and fix.accuracy_m <= COARSEST_ACCURACY_M else None
