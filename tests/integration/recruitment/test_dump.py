"""A dump of every table and every file of somebody's whole way tells nothing of class S."""

import base64
import hashlib
import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from shouwang.identity.models import Purpose
from shouwang.identity.rules import NOTICES
from shouwang.platform.dynamo import tables
from shouwang.platform.dynamo.connection import connection, table_name
from tests.integration.recruitment.making import Panel, applicant, form, identity_number, photo
from tests.world import POINT, POINT_WGS84

PLANTED = {
    "document number": identity_number(7),
    "birth date": identity_number(7)[6:14],
    "address": "planted-address 7 栋 302 室",
    "emergency contact": "欧阳计划",
    "emergency phone": "16150000007",
    "household phone": "07341234567",
    "health note": "planted-health 血压略高",
    "objection": "planted-objection 他打过人",
    "fix": f"{POINT_WGS84[0] + 0.000123457:.9f}",
    "photo's author": "planted-author",
}
NAME = "𬱖明远"  # class P: clear at rest, so that this search is known to find what is there


def dumped(world: Any) -> Iterator[tuple[str, bytes]]:
    """Every attribute of every item of every table, and every file, as bytes."""
    for table in tables():
        items = connection().client.get_paginator("scan").paginate(TableName=table_name(table.TABLE))
        for item in (item for page in items for item in page["Items"]):
            yield from ((f"{table.TABLE} {name}", raw) for name, value in item.items() for raw in spelt(value))
    root = Path(world.house.settings.blobs.removeprefix("file://"))
    yield from ((f"file {path.name}", path.read_bytes()) for path in root.rglob("*") if path.is_file())


def spelt(value: Any) -> Iterator[bytes]:
    """A value of the store, and what is packed in it: texts, JSON without escapes, base64 undone."""
    match value:
        case dict():
            for name, inner in value.items():
                yield str(name).encode()
                yield from spelt(inner)
        case list() | set():
            for inner in value:
                yield from spelt(inner)
        case bytes():
            yield value
        case str():
            yield value.encode()
            yield from _unpacked(value)


def _unpacked(text: str) -> Iterator[bytes]:
    with suppress(ValueError):
        if text.startswith(("{", "[", '"')):
            yield from spelt(json.loads(text))
        elif len(text) >= 24:
            yield base64.b64decode(text + "=" * (-len(text) % 4), validate=True)


def forms_of(value: str) -> Iterator[bytes]:
    """A value however it might stand somewhere: its bytes, turned around, and hashes that anybody could make."""
    for encoding in ("utf-8", "utf-16-le", "utf-16-be", "gb18030"):
        yield value.encode(encoding)
    raw = value.encode()
    yield from (raw[::-1], raw.hex().encode(), base64.b64encode(raw).rstrip(b"=")[:-1])
    for kind in ("md5", "sha1", "sha256", "sha512"):
        digest = hashlib.new(kind, raw)
        yield from (digest.digest(), digest.hexdigest().encode())


def leaks(world: Any, planted: dict[str, str]) -> set[tuple[str, str]]:
    """What was planted, and where it stands."""
    wanted = [(what, form) for what, value in planted.items() for form in forms_of(value)]
    return {(what, place) for place, raw in dumped(world) for what, form in wanted if form in raw}


@pytest.fixture
def whole_way(world):
    """Somebody who was looked at, objected to, numbered and on duty; and what the phone that was bound is."""
    own = {
        "name": NAME,
        "address": PLANTED["address"],
        "emergency_name": PLANTED["emergency contact"],
        "household_phone": PLANTED["household phone"],
        "health_note": PLANTED["health note"],
    }
    person, application_id = applicant(world, "周㛃", 7, **{**form(7), **own})
    panel = Panel.of(world)
    panel.decide(application_id, "willingness", "return", reason="photo")
    person.post("/v1/application/photo", data=photo(500, comment=PLANTED["photo's author"].encode()))
    seen = person.get("/v1/application").json["version"]
    person.post("/v1/application/submit", {"version": seen})
    panel.pass_up_to(person, application_id, "publicity")
    review = f"/v1/review/applications/{application_id}"
    for field in ("document_number", "phone", "health_note"):
        reason = {"field": field, "reason": "约谈时间"}
        assert panel.recruiter.post(f"{review}/reveal", reason).status_code == 200
    find = {"document_number": PLANTED["document number"], "reason": "本人来问"}
    assert panel.recruiter.post("/v1/review/find", find).status_code == 200
    objecting = {"words": PLANTED["objection"]}
    raised = world.sign_in("外人").post(f"/v1/publicity/{application_id}/objections", objecting).json["objection_id"]
    version = panel.commander.get(review).json["version"]
    ruling = {"version": version, "upheld": False, "note": "查无此事"}
    assert panel.commander.post(f"{review}/objections/{raised}", ruling).status_code == 200
    panel.decide(application_id, "publicity")
    assert panel.decide(application_id, "number", cover_until="2027-11-22").status_code == 200
    world.deliver()
    check_in(world, person)
    sealed = world.house.identity.require_person(person.person_id).phone_sealed
    return world.house.vault.open(sealed, place=f"people|{person.person_id}|phone")


def check_in(world: Any, person: Any) -> None:
    given = [{"purpose": Purpose.LOCATION, "notice_version": NOTICES[Purpose.LOCATION]}]
    assert person.post("/v1/me/consents", {"consents": given}).status_code == 200
    fix = {
        "latitude": float(PLANTED["fix"]),
        "longitude": POINT_WGS84[1],
        "crs": "wgs84",
        "accuracy_m": 12.0,
        "fix_at": world.clock().isoformat(),
    }
    nonce = person.get("/v1/duty/current").json["nonce"]
    tap = person.post("/v1/checkins", {"way": "in", "point_number": POINT, "fixes": [fix], "nonce": nonce})
    assert tap.status_code in {200, 201}, tap.text


def test_a_dump_of_all_tables_and_files_tells_nothing_of_class_s(world, whole_way):
    planted = {**PLANTED, "own phone": whole_way}

    assert leaks(world, planted) == set()
    assert {place for _, place in leaks(world, {"name": NAME})} >= {"applications fields", "volunteers name"}
