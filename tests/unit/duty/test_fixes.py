"""What cannot be true is refused under its own name; whatever is left is a place in the district."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given, strategies as st
from msgspec.structs import replace

from shouwang.duty.models import Lane, SentFix
from shouwang.duty.rules import fixes
from shouwang.kernel.geo import distance_m
from shouwang.kernel.problem import Fault
from tests.unit.duty.cast import DISTRICT, EVENING, POINT, north_of_point, sent

NAN, INF = float("nan"), float("inf")
GOOD = sent()


def read(*some: SentFix, lane: Lane = Lane.LIVE, phone_at: datetime | None = None):
    return fixes.read_fixes(some, DISTRICT, lane, EVENING, phone_at)


@pytest.mark.parametrize(
    ("bad", "refusal"),
    [
        (replace(GOOD, latitude_deg=NAN), fixes.FixNotANumber),
        (replace(GOOD, longitude_deg=INF), fixes.FixNotANumber),
        (replace(GOOD, latitude_deg=95.0, longitude_deg=500.0), fixes.FixOffEarth),
        (replace(GOOD, latitude_deg=-90.5), fixes.FixOffEarth),
        (replace(GOOD, latitude_deg=GOOD.longitude_deg, longitude_deg=GOOD.latitude_deg), fixes.FixSwapped),
        (replace(GOOD, latitude_deg=0.0, longitude_deg=0.0), fixes.FixNullIsland),
        (replace(GOOD, latitude_deg=0.000001, longitude_deg=-0.0), fixes.FixNullIsland),
        (replace(GOOD, crs=None), fixes.FixWithoutDatum),
        (replace(GOOD, crs=""), fixes.FixWithoutDatum),
        (replace(GOOD, crs="bd09"), fixes.FixWithoutDatum),
        (replace(GOOD, accuracy_m=-1.0), fixes.FixAccuracyImpossible),
        (replace(GOOD, accuracy_m=NAN), fixes.FixAccuracyImpossible),
        (replace(GOOD, accuracy_m=INF), fixes.FixAccuracyImpossible),
        (replace(GOOD, latitude_deg=39.9, longitude_deg=116.4), fixes.FixOutsideDistrict),
        (replace(GOOD, fix_at=None), fixes.FixWithoutTime),
        (replace(GOOD, fix_at=EVENING + timedelta(seconds=31)), fixes.FixFromFuture),
        (replace(GOOD, fix_at=EVENING - timedelta(seconds=121)), fixes.FixStale),
        (replace(GOOD, fix_at=EVENING - timedelta(minutes=20)), fixes.FixStale),
    ],
)
def test_each_impossible_fix_is_refused_under_its_own_name(bad, refusal):
    with pytest.raises(fixes.FixRefused) as refused:
        read(bad)

    assert type(refused.value) is refusal
    assert refused.value.status == 400
    assert refused.value.faults == (Fault("/fixes/0", refused.value.detail),)


def test_every_refusal_has_a_slug_and_a_title_of_its_own():
    kinds = fixes.FixRefused.__subclasses__()

    assert len({kind.slug for kind in kinds}) == len({kind.title for kind in kinds}) == len(kinds) == 10


@given(
    st.builds(
        SentFix,
        st.floats() | st.floats(26, 28) | st.floats(112, 113),
        st.floats() | st.floats(112, 113) | st.floats(26, 28),
        st.sampled_from(["wgs84", "gcj02", None, "", "WGS84", "bd09"]),
        st.none() | st.floats() | st.floats(0, 200),
        st.none() | st.integers(-3600, 3600).map(lambda seconds: EVENING + timedelta(seconds=seconds)),
    ),
    st.sampled_from(Lane),
)
def test_whatever_is_read_is_a_place_near_the_district_with_an_accuracy_or_none(raw, lane):
    try:
        (fix,) = read(raw, lane=lane)
    except fixes.FixRefused:
        return

    assert distance_m(fix.place, POINT) < 40_000
    assert fix.accuracy_m is None or 0 < fix.accuracy_m < INF
    assert lane is Lane.QUEUED or -30 <= (EVENING - fix.fix_at).total_seconds() <= 120


def test_a_good_fix_is_read_as_it_is():
    (fix,) = read(GOOD)

    assert distance_m(fix.place, POINT) < 0.001
    assert (fix.accuracy_m, fix.fix_at) == (12.0, EVENING)


@pytest.mark.parametrize("accuracy_m", [0.0, None])
def test_an_accuracy_of_zero_is_unknown_not_perfect(accuracy_m):
    (fix,) = read(sent(accuracy_m=accuracy_m))

    assert fix.accuracy_m is None


@pytest.mark.parametrize("seconds", [-30, 0, 120])
def test_a_fix_of_the_last_two_minutes_is_fresh(seconds):
    (fix,) = read(replace(GOOD, fix_at=EVENING - timedelta(seconds=seconds)))

    assert fix.fix_at == EVENING - timedelta(seconds=seconds)


def test_a_stale_fix_is_refused_with_its_age():
    with pytest.raises(fixes.FixStale, match="fix-stale") as refused:
        read(replace(GOOD, fix_at=EVENING - timedelta(minutes=20)))

    assert refused.value.detail == "这个位置是 20 分钟前的，再点一次，重新取一下"


@pytest.mark.parametrize(
    ("ahead", "told"),
    [(timedelta(seconds=50), "50 秒"), (timedelta(minutes=9), "9 分钟"), (timedelta(hours=8), "8 小时")],
)
def test_a_clock_that_runs_ahead_is_told_how_far(ahead, told):
    with pytest.raises(fixes.FixFromFuture) as refused:
        read(replace(GOOD, fix_at=EVENING + ahead))

    assert refused.value.detail == f"手机的时间快了 {told}，把手机时间改成自动，再点一次"


@pytest.mark.parametrize("wrong_by", [timedelta(minutes=10), timedelta(minutes=-10)])
def test_a_phone_whose_clock_is_ten_minutes_wrong_still_says_how_old_its_fix_is(wrong_by):
    taken_at = EVENING + wrong_by - timedelta(seconds=5)

    (fix,) = read(replace(GOOD, fix_at=taken_at), phone_at=EVENING + wrong_by)

    assert fix.fix_at == taken_at


def test_an_old_fix_is_old_by_a_wrong_clock_too():
    with pytest.raises(fixes.FixStale):
        read(replace(GOOD, fix_at=EVENING - timedelta(minutes=30)), phone_at=EVENING - timedelta(minutes=10))


def test_a_queued_fix_may_be_old():
    (fix,) = read(replace(GOOD, fix_at=EVENING - timedelta(hours=3)), lane=Lane.QUEUED)

    assert fix.fix_at == EVENING - timedelta(hours=3)


def test_every_bad_fix_of_several_is_named():
    with pytest.raises(fixes.FixStale) as refused:
        read(GOOD, replace(GOOD, fix_at=EVENING - timedelta(minutes=5)), GOOD, replace(GOOD, accuracy_m=-1.0))

    assert [fault.pointer for fault in refused.value.faults] == ["/fixes/1", "/fixes/3"]


def test_more_than_four_fixes_are_refused():
    with pytest.raises(fixes.TooManyFixes):
        read(*[GOOD] * 5)


def test_a_point_at_the_boundary_is_not_lost_to_a_fix_beyond_it():
    beyond = replace(GOOD, latitude_deg=DISTRICT.north_deg + 0.002)

    assert len(read(beyond)) == 1


@pytest.mark.parametrize(
    ("late", "refusal"),
    [(timedelta(hours=72, seconds=1), fixes.QueuedTooLate), (timedelta(seconds=-31), fixes.FixFromFuture)],
)
def test_a_queue_holds_three_days_and_nothing_of_tomorrow(late, refusal):
    with pytest.raises(refusal):
        fixes.require_in_queue_time(EVENING - late, EVENING)


@pytest.mark.parametrize("late", [timedelta(hours=72), timedelta(), timedelta(seconds=-30)])
def test_within_three_days_a_queued_act_comes_in(late):
    fixes.require_in_queue_time(EVENING - late, EVENING)


def test_no_fix_is_looked_at_without_consent():
    with pytest.raises(fixes.LocationNotAgreed) as refused:
        fixes.require_location_agreed([GOOD], ["service"])

    assert refused.value.extra == {"purposes": ["location"]}


def test_consent_or_no_fix_at_all_passes():
    fixes.require_location_agreed([GOOD], ["service", "location"])
    fixes.require_location_agreed([], [])


def test_reading_needs_what_the_checks_have_seen():
    assert distance_m(read(sent(140))[0].place, north_of_point(140)) < 0.001
