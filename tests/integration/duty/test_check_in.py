"""打卡 over HTTP: at the point, near it, far from it; once, twice, late, and never."""

from datetime import timedelta

import pytest

from tests.world import POINT


def slug(answer) -> str:
    return answer.json["type"].removeprefix("/problems/")


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


BAD_FIXES = {
    "fix-off-earth": {"latitude": 95.0, "longitude": 500.0},
    "fix-swapped": {"latitude": 109.5, "longitude": 28.5},
    "fix-null-island": {"latitude": 0.0, "longitude": 0.0},
    "fix-without-datum": {"crs": None},
    "fix-accuracy-impossible": {"accuracy_m": -1},
    "fix-without-time": {"fix_at": None},
    "fix-stale": {"fix_at": "2026-11-23T10:40:00Z"},
    "fix-from-future": {"fix_at": "2026-11-23T11:05:00Z"},
    "fix-outside-district": {"latitude": 39.9, "longitude": 116.4},
}


def test_each_bad_fix_is_refused_under_its_own_name_and_nobody_is_on_duty(watch):
    answers = [watch.tap("in", watch.at_point() | change) for change in BAD_FIXES.values()]

    assert [slug(answer) for answer in answers] == list(BAD_FIXES)
    assert {(answer.status_code, answer.json["errors"][0]["pointer"]) for answer in answers} == {(400, "/fixes/0")}
    assert watch.volunteer.get("/v1/duty/current").json["duty"] is None


def test_what_is_no_number_in_json_is_refused(watch):
    fix = '{"way":"in","nonce":"%s","fixes":[{"latitude":%s,"longitude":109.5,"crs":"wgs84"}]}'

    answers = [
        watch.volunteer.post(
            "/v1/checkins", data=fix % (watch.nonce(watch.volunteer), number), content_type="application/json"
        )
        for number in ("NaN", "Infinity", "1e999")
    ]

    assert [answer.status_code for answer in answers] == [400, 400, 400]
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


def test_a_tap_is_of_this_moment_or_from_the_queue_of_the_last_three_days(watch):
    refused = {
        "nonce-missing": {"nonce": None},
        "nonce-expired": {"nonce": "1763895600000.ab.0123456789abcdef0123456789abcdef"},
        "queued-too-late": {"nonce": None, "captured_at": "2026-11-20T10:59:00Z", "sequence": 1},
    }

    assert [slug(watch.tap("in", watch.at_point(), **more)) for more in refused.values()] == list(refused)
