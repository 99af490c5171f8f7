"""People, places and times that the duty tests share. All impossible, all in one small town of a map."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from msgspec.structs import replace

from shouwang.duty.models import (
    Candidate,
    Clearance,
    Corrected,
    DayCredit,
    District,
    DutySession,
    Fence,
    Fix,
    SentFix,
    SessionState,
    Shift,
    Signup,
    Voucher,
)
from shouwang.duty.rules import credit
from shouwang.kernel.actor import Actor, Grant, Role
from shouwang.kernel.clock import SHANGHAI
from shouwang.kernel.geo import Crs, Position

DISTRICT = District(26.80, 112.50, 26.98, 112.68)
POINT = Position(26.8931, 112.6012, Crs.WGS84)
FENCE = Fence(POINT, 150.0)
EVENING = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)  # 19:00 in China

METRES_A_DEGREE_NORTH = 110_801.8  # at this latitude


def local(day: int, hour: int, minute: int = 0, second: int = 0, *, month: int = 11, year: int = 2026) -> datetime:
    """An instant by China's clock."""
    return datetime(year, month, day, hour, minute, second, tzinfo=SHANGHAI).astimezone(UTC)


def north_of_point(metres: float) -> Position:
    return Position(POINT.latitude_deg + metres / METRES_A_DEGREE_NORTH, POINT.longitude_deg, Crs.WGS84)


def sent(away_m: float = 0.0, accuracy_m: float | None = 12.0, at: datetime = EVENING) -> SentFix:
    """A good fix as the phone sends it, in the datum of Chinese maps."""
    place = north_of_point(away_m).in_crs(Crs.GCJ02)
    return SentFix(place.latitude_deg, place.longitude_deg, "gcj02", accuracy_m, at)


def fix(away_m: float, accuracy_m: float | None = 12.0, at: datetime = EVENING) -> Fix:
    return Fix(north_of_point(away_m), accuracy_m, at)


def session(in_at: datetime, out_at: datetime | None, name: str = "s1", *, word: bool = False, **more) -> DutySession:
    """A duty that ended with a check-out, or one still open without."""
    ended = {
        "out_at": out_at,
        "out_clearance": Clearance.WORD if word else Clearance.FIX,
        "state": SessionState.CLOSED,
    }
    begun = DutySession(name, "p1", "D1/B02/S05", "042", in_at, Clearance.FIX)
    return replace(begun, **({**ended, **more} if out_at else more))


def shift(starts_at: datetime = EVENING, hours: float = 3.5, **more) -> Shift:
    return replace(
        Shift("shift-1", "D1/B02/S05", "042", "patrol", starts_at, starts_at + timedelta(hours=hours), 5), **more
    )


def signup(of: Shift, **more) -> Signup:
    taken = Signup(
        of.shift_id, "p1", "02-05-0001", "张队员", of.point_number, of.duty_type, of.starts_at, of.ends_at,
        of.starts_at - timedelta(days=3),
    )  # fmt: skip
    return replace(taken, **more)


def fold(*sessions: DutySession) -> dict[date, dict[str, int]]:
    """The credit of every day that these sessions touch, both ledgers of a duty together."""
    days = sorted({day for one in sessions for day in credit.days_of(one)})
    return {day: _by_source(credit.credit_of_day(day, sessions)) for day in days}


def _by_source(credits_: Iterable[DayCredit]) -> dict[str, int]:
    minutes: dict[str, int] = {}
    for one in credits_:
        minutes[one.source] = minutes.get(one.source, 0) + one.minutes
    return minutes


def corrected(one: DutySession, in_at: datetime, out_at: datetime) -> DutySession:
    """A duty with an approved correction."""
    return replace(one, corrected=Corrected("c1", in_at, out_at, (Voucher("p-li", "李队长"),)))


def shift_window(start: datetime, end: datetime) -> dict[str, object]:
    return {"shift_id": "shift-1", "shift_starts_at": start, "shift_ends_at": end}


ZHANG = Candidate("p1", "02-05-0001", "张队员", "D1/B02/S05", frozenset({"first-aid"}), date(2026, 12, 31))
LI = Actor("p-li", "s", (Grant(Role.SQUADRON_LEADER, "D1/B02/S05"),), "李队长", unit_path="D1/B02/S05")
STRANGER = Actor("p-out", "s", (Grant(Role.SQUADRON_LEADER, "D1/B03/S09"),), "外人", unit_path="D1/B03/S09")
