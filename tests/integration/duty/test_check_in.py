"""打卡 over HTTP: at the point, near it, far from it; once, twice, late, and never."""

from datetime import timedelta

import pytest

from tests.world import POINT


def test_a_whole_evening_over_midnight(watch):
    shift_id = watch.shift(begins_in=timedelta(hours=3))
    assert watch.volunteer.post(f"/v1/shifts/{shift_id}/signup").status_code == 201
    watch.world.clock.advance(hours=3)

    arrived = watch.tap("in", watch.at_point(38))
    watch.world.clock.advance(hours=3.5)
    left = watch.tap("out", watch.at_point(20))
    watch.deliver()

    assert arrived.status_code == left.status_code == 201
    assert (arrived.json["verdict"], arrived.json["waits"], arrived.json["clearance"]) == ("inside", False, "fix")
    assert arrived.json["reason"] == "手机说人在 38 米外，围栏是 150 米，误差约 12 米。人在围栏里"
    assert (arrived.json["duty"]["shift_id"], arrived.json["duty"]["point_name"]) == (shift_id, "南塘夜市")
    assert (left.json["duty"]["state"], left.json["duty"]["minutes"], left.json["duty"]["ledger"]) == (
        "closed",
        210,
        "measured",
    )
    hours = watch.volunteer.get("/v1/me/hours?first=2026-11-23&last=2026-11-24").json
    assert hours == {
        "first": "2026-11-23",
        "last": "2026-11-24",
        "minutes_measured": 210,
        "minutes_attested": 0,
        "patrols": 1,
        "days": [
            {"day": "2026-11-23", "minutes_measured": 120, "minutes_attested": 0},
            {"day": "2026-11-24", "minutes_measured": 90, "minutes_attested": 0},
        ],
    }
    assert sorted((e.payload["day"], e.payload["minutes"]) for e in watch.heard if e.kind.startswith("assessment")) == [
        ("2026-11-23", 120),
        ("2026-11-24", 90),
    ]


@pytest.mark.parametrize(
    ("change", "slug"),
    [
        ({"latitude": 95.0, "longitude": 500.0}, "fix-off-earth"),
        ({"latitude": 109.5, "longitude": 28.5}, "fix-swapped"),
        ({"latitude": 0.0, "longitude": 0.0}, "fix-null-island"),
        ({"crs": None}, "fix-without-datum"),
        ({"crs": "bd09"}, "fix-without-datum"),
        ({"accuracy_m": -1}, "fix-accuracy-impossible"),
        ({"fix_at": None}, "fix-without-time"),
        ({"fix_at": "2026-11-23T10:40:00Z"}, "fix-stale"),
        ({"fix_at": "2026-11-23T11:05:00Z"}, "fix-from-future"),
        ({"latitude": 39.9, "longitude": 116.4}, "fix-outside-district"),
    ],
)
def test_a_bad_fix_is_refused_under_its_own_name_and_nobody_is_on_duty(watch, change, slug):
    answer = watch.tap("in", watch.at_point() | change)

    assert (answer.status_code, answer.json["type"]) == (400, f"/problems/{slug}")
    assert answer.json["errors"][0]["pointer"] == "/fixes/0"
    assert watch.volunteer.get("/v1/duty/current").json["duty"] is None


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1e999"])
def test_what_is_no_number_in_json_is_refused(watch, number):
    body = (
        f'{{"way":"in","nonce":"{watch.nonce(watch.volunteer)}","fixes":[{{"latitude":{number},"longitude":109.5}}]}}'
    )

    answer = watch.volunteer.post("/v1/checkins", data=body, content_type="application/json")

    assert answer.status_code == 400
    assert watch.volunteer.get("/v1/duty/current").json["duty"] is None


@pytest.mark.parametrize("accuracy_m", [0, None])
def test_an_unknown_accuracy_is_never_inside_and_never_an_accusation(watch, accuracy_m):
    answer = watch.tap("in", watch.at_point(accuracy_m=accuracy_m))

    assert answer.status_code == 201
    assert (answer.json["verdict"], answer.json["doubt"], answer.json["waits"]) == (
        "uncertain",
        "fix-accuracy-unknown",
        True,
    )
    assert answer.json["reason"] == "手机说人在 0 米外，没有说误差多大，所以机器不判。不少手机都这样，不说明人不在"


def test_outside_is_refused_with_the_figures_and_a_new_nonce(watch):
    refused = watch.tap("in", watch.at_point(620))
    again = watch.volunteer.post(
        "/v1/checkins",
        {"way": "in", "point_number": POINT, "fixes": [watch.at_point(20)], "nonce": refused.json["nonce"]},
    )

    assert (refused.status_code, refused.json["type"], refused.json["distance_m"]) == (422, "/problems/not-there", 620)
    assert refused.json["detail"] == "手机说人在 620 米外，围栏是 150 米，误差约 12 米。照这个误差算，人还没到围栏里"
    assert again.status_code == 201


def test_the_nearest_point_is_found_when_none_is_named(watch):
    answer = watch.volunteer.post(
        "/v1/checkins", {"way": "in", "fixes": [watch.at_point(30)], "nonce": watch.nonce(watch.volunteer)}
    )

    assert (answer.status_code, answer.json["duty"]["point_number"]) == (201, POINT)


def test_without_point_and_position_there_is_nothing_to_check(watch):
    answer = watch.volunteer.post("/v1/checkins", {"way": "in", "nonce": watch.nonce(watch.volunteer)})

    assert answer.json["type"] == "/problems/point-missing"


def test_without_a_position_the_point_and_a_leader_are_still_a_way(watch):
    answer = watch.tap("in")

    assert (answer.status_code, answer.json["doubt"], answer.json["waits"]) == (201, "no-fix", True)


def test_no_position_is_looked_at_without_consent(watch):
    quiet = watch.volunteer_named("静悄悄", "01-01-0009", consent=False)

    assert watch.tap("in", watch.at_point(), person=quiet).json["type"] == "/problems/location-not-agreed"
    assert watch.tap("in", person=quiet).status_code == 201


@pytest.mark.parametrize(
    ("more", "slug"),
    [
        ({"nonce": None}, "nonce-missing"),
        ({"nonce": "1763895600000.0123456789abcdef0123456789abcdef"}, "nonce-expired"),
        ({"nonce": None, "captured_at": "2026-11-20T10:59:00Z", "sequence": 1}, "queued-too-late"),
    ],
)
def test_a_tap_is_of_this_moment_or_from_the_queue_of_the_last_three_days(watch, more, slug):
    assert watch.tap("in", watch.at_point(), **more).json["type"] == f"/problems/{slug}"


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
    watch.world.clock.advance(hours=8)

    assert (watch.world.house.duty_sessions.end_forgotten(), watch.world.house.duty_sessions.end_forgotten()) == (1, 0)

    watch.deliver()
    assert watch.volunteer.get("/v1/duty/current").json["duty"] is None
    assert [e.payload["title"] for e in watch.heard] == ["忘了离岗打卡"]


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
