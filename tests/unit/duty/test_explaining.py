"""Every minute of a duty in words that add up."""

from datetime import date

from hypothesis import given, settings

from shouwang.duty.models import Clearance, SessionState
from shouwang.duty.rules import credit
from shouwang.duty.rules.explaining import Step, explain_day
from tests.tiers import count
from tests.unit.duty.cast import corrected, local, session, shift_window
from tests.unit.duty.duties import duties

DAY = date(2026, 11, 23)


@settings(max_examples=count(150, 3_000))
@given(duties())
def test_the_steps_of_every_duty_add_up_to_what_the_ledger_gets(some):
    for day in {day for one in some for day in credit.days_of(one)}:
        told = explain_day(day, some)
        folded = credit.credit_of_day(day, some)

        assert sum(one.measured + one.attested for one in told) == sum(c.minutes for c in folded)
        for one in told:
            *way, last = [step.minutes for step in one.steps if not step.words.startswith("记入")] or [0, 0]
            assert sum(way) + last == one.measured + one.attested
            assert all(step.words for step in one.steps)


def test_a_plain_evening_in_words():
    (told,) = explain_day(
        DAY, [session(local(23, 18, 50), local(23, 22, 40), **shift_window(local(23, 19), local(23, 22)))]
    )

    assert told.recorded == "18:50 到岗（定位），22:40 离岗（定位）；班次 19:00–22:00"
    assert told.steps == (
        Step(230, "这一天在岗 230 分钟，不满一分钟的不计"),
        Step(-10, "班前 15 分钟以前、班后 30 分钟以后的不计"),
        Step(220, "记入实测时长 220 分钟"),
    )


def test_an_overlap_names_the_duty_that_has_the_minutes():
    _, told = explain_day(DAY, [session(local(23, 19), local(23, 21)), session(local(23, 20), local(23, 22), "s2")])

    assert told.steps[1:] == (
        Step(-60, "和 19:00 那一班重叠，同一分钟只记一次"),
        Step(60, "记入实测时长 60 分钟"),
    )


def test_caps_are_named():
    some = [
        session(local(23, 8), local(23, 15)),
        session(local(23, 16), local(23, 20), "s2"),
    ]

    first, second = explain_day(DAY, some)

    assert first.steps[1:] == (Step(-60, "一班最多 6 小时，超出的留着不计"), Step(360, "记入实测时长 360 分钟"))
    assert second.steps[1:] == (Step(-120, "一天最多 8 小时，超出的留着不计"), Step(120, "记入实测时长 120 分钟"))


def test_a_correction_says_who_gave_their_word():
    forgotten = session(local(23, 19), None, state=SessionState.MISSING_OUT)

    (before,) = explain_day(DAY, [forgotten])
    (after,) = explain_day(DAY, [corrected(forgotten, local(23, 19), local(23, 22))])

    assert before.steps == (Step(0, "没有离岗打卡，系统收的班，时长记 0；补卡通过后再算"),)
    assert after.recorded == "19:00 到岗（定位），没有离岗打卡；补卡改成 19:00–22:00，李队长核过"
    assert (after.measured, after.attested, after.steps[-1]) == (0, 180, Step(180, "记入见证时长 180 分钟"))


def test_a_night_over_midnight_is_told_on_both_days():
    night = [session(local(23, 22), local(24, 1, 30))]

    (first,), (second,) = explain_day(DAY, night), explain_day(date(2026, 11, 24), night)

    assert (first.measured, second.measured) == (120, 90)
    assert first.recorded == "22:00 到岗（定位），次日 01:30 离岗（定位）"


def test_why_a_duty_earns_nothing():
    told = {
        explain_day(DAY, [one])[0].steps[-1].words
        for one in (
            session(local(23, 19), None),
            session(local(23, 19), local(23, 21), in_clearance=Clearance.PENDING),
            session(local(23, 19), local(23, 21), out_clearance=Clearance.REFUSED),
            session(local(23, 19), local(23, 19, 5)),
            session(local(23, 19), None, state=SessionState.UNRECORDED),
        )
    }

    assert told == {
        "还没离岗，离岗后再算",
        "有一头打卡还等着核，核过再算",
        "有一头打卡队长没有认可，时长记 0",
        "能算的不到 10 分钟，不计",
        "补卡撤销了，时长记 0",
    }
