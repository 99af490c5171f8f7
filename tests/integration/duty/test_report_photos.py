"""Photos of a duty report: at most three, until it is marked, for the person and the unit's leaders."""

from io import BytesIO

from PIL import Image

from shouwang.duty.store.sessions import DutySessionRow
from tests.integration.duty.test_correction_photos import plain
from tests.integration.duty.test_evidence import picture, slug


def duty_over(watch) -> str:
    """The id of a duty that has ended."""
    watch.tap("in", watch.at_point())
    watch.world.clock.advance(hours=2)
    duty = watch.tap("out", watch.at_point()).json["duty"]
    watch.deliver()
    return duty["session_id"]


def reported(watch) -> tuple[str, str]:
    """Where photos of a written report go, and where they are seen."""
    session_id = duty_over(watch)
    own = f"/v1/duty/sessions/{session_id}/report"
    assert watch.volunteer.post(own, {"text": "巡了三趟"}).status_code == 200
    return f"{own}/photo", f"/v1/review/reports/{watch.volunteer.person_id}/{session_id}"


def test_a_reports_photos_are_stripped_and_seen_by_the_person_and_the_units_leaders_only(watch):
    add, seen = reported(watch)
    raw = picture("taken at 31.2,121.5")

    kept = [watch.volunteer.post(add, data=one).json["report_photos"] for one in (raw, raw, plain(90))]
    rewritten = watch.volunteer.post(add.removesuffix("/photo"), {"text": "巡了三趟，都正常"}).json
    photo = watch.leader.get(f"{seen}/photos/0")

    assert (kept, rewritten["report_photos"]) == ([1, 1, 2], 2)
    assert (b"31.2,121.5" in raw, b"31.2,121.5" in photo.data) == (True, False)
    assert (Image.open(BytesIO(photo.data)).format, photo.headers["X-Content-Type-Options"]) == ("JPEG", "nosniff")
    assert not Image.open(BytesIO(photo.data)).getexif()
    assert watch.volunteer.get(f"{seen}/photos/0").data == photo.data
    assert watch.leader.get(seen).json["report"]["text"] == "巡了三趟，都正常"
    assert [watch.stranger.get(f"{seen}{end}").status_code for end in ("", "/photos/0")] == [404, 404]
    assert [watch.leader.get(f"{seen}/photos/{n}").status_code for n in (2, -1, "x", "٣")] == [404] * 4
    assert watch.leader.post(add, data=raw).status_code == 404


def test_a_photo_needs_a_report_and_comes_before_the_mark_and_the_fourth_is_too_many(watch):
    session_id = duty_over(watch)
    own = f"/v1/duty/sessions/{session_id}/report"
    seen = f"/v1/review/reports/{watch.volunteer.person_id}/{session_id}"

    early = watch.volunteer.post(f"{own}/photo", data=plain(1))
    unseen = watch.leader.get(seen).status_code
    watch.volunteer.post(own, {"text": "巡了三趟"})
    four = [watch.volunteer.post(f"{own}/photo", data=plain(60 * n)).status_code for n in range(4)]
    broken = watch.volunteer.post(f"{own}/photo", data=b"GIF89a")
    watch.leader.post(seen, {"score": 4, "reason": "照片清楚"})

    assert (slug(early), unseen, four, slug(broken)) == ("report-first", 404, [200, 200, 200, 409], "photo-refused")
    assert slug(watch.volunteer.post(f"{own}/photo", data=plain(7))) == "already-marked"
    assert watch.volunteer.get(f"{seen}/photos/2").status_code == 200


def test_after_erasure_no_photo_of_a_report_is_reachable_and_none_of_its_words(watch):
    add, seen = reported(watch)
    watch.volunteer.post(add, data=plain(1))
    house = watch.world.house
    (row,) = DutySessionRow.scan()
    kept = list(row.report_photos)
    before = [house.blobs.get(key) is not None for key in kept]

    for place in range(len(house.personal.holdings)):
        house.personal.forget(watch.volunteer.person_id, "", place)
    (row,) = DutySessionRow.scan()

    assert (before, [house.blobs.get(key) for key in kept]) == ([True], [None])
    assert (row.report_photos, row.report.text) == ((), "")
    assert [watch.leader.get(f"{seen}/photos/{n}").status_code for n in (0, 1)] == [404, 404]


def test_a_photo_comes_within_the_days_of_a_report(watch):
    add, _ = reported(watch)

    watch.world.clock.advance(days=7, hours=1)
    again = watch.world.sign_in("张队员")

    assert slug(again.post(add, data=plain(1))) == "report-too-late"
