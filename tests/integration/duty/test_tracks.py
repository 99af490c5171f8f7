"""巡逻轨迹 over HTTP: only on duty, thinned, sealed, told as sums."""

from datetime import timedelta

import pytest

from shouwang.duty.store import check_ins
from shouwang.duty.store.check_ins import CheckInRow, FixesRow
from shouwang.duty.store.tracks import TrackRow, VisitRow

A_SECOND = timedelta(seconds=1)


def slug(answer) -> str:
    return answer.json["type"].removeprefix("/problems/")


@pytest.fixture
def duty(watch) -> str:
    return watch.tap("in", watch.at_point(3)).json["duty"]["session_id"]


def walk(watch, *legs: tuple[float, int], accuracy_m: float | None = 8.0):
    """Points so many metres north of the point, so many seconds after now."""
    begun = watch.world.clock()
    points = [watch.at_point(m, accuracy_m) | {"fix_at": (begun + timedelta(seconds=s)).isoformat()} for m, s in legs]
    watch.world.clock.advance(seconds=max(s for _, s in legs) + 1)
    return points


def send(watch, session_id: str, points, person=None):
    return (person or watch.volunteer).post(f"/v1/duty/sessions/{session_id}/track", {"points": points})


def test_a_walk_is_told_as_its_length_and_the_places_it_passed(watch, duty):
    first = send(watch, duty, walk(watch, (0, 0), (100, 60), (200, 120)))
    second = send(watch, duty, walk(watch, (300, 30), (400, 90)))

    shown = watch.volunteer.get(f"/v1/duty/sessions/{duty}/track").json

    assert (first.json, second.json) == ({"kept": 3}, {"kept": 2})
    assert (shown["points"], shown["hours"]) == (5, {"2026-11-23 19": ["042"]})
    assert shown["distance_m"] == pytest.approx(400, abs=1)
    coverage = watch.leader.get("/v1/duty/coverage?point=042&day=2026-11-23")
    assert coverage.json == {"hours": {"19": 1}}
    assert watch.stranger.get("/v1/duty/coverage?point=042&day=2026-11-23").status_code == 404


def test_points_that_tell_nothing_new_or_nothing_at_all_are_left_out(watch, duty):
    crowd = walk(watch, *((n * 0.5, n * 5) for n in range(40)))
    coarse = walk(watch, (0, 30), (50, 90), accuracy_m=300.0)
    far = [watch.at_point() | {"latitude": 39.9}]
    before = [watch.at_point() | {"fix_at": "2026-11-23T08:00:00Z"}]

    kept = [send(watch, duty, points).json["kept"] for points in (crowd, coarse, far, before)]

    assert kept == [1, 0, 0, 0]


def test_sent_twice_it_is_one_walk(watch, duty):
    points = walk(watch, (0, 0), (100, 60))

    for _ in range(2):
        send(watch, duty, points)

    assert watch.volunteer.get(f"/v1/duty/sessions/{duty}/track").json["points"] == 2


def test_off_duty_nothing_is_taken_and_another_persons_track_is_not_there(watch, duty):
    send(watch, duty, walk(watch, (0, 0), (100, 60)))
    watch.world.clock.advance(hours=1)
    watch.tap("out", watch.at_point(3))

    refused = send(watch, duty, walk(watch, (0, 0), (100, 60)))

    assert (refused.status_code, slug(refused)) == (409, "not-on-duty")
    assert watch.leader.get(f"/v1/duty/sessions/{duty}/track").status_code == 404


def test_what_is_kept_is_sealed_and_goes_after_180_days(watch, duty):
    send(watch, duty, walk(watch, (0, 0), (100, 60)))
    term = timedelta(days=180)

    (row,), (visit,) = TrackRow.scan(), VisitRow.scan()
    assert b"28.5" not in row.sealed and b"gcj02" not in row.sealed
    assert {one.expires_at for one in (row, visit)} == {int((watch.world.clock() + term).timestamp())}


def test_past_its_term_nobody_reads_it_though_no_night_has_been_here(watch, duty):
    """The term is 180 days to the second: of the track from when it was sent, of the fixes from when the tap came."""
    arrived_at = watch.world.clock()
    send(watch, duty, walk(watch, (0, 0), (100, 60)))
    sent_at = watch.world.clock()
    (tap,) = CheckInRow.scan()

    seen = []
    for instant in (arrived_at, arrived_at + A_SECOND, sent_at, sent_at + A_SECOND):
        now = instant + timedelta(days=180)
        fixes = check_ins.fetch_fixes(tap.person_id, tap.check_in_id, now)
        recent = check_ins.recent_fixes(tap.person_id, tap.check_in_id, 20, now)
        assert recent == ({tap.check_in_id: fixes} if fixes else {})
        watch.world.clock.instant = now
        person, leader = watch.world.sign_in("张队员"), watch.world.sign_in("李队长")
        shown = person.get(f"/v1/duty/sessions/{duty}/track").json["points"]
        passed = leader.get("/v1/duty/coverage?point=042&day=2026-11-23").json["hours"]
        seen.append((fixes is not None, shown, passed))

    assert seen == [(True, 2, {"19": 1}), (False, 2, {"19": 1}), (False, 2, {"19": 1}), (False, 0, {})]
    assert (len(list(FixesRow.scan())), len(list(TrackRow.scan()))) == (1, 1)
