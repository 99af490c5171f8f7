"""Every staff route of recruitment, by every role, over units that are not the application's: it is not there."""

import re

import pytest
from msgspec.structs import replace

from shouwang.app import FUNCTIONS
from shouwang.kernel.actor import STAFF
from shouwang.platform.web import Route
from tests.integration.recruitment.making import Panel, applicant, problem
from tests.world import OTHER_SQUADRON, Person, World, small_force

# What each route is asked with, so that nothing but the unit stands in the way; a new route has to be added here.
BODIES = {
    "GET /v1/review/applications/{application_id}": None,
    "GET /v1/review/applications/{application_id}/photo": None,
    "GET /v1/review/applications/{application_id}/history": None,
    "GET /v1/review/applications/{application_id}/objections": None,
    "POST /v1/review/applications/{application_id}/gates/{gate}": {"decision": "pass", "version": 3},
    "POST /v1/review/applications/{application_id}/reveal": {"field": "phone", "reason": "约谈时间"},
    "POST /v1/review/applications/{application_id}/claim": {},
    "POST /v1/review/applications/{application_id}/release": {},
    "POST /v1/review/applications/{application_id}/reopen": {"version": 4, "reason": "mistake"},
    "POST /v1/review/applications/{application_id}/appeal": {"version": 5, "granted": True},
    "POST /v1/review/applications/{application_id}/undo": {"version": 3},
    "POST /v1/review/applications/{application_id}/document": {"version": 3},
    "POST /v1/review/applications/{application_id}/objections/{objection_id}": {
        "version": 9,
        "upheld": True,
        "note": "属实",
    },
}
QUERIES = ("/v1/review/applications?unit=", "/v1/review/overdue?unit=")
ELSEWHERE = ("D1/B02", OTHER_SQUADRON)


@pytest.fixture
def routes(world: World) -> list[Route]:
    found = world.house.app(*FUNCTIONS).routes
    return [route for route in found if route.path.startswith("/v1/review/applications/")]


@pytest.fixture
def applications(world: World) -> list[str]:
    """One that waits, one that was refused, one that is appealed, one in publicity to which somebody objected."""
    force, units, points = small_force()
    world.house.roster.put_ground(replace(force, publicity_days=5), units, points)
    panel = Panel.of(world)
    made = [applicant(world, f"报名人{serial}", serial) for serial in range(4)]
    for _, application_id in made[1:3]:
        panel.decide(application_id, "willingness", "fail", reason="unwilling")
    made[2][0].post("/v1/application/appeal", {"version": 4, "words": "我周末都有空"})
    panel.pass_up_to(*made[3], "publicity")
    objecting = {"words": "他不住在这里"}
    assert world.sign_in("外人").post(f"/v1/publicity/{made[3][1]}/objections", objecting).status_code == 200
    return [application_id for _, application_id in made]


def ask(person: Person, route: Route, application_id: str) -> tuple[int, str]:
    path = route.path.replace("{application_id}", application_id)
    path = re.sub(r"\{gate\}", "willingness", re.sub(r"\{objection_id\}", "0" * 26, path))
    body = BODIES[route.name]
    return problem(person.get(path) if body is None else person.post(path, body))


def test_every_staff_route_is_in_the_table_of_this_test(routes):
    assert {route.name for route in routes} == set(BODIES)


@pytest.mark.parametrize("unit_path", ELSEWHERE)
def test_outside_the_own_units_nothing_is_there_whoever_asks(world, routes, applications, unit_path):
    staff = {role: world.staff(f"某{role}", role, unit_path) for role in sorted(STAFF)}

    asked = {
        (role, route.name, place): ask(person, route, application_id)
        for role, person in staff.items()
        for route in routes
        for place, application_id in enumerate(applications)
    }
    lists = {(role, path): problem(each.get(f"{path}D1/B01")) for role, each in staff.items() for path in QUERIES}
    many = [each.post("/v1/review/decisions", all_of(applications)).json["outcomes"] for each in staff.values()]

    assert {name: got for name, got in asked.items() if got != (404, "no-such-application")} == {}
    assert set(lists.values()) == {(404, "no-queue")}
    assert {outcome["problem"] for outcomes in many for outcome in outcomes} == {"no-such-application"}


def all_of(applications: list[str]) -> dict[str, object]:
    seen = [{"application_id": each, "version": 3} for each in applications]
    return {"gate": "willingness", "decision": "pass", "applications": seen}
