"""凭据: a photo, a leader's look at it, and a score that only ever asks for that look."""

from io import BytesIO

import pytest
from PIL import Image

from shouwang.duty.service.scoring import CheckedInEvent
from shouwang.duty.store.check_ins import recent_check_ins
from shouwang.platform.audit import AuditRow
from shouwang.platform.dynamo import Writes
from tests.world import POINT


def slug(answer) -> str:
    return answer.json["type"].removeprefix("/problems/")


def picture(comment: str = "") -> bytes:
    """A phone's photo with something in its metadata."""
    kept, exif = BytesIO(), Image.Exif()
    exif[0x010E] = comment or "31.2,121.5"
    Image.effect_noise((640, 480), 80).convert("RGB").save(kept, "JPEG", exif=exif)
    return kept.getvalue()


def show(watch, check_in_id: str, raw: bytes, person=None):
    path = f"/v1/checkins/{check_in_id}/evidence/photo"
    return (person or watch.volunteer).post(path, data=raw, content_type="image/jpeg")


def review(watch, check_in_id: str, leader=None):
    return (leader or watch.leader).get(f"/v1/review/checkins/{watch.volunteer.person_id}/{check_in_id}")


def decide(watch, check_in_id: str, accept: bool = True):
    path = f"/v1/review/checkins/{watch.volunteer.person_id}/{check_in_id}"
    return watch.leader.post(path, {"accept": accept, "reason": "看过了"})


def minutes(watch) -> tuple[int, int]:
    hours = watch.volunteer.get("/v1/me/hours?first=2026-11-20&last=2026-11-30").json
    return hours["minutes_measured"], hours["minutes_attested"]


def leave(watch):
    watch.world.clock.advance(hours=2)
    answer = watch.tap("out", watch.at_point())
    watch.deliver()
    return answer


def test_without_a_position_a_photo_and_a_leader_make_measured_hours(watch):
    arrived = watch.tap("in").json
    shown = show(watch, arrived["check_in_id"], picture())
    leave(watch)
    before = minutes(watch)

    decided = decide(watch, arrived["check_in_id"])
    watch.deliver()

    assert (shown.status_code, shown.json["photos"], shown.json["waits"]) == (200, 1, True)
    assert decided.json == {"clearance": "photo"}
    assert (before, minutes(watch)) == ((0, 0), (120, 0))


def test_a_photo_is_our_own_small_jpeg_with_the_servers_time_on_it_and_nothing_else(watch):
    arrived = watch.tap("in").json
    sent = picture("secret-place")
    show(watch, arrived["check_in_id"], sent)
    path = f"/v1/review/checkins/{watch.volunteer.person_id}/{arrived['check_in_id']}/photos/0"

    kept = watch.leader.get(path).data

    assert b"secret-place" in sent and b"secret-place" not in kept
    with Image.open(BytesIO(kept)) as image:
        assert (image.format, image.size, dict(image.getexif())) == ("JPEG", (640, 480), {})
        band = image.crop((300, 450, 640, 478)).convert("L")
        assert band.getextrema()[0] < 40
    assert [watch.leader.get(path[:-1] + n).status_code for n in ("1", "9", "x")] == [404, 404, 404]
    assert watch.stranger.get(path).status_code == 404


@pytest.mark.parametrize(("raw", "status"), [(b"GIF89a", 400), (b"", 400), (b"\xff\xd8\xff" + bytes(900), 400)])
def test_what_is_no_photo_is_refused(watch, raw, status):
    arrived = watch.tap("in").json

    answer = show(watch, arrived["check_in_id"], raw)

    assert (answer.status_code, slug(answer)) == (status, "photo-refused")


def test_three_photos_are_enough_and_a_settled_check_in_wants_none(watch):
    waiting, settled = watch.tap("in").json, None
    answers = [show(watch, waiting["check_in_id"], picture()) for _ in range(4)]
    decide(watch, waiting["check_in_id"])
    settled = show(watch, waiting["check_in_id"], picture())
    other = show(watch, waiting["check_in_id"], picture(), watch.leader)

    assert [a.status_code for a in answers] == [200, 200, 200, 409]
    assert [slug(a) for a in (answers[3], settled, other)] == ["enough-photos", "nothing-to-prove", "not-found"]


def test_a_leader_sees_the_point_the_fixes_around_it_and_that_is_noted(watch):
    arrived = watch.tap("in", watch.at_point(158, 65.0)).json

    seen = review(watch, arrived["check_in_id"]).json

    assert (seen["point_name"], seen["radius_m"], seen["crs"], seen["photos"]) == ("南塘夜市", 150, "gcj02", 0)
    assert (round(seen["latitude"], 2), round(seen["longitude"], 1)) == (28.5, 109.5)
    assert [(f["north_m"], f["east_m"], f["accuracy_m"]) for f in seen["fixes"]] == [(160, 0, 65)]
    assert seen["check_in"]["decision"]["doubt"] == "at-the-edge"
    assert review(watch, arrived["check_in_id"], watch.stranger).status_code == 404
    acts = [row.act for row in AuditRow.query(f"person {watch.volunteer.person_id}")]
    assert "check-in-seen" in acts


ODD = {"platform": "ios", "device": "phone-7"}


def flagged(watch):
    """An arrival at the point that a fix two kilometres away, half a minute before, makes odd."""
    flat = {"altitude_m": 0.0, "speed_m_s": 0.0, "vertical_accuracy_m": 0.0}
    arrived = watch.tap("in", watch.at_point(2_000, 20.0, **flat), watch.at_point(3, 5.0, **flat), **ODD)
    assert (arrived.status_code, arrived.json["verdict"]) == (201, "inside")
    watch.deliver()
    return arrived.json["check_in_id"]


def test_what_does_not_fit_together_waits_for_a_leader_and_is_explained(watch):
    check_in_id = flagged(watch)
    leave(watch)

    (line,) = watch.leader.get("/v1/review/checkins").json["items"]
    seen = review(watch, check_in_id).json["check_in"]
    told = [e.payload for e in watch.heard if e.kind == "notices.tell"]

    reason = "前后半分钟的两次定位差了一公里以上，手机报的高度、速度都是 0，所以请队长看一眼；手机常会这样，不是说你做错了什么"
    assert (line["subject_id"], line["about"]) == (check_in_id, reason)
    assert seen["evidence"] == {
        "version": 1,
        "points": 60,
        "signals": ["teleport", "flat-readings"],
        "reason": reason,
    }
    assert [(t["title"], t["body"]) for t in told] == [
        ("打卡要请队长看一眼", f"{reason}。看过以前，这一班的时长先等着")
    ]
    assert minutes(watch) == (0, 0)


def test_a_leader_who_accepts_it_lets_the_hours_through(watch):
    check_in_id = flagged(watch)
    leave(watch)

    decided = decide(watch, check_in_id)
    watch.deliver()

    assert (decided.json, minutes(watch)) == ({"clearance": "word"}, (0, 120))


def test_another_fix_is_no_answer_but_the_code_is(watch):
    check_in_id = flagged(watch)
    path = f"/v1/checkins/{check_in_id}/evidence"
    code = watch.leader.get(f"/v1/assembly-points/{POINT}/code").json["code"]

    fix = watch.volunteer.post(path, {"fixes": [watch.at_point(3, 5.0)]})
    shown = watch.volunteer.post(path, {"place_code": code})

    assert (fix.json["waits"], shown.json["waits"], shown.json["clearance"]) == (True, False, "code")


def test_a_phone_that_two_people_use_is_noticed_and_alone_asks_for_nothing(watch):
    other = watch.volunteer_named("同屋", "01-01-0300")
    for person in (watch.volunteer, other):
        assert watch.tap("in", watch.at_point(), person=person, **ODD).status_code == 201
    watch.deliver()

    found = [
        watch.leader.get(f"/v1/review/checkins/{person.person_id}/{row}").json["check_in"]["evidence"]
        for person in (watch.volunteer, other)
        for row in [_last_tap(person)]
    ]

    assert {tuple(one["signals"]) for one in found} >= {("shared-phone",)}
    assert watch.leader.get("/v1/review/checkins").json["items"] == []


def _last_tap(person) -> str:
    (row,) = recent_check_ins(person.person_id, "~", 1)
    return row.check_in_id


def test_a_queued_check_in_waits_three_days_then_only_a_correction_is_left(watch):
    captured = watch.world.clock()
    watch.world.clock.advance(hours=1)
    answer = watch.tap(
        "in",
        watch.at_point() | {"fix_at": captured.isoformat()},
        nonce=None,
        captured_at=captured.isoformat(),
        sequence=1,
    )
    watch.world.clock.advance(hours=71)
    first = watch.world.house.duty_reviews.lapse("D1/B01/S01")
    watch.world.clock.advance(hours=2)

    late = decide(watch, answer.json["check_in_id"])
    lapsed = watch.world.house.duty_reviews.lapse("D1/B01/S01")
    watch.deliver()

    assert (answer.json["verdict"], answer.json["doubt"], answer.json["waits"]) == ("uncertain", "queued", True)
    assert (first, slug(late), lapsed) == (0, "review-too-late", 1)
    assert watch.leader.get("/v1/review/checkins").json["items"] == []
    assert [e.payload["title"] for e in watch.heard if e.kind == "notices.tell"] == ["补送的打卡过期了"]


def test_scoring_again_changes_nothing(watch):
    check_in_id = flagged(watch)
    scoring = watch.world.house.scoring
    scoring.score(CheckedInEvent(watch.volunteer.person_id, check_in_id, "张队员", "01-01-0002"), Writes())

    assert len(watch.leader.get("/v1/review/checkins").json["items"]) == 1


def test_a_duty_whose_arrival_was_proved_waits_no_more_when_it_is_asked_for(watch):
    arrived = watch.tap("in", watch.at_point(158, 65.0)).json
    before = watch.volunteer.get("/v1/duty/current").json["duty"]["waits"]

    watch.volunteer.post(f"/v1/checkins/{arrived['check_in_id']}/evidence", {"fixes": [watch.at_point(3, 5.0)]})
    after = watch.volunteer.get("/v1/duty/current").json["duty"]["waits"]

    assert (before, after) == (True, False)
