"""Every staff route of the roster, asked about a unit outside the caller's own: as if there were nothing."""

import pytest

from shouwang.app.made_of import APIS
from shouwang.kernel.actor import Role
from tests.integration.roster.force import enlist
from tests.world import OTHER_SQUADRON, SQUADRON

OUTSIDE = OTHER_SQUADRON
THERE = "02-01-0001"  # a volunteer of that unit
MINE = "01-01-0001"
POST = {"post": "squadron_leader", "from_on": "2026-11-23", "reason": "大队推荐"}

POINT = {"name": "码头", "latitude_deg": 28.51, "longitude_deg": 109.51, "crs": "wgs84"}

# Route: the calls that touch the other unit.
CALLS = {
    "PUT /v1/units/{code}": [
        ("/v1/units/D1.B02.S01", {"name": "江岸中队"}),
        ("/v1/units/D1.B02.S09", {"name": "新中队"}),
    ],
    "GET /v1/volunteers": [
        (f"/v1/volunteers?unit={OUTSIDE}", None),
        (f"/v1/volunteers?unit={OUTSIDE}&also=true", None),
    ],
    "GET /v1/volunteers/{number}": [(f"/v1/volunteers/{THERE}", None)],
    "GET /v1/cover": [(f"/v1/cover?unit={OUTSIDE}", None)],
    "POST /v1/volunteers/{number}/transfer": [
        (f"/v1/volunteers/{THERE}/transfer", {"unit_path": SQUADRON, "reason": "调来"}),
        (f"/v1/volunteers/{MINE}/transfer", {"unit_path": OUTSIDE, "reason": "调走"}),
    ],
    "POST /v1/volunteers/{number}/also": [
        (f"/v1/volunteers/{THERE}/also", {"unit_path": SQUADRON}),
        (f"/v1/volunteers/{MINE}/also", {"unit_path": OUTSIDE}),
    ],
    "DELETE /v1/volunteers/{number}/also/{code}": [(f"/v1/volunteers/{THERE}/also/D1.B01.S01", None)],
    "POST /v1/volunteers/{number}/status": [
        (f"/v1/volunteers/{THERE}/status", {"status": "suspended", "reason": "核查"})
    ],
    "PUT /v1/volunteers/{number}/cover": [(f"/v1/volunteers/{THERE}/cover", {"cover_until": "2027-01-01"})],
    "PUT /v1/assembly-points/{number}": [
        ("/v1/assembly-points/001", {**POINT, "unit_path": SQUADRON}),
        ("/v1/assembly-points/077", {**POINT, "unit_path": OUTSIDE}),
    ],
    "POST /v1/volunteers/export": [("/v1/volunteers/export", {"unit_path": OUTSIDE})],
    "POST /v1/appointments": [("/v1/appointments", {"unit_path": OUTSIDE, "volunteer_number": MINE, **POST})],
    "GET /v1/appointments": [(f"/v1/appointments?unit={OUTSIDE}", None)],
    "POST /v1/appointments/{appointment_id}/confirm": [("/v1/appointments/{waiting}/confirm", None)],
    "POST /v1/appointments/{appointment_id}/refuse": [("/v1/appointments/{waiting}/refuse", {"reason": "不同意"})],
    "POST /v1/appointments/{appointment_id}/end": [("/v1/appointments/{waiting}/end", {"reason": "不同意"})],
}
# What is no secret between units: who holds which post.
OPEN = {"GET /v1/posts"}
# Lists whose rows name units: those outside are faults of the list, see test_import.py and test_points.py.
LISTS = {"POST /v1/volunteers/import", "POST /v1/assembly-points/import"}


@pytest.fixture
def waiting(world):
    """An appointment of the other unit that waits."""
    administrator = world.staff("孙管理", Role.ADMINISTRATOR)
    enlist(world, "江队员", 1, OUTSIDE, phone="16190000999")
    enlist(world, "张队员", 1)
    asked = administrator.post("/v1/appointments", {"unit_path": OUTSIDE, "volunteer_number": THERE, **POST})
    return asked.json["appointment_id"]


def staff_routes(world):
    names = [name for name in APIS if name.startswith(("roster_", "appointments"))]
    return [route for name in names for route in world.house.api(name).routes]


def test_every_staff_route_of_the_roster_is_tried(world):
    assert {route.name for route in staff_routes(world)} == {*CALLS} | OPEN | LISTS


@pytest.mark.parametrize("role", [Role.SQUADRON_LEADER, Role.BRIGADE_LEADER, Role.COMMANDER, Role.ADMINISTRATOR])
def test_outside_the_own_units_there_is_nothing(world, waiting, role):
    person = world.staff(f"某{role}", role, "D1/B01")
    routes = {route.name: route for route in staff_routes(world)}
    wrong = {}

    for name, calls in CALLS.items():
        if role not in routes[name].who.roles:
            continue
        for path, body in calls:
            path = path.replace("{waiting}", waiting)
            method = name.split()[0].lower()
            answer = getattr(person, method)(path, body) if method in {"post", "put"} else getattr(person, method)(path)
            if answer.status_code != 404:
                wrong[name, path] = answer.status_code, answer.get_data(as_text=True)

    assert wrong == {}
