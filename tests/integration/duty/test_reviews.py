"""What the machine would not decide: a code, better fixes, or a leader; and the leader's mark."""

import pytest

from shouwang.kernel.mentions import mention
from tests.world import POINT


def slug(answer) -> str:
    return answer.json["type"].removeprefix("/problems/")


def uncertain(watch):
    """An arrival at the edge of the fence, with a network's accuracy."""
    answer = watch.tap("in", watch.at_point(158, 65.0))
    assert (answer.status_code, answer.json["waits"]) == (201, True)
    return answer.json


def finish(watch):
    watch.world.clock.advance(hours=2)
    assert watch.tap("out", watch.at_point()).status_code == 201
    watch.deliver()


def minutes(watch) -> tuple[int, int]:
    hours = watch.volunteer.get("/v1/me/hours?first=2026-11-23&last=2026-11-24").json
    return hours["minutes_measured"], hours["minutes_attested"]


def waiting(watch) -> list[str]:
    return [line["subject_id"] for line in watch.leader.get("/v1/review/checkins").json["items"]]


def test_hours_wait_while_the_arrival_waits(watch):
    arrived = uncertain(watch)
    finish(watch)

    assert minutes(watch) == (0, 0)
    (line,) = watch.leader.get("/v1/review/checkins").json["items"]
    assert line == {
        "person_id": watch.volunteer.person_id,
        "subject_id": arrived["check_in_id"],
        "unit_path": "D1/B01/S01",
        "name": "张队员",
        "volunteer_number": "01-01-0002",
        "point_number": POINT,
        "about": "手机说人在 158 米外，围栏是 150 米，误差约 65 米。照这个误差算，人在围栏里的可能是 37%，所以机器不判",
        "since": "2026-11-23T11:00:00Z",
    }


def test_a_leaders_word_makes_the_hours_attested_and_is_told(watch):
    arrived = uncertain(watch)
    finish(watch)

    path = f"/v1/review/checkins/{watch.volunteer.person_id}/{arrived['check_in_id']}"
    decided = watch.leader.post(path, {"accept": True, "reason": "我当面点过名"})
    again = watch.leader.post(path, {"accept": False, "reason": "改主意"})
    watch.deliver()

    assert (decided.json, slug(again)) == ({"clearance": "word"}, "nothing-to-prove")
    assert minutes(watch) == (0, 120)
    assert waiting(watch) == []
    (told,) = [e.payload for e in watch.heard if e.kind == "notices.tell"]
    assert (told["title"], told["body"]) == (
        "打卡核过了",
        f"{mention(watch.leader.person_id)}认可了你的打卡，这一班的时长记作见证。理由：我当面点过名",
    )


def test_a_refused_arrival_earns_nothing(watch):
    arrived = uncertain(watch)
    path = f"/v1/review/checkins/{watch.volunteer.person_id}/{arrived['check_in_id']}"
    assert watch.leader.post(path, {"accept": False, "reason": "当晚没看到人"}).json == {"clearance": "refused"}

    finish(watch)

    assert minutes(watch) == (0, 0)


def test_a_decision_made_while_the_duty_runs_counts_when_it_ends(watch):
    arrived = uncertain(watch)
    path = f"/v1/review/checkins/{watch.volunteer.person_id}/{arrived['check_in_id']}"
    watch.leader.post(path, {"accept": True, "reason": "在"})
    watch.deliver()

    finish(watch)

    assert minutes(watch) == (0, 120)


@pytest.mark.parametrize(
    ("who", "body", "problem"),
    [
        ("stranger", {"accept": True, "reason": "好"}, "not-found"),
        ("leader", {"accept": True, "reason": "  "}, "invalid"),
    ],
)
def test_a_check_in_is_settled_by_the_own_leader_with_a_reason(watch, who, body, problem):
    arrived = uncertain(watch)
    path = f"/v1/review/checkins/{watch.volunteer.person_id}/{arrived['check_in_id']}"

    assert slug(getattr(watch, who).post(path, body)) == problem
    assert waiting(watch) == [arrived["check_in_id"]]


def test_a_leader_does_not_settle_the_own_check_in(watch):
    own = watch.tap("in", watch.at_point(158, 65.0), person=watch.leader).json
    path = f"/v1/review/checkins/{watch.leader.person_id}/{own['check_in_id']}"

    assert slug(watch.leader.post(path, {"accept": True, "reason": "是我"})) == "own-work"


def test_the_code_at_the_point_settles_a_doubt_and_keeps_the_arrival(watch):
    arrived = uncertain(watch)
    watch.world.clock.advance(minutes=5)
    code = watch.leader.get(f"/v1/assembly-points/{POINT}/code").json

    proved = watch.volunteer.post(f"/v1/checkins/{arrived['check_in_id']}/evidence", {"place_code": code["code"]})
    again = watch.volunteer.post(f"/v1/checkins/{arrived['check_in_id']}/evidence", {"place_code": code["code"]})
    finish(watch)

    assert (proved.status_code, proved.json["clearance"], proved.json["waits"]) == (200, "code", False)
    assert proved.json["duty"]["in_at"] == "2026-11-23T11:00:00Z"
    assert slug(again) == "nothing-to-prove"
    assert minutes(watch) == (125, 0)
    assert waiting(watch) == []


def test_better_fixes_settle_a_doubt(watch):
    arrived = uncertain(watch)
    watch.world.clock.advance(seconds=40)

    proved = watch.volunteer.post(
        f"/v1/checkins/{arrived['check_in_id']}/evidence", {"fixes": [watch.at_point(90, 8.0)]}
    )

    assert (proved.json["clearance"], proved.json["verdict"], waiting(watch)) == ("fix", "inside", [])


def test_fixes_as_doubtful_as_before_change_nothing(watch):
    arrived = uncertain(watch)

    still = watch.volunteer.post(
        f"/v1/checkins/{arrived['check_in_id']}/evidence", {"fixes": [watch.at_point(158, 65.0)]}
    )

    assert (still.json["waits"], waiting(watch)) == (True, [arrived["check_in_id"]])


def test_wrong_and_late_evidence_is_refused(watch):
    arrived = uncertain(watch)
    path = f"/v1/checkins/{arrived['check_in_id']}/evidence"
    code = watch.leader.get(f"/v1/assembly-points/{POINT}/code").json["code"]
    wrong = f"{(int(code) + 1) % 1_000_000:06}"

    guesses = [slug(watch.volunteer.post(path, {"place_code": wrong})) for _ in range(6)]
    away = watch.volunteer.post(path, {"fixes": [watch.at_point(900)]})
    watch.world.clock.advance(minutes=16)
    late = watch.volunteer.post(path, {"place_code": code})
    nobodys = watch.stranger.post("/v1/checkins/01ARZ3NDEKTSV4RRFFQ69G5FAV/evidence", {})

    assert guesses == ["place-code-wrong"] * 5 + ["too-many-codes"]
    assert [slug(away), slug(late), slug(nobodys)] == ["not-there", "evidence-too-late", "not-allowed"]


def test_a_queued_arrival_with_the_code_of_its_moment_is_measured(watch):
    captured_at = watch.world.clock()
    code = watch.leader.get(f"/v1/assembly-points/{POINT}/code").json["code"]
    watch.world.clock.advance(hours=1)

    arrived = watch.tap("in", nonce=None, captured_at=captured_at.isoformat(), sequence=1, place_code=code)

    assert (arrived.json["clearance"], arrived.json["waits"]) == ("code", False)
    assert arrived.json["duty"]["in_at"] == "2026-11-23T11:00:00Z"


def test_who_is_on_duty_is_seen_by_leaders_above(watch):
    watch.tap("in", watch.at_point())

    (manned,) = watch.leader.get("/v1/duty/now").json["items"]

    (line,) = manned["people"]
    assert line == {
        "person_id": watch.volunteer.person_id,
        "name": "张队员",
        "volunteer_number": "01-01-0002",
        "unit_path": "D1/B01/S01",
        "point_number": POINT,
        "in_at": "2026-11-23T11:00:00Z",
        "waits": False,
    }


def test_a_report_waits_for_a_mark_and_the_mark_goes_to_assessment(watch):
    watch.tap("in", watch.at_point())
    finish(watch)
    (duty,) = watch.volunteer.get("/v1/duty/sessions").json["items"]
    path = f"/v1/duty/sessions/{duty['session_id']}/report"
    written = {"duty_type": "patrol", "text": "巡了三趟，劝开一起口角", "counts": {"disputes_mediated": 1}}

    reported = watch.volunteer.post(path, written)
    (line,) = watch.leader.get("/v1/review/reports").json["items"]
    mark_path = f"/v1/review/reports/{line['person_id']}/{line['subject_id']}"
    marked = watch.leader.post(mark_path, {"score": 5, "reason": "三趟都走全了"})
    watch.deliver()

    assert (reported.status_code, line["about"]) == (200, "巡了三趟，劝开一起口角")
    assert (marked.json["mark"]["score"], marked.json["mark"]["reason"]) == (5, "三趟都走全了")
    assert slug(watch.volunteer.post(path, written)) == "already-marked"
    assert slug(watch.leader.post(mark_path, {"score": 1, "reason": "改"})) == "already-marked"
    assert slug(watch.stranger.post(mark_path, {"score": 1, "reason": "改"})) == "not-found"
    assert watch.leader.get("/v1/review/reports").json["items"] == []
    assert [e.payload["mark"] for e in watch.heard if e.kind == "assessment.duty-marked"] == [5]


def test_a_report_with_faults_lists_them(watch):
    watch.tap("in", watch.at_point())
    finish(watch)
    (duty,) = watch.volunteer.get("/v1/duty/sessions").json["items"]

    refused = watch.volunteer.post(
        f"/v1/duty/sessions/{duty['session_id']}/report", {"text": " ", "counts": {"arrests": 1}}
    )

    assert [e["pointer"] for e in refused.json["errors"]] == ["/text", "/counts/arrests"]
