"""Every route with every role: allowed only where the route table says so."""

import re

import pytest

from shouwang.app import FUNCTIONS
from shouwang.kernel.actor import Role
from shouwang.kernel.problem import NotAllowed
from shouwang.platform.web import SESSION_COOKIE, Route
from tests.world import SQUADRON, Person, World


@pytest.fixture
def routes(world: World) -> list[Route]:
    return [route for route in world.house.app(*FUNCTIONS).routes if route.who.signed_in]


def ask(world: World, person: Person | None, route: Route) -> tuple[int, str]:
    """Call a route with ids of nothing, as this person; the status and the problem's slug."""
    path = re.sub(r"\{\w+\}", "00000000000000000000000000", route.path)
    headers = {"Idempotency-Key": "0123456789", "Content-Type": "application/json"}
    if person is not None and route.html:
        world.client.set_cookie(SESSION_COOKIE, person.token)
    elif person is not None:
        headers["Authorization"] = f"Bearer {person.token}"
    answer = world.client.open(
        path, method=route.method, headers=headers, data=b"{}" if route.method != "GET" else None
    )
    world.client.delete_cookie(SESSION_COOKIE)
    page = f"/problems/{NotAllowed.slug}" if NotAllowed.title.encode() in answer.get_data() else ""
    return answer.status_code, (answer.json or {}).get("type", "") if answer.is_json else page


def test_a_stranger_gets_nothing_that_needs_a_session(world, routes):
    got = {route.name: ask(world, None, route)[0] for route in routes}

    assert {name: status for name, status in got.items() if status not in {401, 303}} == {}


@pytest.mark.parametrize("role", list(Role))
def test_a_role_gets_only_what_the_table_allows(world, routes, role):
    person = world.staff(f"某{role}", role, SQUADRON)
    wrong = {}

    for route in routes:
        status, problem = ask(world, person, route)
        allowed = route.who.roles is None or role in route.who.roles
        refused = (status, problem) == (403, "/problems/not-allowed")
        if (route.who.roles is not None and allowed == refused) or status in {401, 500}:
            wrong[route.name] = (status, problem)
        if route.path == "/v1/logout":
            person.token = world.sign_in(f"某{role}").token

    assert wrong == {}
