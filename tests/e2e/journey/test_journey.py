"""The demo journey as a test, and what it must leave nowhere: personal data in logs, or in the clear in the store."""

import re

import pytest

from shouwang_local.demo import journey
from shouwang_local.demo.joining import NAME, document_of, phone_of

pytestmark = pytest.mark.xdist_group("journey")


@pytest.fixture(scope="module")
def played(running):
    journey.play(running.stage, running.folder)
    return running


def test_one_volunteers_whole_way_goes_as_it_should(played):
    assert len(played.stage.steps) >= 50
    assert {path.name for path in played.folder.iterdir()} >= {
        "certificate.jpg",
        "certificate.pdf",
        "certificate.jwt",
        "medal.png",
        "verification.html",
        "verification.json",
        "credential.json",
    }


def test_a_check_in_costs_at_most_three_requests_to_the_store(played):
    costs = [s.store_requests for s in played.stage.steps if s.request == "POST /v1/checkins" and s.status == 201]

    assert costs[:2] == [3, 3]


def planted() -> dict[str, str]:
    """Everything personal that the journey sent."""
    return {
        "name": NAME,
        "document": document_of(0),
        "phone": phone_of(0),
        "emergency phone": "16150000427",
        "latitude": "28.97",
        "secret": "local-simulator-only",
    }


def test_no_log_holds_personal_data_a_token_or_a_secret(played):
    written = "".join(path.read_text() for path in played.deployment.folder.glob("*.log"))
    logs = re.sub(r'"at": "[^"]+"', "", written)  # a second may look like a degree
    openids = [person["openid"] for person in played.stage.simulator("people")["people"]]

    assert logs.count("\n") > 50
    assert [what for what, value in planted().items() if value in logs] == []
    assert [openid for openid in openids if openid in logs] == []
    assert "Bearer" not in logs


def test_the_store_and_the_files_hold_no_class_s_value_in_the_clear(played):
    kept = b"".join(
        path.read_bytes()
        for path in played.deployment.folder.rglob("*")
        if path.is_file() and "wechat" not in path.name
    )

    for what in ("document", "phone", "emergency phone"):
        assert planted()[what].encode() not in kept, what


def test_the_public_log_of_hours_names_nobody(played):
    told = played.stage.send("GET", f"{played.deployment.api_url}/v1/hours-log").body

    assert all(value.encode() not in told for value in planted().values())
