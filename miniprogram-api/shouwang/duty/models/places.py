"""Where somebody says to be, and what the fence says to that."""

from datetime import datetime
from enum import StrEnum

import msgspec

from shouwang.kernel.geo import Position


class Lane(StrEnum):
    """How a check-in came: at once, or later from the phone's queue."""

    LIVE = "live"
    QUEUED = "queued"
    TEAM = "team"  # 点名: on a leader's word, without a phone


class Verdict(StrEnum):
    """What the fence says of a place."""

    INSIDE = "inside"
    UNCERTAIN = "uncertain"
    OUTSIDE = "outside"


class Doubt(StrEnum):
    """Why the fence does not decide; a client shows a picture and a way out for each."""

    NO_FIX = "no-fix"
    ACCURACY_UNKNOWN = "fix-accuracy-unknown"
    TOO_COARSE = "fix-too-coarse"
    AT_THE_EDGE = "at-the-edge"
    QUEUED = "queued"
    TEAM = "team-check-in"


class District(msgspec.Struct, frozen=True):
    """The box around the district 辖区, in WGS-84."""

    south_deg: float
    west_deg: float
    north_deg: float
    east_deg: float

    def contains(self, latitude_deg: float, longitude_deg: float) -> bool:
        """Whether a WGS-84 coordinate lies in the box."""
        return self.south_deg <= latitude_deg <= self.north_deg and self.west_deg <= longitude_deg <= self.east_deg


class SentFix(msgspec.Struct, frozen=True):
    """A fix as the phone sent it, believed in nothing. Shapes: `accuracy_m` 0 or None is unknown."""

    latitude_deg: float
    longitude_deg: float
    crs: str | None
    accuracy_m: float | None
    fix_at: datetime | None
    altitude_m: float | None = None
    vertical_accuracy_m: float | None = None
    speed_m_s: float | None = None


class Fix(msgspec.Struct, frozen=True):
    """A fix 定位 that was read: on Earth, in the district, of its time. `accuracy_m` None: the phone did not say."""

    place: Position
    accuracy_m: float | None
    fix_at: datetime


class Fence(msgspec.Struct, frozen=True):
    """The circle 围栏 around an assembly point."""

    centre: Position
    radius_m: float


class FenceDecision(msgspec.Struct, frozen=True):
    """What the fence says, on which figures, in one sentence; `doubt` names why it does not decide."""

    verdict: Verdict
    reason: str
    p_inside: float | None = None
    distance_m: float | None = None
    accuracy_m: float | None = None
    doubt: Doubt | None = None
