"""补卡 over HTTP: from the request to the ledger and back."""

from datetime import timedelta

import pytest

from shouwang.duty.models import Voucher
from shouwang.duty.store.corrections import CorrectionMonthRow, CorrectionRow
from shouwang.duty.store.hours import HoursEntryRow
from shouwang.duty.store.sessions import DutySessionRow
from shouwang.kernel.actor import Grant, Role
from shouwang.kernel.mentions import mention
from tests.world import BRIGADE, POINT


def slug(answer) -> str:
    return answer.json["type"].removeprefix("/problems/")


def minutes(watch) -> tuple[int, int]:
    watch.deliver()
    told = watch.volunteer.get("/v1/me/hours?first=2026-11-20&last=2026-12-20").json
    return told["minutes_measured"], told["minutes_attested"]


def forgotten(watch, hours: float = 3) -> dict:
    """A shift of some hours whose volunteer never checked out; ended by the sweep."""
    shift_id = watch.shift(hours, begins_in=timedelta(minutes=10))
    assert watch.volunteer.post(f"/v1/shifts/{shift_id}/signup").status_code == 201
    watch.tap("in", watch.at_point())
    watch.world.clock.advance(hours=12)
    watch.world.house.duty_sessions.end_forgotten()
    watch.deliver()
    return watch.volunteer.get("/v1/duty/sessions").json["items"][0]


def ask(watch, duty: dict, hours: float = 3, **more):
    in_at = watch.world.clock() - timedelta(hours=12)
    body = {
        "session_id": duty["session_id"],
        "in_at": in_at.isoformat(),
        "out_at": (in_at + timedelta(hours=hours)).isoformat(),
        "reason": "手机没电了",
        "evidence": "岗亭登记本 22:00 有签名",
        **more,
    }
    return watch.volunteer.post("/v1/corrections", body)


def path(asked) -> str:
    return f"/v1/review/corrections/{asked.json['person_id']}/{asked.json['correction_id']}"


def brigade_leader(watch):
    other = watch.volunteer_named("王大队长", "01-00-0001", BRIGADE)
    watch.world.house.identity.grant(other.person_id, [Grant(Role.BRIGADE_LEADER, BRIGADE)], "test")
    return other


def test_a_forgotten_check_out_earns_nothing_until_a_leader_approves_and_is_attested_then(watch):
    duty = forgotten(watch)
    asked = ask(watch, duty)
    before = minutes(watch)

    (line,) = watch.leader.get("/v1/review/corrections").json["items"]
    decided = watch.leader.post(path(asked), {"accept": True, "reason": "登记本核过"})

    assert (asked.status_code, asked.json["state"], asked.json["beyond_min"], before) == (201, "waiting", 180, (0, 0))
    assert (line["subject_id"], line["about"]) == (asked.json["correction_id"], "手机没电了")
    assert (decided.status_code, decided.json["state"], minutes(watch)) == (200, "approved", (0, 180))
    assert watch.leader.get("/v1/review/corrections").json["items"] == []
    told = [e.payload["title"] for e in watch.heard if e.kind == "notices.tell"]
    assert told == ["忘了离岗打卡", "补卡通过了"]


def test_the_leaders_of_the_unit_see_what_was_asked_beside_what_was_recorded_and_nobody_else(watch):
    asked = ask(watch, forgotten(watch))

    seen = watch.leader.get(path(asked))

    assert (seen.status_code, seen.json) == (200, asked.json)
    assert [person.get(path(asked)).status_code for person in (watch.stranger, watch.volunteer)] == [404, 403]


def test_both_values_are_kept(watch):
    duty = forgotten(watch)
    asked = ask(watch, duty)
    watch.leader.post(path(asked), {"accept": True, "reason": "登记本核过"})

    (now,) = watch.volunteer.get("/v1/duty/sessions").json["items"]
    (entry,) = HoursEntryRow.scan() if minutes(watch) else ()

    assert (now["in_at"], now["out_at"], now["state"]) == (duty["in_at"], None, "missing-out")
    assert (now["corrected"]["in_at"], now["corrected"]["out_at"]) == (asked.json["in_at"], asked.json["out_at"])
    assert [v["name"] for v in now["corrected"]["vouchers"]] == ["李队长"]
    assert (entry.minutes, entry.vouchers) == (180, (Voucher(watch.leader.person_id, mention(watch.leader.person_id)),))


def test_an_approved_correction_taken_back_is_answered_by_reversing_entries(watch):
    asked = ask(watch, forgotten(watch))
    watch.leader.post(path(asked), {"accept": True, "reason": "登记本核过"})
    assert minutes(watch) == (0, 180)

    back = watch.leader.post(path(asked) + "/reverse", {"reason": "登记本上是别人"})

    assert (back.json["state"], minutes(watch)) == ("reversed", (0, 0))
    assert [row.minutes for row in HoursEntryRow.scan()] == [180, -180]
    assert [word["accept"] for word in back.json["words"]] == [True, False]


def test_a_refused_one_changes_nothing_and_says_why(watch):
    asked = ask(watch, forgotten(watch))

    refused = watch.leader.post(path(asked), {"accept": False, "reason": "那晚没有排班"})
    again = watch.leader.post(path(asked), {"accept": True, "reason": "改主意"})

    assert (refused.json["state"], slug(again), minutes(watch)) == ("refused", "correction-settled", (0, 0))
    assert watch.heard[-1].payload["body"].endswith(f"时长不变。{mention(watch.leader.person_id)}的理由：那晚没有排班")


def test_above_four_hours_two_leaders_are_asked(watch):
    asked = ask(watch, forgotten(watch, hours=5), hours=5)
    other = brigade_leader(watch)

    first = watch.leader.post(path(asked), {"accept": True, "reason": "登记本核过"})
    same = watch.leader.post(path(asked), {"accept": True, "reason": "再核一遍"})
    waiting = minutes(watch), len(other.get("/v1/review/corrections").json["items"])
    second = other.post(path(asked), {"accept": True, "reason": "电话问过"})

    assert (first.json["state"], slug(same), waiting) == ("second", "other-leader-needed", ((0, 0), 1))
    assert (second.json["state"], minutes(watch)) == ("approved", (0, 300))
    assert len(next(iter(HoursEntryRow.scan())).vouchers) == 2


def test_a_duty_of_which_nothing_was_recorded_stands_on_its_correction_alone(watch):
    watch.world.clock.advance(hours=12)

    asked = ask(watch, {"session_id": None}, point_number=POINT)
    nothing_yet = watch.volunteer.get("/v1/duty/sessions").json["items"]
    watch.leader.post(path(asked), {"accept": True, "reason": "我带的队"})

    (duty,) = watch.volunteer.get("/v1/duty/sessions").json["items"]
    assert (asked.status_code, asked.json["recorded_in_at"], nothing_yet) == (201, None, [])
    assert (duty["state"], duty["ledger"], minutes(watch)) == ("unrecorded", "attested", (0, 180))


def test_without_a_record_the_shift_one_signed_up_for_says_where_and_how_long(watch):
    shift_id = watch.shift(2, begins_in=timedelta(minutes=10))
    assert watch.volunteer.post(f"/v1/shifts/{shift_id}/signup").status_code == 201
    watch.world.clock.advance(hours=12)

    too_long = ask(watch, {"session_id": None}, hours=3)
    asked = ask(watch, {"session_id": None}, hours=2)

    assert too_long.json["errors"] == [{"pointer": "/out_at", "detail": "最多补到班次结束 21:10"}]
    assert (asked.status_code, asked.json["point_number"]) == (201, POINT)


def test_a_correction_that_overlaps_a_measured_duty_is_credited_once(watch):
    watch.tap("in", watch.at_point())
    watch.world.clock.advance(hours=2)
    watch.tap("out", watch.at_point())
    watch.world.clock.advance(hours=10)
    asked = ask(watch, {"session_id": None}, point_number=POINT)

    watch.leader.post(path(asked), {"accept": True, "reason": "我带的队"})

    assert minutes(watch) == (120, 60)


def test_one_waiting_a_duty_three_a_month_and_a_withdrawn_one_does_not_count(watch):
    duty = forgotten(watch)
    asked = ask(watch, duty)
    twice = ask(watch, duty)
    withdrawn = watch.volunteer.post(f"/v1/corrections/{asked.json['correction_id']}/withdraw")
    empty = watch.leader.get("/v1/review/corrections").json["items"]
    three = [ask(watch, {"session_id": None}, point_number=POINT, hours=h).status_code for h in (1, 2)]

    others = {"session_id": None, "point_number": POINT, "hours": 1}
    in_at = (watch.world.clock() - timedelta(hours=5)).isoformat()
    out_at = (watch.world.clock() - timedelta(hours=4)).isoformat()
    third = ask(watch, duty, in_at=in_at, out_at=out_at, **{**others, "session_id": None})
    assert (slug(twice), withdrawn.json["state"], empty) == ("corrected-before", "withdrawn", [])
    assert three == [201, 409]
    assert third.status_code == 201


@pytest.mark.parametrize(
    ("who", "status"), [("stranger", 404), ("volunteer", 403)], ids=["another unit's leader", "the person"]
)
def test_others_do_not_decide(watch, who, status):
    asked = ask(watch, forgotten(watch))

    assert getattr(watch, who).post(path(asked), {"accept": True, "reason": "好"}).status_code == status


def test_a_leader_does_not_decide_the_own_and_another_leader_does(watch):
    watch.world.clock.advance(hours=12)
    in_at = watch.world.clock() - timedelta(hours=12)
    times = {"in_at": in_at.isoformat(), "out_at": (in_at + timedelta(hours=2)).isoformat()}
    own = watch.leader.post("/v1/corrections", {**times, "reason": "忘了", "point_number": POINT})

    refused = watch.leader.post(path(own), {"accept": True, "reason": "是我"})
    decided = brigade_leader(watch).post(path(own), {"accept": True, "reason": "核过"})

    assert (slug(refused), decided.json["state"]) == ("own-work", "approved")


def test_another_persons_duty_is_not_found_and_a_strangers_withdrawal_neither(watch):
    duty = forgotten(watch)
    asked = ask(watch, duty)
    times = {"in_at": asked.json["in_at"], "out_at": asked.json["out_at"]}

    body = {**times, "reason": "好", "session_id": duty["session_id"]}
    assert watch.leader.post("/v1/corrections", body).status_code == 404
    assert watch.leader.post(f"/v1/corrections/{asked.json['correction_id']}/withdraw").status_code == 404
    assert watch.leader.get("/v1/corrections").json["items"] == []
    assert [c["correction_id"] for c in watch.volunteer.get("/v1/corrections").json["items"]] == [
        asked.json["correction_id"]
    ]


def test_a_repeated_request_is_one_correction(watch):
    duty = forgotten(watch)
    in_at = watch.world.clock() - timedelta(hours=12)
    body = {"session_id": duty["session_id"], "in_at": in_at.isoformat(), "reason": "没电"}
    body["out_at"] = (in_at + timedelta(hours=3)).isoformat()

    first, second = (watch.volunteer.post("/v1/corrections", body, key="the-same-request") for _ in range(2))

    assert (first.status_code, first.json) == (second.status_code, second.json)
    assert len(list(CorrectionRow.scan())) == 1
    assert [row.used for row in CorrectionMonthRow.scan()] == [1]


def test_of_two_leaders_at_once_one_decides(watch):
    asked = ask(watch, forgotten(watch))
    one = watch.world.house.corrections
    from shouwang.duty.store import corrections as store

    seen = store.fetch_correction(watch.volunteer.person_id, asked.json["correction_id"])
    watch.leader.post(path(asked), {"accept": True, "reason": "核过"})

    from shouwang.duty.rules.corrections import CorrectionSettled
    from shouwang.platform.dynamo import commit

    with pytest.raises(CorrectionSettled):
        commit(store.keep_correction(seen))
    assert one.mine is not None
    assert len([row for row in DutySessionRow.scan() if row.corrected]) == 1
