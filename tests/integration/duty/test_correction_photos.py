"""Photos as evidence of a correction: who may add one, who may see it, and that nothing rides along."""

from io import BytesIO

from PIL import Image

from tests.integration.duty.test_corrections import ask, forgotten, path, slug
from tests.integration.duty.test_evidence import picture


def plain(shade: int) -> bytes:
    kept = BytesIO()
    Image.new("RGB", (240, 240), (shade, 60, 60)).save(kept, "PNG")
    return kept.getvalue()


def test_photos_are_shown_to_the_units_leaders_and_to_nobody_else(watch):
    asked = ask(watch, forgotten(watch))
    own = f"/v1/corrections/{asked.json['correction_id']}/photo"
    jpeg, png = picture("taken at 31.2,121.5"), plain(90)

    kept = [watch.volunteer.post(own, data=raw).json.get("photos") for raw in (jpeg, jpeg, png)]
    refused = watch.volunteer.post(own, data=b"GIF89a")
    shown = watch.leader.get(path(asked) + "/photos/0")

    assert (kept, slug(refused)) == ([1, 1, 2], "photo-refused")
    assert (shown.mimetype, shown.headers["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    assert (b"31.2,121.5" in jpeg, b"31.2,121.5" in shown.data) == (True, False)
    assert not Image.open(BytesIO(shown.data)).getexif()
    assert watch.volunteer.get(path(asked) + "/photos/0").data == shown.data
    assert [watch.stranger.get(path(asked) + f"/photos/{n}").status_code for n in (0, 1)] == [404, 404]
    assert [watch.leader.get(path(asked) + f"/photos/{n}").status_code for n in (2, -1, "x")] == [404, 404, 404]
    assert watch.leader.post(own, data=jpeg).status_code == 404


def test_a_settled_correction_takes_no_photo_and_the_fourth_is_too_many(watch):
    asked = ask(watch, forgotten(watch))
    own = f"/v1/corrections/{asked.json['correction_id']}/photo"

    four = [watch.volunteer.post(own, data=plain(60 * n)).status_code for n in range(4)]
    watch.leader.post(path(asked), {"accept": True, "reason": "照片清楚"})

    assert four == [200, 200, 200, 422]
    assert slug(watch.volunteer.post(own, data=plain(7))) == "correction-settled"
