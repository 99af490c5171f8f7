"""Is the person at the point: decided by how likely it is, given what the phone says and how sure it says it is.

Of several fixes the finest one decides. "The likeliest wins" would let four tries add up: at 1.2 to 2 radii it accepts
0.8 % where this accepts 0.2 % (docs/decisions/0020-fence.md). Nothing that is in doubt is accepted, nothing in doubt is refused.
"""

from collections.abc import Sequence

from shouwang.duty.models import Doubt, Fence, FenceDecision, Fix, Lane, Verdict
from shouwang.kernel.geo import distance_m, p_inside

# Source: domain-rules 1.2 (measured by Monte Carlo)
INSIDE_FROM = 0.75
OUTSIDE_TO = 0.05
COARSEST_ACCURACY_M = 100.0


def decide(fixes: Sequence[Fix], fence: Fence, lane: Lane = Lane.LIVE) -> FenceDecision:
    """What the fence says of a check-in; whatever came from a queue is never inside by itself."""
    decision = _by_place(fixes, fence)
    if lane is Lane.QUEUED and decision.verdict is Verdict.INSIDE:
        reason = f"{decision.reason}；这一条是后来才送到的，要队长核对"
        figures = (decision.p_inside, decision.distance_m, decision.accuracy_m)
        return FenceDecision(Verdict.UNCERTAIN, reason, *figures, doubt=Doubt.QUEUED)
    return decision


def _by_place(fixes: Sequence[Fix], fence: Fence) -> FenceDecision:
    if not fixes:
        return FenceDecision(
            Verdict.UNCERTAIN, "没有位置，所以机器不判。可以扫集结点的码，或拍一张现场照", doubt=Doubt.NO_FIX
        )
    usable = [fix for fix in fixes if fix.accuracy_m is not None and fix.accuracy_m <= COARSEST_ACCURACY_M]
    if not usable:
        return _unusable(fixes, fence)
    finest = min(usable, key=lambda fix: (fix.accuracy_m, -fix.fix_at.timestamp()))
    return _by_likelihood(distance_m(finest.place, fence.centre), finest.accuracy_m or 0.0, fence.radius_m)


def _unusable(fixes: Sequence[Fix], fence: Fence) -> FenceDecision:
    known = [fix for fix in fixes if fix.accuracy_m is not None]
    if not known:
        away_m = min(distance_m(fix.place, fence.centre) for fix in fixes)
        reason = f"手机说人在 {_metres(away_m)}外，没有说误差多大，所以机器不判。不少手机都这样，不说明人不在"
        return FenceDecision(Verdict.UNCERTAIN, reason, None, away_m, None, Doubt.ACCURACY_UNKNOWN)
    finest = min(known, key=lambda fix: fix.accuracy_m or 0.0)
    away_m, accuracy_m = distance_m(finest.place, fence.centre), finest.accuracy_m or 0.0
    reason = (
        f"手机说人在 {_metres(away_m)}外，误差约 {_metres(accuracy_m)}，超过 {COARSEST_ACCURACY_M:.0f} 米就不够准，"
        "所以机器不判。室内定位常是这样，不说明人不在"
    )
    return FenceDecision(Verdict.UNCERTAIN, reason, None, away_m, accuracy_m, Doubt.TOO_COARSE)


def _by_likelihood(away_m: float, accuracy_m: float, radius_m: float) -> FenceDecision:
    likely = p_inside(away_m, radius_m, accuracy_m)
    said = f"手机说人在 {_metres(away_m)}外，围栏是 {radius_m:.0f} 米，误差约 {_metres(accuracy_m)}"
    figures = (likely, away_m, accuracy_m)
    if likely >= INSIDE_FROM:
        return FenceDecision(Verdict.INSIDE, f"{said}。人在围栏里", *figures)
    if likely <= OUTSIDE_TO:
        return FenceDecision(Verdict.OUTSIDE, f"{said}。照这个误差算，人还没到围栏里", *figures)
    reason = f"{said}。照这个误差算，人在围栏里的可能是 {likely * 100 // 1:.0f}%，所以机器不判"
    return FenceDecision(Verdict.UNCERTAIN, reason, *figures, doubt=Doubt.AT_THE_EDGE)


def _metres(length_m: float) -> str:
    return f"{length_m:.0f} 米" if length_m < 2000 else f"{length_m / 1000:.1f} 公里"
