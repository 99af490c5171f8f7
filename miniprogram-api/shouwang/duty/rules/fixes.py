"""Reading what a phone says about where it is. What cannot be true is refused, each by its own name; nothing is repaired."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from math import isfinite

from shouwang.duty.models import District, Fix, Lane, SentFix
from shouwang.kernel.geo import Crs, Position, is_on_earth
from shouwang.kernel.problem import Fault, Problem

STALE_AFTER = timedelta(seconds=120)  # Source: domain-rules 1.4
AHEAD_AT_MOST = timedelta(seconds=30)  # Source: domain-rules 1.4
QUEUE_LIFE = timedelta(hours=72)  # after that only a correction. Source: docs/decisions/0081-evidence.md
MOST_FIXES = 4  # Source: domain-rules 1.2
LOCATION_PURPOSE = "location"  # the name of the consent, as the session carries it
# A point may stand at the boundary and a phone may err: the box is taken 0.05 degrees (5 km) wider.
_MARGIN_DEG = 0.05
# Phones without a position say 0, 0 or something beside it. Source: Traccar's zero filter, domain-rules 1.2
_NULL_ISLAND_DEG = 0.01


class FixRefused(Problem):
    """The fix cannot be what it says; take a new one."""

    slug, title, status = "fix-refused", "这个位置用不了", 400


class FixWithoutDatum(FixRefused):
    """No datum, or one that is not known: half a kilometre of doubt."""

    slug, title = "fix-without-datum", "位置没有说明坐标系"


class FixNotANumber(FixRefused):
    """NaN or an infinity."""

    slug, title = "fix-not-a-number", "位置不是数字"


class FixOffEarth(FixRefused):
    """Beyond the poles or the date line."""

    slug, title = "fix-off-earth", "位置不在地球上"


class FixSwapped(FixRefused):
    """Latitude and longitude have changed places."""

    slug, title = "fix-swapped", "经度和纬度写反了"


class FixNullIsland(FixRefused):
    """0, 0: the phone had no position."""

    slug, title = "fix-null-island", "手机还没有定到位"


class FixOutsideDistrict(FixRefused):
    """Far from anywhere the force works."""

    slug, title = "fix-outside-district", "手机说人不在辖区里"


class FixAccuracyImpossible(FixRefused):
    """A negative accuracy, or none that is a number: the phone itself calls the fix invalid."""

    slug, title = "fix-accuracy-impossible", "手机说这次定位无效"


class FixWithoutTime(FixRefused):
    """A fix that does not say when it was taken could be of any day."""

    slug, title = "fix-without-time", "位置没有说明是什么时候的"


class FixFromFuture(FixRefused):
    """Taken later than now."""

    slug, title = "fix-from-future", "位置的时间比现在还晚"


class FixStale(FixRefused):
    """Too old to show where somebody is now."""

    slug, title = "fix-stale", "位置不是刚才的"


class QueuedTooLate(Problem):
    """Queued on the phone for longer than a queue may hold; the leader's correction remains."""

    slug, title, status = "queued-too-late", "这一条存了三天以上才送到", 409


class TooManyFixes(Problem):
    """More fixes than are looked at."""

    slug, title, status = "too-many-fixes", f"一次最多送 {MOST_FIXES} 个位置", 400


class PointMissing(Problem):
    """Neither a point nor a position to find the nearest by."""

    slug, title, status = "point-missing", "没有说在哪个集结点", 400


class LocationNotAgreed(Problem):
    """A fix came from somebody who did not agree to the use of location; check-in by code or photo stays open."""

    slug, title, status = "location-not-agreed", "还没有同意使用位置", 403


def require_location_agreed(sent: Sequence[SentFix], consents: Iterable[str]) -> None:
    """Whether these fixes may be looked at. Raises: LocationNotAgreed. Source: PIPL Art. 29, domain-rules 6"""
    if sent and LOCATION_PURPOSE not in consents:
        raise LocationNotAgreed("同意以后再打，或者不用位置，扫码、拍照打卡", purposes=[LOCATION_PURPOSE])


def read_fixes(
    sent: Sequence[SentFix], district: District, lane: Lane, now: datetime, phone_at: datetime | None = None
) -> tuple[Fix, ...]:
    """Every fix of one check-in. Raises: the FixRefused of the first bad one, with the faults of all; TooManyFixes."""
    if len(sent) > MOST_FIXES:
        raise TooManyFixes
    refusals = [(place, why) for place, fix in enumerate(sent) if (why := _why_not(fix, district, lane, now, phone_at))]
    if refusals:
        first = refusals[0][1]
        raise type(first)(first.detail, faults=[Fault(f"/fixes/{place}", why.detail) for place, why in refusals])
    return tuple(as_read(fix) for fix in sent)


def require_in_queue_time(occurred_at: datetime, now: datetime) -> None:
    """Whether a queued act may still come in. Raises: FixFromFuture, QueuedTooLate."""
    if occurred_at - now > AHEAD_AT_MOST:
        raise FixFromFuture(_ahead(occurred_at - now))
    if now - occurred_at > QUEUE_LIFE:
        raise QueuedTooLate("请队长补卡，手机记下的时间会带上")


def as_read(sent: SentFix) -> Fix:
    """A fix that was found good, as it is used."""
    if sent.fix_at is None or sent.crs is None:
        raise AssertionError("read only what was not refused")
    place = Position(sent.latitude_deg, sent.longitude_deg, Crs(sent.crs))
    return Fix(place, sent.accuracy_m or None, sent.fix_at)


def _why_not(
    sent: SentFix, district: District, lane: Lane, now: datetime, phone_at: datetime | None
) -> FixRefused | None:
    place = next(_place_refusals(sent, _widened(district)), None)
    return place or next(_time_refusals(sent, lane, now, phone_at), None)


def _place_refusals(sent: SentFix, district: District) -> Iterator[FixRefused]:
    """What is wrong with the place, gravest first; each check relies on those before it."""
    latitude_deg, longitude_deg = sent.latitude_deg, sent.longitude_deg
    if sent.crs not in set(Crs):
        yield FixWithoutDatum("要写明 crs 是 gcj02 还是 wgs84")
    elif not (isfinite(latitude_deg) and isfinite(longitude_deg)):
        yield FixNotANumber("重新取一次位置")
    elif district.contains(longitude_deg, latitude_deg):
        yield FixSwapped("纬度应在前，经度在后")
    elif not is_on_earth(latitude_deg, longitude_deg):
        yield FixOffEarth("纬度在 -90 到 90 之间，经度在 -180 到 180 之间")
    elif abs(latitude_deg) < _NULL_ISLAND_DEG and abs(longitude_deg) < _NULL_ISLAND_DEG:
        yield FixNullIsland("打开手机定位，等几秒再取一次")
    elif not _is_accuracy(sent.accuracy_m):
        yield FixAccuracyImpossible("重新取一次位置")
    elif not district.contains(*_wgs84(sent)):
        yield FixOutsideDistrict("到了集结点再打卡；人就在现场的话，重新取一次位置")


def _time_refusals(sent: SentFix, lane: Lane, now: datetime, phone_at: datetime | None) -> Iterator[FixRefused]:
    """The age of a fix is told by one clock: the phone's own if it says what that showed when sending."""
    if sent.fix_at is None:
        yield FixWithoutTime("重新取一次位置")
    elif -(age := (phone_at or now) - sent.fix_at) > AHEAD_AT_MOST:
        yield FixFromFuture(_ahead(-age))
    elif lane is Lane.LIVE and age > STALE_AFTER:
        yield FixStale(f"这个位置是 {_ago(age)}前的，再点一次，重新取一下")


def _is_accuracy(accuracy_m: float | None) -> bool:
    return accuracy_m is None or (isfinite(accuracy_m) and accuracy_m >= 0)


def _wgs84(sent: SentFix) -> tuple[float, float]:
    place = Position(sent.latitude_deg, sent.longitude_deg, Crs(str(sent.crs))).in_crs(Crs.WGS84)
    return place.latitude_deg, place.longitude_deg


def _widened(district: District) -> District:
    return District(
        district.south_deg - _MARGIN_DEG,
        district.west_deg - _MARGIN_DEG,
        district.north_deg + _MARGIN_DEG,
        district.east_deg + _MARGIN_DEG,
    )


def _ahead(lead: timedelta) -> str:
    return f"手机的时间快了 {_ago(lead)}，把手机时间改成自动，再点一次"


def _ago(age: timedelta) -> str:
    minutes, seconds = divmod(int(age.total_seconds()), 60)
    if minutes >= 120:
        return f"{minutes // 60} 小时"
    return f"{minutes} 分钟" if minutes else f"{seconds} 秒"
