"""The small map of one check-in: the fence a solid ring, what the phone reported a dashed one as wide as its own error."""

from math import hypot
from typing import ClassVar

import msgspec

from shouwang.console.blocks import Block
from shouwang.duty.service.reviews import FixSeen, Seen

WIDTH, HEIGHT = 390, 300
_ROOM_PX = 128.0  # from the middle to the farthest thing drawn
_BARS_M = (20, 50, 100, 200, 500, 1000, 2000, 5000)


class Ring(msgspec.Struct, frozen=True):
    """A fix as drawn. Units: px from the top left; `radius` its own error, 0 where it is unknown."""

    x: float
    y: float
    radius: float


class FenceMap(Block, frozen=True):
    """A fence, the fix that decided, the others. Units: px of a drawing 390 by 300, the point in its middle."""

    kind: ClassVar[str] = "fence_map"
    label: str
    number: str
    fence: float
    fix: Ring | None
    others: tuple[Ring, ...]
    away: str
    bar: float
    bar_words: str
    legend: tuple[str, ...] = ()


def fence_map(seen: Seen) -> FenceMap:
    """The map of a check-in as a leader sees it."""
    best = min(seen.fixes, key=lambda fix: (fix.accuracy_m is None, fix.accuracy_m or 0), default=None)
    reach = [float(seen.radius_m), *(hypot(fix.north_m, fix.east_m) + (fix.accuracy_m or 0) for fix in seen.fixes)]
    scale = _ROOM_PX / max(reach)
    away_m = seen.check_in.decision.distance_m
    bar_m = max((one for one in _BARS_M if one * scale <= 90), default=_BARS_M[0])
    error = "没有说" if best is None or best.accuracy_m is None else f"{best.accuracy_m} 米"
    told = "手机没有给位置" if away_m is None else f"手机说人在 {away_m:.0f} 米外，误差 {error}"
    return FenceMap(
        label=f"{seen.check_in.point_number} 的围栏 {seen.radius_m} 米；{told}",
        number=seen.check_in.point_number,
        fence=seen.radius_m * scale,
        fix=_ring(best, scale) if best else None,
        others=tuple(_ring(fix, scale) for fix in seen.fixes if fix is not best),
        away="" if away_m is None else f"{away_m:.0f} 米",
        bar=bar_m * scale,
        bar_words=f"{bar_m} 米",
        legend=(f"围栏，{seen.radius_m} 米", *((f"手机自报误差，{error}",) if best else (told,))),
    )


def _ring(fix: FixSeen, scale: float) -> Ring:
    return Ring(WIDTH / 2 + fix.east_m * scale, HEIGHT / 2 - fix.north_m * scale, (fix.accuracy_m or 0) * scale)
