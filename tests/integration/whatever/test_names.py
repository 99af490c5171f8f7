"""Names that nothing can have, and days that have no neighbours, are refused in words; the store is not blamed."""

import base64
import json

import pytest

from shouwang.kernel.actor import Role
from tests.integration.console.desk import Desk, proof_in


@pytest.fixture
def commander(world):
    return world.staff("陈支队", Role.COMMANDER)


@pytest.mark.parametrize("path", ["/v1/honours/{}.jpg", "/v1/courses/{}/unfinished", "/v1/jobs/{}"])
def test_a_part_of_an_address_that_is_longer_than_a_key_is_the_askers_fault(commander, path):
    answer = commander.get(path.format("a" * 3000))

    assert (answer.status_code, answer.json["type"]) == (400, "/problems/invalid")


def test_a_name_longer_than_a_key_is_the_askers_fault(commander):
    answer = commander.post(f"/v1/volunteers/import?file_id={'a' * 3000}", {})

    assert (answer.status_code, answer.json["type"]) == (400, "/problems/invalid")


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_first_and_last_days_there_are_have_no_neighbours(world, commander, day):
    desk = Desk(world, world.client.application.test_client())
    desk.sign_in(commander)

    api, page = commander.get(f"/v1/shifts?first={day}"), desk.get(f"/console/shifts?week={day}")

    assert (api.status_code, page.status_code) == (400, 400)


def test_who_has_no_number_and_sends_the_form_for_proofs_all_the_same_hears_why(world, commander):
    desk = Desk(world, world.client.application.test_client())
    desk.sign_in(commander)

    page = desk.get("/console/sessions")
    fields = {"request_id": "proofs-0001", "first": "昨天", "last": "今天"}
    answer = desk.browser.post("/console/hours/proofs", data={"csrf": proof_in(page), **fields})

    assert answer.status_code == 400


@pytest.mark.parametrize("path", ["/v1/review/corrections", "/v1/appointments", "/v1/volunteers", "/v1/honour-tasks"])
@pytest.mark.parametrize("key", [{"at": {"N": "25"}}, {"unit_path": {"S": "D1"}}, {"x": {"M": "y"}}])
def test_a_cursor_of_another_list_is_no_place_in_this_one(commander, path, key):
    cursor = base64.urlsafe_b64encode(json.dumps(key).encode()).decode().rstrip("=")

    answer = commander.get(f"{path}?cursor={cursor}")

    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (400, "/cursor")
