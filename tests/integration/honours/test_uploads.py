"""A stranger sends the file they were given, and learns what it is worth."""

import io

import pytest
from PIL import Image

from shouwang.honours.rendering import bake_medal, medal_png
from shouwang.honours.rules import CHECKS_A_MINUTE
from tests.integration.honours.hall import NUMBER, Hall
from tests.world import Person


@pytest.fixture
def member(hall: Hall) -> Person:
    """A volunteer with the first medal."""
    person = hall.enlist("张队员", NUMBER)
    hall.enter_hours(person, "e1", minutes_measured=60, patrols=1)
    hall.deliver()
    return person


def send(hall: Hall, content: bytes):
    return hall.world.client.post("/v1/verify", data=content)


def test_a_medal_a_credential_and_a_picture_are_each_known(hall: Hall, member: Person) -> None:
    (award,) = hall.awarded(member)
    path = f"/v1/honours/{award.award_id}"

    told = {form: send(hall, member.get(f"{path}.{form}").data).json for form in ("png", "jwt", "jpg")}

    assert {form: (t["found"], t["honour"]["state"]) for form, t in told.items()} == {
        "png": ("credential", "issued"),
        "jwt": ("credential", "issued"),
        "jpg": ("code", "issued"),
    }
    assert told["jpg"]["honour"]["holder"] == "张**"


def test_a_picture_from_a_group_chat_small_blurred_and_turned_is_still_known(hall: Hall, member: Person) -> None:
    from tests.unit.honours.rendering.sample import battered

    (award,) = hall.awarded(member)
    out = io.BytesIO()
    battered(member.get(f"/v1/honours/{award.award_id}.jpg").data).save(out, "JPEG", quality=50)

    assert send(hall, out.getvalue()).json["found"] == "code"


def test_a_revoked_medal_is_known_by_its_file(hall: Hall, member: Person) -> None:
    (award,) = hall.awarded(member)
    medal = member.get(f"/v1/honours/{award.award_id}.png").data
    hall.commander().post(f"/v1/honours/{award.award_id}/revoke", {"reason": "打卡是别人代打的"})

    assert send(hall, medal).json["honour"]["state"] == "revoked"


def test_a_changed_credential_and_a_damaged_picture_are_refused(hall: Hall, member: Person) -> None:
    (award,) = hall.awarded(member)
    medal = member.get(f"/v1/honours/{award.award_id}.png").data
    head, body, signature = award.credential.split(".")
    changed = ".".join((head, body[:-4] + "AAAA", signature))
    broken = bytearray(medal)
    broken[len(broken) // 2] ^= 1

    answers = [send(hall, bake_medal(medal_png("first-patrol"), changed)), send(hall, bytes(broken))]

    assert [answer.json["type"] for answer in answers] == ["/problems/credential-forged", "/problems/nothing-to-check"]


def test_what_holds_nothing_of_ours_is_said_to(hall: Hall) -> None:
    blank = io.BytesIO()
    Image.new("RGB", (200, 200), "white").save(blank, "PNG")
    sent = [b"", b"not a picture", blank.getvalue(), b"\x89PNG\r\n\x1a\n", b"GIF89a" + bytes(50), b"eyJ" + bytes(50)]

    answers = [send(hall, content) for content in sent]

    assert {answer.status_code for answer in answers} == {422}


def test_a_bomb_and_too_large_a_file_are_not_opened(hall: Hall) -> None:
    wide = io.BytesIO()
    Image.new("1", (20_000, 2_000)).save(wide, "PNG")

    assert "太大" in send(hall, wide.getvalue()).json["detail"]
    assert send(hall, bytes(5_000_000)).status_code == 413


def test_files_count_against_the_same_limit_as_codes(hall: Hall) -> None:
    answers = [send(hall, b"x").status_code for _ in range(CHECKS_A_MINUTE + 1)]

    assert answers == [422] * CHECKS_A_MINUTE + [429]


def test_the_page_takes_a_file_from_a_form_without_script(hall: Hall, member: Person) -> None:
    (award,) = hall.awarded(member)
    medal = member.get(f"/v1/honours/{award.award_id}.png").data

    good = hall.world.client.post("/verify", data={"file": (io.BytesIO(medal), "勋章.png")})
    bad = hall.world.client.post("/verify", data={"file": (io.BytesIO(b"x"), "x")})

    page = good.get_data(as_text=True)
    assert (good.status_code, bad.status_code) == (200, 422)
    assert "签名无误" in page and "有效" in page and "<script" not in page
    assert len(good.data) <= 10_000
