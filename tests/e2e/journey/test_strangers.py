"""What one volunteer's whole way has made is nobody else's: every route that takes an id, with that person's ids, by another."""

import re
from datetime import timedelta
from functools import partial
from pathlib import Path
from urllib.parse import quote

import pytest

from shouwang.app import FUNCTIONS
from shouwang.kernel.clock import SHANGHAI, parse_rfc3339
from shouwang_local.contract import local_house
from shouwang_local.demo import journey
from shouwang_local.demo.play import Player

pytestmark = pytest.mark.xdist_group("journey")

# Who owns a gate sees every application of the own units: the trainer of the whole force owns the skills gate, and all staff
# see honours. There is nothing left to claim of an application that is over; to give back what one has not is nothing.
IN_SCOPE = {
    **{f"GET /v1/review/applications/{{application_id}}{part}": 200 for part in ("", "/photo", "/history")},
    "POST /v1/review/applications/{application_id}/claim": 409,
    "POST /v1/review/applications/{application_id}/release": 204,
    **{f"GET /v1/honours/{{award_id}}.{kind}": 200 for kind in ("jpg", "pdf", "png", "jwt")},
}
# Ids of what is no person's thing: of the force (units, points, shifts and their patterns, courses with classes and question
# banks, award desks, ceremonies, the issuer's keys), codes that are meant for strangers, names of kinds.
NOBODYS = {"code", "list_id", "day", "medal", "number", "purpose", "course_id", "shift_id", "scene", "name", "page"}
NOBODYS |= {"bank_id", "format", "pattern_id", "year", "ceremony_id", "kid", "star_id"}
# Things that this owner's way does not make, and which test shows that another gets nothing of them.
ELSEWHERE = {
    "appointment_id": "roster/test_outside.py",
    "attestation_id": "duty/test_teams.py",
    "commendation_id": "honours/test_commendations.py",
    "complaint_id": "notices/test_complaints.py",
    "correction_id": "duty/test_corrections.py",
    "dispute_id": "assessment/test_disputes.py",
    "objection_id": "recruitment/test_objections.py",
    "recovery_id": "roster/test_recoveries.py",
    "swap_id": "duty/test_swaps.py",
    "task_id": "honours/test_tasks.py",
    "text": "honours/test_cards.py",  # a card's code
}
INTEGRATION = Path(__file__).parents[2] / "integration"


@pytest.fixture(scope="module")
def owner(running):
    journey.play(running.stage, running.folder, 7)
    return Player(running.stage, "新人", "newcomer-7")


def newest_duty(owner):
    """The owner's duty, in whichever month it was: the journeys before this one moved the clock."""
    now = parse_rfc3339(owner.ask("GET", "/v1/duty/current").json["server_at"])
    months = sorted({f"{(now - timedelta(days=days)).astimezone(SHANGHAI):%Y-%m}" for days in (0, 7)}, reverse=True)
    pages = (owner.ask("GET", f"/v1/duty/sessions?month={month}").json["items"] for month in months)
    return next(duty for page in pages for duty in page)


@pytest.fixture(scope="module")
def ids(owner):
    """The ids of everything the owner has, by the name of the path parameter; by the route where a name means two things."""
    owner.login()
    duty = newest_duty(owner)
    days = f"first={duty['in_at'][:10]}&last={duty['out_at'][:10]}"
    steps = " ".join(step.request for step in owner.stage.steps)
    return {
        "person_id": owner.me["person_id"],
        "application_id": owner.ask("GET", "/v1/application").json["application_id"],
        "attempt_id": re.findall(r"/v1/attempts/(\w+)/submit", steps)[-1],
        "check_in_id": re.findall(r"/v1/checkins/(\w+)/evidence", steps)[-1],
        "session_id": duty["session_id"],
        "award_id": owner.ask("GET", "/v1/me/honours").json["items"][0]["award_id"],
        "entry_id": owner.ask("GET", f"/v1/me/hours/entries?{days}").json["items"][0]["entry_id"],
        "job_id": owner.ask("POST", "/v1/me/export").json["job_id"],
        "gate": "willingness",
        "n": "1",
        "DELETE /v1/me/sessions/{session_id}": owner.ask("GET", "/v1/me/sessions").json["items"][0]["session_id"],
        "POST /v1/me/inbox/{entry_id}/read": owner.ask("GET", "/v1/me/inbox").json["items"][0]["entry_id"],
        "POST /v1/me/points/{entry_id}/dispute": quote(
            owner.ask("GET", "/v1/me/points").json["items"][0]["entry_id"], safe=""
        ),
    }


@pytest.fixture(scope="module")
def routes():
    """Every route that takes an id which may be a person's."""
    with local_house() as house:
        every = [r for r in house.app(*FUNCTIONS).routes if r.who.signed_in and "{" in r.path and not r.html]
    return [route for route in every if not parameters(route) & NOBODYS]


def parameters(route):
    return set(re.findall(r"\{(\w+)\}", route.path))


def test_every_id_is_the_owners_or_looked_at_elsewhere(ids, routes):
    needed = set().union(*(parameters(route) for route in routes))

    assert needed - set(ids) == set(ELSEWHERE)
    assert [
        file for file in ELSEWHERE.values() if not re.search("404|not-found|no-such", (INTEGRATION / file).read_text())
    ] == []


def _id(ids, route, name):
    return ids.get(route.name) or ids[name.group(1)]


@pytest.mark.parametrize("user", ["02-05-0002", "trainer-1", "squadron-leader-S06"])
def test_another_person_with_my_ids_gets_nothing(owner, ids, routes, user):
    other = Player(owner.stage, "别人", user)
    other.login()
    mine = [route for route in routes if not parameters(route) & set(ELSEWHERE)]

    got = {}
    for route in mine:
        path = re.sub(r"\{(\w+)\}", partial(_id, ids, route), route.path)
        got[route.name] = other.ask(route.method, path, {} if route.method != "GET" else None).status

    seen = {name: status for name, status in got.items() if status not in {400, 403, 404}}
    assert seen == (IN_SCOPE if user == "trainer-1" else {})
    assert {name for name, status in got.items() if status == 400} <= {
        route.name for route in mine if "body" in route.parameters
    }
