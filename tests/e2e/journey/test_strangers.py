"""What one volunteer's whole way has made is nobody else's: every route that takes an id, with that person's ids, by another."""

import re
from datetime import timedelta

import pytest

from shouwang.app import FUNCTIONS
from shouwang.kernel.clock import SHANGHAI, parse_rfc3339
from shouwang_local.contract import local_house
from shouwang_local.demo import journey
from shouwang_local.demo.play import Player

pytestmark = pytest.mark.xdist_group("journey")

# A trainer of the whole force has the person in scope: the application for the skills gate, and honours, as all staff.
IN_SCOPE = {
    "GET /v1/review/applications/{application_id}",
    "GET /v1/review/applications/{application_id}/photo",
    "GET /v1/review/applications/{application_id}/history",
    *(f"POST /v1/review/applications/{{application_id}}/{act}" for act in ("claim", "release")),
    *(f"GET /v1/honours/{{award_id}}.{kind}" for kind in ("jpg", "pdf", "png", "jwt")),
}
# Routes whose id is not a person's thing: units, points, courses, shifts, codes that are meant for strangers.
NOBODYS = {"code", "list_id", "day", "medal", "number", "purpose", "course_id", "shift_id", "scene", "name", "page"}
NOBODYS |= {"bank_id", "format"}


NONE_SUCH = "01KA0000000000000000000000"  # for things that the owner does not have


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


@pytest.fixture
def ids(owner):
    """The ids of everything the owner has, by the name of the path parameter."""
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
        "gate": "willingness",
        "n": "1",
    }


@pytest.mark.parametrize("user", ["02-05-0002", "trainer-1", "squadron-leader-S06"])
def test_another_person_with_my_ids_gets_nothing(owner, ids, user):
    other = Player(owner.stage, "别人", user)
    other.login()
    with local_house() as house:
        routes = [r for r in house.app(*FUNCTIONS).routes if r.who.signed_in and "{" in r.path and not r.html]
    owned = [r for r in routes if not set(re.findall(r"\{(\w+)\}", r.path)) & NOBODYS]

    got = {}
    for route in owned:
        path = re.sub(r"\{(\w+)\}", lambda name: ids.get(name.group(1), NONE_SUCH), route.path)
        got[route.name] = other.ask(route.method, path, {} if route.method != "GET" else None).status

    seen = {name for name, status in got.items() if status not in {400, 403, 404}}
    assert len(owned) >= 12
    assert seen <= (IN_SCOPE if user == "trainer-1" else set())
    assert {name for name, status in got.items() if status == 400} <= {
        route.name for route in owned if "body" in route.parameters
    }
