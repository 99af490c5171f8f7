"""What strangers see is the holder's to say; files by address; keys that changed."""

import io
import os
from urllib.parse import quote

import jwt
import pytest
from PIL import Image

from shouwang.honours.credential import check_credential
from shouwang.honours.store import IssuerKeyRow
from tests.integration.honours.hall import NUMBER, OTHER_NUMBER, Hall
from tests.world import Person


@pytest.fixture
def member(hall: Hall) -> Person:
    """A volunteer with the first medal."""
    person = hall.enlist("张队员", NUMBER)
    hall.enter_hours(person, "e1", minutes_measured=60, patrols=1)
    hall.deliver()
    return person


def test_the_holder_shows_the_full_name_hides_it_again_or_withdraws_all_but_the_state(
    hall: Hall, member: Person
) -> None:
    (award,) = hall.awarded(member)
    path, told = f"/v1/honours/{award.award_id}/publication", f"/v1/verify/{award.inscription.code}"

    shown = {}
    for publication in ("full", "masked", "withdrawn"):
        assert member.put(path, {"publication": publication}).status_code == 204
        answer = hall.world.client.get(told).json
        shown[publication] = (answer["state"], answer["holder"], answer["title"], answer["serial"] != "")

    assert shown == {
        "full": ("issued", "张队员", "首次巡逻", True),
        "masked": ("issued", "张**", "首次巡逻", True),
        "withdrawn": ("issued", "", "", False),
    }
    page = hall.world.client.get(f"/c/{award.inscription.code}").get_data(as_text=True)
    assert "有效" in page and "首次巡逻" not in page and "张*" not in page


def test_a_revoked_honour_is_said_to_be_whatever_its_holder_shows(hall: Hall, member: Person) -> None:
    (award,) = hall.awarded(member)
    member.put(f"/v1/honours/{award.award_id}/publication", {"publication": "withdrawn"})

    hall.commander().post(f"/v1/honours/{award.award_id}/revoke", {"reason": "打卡是别人代打的"})

    answer = hall.world.client.get(f"/v1/verify/{award.inscription.code}").json
    assert (answer["state"], answer["withdrawn"], answer["holder"]) == ("revoked", True, "")


def test_nobody_but_the_holder_decides_on_publication(hall: Hall, member: Person) -> None:
    (award,) = hall.awarded(member)
    others = [hall.enlist("王队员", OTHER_NUMBER), hall.leader(), hall.commander()]

    answers = [p.put(f"/v1/honours/{award.award_id}/publication", {"publication": "full"}) for p in others]

    assert [answer.status_code for answer in answers] == [404] * 3


def test_an_address_opens_its_file_without_a_session_for_minutes_only(hall: Hall, member: Person) -> None:
    (award,) = hall.awarded(member)
    told = member.post(f"/v1/honours/{award.award_id}/links", {"form": "jpg"}).json
    path = told["url"].removeprefix("http://localhost:8000")

    opened = hall.world.client.get(path)
    forged = hall.world.client.get(path[:-2] + ("AA" if path[-2:] != "AA" else "BB"))
    hall.world.clock.advance(minutes=6)
    late = hall.world.client.get(path)

    assert Image.open(io.BytesIO(opened.data)).size == (1080, 1528)
    assert (forged.status_code, late.status_code) == (410, 410)
    assert late.json["type"] == "/problems/link-expired"


def test_an_address_to_an_honour_taken_back_meanwhile_opens_nothing(hall: Hall, member: Person) -> None:
    (award,) = hall.awarded(member)
    told = member.post(f"/v1/honours/{award.award_id}/links", {"form": "png"}).json

    hall.commander().post(f"/v1/honours/{award.award_id}/revoke", {"reason": "打卡是别人代打的"})

    assert hall.world.client.get(told["url"].removeprefix("http://localhost:8000")).status_code == 410


def test_a_picture_that_is_there_is_not_sent_again_and_one_broken_off_goes_on(hall: Hall, member: Person) -> None:
    (award,) = hall.awarded(member)
    path = f"/v1/honours/{award.award_id}.jpg"
    whole = member.get(path)

    again = member.get(path, headers={"If-None-Match": whole.headers["ETag"]})
    rest = member.get(path, headers={"Range": "bytes=1000-", "If-Range": whole.headers["ETag"]})

    assert (again.status_code, again.data) == (304, b"")
    assert (rest.status_code, rest.data) == (206, whole.data[1000:])
    assert rest.headers["Content-Range"] == f"bytes 1000-{len(whole.data) - 1}/{len(whole.data)}"
    assert whole.headers["Accept-Ranges"] == "bytes"
    assert 'filename="honour.jpg"' in whole.headers["Content-Disposition"]


def test_after_a_change_of_keys_old_and_new_credentials_both_hold(hall: Hall, member: Person) -> None:
    (old,) = hall.awarded(member)
    hall.world.house.keys._known["signing"] = os.urandom(32)
    hall.enter_hours(member, "e2", minutes_measured=60, patrols=10)
    hall.deliver()
    new = hall.awarded(member)[-1]

    document = hall.world.client.get("/.well-known/did.json").json

    assert len(document["verificationMethod"]) == 2
    assert jwt.get_unverified_header(old.credential)["kid"] != jwt.get_unverified_header(new.credential)["kid"]
    for award in (old, new):
        assert check_credential(award.credential, document, hall.world.clock())["id"].endswith(award.inscription.code)


def test_a_key_that_leaked_stays_published_and_is_believed_no_more(hall: Hall, member: Person) -> None:
    (award,) = hall.awarded(member)
    kid = jwt.get_unverified_header(award.credential)["kid"]
    quoted = quote(kid, safe="")

    by_leader = hall.leader().post(f"/v1/issuer-keys/{quoted}/distrust", {"reason": "密钥文件外泄"})
    by_commander = hall.commander().post(f"/v1/issuer-keys/{quoted}/distrust", {"reason": "密钥文件外泄"})

    document = hall.world.client.get("/.well-known/did.json").json
    assert (by_leader.status_code, by_commander.status_code) == (403, 204)
    assert [method["id"] for method in document["verificationMethod"]] == [kid]
    assert document["assertionMethod"] == []
    assert [row.trusted for row in IssuerKeyRow.scan()] == [False]
    medal = member.get(f"/v1/honours/{award.award_id}.png").data
    assert hall.world.client.post("/v1/verify", data=medal).json["type"] == "/problems/credential-key-unknown"


def test_a_key_nobody_knows_cannot_be_distrusted(hall: Hall, member: Person) -> None:
    assert hall.commander().post("/v1/issuer-keys/did%3Aweb%3Ax%23y/distrust", {"reason": "试一试"}).status_code == 400
    assert (
        hall.commander().post("/v1/issuer-keys/did%3Aweb%3Ax%23y/distrust", {"reason": "试一试看看"}).status_code == 404
    )
