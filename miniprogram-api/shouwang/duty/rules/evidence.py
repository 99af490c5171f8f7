"""凭据分: what is odd about a check-in, held against what honest phones do. It asks a leader to look, and does nothing else.

A server cannot see a good virtual-location app; what it can see is what does not fit together. Exact repetition and an accuracy
of 0 are what many honest phones send: the first weighs little and never enough, the second nothing at all.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import timedelta
from itertools import combinations

import msgspec

from shouwang.duty.models import EvidenceScore, Fix, PastTap, SentFix, Signal
from shouwang.kernel.clock import local_day
from shouwang.kernel.geo import distance_m


class Weights(msgspec.Struct, frozen=True):
    """One version of the weights; a record keeps the version that it was scored under."""

    version: int
    points: Mapping[Signal, int]
    look_from: int  # so many points ask for a leader's look


# Source: domain-rules 1.4, the table of signals
WEIGHTS = Weights(
    version=1,
    points={
        Signal.IMPOSSIBLE_TRAVEL: 60,
        Signal.FAST_TRAVEL: 30,
        Signal.TELEPORT: 50,
        Signal.REPEATED_FIX: 20,
        Signal.CONSTANT_ACCURACY: 10,
        Signal.FLAT_READINGS: 10,
        Signal.SHARED_PHONE: 40,
        Signal.PLACE_CODE: -60,
    },
    look_from=60,
)
# Thresholds. Source: domain-rules 1.4
FAST_M_S, IMPOSSIBLE_M_S = 42.0, 100.0
TRAVEL_FROM = timedelta(seconds=60)  # nearer pairs jump on honest phones, too
RETRY_WITHIN, TELEPORT_FROM_M, SURE_M = timedelta(seconds=30), 1_000.0, 50.0
REPEATED_DAYS = 5
CONSTANT_SESSIONS = 10
SHARED_WITHIN = timedelta(minutes=10)

WORDS: Mapping[Signal, str] = {
    Signal.IMPOSSIBLE_TRAVEL: "和上一次打卡隔得太远，这么短的时间到不了",
    Signal.FAST_TRAVEL: "和上一次打卡隔得远，时间很短",
    Signal.TELEPORT: "前后半分钟的两次定位差了一公里以上",
    Signal.REPEATED_FIX: "好几天的定位一模一样",
    Signal.CONSTANT_ACCURACY: "很多班的定位误差一模一样",
    Signal.FLAT_READINGS: "手机报的高度、速度都是 0",
    Signal.SHARED_PHONE: "同一部手机刚给别人打过卡",
    Signal.PLACE_CODE: "出示了集结点的码",
}


def score(tap: PastTap, before: Sequence[PastTap], *, shared_phone: bool, weights: Weights = WEIGHTS) -> EvidenceScore:
    """What a tap's signals add up to; `before` are the same person's earlier taps, oldest first."""
    found = {signal for signal, looks in _LOOKS.items() if looks(tap, before)}
    if Signal.IMPOSSIBLE_TRAVEL in found:
        found.discard(Signal.FAST_TRAVEL)
    if shared_phone:
        found.add(Signal.SHARED_PHONE)
    signals = tuple(signal for signal in Signal if signal in found)
    points = sum(weights.points[signal] for signal in signals)
    return EvidenceScore(weights.version, points, signals, explain(signals, asks=points >= weights.look_from))


def asks_for_a_look(found: EvidenceScore, weights: Weights = WEIGHTS) -> bool:
    """Whether a leader shall look."""
    return found.points >= weights.look_from


def explain(signals: Iterable[Signal], *, asks: bool) -> str:
    """One sentence for the volunteer; empty when nothing is asked of anybody."""
    odd = [WORDS[signal] for signal in signals if WEIGHTS.points[signal] > 0]
    return f"{'，'.join(odd)}，所以请队长看一眼；手机常会这样，不是说你做错了什么" if asks else ""


def speed_m_s(earlier: PastTap, later: PastTap) -> float:
    """The least speed that takes somebody from one tap to the next, given what their phones were sure of."""
    a, b = _finest(earlier.fixes), _finest(later.fixes)
    if a is None or b is None or later.at - earlier.at < TRAVEL_FROM:
        return 0.0
    apart_m = distance_m(a.place, b.place) - (a.accuracy_m or 0.0) - (b.accuracy_m or 0.0)
    return max(0.0, apart_m) / (later.at - earlier.at).total_seconds()


def _travel(tap: PastTap, before: Sequence[PastTap]) -> float:
    accepted = [past for past in before if past.accepted and _finest(past.fixes)]
    return speed_m_s(accepted[-1], tap) if accepted else 0.0


def _teleports(tap: PastTap, before: Sequence[PastTap]) -> bool:
    """Two sure fixes within half a minute and a kilometre apart: of this tap, or of it and a try just before."""
    tries = [tap, *(past for past in before if tap.at - past.at < RETRY_WITHIN)]
    sure = [fix for each in tries for fix in each.fixes if fix.accuracy_m is not None and fix.accuracy_m < SURE_M]
    return any(
        abs(a.fix_at - b.fix_at) < RETRY_WITHIN and distance_m(a.place, b.place) > TELEPORT_FROM_M
        for a, b in combinations(sure, 2)
    )


def _repeats(tap: PastTap, before: Sequence[PastTap]) -> bool:
    """The same coordinates to six decimals with the same accuracy, on five days."""
    own = {_print(sent) for sent in tap.sent}
    days = {local_day(past.at) for past in [*before, tap] for sent in past.sent if _print(sent) in own}
    return len(days) >= REPEATED_DAYS


def _is_constant(tap: PastTap, before: Sequence[PastTap]) -> bool:
    """The same accuracy, one that the phone named, throughout ten duties."""
    seen: dict[str, set[float]] = {}
    for past in [*before, tap]:
        named = {sent.accuracy_m for sent in past.sent if sent.accuracy_m}
        if past.session_id and named:
            seen.setdefault(past.session_id, set()).update(named)
    last = list(seen.values())[-CONSTANT_SESSIONS:]
    return len(last) == CONSTANT_SESSIONS and len(set().union(*last)) == 1


def _is_flat(tap: PastTap, _: Sequence[PastTap]) -> bool:
    """All three exactly 0; on Android the vertical accuracy always is."""
    flat = [(s.altitude_m, s.speed_m_s, s.vertical_accuracy_m) == (0, 0, 0) for s in tap.sent]
    return tap.platform == "ios" and bool(flat) and all(flat)


_LOOKS: Mapping[Signal, Callable[[PastTap, Sequence[PastTap]], bool]] = {
    Signal.IMPOSSIBLE_TRAVEL: lambda tap, before: _travel(tap, before) > IMPOSSIBLE_M_S,
    Signal.FAST_TRAVEL: lambda tap, before: _travel(tap, before) > FAST_M_S,
    Signal.TELEPORT: _teleports,
    Signal.REPEATED_FIX: _repeats,
    Signal.CONSTANT_ACCURACY: _is_constant,
    Signal.FLAT_READINGS: _is_flat,
    Signal.PLACE_CODE: lambda tap, _: tap.code_shown,
}


def _finest(fixes: Iterable[Fix]) -> Fix | None:
    known = [fix for fix in fixes if fix.accuracy_m is not None]
    return min(known, key=lambda fix: fix.accuracy_m or 0.0, default=None)


def _print(sent: SentFix) -> tuple[int, int, float | None]:
    return round(sent.latitude_deg * 1_000_000), round(sent.longitude_deg * 1_000_000), sent.accuracy_m
