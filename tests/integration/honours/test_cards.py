"""The volunteer card: its code on the phone for a minute, its picture, and what it tells whoever scans it."""

import io
from datetime import date

import pytest
import zxingcpp
from PIL import Image

from shouwang.honours.credential import CredentialForged, PublicKey, check_card, check_moment
from shouwang.kernel.actor import Role
from shouwang.kernel.clock import local_day
from shouwang.roster.models import Status
from shouwang.roster.store import VolunteerRow
from tests.integration.honours.hall import NUMBER, Hall
from tests.world import BRIGADE, SQUADRON, Person


@pytest.fixture
def member(hall: Hall) -> Person:
    """A volunteer with a photo on the card."""
    person = hall.enlist("张队员", NUMBER)
    photo = io.BytesIO()
    Image.new("RGB", (600, 800), (150, 180, 210)).save(photo, "JPEG")
    assert person.put("/v1/me/card/photo", data=photo.getvalue()).status_code == 204
    return person


def keys(hall: Hall) -> list[PublicKey]:
    return hall.honours.issuer.public_keys()


def scanned(hall: Hall, text: str):
    return hall.world.client.get(f"/v1/verify-card/{text}")


def test_the_code_on_the_screen_is_good_for_a_minute_and_checked_without_network(hall: Hall, member: Person) -> None:
    code = member.get("/v1/me/card-code").json

    claim = check_moment(code["text"], keys(hall), hall.world.clock())
    now = scanned(hall, code["text"]).json
    hall.world.clock.advance(seconds=61)
    late = scanned(hall, code["text"])

    assert claim.valid_until.isoformat() == "2026-11-23T11:01:00+00:00"
    assert (code["expires_at"], code["card_valid_until"]) == ("2026-11-23T11:01:00Z", "2027-11-23T15:59:59Z")
    assert code["url"] == f"HTTP://LOCALHOST:8000/C/{code['text']}"
    assert now == {
        "standing": "active",
        "holder": "张**",
        "unit": "夜市中队",
        "issuer": "望澜区义警支队",
        "valid_until": "2027-11-23",
        "shown_until": "2026-11-23T11:01:00Z",
        "checked_at": "2026-11-23T11:00:00Z",
    }
    assert (late.status_code, late.json["type"]) == (422, "/problems/credential-not-in-force")


def test_the_squares_of_the_code_are_the_code_and_the_screen_has_unit_time_and_face(hall: Hall, member: Person) -> None:
    code = member.get("/v1/me/card-code").json
    side, zoom = len(code["squares"]), 8
    light = bytes(255 * (square == "0") for row in code["squares"] for square in row)
    squares = Image.frombytes("L", (side, side), light).resize((side * zoom, side * zoom), Image.Resampling.NEAREST)
    plate = Image.new("L", ((side + 8) * zoom, (side + 8) * zoom), 255)
    plate.paste(squares, (4 * zoom, 4 * zoom))

    (found,) = zxingcpp.read_barcodes(plate)
    face = Image.open(io.BytesIO(member.get("/v1/me/card/photo").data))
    without = hall.enlist("无照片", "01-01-0009").get("/v1/me/card/photo")

    assert found.text == code["url"]
    assert (code["unit_name"], code["server_at"]) == ("夜市中队", "2026-11-23T11:00:00Z")
    assert face.format == "JPEG"
    assert (without.status_code, without.json["type"]) == (409, "/problems/card-photo-missing")


def test_the_code_on_the_card_is_read_from_its_picture_and_checked_without_network(hall: Hall, member: Person) -> None:
    picture = Image.open(io.BytesIO(member.get("/v1/me/card.jpg").data))
    (found,) = zxingcpp.read_barcodes(picture)
    text = found.text.rpartition("/")[2]

    claim = check_card(text, keys(hall), local_day(hall.world.clock()))
    page = hall.world.client.get(f"/C/{text}").get_data(as_text=True)

    assert picture.size == (1012, 638)
    assert claim.valid_until.isoformat() == "2027-11-23"
    assert "在队" in page and "不是执法证件" in page and "张队员" not in page
    with pytest.raises(CredentialForged):
        check_card(text[:-2] + ("00" if text[-2:] != "00" else "11"), keys(hall), local_day(hall.world.clock()))


def test_a_renewed_card_ends_the_old_one(hall: Hall, member: Person) -> None:
    old = member.get("/v1/me/card-code").json["text"]

    renewed = member.post("/v1/me/card/renew")

    assert renewed.json == {"issued_on": "2026-11-23", "valid_until": "2027-11-23"}
    assert scanned(hall, old).json["standing"] == "renewed"
    assert scanned(hall, member.get("/v1/me/card-code").json["text"]).json["standing"] == "active"


def test_who_left_has_no_card_and_the_old_one_says_so_without_the_name(hall: Hall, member: Person) -> None:
    text = member.get("/v1/me/card-code").json["text"]
    VolunteerRow(volunteer_number=NUMBER).update([VolunteerRow.status.set(Status.LEFT)])

    told = scanned(hall, text).json

    assert (told["standing"], told["holder"], told["unit"]) == ("left", "", "")
    assert member.get("/v1/me/card-code").status_code == 403


def test_a_card_without_a_face_and_what_is_no_photo_are_refused(hall: Hall) -> None:
    member = hall.enlist("张队员", NUMBER)

    faceless = member.get("/v1/me/card.jpg")
    no_photo = member.put("/v1/me/card/photo", data=b"not a picture")

    assert (faceless.status_code, faceless.json["type"]) == (409, "/problems/card-photo-missing")
    assert (no_photo.status_code, no_photo.json["type"]) == (422, "/problems/not-a-photo")


def test_what_is_no_card_of_ours_is_refused(hall: Hall, member: Person) -> None:
    text = member.get("/v1/me/card-code").json["text"]
    changed = ("1" if text[0] != "1" else "2") + text[1:]

    answers = [scanned(hall, asked) for asked in (changed, "0" * 132, "Z" * 128, "12345")]

    assert {answer.status_code for answer in answers} == {422}


def test_a_leader_learns_whose_card_it_is_within_the_own_units_and_for_a_minute(hall: Hall, member: Person) -> None:
    leader = hall.world.staff("李队长", Role.SQUADRON_LEADER, SQUADRON)
    stranger = hall.world.staff("邻队长", Role.SQUADRON_LEADER, f"{BRIGADE}/S99")
    screen = member.get("/v1/me/card-code").json["text"]
    printed = hall.honours.issuer.card(screen_code(hall, screen), date(2027, 11, 23))

    asked = [leader.get(owner_of(screen)), leader.get(owner_of(printed)), stranger.get(owner_of(screen))]
    refused = member.get(owner_of(screen))
    member.post("/v1/me/card/renew")
    replaced = leader.get(owner_of(screen))
    hall.world.clock.advance(seconds=61)
    late = leader.get(owner_of(screen))

    known = {"volunteer_number": NUMBER, "name": "张队员", "unit_name": "夜市中队"}
    assert [answer.json for answer in asked[:2]] == [{**known, "on_screen": True}, {**known, "on_screen": False}]
    assert (asked[2].status_code, refused.status_code) == (404, 403)
    assert [answer.json["type"] for answer in (replaced, late)] == [
        "/problems/card-replaced",
        "/problems/credential-not-in-force",
    ]


def owner_of(text: str) -> str:
    return f"/v1/verify-card/{text}/volunteer"


def screen_code(hall: Hall, text: str) -> str:
    """The card's own code inside the string of a screen."""
    return check_moment(text, keys(hall), hall.world.clock()).code
