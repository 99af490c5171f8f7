"""打卡 over HTTP: once, twice, late and never; out of it, and what it costs."""

from datetime import timedelta

from tests.integration.recruitment.making import photo
from tests.world import POINT


def slug(answer) -> str:
    return answer.json["type"].removeprefix("/problems/")


def test_a_queued_tap_is_never_inside_by_itself(watch):
    captured_at = watch.world.clock() - timedelta(minutes=20)
    fix = watch.at_point(fix_at=captured_at.isoformat())

    answer = watch.tap("in", fix, nonce=None, captured_at=captured_at.isoformat(), sequence=7)

    assert (answer.status_code, answer.json["verdict"], answer.json["doubt"]) == (201, "uncertain", "queued")
    assert answer.json["duty"]["in_at"] == "2026-11-23T10:40:00Z"


def test_a_double_tap_is_one_duty_and_one_answer(watch):
    body = {"way": "in", "point_number": POINT, "fixes": [watch.at_point()], "nonce": watch.nonce(watch.volunteer)}

    first, second = (watch.volunteer.post("/v1/checkins", body, key="one-and-the-same") for _ in range(2))

    assert (first.status_code, first.json) == (second.status_code, second.json)


def test_a_repeated_request_is_told_the_first_answer_however_late_it_comes(watch):
    body = {"way": "in", "point_number": POINT, "fixes": [watch.at_point()], "nonce": watch.nonce(watch.volunteer)}
    first = watch.volunteer.post("/v1/checkins", body, key="the-answer-was-lost")

    watch.world.clock.advance(minutes=10)
    second = watch.volunteer.post("/v1/checkins", body, key="the-answer-was-lost")

    assert (second.status_code, second.json) == (201, first.json)


def test_the_same_tap_as_another_request_is_refused(watch):
    body = {"way": "in", "point_number": POINT, "fixes": [watch.at_point()], "nonce": watch.nonce(watch.volunteer)}
    watch.volunteer.post("/v1/checkins", body)

    assert watch.volunteer.post("/v1/checkins", body).json["type"] == "/problems/check-in-replayed"


def test_two_phones_within_five_minutes_are_one_duty(watch):
    first = watch.tap("in", watch.at_point())
    watch.world.clock.advance(minutes=4)
    second = watch.tap("in", watch.at_point())

    assert second.status_code == 201
    assert second.json["duty"]["session_id"] == first.json["duty"]["session_id"]


def test_a_photo_after_a_second_tap_is_one_of_the_check_in_that_waits(watch):
    first = watch.tap("in").json  # no fix: it waits, and its answer was lost
    watch.world.clock.advance(minutes=1)
    second = watch.tap("in").json
    told = watch.volunteer.post(f"/v1/checkins/{second['check_in_id']}/evidence/photo", data=photo())

    assert (second["check_in_id"], second["waits"], told.status_code) == (first["check_in_id"], True, 200)
    path = f"/v1/review/checkins/{watch.volunteer.person_id}/{first['check_in_id']}"
    assert watch.leader.get(path).json["photos"] == 1


def test_later_the_open_duty_is_named(watch):
    first = watch.tap("in", watch.at_point())
    watch.world.clock.advance(minutes=6)
    second = watch.tap("in", watch.at_point())

    assert (second.status_code, second.json["type"]) == (409, "/problems/duty-open")
    assert (second.json["detail"], second.json["open_session_id"]) == (
        "19:00 在 042 到岗。先收那一班",
        first.json["duty"]["session_id"],
    )


def test_a_check_out_without_a_check_in_is_told_so_and_kept(watch):
    answer = watch.tap("out", watch.at_point())

    assert (answer.status_code, answer.json["type"]) == (409, "/problems/no-duty-open")
    assert answer.json["detail"] == "这一下记着了，补卡时可以用"


def test_a_check_out_elsewhere_counts_and_is_flagged(watch):
    watch.tap("in", watch.at_point())
    watch.world.clock.advance(hours=2)
    left = watch.tap("out", watch.at_point(300))

    assert (left.json["verdict"], left.json["clearance"], left.json["duty"]["minutes"]) == ("outside", "fix", 120)
    assert left.json["duty"]["out_flag"].startswith("手机说人在 300 米外")


def test_a_forgotten_duty_makes_room_for_the_next_and_is_worth_nothing(watch):
    watch.tap("in", watch.at_point())
    watch.world.clock.advance(hours=20)
    watch.tap("in", watch.at_point())

    duties = watch.volunteer.get("/v1/duty/sessions").json["items"]
    assert [(d["state"], d["credited"]) for d in duties] == [("open", 0), ("missing-out", 0)]


def test_the_sweep_ends_what_was_forgotten_and_says_so(watch):
    watch.tap("in", watch.at_point())
    watch.tap("in", watch.at_point(), person=watch.leader)
    watch.world.clock.advance(hours=8)
    sweep = watch.world.house.duty_sessions.end_forgotten

    assert [sweep(1), sweep(1), sweep(1)] == [1, 1, 0]

    watch.deliver()
    assert watch.volunteer.get("/v1/duty/current").json["duty"] is None
    assert [e.payload["title"] for e in watch.heard] == ["忘了离岗打卡"] * 2


def test_a_late_check_out_ends_a_forgotten_duty_without_hours(watch):
    watch.tap("in", watch.at_point())
    watch.world.clock.advance(hours=9)
    late = watch.tap("out", watch.at_point())

    assert late.json["detail"] == "上一班没有离岗打卡，已经收了，时长先记 0。7 天内可以补卡"
    assert watch.volunteer.get("/v1/duty/current").json["duty"] is None


def test_a_check_in_costs_at_most_three_requests(watch):
    nonce, out_nonce = watch.nonce(watch.volunteer), None
    body = {"way": "in", "point_number": POINT, "fixes": [watch.at_point()], "nonce": nonce}
    watch.world.house.roster.points()

    arrived = watch.volunteer.post("/v1/checkins", body)
    watch.world.clock.advance(minutes=9)
    out_nonce = watch.nonce(watch.volunteer)
    left = watch.volunteer.post("/v1/checkins", {**body, "way": "out", "nonce": out_nonce, "fixes": [watch.at_point()]})

    assert (arrived.status_code, left.status_code) == (201, 201)
    assert [a.headers["Server-Timing"].rpartition("store;desc=")[2] for a in (arrived, left)] == ["3", "3"]


def test_raw_fixes_are_sealed_and_apart(watch):
    watch.tap("in", watch.at_point())

    from shouwang.duty.store.check_ins import CheckInRow, FixesRow

    (kept,) = FixesRow.scan()
    (row,) = CheckInRow.scan()
    assert b"109.5" not in kept.sealed
    assert "latitude" not in str(row.to_simple_dict())
    assert kept.expires_at - watch.world.clock().timestamp() == timedelta(days=180).total_seconds()


def test_a_shift_that_has_not_begun_is_too_early(watch):
    shift_id = watch.shift(begins_in=timedelta(hours=1))
    watch.volunteer.post(f"/v1/shifts/{shift_id}/signup")

    early = watch.tap("in", watch.at_point())

    assert (early.json["type"], early.json["detail"]) == (
        "/problems/check-in-too-early",
        "19:45 起可以打，到时这里会亮",
    )
    assert watch.tap("in", watch.at_point(), without_shift=True).json["duty"]["shift_id"] is None


def test_today_is_home_in_one_request(watch):
    shift_id = watch.shift(begins_in=timedelta(hours=1))
    watch.volunteer.post(f"/v1/shifts/{shift_id}/signup")

    today = watch.volunteer.get("/v1/me/today")

    assert today.json["signup"]["shift_id"] == shift_id
    assert (today.json["duty"], today.json["month"]["minutes_measured"]) == (None, 0)
    assert today.json["server_at"] == "2026-11-23T11:00:00Z"
