"""凭据分: what does not fit together asks for a look; what honest phones do, does not."""

from datetime import timedelta

import pytest
from hypothesis import given, strategies as st
from msgspec.structs import replace

from shouwang.duty.models import EvidenceScore, PastTap, SentFix, Signal
from shouwang.duty.rules import evidence
from shouwang.duty.rules.fixes import as_read
from tests.unit.duty.cast import EVENING, sent


def tap(
    away_m: float = 0.0, accuracy_m: float | None = 12.0, *, minutes: float = 0.0, name: str = "now", **more
) -> PastTap:
    at = EVENING + timedelta(minutes=minutes)
    fixes = more.pop("sent", (sent(away_m, accuracy_m, at),))
    return PastTap(name, at, name, True, False, fixes, tuple(as_read(one) for one in fixes), **more)


def signals(now: PastTap, *before: PastTap, shared_phone: bool = False) -> tuple[Signal, ...]:
    return evidence.score(now, before, shared_phone=shared_phone).signals


@pytest.mark.parametrize(
    ("away_m", "minutes", "found"),
    [
        (5_000, 1, (Signal.FAST_TRAVEL,)),
        (6_100, 1, (Signal.IMPOSSIBLE_TRAVEL,)),
        (6_100, 2, (Signal.FAST_TRAVEL,)),
        (6_100, 2.5, ()),
        (6_100, 0.9, ()),  # nearer pairs jump on honest phones, too
    ],
)
def test_travel_is_judged_by_the_least_speed_it_takes(away_m, minutes, found):
    assert signals(tap(away_m, minutes=minutes), tap()) == found


def test_what_phones_were_unsure_of_is_taken_off_the_way():
    assert signals(tap(3_000, 300.0, minutes=1), tap(0, 300.0)) == ()
    assert signals(tap(3_000, 5.0, minutes=1), tap(0, 5.0)) == (Signal.FAST_TRAVEL,)


def test_only_an_accepted_tap_is_a_place_to_travel_from():
    refused = replace(tap(), accepted=False)

    assert signals(tap(6_100, minutes=1), refused) == ()


def test_two_sure_fixes_a_kilometre_apart_within_half_a_minute_are_a_teleport():
    first, second = sent(0, 20.0, EVENING), sent(1_200, 20.0, EVENING + timedelta(seconds=20))
    slow = sent(1_200, 20.0, EVENING + timedelta(seconds=31))
    network = sent(1_200, 65.0, EVENING + timedelta(seconds=20))

    assert signals(tap(sent=(first, second))) == (Signal.TELEPORT,)
    assert signals(tap(sent=(first, slow))) == ()
    assert signals(tap(sent=(first, network))) == ()


def on_days(days: int, accuracies=None) -> list[PastTap]:
    return [tap(0, (accuracies or [65.0] * days)[n], minutes=24 * 60 * n, name=f"s{n}") for n in range(days)]


def test_a_fix_that_repeats_on_five_days_weighs_little_and_never_enough():
    *before, now = on_days(5)

    found = evidence.score(now, before, shared_phone=False)

    assert (found.signals, found.points) == ((Signal.REPEATED_FIX,), 20)
    assert not evidence.asks_for_a_look(found)
    *four, now = on_days(4)
    assert signals(now, *four) == ()


def test_an_accuracy_that_never_changes_is_noticed_after_ten_duties_an_unknown_one_never():
    *before, now = on_days(10)
    changing = on_days(10, [10.0 + n for n in range(10)])
    unknown = on_days(10, [0.0] * 10)

    assert signals(now, *before) == (Signal.REPEATED_FIX, Signal.CONSTANT_ACCURACY)
    assert Signal.CONSTANT_ACCURACY not in signals(changing[-1], *changing[:-1])
    assert Signal.CONSTANT_ACCURACY not in signals(unknown[-1], *unknown[:-1])


@pytest.mark.parametrize(("platform", "found"), [("ios", (Signal.FLAT_READINGS,)), ("android", ()), ("", ())])
def test_readings_of_nothing_but_zeros_are_odd_on_ios_only(platform, found):
    flat = replace(sent(), altitude_m=0.0, speed_m_s=0.0, vertical_accuracy_m=0.0)

    assert signals(tap(sent=(flat,), platform=platform)) == found
    assert signals(tap(sent=(replace(flat, altitude_m=71.0),), platform=platform)) == ()


def test_enough_asks_for_a_look_in_one_sentence_that_accuses_nobody():
    found = evidence.score(tap(6_100, minutes=1), [tap()], shared_phone=True)

    assert found == EvidenceScore(
        1,
        100,
        (Signal.IMPOSSIBLE_TRAVEL, Signal.SHARED_PHONE),
        "和上一次打卡隔得太远，这么短的时间到不了，同一部手机刚给别人打过卡，所以请队长看一眼；手机常会这样，不是说你做错了什么",
    )
    assert evidence.asks_for_a_look(found)


def test_the_code_at_the_point_outweighs_what_is_odd():
    shown = replace(tap(6_100, minutes=1), code_shown=True)

    found = evidence.score(shown, [tap()], shared_phone=False)

    assert (found.points, found.reason) == (0, "")


def test_no_single_signal_but_impossible_travel_asks_for_a_look():
    weights = evidence.WEIGHTS

    assert [s for s in Signal if weights.points[s] >= weights.look_from] == [Signal.IMPOSSIBLE_TRAVEL]
    assert set(weights.points) == set(Signal) == set(evidence.WORDS)


_raw = st.builds(
    lambda away, accuracy, seconds: sent(away, accuracy, EVENING + timedelta(seconds=seconds)),
    st.floats(0, 150),
    st.none() | st.just(0.0) | st.floats(3, 100),
    st.integers(-120, 0),
)


@given(st.lists(st.lists(_raw, max_size=4), max_size=12))
def test_somebody_who_only_ever_is_at_the_point_is_never_put_before_a_leader(many: list[list[SentFix]]):
    taps = [tap(minutes=24 * 60 * n, name=f"s{n}", sent=tuple(some), platform="ios") for n, some in enumerate(many)]

    for n, now in enumerate(taps):
        assert not evidence.asks_for_a_look(evidence.score(now, taps[:n], shared_phone=False))
